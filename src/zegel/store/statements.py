"""Transactions for statements by name or by hand: what store.port's View and Batch offer inside this package."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias

from zegel.core.ids import CompanyId, PurseId
from zegel.store.lookups import Question, Row

Step: TypeAlias = tuple[str, Sequence[tuple[Any, ...]]]
"""One statement with the rows it is run for."""


class Reader(Protocol):
    """A reading transaction."""

    async def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of one SELECT."""
        ...

    async def ask(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The rows of many look-ups."""
        ...


class Writer(Reader, Protocol):
    """A writing transaction for rows that are no batch."""

    async def lock(self, company: CompanyId, purses: Sequence[PurseId]) -> None:
        """Wait until nobody else writes these purses."""
        ...

    async def run(self, steps: Sequence[Step], sure: int = 0) -> list[int]:
        """Several statements, each for its rows, then commit; how many rows each changed.

        The first `sure` must each find their row, or nothing is written: Stale.
        """
        ...
