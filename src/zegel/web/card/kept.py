"""What a telephone keeps between visits, besides its session: an invitation, a card without a name, which cards were open on it."""

from typing import Final

from zegel.access.referring import LASTS, kept, link_of, opened_here
from zegel.core.codes import canonical, is_well_made
from zegel.core.ids import CompanyId, PurseId
from zegel.core.purchase import Identifier
from zegel.hall.new_members import refuse_oneself
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door
from zegel.web.parts.headers import cookie
from zegel.web.parts.shared import A_YEAR

FRIEND: Final = "zegel_friend"
"""The cookie of whoever followed somebody's link."""
LOOSE: Final = "zegel_los"
"""The cookie with the number of the card without a name that this telephone carries."""
OPENED: Final = "zegel_geweest"
"""The cookie that knows which cards were open on this telephone."""


def invitation(door: Door, asked: Asked, company: CompanyId) -> str:
    """The link that this telephone came by, "" where there is none, or it was too long ago."""
    return link_of(door.people.key, company, asked.cookies.get(FRIEND, ""), asked.at)


def invited(door: Door, asked: Asked, company: CompanyId, link: str) -> str:
    """The cookie of a telephone that came by `link` just now."""
    return cookie(FRIEND, kept(door.people.key, company, link, asked.at), seconds=LASTS // 1000)


def forgotten(name: str) -> str:
    """The cookie `name`, taken away."""
    return cookie(name, "", seconds=0)


def carried(asked: Asked) -> str:
    """The number of the card without a name that this telephone carries, "" where it carries none."""
    text = canonical(asked.cookies.get(LOOSE, "")[:64])
    return text if is_well_made(text) else ""


def carrying(number: str) -> str:
    """The cookie of a telephone that carries a card without a name."""
    return cookie(LOOSE, number, seconds=A_YEAR)


def remembered(door: Door, asked: Asked, company: CompanyId, purse: PurseId) -> str:
    """The cookie of a telephone on which this card was opened."""
    return cookie(OPENED, opened_here(door.people.key, company, asked.cookies.get(OPENED, ""), purse), seconds=A_YEAR)


async def refuse_same(door: Door, asked: Asked, company: CompanyId, link: str, emails: list[Identifier]) -> None:
    """Refuse `not_a_friend` where the link is of whoever has this telephone or one of these mailboxes."""
    addresses = [one.text for one in emails if one.kind == "email"]
    await refuse_oneself(door.desk, door.people, company, link, addresses, asked.cookies.get(OPENED, ""))
