"""How long something can be spent, and how long it waits: `expires`, `valid for` and `pending` as the file writes them."""

import re
from collections.abc import Collection
from typing import Final, Literal

from zegel.core.purchase import CHANNELS
from zegel.program import forms
from zegel.program.model import Expiry
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.tree import Node, Row, Table, Text

NO_EXPIRY: Final = Expiry(0, "days", "")
ENDS: Final[dict[str, Literal["month", "quarter", "half year", "year"]]] = {
    "end of month": "month", "end of quarter": "quarter", "end of half year": "half year", "end of year": "year",
}  # fmt: skip
MOST_DAYS: Final = 20
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


def read_expiry(page: Page, node: Node | None) -> Expiry:
    """`12 months`, `never`, a date or a list of dates, or the table `expires`."""
    if node is None or (isinstance(node, Text) and node.text == "never"):
        return NO_EXPIRY
    if isinstance(node, Row) or (isinstance(node, Text) and _DATE.fullmatch(node.text)):
        return Expiry(0, "days", "", days=_days(page, node, each_year=False))
    if not isinstance(node, Table):
        count, period = _lasts(page, node)
        return Expiry(count, period, "")
    found = page.table(node, "expires")
    ways = [key for key in ("after", "after inactivity", "each year") if key in found]
    for key in ways[1:]:
        page.wrong(
            found[key], "not_together", phrase("`{other}` and `{key}` do not go together.", other=ways[0], key=key), "Take one of them out."
        )
    if not ways and "on" not in found:
        page.wrong(node, "missing_key", "When it lapses is missing.", "Say `after`, `after inactivity`, `on` or `each year`.")
    if "each year" in found and "on" in found:
        page.wrong(
            found["on"],
            "not_together",
            phrase("`{other}` and `{key}` do not go together.", other="each year", key="on"),
            "Take one of them out.",
        )
    until = ENDS[page.choice(found["on"], ENDS, "word")] if "on" in found else ""
    count, period = _lasts(page, found[ways[0]]) if ways and ways[0] != "each year" else (0, "days")
    plus, plus_period = _lasts(page, found["plus"]) if "plus" in found else (0, "days")
    days = _days(page, found["each year"], each_year=True) if "each year" in found else ()
    started = page.choice(found["from"], ("earning", "release"), "word") == "release" if "from" in found else False
    idle = "after inactivity" in found
    if idle and "from" in found:
        page.wrong(found["from"], "not_together", "Inactivity is counted from the last time.", "Take `from` out.")
    return Expiry(count, period, until, plus, plus_period, days, idle=idle, from_release=started)


def _lasts(page: Page, node: Node) -> tuple[int, Literal["days", "months"]]:
    long = page.form(node, forms.duration, forms.Duration(1, "days"))
    if long.period not in ("days", "months"):
        page.wrong(node, "not_of_this_form", "What lapses does so at the end of a day: count days, months or years.")
    return long.count, "days" if long.period == "days" else "months"


def _days(page: Page, node: Node, *, each_year: bool) -> tuple[str, ...]:
    """Dates, or days of each year, in their order."""
    found: list[str] = []
    for item in page.items(node):
        day = page.form(item, (lambda text: forms.month_days(text)[0]) if each_year else forms.day, "12-31" if each_year else "2000-01-01")
        if day in found:
            page.wrong(item, "not_together", phrase("`{text}` stands here twice.", text=day), "Take one of them out.")
        found.append(day)
    if len(found) > MOST_DAYS:
        page.wrong(node, "too_large", phrase("At most {most} days.", most=MOST_DAYS))
    return tuple(sorted(found))


Pending = tuple[tuple[tuple[str, int], ...], tuple[tuple[str, str], ...]]
"""(channel → days), (channel → a date or an event)."""


def read_pending(page: Page, node: Node, events: Collection[str]) -> Pending:
    """`14 days`, `at once`, `until 2026-12-31`, `until event delivered`, or one of these a channel. `events` are the declared ones."""
    waits: list[tuple[str, int]] = []
    until: list[tuple[str, str]] = []
    entries: list[tuple[str, Node]] = []
    if isinstance(node, Table):
        for channel, entry in node.entries.items():
            page.choice(entry.named, CHANNELS, "channel")
            entries.append((channel, entry.node))
    else:
        entries = [(channel, node) for channel in CHANNELS]
    for channel, item in entries:
        text = item.text if isinstance(item, Text) else ""
        if text.startswith("until event "):
            name = text.removeprefix("until event ")
            if name not in events:
                page.unknown(item, name, events, "event")
            until.append((channel, f"event {name}"))
        elif text.startswith("until "):
            until.append((channel, page.part(item, text.removeprefix("until "), forms.day, forms.day("2000-01-01"))))
        else:
            waits.append((channel, page.form(item, _wait, 0)))
    return tuple(sorted((channel, wait) for channel, wait in waits if wait)), tuple(sorted(until))


def _wait(text: str) -> int:
    """`at once` or a number of days."""
    return 0 if text == "at once" else forms.days(text)
