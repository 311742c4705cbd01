"""Children of the household: a parent takes one in and consents, prints the card, puts what it saved into the pot, and takes it out."""

from json import loads
from typing import Any, Final

from zegel.core.codes import RANDOM
from zegel.core.codes import drawn as drawn_code
from zegel.core.ids import PurseId, purse_of
from zegel.core.purchase import Identifier
from zegel.core.refusals import UnknownMember, ZegelError
from zegel.desk.erasing import erase
from zegel.flows.commands import Enrol, Leave, PoolPoints, Profile
from zegel.flows.households import HAS, JOINED
from zegel.hall.refused import said_of
from zegel.hall.translate import is_day
from zegel.web.card.code import SHOWN, drawn
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.card.proof import proof_first
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/kind"
HOUSEHOLD: Final = "/pas/huishouden"
TEXT: Final = "pas-kind-1"
"""Which words the parent agreed to: kept with the consent."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/kind: the form by which a parent takes a child in."""
    return proof_first(asked, ROOM) or await _form(door, asked, "")


async def add(door: Door, asked: Asked) -> Answer:
    """POST /pas/kind: the child has a card in this household; the parent consented."""
    if (first := proof_first(asked, ROOM)) is not None:
        return first
    own = await own_card(door, asked, asked.text("once", 64))
    name, birthday = asked.text("name", 60), asked.text("birthday", 10)
    if not name or not is_day(birthday):
        return await _form(door, asked, own.tongue.say("child odd"))
    if asked.text("ouder", 4) != "ja":
        return await _form(door, asked, own.tongue.say("parent unsure"))
    header, language = header_of(own, asked), own.call.grant.language or asked.speaks
    shown = (Identifier("qr", drawn_code(door.random_bytes(RANDOM))),)
    child = Enrol(
        header, PurseId(door.new_id()), Profile(name, language, birthday), shown, header.business_date, own.purse.id,
        f"{TEXT}-{asked.speaks}",
    )  # fmt: skip
    try:
        await door.submit(asked, child)
    except ZegelError as refusal:
        return await _form(door, asked, own.tongue.words(said_of(refusal)))
    return Sent(HOUSEHOLD)


async def paper(door: Door, asked: Asked) -> Answer:
    """GET /pas/kind/{child}: the child's card, to be scanned or to be cut out."""
    own, child = await _own_child(door, asked, "")
    company = own.call.grant.company
    known = await door.queries.identifiers_of(company, child)
    text = next((one.text for one in known if one.kind in SHOWN), "")
    profile = await door.queries.profile_of(company, child)
    if not text:
        raise UnknownMember()
    shows = {"code": drawn(text), "name": profile.profile.name if profile else "", "shop": own.program.name, "back": HOUSEHOLD}
    return Page("card/paper.html", framed(door, asked, own, "me", shows))


async def pool(door: Door, asked: Asked) -> Answer:
    """POST /pas/kind/{child}/pot: what the child saved goes into the pot, where it can be spent."""
    own, child = await _own_child(door, asked, asked.text("once", 64))
    if (first := proof_first(asked, HOUSEHOLD)) is not None:
        return first
    await door.submit(asked, PoolPoints(header_of(own, asked), child, own.purse.id))
    return Sent(HOUSEHOLD)


async def take_out(door: Door, asked: Asked) -> Answer:
    """POST /pas/kind/{child}/weg: the child's card ends and what is known of them is erased; what they saved went first."""
    own, child = await _own_child(door, asked, asked.text("once", 64))
    if (first := proof_first(asked, HOUSEHOLD)) is not None:
        return first
    await door.submit(asked, Leave(header_of(own, asked), child, own.purse.id))
    await erase(door.people.register, own.call.grant.company, child, asked.at, own.call.grant.actor, asked.request_id)
    return Sent(HOUSEHOLD)


async def children_of(door: Door, own: Own) -> set[PurseId]:
    """The children of whoever keeps this household."""
    found = await door.queries.dossiers_of(own.call.grant.company, own.purse.id, HAS)
    return {PurseId(bytes.fromhex(one.id)) for one in found if one.state == JOINED and "child" in loads(one.data)}


async def _own_child(door: Door, asked: Asked, key: str) -> tuple[Own, PurseId]:
    """The card that is open, and the child meant; refuses `unknown_member` somebody else's, all alike."""
    own, child = await own_card(door, asked, key), purse_of(asked.params["child"])
    if child is None or child not in await children_of(door, own):
        raise UnknownMember()
    return own, child


async def _form(door: Door, asked: Asked, trouble: str) -> Page:
    own = await own_card(door, asked)
    shows: dict[str, Any] = {
        "trouble": trouble, "name": asked.text("name", 60), "birthday": asked.text("birthday", 10),
        "age": own.program.settings.least_age,
    }  # fmt: skip
    return Page("card/child.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)
