"""The meter of business gifts: what each recipient was given in a year, against the limit of the country's tax law."""

from re import compile as pattern

from zegel.api.door import Answer, Door, parameters
from zegel.api.reads import page_of, paged
from zegel.core.ids import purse_of, purse_text
from zegel.core.periods import local_moment
from zegel.decide.business_gifts import state_of
from zegel.hall.calls import Call
from zegel.hall.refusals import NoSuchDay
from zegel.program.country.gift_law import gift_law
from zegel.store.gifts import business_gifts

_YEAR = pattern("(19[7-9]|[2-9][0-9]{2})[0-9]")


async def list_business_gifts(door: Door, call: Call) -> Answer:
    """GET /v1/business-gifts: of `year`, or of this one."""
    program = call.live(call.at).program
    this_year = local_moment(call.at, program.company_zone).business_date[:4]
    year = parameters(call, "year", "limit", "cursor").get("year", this_year)
    limit, position = page_of(call, "business-gifts", year, "year")
    if _YEAR.fullmatch(year) is None:
        raise NoSuchDay(field="year")
    law = gift_law(program.country, program.currency)
    after = (purse_of(position) if position else None) or b""
    company = call.grant.company
    async with door.desk.store.view([company]) as view:
        found = await business_gifts(view, company, year, after, limit + 1)
    shown = [
        {
            "currency": program.currency, "law": law.law or None, "limit_minor": law.most_minor, "member": purse_text(purse),
            "over_minor": max(minor - law.most_minor, 0) if law.most_minor else 0, "state": state_of(law, minor), "total_minor": minor,
            "year": year,
        }
        for purse, minor in found[:limit]
    ]  # fmt: skip
    return paged(call, "business-gifts", year, "recipients", shown, purse_text(found[limit - 1][0]) if len(found) > limit else None)
