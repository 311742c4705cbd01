"""Before a version goes live: no discount that it announces is measured from a price that the article did not have."""

from zegel.core.ids import CompanyId
from zegel.core.periods import Day
from zegel.core.refusals import FromPriceTooHigh
from zegel.decide.prices import Claim, claims
from zegel.program.compile import Compiled
from zegel.store.price_queries import PriceQueries

MOST_SAID = 1_000


async def claims_of(prices: PriceQueries, company: CompanyId, compiled: Compiled, on: Day) -> list[Claim]:
    """Every announced discount with an article whose from-price would be too high, at most the first thousand."""
    found: list[Claim] = []
    if any(rule.announced for rule in compiled.program.discounts):
        async for history in prices.every(company):
            found += claims(compiled, history, on)
            if len(found) >= MOST_SAID:
                break
    return found[:MOST_SAID]


async def check_announced(prices: PriceQueries, company: CompanyId, compiled: Compiled, on: Day) -> None:
    """Refuse `from_price_too_high` for the first that is sure; what is not is for `zegel prices check`."""
    for claim in await claims_of(prices, company, compiled, on):
        if claim.sure:
            raise FromPriceTooHigh(
                rule=claim.rule, sku=claim.sku, on=claim.on, from_minor=claim.from_minor, lowest_minor=claim.stated_minor,
                honest_bp=claim.honest_bp,
            )  # fmt: skip
