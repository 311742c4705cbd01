"""What an adapter does for the named queries."""

from collections.abc import Sequence
from typing import Any, Protocol

from zegel.core.ids import CompanyId
from zegel.store.lookups import Row
from zegel.store.statements import Step


class Runner(Protocol):
    """`company` None: tables that belong to no company, or the API key named `key`."""

    async def read(self, company: CompanyId | None, sql: str, parameters: Sequence[Any] = (), *, key: str = "") -> list[Row]:
        """The rows of one SELECT."""
        ...

    async def write(self, company: CompanyId | None, steps: Sequence[Step]) -> list[int]:
        """Several statements in one transaction; how many rows each changed."""
        ...


class CodeRunner(Runner, Protocol):
    """The same, with what only codes need."""

    async def add_codes(self, company: CompanyId, before: Sequence[Step], rows: Sequence[Row], after: Sequence[Step]) -> bool:
        """Codes and their counts in one transaction, between two lists of statements; False where one of `before` changed nothing."""
        ...
