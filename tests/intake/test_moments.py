"""Moments as files write them, and the two odd hours of a year."""

import pytest

from zegel.core.periods import instant_text
from zegel.core.refusals import Malformed
from zegel.intake.moments import Clock, reader


def clock(zone="Europe/Amsterdam", form="ISO", skipped="an hour later", twice="the first"):
    return reader(Clock(zone, form, skipped, twice))


@pytest.mark.parametrize(("text", "utc"), [
    ("2026-03-03T10:15:00", "2026-03-03T09:15:00.000Z"),
    ("2026-03-03 10:15", "2026-03-03T09:15:00.000Z"),
    ("2026-07-03T10:15:00.250", "2026-07-03T08:15:00.250Z"),
    ("2026-03-03T10:15:00Z", "2026-03-03T10:15:00.000Z"),
    ("2026-03-03T10:15:00-05:00", "2026-03-03T15:15:00.000Z"),
])  # fmt: skip
def test_a_time_without_an_offset_is_the_clock_on_the_wall(text, utc):
    assert instant_text(clock()(text)) == utc


def test_a_pattern_reads_what_the_till_writes():
    assert instant_text(clock(form="%d-%m-%Y %H:%M")("03-03-2026 10:15")) == "2026-03-03T09:15:00.000Z"


def test_a_count_since_1970_needs_no_zone():
    assert clock(form="seconds")("1772532000") == clock(form="milliseconds")("1772532000000") == 1_772_532_000_000


@pytest.mark.parametrize(("zone", "text", "utc"), [
    ("Europe/Amsterdam", "2026-03-29T02:30:00", "2026-03-29T01:30:00.000Z"),  # shown as 03:30
    ("America/New_York", "2017-03-12T02:30:00", "2017-03-12T07:30:00.000Z"),  # shown as 03:30
    ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00.000Z"),  # skips half an hour: shown as 02:45
    ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00:00.000Z"),  # skipped a day: shown as the 31st
])  # fmt: skip
def test_a_time_that_the_clock_skipped_is_read_as_before_the_change(zone, text, utc):
    assert instant_text(clock(zone)(text)) == utc


def test_a_time_that_came_twice_is_the_first_unless_the_mapping_says_otherwise():
    assert instant_text(clock()("2026-10-25T02:30:00")) == "2026-10-25T00:30:00.000Z"
    assert instant_text(clock(twice="the second")("2026-10-25T02:30:00")) == "2026-10-25T01:30:00.000Z"


def test_odd_hours_can_be_refused_and_others_are_not():
    strict = clock(skipped="refuse", twice="refuse")

    for odd in ("2026-03-29T02:30:00", "2026-10-25T02:30:00"):
        with pytest.raises(Malformed):
            strict(odd)
    assert instant_text(strict("2026-10-25T03:00:00")) == "2026-10-25T02:00:00.000Z"


@pytest.mark.parametrize("text", [
    "", "2026-02-29T10:00:00", "0000-01-01T00:00:00", "0001-01-01T00:00:00", "1969-12-31T23:00:00", "2026-13-01T00:00:00",
    "2026-01-01T24:00:00", "2026-01-01T23:59:60", "2026-01-01T10:00:00+25:00", "20260101", "2026-01-01", "01-02-2026 10:00", "now",
    "1772532000", "2027-W53-1T10:00", "２０２６-01-01T10:00", "9" * 60, "2026-01-01T10:00:00\0",
])  # fmt: skip
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(Malformed):
        clock()(text)


@pytest.mark.parametrize("text", ["", "-1", "1e9", "1772532000.5", "9" * 20])
def test_what_is_no_count_is_refused(text):
    with pytest.raises(Malformed):
        clock(form="seconds")(text)
