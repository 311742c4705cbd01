"""Sums over a company's whole books, for reports: slow on large books, exact on all of them."""

from zegel.core.ids import CompanyId, PurseId
from zegel.store.statements import Reader


async def posted(view: Reader, company: CompanyId) -> dict[tuple[str, str, str], int]:
    """(unit, source, destination) → the sum of all postings between those two accounts."""
    sql = "SELECT unit, source, destination, SUM(amount) FROM posting WHERE company = $1 GROUP BY unit, source, destination"
    return {(unit, source, destination): int(amount) for unit, source, destination, amount in await view.read(sql, (company,))}


async def members_by_tier(view: Reader, company: CompanyId) -> dict[str, int]:
    """Tier ("" for none) → how many members are in it."""
    sql = "SELECT tier, COUNT(*) FROM purse WHERE company = $1 AND since <> '' AND alias_of IS NULL GROUP BY tier"
    return dict(await view.read(sql, (company,)))


async def richest(view: Reader, company: CompanyId, unit: str) -> tuple[PurseId, str] | None:
    """The purse with the most of `unit` available and the branch of its last entry; None where nobody has any."""
    held = "SELECT purse FROM lot WHERE company = $1 AND unit = $2 AND available > 0"
    found = await view.read(f"{held} GROUP BY purse ORDER BY SUM(available) DESC, purse LIMIT 1", (company, unit))
    if not found:
        return None
    last = "SELECT branch FROM entry WHERE purse = $1 AND company = $2 AND branch <> '' ORDER BY seq DESC LIMIT 1"
    branches = await view.read(last, (found[0][0], company))
    return PurseId(found[0][0]), str(branches[0][0]) if branches else ""
