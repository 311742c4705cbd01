"""What a member bought, visit by visit: the rows behind how often they came and what they spent."""

from typing import Final

from zegel.core.ids import PurseId, ReceiptId, purse_of, purse_text
from zegel.core.refusals import UnknownMember
from zegel.hall.calls import Call
from zegel.insight.days import Booked, added
from zegel.ledger.entries import SALES
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Column, Row, fact, listed, row

AT_ONCE: Final = 500
COLUMNS: Final = (Column("day", "day"), Column("branch"), fact("paid", "money"))


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden/{member}/aankopen: each sale on their card as the figures count it, the newest first."""
    call = await door.call(asked)
    member = purse_of(asked.params["member"])
    known = None if member is None else await door.queries.purse(call.grant.company, member)
    if member is None or known is None:
        raise UnknownMember()
    listing = listed(asked, COLUMNS, await _rows(door, call, member), "-day")
    if listing.wish.file:
        return await taken_list(door, asked, call, "members", listing)
    found = await door.queries.profile_of(call.grant.company, member)
    shows = {"list": listing, "member": purse_text(member), "name": found.profile.name if found else ""}
    return Page("office/visits.html", await framed(door, asked, call, "members", shows))


async def _rows(door: Door, call: Call, member: PurseId) -> list[Row]:
    company, sees = call.grant.company, "books:read" in call.grant.scopes
    rows, after = [], 0
    while entries := await door.queries.entries(company, member, after, AT_ONCE):
        last = entries[-1].seq
        documents = {one.id.seq: one.document for one in await door.queries.receipts(company, member, last + 1, AT_ONCE)}
        for entry in entries:
            if entry.kind not in SALES:
                continue
            _, visits, _ = added([Booked(member, entry.kind, entry.business_date, entry.branch, documents.get(entry.seq))])
            to = {"day": f"/kantoor/bonnen/{ReceiptId(member, entry.seq)}"} if sees and visits else {}
            rows += [row({"day": one.day, "branch": entry.branch, "paid": one.spent_minor}, to) for one in visits]
        after = last
    return rows
