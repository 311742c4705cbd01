"""Conditions as the file writes them (`when`, `where`, `for`, `basket`, `all`, `any`, `not`) into typed trees.

A rule's tests come in one fixed order whatever the order in the file, so that the first that fails is always the same.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from zegel.core.purchase import CHANNELS
from zegel.program import forms
from zegel.program.big_purchases import bound, measure_of, nth_test
from zegel.program.conditions import All, Any, Compare, NamedTest, Not, OneOf, Op, Test
from zegel.program.forms import Duration, Wrong
from zegel.program.model import ALL_ARTICLES, Window, WindowKind
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.read_articles import SetBook
from zegel.program.read_basket import BasketReader
from zegel.program.read_days import DayReader, dates_test, either, yearly_test
from zegel.program.read_members import PersonReader, SegmentReader
from zegel.program.tree import Node, Row, Table, Text
from zegel.program.turns import as_said, in_turn

_COMPARISONS: Final[tuple[tuple[str, Op], ...]] = (("at least", ">="), ("more than", ">"), ("at most", "<="), ("less than", "<"))
MAX_WINDOWS: Final = 50
_PERIODS: Final[tuple[WindowKind, ...]] = (
    "calendar day", "calendar week", "calendar month", "calendar year", "membership year", "since tier start", "lifetime",
)  # fmt: skip
NOTHING: Final[tuple[Op, str]] = (">=", "")
_MONDAY: Final[tuple[int, ...]] = (0,)


class UnitBook:
    """The units by what the file may call them: their ids and their names in either language."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.called: dict[str, str] = {}
        self.decimals: dict[str, int] = {}

    def find(self, page: Page, node: Node, name: str) -> str:
        """The id of the unit called `name`, "" (and a mistake) where there is none."""
        found = self.called.get(name.lower(), "")
        if not found:
            page.unknown(node, name, [*self.called], "unit")
        return found

    def amount(self, page: Page, node: Node) -> tuple[int, str]:
        """`1.5 points` as its smallest parts and the unit's id; (1, "") where it is a mistake."""
        head, _, name = node.text.partition(" ") if isinstance(node, Text) else ("", "", "")
        unit = self.called.get(name.lower(), "")
        if self.decimals.get(unit):
            return page.part(node, head, lambda text: self.parts(text, unit, 1), 1), unit
        count, name = page.form(node, forms.amount_of, (1, ""))
        return count, self.find(page, node, name) if name else ""

    def parts(self, text: str, unit: str, least: int = 0) -> int:
        """`1.5` of `unit` as a count of its smallest parts, at least `least` of them."""
        decimals = self.decimals.get(unit, 0)
        if not decimals:
            return forms.count(text, least)
        found = int(forms.decimal(text, decimals) * 10**decimals)
        if found < least:
            raise Wrong("This must be more than nothing.")
        return found


class ConditionReader:
    """Reads conditions; keeps the windows of history that they look at."""

    def __init__(self, page: Page, sets: SetBook, units: UnitBook, branches: Collection[str]) -> None:
        self.page = page
        self.sets = sets
        self.units = units
        self.branches = branches
        self.tiers: list[str] = []
        self.memberships: Collection[str] = ()
        self.windows: list[Window] = []
        self.days = DayReader(page, sets.pack)
        self.people = PersonReader(page)
        self.segments = SegmentReader(page, self._for)
        self.basket = BasketReader(page, sets, lambda node: self._compare(node, "basket_minor", self._money))

    def tests(self, found: dict[str, Node]) -> tuple[NamedTest, ...]:
        """The tests of a rule whose table's entries are `found`, in the fixed order."""
        tests: list[NamedTest] = []
        for key, read in (("when", self._when), ("where", self._where), ("for", self._for)):
            if key in found:
                tests += read(found[key])
        if "basket" in found:
            tests += self.basket.tests(found["basket"])
        for item in self.page.items(found["all"]) if "all" in found else []:
            tests += self.tests(self._conditions(item))
        if "any" in found:
            tests.append(NamedTest("any", Any(tuple(self._whole(item) for item in self.page.items(found["any"])))))
        if "not" in found:
            tests.append(NamedTest("not", Not(self._whole(found["not"]))))
        return in_turn(tests)

    def _conditions(self, node: Node) -> dict[str, Node]:
        found = self.page.table(node, "conditions")
        if isinstance(node, Table) and not node.entries:
            self.page.wrong(node, "empty", "Here a condition is needed, such as {when: {day: tuesday}}.")
        return found

    def _whole(self, node: Node) -> Test:
        tests = tuple(named.test for named in as_said(self.tests(self._conditions(node))))
        return tests[0] if len(tests) == 1 else All(tests)

    def _table(self, node: Node, kind: str) -> dict[str, Node]:
        found = self.page.table(node, kind)
        if isinstance(node, Table) and not node.entries:
            self.page.wrong(node, "empty", phrase("The table `{kind}` is empty.", kind=kind), "Take it out.")
        return found

    # -- when and where

    def _when(self, node: Node) -> list[NamedTest]:
        found = self._table(node, "when")
        tests = []
        hours = [self._hours(item) for item in self.page.items(found["hours"])] if "hours" in found else []
        if hours:
            tests.append(NamedTest("hours", either(hours)))
        if "day" in found:
            days = {d for item in self.page.items(found["day"]) for d in self.page.form(item, forms.weekdays, _MONDAY)}
            tests.append(NamedTest("day", _nights(tuple(sorted(days)), hours)))
        for key, read in (("dates", self._dates), ("each year", self._each_year)):
            if key in found:
                tests.append(NamedTest(key, either([read(item) for item in self.page.items(found[key])])))
        if "calendar" in found:
            tests.append(NamedTest("calendar", self.days.named(found["calendar"])))
        if "not on" in found:
            tests.append(NamedTest("not on", Not(self.days.days(found["not on"], weekdays=True))))
        return tests

    def _hours(self, node: Node) -> Test:
        start, end = self.page.form(node, forms.hours, (0, 1440))
        if start < end:
            return All((Compare("minute", ">=", start), Compare("minute", "<", end)))
        return Any((Compare("minute", ">=", start), Compare("minute", "<", end)))

    def _dates(self, node: Node) -> Test:
        first, last = self.page.form(node, forms.dates, (forms.day("2000-01-01"), forms.day("2000-01-01")))
        return dates_test(first, last)

    def _each_year(self, node: Node) -> Test:
        return yearly_test(*self.page.form(node, forms.month_days, ("01-01", "01-01")))

    def _where(self, node: Node) -> list[NamedTest]:
        found = self._table(node, "where")
        tests = []
        if "branch" in found:
            branches = tuple(self.page.known(item, self.branches, "branch") for item in self.page.items(found["branch"]))
            tests.append(NamedTest("branch", OneOf("branch", branches)))
        if "channel" in found:
            channels = tuple(self.page.choice(item, CHANNELS, "channel") for item in self.page.items(found["channel"]))
            tests.append(NamedTest("channel", OneOf("channel", channels)))
        return tests

    # -- for whom

    def _for(self, node: Node, kind: str = "for") -> list[NamedTest]:
        found = self._table(node, kind)
        tests: list[NamedTest] = []
        if "member" in found:
            tests.append(NamedTest("member", Compare("member", "==", int(self.page.form(found["member"], forms.yes_no, harmless=True)))))
        if "tier" in found:
            tests.append(NamedTest("tier", self._tier(found["tier"])))
        if "membership" in found:
            tests.append(NamedTest("membership", either([self.holds(self._membership(n)) for n in self.page.items(found["membership"])])))
        if "member for" in found:
            tests.append(NamedTest("member for", self._tenure(found["member for"])))
        if "purchase" in found:
            nth = [nth_test(self.page, item, self._money, self.over) for item in self.page.items(found["purchase"])]
            tests.append(NamedTest("purchase", either(nth)))
        for key in ("spend", "visits", "items", "earned"):
            if key in found:
                tests.append(NamedTest(key, self._history(found[key], key)))
        if "away for" in found:
            tests.append(NamedTest("away for", self._away(found["away for"])))
        return tests + self.people.tests(found) + self.segments.tests(found)

    def _tier(self, node: Node) -> Test:
        if isinstance(node, Row):
            ranks = tuple(sorted({self._rank(item, self.page.text(item)) for item in self.page.items(node)}))
            return OneOf("tier_rank", ranks)
        text = self.page.text(node, "a tier")
        try:
            op, name = forms.compared(text)
        except Wrong:
            return Compare("tier_rank", "==", self._rank(node, text))
        return Compare("tier_rank", op, self._rank(node, name))

    def _rank(self, node: Node, name: str) -> int:
        if name in self.tiers:
            return self.tiers.index(name) + 1
        if name == "none":
            return 0
        if name:
            self.page.unknown(node, name, self.tiers, "tier")
        return 0

    def _tenure(self, node: Node) -> Test:
        op, text = self.page.form(node, forms.compared, NOTHING)
        if not text:
            return All(())
        long = self.page.part(node, text, forms.duration, Duration(1, "months"))
        if op not in (">=", "<"):
            self.page.wrong(node, "not_of_this_form", "Membership counts whole years or months: say `at least` or `less than`.")
        if long.period != "months":
            self.page.wrong(node, "not_of_this_form", "Membership is counted in months or years.", "", "at least 1 month")
        fact, count = ("tenure_years", long.count // 12) if long.count % 12 == 0 else ("tenure_months", long.count)
        if op == "<":  # without a card nobody is a new member: -1 is not less than anything here
            return All((Compare(fact, ">=", 0), Compare(fact, "<", count)))
        return Compare(fact, ">=", count)

    def _away(self, node: Node) -> Test:
        """How many days ago the last purchase was: none within so many days, and one before them."""
        op, text = self.page.form(node, forms.compared, NOTHING)
        days = self.page.part(node, text, forms.days, 1) if text else 1
        if op not in (">=", "<"):
            self.page.wrong(node, "not_of_this_form", "Say `at least 30 days` or `less than 30 days`.")
        lately = f"window:{self.over(Window('visits', 'rolling', days, 'days', before=True), node)}"
        ever = f"window:{self.over(Window('visits', 'lifetime', 0, 'days', before=True), node)}"
        if op == "<":
            return Compare(lately, ">=", 1)
        return All((Compare(lately, "==", 0), Compare(ever, ">=", 1)))

    def _history(self, node: Node, key: str) -> Test:
        found = self._table(node, "history")
        if key in ("visits", "earned") and "of" in found:
            self.page.wrong(found["of"], "unknown_key", phrase("`of` has no place in {key}.", key=key), "Take it out.")
        if "each" in found and key != "visits":
            self.page.wrong(found["each"], "unknown_key", phrase("`each` has no place in {key}.", key=key), "Take it out.")
        articles = self.sets.index(found.get("of")) if key in ("spend", "items") else ALL_ARTICLES
        unit: set[str] = set()
        values: list[tuple[Op, int]] = []
        for words, op in _COMPARISONS:
            if words in found:
                values.append((op, self._history_value(found[words], key, unit)))
        if not values:
            self.page.wrong(node, "missing_key", "How much is missing.", "Say `at least`, `more than`, `at most` or `less than`.")
        if len(unit) > 1:
            self.page.wrong(node, "wrong_kind", "Both bounds must be in one unit.")
        measure = {"spend": "spend", "visits": "visits", "items": "items", "earned": f"unit:{min(unit, default='')}"}[key]
        if "each" in found and key == "visits":
            measure = measure_of(*bound(self.page, found["each"], self.page.text(found["each"], "an amount"), self._money))
        if key == "items" or articles != ALL_ARTICLES:
            measure = f"{key}:{self.sets.sets[articles].id}"
        fact = f"window:{self.window(measure, found.get('within'))}"
        tests = tuple(Compare(fact, op, value) for op, value in values)
        return tests[0] if len(tests) == 1 else All(tests)

    def _history_value(self, node: Node, key: str, unit: set[str]) -> int:
        if key == "spend":
            return self.page.form(node, self._money, 0)
        if key != "earned":
            return self.page.form(node, forms.count, 0)
        count, found = self.units.amount(self.page, node)
        if found:
            unit.add(found)
        return count

    def window(self, measure: str, node: Node | None) -> int:
        """The number of the window over `measure` that `node` describes; a calendar year where it is left out."""
        found = self.page.form(node, self._period, Window("", "lifetime", 0, "days")) if node else Window("", "calendar year", 0, "days")
        return self.over(Window(measure, found.kind, found.count, found.period), node)

    def _membership(self, node: Node) -> str:
        return self.page.known(node, self.memberships, "membership")

    def holds(self, membership: str) -> Test:
        """Who has `membership` now."""
        return Compare(f"window:{self.now(f'balance:membership:{membership}')}", ">=", 1)

    def now(self, measure: str) -> int:
        """The number of the window that shows how `measure` stands, which is not counted over any time."""
        return self.over(Window(measure, "now", 0, "days"), None)

    def lifetime(self, measure: str) -> int:
        """The number of the window over all that `measure` ever came to: it is counted from now on."""
        return self.over(Window(measure, "lifetime", 0, "days"), None)

    def over(self, window: Window, node: Node | None) -> int:
        """The number of `window`, which is a new one where nothing looked at it yet."""
        if window not in self.windows:
            if node and len(self.windows) >= MAX_WINDOWS:
                self.page.wrong(node, "too_large", phrase("A program looks back over at most {most} windows.", most=MAX_WINDOWS))
                return 0
            self.windows.append(window)
        return self.windows.index(window)

    def _period(self, text: str) -> Window:
        for kind in _PERIODS:
            if text == kind:
                return Window("", kind, 0, "days")
        long = forms.duration(text.removeprefix("rolling "))
        if long.period not in ("days", "months"):
            raise Wrong("A window is counted in days, months or years.")
        return Window("", "rolling", long.count, "days" if long.period == "days" else "months")

    def _money(self, text: str) -> int:
        return forms.money(text, self.sets.currency)

    def _compare(self, node: Node, fact: str, parse: Callable[[str], int]) -> Test:
        op, text = self.page.form(node, forms.compared, NOTHING)
        return Compare(fact, op, self.page.part(node, text, parse, 0)) if text else All(())


def _nights(days: tuple[int, ...], hours: Sequence[Test]) -> Test:
    """These weekdays. Hours over midnight belong to the day on which they begin: what of them lies after midnight is the next day's."""
    ends = [span.tests[1] for span in hours if isinstance(span, Any)]
    if not ends:
        return OneOf("weekday", days)
    end = max(int(test.value) for test in ends if isinstance(test, Compare))
    after = tuple(sorted((day + 1) % 7 for day in days))
    return Any((
        All((OneOf("weekday", days), Compare("minute", ">=", end))), All((OneOf("weekday", after), Compare("minute", "<", end)))
    ))  # fmt: skip
