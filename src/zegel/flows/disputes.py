"""A partner disputes a line or an amount of a month's statement; somebody else grants it, in whole or in part, or refuses it (M44).

A dispute is kept with a purse of the partner's own. What is granted is booked there, on an account for corrections: the entries that
the statement sums stay as they are.
"""

from dataclasses import replace
from fractions import Fraction

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day, Instant, end_of_period, local_moment, plus_days
from zegel.core.purchase import Identifier
from zegel.core.refusals import (
    DisputeTooLate,
    FourEyes,
    MonthNotOver,
    MoreThanStated,
    NoCoalition,
    NotInStatement,
    ReasonMissing,
    UnknownDispute,
    UnknownPartner,
    WrongState,
)
from zegel.decide.disputes import DISPUTE, GRANTED, OPEN, PARTNER, REFUSED, Dispute, Disputed, dispute_from
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import DecideDispute, Header, OpenDispute
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import nobody
from zegel.flows.purses import ready
from zegel.flows.receipts import finish, receipt_read
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse
from zegel.program.partners import CLEARING, Coalition, Partner, clearing_unit, corrected_for, millionths


def partner_identifier(partner: str) -> Identifier:
    """What leads to a partner's own purse; no door takes it from outside."""
    return Identifier(PARTNER, partner)


def wants(command: OpenDispute) -> Wants:
    """The earlier answer, and the partner's own purse."""
    return Wants((command.header.source, command.header.key), (partner_identifier(command.partner),), None, ())


def needs(_shelf: Shelf, command: OpenDispute, resolved: Resolved) -> Needs:
    """That purse with its disputes, and the receipt of the line."""
    there = resolved.purse_of.get(partner_identifier(command.partner))
    purses = () if there is None else (PurseNeeds(there, dossiers=(DISPUTE,)),)
    return Needs(purses, () if command.receipt is None else (command.receipt,))


def run(facts: Facts, resolved: Resolved, command: OpenDispute) -> Outcome:
    """The dispute stands open: the month is final only when somebody decided."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    coalition, partner = _partner(plan, command.partner)
    if not command.reason.strip():
        raise ReasonMissing()
    _in_time(coalition, command, header)
    known = resolved.purse_of.get(partner_identifier(partner.id))
    purse = Purse(command.new_purse) if known is None else ready(facts, known, header.at)
    before = [dispute_from(one.data) for one in facts.dossiers_of(purse.id, DISPUTE) if one.state in (OPEN, GRANTED)]
    same = [one for one in before if (one.month, one.side) == (command.month, command.side)]
    left = command.stated_minor - sum([one.granted_minor or one.amount_minor for one in same])
    if command.receipt is not None:
        theirs = [one for one in same if one.receipt == str(command.receipt)]
        cost = _of_line(facts, plan, partner, command)
        left = min(left, cost - sum([one.granted_minor or one.amount_minor for one in theirs]))
    if command.amount_minor > left:
        raise MoreThanStated(left_minor=max(left, 0))
    draft = Draft(purse)
    made = Dispute(
        partner.id, command.month, command.side, command.amount_minor, "" if command.receipt is None else str(command.receipt),
        command.reason, header.actor, 0, "", "",
    )  # fmt: skip
    outcome = _kept(facts, plan, draft, header, made, OPEN, str(ReceiptId(purse.id, draft.seq)), command.reason)
    if known is not None:
        return outcome
    facts.purses[purse.id] = purse
    return replace(outcome, new_purses=(purse.id,), identifiers=((partner_identifier(partner.id), purse.id),))


def _partner(plan: Plan, name: str) -> tuple[Coalition, Partner]:
    coalition = plan.compiled.program.coalition
    if coalition is None:
        raise NoCoalition()
    found = next((partner for partner in coalition.partners if partner.id == name), None)
    if found is None:
        raise UnknownPartner(partner=name[:60])
    return coalition, found


def _in_time(coalition: Coalition, command: OpenDispute, header: Header) -> None:
    """A statement is disputed when its month is over, for as long as the program says."""
    last = end_of_period(Day(f"{command.month}-01"), "month")
    if header.business_date <= last:
        raise MonthNotOver(last_day=last)
    until = plus_days(last, coalition.disputed_days)
    if header.business_date > until:
        raise DisputeTooLate(last_day=until)


def _of_line(facts: Facts, plan: Plan, partner: Partner, command: OpenDispute) -> int:
    """What the line cost or brought the partner, in minor units rounded up; refuses one that is not in that month of the partner's."""
    assert command.receipt is not None
    body = receipt_read(facts, command.receipt).body
    then = plan_of(facts.shelf.by_digest(bytes.fromhex(body["program"]))).compiled.program.coalition
    at = local_moment(Instant(body["at"]), plan.zone).business_date
    if then is None or at[:7] != command.month or (found := then.of_branch(body["branch"])) is None or found.id != partner.id:
        raise NotInStatement()
    price, kind = (found.issued_at, "earn") if command.side == "issued" else (found.redeemed_at, "spend")
    count = sum([effect["count"] for effect in body["effects"] if effect["effect"] == kind and effect["unit"] == then.unit])
    return -int(-(count * price) // 1)


def decide_wants(command: DecideDispute) -> Wants:
    """The earlier answer, and the purse of the dispute."""
    return Wants((command.header.source, command.header.key), (), None, (command.dispute.purse,))


def decide_needs(_shelf: Shelf, command: DecideDispute, resolved: Resolved) -> Needs:
    """That purse with its disputes."""
    if command.dispute.purse not in resolved.known_purses:
        raise UnknownDispute()
    return Needs((PurseNeeds(command.dispute.purse, dossiers=(DISPUTE,)),))


def decide_run(facts: Facts, _resolved: Resolved, command: DecideDispute) -> Outcome:
    """What is granted is booked: clearing → corrected for the partner, and the month that was disputed comes to that much less."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, PurseId(command.dispute.purse), header.at)
    one = facts.dossiers.get(purse.id, {}).get((DISPUTE, str(command.dispute)))
    if one is None:
        raise UnknownDispute()
    if one.state != OPEN:
        raise WrongState(state=one.state, to=GRANTED if command.grant else REFUSED)
    if not command.reason.strip():
        raise ReasonMissing()
    found = dispute_from(one.data)
    if header.actor == found.opened_by:
        raise FourEyes()
    granted = (command.amount_minor or found.amount_minor) if command.grant else 0
    if granted > found.amount_minor:
        raise MoreThanStated(left_minor=found.amount_minor)
    draft = Draft(purse)
    if granted:
        currency = plan.currency
        draft.move(clearing_unit(currency), CLEARING, corrected_for(found.partner), millionths(Fraction(granted), currency), None)
    decided = replace(found, granted_minor=granted, decided_by=header.actor, because=command.reason)
    return _kept(facts, plan, draft, header, decided, GRANTED if command.grant else REFUSED, one.id, command.reason)


def _kept(facts: Facts, plan: Plan, draft: Draft, header: Header, found: Dispute, state: str, id_: str, reason: str) -> Outcome:
    effects: list[Effect] = [Disputed(found.granted_minor or found.amount_minor, found.month, found.partner, found.side, state)]
    entry, receipt = finish(facts, plan, draft, header, "dispute", effects, nobody(plan), reason=reason)
    return Outcome((entry,), receipt, dossiers=(Dossier(draft.purse.id, DISPUTE, id_, state, found.json(), header.at),))
