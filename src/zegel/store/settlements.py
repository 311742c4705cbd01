"""Sums over the books between two instants, for settlements between partners: exact, and read from entries alone."""

from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.ledger.accounts import EXPIRED, ISSUED, REDEEMED
from zegel.program.partners import CLEARING
from zegel.store.statements import Reader

_ENTRY = "JOIN entry e ON e.purse = p.purse AND e.company = p.company AND e.seq = p.seq"
_MONEY = (
    "SELECT p.source, p.destination, CAST(SUM(CASE WHEN e.at < $3 THEN p.amount ELSE 0 END) AS BIGINT),"
    " CAST(SUM(CASE WHEN e.at >= $3 THEN p.amount ELSE 0 END) AS BIGINT)"
    f" FROM posting p {_ENTRY} WHERE p.company = $1 AND p.unit = $2 AND e.at < $4 GROUP BY p.source, p.destination"
)
_POINTS = (
    "SELECT COALESCE(c.source, ''), COALESCE(c.destination, ''),"
    " CAST(SUM(CASE WHEN p.source = $6 THEN p.amount ELSE -p.amount END) AS BIGINT)"
    f" FROM posting p {_ENTRY} LEFT JOIN posting c ON c.purse = p.purse AND c.company = p.company AND c.seq = p.seq AND c.unit = $3"
    " AND (c.source LIKE $7 OR c.destination LIKE $7)"
    " WHERE p.company = $1 AND p.unit = $2 AND e.at >= $4 AND e.at < $5 AND (p.source = $6 OR p.destination = $6)"
    " GROUP BY c.source, c.destination"
)
_EXPIRED = (
    "SELECT COALESCE(c.source, ''), CAST(SUM(CASE WHEN p.destination = $6 THEN p.amount ELSE -p.amount END) AS BIGINT)"
    f" FROM posting p {_ENTRY} JOIN lot l ON l.purse = p.purse AND l.company = p.company AND l.seq = p.lot_seq AND l.n = p.lot_n"
    " LEFT JOIN posting c ON c.purse = COALESCE(l.origin_purse, l.purse) AND c.company = l.company"
    " AND c.seq = COALESCE(l.origin_seq, l.seq) AND c.unit = $3 AND c.source LIKE $7"
    " WHERE p.company = $1 AND p.unit = $2 AND e.at >= $4 AND e.at < $5 AND (p.destination = $6 OR p.source = $6) GROUP BY c.source"
)
_MOVED = (
    "SELECT p.purse, p.seq, e.at, e.branch, CAST(SUM(CASE WHEN p.source = $6 THEN p.amount ELSE -p.amount END) AS BIGINT)"
    f" FROM posting p {_ENTRY} JOIN posting c ON c.purse = p.purse AND c.company = p.company AND c.seq = p.seq AND c.unit = $3"
    " AND (c.source = $7 OR c.destination = $7)"
    " WHERE p.company = $1 AND p.unit = $2 AND e.at >= $4 AND e.at < $5 AND (p.source = $6 OR p.destination = $6)"
    " GROUP BY p.purse, p.seq, e.at, e.branch"
)
_LAPSED = (
    "SELECT p.purse, p.seq, e.at, e.branch, CAST(SUM(CASE WHEN p.source = $6 THEN p.amount ELSE -p.amount END) AS BIGINT)"
    f" FROM posting p {_ENTRY} JOIN lot l ON l.purse = p.purse AND l.company = p.company AND l.seq = p.lot_seq AND l.n = p.lot_n"
    " JOIN posting c ON c.purse = COALESCE(l.origin_purse, l.purse) AND c.company = l.company"
    " AND c.seq = COALESCE(l.origin_seq, l.seq) AND c.unit = $3 AND c.source = $7"
    " WHERE p.company = $1 AND p.unit = $2 AND e.at >= $4 AND e.at < $5 AND (p.destination = $6 OR p.source = $6)"
    " GROUP BY p.purse, p.seq, e.at, e.branch"
)
_CLEARED = (
    "WITH moved AS (SELECT p.purse, p.seq, e.at, e.branch, CASE WHEN p.source IN ($5, $6) THEN p.source ELSE p.destination END AS account,"
    " SUM(CASE WHEN p.source IN ($5, $6) THEN p.amount ELSE -p.amount END) AS amount"
    f" FROM posting p {_ENTRY} WHERE p.company = $1 AND p.unit = $2 AND e.at >= $3 AND e.at < $4"
    " AND (p.source IN ($5, $6) OR p.destination IN ($5, $6)) GROUP BY p.purse, p.seq, e.at, e.branch, 5),"
    " summed AS (SELECT purse, seq, at, branch, account, amount,"
    " SUM(amount) OVER (PARTITION BY account ORDER BY at, purse, seq ROWS UNBOUNDED PRECEDING) AS so_far FROM moved)"
    " SELECT purse, seq, at, branch, account, CAST(amount AS BIGINT), CAST(so_far AS BIGINT) FROM summed"
)
_BY, _AT = "issued by %", "redeemed at %"
CLEARED = "cleared"


class Sums:
    """What a statement of a span needs: as `cleared`, `points_by_partner` and `expired_by_issuer` have it."""

    def __init__(self) -> None:
        self.money: dict[str, tuple[int, int]] = {}
        self.points: dict[tuple[str, str], int] = {}
        self.expired: dict[str, int] = {}

    def add(self, what: str, account: str, before: int, during: int) -> None:
        """More of one account, before the span and in it."""
        if what == CLEARED:
            was = self.money.get(account, (0, 0))
            self.money[account] = (was[0] + before, was[1] + during)
        elif what == EXPIRED:
            self.expired[account] = self.expired.get(account, 0) + during
        else:
            self.points[what, account] = self.points.get((what, account), 0) + during


@value
class Moved:
    """An entry that moved points of a partner, and how many; below zero: taken or given back."""

    receipt: ReceiptId
    at: Instant
    branch: str
    points: int


async def moved(
    view: Reader, company: CompanyId, units: tuple[str, str], account: str, partner: str, first: Instant, after: Instant,
    mark: tuple[Instant, ReceiptId] | None, limit: int,
) -> list[Moved]:  # fmt: skip
    """The entries behind a partner's points of a span, the latest first; go on after the last one.

    `units` are the points and the clearing; `account` is ISSUED, REDEEMED or EXPIRED, `partner` the partner's account in the clearing.
    """
    beyond = " HAVING (e.at, p.purse, p.seq) < ($9, $10, $11)" if mark else ""
    sql = f"{_LAPSED if account == EXPIRED else _MOVED}{beyond} ORDER BY e.at DESC, p.purse DESC, p.seq DESC LIMIT $8"
    more = (mark[0], mark[1].purse, mark[1].seq) if mark else ()
    sign = 1 if account == ISSUED else -1
    rows = await view.read(sql, (company, *units, first, after, account, partner, limit, *more))
    return [Moved(ReceiptId(PurseId(row[0]), row[1]), Instant(row[2]), row[3], sign * int(row[4])) for row in rows]


@value
class Cleared:
    """An entry that moved money of a partner: `account`, what came out of it (below zero: went in) in millionths of the currency, and
    what came out of it in the span so far, this one counted."""

    receipt: ReceiptId
    at: Instant
    branch: str
    account: str
    amount: int
    so_far: int


async def cleared_by(
    view: Reader, company: CompanyId, clearing: str, accounts: tuple[str, str], first: Instant, after: Instant,
    mark: tuple[Instant, ReceiptId, str] | None, limit: int,
) -> list[Cleared]:  # fmt: skip
    """The entries behind the money of one or two accounts of a span, the latest first; go on after the last one."""
    beyond = " WHERE (at, purse, seq, account) < ($8, $9, $10, $11)" if mark else ""
    sql = f"{_CLEARED}{beyond} ORDER BY at DESC, purse DESC, seq DESC, account DESC LIMIT $7"
    more = (mark[0], mark[1].purse, mark[1].seq, mark[2]) if mark else ()
    rows = await view.read(sql, (company, clearing, first, after, *accounts, limit, *more))
    return [Cleared(ReceiptId(PurseId(row[0]), row[1]), Instant(row[2]), row[3], row[4], int(row[5]), int(row[6])) for row in rows]


async def cleared(view: Reader, company: CompanyId, clearing: str, first: Instant, after: Instant) -> dict[str, tuple[int, int]]:
    """Account of a partner → what it owes (or is owed) before `first`, and from then until `after`, in millionths of the currency."""
    found: dict[str, tuple[int, int]] = {}
    for source, destination, before, during in await view.read(_MONEY, (company, clearing, first, after)):
        account = destination if source == CLEARING else source
        to_clearing = destination == CLEARING
        sign = 1 if to_clearing == account.startswith(_BY[:-1]) else -1
        was = found.get(account, (0, 0))
        found[account] = (was[0] + sign * int(before), was[1] + sign * int(during))
    return found


async def points_by_partner(
    view: Reader, company: CompanyId, unit: str, clearing: str, first: Instant, after: Instant
) -> dict[tuple[str, str], int]:
    """("issued" or "redeemed", a partner's account or "") → how many points of `unit`, less what was taken or given back."""
    found: dict[tuple[str, str], int] = {}
    for kind, account, like, sign in (("issued", ISSUED, _BY, 1), ("redeemed", REDEEMED, _AT, -1)):
        rows = await view.read(_POINTS, (company, unit, clearing, first, after, account, like))
        for source, destination, n in rows:
            partner = destination if source in ("", CLEARING) else source
            found[kind, partner] = found.get((kind, partner), 0) + sign * int(n)
    return found


async def expired_by_issuer(view: Reader, company: CompanyId, unit: str, clearing: str, first: Instant, after: Instant) -> dict[str, int]:
    """Issuing partner's account, or "" → how many points of `unit` lapsed."""
    rows = await view.read(_EXPIRED, (company, unit, clearing, first, after, EXPIRED, _BY))
    return {account: int(n) for account, n in rows}


async def summed(view: Reader, company: CompanyId, unit: str, clearing: str, first: Instant, after: Instant) -> Sums:
    """All that a statement needs, out of the entries alone."""
    found = Sums()
    found.money = await cleared(view, company, clearing, first, after)
    found.points = await points_by_partner(view, company, unit, clearing, first, after)
    found.expired = await expired_by_issuer(view, company, unit, clearing, first, after)
    return found
