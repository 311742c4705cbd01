"""How much a rule gives at most, how often, and how long apart: `at most`, `once per` and `apart`."""

from typing import Final, Literal

from zegel.program import forms
from zegel.program.conditions import Compare, NamedTest
from zegel.program.model import Limit, Window, WindowKind
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.read_conditions import ConditionReader, UnitBook
from zegel.program.tree import Node

Per = Literal["purchase", "day", "week", "month", "year", "member"]

_PER: Final[dict[str, Per]] = {
    "purchase": "purchase", "day": "day", "week": "week", "month": "month", "year": "year", "calendar year": "year", "member": "member",
    "member in all": "member",
}  # fmt: skip
KINDS: Final[dict[str, WindowKind]] = {
    "day": "calendar day", "week": "calendar week", "month": "calendar month", "year": "calendar year", "member": "lifetime",
}  # fmt: skip


class LimitReader:
    """Reads limits; keeps the windows that count them among those of the conditions."""

    def __init__(self, page: Page, units: UnitBook, conditions: ConditionReader) -> None:
        self.page, self.units, self.conditions = page, units, conditions

    def limits(self, node: Node | None, unit: str, measure: str) -> tuple[Limit, ...]:
        """`100 points per day`, or a list. What was given before is counted by `measure`."""
        found: list[Limit] = []
        for item in self.page.items(node) if node is not None else []:
            text = self.page.form(item, _limit, ("", "", ""))
            head, named, per = text
            if not per:
                continue
            if named and unit:
                other = self.units.called.get(named.lower(), "")
                if other != unit:
                    self.page.wrong(
                        item, "wrong_kind", phrase("A limit here is one of `{unit}`, not of `{named}`.", unit=unit, named=named[:60])
                    )
            most = self.page.part(item, head, lambda t: self.units.parts(t, unit, 1), 1)
            kind = _PER[per]
            if any(limit.per == kind for limit in found):
                self.page.wrong(
                    item, "not_together", phrase("There is a limit per {kind} already.", kind=phrase(kind)), "Take one of them out."
                )
            window = -1 if kind == "purchase" else self.conditions.over(Window(measure, KINDS[kind], 0, "days"), item)
            found.append(Limit(most, kind, window))
        return tuple(found)

    def once(self, node: Node | None, rule: str) -> tuple[NamedTest, ...]:
        """`once per: member`: a test that the rule gave nothing yet in that time."""
        if node is None:
            return ()
        word = self.page.choice(node, KINDS, "word")
        window = self.conditions.over(Window(f"gave:{rule}", KINDS[word], 0, "days"), node)
        return (NamedTest("once per", Compare(f"window:{window}", "<", 1)),)

    def apart(self, node: Node | None, rule: str) -> tuple[int, int]:
        """`30 minutes` as minutes, and the window that knows when the rule last gave; (0, -1) for any time."""
        if node is None:
            return 0, -1
        return self.page.form(node, _minutes, 1), self.conditions.over(Window(f"last:{rule}", "lifetime", 0, "days"), node)


def _limit(text: str) -> tuple[str, str, str]:
    """`100 points per day` as ("100", "points", "day"); the unit may be left out."""
    what, per, period = text.rpartition(" per ")
    if not per or period not in _PER:
        near = forms.closest(period, _PER)
        raise forms.Wrong(
            phrase("`{text}` is no limit like `100 points per day`; per purchase, day, week, month, year or member.", text=text[:40]),
            f"{what} per {near}" if per and near else "",
        )
    head, _, named = what.partition(" ")
    return head, named, period


def _minutes(text: str) -> int:
    """A period in minutes, at most a week."""
    long = forms.duration(text)
    each = {"minutes": 1, "hours": 60, "days": 1440}.get(long.period, 0)
    if not each or long.count * each > 10_080:
        raise forms.Wrong("This is counted in minutes, hours or days, a week at most.")
    return long.count * each
