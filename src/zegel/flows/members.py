"""A new member, one more thing to show, and an anonymous purse that becomes a member's (a merge)."""

from collections.abc import Sequence
from typing import Final

from zegel.booking.earnings import fill_cards, settle
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import local_moment, plus_days
from zegel.core.refusals import AlreadyMember, ClaimTooLate, IdentifierTaken, IsGiftCard, Malformed, SamePurse, UnknownMember
from zegel.decide.bringing_back import NEXT_TRIAL
from zegel.decide.cash_back import MEASURED
from zegel.decide.disputes import DISPUTE
from zegel.decide.effects import Change, Effect, TierMove
from zegel.decide.limits import MOMENTS
from zegel.decide.occasions import NEXT
from zegel.decide.plan import Plan, plan_of
from zegel.decide.young import need_age, need_child
from zegel.flows.commands import AddIdentifier, Claim, Enrol, Header, Profile
from zegel.flows.facts import EVERY_KIND, Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.households import parent_needs, parent_of, taken_in
from zegel.flows.known import member_facts
from zegel.flows.ladder import climb, measured_with
from zegel.flows.occasions import planned
from zegel.flows.purses import check_no_hold, purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.ledger.accounts import AVAILABLE, DEBT, IN_TRANSIT, PENDING
from zegel.ledger.draft import Draft, first_of, lot_ref
from zegel.ledger.entries import Count, LotRef, LotTerms, ReturnMark, TierMark
from zegel.ledger.purse import Purse
from zegel.program.stored_value import GIFT_CARD

SHOWN_LATER: Final = "identifier: "
"""What the reason of an entry begins with that tells that a member may show one thing more; its kind follows."""


def enrol_wants(command: Enrol) -> Wants:
    """The earlier answer, whether what is to be shown is still free, and a child's parent."""
    parents = () if command.parent is None else (command.parent,)
    return Wants((command.header.source, command.header.key), command.identifiers, None, parents)


def enrol_needs(_shelf: Shelf, command: Enrol, resolved: Resolved) -> Needs:
    """Nothing: the purse is new. Of a child the parent, with who is in their household."""
    for identifier in command.identifiers:
        if identifier in resolved.purse_of:
            raise IdentifierTaken(kind=identifier.kind)
    if len({(i.kind, i.text) for i in command.identifiers}) != len(command.identifiers):
        raise Malformed("The same identifier stands there twice.")
    return Needs(()) if command.parent is None else parent_needs(purse_meant(resolved, command.parent))


def enrol_run(facts: Facts, resolved: Resolved, command: Enrol) -> Outcome:
    """A purse of its own, and the first step of the ladder where everybody has it. Without `since` the purse is anonymous.

    Refuses `too_young` unless a parent takes them into the household, and consents.
    """
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    least = plan.compiled.program.settings.least_age
    parent = None if command.parent is None else parent_of(facts, purse_meant(resolved, command.parent), header)
    if parent is None:
        need_age(command.profile.birthday, header.business_date, least)
    else:
        need_child(command.profile.birthday, header.business_date, least)
    purse = Purse(command.new_purse)
    purse.since = command.since
    facts.profiles[purse.id] = command.profile
    draft = Draft(purse)
    effects: list[Effect] = []
    member = member_facts(facts, plan, purse, header.business_date)
    if command.since and plan.thresholds:
        effects += climb(plan, draft, measured_with(plan, purse, draft, header.business_date), header.business_date, header.happened_at)
    planned(facts, plan, draft, header)
    entry, receipt = finish(facts, plan, draft, header, "enrol", effects, member)
    facts.purses[purse.id] = purse
    facts.shows(purse.id, *command.identifiers)
    shown = tuple((identifier, purse.id) for identifier in command.identifiers)
    dossiers = () if parent is None else taken_in(purse.id, parent, header, entry.seq, command.consented)
    return Outcome(
        (entry,), receipt, new_purses=(purse.id,), profile=(purse.id, command.profile), identifiers=shown, dossiers=dossiers
    )  # fmt: skip


def add_wants(command: AddIdentifier) -> Wants:
    """The earlier answer, the member, and whether the new thing is still free."""
    return wants_of(command.header, command.who, shown=(command.identifier,))


def add_needs(_shelf: Shelf, command: AddIdentifier, resolved: Resolved) -> Needs:
    """The purse."""
    purse = purse_meant(resolved, command.who)
    if command.identifier in resolved.purse_of:
        raise IdentifierTaken(kind=command.identifier.kind)
    return Needs((PurseNeeds(purse),))


def add_run(facts: Facts, resolved: Resolved, command: AddIdentifier) -> Outcome:
    """A look-up row; the books keep that it happened, never what was shown."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    member = member_facts(facts, plan, purse, header.business_date)
    facts.shows(purse.id, command.identifier)
    entry, receipt = finish(facts, plan, Draft(purse), header, "enrol", [], member, reason=f"{SHOWN_LATER}{command.identifier.kind}")
    return Outcome((entry,), receipt, identifiers=((command.identifier, purse.id),))


def claim_wants(command: Claim) -> Wants:
    """The earlier answer and both purses."""
    return wants_of(command.header, command.anonymous, command.who)


def claim_needs(_shelf: Shelf, command: Claim, resolved: Resolved) -> Needs:
    """Both purses; of the anonymous one everything."""
    old, new = _both(resolved, command)
    return Needs((PurseNeeds(old, holds=True, all_lots=True, dossiers=(EVERY_KIND,), shown=True), PurseNeeds(new, shown=True)))


def _both(resolved: Resolved, command: Claim) -> tuple[PurseId, PurseId]:
    old, new = purse_meant(resolved, command.anonymous), purse_meant(resolved, command.who)
    if old == new:
        raise SamePurse()
    return old, new


def claim_run(facts: Facts, resolved: Resolved, command: Claim) -> Outcome:
    """What the anonymous purse holds becomes the member's."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    old_id, new_id = _both(resolved, command)
    new = ready(facts, new_id, header.at, earns=True)
    old = ready(facts, old_id, header.at, spends=True)
    if old.since:
        raise AlreadyMember()
    if facts.dossiers_of(old.id, DISPUTE):
        raise AlreadyMember()
    if any(unit == GIFT_CARD for unit, _ in old.balances):
        raise IsGiftCard()
    if not new.since:
        raise UnknownMember()
    check_no_hold(old)
    _check_in_time(plan, old, header)
    return take_over(facts, plan, header, old_id, new_id)


def take_over(
    facts: Facts, plan: Plan, header: Header, old_id: PurseId, new_id: PurseId, *, reason: str = "", also: Sequence[Effect] = (),
    profile: Profile | None = None,
) -> Outcome:  # fmt: skip
    """Every open lot goes through `in transit` with its dates and origin; measures add up, dossiers come along; the old purse is an alias.

    The old purse moves on last: whatever lots are still missing are asked for before. Whoever calls has seen that no hold is open. `also`
    is what the receipt says first; `profile` what is known of the member from now on, where that changes.
    """
    new, old = ready(facts, new_id, header.at), ready(facts, old_id, header.at)
    member = member_facts(facts, plan, new, header.business_date)
    out, into, effects = _move_over(old, new)
    _count_over(old, into)
    into.returned += [ReturnMark(PurseId(sale), seq, line, n) for (sale, seq, line), n in sorted(old.returned.items())]
    effects += _rank(plan, new, old, into, header)
    out.linked = LotRef(new.id, into.seq, 0)
    into.linked = LotRef(old.id, out.seq, 0)
    for unit in sorted({p.unit for p in into.postings}):
        effects += settle(into, unit)
        if unit in plan.cards:
            effects += fill_cards(plan, into, unit, header.business_date, header.happened_at)
    if profile is not None:
        facts.profiles[new.id] = profile
        planned(facts, plan, into, header)
    given = out.entry(
        "transfer out", header.at, header.happened_at, header.business_date, header.actor, header.branch, header.till, reason, b""
    )
    old.apply(given)
    old.alias_of = new.id
    if old.id in facts.shown and new.id in facts.shown:
        facts.shown[new.id] |= facts.shown.pop(old.id)
        facts.mailboxes.setdefault(new.id, set()).update(facts.mailboxes.pop(old.id, set()))
    entry, receipt = finish(
        facts, plan, into, header, "transfer in", [*also, *effects], member, of=str(ReceiptId(old_id, out.seq)), reason=reason
    )
    moved = tuple(
        Dossier(new.id, one.kind, one.id, one.state, one.data, header.at) for _, one in sorted(facts.dossiers.get(old.id, {}).items())
    )
    return Outcome((given, entry), receipt, merged=(old.id, new.id), dossiers=moved)


def _check_in_time(plan: Plan, old: Purse, header: Header) -> None:
    """Refuse `claim_too_late` when the newest points of the anonymous purse are older than the program lets them be claimed."""
    newest = max((lot.opened_at for lot in old.lots.values() if lot.pending or lot.available), default=None)
    if newest is not None:
        last = plus_days(local_moment(newest, plan.zone).business_date, plan.compiled.program.settings.claim_within_days)
        if header.business_date > last:
            raise ClaimTooLate(last_day=last)


def _move_over(old: Purse, new: Purse) -> tuple[Draft, Draft, list[Effect]]:
    """The two entries' postings: lots and debts."""
    out, into = Draft(old), Draft(new)
    moved: dict[str, int] = {}
    for lot in sorted(old.lots.values(), key=lambda lot: (lot.unit, lot.order)):
        for account, count in ((PENDING, lot.pending), (AVAILABLE, lot.available)):
            if count:
                out.move(lot.unit, account, IN_TRANSIT, count, lot.key)
                # What waits is found by the lot that its sale opened, however often it moved on.
                origin = first_of(old.id, lot) if account == PENDING else lot_ref(old.id, lot)
                terms = LotTerms(lot.opened_at, lot.available_at, lot.expires_at, origin)
                into.open(lot.unit, account, count, terms, IN_TRANSIT)
                moved[lot.unit] = moved.get(lot.unit, 0) + count
    for (unit, account), count in sorted(old.balances.items()):
        if account == DEBT and count:
            out.move(unit, IN_TRANSIT, DEBT, -count, None)
            into.move(unit, DEBT, IN_TRANSIT, -count, None)
            moved[unit] = moved.get(unit, 0) + count
    return out, into, [Change("transfer", unit, count) for unit, count in sorted(moved.items())]


def _count_over(old: Purse, into: Draft) -> None:
    """The measures of the anonymous purse, day by day."""
    for measure in sorted({m for m, year in old.totals if year}):
        days = old.measures.get(measure, {})
        if measure == NEXT or measure.startswith(MEASURED):
            continue  # who stays is looked at on days of their own; what the company adds up is counted once
        if measure == NEXT_TRIAL:
            mine, theirs = into.purse.totals.get((measure, ""), 0), old.totals[measure, ""]
            if theirs and not 0 < mine <= theirs:
                into.counts.append(Count(measure, max(days), theirs - mine))
            continue
        if measure.startswith(MOMENTS):
            later = old.totals[measure, ""] - into.purse.totals.get((measure, ""), 0)
            if later > 0:
                into.counts.append(Count(measure, max(days), later))
            continue
        for day in sorted(days):
            if days[day]:
                into.counts.append(Count(measure, day, days[day]))


def _rank(plan: Plan, new: Purse, old: Purse, into: Draft, header: Header) -> list[Effect]:
    """The ladder with what came over; what the other purse was given with its tier is not given again. A higher tier is kept as long."""
    if plan.tiers is None:
        return []
    effects = climb(plan, into, measured_with(plan, new, into, header.business_date), header.business_date, header.happened_at, old.tier)
    tier, until = (new.tier, new.tier_review_at) if into.tier is None else (into.tier.tier, into.tier.review_at)
    higher = plan.rank(old.tier) > plan.rank(tier)
    if higher:
        effects = [TierMove(new.tier, old.tier, measured_with(plan, new, into, header.business_date), old.tier_review_at)]
    if higher or (old.tier and old.tier == tier and old.tier_review_at > until):
        into.tier = TierMark(old.tier, header.business_date, old.tier_review_at)
    return effects
