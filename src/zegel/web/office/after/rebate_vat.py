"""The VAT of rebates in money, a calendar period and a rate at a time, as the tax return asks for it; it ties to the books.

Each number opens the entries that it was added up from.
"""

from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import urlencode

from zegel.core.ids import purse_of, purse_text
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.decide.rebate_vat import SUMS_OF, Period, Rate, measures_of
from zegel.hall import rebate_vat
from zegel.hall.calls import Call
from zegel.hall.translate import is_day
from zegel.program.words import Language, percent
from zegel.store.rebate_sums import Mark, RebateEntry
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken, taken_list
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import PAGE, Cell, Column, Listing, Row, fact, listed, row, wished

HERE: Final = "/kantoor/btw-teruggaven"
PERS: Final = {"maand": "month", "kwartaal": "quarter", "jaar": "year"}
COLUMNS: Final = (
    Column("period"), Column("rate"), Column("approved", "money"), Column("paid back", "money"), Column("paid vat", "money"),
    Column("kept back", "money"), Column("kept back vat", "money"), Column("deducted", "money"),
)  # fmt: skip
BEHIND: Final = (
    Column("at", "moment", sorts=False), Column("name", "person", sorts=False), Column("branch", sorts=False),
    fact("amount", "money", sorts=False),
)  # fmt: skip
_LONG: Final = 200
"""Members on a day that a file is written of at a time."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/btw-teruggaven: the year `jaar` (this one), by `per` maand, kwartaal (by itself) or jaar; `wat`: behind a number."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    figures, program = door.figures(asked, call), call.live(asked.at).program
    this_year = str(figures.local(asked.at).year)
    year, chosen = asked.text("jaar", 4) or this_year, asked.text("per", 10) or "kwartaal"
    found = await rebate_vat.of_year(door.queries, visitor.company, program, year, PERS.get(chosen, chosen))
    if what := asked.text("wat", 20):
        return await _behind(door, asked, call, found, (("jaar", year), ("per", chosen)), what)
    rows = [_row(one, rate, year, chosen, asked.speaks) for one in found for rate in one.rates]
    listing = listed(asked, COLUMNS, rows, "period", [("jaar", year), ("per", chosen)])
    if listing.wish.file:
        return await taken_list(door, asked, call, "rebate vat", listing)
    shows: dict[str, Any] = {
        "list": listing, "year": year, "before": str(int(year) - 1), "after": str(int(year) + 1) if year < this_year else "",
        "pers": tuple(PERS), "per": chosen, "ties": all(one.ties for one in found),
        "totals": [(one, _to(year, chosen, one, "deducted")) for one in found if one.rates or not one.ties],
    }  # fmt: skip
    return Page("office/rebate_vat.html", await framed(door, asked, call, "rebates", shows))


def _to(year: str, per: str, one: Period, what: str, rate: Rate | None = None) -> str:
    """What is behind a number of a period, at one rate or at all."""
    asked = {"jaar": year, "per": per, "tijdvak": one.name, "wat": what} | ({} if rate is None else {"tarief": rate.vat_bp})
    return f"{HERE}?{urlencode(asked)}"


def _row(one: Period, rate: Rate, year: str, per: str, language: Language) -> Row:
    numbers: dict[str, Cell] = {
        "approved": rate.approved_minor, "paid back": rate.paid_minor, "paid vat": rate.paid_vat, "kept back": rate.back_minor,
        "kept back vat": rate.back_vat, "deducted": rate.vat_minor,
    }  # fmt: skip
    to = {key: _to(year, per, one, "paid" if key == "paid back" else key, rate) for key, number in numbers.items() if number}
    named: dict[str, Cell] = {"period": one.name, "rate": percent(rate.vat_bp, language) if rate.vat_bp else "0%"}
    return row(named | numbers, to, of=dict.fromkeys(numbers, "amount"))


async def _behind(door: Door, asked: Asked, call: Call, found: tuple[Period, ...], kept: tuple[tuple[str, str], ...], what: str) -> Answer:
    """The entries behind the number `wat` of the period `tijdvak`, at the rate `tarief` or at all; refuses one that there is not."""
    name, rate = asked.text("tijdvak", 10), asked.text("tarief", 5)
    period = next((one for one in found if one.name == name), None)
    rates = [one for one in period.rates if rate in ("", str(one.vat_bp))] if period else []
    if period is None or what not in SUMS_OF or not rates:
        raise Malformed("wat, tijdvak, tarief: a number of the list", field="wat")
    measures, wish, ask = measures_of(what, rates), wished(asked, BEHIND, "-at"), door.queries.rebate_sums
    rights, nameless = call.grant.scopes, door.renderer.tongue("office", asked.speaks).say("nameless")

    def told(one: RebateEntry) -> Row:
        cells: dict[str, Cell] = {"at": one.at, "name": one.name or nameless, "branch": one.branch, "amount": one.minor}
        to = {"at": f"/kantoor/bonnen/{one.receipt}"} if "books:read" in rights else {}
        return row(cells, to | ({"name": f"/kantoor/leden/{purse_text(one.receipt.purse)}"} if "members:list" in rights else {}))

    async def every() -> AsyncIterator[Row]:
        mark: Mark | None = None
        while True:
            page, mark = await ask.behind(call.grant.company, measures, period.first, period.last, mark, _LONG)
            for one in page:
                yield told(one)
            if mark is None:
                return

    if wish.file:
        return await taken(door, asked, call, "rebate vat", wish.file, BEHIND, every())
    page, following = await ask.behind(call.grant.company, measures, period.first, period.last, _mark(wish.after), PAGE)
    next_page = f"{following[0]} {purse_text(following[1])}" if following else ""
    more = (("tijdvak", name), ("wat", what), ("tarief", rate))
    listing = Listing(HERE, BEHIND, tuple(map(told, page)), wish, (*kept, *more), next_page, -1)
    shows = {"list": listing, "period": name, "kind": what, "rate": percent(rates[0].vat_bp, asked.speaks) if rate else ""}
    back = f"{HERE}?{urlencode(dict(kept))}"
    return Page("office/rebate_entries.html", await framed(door, asked, call, "rebates", {**shows, "back": back}))


def _mark(text: str) -> Mark | None:
    if not text:
        return None
    day, _, named = text.partition(" ")
    purse = purse_of(named)
    if purse is None or not is_day(day):
        raise Malformed("after: the last of the page before", field="after")
    return day, purse
