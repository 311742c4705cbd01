"""Batches of gift cards to print: made while whoever asked for them receives them, within one request, or brought in from a printer's file.

The seed stands with a batch until every code of it was handed out; then it is forgotten, and nobody can show the codes again. Numbers
count from 1, in the order in which the codes are handed out: they stand on the cards, and are no secret.
"""

from asyncio import to_thread
from collections.abc import AsyncIterator, Sequence
from typing import Final

from zegel.core.codes import LEAST_RANDOM, STREAM, canonical, stream, tail
from zegel.core.ids import CompanyId
from zegel.core.refusals import BatchExists, Malformed, UnknownCardBatch
from zegel.desk.code_batches import Hashed
from zegel.desk.register import Change, Register
from zegel.store.card_register import MAKING, CardBatch, CardRegister, finished, put_batch, put_cards
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed

MOST_CARDS: Final = 20_000
"""Cards in a batch: as many as a page lists, sorts and filters."""


async def begin(register: Register, company: CompanyId, batch: CardBatch, deed: Deed) -> None:
    """A batch that is to be made; refuses `batch_exists`."""

    async def work(_people: PeopleQueries) -> Change[None]:
        if await register.store.queries.card_register.batch(company, batch.id) is not None:
            raise BatchExists(batch=batch.id)
        return Change((put_batch(company, batch),), (deed,), None)

    await register.change(company, batch.at, work)


async def streamed(cards: CardRegister, company: CompanyId, named: str, hashed: Hashed) -> AsyncIterator[tuple[int, list[str]]]:
    """All codes of the batch, so many at a time with the number of the first; each is handed out before it is in the register."""
    batch = await _making(cards, company, named)
    for first in range(0, batch.asked, STREAM):
        last = min(first + STREAM, batch.asked)
        texts = await to_thread(_texts, batch, first, last)
        yield first + 1, texts
        if last > batch.made:
            await cards.add(company, batch, _numbered(first, texts, hashed), made=last, done=False)


async def finish(register: Register, company: CompanyId, named: str, deed: Deed) -> bool:
    """Whoever asked for the batch has it: its seed is forgotten. False while not every code of it was handed out."""
    batch = await _making(register.store.queries.card_register, company, named)
    if batch.made < batch.asked:
        return False

    async def work(_people: PeopleQueries) -> Change[None]:
        return Change((finished(company, batch),), (deed,), None)

    await register.change(company, batch.at, work)
    return True


async def make_at_once(register: Register, company: CompanyId, batch: CardBatch, hashed: Hashed, deed: Deed) -> list[str] | None:
    """The codes of a whole batch, all of it in one transaction; None, and nothing made, where one of that name is there."""
    assert batch.seed is not None
    texts = [text for first in range(0, batch.asked, STREAM) for text in _texts(batch, first, min(first + STREAM, batch.asked))]
    cards = _numbered(0, texts, hashed)
    whole = CardBatch(batch.id, batch.state, batch.asked, batch.asked, batch.value_minor, None, batch.at)

    async def work(_people: PeopleQueries) -> Change[bool]:
        if await register.store.queries.card_register.batch(company, batch.id) is not None:
            return Change((), (), result=False)
        return Change((put_batch(company, whole), *put_cards(company, whole, cards)), (deed,), result=True)

    return texts if await register.change(company, batch.at, work) else None


async def bring_in(register: Register, company: CompanyId, batch: CardBatch, hashed: Hashed, texts: Sequence[str], deed: Deed) -> int:
    """The codes of a file, in its order, as a batch; one that was stopped half-way goes on. Gives how many there were.

    Refuses `malformed`, before anything is kept, where a code could be guessed or there are too many.
    """
    for n, text in enumerate(texts, 1):
        if len(canonical(text)) <= LEAST_RANDOM:
            raise Malformed(f"code {n}: a gift card's code has more than {LEAST_RANDOM} letters and digits", field="code")
    if not 0 < len(texts) <= MOST_CARDS:
        raise Malformed(f"code: 1 to {MOST_CARDS:,} cards make a batch", field="code", limit=MOST_CARDS)
    cards = register.store.queries.card_register
    if await cards.batch(company, batch.id) is None:
        await begin(register, company, batch, deed)
    for first in range(0, len(texts), STREAM):
        last = min(first + STREAM, len(texts))
        await cards.add(company, batch, _numbered(first, texts[first:last], hashed), made=last, done=last == len(texts))
    return len(texts)


def _numbered(first: int, texts: Sequence[str], hashed: Hashed) -> list[tuple[int, str, str]]:
    return [(first + n, hashed(text).hex(), tail(canonical(text))) for n, text in enumerate(texts, 1)]


async def _making(cards: CardRegister, company: CompanyId, named: str) -> CardBatch:
    batch = await cards.batch(company, named)
    if batch is None or batch.state != MAKING or batch.seed is None:
        raise UnknownCardBatch()
    return batch


def _texts(batch: CardBatch, first: int, last: int) -> list[str]:
    assert batch.seed is not None
    return stream(batch.seed, first, last - first)
