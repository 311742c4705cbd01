"""The entries behind a number of a partner's month: points that were issued, taken or lapsed, and what they cost and brought."""

from collections.abc import AsyncIterator
from typing import Final

from zegel.core.ids import CompanyId, ReceiptId, receipt_of
from zegel.core.periods import Day, Instant
from zegel.core.refusals import Malformed
from zegel.core.value import value
from zegel.decide.settlement import share
from zegel.desk.agreements import span_of
from zegel.hall.calls import Call
from zegel.ledger.accounts import EXPIRED, ISSUED, REDEEMED
from zegel.program.model import Program
from zegel.program.partners import Coalition, clearing_unit, issued_by, redeemed_at
from zegel.store.port import Store
from zegel.store.settlements import cleared, cleared_by, moved
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import PAGE, Cell, Column, Listing, Row, fact, row, wished

HERE: Final = "/kantoor/verrekening"
POINTS: Final = {"issued": ISSUED, "redeemed": REDEEMED, "lapsed": EXPIRED}
"""A number of points → the account behind it."""
MONEY: Final = ("owes", "gets", "pays")
"""Numbers of money: what it pays for points that it issued, what it gets for those that it took, and the difference."""
_LONG: Final = 500


@value
class Line:
    """An entry behind a number: `count` points, or cents of the statement. `account` is the partner's, "" where only one is asked for."""

    receipt: ReceiptId
    at: Instant
    branch: str
    count: int
    account: str = ""


Mark = tuple[Instant, ReceiptId, str]


@value
class Entries:
    """The lines behind `what` of a partner in the month that begins on `first`."""

    store: Store
    company: CompanyId
    program: Program
    coalition: Coalition
    partner: str
    what: str
    first: Day

    async def page(self, mark: Mark | None, limit: int) -> list[Line]:
        """The latest first, after `mark`."""
        return await (self._points(mark, limit) if self.what in POINTS else self._money(mark, limit))

    async def _points(self, mark: Mark | None, limit: int) -> list[Line]:
        account = redeemed_at(self.partner) if self.what == "redeemed" else issued_by(self.partner)
        units, span = (self.coalition.unit, clearing_unit(self.program.currency)), span_of(self.program, self.first)
        async with self.store.view([self.company]) as view:
            found = await moved(view, self.company, units, POINTS[self.what], account, *span, mark and mark[:2], limit)
        return [Line(one.receipt, one.at, one.branch, one.points) for one in found]

    async def _money(self, mark: Mark | None, limit: int) -> list[Line]:
        """In cents, such that all of the month come to what the statement says."""
        owed, owing = issued_by(self.partner), redeemed_at(self.partner)
        accounts = {"owes": (owed, owed), "gets": (owing, owing), "pays": (owed, owing)}[self.what]
        unit, span, currency = clearing_unit(self.program.currency), span_of(self.program, self.first), self.program.currency
        async with self.store.view([self.company]) as view:
            found = await cleared_by(view, self.company, unit, accounts, *span, mark, limit)
            before = {account: was for account, (was, _) in (await cleared(view, self.company, unit, *span)).items()}
        lines = []
        for one in found:
            sign = 1 if one.account == owed else -1
            cents = share(before.get(one.account, 0), sign * one.so_far, sign * one.amount, currency)
            lines.append(Line(one.receipt, one.at, one.branch, cents * (sign if self.what == "pays" else 1), one.account))
        return lines


async def behind(door: Door, asked: Asked, call: Call, program: Program, first: Day) -> Answer:
    """The page of the entries behind the number `wat` of `partner`; refuses a number or a partner that there is not."""
    partner, what, coalition = asked.text("partner", 60), asked.text("wat", 10), program.coalition
    if coalition is None or what not in (*POINTS, *MONEY) or all(one.id != partner for one in coalition.partners):
        raise Malformed("wat: a number of the statement, of a partner", field="wat")
    entries = Entries(door.people.register.store, call.grant.company, program, coalition, partner, what, first)
    number = fact("points", "count", sorts=False) if what in POINTS else fact("amount", "money", sorts=False)
    columns = (Column("at", "moment", sorts=False), Column("branch", sorts=False), number)
    wish, sees = wished(asked, columns, "-at"), "books:read" in call.grant.scopes

    def told(one: Line) -> Row:
        cells: dict[str, Cell] = {"at": one.at, "branch": one.branch, number.key: one.count}
        return row(cells, {"at": f"/kantoor/bonnen/{one.receipt}"} if sees else {})

    async def every() -> AsyncIterator[Row]:
        mark: Mark | None = None
        while found := await entries.page(mark, _LONG):
            for one in found:
                yield told(one)
            mark = (found[-1].at, found[-1].receipt, found[-1].account)

    if wish.file:
        return await taken(door, asked, call, "settlement", wish.file, columns, every())
    found = await entries.page(_mark(wish.after), PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    following = f"{last.at} {last.receipt} {last.account}" if last else ""
    kept = (("maand", first[:7]), ("partner", partner), ("wat", what))
    shows = {"list": Listing(HERE, columns, tuple(map(told, found[:PAGE])), wish, kept, following, -1), "partner": partner, "kind": what}
    return Page("office/partner_points.html", await framed(door, asked, call, "partners", {**shows, "month": first}))


def _mark(text: str) -> Mark | None:
    if not text:
        return None
    at, _, rest = text.partition(" ")
    named, _, account = rest.partition(" ")
    if not (at.isascii() and at.isdigit() and len(at) < 19):
        raise Malformed("after: the last of the page before", field="after")
    return Instant(int(at)), receipt_of(named), account
