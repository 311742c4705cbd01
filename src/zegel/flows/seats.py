"""Experiences with seats: a member says yes or no, waits for a seat, is moved up, and is let in at the door.

Seats are a counter that begins by itself. A second counter knows how many wait, so that nobody who says yes later goes before them.
"""

from json import loads

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier
from zegel.core.refusals import (
    MemberNeeded,
    NoReply,
    NoSeatYet,
    NotInvited,
    NotToday,
    ReplyTooLate,
    TooManyGuests,
    UnknownExperience,
    WrongState,
)
from zegel.decide.plan import Plan, plan_of
from zegel.decide.sale import MemberFacts
from zegel.decide.seats import ABSENT, ACCEPTED, ATTENDED, DECLINED, WAITING, Seat
from zegel.flows.commands import AnswerInvitation, CheckIn, Header, SettleSeat
from zegel.flows.facts import Dossier, Draw, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import facts_without_basket, member_facts
from zegel.flows.purses import purse_meant, ready
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse
from zegel.program.seats import Experience

DOSSIER = "rsvp"
ROOM_TO_WAIT = 1_000_000_000
"""What the counter of who waits begins with: so many minus what is left are waiting."""


def seats_of(experience: str) -> str:
    """The counter of an experience's seats."""
    return f"seats:{experience}"


def _line_of(experience: str) -> str:
    return f"waiting:{experience}"


def wants(command: AnswerInvitation | CheckIn | SettleSeat) -> Wants:
    """The earlier answer and the member."""
    who, header = command.who, command.header
    shown = (who,) if isinstance(who, Identifier) else ()
    return Wants((header.source, header.key) if header.key else None, shown, None, () if isinstance(who, Identifier) else (who,))


def needs(shelf: Shelf, command: AnswerInvitation | CheckIn | SettleSeat, resolved: Resolved) -> Needs:
    """The purse with its replies, what is left of the seats, and how many wait."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    one = _known(plan, command.experience)
    sums = rolling_sums(plan, command.header.business_date)
    purse = PurseNeeds(purse_meant(resolved, command.who), dossiers=(DOSSIER,), sums=sums)
    return Needs((purse,), counters=(seats_of(one.id), _line_of(one.id)))


def _known(plan: Plan, experience: str) -> Experience:
    found = next((one for one in plan.compiled.program.experiences if one.id == experience), None)
    if found is None:
        raise UnknownExperience(experience=experience[:60])
    return found


def _asked(
    facts: Facts, resolved: Resolved, command: AnswerInvitation | CheckIn | SettleSeat
) -> tuple[Plan, Experience, Purse, Dossier | None]:
    """What every one of these looks at: the experience, the member, and where they stand with it."""
    plan = plan_of(facts.shelf.live_at(command.header.happened_at))
    one = _known(plan, command.experience)
    purse = ready(facts, purse_meant(resolved, command.who), command.header.at)
    if not purse.since:
        raise MemberNeeded()
    return plan, one, purse, next((d for d in facts.dossiers_of(purse.id, DOSSIER) if d.id == one.id), None)


def reply_run(facts: Facts, resolved: Resolved, command: AnswerInvitation) -> Outcome:
    """Yes takes seats, or a place on the waiting list when they are gone; no gives them back."""
    plan, one, purse, known = _asked(facts, resolved, command)
    header, state = command.header, known.state if known else ""
    member = member_facts(facts, plan, purse, header.business_date)
    if not command.accept:
        if known is None:
            raise NoReply(experience=one.id)
        if state not in (ACCEPTED, WAITING):
            raise WrongState(state=state, to=DECLINED)
        guests = loads(known.data)["guests"]
        back = Draw(seats_of(one.id), -1 - guests, one.seats) if state == ACCEPTED else Draw(_line_of(one.id), -1, ROOM_TO_WAIT)
        return _kept(facts, plan, purse, header, one, DECLINED, 0, header.at, member, (back,))
    if header.business_date > one.reply_until:
        raise ReplyTooLate(last_day=one.reply_until)
    if state not in ("", DECLINED):
        raise WrongState(state=state, to=ACCEPTED)
    if failing := _not_invited(plan, one, header, member):
        raise NotInvited(experience=one.id, test=failing)
    if command.guests > one.guests:
        raise TooManyGuests(most=one.guests)
    asked = 1 + command.guests
    if facts.left(seats_of(one.id), one.seats) >= asked and facts.left(_line_of(one.id), ROOM_TO_WAIT) >= ROOM_TO_WAIT:
        draw = Draw(seats_of(one.id), asked, one.seats)
        return _kept(facts, plan, purse, header, one, ACCEPTED, command.guests, header.at, member, (draw,))
    queued = Draw(_line_of(one.id), 1, ROOM_TO_WAIT)
    return _kept(facts, plan, purse, header, one, WAITING, command.guests, header.at, member, (queued,))


def _not_invited(plan: Plan, one: Experience, header: Header, member: MemberFacts) -> str:
    """The name of the first test that fails, "" where all hold."""
    index = plan.compiled.program.experiences.index(one)
    failed = plan.compiled.judge_experiences(facts_without_basket(plan, header, member))[1]
    return next((one.tests[test].name for i, test in failed if i == index), "")


def check_in_run(facts: Facts, resolved: Resolved, command: CheckIn) -> Outcome:
    """At the door, on the day: who has a seat is let in, once."""
    plan, one, purse, known = _asked(facts, resolved, command)
    header = command.header
    if known is None:
        raise NoReply(experience=one.id)
    if header.business_date != one.date:
        raise NotToday(day=one.date)
    if known.state != ACCEPTED:
        raise WrongState(state=known.state, to=ATTENDED)
    data = loads(known.data)
    member = member_facts(facts, plan, purse, header.business_date)
    return _kept(facts, plan, purse, header, one, ATTENDED, data["guests"], data["asked"], member, ())


def settle_run(facts: Facts, resolved: Resolved, command: SettleSeat) -> Outcome:
    """The clock: who waits is moved up while there are seats, through the day itself; who had a seat and did not come was absent."""
    plan, one, purse, known = _asked(facts, resolved, command)
    header = command.header
    over = header.business_date > one.date
    if known is None or known.state not in (ACCEPTED, WAITING):
        raise NoSeatYet(experience=one.id)
    data = loads(known.data)
    member = member_facts(facts, plan, purse, header.business_date)
    if known.state == ACCEPTED and over:
        return _kept(facts, plan, purse, header, one, ABSENT, data["guests"], data["asked"], member, ())
    asked = 1 + data["guests"]
    if known.state == ACCEPTED or over or facts.left(seats_of(one.id), one.seats) < asked:
        raise NoSeatYet(experience=one.id)
    draws = (Draw(seats_of(one.id), asked, one.seats), Draw(_line_of(one.id), -1, ROOM_TO_WAIT))
    return _kept(facts, plan, purse, header, one, ACCEPTED, data["guests"], data["asked"], member, draws)


def _kept(
    facts: Facts, plan: Plan, purse: Purse, header: Header, one: Experience, state: str, guests: int, asked: int, member: MemberFacts,
    draws: tuple[Draw, ...],
) -> Outcome:  # fmt: skip
    """Where the member stands from now on; `asked` is when they said yes, which is their place in the line."""
    entry, receipt = finish(facts, plan, Draft(purse), header, "seat", [Seat(one.id, guests, state)], member)
    data = document_bytes({"asked": asked, "guests": guests}).decode()
    return Outcome((entry,), receipt, draws=draws, dossiers=(Dossier(PurseId(purse.id), DOSSIER, one.id, state, data, header.at),))
