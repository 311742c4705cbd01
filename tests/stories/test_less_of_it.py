"""A sum that takes points off what a purchase earns: 5 less, so that 7.00 earns 2; never below nothing of that purchase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.make import Identifier, line
from tests.paper import PaperShop
from tests.program.files import SMALL, codes_where, said_by, small
from tests.programs import read_yaml

HEAD = SMALL.replace("[markt, haven]", "[dorpsstraat]")
BASE = "  base: {give: 1 point, per: 1.00 EUR}\n"
LESS = "  five: {less: 5 points}\n"


def a_shop(rules: str, more: str = "") -> tuple[PaperShop, Identifier]:
    shop = PaperShop(read_yaml(f"{HEAD}earn:\n{BASE}{rules}{more}returns: {{within: 30 days}}\n"))
    return shop, shop.enrol(since="2019-05-01")


def test_five_less_of_seven_is_two_and_never_less_than_nothing():
    shop, anna = a_shop(LESS)

    sales = [shop.buys(anna, line(minor)) for minor in (700, 600, 500, 300, 50)]

    assert [sale.earned.get("points", 0) for sale in sales] == [2, 1, 0, 0, 0]
    assert shop.points(anna) == 3


def test_what_it_left_nothing_of_and_what_gave_nothing_are_told_apart():
    shop, anna = a_shop(LESS)

    assert shop.buys(anna, line(300)).why_not == {"base": "nothing left", "five": "nothing left"}
    assert shop.buys(anna, line(50)).why_not == {"base": "nothing", "five": "nothing to take"}
    assert shop.buys(anna, line(300)).said == [
        "1 punt per volle € 1,00: daar blijft niets van over.", "5 punten minder per aankoop: daar blijft niets van over.",
    ]  # fmt: skip


def test_it_comes_after_multipliers_and_before_what_a_unit_may_come_to():
    shop, anna = a_shop(LESS + "  double: {multiply: points × 2}\n")
    assert shop.buys(anna, line(700)).earned == {"points": 9}

    limited = PaperShop(read_yaml(f"{HEAD.replace('worth: 0.01 EUR', 'worth: 0.01 EUR, at most: 4 per purchase')}earn:\n{BASE}{LESS}"))
    assert limited.buys(limited.enrol(since="2019-05-01"), line(2_000)).earned == {"points": 4}


def test_per_item_of_some_articles():
    shop, anna = a_shop("  bags: {less: 2 points, per: item, of: {category: bags}}\n")

    assert shop.buys(anna, line(1_000), line(30, 3, "bags")).earned == {"points": 4}
    assert shop.buys(anna, line(1_000)).earned == {"points": 10}


def test_the_receipt_says_that_it_is_less():
    shop, anna = a_shop(LESS)

    assert shop.buys(anna, line(700)).said == [
        "U krijgt 7 punten: 1 punt per volle € 1,00 (over € 7,00).", "U krijgt 5 punten minder: 5 punten minder per aankoop.",
    ]  # fmt: skip


def test_it_says_itself():
    assert said_by(small(f"earn:\n{BASE}{LESS}"))["earn.five"] == (
        "U krijgt 5 punten minder per aankoop; nooit minder dan niets van één aankoop.",
        "You get 5 points less per purchase; never less than nothing of one purchase.",
    )


@pytest.mark.parametrize("wrong", [
    "less: 5 points, at most: 3 per day", "less: 5 points, promotion: true", "less: 5 points, multiplied: false",
    "less: 5 points, multiply: points × 2", "less: 5 points, per: 1 kg", "less: 5 points, on: event review",
])  # fmt: skip
def test_what_does_not_go_with_it(wrong):
    assert codes_where(f"{SMALL}earn:\n{BASE}{LESS}", wrong, "less: 5 points") == {"not_together"}


parts = st.lists(st.tuples(st.integers(1, 2_000), st.sampled_from(["bread", "cake"])), min_size=1, max_size=4)
ways = st.sampled_from(["as if never bought", "in proportion", "per line", "as if bought alone"])


@examples(24)
@given(parts, ways, st.randoms(use_true_random=False))
def test_splitting_gains_nothing_and_what_comes_back_leaves_nothing(basket, way, random):
    rules = (
        LESS + "  cakes: {less: 1 point, per: 4.00 EUR, of: {category: cake}}\n  half: {multiply: points × 0.5, of: {category: bread}}\n"
    )
    shop = PaperShop(read_yaml(f"{HEAD}earn:\n{BASE}{rules}returns: {{within: 30 days, earned: {way}}}\n"))
    anna, ben = shop.enrol(since="2019-05-01"), shop.enrol("ben", since="2019-05-01")
    lines = [line(minor, 1, category) for minor, category in basket]

    sale = shop.buys(anna, *lines)
    whole = shop.points(anna)
    for one in lines:
        shop.buys(ben, one)
    order = [*range(1, len(lines) + 1)]
    random.shuffle(order)
    for n in order:
        shop.returns(sale, (n, 1000))

    assert shop.points(anna) == 0
    assert shop.points(ben) <= whole + len(lines)  # a cent's rounding of each half
