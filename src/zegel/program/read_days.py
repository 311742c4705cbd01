"""Days as the file writes them: dates, days of every year, days around Easter, holidays of the country, calendars of the shop's own."""

import re
from collections.abc import Sequence
from typing import Final

from zegel.program import forms
from zegel.program.conditions import All, Any, Called, Compare, Not, OneOf, Test
from zegel.program.country import Holiday, Pack
from zegel.program.forms import Wrong
from zegel.program.model import Words
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.tree import Node, Table

HOLIDAYS: Final = ("holidays", "feestdagen")
"""What a file may call all holidays of the country pack."""
MAX_DAYS: Final = 400
MAX_NAMED_DEPTH: Final = 6
_EASTER: Final = re.compile(r"(?:easter|pasen)(?: ([+-]) ([0-9]{1,3})(?: (?:days?|dag|dagen))?)?")
_FURTHEST: Final = 200
"""Days from Easter that may be named; further on a date is meant."""
_DAY: Final = forms.day("2000-01-01")
_NOT_MEANT: Final = (0, 0)


def easter(text: str) -> tuple[int, int]:
    """`easter - 2 .. easter + 1` as days from Easter Sunday, both included; one day stands for itself."""
    first, dots, last = text.partition(" .. ")
    found = []
    for part in (first, last if dots else first):
        match = _EASTER.fullmatch(part)
        if match is None:
            loose = re.fullmatch(r"(easter|pasen) ?([+-]) ?([0-9]{1,3})", part)
            fix = text.replace(part, f"{loose[1]} {loose[2]} {loose[3]}", 1) if loose else ""
            raise Wrong(phrase("`{part}` is no day around Easter like easter + 1.", part=part[:40]), fix)
        days = int(match[2] or 0) * (-1 if match[1] == "-" else 1)
        if abs(days) > _FURTHEST:
            raise Wrong(phrase("Days around Easter go at most {most} days from it.", most=_FURTHEST))
        found.append(days)
    if found[1] < found[0]:
        raise Wrong("The days end before they begin.", f"{last} .. {first}")
    return found[0], found[1]


def easter_test(span: tuple[int, int]) -> Test:
    """Days counted from Easter Sunday."""
    first, last = span
    return Compare("easter", "==", first) if first == last else All((Compare("easter", ">=", first), Compare("easter", "<=", last)))


def dates_test(first: str, last: str) -> Test:
    """Business dates, both included."""
    return All((Compare("date", ">=", first), Compare("date", "<=", last)))


def yearly_test(first: str, last: str) -> Test:
    """Days of every year, both included; over New Year where the last comes before the first."""
    tests = (Compare("month_day", ">=", first), Compare("month_day", "<=", last))
    return All(tests) if first <= last else Any(tests)


def holiday_test(holiday: Holiday) -> Called:
    """A holiday of the country pack."""
    test = easter_test(easter(holiday.days)) if holiday.days.startswith("easter") else yearly_test(holiday.days, holiday.days)
    if holiday.on_sunday:
        # Where the day itself is a Sunday it is held on another day of that week.
        apart = (int(holiday.on_sunday[3:]) - int(holiday.days[3:])) % 7
        test = Any((
            All((test, Not(OneOf("day_of_week", (6,))))),
            All((yearly_test(holiday.on_sunday, holiday.on_sunday), OneOf("day_of_week", ((6 + apart) % 7,)))),
        ))  # fmt: skip
    return Called("calendar", holiday.id, f"op {holiday.says.nl}", f"on {holiday.says.en}", test)


def _has_span(test: Test) -> bool:
    """Whether some of the days follow each other: one says `during` the holidays, and `on` a day or on days apart."""
    match test:
        case All((Compare(fact, ">=", first), Compare(other, "<=", last))) if fact == other:
            return first != last
        case Any((Compare(fact, ">="), Compare(other, "<="))) if fact == other:
            return True
        case Any(tests):
            return any(_has_span(one) for one in tests)
        case Called(test=inner):
            return _has_span(inner)
        case _:
            return False


class DayReader:
    """Reads days; knows the calendars of the program and the holidays of its country."""

    def __init__(self, page: Page, pack: Pack) -> None:
        self.page = page
        self.pack = pack
        self.calendars: dict[str, Called] = {}
        """Those of the file that were read, by id."""
        self._named: dict[str, Node] = {}
        self._reading: list[str] = []
        self._holidays = {word.lower(): holiday for holiday in pack.holidays for word in (holiday.id, *holiday.words)}

    def read(self, named: list[tuple[str, Node]]) -> None:
        """Read the section `calendars`. Calendars may use each other, in no circle."""
        self._named = dict(named)
        for name, node in named:
            if name in HOLIDAYS and self._holidays:
                self.page.wrong(
                    node, "id_taken", phrase("`{name}` are the country's holidays.", name=name), "Give this calendar another name."
                )
            elif name.lower() in self._holidays:
                self.page.wrong(
                    node, "id_taken", phrase("`{name}` is a holiday of the country.", name=name), "Give this calendar another name."
                )
            self._calendar(name, node)

    def _calendar(self, name: str, node: Node, asked: Node | None = None) -> Test:
        if name in self.calendars:
            return self.calendars[name]
        if name in self._reading:
            circle = " → ".join([*self._reading[self._reading.index(name) :], name])
            self.page.wrong(asked or node, "circle", phrase("The calendar is made of itself: {circle}.", circle=circle))
            return All(())
        if len(self._reading) >= MAX_NAMED_DEPTH:
            self.page.wrong(
                asked or node, "too_deep", phrase("Calendars that are made of calendars go at most {most} deep.", most=MAX_NAMED_DEPTH)
            )
            return All(())
        self._reading.append(name)
        names, days = Words(name, name), node
        if isinstance(node, Table):
            found = self.page.table(node, "calendar")
            names = self.page.words(found["names"]) if "names" in found else names
            days = found.get("days", node)
        test = self.days(days) if not isinstance(days, Table) else All(())
        self._reading.pop()
        at = Words("tijdens", "during") if _has_span(test) else Words("op", "on")
        made = self.calendars[name] = Called("calendar", name, f"{at.nl} {names.nl}", f"{at.en} {names.en}", test)
        return made

    def days(self, node: Node, *, weekdays: bool = False) -> Test:
        """A day or a list of days, of which any will do; with `weekdays` a day of the week too."""
        items = self.page.items(node)
        if len(items) > MAX_DAYS:
            self.page.wrong(node, "too_large", phrase("A list has at most {most} days.", most=MAX_DAYS))
            items = items[:1]
        return either([self._day(item, weekdays=weekdays) for item in items])

    def named(self, node: Node) -> Test:
        """The calendar or the holiday that a text names, or any of a list of them."""
        return either([self._by_name(item, self.page.text(item, "the name of a calendar")) for item in self.page.items(node)])

    def _day(self, node: Node, *, weekdays: bool) -> Test:
        text = self.page.text(node, "a day")
        if text.startswith(("from ", "until ")) or re.match(r"[0-9]{4}-|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}", text):
            return dates_test(*self.page.form(node, forms.dates, (_DAY, _DAY)))
        if re.match(r"[0-9]", text):
            return yearly_test(*self.page.form(node, forms.month_days, ("01-01", "01-01")))
        if re.match(r"(easter|pasen)( ?[+-]|$| \.\.)", text):
            return easter_test(self.page.form(node, easter, _NOT_MEANT))
        if weekdays and text and text not in self._known():
            try:
                return OneOf("weekday", forms.weekdays(text))
            except Wrong:
                pass
        return self._by_name(node, text)

    def _known(self) -> list[str]:
        return [*self._named, *(HOLIDAYS if self._holidays else ()), *self._holidays]

    def _by_name(self, node: Node, word: str) -> Test:
        if word in self._named:
            return self._calendar(word, self._named[word], node)
        if word.lower() in HOLIDAYS and self._holidays:
            every = tuple(holiday_test(holiday) for holiday in self.pack.holidays)
            return Called("calendar", HOLIDAYS[0], "op feestdagen", "on public holidays", Any(every))
        if word.lower() in self._holidays:
            return holiday_test(self._holidays[word.lower()])
        if word:
            self.page.unknown(node, word, self._known(), "calendar")
        return All(())


def either(tests: Sequence[Test]) -> Test:
    """Any of `tests`; the only one by itself."""
    return tests[0] if len(tests) == 1 else Any(tuple(tests))
