"""Staff who sign in at their company's own provider: off to it, and back."""

from typing import Final

from zegel.access.sessions import LASTS
from zegel.access.signing_in import From
from zegel.access.visits import HOST, SESSION, set_cookie
from zegel.core.refusals import ZegelError
from zegel.hall.refusals import NoSuchAddress
from zegel.hall.refused import said_of
from zegel.web.office import signing_in
from zegel.web.parts.asked import Answer, Asked, Bytes, Sent
from zegel.web.parts.browsers import browser_named
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import visit_of

BACK: Final = "/kantoor/aanmelden/terug"
COOKIE: Final = f"{SESSION}-elders"
SECONDS: Final = 600


async def leave(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/aanmelden/elders: to the provider. The browser keeps what proves that it asked for the answer."""
    if door.people.sso is None:
        raise NoSuchAddress()
    if asked.secure is None:
        return await signing_in.form(door, asked, signing_in.OTHERWISE)
    try:
        away = await door.people.sso.begin(await signing_in.company_of(door, asked), asked.at)
    except ZegelError as refusal:
        return await signing_in.form(door, asked, said_of(refusal))
    kept = set_cookie(COOKIE, away.cookie, secure=asked.secure, seconds=SECONDS)
    return Bytes(b"", "", 303, (("location", away.address), ("set-cookie", kept), ("cache-control", "no-store")))


async def back(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/aanmelden/terug: with the provider's answer, good once and in the browser that left."""
    if door.people.sso is None or asked.secure is None:
        raise NoSuchAddress()
    kept = asked.cookies.get(f"{HOST}{COOKIE}") or asked.cookies.get(COOKIE, "")
    whence = From(asked.address, visit_of(asked.cookies, "office").session, browser_named(asked.headers.get("user-agent", "")))
    state, code = asked.text("state", 200), asked.text("code", 4_000)
    try:
        begun = await door.people.sso.finish(state, kept, code, asked.at, whence, asked.request_id)
    except ZegelError as refusal:
        return await signing_in.form(door, asked, said_of(refusal))
    forget = set_cookie(COOKIE, "", secure=asked.secure, seconds=0)
    session = set_cookie(SESSION, begun.cookie, secure=asked.secure, seconds=LASTS["staff"].whole // 1000)
    return Sent(signing_in.HOME, (session, forget))
