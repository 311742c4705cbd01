"""Codes by the hundred thousand: made out of a seed or brought in from a file, a chunk at a time, to be gone on with after a stop.

The seed stands with the batch until every code of it was written out; then it is forgotten, and nobody can show the codes again.
"""

from collections.abc import Callable, Iterable
from typing import Final, Protocol

from zegel.core.canonical import Json
from zegel.core.codes import STREAM, stream, tail
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.refusals import BatchExists, BatchMismatch, UnknownBatch
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.flows.code_facts import CANCELLED, ISSUED, Code
from zegel.store.code_queries import MAKING, CodeBatch, CodeQueries, ending_batch
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed

Hashed = Callable[[str], bytes]
"""A code's text → its hash, read as its campaign reads it, under the house's key and for the company."""
WINDOW: Final = 20 * STREAM
"""Codes that are sorted by their hash before they are written: each commit then visits one stretch of the table, not all of it."""
A_COMMIT: Final = 2 * STREAM
"""Codes in a commit. Longer ones would be quicker still, and make tills wait."""
MOST: Final = 10_000_000


@value
class Given:
    """One code of a file: its text, and what the file says of it where that differs from the batch. `member` None: anybody's."""

    text: str
    member: PurseId | None = None
    uses: int = 0
    value_minor: int = -1
    valid_until: Instant | None = None


class Writes(Protocol):
    """Where codes are written out, this once."""

    def chunk(self, codes: list[str]) -> None:
        """The next codes; they are in the file when this comes back."""
        ...


async def begin(queries: CodeQueries, company: CompanyId, batch: CodeBatch) -> CodeBatch:
    """A new batch, or the same one where it was stopped; refuses one that is whole already or that asks something else."""
    if await queries.open_batch(company, batch):
        return batch
    there = await queries.batch(company, batch.id)
    assert there is not None
    if there.state != MAKING:
        raise BatchExists(batch=batch.id)
    same = (there.campaign, there.form, there.asked, there.uses, there.value_minor) == (
        batch.campaign, batch.form, batch.asked, batch.uses, batch.value_minor
    )  # fmt: skip
    if not same:
        raise BatchMismatch(batch=batch.id)
    return there


async def make(
    queries: CodeQueries, company: CompanyId, batch: CodeBatch, hashed: Hashed, out: Writes, moved: Callable[[int], object],
    stop: Callable[[], bool] = lambda: False, *, window: int = WINDOW, a_commit: int = A_COMMIT,
) -> int:  # fmt: skip
    """Make what is still to be made of `batch`. Gives how many there are now; fewer than asked only where `stop` said so.

    Every window (so many STREAMs) is in the file before it is in the books, so no code can be used that nobody has. What was written
    out before a stop is written again: the codes are the same.
    """
    assert batch.seed is not None
    done = batch.made
    for first in range(0, batch.asked, window):
        last = min(first + window, batch.asked)
        texts = [
            text for at in range(first, last, STREAM)
            for text in stream(batch.seed, at, min(STREAM, last - at), batch.form)
        ]  # fmt: skip
        out.chunk(texts)
        if last <= batch.made:
            continue
        drawn = sorted([(hashed(text), tail(text)) for text in texts])
        for at in range(0, len(drawn), a_commit):
            # Only the last of them says how far the batch is: a window that broke off is written again, and changes nothing.
            whole = at + a_commit >= len(drawn)
            made = last if whole else done
            await queries.add_drawn(company, batch, drawn[at : at + a_commit], made=made, done=made == batch.asked)
            moved(min(first + at + a_commit, last))
        done = last
        if stop() and done < batch.asked:
            break
    return done


async def bring_in(
    queries: CodeQueries, company: CompanyId, batch: CodeBatch, hashed: Hashed, codes: Iterable[Given], moved: Callable[[int], object],
    stop: Callable[[], bool] = lambda: False,
) -> int:  # fmt: skip
    """Bring in the codes of a file, from where an earlier run stopped. Gives how many rows of it were read in all."""
    done = batch.made
    chunk: list[Code] = []
    row = 0
    for row, given in enumerate(codes, 1):
        if row <= batch.made:
            continue
        chunk.append(_code(batch, hashed, given))
        if len(chunk) == STREAM:
            done = row
            await queries.add(company, chunk, batch.id, made=done)
            chunk = []
            moved(done)
            if stop():
                return done
    await queries.add(company, chunk, batch.id, made=max(row, done), done=True)
    return max(row, done)


def _code(batch: CodeBatch, hashed: Hashed, given: Given) -> Code:
    """A code as the books keep it."""
    until = batch.valid_until if given.valid_until is None else given.valid_until
    worth = batch.value_minor if given.value_minor < 0 else given.value_minor
    return Code(
        hashed(given.text), batch.campaign, batch.id, ISSUED, given.member, tail(given.text), given.uses or batch.uses, 0, 0,
        batch.valid_from, until, worth,
    )  # fmt: skip


async def end_batch(
    codes: CodeQueries, register: Register, company: CompanyId, named: str, at: Instant, by: str, reason: str, request: str
) -> bool:  # fmt: skip
    """Every code of a batch ends, also those that are still to be made, and the log says who did it.

    False where they had ended before; refuses `unknown_batch`.
    """

    async def work(_people: PeopleQueries) -> Change[bool]:
        batch = await codes.batch(company, named)
        if batch is None:
            raise UnknownBatch()
        if batch.state == CANCELLED:
            return Change((), (), result=False)
        told: dict[str, Json] = {"coupon": batch.campaign, "made": batch.made}
        deed = Deed(by, "codes.cancel", f"batch:{batch.id}", {}, told, reason, request)
        return Change((ending_batch(company, named),), (deed,), result=True)

    return await register.change(company, at, work)
