"""A program version goes on the shelf, with the accounts and counters that booking by it needs; or is taken back before its moment."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, local_moment
from zegel.core.refusals import UnknownVersion, VersionLive
from zegel.desk.desk import Desk
from zegel.desk.filling import fill, new_measures
from zegel.desk.price_claims import check_announced
from zegel.desk.register import Register
from zegel.flows.commands import Header
from zegel.ledger.accounts import ACCOUNTS
from zegel.program.compile import Compiled
from zegel.program.partners import clearing_accounts, clearing_unit
from zegel.store.people_records import Deed
from zegel.store.port import Stale, Store
from zegel.store.queries import NamedQueries
from zegel.store.records import ProgramVersion
from zegel.store.statements import Step
from zegel.store.version_steps import shelving, withdrawing


class Publisher(Protocol):
    """Where versions are kept."""

    async def publish(
        self, company: CompanyId, version: ProgramVersion, units: Mapping[str, Sequence[str]], counters: Mapping[str, int]
    ) -> None:
        """Add a version; see store.queries."""
        ...


async def publish(
    to: Publisher, company: CompanyId, compiled: Compiled, live_from: Instant, at: Instant, written: str | None = None
) -> ProgramVersion:
    """Publish `compiled`, live from `live_from`. `written` is the file as it was typed, None where it came as JSON."""
    version, units, counters = _parts(compiled, live_from, at, written)
    await to.publish(company, version, units, counters)
    return version


def steps_of(
    company: CompanyId, compiled: Compiled, live_from: Instant, at: Instant, written: str | None = None
) -> tuple[ProgramVersion, list[Step]]:
    """The same as statements, for whoever writes something with it."""
    version, units, counters = _parts(compiled, live_from, at, written)
    return version, shelving(company, version, units, counters)


def _parts(
    compiled: Compiled, live_from: Instant, at: Instant, written: str | None
) -> tuple[ProgramVersion, dict[str, tuple[str, ...]], dict[str, int]]:
    """The version, with every account of every unit, and a counter for every reward with a stock."""
    program = compiled.program
    version = ProgramVersion(compiled.digest, program.document, live_from, at, written)
    units: dict[str, tuple[str, ...]] = {unit.id: ACCOUNTS for unit in program.units}
    if program.coalition is not None:
        units[clearing_unit(program.currency)] = clearing_accounts(program.coalition)
    return version, units, {f"reward:{reward.id}": reward.stock for reward in program.rewards if reward.stock is not None}


async def withdraw(
    store: Store, company: CompanyId, number: int, at: Instant, said: Callable[[ProgramVersion], Deed]
) -> tuple[ProgramVersion, bool]:
    """Take version `number` back before its moment comes, as the audit log is `said`; False beside it where it was taken back before.

    It stays on the shelf, with its number and its document, and never goes live. Refuses `unknown_version`, and `version_live` from
    its moment on: by what was live purchases were judged, and only a next version changes what is promised.
    """
    found = await _version(store, company, number)
    try:
        await Register(store).done(company, at, [withdrawing(company, number, at)], [said(found)], sure=1)
    except Stale:
        if (await _version(store, company, number)).withdrawn_at is None:
            raise VersionLive(number=number) from None
        return found, False
    return found, True


async def _version(store: Store, company: CompanyId, number: int) -> ProgramVersion:
    versions = await store.queries.programs(company) or []
    if not 1 <= number <= len(versions):
        raise UnknownVersion()
    return versions[number - 1]


def _nobody(_: object) -> None:
    """Nobody watches."""


Put = Callable[[ProgramVersion, Sequence[Step]], Awaitable[None]]
"""Writes a version with whatever belongs to it."""
Beat = Callable[[Instant], Awaitable[None]]
"""Hears while it counts that it is still busy."""


async def _on(_at: Instant) -> None:
    """Nobody asks."""


async def publish_filled(
    desk: Desk,
    queries: NamedQueries,
    company: CompanyId,
    compiled: Compiled,
    live_from: Instant,
    now: Callable[[], Instant],
    filling: Callable[[Sequence[str]], None] = _nobody,
    filled: Callable[[int], None] = _nobody,
    written: str | None = None,
    put: Put | None = None,
    beat: Beat = _on,
    but: bytes = b"",
) -> ProgramVersion:
    """Publish `compiled` with the measures that are new in it filled: counted before it goes live, and once more for what was bought
    while it did (architecture.md rule 10).

    `filling` hears which measures those are, `filled` for how many purses there was something to count; neither where there is none.
    `put` writes it with what belongs to it; `but` is the digest of a version that may be on the shelf with its past half counted.
    """
    await check_announced(queries.prices, company, compiled, local_moment(live_from, compiled.program.company_zone).business_date)
    shelf = await desk.shelves.of(company)
    wanted = new_measures(shelf, compiled, but) if shelf.standing else []

    def header() -> Header:
        at = now()
        moment = local_moment(at, compiled.program.company_zone)
        return Header(company, "zegel", "", b"", at, at, moment.business_date, moment.weekday, moment.minute, "zegel", "", "")

    async def busy() -> None:
        await beat(now())

    assert not wanted or live_from <= now(), "a version that goes live later waits as a draft (desk.drafts)"
    if wanted:
        filling(wanted)
    count = await fill(desk, queries, company, compiled, wanted, header, busy)
    version, steps = steps_of(company, compiled, live_from, now(), written)
    await (Register(desk.store).done(company, version.published_at, steps, ()) if put is None else put(version, steps))
    count += await fill(desk, queries, company, compiled, wanted, header, busy)
    if wanted:
        filled(count)
    return version
