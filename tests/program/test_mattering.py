"""Terms tell what matters: a setting about something that a program does not have is left out, unless the file states it."""

import pytest

from tests.program.files import small
from zegel.program.mattering import MATTERS
from zegel.program.settings import SETTINGS
from zegel.program.terms import what_matters

BASE = "earn: {base: {give: 1 point, per: 1.00 EUR}}\n"
BREAD = "rewards: {cake: {gives: {item: {nl: gebakje, en: cake}, worth: 2.00 EUR}, costs: 100 points}}\n"


def told(text: str) -> set[str]:
    return {said.path for said in what_matters(small(text))}


def test_of_every_setting_it_is_known_when_it_matters():
    assert MATTERS.keys() == {setting.key for setting in SETTINGS}


@pytest.mark.parametrize(("setting", "text"), [
    ("settings.codes count", "coupons: {welcome: {code: WELKOM, off: 5%}}\n"),
    ("settings.earning rules", BASE.replace("}}", "}, more: {give: 1 point, per: purchase}}")),
    ("settings.paid with points", BASE + "discounts: {points off: {spend: points, step: 100}}\n"),
    ("settings.paid with gift cards", BASE + "gift cards: {valid for: 24 months}\n"),
    ("returns.rewards", BASE + BREAD),
    ("settings.pick up", BASE + BREAD),
    ("settings.order", "discounts: {one: {off: 5%}, two: {off: 1.00 EUR}}\n"),
    ("settings.percent on percent", "discounts: {one: {off: 5%}, two: {off: 10%}}\n"),
    ("settings.thresholds", "discounts: {one: {off: 5%, basket: at least 10.00 EUR}}\n"),
    ("settings.steps begin", "discounts: {one: {steps: [{from: 2, off: 5%}, {from: 5, off: 10%}], method: whole}}\n"),
    ("settings.free items", "discounts: {one: {buy: 2, get: 1}}\n"),
])  # fmt: skip
def test_a_setting_is_told_where_it_is_about_something(setting, text):
    assert setting in told(text)
    assert setting not in told("discounts: {plain: {off: 1.00 EUR}}\n" if setting.startswith("settings.paid") else BASE)


def test_what_the_file_states_is_always_told():
    assert "settings.codes count" in told(BASE + "settings: {codes count: when entered}\n")


def test_who_promises_nothing_but_points_tells_nothing_of_discounts():
    about_discounts = ("settings.order", "settings.choosing", "settings.rounding", "returns.discounts", "settings.spare cents")

    assert told(BASE).isdisjoint(about_discounts)
    assert {"settings.rounding points", "settings.keep visits", "returns.within"} <= told(BASE)
