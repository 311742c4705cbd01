"""`zegel books check`, `verify` and `rebuild`: the entries are the truth, everything else is compared with them or re-made from them.

Each takes a few purses at a time in a short transaction of its own: constant memory, tills go on, and a stopped run goes on where it was.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final, TypeAlias

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.decide.thinning import LINES_GONE, vouched, whole_digest
from zegel.ledger.accounts import AVAILABLE, IN_TRANSIT, PENDING, RESERVED
from zegel.ledger.purse import Purse
from zegel.store import code_counts, lookups, settled
from zegel.store.books_read import Chunk, Finding, Replayed, grouped, next_chunk, replay
from zegel.store.lookups import Question, Row
from zegel.store.port import Store
from zegel.store.records import Head, Seal
from zegel.store.rows import TABLES, Values, balances_text, lot_values, totals_text
from zegel.store.seals import FIRST, leaf, leaves_of, merkle_root, seal_hash
from zegel.store.statements import Reader, Step

CHECKED_AT_ONCE: Final = 4_000
"""Entries in one reading transaction."""
REBUILT_AT_ONCE: Final = 500
"""Entries in one writing transaction: a till waits no longer than for a batch."""
MOST_FINDINGS: Final = 100
SEALS_AT_ONCE: Final = 20

PROJECTIONS: Final = ("lot", "hold", "returned", "measure_day")
"""Tables that are re-made from entries, with the purse's own row."""

_RANGE: Final = "company = $1 AND purse > $2 AND purse <= $3"
_ORDER: Final = {
    "lot": "purse, seq, n", "hold": "purse, seq", "returned": "purse, sale_purse, sale_seq, line", "measure_day": "purse, measure, day",
}  # fmt: skip
_TRANSIT: Final = (
    "SELECT unit, CAST(SUM(CASE WHEN destination = $2 THEN amount ELSE -amount END) AS BIGINT) FROM posting"
    " WHERE company = $1 AND (source = $2 OR destination = $2) GROUP BY unit"
)


class Report:
    """What a run found so far. `sums` are the company's books: (unit, account) → balance."""

    def __init__(self, after: bytes = b"", sums: dict[tuple[str, str], int] | None = None) -> None:
        self.purses = self.entries = self.receipts = self.seals = 0
        self.findings: list[Finding] = []
        self.sums: dict[tuple[str, str], int] = dict(sums or {})
        self.after = after
        """The last purse that is done; a later run may begin there."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def add(self, finding: Finding | None) -> None:
        """Keep a finding; after a hundred only their beginning matters."""
        if finding is not None and len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    def position(self) -> dict[str, Json]:
        """Where to go on, to be kept as JSON."""
        return {"after": self.after.hex(), "sums": [[unit, account, count] for (unit, account), count in sorted(self.sums.items())]}


def report_from(position: dict[str, Json]) -> Report:
    """A report that goes on at `position`."""
    after, sums = position["after"], position["sums"]
    assert isinstance(after, str)
    assert isinstance(sums, list)
    return Report(bytes.fromhex(after), {(unit, account): count for unit, account, count in sums})


Progress: TypeAlias = Callable[[Report], None]


def silent(_report: Report) -> None:
    """Tell nobody."""


async def check(
    store: Store, company: CompanyId, *, report: Report | None = None, progress: Progress = silent, chain_only: bool = False
) -> Report:
    """Compare everything stored with what the entries say; `chain_only` looks at numbers and hashes alone."""
    done = report or Report()
    last = False
    while not last:
        async with store.view([company]) as view:
            chunk = await next_chunk(view, company, done.after, CHECKED_AT_ONCE)
            replayed = await replay(view, company, chunk, chain_only=chain_only)
            if not chain_only:
                await _compare(view, company, chunk, replayed, done)
        for id_, made in replayed.items():
            done.add(made.finding or _row_differs(chunk.rows.get(id_), made, chain_only=chain_only))
            done.purses += 1
            done.entries += made.purse.seq
            for key, count in made.sums.items():
                done.sums[key] = done.sums.get(key, 0) + count
        done.after, last = chunk.upto, chunk.is_last
        progress(done)
    if not chain_only:
        await _totals(store, company, done)
        async with store.view([company]) as view:
            for batch, *_ in await code_counts.apart(view, company):
                done.add(Finding(None, 0, f"the counts of code batch {batch} differ from its codes"))
            if await settled.differs(view, company):
                done.add(Finding(None, 0, "what partners come to differs from the entries"))
    return done


async def _totals(store: Store, company: CompanyId, done: Report) -> None:
    """Every unit sums to zero over all accounts, and nothing is left between two purses."""
    for unit in sorted({unit for unit, _ in done.sums}):
        if sum(count for (of, _), count in done.sums.items() if of == unit):
            done.add(Finding(None, 0, f"the books of {unit} do not sum to zero"))
    if not any(count for (_, account), count in done.sums.items() if account == IN_TRANSIT):
        return
    # A transfer may have been booked between two of our transactions: look once more, in one.
    async with store.view([company]) as view:
        for unit, count in await view.read(_TRANSIT, (company, IN_TRANSIT)):
            if count:
                done.add(Finding(None, 0, f"{count} {unit} are between two purses"))


def _row_differs(row: Row | None, made: Replayed, *, chain_only: bool) -> Finding | None:
    """What of the purse's own row is not what its entries make of it."""
    purse = made.purse
    if row is None:
        return Finding(purse.id, 0, "entries of a purse that is not there")
    if (row[2], row[3]) != (purse.seq, purse.hash):
        return Finding(purse.id, min(row[2], purse.seq) + 1, f"the purse stands at entry {row[2]} and its entries end at {purse.seq}")
    if row[14] > purse.seq:
        return Finding(purse.id, purse.seq + 1, f"entries up to {row[14]} were sealed and end at {purse.seq}")
    if chain_only:
        return None
    stored = (row[4], row[5], row[6], row[7], row[8])
    if stored != (balances_text(purse), totals_text(purse), purse.tier, purse.tier_since, purse.tier_review_at):
        return Finding(purse.id, 0, "balances, totals or tier differ from the entries")
    if row[9] > purse.find_due():
        return Finding(purse.id, 0, "something is due earlier than the purse says")
    for (unit, account), count in purse.balances.items():
        if account in _HELD and sum(_HELD[account](lot) for lot in purse.lots.values() if lot.unit == unit) != count:
            return Finding(purse.id, 0, f"{account} {unit} differ from the sum of the lots")
    return None


_HELD: Final = {
    AVAILABLE: lambda lot: lot.available, PENDING: lambda lot: lot.pending, RESERVED: lambda lot: lot.reserved,
}  # fmt: skip


async def _compare(reader: Reader, company: CompanyId, chunk: Chunk, replayed: dict[bytes, Replayed], done: Report) -> None:
    """Projections and receipts of a chunk against what its entries say."""
    between = (company, chunk.after, chunk.upto)
    for table in PROJECTIONS:
        columns = ", ".join(name for name, _ in TABLES[table])
        stored = grouped(await reader.read(f"SELECT {columns} FROM {table} WHERE {_RANGE} ORDER BY {_ORDER[table]}", between))
        for id_, made in replayed.items():
            if made.finding is None and stored.pop(id_, []) != projected(table, company, made.purse):
                made.finding = Finding(made.purse.id, 0, f"{table} rows differ from the entries")
        for id_ in stored.keys() - replayed.keys():
            done.add(Finding(PurseId(id_), 0, f"{table} rows of a purse that is not there"))
    receipts = grouped(await reader.read(f"SELECT purse, seq, document, kind FROM receipt WHERE {_RANGE} ORDER BY purse, seq", between))
    for id_, made in replayed.items():
        rows = receipts.pop(id_, [])
        done.receipts += len(rows)
        if made.finding is None:
            made.finding = _receipts_differ(made, rows)
    for id_ in receipts:
        done.add(Finding(PurseId(id_), 0, "receipts of a purse that is not there"))


def _receipts_differ(made: Replayed, rows: Sequence[Row]) -> Finding | None:
    """The first receipt that is not the one its entry vouches for. What was erased cannot differ.

    What lost its lines (decide.thinning) is vouched for by the receipt of a later entry, and names the digest that its own entry holds.
    """
    missing = made.digests.keys() - {row[1] for row in rows}
    whole = {row[1]: row[2] for row in rows if row[2] is not None and sha256(row[2]).digest() == made.digests.get(row[1])}
    thin = vouched([whole[row[1]] for row in rows if row[3] == LINES_GONE and row[1] in whole])
    for _, seq, document, _ in rows:
        if seq not in made.digests:
            return Finding(made.purse.id, seq, "a receipt that no entry vouches for")
        if document is None or seq in whole:
            continue
        if (seq, sha256(document).digest()) not in thin or whole_digest(document) != made.digests[seq]:
            return Finding(made.purse.id, seq, "the receipt is not the one that was hashed")
    return Finding(made.purse.id, min(missing), "a receipt is missing") if missing else None


def projected(table: str, company: CompanyId, purse: Purse) -> list[Values]:
    """The rows of `table` that a purse's entries come to, in the order of its key."""
    if table == "lot":
        return [lot_values(purse.id, company, purse.lots[key]) for key in sorted(purse.lots)]
    if table == "hold":
        return [(purse.id, company, seq, hold.state, hold.expires_at) for seq, hold in sorted(purse.holds.items())]
    if table == "returned":
        return [(purse.id, company, *key, quantity) for key, quantity in sorted(purse.returned.items())]
    return [
        (purse.id, company, measure, day, count)
        for measure, days in sorted(purse.measures.items())
        for day, count in sorted(days.items())
    ]  # fmt: skip


# -- verify


async def verify(
    store: Store,
    company: CompanyId,
    *,
    report: Report | None = None,
    progress: Progress = silent,
    signed: Callable[[bytes, bytes], bool] | None = None,
) -> Report:
    """Every chain and every seal. `signed` says whether a signature is ours for a seal's hash."""
    done = await check(store, company, report=report, progress=progress, chain_only=True)
    previous, number = FIRST, 0
    while seals := await store.queries.seals(company, number, SEALS_AT_ONCE):
        for seal in seals:
            number += 1
            done.add(await _seal_differs(store, company, seal, number, previous, signed))
            done.seals += 1
            previous, number = seal.hash, seal.number
        progress(done)
    return done


async def _seal_differs(
    store: Store, company: CompanyId, seal: Seal, number: int, previous: bytes, signed: Callable[[bytes, bytes], bool] | None
) -> Finding | None:
    if (seal.number, seal.previous) != (number, previous):
        return Finding(None, 0, f"seal {number} is missing or does not follow the one before")
    leaves = list(leaves_of(seal))
    questions: list[Question] = [(lookups.ENTRY_HASH, (purse, company, seq)) for purse, seq in leaves]
    async with store.view([company]) as view:
        hashes = await view.ask(questions)
    for (purse, seq), found in zip(leaves, hashes, strict=True):
        if not found:
            return Finding(purse, seq, f"the entry that seal {number} covers is gone")
    heads = [leaf(Head(purse, seq, found[0][0])) for (purse, seq), found in zip(leaves, hashes, strict=True)]
    if seal.count != len(heads) or merkle_root(heads) != seal.root:
        return Finding(None, 0, f"seal {number} covers other entries than are there")
    if seal_hash(company, number, previous, seal.root, seal.at, seal.count) != seal.hash:
        return Finding(None, 0, f"seal {number} is not what was signed")
    if signed is not None and not signed(seal.hash, seal.signature):
        return Finding(None, 0, f"seal {number} is not signed by this key")
    return None


# -- rebuild


async def rebuild(store: Store, company: CompanyId, *, report: Report | None = None, progress: Progress = silent) -> Report:
    """Re-make every projection from the entries. A purse whose entries are not sound stays as it is and is reported."""
    done = report or Report()
    last = False
    while not last:
        async with store.batch([company], bulk=True) as batch:
            chunk = await next_chunk(batch, company, done.after, REBUILT_AT_ONCE)
            await batch.lock(company, [PurseId(id_) for id_ in chunk.rows])
            replayed = await replay(batch, company, chunk)
            sound = [made.purse for id_, made in replayed.items() if made.finding is None and id_ in chunk.rows]
            await batch.run(_remade(company, sound))
        for id_, made in replayed.items():
            done.add(made.finding if id_ in chunk.rows else Finding(made.purse.id, 0, "entries of a purse that is not there"))
            done.purses += 1
            done.entries += made.purse.seq
        done.after, last = chunk.upto, chunk.is_last
        progress(done)
    async with store.batch([company], bulk=True) as batch:
        await batch.run([settled.forgotten(company)])  # the next seal counts it anew
    async with store.view([company]) as view:
        short = await code_counts.apart(view, company)
    if short:
        async with store.batch([company], bulk=True) as batch:
            await batch.run(code_counts.made_good(company, short))
    return done


_PURSE: Final = (
    "UPDATE purse SET seq = $3, hash = $4, balances = $5, totals = $6, tier = $7, tier_since = $8, tier_review_at = $9, next_due = $10,"
    " unsealed = CASE WHEN sealed_seq < $3 THEN 1 ELSE 0 END, version = version + 1 WHERE id = $1 AND company = $2"
)


def _remade(company: CompanyId, purses: Sequence[Purse]) -> list[Step]:
    """Old projections out, new ones in, the purse's row set."""
    keys: list[Values] = [(purse.id, company) for purse in purses]
    steps: list[Step] = []
    for table in PROJECTIONS:
        columns = [name for name, _ in TABLES[table]]
        places = ", ".join(f"${i}" for i in range(1, len(columns) + 1))
        steps.append((f"DELETE FROM {table} WHERE purse = $1 AND company = $2", keys))
        rows = [row for purse in purses for row in projected(table, company, purse)]
        steps.append((f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows))
    values = [
        (
            purse.id, company, purse.seq, purse.hash, balances_text(purse), totals_text(purse), purse.tier, purse.tier_since,
            purse.tier_review_at, Instant(purse.find_due()),
        )
        for purse in purses
    ]  # fmt: skip
    steps.append((_PURSE, values))
    return steps
