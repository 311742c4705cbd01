"""What stories say of complaints, and of friends who are brought."""

import pytest

from tests.programs import read_yaml
from zegel.program.compile import Compiled
from zegel.program.tree import ProgramMistakes
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

PROGRAM = read_yaml("""
zegel: 1
program: De Bakker
company: {currency: EUR}
branches: [markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
earn: {base: {give: 1 point, per: 1.00 EUR}}
goodwill: {offers: {sorry: {gives: 200 points}}}
returns: {within: 3 days}
referral: {friend gets: 50 points, member gets: 100 points, first spends: 20.00 EUR, within: 30 days, looked at above: 1 per day}
""")
HEAD = "story: A try\nmember: {name: anna, since: 2026-01-01}\narticles: {BREAD: {price: 10.00 EUR}}\nsteps:\n"


def missed(steps: str) -> list[tuple[int, str]]:
    return [(one.step, one.sentence) for one in play(read_story(HEAD + steps, PROGRAM, {}), Compiled(PROGRAM))]


COMPLAINT = (
    "  - {on: 2026-01-02, buys: BREAD}\n"
    "  - {on: 2026-01-03, complains: stale bread about BREAD of step 1, severity: grave, expect: {said: 'melding “stale bread”'}}\n"
    "  - {on: 2026-01-03, acknowledges: step 2, expect: {said: in behandeling}}\n"
)


def test_a_complaint_from_its_beginning_to_its_end():
    assert missed(
        COMPLAINT
        + "  - {on: 2026-01-03, offers: sorry for step 2, expect: {refused: wrong_state}}\n"
        "  - {on: 2026-01-04, remedies: replaced for step 2, expect: {said: hersteld of vergoed}}\n"
        "  - {on: 2026-01-04, offers: sorry for step 2, by: els}\n"
        "  - {on: 2026-01-04, accepts: step 2, by: els, expect: {refused: four_eyes, balances: {points: 10}}}\n"
        "  - {on: 2026-01-04, accepts: step 2, by: karim, expect: {balances: {points: 210}}}\n"
        "  - {on: 2026-01-05, closes: step 2, expect: {said: afgesloten}}\n"
        "  - {on: 2026-01-06, opens again: step 2, reason: stale again, expect: {said: ontvangen}}\n"
    ) == []  # fmt: skip


def test_an_offer_that_is_turned_down_gives_nothing():
    assert missed(
        COMPLAINT
        + "  - {on: 2026-01-04, remedies: refunded for step 2}\n"
        "  - {on: 2026-01-04, offers: sorry for step 2}\n"
        "  - {on: 2026-01-04, turns down: step 2, expect: {refused: reason_missing}}\n"
        "  - {on: 2026-01-04, turns down: step 2, reason: not needed, expect: {balances: {points: 10}}}\n"
        "  - {on: 2026-01-05, closes: step 2}\n"
    ) == []  # fmt: skip


def test_a_friend_counts_when_what_they_bought_cannot_come_back():
    assert missed(
        "  - {on: 2026-01-02, brings: bram, expect: {friends: {bram: registered}}}\n"
        "  - {on: 2026-01-03, buys: 2 × BREAD, shows: bram, expect: {friends: {bram: registered}, balances: {points: 0}}}\n"
        "  - {on: 2026-01-05, expect: {friends: {bram: registered}}}\n"
        "  - {on: 2026-01-12, expect: {friends: {bram: rewarded}, balances: {points: 100}}}\n"
    ) == []  # fmt: skip


@pytest.mark.parametrize(("says", "state", "points"), [("admits", "rewarded", 200), ("rejects", "rejected", 0)])
def test_many_friends_at_once_are_looked_at_first(says, state, points):
    assert missed(
        "  - {on: 2026-01-02, brings: bram}\n"
        "  - {on: 2026-01-02, brings: carla}\n"
        "  - {on: 2026-01-03, buys: 2 × BREAD, shows: bram}\n"
        "  - {on: 2026-01-03, buys: 2 × BREAD, shows: carla}\n"
        "  - {on: 2026-01-12, expect: {friends: {bram: held, carla: held}, balances: {points: 0}}}\n"
        f"  - {{on: 2026-01-13, {says}: step 1, reason: we know them}}\n"
        f"  - {{on: 2026-01-13, {says}: step 2, reason: we know them}}\n"
        f"  - {{on: 2026-01-14, expect: {{friends: {{bram: {state}, carla: {state}}}, balances: {{points: {points}}}}}}}\n"
    ) == []  # fmt: skip


def test_what_does_not_come_out_is_said():
    assert missed("  - {on: 2026-01-02, brings: bram, expect: {friends: {bram: rewarded}}}\n") == [
        (1, "friend bram: expected rewarded, found registered")
    ]


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("acknowledges: step 9", "unknown_step"),
        ("closes: now", "unknown_step"),
        ("remedies: step 1", "unknown_remedy"),
        ("offers: gold for step 1", "unknown_goodwill"),
        ("complains: stale about CAKE of step 1", "unknown_article"),
        ("complains: stale about step 9", "unknown_step"),
        ("admits: step 9", "unknown_step"),
        ("buys: BREAD, shows: bram", "unknown_word"),
        ("brings: card", "not_together"),
        ("brings: bram, expect: {friends: {carla: held}}", "unknown_friend"),
        ("brings: bram, expect: {friends: held}", "wrong_kind"),
    ],
)
def test_what_is_not_there_is_said(step, code):
    with pytest.raises(ProgramMistakes) as found:
        read_story(HEAD + f"  - {{on: 2026-01-02, buys: BREAD}}\n  - {{on: 2026-01-02, {step}}}\n", PROGRAM, {})

    assert [one.code for one in found.value.problems] == [code]


ASKS = read_yaml("""
zegel: 1
program: De Bakker
company: {currency: EUR}
branches: [markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
events: {survey: {fields: {score: score}}}
earn: {answered: {give: 25 points, on: event survey}}
messages: {went: {says: {nl: Hoe ging het?, en: How did it go?}, on: complaint closed, purpose: service, asks: 1 to 5}}
gestures: {envelope: 20.00 EUR per month, reasons: {waited: 3.00 EUR per month}, kinds: {sorry: {points: 200 points}}}
""")


def asked(steps: str) -> list[tuple[int, str]]:
    return [(one.step, one.sentence) for one in play(read_story(HEAD + steps, ASKS, {}), Compiled(ASKS))]


def test_how_a_complaint_went_is_told_once_on_its_scale_and_earns():
    assert (
        asked(
            "  - {on: 2026-01-03, complains: stale bread}\n"
            "  - {on: 2026-01-03, scores: 5 for step 1, expect: {refused: survey_not_asked}}\n"
            "  - {on: 2026-01-04, closes: step 1, expect: {said: Hoe ging het?}}\n"
            "  - {on: 2026-01-04, scores: 6 for step 1, expect: {refused: malformed}}\n"
            "  - {on: 2026-01-05, scores: 1 for step 1, expect: {balances: {points: 25}}}\n"
            "  - {on: 2026-01-05, scores: 5 for step 1, expect: {refused: survey_answered, balances: {points: 25}}}\n"
        )
        == []
    )


def test_a_gesture_is_given_for_a_reason_that_has_an_envelope_of_its_own():
    assert (
        asked(
            "  - {on: 2026-01-03, gives: sorry, because: waited, expect: {balances: {points: 200}}}\n"
            "  - {on: 2026-01-03, gives: sorry, because: waited, expect: {refused: budget_used_up}}\n"
            "  - {on: 2026-01-03, gives: sorry, because: wrong, expect: {balances: {points: 400}}}\n"
        )
        == []
    )


@pytest.mark.parametrize("step", ["scores: 5", "scores: five for step 1", "gives: sorry, because: zomaar"])
def test_a_score_and_a_reason_are_written_in_one_way(step: str):
    with pytest.raises(ProgramMistakes):
        read_story(f"{HEAD}  - {{on: 2026-01-03, complains: stale bread}}\n  - {{on: 2026-01-03, {step}}}\n", ASKS, {})
