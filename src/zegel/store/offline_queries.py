"""What tills sold without a line: kept once each, listed for whoever has to look at it, and settled once."""

from collections.abc import Sequence
from json import dumps, loads
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.store.lookups import Row
from zegel.store.runner import Runner
from zegel.store.statements import Step

_COLUMNS: Final = (
    "id, device, branch, till, staff, journal, number, claimed_at, happened_at, received_at, digest, verdict, code, receipt, flags, told,"
    " settled_at, settled_by, settled_how, settled_why"
)


@value
class OfflineSale:
    """One sale of a till without a line. `journal` and `number` are the till's own count; `digest` is of what it sent.

    `claimed_at` is what its clock said, `happened_at` what that comes to by ours. `told` is what it sent, kept while
    somebody has to look at it; `flags` says why. Settled: by whom, how and why. `receipt` "" where it is not in the books.
    """

    id: str
    device: str
    branch: str
    till: str
    staff: str
    journal: str
    number: int
    claimed_at: Instant
    happened_at: Instant
    received_at: Instant
    digest: bytes
    verdict: str
    code: str
    receipt: str
    flags: tuple[str, ...]
    told: dict[str, Json]
    settled_at: Instant | None
    settled_by: str = ""
    settled_how: str = ""
    settled_why: str = ""


@value
class Regular:
    """A member as a till may know one without a line. `balances` are (unit, account, count); `blocked` as of a purse (ledger.purse)."""

    purse: PurseId
    name: str
    tier: str
    since: str
    balances: tuple[tuple[str, str, int], ...]
    blocked: int = 0


@value
class Gap:
    """A till's own count with holes in it: `missing` of its numbers up to `last` never came in."""

    branch: str
    till: str
    journal: str
    last: int
    missing: int
    received_at: Instant


class OfflineQueries:
    """The part of store.queries that knows sales without a line."""

    def __init__(self, runner: Runner) -> None:
        self._read, self._write = runner.read, runner.write

    async def sale(self, company: CompanyId, sale: str) -> OfflineSale | None:
        """One by the id that its till gave it."""
        rows = await self._read(company, f"SELECT {_COLUMNS} FROM offline_sale WHERE company = $1 AND id = $2", (company, sale))
        return _sale(rows[0]) if rows else None

    async def keep(self, company: CompanyId, sale: OfflineSale) -> None:
        """Keep what became of one; what is there already stays."""
        await self._write(company, [keep_sale(company, sale)])

    async def open(self, company: CompanyId, branches: Sequence[str] | None, limit: int) -> list[OfflineSale]:
        """What somebody has to look at, the oldest first; of `branches` only, None for all."""
        if branches is not None and not branches:
            return []
        where = "" if branches is None else f" AND branch IN ({', '.join(f'${n + 3}' for n in range(len(branches)))})"
        sql = f"SELECT {_COLUMNS} FROM offline_sale WHERE company = $1 AND settled_at IS NULL{where} ORDER BY received_at, id LIMIT $2"
        return [_sale(row) for row in await self._read(company, sql, (company, limit, *(branches or ())))]

    async def gaps(self, company: CompanyId, branches: Sequence[str] | None) -> list[Gap]:
        """Tills whose own count has holes: sales that they made and that never came in; of `branches` only, None for all."""
        sql = (
            "SELECT MAX(branch), MAX(till), journal, MAX(number), MAX(number) - COUNT(*), MAX(received_at) FROM offline_sale"
            " WHERE company = $1 AND journal <> '' GROUP BY journal HAVING MAX(number) > COUNT(*) ORDER BY 6 DESC"
        )
        found = [Gap(row[0], row[1], row[2], row[3], row[4], row[5]) for row in await self._read(company, sql, (company,))]
        return [one for one in found if branches is None or one.branch in branches]

    async def clocks(self, company: CompanyId, branches: Sequence[str] | None, since: Instant) -> list[tuple[str, str, Instant]]:
        """(branch, till, when last) of tills whose clock was wrong since then; of `branches` only, None for all."""
        sql = (
            "SELECT branch, till, MAX(received_at) FROM offline_sale WHERE company = $1 AND received_at > $2 AND flags LIKE '%\"clock\"%'"
            " GROUP BY branch, till ORDER BY 3 DESC"
        )
        found = [(row[0], row[1], Instant(row[2])) for row in await self._read(company, sql, (company, since))]
        return [one for one in found if branches is None or one[0] in branches]

    async def lease(
        self, company: CompanyId, device: str, at: Instant, until: Instant, wanted: Sequence[tuple[PurseId, str, int]]
    ) -> dict[PurseId, int]:
        """What `device` may let each member spend without a line, less what it did: `wanted` for a day, unless another till has them.

        What was leased before stays as it was until it is over: who comes on line twice a day gets no second allowance.
        """
        sql = (
            "INSERT INTO till_lease (purse, company, device, unit, count, used, at, expires_at) VALUES ($1, $2, $3, $4, $5, 0, $6, $7)"
            " ON CONFLICT (purse, company) DO UPDATE SET device = excluded.device, unit = excluded.unit, count = excluded.count, used = 0,"
            " at = excluded.at, expires_at = excluded.expires_at WHERE till_lease.expires_at <= excluded.at"
        )
        if wanted:
            await self._write(company, [(sql, [(purse, company, device, unit, count, at, until) for purse, unit, count in wanted])])
        mine = "SELECT purse, count - used FROM till_lease WHERE company = $1 AND device = $2 AND expires_at > $3"
        return {PurseId(row[0]): row[1] for row in await self._read(company, mine, (company, device, at))}

    async def use_lease(self, company: CompanyId, purse: PurseId, device: str, count: int, at: Instant) -> bool:
        """Whether `device` had leased so much of this member at `at`; then that much less is left."""
        sql = (
            "UPDATE till_lease SET used = used + $4 WHERE purse = $1 AND company = $2 AND device = $3 AND used + $4 <= count"
            " AND at <= $5 AND expires_at > $5"
        )
        return (await self._write(company, [(sql, [(purse, company, device, count, at)])]))[0] == 1

    async def regulars(self, company: CompanyId, limit: int) -> list[Regular]:
        """Members with a card, who came last first; nobody who left, and no gift card."""
        kept = "p.company = $1 AND p.alias_of IS NULL AND p.blocked IN (0, 2, 4, 6)"
        shown = "p.id, COALESCE(m.name, ''), p.tier, p.since, p.balances, p.blocked"
        lately = (
            f"SELECT {shown} FROM (SELECT purse FROM rhythm WHERE company = $1 ORDER BY last_day DESC LIMIT $2) r"
            f" JOIN purse p ON p.id = r.purse AND {kept} LEFT JOIN member m ON m.purse = p.id AND m.company = $1"
        )
        rows = await self._read(company, lately, (company, limit))
        if len(rows) < limit:
            # A young shop, or one without seals yet: everybody fits.
            known = {row[0] for row in rows}
            everybody = f"SELECT {shown} FROM member m JOIN purse p ON p.id = m.purse AND {kept} WHERE m.company = $1 LIMIT $2"
            more = [row for row in await self._read(company, everybody, (company, limit)) if row[0] not in known]
            rows = [*rows, *more][:limit]
        return [Regular(PurseId(row[0]), row[1], row[2], row[3], tuple(tuple(one) for one in loads(row[4])), row[5]) for row in rows]

    async def identifiers(self, company: CompanyId, purses: Sequence[PurseId], kinds: Sequence[str]) -> list[tuple[PurseId, str, str]]:
        """(whose, kind, value) of what these purses show, of `kinds` only."""
        found: list[tuple[PurseId, str, str]] = []
        for start in range(0, len(purses), 400):
            some = purses[start : start + 400]
            places = ", ".join(f"${n + 2}" for n in range(len(some)))
            named = ", ".join(f"${n + 2 + len(some)}" for n in range(len(kinds)))
            sql = f"SELECT purse, kind, value FROM identifier WHERE company = $1 AND purse IN ({places}) AND kind IN ({named})"
            found += [(PurseId(row[0]), row[1], row[2]) for row in await self._read(company, sql, (company, *some, *kinds))]
        return found


def keep_sale(company: CompanyId, s: OfflineSale) -> Step:
    """The statement that keeps one."""
    sql = (
        f"INSERT INTO offline_sale (company, {_COLUMNS}) VALUES ({', '.join(f'${n}' for n in range(1, 22))})"
        " ON CONFLICT (company, id) DO NOTHING"
    )
    row = (
        company, s.id, s.device, s.branch, s.till, s.staff, s.journal, s.number, s.claimed_at, s.happened_at, s.received_at, s.digest,
        s.verdict, s.code, s.receipt, dumps(s.flags), dumps(s.told, sort_keys=True, ensure_ascii=False), s.settled_at, s.settled_by,
        s.settled_how, s.settled_why,
    )  # fmt: skip
    return sql, [row]


def settle_sale(company: CompanyId, sale: str, at: Instant, by: str, how: str, why: str, receipt: str) -> Step:
    """Somebody looked at it: what was kept of it for that is gone. No row where somebody did before."""
    sql = (
        "UPDATE offline_sale SET settled_at = $3, settled_by = $4, settled_how = $5, settled_why = $6, told = '{}',"
        " receipt = CASE WHEN $7 = '' THEN receipt ELSE $7 END WHERE company = $1 AND id = $2 AND settled_at IS NULL"
    )
    return sql, [(company, sale, at, by, how, why, receipt)]


def _sale(row: Row) -> OfflineSale:
    told: dict[str, Any] = loads(row[15])
    return OfflineSale(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11], row[12], row[13],
        tuple(loads(row[14])), told, row[16], row[17], row[18], row[19],
    )  # fmt: skip
