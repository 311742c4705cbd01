"""Partners of a coalition: the statement of a month, who pays whom, and whether it can still be disputed."""

from datetime import date
from typing import Final
from urllib.parse import urlencode

from zegel.core.periods import Day, plus_days
from zegel.core.refusals import NoCoalition, NotSignedIn
from zegel.decide.settlement import PartnerSettled
from zegel.desk.agreements import settled_month
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.office.trade.partner_entries import HERE, MONEY, POINTS, behind
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Cell, Column, Row, listed, row

COLUMNS: Final = (
    Column("partner"), Column("issued", "count"), Column("redeemed", "count"), Column("lapsed", "count"), Column("owes", "money"),
    Column("gets", "money"), Column("pays", "money"),
)  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/verrekening: the month `maand`, this one by itself."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    today = Day(door.figures(asked, call).local(asked.at).date().isoformat())
    month = asked.text("maand", 7) or today[:7]
    first = Day(f"{month}-01")
    if not is_day(first) or month < "1970" or month > today[:7]:
        raise NoSuchDay(field="maand")
    program = call.live(asked.at).program
    if asked.text("wat", 10):
        return await behind(door, asked, call, program, first)
    try:
        found = await settled_month(door.people.register.store, visitor.company, program, first, asked.at)
    except NoCoalition:
        return Page("office/partners.html", await framed(door, asked, call, "partners", {"found": None}))
    rows = [_row(one, month) for one in found.partners]
    listing = listed(asked, COLUMNS, rows, "partner", [("maand", month)])
    if listing.wish.file:
        return await taken_list(door, asked, call, "settlement", listing)
    shows = {
        "list": listing, "found": found, "month": first, "before": plus_days(first, -1)[:7],
        "after": "" if month >= today[:7] else _following(first)[:7],
    }  # fmt: skip
    return Page("office/partners.html", await framed(door, asked, call, "partners", shows))


def _row(one: PartnerSettled, month: str) -> Row:
    numbers: dict[str, Cell] = {
        "issued": one.issued, "redeemed": one.redeemed, "lapsed": one.expired, "owes": one.owes_minor, "gets": one.gets_minor,
        "pays": one.pays_minor,
    }  # fmt: skip
    to = {what: f"{HERE}?{urlencode({'maand': month, 'partner': one.partner, 'wat': what})}" for what, number in numbers.items() if number}
    return row({"partner": one.partner, **numbers}, to, of=dict.fromkeys(POINTS, "points") | dict.fromkeys(MONEY, "amount"))


def _following(first: Day) -> str:
    day = date.fromisoformat(first)
    return date(day.year + day.month // 12, day.month % 12 + 1, 1).isoformat()
