"""What a basket earns: whole steps, once per basket, multipliers by line (domain.md C6, M10, semantics 8, 13, 14)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.decide.build import NEW_MEMBER, NOBODY, decide, plan_for, why_not
from tests.effort import examples
from tests.make import ALL, BREAD, CAKE, line, settings, words
from zegel.decide.plan import Plan
from zegel.program.conditions import All, Any, Compare, Every, NamedTest, Not, OneOf
from zegel.program.model import EarnRule, Multiplier, StampCard

BASE = EarnRule("base", "points", 1, "spend", 100, ALL, (), words("base"))


def parts(sale, unit="points"):
    """Rule → how many, of one unit."""
    return dict(next((found for name, _, found in sale.earned if name == unit), []))


def points(sale):
    return next((count for unit, count, _ in sale.earned if unit == "points"), 0)


def earning(*rules, **changes) -> Plan:
    """A plan of these earning rules only."""
    return plan_for(**({"earn": rules, "multipliers": (), "cards": (), "discounts": (), "tiers": None, "windows": ()} | changes))


@pytest.mark.parametrize(("net", "count"), [(99, 0), (100, 1), (199, 1), (10_500, 105), (0, 0)])
def test_whole_steps_only(net, count):
    assert points(decide(earning(BASE), line(net))) == count


def test_squares_example_of_whole_steps():
    # domain.md C6: $105 at 1 per $10 is 10
    assert points(decide(earning(EarnRule("ten", "points", 1, "spend", 1000, ALL, (), words("x"))), line(10_500))) == 10


def test_cents_of_all_lines_are_added_before_they_are_rounded():
    assert points(decide(earning(BASE), line(150), line(150), line(99))) == 3


def test_ucps_example_of_base_and_extra():
    # peers.md 5: a $10 shirt, 1 per dollar and 2 extra per dollar on footwear: 30 = 10 + 20
    extra = EarnRule("shoes", "points", 2, "spend", 100, CAKE, (), words("x"))

    sale = decide(earning(BASE, extra), line(1000, category="cake"))

    assert (points(sale), parts(sale)) == (30, {"base": 10, "shoes": 20})


@pytest.mark.parametrize("how", ["largest", "sum", "product"])
def test_what_is_not_multiplied_comes_on_top_whatever_multiplies(how):
    extra = EarnRule("shoes", "points", 7, "item", 0, CAKE, (), words("x"), multiplied=False)
    twice = Multiplier("twice", "points", Fraction(2), ALL, (), words("x"))
    cakes = Multiplier("cakes", "points", Fraction(3), CAKE, (), words("x"))
    plan = earning(BASE, extra, multipliers=(twice, cakes), settings=settings(multipliers=how))

    sale = decide(plan, line(1000, category="cake"))

    assert points(sale) == {"largest": 30, "sum": 40, "product": 60}[how] + 7
    assert parts(decide(earning(extra, multipliers=(twice,)), line(1000, category="cake"))) == {"shoes": 7}


@pytest.mark.parametrize(("per", "lines", "count"), [
    ("item", [line(500, 4), line(100, 1, category="cake")], 8), ("item", [line(100, 1, category="cake")], 0),
    ("purchase", [line(500, 4)], 2), ("purchase", [line(100, category="cake")], 0), ("item", [line(900, measure="kg")], 2),
])  # fmt: skip
def test_per_item_and_per_purchase(per, lines, count):
    assert points(decide(earning(EarnRule("bread", "points", 2, per, 0, BREAD, (), words("x"))), *lines)) == count


def test_items_of_no_price_and_what_never_earns_are_no_items():
    rule = EarnRule("bread", "points", 1, "item", 0, BREAD, (), words("x"))

    assert points(decide(earning(rule), line(0, 3), line(300, 1, legal_class="tobacco"), line(300, 1))) == 1


@pytest.mark.parametrize(("lines", "count"), [
    ([line(800, legal_class="tobacco")], 0), ([line(-100, legal_class="deposit")], 0), ([line(800, legal_class="tobacco"), line(100)], 5),
    ([line(0)], 0),
])  # fmt: skip
def test_a_purchase_of_nothing_but_what_never_earns_is_no_purchase_for_points(lines, count):
    # domain.md C7: tobacco, deposits and gift cards earn nothing, also where a rule gives points for each purchase
    plan = earning(EarnRule("visit", "points", 5, "purchase", 0, ALL, (), words("x")))

    assert points(decide(plan, *lines)) == count


def test_a_rule_for_members_is_not_for_nobody():
    members = EarnRule("members", "points", 5, "purchase", 0, ALL, (make.MEMBERS_ONLY,), words("x"))
    plan = earning(members)

    assert points(decide(plan, line(100))) == 5
    assert why_not(plan, decide(plan, line(100), member=NOBODY)) == {"members": 0}


def test_the_first_failing_test_is_the_reason():
    rule = EarnRule("x", "points", 5, "purchase", 0, ALL, (make.TUESDAY, make.MEMBERS_ONLY), words("x"))
    plan = earning(rule)

    assert why_not(plan, decide(plan, line(100), member=NOBODY)) == {"x": 0}
    assert why_not(plan, decide(plan, line(100), member=NOBODY, at=make.NOON)) == {"x": 1}


# -- multipliers


def multiplied(how: str, *found: tuple[str, str, int]) -> Plan:
    """A plan with one point per euro and multipliers (id, factor, articles)."""
    rules = tuple(Multiplier(name, "points", Fraction(factor), articles, (), words(name)) for name, factor, articles in found)
    return earning(BASE, multipliers=rules, settings=settings(multipliers=how))


def test_the_largest_multiplier_wins_for_each_line():
    plan = multiplied("largest", ("cake 3", "3", CAKE), ("all 2", "2", ALL))

    assert parts(decide(plan, line(1000, category="cake"), line(1000, category="jam"))) == {"base": 20, "cake 3": 20, "all 2": 10}


def test_sums_add_up_and_products_multiply():
    basket = (line(1000, category="cake"), line(1000, category="jam"))
    found = (("cake 3", "3", CAKE), ("all 1.5", "3/2", ALL))

    assert points(decide(multiplied("sum", *found), *basket)) == 20 + 20 + 5 + 5
    assert points(decide(multiplied("product", *found), *basket)) == 45 + 15


def test_what_multipliers_add_is_rounded_down_once():
    plan = multiplied("largest", ("quarter", "5/4", ALL))

    assert [points(decide(plan, line(net))) for net in (300, 400, 700, 1100)] == [3, 5, 8, 13]


def test_a_multiplier_without_anything_to_multiply_gives_nothing():
    plan = multiplied("largest", ("cake 3", "3", CAKE))

    assert parts(decide(plan, line(1000, category="jam"))) == {"base": 10}


def test_a_multiplier_of_another_unit_leaves_points_alone():
    stars = Multiplier("stars 2", "status", Fraction(2), ALL, (), words("x"))

    assert points(decide(earning(BASE, multipliers=(stars,)), line(1000))) == 10


def test_per_purchase_points_are_multiplied_by_what_holds_for_every_article():
    visit = EarnRule("visit", "points", 10, "purchase", 0, ALL, (), words("x"))
    both = (
        Multiplier("all 2", "points", Fraction(2), ALL, (), words("x")),
        Multiplier("cake 3", "points", Fraction(3), CAKE, (), words("x")),
    )

    assert points(decide(earning(visit, multipliers=both[:1]), line(100))) == 20
    assert points(decide(earning(visit, multipliers=both[1:]), line(100, category="cake"))) == 10


factors = st.fractions(min_value=1, max_value=4, max_denominator=8)


@examples(25)
@given(
    st.lists(st.tuples(st.integers(1, 9999), st.sampled_from(["cake", "jam", "bread"])), min_size=1, max_size=5),
    st.lists(st.tuples(factors, st.sampled_from([ALL, CAKE, BREAD])), max_size=3),
    st.sampled_from(["largest", "sum", "product"]),
)
def test_parts_add_up_and_multipliers_that_add_never_take(basket, found, how):
    rules = tuple(Multiplier(f"m{n}", "points", factor, articles, (), words("x")) for n, (factor, articles) in enumerate(found))
    lines = [line(net, category=category) for net, category in basket]

    with_them = decide(earning(BASE, multipliers=rules, settings=settings(multipliers=how)), *lines)
    without = decide(earning(BASE), *lines)

    assert sum(parts(with_them).values()) == points(with_them) >= points(without)
    most = max([factor for factor, _ in found], default=Fraction(1)) if how == "largest" else None
    assert most is None or points(with_them) <= points(without) * most


# -- conditions

TESTS = {
    "a weekday": (Compare("weekday", "==", 2), True),
    "an hour": (All((Compare("minute", ">=", 660), Compare("minute", "<", 720))), True),
    "a branch": (OneOf("branch", ("dorpsstraat", "station")), True),
    "another branch": (OneOf("branch", ("station",)), False),
    "not a channel": (Not(OneOf("channel", ("web",))), True),
    "a date": (Any((Compare("date", "<", "2026-03-04"), Compare("date", ">", "2026-03-31"))), False),
    "a day of every year": (Compare("month_day", "==", "03-04"), True),
    "a basket": (Compare("basket_minor", ">=", 1000), True),
    "a bigger basket": (Compare("basket_minor", ">", 1000), False),
    "each fifth purchase": (Every("purchase_number", 5), True),
    "the fifth purchase": (Compare("purchase_number", "==", 5), True),
    "each third": (Every("purchase_number", 3), False),
    "all of nothing": (All(()), True),
    "any of nothing": (Any(()), False),
    "a window": (Compare("window:0", ">=", 250), True),
    "a window more": (Compare("window:0", ">", 250), False),
    "years": (Compare("tenure_years", ">=", 1), False),
    "a rank": (Compare("tier_rank", "==", 1), True),
}


@pytest.mark.parametrize("name", TESTS)
def test_what_a_condition_sees(name):
    test, holds = TESTS[name]
    rule = EarnRule("x", "points", 1, "purchase", 0, ALL, (NamedTest("t", test),), words("x"))
    plan = earning(rule, tiers=make.bakery().tiers, windows=make.bakery().windows)
    member = make.replace(NEW_MEMBER, purchase_number=5, windows=(250,))

    assert points(decide(plan, line(1000, category="jam"), line(500, legal_class="tobacco"), member=member)) == int(holds)


ARTICLES = {
    "its sku": (Compare("sku", "==", "A1"), True),
    "another sku": (Compare("sku", "!=", "A1"), False),
    "its category": (Compare("category", "==", "food/bread"), True),
    "a category above": (OneOf("category", ("food",)), True),
    "a category below": (OneOf("category", ("food/bread/rolls",)), False),
    "a word that begins alike": (OneOf("category", ("foo",)), False),
    "not its category": (Compare("category", "!=", "food"), False),
    "a tag": (Compare("tag", "==", "bio"), True),
    "no such tag": (Compare("tag", "!=", "bio"), False),
    "one of the tags": (OneOf("tag", ("x", "vers")), True),
    "a brand": (OneOf("brand", ("Korenaar",)), True),
    "a price": (Compare("unit_price", "<=", 333), True),
    "a price above": (Compare("unit_price", ">", 333), False),
    "a quantity": (Compare("quantity", ">=", 3000), True),
    "all of them": (All((Compare("sku", "==", "A1"), Compare("unit_price", "==", 333))), True),
    "a price or a tag": (Any((Compare("unit_price", ">", 1000), Compare("tag", "==", "bio"))), True),
    "not a price": (Not(Compare("unit_price", "==", 333)), False),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_what_an_article_is(name):
    test, holds = ARTICLES[name]
    from zegel.program.model import ArticleSet

    rule = EarnRule("x", "points", 1, "item", 0, len(make.SETS), (), words("x"))
    plan = earning(rule, sets=(*make.SETS, ArticleSet("set", test)))
    each = line(999, 3, category="food/bread", sku="A1", tags=("bio", "vers"), brand="Korenaar")

    assert points(decide(plan, each)) == (3 if holds else 0)
    assert points(decide(plan, each)) == (3 if holds else 0), "and so it is when it comes by again"


def test_stamps_per_spend_are_whole_steps_too():
    card = StampCard("card", "bread card", 2, "spend", 500, BREAD, 10, "free bread", (), words("x"))

    sale = decide(earning(BASE, cards=(card,)), line(1499), line(900, category="cake"))

    assert {unit: count for unit, count, _ in sale.earned}["bread card"] == 4
