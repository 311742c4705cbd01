"""A program version goes on the shelf, with the accounts and counters that booking by it needs; or is taken back before its moment."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, local_moment
from zegel.core.refusals import UnknownVersion, VersionLive
from zegel.desk.desk import Desk
from zegel.desk.filling import fill, new_measures
from zegel.desk.price_claims import check_announced
from zegel.flows.commands import Header
from zegel.ledger.accounts import ACCOUNTS
from zegel.program.compile import Compiled
from zegel.program.partners import clearing_accounts, clearing_unit
from zegel.store.queries import NamedQueries
from zegel.store.records import ProgramVersion


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
    """Publish `compiled`, live from `live_from`. Every unit gets every account; every reward with a stock its counter.

    `written` is the file as it was typed, None where it came as JSON.
    """
    program = compiled.program
    version = ProgramVersion(compiled.digest, program.document, live_from, at, written)
    units: dict[str, tuple[str, ...]] = {unit.id: ACCOUNTS for unit in program.units}
    if program.coalition is not None:
        units[clearing_unit(program.currency)] = clearing_accounts(program.coalition)
    counters = {f"reward:{reward.id}": reward.stock for reward in program.rewards if reward.stock is not None}
    await to.publish(company, version, units, counters)
    return version


async def withdraw(queries: NamedQueries, company: CompanyId, number: int, at: Instant) -> tuple[ProgramVersion, bool]:
    """Take version `number` back before its moment comes; False beside it where it was taken back before.

    It stays on the shelf, with its number and its document, and never goes live. Refuses `unknown_version`, and `version_live` from
    its moment on: by what was live purchases were judged, and only a next version changes what is promised.
    """
    done = await queries.withdraw_version(company, number, at)
    versions = await queries.programs(company) or []
    if not 1 <= number <= len(versions):
        raise UnknownVersion()
    found = versions[number - 1]
    if found.withdrawn_at is None:
        raise VersionLive(number=number)
    return found, done


def _nobody(_: object) -> None:
    """Nobody watches."""


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
) -> ProgramVersion:
    """Publish `compiled` with the measures that are new in it filled: counted before it goes live, and once more for what was bought
    while it did (architecture.md rule 10).

    `filling` hears which measures those are, `filled` for how many purses there was something to count; neither where there is none.
    """
    await check_announced(queries.prices, company, compiled, local_moment(live_from, compiled.program.company_zone).business_date)
    shelf = await desk.shelves.of(company)
    wanted = new_measures(shelf, compiled) if shelf.standing else []

    def header() -> Header:
        at = now()
        moment = local_moment(at, compiled.program.company_zone)
        return Header(company, "zegel", "", b"", at, at, moment.business_date, moment.weekday, moment.minute, "zegel", "", "")

    assert not wanted or live_from <= now(), "a version that goes live later waits as a draft (desk.drafts)"
    if wanted:
        filling(wanted)
    count = await fill(desk, queries, company, compiled, wanted, header)
    version = await publish(queries, company, compiled, live_from, now(), written)
    count += await fill(desk, queries, company, compiled, wanted, header)
    if wanted:
        filled(count)
    return version
