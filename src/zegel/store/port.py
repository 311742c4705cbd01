"""The store port: what the desk asks of a database. Both adapters keep it; tests/contract holds them to it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Protocol

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.flows.facts import Facts, Needs, Outcome, Resolved, StoredAnswer, Wants
from zegel.store.statements import Reader, Writer

if TYPE_CHECKING:
    from zegel.store.queries import NamedQueries


class Conflict(Exception):
    """Retry the whole batch: serialisation failure, deadlock, locked, lost connection, or a value-keyed row taken meanwhile."""


class Stale(Exception):
    """A row is no longer as whoever changes it saw it: nothing was written."""


class Unavailable(Exception):
    """The database cannot write now (full, locked for too long, gone): nothing was written."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Short(Exception):
    """A counter has less left than was drawn: nothing was written, decide again with what is left now."""

    def __init__(self, company: CompanyId, counter: str, left: int) -> None:
        self.company, self.counter, self.left = company, counter, left
        super().__init__(counter)


@value
class Written:
    """One command's part of a batch: its company, what it came to and the answer to keep under its key (None without one)."""

    company: CompanyId
    at: Instant
    source: str
    key: str
    outcome: Outcome
    answer: StoredAnswer | None


class View(Reader, Protocol):
    """Reading: look-ups and facts, without locks."""

    async def resolve(self, asked: Sequence[tuple[CompanyId, Wants]]) -> list[Resolved]:
        """One answer for each question, in order."""
        ...

    async def fetch(self, facts: Mapping[CompanyId, Facts], needs: Sequence[tuple[CompanyId, Needs, Instant]]) -> None:
        """Fill `facts` with the purses and receipts that `needs` names, as due at the instants given.

        A purse that is there already keeps what it has and takes in what is new. A purse that the store does not know is
        left out. A batch locks the purses, in the order of their ids.
        """
        ...


class Batch(View, Writer, Protocol):
    """One database transaction: resolve and fetch as above, then one write. Leaving it with an exception rolls back."""

    async def write(self, written: Sequence[Written], facts: Mapping[CompanyId, Facts]) -> None:
        """Write everything of the batch: entries, postings, lots, purses, measures, receipts, answers, look-ups, outbox. Then commit."""
        ...


class Store(Protocol):
    """One database."""

    def batch(self, companies: Sequence[CompanyId], *, bulk: bool = False) -> AbstractAsyncContextManager[Batch]:
        """A writing transaction for these companies. `bulk` asks for the writer that never delays a till."""
        ...

    def view(self, companies: Sequence[CompanyId]) -> AbstractAsyncContextManager[View]:
        """A reading transaction for these companies."""
        ...

    @property
    def queries(self) -> "NamedQueries":
        """The named queries."""
        ...

    @property
    def broken(self) -> str:
        """Why it takes no writes any more, and the process wants to be started anew; "" where all is well."""
        ...

    async def room(self) -> tuple[int, int | None]:
        """Bytes of the database, and bytes left on its disk: None where that is another machine's."""
        ...

    @property
    def writers(self) -> int:
        """How many batches this store can carry at once, bulk ones apart."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the database."""
        ...

    async def purses_due(self, company: CompanyId, at: Instant, limit: int) -> list[PurseId]:
        """Purses with something due at `at`, the longest waiting first."""
        ...
