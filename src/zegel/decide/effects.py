"""Kinds of effect: what a program's rules do, as data. None of them touches the basket or the books; booking/ books them.

`data()` is the form kept in the receipt document: a JSON object whose `effect` names the kind.
"""

from typing import Final

from zegel.core.canonical import Json
from zegel.core.periods import Instant
from zegel.core.value import value


@value
class Earn:
    """`count` of `unit` is earned, spendable from `available_at` until before `expires_at`.

    `parts` says which rule gave how many: (rule id, count), base rules first, multipliers with what they add.
    `basis_minor` is the spend that counted.
    """

    unit: str
    count: int
    parts: tuple[tuple[str, int], ...]
    basis_minor: int
    available_at: Instant
    expires_at: Instant

    def data(self) -> dict[str, Json]:
        return {
            "available_at": self.available_at, "basis_minor": self.basis_minor, "count": self.count, "effect": "earn",
            "expires_at": self.expires_at, "parts": self.parts, "unit": self.unit,
        }  # fmt: skip


@value
class Discount:
    """`shares` minor units off each line, in the order of the purchase's lines; `vat` the same per VAT rate (basis points, minor).

    `left_out` is what the rule promised but could not be given (floors, caps), in minor units.
    """

    rule: str
    lane: str
    shares: tuple[int, ...]
    vat: tuple[tuple[int, int], ...]
    left_out: int

    def data(self) -> dict[str, Json]:
        return {
            "effect": "discount", "lane": self.lane, "left_out": self.left_out, "rule": self.rule, "shares": self.shares, "vat": self.vat,
        }  # fmt: skip


@value
class FreeItems:
    """A reward in a basket: `items` of each line are free, `shares` is what that takes off each line."""

    rule: str
    items: tuple[int, ...]
    shares: tuple[int, ...]
    vat: tuple[tuple[int, int], ...]

    def data(self) -> dict[str, Json]:
        return {"effect": "free items", "items": self.items, "rule": self.rule, "shares": self.shares, "vat": self.vat}


@value
class Spend:
    """`count` of `unit` is spent on `what` (a reward's or a points discount's id), `times` times."""

    what: str
    unit: str
    count: int
    times: int

    def data(self) -> dict[str, Json]:
        return {"count": self.count, "effect": "spend", "times": self.times, "unit": self.unit, "what": self.what}


@value
class CardFull:
    """`cards` cards of `card` are full: `stamps` stamps are spent, the member gets `cards` tokens for reward `gives` (unit `token`)."""

    card: str
    unit: str
    stamps: int
    cards: int
    gives: str
    token: str
    token_expires_at: Instant

    def data(self) -> dict[str, Json]:
        return {
            "card": self.card, "cards": self.cards, "effect": "card full", "gives": self.gives, "stamps": self.stamps, "token": self.token,
            "unit": self.unit,
        }  # fmt: skip


@value
class TierMove:
    """The member's tier changes (ids of the ladder, "" below it), effective from the next purchase; looked at again at `review_at`."""

    before: str
    after: str
    measured: int
    review_at: Instant

    def data(self) -> dict[str, Json]:
        return {"after": self.after, "before": self.before, "effect": "tier", "measured": self.measured, "review_at": self.review_at}


@value
class TakeBack:
    """`count` of `unit` that was earned is taken back, because it would not have been earned without the returned goods."""

    unit: str
    count: int

    def data(self) -> dict[str, Json]:
        return {"count": self.count, "effect": "take back", "unit": self.unit}


@value
class GiveBack:
    """`count` of `unit` that was spent goes back to its lots."""

    unit: str
    count: int

    def data(self) -> dict[str, Json]:
        return {"count": self.count, "effect": "give back", "unit": self.unit}


@value
class Refund:
    """What the shopper gets back in money for line `line`: the paid share of the returned quantity."""

    line: int
    quantity: int
    amount_minor: int

    def data(self) -> dict[str, Json]:
        return {"amount_minor": self.amount_minor, "effect": "refund", "line": self.line, "quantity": self.quantity}


@value
class Change:
    """A correction by hand, a transfer, a release or a lapse: `count` (signed) of `unit`; `kind` says which."""

    kind: str
    unit: str
    count: int

    def data(self) -> dict[str, Json]:
        return {"count": self.count, "effect": self.kind, "unit": self.unit}


Effect = Earn | Discount | FreeItems | Spend | CardFull | TierMove | TakeBack | GiveBack | Refund | Change

EFFECTS: Final = (
    "earn", "discount", "free items", "spend", "card full", "tier", "take back", "give back", "refund", "adjust", "transfer", "release",
    "expire", "settle debt",
)  # fmt: skip
"""Every kind of effect as receipts name it."""
