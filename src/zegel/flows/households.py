"""A household: members who put what they save in one pot, the purse of one of them. Each keeps a card, a name and consents of their own.

Nobody under sixteen has a card of their own outside of one: theirs is another card on a parent's purse, without a word about the child, or
a parent takes them in by name and day of birth and consents for them (domain.md §2.1). They come out by leaving for good, or by growing up.
"""

from json import loads
from typing import Final

from zegel.booking.earnings import settle
from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId
from zegel.core.refusals import HouseholdFull, InHousehold, MemberNeeded, NotEnough, NotInHousehold, SamePurse
from zegel.decide.effects import Change, Effect
from zegel.decide.plan import plan_of
from zegel.decide.young import need_age
from zegel.flows.asking import Header
from zegel.flows.consents import consent_event
from zegel.flows.facts import Dossier, Facts, Missing, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.household_commands import JoinHousehold, LeaveHousehold, PoolPoints
from zegel.flows.known import member_facts
from zegel.flows.people import CONSENT, GIVEN
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.ledger.accounts import AVAILABLE, DEBT, IN_TRANSIT
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotRef, LotTerms
from zegel.ledger.purse import GONE, Purse

IN: Final = "household"
"""The kind of the dossier of a member who joined: whose pot it is."""
HAS: Final = "household member"
"""The kind of the dossier of whoever keeps the pot, one a member, called by the member's purse."""
JOINED, LEFT = "in", "left"
CHILD_CARD: Final = "child-card by app"
"""What a parent consents to: that their child has a card."""
MOST: Final = 6
"""People in one household, who keeps the pot among them: more is a club."""


def wants(command: JoinHousehold | LeaveHousehold | PoolPoints) -> Wants:
    """The earlier answer, the member, and whose pot it is."""
    return wants_of(command.header, command.who, purses=(command.keeper,))


def needs(_shelf: Shelf, command: JoinHousehold | LeaveHousehold | PoolPoints, resolved: Resolved) -> Needs:
    """Both purses with who is in their households, and how old the member is; of one that pools, what may be spent is asked for later."""
    member, keeper = purse_meant(resolved, command.who), purse_meant(resolved, command.keeper)
    if member == keeper:
        raise SamePurse()
    return Needs((PurseNeeds(member, profile=True, dossiers=(IN, HAS)), PurseNeeds(keeper, dossiers=(IN, HAS))))


def household_of(facts: Facts, purse: PurseId) -> PurseId | None:
    """Whose pot a member saves in; None where they are in no household."""
    found = next((one for one in facts.dossiers_of(purse, IN) if one.state == JOINED), None)
    return None if found is None else PurseId(bytes.fromhex(loads(found.data)["of"]))


def join_run(facts: Facts, resolved: Resolved, command: JoinHousehold) -> Outcome:
    """From now on they are in it. Nothing moves yet. Refuses who is in one already, or keeps a pot themselves; and a full one."""
    header = command.header
    member = ready(facts, purse_meant(resolved, command.who), header.at)
    keeper = ready(facts, purse_meant(resolved, command.keeper), header.at)
    if not member.since or not keeper.since:
        raise MemberNeeded()
    there = [one for one in facts.dossiers_of(keeper.id, HAS) if one.state == JOINED]
    mine = [one for one in facts.dossiers_of(member.id, HAS) if one.state == JOINED]
    if household_of(facts, member.id) is not None or household_of(facts, keeper.id) is not None or mine:
        raise InHousehold()
    _need_room(there)
    return _noted(facts, member, keeper, header, JOINED)


def _need_room(there: list[Dossier]) -> None:
    if len(there) + 2 > MOST:
        raise HouseholdFull(most=MOST)


def leave_run(facts: Facts, resolved: Resolved, command: LeaveHousehold) -> Outcome:
    """They save for themselves again. What is in the pot stays there. Whoever keeps it can do this for them too. Refuses a child."""
    header = command.header
    member, keeper = ready(facts, purse_meant(resolved, command.who), header.at), purse_meant(resolved, command.keeper)
    check_in(facts, resolved, member, keeper)
    known = facts.profiles.get(member.id)
    if known is not None:
        plan = plan_of(facts.shelf.live_at(header.happened_at))
        need_age(known.birthday, header.business_date, plan.compiled.program.settings.least_age)
    return _noted(facts, member, facts.purses[keeper], header, LEFT)


def check_in(facts: Facts, resolved: Resolved, member: Purse, keeper: PurseId) -> None:
    found = household_of(facts, member.id)
    if found is None or resolved.follow(found) != keeper:
        raise NotInHousehold()


def _noted(facts: Facts, member: Purse, keeper: Purse, header: Header, state: str) -> Outcome:
    """An entry without postings in the member's books, and a dossier with each."""
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    known = member_facts(facts, plan, member, header.business_date)
    entry, receipt = finish(facts, plan, Draft(member), header, "household", [], known, reason=f"household: {state}")
    return Outcome((entry,), receipt, dossiers=both_know(member.id, keeper, header, state))


def both_know(member: PurseId, keeper: Purse, header: Header, state: str, *, child: bool = False) -> tuple[Dossier, ...]:
    """What each keeps of the other: whose pot it is, and who is in it."""
    of, on = document_bytes({"of": keeper.id.hex()}).decode(), {"on": header.business_date} | ({"child": 1} if child else {})
    mine = Dossier(member, IN, "1", state, of, header.at)
    if keeper.blocked & GONE:  # who left is known by nothing any more
        return (mine,)
    return (mine, Dossier(keeper.id, HAS, member.hex(), state, document_bytes(on).decode(), header.at))


# -- children


def parent_needs(parent: PurseId) -> Needs:
    """Of a parent who takes a child in: who is in the household."""
    return Needs((PurseNeeds(parent, dossiers=(IN, HAS)),))


def parent_of(facts: Facts, purse: PurseId, header: Header) -> Purse:
    """Whoever takes a child in. Refuses who is no member, is in another's household themselves, and a full one."""
    parent = ready(facts, purse, header.at)
    if not parent.since:
        raise MemberNeeded()
    if household_of(facts, parent.id) is not None:
        raise InHousehold()
    _need_room([one for one in facts.dossiers_of(parent.id, HAS) if one.state == JOINED])
    return parent


def taken_in(child: PurseId, parent: Purse, header: Header, seq: int, words: str) -> tuple[Dossier, ...]:
    """The child is in the household, and the parent consented to `words`: kept with the child's own consents, who by and when."""
    data = document_bytes({"history": [consent_event(header, seq, GIVEN, words)]}).decode("utf-8")
    given = Dossier(child, CONSENT, CHILD_CARD, GIVEN, data, header.at)
    return (*both_know(child, parent, header, JOINED, child=True), given)


def has_children(facts: Facts, purse: PurseId) -> bool:
    """Whether somebody took children into their household."""
    return any(one.state == JOINED and "child" in loads(one.data) for one in facts.dossiers_of(purse, HAS))


def pool_run(facts: Facts, resolved: Resolved, command: PoolPoints) -> Outcome:
    """Every lot of points that can be spent goes into the pot, with its dates and origin: nothing lives longer or shorter by it."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    member = ready(facts, purse_meant(resolved, command.who), header.at, spends=True)
    keeper = ready(facts, purse_meant(resolved, command.keeper), header.at, earns=True)
    check_in(facts, resolved, member, keeper.id)
    units = [unit.id for unit in plan.compiled.program.units if unit.kind == "points"]
    _want_lots(member, units)
    out, into = Draft(member), Draft(keeper)
    effects: list[Effect] = []
    for unit in units:
        count = _moved(member, unit, out, into) if not member.balance(unit, DEBT) else 0
        if count:
            effects += [Change("transfer", unit, count), *settle(into, unit)]
    if not effects:
        raise NotEnough(unit=units[0] if units else "", available=0, needed=1)
    out.linked, into.linked = LotRef(keeper.id, into.seq, 0), LotRef(member.id, out.seq, 0)
    whom = member_facts(facts, plan, keeper, header.business_date)
    theirs, beside = finish(facts, plan, into, header, "transfer in", effects, whom)
    known = member_facts(facts, plan, member, header.business_date)
    given = [Change("transfer", one.unit, -one.count) for one in effects if isinstance(one, Change) and one.kind == "transfer"]
    entry, receipt = finish(facts, plan, out, header, "transfer out", list(given), known)
    return Outcome((theirs, entry), receipt, linked=(beside,))


def _want_lots(member: Purse, units: list[str]) -> None:
    """All lots of what is pooled are needed at once."""
    short = tuple(
        (unit, there)
        for unit in units
        if (there := member.balance(unit, AVAILABLE)) > sum(lot.available for lot in member.queue(unit).in_spend_order())
    )
    if short:
        raise Missing(Needs((PurseNeeds(member.id, spend=short),)))


def _moved(member: Purse, unit: str, out: Draft, into: Draft) -> int:
    """Every lot of `unit` that can be spent, through `in transit`; how many that is."""
    count = 0
    for lot in sorted(member.queue(unit).in_spend_order(), key=lambda lot: lot.order):
        if lot.available:
            out.move(unit, AVAILABLE, IN_TRANSIT, lot.available, lot.key)
            terms = LotTerms(lot.opened_at, lot.available_at, lot.expires_at, LotRef(member.id, lot.seq, lot.n))
            into.open(unit, AVAILABLE, lot.available, terms, IN_TRANSIT)
            count += lot.available
    return count
