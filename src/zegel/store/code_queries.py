"""Codes and the batches they are made in, by name: for the command line and the doors. The batch of commands goes by store.lookups."""

from collections.abc import Iterable, Sequence
from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.flows.code_facts import CANCELLED, ISSUED, Code
from zegel.store.code_counts import ending
from zegel.store.lookups import Row
from zegel.store.runner import CodeRunner
from zegel.store.statements import Step

MAKING: Final = "making"
"""A batch of which not every code is there yet."""

_BATCH_COLUMNS: Final = "id, campaign, state, form, asked, made, uses, value_minor, valid_from, valid_until, seed, at"
_CODE_COLUMNS: Final = "hash, campaign, batch, state, member, tail, uses_left, held, used, valid_from, valid_until, value_left"
_OPEN: Final = (
    f"INSERT INTO code_batch (company, {_BATCH_COLUMNS}) VALUES ({', '.join(f'${i}' for i in range(1, 14))}) ON CONFLICT DO NOTHING"
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
class BatchStands:
    """How a batch stands: codes out, uses set aside, uses gone, codes used up, codes past their last day and not used up, codes ended.

    Ended are codes with uses left that cannot be used any more. Those do not count as expired.
    """

    issued: int
    held: int
    used: int
    used_up: int
    expired: int
    cancelled: int


NOTHING_OUT: Final = BatchStands(0, 0, 0, 0, 0, 0)


class CodeQueries:
    """The named queries about codes, over either adapter."""

    def __init__(self, runner: CodeRunner) -> None:
        self._read, self._write, self._add_codes = runner.read, runner.write, runner.add_codes

    async def open_batch(self, company: CompanyId, batch: CodeBatch) -> bool:
        """Begin a batch; False where one of that name was begun before."""
        return (await self._write(company, [opening(company, batch)]))[0] == 1

    async def put_whole(self, company: CompanyId, batch: CodeBatch, codes: Sequence[tuple[bytes, str]]) -> bool:
        """A batch with all its codes (hash, tail) in one transaction; False, and nothing written, where one of that name is there."""
        return await self._add_codes(company, [opening(company, batch)], _drawn(company, batch, sorted(codes)), [])

    async def hashes_of(self, company: CompanyId, batch: str) -> set[bytes]:
        """The hashes of a batch's codes. Reads every code of the company."""
        sql = "SELECT hash FROM code WHERE company = $1 AND batch = $2"
        return {row[0] for row in await self._read(company, sql, (company, batch))}

    async def stands(self, company: CompanyId, first: str, last: str, at: Instant) -> dict[str, BatchStands]:
        """How each batch from `first` through `last` stands at `at`, where codes of it are out: as it was counted (store.code_counts)."""
        ended = f"(c.state = '{CANCELLED}' OR b.state = '{CANCELLED}')"
        sql = (
            "SELECT c.batch, SUM(c.issued), SUM(c.held), SUM(c.used), SUM(c.used_up),"
            f" SUM(CASE WHEN c.valid_until > $4 OR {ended} THEN 0 ELSE c.issued - c.used_up END),"
            f" SUM(CASE WHEN {ended} THEN c.usable ELSE 0 END)"
            " FROM code_count c LEFT JOIN code_batch b ON b.company = c.company AND b.id = c.batch"
            " WHERE c.company = $1 AND c.batch >= $2 AND c.batch <= $3 GROUP BY c.batch"
        )
        rows = await self._read(company, sql, (company, first, last, at))
        return {row[0]: BatchStands(*map(int, row[1:])) for row in rows}

    async def stand(self, company: CompanyId, batch: str, at: Instant) -> BatchStands:
        """How one batch stands at `at`."""
        return (await self.stands(company, batch, batch, at)).get(batch, NOTHING_OUT)

    async def batch(self, company: CompanyId, batch: str) -> CodeBatch | None:
        """One batch, None where there is none."""
        sql = f"SELECT {_BATCH_COLUMNS} FROM code_batch WHERE company = $1 AND id = $2"
        rows = await self._read(company, sql, (company, batch))
        return CodeBatch(*rows[0]) if rows else None

    async def batches(self, company: CompanyId, after: str, limit: int) -> list[CodeBatch]:
        """A page of batches by id, after the one given."""
        sql = f"SELECT {_BATCH_COLUMNS} FROM code_batch WHERE company = $1 AND id > $2 ORDER BY id LIMIT $3"
        return [CodeBatch(*row) for row in await self._read(company, sql, (company, after, limit))]

    async def ending(self, company: CompanyId, after: Instant, until: Instant, limit: int) -> list[CodeBatch]:
        """Batches of which every code is out and whose last moment is after the one and not after the other, the soonest first."""
        sql = (
            f"SELECT {_BATCH_COLUMNS} FROM code_batch WHERE company = $1 AND state = '{ISSUED}' AND valid_until > $2 AND valid_until <= $3"
            " ORDER BY valid_until, id LIMIT $4"
        )
        return [CodeBatch(*row) for row in await self._read(company, sql, (company, after, until, limit))]

    async def add(self, company: CompanyId, codes: Iterable[Code], batch: str = "", *, made: int = 0, done: bool = False) -> None:
        """Add codes, and say how far `batch` came: all of it or nothing. A code that is there already stays as it is.

        In the order of their hashes, so that pages of the table are visited once. `done`: the batch is whole, its seed is forgotten.
        """
        await self._add(company, [code_row(company, code) for code in codes], batch, made=made, done=done)

    async def add_drawn(self, company: CompanyId, batch: CodeBatch, drawn: Sequence[tuple[bytes, str]], *, made: int, done: bool) -> None:
        """Add codes (hash, tail) that are all as their batch says: what `add` does, without a value for each. By their hashes."""
        await self._add(company, _drawn(company, batch, drawn), batch.id, made=made, done=done)

    async def _add(self, company: CompanyId, rows: Sequence[Row], batch: str, *, made: int, done: bool) -> None:
        steps: list[Step] = []
        if batch:
            ended = f"CASE WHEN state = '{CANCELLED}' THEN state ELSE '{ISSUED}' END"
            state = f", state = {ended}, seed = NULL" if done else ""
            steps.append((f"UPDATE code_batch SET made = $3{state} WHERE company = $1 AND id = $2", [(company, batch, made)]))
        await self._add_codes(company, [], rows, steps)

    async def find(self, company: CompanyId, hashes: Sequence[bytes]) -> dict[bytes, Code]:
        """The codes that have one of these hashes."""
        marks = ", ".join(f"${i}" for i in range(2, len(hashes) + 2))
        rows = await self._read(company, f"SELECT {_CODE_COLUMNS} FROM code WHERE company = $1 AND hash IN ({marks})", (company, *hashes))
        return {row[0]: Code(*row) for row in rows}

    async def of_member(self, company: CompanyId, member: PurseId, limit: int) -> list[Code]:
        """The codes that are a member's own, the first to lapse first."""
        theirs = "SELECT hash FROM code WHERE company = $1 AND member = $2"  # from the index alone
        sql = f"SELECT {_CODE_COLUMNS} FROM code WHERE company = $1 AND hash IN ({theirs}) ORDER BY valid_until, hash LIMIT $3"
        return [Code(*row) for row in await self._read(company, sql, (company, member, limit))]


def ending_batch(company: CompanyId, batch: str) -> Step:
    """Every code of a batch ends at once; no row where there is no such batch or it was ended before."""
    sql = f"UPDATE code_batch SET state = '{CANCELLED}', seed = NULL WHERE company = $1 AND id = $2 AND state <> '{CANCELLED}'"
    return sql, [(company, batch)]


def ending_code(company: CompanyId, hashed: bytes) -> list[Step]:
    """One code ends; no row of the last where there is no such code or it was ended before."""
    return ending(company, hashed, CANCELLED)


def code_row(company: CompanyId, code: Code) -> Row:
    """A code's row."""
    return (
        company, code.hash, code.campaign, code.batch, code.state, code.member, code.tail, code.left, code.held, code.used,
        code.valid_from, code.valid_until, code.value_left,
    )  # fmt: skip


def opening(company: CompanyId, batch: CodeBatch) -> Step:
    """A batch is begun; no row where one of that name was begun before."""
    return _OPEN, [batch_row(company, batch)]


def batch_row(company: CompanyId, batch: CodeBatch) -> Row:
    """A batch's row."""
    return (
        company, batch.id, batch.campaign, batch.state, batch.form, batch.asked, batch.made, batch.uses, batch.value_minor,
        batch.valid_from, batch.valid_until, batch.seed, batch.at,
    )  # fmt: skip


def _drawn(company: CompanyId, batch: CodeBatch, drawn: Sequence[tuple[bytes, str]]) -> list[Row]:
    """Rows of codes that are all as their batch says."""
    return [
        (company, hashed, batch.campaign, batch.id, ISSUED, None, tail, batch.uses, 0, 0, batch.valid_from, batch.valid_until,
         batch.value_minor)
        for hashed, tail in drawn
    ]  # fmt: skip
