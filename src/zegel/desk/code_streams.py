"""A batch of codes that is made while whoever asked for it receives it: nothing of it is kept but the seed, until they say they have it.

A download that breaks off is begun again: the codes are the same. Once it was confirmed the seed is forgotten, and nobody can show them.
"""

from asyncio import to_thread
from collections.abc import AsyncIterator, Sequence
from typing import Final

from zegel.core.codes import STREAM, stream, tail
from zegel.core.ids import CompanyId
from zegel.core.refusals import BatchExists, UnknownBatch
from zegel.desk.code_batches import Hashed
from zegel.desk.register import Register
from zegel.store.code_queries import MAKING, CodeBatch, CodeQueries, opening
from zegel.store.people_records import Deed
from zegel.store.port import Stale

MOST_STREAMED: Final = 200_000
"""More than these go by the command line, into a file."""


async def begin(register: Register, company: CompanyId, batch: CodeBatch, deeds: Sequence[Deed]) -> None:
    """A batch that is to be made, with what the audit log says of it; refuses `batch_exists`."""
    assert batch.state == MAKING
    assert batch.seed is not None
    try:
        await register.done(company, batch.at, [opening(company, batch)], deeds, sure=1)
    except Stale:
        raise BatchExists(batch=batch.id) from None


async def streamed(queries: CodeQueries, company: CompanyId, named: str, hashed: Hashed) -> AsyncIterator[list[str]]:
    """All codes of the batch, so many at a time; each is handed out before it is in the books. Ends where the batch was ended meanwhile."""
    batch = await _making(queries, company, named)
    for first in range(0, batch.asked, STREAM):
        now = await queries.batch(company, named)
        if now is None or now.state != MAKING:
            return
        last = min(first + STREAM, batch.asked)
        texts = await to_thread(_texts, batch, first, last)
        yield texts
        if last > now.made:
            drawn = await to_thread(lambda some: sorted([(hashed(text), tail(text)) for text in some]), texts)
            await queries.add_drawn(company, batch, drawn, made=last, done=False)


async def finish(queries: CodeQueries, company: CompanyId, named: str) -> bool:
    """Whoever asked for the batch has it: its seed is forgotten. False while not every code of it was handed out."""
    batch = await _making(queries, company, named)
    if batch.made < batch.asked:
        return False
    await queries.add(company, (), named, made=batch.asked, done=True)
    return True


async def _making(queries: CodeQueries, company: CompanyId, named: str) -> CodeBatch:
    batch = await queries.batch(company, named)
    if batch is None or batch.state != MAKING or batch.seed is None:
        raise UnknownBatch()
    return batch


def _texts(batch: CodeBatch, first: int, last: int) -> list[str]:
    assert batch.seed is not None
    return list(stream(batch.seed, first, last - first, batch.form))
