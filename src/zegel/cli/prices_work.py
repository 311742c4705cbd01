"""The work behind `zegel prices`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from zegel.cli.csv_files import opened
from zegel.cli.program_files import program_of
from zegel.cli.root import At
from zegel.cli.says import Failed, counted, say
from zegel.core.ids import CompanyId
from zegel.core.periods import Day, as_date, local_moment
from zegel.decide.prices import NOT_SOLD, Claim, price_on, stated
from zegel.desk.price_claims import claims_of
from zegel.intake.prices import Mistake, read_prices
from zegel.program.compile import Compiled
from zegel.program.country.price_law import price_law
from zegel.program.words import day as day_said
from zegel.program.words import money as money_said
from zegel.program.words import percent
from zegel.store.price_queries import Price

AT_A_TIME: Final = 5_000
_WHY: Final = {
    "lowest": "the lowest of the days before", "progressive": "the price before the first of these cuts", "new": "it is new on the market",
    "perishable": "it spoils",
}  # fmt: skip


async def brought_in(at: At, company_named: str, file: Path) -> None:
    """Read, keep, say how many."""
    company = await at.company(company_named)
    compiled = await _live(at, company)
    chunk: list[Price] = []
    count = 0
    for price in _read(file, compiled):
        chunk.append(price)
        count += 1
        if len(chunk) == AT_A_TIME:
            await at.house.store.queries.prices.put(company, chunk)
            chunk = []
    await at.house.store.queries.prices.put(company, chunk)
    say(f"{counted(count, 'price')} kept.")


def _read(path: Path, compiled: Compiled) -> Iterator[Price]:
    """The rows of the file; one that cannot be read ends the import there, with what stands before it kept."""
    with opened(path) as file:
        for found in read_prices(file, compiled):
            if isinstance(found, Mistake):
                raise Failed(f"{path}, line {found.line}: {found.says.en}")
            yield found


def _day(text: str, where: str) -> Day:
    try:
        return Day(as_date(Day(text)).isoformat())
    except ValueError:
        raise Failed(f"{where}: `{text[:40]}` is no day; write 2026-12-31.") from None


async def _live(at: At, company: CompanyId) -> Compiled:
    return (await at.house.shelves.of(company)).live_at(at.root.now())


def _on(at: At, on: str, zone: str) -> Day:
    return _day(on, "--on") if on else local_moment(at.root.now(), zone).business_date


async def shown(at: At, company_named: str, sku: str, on: str) -> None:
    """Every step, then the highest from-price of the day."""
    company = await at.company(company_named)
    program = (await _live(at, company)).program
    day = _on(at, on, program.company_zone)
    found = await at.house.store.queries.prices.of(company, sku)
    if not found:
        raise Failed(f"No price is known of {sku}: zegel prices import FILE")
    law = price_law(program.country)
    for history in found:
        where = ", ".join(filter(None, [history.channel, history.branch and f"branch {history.branch}"])) or "everywhere"
        say(f"{history.sku}, {where}:")
        for step in history.steps:
            costs = "not on sale" if step.minor == NOT_SOLD else money_said(step.minor, program.currency, "en")
            say(f"  from {step.since}: {costs}")
        may = stated(history.steps, day, law)
        if may is None:
            said = "not on sale before, so no from-price may be named" if price_on(history.steps, day) else "not on sale"
            say(f"  on {day}: {said}")
        else:
            say(f"  on {day}: from at most {money_said(may.minor, program.currency, 'en')}, {_WHY[may.why]}")


async def checked(at: At, company_named: str, file: Path | None, on: str) -> bool:
    """Say every claim that does not hold; whether all do. What is not sure is said, and does not count."""
    company = await at.company(company_named)
    compiled = Compiled(program_of(file)) if file is not None else await _live(at, company)
    day = _on(at, on, compiled.program.company_zone)
    found = await claims_of(at.house.store.queries.prices, company, compiled, day)
    for claim in found:
        say(_said(claim, compiled.program.currency))
    return not any(claim.sure for claim in found)


def _said(claim: Claim, currency: str) -> str:
    was, may = money_said(claim.from_minor, currency, "en"), money_said(claim.stated_minor, currency, "en")
    left = f" Measured from there it is {percent(claim.honest_bp, 'en')}." if claim.honest_bp > 0 else ""
    nothing = " Measured from there nothing is left of it." if claim.honest_bp == 0 else ""
    doubt = "" if claim.sure else " (if the article is one of that discount's)"
    return f"{claim.rule}: {claim.sku} costs {was} on {day_said(claim.on, 'en')}; at most {may} may be stated{doubt}.{left}{nothing}"
