"""Partners of a coalition: the statement of a month, who pays whom, and whether it can still be disputed."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Final
from urllib.parse import urlencode

from zegel.core.ids import ReceiptId, receipt_of
from zegel.core.periods import Day, Instant, plus_days
from zegel.core.refusals import Malformed, NoCoalition, NotSignedIn
from zegel.decide.settlement import PartnerSettled
from zegel.desk.agreements import settled_month, span_of
from zegel.hall.calls import Call
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day
from zegel.ledger.accounts import EXPIRED, ISSUED, REDEEMED
from zegel.program.model import Program
from zegel.program.partners import clearing_unit, issued_by, redeemed_at
from zegel.store.settlements import Moved, moved
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken, taken_list
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import PAGE, Cell, Column, Listing, Row, fact, listed, row, wished

HERE: Final = "/kantoor/verrekening"
COLUMNS: Final = (
    Column("partner"), Column("issued", "count"), Column("redeemed", "count"), Column("lapsed", "count"), fact("owes", "money"),
    fact("gets", "money"), fact("pays", "money"),
)  # fmt: skip


BEHIND: Final = (Column("at", "moment", sorts=False), Column("branch", sorts=False), fact("points", "count", sorts=False))
KINDS: Final = {"issued": ISSUED, "redeemed": REDEEMED, "lapsed": EXPIRED}
"""A number of a partner → the account of the points behind it."""


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
        return await _behind(door, asked, call, program, first)
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
    counts = {"issued": one.issued, "redeemed": one.redeemed, "lapsed": one.expired}
    to = {kind: f"{HERE}?{urlencode({'maand': month, 'partner': one.partner, 'wat': kind})}" for kind, count in counts.items() if count}
    cells: dict[str, Cell] = {"partner": one.partner, **counts, "owes": one.owes_minor, "gets": one.gets_minor, "pays": one.pays_minor}
    return row(cells, to, of=dict.fromkeys(KINDS, "points"))


async def _behind(door: Door, asked: Asked, call: Call, program: Program, first: Day) -> Answer:
    """The entries behind a partner's points of a month: who issued or redeemed them, where and when."""
    partner, kind, coalition = asked.text("partner", 60), asked.text("wat", 10), program.coalition
    if coalition is None or kind not in KINDS or all(one.id != partner for one in coalition.partners):
        raise Malformed("wat: issued, redeemed or lapsed, of a partner", field="wat")
    account = redeemed_at(partner) if kind == "redeemed" else issued_by(partner)
    units, span = (coalition.unit, clearing_unit(program.currency)), span_of(program, first)
    wish, sees = wished(asked, BEHIND, "-at"), "books:read" in call.grant.scopes

    async def page(mark: tuple[Instant, ReceiptId] | None, limit: int) -> list[Moved]:
        async with door.people.register.store.view([call.grant.company]) as view:
            return await moved(view, call.grant.company, units, KINDS[kind], account, *span, mark, limit)

    def told(one: Moved) -> Row:
        cells: dict[str, Cell] = {"at": one.at, "branch": one.branch, "points": one.points}
        return row(cells, {"at": f"/kantoor/bonnen/{one.receipt}"} if sees else {})

    async def every() -> AsyncIterator[Row]:
        mark: tuple[Instant, ReceiptId] | None = None
        while found := await page(mark, 500):
            for one in found:
                yield told(one)
            mark = (found[-1].at, found[-1].receipt)

    if wish.file:
        return await taken(door, asked, call, "settlement", wish.file, BEHIND, every())
    found = await page(_mark(wish.after), PAGE + 1)
    following = f"{found[PAGE - 1].at} {found[PAGE - 1].receipt}" if len(found) > PAGE else ""
    kept = (("maand", first[:7]), ("partner", partner), ("wat", kind))
    shows = {"list": Listing(HERE, BEHIND, tuple(map(told, found[:PAGE])), wish, kept, following, -1), "partner": partner, "kind": kind}
    return Page("office/partner_points.html", await framed(door, asked, call, "partners", {**shows, "month": first}))


def _mark(text: str) -> tuple[Instant, ReceiptId] | None:
    if not text:
        return None
    at, _, named = text.partition(" ")
    if not (at.isascii() and at.isdigit() and len(at) < 19):
        raise Malformed("after: the last of the page before", field="after")
    return Instant(int(at)), receipt_of(named)


def _following(first: Day) -> str:
    day = date.fromisoformat(first)
    return date(day.year + day.month // 12, day.month % 12 + 1, 1).isoformat()
