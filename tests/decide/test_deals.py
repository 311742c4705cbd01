"""What every kind of discount takes off, and how each convention of semantics.md changes it. Figures are worked out by hand."""

from typing import Any

import pytest

from tests.decide.build import NEW_MEMBER, decide, why_not, wish
from tests.make import line
from tests.program.files import mistakes_in, small
from zegel.core.purchase import Line
from zegel.decide.discounts import FLOOR, NOT_TOGETHER
from zegel.decide.effects import TAKING_OFF, Discount, Gift, ItemsOff
from zegel.decide.plan import Plan
from zegel.decide.sale import Sale
from zegel.program.compile import Compiled


def plan(discounts: str, settings: str = "", more: str = "") -> Plan:
    """The small program with `discounts` (one a line, or several between semicolons), `settings`, and `more` sections."""
    rules = "".join(f"  {rule.strip()}\n" for rule in discounts.split(";"))
    return Plan(Compiled(small(f"discounts:\n{rules}settings: {{{settings}}}\n{more}")))


def price(discounts: str, *lines: Line, settings: str = "", more: str = "", **also: Any) -> Sale:
    """What the basket comes to for a new member in the webshop's branch."""
    return decide(plan(discounts, settings, more), *lines, branch="markt", **also)


def paid(discounts: str, *lines: Line, **also: Any) -> list[int]:
    return price(discounts, *lines, **also).priced.paid


def off(sale: Sale) -> dict[str, tuple[int, ...]]:
    """Rule → shares per line."""
    return {e.rule: e.shares for e in sale.priced.effects if isinstance(e, Discount | ItemsOff)}


def left_out(sale: Sale) -> dict[str, int]:
    return {e.rule: e.left_out for e in sale.priced.effects if isinstance(e, Discount | ItemsOff) and e.left_out}


def bread(net: int, quantity: int = 1, **changes: Any) -> Line:
    return line(net, quantity, **changes)


def jam(net: int, quantity: int = 1, **changes: Any) -> Line:
    return line(net, quantity, category="jam", **changes)


# -- kinds


@pytest.mark.parametrize(("discount", "lines", "expected"), [
    ("d: {off: 5%}", (bread(1250), bread(1249)), [1187, 1187]),
    ("d: {off: 5%, on: basket}", (bread(1250), bread(1249)), [1187, 1187]),
    # 10 % and then 5 % of what is left
    ("d: {off: 10% + 5%}", (bread(1000),), [855]),
    # domain.md §8: 5.00 off 9.99, 19.99 and 4.99 is 1.43, 2.86 and 0.71
    ("d: {off: 5.00 EUR}", (jam(999), bread(1999), bread(499)), [856, 1713, 428]),
    ("d: {off: 5.00 EUR, of: {category: bread}}", (jam(999), bread(1999)), [999, 1499]),
    # 5.00 for each full 50.00: 149.99 holds two of them
    ("d: {off: 5.00 EUR per 50.00 EUR}", (bread(14_999),), [13_999]),
    ("d: {off: 5.00 EUR per 50.00 EUR, per basket: once}", (bread(14_999),), [14_499]),
    ("d: {off: 5.00 EUR per 50.00 EUR}", (bread(4_999),), [4_999]),
    ("d: {off: 0.50 EUR per item}", (bread(750, 3), bread(40)), [600, 0]),
    ("d: {off: 0.50 EUR per item}", (line(900, measure="kg", number=1),), [850]),
    ("d: {off: 1.00 EUR per line}", (bread(750, 3), bread(400)), [650, 300]),
    ("d: {off: 50%, at most: 2.00 EUR}", (bread(300), bread(300)), [200, 200]),
    # each piece as much as another; what a line cannot lose moves on to the others; what is weighed is one
    ("d: {off: 3.00 EUR by quantity}", (bread(900), bread(200, 2)), [800, 0]),
    ("d: {off: 3.00 EUR by quantity}", (bread(900), bread(100, 2)), [700, 0]),
    ("d: {off: 1.00 EUR by quantity}", (bread(900), bread(600, 2), line(500, measure="kg", quantity=1730)), [875, 550, 475]),
    ("d: {off: 1.00 EUR per 5.00 EUR by quantity}", (bread(900), bread(300, 3)), [850, 150]),
    # a price of their own; what is cheaper stays so
    ("d: {price: 2.00 EUR, of: {category: bread}}", (bread(750, 3), bread(150), jam(500)), [600, 150, 500]),
    ("d: {price: 0.00 EUR, of: {category: bread}}", (bread(750, 3), jam(500)), [0, 500]),
    # three for five euros, and one that is left over at its own price
    ("d: {take: 3, price: 5.00 EUR}", (bread(1000, 4),), [750]),
    ("d: {take: 3, price: 5.00 EUR}", (bread(300, 3),), [300]),
    # the three dearest are in the bundle: 4.00 + 3.00 + 2.00, for 5.00
    ("d: {take: 3, price: 5.00 EUR}", (bread(100), bread(200), bread(300), bread(400)), [100, 111, 167, 222]),
    ("d: {take: 2, price: 5.00 EUR, per basket: once}", (bread(1600, 4),), [1300]),
    ("d: {bundle: [{of: {category: bread}}, {take: 2, of: {category: jam}}], price: 6.00 EUR}", (bread(400), jam(600, 3)), [300, 500]),
    ("d: {bundle: [{of: {category: bread}}, {take: 2, of: {category: jam}}], price: 6.00 EUR}", (bread(400), jam(200)), [400, 200]),
])  # fmt: skip
def test_what_comes_off(discount: str, lines: tuple[Line, ...], expected: list[int]) -> None:
    assert paid(discount, *lines) == expected


@pytest.mark.parametrize(("discount", "lines", "expected"), [
    # six for the price of five: of seven, one is free
    ("d: {take: 6, pay: 5}", (bread(700, 7),), [600]),
    ("d: {take: 6, pay: 5}", (bread(500, 5),), [500]),
    # domain.md M36: from dear to cheap in threes, the cheapest of each three is free: 8 and 1
    ("d: {take: 3, pay: 2}", (bread(1000), bread(900), bread(800), bread(300), bread(200), bread(100)), [1000, 900, 0, 300, 200, 0]),
    ("d: {take: 3, pay: 2, free: cheapest of all}", (bread(900), bread(800), bread(100), bread(300), bread(200), bread(1000)),
     [900, 800, 0, 300, 0, 1000]),
    ("d: {take: 2, pay: 1, free: dearest}", (bread(100), bread(300)), [100, 0]),
    ("d: {take: 2, pay: 1, free: first}", (bread(100), bread(300)), [0, 300]),
    ("d: {take: 3, pay: 2, free: 2nd}", (bread(100), bread(300), bread(200)), [100, 0, 200]),
    ("d: {take: 2, pay: 1, per basket: once}", (bread(400, 4),), [300]),
    ("d: {buy: 1, get: 1, off: 50%}", (bread(300), bread(200)), [300, 100]),
    # other articles: with each bread the cheapest jam
    ("d: {buy: 1, get: 1, of: {category: bread}, out of: {category: jam}}", (bread(300, 2), jam(200), jam(100), jam(500)),
     [300, 0, 0, 500]),
    ("d: {buy: 2, get: 1, of: {category: bread}, out of: {category: jam}}", (bread(300), jam(200)), [300, 200]),
    # two euros and a third are worth 0.67 and 1.33
    ("d: {take: 3, pay: 2}", (bread(200, 3),), [133]),
])  # fmt: skip
def test_which_pieces_are_free(discount: str, lines: tuple[Line, ...], expected: list[int]) -> None:
    sale = price(discount, *lines)

    assert sale.priced.paid == expected
    assert sum(sum(shares) for shares in off(sale).values()) == sum(each.net_minor for each in lines) - sum(expected)


STEPS = "steps: [{from: 50.00 EUR, off: 3%}, {from: 100.00 EUR, off: 5%}]"
PIECES = "steps: [{from: 3, off: 10%}, {from: 5, off: 20%}]"


@pytest.mark.parametrize(("discount", "lines", "expected"), [
    (f"d: {{{STEPS}, method: whole}}", (bread(4_999),), [4_999]),
    (f"d: {{{STEPS}, method: whole}}", (bread(5_000),), [4_850]),
    (f"d: {{{STEPS}, method: whole}}", (bread(12_000),), [11_400]),
    # 3 % of the 50.00 between the steps, 5 % of the 20.00 above
    (f"d: {{{STEPS}, method: marginal}}", (bread(12_000),), [11_750]),
    (f"d: {{{PIECES}, method: whole}}", (bread(600, 6),), [480]),
    # the third and fourth at 10 %, the fifth and sixth at 20 %
    (f"d: {{{PIECES}, method: marginal}}", (bread(600, 6),), [540]),
    (f"d: {{{PIECES}, method: marginal}}", (bread(200, 2), bread(1000, 4)), [200, 850]),
    ("d: {steps: [{from: 3, price: 0.80 EUR}, {from: 6, price: 0.70 EUR}], method: whole}", (bread(600, 6),), [420]),
    ("d: {steps: [{from: 3, price: 0.80 EUR}], method: marginal}", (bread(600, 6),), [520]),
    ("d: {steps: [{from: 20.00 EUR, off: 2.00 EUR}, {from: 50.00 EUR, off: 7.50 EUR}], method: whole}", (bread(5_000),), [4_250]),
])  # fmt: skip
def test_the_more_the_less(discount: str, lines: tuple[Line, ...], expected: list[int]) -> None:
    assert paid(discount, *lines) == expected


def test_a_gift_takes_nothing_off_and_the_first_is_given_where_nobody_chooses():
    rule = "d: {gift: [theedoek, kaars], worth: 4.00 EUR, basket: at least 10.00 EUR}"

    sale = price(rule, bread(1000))

    assert sale.priced.effects == (Gift("d", 1, 2, 400),)
    assert price(rule, bread(1000), wishes=(wish("d", 2),)).priced.effects == (Gift("d", 2, 2, 400),)
    assert price(rule, bread(999)).priced.effects == ()


def test_the_member_says_which_piece_is_free():
    rule = "d: {take: 2, pay: 1, free: chosen}"

    assert paid(rule, bread(300), bread(200)) == [300, 0]
    assert paid(rule, bread(300), bread(200), wishes=(wish("d", 1),)) == [0, 200]


def test_a_free_piece_earns_no_stamp_and_a_cheaper_one_does():
    cards = "stamp cards: {card: {stamp: 1 per item, slots: 10, full gives: r}}\nrewards: {r: {gives: {item: mok}}}\n"

    assert price("d: {take: 3, pay: 2}", bread(300, 3), more=cards).priced.items == [2]
    assert price("d: {buy: 2, get: 1, off: 50%}", bread(300, 3), more=cards).priced.items == [3]


def test_every_tenth_purchase_and_regulars_by_tenure():
    tenth = "d: {off: 10%, for: {purchase: every 10th}}"
    regulars = "d: {off: 5%, for: {member for: at least 5 years}}"
    tenth_time = type(NEW_MEMBER)(1, NEW_MEMBER.since, "", 10, (), 0, 0)

    assert paid(tenth, bread(1000), member=tenth_time) == [900]
    assert paid(tenth, bread(1000)) == [1000]
    assert paid(regulars, bread(1000), member=type(NEW_MEMBER)(1, NEW_MEMBER.since, "", 2, (), 60, 5)) == [950]
    assert paid(regulars, bread(1000)) == [1000]


# -- row 1: order


def test_lanes_go_one_after_the_other_and_priority_alone_may_decide():
    rules = "a: {off: 1.00 EUR}; b: {off: 50%}; c: {off: 10%, on: catalogue}"

    by_lane = price(rules, bread(1000))
    by_priority = price(rules.replace("1.00 EUR", "1.00 EUR, priority: 9"), bread(1000), settings="order: priority")

    assert list(off(by_lane).items()) == [("c", (100,)), ("b", (450,)), ("a", (100,))]
    assert list(off(by_priority).items()) == [("a", (100,)), ("b", (450,)), ("c", (45,))]


def test_a_list_of_the_program_decides_each_on_what_is_left():
    rules = "a: {off: 1.00 EUR, priority: 9}; b: {off: 50%}; c: {off: 10%, on: catalogue}; d: {off: 10%, on: basket, priority: 99}"

    by_list = price(rules, bread(1000), settings="order: listed, listed: [b, a, c]")
    other = price(rules, bread(1000), settings="order: listed, listed: [c, d, a]")

    assert list(off(by_list).items()) == [("b", (500,)), ("a", (100,)), ("c", (40,)), ("d", (36,))]
    assert list(off(other).items()) == [("c", (100,)), ("d", (90,)), ("a", (100,)), ("b", (355,))]


@pytest.mark.parametrize(("settings", "code"), [
    ("order: listed", "missing_key"), ("listed: [a]", "not_together"), ("order: listed, listed: [a, z]", "unknown_discount"),
    ("order: listed, listed: [a, a]", "duplicate_key"),
])  # fmt: skip
def test_a_list_of_discounts_is_whole(settings: str, code: str) -> None:
    text = f"zegel: 1\nprogram: W\ncompany: {{currency: EUR}}\ndiscounts: {{a: {{off: 5%}}}}\nsettings: {{{settings}}}\n"
    assert [one.code for one in mistakes_in(text)] == [code]


def test_what_is_asked_for_goes_in_the_order_of_asking_where_the_program_says_so():
    more = "rewards: {loaf: {gives: {free: 1, of: {category: bread}}, costs: 10 points}}\n"
    wishes = (wish("p", 300), wish("loaf"))

    usual = paid("p: {spend: points, step: 100}", bread(400), jam(300), more=more, wishes=wishes)
    asked = paid("p: {spend: points, step: 100}", bread(400), jam(300), more=more, wishes=wishes, settings="order: as entered")

    assert usual == [0, 0]  # the loaf is free, points pay the jam
    assert asked == [0, 171]  # points pay 1.71 and 1.29, then the rest of the loaf is free


# -- row 2: choosing

THREE = "a: {off: 10%, group: g}; b: {off: 30%, of: {category: bread}, group: g}; c: {off: 1.00 EUR}"


@pytest.mark.parametrize(("settings", "expected"), [
    ("", {"b": (300, 0), "c": (64, 36)}), ("choosing: all stack", {"a": (100, 40), "b": (270, 0), "c": (64, 36)}),
    ("choosing: best only", {"b": (300, 0)}), ("choosing: first only", {"a": (100, 40)}),
])  # fmt: skip
def test_which_discounts_stay(settings: str, expected: dict[str, tuple[int, ...]]) -> None:
    assert off(price(THREE, bread(1000), jam(400), settings=settings)) == expected


def test_one_that_stands_alone_beats_all_even_if_it_is_worse():
    rules = "a: {off: 10%}; b: {off: 1%, alone: true}"
    sale = price(rules, bread(1000))

    assert off(sale) == {"b": (10,)}
    assert why_not(plan(rules), sale)["a"] == NOT_TOGETHER


def test_two_that_never_go_together_the_first_stays():
    rules = "a: {off: 10%}; b: {off: 50%, not with: a}"

    assert off(price(rules, bread(1000))) == {"a": (100,)}
    assert off(price(rules.replace("50%", "50%, priority: 1"), bread(1000))) == {"b": (500,)}


def test_one_percentage_off_the_basket_at_most():
    rules = "a: {off: 10%, on: basket}; b: {off: 20%, on: basket}; c: {off: 5%}"

    assert off(price(rules, bread(1000))) == {"c": (50,), "a": (95,), "b": (171,)}
    assert off(price(rules, bread(1000), settings="basket percentages: best only")) == {"c": (50,), "b": (190,)}


def test_the_best_counts_what_the_other_discounts_then_do():
    # a alone gives more than b; but with b the basket still reaches the 9.00 of c
    rules = "a: {off: 1.20 EUR, group: g, priority: 1}; b: {off: 1.00 EUR, group: g, priority: 1}; "
    rules += "c: {off: 20%, on: basket, basket: at least 9.00 EUR}"

    assert off(price(rules, bread(1000))) == {"b": (100,), "c": (180,)}


# -- row 3: percent on percent

AMOUNT_BETWEEN = "a: {off: 10%, priority: 3, on: basket}; b: {off: 1.00 EUR, priority: 2}; c: {off: 20%, priority: 1, on: basket}"


@pytest.mark.parametrize(("settings", "expected"), [
    ("", 640),  # 10.00 − 1.00 − 1.00 = 8.00, less 20 %
    ("percent on percent: added up", 620),  # 20 % of 9.00: without the other percentage
    ("percent on percent: the original price", 600),  # 20 % of 10.00
    ("percent on percent: added up inside a rule", 640),
])  # fmt: skip
def test_percent_on_percent(settings: str, expected: int) -> None:
    assert paid(AMOUNT_BETWEEN, bread(1000), settings=settings) == [expected]


@pytest.mark.parametrize(("settings", "expected"), [
    ("", 684), ("percent on percent: added up inside a rule", 680), ("percent on percent: added up", 650),
])  # fmt: skip
def test_percentages_inside_a_rule(settings: str, expected: int) -> None:
    # 10 % and 5 % in one rule, then 20 % in another: × 0.90 × 0.95 × 0.80; 15 % then 20 %; 35 % in all
    assert paid("a: {off: 10% + 5%}; b: {off: 20%}", bread(1000), settings=settings) == [expected]


# -- row 4: thresholds


def test_a_threshold_looks_at_what_the_discounts_before_it_left():
    rules = "a: {off: 10%}; b: {off: 1.00 EUR, basket: at least 10.00 EUR}"

    assert paid(rules, bread(1000)) == [900]
    assert paid(rules, bread(1112)) == [901]  # 10.01, less 1.00
    assert paid(rules, bread(1000), settings="thresholds: before discounts") == [800]
    assert why_not(plan(rules), price(rules, bread(1000))) == {"b": 0}


@pytest.mark.parametrize(("settings", "expected"), [
    ("", [999, 1, 0]), ("thresholds and shipping: with", [899, 1, 0]),
])  # fmt: skip
def test_shipping_does_not_count_for_a_threshold(settings: str, expected: list[int]) -> None:
    rules = "a: {off: 1.00 EUR, of: {category: bread}, basket: at least 10.01 EUR}; b: {off: 100%, on: shipping}"
    lines = (bread(999), jam(1), line(495, category="shipping"))

    # Nothing of the lane of shipping has come off when a looks.
    assert paid(rules, *lines, settings=settings, more="shipping: {category: shipping}\n") == expected


@pytest.mark.parametrize(("settings", "expected"), [
    ("", 990), ("thresholds in: excluding VAT", 1090), ("thresholds in: including VAT", 990),
])  # fmt: skip
def test_a_threshold_with_or_without_vat(settings: str, expected: int) -> None:
    # 10.90 with 9 % VAT is 10.00 without
    rule = "a: {off: 1.00 EUR, basket: at least 10.01 EUR}"

    assert paid(rule, bread(1090), settings=settings) == [expected]


def test_the_upper_bound_of_a_step_may_belong_to_the_lower_step():
    rule = f"d: {{{STEPS}, method: whole}}"

    assert paid(rule, bread(10_000)) == [9_500]
    assert paid(rule, bread(10_000), settings="steps begin: above their threshold") == [9_700]
    assert paid(rule, bread(10_001), settings="steps begin: above their threshold") == [9_501]


# -- row 5: tax


def test_a_discount_lowers_the_taxable_total_by_vat_rate():
    effect = price("d: {off: 3.00 EUR}", bread(2000), jam(1000, vat_bp=2100)).priced.effects[0]

    assert isinstance(effect, Discount)
    assert effect.vat == ((900, 200), (2100, 100))


def test_an_amount_may_be_meant_without_vat():
    # 10.00 without VAT is 12.10 with 21 %
    assert paid("d: {off: 10.00 EUR}", jam(12_100, vat_bp=2100), settings="amounts: excluding VAT") == [10_890]
    assert paid("d: {off: 10.00 EUR}", jam(12_100, vat_bp=2100)) == [11_100]


def test_deposits_are_never_discounted():
    assert paid("d: {off: 50%}; e: {off: 1.00 EUR}", bread(1000), jam(25, legal_class="deposit")) == [400, 25]


# -- row 6: spare cents


@pytest.mark.parametrize(("settings", "lines", "expected"), [
    ("", (4300, 1400, 2300), (161, 53, 86)), ("spare cents: first line", (4300, 1400, 2300), (162, 52, 86)),
    ("spare cents: last line", (4300, 1400, 2300), (161, 53, 86)), ("", (100, 100, 100), (100, 100, 100)),
    ("spare cents: last line", (1000, 1000, 1000), (100, 100, 100)),
])  # fmt: skip
def test_spare_cents(settings: str, lines: tuple[int, ...], expected: tuple[int, ...]) -> None:
    sale = price("d: {off: 3.00 EUR}", *(bread(net) for net in lines), settings=settings)

    assert off(sale) == {"d": expected}


def test_spare_cents_of_a_hundred_over_three():
    def shares(how: str) -> tuple[int, ...]:
        return off(price("d: {off: 1.00 EUR}", bread(500), bread(500, 3), bread(500), settings=f"spare cents: {how}"))["d"]

    assert shares("largest remainder") == (34, 33, 33)
    assert shares("first line") == (34, 33, 33)
    assert shares("last line") == (33, 33, 34)
    assert shares("first items") == (34, 33, 33)


# -- row 7: rounding


@pytest.mark.parametrize(("settings", "expected"), [
    ("", [237, 712, 236]), ("rounding: down", [238, 713, 236]), ("rounding: up", [237, 712, 235]),
    ("rounding: half even", [238, 712, 236]),
    # 62.4 cents in all
    ("rounded per: basket", [237, 713, 236]),
    # a piece costs 2.50: 12.5 cents go up to 13 for each
    ("rounded per: item", [237, 711, 236]),
])  # fmt: skip
def test_rounding(settings: str, expected: list[int]) -> None:
    # 5 % of 2.50 is 12.5 cents, of 7.50 37.5, of 2.48 12.4
    assert paid("d: {off: 5%}", bread(250), bread(750, 3), bread(248), settings=settings) == expected


# -- row 9: floors

FLOORS = "floors: {f: {of: {category: bread}, least: 8.00 EUR}}\n"


def test_what_does_not_fit_moves_to_the_other_articles_and_the_rest_lapses():
    # 4.00 over 10.00 and 10.00: bread may lose 2.00 at most, jam takes the rest
    assert paid("d: {off: 5.00 EUR}", bread(1000), jam(1000), more=FLOORS) == [800, 700]
    assert paid("d: {off: 5.00 EUR}", bread(1000), jam(1000), more=FLOORS, settings="at the floor: lapses") == [800, 750]

    sale = price("d: {off: 15.00 EUR}", bread(1000), jam(1000), more=FLOORS)
    assert (sale.priced.paid, left_out(sale)) == ([800, 0], {"d": 300})


def test_an_amount_is_never_more_than_the_goods_cost():
    sale = price("d: {off: 10.00 EUR}", bread(700))

    assert (sale.priced.paid, left_out(sale)) == ([0], {"d": 300})


@pytest.mark.parametrize(("least", "expected"), [("60%", 600), ("cost price", 450), ("8.00 EUR", 800), ("20.00 EUR", 1000)])
def test_floors_of_every_kind(least: str, expected: int) -> None:
    more = f"floors: {{f: {{least: {least}}}}}\n"

    assert paid("d: {off: 90%}", bread(1000, cost_minor=450), more=more) == [expected]


def test_where_nothing_may_come_off_that_is_the_reason():
    more = "floors: {f: {least: 20.00 EUR}}\n"

    assert why_not(plan("d: {off: 90%}", more=more), price("d: {off: 90%}", bread(1000), more=more)) == {"d": FLOOR}


# -- row 10: which piece is free


@pytest.mark.parametrize(("settings", "expected"), [
    ("", [100, 0, 400, 300]), ("free items: cheapest of all", [0, 200, 400, 300]), ("free items: dearest", [100, 200, 0, 300]),
    ("free items: first", [0, 200, 400, 300]),
])  # fmt: skip
def test_which_piece_is_free_where_the_rule_does_not_say(settings: str, expected: list[int]) -> None:
    # from dear to cheap in threes: 4.00, 3.00 and 2.00 make the first three
    assert paid("d: {take: 3, pay: 2}", bread(100), bread(200), bread(400), bread(300), settings=settings) == expected


# -- row 11: what is used up

TWICE = "a: {buy: 1, get: 1, of: {category: bread}, out of: {category: jam}}; b: {take: 2, pay: 1, of: {category: bread}}"


@pytest.mark.parametrize(("settings", "expected"), [
    ("", [200, 0]),  # each rule counts the two breads for itself
    ("used items: for every rule", [400, 0]),  # both breads bought jam, none is left for b
])  # fmt: skip
def test_a_piece_counts_once_for_each_rule_or_for_all(settings: str, expected: list[int]) -> None:
    assert paid(TWICE, bread(400, 2), jam(200, 2), settings=settings) == expected


@pytest.mark.parametrize(("settings", "expected"), [
    ("", 450), ("used items: never as free", 300), ("used items: may count again", 0),
])  # fmt: skip
def test_a_piece_that_counted_may_count_again(settings: str, expected: int) -> None:
    # buy 2, get 1, with four pieces: one group of three; two pieces that stay paid; no piece that must
    assert paid("d: {buy: 2, get: 1}", bread(600, 4), settings=settings) == [expected]


# -- row 12: how often


def test_as_often_as_it_fits_or_once_or_so_many_times():
    assert paid("d: {take: 2, pay: 1}", bread(600, 6)) == [300]
    assert paid("d: {take: 2, pay: 1}", bread(600, 6), settings="per basket: once") == [500]
    assert paid("d: {take: 2, pay: 1, per basket: 2 times}", bread(600, 6), settings="per basket: once") == [400]


# -- row 30: caps of the law


def beer(net: int, quantity: int = 1, **changes: Any) -> Line:
    return line(net, quantity, category="beer", legal_class="alcohol", **changes)


def test_no_more_than_a_quarter_goes_off_beer_after_stacking():
    sale = price("a: {off: 20%}; b: {off: 10%}", beer(1000))

    assert (off(sale), left_out(sale), sale.priced.paid) == ({"a": (200,), "b": (50,)}, {"b": 30}, [750])


def test_the_tills_own_discount_counts_for_the_cap():
    assert paid("d: {off: 20%}", beer(900, list_minor=1000, discount_minor=100)) == [750]
    assert paid("d: {off: 20%}", beer(700, list_minor=1000, discount_minor=300)) == [700]


def test_one_for_one_is_no_deal_on_beer_and_points_stop_at_the_cap():
    assert paid("d: {take: 2, pay: 1}", beer(1000, 2)) == [750]

    sale = price("p: {spend: points, step: 100}", beer(1000), wishes=(wish("p", 0),))
    assert sale.priced.paid == [800]  # whole steps of 1.00 within 2.50


def test_a_cap_is_rounded_for_the_law():
    assert paid("d: {off: 90%}", beer(999)) == [750]  # 2.49 off; 2.50 would be more than a quarter


def test_every_effect_that_takes_off_has_shares_that_are_its_vat_sums():
    sale = price("a: {off: 10%}; b: {take: 2, pay: 1}; c: {off: 1.00 EUR}", bread(500, 2), jam(700, vat_bp=2100))

    for effect in sale.priced.effects:
        assert isinstance(effect, Discount | ItemsOff)
        assert sum(minor for _, minor in effect.vat) == sum(effect.shares) > 0
    assert len(TAKING_OFF) == 3
