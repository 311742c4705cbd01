"""One sale as a till without a line tells it."""

from hashlib import sha256
from typing import Any

from zegel.core.periods import Instant
from zegel.core.value import value


@value
class Told:
    """One sale as the till tells it. `canonical` is its body with sorted keys: what makes two of it the same.

    `member` is whom the till knew by the card, `shown` what was scanned where it knew nobody, `code` a changing code that it verified.
    `lines` in the API's words. `paid_minor` is what the customer paid, after
    `off`: the discounts that the till gave by itself, by rule, in minor units.
    """

    id: str
    device: str
    journal: str
    number: int
    claimed_at: Instant
    staff: str
    member: str
    shown: str
    code: str
    lines: tuple[dict[str, Any], ...]
    uses: tuple[tuple[str, int], ...]
    paid_minor: int
    canonical: bytes
    off: tuple[tuple[str, int], ...] = ()

    @property
    def digest(self) -> bytes:
        """Of all that the till says."""
        return sha256(self.canonical).digest()
