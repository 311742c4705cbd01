"""What holds for every basket and every mix of discounts: nothing below zero, a floor or a cap; shares that sum; the best is the best."""

from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.decide.build import decide, plan_for
from tests.effort import examples
from tests.make import ALL, BREAD, CAKE, line, words
from zegel.core.purchase import Line
from zegel.core.rounding import Spare, shared
from zegel.decide.effects import Discount as DiscountEffect
from zegel.decide.effects import Effect, ItemsOff
from zegel.decide.plan import Plan
from zegel.program.conditions import Compare, NamedTest
from zegel.program.deals import (
    Amount,
    AmountEach,
    Bundle,
    BuyGet,
    Deal,
    EachBundle,
    Gift,
    Percent,
    Picked,
    Step,
    Steps,
    UnitPrice,
    WholePrice,
)  # fmt: skip
from zegel.program.model import Discount, Floor
from zegel.program.settings import SETTINGS

CAPPED = "alcohol"
sets = st.sampled_from([ALL, BREAD, CAKE])
parts = st.lists(st.tuples(sets, st.integers(1, 3)), min_size=1, max_size=2).map(tuple)
deals: st.SearchStrategy[Deal] = st.one_of(
    st.builds(Percent, st.integers(1, 10_000), st.sampled_from([(), (500,)])),
    st.builds(Amount, st.integers(1, 3000), st.sampled_from([0, 1000]), st.booleans()),
    st.builds(AmountEach, st.integers(1, 300), st.sampled_from(["item", "line"])),
    st.builds(UnitPrice, st.integers(0, 900)),
    st.builds(WholePrice, st.integers(0, 2000)),
    st.builds(Bundle, parts, st.integers(1, 2000), cheapest=st.booleans()),
    st.builds(Bundle, parts, st.just(0), st.sampled_from([0, 1500, 10_000]), st.integers(1, 2000), st.booleans()),
    st.builds(EachBundle, parts, st.sampled_from([0, 3000, 10_000]), st.integers(1, 2000), st.booleans()),
    st.builds(
        BuyGet, st.integers(1, 3), st.integers(1, 2), sets, st.sampled_from([10_000, 5000]),
        st.sampled_from(["", "cheapest", "cheapest of all", "dearest", "first"]),
    ),
    st.builds(
        Steps, st.sampled_from(["amount", "quantity"]), st.sampled_from(["whole", "marginal"]),
        st.sampled_from([(Step(2, 500, 0, 0), Step(5, 1500, 0, 0)), (Step(500, 300, 0, 0), Step(2000, 1000, 0, 0))]),
    ),
    st.just(Gift((("mok", "mug"),), 150)),
    st.builds(
        Gift, st.just((("mok", "mug"),)), st.just(150),
        st.lists(st.tuples(sets, st.integers(1, 3)), max_size=2).map(tuple), st.integers(1, 2),
        st.just(False), st.sampled_from([-1, ALL, BREAD]),
    ),
)  # fmt: skip
thresholds = st.sampled_from([(), (), (NamedTest("basket", Compare("basket_minor", ">=", 1500)),)])
picked = st.builds(
    Picked, st.integers(1, 3), st.integers(1, 3), st.sampled_from(["item", "line"]), st.sampled_from(["receipt", "dearest", "cheapest"])
)
rules = st.lists(
    st.builds(
        lambda deal, articles, lane, priority, group, tests, most, times, of_line, every: Discount(
            "", deal, articles, lane, priority, group, tests, words("d"), 0 if isinstance(deal, Gift) else most, times,
            line_most_minor=0 if isinstance(deal, Gift) else of_line[0], line_pieces=0 if isinstance(deal, Gift) else of_line[1],
            picked=every if isinstance(deal, Percent | AmountEach | UnitPrice) else None,
        ),
        deals, sets, st.sampled_from(["catalogue", "line", "basket"]), st.integers(0, 2), st.sampled_from(["", "", "g", "h"]), thresholds,
        st.sampled_from([0, 0, 400]), st.sampled_from([0, 0, 1]), st.sampled_from([(0, 0), (0, 0), (120, 0), (0, 1)]),
        st.one_of(st.none(), picked),
    ),
    min_size=1, max_size=5,
).map(lambda found: tuple(replace(rule, id=f"d{n}") for n, rule in enumerate(found)))  # fmt: skip
lines = st.builds(
    lambda net, pieces, category, legal: line(net, pieces, category, legal_class=legal),
    st.integers(0, 2500), st.integers(1, 4), st.sampled_from(["bread", "cake", "jam"]), st.sampled_from(["", "", "", "tobacco", CAPPED]),
)  # fmt: skip
baskets = st.lists(lines, min_size=1, max_size=5)
conventions = st.fixed_dictionaries({
    setting.field: st.sampled_from(sorted(setting.choices))
    for setting in SETTINGS
    if setting.choices and setting.key.startswith("settings.") and setting.field != "multipliers"
})  # fmt: skip


def plan(discounts: tuple[Discount, ...], floors: tuple[Floor, ...] = (), **settings: Any) -> Plan:
    in_order = tuple(sorted(discounts, key=lambda rule: (-rule.priority, rule.id)))
    return plan_for(discounts=in_order, floors=floors, caps=((CAPPED, 2500),), settings=make.settings(**settings))


def total(made: Plan, basket: list[Line]) -> int:
    """What the member pays, less what gifts are worth."""
    sale = decide(made, *basket)
    return sum(sale.priced.paid) - sum(getattr(effect, "worth_minor", 0) for effect in sale.priced.effects)


def off(effects: tuple[Effect, ...]) -> list[DiscountEffect | ItemsOff]:
    return [effect for effect in effects if isinstance(effect, DiscountEffect | ItemsOff)]


@examples(60)
@given(baskets, rules, conventions, st.booleans())
def test_nothing_goes_below_zero_a_floor_or_a_cap_and_shares_sum(
    basket: list[Line], found: tuple[Discount, ...], settings: dict[str, Any], floored: bool
) -> None:
    floors = (Floor("f", BREAD, 0, 6000, cost=False),) if floored else ()

    sale = decide(plan(found, floors, **settings), *basket)

    taken = [0] * len(basket)
    for effect in off(sale.priced.effects):
        assert sum(minor for _, minor in effect.vat) == sum(effect.shares) > 0
        assert all(share >= 0 for share in effect.shares)
        assert effect.left_out >= 0
        rule = next(rule for rule in found if rule.id == effect.rule)
        assert not rule.most_minor or sum(effect.shares) <= rule.most_minor
        assert not rule.line_most_minor or max(effect.shares) <= rule.line_most_minor
        taken = [t + share for t, share in zip(taken, effect.shares, strict=True)]
    for each, t, paid in zip(basket, taken, sale.priced.paid, strict=True):
        assert paid == each.net_minor - t >= 0
        assert t == 0 or each.legal_class != "tobacco"
        assert t * 4 <= each.net_minor or each.legal_class != CAPPED
        assert not floored or each.category != "bread" or paid * 10 >= each.net_minor * 6


@examples(60)
@given(baskets, rules)
def test_of_a_group_the_best_really_is_the_best(basket: list[Line], found: tuple[Discount, ...]) -> None:
    groups: dict[str, list[Discount]] = {}
    for rule in found:
        groups.setdefault(rule.group or rule.id, []).append(rule)
    # A rule whose conditions do not hold is no rival.
    ways = [tuple(replace(rule, group="") for rule in way) for way in product(*groups.values())]

    best = min(total(plan(way), basket) for way in ways)

    assert total(plan(found), basket) == best


@examples(30)
@given(baskets, rules, st.randoms(use_true_random=False))
def test_the_order_in_which_rules_are_known_does_not_matter(basket: list[Line], found: tuple[Discount, ...], random: Any) -> None:
    other = list(found)
    random.shuffle(other)
    made = plan_for(discounts=tuple(other), caps=((CAPPED, 2500),))

    assert decide(made, *basket).priced.effects == decide(plan(found, return_within_days=30), *basket).priced.effects


@examples(30)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=8), st.integers(0, 8), st.integers(1, 3))
def test_splitting_a_basket_never_gets_more_pieces_free(prices: list[int], cut: int, buy: int) -> None:
    made = plan((Discount("d", BuyGet(buy, 1, ALL, 10_000, "cheapest"), ALL, "line", 0, "", (), words("d")),))

    whole = total(made, [line(net) for net in prices])
    parts = [prices[:cut], prices[cut:]]

    assert whole <= sum(total(made, [line(net) for net in part]) for part in parts if part)


@examples(30)
@given(baskets, rules)
def test_what_is_decided_again_is_decided_alike(basket: list[Line], found: tuple[Discount, ...]) -> None:
    made = plan(found)

    assert decide(made, *basket).priced == decide(made, *basket).priced


@examples(60)
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5)), min_size=1, max_size=8).filter(lambda rows: any(w for w, _ in rows)),
    st.integers(0, 20_000), st.sampled_from(["largest remainder", "last line", "first line", "first items"]),
)  # fmt: skip
def test_however_spare_cents_are_shared_they_sum(rows: list[tuple[int, int]], amount: int, how: Spare) -> None:
    shares = shared(amount, [w for w, _ in rows], how, [n for _, n in rows])

    assert sum(shares) == amount
    assert all(share >= 0 for share in shares)
    assert all(share == 0 for share, (weight, _) in zip(shares, rows, strict=True) if not weight)


@examples(40)
@given(baskets, rules)
def test_where_only_the_best_counts_it_really_is_the_best(basket: list[Line], found: tuple[Discount, ...]) -> None:
    made = plan(found, choosing="best only")

    alone = min(total(plan((replace(rule, group=""),)), basket) for rule in found)

    assert total(made, basket) == min(alone, sum(each.net_minor for each in basket))
