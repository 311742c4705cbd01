"""Two members turn out to be one person: one of them stays, and what the other has comes along. Above a limit a colleague agrees first."""

from dataclasses import replace
from typing import Final

from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import PurseId
from zegel.core.refusals import (
    CorrectionTooLarge,
    IsGiftCard,
    MemberNeeded,
    ReasonMissing,
    SamePurse,
    UnknownReceipt,
)
from zegel.decide.effects import Consent, Effect, Merge
from zegel.decide.plan import Plan, plan_of
from zegel.flows.asking import Header
from zegel.flows.corrections import ASKED, limits_of, needs_a_second, waiting
from zegel.flows.facts import EVERY_KIND, Dossier, Facts, Missing, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.joining import check_joined, joined_dossiers, joined_profile, withdrawn_by
from zegel.flows.known import member_facts
from zegel.flows.members import take_over
from zegel.flows.merge_commands import AskMerge, DecideMerge, MergeMembers
from zegel.flows.people import WITHDRAWN
from zegel.flows.purses import check_no_hold, purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.accounts import AVAILABLE, PENDING
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse
from zegel.program.stored_value import GIFT_CARD

DOSSIER: Final = "merge"
"""The kind of dossier of a merge that waits for a colleague, kept with who would stay."""
MERGED, REFUSED = "merged", "refused"


def wants(command: MergeMembers | AskMerge) -> Wants:
    """The earlier answer and both members."""
    return wants_of(command.header, command.other, command.who)


def needs(shelf: Shelf, command: MergeMembers | AskMerge, resolved: Resolved) -> Needs:
    """Both purses; of the one that goes everything."""
    old, new = purse_meant(resolved, command.other), purse_meant(resolved, command.who)
    if old == new:
        raise SamePurse()
    plan = plan_of(shelf.live_at(command.header.happened_at))
    return _needs(plan, command.header, old, new)


def _needs(plan: Plan, header: Header, old: PurseId, new: PurseId) -> Needs:
    return Needs((
        PurseNeeds(old, holds=True, all_lots=True, dossiers=(EVERY_KIND,), profile=True, shown=True),
        PurseNeeds(new, dossiers=(EVERY_KIND,), profile=True, sums=rolling_sums(plan, header.business_date), shown=True),
    ))  # fmt: skip


def run(facts: Facts, resolved: Resolved, command: MergeMembers) -> Outcome:
    """Done at once, or asked of a colleague where more would change hands than one's role corrects alone."""
    header = command.header
    plan, old, new = _both(facts, resolved, command)
    if not command.reason.strip():
        raise ReasonMissing()
    if any(needs_a_second(plan, unit, count, command.role) for unit, count in moving(old)):
        return _asked(facts, plan, old, new, command)
    return _merged(facts, plan, old, new, header, command.reason)


def ask_run(facts: Facts, resolved: Resolved, command: AskMerge) -> Outcome:
    """The same as if nobody had to agree, on facts that nobody keeps."""
    plan, old, new = _both(facts, resolved, command)
    return _merged(facts, plan, old, new, command.header, "")


def _both(facts: Facts, resolved: Resolved, command: MergeMembers | AskMerge) -> tuple[Plan, Purse, Purse]:
    """The program, who would go and who would stay, where they can be made one."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    new = ready(facts, purse_meant(resolved, command.who), header.at)
    old = ready(facts, purse_meant(resolved, command.other), header.at)
    _check(facts, plan, old, new)
    return plan, old, new


def moving(old: Purse) -> list[tuple[str, int]]:
    """What changes hands, per unit."""
    units = {unit for unit, account in old.balances if account in (AVAILABLE, PENDING)}
    return [(unit, old.balance(unit, AVAILABLE) + old.balance(unit, PENDING)) for unit in sorted(units)]


def _check(facts: Facts, plan: Plan, old: Purse, new: Purse) -> None:
    """A card without a name is claimed instead; what both have of one thing is settled first."""
    if not old.since or not new.since:
        raise MemberNeeded()
    if any(unit == GIFT_CARD for side in (old, new) for unit, _ in side.balances):
        raise IsGiftCard()
    check_no_hold(old)
    check_joined(facts, plan, old, new)


def _merged(facts: Facts, plan: Plan, old: Purse, new: Purse, header: Header, reason: str, also: tuple[Dossier, ...] = ()) -> Outcome:
    profile = joined_profile(facts, old.id, new.id)
    effects: list[Effect] = [Merge(MERGED)]
    for name in withdrawn_by(facts, old.id, new.id):
        purpose, _, channel = name.rpartition(" by ")
        effects.append(Consent(purpose, channel, WITHDRAWN, "", header.source))
    dossiers = joined_dossiers(facts, old.id, new.id, header, new.seq + 1)
    outcome = take_over(facts, plan, header, old.id, new.id, reason=reason, also=effects, profile=profile)
    new.blocked |= old.blocked  # the strictest wins here too
    return replace(outcome, profile=(new.id, profile), dossiers=(*dossiers, *also))


def _asked(facts: Facts, plan: Plan, old: Purse, new: Purse, command: MergeMembers) -> Outcome:
    """Nothing moves: it stands in a dossier until somebody decides."""
    header = command.header
    member = member_facts(facts, plan, new, header.business_date)
    entry, receipt = finish(facts, plan, Draft(new), header, "merge", [Merge(ASKED)], member, reason=command.reason)
    data: dict[str, Json] = {
        "branch": header.branch, "by": header.actor, "on": header.business_date, "other": old.id.hex(), "reason": command.reason,
        "role": command.role,
    }  # fmt: skip
    asked = Dossier(new.id, DOSSIER, str(receipt.id), ASKED, document_bytes(data).decode(), header.at)
    return Outcome((entry,), receipt, dossiers=(asked,))


# -- a colleague decides


def decide_wants(command: DecideMerge) -> Wants:
    """The earlier answer and who would stay."""
    return Wants((command.header.source, command.header.key), (), None, (command.merge.purse,))


def decide_needs(_shelf: Shelf, command: DecideMerge, resolved: Resolved) -> Needs:
    """The purse with what was asked; the other purse when that is read."""
    if command.merge.purse not in resolved.known_purses:
        raise UnknownReceipt()
    return Needs((PurseNeeds(resolved.follow(command.merge.purse), dossiers=(DOSSIER,)),))


def decide_run(facts: Facts, resolved: Resolved, command: DecideMerge) -> Outcome:
    """A colleague says yes, and it is done now, with what both have by now; or no. Who asked cannot."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    new = ready(facts, resolved.follow(command.merge.purse), header.at)
    one, data = waiting(facts, new, DOSSIER, command.merge, header, command.reason)
    decided = document_bytes(data | {"because": command.reason, "decided_by": header.actor}).decode()
    if not command.approve:
        member = member_facts(facts, plan, new, header.business_date)
        entry, receipt = finish(
            facts, plan, Draft(new), header, "merge", [Merge(REFUSED)], member, of=str(command.merge), reason=command.reason
        )
        return Outcome((entry,), receipt, dossiers=(Dossier(new.id, DOSSIER, one.id, REFUSED, decided, header.at),))
    other = PurseId(bytes.fromhex(str(data["other"])))
    if not facts.knows_everybody and (asked := f"merge {command.merge}") not in facts.asked:
        facts.asked.add(asked)
        raise Missing(_needs(plan, header, other, new.id))
    old = ready(facts, other, header.at)
    _check(facts, plan, old, new)
    for unit, count in moving(old):
        limits = limits_of(plan, unit)
        if limits is not None and not limits.may_approve(count, command.role):
            raise CorrectionTooLarge(unit=unit, most=limits.alone(command.role))
    done = Dossier(new.id, DOSSIER, one.id, MERGED, decided, header.at)
    return _merged(facts, plan, old, new, header, str(data["reason"]), (done,))
