"""A member as doors show one. What is due but not booked yet is run in memory first, so that a read and the next write agree."""

from typing import Any

from zegel.core.ids import PurseId, purse_text
from zegel.core.purchase import Identifier
from zegel.decide.plan import plan_of
from zegel.desk.desk import Desk
from zegel.flows.commands import Header, RunDue
from zegel.flows.facts import Facts
from zegel.flows.ladder import tier_now
from zegel.flows.return_goods import DOUBTFUL
from zegel.hall.answers import balances_after
from zegel.hall.calls import Call, local
from zegel.ledger.purse import Purse
from zegel.store.records import Member

Json = dict[str, Any]


async def member_now(desk: Desk, call: Call, purse: PurseId) -> Purse:
    """The purse (or the one that took it over) with everything due booked in memory; refuses `unknown_member`."""
    header = Header(
        call.grant.company, call.grant.source, "", b"", call.at, call.at,
        local(call.live(call.at), "", call.at).business_date, 0, 0, "", "", "",
    )  # fmt: skip
    return await desk.look(RunDue(header, purse))


async def member_around(desk: Desk, call: Call, purse: PurseId) -> tuple[Purse, Facts]:
    """The same with all its lots, and what is known of the person."""
    header = Header(
        call.grant.company, call.grant.source, "", b"", call.at, call.at,
        local(call.live(call.at), "", call.at).business_date, 0, 0, "", "", "",
    )  # fmt: skip
    return await desk.look_around(RunDue(header, purse, whole=True))


def member_json(purse: Purse, tier: str, member: Member | None, identifiers: list[Identifier]) -> Json:
    """A member, or the owner of an anonymous purse."""
    return {
        "member": purse_text(purse.id), "anonymous": not purse.since, "since": purse.since or None,
        "name": member.profile.name if member else "", "language": member.profile.language if member else "",
        "birthday": member.profile.birthday if member else "", "tier": tier or None, "blocked": bool(purse.blocked),
        "doubtful_returns": purse.totals.get((DOUBTFUL, ""), 0),
        "identifiers": [{"kind": i.kind, "value": i.text} for i in identifiers],
        "balances": balances_of(purse),
    }  # fmt: skip


def shown_tier(call: Call, purse: Purse) -> str:
    """The tier that counts now: what was reached, or a higher one that was set by hand."""
    return tier_now(plan_of(call.live(call.at)), purse)


def balances_of(purse: Purse) -> list[Json]:
    """Every unit's accounts."""
    return balances_after([(unit, account, count) for (unit, account), count in purse.balances.items()])
