"""The till's pages."""

from typing import Final

from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door, Route


async def show(_door: Door, _asked: Asked) -> Answer:
    """The till as it waits for somebody."""
    return Page("till/till.html", {})


ROUTES: Final = (Route("GET", "/kassa", "till", "members:read", show),)
