"""A correction by hand: booked, or asked of a colleague where it is more than one's role corrects alone (four eyes)."""

from json import loads

from zegel.booking.earnings import fill_cards, settle
from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import ReceiptId
from zegel.core.refusals import CorrectionTooLarge, NotAsked, NotEnough, ReasonMissing, SamePerson, UnknownReceipt, UnknownRole, UnknownUnit
from zegel.decide.effects import Change, Correction, Effect
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import Adjust, DecideAdjustment, Header
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.ladder import climb_by_balance
from zegel.flows.purses import ready
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.accounts import ADJUSTED, AVAILABLE
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotTerms
from zegel.ledger.purse import Purse
from zegel.program.corrections import Correcting

DOSSIER = "adjustment"
ASKED, BOOKED, REFUSED = "asked", "booked", "refused"


def limits_of(plan: Plan, unit: str) -> Correcting | None:
    """What the program lets roles correct of `unit`; None: everybody everything."""
    return next((one for one in plan.compiled.program.corrections if one.unit == unit), None)


def needs_a_second(plan: Plan, unit: str, count: int, role: str) -> bool:
    """Whether somebody else must agree; refuses `unknown_role`."""
    found = limits_of(plan, unit)
    if found is None:
        return False
    known = {name for one in plan.compiled.program.corrections for name, _ in one.roles}
    if role and role not in known:
        raise UnknownRole(role=role[:60])
    return abs(count) > found.alone(role)


def corrected(plan: Plan, draft: Draft, unit: str, count: int, header: Header) -> list[Effect]:
    """Up: a lot with the unit's own expiry. Down: soonest expiry first, never below zero. Measures do not move."""
    effects: list[Effect] = [Change("adjust", unit, count)]
    if count < 0:
        spendable = draft.spendable(unit)
        if spendable < -count:
            raise NotEnough(unit=unit, available=spendable, needed=-count)
        draft.spend(unit, -count, ADJUSTED)
        return effects
    lapses = plan.expires_at(unit, header.business_date)
    draft.open(unit, AVAILABLE, count, LotTerms(header.happened_at, header.happened_at, lapses, None), ADJUSTED)
    effects += settle(draft, unit)
    if unit in plan.cards:
        effects += fill_cards(plan, draft, unit, header.business_date, header.happened_at)
    return effects + climb_by_balance(plan, draft, header.business_date, header.happened_at)


def asked(facts: Facts, plan: Plan, purse: Purse, command: Adjust) -> Outcome:
    """Nothing moves: it stands in a dossier until somebody decides."""
    header = command.header
    member = member_facts(facts, plan, purse, header.business_date)
    effects: list[Effect] = [Correction(command.count, ASKED, command.unit)]
    entry, receipt = finish(facts, plan, Draft(purse), header, "adjust", effects, member, reason=command.reason)
    data: dict[str, Json] = {
        "branch": header.branch, "by": header.actor, "count": command.count, "on": header.business_date, "reason": command.reason,
        "role": command.role, "unit": command.unit,
    }  # fmt: skip
    return Outcome((entry,), receipt, dossiers=(
        Dossier(purse.id, DOSSIER, str(receipt.id), ASKED, document_bytes(data).decode(), header.at),
    ))  # fmt: skip


def decide_wants(command: DecideAdjustment) -> Wants:
    """The earlier answer and the purse of the correction."""
    return Wants((command.header.source, command.header.key), (), None, (command.adjustment.purse,))


def decide_needs(shelf: Shelf, command: DecideAdjustment, resolved: Resolved) -> Needs:
    """The purse with the corrections that were asked for."""
    if command.adjustment.purse not in resolved.known_purses:
        raise UnknownReceipt()
    plan = plan_of(shelf.live_at(command.header.happened_at))
    sums = rolling_sums(plan, command.header.business_date)
    return Needs((PurseNeeds(resolved.follow(command.adjustment.purse), sums=sums, dossiers=(DOSSIER,)),))


def waiting(facts: Facts, purse: Purse, kind: str, asked: ReceiptId, header: Header, reason: str) -> tuple[Dossier, dict[str, Json]]:
    """What waits for a colleague since `asked`, and what was asked; refuses what does not wait, whoever asked it, and no reason."""
    one = facts.dossiers.get(purse.id, {}).get((kind, str(asked)))
    if one is None:
        raise UnknownReceipt()
    if one.state != ASKED:
        raise NotAsked(state=one.state)
    if not reason.strip():
        raise ReasonMissing()
    data: dict[str, Json] = loads(one.data)
    if header.actor == data["by"]:
        raise SamePerson()
    return one, data


def decide_run(facts: Facts, resolved: Resolved, command: DecideAdjustment) -> Outcome:
    """A colleague says yes, and it is booked now; or no. Who asked cannot."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, resolved.follow(command.adjustment.purse), header.at)
    one, data = waiting(facts, purse, DOSSIER, command.adjustment, header, command.reason)
    unit, count = str(data["unit"]), int(str(data["count"]))
    draft = Draft(purse)
    effects: list[Effect] = [Correction(count, REFUSED, unit)]
    if command.approve:
        if unit not in plan.compiled.units:  # the program gave it up since
            raise UnknownUnit(unit=unit)
        found = limits_of(plan, unit)
        if found is not None and not found.may_approve(abs(count), command.role):
            raise CorrectionTooLarge(unit=unit, most=found.alone(command.role))
        effects = corrected(plan, draft, unit, count, header)
    member = member_facts(facts, plan, purse, header.business_date)
    entry, receipt = finish(facts, plan, draft, header, "adjust", effects, member, of=str(command.adjustment), reason=command.reason)
    state = BOOKED if command.approve else REFUSED
    decided = document_bytes(data | {"because": command.reason, "decided_by": header.actor}).decode()
    return Outcome((entry,), receipt, dossiers=(Dossier(purse.id, DOSSIER, one.id, state, decided, header.at),))
