"""The work behind `zegel member`."""

from dataclasses import replace
from hashlib import sha256

from zegel.cli.agreements_work import asked_at, member_named
from zegel.cli.root import At
from zegel.cli.says import say
from zegel.core.ids import purse_text
from zegel.flows.commands import ChangeProfile


async def chosen(at: At, company_named: str, named: str, *, by_itself: bool) -> None:
    """The member's choice, booked as an entry of their own like any change of a profile."""
    company, shelf, header = await asked_at(at, company_named)
    purse = await member_named(at, company, shelf.live_at(header.at).program.country, named)
    header = replace(header, key=at.root.random_bytes(16).hex(), body_hash=sha256(b"used by itself").digest())
    reply = await at.house.desk.submit(ChangeProfile(header, purse, None, None, None, None, (), by_itself))
    if reply.outcome.refusal is not None:
        raise reply.outcome.refusal
    now = "are used without asking, where the program says so" if by_itself else "wait until they are asked for"
    say(f"{purse_text(purse)}: rewards and points {now}.")
