"""Presents for a day: `on: birthday ± 3 days`, `on: jubilee every 5 years`, `on: king's day` (domain.md M12)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zegel.program.conditions import Compare, NamedTest
from zegel.program.tree import Entry, Node, Table, Text

if TYPE_CHECKING:
    from zegel.program.read_rules import RuleReader

_AROUND: Final = re.compile(r"(birthday|jubilee)(?: (.+))?")
_DAYS: Final = re.compile(r"± ([1-9][0-9]?) days?")
YEAR: Final = 365


def occasion(rules: RuleReader, node: Node) -> tuple[tuple[NamedTest, ...], int]:
    """The tests of a present for a day, and how many days later it can be had again at the earliest (0: a calendar year).

    A birthday that is changed brings no second present: what counts is how long ago the last one was, less the days around the day.
    """
    text = node.text if isinstance(node, Text) else ""
    member = NamedTest("member", Compare("member", "==", 1))
    match = _AROUND.fullmatch(text)
    if match is None:
        asked = {"calendar": Entry(Text("calendar", node.line, node.column, node.path), node)}
        tests = rules.conditions.tests({"when": Table(asked, node.line, node.column, node.path)})
        return (member, *tests), 0
    what, when = match[1], match[2] or ""
    if what == "jubilee" and not when.startswith(("every ", "elk")) and not when[:1].isdigit():
        when = f"every year {when}".strip()
    value = Text(when or "today", node.line, node.column, node.path)
    asked = {what: Entry(Text(what, node.line, node.column, node.path), value)}
    tests = rules.conditions.tests({"for": Table(asked, node.line, node.column, node.path)})
    around = _DAYS.search(when)
    return (member, *tests), YEAR - 1 - 2 * (int(around[1]) if around else 0)
