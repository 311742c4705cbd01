"""The sections `messages` and `tasks`."""

import re
from collections.abc import Sequence
from typing import Final

from zegel.program import forms
from zegel.program.conditions import Compare, NamedTest
from zegel.program.errands import COMPLAINT_CLOSED, HERE_BEFORE, MESSAGE, SCALES, SERVICE, SURVEY, TASK, Errand
from zegel.program.model import Words
from zegel.program.occasion_gifts import Occasion
from zegel.program.page import PLACEHOLDERS, Page
from zegel.program.pausing import pause_of
from zegel.program.phrases import phrase
from zegel.program.questions import is_purpose
from zegel.program.read_events import read_told
from zegel.program.read_given import KNOWN
from zegel.program.read_occasions import read_day
from zegel.program.read_rules import RuleReader
from zegel.program.tree import Node, Text
from zegel.program.turns import in_turn

MOST_SAID: Final = 500
"""Characters of a message, or of what is asked of staff."""
_TRUE_OF: Final = {
    "years": NamedTest("member for", Compare("tenure_years", ">=", 1)),
    "months": NamedTest("member for", Compare("tenure_months", ">=", 1)),
    "tier": NamedTest("tier", Compare("tier_rank", ">=", 1)),
    "purchase": NamedTest("purchase", HERE_BEFORE),
}
"""What must be true of the member for a word in braces to stand for something."""


def read_errands(
    rules: RuleReader, messages: Sequence[tuple[str, Node]], tasks: Sequence[tuple[str, Node]]
) -> tuple[tuple[Errand, ...], tuple[Occasion, ...]]:
    """All of them, and the days on which some of them fall."""
    reader = _ErrandReader(rules)
    found = [*(reader.errand(name, node, MESSAGE) for name, node in messages), *(reader.errand(name, node, TASK) for name, node in tasks)]
    return tuple(sorted(found, key=lambda one: one.id)), tuple(reader.days)


class _ErrandReader:
    """Reads messages and tasks; keeps the days that they wait for as occasions."""

    def __init__(self, rules: RuleReader) -> None:
        self.rules, self.page = rules, rules.page
        self.days: list[Occasion] = []

    def errand(self, name: str, node: Node, kind: str) -> Errand:
        """One entry."""
        found = self.page.table(node, kind)
        text = found.get("says" if kind == MESSAGE else "do")
        says = self.page.words(text) if text is not None else Words("", "")
        tests = [*pause_of(self.page, found, all_paused=self.rules.all_paused), *self.rules.tests(found), *self._true_of(text, says)]
        purpose = self._purpose(found.get("purpose")) if kind == MESSAGE else ""
        if kind == MESSAGE:
            tests.append(KNOWN)
            if purpose != SERVICE:
                tests.append(self.rules.conditions.people.consented(node, purpose))
        days = self.page.form(found["within"], forms.days, 0) if "within" in found else 0
        made = Errand(name, MESSAGE if kind == MESSAGE else TASK, "purchase", "", says, (), purpose, days)
        return self._triggered(name, found, made, list(dict.fromkeys(tests)))

    def _triggered(self, name: str, found: dict[str, Node], made: Errand, tests: list[NamedTest]) -> Errand:
        """`made` with what it answers to, and with its tests."""
        node, trigger, event = found.get("on"), made.trigger, ""
        if isinstance(node, Text) and node.text.startswith("event "):
            trigger, event = "event", self.page.known(_behind(node), self.rules.events, "event")
        elif isinstance(node, Text) and node.text == COMPLAINT_CLOSED:
            trigger = "closed"
        elif node is not None:
            trigger = "day"
        told = read_told(self.page, found["with"], self.rules.events.get(event)) if "with" in found and trigger == "event" else ()
        if "with" in found and trigger != "event":
            self.page.wrong(found["with"], "not_together", "`with` asks something of an event.", "Say `on: event …` too.")
        if "basket" in found and trigger != "purchase":
            self.page.wrong(found["basket"], "not_together", "`basket` belongs to purchases.", "Take it out.")
        if "once per" in found and trigger == "day":
            self.page.wrong(found["once per"], "not_together", "A day comes once a year by itself.", "Take it out.")
        once = self.rules.limits.once(found.get("once per"), name)
        scale = SCALES.get(self.page.choice(found["asks"], tuple(SCALES), "word")) if "asks" in found else None
        if scale is not None and trigger != "closed":
            self.page.wrong(found["asks"], "not_together", "`asks` belongs to a complaint.", "Say `on: complaint closed` too.")
        answered = self.rules.events.get(SURVEY)
        if scale is not None and answered is not None and any(field.form != "score" for field in answered.fields):
            self.page.wrong(found["asks"], "not_together", "The event `survey` is answered with a score alone.", "Declare no other fields.")
        every = in_turn((*tests, *once, *told))
        if trigger == "day" and node is not None:
            on, asked, days = read_day(self.rules, node)
            self.days.append(Occasion(name, on, asked.count, asked.every, days, every, "", 0, Words("", "")))
        return Errand(made.id, made.kind, trigger, event, made.says, every, made.purpose, made.days, scale=scale)

    def _purpose(self, node: Node | None) -> str:
        if node is None:
            return "newsletter"
        text = self.page.text(node, "a purpose")
        if text and not is_purpose(text):
            self.page.wrong(
                node, "not_of_this_form", phrase("`{text}` is no purpose like `newsletter`.", text=text[:60]), "One word of small letters."
            )
            return SERVICE
        return text or SERVICE

    def _true_of(self, node: Node | None, says: Words) -> list[NamedTest]:
        """What must be true of the member for the text to be: `{years}` only of who has been here a year."""
        if node is not None:
            _check_text(self.page, node, says)
        held = re.findall(r"\{([^{}]*)\}", f"{says.nl} {says.en}")
        return [_TRUE_OF[name] for name in PLACEHOLDERS if name in held]


def _check_text(page: Page, node: Node, says: Words) -> None:
    page.placeholders(node)
    if max(len(says.nl), len(says.en)) > MOST_SAID:
        page.wrong(node, "too_long", phrase("A text here has at most {most} characters.", most=MOST_SAID))


def _behind(node: Text) -> Text:
    return Text(node.text.removeprefix("event "), node.line, node.column, node.path)
