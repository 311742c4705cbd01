"""Purchases that count only from an amount on: the third of more than € 300, every second of at least € 20."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from tests.flows.test_properties import standing
from tests.make import line
from tests.paper import PaperShop
from tests.program.files import SMALL, codes_where, mistakes, said_by, small
from tests.programs import read_yaml

HEAD = SMALL.replace("[markt, haven]", "[dorpsstraat]") + "returns: {within: 30 days}\n"
THREE = "  three: {give: 1_000 points, per: purchase, for: {purchase: 3rd of more than 300.00 EUR}}\n"
TWICE = "  twice: {give: 7 points, per: purchase, for: {purchase: every 2nd of at least 20.00 EUR}}\n"


def a_shop(rules: str, more: str = "") -> tuple[PaperShop, make.Identifier]:
    shop = PaperShop(read_yaml(f"{HEAD}earn:\n{rules}{more}"))
    return shop, shop.enrol(since="2019-05-01")


def test_the_third_purchase_of_more_than_300_gives_1000_points():
    shop, anna = a_shop(THREE)

    given_ = [shop.buys(anna, line(minor)).earned.get("points", 0) for minor in (30001, 30000, 45000, 500, 30001, 30001)]

    assert given_ == [0, 0, 0, 0, 1000, 0]


def test_every_second_of_an_amount_counts_on():
    shop, anna = a_shop(TWICE)

    given_ = [shop.buys(anna, line(minor)).earned.get("points", 0) for minor in (2000, 1999, 2000, 2000, 5000, 100)]

    assert given_ == [0, 0, 7, 0, 7, 0]


def test_what_counts_is_what_is_paid_after_discounts():
    shop, anna = a_shop(TWICE, "discounts:\n  ten: {off: 10%, of: {category: cake}}\n")

    given_ = [shop.buys(anna, line(2000, 1, category)).earned.get("points", 0) for category in ("bread", "cake", "bread")]

    assert given_ == [0, 0, 7]


def test_a_return_takes_its_purchase_out_of_the_count_when_what_is_left_is_too_little():
    shop, anna = a_shop(TWICE)
    first = shop.buys(anna, line(1500), line(500))

    shop.returns(first, (2, 1000))

    assert shop.buys(anna, line(2000)).earned == {}
    assert shop.buys(anna, line(2000)).earned == {"points": 7}


def test_a_return_of_the_third_itself_takes_its_points_back():
    shop, anna = a_shop(THREE)
    sales = [shop.buys(anna, line(30001)) for _ in range(3)]

    shop.returns(sales[-1])

    assert (shop.points(anna), shop.buys(anna, line(30001)).earned) == (0, {"points": 1000})


def test_once_per_member_keeps_it_from_being_given_again():
    shop, anna = a_shop(THREE.replace("per: purchase,", "per: purchase, once per: member,"))
    sales = [shop.buys(anna, line(30001)) for _ in range(3)]
    shop.returns(sales[0])

    assert shop.buys(anna, line(30001)).earned == {}


def test_how_often_somebody_bought_for_an_amount_is_history_too():
    shop, anna = a_shop(
        "  often: {give: 5 points, per: purchase, for: {visits: {at least: 2, each: at least 20.00 EUR, within: 30 days}}}\n"
    )

    given_ = [shop.buys(anna, line(minor)).earned.get("points", 0) for minor in (2000, 1999, 2000, 1)]
    shop.wait_until("2026-06-01 12:00")

    assert (given_, shop.buys(anna, line(1)).earned) == ([0, 0, 0, 5], {})


def test_why_not_says_how_it_stood():
    shop, anna = a_shop(THREE)
    shop.buys(anna, line(40000))

    assert shop.buys(anna, line(25000)).said == [
        "1.000 punten per aankoop: dat geldt alleen bij de 3e aankoop van meer dan € 300,00; "
        "wat meetelt kwam op € 250,00 en u had al 1 aankoop van meer dan € 300,00."
    ]


@pytest.mark.parametrize(("rule", "nl", "en"), [
    (THREE, "U krijgt 1.000 punten per aankoop bij de 3e aankoop van meer dan € 300,00.",
     "You get 1,000 points per purchase on the 3rd purchase of more than €300.00."),
    (TWICE, "U krijgt 7 punten per aankoop bij elke 2e aankoop van minstens € 20,00.",
     "You get 7 points per purchase on every 2nd purchase of at least €20.00."),
    ("  o: {give: 5 points, per: purchase, for: {visits: {at least: 2, each: more than 20.00 EUR, within: lifetime}}}\n",
     "U krijgt 5 punten per aankoop, na minstens 2 aankopen van meer dan € 20,00 in totaal.",
     "You get 5 points per purchase, after at least 2 purchases of more than €20.00 in all."),
])  # fmt: skip
def test_it_says_itself(rule, nl, en):
    assert [*said_by(small(f"earn:\n{rule}")).values()][-1] == (nl, en)


def test_mistakes_in_it_are_said():
    rules = f"earn:\n{THREE}"
    assert [
        codes_where(SMALL + rules, wrong, "3rd of more than 300.00 EUR")
        for wrong in ("3rd of 300.00 EUR", "3rd of at most 300.00 EUR", "soon of at least 3.00 EUR", "3rd of at least 300 EUR")
    ] == [{"not_of_this_form"}] * 4
    spend = "spend: {at least: 3.00 EUR, each: more than 2.00 EUR, within: lifetime}"
    found = mistakes(rules.replace("purchase: 3rd of more than 300.00 EUR", spend))
    assert [(one.code, one.path) for one in found] == [("unknown_key", "earn.three.for.spend.each")]


minors = st.lists(st.lists(st.integers(0, 3000), min_size=1, max_size=3), min_size=1, max_size=6)


@examples(24)
@given(minors, st.data())
def test_what_came_back_was_never_counted(baskets, data):
    """Whatever is returned, and however: the count stands as if only what was kept had been bought."""
    shop, anna = a_shop(TWICE)
    alone, other = a_shop(TWICE)
    for basket in baskets:
        sale = shop.buys(anna, *[line(minor) for minor in basket])
        back = data.draw(st.sets(st.integers(1, len(basket))))
        for n in sorted(back):
            shop.returns(sale, (n, 1000))
        kept = [line(minor) for n, minor in enumerate(basket, 1) if n not in back]
        if kept:
            alone.buys(other, *kept)

    assert standing(shop.purse(anna))[2] == standing(alone.purse(other))[2]
