"""The rows behind the owner's figures: a day and a branch each, to read, to sort and to take along; and what is owed by what it is."""

from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta
from typing import Final
from urllib.parse import quote, urlencode

from zegel.access.rights import EVERYWHERE
from zegel.core.ids import PurseId, ReceiptId, purse_of, purse_text, receipt_of
from zegel.core.refusals import Malformed, NotSignedIn, UnknownReceipt, UnknownUnit
from zegel.hall.calls import Call
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day
from zegel.program.model import Names
from zegel.store.day_receipts import BACK, CARD, OTHER, SALES, ListedReceipt, Mark, mark_of
from zegel.store.figure_queries import Holder
from zegel.web.office.frame import framed
from zegel.web.office.member import units_of
from zegel.web.office.sight import RIGHT, Sight, sight_of
from zegel.web.office.taking import taken, taken_list
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import PAGE, Cell, Column, Listing, Row, fact, listed, row, wished
from zegel.web.parts.words import Tongue

ROWS: Final = (
    Column("day", "day"), Column("branch"), Column("sales", "count"), Column("card_sales", "count"), Column("other_sales", "count"),
    Column("members", "count"), Column("sales_minor", "money"), Column("card_sales_minor", "money"),
    Column("other_sales_minor", "money"), Column("returns_minor", "money"), Column("discount_minor", "money"),
)  # fmt: skip
OPENS: Final = {
    "sales": ("verkoop", ""), "card_sales": ("kaart", ""), "other_sales": ("zonder", ""), "sales_minor": ("verkoop", "sold_minor"),
    "card_sales_minor": ("kaart", "sold_minor"), "other_sales_minor": ("zonder", "sold_minor"),
    "returns_minor": ("retour", "returned_minor"), "discount_minor": ("verkoop", "discounted_minor"),
}  # fmt: skip
"""A figure of a day in a branch → which receipts are behind it, and what of them adds up to it ("": they are counted)."""
KINDS: Final = {"": (*SALES, BACK), "verkoop": SALES, "kaart": (CARD,), "zonder": (OTHER,), "retour": (BACK,)}
RECEIPTS: Final = (
    Column("at", "moment"), Column("name", "person", sorts=False), Column("what", sorts=False), fact("sold_minor", "money"),
    fact("discounted_minor", "money"), fact("returned_minor", "money"),
)  # fmt: skip
HELD: Final = (
    Column("name", "person", sorts=False),
    fact("held", "count", sorts=False),
    fact("worth", "money", sorts=False),
)
KEYS: Final = (Column("receipt", sorts=False), Column("member", sorts=False))
"""What a file has at its end besides, to find a row again in the books: of a receipt both, of who holds something the member."""
NOT_OWED: Final = ("clearing", "mark", "membership", "status")
DAYS: Final = 4 * 7


async def rows(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/cijfers: the days from `van` through `tot` (four weeks by themselves), of `filiaal` or of all; `weekdag` (1 is
    Monday): of those days alone.
    """
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    figures, ask = door.figures(asked, call), door.queries.figures
    today = figures.local(asked.at).date()
    first, last, only = _day(asked, "van") or today - timedelta(days=DAYS), _day(asked, "tot") or today, asked.text("filiaal", 60)
    kept = [(name, text) for name in ("van", "tot", "weekdag", "filiaal") if (text := asked.text(name, 60))]
    weekday = asked.text("weekdag", 1)
    if weekday and weekday not in "1234567":
        raise Malformed("weekdag: 1 (Monday) through 7", field="weekdag")
    found, sight = [], sight_of(call)
    for branch in [one for one in sight.branches if only in ("", one)]:
        counted = await ask.days(visitor.company, first.isoformat(), last.isoformat(), branch)
        found += [_row(counted, branch, day, sight) for day in sorted({day for day, _ in counted})]
    if not only and sight.everywhere:  # what was asked for no branch: somebody who joined over the API
        counted = await ask.days_of_none(visitor.company, first.isoformat(), last.isoformat())
        found += [_row(counted, "", day, sight) for day in sorted({day for day, _ in counted})]
    found = [one for one in found if any(one.cells[column.key] for column in ROWS[2:])]
    if weekday:
        found = [one for one in found if str(date.fromisoformat(str(one.cells["day"])).isoweekday()) == weekday]
    listing = listed(asked, ROWS, found, "-day", kept)
    if listing.wish.file:
        return await taken_list(door, asked, call, "figures", listing)
    shows = {
        "list": listing,
        "owing": await _owing(door, call) if sight.everywhere else (),
        "everywhere": sight.everywhere,
        "first": first,
        "last": last,
        "only": only,
        "whole": not kept,
        "weekday": figures.weekday(int(weekday)) if weekday else "",
    }
    return Page("office/figures.html", await framed(door, asked, call, "home", shows))


async def receipts(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/cijfers/bonnen: the receipts of a day (`dag`) in a branch (`filiaal`, "" for none), of one kind (`wat`) or all."""
    call = await door.call(asked)
    day, branch, what = _day(asked, "dag"), asked.text("filiaal", 60), asked.text("wat", 10)
    if day is None:
        raise NoSuchDay(field="dag")
    if what not in KINDS:
        raise Malformed("wat: verkoop, kaart, zonder or retour", field="wat")
    call.grant.need(RIGHT, branch)
    wish, tongue, ask = wished(asked, RECEIPTS, "-at"), door.renderer.tongue("office", asked.speaks), door.queries.day_receipts
    sees, named = "books:read" in call.grant.scopes, sight_of(call).members

    def told(one: ListedReceipt) -> Row:
        found = one.receipt
        cells: dict[str, Cell] = {
            "at": found.at, "name": (_called(found.purse, one.name, tongue, named=named) if found.what == CARD else tongue.say("nobody")),
            "what": tongue.say(f"receipt {found.what}"), "sold_minor": found.sold_minor or None,
            "discounted_minor": found.discount_minor or None, "returned_minor": found.returned_minor or None,
            "receipt": str(ReceiptId(found.purse, found.seq)), "member": purse_text(found.purse) if found.what == CARD else "",
        }  # fmt: skip
        to = {"at": f"/kantoor/bonnen/{ReceiptId(found.purse, found.seq)}"} if sees else {}
        return row(cells, to | ({"name": f"/kantoor/leden/{purse_text(found.purse)}"} if found.what == CARD and named else {}))

    async def page(mark: Mark | None, limit: int) -> list[ListedReceipt]:
        return await ask.page(call.grant.company, day.isoformat(), branch, KINDS[what], mark, limit, wish.sort, down=wish.down)

    async def every() -> AsyncIterator[Row]:
        mark: Mark | None = None
        while found := await page(mark, 500):
            for one in found:
                yield told(one)
            mark = mark_of(found[-1].receipt, wish.sort)

    if wish.file:
        return await taken(door, asked, call, "receipts", wish.file, (*RECEIPTS, *KEYS), every())
    found = await page(_receipt_mark(wish.after), PAGE + 1)
    last = mark_of(found[PAGE - 1].receipt, wish.sort) if len(found) > PAGE else None
    following = f"{last[0]} {last[1]} {ReceiptId(last[2], last[3])}" if last else ""
    kept = (("dag", day.isoformat()), ("filiaal", branch), ("wat", what))
    listing = Listing("/kantoor/cijfers/bonnen", RECEIPTS, tuple(map(told, found[:PAGE])), wish, kept, following, -1)
    address = f"/kantoor/cijfers/bonnen?{urlencode({'dag': day.isoformat(), 'filiaal': branch})}"
    shows = {
        "list": listing, "day": day, "branch": branch, "what": what,
        "kinds": [(f"receipts {one or 'all'}", f"{address}&wat={one}" if one else address, one == what) for one in KINDS],
    }  # fmt: skip
    return Page("office/day_receipts.html", await framed(door, asked, call, "home", shows))


def _receipt_mark(text: str) -> Mark | None:
    if not text:
        return None
    value, _, rest = text.partition(" ")
    at, _, named = rest.partition(" ")
    try:
        found = receipt_of(named)
    except UnknownReceipt:
        found = None
    if found is None or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in (value, at)):
        raise Malformed("after: the last of the page before", field="after")
    return int(value), int(at), PurseId(found.purse), found.seq


async def holders(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/cijfers/tegoed: who has how much of `unit`, the most first."""
    call = await door.call(asked)
    call.grant.need(RIGHT, EVERYWHERE)
    figures, tongue, named = door.figures(asked, call), door.renderer.tongue("office", asked.speaks), sight_of(call).members
    unit = units_of(call).get(asked.text("unit", 60))
    if unit is None or unit.kind in NOT_OWED:
        raise UnknownUnit(unit=asked.text("unit", 60))
    wish = wished(asked, HELD, "held")
    after = _mark_of(wish.after)

    def told(one: Holder) -> Row:
        worth = one.held * unit.worth.numerator // unit.worth.denominator
        called = _called(one.purse, one.name, tongue, named=named)
        cells: dict[str, Cell] = {"name": called, "held": one.held, "worth": worth or None, "member": purse_text(one.purse)}
        return row(cells, {"name": f"/kantoor/leden/{purse_text(one.purse)}"} if named else {})

    async def everybody() -> AsyncIterator[Row]:
        mark: tuple[int, PurseId] | None = None
        while page := await door.queries.figures.holders(call.grant.company, unit.id, mark, 500):
            for one in page:
                yield told(one)
            mark = (page[-1].held, page[-1].purse)

    if wish.file:
        return await taken(door, asked, call, "members", wish.file, (*HELD, KEYS[1]), everybody())
    found = await door.queries.figures.holders(call.grant.company, unit.id, after, PAGE + 1)
    following = f"{purse_text(found[PAGE - 1].purse)} {found[PAGE - 1].held}" if len(found) > PAGE else ""
    listing = Listing(
        "/kantoor/cijfers/tegoed", HELD, tuple(map(told, found[:PAGE])), wish, (("unit", unit.id),), following, -1,
    )  # fmt: skip
    owed = (await door.queries.figures.owed(call.grant.company)).get(unit.id, 0)
    shows = {"list": listing, "owed": figures.counted(owed, unit.names)}
    return Page("office/holders.html", await framed(door, asked, call, "home", shows))


def _mark_of(text: str) -> tuple[int, PurseId] | None:
    if not text:
        return None
    named, _, held = text.partition(" ")
    purse = purse_of(named)
    if purse is None or not (held.isascii() and held.isdigit() and len(held) < 19):
        raise Malformed("after: the last of the page before", field="after")
    return int(held), purse


async def _owing(door: Door, call: Call) -> list[tuple[str, Names, int, int]]:
    owed, units = await door.queries.figures.owed(call.grant.company), units_of(call)
    return [
        (unit, units[unit].names, count, count * units[unit].worth.numerator // units[unit].worth.denominator)
        for unit, count in owed.items() if count and unit in units and units[unit].kind not in NOT_OWED
    ]  # fmt: skip


def _called(purse: PurseId, name: str, tongue: Tongue, *, named: bool) -> str:
    """A member by name; to who may not look through members by the number that the books have."""
    return (name or tongue.say("nameless")) if named else purse_text(purse)


def _row(counted: Mapping[tuple[str, str], int], branch: str, day: str, sight: Sight) -> Row:
    told = {column.key: counted.get((day, column.key), 0) for column in ROWS[2:]}
    told["other_sales_minor"] = told["sales_minor"] - told["card_sales_minor"]
    told["other_sales"] = told["sales"] - told["card_sales"]
    there = f"/kantoor/cijfers/bonnen?{urlencode({'dag': day, 'filiaal': branch})}&wat="
    to = {key: f"{there}{what}" for key, (what, _) in OPENS.items() if told[key]}
    if told["members"] and sight.members:
        to["members"] = f"/kantoor/leden?joined={day}%40{quote(branch)}"
    return row({"day": day, "branch": branch, **told}, to, of={key: of for key, (_, of) in OPENS.items()})


def _day(asked: Asked, name: str) -> date | None:
    text = asked.text(name, 10)
    if not text:
        return None
    if not is_day(text):
        raise NoSuchDay(field=name)
    return date.fromisoformat(text)
