"""Passkeys of a member: made, named, taken away, and signed in with. Whoever has one needs no mail."""

from typing import Any, Final

from zegel.access.refusals import LinkSpent, WrongProof
from zegel.access.sessions import subject_of
from zegel.access.staff import Done
from zegel.core.refusals import NotSignedIn, ZegelError
from zegel.hall.refused import said_of
from zegel.web.card import proof
from zegel.web.card.frame import framed, own_card
from zegel.web.card.signing_in import DOOR, company_of, email_form, opened
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.passkeys import answered, challenged, site_of

ROOM: Final = "/pas/sleutels"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/sleutels: what opens this card besides a code by mail."""
    return proof.proof_first(asked, ROOM) or await _page(door, asked, "")


async def ask_new(door: Door, asked: Asked) -> Answer:
    """POST /pas/sleutels/vraag: what the browser needs to make one."""
    if not proof.is_proved(asked):
        raise WrongProof()
    principal = proof.principal_of(asked)
    own = await own_card(door, asked)
    return challenged(await door.people.factors.ask_new(principal, site_of(asked, own.program.name), asked.at))


async def add(door: Door, asked: Asked) -> Answer:
    """POST /pas/sleutels: the one that the browser made, by the name that its owner gives it."""
    if (first := proof.proof_first(asked, ROOM)) is not None:
        return first
    principal = proof.principal_of(asked)
    own = await own_card(door, asked)
    challenge, answer = answered(asked)
    done = Done(principal, asked.at, "", asked.request_id)
    try:
        await door.people.factors.add(done, site_of(asked, own.program.name), challenge, dict(answer), asked.text("name", 60))
    except ZegelError as refusal:
        odd = isinstance(refusal, LinkSpent | WrongProof)
        return await _page(door, asked, own.tongue.say("key wrong") if odd else own.tongue.words(said_of(refusal)))
    return Sent(ROOM)


async def remove(door: Door, asked: Asked) -> Answer:
    """POST /pas/sleutel-weg: it opens nothing any more."""
    if (first := proof.proof_first(asked, ROOM)) is not None:
        return first
    principal, named = proof.principal_of(asked), asked.text("key", 1400)
    if named:
        done = Done(principal, asked.at, "asked by the member", asked.request_id)
        await door.people.factors.forget(done, principal.company, subject_of("member", principal.subject), "passkey", named)
    return Sent(ROOM)


async def _page(door: Door, asked: Asked, trouble: str) -> Page:
    own, principal = await own_card(door, asked), proof.principal_of(asked)
    kept = await door.people.factors.passkeys(principal.company, subject_of("member", principal.subject))
    keys: list[dict[str, Any]] = [
        {
            "id": one.id, "name": str(one.data.get("name", "")), "since": own.figures.day_of(one.created_at, "d MMMM y"),
            "used": own.figures.day_of(one.used_at, "d MMMM y") if one.used_at else "",
        }
        for one in kept
    ]  # fmt: skip
    return Page("card/keys.html", framed(door, asked, own, "me", {"keys": keys, "trouble": trouble}), 422 if trouble else 200)


# -- the way in


async def ask(door: Door, asked: Asked) -> Answer:
    """POST /pas/aanmelden/vraag: what a browser signs to open a card, whosever it is."""
    company = await company_of(door, asked)
    if company is None or asked.secure is None:
        raise NotSignedIn()
    await door.people.members.admit(company.id, asked.at, proof.whence(asked))
    return challenged(await door.people.factors.ask(company.id, site_of(asked, company.name), asked.at))


async def enter(door: Door, asked: Asked) -> Answer:
    """POST /pas/aanmelden/sleutel: signed by a passkey; its card opens."""
    company, tongue = await company_of(door, asked), door.tongue(asked)
    if company is None or asked.secure is None:
        return Sent(DOOR)
    challenge, answer = answered(asked)
    try:
        site = site_of(asked, company.name)
        begun = await door.people.members.by_passkey(company.id, site, challenge, answer, asked.at, proof.whence(asked))
    except ZegelError as refusal:
        said = tongue.say("key wrong") if refusal.code in proof.WRONG else tongue.words(said_of(refusal))
        return await email_form(door, asked, said)
    return opened(door, asked, company, begun)
