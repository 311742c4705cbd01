"""Somebody's own way in: their passkeys, their app, their password, and where they are signed in. Each change asks for a proof of late."""

from typing import Any, Final

from zegel.access.refusals import LinkSpent, WrongProof
from zegel.access.sessions import need_step_up, subject_of
from zegel.access.staff import Done
from zegel.access.visits import SESSION, set_cookie
from zegel.core.refusals import NotSignedIn, ZegelError
from zegel.hall.refused import said_of
from zegel.program.model import Words
from zegel.web.office import signing_in
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.passkeys import answered, challenged, site_of
from zegel.web.parts.visitors import Visitor

ROOM: Final = "/kantoor/ik"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/ik; with ?bewijs it asks for a proof first, where one is needed."""
    visitor = _proved(asked) if asked.text("bewijs", 10) else _somebody(asked)
    return await _page(door, asked) if visitor.rights else Sent(signing_in.SECOND)


async def ask_new(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/ik/vraag: what the browser needs to make a passkey."""
    by = _somebody(asked).grant()
    return challenged(await door.people.factors.ask_new(by, site_of(asked, "Zegel"), asked.at))


async def add(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/ik/sleutels: the one that the browser made. Whoever had no second proof yet comes in with it."""
    visitor = _somebody(asked)
    by, (challenge, answer) = visitor.grant(), answered(asked)
    done = Done(by, asked.at, "", asked.request_id)
    try:
        await door.people.factors.add(done, site_of(asked, "Zegel"), challenge, dict(answer), asked.text("name", 60))
    except (LinkSpent, WrongProof):
        return await _page(door, asked, Words("Dat lukte niet. Probeer het nog eens.", "That did not work. Please try again."))
    if visitor.rights:
        return Sent(ROOM)
    begun = await door.people.signing_in.with_app(by, asked.at, signing_in.whence(asked))
    return signing_in.begun(asked, begun.cookie, signing_in.HOME)


async def remove(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/ik/sleutel-weg: it opens nothing any more."""
    by, named = _proved(asked).grant(), asked.text("key", 1400)
    if named:
        done = Done(by, asked.at, "", asked.request_id)
        await door.people.factors.forget(done, by.company, subject_of("staff", by.subject), "passkey", named)
    return Sent(ROOM)


async def set_password(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/ik/wachtwoord: another password; every other browser of theirs is signed out."""
    by = _proved(asked).grant()
    try:
        await door.people.signing_in.set_password(Done(by, asked.at, "", asked.request_id), asked.text("password", signing_in.LONGEST))
    except ZegelError as refusal:
        return await _page(door, asked, said_of(refusal))
    return Sent(ROOM)


async def set_pin(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/ik/pin: their own PIN for the till."""
    by = _proved(asked).grant()
    try:
        await door.people.tills.set_pin(Done(by, asked.at, "", asked.request_id), by.company, by.subject, asked.text("pin", 12))
    except ZegelError as refusal:
        return await _page(door, asked, said_of(refusal))
    return Sent(ROOM)


async def leave_everywhere(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/ik/overal-weg: every browser of theirs is signed out, this one too."""
    by = _somebody(asked).grant()
    await door.people.sessions.end_all(by.company, subject_of("staff", by.subject), asked.at)
    return Sent("/kantoor/aanmelden", (set_cookie(SESSION, "", secure=bool(asked.secure), seconds=0),))


# -- the way in


async def ask(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/aanmelden/vraag: what a browser signs with a passkey, whosever it is."""
    if asked.secure is None:
        raise NotSignedIn()
    company = await signing_in.company_of(door, asked)
    return challenged(await door.people.factors.ask(company, site_of(asked, "Zegel"), asked.at))


async def ask_again(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/bewijs/vraag: what the browser of whoever is signed in signs, to show once more that it is them."""
    company = _somebody(asked).company
    return challenged(await door.people.factors.ask(company, site_of(asked, "Zegel"), asked.at))


async def enter(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/aanmelden/sleutel: signed by a passkey; that is two proofs in one."""
    if asked.secure is None:
        return await signing_in.form(door, asked, signing_in.OTHERWISE)
    challenge, answer = answered(asked)
    company, whence = await signing_in.company_of(door, asked), signing_in.whence(asked)
    try:
        found = await door.people.signing_in.by_passkey(company, site_of(asked, "Zegel"), challenge, answer, asked.at, whence)
    except ZegelError as refusal:
        return await signing_in.form(door, asked, said_of(refusal))
    return signing_in.begun(asked, found.cookie, signing_in.HOME)


def _somebody(asked: Asked) -> Visitor:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor


def _proved(asked: Asked) -> Visitor:
    visitor = _somebody(asked)
    need_step_up(visitor.grant(), asked.at)
    return visitor


async def _page(door: Door, asked: Asked, refused: Words | None = None) -> Answer:
    visitor = _somebody(asked)
    if not visitor.rights:
        return Sent(signing_in.SECOND)
    call = await door.call(asked)
    figures = door.figures(asked, call)
    kept = await door.people.register.people.credentials(visitor.company, subject_of("staff", visitor.grant().subject))
    keys: list[dict[str, Any]] = [
        {
            "id": one.id, "name": str(one.data.get("name", "")), "since": figures.day_of(one.created_at, "d MMMM y"),
            "used": figures.day_of(one.used_at, "d MMMM y") if one.used_at else "",
        }
        for one in kept if one.kind == "passkey"
    ]  # fmt: skip
    at_a_till = "purchases:write" in visitor.rights
    shows = {"keys": keys, "has_app": any(one.kind == "totp" for one in kept), "refused": refused, "at_a_till": at_a_till}
    return Page("office/myself.html", await framed(door, asked, call, "myself", shows), 422 if refused else 200)
