"""A member leaves for good: what they saved lapses, and the purse accepts nothing more. Their data is erased after it (desk.erasing)."""

from typing import Final

from zegel.core.canonical import document_bytes
from zegel.core.refusals import ChildrenFirst, InHousehold, MemberNeeded, StillOwed
from zegel.decide.effects import Change, Effect
from zegel.decide.plan import Plan, plan_of
from zegel.flows.facts import Dossier, Draw, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.households import HAS, IN, LEFT, both_know, check_in, has_children, household_of
from zegel.flows.known import member_facts
from zegel.flows.profile_commands import Leave
from zegel.flows.purses import check_no_hold, purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.ledger.accounts import AVAILABLE, EXPIRED, PENDING
from zegel.ledger.draft import Draft
from zegel.ledger.purse import GONE, Purse
from zegel.program.stored_value import BONUS, CASH_BACK, PAID_STAMPS, STORE_CREDIT

LEAVING: Final = "leaving"
"""The kind of dossier of whoever left and is not erased yet: the clock erases them, should the door not have come to it."""
ASKED: Final = "asked"
AGREEMENT: Final = "agreement"
MONEY: Final = ("money", "paid stamps", "bonus")
"""Kinds of unit that are the member's own money: they never lapse because somebody leaves (domain.md M43)."""
KEPT: Final = (STORE_CREDIT, PAID_STAMPS, BONUS, CASH_BACK)
"""How the units of those kinds are called, or begin."""


def wants(command: Leave) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who, command.keeper)


def needs(_shelf: Shelf, command: Leave, resolved: Resolved) -> Needs:
    """The purse with everything in it, whether it is bound to an agreement, its household; and whoever keeps that."""
    leaver = PurseNeeds(purse_meant(resolved, command.who), holds=True, all_lots=True, dossiers=(AGREEMENT, IN, HAS))
    if command.keeper is None:
        return Needs((leaver,))
    return Needs((leaver, PurseNeeds(purse_meant(resolved, command.keeper))))


def run(facts: Facts, resolved: Resolved, command: Leave) -> Outcome:
    """Every lot lapses on the day itself, so that nothing is owed to nobody. Refuses `hold_open`, and `still_owed` for money.

    Whoever is in a household is out of it as well; whoever keeps one with children lets them leave first.
    """
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    if not purse.since:
        raise MemberNeeded()
    check_no_hold(purse)
    if has_children(facts, purse.id):
        raise ChildrenFirst()
    out = _out_of_household(facts, resolved, purse, command)
    owed = next((unit for unit, account in sorted(purse.balances) if account in (AVAILABLE, PENDING) and _is_money(plan, unit)), "")
    if owed or facts.dossiers_of(purse.id, AGREEMENT):
        raise StillOwed(what=owed or AGREEMENT)
    member = member_facts(facts, plan, purse, header.business_date)
    draft = Draft(purse)
    effects = _lapse(draft, purse)
    places = [one.id for one in plan.with_places if any(p.unit == one.unit for p in draft.postings)]
    entry, receipt = finish(facts, plan, draft, header, "leave", effects, member)
    purse.blocked |= GONE
    asked = Dossier(purse.id, LEAVING, "1", ASKED, document_bytes({}).decode("utf-8"), header.at)
    return Outcome((entry,), receipt, draws=tuple(Draw(f"membership:{name}", -1) for name in places), dossiers=(asked, *out))


def _is_money(plan: Plan, unit: str) -> bool:
    """Whether it is the member's own money, also where the program says nothing of it any more."""
    found = plan.compiled.units.get(unit)
    return unit.partition(":")[0] in KEPT if found is None else found.kind in MONEY


def _out_of_household(facts: Facts, resolved: Resolved, purse: Purse, command: Leave) -> tuple[Dossier, ...]:
    """What is kept of the household from now on. Refuses `in_household` where its keeper was not named."""
    if household_of(facts, purse.id) is None:
        return ()
    if command.keeper is None:
        raise InHousehold()
    keeper = purse_meant(resolved, command.keeper)
    check_in(facts, resolved, purse, keeper)
    return both_know(purse.id, facts.purses[keeper], command.header, LEFT)


def _lapse(draft: Draft, purse: Purse) -> list[Effect]:
    """Every lot, whether it can be spent yet or not."""
    lapsed: dict[str, int] = {}
    for lot in sorted(purse.lots.values(), key=lambda lot: (lot.unit, lot.order)):
        for account, count in ((PENDING, lot.pending), (AVAILABLE, lot.available)):
            if count:
                draft.move(lot.unit, account, EXPIRED, count, lot.key)
                lapsed[lot.unit] = lapsed.get(lot.unit, 0) - count
    return [Change("expire", unit, count) for unit, count in sorted(lapsed.items())]
