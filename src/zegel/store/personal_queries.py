"""Every row that the database has of a member, table by table, as store.personal says: for the member, who may see all of it."""

from collections.abc import Sequence
from json import loads
from typing import Any, Final

from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.store.lookups import Row
from zegel.store.personal import JSON, PERSONAL
from zegel.store.runner import Runner

GENERAL: Final = (
    "audit", "code", "credential", "hold", "measure_day", "message_intent", "one_time", "qr_spent", "rhythm", "staff", "till_lease",
    "web_session",
)  # fmt: skip
"""Tables that are told as they stand; what is said of the others is put together from several (web.card.known)."""
NUMBERED: Final = {"code": "hash", "message_intent": "id"}
"""Tables in the order of what names a row: SQLite reads only a member's where it finds these first (tests/contract/test_plans.py)."""


Told = dict[str, Any]


class PersonalQueries:
    """The part of store.queries that knows everything of somebody. `purses` are theirs: the card, and those that came into it."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def told(self, company: CompanyId, purses: Sequence[PurseId], addresses: Sequence[str]) -> dict[str, list[Told]]:
        """Table → its rows, the columns that are told; instants stay what they are, JSON is opened."""
        return {table: await self._rows(company, table, purses, addresses) for table in GENERAL}

    async def _rows(self, company: CompanyId, table: str, purses: Sequence[PurseId], addresses: Sequence[str]) -> list[Told]:
        one = PERSONAL[table]
        members = [f"member:{purse_text(purse)}" for purse in purses]
        wanted: dict[str, Sequence[object]] = {
            "purse": purses, "member": purses, "object": members, "subject": [*members, *(purse_text(purse) for purse in purses)],
        }  # fmt: skip
        rows: list[Row] = []
        if one.by == "address":
            for column, found in (("purse", purses), ("address", addresses)):
                also = " AND purse IS NULL" if column == "address" else ""
                rows += await self._of(company, table, column, found, also)
        else:
            rows = await self._of(company, table, one.by, wanted[one.by])
        return [{name: loads(held) if name in JSON else held for name, held in zip(one.told, row, strict=True)} for row in rows]

    async def _of(self, company: CompanyId, table: str, column: str, found: Sequence[object], also: str = "") -> list[Row]:
        told, theirs = ", ".join(PERSONAL[table].told), f"company = $1 AND {column} = $2{also}"
        if table in NUMBERED:
            theirs = f"company = $1 AND {NUMBERED[table]} IN (SELECT {NUMBERED[table]} FROM {table} WHERE {theirs})"
        sql = f"SELECT {told} FROM {table} WHERE {theirs} ORDER BY {told}"
        return [row for one in found for row in await self._read(company, sql, (company, one))]
