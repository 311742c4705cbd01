"""What a basket costs: lanes, groups, shares, points as discount, free items (domain.md C5, semantics 1-3, 6-10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.decide.build import NEW_MEMBER, REGULAR, decide, percent, plan_for, why_not, wish
from tests.effort import examples
from tests.make import ALL, BREAD, CAKE, line
from zegel.core.refusals import NotEnough, OverMaximum, RewardNotNow, StepOnly, UnknownReward
from zegel.decide.effects import Discount, FreeItems, Spend
from zegel.program.conditions import Compare, NamedTest

BASKET_OF_10 = NamedTest("basket", Compare("basket_minor", ">=", 1000))


def off(sale):
    """Rule → shares per line, of every discount in order."""
    return {e.rule: e.shares for e in sale.priced.effects if isinstance(e, Discount | FreeItems)}


def test_a_line_discount_is_rounded_half_up_for_each_line():
    plan = plan_for(discounts=(percent("five", 500),))

    sale = decide(plan, line(1250), line(1249), line(10))

    assert off(sale) == {"five": (63, 62, 1)}  # 62.5, 62.45, 0.5
    assert sale.priced.paid == [1187, 1187, 9]


def test_a_basket_discount_is_rounded_once_and_shared_by_largest_remainder():
    # domain.md §8: 5.00 off 9.99, 19.99 and 4.99 (14.295 % of the basket) is 143, 286 and 71
    plan = plan_for(discounts=(percent("off", 1430, lane="basket"),))

    sale = decide(plan, line(999, category="jam", vat_bp=2100), line(1999), line(499))

    assert off(sale) == {"off": (143, 286, 71)}
    assert sale.priced.effects[0].vat == ((900, 357), (2100, 143))


def test_lanes_follow_each_other_and_the_later_one_takes_of_what_is_left():
    # peers.md 6: 100.00, 20 % and then 10 % of what is left
    plan = plan_for(discounts=(percent("a basket", 1000, lane="basket"), percent("b line", 2000)))

    sale = decide(plan, line(10_000))

    assert list(off(sale).items()) == [("b line", (2000,)), ("a basket", (800,))]
    assert sale.priced.paid == [7200]


def test_inside_a_lane_priority_goes_first_then_the_id():
    plan = plan_for(discounts=(percent("a", 1000), percent("b", 1000), percent("c", 1000, priority=9)))

    assert list(off(decide(plan, line(1000)))) == ["c", "a", "b"]


def test_of_a_group_only_the_best_for_the_member_stays():
    plan = plan_for(discounts=(percent("ten", 1000, group="g", priority=5), percent("cake 30", 3000, group="g", articles=CAKE)))

    on_jam = decide(plan, line(1000, category="jam"))
    on_cake = decide(plan, line(1000, category="cake"))

    assert (off(on_jam), why_not(plan, on_jam)["cake 30"]) == ({"ten": (100,)}, -1)
    assert (off(on_cake), why_not(plan, on_cake)["ten"]) == ({"cake 30": (300,)}, -2)


def test_a_group_holds_over_both_lanes():
    plan = plan_for(discounts=(percent("line 10", 1000, group="g"), percent("basket 20", 2000, group="g", lane="basket")))

    sale = decide(plan, line(1000, category="jam"))

    assert off(sale) == {"basket 20": (200,)}
    assert why_not(plan, sale)["line 10"] == -2


def test_what_never_earns_is_never_discounted():
    plan = plan_for(discounts=(percent("half", 5000), percent("rest", 5000, lane="basket")))

    sale = decide(plan, line(1000), line(900, legal_class="tobacco"))

    assert sale.priced.paid == [250, 900]


def test_a_discount_that_takes_nothing_off_is_a_reason():
    plan = plan_for(discounts=(percent("cake", 500, articles=CAKE),))

    sale = decide(plan, line(1000, category="jam"))

    assert (sale.priced.effects, why_not(plan, sale)["cake"]) == ((), -1)


def test_a_threshold_looks_at_the_basket_of_what_may_earn_before_discounts():
    plan = plan_for(discounts=(percent("ten", 1000, tests=(BASKET_OF_10,)),))

    assert decide(plan, line(999), line(500, legal_class="tobacco")).priced.paid == [999, 500]
    assert decide(plan, line(1000)).priced.paid == [900]


# -- points as discount


@pytest.mark.parametrize(("spendable", "net", "count"), [
    (1250, 980, 400), (1250, 1000, 500), (399, 980, 300), (99, 980, 0), (-500, 980, 0), (1250, 199, 0), (1250, 200, 100),
])  # fmt: skip
def test_as_many_points_as_the_rule_allows(spendable, net, count):
    sale = decide(plan_for(), line(net, category="jam"), wishes=(wish("points off", 0, spendable),))

    spent = [e.count for e in sale.priced.effects if isinstance(e, Spend)]
    assert sum(spent) == count
    assert sale.priced.paid == [net - count]


def test_points_pay_at_most_half_of_what_is_left_after_other_discounts():
    plan = plan_for(discounts=(percent("half", 5000),))

    with pytest.raises(OverMaximum) as refused:
        decide(plan, line(1000, category="jam"), wishes=(wish("points off", 300),))

    assert refused.value.data == {"most": 200, "given": 300}


def test_using_points_twice_does_not_raise_the_maximum():
    with pytest.raises(OverMaximum) as refused:
        decide(plan_for(), line(400, category="jam"), wishes=(wish("points off", 200), wish("points off", 100)))

    assert refused.value.data == {"most": 0, "given": 100}


def test_using_points_twice_within_the_maximum_is_using_them_once():
    twice = decide(plan_for(), line(1000), line(500), wishes=(wish("points off", 200), wish("points off", 300)))
    once = decide(plan_for(), line(1000), line(500), wishes=(wish("points off", 500),))

    assert twice.priced.paid == once.priced.paid


def test_points_in_steps_and_no_more_than_there_are():
    with pytest.raises(StepOnly):
        decide(plan_for(), line(1000), wishes=(wish("points off", 50),))
    with pytest.raises(NotEnough):
        decide(plan_for(), line(1000), wishes=(wish("points off", 300, 250),))


def test_a_points_discount_that_does_not_apply_says_which_test_failed():
    only_tuesday = make.bakery().points_off[0]
    plan = plan_for(points_off=(make.replace(only_tuesday, tests=(make.TUESDAY,)),))

    with pytest.raises(RewardNotNow) as refused:
        decide(plan, line(1000), wishes=(wish("points off", 100),))

    assert refused.value.data == {"what": "points off", "test": "day"}


# -- free items


def test_the_cheapest_bread_is_free_up_to_its_highest_price():
    sale = decide(plan_for(), line(600), line(1200, 2, category="cake"), line(700, 2), wishes=(wish("free bread"),))

    effect = next(e for e in sale.priced.effects if isinstance(e, FreeItems))
    assert (effect.items, effect.shares, effect.vat) == ((0, 0, 1), (0, 0, 350), ((900, 350),))

    capped = decide(plan_for(), line(600), wishes=(wish("free bread"),))
    assert capped.priced.paid == [150]


def test_a_free_item_earns_no_stamp():
    assert decide(plan_for(), line(900, 3), wishes=(wish("free bread"),)).priced.items == [2]


def test_two_free_items_of_one_line_take_their_exact_share():
    sale = decide(plan_for(), line(1000, 3), wishes=(wish("free bread", 2),))

    assert sale.priced.paid == [333]  # 3.33 and 3.34 are free
    assert sale.priced.items == [1]


def test_of_equal_prices_the_lower_line_is_free():
    effect = decide(plan_for(), line(300), line(300), wishes=(wish("free bread"),)).priced.effects[1]

    assert effect.items == (1, 0)


def test_a_free_bread_needs_a_bread_and_a_token():
    with pytest.raises(RewardNotNow) as no_bread:
        decide(plan_for(), line(900, category="cake"), wishes=(wish("free bread"),))
    with pytest.raises(NotEnough) as no_token:
        decide(plan_for(), line(300), wishes=(wish("free bread", 1, 0),))

    assert no_bread.value.data == {"what": "free bread", "test": "articles", "found": 0, "needed": 1}
    assert no_token.value.data == {"unit": "reward:free bread", "available": 0, "needed": 1}


def test_what_costs_less_than_a_cent_apiece_is_no_free_item():
    sale = decide(plan_for(), line(1, 3), line(300), wishes=(wish("free bread"),))

    assert sale.priced.paid == [1, 0]
    with pytest.raises(RewardNotNow):
        decide(plan_for(), line(1, 3), wishes=(wish("free bread"),))


def test_a_weighed_line_is_no_free_item_and_one_stamp():
    weighed = line(900, measure="kg", quantity=1)

    with pytest.raises(RewardNotNow):
        decide(plan_for(), weighed, wishes=(wish("free bread"),))
    assert decide(plan_for(), weighed).priced.items == [1]


def test_a_reward_for_somebody_else_says_which_test_failed():
    vip = make.reward("gold mug", cost=10, tests=(NamedTest("tier", Compare("tier_rank", ">=", 3)),))
    plan = plan_for(rewards=(*make.bakery().rewards, vip))

    with pytest.raises(RewardNotNow) as refused:
        decide(plan, line(300), wishes=(wish("gold mug"),))

    assert refused.value.data == {"what": "gold mug", "test": "tier"}


@pytest.mark.parametrize("what", ["", "moon", "base", "tuesdays", "bread card", "regulars"])
def test_only_rewards_and_points_discounts_can_be_used(what):
    with pytest.raises(UnknownReward):
        decide(plan_for(), line(300), member=REGULAR, wishes=(wish(what),))


# -- what holds for every basket

prices = st.lists(
    st.tuples(st.integers(0, 5000), st.integers(1, 4), st.sampled_from(["bread", "cake", "jam"]), st.sampled_from(["", "tobacco"])),
    min_size=1, max_size=6,
)  # fmt: skip
rules = st.lists(
    st.tuples(
        st.integers(1, 10_000), st.sampled_from([ALL, BREAD, CAKE]), st.sampled_from(["line", "basket"]), st.integers(0, 2),
        st.sampled_from(["", "g", "h"]),
    ),
    max_size=5,
)  # fmt: skip


@examples(30)
@given(prices, rules, st.integers(0, 3000), st.booleans())
def test_discounts_never_exceed_the_line_and_shares_add_up(basket, found, points, free):
    discounts = tuple(
        percent(f"d{n}", bp, articles=articles, lane=lane, priority=priority, group=group)
        for n, (bp, articles, lane, priority, group) in enumerate(found)
    )
    lines = [line(net, quantity, category, legal_class=legal) for net, quantity, category, legal in basket]
    has_bread = any(net // quantity and category == "bread" and not legal for net, quantity, category, legal in basket)
    wishes = (wish("points off", 0, points), *([wish("free bread")] if free and has_bread and not discounts else []))

    sale = decide(plan_for(discounts=discounts), *lines, member=NEW_MEMBER, wishes=wishes)

    taken = [0] * len(lines)
    groups = []
    for effect in sale.priced.effects:
        if isinstance(effect, Discount | FreeItems):
            taken = [t + share for t, share in zip(taken, effect.shares, strict=True)]
            assert sum(minor for _, minor in effect.vat) == sum(effect.shares) > 0
            groups += [d.group for d in discounts if d.id == effect.rule and d.group]
    assert sale.priced.paid == [each.net_minor - t for each, t in zip(lines, taken, strict=True)]
    assert all(0 <= paid <= each.net_minor for paid, each in zip(sale.priced.paid, lines, strict=True))
    assert all(t == 0 for t, each in zip(taken, lines, strict=True) if each.legal_class)
    assert len(groups) == len(set(groups)), "one of a group"
    assert sum(e.count for e in sale.priced.effects if isinstance(e, Spend) and e.unit == "points") <= max(points, 0)


def test_points_pay_after_free_items_whatever_the_order_of_asking():
    basket = (line(200), line(200))
    free, points = wish("free bread"), wish("points off", 100)

    one, other = decide(plan_for(), *basket, wishes=(free, points)), decide(plan_for(), *basket, wishes=(points, free))

    assert one.priced == other.priced
    assert one.priced.paid == [0, 100]
    with pytest.raises(OverMaximum) as refused:
        decide(plan_for(), *basket, wishes=(wish("points off", 200), free))
    assert refused.value.data == {"most": 100, "given": 200}
