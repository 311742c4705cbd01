"""Multipliers below one and sums that go off, together with limits and with promotions of which only the newest counts."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.flows.test_properties import standing
from tests.make import Identifier, line
from tests.paper import PaperShop
from tests.program.files import SMALL
from tests.programs import read_yaml

HEAD = SMALL.replace("[markt, haven]", "[dorpsstraat]")
OF = ("", ", of: {category: bread}", ", of: {category: cake}")
PROMOTED = ("", "", ", promotion: true", ", promotion: true, made: 2026-02-01", ", promotion: true, made: 2026-03-01")
LIMITS = ("", "", ", at most: 7 per purchase", ", at most: 20 per day", ", at most: [9 per purchase, 30 per year]")
BASES = (
    "give: 1 point, per: 1.00 EUR", "give: 3 points, per: 0.77 EUR", "give: 5 points, per: purchase", "give: 2 points, per: item",
    "give: 1 point, per: 1.00 EUR, steps: [{from: 5.00 EUR, give: 3 points}], method: marginal",
)  # fmt: skip
FACTORS = ("0", "0.5", "0.3", "1.5", "2")
HOW = ("largest", "sum", "product")


def text_of(random: Random, *, without_less: bool = False) -> str:
    """A program with a few of all that; `without_less`: the same without what leaves less."""
    rules = [f"b{n}: {{{random.choice(BASES)}{random.choice(OF)}{random.choice(LIMITS)}{random.choice(PROMOTED)}}}" for n in range(2)]
    for n in range(random.randint(1, 3)):
        factor, of, promoted, limit = (random.choice(choices) for choices in (FACTORS, OF, PROMOTED, LIMITS))
        less = factor.startswith("0")
        if not (less and without_less):
            rules.append(f"m{n}: {{multiply: points × {factor}{of}{'' if less else limit}{promoted}}}")
    less_too = random.choice(("", "", f"l: {{less: 3 points{random.choice(OF)}}}"))
    if less_too and not without_less:
        rules.append(less_too)
    unit = random.choice(("", ", at most: 15 per purchase", ", at most: 40 per day"))
    chosen = [f"multipliers: {random.choice(HOW)}", random.choice(("several promotions: the newest", "several promotions: all count"))]
    head = HEAD.replace("worth: 0.01 EUR}", f"worth: 0.01 EUR{unit}}}")
    returns = random.choice(("as if never bought", "in proportion", "per line"))
    said = "".join(f"  {rule}\n" for rule in rules)
    return f"{head}earn:\n{said}settings: {{{', '.join(chosen)}}}\nreturns: {{within: 30 days, earned: {returns}}}\n"


def a_shop(text: str) -> tuple[PaperShop, Identifier]:
    shop = PaperShop(read_yaml(text))
    return shop, shop.enrol(since="2019-05-01")


def basket_of(random: Random) -> list[tuple[int, int, str]]:
    return [(random.randint(1, 3000), random.randint(1, 3), random.choice(("bread", "cake", "jam"))) for _ in range(random.randint(1, 4))]


@examples(60)
@given(st.integers(0, 10**9))
def test_parts_are_the_whole_and_nothing_is_left_when_all_came_back(seed: int) -> None:
    random = Random(seed)
    shop, anna = a_shop(text_of(random))
    before = standing(shop.purse(anna))
    sales = [(basket, shop.buys(anna, *[line(*one) for one in basket])) for basket in (basket_of(random) for _ in range(3))]

    for _, sale in sales:
        for effect in sale.effects("earn"):
            assert sum(count for _, count in effect["parts"]) == effect["count"] > 0
            assert all(count for _, count in effect["parts"])
    for basket, sale in reversed(sales):
        order = [*range(1, len(basket) + 1)]
        random.shuffle(order)
        for n in order:
            shop.returns(sale, (n, basket[n - 1][1] * 1000))
    assert standing(shop.purse(anna)) == before


@examples(60)
@given(st.integers(0, 10**9))
def test_what_leaves_less_never_gives_more_whatever_the_limits(seed: int) -> None:
    basket = [line(*one) for one in basket_of(Random(seed + 1))]
    earned = []
    for without_less in (False, True):
        text = text_of(Random(seed), without_less=without_less).replace("the newest", "all count")
        shop, anna = a_shop(text)
        earned.append(shop.buys(anna, *basket).earned.get("points", 0))

    assert 0 <= earned[0] <= earned[1]


@examples(60)
@given(st.integers(0, 10**9))
def test_of_promotions_only_the_newest_stands_on_a_receipt(seed: int) -> None:
    random = Random(seed)
    text = text_of(random).replace("all count", "the newest")
    shop, anna = a_shop(text)
    program = shop.compiled.program
    promotions = {rule.id: rule.made for rule in (*program.earn, *program.multipliers) if rule.promotion}

    sale = shop.buys(anna, *[line(*one) for one in basket_of(random)])

    for effect in sale.effects("earn"):
        assert len({rule for rule, _ in effect["parts"] if rule in promotions}) <= 1


def points(rules: str, *baskets: tuple[int, str], settings: str = "") -> list[int]:
    shop, anna = a_shop(f"{HEAD}earn:\n  base: {{give: 1 point, per: 1.00 EUR{rules}\nsettings: {{{settings}}}\n")
    return [shop.buys(anna, line(minor, 1, category)).earned.get("points", 0) for minor, category in baskets]


@pytest.mark.parametrize(("rules", "found"), [
    # a rule's own limit is of what it gives; half of that is left
    (", at most: 10 per purchase}\n  half: {multiply: points × 0.5}", [5, 2]),
    (", at most: 10 per day}\n  half: {multiply: points × 0.5}", [5, 0]),
    # a multiplier's limit is of what it adds, before what leaves less takes its part of it
    ("}\n  double: {multiply: points × 2, at most: 4 per purchase}\n  half: {multiply: points × 0.5, of: {category: cake}}", [24, 4]),
])  # fmt: skip
def test_a_limit_and_a_multiplier_below_one(rules, found):
    assert points(rules, (2_000, "bread"), (500, "cake")) == found


def test_a_newer_promotion_that_leaves_less_goes_before_one_that_gives_more():
    rules = (
        "}\n  double: {multiply: points × 2, promotion: true, made: 2026-01-01}\n"
        "  half: {multiply: points × 0.5, promotion: true, made: 2026-02-01, of: {category: cake}}"
    )

    assert points(rules, (1_000, "bread"), (1_000, "cake"), settings="several promotions: the newest") == [20, 5]
    assert points(rules, (1_000, "bread"), (1_000, "cake"), settings="multipliers: product") == [20, 10]
