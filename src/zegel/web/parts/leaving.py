"""Unsubscribing with one click (RFC 8058): the address in a marketing mail, for people and for their mail programs; nobody signs in.

A GET changes nothing: scanners follow every link of a mail. The POST is what a mail program sends by itself, without our token.
"""

from zegel.access.signed_links import Signed
from zegel.core.periods import local_moment
from zegel.flows.commands import Header, WithdrawConsent
from zegel.hall.refusals import NoSuchAddress
from zegel.messages.words import WORDS
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.spoken import speaks_for

SOURCE = "mail"


async def show(door: Door, asked: Asked) -> Answer:
    """Whether they are sure, with one button."""
    return await _page(door, asked, await _left(door, asked), done=False)


async def leave(door: Door, asked: Asked) -> Answer:
    """They leave. Whoever left before has left: nothing is booked twice. Whose card became part of another one leaves there."""
    left = await _left(door, asked)
    reader = (await door.queries.messages.readers_today(left.company, [left.purse])).get(left.purse)
    if reader is not None and f"{left.what} by email" in reader.consents:
        shelf = await door.shelves.of(left.company)
        here = local_moment(asked.at, shelf.live_at(asked.at).program.company_zone)
        header = Header(
            left.company, SOURCE, "", b"", asked.at, asked.at, here.business_date, here.weekday, here.minute, "member", "", ""
        )  # fmt: skip
        await door.submit(asked, WithdrawConsent(header, left.purse, left.what, "email"))
    return await _page(door, asked, left, done=True)


async def _page(door: Door, asked: Asked, left: Signed, *, done: bool) -> Page:
    said = WORDS.get(f"purpose {left.what}")
    shows = {
        "company": await door.queries.company(left.company), "link": asked.params["token"], "done": done,
        "purpose": door.tongue(asked).words(said) if said else left.what,
    }  # fmt: skip
    return Page("card/unsubscribe.html", shows)


async def _left(door: Door, asked: Asked) -> Signed:
    if door.leaving is None:
        raise NoSuchAddress()
    found = door.leaving.read(asked.params["token"])
    await speaks_for(door.shelves, asked, found.company)
    return found
