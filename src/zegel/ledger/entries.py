"""Journal entries: what was booked for one purse under one number, hash-chained to the one before.

A posting is one row (source, destination, positive amount, one unit), so an entry cannot be out of balance.
Entries carry everything that the projections (lots, balances, measures, tier, returned quantities, holds) are
re-made from, and never anything personal.
"""

from hashlib import sha256

from zegel.core.ids import PurseId
from zegel.core.periods import Day, Instant
from zegel.core.value import value

GENESIS = bytes(32)
"""The hash before a purse's first entry."""

ENTRY_KINDS = (
    "enrol", "purchase", "hold", "commit", "cancel hold", "time out", "redeem", "cancel redemption", "return", "adjust",
    "release", "expire", "tier", "transfer out", "transfer in", "review", "fill",
)  # fmt: skip


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
    """The purse is in `tier` ("" for none) from `since`, to be reviewed at `review_at` (NEVER: not)."""

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
    """One journal entry. `hash` = SHA-256(`previous` ‖ canonical_text(self)).

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


def canonical_text(entry: JournalEntry) -> str:
    """The entry's canonical text (core.canonical): what its hash covers, besides the hash before it. Golden vectors: tests/golden."""
    return header_text(entry) + "".join(
        [posting_text(p) for p in entry.postings] + [count_text(c) for c in entry.counts] + [marks_text(entry)]
    )


def header_text(e: JournalEntry) -> str:
    """Tags a-l: who, when, where and why."""
    purse, at, happened = e.purse.hex(), str(e.at), str(e.happened_at)
    seq, receipt = str(e.seq), e.receipt_digest.hex()
    text = (
        f"a=32:{purse};b={len(seq)}:{seq};c={len(e.kind)}:{e.kind};d={len(at)}:{at};e={len(happened)}:{happened};"
        f"f=10:{e.business_date};g={len(e.actor)}:{e.actor};h={len(e.branch)}:{e.branch};i={len(e.till)}:{e.till};"
    )
    if e.reason:
        text += f"j={len(e.reason)}:{e.reason};"
    if receipt:
        text += f"k=64:{receipt};"
    return text


def posting_text(p: Posting) -> str:
    """Tag p: a posting as nested tagged fields."""
    amount = str(p.amount)
    inner = f"a={len(p.unit)}:{p.unit};b={len(p.source)}:{p.source};c={len(p.destination)}:{p.destination};d={len(amount)}:{amount};"
    if p.lot is not None:
        lot = f"{p.lot[0]}.{p.lot[1]}"
        inner += f"e={len(lot)}:{lot};"
    if p.opens is not None:
        terms = p.opens
        dates = f"{terms.opened_at},{terms.available_at},{terms.expires_at}"
        inner += f"f={len(dates)}:{dates};"
        if terms.origin is not None:
            origin = ref_text(terms.origin)
            inner += f"g={len(origin)}:{origin};"
    return f"p={len(inner)}:{inner};"


def count_text(c: Count) -> str:
    """Tag q: a measure's change."""
    inner = f"a={len(c.measure)}:{c.measure};b=10:{c.day};c={len(str(c.delta))}:{c.delta};"
    return f"q={len(inner)}:{inner};"


def ref_text(ref: LotRef) -> str:
    """`<purse hex>.<seq>.<n>`."""
    return f"{ref.purse.hex()}.{ref.seq}.{ref.n}"


def marks_text(e: JournalEntry) -> str:
    """Tags r-v: tier, hold, returned quantities, the linked entry, the entry that is taken back."""
    parts: list[str] = []
    if e.tier is not None:
        inner = f"{e.tier.since},{e.tier.review_at},{e.tier.tier}"
        parts.append(f"r={len(inner)}:{inner};")
    if e.hold is not None:
        inner = f"{e.hold.seq},{e.hold.expires_at},{e.hold.state}"
        parts.append(f"s={len(inner)}:{inner};")
    for mark in e.returned:
        inner = f"{mark.sale_purse.hex()},{mark.sale_seq},{mark.line},{mark.quantity}"
        parts.append(f"t={len(inner)}:{inner};")
    if e.linked is not None:
        inner = ref_text(e.linked)
        parts.append(f"u={len(inner)}:{inner};")
    if e.undoes:
        parts.append(f"v={len(str(e.undoes))}:{e.undoes};")
    return "".join(parts)


def chain_hash(previous: bytes, text: str) -> bytes:
    """The hash of the entry whose canonical text is `text`, chained to `previous`."""
    return sha256(previous + text.encode("utf-8")).digest()


def sealed(entry: JournalEntry) -> JournalEntry:
    """`entry` with its hash filled in (its `hash` is ignored)."""
    return JournalEntry(
        entry.purse, entry.seq, entry.previous, entry.kind, entry.at, entry.happened_at, entry.business_date, entry.actor,
        entry.branch, entry.till, entry.reason, entry.receipt_digest, entry.postings, entry.counts, entry.tier, entry.hold,
        entry.returned, entry.linked, entry.undoes, chain_hash(entry.previous, canonical_text(entry)),
    )  # fmt: skip
