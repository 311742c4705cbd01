"""Every server seals what changed, all at once and all the time: one chain of seals comes of it, and none is missing in the file."""

import asyncio
import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.live.shop import House, Shop, a_shop
from zegel.store import books

pytestmark = pytest.mark.anyio

ROUNDS = 8
MOST_ROUNDS = 60
SEALS = 3
"""Of a house that seals for many companies one waits longer for as many."""


async def test_servers_that_seal_at_once_make_one_chain(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(10)
        rounds = 0
        while rounds < ROUNDS or (await sealed(shop) < SEALS and rounds < MOST_ROUNDS):
            await shop.done([shop.buy(member, 100) for member in members])
            await asyncio.sleep(0.3)
            rounds += 1
        await everything_is_sealed(shop)

        exported = [line for line in lines_of(seals_file(house)) if line["company"] == shop.company]
        (public,) = {line["public_key"] for line in exported}
        report = await books.verify(shop.store, shop.company, signed=lambda hashed, signature: is_signed(public, hashed, signature))
        assert report.findings == []
        assert report.seals >= SEALS
        # Each server makes sure that all are in the file: of what stands there twice both say the same.
        told = {json.dumps(line): line["number"] for line in exported}
        assert sorted(told.values()) == list(range(1, report.seals + 1))
        assert await shop.faults() == []


async def sealed(shop: Shop) -> int:
    """How many seals there are by now."""
    last = await shop.store.queries.last_seal(shop.company)
    return 0 if last is None else last.number


async def everything_is_sealed(shop: Shop) -> None:
    """Until no chain is longer than its last seal says, and that seal has left the house."""
    for _ in range(600):
        waits = await shop.store.queries.unsealed(shop.company, None, 1)
        last = await shop.store.queries.last_seal(shop.company)  # asked after it: nothing waits, so no other comes behind this one
        told = [line["number"] for line in lines_of(seals_file(shop.house)) if line["company"] == shop.company]
        if not waits and last is not None and last.number in told:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("something was not sealed within a minute")


def seals_file(house: House) -> Path:
    """Where the servers export their seals: beside the database, or where they run."""
    return house.folder / "zegel.seals.ndjson"


def lines_of(path: Path) -> list[dict[str, object]]:
    """Every seal that was exported."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def is_signed(public: object, hashed: bytes, signature: bytes) -> bool:
    """Whether the holder of that key signed it."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(public))).verify(signature, hashed)
    except InvalidSignature:
        return False
    return True
