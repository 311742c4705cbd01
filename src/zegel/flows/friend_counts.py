"""Whether a friend counts by now (domain.md M15): both are rewarded, or nobody, or the office is asked to look first.

The clock asks, of every friend that is noted (flows.refer) and of those about whom the office said yes or no (flows.cases).
"""

from json import loads
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day
from zegel.core.refusals import ReferralNotYet
from zegel.core.value import value
from zegel.decide.cases import REFERRAL, Cased
from zegel.decide.plan import Plan, plan_of
from zegel.decide.referring import Standing, is_crowd, kinds_shared, looked_at_from, standing_of
from zegel.flows.commands import Header, SettleReferral
from zegel.flows.facts import Dossier, Facts, Missing, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.households import IN
from zegel.flows.marks import MARK
from zegel.flows.purses import purse_meant, ready
from zegel.flows.refer import BROUGHT, CAME, here, line_of, noted, one_household, one_mailbox, promised
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse
from zegel.program.bringing_back import longest_days
from zegel.program.referral import Referral

OPEN: Final = ("registered", "approved", "refused")
"""States of a friend that the clock looks at."""
MOST_BESIDE: Final = 20
"""With so many of the member's other friends, the last ones, a friend is compared."""


@value
class _Came:
    """What becomes of a friend: of the friend's dossier, of the member's, and why (none: as promised)."""

    friend: str
    member: str
    why: tuple[str, ...] = ()


def wants(command: SettleReferral) -> Wants:
    """Both purses."""
    header = command.header
    return Wants((header.source, header.key) if header.key else None, (), None, (command.friend, command.by))


def needs(shelf: Shelf, command: SettleReferral, resolved: Resolved) -> Needs:
    """Both purses; of the friend's spend what does not count yet."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    promised(plan)
    sums = rolling_sums(plan, command.header.business_date)
    both = [purse_meant(resolved, one) for one in (command.friend, command.by)]
    return Needs(tuple([PurseNeeds(one, dossiers=(CAME, BROUGHT, IN, MARK), sums=sums, shown=True) for one in both]))


def run(facts: Facts, resolved: Resolved, command: SettleReferral) -> Outcome:
    """Both are given what was promised; nobody is when the friend came too late, and the member not beyond the month's limit."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    referral = promised(plan)
    friend = ready(facts, purse_meant(resolved, command.friend), header.at)
    by = ready(facts, purse_meant(resolved, command.by), header.at)
    came = next((one for one in facts.dossiers_of(friend.id, CAME) if one.state in OPEN), None)
    if came is None or friend.id == by.id:
        raise ReferralNotYet()
    became = _became(facts, plan, came, friend, by, header.business_date)
    counts = [(referral.member_count, referral.member_unit), (referral.friend_count, referral.friend_unit)]
    of_member = counts[0] if became.member == "rewarded" else (0, "")
    of_friend = counts[1] if became.friend == "rewarded" else (0, "")
    theirs, linked = noted(facts, plan, by, header, "friend", *of_member, _told(became.member, became.why))
    number = str(ReceiptId(friend.id, Draft(friend).seq))
    entry, receipt = noted(facts, plan, friend, header, "came by a member", *of_friend, _told(became.friend, became.why))
    return Outcome((theirs, entry), receipt, dossiers=_kept(facts, came, friend, by, became, header, number), linked=(linked,))


def _told(state: str, why: tuple[str, ...]) -> Cased | None:
    """Of a reward the receipt says itself what it is; of anything else why it is none."""
    return None if state == "rewarded" else Cased(REFERRAL, state, why[0] if why else "")


def _kept(
    facts: Facts, came: Dossier, friend: Purse, by: Purse, became: _Came, header: Header, number: str
) -> tuple[Dossier, Dossier]:  # fmt: skip
    data = loads(came.data)
    told = {"why": list(became.why) or data["why"], "receipts": [*data["receipts"], number]}
    mine = _brought(facts, by, friend)
    beside = {"on": header.business_date, "since": mine.get("since", data["on"]), "why": list(became.why)}
    return (
        Dossier(friend.id, CAME, came.id, became.friend, document_bytes(data | told).decode(), header.at),
        Dossier(by.id, BROUGHT, friend.id.hex(), became.member, document_bytes(beside).decode(), header.at),
    )


def _brought(facts: Facts, by: Purse, friend: Purse) -> dict[str, Any]:
    found: list[dict[str, Any]] = [loads(one.data) for one in facts.dossiers_of(by.id, BROUGHT) if one.id == friend.id.hex()]
    return found[0] if found else {}


def _became(facts: Facts, plan: Plan, came: Dossier, friend: Purse, by: Purse, on: Day) -> _Came:
    """What the law of M15 says, in its order: refused by a person, not yet, too late, a household, a ring, signs, the month's limit."""
    referral = promised(plan)
    if came.state == "refused":
        return _Came("rejected", "rejected", ("office",))
    standing = _standing(plan, referral, friend, Day(str(loads(came.data)["joined"])), on)
    if standing == "waits":
        raise ReferralNotYet()
    if standing == "too late":
        return _Came("rejected", "rejected", ("too late",))
    if one_household(facts, friend, by):
        return _Came("rejected", "rejected", ("household",))
    if friend.id in line_of(facts, by.id):
        return _Came("rejected", "rejected", ("circle",))
    if came.state == "registered" and (signs := _signs(facts, referral, friend, by, came)):
        return _Came("held", "held", signs)
    done = [one for one in facts.dossiers_of(by.id, BROUGHT) if one.state == "rewarded"]
    if referral.most and sum(loads(one.data)["on"][:7] == on[:7] for one in done) >= referral.most:
        return _Came("rewarded", "over the limit", ("over the limit",))
    return _Came("rewarded", "rewarded")


def _standing(plan: Plan, referral: Referral, friend: Purse, joined: Day, on: Day) -> Standing:
    """Looks at what the friend spent that counts by now."""
    return_days = longest_days(plan.compiled.program)
    first = looked_at_from(joined, referral, on, return_days)
    if not friend.complete and ("spend", first) not in friend.sums:
        raise Missing(Needs((PurseNeeds(friend.id, sums=(("spend", first),)),)))
    spent = friend.totals.get(("spend", ""), 0) - friend.counted("spend", first)
    return standing_of(joined, referral, on, return_days, spent)


def _signs(facts: Facts, referral: Referral, friend: Purse, by: Purse, came: Dossier) -> tuple[str, ...]:
    """What makes friend and member seem one person, or friend and friend, and whether many came at once."""
    others = [one for one in facts.dossiers_of(by.id, BROUGHT) if one.id != friend.id.hex()]
    last = sorted(others, key=lambda one: (one.at, one.id))[-MOST_BESIDE:]
    beside = tuple([PurseId(bytes.fromhex(one.id)) for one in last])
    here(facts, beside, MARK)
    seen = {one.id for purse in (by.id, *beside) for one in facts.dossiers_of(purse, MARK)}
    shared = kinds_shared([one.id for one in facts.dossiers_of(friend.id, MARK)], seen)
    days = [Day(loads(one.data)["since"]) for one in others]
    crowd = is_crowd(referral, Day(loads(came.data)["on"]), days)
    return (*(("address",) if one_mailbox(facts, friend, by) else ()), *shared, *(("many",) if crowd else ()))
