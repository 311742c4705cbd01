"""The rows behind the owner's figures: a day and a branch each, to read, to sort and to take along; and what is owed by what it is."""

from datetime import timedelta
from typing import Final

from zegel.core.refusals import NotSignedIn
from zegel.web.office.frame import framed
from zegel.web.office.home import days_of, total
from zegel.web.office.member import units_of
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Column, listed, row

ROWS: Final = (
    Column("day", "day"), Column("branch"), Column("sales", "count"), Column("card_sales", "count"), Column("sales_minor", "money"),
    Column("card_sales_minor", "money"), Column("returns_minor", "money"), Column("discount_minor", "money"),
)  # fmt: skip
DAYS: Final = 4 * 7


async def rows(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/cijfers."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    figures, ask = door.figures(asked, call), door.queries.figures
    today = figures.local(asked.at).date()
    found = []
    for branch in call.live(asked.at).program.branches:
        counted = await days_of(ask, call, today, branch.id)
        for day in (today - timedelta(days=n) for n in range(DAYS + 1)):
            if total(counted, "sales", day) or total(counted, "returns_minor", day):
                told = {column.key: total(counted, column.key, day) for column in ROWS[2:]}
                found.append(row({"day": day.isoformat(), "branch": branch.id, **told}))
    listing = listed(asked, ROWS, found, "-day")
    if listing.wish.file:
        return await taken_list(door, asked, call, "figures", listing)
    owed, units = await ask.owed(visitor.company), units_of(call)
    owing = [
        (units[unit].names, count, count * units[unit].worth.numerator // units[unit].worth.denominator)
        for unit, count in owed.items() if count and unit in units and units[unit].kind not in ("clearing", "mark", "membership", "status")
    ]  # fmt: skip
    return Page("office/figures.html", await framed(door, asked, call, "home", {"list": listing, "owing": owing}))
