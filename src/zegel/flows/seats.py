"""Experiences with seats: a member says yes or no, waits for a seat, is moved up, and is let in at the door.

Seats are a counter that begins by itself. A second counter knows how many wait, so that nobody who says yes later goes before them.
One that was called off has a purse of its own: who looks it up knows.
"""

from dataclasses import replace
from json import loads
from typing import Any

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier
from zegel.core.refusals import (
    DayIsOver,
    ExperienceCalledOff,
    MemberNeeded,
    NoReply,
    NoSeatYet,
    NotInvited,
    NotToday,
    ReasonMissing,
    ReplyTooLate,
    TooManyGuests,
    UnknownExperience,
    WrongState,
)
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan, plan_of
from zegel.decide.sale import MemberFacts
from zegel.decide.seats import ABSENT, ACCEPTED, ATTENDED, CALLED_OFF, DECLINED, EXPERIENCE, NO_SEAT, WAITING, Seat
from zegel.flows.commands import AnswerInvitation, CallOff, CheckIn, Header, SettleSeat
from zegel.flows.facts import Dossier, Draw, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import facts_without_basket, member_facts, nobody
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.flows.seat_points import given_back, set_aside, spent
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


def called_off(experience: str) -> Identifier:
    """What leads to the purse of an experience that was called off."""
    return Identifier(EXPERIENCE, experience)


def wants(command: AnswerInvitation | CheckIn | SettleSeat) -> Wants:
    """The earlier answer, the member, and whether it was called off."""
    return wants_of(command.header, command.who, shown=(called_off(command.experience),))


def needs(shelf: Shelf, command: AnswerInvitation | CheckIn | SettleSeat, resolved: Resolved) -> Needs:
    """The purse with its replies and what is set aside for them, what is left of the seats, and how many wait."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    one = _known(plan, command.experience)
    sums = rolling_sums(plan, command.header.business_date)
    yes = isinstance(command, AnswerInvitation) and command.accept
    spend = ((one.unit, one.costs(command.guests)),) if one.cost and isinstance(command, AnswerInvitation) and yes else ()
    purse = PurseNeeds(purse_meant(resolved, command.who), dossiers=(DOSSIER,), sums=sums, spend=spend, holds=bool(one.cost))
    return Needs((purse,), counters=(seats_of(one.id), _line_of(one.id)))


def _known(plan: Plan, experience: str) -> Experience:
    found = next((one for one in plan.compiled.program.experiences if one.id == experience), None)
    if found is None:
        raise UnknownExperience(experience=experience[:60])
    return found


class _Asked:
    """What every one of these looks at: the experience, the member, and where they stand with it."""

    def __init__(self, facts: Facts, resolved: Resolved, command: AnswerInvitation | CheckIn | SettleSeat) -> None:
        self.facts, self.header = facts, command.header
        self.plan = plan_of(facts.shelf.live_at(command.header.happened_at))
        self.one = _known(self.plan, command.experience)
        self.purse = ready(facts, purse_meant(resolved, command.who), command.header.at)
        if not self.purse.since:
            raise MemberNeeded()
        known = next((d for d in facts.dossiers_of(self.purse.id, DOSSIER) if d.id == self.one.id), None)
        self.known, self.state = known, known.state if known else ""
        self.data: dict[str, Any] = loads(known.data) if known else {}
        self.off = called_off(self.one.id) in resolved.purse_of
        self.member = member_facts(facts, self.plan, self.purse, command.header.business_date)
        self.draft = Draft(self.purse)

    @property
    def asked(self) -> int:
        """How many seats were asked for."""
        return 1 + int(self.data["guests"])

    def given_back(self) -> Draw:
        """The seats, or the place in the line, that come free."""
        if self.state == ACCEPTED:
            return Draw(seats_of(self.one.id), -self.asked, self.one.seats)
        return Draw(_line_of(self.one.id), -1, ROOM_TO_WAIT)

    def points_back(self, *, back: bool) -> list[Effect]:
        """What was set aside goes back, or is spent."""
        held = int(self.data.get("held", 0))
        return given_back(self.draft, held, self.header.at) if back else spent(self.draft, held)

    def kept(
        self, state: str, draws: tuple[Draw, ...], effects: list[Effect], *, guests: int = -1, asked: int = 0, held: int = 0
    ) -> Outcome:
        """Where the member stands from now on; `asked` is when they said yes, which is their place in the line."""
        many = int(self.data["guests"]) if guests < 0 else guests
        header = self.header if self.header.branch else replace(self.header, branch=self.one.branch)
        what = [Seat(self.one.id, many, state), *effects]
        entry, receipt = finish(self.facts, self.plan, self.draft, header, "seat", what, self.member)
        kept = {"asked": asked or int(self.data["asked"]), "guests": many, "held": held or int(self.data.get("held", 0))}
        dossier = Dossier(PurseId(self.purse.id), DOSSIER, self.one.id, state, document_bytes(kept).decode(), header.at)
        return Outcome((entry,), receipt, draws=draws, dossiers=(dossier,))


def reply_run(facts: Facts, resolved: Resolved, command: AnswerInvitation) -> Outcome:
    """Yes takes seats, or a place on the waiting list when they are gone, and sets aside what they cost; no gives them back."""
    on = _Asked(facts, resolved, command)
    one, header = on.one, command.header
    if on.off:
        raise ExperienceCalledOff(experience=one.id)
    if not command.accept:
        if on.known is None:
            raise NoReply(experience=one.id)
        if on.state not in (ACCEPTED, WAITING):
            raise WrongState(kind=EXPERIENCE, state=on.state, to=DECLINED)
        in_time = on.state == WAITING or header.business_date <= one.cancel_until
        back = on.given_back()
        return on.kept(DECLINED, (back,), on.points_back(back=in_time), guests=0, asked=header.at)
    if header.business_date > one.reply_until:
        raise ReplyTooLate(last_day=one.reply_until)
    if on.state not in ("", DECLINED):
        raise WrongState(kind=EXPERIENCE, state=on.state, to=ACCEPTED)
    if failing := _not_invited(on.plan, one, header, on.member):
        raise NotInvited(experience=one.id, test=failing)
    if command.guests > one.guests:
        raise TooManyGuests(most=one.guests)
    held, effects = set_aside(on.plan, on.draft, one, command.guests)
    asked = 1 + command.guests
    state, draw = WAITING, Draw(_line_of(one.id), 1, ROOM_TO_WAIT)
    if facts.left(seats_of(one.id), one.seats) >= asked and facts.left(_line_of(one.id), ROOM_TO_WAIT) >= ROOM_TO_WAIT:
        state, draw = ACCEPTED, Draw(seats_of(one.id), asked, one.seats)
    return on.kept(state, (draw,), effects, guests=command.guests, asked=header.at, held=held)


def _not_invited(plan: Plan, one: Experience, header: Header, member: MemberFacts) -> str:
    """The name of the first test that fails, "" where all hold."""
    index = plan.compiled.program.experiences.index(one)
    failed = plan.compiled.judge_experiences(facts_without_basket(plan, header, member))[1]
    return next((one.tests[test].name for i, test in failed if i == index), "")


def check_in_run(facts: Facts, resolved: Resolved, command: CheckIn) -> Outcome:
    """At the door, on the day: who has a seat is let in, once, and what it costs is spent."""
    on = _Asked(facts, resolved, command)
    if on.off:
        raise ExperienceCalledOff(experience=on.one.id)
    if on.known is None:
        raise NoReply(experience=on.one.id)
    if command.header.business_date != on.one.date:
        raise NotToday(day=on.one.date)
    if on.state != ACCEPTED:
        raise WrongState(kind=EXPERIENCE, state=on.state, to=ATTENDED)
    return on.kept(ATTENDED, (), on.points_back(back=False))


def settle_run(facts: Facts, resolved: Resolved, command: SettleSeat) -> Outcome:
    """The clock: who waits is moved up while there are seats, through the day itself; who had a seat and did not come was absent.

    Where it was called off everybody gets back what was set aside; so does who waited until the day was over.
    """
    on = _Asked(facts, resolved, command)
    one = on.one
    over = command.header.business_date > one.date
    if on.state not in (ACCEPTED, WAITING):
        raise NoSeatYet(experience=one.id)
    if on.off:
        return on.kept(CALLED_OFF, (on.given_back(),), on.points_back(back=True))
    if over and on.state == ACCEPTED:
        return on.kept(ABSENT, (), on.points_back(back=one.absent == "gives them back"))
    if over:
        return on.kept(NO_SEAT, (on.given_back(),), on.points_back(back=True))
    if on.state == ACCEPTED or facts.left(seats_of(one.id), one.seats) < on.asked:
        raise NoSeatYet(experience=one.id)
    return on.kept(ACCEPTED, (Draw(seats_of(one.id), on.asked, one.seats), on.given_back()), [])


def off_wants(command: CallOff) -> Wants:
    """The earlier answer, and whether it was called off before."""
    return Wants((command.header.source, command.header.key), (called_off(command.experience),), None, ())


def off_needs(shelf: Shelf, command: CallOff, resolved: Resolved) -> Needs:
    """Nothing: what says so is new."""
    one = _known(plan_of(shelf.live_at(command.header.happened_at)), command.experience)
    if called_off(one.id) in resolved.purse_of:
        raise ExperienceCalledOff(experience=one.id)
    return Needs(())


def off_run(facts: Facts, _resolved: Resolved, command: CallOff) -> Outcome:
    """From now on nobody replies; the clock gives everybody back what was set aside, and tells them."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    one = _known(plan, command.experience)
    if not command.reason.strip():
        raise ReasonMissing()
    if header.business_date > one.date:
        raise DayIsOver(day=one.date)
    purse = Purse(command.new_purse)
    entry, receipt = finish(
        facts, plan, Draft(purse), header, "seat", [Seat(one.id, 0, CALLED_OFF)], nobody(plan), reason=command.reason
    )  # fmt: skip
    facts.purses[purse.id] = purse
    return Outcome((entry,), receipt, new_purses=(purse.id,), identifiers=((called_off(one.id), purse.id),))
