"""Multipliers below 1 leave less, never less than nothing, and a return gives back what they left."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decide.build import REGULAR
from tests.decide.test_deal_properties import baskets
from tests.decide.test_index import multipliers
from tests.effort import examples
from tests.make import ALL, CAKE, bakery, line, purchase, settings, words
from tests.paper import PaperShop
from zegel.core.purchase import Line
from zegel.decide.plan import Plan
from zegel.decide.sale import decide_sale
from zegel.program.compile import Compiled
from zegel.program.model import Multiplier, Program
from zegel.program.sentences import show

JAM, TART = line(1500, category="jam"), line(1200, category="cake")


def times(factor: str, articles: int = ALL, name: str = "") -> Multiplier:
    return Multiplier(name or f"times {factor}", "points", Fraction(factor), articles, (), words(f"keer {factor}"))


def shop(*found: Multiplier, how: Any = "largest") -> PaperShop:
    return PaperShop(bakery(multipliers=found, settings=settings(multipliers=how)))


def earned(program: Program, basket: list[Line]) -> int:
    found = decide_sale(Plan(Compiled(program)), purchase(*basket), REGULAR, ()).earned
    return sum(count for unit, count, _ in found if unit == "points")


def test_times_nothing_leaves_an_article_out_and_the_receipt_says_so():
    bakers = shop(times("0", CAKE))
    fatima = bakers.enrol()

    both = bakers.buys(fatima, JAM, TART)
    cake = bakers.buys(fatima, TART)

    assert both.effects("earn")[0]["parts"] == [["base", 27], ["times 0", -12]]
    assert "points" not in cake.earned
    assert cake.why_not["base"] == "nothing left"
    assert bakers.points(fatima) == 15


@pytest.mark.parametrize(("how", "found", "points"), [
    ("largest", ["2", "0"], 0), ("largest", ["0.5", "3", "2", "0.8"], 18), ("largest", ["0.5", "0.8"], 6),
    ("sum", ["2", "0"], 12), ("sum", ["0.5", "0"], 0), ("product", ["2", "0"], 0), ("product", ["3", "0.5"], 18),
])  # fmt: skip
def test_below_one_the_smallest_always_holds_and_a_sum_goes_no_lower_than_nothing(how, found, points):
    bakers = shop(*[times(factor, CAKE) for factor in found], how=how)

    assert bakers.buys(bakers.enrol(), TART).earned.get("points", 0) == points


def test_a_return_of_everything_or_in_parts_takes_back_exactly_what_was_left():
    bakers = shop(times("0", CAKE), times("1.5"))
    fatima = bakers.enrol()
    parts, whole = bakers.buys(fatima, JAM, TART), bakers.buys(fatima, JAM, TART)
    assert bakers.points(fatima) == 44  # 1.5 times 15, twice

    bakers.returns(parts, (2, 1000))
    assert bakers.points(fatima) == 44
    bakers.returns(parts, (1, 1000))
    bakers.returns(whole)

    assert bakers.balances(fatima) == {}


def test_half_a_point_is_rounded_as_the_others_are():
    half = shop(times("0.5"))

    assert half.buys(half.enrol(), line(999, category="jam")).earned["points"] == 4


@examples(80)
@given(baskets, multipliers, st.sampled_from(["largest", "sum", "product"]), st.randoms(use_true_random=False))
def test_no_multipliers_leave_less_than_nothing_and_equal_ones_count_in_any_order(
    basket: list[Line], found: tuple[Multiplier, ...], how: Any, chance: Any
) -> None:
    program = bakery(discounts=(), multipliers=found, settings=settings(multipliers=how))
    names = [rule.id for rule in found]
    chance.shuffle(names)
    renamed = tuple(sorted((replace(rule, id=name) for rule, name in zip(found, names, strict=True)), key=lambda rule: rule.id))

    points = earned(program, basket)

    assert points >= 0
    assert earned(replace(program, multipliers=renamed), basket) == points


@examples(60)
@given(baskets, multipliers, st.sampled_from(["largest", "product"]))
def test_times_nothing_on_everything_leaves_nothing_whatever_else_multiplies(
    basket: list[Line], found: tuple[Multiplier, ...], how: Any
) -> None:
    program = bakery(discounts=(), multipliers=(*found, times("0")), settings=settings(multipliers=how))

    assert earned(program, basket) == 0


def test_the_rule_says_what_it_leaves():
    said = show(bakery(multipliers=(times("0", CAKE), times("0.5"))))

    assert "tellen niet mee (× 0)" in said
    assert "do not count (× 0)" in said
    assert "× 0,5, ook naast een hogere" in said
    assert "× 0.5, next to a larger one too" in said
