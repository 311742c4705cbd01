"""How a code stands that somebody shows: what it opens, looked up in the program, among made codes, and among receipts."""

from typing import Protocol

from zegel.core.periods import NEVER
from zegel.core.purchase import Identifier
from zegel.decide.plan import plan_of
from zegel.desk.desk import Desk
from zegel.flows.code_facts import ShownCode
from zegel.flows.code_standing import Standing, on_receipt, standing_of
from zegel.flows.printed_shown import KIND
from zegel.hall.calls import Call
from zegel.hall.members import member_around
from zegel.store.queries import NamedQueries


class House(Protocol):
    """What a door has that looks codes up."""

    desk: Desk
    queries: NamedQueries


async def standings(house: House, call: Call, shown: ShownCode) -> list[Standing]:
    """What it opens; [] where it is no code. Whoever asks counts that as a guess."""
    company, plan = call.grant.company, plan_of(call.live(call.at))
    there = await house.queries.codes.find(company, (shown.hash, shown.exact_hash))
    one = standing_of(plan, there, shown, call.at)
    if one is not None:
        return [one]
    identifier = Identifier(KIND, shown.hash.hex())
    paper = await house.desk.find(company, identifier)
    if paper is None:
        return []
    gone = Standing("", "ended", "receipt", NEVER, None, None, personal=False)
    if await house.desk.find(company, identifier, itself=True) is None:  # somebody claimed the receipt: it is theirs now
        return [gone]
    purse, _ = await member_around(house.desk, call, paper)
    return [gone] if purse.since else on_receipt(plan, purse) or [gone]
