"""`books check` from the office: beside the tills, watched while it goes on, stopped when asked, and its outcome kept with its time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, purse_text
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.desk.day_figures import figures_finding
from zegel.store import books
from zegel.store.port import Store
from zegel.store.queries import NamedQueries

NAME: Final = "books checked"
MOST_TOLD: Final = 20


@value
class Checked:
    """What the last whole check came to: when it ended, over how many purses, entries and receipts, and what it found."""

    at: Instant
    purses: int
    entries: int
    receipts: int
    findings: tuple[str, ...]


class Running:
    """A check that is under way: `done` of `total` purses."""

    def __init__(self, total: int, since: Instant) -> None:
        self.total, self.since, self.done, self.stopping = total, since, 0, False


class _Stopped(Exception):
    """Somebody asked to stop."""


class Checks:
    """The checks of this process. Each has a store of its own in a thread of its own, so that a till waits for none of it."""

    def __init__(self, queries: NamedQueries, opened: Callable[[], Awaitable[Store]], clock: Callable[[], Instant]) -> None:
        self._queries, self._opened, self._clock = queries, opened, clock
        self._running: dict[CompanyId, Running] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.report: Callable[[BaseException], None] = lambda _error: None

    def running(self, company: CompanyId) -> Running | None:
        """The check that is under way, None where there is none."""
        return self._running.get(company)

    async def begin(self, company: CompanyId) -> Running:
        """Begin a check; the one that is under way where there is one."""
        if company in self._running:
            return self._running[company]
        running = self._running[company] = Running(0, self._clock())
        running.total = await self._queries.health_of.purses(company)
        task = asyncio.create_task(self._carry(company, running))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return running

    def stop(self, company: CompanyId) -> None:
        """End the check after the purses under way; what it came to is not kept."""
        if company in self._running:
            self._running[company].stopping = True

    async def close(self) -> None:
        """Stop every check and wait for that."""
        for running in self._running.values():
            running.stopping = True
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, company: CompanyId, running: Running) -> None:
        try:
            report = await asyncio.to_thread(asyncio.run, self._checked(company, running))
            await note(self._queries, company, report, self._clock())
        except _Stopped:
            pass
        except Exception as error:  # noqa: BLE001 - the office goes on; the log has what broke
            self.report(error)
        finally:
            self._running.pop(company, None)

    async def _checked(self, company: CompanyId, running: Running) -> books.Report:
        store = await self._opened()

        def progress(report: books.Report) -> None:
            running.done = report.purses
            if running.stopping:
                raise _Stopped

        try:
            report = await books.check(store, company, progress=progress)
            report.add(await figures_finding(store, company))
            return report
        finally:
            await store.close()


async def note(queries: NamedQueries, company: CompanyId, report: books.Report, at: Instant) -> None:
    """Keep what a whole check came to."""
    findings: list[Json] = [_told(finding.purse, finding.seq, finding.what) for finding in report.findings[:MOST_TOLD]]
    kept: dict[str, Json] = {"purses": report.purses, "entries": report.entries, "receipts": report.receipts, "findings": findings}
    await queries.put_progress(company, NAME, kept, at)


async def last_check(queries: NamedQueries, company: CompanyId) -> Checked | None:
    """What the last whole check came to, from the office or the command line; None where there was none."""
    found = await queries.progress(company, NAME)
    if found is None:
        return None
    kept: dict[str, Any] = dict(found.position)
    return Checked(found.at, kept["purses"], kept["entries"], kept["receipts"], tuple(kept["findings"]))


def _told(purse: Any, seq: int, what: str) -> str:
    where = f"{purse_text(purse)} " if purse is not None else ""
    return f"{where}{f'{seq}: ' if seq else ''}{what}"
