"""Sums over a company's whole books, for reports: slow on large books, exact on all of them."""

from zegel.core.ids import CompanyId
from zegel.store.statements import Reader


async def posted(to: Reader, company: CompanyId) -> dict[tuple[str, str, str], int]:
    """(unit, source, destination) → the sum of all postings between those two accounts."""
    sql = "SELECT unit, source, destination, SUM(amount) FROM posting WHERE company = $1 GROUP BY unit, source, destination"
    return {(unit, source, destination): int(amount) for unit, source, destination, amount in await to.read(sql, (company,))}


async def members_by_tier(to: Reader, company: CompanyId) -> dict[str, int]:
    """Tier ("" for none) → how many members are in it."""
    sql = "SELECT tier, COUNT(*) FROM purse WHERE company = $1 AND since <> '' AND alias_of IS NULL GROUP BY tier"
    return dict(await to.read(sql, (company,)))
