"""Segments: a name for who a member is, used and put together by name."""

import pytest

from tests.decide.build import NEW_MEMBER, NOBODY, REGULAR
from tests.make import WEDNESDAY, line, purchase
from tests.program.files import SMALL, mistakes, small
from zegel.core.periods import Day
from zegel.decide.plan import Plan
from zegel.decide.sale import decide_sale
from zegel.program.compile import Compiled
from zegel.program.lints import lines_of, lints
from zegel.program.sentences import sentences
from zegel.program.tree import yaml_tree

POINT = "give: 1 point, per: purchase, why: {nl: ja, en: yes}"
SEGMENTS = """segments:
  regulars: {names: {nl: vaste klanten, en: regulars}, member for: at least 5 years}
  friends: {any: [{segment: regulars}, {purchase: every 2nd}], not: {purchase: 10th}}
"""


def earns(rule, member, segments=SEGMENTS):
    """Whether a rule with the condition `rule` gives `member` its point."""
    plan = Plan(Compiled(small(f"{segments}earn:\n  odd: {{{POINT}, {rule}}}\n")))
    return bool(decide_sale(plan, purchase(line(), at=WEDNESDAY, branch="markt"), member, ()).earned)


def numbered(n, member=NEW_MEMBER):
    """The member at the `n`-th purchase."""
    return type(member)(member.member, member.since, member.tier, n, member.windows, member.tenure_months, member.tenure_years)


def test_a_rule_for_a_segment_is_for_its_members_only():
    assert earns("for: {segment: regulars}", REGULAR) is True
    assert earns("for: {segment: regulars}", NEW_MEMBER) is False
    assert earns("for: {segment: regulars}", NOBODY) is False


def test_nobody_is_in_no_segment_not_even_in_one_of_new_members():
    new = "segments: {new: {visits: {at most: 3, within: lifetime}}}\n"

    assert earns("for: {segment: new}", NEW_MEMBER, new) is True
    assert earns("for: {segment: new}", NOBODY, new) is False
    assert earns("not: {for: {segment: new}}", NOBODY, new) is True


def test_segments_are_put_together():
    assert earns("for: {segment: friends}", REGULAR) is True
    assert earns("for: {segment: friends}", numbered(10, REGULAR)) is False
    assert earns("for: {segment: friends}", numbered(3)) is False
    assert earns("for: {segment: friends}", numbered(4)) is True
    assert earns("for: {segment: [regulars, friends]}", numbered(10, REGULAR)) is True
    assert earns("for: {all: [{segment: regulars}, {segment: friends}]}", numbered(10, REGULAR)) is False
    assert earns("for: {any: [{segment: regulars}, {purchase: 3rd}]}", numbered(3)) is True
    assert earns("for: {not: {segment: regulars}}", REGULAR) is False


def test_a_segment_is_said_by_its_name_and_explained_once():
    text = f"{SEGMENTS}earn:\n  odd: {{{POINT}, for: {{segment: regulars}}}}\n"

    said = {s.path: (s.nl, s.en) for s in sentences(small(text))}

    assert said["earn.odd"] == (
        "U krijgt 1 punt per aankoop voor vaste klanten.", "You get 1 point per purchase for regulars."
    )  # fmt: skip
    assert said["segments.regulars"] == (
        "U hoort bij vaste klanten als u minstens 5 jaar lid bent.",
        "You belong to regulars if you have been a member for at least 5 years.",
    )  # fmt: skip


@pytest.mark.parametrize(("sections", "code", "path", "hint"), [
    ("segments: {a: {segment: b}, b: {segment: a}}", "circle", "segments.b.segment", ""),
    ("segments: {a: {segment: a}}", "circle", "segments.a.segment", ""),
    ("segments: {regulars: {purchase: first}, b: {segment: regular}}", "unknown_segment", "segments.b.segment", "Did you mean `regulars`?"),
    ("earn: {odd: {give: 1 point, per: item, for: {segment: vip}}}", "unknown_segment", "earn.odd.for.segment", "It has no segment"),
    ("segments: {a: {}}", "empty", "segments.a", "Take it out."),
    ("segments: {a: {names: {nl: x}}}", "empty", "segments.a", "Say it as in `for`."),
    ("segments: {a: {when: {day: monday}}}", "unknown_key", "segments.a.when", ""),
])  # fmt: skip
def test_a_segment_that_is_none_is_a_mistake(sections, code, path, hint):
    found = mistakes(sections)

    assert [(m.code, m.path) for m in found] == [(code, path)]
    assert found[0].hint.startswith(hint)


def test_a_name_that_nobody_uses_is_warned_about():
    text = (
        SEGMENTS
        + f"calendars: {{shut: [12-25], half: [12-24]}}\nearn:\n  odd: {{{POINT}, for: {{segment: friends}}, when: {{not on: half}}}}\n"
    )

    found = lints(small(text), lines_of(yaml_tree(SMALL + text)[0]), Day("2026-11-22"))

    assert [(lint.path, lint.code) for lint in found] == [("calendars.shut", "unused")]
