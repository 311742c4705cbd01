"""The work behind the household's verbs of `zegel member`, and behind leaving for good."""

from dataclasses import replace
from hashlib import sha256
from json import loads

from zegel.access.people import People
from zegel.cli.agreements_work import asked_at, member_named
from zegel.cli.root import At
from zegel.cli.says import say, tell
from zegel.cli.staff_work import people_of
from zegel.core.codes import RANDOM, drawn, printed
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.purchase import Identifier
from zegel.core.refusals import NotInHousehold
from zegel.desk.erasing import erase
from zegel.flows.commands import AddIdentifier, Command, Header, JoinHousehold, Leave, LeaveHousehold, RunDue
from zegel.flows.households import HAS, IN, JOINED
from zegel.ledger.accounts import AVAILABLE, PENDING

_SILENT = ("status", "mark", "clearing", "membership")


async def told(at: At, company_named: str, named: str) -> None:
    """The household as the books have it."""
    company, _, purse = await _who(at, company_named, named)
    keeper = await _keeper(at, company, purse) or purse
    found = [one for one in await at.house.store.queries.dossiers_of(company, keeper, HAS) if one.state == JOINED]
    if not found:
        tell("In no household.")
        return
    say(f"{purse_text(keeper)}  keeps the pot")
    for one in found:
        data = loads(one.data)
        say(f"{purse_text(PurseId(bytes.fromhex(one.id)))}  since {data['on']}{'  child' if 'child' in data else ''}")


async def joined(at: At, company_named: str, named: str, keeper_named: str) -> None:
    """They come."""
    _, header, purse = await _who(at, company_named, named)
    _, _, keeper = await _who(at, company_named, keeper_named)
    await _done(at, JoinHousehold(header, purse, keeper))
    say(f"{purse_text(purse)} saves in the pot of {purse_text(keeper)}.")


async def departed(at: At, company_named: str, named: str) -> None:
    """They go."""
    company, header, purse = await _who(at, company_named, named)
    keeper = await _keeper(at, company, purse)
    if keeper is None:
        raise NotInHousehold()
    await _done(at, LeaveHousehold(header, purse, keeper))
    say(f"{purse_text(purse)} saves alone.")


async def carded(at: At, company_named: str, named: str) -> None:
    """One more card."""
    _, header, purse = await _who(at, company_named, named)
    new = drawn(at.root.random_bytes(RANDOM))
    await _done(at, AddIdentifier(header, purse, Identifier("qr", new)))
    say(printed(new))


async def left(at: At, company_named: str, named: str, *, sure: bool) -> None:
    """What it costs; then, when they are sure, it is done."""
    company, header, purse = await _who(at, company_named, named)
    shelf = await at.house.desk.shelves.of(company)
    now = await at.house.desk.look(RunDue(header, purse))
    for unit in shelf.live_at(header.at).program.units:
        count = now.balance(unit.id, AVAILABLE) + now.balance(unit.id, PENDING)
        if count > 0 and unit.kind not in _SILENT:
            say(f"gives up {count} {unit.id}")
    command = Leave(header, purse, await _keeper(at, company, purse))
    if not sure:
        refused = (await at.house.desk.ask(command)).refusal
        tell(f"Not yet: {refused.message}" if refused is not None else "Nothing happened. With --sure they leave, and it cannot be undone.")
        return
    await _done(at, command)
    people: People = people_of(at)
    await erase(people.register, company, purse, header.at, header.actor)
    say(f"{purse_text(purse)} left; nothing is known of them any more.")


async def _who(at: At, company_named: str, named: str) -> tuple[CompanyId, Header, PurseId]:
    company, shelf, header = await asked_at(at, company_named)
    purse = await member_named(at, company, shelf.live_at(header.at).program.country, named)
    return company, replace(header, key=at.root.random_bytes(16).hex(), body_hash=sha256(b"household").digest()), purse


async def _keeper(at: At, company: CompanyId, purse: PurseId) -> PurseId | None:
    found = await at.house.store.queries.dossiers_of(company, purse, IN)
    there = next((one for one in found if one.state == JOINED), None)
    return None if there is None else PurseId(bytes.fromhex(loads(there.data)["of"]))


async def _done(at: At, command: Command) -> None:
    reply = await at.house.desk.submit(command)
    if reply.outcome.refusal is not None:
        raise reply.outcome.refusal
