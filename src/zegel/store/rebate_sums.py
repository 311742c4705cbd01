"""What the books add up of rebates in money, a month at a time: by what entries count, and by what they post."""

from collections.abc import Mapping
from json import loads
from typing import Final

from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Day, Instant
from zegel.core.value import value
from zegel.store.runner import Runner

_MINE: Final = "SUBSTR(m.measure, 1, 7) = 'rebate '"
_COUNTED: Final = (
    "SELECT m.measure, SUBSTR(m.day, 1, 7), CAST(SUM(m.value) AS BIGINT) FROM measure_day m"
    f" WHERE m.company = $1 AND {_MINE} AND m.day >= $2 AND m.day <= $3 GROUP BY m.measure, SUBSTR(m.day, 1, 7)"
)
_BOOKED: Final = (
    "SELECT SUBSTR(e.business_date, 1, 7), p.source, p.destination, CAST(SUM(p.amount) AS BIGINT) FROM posting p"
    " JOIN entry e ON e.purse = p.purse AND e.company = p.company AND e.seq = p.seq"
    " WHERE p.company = $1 AND p.unit = $4 AND e.business_date >= $2 AND e.business_date <= $3 AND p.purse IN"
    f" (SELECT m.purse FROM measure_day m WHERE m.company = $1 AND {_MINE}"
    " UNION SELECT d.purse FROM dossier d WHERE d.company = $1 AND d.kind = 'rebate')"
    " GROUP BY SUBSTR(e.business_date, 1, 7), p.source, p.destination"
)
_UNCOUNTED: Final = (
    "SELECT SUBSTR(e.business_date, 1, 7), p.source, p.destination, p.amount, r.document FROM posting p"
    " JOIN entry e ON e.purse = p.purse AND e.company = p.company AND e.seq = p.seq"
    " JOIN receipt r ON r.purse = p.purse AND r.company = p.company AND r.seq = p.seq"
    " WHERE p.company = $1 AND p.unit = $4 AND e.business_date >= $2 AND e.business_date <= $3 AND r.document IS NOT NULL"
    """ AND (e.marks IS NULL OR CAST(e.marks AS TEXT) NOT LIKE '%"rebate %')"""
    " AND p.purse IN (SELECT d.purse FROM dossier d WHERE d.company = $1 AND d.kind = 'rebate')"
    " ORDER BY p.purse, p.seq, p.n"
)
Mark = tuple[str, PurseId]
"""Where a page of them ends: a day, and whose rebates of that day it was."""


@value
class RebateEntry:
    """An entry behind a sum of rebates, and what of the sum it is, in minor units; `name` is "" for whoever has none."""

    receipt: ReceiptId
    at: Instant
    day: Day
    branch: str
    name: str
    minor: int


class RebateSums:
    """The part of store.queries that adds up rebates."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def counted(self, company: CompanyId, year: str) -> list[tuple[str, str, int]]:
        """(measure, month, minor units) of a calendar year: `decide.cash_back.summed` says which."""
        rows = await self._read(company, _COUNTED, (company, f"{year}-01-01", f"{year}-12-31"))
        return [(row[0], row[1], int(row[2])) for row in rows]

    async def booked(self, company: CompanyId, unit: str, year: str) -> list[tuple[str, str, str, int]]:
        """(month, account from, account to, minor units) of what was posted of `unit`, of everybody who ever had a rebate."""
        rows = await self._read(company, _BOOKED, (company, f"{year}-01-01", f"{year}-12-31", unit))
        return [(row[0], row[1], row[2], int(row[3])) for row in rows]

    async def uncounted(self, company: CompanyId, unit: str, year: str) -> list[tuple[str, str, str, int, bytes]]:
        """(month, account from, account to, minor units, receipt) of what entries posted and did not count: an older Zegel wrote them."""
        rows = await self._read(company, _UNCOUNTED, (company, f"{year}-01-01", f"{year}-12-31", unit))
        return [(row[0], row[1], row[2], int(row[3]), bytes(row[4])) for row in rows]

    async def behind(
        self, company: CompanyId, signs: Mapping[str, int], first: Day, last: Day, mark: Mark | None, limit: int
    ) -> tuple[list[RebateEntry], Mark | None]:
        """The entries behind what `signs` (measure → 1 or -1) come to from `first` through `last`, the latest day first: those of `limit`
        members on a day, and where the next page begins (None: nowhere)."""
        names = list(signs)
        wanted = ", ".join(f"${n + 5}" for n in range(len(names)))
        beyond = f" AND (m.day, m.purse) < (${len(names) + 5}, ${len(names) + 6})" if mark else ""
        sql = (
            f"SELECT DISTINCT m.day, m.purse FROM measure_day m WHERE m.company = $1 AND {_MINE} AND m.day >= $2 AND m.day <= $3"
            f" AND m.measure IN ({wanted}){beyond} ORDER BY m.day DESC, m.purse DESC LIMIT $4"
        )
        days = [
            (row[0], PurseId(row[1])) for row in await self._read(company, sql, (company, first, last, limit + 1, *names, *(mark or ())))
        ]
        found: dict[tuple[str, PurseId], list[RebateEntry]] = {one: [] for one in days[:limit]}
        for receipt, at, branch, counts, name in await self._counting(company, sorted({purse for _, purse in found})):
            sums: dict[str, int] = {}
            for measure, day, delta in counts:
                if measure in signs and (day, receipt.purse) in found:
                    sums[day] = sums.get(day, 0) + signs[measure] * delta
            for day, minor in sums.items():
                found[day, receipt.purse].append(RebateEntry(receipt, at, Day(day), branch, name, minor))
        return [one for entries in found.values() for one in entries], days[limit - 1] if len(days) > limit else None

    async def _counting(
        self, company: CompanyId, purses: list[PurseId]
    ) -> list[tuple[ReceiptId, Instant, str, list[tuple[str, str, int]], str]]:
        """Every entry of `purses` that counts a rebate, the latest of each first, with all that it counts."""
        whose = ", ".join(f"${n + 2}" for n in range(len(purses)))
        sql = (
            "SELECT e.purse, e.seq, e.at, e.branch, e.marks, COALESCE(d.name, '') FROM entry e"
            " LEFT JOIN member d ON d.purse = e.purse AND d.company = e.company"
            f" WHERE e.company = $1 AND e.purse IN ({whose}) AND CAST(e.marks AS TEXT) LIKE '%\"rebate %' ORDER BY e.purse, e.seq DESC"
        )
        rows = await self._read(company, sql, (company, *purses)) if purses else []
        return [(ReceiptId(PurseId(row[0]), row[1]), Instant(row[2]), row[3], loads(row[4]).get("counts", []), row[5]) for row in rows]
