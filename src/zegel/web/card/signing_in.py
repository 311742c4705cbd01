"""How a member comes in: an e-mail address, then the code that was mailed to it. Two forms that need no script.

A stranger learns nothing: the second form comes for every address, and a code that is not right is told the same for all of them.
"""

from typing import Final

from zegel.access.refusals import InvalidIdentifier, LinkSpent
from zegel.access.sessions import LASTS, Begun
from zegel.access.signing_in import From
from zegel.access.staff import Done
from zegel.access.visits import set_cookie
from zegel.core.ids import CompanyId, purse_of
from zegel.core.refusals import NotSignedIn, ZegelError
from zegel.hall.refused import said_of
from zegel.store.records import Company
from zegel.web.card.frame import HOME
from zegel.web.card.kept import remembered
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.browsers import browser_named
from zegel.web.parts.door import Door
from zegel.web.parts.headers import cookie
from zegel.web.parts.shared import A_YEAR
from zegel.web.parts.spoken import speaks_for
from zegel.web.parts.visitors import COOKIES, visit_of

DOOR: Final = "/pas/aanmelden"
SHOP: Final = "zegel_shop"
"""The cookie that keeps which shop's link was followed."""
_WRONG: Final = ("link_spent", "wrong_proof")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/aanmelden."""
    if asked.visitor is not None:
        return Sent(HOME)
    return await email_form(door, asked, "")


async def send(door: Door, asked: Asked) -> Answer:
    """POST /pas/aanmelden: a code is mailed, if the address is a member's."""
    company, email = await company_of(door, asked), asked.text("email", 254)
    if company is None:
        return await email_form(door, asked, "")
    tongue = door.tongue(asked)
    if asked.secure is None:
        return await email_form(door, asked, tongue.say("needs https"))
    try:
        ticket = await door.people.members.send_code(company.id, email, asked.speaks, asked.at, _whence(asked))
    except InvalidIdentifier:
        return await email_form(door, asked, tongue.say("email odd"))
    except ZegelError as refusal:
        return await email_form(door, asked, tongue.words(said_of(refusal)))
    return _code_form(company, email, ticket, "")


async def enter(door: Door, asked: Asked) -> Answer:
    """POST /pas/aanmelden/code: the code that was mailed."""
    company, tongue = await company_of(door, asked), door.tongue(asked)
    if company is None or asked.secure is None:
        return await email_form(door, asked, "")
    ticket, code = asked.text("ticket", 200), asked.text("code", 20)
    try:
        begun = await door.people.members.by_code(ticket, code, asked.at, _whence(asked))
    except LinkSpent:
        return await email_form(door, asked, tongue.say("code spent"))
    except ZegelError as refusal:
        said = tongue.say("code wrong") if refusal.code in _WRONG else tongue.words(said_of(refusal))
        return _code_form(company, asked.text("email", 254), ticket, said)
    return opened(door, asked, company, begun)


def opened(door: Door, asked: Asked, company: Company, begun: Begun, how: str = "", more: tuple[str, ...] = ()) -> Sent:
    """The card is open on this telephone, which remembers that it was."""
    purse = purse_of(begun.session.subject.removeprefix("member:"))
    seen = () if purse is None else (remembered(door, asked, company.id, purse),)
    session = set_cookie(COOKIES["card"], begun.cookie, secure=bool(asked.secure), seconds=LASTS["member"].whole // 1000)
    return Sent(f"{HOME}{how}", (session, *seen, *more))


async def leave(door: Door, asked: Asked) -> Answer:
    """POST /pas/afmelden: this telephone forgets the card."""
    visitor = asked.visitor
    if visitor is None or visitor.principal is None:
        raise NotSignedIn()
    await door.people.sessions.end(visitor.principal, asked.at)
    return _gone(asked)


async def leave_everywhere(door: Door, asked: Asked) -> Answer:
    """POST /pas/overal-afmelden: a telephone was lost."""
    visitor = asked.visitor
    if visitor is None or visitor.principal is None or visitor.principal.purse is None:
        raise NotSignedIn()
    done = Done(visitor.principal, asked.at, "asked by the member", asked.request_id)
    await door.people.members.sign_out_everywhere(done, visitor.company, visitor.principal.purse)
    return _gone(asked)


def _gone(asked: Asked) -> Sent:
    return Sent(DOOR, (set_cookie(COOKIES["card"], "", secure=bool(asked.secure), seconds=0),))


async def company_of(door: Door, asked: Asked) -> Company | None:
    """The shop whose card it is: the one that the link named (now, or when this telephone was here before), or the only one.

    A house of many shops does not tell strangers which.
    """
    named = asked.text("winkel", 60) or asked.cookies.get(SHOP, "")[:60]
    if named:
        found = await door.queries.company(CompanyId(named))
    else:
        every = await door.queries.companies()
        found = every[0] if len(every) == 1 else None
    if asked.visitor is None:
        await speaks_for(door.shelves, asked, found.id if found is not None else CompanyId(""))
    return found


async def email_form(door: Door, asked: Asked, trouble: str) -> Page:
    company = await company_of(door, asked)
    shows = {"company": company, "email": asked.text("email", 254), "trouble": trouble}
    return Page("card/sign_in.html", shows, 422 if trouble else 200, kept_shop(asked, company))


def kept_shop(asked: Asked, company: Company | None) -> tuple[str, ...]:
    """The shop that a link named, kept on this telephone: whoever signs out comes back to it."""
    named = company is not None and asked.text("winkel", 60) == company.id != asked.cookies.get(SHOP, "")
    return (cookie(SHOP, company.id, seconds=A_YEAR),) if company is not None and named else ()


def _code_form(company: Company, email: str, ticket: str, trouble: str) -> Page:
    shows = {"company": company, "email": email, "ticket": ticket, "trouble": trouble}
    return Page("card/sign_in_code.html", shows, 422 if trouble else 200)


def _whence(asked: Asked) -> From:
    before = visit_of(asked.cookies, "card").session
    return From(asked.address, before, browser_named(asked.headers.get("user-agent", "")))
