"""Each company's program versions, compiled once and looked at again before they can be a second old."""

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
        """Every version in the order in which they were published, or None while there are still `known` of them."""
        ...


class CompanyShelf:
    """The versions of one company. A version compiles when first asked for: most old ones never are."""

    def __init__(self, versions: Sequence[ProgramVersion], compiler: Callable[[bytes], Compiled], compiled: dict[bytes, Compiled]) -> None:
        self.versions = tuple(versions)
        self._documents = {version.digest: version.document for version in versions}
        self._compiler = compiler
        self._compiled = compiled
        # Of two that go live at one moment the later published one counts.
        ordered = sorted(enumerate(versions), key=lambda pair: (pair[1].live_from, pair[0]))
        self._starts = [version.live_from for _, version in ordered]
        self._digests = [version.digest for _, version in ordered]

    def live_at(self, happened_at: Instant) -> Compiled:
        """The version live at that moment; refuses `no_program`."""
        at = bisect_right(self._starts, happened_at)
        if not at:
            raise NoProgram()
        return self.by_digest(self._digests[at - 1])

    def by_digest(self, program: bytes) -> Compiled:
        """The version with that digest; one that is not there is a bug."""
        found = self._compiled.get(program)
        if found is None:
            found = self._compiled[program] = self._compiler(self._documents[program])
        return found


class Shelves:
    """All shelves of this process. `monotonic` is a stopwatch in seconds, not a clock."""

    def __init__(
        self,
        versions: Versions,
        compiler: Callable[[bytes], Compiled],
        monotonic: Callable[[], float],
        seconds: float = 0.5,
    ) -> None:
        self._versions, self._compiler, self._monotonic, self._seconds = versions, compiler, monotonic, seconds
        self._shelves: dict[CompanyId, CompanyShelf] = {}
        self._checked: dict[CompanyId, float] = {}
        self._compiled: dict[bytes, Compiled] = {}

    def at_hand(self, company: CompanyId) -> CompanyShelf | None:
        """The shelf if it was looked at just now; else it must be waited for."""
        checked = self._checked.get(company)
        if checked is None or self._monotonic() - checked > self._seconds:
            return None
        return self._shelves[company]

    async def of(self, company: CompanyId) -> CompanyShelf:
        """The shelf, never older than a moment: what another process published is on it within a second."""
        fresh = self.at_hand(company)
        if fresh is not None:
            return fresh
        started = self._monotonic()
        shelf = self._shelves.get(company)
        found = await self._versions.programs(company, -1 if shelf is None else len(shelf.versions))
        if found is not None:
            shelf = self._shelves[company] = CompanyShelf(found, self._compiler, self._compiled)
        assert shelf is not None
        self._checked[company] = started
        return shelf

    def forget(self, company: CompanyId) -> None:
        """Look again next time: this process published a version itself."""
        self._checked.pop(company, None)
