"""Journal entries: what was booked for one purse under one number, hash-chained to the one before.

A posting is one row (source, destination, positive amount, one unit), so an entry cannot be out of balance.
Entries carry everything that the projections (lots, balances, measures, tier, returned quantities, holds) are
re-made from, and never anything personal.
"""

from hashlib import sha256
from struct import Struct

from zegel.core.ids import PurseId
from zegel.core.periods import Day, Instant
from zegel.core.value import value

GENESIS = bytes(32)
"""The hash before a purse's first entry."""

ENTRY_KINDS = (
    "enrol", "purchase", "hold", "commit", "cancel hold", "time out", "redeem", "event", "cancel redemption", "return", "adjust",
    "release", "expire", "tier", "transfer out", "transfer in", "review", "fill", "issue", "pay", "pay back", "set aside", "let go",
    "empty", "refer", "case", "price drop", "seat",
    "consent", "profile",
    "agreement",
    "pay out",
    "gesture",
    "order", "pick", "hand over", "cancel order",
    "membership", "set tier",
    "occasion",
    "trial",
    "leave", "household",
    "invoice",
    "dispute",
    "merge", "block",
    "lines gone",
)  # fmt: skip
SALES = ("purchase", "commit")
"""Those of a sale."""


@value
class LotRef:
    """A lot is named by the posting that opened it: purse, entry number, posting number in that entry."""

    purse: PurseId
    seq: int
    n: int


@value
class LotTerms:
    """What a posting that opens a lot says of it.

    Spendable from `available_at` (NEVER: until an event releases it) until just before `expires_at` (NEVER: no expiry).
    `opened_at` is the happened_at that it was earned at and orders lots of one expiry. `origin` is the lot that these
    points came from (a transfer, or points given back after their lot's last day), or None.
    """

    opened_at: Instant
    available_at: Instant
    expires_at: Instant
    origin: LotRef | None


@value
class Posting:
    """`amount` (> 0) of `unit` from account `source` to account `destination` (ledger.accounts).

    `lot` is the (seq, n) of the lot of this purse whose points move, or None when this posting opens one (`opens`) or moves no
    lot (debt against issued). A posting into a lot's own purse account that has `opens` makes the lot `(entry.seq, index of the posting)`.
    """

    unit: str
    source: str
    destination: str
    amount: int
    lot: tuple[int, int] | None
    opens: LotTerms | None


@value
class Count:
    """`delta` added to the running count of `measure` on `day`."""

    measure: str
    day: Day
    delta: int


@value
class TierMark:
    """The purse is in `tier` ("" for none), to be reviewed at `review_at` (NEVER: not). `since` is the day of this mark.

    A mark of the tier that the purse is in already (kept for longer, or at a review) does not make it a newer one.
    """

    tier: str
    since: Day
    review_at: Instant


@value
class HoldMark:
    """The state of the hold that entry `seq` opened: `open`, `committed`, `cancelled` or `timed out`."""

    seq: int
    state: str
    expires_at: Instant


@value
class ReturnMark:
    """`quantity` (thousandths) more of line `line` of the sale was returned. `sale` is the purse and number of its entry."""

    sale_purse: PurseId
    sale_seq: int
    line: int
    quantity: int


@value
class JournalEntry:
    """One journal entry. `hash` = SHA-256(`previous` ‖ canonical_bytes(self)).

    `at` is when the command was received (for due work: the due moment itself), `happened_at` what the till claimed,
    `business_date` the branch's day of it. `receipt_digest` is the SHA-256 of the receipt document, empty where there is none
    (due work). `linked` is the entry of another purse that this one belongs with (transfers). `undoes` is the number of this
    purse's entry that this one takes back, 0 for none.
    """

    purse: PurseId
    seq: int
    previous: bytes
    kind: str
    at: Instant
    happened_at: Instant
    business_date: Day
    actor: str
    branch: str
    till: str
    reason: str
    receipt_digest: bytes
    postings: tuple[Posting, ...]
    counts: tuple[Count, ...]
    tier: TierMark | None
    hold: HoldMark | None
    returned: tuple[ReturnMark, ...]
    linked: LotRef | None
    undoes: int
    hash: bytes


def canonical_bytes(e: JournalEntry) -> bytes:
    """What the entry's hash covers, besides the hash before it: tagged fields, each `tag (1 byte) length (2 bytes) value`.

    Numbers are 8 bytes, big-endian, signed (a posting's place `n`: 4 bytes, unsigned); texts UTF-8. A field at its default is left out, so
    a new field leaves old bytes alone.
    Tags: a purse, b seq, c at, d happened_at, e business date, f kind, g actor, h branch, i till, j reason, k receipt digest, p posting
    (nested: a unit, b source, c destination, d amount, e lot seq and n, f opened, available, expires, g origin purse, seq, n), q count
    (nested: a measure, b day, c delta), r tier (since, review_at, tier), s hold (seq, expires_at, state), t returned (sale purse, sale
    seq, line, quantity), u linked (purse, seq, n), v undoes. Golden vectors: tests/golden/entries.json.
    """
    parts = [
        HEAD.pack(
            b"a\x00\x10", e.purse, b"b\x00\x08", e.seq, b"c\x00\x08", e.at, b"d\x00\x08", e.happened_at, b"e\x00\x0a",
            e.business_date.encode("ascii"),
        ),
        who_bytes(e.kind, e.actor, e.branch, e.till),
    ]  # fmt: skip
    if e.reason:
        parts.append(_text(b"j", e.reason))
    if e.receipt_digest:
        parts.append(b"k\x00\x20" + e.receipt_digest)
    for p in e.postings:
        terms = p.opens
        if terms is None or terms.origin is not None:
            parts.append(_posting(p))
            continue
        key = (p.unit, p.source, p.destination)
        parts.append(_opening.get(key) or opening_head(key))
        parts.append(OPENS.pack(p.amount, b"f\x00\x18", terms.opened_at, terms.available_at, terms.expires_at))
    for c in e.counts:
        parts.append(measure_head(c.measure) + COUNT.pack(c.day.encode("ascii"), b"c\x00\x08", c.delta))
    if e.tier is not None or e.hold is not None or e.returned or e.linked is not None or e.undoes:
        parts += _marks(e)
    return b"".join(parts)


def who_bytes(kind: str, actor: str, branch: str, till: str) -> bytes:
    """Tags f-i; the same few come by all day, so they are remembered."""
    key = (kind, actor, branch, till)
    found = _known.get(key)
    if found is None:
        if len(_known) > 10_000:
            _known.clear()
        found = _known[key] = _text(b"f", kind) + _text(b"g", actor) + _text(b"h", branch) + _text(b"i", till)
    return found


def measure_head(measure: str) -> bytes:
    """Tag q as far as the day; there are only a few measures, so they are remembered."""
    found = _measures.get(measure)
    if found is None:
        if len(_measures) > 10_000:
            _measures.clear()
        inner = _text(b"a", measure) + b"b\x00\x0a"
        found = _measures[measure] = b"q" + _LENGTH.pack(len(inner) + COUNT.size) + inner
    return found


def opening_head(key: tuple[str, str, str]) -> bytes:
    """Tag p of a posting that opens a lot, as far as its amount; there are only a few, so they are remembered."""
    if len(_opening) > 10_000:
        _opening.clear()
    inner = _text(b"a", key[0]) + _text(b"b", key[1]) + _text(b"c", key[2]) + b"d\x00\x08"
    found = _opening[key] = b"p" + _LENGTH.pack(len(inner) + OPENS.size) + inner
    return found


def _posting(p: Posting) -> bytes:
    """Tag p of every other posting."""
    inner = _text(b"a", p.unit) + _text(b"b", p.source) + _text(b"c", p.destination) + _NUMBER.pack(b"d", 8, p.amount)
    if p.lot is not None:
        inner += b"e\x00\x0c" + _LOT.pack(p.lot[0], p.lot[1])
    terms = p.opens
    if terms is not None:
        inner += b"f\x00\x18" + _TERMS.pack(terms.opened_at, terms.available_at, terms.expires_at)
        if terms.origin is not None:
            inner += b"g\x00\x1c" + _REF.pack(terms.origin.purse, terms.origin.seq, terms.origin.n)
    return b"p" + _LENGTH.pack(len(inner)) + inner


def _marks(e: JournalEntry) -> list[bytes]:
    """Tags r-v."""
    parts: list[bytes] = []
    if e.tier is not None:
        inner = e.tier.since.encode("ascii") + _INT.pack(e.tier.review_at) + e.tier.tier.encode("utf-8")
        parts.append(b"r" + _LENGTH.pack(len(inner)) + inner)
    if e.hold is not None:
        inner = _INT.pack(e.hold.seq) + _INT.pack(e.hold.expires_at) + e.hold.state.encode("ascii")
        parts.append(b"s" + _LENGTH.pack(len(inner)) + inner)
    for mark in e.returned:
        parts.append(b"t\x00\x28" + mark.sale_purse + _INT.pack(mark.sale_seq) + _INT.pack(mark.line) + _INT.pack(mark.quantity))
    if e.linked is not None:
        parts.append(b"u\x00\x1c" + _REF.pack(e.linked.purse, e.linked.seq, e.linked.n))
    if e.undoes:
        parts.append(_NUMBER.pack(b"v", 8, e.undoes))
    return parts


def _text(tag: bytes, text: str) -> bytes:
    value = text.encode("utf-8")
    return tag + _LENGTH.pack(len(value)) + value


HEAD = Struct(">3s16s3sq3sq3sq3s10s")
_LENGTH = Struct(">H")
_INT = Struct(">q")
_NUMBER = Struct(">cHq")
COUNT = Struct(">10s3sq")
OPENS = Struct(">q3sqqq")
_TERMS = Struct(">qqq")
_LOT = Struct(">qI")
_REF = Struct(">16sqI")
_known: dict[tuple[str, str, str, str], bytes] = {}
_measures: dict[str, bytes] = {}
_opening: dict[tuple[str, str, str], bytes] = {}


def chain_hash(previous: bytes, canonical: bytes) -> bytes:
    """The hash of the entry whose canonical bytes these are, chained to `previous`."""
    return sha256(previous + canonical).digest()


def sealed(entry: JournalEntry) -> JournalEntry:
    """`entry` with its hash filled in (its `hash` is ignored)."""
    return JournalEntry(
        entry.purse, entry.seq, entry.previous, entry.kind, entry.at, entry.happened_at, entry.business_date, entry.actor,
        entry.branch, entry.till, entry.reason, entry.receipt_digest, entry.postings, entry.counts, entry.tier, entry.hold,
        entry.returned, entry.linked, entry.undoes, chain_hash(entry.previous, canonical_bytes(entry)),
    )  # fmt: skip
