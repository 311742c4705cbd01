"""The books read again, independently: every purse's journal from its first entry on, against everything that is kept beside it."""

from collections import Counter, defaultdict
from hashlib import sha256
from typing import Any

from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.ledger.accounts import AVAILABLE, IN_TRANSIT, PENDING, RESERVED
from zegel.ledger.entries import GENESIS, JournalEntry, canonical_bytes, chain_hash
from zegel.ledger.purse import Purse
from zegel.store.entry_rows import ENTRY_COLUMNS, POSTING_COLUMNS, joined
from zegel.store.loading import lot_from, purse_from
from zegel.store.lookups import LOT_COLUMNS, PURSE_COLUMNS
from zegel.store.port import Store

Rows = list[tuple[Any, ...]]


async def rows(store: Store, company: CompanyId, sql: str, *parameters: Any) -> Rows:
    """The rows of one SELECT on either database."""
    found: Rows = await store.read(company, sql, (company, *parameters))  # type: ignore[attr-defined]  # both adapters have it
    return [tuple(row) for row in found]


class Kept:
    """Every row of one company, by table and purse."""

    def __init__(self, store: Store, company: CompanyId) -> None:
        self._store, self._company = store, company
        self._tables: dict[str, dict[bytes, Rows]] = {}

    async def read(self) -> None:
        """All of it. Nothing may be written meanwhile."""
        for table, columns, order in (
            ("purse", PURSE_COLUMNS, "id"), ("entry", ENTRY_COLUMNS, "purse, seq"), ("posting", POSTING_COLUMNS, "purse, seq, n"),
            ("lot", f"purse, {LOT_COLUMNS}", "purse, seq, n"), ("measure_day", "purse, measure, day, value", "purse, measure, day"),
            ("returned", "purse, sale_purse, sale_seq, line, quantity", "purse"), ("hold", "purse, seq, state, expires_at", "purse, seq"),
            ("receipt", "purse, seq, document", "purse, seq"), ("answer", "purse, seq, key, outcome", "key"),
            ("receipt_no", "purse, seq, number", "number"), ("identifier", "purse, kind, value", "kind, value"),
        ):  # fmt: skip
            grouped: dict[bytes, Rows] = defaultdict(list)
            for row in await rows(self._store, self._company, f"SELECT {columns} FROM {table} WHERE company = $1 ORDER BY {order}"):
                grouped[row[0]].append(row)
            self._tables[table] = grouped

    def of(self, table: str, purse: bytes) -> Rows:
        """A purse's rows of a table."""
        return self._tables[table].get(purse, [])

    def every(self, table: str) -> Rows:
        """All rows of a table."""
        return [row for found in self._tables[table].values() for row in found]

    def purses(self) -> list[PurseId]:
        """Every purse that any book names."""
        return sorted({PurseId(purse) for table in ("purse", "entry", "lot") for purse in self._tables[table]})

    def journal(self, purse: PurseId) -> list[JournalEntry]:
        """A purse's entries, in order."""
        return joined(self.of("entry", purse), self.of("posting", purse), 0)


async def kept(store: Store, company: CompanyId) -> Kept:
    """What a company's tables hold now."""
    found = Kept(store, company)
    await found.read()
    return found


async def faults(store: Store, company: CompanyId) -> list[str]:
    """Everything that is wrong with a company's books, in words; an empty list for sound ones."""
    books = await kept(store, company)
    found = [f"{purse_text(purse)}: {fault}" for purse in books.purses() for fault in _of_purse(books, purse)]
    transit: Counter[str] = Counter()
    for row in books.every("posting"):
        transit[row[3]] += row[6] * ((row[5] == IN_TRANSIT) - (row[4] == IN_TRANSIT))
    found += [f"{unit}: {count} between two purses" for unit, count in transit.items() if count]
    short = await rows(store, company, "SELECT id, remains FROM counter WHERE company = $1 AND remains < 0")
    return found + _of_company(books) + [f"{name}: {left} left" for name, left in short]


def replayed(entries: list[JournalEntry], purse: PurseId) -> Purse:
    """The purse that a journal makes; AssertionError where the journal is broken."""
    again, previous = Purse(purse), GENESIS
    for number, entry in enumerate(entries, 1):
        assert entry.seq == number, f"number {number} is missing"
        assert entry.previous == previous, f"entry {number} does not chain"
        assert chain_hash(previous, canonical_bytes(entry)) == entry.hash, f"entry {number} is not what was hashed"
        again.apply(entry)
        previous = entry.hash
    return again


def _of_purse(books: Kept, purse: PurseId) -> list[str]:
    try:
        again = replayed(books.journal(purse), purse)
    except (AssertionError, KeyError) as error:
        return [f"the journal is broken: {error!r}"]
    if not books.of("purse", purse):
        return ["has no row"]
    row, _ = purse_from(books.of("purse", purse)[0])
    found = []
    if row.alias_of is not None and again.balances:
        found.append("was merged and still holds something")
    if row.next_due > again.find_due():
        found.append(f"next_due is {row.next_due}, and something is due at {again.find_due()}")
    for name, (left, right) in _sides(books, row, again).items():
        if left != right:
            found.append(f"{name}: kept {left}, by the journal {right}")
    return found


def _sides(books: Kept, row: Purse, again: Purse) -> dict[str, tuple[Any, Any]]:
    """What is kept beside the journal, and what the journal comes to."""
    lots = {lot.key: lot.state() for lot in (lot_from(found[1:]) for found in books.of("lot", again.id))}
    measures = {(measure, day): n for _, measure, day, n in books.of("measure_day", again.id) if n}
    counted = {(measure, day): n for measure, days in again.measures.items() for day, n in days.items() if n}
    return {
        "row": ((row.seq, row.hash, row.balances), (again.seq, again.hash, again.balances)),
        "totals": (row.totals, {key: count for key, count in again.totals.items() if count}),
        "tier": ((row.tier, row.tier_since, row.tier_review_at), (again.tier, again.tier_since, again.tier_review_at)),
        "lots": (lots, {key: lot.state() for key, lot in again.lots.items()}),
        "measures": (measures, counted),
        "returned": ({found[1:4]: found[4] for found in books.of("returned", again.id)}, again.returned),
        "holds": (
            {found[1]: found[2:] for found in books.of("hold", again.id)},
            {seq: (hold.state, hold.expires_at) for seq, hold in again.holds.items()},
        ),
        "balances": (again.balances, _by_lots(again)),
    }


def _by_lots(purse: Purse) -> dict[tuple[str, str], int]:
    """Balances as the sums of open lots; debts as they are."""
    sums = {key: count for key, count in purse.balances.items() if key[1] not in (PENDING, AVAILABLE, RESERVED)}
    for lot in purse.lots.values():
        for account, count in ((PENDING, lot.pending), (AVAILABLE, lot.available), (RESERVED, lot.reserved)):
            if count:
                sums[lot.unit, account] = sums.get((lot.unit, account), 0) + count
    return sums


def _of_company(books: Kept) -> list[str]:
    """Receipts against entries, answers and numbers against receipts, what members are known by against members."""
    digests = {(row[0], row[1]): row[10] for row in books.every("entry") if row[10]}
    documents = {(row[0], row[1]): sha256(row[2]).digest() for row in books.every("receipt")}
    found = []
    if digests != documents:
        found.append("the receipts are not those that the entries name")
    for table in ("answer", "receipt_no"):
        named = Counter((row[0], row[1]) for row in books.every(table) if row[0] is not None)
        found += [f"{table}: {purse_text(purse)}.{seq} more than once" for (purse, seq), n in named.items() if n > 1]
        found += [f"{table}: there is no {purse_text(purse)}.{seq}" for purse, seq in named.keys() - digests.keys()]
    known = {row[0] for row in books.every("purse")}
    return found + [f"{row[1]} {row[2]} is nobody's" for row in books.every("identifier") if row[0] not in known]
