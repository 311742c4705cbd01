"""A gesture: something that people in a branch give by themselves, out of the branch's envelope of the month.

What is above what one may give alone waits for a colleague, in a dossier; it lapses with the month.
"""

from json import loads

from zegel.booking.earnings import settle
from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day
from zegel.core.refusals import GestureLapsed, MemberNeeded, NotAsked, ReasonMissing, SamePerson, UnknownBranch, UnknownReceipt
from zegel.decide.effects import Effect, Gesture
from zegel.decide.gestures import ASKED, GIVEN, REFUSED, check_left, gestures_of, kind_of, may_approve, needs_approval, worth_of
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import DecideGesture, GiveGesture, Header
from zegel.flows.envelopes import counter_of, counters_of, envelopes, left_because, left_for, presents_of, reason_counter_of
from zegel.flows.facts import Dossier, Draw, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.flows.taken import count_business_gift
from zegel.flows.windows import rolling_sums
from zegel.ledger.accounts import AVAILABLE, ISSUED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotTerms
from zegel.ledger.purse import Purse
from zegel.program.country.gift_law import BUSINESS_GIFT
from zegel.program.gestures import OTHER, GestureKind, Gestures

DOSSIER = "gesture"


def wants(command: GiveGesture) -> Wants:
    """The earlier answer and the member, if there is one."""
    return wants_of(command.header, command.who)


def needs(shelf: Shelf, command: GiveGesture, resolved: Resolved) -> Needs:
    """The purse, what is left of the envelope and of today's presents."""
    header = command.header
    plan = plan_of(shelf.live_at(header.happened_at))
    counters = counters_of(plan.compiled.program.gestures, header.branch, _drawn_on(command))
    if command.who is None:
        return Needs((), counters=counters)
    return Needs((PurseNeeds(purse_meant(resolved, command.who), sums=rolling_sums(plan, header.business_date)),), counters=counters)


def run(facts: Facts, resolved: Resolved, command: GiveGesture) -> Outcome:
    """Given at once, or asked of a colleague. Without a card only a thing can be given."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    found, kind = gestures_of(plan), kind_of(plan, command.gesture)
    _check(header, command.reason)
    purse = Purse(command.new_purse) if command.who is None else ready(facts, purse_meant(resolved, command.who), header.at, earns=True)
    if command.who is None and (kind.unit or kind.reward or kind.vat == BUSINESS_GIFT):
        raise MemberNeeded()
    worth = worth_of(plan, kind)
    asks = needs_approval(found, worth, command.role)
    because, on = command.because or OTHER, _drawn_on(command)
    new: tuple[PurseId, ...] = (purse.id,) if command.who is None else ()
    if asks:
        outcome = _book(facts, plan, header, Draft(purse), kind, ASKED, worth, command.reason)
    else:
        _check_left(facts, found, kind, worth, header.branch, because, on)
        outcome = _book(facts, plan, header, _given(plan, purse, kind, header), kind, GIVEN, worth, command.reason)
    assert outcome.receipt is not None
    if new:
        facts.purses[purse.id] = purse
    data: dict[str, Json] = {
        "gesture": kind.id, "worth_minor": worth, "by": header.actor, "role": command.role, "branch": header.branch,
        "on": header.business_date, "reason": command.reason, "because": command.because,
    }  # fmt: skip
    dossier = Dossier(
        purse.id, DOSSIER, str(outcome.receipt.id), ASKED if asks else GIVEN, document_bytes(data).decode(), header.at
    )  # fmt: skip
    return Outcome(
        outcome.entries, outcome.receipt, draws=() if asks else _draws(found, kind, worth, header.branch, because, on),
        new_purses=new, dossiers=(dossier,),
    )  # fmt: skip


def decide_wants(command: DecideGesture) -> Wants:
    """The earlier answer and the purse of the gesture."""
    return Wants((command.header.source, command.header.key), (), None, (command.gesture.purse,))


def decide_needs(shelf: Shelf, command: DecideGesture, resolved: Resolved) -> Needs:
    """The purse with its gestures, and the branch's envelope (of whichever branch may be: the header's)."""
    header = command.header
    if command.gesture.purse not in resolved.known_purses:
        raise UnknownReceipt()
    plan = plan_of(shelf.live_at(header.happened_at))
    purse = resolved.follow(command.gesture.purse)
    wanted = PurseNeeds(purse, sums=rolling_sums(plan, header.business_date), dossiers=(DOSSIER,))
    return Needs((wanted,), counters=counters_of(plan.compiled.program.gestures, header.branch, header.business_date))


def decide_run(facts: Facts, resolved: Resolved, command: DecideGesture) -> Outcome:
    """A colleague says yes or no. Who asked cannot; what was asked in another month has lapsed with its envelope."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    found = gestures_of(plan)
    purse = ready(facts, resolved.follow(command.gesture.purse), header.at)
    asked = next((one for one in facts.dossiers_of(purse.id, DOSSIER) if one.id == str(command.gesture)), None)
    if asked is None:
        raise UnknownReceipt()
    if asked.state != ASKED:
        raise NotAsked(state=asked.state)
    data = loads(asked.data)
    kind, worth, because = kind_of(plan, data["gesture"]), int(data["worth_minor"]), str(data.get("because", "")) or OTHER
    _check(header, command.reason)
    if header.branch != data["branch"]:
        raise UnknownBranch(branch=header.branch[:60])
    if header.actor == data["by"]:
        raise SamePerson()
    if command.approve:
        if header.business_date[:7] != str(data["on"])[:7]:
            raise GestureLapsed(on=str(data["on"]))
        worth = worth_of(plan, kind)  # the program may give more of it by now than when it was asked
        may_approve(found, worth, command.role)
        _check_left(facts, found, kind, worth, header.branch, because, header.business_date)
        draft, state = _given(plan, purse, kind, header), GIVEN
    else:
        draft, state = Draft(purse), REFUSED
    outcome = _book(facts, plan, header, draft, kind, state, worth, command.reason, of=command.gesture)
    dossier = Dossier(
        purse.id, DOSSIER, asked.id, state, document_bytes(data | {"decided_by": header.actor, "worth_minor": worth}).decode(), header.at
    )
    draws = _draws(found, kind, worth, header.branch, because, header.business_date) if command.approve else ()
    return Outcome(outcome.entries, outcome.receipt, draws=draws, dossiers=(dossier,))


def _drawn_on(command: GiveGesture) -> Day:
    """The day whose envelope it comes out of."""
    return command.ordered_on or command.header.business_date


def _check(header: Header, reason: str) -> None:
    if not header.branch:
        raise UnknownBranch(branch="")
    if not reason.strip():
        raise ReasonMissing()


def _given(plan: Plan, purse: Purse, kind: GestureKind, header: Header) -> Draft:
    """The postings: points, or one of a reward; a thing moves nothing."""
    draft = Draft(purse)
    unit, count = (kind.unit, kind.count) if kind.unit else (f"reward:{kind.reward}", 1)
    if kind.unit or kind.reward:
        lapses = plan.expires_at(unit, header.business_date)
        draft.open(unit, AVAILABLE, count, LotTerms(header.happened_at, header.happened_at, lapses, None), ISSUED)
    return draft


def _book(
    facts: Facts, plan: Plan, header: Header, draft: Draft, kind: GestureKind, state: str, worth: int, reason: str,
    of: ReceiptId | None = None,
) -> Outcome:  # fmt: skip
    unit = kind.unit or (f"reward:{kind.reward}" if kind.reward else "")
    count = kind.count if kind.unit else 1
    effects: list[Effect] = [Gesture(kind.id, state, unit, count if state == GIVEN else 0, worth)]
    if state == GIVEN and unit:
        effects += settle(draft, unit)
    if state == GIVEN and kind.vat == BUSINESS_GIFT:
        count_business_gift(plan, draft, header.business_date, worth, effects)
    member = member_facts(facts, plan, draft.purse, header.business_date)
    entry, receipt = finish(facts, plan, draft, header, "gesture", effects, member, of="" if of is None else str(of), reason=reason)
    return Outcome((entry,), receipt)


def _check_left(facts: Facts, found: Gestures, kind: GestureKind, worth: int, branch: str, because: str, on: Day) -> None:
    small = facts.left(presents_of(branch, on), found.presents) if kind.present and found.presents else None
    there = envelopes(found, branch, on, facts.left)
    check_left(kind, worth, small, left_for(kind, there), because, left_because(because, there))


def _draws(found: Gestures, kind: GestureKind, worth: int, branch: str, because: str, on: Day) -> tuple[Draw, ...]:
    small = (Draw(presents_of(branch, on), 1, found.presents),) if kind.present and found.presents else ()
    if not worth:
        return small
    budget = [Draw(counter_of(branch, on, name), worth, minor) for name, minor in found.budgets if name == kind.budget]
    reason = [Draw(reason_counter_of(branch, on, name), worth, minor) for name, minor in found.reasons if name == because]
    return (Draw(counter_of(branch, on), worth, found.envelope_of(branch)), *budget, *reason, *small)
