"""The ladder, question by question."""

import pytest

from tests import make
from tests.decide.build import plan_for
from tests.make import clock, ladder
from zegel.core.periods import NEVER, Day
from zegel.decide.tiers import after_earning, after_review, reached, reviewed_period
from zegel.ledger.entries import TierMark

STEPS = (("brons", 0), ("zilver", 500), ("goud", 1500))
PLAN = plan_for()
TODAY = Day("2026-10-03")


@pytest.mark.parametrize(
    ("measured", "tier"), [(-5, ""), (0, "brons"), (499, "brons"), (500, "zilver"), (1499, "zilver"), (1500, "goud"), (10**9, "goud")]
)
def test_the_threshold_is_inclusive(measured, tier):
    assert reached(PLAN, measured) == tier


@pytest.mark.parametrize(("tier", "review_at", "measured", "mark"), [
    ("", NEVER, 0, TierMark("brons", TODAY, NEVER)),
    ("brons", NEVER, 499, None),
    ("brons", NEVER, 500, TierMark("zilver", TODAY, clock("2028-01-01 00:00"))),
    ("brons", NEVER, 1500, TierMark("goud", TODAY, clock("2028-01-01 00:00"))),
    ("zilver", clock("2028-01-01 00:00"), 900, None),                       # kept as long already
    ("zilver", clock("2027-01-01 00:00"), 900, TierMark("zilver", TODAY, clock("2028-01-01 00:00"))),
    ("goud", clock("2027-01-01 00:00"), 900, None),                         # not reached again: nothing changes until the review
])  # fmt: skip
def test_after_a_purchase(tier, review_at, measured, mark):
    assert after_earning(PLAN, tier, review_at, measured, TODAY) == mark


def test_below_the_first_step_there_is_nothing():
    assert after_earning(plan_for(tiers=ladder(*STEPS[1:])), "", NEVER, 499, TODAY) is None
    assert after_earning(plan_for(tiers=None, windows=()), "", NEVER, 10**6, TODAY) is None


@pytest.mark.parametrize(("down", "tier", "measured", "after"), [
    (1, "goud", 420, "zilver"), (1, "goud", 0, "zilver"), (1, "goud", 600, "zilver"), (1, "goud", 1500, "goud"), (2, "goud", 420, "brons"),
    (1, "zilver", 420, "brons"), (1, "brons", 0, "brons"), (1, "renamed", 600, "zilver"), (1, "renamed", 10, "brons"),
])  # fmt: skip
def test_after_a_review(down, tier, measured, after):
    plan = plan_for(tiers=ladder(*STEPS, down=down))

    mark = after_review(plan, tier, measured, Day("2028-01-01"))

    assert (mark.tier, mark.since) == (after, "2028-01-01")
    assert mark.review_at == (NEVER if after == "brons" else clock("2029-01-01 00:00"))


def test_a_ladder_that_never_goes_down_is_never_reviewed():
    plan = plan_for(tiers=ladder(*STEPS, down=0))

    mark = after_earning(plan, "brons", NEVER, 1500, TODAY)

    assert mark == TierMark("goud", TODAY, NEVER)


def test_off_the_ladder_nothing_is_reviewed_again():
    mark = after_review(plan_for(tiers=ladder(*STEPS[1:])), "zilver", 3, Day("2028-01-01"))

    assert (mark.tier, mark.review_at) == ("", NEVER)


def test_a_review_looks_at_the_year_that_ended_or_at_its_own_day():
    assert reviewed_period(PLAN, Day("2028-01-01")) == "2027-12-31"
    assert reviewed_period(plan_for(tiers=ladder(*STEPS, kept="rolling")), Day("2028-03-31")) == "2028-03-31"


def test_a_rolling_ladder_is_kept_for_its_months_clipped_to_the_month():
    plan = plan_for(tiers=ladder(*STEPS, kept="rolling", review_months=6))

    found = after_earning(plan, "brons", NEVER, 500, Day("2026-08-31"))

    assert found == TierMark("zilver", Day("2026-08-31"), clock("2027-02-28 00:00"))
    assert plan.zone == make.ZONE
