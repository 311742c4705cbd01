"""The work behind `zegel business-gifts`."""

from typing import Final

from zegel.cli.agreements_work import written
from zegel.cli.root import At
from zegel.cli.says import Failed
from zegel.core.ids import purse_text
from zegel.decide.business_gifts import ABOVE, NEAR, state_of
from zegel.program.country.gift_law import gift_law
from zegel.program.words import money
from zegel.store.gifts import business_gifts

_ALL: Final = 1_000_000_000
_SAID: Final = {ABOVE: ", above the limit: the VAT on these gifts is not deducted", NEAR: ", nearly the limit"}


async def listed(at: At, company_named: str, year: str, form: str) -> None:
    """Every recipient of that year."""
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        raise Failed(f"`{year[:40]}` is no year; write 2026.")
    company = await at.company(company_named)
    program = (await at.house.shelves.of(company)).live_at(at.root.now()).program
    law = gift_law(program.country, program.currency)
    async with at.house.store.view([company]) as view:
        found = await business_gifts(view, company, year, b"", _ALL)
    rows = [(year, purse_text(purse), minor, law.most_minor, state_of(law, minor)) for purse, minor in found]
    text = [f"{name}  {money(minor, program.currency, 'en')}{_SAID.get(state, '')}" for _, name, minor, _, state in rows]
    if law.most_minor:
        text.append(f"limit {money(law.most_minor, program.currency, 'en')} a recipient a year: {law.law} (read {law.read})")
    written(form, ("year", "member", "total_minor", "limit_minor", "state"), rows, text)
