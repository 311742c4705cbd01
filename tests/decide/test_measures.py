"""Running counts and the windows over them."""

import pytest

from tests import make
from tests.decide.build import decide, plan_for
from tests.make import line
from zegel.core.periods import Day
from zegel.decide.measures import counted, first_day
from zegel.program.conditions import Every, NamedTest
from zegel.program.model import EarnRule, Window


@pytest.mark.parametrize(("count", "period", "on", "first"), [
    (1, "days", "2026-03-04", "2026-03-04"), (30, "days", "2026-03-04", "2026-02-03"), (12, "months", "2026-03-04", "2025-03-05"),
    (1, "months", "2026-03-31", "2026-03-01"), (12, "months", "2024-02-29", "2023-03-01"),
])  # fmt: skip
def test_a_rolling_window_begins_the_day_after_it_left_off(count, period, on, first):
    assert first_day(Window("spend", "rolling", count, period), Day(on)) == first


def test_what_one_purchase_counts_for():
    kinds = ("spend", "spend:cake", "items:bread", "visits", "unit:points", "unit:status")
    plan = plan_for(windows=tuple(Window(kind, "lifetime", 0, "days") for kind in kinds), tiers=None)
    sale = decide(plan, line(1000, 4), line(500, category="cake"), line(300, legal_class="tobacco"))

    found = counted(plan, sale.spend_by_set, sale.items_by_set, {unit: n for unit, n, _ in sale.earned}, 1)

    assert found == {"spend": 1500, "spend:cake": 500, "items:bread": 4, "visits": 1, "unit:points": 15, "unit:status": 15}


def test_zero_is_left_out():
    plan = plan_for(windows=(Window("spend:cake", "lifetime", 0, "days"), Window("visits", "lifetime", 0, "days")), tiers=None)
    sale = decide(plan, line(1000))

    assert counted(plan, sale.spend_by_set, sale.items_by_set, {}, 0) == {}


def test_visits_are_counted_when_a_rule_asks_for_the_nth_purchase():
    tenth = EarnRule("tenth", "points", 100, "purchase", 0, 0, (NamedTest("purchase", Every("purchase_number", 10)),), make.words("x"))

    assert plan_for(earn=(tenth,)).measures == ("unit:status", "visits")
    assert plan_for().measures == ("unit:status",)
