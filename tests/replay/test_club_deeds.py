"""What stories say of being a member: memberships, tiers by hand, consents, birthdays, warranties."""

import pytest

from tests.programs import read_yaml
from zegel.program.compile import Compiled
from zegel.program.tree import ProgramMistakes
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

PROGRAM = read_yaml("""
zegel: 1
program: De Club
company: {currency: EUR}
branches: [markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}}, stars: {never spent: true}}
earn: {stars: {give: 1 stars, per: 1.00 EUR}}
tiers: {measure: {unit: stars, window: calendar year}, steps: {brons: {from: 0}, goud: {from: 500}}}
memberships: {plus: {article: {sku: PLUS}, term: 1 year, trial: 30 days}}
occasions: {birthday: {on: birthday, give: 50 points, for: {consent: newsletter by email}}}
warranties: {tools: {lasts: 2 years}}
""")
HEAD = "story: A try\nmember: {name: anna, since: 2026-01-01, birthday: 02-29}\narticles: {SAW: {price: 10.00 EUR}}\nsteps:\n"


def missed(steps: str) -> list[tuple[int, str]]:
    return [(one.step, one.sentence) for one in play(read_story(HEAD + steps, PROGRAM, {}), Compiled(PROGRAM))]


def test_a_year_of_a_member():
    assert missed(
        "  - {on: 2026-01-02, tries: plus, expect: {said: plus}}\n"
        "  - {on: 2026-01-03, tries: plus, expect: {refused: trial_not_now}}\n"
        "  - {on: 2026-01-04, sets tier: goud, reason: a friend of the house}\n"
        "  - {on: 2026-01-05, consents: newsletter by email}\n"
        "  - {on: 2026-02-27, expect: {balances: {points: 0}}}\n"
        "  - {on: 2026-02-28, at: '00:00', expect: {balances: {points: 50}}}\n"
        "  - {on: 2026-03-01, withdraws: newsletter by email}\n"
        "  - {on: 2026-03-02, joins: plus, reason: a gift}\n"
        "  - {on: 2026-03-03, leaves: plus}\n"
        "  - {on: 2026-03-04, buys: SAW}\n"
        "  - {on: 2026-03-05, registers: SAW of step 10, expect: {said: garantie SAW}}\n"
        "  - {on: 2027-03-01, expect: {balances: {points: 50}}}\n"
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("tries: gold card", "unknown_membership"),
        ("sets tier: platina", "unknown_tier"),
        ("consents: newsletter", "not_of_this_form"),
        ("registers: SAW of step 9", "unknown_step"),
        ("registers: DOLL of step 1", "unknown_article"),
    ],
)
def test_what_is_not_there_is_said(step, code):
    with pytest.raises(ProgramMistakes) as found:
        read_story(HEAD + f"  - {{on: 2026-01-02, buys: SAW}}\n  - {{on: 2026-01-02, {step}}}\n", PROGRAM, {})

    assert [one.code for one in found.value.problems] == [code]
