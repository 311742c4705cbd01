"""What the live program asks of a person: answered from the profile and from consents, fetched only where it asks."""

from typing import Final

from zegel.core.ids import PurseId
from zegel.core.periods import Day
from zegel.decide.plan import Plan
from zegel.flows.commands import Profile
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds
from zegel.ledger.purse import Purse
from zegel.program.questions import UNKNOWN, Person, answer

CONSENT: Final = "consent"
"""The kind of dossier that says what a member consented to."""
GIVEN: Final = "given"
WITHDRAWN: Final = "withdrawn"
_STRANGER: Final = Person("", "", frozenset())
_NOTHING_KNOWN: Final = Profile("", "", "")


def person_kinds(plan: Plan) -> tuple[str, ...]:
    """The kinds of dossier that the version's questions look into."""
    return (CONSENT,) if plan.asks_people else ()


def asked_of(facts: Facts, plan: Plan, purse: Purse, on: Day) -> tuple[int, ...]:
    """What the person answers to each question of the version on `on`; nobody answers anything."""
    questions = plan.questions
    if not questions:
        return ()
    if not purse.since:
        return (UNKNOWN,) * len(questions)
    person = _person(facts, purse.id) if plan.asks_people else _STRANGER
    return tuple([answer(question, person, purse.since, on) for question in questions])


def _person(facts: Facts, purse: PurseId) -> Person:
    profile = facts.profiles.get(purse)
    if profile is None:
        if not facts.knows_everybody:
            raise Missing(Needs((PurseNeeds(purse, profile=True, dossiers=(CONSENT,)),)))
        profile = _NOTHING_KNOWN
    given = frozenset(one.id for one in facts.dossiers_of(purse, CONSENT) if one.state == GIVEN)
    return Person(profile.language, profile.birthday, given)
