"""Once more: it is really them. A code by mail or a passkey, before an account is erased, a way in changes, or much is spent at once."""

from typing import Any, Final
from urllib.parse import quote

from zegel.access.principal import Principal
from zegel.access.refusals import LinkSpent
from zegel.access.sessions import subject_of
from zegel.access.signing_in import From
from zegel.core.refusals import NotSignedIn, ZegelError
from zegel.hall.refused import said_of
from zegel.web.card.frame import HOME, framed, own_card
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.browsers import browser_named
from zegel.web.parts.door import Door
from zegel.web.parts.masked import masked
from zegel.web.parts.passkeys import answered, challenged, site_of
from zegel.web.parts.visitors import visit_of

ROOM: Final = "/pas/bewijs"
WRONG: Final = ("link_spent", "wrong_proof")


def principal_of(asked: Asked) -> Principal:
    """Whose card is open; refuses `not_signed_in`."""
    if asked.visitor is None or asked.visitor.principal is None or asked.visitor.principal.purse is None:
        raise NotSignedIn()
    return asked.visitor.principal


def is_proved(asked: Asked) -> bool:
    """Whether they signed in, or proved it again, a moment ago."""
    session = principal_of(asked).session
    return session is not None and session.stepped_up_until > asked.at


def proof_first(asked: Asked, onward: str) -> Sent | None:
    """Where somebody goes to prove that it is them, and from there to `onward`; None where they just did."""
    return None if is_proved(asked) else Sent(f"{ROOM}?verder={quote(onward, safe='/')}")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/bewijs."""
    return Sent(_onward(asked)) if is_proved(asked) else await _form(door, asked, "card/proof.html")


async def send(door: Door, asked: Asked) -> Answer:
    """POST /pas/bewijs: a code goes to the address of the card."""
    try:
        ticket = await door.people.members.send_step_up(principal_of(asked), asked.at)
    except ZegelError as refusal:
        return await _form(door, asked, "card/proof.html", door.tongue(asked).words(said_of(refusal)))
    return await _form(door, asked, "card/proof_code.html", ticket=ticket)


async def enter(door: Door, asked: Asked) -> Answer:
    """POST /pas/bewijs/code: the code that was mailed opens what they were going to do."""
    tongue, ticket = door.tongue(asked), asked.text("ticket", 200)
    try:
        await door.people.members.step_up(principal_of(asked), ticket, asked.text("code", 20), asked.at, whence(asked))
    except LinkSpent:
        return await _form(door, asked, "card/proof.html", tongue.say("code spent"))
    except ZegelError as refusal:
        said = tongue.say("code wrong") if refusal.code in WRONG else tongue.words(said_of(refusal))
        return await _form(door, asked, "card/proof_code.html", said, ticket)
    return Sent(_onward(asked))


async def ask(door: Door, asked: Asked) -> Answer:
    """POST /pas/bewijs/vraag: what the browser is to sign with a passkey."""
    principal = principal_of(asked)
    return challenged(await door.people.factors.ask(principal.company, site_of(asked, principal.company), asked.at))


async def by_key(door: Door, asked: Asked) -> Answer:
    """POST /pas/bewijs/sleutel: signed by a passkey of theirs."""
    principal = principal_of(asked)
    challenge, answer = answered(asked)
    try:
        site = site_of(asked, principal.company)
        await door.people.members.step_up_by_passkey(principal, site, challenge, answer, asked.at, whence(asked))
    except ZegelError as refusal:
        tongue = door.tongue(asked)
        said = tongue.say("key wrong") if refusal.code in WRONG else tongue.words(said_of(refusal))
        return await _form(door, asked, "card/proof.html", said)
    return Sent(_onward(asked))


async def _form(door: Door, asked: Asked, template: str, trouble: str = "", ticket: str = "") -> Page:
    own = await own_card(door, asked)
    principal = principal_of(asked)
    keys = await door.people.factors.passkeys(principal.company, subject_of("member", principal.subject))
    known = await door.queries.identifiers_of(principal.company, own.purse.id)
    shows: dict[str, Any] = {
        "onward": _onward(asked), "trouble": trouble, "ticket": ticket, "keys": bool(keys),
        "email": next((masked(one.text) for one in known if one.kind == "email"), ""),
    }  # fmt: skip
    return Page(template, framed(door, asked, own, "me", shows), 422 if trouble else 200)


def _onward(asked: Asked) -> str:
    """The page of the card where they were going; the card itself for whatever is none."""
    found = asked.text("verder", 200)
    inside = found.startswith(f"{HOME}/") and found.isascii() and found.isprintable() and "\\" not in found and ".." not in found
    return found if inside else HOME


def whence(asked: Asked) -> From:
    """Where somebody tries it from."""
    return From(asked.address, visit_of(asked.cookies, "card").session, browser_named(asked.headers.get("user-agent", "")))
