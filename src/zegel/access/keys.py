"""API keys: `zk_<id>.<secret>`. The secret has 256 random bits, is shown once and kept as its SHA-256."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from hmac import compare_digest
from typing import Final, Protocol

from zegel.access.principal import Principal, of_key
from zegel.access.scopes import checked_scopes, spread
from zegel.core.ids import CompanyId
from zegel.core.periods import HOUR, NEVER, Instant
from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.store.records import ApiKey

PREFIX: Final = "zk_"
ID_BYTES: Final = 9
SECRET_BYTES: Final = 32
SOFT_SECONDS: Final = 0.4
HARD_SECONDS: Final = 0.9
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
    key_id = _text(random_bytes(ID_BYTES)).replace("-", "a")  # no id that a command line could take for an option
    secret = _text(random_bytes(SECRET_BYTES))
    wanted = tuple(sorted(checked_scopes(frozenset(scopes))))
    row = ApiKey(key_id, company, source, _digest(secret), wanted, branch, at, expires_at, None, None)
    return NewKey(f"{PREFIX}{key_id}.{secret}", row)


class Keys:
    """The keys of this process. What is known of one is read again beside the work when it is `soft` seconds old, by one for all;
    only where it is `hard` seconds old it is waited for."""

    def __init__(self, rows: KeyRows, monotonic: Callable[[], float], soft: float = SOFT_SECONDS, hard: float = HARD_SECONDS) -> None:
        self._rows, self._monotonic, self._soft, self._hard = rows, monotonic, soft, hard
        self._known: dict[str, tuple[float, ApiKey, Principal]] = {}
        self._looking: dict[str, asyncio.Task[None]] = {}
        self._noted: dict[str, Instant] = {}
        self._notes: set[asyncio.Task[None]] = set()

    def at_hand(self, text: str, at: Instant) -> Principal | None:
        """The grant of key `text` if enough is known of it, else None: then `grant` must be waited for."""
        key_id, _, secret = text[len(PREFIX) :].partition(".")
        known = self._known.get(key_id)
        if known is None or not text.startswith(PREFIX):
            return None
        age = self._monotonic() - known[0]
        if age > self._soft:
            if age > self._hard:
                return None
            self._look(key_id)
        return _granted(known[1], known[2], secret, at)

    async def grant(self, text: str, at: Instant) -> Principal:
        """Who asks with key `text`; refuses `not_signed_in`, whatever is wrong with it."""
        key_id, dot, secret = text[len(PREFIX) :].partition(".")
        if not text.startswith(PREFIX) or not dot or not _is_ours(key_id, ID_BYTES) or not _is_ours(secret, SECRET_BYTES):
            raise NotSignedIn()
        # Shielded: whoever goes away while waiting does not take the look from the others.
        await asyncio.shield(self._look(key_id))
        known = self._known.get(key_id)
        if known is None:
            raise NotSignedIn()
        grant = _granted(known[1], known[2], secret, at)
        self._note(known[1], at)
        return grant

    def _look(self, key_id: str) -> "asyncio.Task[None]":
        """The look at the key that is under way, begun now where there is none."""
        task = self._looking.get(key_id)
        if task is None:
            task = self._looking[key_id] = asyncio.get_running_loop().create_task(self._refresh(key_id))
            task.add_done_callback(lambda done: self._looked(key_id, done))
        return task

    def _looked(self, key_id: str, task: "asyncio.Task[None]") -> None:
        self._looking.pop(key_id, None)
        _heard(task)

    async def _refresh(self, key_id: str) -> None:
        looked = self._monotonic()
        row = await self._rows.find_key(key_id)
        if row is None:
            self._known.pop(key_id, None)
            return
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[key_id] = (looked, row, of_key(row.id, row.company, row.source, spread(frozenset(row.scopes)), row.branch))

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
        _heard(note)

    async def close(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._notes, *self._looking.values(), return_exceptions=True)


def _heard(task: "asyncio.Task[None]") -> None:
    """Look at what a task ended with, so that nobody is told of it: whoever waits for it gets it, others need not."""
    if not task.cancelled():
        task.exception()


def _granted(row: ApiKey, grant: Principal, secret: str, at: Instant) -> Principal:
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
