"""A purse in memory: its balances, lots, counts, tier, holds and chain, moved on by its journal entries and by nothing else.

The desk makes it from stored rows (some lots only), replay from nothing (all lots). `apply` is the one way forward, so
live, replay and `books rebuild` cannot disagree.
"""

from zegel.core.ids import PurseId, purse_text
from zegel.core.periods import NEVER, Day, Instant
from zegel.core.value import value
from zegel.ledger.accounts import AVAILABLE, DEBT, EXPIRED, ISSUED, PENDING, REDEEMED, RESERVED
from zegel.ledger.entries import GENESIS, Count, JournalEntry, LotTerms, Posting
from zegel.ledger.lots import Lot, LotQueue

GONE, NO_SPENDING, NO_EARNING = 1, 2, 4
"""Who left, and what a colleague blocked."""


@value
class Hold:
    """A hold as the purse knows it: its state, when it times out, and the postings that set points aside for it."""

    state: str
    expires_at: Instant
    reserved: tuple[Posting, ...]


class Purse:
    """Mutable working copy of one purse.

    `balances` maps (unit, purse account) to a count, zero entries left out. `measures` holds the loaded counts per
    measure and day (replay: all of them; else what was counted since loading), `totals` the running total per measure and
    calendar year, and per measure for life under "". `sums` holds what the store counted from a day on, as far as fetched.
    `returned` maps (sale purse, sale seq, line) to the quantity returned so far. `holds` maps a hold's entry number to it.
    `next_due` is never later than the first thing due. `since` is the day the member joined ("" for an anonymous purse).
    """

    __slots__ = (
        "alias_of", "balances", "blocked", "complete", "hash", "holds", "id", "lots", "measures", "next_due", "pending", "queues",
        "returned", "seq", "since", "sums", "text", "tier", "tier_review_at", "tier_since", "totals", "touched_holds", "touched_lots",
        "unloaded_due",
    )  # fmt: skip

    def __init__(self, purse: PurseId, *, complete: bool = True) -> None:
        self.id = purse
        self.text = purse_text(purse)
        self.seq = 0
        self.hash = GENESIS
        self.alias_of: PurseId | None = None
        self.balances: dict[tuple[str, str], int] = {}
        self.lots: dict[tuple[int, int], Lot] = {}
        self.queues: dict[str, LotQueue] = {}
        self.pending: dict[tuple[int, int], Lot] = {}
        self.measures: dict[str, dict[Day, int]] = {}
        self.returned: dict[tuple[bytes, int, int], int] = {}
        self.totals: dict[tuple[str, str], int] = {}
        self.sums: dict[tuple[str, Day], int] = {}
        self.holds: dict[int, Hold] = {}
        self.touched_holds: set[int] = set()
        self.tier = ""
        self.tier_since = Day("")
        self.tier_review_at: Instant = NEVER
        self.next_due: Instant = NEVER
        self.unloaded_due: Instant = NEVER
        """The first thing due among lots and holds that were not loaded."""
        self.complete = complete
        """Whether every lot is loaded. If not, spending may have to ask for more."""
        self.touched_lots: dict[tuple[int, int], Lot] = {}
        """Lots that changed since the last write, for the store."""
        self.since = Day("")
        self.blocked = 0
        """What may not be booked: GONE (anything at all), NO_SPENDING and NO_EARNING, added up; 0: everything may."""

    # -- reading

    def balance(self, unit: str, account: str) -> int:
        """The count of `unit` on purse account `account`."""
        return self.balances.get((unit, account), 0)

    def spendable(self, unit: str) -> int:
        """What a redemption may take: available less debt (one of them is always zero)."""
        return self.balances.get((unit, AVAILABLE), 0) + self.balances.get((unit, DEBT), 0)

    def queue(self, unit: str) -> LotQueue:
        """The lots of `unit` in spend order, made when first asked for."""
        queue = self.queues.get(unit)
        if queue is None:
            queue = self.queues[unit] = LotQueue(None if self.complete else (0, 0, 0, 0))
        return queue

    def counted(self, measure: str, first: Day) -> int:
        """What `measure` came to from `first` on. A purse that is not complete must have been loaded with that sum."""
        base = 0 if self.complete else self.sums[measure, first]
        return base + sum(delta for day, delta in self.measures.get(measure, {}).items() if day >= first)

    def find_due(self) -> Instant:
        """The first moment at which something happens by itself, among what is loaded."""
        due = self.tier_review_at
        for queue in self.queues.values():
            due = min(due, queue.next_expiry())
        for lot in self.pending.values():
            due = min(due, lot.due_at)
        for hold in self.holds.values():
            if hold.state == "open":
                due = min(due, hold.expires_at)
        for (measure, period), total in self.totals.items():
            if total and not period and measure.startswith(_DUE):
                due = min(due, Instant(total))
        return due

    # -- moving on

    def load_lot(self, lot: Lot) -> None:
        """Take in a lot from the store; one that is here already stays as it is."""
        if lot.key in self.lots:
            return
        self.lots[lot.key] = lot
        if lot.available:
            self.queue(lot.unit).add(lot)
        if lot.pending:
            self.pending[lot.key] = lot

    def apply(self, entry: JournalEntry) -> None:
        """Move on by `entry`. A broken number, chain or balance is a bug and stops everything."""
        assert entry.seq == self.seq + 1, "entry number has a gap"
        assert entry.previous == self.hash, "entry does not chain"
        self.seq, self.hash = entry.seq, entry.hash
        n, seq, balances, lots, touched = 0, entry.seq, self.balances, self.lots, self.touched_lots
        for posting in entry.postings:
            terms = posting.opens
            if terms is not None:
                unit, amount, origin = posting.unit, posting.amount, terms.origin
                lot = Lot(
                    seq, n, unit, terms.opened_at, terms.available_at, terms.expires_at, amount,
                    None if origin is None else (origin.purse, origin.seq, origin.n),
                )  # fmt: skip
                key = lot.key
                lots[key] = touched[key] = lot
                if posting.destination == AVAILABLE and posting.source == ISSUED and amount > 0:
                    lot.available = amount
                    account = (unit, AVAILABLE)
                    balances[account] = balances.get(account, 0) + amount
                    (self.queues.get(unit) or self.queue(unit)).add(lot)
                    if terms.expires_at < self.next_due:
                        self.next_due = terms.expires_at
                else:
                    self._open_elsewhere(lot, posting, terms)
            else:
                if posting.lot is not None:
                    self._move(lots[posting.lot], posting)
                self._post(posting)
            n += 1
        for count in entry.counts:
            self.count(count)
        if entry.tier is not None:
            if entry.tier.tier != self.tier:
                self.tier, self.tier_since = entry.tier.tier, entry.tier.since
            self.tier_review_at = entry.tier.review_at
            self.next_due = min(self.next_due, entry.tier.review_at)
        if entry.hold is not None:
            self._mark_hold(entry)
        for mark in entry.returned:
            sold = (mark.sale_purse, mark.sale_seq, mark.line)
            self.returned[sold] = self.returned.get(sold, 0) + mark.quantity

    def _post(self, p: Posting) -> None:
        balances, unit, amount, source, destination = self.balances, p.unit, p.amount, p.source, p.destination
        assert amount > 0, "a posting moves something"
        if source in _OWN:
            key = (unit, source)
            left = balances.get(key, 0) - amount
            assert left >= 0 or source == DEBT, "a purse account would go below zero"
            if left:
                balances[key] = left
            else:
                balances.pop(key, None)
        if destination in _OWN:
            key = (unit, destination)
            new = balances.get(key, 0) + amount
            assert new <= 0 or destination != DEBT, "debt would go above zero"
            if new:
                balances[key] = new
            else:
                balances.pop(key, None)

    def _open_elsewhere(self, lot: Lot, p: Posting, terms: LotTerms) -> None:
        """A lot that waits, is set aside at once, or does not come from what is issued."""
        due = terms.expires_at
        if p.destination == AVAILABLE:
            lot.available = p.amount
            self.queue(p.unit).add(lot)
        elif p.destination == PENDING:
            lot.pending = p.amount
            self.pending[lot.key] = lot
            due = min(terms.available_at, due)
        else:
            assert p.destination == RESERVED, "a lot opens on an account of the purse"
            lot.reserved = p.amount
            due = NEVER
        self._post(p)
        if due < self.next_due:
            self.next_due = due

    def _move(self, lot: Lot, p: Posting) -> None:
        source, destination, amount = p.source, p.destination, p.amount
        _take(lot, source, amount)
        if destination == AVAILABLE:
            lot.available += amount
            self.queue(lot.unit).add(lot)
            self.next_due = min(self.next_due, lot.expires_at)
        elif destination == RESERVED:
            lot.reserved += amount
        elif destination == PENDING:
            lot.pending += amount
            self.pending[lot.key] = lot
            self.next_due = min(self.next_due, lot.due_at)
        elif destination == REDEEMED:
            lot.spent += amount
        elif destination == EXPIRED:
            lot.expired += amount
        else:
            lot.taken += amount
        if source == PENDING and not lot.pending:
            self.pending.pop(lot.key, None)
        self.touched_lots[lot.key] = lot

    def _mark_hold(self, entry: JournalEntry) -> None:
        mark = entry.hold
        assert mark is not None
        before = self.holds.get(mark.seq)
        reserved = before.reserved if before else tuple(p for p in entry.postings if p.destination == RESERVED)
        self.holds[mark.seq] = Hold(mark.state, mark.expires_at, reserved)
        self.touched_holds.add(mark.seq)
        if mark.state == "open":
            self.next_due = min(self.next_due, mark.expires_at)

    def count(self, count: Count) -> None:
        """Add to a measure. Only entries do so; a dry-run tries on a copy that nobody keeps."""
        measure, day, delta = count.measure, count.day, count.delta
        days = self.measures.get(measure)
        if days is None:
            days = self.measures[measure] = {}
        days[day] = days.get(day, 0) + delta
        totals = self.totals
        year, life = (measure, day[:4]), (measure, "")
        totals[year] = totals.get(year, 0) + delta
        totals[life] = total = totals.get(life, 0) + delta
        if total < self.next_due and total > 0 and measure.startswith(_DUE):
            self.next_due = Instant(total)


def _take(lot: Lot, source: str, amount: int) -> None:
    """Take `amount` of the lot's count that account `source` stands for."""
    if source == AVAILABLE:
        lot.available -= amount
        left = lot.available
    elif source == PENDING:
        lot.pending -= amount
        left = lot.pending
    elif source == RESERVED:
        lot.reserved -= amount
        left = lot.reserved
    elif source == REDEEMED:
        lot.spent -= amount
        left = lot.spent
    elif source == EXPIRED:
        lot.expired -= amount
        left = lot.expired
    else:
        lot.taken -= amount
        left = lot.taken
    assert left >= 0, "a lot would hold less than nothing"


_IDLE = "idle:"
"""Measures whose running total is the moment at which lots without a date of their own lapse, because nobody earned or spent."""


_DUE = (_IDLE, "next:")
"""Measures whose running total is a moment at which something happens by itself; `next:` those of days that come again."""


def idle_measure(unit: str) -> str:
    """The measure that knows when `unit` lapses after inactivity."""
    return _IDLE + unit


_OWN = frozenset((PENDING, AVAILABLE, RESERVED, DEBT))
