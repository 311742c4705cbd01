"""More points for more: 10 for each euro, 20 above € 50, 30 above € 100; each step for its own part, or the highest for everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.make import Identifier, line
from tests.paper import PaperShop
from tests.program.files import SMALL, codes_where, mistakes, said_by, small
from tests.programs import read_yaml

HEAD = SMALL.replace("[markt, haven]", "[dorpsstraat]") + "returns: {within: 30 days}\n"
STEPS = "steps: [{from: 50.00 EUR, give: 20 points}, {from: 100.00 EUR, give: 30 points}]"
RISES = f"  base: {{give: 10 points, per: 1.00 EUR, {STEPS}, method: marginal}}\n"
WHOLE = RISES.replace("marginal", "whole")
MONTH = RISES.replace("marginal", "marginal, counted per: month")


def a_shop(rules: str, more: str = "") -> tuple[PaperShop, Identifier]:
    shop = PaperShop(read_yaml(f"{HEAD}earn:\n{rules}{more}"))
    return shop, shop.enrol(since="2019-05-01")


def earned(rules: str, *baskets: int, more: str = "") -> list[int]:
    """What purchases of one line each earn, one after the other."""
    shop, anna = a_shop(rules, more)
    return [shop.buys(anna, line(minor)).earned.get("points", 0) for minor in baskets]


def test_each_step_counts_for_its_own_part():
    assert earned(RISES, 4900, 5000, 7000, 7099, 10000, 15400) == [490, 500, 900, 900, 1500, 3120]


def test_or_the_highest_step_counts_for_everything():
    assert earned(WHOLE, 4900, 5000, 7000, 15400) == [490, 1000, 1400, 4620]


def test_a_step_may_begin_above_its_threshold():
    assert earned(WHOLE, 5000, 5001, 5100, more="settings: {steps begin: above their threshold}\n") == [500, 1000, 1020]


def test_a_last_step_may_give_nothing_more():
    assert earned(RISES.replace("}]", "}, {from: 200.00 EUR, give: nothing}]"), 15400, 20000, 30000) == [3120, 4500, 4500]


def test_purchases_of_a_month_may_come_to_a_step_together():
    assert earned(MONTH, 4900, 3000, 2100, 5400) == [490, 590, 420, 1620]
    assert earned(MONTH.replace("marginal", "whole"), 4900, 3000) == [490, 1090]


def test_the_next_month_begins_anew():
    shop, anna = a_shop(MONTH)
    shop.buys(anna, line(9000))
    shop.wait_until("2026-04-01 12:00")

    assert shop.buys(anna, line(4900)).earned == {"points": 490}


def test_a_share_as_store_credit_may_rise_too():
    rule = "  base: {give: 2% store credit, steps: [{from: 50.00 EUR, give: 3% store credit}], method: marginal}\nstore credit: {}\n"
    shop, anna = a_shop(rule)

    assert shop.buys(anna, line(7010)).earned == {"store credit": 160}


def test_a_limit_holds_for_what_all_steps_give():
    assert earned(RISES.replace("marginal", "marginal, at most: 1_000 points per purchase"), 4900, 15400) == [490, 1000]


def test_a_multiplier_counts_what_all_steps_give():
    double = "  double: {multiply: points × 2}\n"
    assert earned(RISES + double, 7000) == [1800]
    assert earned(MONTH + double, 4900, 3000) == [980, 1180]


def test_a_multiplier_of_some_articles_counts_what_they_add_to_the_rest():
    shop, anna = a_shop(
        RISES + "  bread: {multiply: points × 3, of: {category: bread}}\n  none: {multiply: points × 0, of: {category: cake}}\n"
    )

    assert shop.buys(anna, line(4000, 1, "milk"), line(3000)).earned == {"points": 400 + 3 * 500}
    assert shop.buys(anna, line(4000, 1, "milk"), line(3000, 1, "cake")).earned == {"points": 400}


def test_what_comes_back_was_never_bought():
    shop, anna = a_shop(RISES)
    sale = shop.buys(anna, line(5000), line(2000))

    back = shop.returns(sale, (2, 1000))

    assert (shop.points(anna), back.refund) == (500, 2000)


@pytest.mark.parametrize(("parts", "left"), [([1, 2], [1500, 400]), ([2, 1], [900, 400]), ([0], [400])])
def test_todays_rules_alone_take_as_much_in_parts_as_at_once_where_purchases_count_together(parts, left):
    # what is left of the sale is in the year's turnover too, and never counts as bought before itself
    head = HEAD.replace("within: 30 days", "within: 30 days, earned: by today's rules alone")
    shop = PaperShop(read_yaml(f"{head}earn:\n{MONTH.replace('month', 'year')}"))
    anna = shop.enrol(since="2019-05-01")
    shop.buys(anna, line(4000))
    sale = shop.buys(anna, line(3000), line(6000))
    assert shop.points(anna) == 400 + 100 + 1000 + 900

    found = []
    for number in parts:
        shop.returns(sale, *([(number, 1000)] if number else []))
        found.append(shop.points(anna))

    assert found == left


def test_what_was_earned_says_its_steps():
    shop, anna = a_shop(RISES)

    assert shop.buys(anna, line(7050)).said == [
        "U krijgt 900 punten: 10 punten per volle € 1,00, boven € 50,00 20 punten en boven € 100,00 30 punten (over € 70,50)."
    ]


@pytest.mark.parametrize(("rule", "nl", "en"), [
    (RISES, "U krijgt 10 punten per volle € 1,00; boven € 50,00 20 punten en boven € 100,00 30 punten, elk voor zijn eigen deel.",
     "You get 10 points per full €1.00; above €50.00 20 points and above €100.00 30 points, each for its own part."),
    (WHOLE, "U krijgt 10 punten per volle € 1,00; vanaf € 50,00 20 punten en vanaf € 100,00 30 punten, de hoogste trede geldt voor alles.",
     "You get 10 points per full €1.00; from €50.00 20 points and from €100.00 30 points, the highest step counts for everything."),
    (MONTH, "U krijgt 10 punten per volle € 1,00; boven € 50,00 20 punten en boven € 100,00 30 punten, elk voor zijn eigen deel; "
     "alle aankopen van een maand tellen hiervoor samen.",
     "You get 10 points per full €1.00; above €50.00 20 points and above €100.00 30 points, each for its own part; "
     "all purchases of a month count together for this."),
])  # fmt: skip
def test_they_say_themselves(rule, nl, en):
    assert said_by(small(f"earn:\n{rule}"))["earn.base"] == (nl, en)


@pytest.mark.parametrize(("right", "wrong", "code"), [
    (", method: marginal", "", "missing_key"),
    ("method: marginal", "method: half", "unknown_word"),
    ("per: 1.00 EUR", "per: item", "not_together"),
    ("from: 50.00 EUR", "from: 50.50 EUR", "not_together"),
    ("from: 50.00 EUR", "from: 100.00 EUR", "not_together"),
    ("give: 20 points", "give: 20 stars", "wrong_kind"),
    (STEPS, "priority: 1", "not_together"),
    (STEPS, "steps: 3", "wrong_kind"),
])  # fmt: skip
def test_mistakes_in_them_are_said(right, wrong, code):
    assert codes_where(f"{SMALL}earn:\n{RISES}", wrong, right) == {code}


@pytest.mark.parametrize("setting", ["points rounded per: line", "points remainder: carried"])
def test_steps_look_at_whole_baskets(setting):
    assert [(one.code, one.path) for one in mistakes(f"earn:\n{RISES}settings: {{{setting}}}\n")] == [("not_together", "earn.base.steps")]


counts = st.lists(st.integers(0, 50), min_size=4, max_size=4)
parts = st.lists(st.integers(1, 9000), min_size=1, max_size=5)


def stepped_rule(given_: list[int], more: str) -> str:
    steps = [f"{{from: {10 * 3**n}.00 EUR, give: {f'{count} points' if count else 'nothing'}}}" for n, count in enumerate(given_[1:])]
    return f"  base: {{give: {given_[0] + 1} points, per: 1.00 EUR, steps: [{', '.join(steps)}], method: {more}}}\n"


def rising(given_: list[int]) -> list[int]:
    """Steps of which none gives less than the one before it: where one does, what was given before stays given."""
    return [sorted(given_)[0], *[n + 1 for n in sorted(given_)[1:]]]


@examples(24)
@given(counts, parts)
def test_splitting_never_earns_more_where_steps_rise(given_, parts):
    rule = stepped_rule(rising(given_), "marginal")

    assert sum(earned(rule, *parts)) <= earned(rule, sum(parts))[0]


@examples(24)
@given(counts, parts, st.sampled_from(["marginal", "whole"]))
def test_what_counts_together_comes_to_the_same_however_it_is_split(given_, parts, method):
    rule = stepped_rule(rising(given_), f"{method}, counted per: year")

    shop, anna = a_shop(rule)
    for minor in parts:
        shop.buys(anna, line(minor))

    assert shop.points(anna) == earned(rule, sum(parts))[0]


def test_lines_that_bring_a_purchase_to_a_step_that_gives_less_are_multiplied_by_nothing_and_take_nothing():
    rule = stepped_rule([0, 10, 0, 1], "whole")
    shop, anna = a_shop(rule + "  bread: {multiply: points × 1.5, of: {tag: sale}}\n")

    sale = shop.buys(anna, line(6001, 1, tags=("sale",)), line(2999, 1))

    assert sale.earned == {"points": 90}


@examples(24)
@given(counts, parts, st.sampled_from(["marginal", "whole"]), st.randoms(use_true_random=False))
def test_parts_that_come_back_come_to_the_whole(given_, parts, method, random):
    rule = stepped_rule(given_, method)
    shop, anna = a_shop(rule + "  bread: {multiply: points × 1.5, of: {tag: sale}}\n")
    sale = shop.buys(anna, *[line(minor, 1, tags=("sale",) if random.random() < 0.5 else ()) for minor in parts])
    order = [*range(1, len(parts) + 1)]
    random.shuffle(order)
    left = [shop.points(anna)]
    for n in order:
        shop.returns(sale, (n, 1000))
        left.append(shop.points(anna))

    assert left[-1] == 0
