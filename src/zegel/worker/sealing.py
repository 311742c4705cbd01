"""Who signs seals, and how one leaves the house: a line in a file that somebody else keeps.

A seal makes a cut tail and a rewritten book show: whoever holds a copy of the seals file (or a print-out) can hold the books to it.
"""

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, instant_text
from zegel.store.records import Head, Seal
from zegel.store.seals import FIRST, leaf, leaves_bytes, merkle_root, seal_hash

if TYPE_CHECKING:  # loaded with the first seal, minutes after the start that would wait for it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_BYTES: Final = 32


class WeakKey(Exception):
    """The seal key is no 32 bytes, or others than its owner may read it."""


class Signer:
    """An Ed25519 key (RFC 8032)."""

    def __init__(self, secret: bytes) -> None:
        self._secret = checked_key(secret)  # any 32 bytes are a key, so that nothing can be refused later

    @cached_property
    def _key(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see above

        return Ed25519PrivateKey.from_private_bytes(self._secret)

    @cached_property
    def public(self) -> bytes:
        """The public half: 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`."""
        return self._key.sign(data)


def checked_key(secret: bytes) -> bytes:
    """`secret`, if it is 32 bytes that look random."""
    if len(secret) != KEY_BYTES or len(set(secret)) < 8:
        raise WeakKey("A key is 32 random bytes (64 hexadecimal digits).")
    return secret


def key_beside(path: Path, random_bytes: Callable[[int], bytes]) -> bytes:
    """The key in the file at `path`, drawn when it is not there yet; refuses one that others may read."""
    if not path.exists():
        _draw(path, random_bytes)
    if path.stat().st_mode & 0o077:
        raise WeakKey(f"Others than its owner may read {path}: chmod 600 it, or draw a new key if they may have.")
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        raise WeakKey(f"{path} does not hold 64 hexadecimal digits.") from None


def _draw(path: Path, random_bytes: Callable[[int], bytes]) -> None:
    """A new key at `path`, whole or not at all: who starts at the same moment, or after a crash, never finds half of one."""
    beside = path.with_name(f".{path.name}.{random_bytes(6).hex()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(random_bytes(KEY_BYTES).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    except FileExistsError:
        pass  # another process drew it first
    finally:
        beside.unlink(missing_ok=True)


def sealed(company: CompanyId, last: Seal | None, heads: Sequence[Head], at: Instant, signer: Signer) -> Seal:
    """The next seal, over `heads` (sorted by purse)."""
    number, previous = (1, FIRST) if last is None else (last.number + 1, last.hash)
    root = merkle_root([leaf(head) for head in heads])
    chained = seal_hash(company, number, previous, root, at, len(heads))
    return Seal(number, root, previous, chained, signer.sign(chained), leaves_bytes(heads), at, len(heads))


def is_signed(seal: Seal, public: bytes) -> bool:
    """Whether `seal` was signed by the holder of `public`'s key."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as for signing
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - the same

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(seal.signature, seal.hash)
    except (InvalidSignature, ValueError):
        return False
    return True


def exported(company: CompanyId, seal: Seal, public: bytes) -> str:
    """One line of the seals file: all that is needed to check the seal, nothing of anybody.

    `public` is this server's key; a seal that another key signed (an older one, another server's) is exported without it.
    """
    signed = is_signed(seal, public)
    return dumps(
        {
            "v": 1, "company": company, "number": seal.number, "at": instant_text(seal.at), "at_ms": seal.at, "purses": seal.count,
            "root": seal.root.hex(), "previous": seal.previous.hex(), "hash": seal.hash.hex(), "signature": seal.signature.hex(),
            "public_key": public.hex() if signed else None,
        },
        separators=(",", ":"),
    )  # fmt: skip


def _cut_short(file: BinaryIO) -> bool:
    """Whether the last line has no end."""
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def newest_exported(path: Path) -> dict[str, int]:
    """Company → number of the newest seal in the seals file."""
    newest: dict[str, int] = {}
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            for line in file:
                try:
                    found = loads(line)
                except ValueError:
                    continue  # a line that a crash cut short: it is written again
                newest[found["company"]] = max(newest.get(found["company"], 0), found["number"])
    return newest


def append(path: Path, line: str) -> None:
    """Add a line to the seals file, and wait until it is on the disk."""
    with path.open("a+b") as file:
        if file.tell() and _cut_short(file):
            file.write(b"\n")
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
