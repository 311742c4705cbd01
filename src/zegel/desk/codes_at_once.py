"""A batch of codes that is made within one request: all of it in one transaction, or nothing; shown to whoever made it, this once."""

from asyncio import to_thread
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from zegel.core.codes import STREAM, as_printed, stream, tail
from zegel.core.ids import CompanyId
from zegel.desk.code_batches import Hashed
from zegel.store.code_queries import CodeBatch, CodeQueries

MOST_AT_ONCE: Final = 10_000


def batch_of_key(source: str, key: str) -> str:
    """The batch that a request makes: a source's key names it, so that the same request can make no second one.

    >>> batch_of_key("shop", "k-1") == batch_of_key("shop", "k-1"), batch_of_key("shop", "k-1") == batch_of_key("sho", "pk-1")
    (True, False)
    """
    return "key-" + sha256(f"{source}\0{key}".encode()).hexdigest()[:24]


async def make_at_once(
    queries: CodeQueries, company: CompanyId, batch: CodeBatch, hashed: Hashed, random_bytes: Callable[[int], bytes]
) -> list[str] | None:
    """Make the whole of `batch`, and give its codes as they are printed; None where one of that name is there already."""
    assert 0 < batch.asked <= MOST_AT_ONCE
    seed = random_bytes(32)
    made = await to_thread(_drawn, batch, hashed, seed)
    if not await queries.put_whole(company, batch, [(code_hash, tail(text)) for code_hash, text in made.items()]):
        return None
    ean = batch.form == "EAN-13"
    if ean:  # thirty-three random bits: one in a great many stands in another batch already, and is not one of these
        there = await queries.hashes_of(company, batch.id)
        return [text for code_hash, text in made.items() if code_hash in there]
    return [as_printed(batch.form, text) for text in made.values()]


def _drawn(batch: CodeBatch, hashed: Hashed, seed: bytes) -> dict[bytes, str]:
    """Hash → code, as many as there are different ones."""
    found: dict[bytes, str] = {}
    for first in range(0, batch.asked, STREAM):
        for text in stream(seed, first, min(STREAM, batch.asked - first), batch.form):
            found[hashed(text)] = text
    return found
