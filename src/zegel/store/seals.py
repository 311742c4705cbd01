"""Seals: a Merkle root over the chains that changed, chained to the seal before (RFC 6962's way of hashing: leaves and nodes apart)."""

from collections.abc import Iterator, Sequence

from zegel.core.canonical import digest
from zegel.core.ids import PurseId
from zegel.store.records import Head, Seal

FIRST = bytes(32)
"""The hash before a company's first seal."""


def leaf(head: Head) -> bytes:
    """The leaf of one purse: its id, entry number and chain hash."""
    return digest(b"\x00" + head.purse + head.seq.to_bytes(8, "big") + head.hash)


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, in their order; an odd one out goes up as it is.

    >>> merkle_root([b"x"]) == b"x"
    True
    """
    assert leaves, "nothing is never sealed"
    level = list(leaves)
    while len(level) > 1:
        pairs = [digest(b"\x01" + level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) & ~1 :]
    return level[0]


def seal_hash(company: str, number: int, previous: bytes, root: bytes, at: int, count: int) -> bytes:
    """What is signed: the seal's tagged fields after the hash before it."""
    fields = (("a", company), ("b", str(number)), ("c", root.hex()), ("d", str(at)), ("e", str(count)))
    text = "".join(f"{tag}={len(said)}:{said};" for tag, said in fields)
    return digest(previous + text.encode("utf-8"))


def leaves_bytes(heads: Sequence[Head]) -> bytes:
    """The purses and entry numbers that a seal covers, sorted by purse; hashes stay in the books."""
    return b"".join(head.purse + head.seq.to_bytes(8, "big") for head in heads)


def leaves_of(seal: Seal) -> Iterator[tuple[PurseId, int]]:
    """The purses and entry numbers that `seal` covers."""
    for i in range(0, len(seal.leaves), 24):
        yield PurseId(seal.leaves[i : i + 16]), int.from_bytes(seal.leaves[i + 16 : i + 24], "big")
