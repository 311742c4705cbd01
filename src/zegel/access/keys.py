"""API keys: `zk_<id>.<secret>`. The secret has 256 random bits, is shown once and kept as its SHA-256."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from hmac import compare_digest
from typing import Final, Protocol

from zegel.access.scopes import checked_scopes, spread
from zegel.core.ids import CompanyId
from zegel.core.periods import HOUR, NEVER, Instant
from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.store.records import ApiKey

PREFIX: Final = "zk_"
ID_BYTES: Final = 9
SECRET_BYTES: Final = 32
SECONDS: Final = 0.9
"""How long a key is trusted without looking: a revoked one is refused within a second (reliability.md R11)."""
NOTED_EVERY: Final = HOUR
KNOWN: Final = 10_000
"""Keys remembered at once; a company has a few a till."""


class KeyRows(Protocol):
    """Where keys are kept."""

    async def find_key(self, key: str) -> ApiKey | None:
        """The key with that id, revoked or not; None where there is none."""
        ...

    async def key_used(self, company: CompanyId, key: str, at: Instant) -> None:
        """Remember when the key was last used."""
        ...


@value
class Grant:
    """Who is asking: a company's source with what it may do. `branch` "" is every branch."""

    key: str
    company: CompanyId
    source: str
    scopes: frozenset[str]
    branch: str


@value
class NewKey:
    """What whoever asks for a key gets. `text` is shown now and never again."""

    text: str
    row: ApiKey


def make_key(
    random_bytes: Callable[[int], bytes],
    *,
    company: CompanyId,
    source: str,
    scopes: Iterable[str],
    at: Instant,
    branch: str = "",
    expires_at: Instant = NEVER,
) -> NewKey:
    """A new key for `source` of `company`. There is no key that nobody asked for."""
    key_id = _text(random_bytes(ID_BYTES))
    secret = _text(random_bytes(SECRET_BYTES))
    wanted = tuple(sorted(checked_scopes(frozenset(scopes))))
    row = ApiKey(key_id, company, source, _digest(secret), wanted, branch, at, expires_at, None, None)
    return NewKey(f"{PREFIX}{key_id}.{secret}", row)


class Keys:
    """The keys of this process: read again when what is known of one is a moment old."""

    def __init__(self, rows: KeyRows, monotonic: Callable[[], float], seconds: float = SECONDS) -> None:
        self._rows, self._monotonic, self._seconds = rows, monotonic, seconds
        self._known: dict[str, tuple[float, ApiKey, Grant]] = {}
        self._noted: dict[str, Instant] = {}
        self._notes: set[asyncio.Task[None]] = set()

    def at_hand(self, text: str, at: Instant) -> Grant | None:
        """The grant of key `text` if it was looked at just now, else None: then `grant` must be waited for."""
        key_id, _, secret = text[len(PREFIX) :].partition(".")
        known = self._known.get(key_id)
        if known is None or not text.startswith(PREFIX) or self._monotonic() - known[0] > self._seconds:
            return None
        return _granted(known[1], known[2], secret, at)

    async def grant(self, text: str, at: Instant) -> Grant:
        """Who asks with key `text`; refuses `not_signed_in`, whatever is wrong with it."""
        key_id, dot, secret = text[len(PREFIX) :].partition(".")
        if not text.startswith(PREFIX) or not dot or not _is_ours(key_id, ID_BYTES) or not _is_ours(secret, SECRET_BYTES):
            raise NotSignedIn()
        looked = self._monotonic()
        row = await self._rows.find_key(key_id)
        if row is None:
            self._known.pop(key_id, None)
            raise NotSignedIn()
        grant = Grant(row.id, row.company, row.source, spread(frozenset(row.scopes)), row.branch)
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[key_id] = (looked, row, grant)
        _granted(row, grant, secret, at)
        self._note(row, at)
        return grant

    def _note(self, row: ApiKey, at: Instant) -> None:
        """Remember, an hour apart at least, that the key is in use; nobody waits for that, and it may fail."""
        last = max(row.last_used_at or 0, self._noted.get(row.id, 0))
        if at - last >= NOTED_EVERY:
            self._noted[row.id] = at
            note = asyncio.get_running_loop().create_task(self._rows.key_used(row.company, row.id, at))
            self._notes.add(note)
            note.add_done_callback(self._forget)

    def _forget(self, note: "asyncio.Task[None]") -> None:
        self._notes.discard(note)
        if not note.cancelled():
            note.exception()  # looked at, so that nobody is told of it

    async def close(self) -> None:
        """Wait for what is being remembered."""
        await asyncio.gather(*self._notes, return_exceptions=True)


def _granted(row: ApiKey, grant: Grant, secret: str, at: Instant) -> Grant:
    # Compared first and in constant time: an expired key tells nobody whether its secret was right.
    if not compare_digest(_digest(secret), row.secret_hash):
        raise NotSignedIn()
    if row.revoked_at is not None or row.expires_at <= at:
        raise NotSignedIn()
    return grant


def _digest(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "replace")).digest()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _is_ours(text: str, size: int) -> bool:
    """Whether `text` has the form of `size` bytes as we write them."""
    return len(text) == (size * 8 + 5) // 6 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()
