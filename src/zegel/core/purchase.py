"""A purchase as the till sent it, version 1 (architecture.md §4). Every field is exact; `net_minor` is authoritative."""

from typing import NamedTuple

from zegel.core.periods import Day, Instant
from zegel.core.value import value


@value
class Line:
    """One line of a basket.

    `quantity` counts thousandths of `measure` (`piece`, `kg`, `l`, `m`): three rolls are 3000 pieces' thousandths.
    `list_minor` is the line's price before the till's own discount `discount_minor`; `net_minor` is what the line costs
    before Zegel's effects and is never computed from the others. `vat_bp` is in basis points (2100 = 21 %).
    `category` is a path (`bakery/bread`); `legal_class` is empty or a word of the country pack (`alcohol`, `tobacco`,
    `deposit`, `gift_card`, …). Only a deposit may be negative. `cost_minor` is the cost of the whole line, or None.
    """

    number: int
    sku: str
    category: str
    brand: str
    tags: tuple[str, ...]
    legal_class: str
    quantity: int
    measure: str
    list_minor: int
    discount_minor: int
    net_minor: int
    vat_bp: int
    cost_minor: int | None
    condition: str = ""
    """`A` (as new) to `D` (damaged), "" where nobody said."""
    floor_minor: int | None = None
    """What one whole measure costs at least, whatever comes off; None where nothing says so."""
    marked_days: int = -1
    """For how many days it was damaged or marked down at the sale, by the catalogue; -1 where nobody knows."""


@value
class Tender:
    """One way of paying: `kind` is `cash`, `card`, `gift_card`, `store_credit`, `coupon` or `other`.

    `card` is the gift card that pays, by the hash of its code; None where the money is not in Zegel's books. Receipts do not keep it.
    """

    kind: str
    amount_minor: int
    card: "Identifier | None" = None


class Identifier(NamedTuple):
    """What a member shows: `kind` is `card`, `qr`, `phone`, `email` or `external`; `text` is normalised by the door.

    A gift card is found by one of kind `gift_card`, whose text is the hash of its code.
    """

    kind: str
    text: str


@value
class Purchase:
    """A basket that was paid or is about to be.

    `business_date`, `weekday` and `minute` are the branch's local view of `happened_at`, computed once at the door.
    `document` is the purchase as canonical JSON (core.canonical), kept in the receipt as it was sent.
    """

    branch: str
    till: str
    actor: str
    source: str
    receipt_number: str
    channel: str
    currency: str
    happened_at: Instant
    business_date: Day
    weekday: int
    minute: int
    identifier: Identifier | None
    lines: tuple[Line, ...]
    tenders: tuple[Tender, ...]
    document: bytes


IDENTIFIER_KINDS = ("card", "qr", "phone", "email", "external")
TENDER_KINDS = ("cash", "card", "gift_card", "store_credit", "coupon", "other")
CONDITIONS = ("A", "B", "C", "D")
MEASURES = ("piece", "kg", "g", "l", "gallon", "m", "m2", "hour")
CHANNELS = ("till", "web", "app", "phone", "invoice")
