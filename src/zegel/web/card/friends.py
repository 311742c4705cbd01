"""Bringing a friend: a link and a QR that the member shares by themselves, and what came of it. No address is ever asked for (M15)."""

from collections import Counter
from io import BytesIO
from json import loads
from typing import Any, Final
from urllib.parse import quote

import segno

from zegel.core.codes import RANDOM, canonical, is_well_made, printed
from zegel.core.codes import drawn as drawn_code
from zegel.core.purchase import Identifier
from zegel.core.refusals import NotAFriend, ZegelError
from zegel.decide.referring import WHY
from zegel.flows.commands import AddIdentifier, Refer
from zegel.flows.facts import Dossier
from zegel.flows.refer import BROUGHT, CAME
from zegel.hall.new_members import LINK
from zegel.hall.refusals import NoSuchAddress
from zegel.hall.refused import said_of
from zegel.program.model import Program, Words
from zegel.program.sentences import sentences
from zegel.web.card.code import drawn
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.card.kept import FRIEND, forgotten, invitation, invited, refuse_same
from zegel.web.card.signing_in import SHOP, company_of
from zegel.web.parts.asked import Answer, Asked, Bytes, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.headers import NOT_KEPT, cookie
from zegel.web.parts.shared import A_YEAR
from zegel.web.parts.words import Tongue

ROOM: Final = "/pas/vrienden"
STATES: Final = ("registered", "held", "rewarded", "over the limit", "rejected")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/vrienden."""
    return await _page(door, asked, "")


async def make(door: Door, asked: Asked) -> Answer:
    """POST /pas/vrienden: a link of their own, made once."""
    own = await own_card(door, asked, asked.text("once", 64))
    if own.program.referral is not None and not await _link_of(door, own):
        link = Identifier(LINK, drawn_code(door.random_bytes(RANDOM)))
        await door.submit(asked, AddIdentifier(header_of(own, asked), own.purse.id, link))
    return Sent(ROOM)


async def picture(door: Door, asked: Asked) -> Answer:
    """GET /pas/vrienden.png: the QR of the link as a picture, to send or to print."""
    own = await own_card(door, asked)
    link = await _link_of(door, own)
    if not link:
        raise NoSuchAddress()
    out = BytesIO()
    segno.make(_address(asked, own, link), error="m", micro=False).save(out, kind="png", scale=14, border=4)
    kept = tuple((name.decode(), text.decode()) for name, text in NOT_KEPT)
    return Bytes(out.getvalue(), "image/png", headers=(*kept, ("content-disposition", 'attachment; filename="vriend.png"')))


async def follow(door: Door, asked: Asked) -> Answer:
    """GET /pas/vriend/{link}: somebody followed a member's link; which shop it is of, and where to go on. Whose it is, is not said."""
    link, company = canonical(asked.params["link"][:64]), await company_of(door, asked)
    if not is_well_made(link) or company is None:
        raise NoSuchAddress()
    cookies = (invited(door, asked, company.id, link), cookie(SHOP, company.id, seconds=A_YEAR))
    program = (await door.shelves.of(company.id)).live_at(asked.at).program
    shows = {
        "company": company,
        "promise": _promise(program, door.tongue(asked)),
        "mine": asked.visitor is not None,
    }
    return Page("card/friend.html", shows, cookies=cookies)


async def came(door: Door, asked: Asked) -> Answer:
    """POST /pas/vriend: the member says who brought them, by the link that they followed or the code that they type."""
    own, link = await own_card(door, asked, asked.text("once", 64)), canonical(asked.text("link", 64))
    try:
        if not is_well_made(link):
            raise NotAFriend(why="link")
        known = await door.queries.identifiers_of(own.call.grant.company, own.purse.id)
        await refuse_same(door, asked, own.call.grant.company, link, known)
        await door.submit(asked, Refer(header_of(own, asked), own.purse.id, Identifier(LINK, link)))
    except ZegelError as refusal:
        return await _page(door, asked, own.tongue.words(said_of(refusal)))
    return Sent(f"{ROOM}?dank=ja", (forgotten(FRIEND),))


async def _page(door: Door, asked: Asked, trouble: str) -> Page:
    own = await own_card(door, asked)
    company, purse, link = own.call.grant.company, own.purse.id, await _link_of(door, own)
    brought = await door.queries.dossiers_of(company, purse, BROUGHT)
    states = Counter(one.state for one in brought)
    why = {one.state: [own.tongue.words(WHY[code]) for code in WHY if code in _whys(brought, one.state)] for one in brought}
    address = _address(asked, own, link) if link else ""
    shows: dict[str, Any] = {
        "promise": _promise(own.program, own.tongue), "link": printed(link) if link else "", "address": address,
        "code": drawn(address) if link else None,
        "friends": [(state, states[state], ", ".join(why[state])) for state in STATES if states[state]], "trouble": trouble,
        "asks": not await door.queries.dossiers_of(company, purse, CAME),
        "followed": printed(invitation(door, asked, company)),
        "thanks": asked.text("dank", 4) == "ja",
    }  # fmt: skip
    return Page("card/friends.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)


def _whys(brought: list[Dossier], state: str) -> set[str]:
    """Why friends in that state wait or do not count."""
    return {code for one in brought if one.state == state for code in loads(one.data)["why"]}


def _promise(program: Program, tongue: Tongue) -> str:
    """What the shop promises for it, as its terms say; "" where it promises nothing."""
    said = next((one for one in sentences(program, full=True) if one.path.partition(".")[0] == "referral"), None)
    return "" if said is None or program.referral is None else tongue.words(Words(said.nl, said.en))


async def _link_of(door: Door, own: Own) -> str:
    known = await door.queries.identifiers_of(own.call.grant.company, own.purse.id)
    return next((one.text for one in known if one.kind == LINK), "")


def _address(asked: Asked, own: Own, link: str) -> str:
    """The link as it is shared: where the shop is on the web, and nothing of the member."""
    return f"{'https' if asked.secure else 'http'}://{asked.host}/pas/vriend/{link}?winkel={quote(own.call.grant.company)}"
