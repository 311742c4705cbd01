"""What the basket holds as a condition of any rule: counted, summed, said, hinted at, and undone by a return."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decide.build import NEW_MEMBER
from tests.make import COMPANY, WEDNESDAY, buys, card, enrols, line, purchase, returns
from tests.program.files import SMALL, mistakes, small
from tests.programs import read_yaml
from zegel.core.periods import Instant
from zegel.core.refusals import RewardNotNow
from zegel.decide.discounts import Wish
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.decide.hints import hints
from zegel.decide.plan import Plan
from zegel.decide.sale import decide_sale
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences
from zegel.replay.memory import Memory, Versions

SETS = "sets:\n  cakes: {names: {nl: taart, en: cake}, category: cake}\n  bread: {names: {nl: brood, en: bread}, category: bread}\n"
POINT = "give: 10 points, per: purchase, why: {nl: ja, en: yes}"


def decided(sections, *lines, wishes=()):
    return decide_sale(Plan(Compiled(small(SETS + sections))), purchase(*lines, at=WEDNESDAY, branch="markt"), NEW_MEMBER, wishes)


def earns(basket, *lines):
    return bool(decided(f"earn:\n  odd: {{{POINT}, basket: {basket}}}\n", *lines).earned)


def cakes(n, each=1000):
    return line(n * each, n, "cake")


BREAD = line(250, 1, "bread")


@pytest.mark.parametrize(("basket", "with_", "without"), [
    ("{holds: cakes}", [cakes(1)], [BREAD]),
    ("{holds: cakes, at least: 3}", [cakes(2), cakes(1)], [cakes(2), BREAD]),
    ("{holds: cakes, at least: 3 items}", [cakes(3)], [cakes(2)]),
    ("{holds: cakes, at least: 20.00 EUR}", [cakes(2)], [cakes(1), line(1500)]),
    ("{holds: cakes, more than: 20.00 EUR}", [cakes(2), line(1, 1, "cake")], [cakes(2)]),
    ("{holds: cakes, at most: 2}", [cakes(2)], [cakes(3)]),
    ("{holds: cakes, at least: 1, less than: 3}", [cakes(2)], [BREAD]),
    ("{holds: [cakes, {sku: BREAD}], at least: 2}", [cakes(1), BREAD], [cakes(1)]),
    ("{without: cakes}", [BREAD], [BREAD, cakes(1)]),
    ("[at least 12.00 EUR, {holds: cakes}, {holds: bread}]", [cakes(1), BREAD], [cakes(2)]),
    ("{holds: {category: cheese, measure: kg}}", [line(900, 2, "cheese", measure="kg")], [line(900, 1, "cheese")]),
])  # fmt: skip
def test_a_rule_asks_what_the_basket_holds(basket, with_, without):
    assert earns(basket, *with_) is True
    assert earns(basket, *without) is False


def test_what_never_earns_and_what_costs_nothing_is_not_counted():
    assert earns("{holds: cakes}", line(0, 1, "cake"), BREAD) is False
    assert earns("{holds: cakes}", line(500, 1, "cake", legal_class="tobacco"), BREAD) is False


def test_a_discount_may_ask_for_other_articles_than_it_takes_off():
    rule = "discounts:\n  tea: {off: 50%, of: {category: tea}, basket: {holds: cakes, at least: 2}}\n"

    assert decided(rule, cakes(2), line(400, 1, "tea")).priced.paid == [2000, 200]
    assert decided(rule, cakes(1), line(400, 1, "tea")).priced.paid == [1000, 400]


def test_an_amount_is_after_the_discounts_so_far_unless_the_program_says_otherwise():
    rules = (
        "discounts:\n  half: {off: 50%, of: cakes, on: catalogue}\n"
        "  more: {off: 1.00 EUR, of: bread, basket: {holds: cakes, at least: 15.00 EUR}}\n"
    )
    before = rules + "settings: {thresholds: before discounts}\n"

    assert decided(rules, cakes(2), BREAD).priced.paid == [1000, 250]
    assert decided(before, cakes(2), BREAD).priced.paid == [1000, 150]
    assert decided(rules, cakes(3), BREAD).priced.paid == [1500, 150]


def test_a_threshold_of_articles_counts_without_vat_where_the_program_says_so():
    rules = "discounts:\n  more: {off: 1.00 EUR, of: bread, basket: {holds: cakes, at least: 10.00 EUR}}\n"
    rules += "settings: {thresholds in: excluding VAT}\n"

    assert decided(rules, line(1089, 1, "cake"), BREAD).priced.paid == [1089, 250]
    assert decided(rules, line(1090, 1, "cake"), BREAD).priced.paid == [1090, 150]


def test_free_pieces_do_not_earn_but_hold_for_discounts():
    rules = (
        "discounts:\n  three: {take: 3, pay: 2, of: cakes}\n  bread off: {off: 10%, of: bread, basket: {holds: cakes, at least: 3}}\n"
        f"earn:\n  odd: {{{POINT}, basket: {{holds: cakes, at least: 3}}}}\n"
    )

    sale = decided(rules, cakes(3), line(1000, 1, "bread"))

    assert sale.priced.paid == [2000, 900]
    assert sale.earned == []
    assert decided(rules, cakes(4), BREAD).earned == [("points", 10, [("odd", 10)])]


def test_a_reward_may_ask_for_a_basket_that_holds_something():
    rules = "rewards:\n  tea: {gives: {free: 1, of: {category: tea}}, costs: 100 points, basket: {holds: cakes}}\n"
    wish = (Wish("tea", 1, 500),)

    assert decided(rules, cakes(1), line(400, 1, "tea"), wishes=wish).priced.paid == [1000, 0]
    with pytest.raises(RewardNotNow):
        decided(rules, BREAD, line(400, 1, "tea"), wishes=wish)


@given(
    st.lists(st.tuples(st.sampled_from(["cake", "bread"]), st.integers(1, 4), st.integers(1, 900)), min_size=1, max_size=5),
    st.integers(1, 6),
)
def test_the_count_is_that_of_the_pieces(bought, least):
    lines = [line(pieces * each, pieces, category) for category, pieces, each in bought]

    assert earns(f"{{holds: cakes, at least: {least}}}", *lines) is (sum(n for c, n, _ in bought if c == "cake") >= least)
    spent = sum(n * each for c, n, each in bought if c == "cake")
    assert earns(f"{{holds: cakes, at least: {least}.00 EUR}}", *lines) is (spent >= 100 * least)


# -- said, explained, hinted at, undone

RULES = (
    "discounts:\n  tea: {off: 50%, of: {category: tea}, basket: {holds: cakes, at least: 3}, why: {nl: thee, en: tea}}\n"
    "  bread: {off: 5%, of: bread, basket: {holds: cakes, at least: 40.00 EUR}, why: {nl: brood, en: bread}}\n"
    f"earn:\n  odd: {{{POINT}, basket: {{holds: cakes, at least: 2}}}}\n"
)


@pytest.fixture
def shop():
    memory = Memory(COMPANY, Versions((Instant(0), Compiled(read_yaml(SMALL + SETS + RULES)))))
    memory.record(enrols(at=WEDNESDAY, since="2020-01-01"))
    return memory


def bought(shop, *lines):
    outcome = shop.record(buys(*lines, who=card(), at=WEDNESDAY, branch="markt"))
    assert outcome.receipt is not None, outcome.refusal
    return outcome.receipt


def test_the_condition_is_said():
    said = {s.path: (s.nl, s.en) for s in sentences(small(SETS + RULES))}

    assert said["earn.odd"] == (
        "U krijgt 10 punten per aankoop, met minstens 2 × taart in het mandje.",
        "You get 10 points per purchase, with at least 2 × cake in the basket.",
    )  # fmt: skip
    assert said["discounts.bread"][0].endswith(", met minstens € 40,00 aan taart in het mandje.")


def test_why_not_and_what_would_make_it_apply(shop):
    document = read(bought(shop, cakes(1), BREAD).document)

    why = {one.rule: one for one in explain(shop.facts.shelf.live_at(WEDNESDAY), document) if not one.applied}

    assert (why["odd"].full.nl, why["odd"].would.nl) == (
        "10 punten per aankoop: dat geldt alleen met minstens 2 × taart in het mandje; er was 1 × taart.",
        "Met nog 1 × taart in het mandje.",
    )  # fmt: skip
    assert (why["bread"].full.en, why["bread"].would.en) == (
        "5% off: that holds only with at least €40.00 of cake in the basket; there was €10.00 of cake.",
        "With €30.00 more of cake in the basket.",
    )  # fmt: skip
    assert all(len(text) <= 90 for one in why.values() for text in (one.short.nl, one.short.en))


def test_a_hint_says_what_is_missing(shop):
    document = read(bought(shop, cakes(2), BREAD).document)

    found = {hint.rule: (hint.kind, hint.more, hint.says.nl, hint.says.en) for hint in hints(shop.facts.shelf.live_at(WEDNESDAY), document)}

    assert {rule: hint[:2] for rule, hint in found.items()} == {"bread": ("amount", 2000), "tea": ("items", 1)}
    assert found["bread"][2:] == (
        "Nog € 20,00 aan taart en u krijgt: 5% korting.", "€20.00 of cake more and you get: 5% off."
    )  # fmt: skip
    assert found["tea"][2:] == (
        "Nog 1 × taart en u krijgt: 50% korting.", "1 × cake more and you get: 50% off."
    )  # fmt: skip


def test_a_return_takes_back_what_the_basket_no_longer_holds(shop):
    sale = bought(shop, cakes(3), BREAD)
    purse = next(iter(shop.purses.values()))
    assert purse.spendable("points") == 10

    shop.record(returns(sale.id, (1, 1000), at=WEDNESDAY))
    assert purse.spendable("points") == 10

    shop.record(returns(sale.id, (1, 1000), at=WEDNESDAY))
    assert purse.spendable("points") == 0


@pytest.mark.parametrize(("basket", "code", "path"), [
    ("{holds: cake}", "unknown_set", "earn.odd.basket.holds"),
    ("{at least: 3}", "missing_key", "earn.odd.basket"),
    ("{holds: cakes, without: bread}", "missing_key", "earn.odd.basket"),
    ("{without: cakes, at least: 3}", "not_together", "earn.odd.basket.at least"),
    ("{holds: cakes, at least: 3 EUR}", "not_of_this_form", "earn.odd.basket.at least"),
    ("{holds: cakes, at least: many}", "not_of_this_form", "earn.odd.basket.at least"),
])  # fmt: skip
def test_a_basket_that_is_none_is_a_mistake(basket, code, path):
    assert [(m.code, m.path) for m in mistakes(f"{SETS}earn:\n  odd: {{{POINT}, basket: {basket}}}\n")] == [(code, path)]
