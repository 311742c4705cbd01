"""Seals: a signed Merkle root over the heads of the purses that changed, chained to the seal before (architecture.md rule 3).

A seal makes a cut tail and a rewritten book show: whoever keeps a copy of the seals file (or prints it) can hold the books to it.
"""

import os
from collections.abc import Sequence
from hashlib import sha256
from json import dumps
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from zegel.core.canonical import field
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant, instant_text
from zegel.core.value import value
from zegel.worker.merkle import root

FIRST = bytes(32)
"""The hash before a company's first seal."""


@value
class Head:
    """The last entry of a purse: its number and its hash."""

    purse: PurseId
    seq: int
    hash: bytes

    def leaf(self) -> bytes:
        """The leaf's bytes: purse (16), number (8, big endian), hash (32)."""
        return self.purse + self.seq.to_bytes(8, "big") + self.hash


@value
class Seal:
    """One seal. `hash` = SHA-256(`previous` ‖ text), `signature` is Ed25519 over `hash`; `leaves` are the heads' leaves in a row."""

    company: CompanyId
    number: int
    at: Instant
    count: int
    root: bytes
    previous: bytes
    hash: bytes
    signature: bytes
    leaves: bytes


def seal_text(company: CompanyId, number: int, at: Instant, count: int, tree: bytes) -> str:
    """What a seal's hash covers, besides the seal before it: tagged fields, as in journal entries."""
    return "".join(
        field(tag, text) for tag, text in (("a", company), ("b", str(number)), ("c", str(at)), ("d", str(count)), ("e", tree.hex()))
    )


def made(company: CompanyId, number: int, at: Instant, previous: bytes, heads: Sequence[Head], key: Ed25519PrivateKey) -> Seal:
    """The seal over `heads`."""
    leaves = [head.leaf() for head in sorted(heads, key=lambda head: head.purse)]
    tree = root(leaves)
    chained = seal_hash(previous, seal_text(company, number, at, len(leaves), tree))
    return Seal(company, number, at, len(leaves), tree, previous, chained, key.sign(chained), b"".join(leaves))


def seal_hash(previous: bytes, text: str) -> bytes:
    """The seal's hash, chained to `previous`."""
    return sha256(previous + text.encode()).digest()


def is_sound(seal: Seal, public: Ed25519PublicKey) -> bool:
    """Whether the seal's tree, hash and signature are what its leaves and the seal before it make them."""
    leaves = [seal.leaves[i : i + 56] for i in range(0, len(seal.leaves), 56)]
    if (
        root(leaves) != seal.root
        or len(leaves) != seal.count
        or seal_hash(seal.previous, seal_text(seal.company, seal.number, seal.at, seal.count, seal.root)) != seal.hash
    ):
        return False
    try:
        public.verify(seal.signature, seal.hash)
    except InvalidSignature:
        return False
    return True


def exported(seal: Seal, key: Ed25519PrivateKey) -> str:
    """One line of the seals file: all that is needed to check it, nothing of anybody."""
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return dumps({
        "seal": 1, "company": seal.company, "number": seal.number, "at": instant_text(seal.at), "at_ms": seal.at, "purses": seal.count,
        "root": seal.root.hex(), "previous": seal.previous.hex(), "hash": seal.hash.hex(), "signature": seal.signature.hex(),
        "public_key": public.hex(),
    }, separators=(",", ":"))  # fmt: skip


def append(path: Path, line: str) -> None:
    """Add a line to the seals file and wait until it is on the disk."""
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
