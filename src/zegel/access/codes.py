"""What doors do with codes: hash what was shown under the house's key, and stop whoever guesses."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cached_property
from hmac import digest as hmac_digest
from typing import Final

from zegel.core.codes import RANDOM, canonical, code_hash, code_hasher, drawn, exact
from zegel.core.ids import CompanyId
from zegel.core.refusals import TooManyTries
from zegel.core.value import value
from zegel.flows.code_facts import ShownCode

MINUTE: Final = 60.0
HOUR: Final = 3600.0
BLOCKED: Final = 15 * MINUTE
MOST_KEYS: Final = 20_000
"""Sources that are remembered; beyond that those with nothing recent are forgotten."""


@value
class Limit:
    """How many wrong codes may come in a minute and in an hour; one more, and nothing is looked up for a quarter of an hour."""

    a_minute: int
    an_hour: int


BY_HAND: Final = Limit(6, 12)
"""Of one member at one till: nobody mistypes more often than that."""
BY_SOURCE: Final = Limit(60, 600)
"""Of a whole integration: a webshop has many shoppers, and at ten a minute a guess among a million codes of 75 bits takes 10^9 years."""


class Throttle:
    """Counts wrong codes. Those that are being looked up count as well where so asked: tries at the same time cannot slip through."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._now = monotonic
        self._wrong: dict[Hashable, deque[float]] = {}
        self._under_way: dict[Hashable, int] = {}
        self._blocked: dict[Hashable, float] = {}

    def admit(self, who: Hashable, limit: Limit, count: int, *, reserve: bool) -> None:
        """Refuse `too_many_tries` where `count` more could pass `limit`, and for a while after too many were wrong.

        `reserve`: those under way count until `settle`; too many of them at once only have to wait for each other.
        """
        now = self._now()
        if self._blocked.get(who, 0.0) > now:
            raise TooManyTries(seconds=int(self._blocked[who] - now) + 1)
        wrong = self._recent(who, now)
        last_minute = sum(1 for at in wrong if at > now - MINUTE)
        if last_minute + count > limit.a_minute or len(wrong) + count > limit.an_hour:
            self._blocked[who] = now + BLOCKED
            raise TooManyTries(seconds=int(BLOCKED))
        if reserve:
            under_way = self._under_way.get(who, 0) + count
            if last_minute + under_way > limit.a_minute:
                raise TooManyTries(seconds=1)
            self._under_way[who] = under_way

    def settle(self, who: Hashable, count: int, wrong: int, *, reserve: bool) -> None:
        """`count` codes were looked up, `wrong` of them were none."""
        if reserve:
            under_way = self._under_way.pop(who, 0) - count
            if under_way > 0:
                self._under_way[who] = under_way
        if wrong:
            now = self._now()
            self._recent(who, now).extend([now] * wrong)

    def _recent(self, who: Hashable, now: float) -> "deque[float]":
        """The wrong codes of the last hour."""
        if len(self._wrong) >= MOST_KEYS and who not in self._wrong:
            self._wrong = {key: wrong for key, wrong in self._wrong.items() if wrong and wrong[-1] > now - HOUR}
            self._blocked = {key: until for key, until in self._blocked.items() if until > now}
        wrong = self._wrong.get(who)
        if wrong is None:
            wrong = self._wrong[who] = deque()
        while wrong and wrong[0] <= now - HOUR:
            wrong.popleft()
        return wrong


def fingerprint(key: bytes) -> bytes:
    """What is kept of the house's key: by it nobody finds the key, and another one is noticed.

    >>> fingerprint(bytes(32)) == fingerprint(bytes(31) + b"1")
    False
    """
    return hmac_digest(key, b"zegel codes: fingerprint 1", "sha256")[:16]


class Codes:
    """The house's key for codes, and who guesses at them."""

    def __init__(self, key: Callable[[], bytes], monotonic: Callable[[], float]) -> None:
        self._make_key = key
        self._throttle = Throttle(monotonic)

    @cached_property
    def _key(self) -> bytes:
        """The key, drawn or read when the first code comes by: a shop without codes has none."""
        return self._make_key()

    def shown(self, company: CompanyId, text: str, honour: str = "") -> ShownCode:
        """What somebody typed or scanned, with the hashes it is looked up by."""
        folded, as_is = canonical(text), exact(text)
        key = self._key
        return ShownCode(
            folded, code_hash(key, company, folded), as_is, code_hash(key, company, as_is, capitals_matter=True), honour
        )  # fmt: skip

    def marked(self, company: CompanyId, kind: str, mark: str) -> str:
        """A mark of a device, a payment card or an address as this house knows it: who has the database cannot try what it is of."""
        return hmac_digest(self._key, b"mark\0" + "\0".join((company, kind, mark)).encode(), "sha256").hex()

    def drawn_for(self, company: CompanyId, source: str, idempotency_key: str) -> str:
        """A code of our own for one request: the same request gives the same one, and nobody without the key can tell it."""
        said = b"drawn\0" + "\0".join((company, source, idempotency_key)).encode()
        return drawn(hmac_digest(self._key, said, "sha256")[:RANDOM])

    def hasher(self, company: CompanyId, *, capitals_matter: bool) -> Callable[[str], bytes]:
        """A code's text → what is stored of it, read as its campaign reads it. For many codes: the key is read and begun with once."""
        hashed, read = code_hasher(self._key, company, capitals_matter=capitals_matter), exact if capitals_matter else canonical
        return lambda text: hashed(read(text))

    @contextmanager
    def tried(self, hand: Hashable, source: Hashable, count: int = 1) -> "Iterator[Callable[[int], None]]":
        """Around a look-up, which says how many were guesses. One that breaks off was none: whatever happens, nothing stays under way."""
        self.admit(hand, source, count)
        wrong: list[int] = []
        try:
            yield wrong.append
        finally:
            self.settle(hand, source, count, sum(wrong))

    def admit(self, hand: Hashable, source: Hashable, count: int) -> None:
        """Before `count` codes are looked up for one member at one till (`hand`) of a `source`."""
        self._throttle.admit(source, BY_SOURCE, count, reserve=False)
        self._throttle.admit(hand, BY_HAND, count, reserve=True)

    def settle(self, hand: Hashable, source: Hashable, count: int, wrong: int) -> None:
        """After they were looked up: `wrong` of them were guesses."""
        self._throttle.settle(hand, count, wrong, reserve=True)
        self._throttle.settle(source, count, wrong, reserve=False)
