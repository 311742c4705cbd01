"""What a shop may choose about returns: rows 18, 19, 20 and 26 of semantics.md, and what is kept priced anew (domain.md M36, M37)."""

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, Said, refuses
from tests.programs import read_yaml
from zegel.core.purchase import Line
from zegel.decide.document import read
from zegel.decide.explain import explain

HEAD = """zegel: 1
program: De Hoek
company: {currency: EUR}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: {after: 12 months}}
  stars: {names: {nl: [ster, sterren], en: [star, stars]}, never spent: true}
sets:
  cake: {names: {nl: taart, en: cake}, category: cake}
earn:
  base: {give: 1 point, per: 1.00 EUR}
  stars: {give: 3 stars, per: item, of: cake}
rewards:
  mug: {gives: {item: MUG, worth: 4.00 EUR}, costs: 50 points, names: {nl: beker, en: mug}}
"""
POINTS_OFF = "  points off: {spend: points, step: 100, at most: 100% of basket}\n"


def shop_with(returns: str = "", discounts: str = "", *later: tuple[int, str], settings: str = "") -> PaperShop:
    def program(text: str, rules: str) -> str:
        return f"{HEAD}returns: {{within: 30 days{text and ', '}{text}}}\ndiscounts:\n{rules}{POINTS_OFF}{settings}"

    first = read_yaml(program(returns, discounts))
    return PaperShop(first, *((at, read_yaml(changed)) for at, changed in later))


def jam(net: int, pieces: int = 1) -> Line:
    return line(net, pieces, category="jam")


def cake(net: int, pieces: int = 1) -> Line:
    return line(net, pieces, category="cake")


def voluntary(shop: PaperShop, sale: Said, *lines: tuple[int, int]) -> Said:
    return shop.done(make.returns(sale.id, *lines, at=shop.at, reason="changed his mind", cause="voluntary"))


# -- row 18: the earned side


@pytest.mark.parametrize(("how", "left"), [
    ("as if never bought", {"points": 9, "stars": 0}),
    ("in proportion", {"points": 10, "stars": 3}),
    ("per line", {"points": 9, "stars": 0}),
    ("as if bought alone", {"points": 10, "stars": 0}),
    ("all or nothing", {"points": 10, "stars": 3}),
])  # fmt: skip
def test_row_18_a_line_of_less_than_a_euro_comes_back(how, left):
    # 9.99 and 0.99 earn 10 points together and 9 without the 0.99; the cake earned 3 stars
    shop = shop_with(f"earned: {how}")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(999), cake(99))
    assert shop.balances(fatima) == {"points": 10, "stars": 3}

    shop.returns(sale, (2, 1000))
    assert {"points": 0, "stars": 0} | shop.balances(fatima) == left

    shop.returns(sale)
    assert shop.balances(fatima) == {}


def test_row_18_in_proportion_to_what_was_paid():
    # peers.md, Leat: of 80 for 50.00, 32 go back with 20.00
    shop = shop_with("earned: in proportion")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1999), jam(1))

    shop.returns(sale, (1, 1000))

    assert shop.points(fatima) == 1  # 20 × 1,999 / 2,000 is 19.99: rounded down, for the member


def test_row_18_a_line_gives_back_what_belongs_to_it():
    # 2 × 5.50 and 9.00 earn 20: 11 and 9; half of the first line gives back 5, the other half 6
    shop = shop_with("earned: per line")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1100, 2), jam(900))

    found = []
    for back in ((1, 1000), (2, 1000), (1, 1000)):
        shop.returns(sale, back)
        found.append(shop.points(fatima))

    assert found == [15, 6, 0]


def test_row_18_as_if_bought_alone():
    # Square: what comes back counts in full steps of its own; what comes back later counts with what came back before
    shop = shop_with("earned: as if bought alone")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(50), jam(50), jam(190))
    assert shop.points(fatima) == 2

    found = []
    for back in ((1, 1000), (2, 1000), (3, 1000)):
        shop.returns(sale, back)
        found.append(shop.points(fatima))

    assert found == [2, 1, 0]


def test_row_18_by_todays_rules():
    # nopCommerce#5757: what comes back is judged by what is set today; here never more than was earned
    half = f"{HEAD.replace('give: 1 point, per: 1.00 EUR', 'give: 1 point, per: 2.00 EUR')}"
    shop = shop_with("earned: by today's rules", "", (make.clock("2026-03-10 00:00"), half))
    fatima = shop.enrol()
    first = shop.buys(fatima, jam(2000), jam(1000))
    assert shop.points(fatima) == 30

    shop.returns(first, (2, 1000), at="2026-03-05 12:00")
    assert shop.points(fatima) == 20

    second = shop.buys(fatima, jam(1000), jam(1000))
    assert shop.points(fatima) == 40
    shop.returns(second, (1, 1000), at="2026-03-11 12:00")
    assert shop.points(fatima) == 35  # today 10.00 earns 5

    shop.returns(second)
    shop.returns(first)
    assert shop.balances(fatima) == {}


def test_row_18_by_todays_rules_takes_no_more_than_was_earned():
    double = f"{HEAD.replace('give: 1 point, per: 1.00 EUR', 'give: 2 points, per: 1.00 EUR')}"
    shop = shop_with("earned: by today's rules", "", (make.clock("2026-03-10 00:00"), double))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000), jam(500))

    shop.returns(sale, (1, 1000), at="2026-03-11 12:00")
    assert shop.balances(fatima) == {}

    shop.returns(sale)
    assert shop.balances(fatima) == {}


@pytest.mark.parametrize(("today", "left"), [
    ("2 points, per: 1.00 EUR", 0), ("1 point, per: 2.00 EUR", 15), ("1 point, per: 500.00 EUR", 30),
])  # fmt: skip
def test_row_18_by_todays_rules_alone_takes_nothing_where_the_rule_is_gone(today, left):
    # Smile: what the rule gives by now, also of all of it; here never more than was earned
    later = f"{HEAD.replace('give: 1 point, per: 1.00 EUR', f'give: {today}')}"
    shop = shop_with("earned: by today's rules alone", "", (make.clock("2026-03-10 00:00"), later))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000), jam(1000))

    shop.returns(sale, (1, 1000), at="2026-03-11 12:00")
    shop.returns(sale)

    assert shop.points(fatima) == left


@pytest.mark.parametrize(("how", "left"), [
    ("as if never bought", [5, 0]), ("in proportion", [5, 0]), ("by today's rules", [5, 0]), ("all or nothing", [15, 0]),
])  # fmt: skip
def test_row_18_what_comes_back_may_count_for_its_price_before_discounts(how, left):
    # LoyaltyLion: of two at 10.00 less 5.00 together the first takes 10 of the 15 points, the other the rest; the money is what was paid
    shop = shop_with(f"earned: {how}, earned on: price before discounts", "  five: {off: 5.00 EUR}\n")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000), jam(1000))
    assert shop.points(fatima) == 15

    refunds, found = [], []
    for line_number in (1, 2):
        refunds.append(shop.returns(sale, (line_number, 1000)).refund)
        found.append(shop.points(fatima))

    assert (refunds, found) == ([750, 750], left)


@pytest.mark.parametrize("how", ["as if never bought", "in proportion", "by today's rules", "by today's rules alone"])
def test_row_18_at_its_price_before_discounts_no_more_is_taken_than_was_earned(how):
    # 13.00 less 5.00 earned 8: the jam of 10.00 would take 10 of them
    shop = shop_with(f"earned: {how}, earned on: price before discounts", "  five: {off: 5.00 EUR}\n")
    fatima = shop.enrol()
    shop.gives(fatima, 100)
    sale = shop.buys(fatima, jam(1000), jam(300))
    assert shop.points(fatima) == 108

    found = []
    for line_number in (1, 2):
        shop.returns(sale, (line_number, 1000))
        found.append(shop.points(fatima))

    assert found == [100, 100]


# -- row 19: the spent side


@pytest.mark.parametrize(("how", "at_first", "in_all"), [
    ("back to its lots", 114, 400), ("by value", 100, 400), ("on a full return", 0, 400), ("never", 0, 0),
])  # fmt: skip
def test_row_19_what_was_spent_comes_back(how, at_first, in_all):
    # jam of 4.00 and cake of 12.00 less 2.00: of 400 points 114 paid for the jam, a quarter of the price without discounts
    shop = shop_with(f"spent: {how}", "  small: {off: 2.00 EUR, of: cake}\n")
    fatima = shop.enrol()
    shop.gives(fatima, 400)
    sale = shop.buys(fatima, jam(400), cake(1200), uses=[("points off", 400)])
    assert [e["shares"] for e in sale.effects("discount")] == [[0, 200], [114, 286]]

    back = [shop.returns(sale, (1, 1000)), shop.returns(sale)]

    given = [sum(e["count"] for e in one.effects("give back")) for one in back]
    assert given == [at_first, in_all - at_first]
    assert shop.points(fatima) == in_all


def test_row_19_points_come_back_with_at_least_thirty_days_left():
    shop = shop_with("spent: by value, points last at least: 30 days")
    fatima = shop.enrol()
    shop.gives(fatima, 100, at="2026-03-04 12:00")
    sale = shop.buys(fatima, jam(200), uses=[("points off", 100)], at="2027-03-04 12:00")

    shop.returns(sale, at="2027-03-05 12:00")

    assert shop.lots(fatima) == [(100, make.clock("2027-04-05 00:00"))]


def test_row_19_points_that_lapse_after_they_came_back_are_nobodys_debt_when_what_earned_them_comes_back_too():
    shop = shop_with("points last at least: 5 days")
    fatima = shop.enrol()
    earned = shop.buys(fatima, jam(10_000), at="2026-03-04 12:00")
    sale = shop.buys(fatima, jam(200), uses=[("points off", 100)], at="2027-03-04 12:00")
    shop.returns(sale, at="2027-03-05 12:00")
    assert shop.points(fatima) == 100
    shop.wait_until(make.clock("2027-04-01 12:00"))

    shop.returns(earned)

    assert shop.balances(fatima) == {}


# -- row 20: below zero


def test_row_20_the_balance_stops_at_zero_and_the_receipt_says_what_is_short():
    shop = shop_with("below zero: stops at zero")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(6000))
    shop.redeems(fatima, "mug")

    back = shop.returns(sale)

    assert back.effects("take back") == [{"unit": "points", "count": 10}]
    assert back.effects("shortfall") == [{"unit": "points", "count": -50}]
    assert shop.balances(fatima) == {}

    shop.buys(fatima, jam(700))
    assert shop.points(fatima) == 7


def test_row_20_nothing_to_take_is_all_shortfall():
    shop = shop_with("below zero: stops at zero")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(5000))
    shop.redeems(fatima, "mug")

    back = shop.returns(sale)

    assert (back.effects("take back"), back.effects("shortfall")) == ([], [{"unit": "points", "count": -50}])


def test_row_20_the_return_is_refused():
    shop = shop_with("below zero: refused")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(5000))
    shop.redeems(fatima, "mug")

    assert refuses(shop, make.returns(sale.id, at=shop.at)).data == {"unit": "points", "short": 50}


# -- row 26: gifts (domain.md M37)

TOWEL = "  towel: {gift: {nl: theedoek, en: tea towel}, worth: 4.00 EUR, basket: at least 20.00 EUR}\n"


def test_row_26_a_gift_comes_back_when_the_basket_falls_below_its_threshold():
    shop = shop_with("", TOWEL)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000), jam(500), jam(300))

    above = shop.returns(sale, (2, 1000), (3, 1000))
    below = shop.returns(sale, (1, 1000))

    assert (above.effects("gift back"), above.refund) == ([], 800)
    assert below.effects("gift back") == [{"rule": "towel", "gift": 1, "choice": 1, "deducted_minor": 0}]
    assert below.refund == 2000


def test_row_26_a_gift_is_asked_back_once():
    shop = shop_with("", TOWEL)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000), jam(500))

    assert len(shop.returns(sale, (1, 1000)).effects("gift back")) == 1
    assert shop.returns(sale).effects("gift back") == []


def test_row_26_or_its_value_comes_off_the_refund():
    shop = shop_with("gifts: value deducted", TOWEL)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1500), jam(600), jam(150))

    small = shop.returns(sale, (3, 1000))
    first = shop.returns(sale, (2, 1000))

    assert (small.refund, small.effects("gift back")) == (150, [])
    assert first.effects("gift back") == [{"rule": "towel", "gift": 1, "choice": 1, "deducted_minor": 400}]
    assert first.refund == 200
    assert shop.returns(sale).refund == 1500


def test_row_26_no_more_comes_off_than_is_paid_back_and_the_rest_later():
    shop = shop_with("gifts: value deducted", TOWEL)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1900), jam(100))

    found = [shop.returns(sale, (2, 1000)), shop.returns(sale, (1, 1000))]

    assert [(back.refund, back.effects("gift back")[0]["deducted_minor"]) for back in found] == [(0, 100), (1600, 300)]


def test_row_26_or_it_is_kept():
    shop = shop_with("gifts: kept", TOWEL)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000))

    back = shop.returns(sale)

    assert (back.refund, back.effects("gift back")) == (2000, [])


# -- M36: share or reprice

THREE_FOR_TWO = "  jars: {take: 3, pay: 2, of: {category: jam}}\n"


def test_m36_one_of_three_for_two_at_its_share_or_at_what_the_others_cost():
    # three jars of 10.00 for 20.00: a defective one is paid back at a third, one that was merely not wanted at nothing
    shop = shop_with("discounts: reprice", THREE_FOR_TWO)
    fatima = shop.enrol()
    broken, unwanted = (shop.buys(fatima, jam(3000, 3)) for _ in range(2))
    assert broken.pays == 2000

    assert shop.returns(broken, (1, 1000)).refund == 667
    assert voluntary(shop, unwanted, (1, 1000)).refund == 0
    assert voluntary(shop, unwanted, (1, 1000)).refund == 1000
    assert voluntary(shop, unwanted).refund == 1000
    assert shop.returns(broken).refund == 1333


THREE_JARS = (1000, 800, 600)


@pytest.mark.parametrize(("terms", "shares", "share", "reprice"), [
    ("what is free", [0, 0, 600], 800, 200),
    ("all of the deal", [250, 200, 150], 600, 200),
])  # fmt: skip
def test_m36_the_worked_example_three_for_two_shared_over_all_three(terms: str, shares: list[int], share: int, reprice: int):
    """10.00, 8.00 and 6.00 for 18.00; the one of 8.00 comes back: at its share, or at what the others cost less than what was paid."""
    shop = shop_with("discounts: reprice", THREE_FOR_TWO, settings=f"settings: {{free items come off: {terms}}}\n")
    fatima = shop.enrol()
    lines = [jam(minor) for minor in THREE_JARS]
    broken, unwanted = (shop.buys(fatima, *lines) for _ in range(2))

    assert broken.pays == 1800
    assert [
        sum(one) for one in zip(*[e["shares"] for kind in ("discount", "items off") for e in broken.effects(kind)], strict=True)
    ] == shares
    assert shop.returns(broken, (2, 1000)).refund == share
    assert voluntary(shop, unwanted, (2, 1000)).refund == reprice
    assert (shop.returns(broken).refund, shop.returns(unwanted).refund) == (1800 - share, 1800 - reprice)


def test_m36_without_the_terms_a_change_of_mind_is_paid_at_its_share():
    shop = shop_with("", THREE_FOR_TWO)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(3000, 3))

    assert voluntary(shop, sale, (1, 1000)).refund == 667


def test_m36_what_is_kept_earns_what_it_costs():
    shop = shop_with("discounts: reprice", THREE_FOR_TWO)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(3000, 3))
    assert shop.points(fatima) == 20

    back = voluntary(shop, sale, (1, 1000))

    assert (back.body["totals"], shop.points(fatima)) == ({"refund_minor": 0, "repriced": 1}, 20)


def test_m36_a_basket_that_falls_below_its_threshold_costs_more_but_nobody_pays_for_returning():
    # 10.00 off from 100.00: 100.00 + 2.00 cost 92.00; without the 2.00 90.00; without 3.00 of it 99.00
    shop = shop_with("discounts: reprice", "  ten: {off: 10.00 EUR, basket: at least 100.00 EUR}\n")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(9900), jam(300))

    first = voluntary(shop, sale, (2, 1000))
    second = shop.returns(sale)

    assert (sale.pays, first.refund, second.refund) == (9200, 0, 9200)


def test_m36_points_that_paid_stay_with_what_is_kept():
    shop = shop_with("discounts: reprice", THREE_FOR_TWO)
    fatima = shop.enrol()
    shop.gives(fatima, 400)
    sale = shop.buys(fatima, jam(3000, 3), uses=[("points off", 400)])
    assert sale.pays == 1600

    back = voluntary(shop, sale, (1, 1000))

    # two jars cost 20.00 less the 2.67 of points that stay with them; 1.33 of points comes back
    assert (back.refund, back.effects("give back")) == (0, [{"unit": "points", "count": 133}])
    assert shop.returns(sale).refund == 1600


def test_m36_domain_8_a_line_of_a_shared_discount_comes_back():
    # domain.md §8: 500 over 999/1999/499 is 143/286/71; line 2 back refunds 1713 and restores 286
    shop = shop_with("", "  five: {off: 5.00 EUR}\n")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(999), jam(1999), jam(499))

    assert sale.effects("discount")[0]["shares"] == [143, 286, 71]
    assert shop.returns(sale, (2, 1000)).refund == 1713


def test_the_receipt_says_what_goes_back_in_both_languages():
    shop = shop_with("gifts: value deducted, below zero: stops at zero", TOWEL)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(5000))
    shop.redeems(fatima, "mug")

    back = shop.returns(sale)

    document = read(back.outcome.receipt.document)
    said = [(one.short.nl, one.short.en) for one in explain(shop.compiled, document) if one.kind in ("gift back", "shortfall")]
    assert said == [
        ("−€ 4,00: waarde van theedoek", "−€4.00: value of tea towel"),
        ("−50 punten: kon niet worden teruggenomen", "−50 points: could not be taken back"),
    ]
