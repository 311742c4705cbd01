"""Handing out to many: who is left out, and when a second person must agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.core.refusals import GestureTooLarge
from zegel.decide.handouts import ASKED, CODES, GESTURE, GOING, READY, Standing, left_out, needs_second, once_gathered
from zegel.program.gestures import Gestures

MANAGED = Gestures((), 100_000, (("cashier", 400), ("manager", 1_500)), 1_600, 0, "", 0)
FREE = Gestures((), 100_000, (), 0, 0, "", 0)


@pytest.mark.parametrize(
    ("standing", "by_hand", "by_mail"),
    [
        (Standing(blocked=False, address=True, consents=True, complains=False), "", ""),
        (Standing(blocked=False, address=True, consents=False, complains=False), "", "no_consent"),
        (Standing(blocked=False, address=False, consents=True, complains=False), "", "no_address"),
        (Standing(blocked=False, address=True, consents=True, complains=True), "", "complaint_open"),
        (Standing(blocked=True, address=True, consents=True, complains=False), "blocked", "blocked"),
    ],
)
def test_a_block_leaves_out_always_and_what_mail_asks_only_where_it_is_mailed(standing, by_hand, by_mail):
    assert (left_out(standing, mailed=False), left_out(standing, mailed=True)) == (by_hand, by_mail)


@given(worth=st.integers(1, 1_600), count=st.integers(1, 1_000_000), role=st.sampled_from(["", "cashier", "manager"]))
def test_splitting_what_is_given_never_goes_round_the_limit_of_a_role(worth, count, role):
    alone = dict(MANAGED.roles)[role or "cashier"]

    assert needs_second(MANAGED, worth, count, role) is (worth * count > alone)


@given(worth=st.integers(1, 10_000_000), count=st.integers(1, 1_000_000))
def test_where_the_program_sets_no_limits_the_envelope_is_the_only_one(worth, count):
    assert needs_second(FREE, worth, count, "") is False


def test_what_nobody_may_give_to_one_nobody_gives_to_many():
    with pytest.raises(GestureTooLarge):
        needs_second(MANAGED, 1_601, 1, "manager")


def test_what_is_asked_waits_and_codes_to_take_along_lie_ready():
    assert [once_gathered(GESTURE, asks=asks, mailed=False) for asks in (True, False)] == [ASKED, GOING]
    assert [once_gathered(CODES, asks=False, mailed=mailed) for mailed in (True, False)] == [GOING, READY]
