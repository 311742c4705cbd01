"""A card that somebody makes themselves, within a minute: with an address that they prove by a code, or without a name and at once.

A stranger learns nothing: the code goes to every address, and whoever has a card already finds it open. Whoever came by somebody's link is
asked nothing more for it: this telephone kept it.
"""

from typing import Any, Final

from zegel.access.refusals import InvalidIdentifier, LinkSpent
from zegel.core.codes import RANDOM
from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier
from zegel.core.refusals import IdentifierTaken, TooYoung, ZegelError
from zegel.decide.young import need_age
from zegel.hall.new_members import Newcomer, after_it, enrols, enrols_nameless, header_of, refers
from zegel.hall.refused import said_of
from zegel.hall.translate import is_day
from zegel.program.compile import Compiled
from zegel.store.records import Company
from zegel.web.card.frame import HOME
from zegel.web.card.kept import FRIEND, LOOSE, carried, carrying, forgotten, invitation, refuse_same
from zegel.web.card.proof import WRONG, whence
from zegel.web.card.signing_in import company_of, kept_shop, opened
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.purposes import ASKED

ROOM: Final = "/pas/nieuw"
LOOSE_ROOM: Final = "/pas/losse-kaart"
TEXT: Final = "pas-nieuw-1"
"""Which words were on the page: kept with each consent."""
OFFERED: Final = tuple(pair for pair in ASKED if pair[1] in ("email", "app"))
"""Consents of which the form can ask: nobody gives a telephone number or a street here."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/nieuw."""
    return Sent(HOME) if asked.visitor is not None else await _form(door, asked, await company_of(door, asked))


async def send(door: Door, asked: Asked) -> Answer:
    """POST /pas/nieuw: a code goes to the address, whosever it is. Whoever is too young hears how a parent adds them."""
    company, tongue = await company_of(door, asked), door.tongue(asked)
    if company is None or asked.visitor is not None:
        return await show(door, asked)
    if asked.secure is None:
        return await _form(door, asked, company, tongue.say("needs https"))
    live, typed = await _live(door, asked, company), _typed(asked)
    if typed["birthday"] and not is_day(typed["birthday"]):
        return await _form(door, asked, company, tongue.say("birthday odd"))
    try:
        _need_age(asked, company, live, typed["birthday"])
        ticket = await door.people.members.send_to_join(company.id, typed["email"], asked.speaks, asked.at, whence(asked))
    except TooYoung:
        return Page("card/join_young.html", {"company": company, "age": live.program.settings.least_age}, 422)
    except InvalidIdentifier:
        return await _form(door, asked, company, tongue.say("email odd"))
    except ZegelError as refusal:
        return await _form(door, asked, company, tongue.words(said_of(refusal)))
    return _code_form(company, asked, ticket, "")


async def enter(door: Door, asked: Asked) -> Answer:
    """POST /pas/nieuw/code: the address is theirs. Their card opens: a new one, or the one that they have."""
    company, tongue = await company_of(door, asked), door.tongue(asked)
    if company is None or asked.secure is None or asked.visitor is not None:
        return await show(door, asked)
    ticket, live, typed = asked.text("ticket", 200), await _live(door, asked, company), _typed(asked)
    try:
        if typed["birthday"] and not is_day(typed["birthday"]):
            return await _form(door, asked, company, tongue.say("birthday odd"))
        _need_age(asked, company, live, typed["birthday"])
        email, there = await door.people.members.joins(company.id, ticket, asked.text("code", 20), asked.at, whence(asked))
    except TooYoung:
        return Page("card/join_young.html", {"company": company, "age": live.program.settings.least_age}, 422)
    except LinkSpent:
        return await _form(door, asked, company, tongue.say("code spent"))
    except ZegelError as refusal:
        said = tongue.say("code wrong") if refusal.code in WRONG else tongue.words(said_of(refusal))
        return _code_form(company, asked, ticket, said)
    if there is not None:
        return await _opened(door, asked, company, there, "welkom=al")
    return await _enrolled(door, asked, company, live, email)


async def _enrolled(door: Door, asked: Asked, company: Company, live: Compiled, email: str) -> Answer:
    """The card, the consents, what was on a card without a name, and who brought them."""
    typed, given, loose = _typed(asked), asked.texts("mag", 60), carried(asked)
    one = Newcomer(
        PurseId(door.new_id()), email, typed["name"], asked.speaks, typed["birthday"],
        tuple(pair for pair in OFFERED if f"{pair[0]} by {pair[1]}" in given), f"{TEXT}-{asked.speaks}", loose,
    )  # fmt: skip
    try:
        await door.submit(asked, enrols(company.id, live, one, asked.at, door.random_bytes(RANDOM)))
    except IdentifierTaken:  # a colleague at the till was first, a moment ago
        there = await door.people.members.purse_of(company.id, email)
        return Sent(ROOM) if there is None else await _opened(door, asked, company, there, "welkom=al")
    gone: list[str] = []
    for command in after_it(company.id, live, one, asked.at):
        try:
            await door.submit(asked, command)
        except ZegelError:
            continue  # the card without a name stays what it was: too old to be claimed, or somebody's
    if loose:
        gone.append(forgotten(LOOSE))
    link = invitation(door, asked, company.id)
    how = "welkom=ja"
    if link:
        gone.append(forgotten(FRIEND))
        how += "&vriend=ja" if await _came_by(door, asked, company, live, one, link) else "&vriend=nee"
    return await _opened(door, asked, company, one.purse, how, tuple(gone))


async def _came_by(door: Door, asked: Asked, company: Company, live: Compiled, one: Newcomer, link: str) -> bool:
    """Whether the member whose link it is brought them."""
    try:
        await refuse_same(door, asked, company.id, link, [Identifier("email", one.email)])
        await door.submit(asked, refers(company.id, live, one.purse, link, asked.at))
    except ZegelError:
        return False
    return True


async def nameless(door: Door, asked: Asked) -> Answer:
    """POST /pas/nieuw/los: a card without a name, on this telephone and on nobody's list. Who carries one gets no second."""
    company, tongue = await company_of(door, asked), door.tongue(asked)
    if company is None or asked.visitor is not None:
        return await show(door, asked)
    if carried(asked):
        return Sent(LOOSE_ROOM)
    live = await _live(door, asked, company)
    try:
        await door.people.members.admit_nameless(company.id, asked.at, whence(asked))
        command = enrols_nameless(company.id, live, PurseId(door.new_id()), asked.at, door.random_bytes(RANDOM))
        await door.submit(asked, command)
    except ZegelError as refusal:
        return await _form(door, asked, company, tongue.words(said_of(refusal)))
    return Sent(LOOSE_ROOM, (carrying(command.identifiers[0].text), *kept_shop(asked, company)))


async def _opened(door: Door, asked: Asked, company: Company, purse: PurseId, how: str, more: tuple[str, ...] = ()) -> Sent:
    """Their card is open on this telephone."""
    begun = await door.people.members.begin(company.id, purse, asked.at, whence(asked))
    return opened(door, asked, company, begun, f"?{how}", more)


def _need_age(asked: Asked, company: Company, live: Compiled, birthday: str) -> None:
    """Refuse `too_young` who says so, or does not say that they are old enough."""
    least = live.program.settings.least_age
    if asked.text("oud", 4) != "ja":
        raise TooYoung(age=least)
    on = header_of(company.id, live, PurseId(bytes(16)), asked.at, "").business_date
    need_age(birthday, on, least)


def _typed(asked: Asked) -> dict[str, str]:
    return {"email": asked.text("email", 254), "name": asked.text("name", 120), "birthday": asked.text("birthday", 10)}


async def _live(door: Door, asked: Asked, company: Company) -> Compiled:
    return (await door.shelves.of(company.id)).live_at(asked.at)


async def _form(door: Door, asked: Asked, company: Company | None, trouble: str = "") -> Page:
    live = None if company is None else await _live(door, asked, company)
    given = asked.texts("mag", 60)
    invited = "" if company is None else invitation(door, asked, company.id)
    shows: dict[str, Any] = _typed(asked) | {
        "company": company, "trouble": trouble, "invited": bool(invited), "carries": bool(carried(asked)),
        "age": live.program.settings.least_age if live is not None else 0,
        "offered": [(f"{purpose} by {channel}", purpose, channel) for purpose, channel in OFFERED], "given": given,
    }  # fmt: skip
    return Page("card/join.html", shows, 422 if trouble else 200, kept_shop(asked, company))


def _code_form(company: Company, asked: Asked, ticket: str, trouble: str) -> Page:
    shows = _typed(asked) | {"company": company, "given": asked.texts("mag", 60), "ticket": ticket, "trouble": trouble}
    return Page("card/join_code.html", shows, 422 if trouble else 200)
