"""Somebody who has a seat at what the shop does today stands at the till: it says so, and one tap lets them in."""

from json import loads

from zegel.core.canonical import document_bytes
from zegel.core.ids import purse_text
from zegel.core.refusals import MemberNeeded, UnknownExperience
from zegel.core.value import value
from zegel.decide.seats import ACCEPTED
from zegel.flows.commands import CheckIn
from zegel.flows.seats import DOSSIER
from zegel.hall.calls import header_of, member_of
from zegel.program.model import Words
from zegel.program.words import clock
from zegel.web.parts.asked import Answer
from zegel.web.till.work import Speech, Till, key_of


@value
class Seat:
    """A seat of whoever stands here: at what, from what hour, and how many they bring."""

    experience: str
    says: Words
    starts: str
    guests: int


async def seat(till: Till) -> Seat | None:
    """The seat that they have here today and have not taken yet."""
    on = {one.id: one for one in till.program.experiences if (one.date, one.branch) == (till.today, till.visitor.branch)}
    if not on or till.basket.who is None or not till.visitor.may("experiences:write"):
        return None
    for reply in await till.door.queries.dossiers_of(till.call.grant.company, till.basket.who, DOSSIER):
        if reply.state == ACCEPTED and reply.id in on:
            one = on[reply.id]
            return Seat(one.id, one.names, clock(one.starts), int(loads(reply.data)["guests"]))
    return None


async def let_in(till: Till) -> Answer:
    """POST /kassa/beleving: whoever stands here takes their seat; the same tap again is the first answer again."""
    named, who = till.asked.text("experience", 60), till.basket.who
    found = next((one for one in till.program.experiences if one.id == named), None)
    if who is None:
        raise MemberNeeded()
    if found is None:
        raise UnknownExperience(experience=named)
    said = {"branch": found.branch, "member": purse_text(who)}
    call = await till.door.call(till.asked, await key_of(till, f"seat {found.id} {purse_text(who)}"))
    await till.door.submit(till.asked, CheckIn(header_of(call, said, document_bytes(said)), member_of(purse_text(who)), found.id))
    till.notice = Speech("let in", (("what", till.in_words(found.names)),))
    return await till.shown()
