"""What recipients were given in business gifts in a year, summed over a company's counts: slow on large books, exact on all of them."""

from zegel.core.ids import CompanyId, PurseId
from zegel.program.country.gift_law import BUSINESS_GIFT
from zegel.store.statements import Reader

_GIVEN = (
    "SELECT m.purse, CAST(SUM(m.value) AS BIGINT) FROM measure_day m JOIN purse p ON p.id = m.purse AND p.company = m.company"
    " WHERE m.company = $1 AND m.measure = $2 AND m.day >= $3 AND m.day <= $4 AND p.alias_of IS NULL AND m.purse > $5"
    " GROUP BY m.purse HAVING SUM(m.value) > 0 ORDER BY m.purse LIMIT $6"
)


async def business_gifts(view: Reader, company: CompanyId, year: str, after: bytes, limit: int) -> list[tuple[PurseId, int]]:
    """Recipient → what its gifts of that calendar year cost, by purse, from behind `after` (b"" for all) on."""
    rows = await view.read(_GIVEN, (company, BUSINESS_GIFT, f"{year}-01-01", f"{year}-12-31", after, limit))
    return [(PurseId(purse), int(minor)) for purse, minor in rows]
