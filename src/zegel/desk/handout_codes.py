"""Codes of a handout: one a member, drawn from the handout's seed by their place in the line, and the member's own."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Sequence

from zegel.core.codes import STREAM, stream, tail
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.refusals import UnknownBatch
from zegel.decide.handouts import GIVEN, READY, WAITING
from zegel.desk.code_batches import Hashed
from zegel.desk.register import Register
from zegel.flows.code_facts import CANCELLED, ISSUED, Code
from zegel.store.code_queries import CodeBatch
from zegel.store.handouts import Handout, settle_receivers
from zegel.store.queries import NamedQueries


def codes_at(seed: bytes, form: str, places: Sequence[int]) -> list[str]:
    """The code of each place, the same ones every time; `places` go up."""
    found: list[str] = []
    first, drawn = -STREAM, list[str]()
    for place in places:
        if place >= first + STREAM:
            first = place - place % STREAM
            drawn = stream(seed, first, STREAM, form)
        found.append(drawn[place - first])
    return found


async def add_bound(
    queries: NamedQueries, company: CompanyId, batch: CodeBatch, hashed: Hashed, there: Sequence[tuple[PurseId, int]], texts: Sequence[str]
) -> None:
    """The codes of these members (purse, place) are in the books; those that are there already stay as they are."""
    codes = [
        Code(
            hashed(text), batch.campaign, batch.id, ISSUED, purse, tail(text), batch.uses, 0, 0, batch.valid_from, batch.valid_until,
            batch.value_minor,
        )
        for (purse, _), text in zip(there, texts, strict=True)
    ]  # fmt: skip
    await queries.codes.add(company, codes, batch.id, made=max(batch.made, there[-1][1] + 1) if there else batch.made)


async def streamed(
    register: Register, queries: NamedQueries, company: CompanyId, one: Handout, hashed: Hashed, clock: Callable[[], Instant]
) -> AsyncIterator[list[tuple[PurseId, str]]]:
    """Every member with their code, in the line's order, so many at a time. Broken off, it is begun again: the codes are the same.

    Ends where the handout or its batch was ended meanwhile.
    """
    batch = await batch_of(queries, company, one)
    first = 0
    while True:
        now, stands = await queries.handouts.one(company, one.id), await queries.codes.batch(company, batch.id)
        if now is None or now.state != READY or now.seed is None or stands is None or stands.state == CANCELLED:
            return
        page = await queries.handouts.placed(company, one.id, first, STREAM)
        if not page:
            return
        there = [(each.purse, each.place) for each in page]
        texts = await to_thread(codes_at, now.seed, batch.form, [place for _, place in there])
        yield [(purse, text) for (purse, _), text in zip(there, texts, strict=True)]
        await add_bound(queries, company, stands, hashed, there, texts)
        waited = [(each.purse, GIVEN, "") for each in page if each.state == WAITING]
        await register.write(company, settle_receivers(company, one.id, waited, clock()))
        first = there[-1][1] + 1


async def batch_of(queries: NamedQueries, company: CompanyId, one: Handout) -> CodeBatch:
    """The batch that a handout's codes are counted under; refuses `unknown_batch`."""
    batch = await queries.codes.batch(company, str(one.data.get("batch", "")))
    if batch is None:
        raise UnknownBatch()
    return batch
