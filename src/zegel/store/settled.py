"""What partners of a coalition come to, an hour at a time: kept with each seal, so that a statement does not read every entry of its month.

It holds what is under a seal; what is not yet is read from the entries when somebody asks, in the same snapshot, so that a statement is
of this moment. It is whole only where the row WHOLE says so: the first seal after a coalition began, or after a rebuild, counts all that
was sealed before. Until then, and where a month does not begin on a whole hour (half-hour zones), statements read the entries as ever.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import HOUR, Instant
from zegel.ledger.accounts import EXPIRED, ISSUED, REDEEMED
from zegel.program.partners import CLEARING
from zegel.store.lookups import Row
from zegel.store.records import Head
from zegel.store.runner import Runner
from zegel.store.settlements import CLEARED, Sums
from zegel.store.statements import Reader, Step

Key = tuple[str, str, str, int]
"""A unit, what is counted of it (CLEARED, or points ISSUED, REDEEMED or EXPIRED), a partner's account ("" none), an hour since 1970."""
Read = Callable[[str, Sequence[Any]], Awaitable[list[Row]]]

WHOLE: Final[Key] = ("", "whole", "", 0)
PURSES: Final = 200
_BY, _AT = "issued by ", "redeemed at "
_WHERE: Final = "FROM purse q JOIN entry e ON e.purse = q.id AND e.company = q.company AND {0} JOIN posting p ON p.purse = e.purse" \
    " AND p.company = e.company AND p.seq = e.seq"  # fmt: skip
_NEW, _OLD = "e.seq > q.sealed_seq", "e.seq <= q.sealed_seq"
_MOVED: Final = (
    "SELECT p.purse, p.seq, e.at, p.unit, p.source, p.destination, p.amount {0} WHERE q.company = $1 AND {1}"
    f" AND (p.unit LIKE 'clearing:%' OR p.source IN ('{ISSUED}', '{REDEEMED}') OR p.destination IN ('{ISSUED}', '{REDEEMED}'))"
)
_LAPSED: Final = (
    "SELECT p.purse, p.seq, e.at, p.unit, p.destination, p.amount, COALESCE(c.source, '') {0}"
    " JOIN lot l ON l.purse = p.purse AND l.company = p.company AND l.seq = p.lot_seq AND l.n = p.lot_n"
    " LEFT JOIN posting c ON c.purse = COALESCE(l.origin_purse, l.purse) AND c.company = l.company"
    " AND c.seq = COALESCE(l.origin_seq, l.seq) AND c.unit LIKE 'clearing:%' AND c.source LIKE 'issued by %'"
    f" WHERE q.company = $1 AND {{1}} AND (p.source = '{EXPIRED}' OR p.destination = '{EXPIRED}')"
)
_ADD: Final = (
    "INSERT INTO settled (company, unit, what, account, hour, value) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (company, unit, what, hour, account) DO UPDATE SET value = settled.value + excluded.value"
)
_MONEY_OF: Final = (
    "SELECT what, account, CAST(SUM(CASE WHEN hour < $3 THEN value ELSE 0 END) AS BIGINT),"
    " CAST(SUM(CASE WHEN hour >= $3 THEN value ELSE 0 END) AS BIGINT) FROM settled"
    f" WHERE company = $1 AND unit = $2 AND what = '{CLEARED}' AND hour < $4 GROUP BY what, account"
)
_POINTS_OF: Final = (
    "SELECT what, account, CAST(SUM(value) AS BIGINT) FROM settled"
    f" WHERE company = $1 AND unit = $2 AND what IN ('{ISSUED}', '{REDEEMED}', '{EXPIRED}') AND hour >= $3 AND hour < $4"
    " GROUP BY what, account"
)
_IS_WHOLE: Final = "SELECT 1 FROM settled WHERE company = $1 AND what = 'whole' AND unit = ''"


class SettledQueries:
    """The part of store.queries that keeps these sums."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    async def under(self, company: CompanyId, heads: Sequence[Head]) -> list[Step]:
        """The statements that add what comes under a seal of `heads`; none where there never was a coalition."""

        async def read(sql: str, values: Sequence[Any]) -> list[Row]:
            return await self._runner.read(company, sql, values)

        if not await read("SELECT 1 FROM account WHERE company = $1 AND unit LIKE 'clearing:%' LIMIT 1", (company,)):
            return []
        steps: list[Step] = []
        found: Counter[Key] = Counter()
        if not await read(_IS_WHOLE, (company,)):
            steps.append(forgotten(company))
            found = await sealed_sums(read, company)
            found[WHOLE] = 1
        last = {head.purse: head.seq for head in heads}
        for n in range(0, len(heads), PURSES):
            ids = [head.purse for head in heads[n : n + PURSES]]
            among = f"q.id IN ({', '.join(f'${i + 2}' for i in range(len(ids)))})"
            found.update(await _sums(read, _NEW, among, (company, *ids), last))
        return [*steps, (_ADD, [(company, *key, value) for key, value in sorted(found.items()) if value])]


def forgotten(company: CompanyId) -> Step:
    """The statement after which the next seal counts all of it anew."""
    return "DELETE FROM settled WHERE company = $1", [(company,)]


async def sealed_sums(read: Read, company: CompanyId) -> Counter[Key]:
    """What all that is under a seal comes to, out of the entries alone, some purses at a time."""
    found: Counter[Key] = Counter()
    after = b""
    while ids := [bytes(row[0]) for row in await read(
        "SELECT id FROM purse WHERE company = $1 AND id > $2 ORDER BY id LIMIT $3", (company, after, PURSES)
    )]:  # fmt: skip
        found.update(await _sums(read, _OLD, "q.id > $2 AND q.id <= $3", (company, after, ids[-1]), None))
        after = ids[-1]
    return found


async def differs(view: Reader, company: CompanyId) -> bool:
    """Whether what is kept is not what the sealed entries come to, in this snapshot. What is not whole is not held against them."""
    if not await view.read(_IS_WHOLE, (company,)):
        return False
    rows = await view.read("SELECT unit, what, account, hour, value FROM settled WHERE company = $1 AND unit <> ''", (company,))
    kept = {(row[0], row[1], row[2], int(row[3])): int(row[4]) for row in rows if row[4]}
    return kept != {key: value for key, value in (await sealed_sums(view.read, company)).items() if value}


async def settled_sums(view: Reader, company: CompanyId, unit: str, clearing: str, first: Instant, after: Instant) -> Sums | None:
    """What was kept, and what is not under a seal yet; None where the entries have to be read (see above)."""
    if first % HOUR or after % HOUR or not await view.read(_IS_WHOLE, (company,)):
        return None
    found = Sums()
    hours = (first // HOUR, after // HOUR)
    for what, account, before, during in await view.read(_MONEY_OF, (company, clearing, *hours)):
        found.add(what, account, int(before), int(during))
    for what, account, during in await view.read(_POINTS_OF, (company, unit, *hours)):
        found.add(what, account, 0, int(during))
    for key, value in (await _sums(view.read, _NEW, "q.unsealed = 1", (company,), None)).items():
        if key[0] in (unit, clearing) and key[3] < hours[1]:
            before = key[3] < hours[0]
            found.add(key[1], key[2], value if before else 0, 0 if before else value)
    return found


async def _sums(read: Read, which: str, among: str, values: Sequence[Any], last: Mapping[PurseId, int] | None) -> Counter[Key]:
    """What entries come to; of each purse up to its number in `last` (None: all)."""
    found: Counter[Key] = Counter()
    where = _WHERE.format(which)
    entries: dict[tuple[bytes, int], list[Row]] = {}
    for row in await read(_MOVED.format(where, among), values):
        if last is None or row[1] <= last[PurseId(row[0])]:
            entries.setdefault((bytes(row[0]), row[1]), []).append(row)
    for rows in entries.values():
        _count(rows, found)
    for row in await read(_LAPSED.format(where, among), values):
        if last is None or row[1] <= last[PurseId(row[0])]:
            found[row[3], EXPIRED, row[6], row[2] // HOUR] += row[5] if row[4] == EXPIRED else -row[5]
    return found


def _count(rows: Sequence[Row], found: Counter[Key]) -> None:
    """One entry: its money, and the points of each partner whose account it cleared."""
    clearing = [row for row in rows if row[3].startswith("clearing:")]
    for _, _, at, unit, source, destination, amount in clearing:
        account = destination if source == CLEARING else source
        found[unit, CLEARED, account, at // HOUR] += amount if (destination == CLEARING) == account.startswith(_BY) else -amount
    for _, _, at, unit, source, destination, amount in (row for row in rows if not row[3].startswith("clearing:")):
        for what, begins, sign in ((ISSUED, _BY, 1), (REDEEMED, _AT, -1)):
            if what not in (source, destination):
                continue
            ends = [one[5] if one[4] == CLEARING else one[4] for one in clearing if one[4].startswith(begins) or one[5].startswith(begins)]
            for account in ends or [""]:
                found[unit, what, account, at // HOUR] += sign * (amount if source == what else -amount)
