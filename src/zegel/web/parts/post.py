"""The demo's mailbox as a page: only where the server was told that it is a demo; elsewhere there is no such page."""

from zegel.hall.refusals import NoSuchAddress
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door


async def show(door: Door, _asked: Asked) -> Answer:
    """What would have been mailed, the newest first."""
    if door.mailbox is None:
        raise NoSuchAddress()
    return Page("card/post.html", {"company": None, "mails": await door.mailbox.newest()})
