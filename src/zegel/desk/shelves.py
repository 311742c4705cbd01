"""Each company's program versions, compiled once and looked at again before they can be a second old."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.refusals import NoProgram
from zegel.program.compile import Compiled
from zegel.store.records import ProgramVersion


class Versions(Protocol):
    """Where versions are kept."""

    async def programs(self, company: CompanyId, known: int) -> Sequence[ProgramVersion] | None:
        """Every version in the order in which they were published, or None while there are still `known` of them, withdrawals counted."""
        ...

    async def has_articles(self, company: CompanyId) -> bool:
        """Whether the company has a catalogue."""
        ...


class CompanyShelf:
    """The versions of one company. A version compiles when first asked for: most old ones never are."""

    def __init__(self, versions: Sequence[ProgramVersion], compiler: Callable[[bytes], Compiled], compiled: dict[bytes, Compiled]) -> None:
        self.versions = tuple(versions)
        self.standing = tuple(version for version in versions if version.withdrawn_at is None)
        """Those that were not taken back before their moment."""
        self.catalogue = False
        """Whether the company has a catalogue of articles, as of the last look."""
        self._documents = {version.digest: version.document for version in versions}
        self._compiler = compiler
        self._compiled = compiled
        # Of two that go live at one moment the later published one counts.
        kept = [pair for pair in enumerate(versions) if pair[1].withdrawn_at is None]
        ordered = sorted(kept, key=lambda pair: (pair[1].live_from, pair[0]))
        self._starts = [version.live_from for _, version in ordered]
        self._digests = [version.digest for _, version in ordered]
        self._numbers = [number for number, _ in ordered]

    def live_at(self, happened_at: Instant) -> Compiled:
        """The version live at that moment; refuses `no_program`."""
        at = bisect_right(self._starts, happened_at)
        if not at:
            raise NoProgram()
        return self.by_digest(self._digests[at - 1])

    def number_live_at(self, at: Instant) -> int:
        """The number of the version live then, from 1 in the order of publishing; 0 where there is none."""
        found = bisect_right(self._starts, at)
        return self._numbers[found - 1] + 1 if found else 0

    @property
    def known(self) -> int:
        """What `Versions.programs` is told to hear only of what changed."""
        return 2 * len(self.versions) - len(self.standing)

    def waiting(self, at: Instant) -> list[tuple[int, ProgramVersion]]:
        """Versions whose moment is to come, with their numbers."""
        return [(n, one) for n, one in enumerate(self.versions, 1) if one.withdrawn_at is None and one.live_from > at]

    def by_digest(self, program: bytes) -> Compiled:
        """The version with that digest; one that is not there is a bug."""
        found = self._compiled.get(program)
        if found is None:
            found = self._compiled[program] = self._compiler(self._documents[program])
        return found


class Shelves:
    """All shelves of this process. `monotonic` is a stopwatch in seconds, not a clock.

    A shelf that was looked at `soft` seconds ago is looked at again beside the work, by one for all; only one that is `hard` seconds
    old is waited for. So a till never waits for it, and a version that another process published is seen within a second.
    """

    def __init__(
        self,
        versions: Versions,
        compiler: Callable[[bytes], Compiled],
        monotonic: Callable[[], float],
        soft: float = 0.4,
        hard: float = 0.9,
    ) -> None:
        self._versions, self._compiler, self._monotonic, self._soft, self._hard = versions, compiler, monotonic, soft, hard
        self._shelves: dict[CompanyId, CompanyShelf] = {}
        self._checked: dict[CompanyId, float] = {}
        self._compiled: dict[bytes, Compiled] = {}
        self._looking: dict[CompanyId, asyncio.Task[None]] = {}

    def at_hand(self, company: CompanyId) -> CompanyShelf | None:
        """The shelf if it is fresh enough to work with; else it must be waited for."""
        checked = self._checked.get(company)
        if checked is None or not self._shelves[company].versions:
            return None  # whoever waits for a first version does not wait for a look of long ago
        age = self._monotonic() - checked
        if age > self._soft:
            if age > self._hard:
                return None
            self._look(company)
        return self._shelves[company]

    async def of(self, company: CompanyId) -> CompanyShelf:
        """The shelf, waited for where it is not at hand."""
        found = self.at_hand(company)
        if found is None:
            # Shielded: whoever goes away while waiting does not take the look from the others.
            await asyncio.shield(self._look(company))
            found = self._shelves[company]
        return found

    def forget(self, company: CompanyId) -> None:
        """Look again next time: this process published a version itself."""
        self._checked.pop(company, None)
        self._looking.pop(company, None)

    async def close(self) -> None:
        """Wait for whoever still looks."""
        await asyncio.gather(*self._looking.values(), return_exceptions=True)

    def _look(self, company: CompanyId) -> "asyncio.Task[None]":
        """The look at the company's shelf that is under way, begun now where there is none."""
        task = self._looking.get(company)
        if task is None:
            task = self._looking[company] = asyncio.get_running_loop().create_task(self._refresh(company))
            task.add_done_callback(lambda done: self._looked(company, done))
        return task

    def _looked(self, company: CompanyId, task: "asyncio.Task[None]") -> None:
        if self._looking.get(company) is task:
            del self._looking[company]
        if not task.cancelled():
            task.exception()  # looked at: whoever waits gets it, a look beside the work may fail

    async def _refresh(self, company: CompanyId) -> None:
        started = self._monotonic()
        shelf = self._shelves.get(company)
        found = await self._versions.programs(company, -1 if shelf is None else shelf.known)
        catalogue = await self._versions.has_articles(company)
        fresh = self._looking.get(company) is asyncio.current_task()  # else it was forgotten meanwhile: what was seen may be of before
        if fresh or self._shelves.get(company) is shelf:  # and what a later look put there stays
            if found is not None:
                self._shelves[company] = CompanyShelf(found, self._compiler, self._compiled)
            self._shelves[company].catalogue = catalogue
        if fresh:
            self._checked[company] = started
