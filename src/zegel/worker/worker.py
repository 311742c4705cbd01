"""The worker's loop: every second the clock's commands and drafts whose moment has come, every minute a seal.

Safe to run in every process at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.refusals import Busy
from zegel.decide.thinning import names_articles
from zegel.desk.desk import Desk
from zegel.desk.rounds import clock_header
from zegel.flows.commands import RunDue
from zegel.insight.days import Booked, DayFigures, Visit, added
from zegel.store.bought import note_bought
from zegel.store.day_receipts import DayReceipt, listing
from zegel.store.figure_queries import AT_ONCE as CHAINS_AT_ONCE
from zegel.store.figure_queries import FigureQueries, counting
from zegel.store.port import Conflict, Unavailable
from zegel.store.records import Company, Head, Seal
from zegel.store.settled import SettledQueries
from zegel.store.statements import Step
from zegel.worker.sealing import Signer, append, exported, newest_exported, sealed

PAGE: Final = 256
"""Purses that the clock visits in one go."""
HEADS: Final = 10_000
"""Chains that are read at a time while sealing."""
MOST: Final = 100_000
"""Chains under one seal; what is more waits for the next."""
EXPORTED_AT_ONCE: Final = 100
SELDOM: Final = 300.0
"""Seconds between two passes over what changes slowly: keeping times, occasions, who left."""


class Books(Protocol):
    """What the worker asks of the store's queries."""

    figures: FigureQueries
    settled: SettledQueries

    async def companies(self) -> list[Company]: ...
    async def purses_due(self, company: CompanyId, at: Instant, limit: int) -> list[PurseId]: ...
    async def unsealed(self, company: CompanyId, after: PurseId | None, limit: int) -> list[Head]: ...
    async def last_seal(self, company: CompanyId) -> Seal | None: ...
    async def seals(self, company: CompanyId, after: int, limit: int) -> list[Seal]: ...
    async def add_seal(self, company: CompanyId, seal: Seal, heads: list[Head], counted: Sequence[Step] = ()) -> None: ...


Tell = Callable[[CompanyId, list[tuple[PurseId, int, bytes]]], Awaitable[list[Step]]]
"""What members are told of entries (purse, number, receipt), as statements."""


async def _nobody(_company: CompanyId, _entries: list[tuple[PurseId, int, bytes]]) -> list[Step]:
    return []


class Worker:
    """`clock` gives the instant now; `seals_file` None exports nothing. `often` are passes of every second, `seldom` of every five
    minutes (SELDOM): each gives how many it moved on (main.py says which there are). `tell` makes the notices of what is sealed.
    """

    def __init__(
        self,
        desk: Desk,
        books: Books,
        signer: Signer,
        *,
        clock: Callable[[], Instant],
        seals_file: Path | None,
        often: Sequence[Callable[[], Awaitable[int]]] = (),
        seldom: Sequence[Callable[[], Awaitable[int]]] = (),
        clock_seconds: float = 1.0,
        seal_seconds: float = 60.0,
        report: Callable[[BaseException], None] = lambda _: None,
        tell: Tell = _nobody,
    ) -> None:
        self._desk, self._books, self._signer = desk, books, signer
        self._clock, self._seals_file, self._report = clock, seals_file, report
        self._clock_seconds, self._seal_seconds = clock_seconds, seal_seconds
        self._often, self._seldom = tuple(often), tuple(seldom)
        self._tell = tell
        self._exported: dict[str, int] | None = None

    async def run(self) -> None:
        """Every loop, until cancelled."""
        often = [self._every(self._clock_seconds, work) for work in (self.run_due, *self._often)]
        # The first seal comes at once: the office's figures are of what is sealed.
        seldom = [self._every(self._seal_seconds, self.seal, self._clock_seconds)]
        seldom += [self._every(SELDOM, work) for work in self._seldom]
        await asyncio.gather(*often, *seldom)

    async def _every(self, seconds: float, work: Callable[[], Awaitable[int]], first: float | None = None) -> None:
        wait = seconds if first is None else min(first, seconds)
        while True:
            await asyncio.sleep(wait)
            wait = seconds
            try:
                await work()
            except (Conflict, Unavailable, Busy):
                continue  # somebody else was first, or the database is away: next time
            except Exception as error:  # noqa: BLE001 - the loop outlives a bug, and says so
                self._report(error)

    async def run_due(self) -> int:
        """Book what is due for purses that nobody touched; how many were visited."""
        visited = 0
        for company in await self._books.companies():
            at = self._clock()
            failed: set[PurseId] = set()
            while True:
                found = await self._books.purses_due(company.id, at, PAGE + len(failed))
                page = [purse for purse in found if purse not in failed]
                if not page:
                    break
                replies = await asyncio.gather(*(self._desk.queue_bulk(_due(company, purse, at)) for purse in page), return_exceptions=True)
                for purse, reply in zip(page, replies, strict=True):
                    if isinstance(reply, BaseException):
                        self._report(reply)
                    if isinstance(reply, BaseException) or reply.outcome.refusal is not None:
                        failed.add(purse)  # its neighbours do not wait for it
                visited += len(page)
        return visited

    async def seal(self) -> int:
        """Seal what changed, company by company; how many chains that were."""
        count = 0
        for company in await self._books.companies():
            # The last seal before the heads: who sealed in between has the next number, and what is told here of heads is not written.
            last = await self._books.last_seal(company.id)
            heads = await self._heads(company.id)
            if heads:
                seal = sealed(company.id, last, heads, self._clock(), self._signer)
                try:
                    await self._books.add_seal(company.id, seal, heads, await self._counted(company.id, heads))
                    count += len(heads)
                except Conflict:
                    pass  # another process sealed at the same time: what it left is in the next one
            if self._seals_file is not None:
                await self._export(company.id, self._seals_file)
        return count

    async def _counted(self, company: CompanyId, heads: list[Head]) -> list[Step]:
        """What comes under this seal, as it adds to the figures of its days, and what members are told of it."""
        figures: DayFigures = {}
        visits: list[Visit] = []
        said: list[Step] = []
        sold: list[DayReceipt] = []
        bought: list[tuple[PurseId, int, str]] = []
        for n in range(0, len(heads), CHAINS_AT_ONCE):
            rows = await self._books.figures.to_be_counted(company, heads[n : n + CHAINS_AT_ONCE])
            more, came, receipts = await asyncio.to_thread(added, [Booked(*row) for row in rows])
            said += await self._tell(company, [(row[0], row[5], row[4]) for row in rows if row[4] is not None])
            for key, count in more.items():
                figures[key] = figures.get(key, 0) + count
            bought += [(row[0], row[5], row[2]) for row in rows if row[4] is not None and names_articles(row[4])]
            visits += came
            sold += receipts
        counted = counting(company, figures, [(visit.purse, visit.day, visit.spent_minor) for visit in visits])
        settled = await self._books.settled.under(company, heads)
        return counted + listing(company, sold) + note_bought(company, bought) + settled + said

    async def _export(self, company: CompanyId, path: Path) -> None:
        """Write every seal that the file does not have yet: also one that a crash kept from it, or another process made."""
        if self._exported is None:
            self._exported = await asyncio.to_thread(newest_exported, path)
        while seals := await self._books.seals(company, self._exported.get(company, 0), EXPORTED_AT_ONCE):
            lines = [exported(company, seal, self._signer.public) for seal in seals]
            await asyncio.to_thread(append, path, "\n".join(lines))
            self._exported[company] = seals[-1].number

    async def _heads(self, company: CompanyId) -> list[Head]:
        heads: list[Head] = []
        while len(heads) < MOST:
            page = await self._books.unsealed(company, heads[-1].purse if heads else None, HEADS)
            heads += page
            if len(page) < HEADS:
                break
        return heads


def _due(company: Company, purse: PurseId, at: Instant) -> RunDue:
    return RunDue(clock_header(company.id, at, company.zone), purse)
