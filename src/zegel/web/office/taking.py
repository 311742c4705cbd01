"""Lists that the office takes along. Who takes a list of people stands in the audit log: a file is gone once it was saved."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from zegel.hall.calls import Call
from zegel.store.people_records import Deed
from zegel.web.parts.asked import Asked, Stream
from zegel.web.parts.door import Door
from zegel.web.parts.exports import taken_along
from zegel.web.parts.tables import Column, Listing, Row

ABOUT_PEOPLE: Final = frozenset((
    "members", "receipts", "log", "guests", "requests", "cases", "team", "rebates", "rebate vat", "oddities", "handout", "agreements",
    "statement",
))  # fmt: skip


async def taken(
    door: Door, asked: Asked, call: Call, what: str, file: str, columns: Sequence[Column], rows: AsyncIterator[Row]
) -> Stream:  # fmt: skip
    """The list `what` as a file, named after it and the day."""
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    if what in ABOUT_PEOPLE:
        asked_for = {name: texts[0] for name, texts in sorted(asked.query.items()) if texts and texts[0]}
        deed = Deed(call.grant.actor, "list.export", f"list:{what}", {}, {"asked": dict(asked_for)}, "", asked.request_id)
        await door.people.register.note(call.grant.company, asked.at, deed)
    day = figures.local(asked.at).date().isoformat()
    return taken_along(file, f"{tongue.say(f'file {what}')}-{day}", columns, rows, tongue, figures)


async def taken_list(door: Door, asked: Asked, call: Call, what: str, listing: Listing, also: Sequence[Column] = ()) -> Stream:
    """The same of a list that is all here; `also` are columns that only the file has, at its end."""

    async def rows() -> AsyncIterator[Row]:
        for row in listing.rows:
            yield row

    return await taken(door, asked, call, what, listing.wish.file, (*listing.columns, *also), rows())
