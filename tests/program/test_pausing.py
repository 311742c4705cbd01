"""What stands still gives nothing new and says so; what members have stays theirs. And what one person alone may not publish."""

import pytest

from tests.korenaar import PROGRAM
from tests.program.files import small
from zegel.program.diff import changes
from zegel.program.editing import changed
from zegel.program.read import ProgramMistakes, read_yaml
from zegel.program.second_person import needs_second_person
from zegel.program.sentences import sentences

WHY = "why: {nl: ja, en: yes}"


def said(program, path):
    return next((one.nl, one.en) for one in sentences(program, full=True) if one.path == path)


def test_a_paused_rule_says_until_when_and_the_others_go_on():
    live = read_yaml(PROGRAM)
    paused = read_yaml(changed(PROGRAM, ("earn", "tuesdays", "paused"), "true"))

    assert said(paused, "earn.tuesdays")[0].endswith("zodra dit weer doorgaat en op dinsdag.")
    assert said(paused, "earn.base") == said(live, "earn.base")
    assert [one.path for one in changes(live, paused)] == ["earn.tuesdays"]
    assert not paused.paused


def test_the_whole_program_stands_still_but_for_what_members_have():
    paused = read_yaml(changed(PROGRAM, ("paused",), "true"))

    assert paused.paused
    giving = (*paused.earn, *(rule for rule in paused.multipliers if ":" not in rule.id), *paused.cards, *paused.discounts)
    assert {rule.tests[0].name for rule in giving} == {"paused"}
    assert not [rule for rule in (*paused.points_off, *paused.rewards) if any(one.name == "paused" for one in rule.tests)]
    assert "Wat u heeft, houdt u" in said(paused, "paused")[0]


def test_spending_what_was_saved_is_never_paused():
    with pytest.raises(ProgramMistakes, match="What members saved they can spend"):
        read_yaml(changed(PROGRAM, ("discounts", "points off", "paused"), "true"))


@pytest.mark.parametrize(("asks", "needed"), [
    ("always", True), ("never", False), ("above 1000.00 EUR", True), ("above 2000.00 EUR", False),
])  # fmt: skip
def test_what_is_live_decides_whether_a_second_person_publishes(asks, needed):
    live = small(f"publishing: {{second person: {asks}}}\n")
    after = small("budget: {rewards: 1500.00 EUR per month}\n")

    assert needs_second_person(live, after) is needed
    assert not needs_second_person(after, live)  # a draft cannot ask it of itself, nor switch it off


def test_two_people_for_roles_are_no_draft_s_to_switch_off_by_itself():
    one, two = small(), small("settings: {powerful roles: two people}\n")

    assert needs_second_person(two, one)
    assert not needs_second_person(one, two)
    assert not needs_second_person(two, two)
