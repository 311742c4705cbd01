"""Codes as an office looks at them: one by what was typed, those of a batch page by page."""

from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.flows.code_facts import CANCELLED, Code
from zegel.store.runner import Runner

_CODE: Final = "hash, campaign, batch, state, member, tail, uses_left, held, used, valid_from, valid_until, value_left"
SHOWN: Final[dict[str, str]] = {
    "": "", "used": " AND used > 0", "open": f" AND uses_left > 0 AND state <> '{CANCELLED}' AND valid_until > $3",
    "expired": f" AND uses_left + held > 0 AND state <> '{CANCELLED}' AND valid_until <= $3", "cancelled": f" AND state = '{CANCELLED}'",
    "gone": " AND uses_left + held = 0",
}  # fmt: skip
"""Which codes of a batch a list may be asked for."""


class CodeLists:
    """The part of store.queries that lists codes."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def find(self, company: CompanyId, *hashes: bytes) -> Code | None:
        """The code with one of these hashes."""
        places = ", ".join(f"${n + 2}" for n in range(len(hashes)))
        rows = await self._read(company, f"SELECT {_CODE} FROM code WHERE company = $1 AND hash IN ({places})", (company, *hashes))
        return Code(*rows[0]) if rows else None

    async def page(self, company: CompanyId, batch: str, shown: str, at: Instant, after: bytes, limit: int) -> list[Code]:
        """Codes of a batch by their hash, after the one given. Reads past the codes of other batches: for an office, not for a till."""
        which = SHOWN[shown]
        values: list[object] = [company, batch]
        if "$3" in which:
            values.append(at)
        values += [after, limit]
        sql = (
            f"SELECT {_CODE} FROM code WHERE company = $1 AND batch = $2{which} AND hash > ${len(values) - 1} ORDER BY hash"
            f" LIMIT ${len(values)}"
        )
        return [Code(*row) for row in await self._read(company, sql, values)]
