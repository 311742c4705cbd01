"""The section `occasions`."""

from collections.abc import Sequence

from zegel.program import forms
from zegel.program.conditions import NamedTest
from zegel.program.model import Words
from zegel.program.occasion_gifts import Occasion, On
from zegel.program.phrases import phrase
from zegel.program.questions import Question
from zegel.program.read_members import jubilee
from zegel.program.read_rules import RuleReader
from zegel.program.tree import Node, Table

_NEVER = Question("jubilee", count=1, every=True)


def read_occasions(rules: RuleReader, named: Sequence[tuple[str, Node]]) -> tuple[Occasion, ...]:
    """All of them. A reward that one gives costs nothing more, as that of a full card."""
    return tuple(_occasion(rules, name, node) for name, node in named)


def _occasion(rules: RuleReader, name: str, node: Node) -> Occasion:
    page = rules.page
    found = page.table(node, "occasion")
    what = rules.only(node, found, ("give", "reward"), {}) if isinstance(node, Table) else ""
    count, unit = rules.units.amount(page, found["give"]) if what == "give" else (0, "")
    if what == "reward":
        reward = page.known(found["reward"], rules.rewards, "reward")
        givers = rules.given.setdefault(reward, [])
        if givers:
            page.wrong(
                found["reward"], "not_together", phrase("`{other}` gives that reward already.", other=givers[0]), "Make it two rewards."
            )
        givers.append(name)
        count, unit = 1, f"reward:{reward}"
    on, asked, days = read_day(rules, found["on"]) if "on" in found else ("birthday", _NEVER, ())
    why = page.words(found["why"]) if "why" in found else Words("", "")
    return Occasion(name, on, asked.count, asked.every, days, rules.tests(found), unit, count, why)


def read_day(rules: RuleReader, node: Node) -> tuple[On, Question, tuple[NamedTest, ...]]:
    """`birthday`, `jubilee every 5 years`, or a calendar: the kind of day, of which jubilee, and which days."""
    text = rules.page.text(node, "a day")
    if text == "birthday":
        return "birthday", _NEVER, ()
    if text == "jubilee" or text.startswith("jubilee "):
        return "jubilee", rules.page.part(node, text[8:] or "every year", _on_the_day, _NEVER), ()
    return "calendar", _NEVER, (NamedTest("calendar", rules.conditions.days.named(node)),)


def _on_the_day(text: str) -> Question:
    """`10 years`, `every 5 years`, without days around it."""
    found = jubilee(text)
    if found.days:
        raise forms.Wrong("This is given on the day itself.", f"jubilee {text.partition(' ±')[0]}")
    return found
