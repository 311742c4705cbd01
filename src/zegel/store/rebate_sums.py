"""What the books add up of rebates in money, a month at a time: by what entries count, and by what they post."""

from typing import Final

from zegel.core.ids import CompanyId
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
