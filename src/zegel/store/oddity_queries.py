"""What stands out among the receipts of some days: the same card again and again, in two places at once, awake after a year, coming back.

Each is one statement over the days asked for, counted out of the index day_receipt_kind alone, in which the receipts of a card on a day
stand together. What is then asked of one card takes its company from the row, not from the question: else SQLite goes through all of the
company's receipts for each.
"""

from zegel.core.ids import CompanyId, PurseId
from zegel.core.value import value
from zegel.store.day_receipts import BACK, CARD
from zegel.store.runner import Runner

_NAMED = " LEFT JOIN member m ON m.purse = f.purse AND m.company = $1"


@value
class Oddity:
    """Something of one card. `seq` is an entry that it is about; `before` is what it is odd beside: another branch (so many `minutes`
    before), or the day of the visit before. `name` is "" for a card without one; `actor` is "" where nobody who works here is meant.
    """

    purse: PurseId
    seq: int
    day: str
    branch: str
    actor: str
    times: int
    minor: int
    before: str
    minutes: int
    name: str


class OddityQueries:
    """The part of store.queries that asks for them."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def often(self, company: CompanyId, since: str, times: int, limit: int) -> list[Oddity]:
        """One card, sold to by one colleague in one branch `times` on one day or more, since that day."""
        sql = (
            "SELECT f.purse, f.seq, f.day, f.branch, f.actor, f.times, f.sold, COALESCE(m.name, '') FROM"
            " (SELECT d.purse, MAX(d.seq) AS seq, d.day, d.branch, e.actor, COUNT(*) AS times, CAST(SUM(d.sold_minor) AS BIGINT) AS sold"
            " FROM (SELECT purse, company, day FROM day_receipt"
            f" WHERE company = $1 AND what = '{CARD}' AND day >= $2 GROUP BY day, purse, company HAVING COUNT(*) >= $3) g"
            " JOIN day_receipt d ON d.purse = g.purse AND d.company = g.company AND d.day = g.day"
            f" AND d.what = '{CARD}' JOIN entry e ON e.purse = d.purse AND e.company = d.company AND e.seq = d.seq"
            " GROUP BY d.purse, d.day, d.branch, e.actor HAVING COUNT(*) >= $3 ORDER BY COUNT(*) DESC, d.day DESC LIMIT $4) f"
            f"{_NAMED} ORDER BY f.times DESC, f.day DESC, f.purse"
        )
        rows = await self._read(company, sql, (company, since, times, limit))
        return [Oddity(PurseId(row[0]), row[1], row[2], row[3], row[4], row[5], row[6], "", 0, row[7]) for row in rows]

    async def apart(self, company: CompanyId, since: str, within_ms: int, limit: int) -> list[Oddity]:
        """One card in two branches within so many milliseconds of one day, since that day."""
        sql = (
            "SELECT f.purse, f.seq, f.day, f.branch, f.sold_minor, f.was, f.at - f.was_at, COALESCE(m.name, '') FROM"
            " (SELECT d.purse, d.seq, d.day, d.branch, d.at, d.sold_minor,"
            " LAG(d.branch) OVER (PARTITION BY d.purse, d.day ORDER BY d.at, d.seq) AS was,"
            " LAG(d.at) OVER (PARTITION BY d.purse, d.day ORDER BY d.at, d.seq) AS was_at FROM"
            f" (SELECT purse, company, day FROM day_receipt WHERE company = $1 AND what = '{CARD}' AND day >= $2"
            " GROUP BY day, purse, company HAVING MIN(branch) <> MAX(branch)) g"
            f" JOIN day_receipt d ON d.company = g.company AND d.what = '{CARD}' AND d.day = g.day AND d.purse = g.purse) f"
            f"{_NAMED} WHERE f.was <> f.branch AND f.at - f.was_at < $3 ORDER BY f.at DESC, f.purse LIMIT $4"
        )
        rows = await self._read(company, sql, (company, since, within_ms, limit))
        return [Oddity(PurseId(row[0]), row[1], row[2], row[3], "", 2, row[4], row[5], row[6] // 60_000, row[7]) for row in rows]

    async def woken(self, company: CompanyId, since: str, last_before: str, limit: int) -> list[Oddity]:
        """A card whose visit before was on `last_before` or earlier, and that has had a discount since that day."""
        sql = (
            "SELECT f.purse, f.seq, f.day, d.branch, f.off, f.was, COALESCE(m.name, '') FROM"
            " (SELECT g.*, (SELECT p.day FROM day_receipt p WHERE p.purse = g.purse AND p.company = g.company AND p.seq < g.seq"
            " ORDER BY p.seq DESC LIMIT 1) AS was FROM"
            " (SELECT purse, company, MIN(seq) AS seq, MIN(day) AS day, CAST(SUM(discount_minor) AS BIGINT) AS off FROM day_receipt"
            f" WHERE company = $1 AND what = '{CARD}' AND day >= $2 GROUP BY purse, company HAVING SUM(discount_minor) > 0) g) f"
            f" JOIN day_receipt d ON d.purse = f.purse AND d.company = f.company AND d.seq = f.seq{_NAMED}"
            " WHERE f.was <= $3 ORDER BY f.off DESC, f.purse LIMIT $4"
        )
        rows = await self._read(company, sql, (company, since, last_before, limit))
        return [Oddity(PurseId(row[0]), row[1], row[2], row[3], "", 1, row[4], row[5], 0, row[6]) for row in rows]

    async def coming_back(self, company: CompanyId, since: str, times: int, limit: int) -> list[Oddity]:
        """A card whose goods came back `times` or more since that day, with what was paid back."""
        sql = (
            "SELECT f.purse, f.seq, d.day, d.branch, f.times, f.back, COALESCE(m.name, '') FROM"
            " (SELECT purse, company, MAX(seq) AS seq, COUNT(*) AS times, CAST(SUM(returned_minor) AS BIGINT) AS back FROM day_receipt"
            f" WHERE company = $1 AND what = '{BACK}' AND day >= $2 GROUP BY purse, company HAVING COUNT(*) >= $3) f"
            f" JOIN day_receipt d ON d.purse = f.purse AND d.company = f.company AND d.seq = f.seq{_NAMED}"
            " ORDER BY f.back DESC, f.purse LIMIT $4"
        )
        rows = await self._read(company, sql, (company, since, times, limit))
        return [Oddity(PurseId(row[0]), row[1], row[2], row[3], "", row[4], row[5], "", 0, row[6]) for row in rows]
