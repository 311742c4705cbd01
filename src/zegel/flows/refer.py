"""A member brings a friend: noted when the friend joins, rewarded when what the friend bought can no longer come back."""

from json import loads

from zegel.booking.giving import give
from zegel.core.canonical import document_bytes
from zegel.core.periods import Day, plus_days
from zegel.core.purchase import Identifier
from zegel.core.refusals import NoReferral, NotAFriend, ReferralNotYet, ReferredBefore
from zegel.decide.plan import Plan, plan_of
from zegel.decide.referring import Standing, looked_at_from, standing_of
from zegel.flows.commands import Header, Refer, SettleReferral
from zegel.flows.facts import Dossier, Facts, Missing, Needs, Outcome, PurseNeeds, Receipt, Resolved, Shelf, Wants
from zegel.flows.households import IN, household_of
from zegel.flows.known import member_facts
from zegel.flows.purses import purse_meant, ready
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.entries import JournalEntry
from zegel.ledger.purse import Purse
from zegel.program.bringing_back import longest_days
from zegel.program.referral import Referral

CAME = "referral"
"""The kind of the friend's dossier: who brought them."""
BROUGHT = "friend"
"""The kind of the member's dossier, one a friend, called by the friend's purse."""


def _promised(plan: Plan) -> Referral:
    referral = plan.compiled.program.referral
    if referral is None:
        raise NoReferral()
    return referral


def wants(command: Refer) -> Wants:
    """The earlier answer, the friend, and whose link it was."""
    who, header = command.who, command.header
    shown = (who,) if isinstance(who, Identifier) else ()
    return Wants((header.source, header.key), (*shown, command.link), None, () if isinstance(who, Identifier) else (who,))


def needs(shelf: Shelf, command: Refer, resolved: Resolved) -> Needs:
    """Both purses with their dossiers; refuses a link of nobody, and one's own."""
    _promised(plan_of(shelf.live_at(command.header.happened_at)))
    friend = purse_meant(resolved, command.who)
    if command.link not in resolved.purse_of:
        raise NotAFriend(why="link")
    by = resolved.follow(resolved.purse_of[command.link])
    if by == friend:
        raise NotAFriend(why="self")
    return Needs((PurseNeeds(friend, dossiers=(CAME, BROUGHT, IN)), PurseNeeds(by, dossiers=(CAME, BROUGHT, IN))))


def run(facts: Facts, resolved: Resolved, command: Refer) -> Outcome:
    """A friend is new: joined lately, bought nothing yet, came by nobody else, and did not bring this member."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    referral = _promised(plan)
    friend = ready(facts, purse_meant(resolved, command.who), header.at)
    by = ready(facts, resolved.follow(resolved.purse_of[command.link]), header.at)
    if facts.dossiers_of(friend.id, CAME):
        raise ReferredBefore()
    if not friend.since or not by.since:
        raise NotAFriend(why="member")
    if friend.totals.get(("spend", ""), 0) or header.business_date > plus_days(friend.since, referral.within_days):
        raise NotAFriend(why="not new")
    if any(one.id == by.id.hex() for one in facts.dossiers_of(friend.id, BROUGHT)):
        raise NotAFriend(why="circle")
    if _one_household(facts, friend, by):
        raise NotAFriend(why="household")
    data = document_bytes({"by": by.id.hex(), "joined": friend.since}).decode()
    dossiers = (
        Dossier(friend.id, CAME, "1", "registered", data, header.at),
        Dossier(by.id, BROUGHT, friend.id.hex(), "registered", document_bytes({"on": header.business_date}).decode(), header.at),
    )
    theirs, beside = _noted(facts, plan, by, header, "friend")
    entry, receipt = _noted(facts, plan, friend, header, "came by a member")
    return Outcome((theirs, entry), receipt, dossiers=dossiers, linked=(beside,))


def _one_household(facts: Facts, friend: Purse, by: Purse) -> bool:
    """Whether both save in one pot."""
    pots = [household_of(facts, one.id) or one.id for one in (friend, by)]
    return pots[0] == pots[1]


def _noted(
    facts: Facts, plan: Plan, purse: Purse, header: Header, because: str, count: int = 0, unit: str = ""
) -> tuple[JournalEntry, Receipt]:
    """The purse's entry, with what is given to its member."""
    draft = Draft(purse)
    on = header.business_date
    effects = give(plan, draft, because, count, unit, on, header.happened_at)
    return finish(facts, plan, draft, header, "refer", effects, member_facts(facts, plan, purse, on), reason=because)


# -- the friend counts, or does not


def settle_wants(command: SettleReferral) -> Wants:
    """Both purses."""
    header = command.header
    return Wants((header.source, header.key) if header.key else None, (), None, (command.friend, command.by))


def settle_needs(shelf: Shelf, command: SettleReferral, resolved: Resolved) -> Needs:
    """Both purses; of the friend's spend what does not count yet."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    _promised(plan)
    friend, by = purse_meant(resolved, command.friend), purse_meant(resolved, command.by)
    sums = rolling_sums(plan, command.header.business_date)
    return Needs((PurseNeeds(friend, dossiers=(CAME, IN), sums=sums), PurseNeeds(by, dossiers=(BROUGHT, IN), sums=sums)))


def settle_run(facts: Facts, resolved: Resolved, command: SettleReferral) -> Outcome:
    """Both are given what was promised; nobody is when the friend came too late, and the member not beyond the month's limit."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    referral = _promised(plan)
    friend = ready(facts, purse_meant(resolved, command.friend), header.at)
    by = ready(facts, purse_meant(resolved, command.by), header.at)
    came = next((one for one in facts.dossiers_of(friend.id, CAME) if one.state == "registered"), None)
    if came is None or friend.id == by.id:
        raise ReferralNotYet()
    standing = _standing(plan, referral, friend, Day(str(loads(came.data)["joined"])), header.business_date)
    if standing == "waits":
        raise ReferralNotYet()
    if _one_household(facts, friend, by):
        standing = "too late"
    on = header.business_date
    brought = facts.dossiers_of(by.id, BROUGHT)
    rewarded = sum(one.state == "rewarded" and loads(one.data)["on"][:7] == on[:7] for one in brought)
    full = bool(referral.most) and rewarded >= referral.most
    friend_state = "rewarded" if standing == "counts" else "rejected"
    member_state = "rejected" if standing != "counts" else "over the limit" if full else "rewarded"
    theirs, beside = _noted(
        facts, plan, by, header, "friend", referral.member_count if member_state == "rewarded" else 0, referral.member_unit
    )  # fmt: skip
    entry, receipt = _noted(
        facts, plan, friend, header, "came by a member", referral.friend_count if friend_state == "rewarded" else 0, referral.friend_unit
    )
    dossiers = (
        Dossier(friend.id, CAME, came.id, friend_state, came.data, header.at),
        Dossier(by.id, BROUGHT, friend.id.hex(), member_state, document_bytes({"on": on}).decode(), header.at),
    )
    return Outcome((theirs, entry), receipt, dossiers=dossiers, linked=(beside,))


def _standing(plan: Plan, referral: Referral, friend: Purse, joined: Day, on: Day) -> Standing:
    """Looks at what the friend spent that counts by now."""
    return_days = longest_days(plan.compiled.program)
    first = looked_at_from(joined, referral, on, return_days)
    if not friend.complete and ("spend", first) not in friend.sums:
        raise Missing(Needs((PurseNeeds(friend.id, sums=(("spend", first),)),)))
    spent = friend.totals.get(("spend", ""), 0) - friend.counted("spend", first)
    return standing_of(joined, referral, on, return_days, spent)
