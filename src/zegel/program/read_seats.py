"""The section `experiences`."""

from collections.abc import Sequence
from typing import cast

from zegel.core.periods import Day, plus_days
from zegel.program import forms
from zegel.program.model import Branch
from zegel.program.naming import Words
from zegel.program.phrases import phrase
from zegel.program.read_rules import RuleReader
from zegel.program.seats import ABSENT, Absent, Experience
from zegel.program.tree import Node

_SOME_DAY = Day("2000-01-02")


def read_experiences(rules: RuleReader, named: Sequence[tuple[str, Node]], branches: Sequence[Branch]) -> tuple[Experience, ...]:
    """All of them."""
    places = [branch.id for branch in branches]
    return tuple(_experience(rules, name, node, places) for name, node in named)


def _experience(rules: RuleReader, name: str, node: Node, branches: Sequence[str]) -> Experience:
    """One of them. A last day to reply after the day itself, and more guests than seats, are mistakes."""
    page = rules.page
    found = page.table(node, "experience")
    names = page.words(found["names"]) if "names" in found else Words(name, name)
    date = page.form(found["date"], forms.day, _SOME_DAY) if "date" in found else _SOME_DAY
    starts = page.form(found["starts"], forms.clock, 0) if "starts" in found else 0
    seats = page.form(found["seats"], lambda text: forms.count(text, 1), 1) if "seats" in found else 1
    until = page.form(found["reply until"], forms.day, date) if "reply until" in found else plus_days(date, -1)
    if until > date and "date" in found and "reply until" in found:
        page.wrong(found["reply until"], "not_together", "The last day to reply comes after the day itself.", "", str(date))
    guests = page.form(found["guests"], forms.count, 0) if "guests" in found else 0
    if guests >= seats and "seats" in found and guests:
        page.wrong(found["guests"], "not_together", "With so many guests one member needs more seats than there are.")
    cost, unit = rules.units.amount(page, found["costs"]) if "costs" in found else (0, "")
    last = page.form(found["cancel until"], forms.day, date) if "cancel until" in found else until
    if last > date and "date" in found and "cancel until" in found:
        page.wrong(found["cancel until"], "not_together", "The last day to say no comes after the day itself.", "", str(date))
    absent = page.choice(found["no show"], ABSENT, "word") if "no show" in found else ABSENT[0]
    for key in ("cancel until", "no show"):
        if key in found and "costs" not in found:
            page.wrong(found[key], "not_together", "A seat costs nothing here.", "Say what it `costs`, or take this out.")
    where = _branch(rules, node, found, branches)
    return Experience(
        name, names, date, starts, where, seats, until, guests, rules.tests(found), cost, unit, last, cast(Absent, absent)
    )  # fmt: skip


def _branch(rules: RuleReader, node: Node, found: dict[str, Node], branches: Sequence[str]) -> str:
    page = rules.page
    if "branch" not in found:
        if len(branches) > 1:
            page.wrong(
                node, "missing_key", "Say in which `branch` it is.", phrase("It has {listed}.", listed=", ".join(sorted(branches)[:4]))
            )
        return branches[0] if branches else ""
    return page.known(found["branch"], branches, "branch")
