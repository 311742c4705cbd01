"""How staff come into the office: a password and a code of their app; an invitation or the first owner's link begins it.

Whoever has no second proof yet gets in no further than the page where they make one.
"""

from io import BytesIO
from typing import Final

import segno
from markupsafe import Markup

from zegel.access.refusals import LinkSpent, StepUpNeeded
from zegel.access.secrets import parted
from zegel.access.sessions import LASTS
from zegel.access.signing_in import FIRST_OWNER, From
from zegel.access.staff import Done
from zegel.access.visits import SESSION, set_cookie
from zegel.core.ids import CompanyId
from zegel.core.refusals import NotSignedIn, ZegelError
from zegel.hall.refused import said_of
from zegel.program.model import Words
from zegel.store.people_records import OneTime
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.browsers import browser_named
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import visit_of

HOME: Final = "/kantoor"
SECOND: Final = "/kantoor/tweede-bewijs"
LONGEST: Final = 200
OTHERWISE: Final = Words("Open het kantoor over https.", "Open the office over https.")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/aanmelden."""
    return await form(door, asked)


async def sign_in(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/aanmelden: address, password, and the app's code; what is wrong is never said."""
    if asked.secure is None:
        return await form(door, asked, OTHERWISE)
    email, password, code = asked.text("email", 254), asked.text("password", LONGEST), asked.text("code", 12)
    try:
        made = await door.people.signing_in.by_password(await company_of(door, asked), email, password, code, asked.at, whence(asked))
    except ZegelError as refusal:
        return await form(door, asked, said_of(refusal), needs_code=refusal.code == "second_proof_needed" or bool(code))
    return begun(asked, made.cookie, SECOND if made.session.method == "password" else HOME)


async def welcome(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/welkom/{link}: whoever was invited, or owns the shop, chooses a password."""
    return await _welcome(door, asked)


async def accept(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/welkom/{link}."""
    if asked.secure is None:
        return await _welcome(door, asked, OTHERWISE)
    link, password = asked.params["link"], asked.text("password", LONGEST)
    try:
        if is_first(await _invited(door, link)):
            made = await door.people.signing_in.accept_first(
                link, door.new_id().hex(), asked.text("name", 100), asked.text("email", 254), asked.speaks, password, asked.at
            )
        else:
            made = await door.people.signing_in.accept(link, password, asked.at, whence(asked))
    except ZegelError as refusal:
        return await _welcome(door, asked, said_of(refusal))
    return begun(asked, made.cookie, SECOND)


async def second(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/tweede-bewijs: the QR code that an authenticator app reads, once."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    try:
        pairing = await door.people.factors.pair(visitor.grant(), asked.at)
    except StepUpNeeded:
        if visitor.rights:
            raise
        return Sent("/kantoor/aanmelden")  # a new password, and the app that they have
    return _pairing(pairing.uri, pairing.secret)


async def confirm(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/tweede-bewijs: the first code of the app; a new session, which opens what the roles do."""
    visitor = asked.visitor
    if visitor is None or asked.secure is None:
        raise NotSignedIn()
    by = visitor.grant()
    try:
        await door.people.factors.confirm(Done(by, asked.at, "", asked.request_id), asked.text("code", 12))
    except ZegelError as refusal:
        return _pairing(asked.text("uri", 500), asked.text("secret", 64), said_of(refusal))
    made = await door.people.signing_in.with_app(by, asked.at, whence(asked))
    return begun(asked, made.cookie, HOME)


async def prove(_door: Door, asked: Asked) -> Answer:
    """POST /kantoor/bewijs: a second proof was given (the door looked at it); on to the page that asked for one."""
    to = asked.text("naar", 200)
    if asked.visitor is None:
        raise NotSignedIn()
    return Sent(to if to.startswith(f"{HOME}/") and to.isascii() and to.isprintable() else HOME)


async def sign_out(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/afmelden: the session is over, on the server too."""
    if asked.visitor is not None:
        await door.people.sessions.end(asked.visitor.grant(), asked.at)
    return Sent("/kantoor/aanmelden", (set_cookie(SESSION, "", secure=bool(asked.secure), seconds=0),))


async def form(door: Door, asked: Asked, refused: Words | None = None, *, needs_code: bool = False) -> Answer:
    """The sign-in page, with what was wrong."""
    sso, companies = door.people.sso, await door.queries.companies()
    asked.shop = companies[0].id if len(companies) == 1 else ""
    shows = {
        "refused": refused, "needs_code": needs_code, "email": asked.text("email", 254), "many": len(companies) > 1,
        "company_id": asked.text("company", 60), "elsewhere": "" if sso is None else sso.provider.name or "SSO",
    }  # fmt: skip
    return Page("office/sign_in.html", shows, 422 if refused else 200)


async def company_of(door: Door, asked: Asked) -> CompanyId:
    """The only company there is, else the one that was typed: a name that is none fails like a password that is none."""
    companies = await door.queries.companies()
    return companies[0].id if len(companies) == 1 else CompanyId(asked.text("company", 60) or "-")


async def _welcome(door: Door, asked: Asked, refused: Words | None = None) -> Answer:
    link = asked.params["link"]
    row = await _invited(door, link)
    asked.shop = row.company if row is not None else ""
    good = await door.people.signing_in.is_good(link, asked.at)
    shows = {
        "refused": refused if good else said_of(LinkSpent()), "first": is_first(row), "link": link, "name": asked.text("name", 100),
        "email": asked.text("email", 254), "good": good,
    }  # fmt: skip
    return Page("office/welcome.html", shows, 422 if refused or not good else 200)


async def _invited(door: Door, link: str) -> OneTime | None:
    named, _ = parted(link)
    return await door.people.register.people.one_time(named) if named else None


def is_first(invited: OneTime | None) -> bool:
    """Whether the invitation is the house's own, to its first owner."""
    return invited is not None and invited.kind == FIRST_OWNER


def _pairing(uri: str, secret: str, refused: Words | None = None) -> Answer:
    shows = {"uri": uri, "secret": secret, "code": drawn_code(uri), "refused": refused}
    return Page("office/second.html", shows, 422 if refused else 200)


def drawn_code(text: str) -> Markup:
    """A QR code as SVG that stands in the page itself."""
    out = BytesIO()
    segno.make(text or "-", micro=False, error="m").save(out, kind="svg", xmldecl=False, svgns=True, border=2, scale=5, omitsize=False)
    return Markup(out.getvalue().decode())  # noqa: S704 - segno's own drawing: squares, no words


def whence(asked: Asked) -> From:
    """Where somebody tries it from."""
    return From(asked.address, visit_of(asked.cookies, "office").session, browser_named(asked.headers.get("user-agent", "")))


def begun(asked: Asked, cookie: str, to: str) -> Answer:
    """Signed in, and on to `to`."""
    return Sent(to, (set_cookie(SESSION, cookie, secure=bool(asked.secure), seconds=LASTS["staff"].whole // 1000),))
