"""What doors do with codes: hash what was shown under the house's key, and stop whoever guesses."""

from collections import deque
from collections.abc import Callable, Hashable
from functools import cached_property
from hmac import digest as hmac_digest
from typing import Final

from zegel.core.codes import RANDOM, canonical, code_hash, drawn, exact
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
    """Counts wrong codes. A try is counted before it is looked up, so that tries at the same time cannot slip through together."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._now = monotonic
        self._tries: dict[Hashable, deque[float]] = {}
        self._blocked: dict[Hashable, float] = {}

    def admit(self, who: Hashable, limit: Limit, count: int) -> None:
        """Count `count` tries; refuses `too_many_tries` where that is more than `limit`, and for a while after."""
        now = self._now()
        if self._blocked.get(who, 0.0) > now:
            raise TooManyTries(seconds=int(self._blocked[who] - now) + 1)
        tries = self._recent(who, now)
        last_minute = sum(1 for at in tries if at > now - MINUTE)
        if last_minute + count > limit.a_minute or len(tries) + count > limit.an_hour:
            self._blocked[who] = now + BLOCKED
            raise TooManyTries(seconds=int(BLOCKED))
        tries.extend([now] * count)

    def settle(self, who: Hashable, right: int) -> None:
        """`right` of the tries counted last were no wrong codes after all."""
        tries = self._tries.get(who)
        while tries and right > 0:
            tries.pop()
            right -= 1

    def _recent(self, who: Hashable, now: float) -> "deque[float]":
        """The tries of the last hour."""
        if len(self._tries) >= MOST_KEYS and who not in self._tries:
            self._tries = {key: tries for key, tries in self._tries.items() if tries and tries[-1] > now - HOUR}
            self._blocked = {key: until for key, until in self._blocked.items() if until > now}
        tries = self._tries.setdefault(who, deque())
        while tries and tries[0] <= now - HOUR:
            tries.popleft()
        return tries


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

    def drawn_for(self, company: CompanyId, source: str, idempotency_key: str) -> str:
        """A code of our own for one request: the same request gives the same one, and nobody without the key can tell it."""
        said = b"drawn\0" + "\0".join((company, source, idempotency_key)).encode()
        return drawn(hmac_digest(self._key, said, "sha256")[:RANDOM])

    def hashed(self, company: CompanyId, text: str, *, capitals_matter: bool) -> bytes:
        """What is stored of a code, read as its campaign reads it."""
        read = exact(text) if capitals_matter else canonical(text)
        return code_hash(self._key, company, read, capitals_matter=capitals_matter)

    def admit(self, hand: Hashable, source: Hashable, count: int) -> None:
        """Before `count` codes are looked up for one member at one till (`hand`) of a `source`."""
        self._throttle.admit(source, BY_SOURCE, count)
        try:
            self._throttle.admit(hand, BY_HAND, count)
        except TooManyTries:
            self._throttle.settle(source, count)
            raise

    def settle(self, hand: Hashable, source: Hashable, right: int) -> None:
        """After they were looked up: `right` of them were no guesses."""
        self._throttle.settle(hand, right)
        self._throttle.settle(source, right)
