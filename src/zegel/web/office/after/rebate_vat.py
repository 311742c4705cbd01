"""The VAT of rebates in money, a calendar period and a rate at a time, as the tax return asks for it; it ties to the books."""

from typing import Any, Final

from zegel.core.refusals import NotSignedIn
from zegel.hall import rebate_vat
from zegel.program.words import percent
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Column, fact, listed, row

HERE: Final = "/kantoor/btw-teruggaven"
PERS: Final = {"maand": "month", "kwartaal": "quarter", "jaar": "year"}
COLUMNS: Final = (
    Column("period"), Column("rate"), fact("approved", "money"), fact("paid back", "money"), fact("paid vat", "money"),
    fact("kept back", "money"), fact("kept back vat", "money"), fact("deducted", "money"),
)  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/btw-teruggaven: the year `jaar` (this one), by `per` maand, kwartaal (by itself) or jaar."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    figures, program = door.figures(asked, call), call.live(asked.at).program
    this_year = str(figures.local(asked.at).year)
    year, chosen = asked.text("jaar", 4) or this_year, asked.text("per", 10) or "kwartaal"
    found = await rebate_vat.of_year(door.queries, visitor.company, program, year, PERS.get(chosen, chosen))
    rows = [
        row({
            "period": one.name, "rate": percent(rate.vat_bp, asked.speaks) if rate.vat_bp else "0%", "approved": rate.approved_minor,
            "paid back": rate.paid_minor, "paid vat": rate.paid_vat, "kept back": rate.back_minor, "kept back vat": rate.back_vat,
            "deducted": rate.vat_minor,
        })
        for one in found
        for rate in one.rates
    ]  # fmt: skip
    listing = listed(asked, COLUMNS, rows, "period", [("jaar", year), ("per", chosen)])
    if listing.wish.file:
        return await taken_list(door, asked, call, "rebate vat", listing)
    shows: dict[str, Any] = {
        "list": listing, "year": year, "before": str(int(year) - 1), "after": str(int(year) + 1) if year < this_year else "",
        "pers": tuple(PERS), "per": chosen, "totals": [one for one in found if one.rates or not one.ties],
        "ties": all(one.ties for one in found),
    }  # fmt: skip
    return Page("office/rebate_vat.html", await framed(door, asked, call, "rebates", shows))
