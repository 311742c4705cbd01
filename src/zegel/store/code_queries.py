"""Codes and the batches they are made in, by name: for the command line and the doors. The batch of commands goes by store.lookups."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.flows.code_facts import CANCELLED, ISSUED, Code
from zegel.store.lookups import Row
from zegel.store.statements import Step

MAKING: Final = "making"
"""A batch of which not every code is there yet."""

_BATCH_COLUMNS: Final = "id, campaign, state, form, asked, made, uses, value_minor, valid_from, valid_until, seed, at"
_CODE_COLUMNS: Final = (
    "company, hash, campaign, batch, state, member, tail, uses_left, held, used, valid_from, valid_until, value_left"
)  # fmt: skip
ADD: Final = f"INSERT INTO code ({_CODE_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING"

_ADD_TO_BATCH: Final = (
    "INSERT INTO code (company, hash, campaign, batch, state, tail, uses_left, held, used, valid_from, valid_until, value_left)"
    " SELECT b.company, $2, b.campaign, b.id, b.state, $3, b.uses, 0, 0, b.valid_from, b.valid_until, b.value_minor"
    " FROM code_batch b WHERE b.company = $1 AND b.id = $4 AND b.seed = $5 ON CONFLICT DO NOTHING"
)


@value
class CodeBatch:
    """Codes that were made or brought in together. `seed` is what they are drawn from, until every one of them was written out."""

    id: str
    campaign: str
    state: str
    form: str
    asked: int
    made: int
    uses: int
    value_minor: int
    valid_from: Instant
    valid_until: Instant
    seed: bytes | None
    at: Instant


@value
class CodeFigures:
    """How a batch stands: codes out, uses set aside, uses gone, codes used up, codes past their last day and not used up."""

    issued: int
    held: int
    used: int
    used_up: int
    expired: int


@value
class BatchStands:
    """How a batch stands, with what was ended: codes with uses left that cannot be used any more. Those do not count as expired."""

    issued: int
    held: int
    used: int
    used_up: int
    expired: int
    cancelled: int


NOTHING_OUT: Final = BatchStands(0, 0, 0, 0, 0, 0)


class Runs(Protocol):
    """What an adapter does for these queries."""

    async def read(self, company: CompanyId | None, sql: str, parameters: Sequence[object] = (), *, key: str = "") -> list[Row]:
        """The rows of one SELECT."""
        ...

    async def write(self, company: CompanyId | None, steps: Sequence[Step]) -> list[int]:
        """Several statements in one transaction; how many rows each changed."""
        ...


class CodeQueries:
    """The named queries about codes, over either adapter."""

    def __init__(self, runner: Runs) -> None:
        self._read, self._write = runner.read, runner.write

    async def open_batch(self, company: CompanyId, batch: CodeBatch) -> bool:
        """Begin a batch; False where one of that name was begun before."""
        places = ", ".join(f"${i}" for i in range(1, 14))
        sql = f"INSERT INTO code_batch (company, {_BATCH_COLUMNS}) VALUES ({places}) ON CONFLICT DO NOTHING"
        row = (
            company, batch.id, batch.campaign, batch.state, batch.form, batch.asked, batch.made, batch.uses, batch.value_minor,
            batch.valid_from, batch.valid_until, batch.seed, batch.at,
        )  # fmt: skip
        return (await self._write(company, [(sql, [row])]))[0] == 1

    async def put_whole(self, company: CompanyId, batch: CodeBatch, seed: bytes, codes: Sequence[tuple[bytes, str]]) -> bool:
        """A batch with all its codes (hash, tail) in one transaction; False, and nothing written, where one of that name is there.

        Until the last statement `seed` marks the batch as this one's own: two at the same time cannot both fill it.
        """
        places = ", ".join(f"${i}" for i in range(1, 14))
        row = (
            company, batch.id, batch.campaign, batch.state, batch.form, batch.asked, batch.made, batch.uses, batch.value_minor,
            batch.valid_from, batch.valid_until, seed, batch.at,
        )  # fmt: skip
        steps: list[Step] = [
            (f"INSERT INTO code_batch (company, {_BATCH_COLUMNS}) VALUES ({places}) ON CONFLICT DO NOTHING", [row]),
            (_ADD_TO_BATCH, [(company, hashed, tail, batch.id, seed) for hashed, tail in sorted(codes)]),
            ("UPDATE code_batch SET seed = NULL WHERE company = $1 AND id = $2 AND seed = $3", [(company, batch.id, seed)]),
        ]
        return (await self._write(company, steps))[2] == 1

    async def hashes_of(self, company: CompanyId, batch: str) -> set[bytes]:
        """The hashes of a batch's codes. Reads every code of the company."""
        sql = "SELECT hash FROM code WHERE company = $1 AND batch = $2"
        return {row[0] for row in await self._read(company, sql, (company, batch))}

    async def stands(self, company: CompanyId, first: str, last: str, at: Instant) -> dict[str, BatchStands]:
        """How each batch from `first` through `last` stands at `at`, where codes of it are out. Reads every code of the company."""
        ended = f"(c.state = '{CANCELLED}' OR b.state = '{CANCELLED}')"
        sql = (
            "SELECT c.batch, COUNT(*), COALESCE(SUM(c.held), 0), COALESCE(SUM(c.used), 0),"
            " COALESCE(SUM(CASE WHEN c.uses_left + c.held = 0 THEN 1 ELSE 0 END), 0),"
            f" COALESCE(SUM(CASE WHEN c.uses_left + c.held > 0 AND c.valid_until <= $4 AND NOT {ended} THEN 1 ELSE 0 END), 0),"
            f" COALESCE(SUM(CASE WHEN c.uses_left > 0 AND {ended} THEN 1 ELSE 0 END), 0)"
            " FROM code c JOIN code_batch b ON b.company = c.company AND b.id = c.batch"
            " WHERE c.company = $1 AND c.batch >= $2 AND c.batch <= $3 GROUP BY c.batch"
        )
        rows = await self._read(company, sql, (company, first, last, at))
        return {row[0]: BatchStands(*map(int, row[1:])) for row in rows}

    async def batch(self, company: CompanyId, batch: str) -> CodeBatch | None:
        """One batch, None where there is none."""
        sql = f"SELECT {_BATCH_COLUMNS} FROM code_batch WHERE company = $1 AND id = $2"
        rows = await self._read(company, sql, (company, batch))
        return CodeBatch(*rows[0]) if rows else None

    async def batches(self, company: CompanyId, after: str, limit: int) -> list[CodeBatch]:
        """A page of batches by id, after the one given."""
        sql = f"SELECT {_BATCH_COLUMNS} FROM code_batch WHERE company = $1 AND id > $2 ORDER BY id LIMIT $3"
        return [CodeBatch(*row) for row in await self._read(company, sql, (company, after, limit))]

    async def add(self, company: CompanyId, codes: Iterable[Code], batch: str = "", *, made: int = 0, done: bool = False) -> None:
        """Add codes, and say how far `batch` came: all of it or nothing. A code that is there already stays as it is.

        In the order of their hashes, so that pages of the table are visited once. `done`: the batch is whole, its seed is forgotten.
        """
        rows = [code_row(company, code) for code in codes]
        rows.sort(key=_by_hash)
        await self._add(company, rows, batch, made=made, done=done)

    async def add_drawn(self, company: CompanyId, batch: CodeBatch, drawn: Sequence[tuple[bytes, str]], *, made: int, done: bool) -> None:
        """Add codes (hash, tail) that are all as their batch says: what `add` does, without a value for each. By their hashes."""
        rows = [
            (company, hashed, batch.campaign, batch.id, ISSUED, None, tail, batch.uses, 0, 0, batch.valid_from, batch.valid_until,
             batch.value_minor)
            for hashed, tail in drawn
        ]  # fmt: skip
        await self._add(company, rows, batch.id, made=made, done=done)

    async def _add(self, company: CompanyId, rows: Sequence[tuple[object, ...]], batch: str, *, made: int, done: bool) -> None:
        steps: list[Step] = [(ADD, rows)] if rows else []
        if batch:
            ended = f"CASE WHEN state = '{CANCELLED}' THEN state ELSE '{ISSUED}' END"
            state = f", state = {ended}, seed = NULL" if done else ""
            steps.append((f"UPDATE code_batch SET made = $3{state} WHERE company = $1 AND id = $2", [(company, batch, made)]))
        await self._write(company, steps)

    async def cancel_batch(self, company: CompanyId, batch: str) -> bool:
        """End every code of a batch at once; False where there is no such batch or it was ended before."""
        sql = f"UPDATE code_batch SET state = '{CANCELLED}', seed = NULL WHERE company = $1 AND id = $2 AND state <> '{CANCELLED}'"
        return (await self._write(company, [(sql, [(company, batch)])]))[0] == 1

    async def cancel(self, company: CompanyId, hashed: bytes) -> bool:
        """End one code; False where there is no such code or it was ended before."""
        sql = f"UPDATE code SET state = '{CANCELLED}' WHERE company = $1 AND hash = $2 AND state <> '{CANCELLED}'"
        return (await self._write(company, [(sql, [(company, hashed)])]))[0] == 1

    async def figures(self, company: CompanyId, batch: str, at: Instant) -> CodeFigures:
        """How a batch stands at `at`. Reads every code of the company: a question for the office, not for a till."""
        sql = (
            "SELECT COUNT(*), COALESCE(SUM(held), 0), COALESCE(SUM(used), 0),"
            " COALESCE(SUM(CASE WHEN uses_left + held = 0 THEN 1 ELSE 0 END), 0),"
            " COALESCE(SUM(CASE WHEN uses_left + held > 0 AND valid_until <= $3 THEN 1 ELSE 0 END), 0)"
            " FROM code WHERE company = $1 AND batch = $2"
        )
        return CodeFigures(*map(int, (await self._read(company, sql, (company, batch, at)))[0]))

    async def of_member(self, company: CompanyId, member: PurseId, limit: int) -> list[Code]:
        """The codes that are a member's own, the first to lapse first."""
        sql = (
            "SELECT hash, campaign, batch, state, member, tail, uses_left, held, used, valid_from, valid_until, value_left FROM code"
            " WHERE company = $1 AND member = $2 ORDER BY valid_until, hash LIMIT $3"
        )
        return [Code(*row) for row in await self._read(company, sql, (company, member, limit))]


def code_row(company: CompanyId, code: Code) -> tuple[object, ...]:
    """A code's row."""
    return (
        company, code.hash, code.campaign, code.batch, code.state, code.member, code.tail, code.left, code.held, code.used,
        code.valid_from, code.valid_until, code.value_left,
    )  # fmt: skip


def _by_hash(row: tuple[object, ...]) -> bytes:
    found = row[1]
    assert isinstance(found, bytes)
    return found
