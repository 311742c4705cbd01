"""Somebody makes a card themselves, on their own telephone: with a name and an address that they proved, or without either.

What they tell becomes the same commands as at the till: enrol, consent, claim, refer. Whoever does it is nobody yet: the books say the new
member did. Refuses a friend who is the member that invited them: on the same telephone, or with the same mailbox (domain.md M15).
"""

from hashlib import sha256
from typing import Final

from zegel.access.people import People
from zegel.access.referring import was_opened_here
from zegel.core.codes import drawn
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import Day, Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import NotAFriend
from zegel.core.value import value
from zegel.decide.referring import mailbox
from zegel.desk.desk import Desk
from zegel.flows.commands import Claim, Command, Enrol, GiveConsent, Header, Profile, Refer
from zegel.hall.calls import local
from zegel.program.compile import Compiled

LINK: Final = "referral"
"""The kind of identifier of a member's link. Nobody can show one at a till."""


@value
class Newcomer:
    """Who makes a card: their purse to be, what they told, and what came with them."""

    purse: PurseId
    email: str
    name: str
    language: str
    birthday: str
    consents: tuple[tuple[str, str], ...]
    """Purpose and channel of each that they gave."""
    words: str
    """Which words were on the page."""
    nameless: str = ""
    """The number of a card without a name, of which everything comes along."""


def header_of(company: CompanyId, compiled: Compiled, purse: PurseId, at: Instant, key: str) -> Header:
    """The header of what a new member does: now, at no till. The same key again gives the first answer again."""
    here, who = local(compiled, "", at), f"member:{purse_text(purse)}"
    hashed = sha256(f"new member {key}".encode()).digest()
    return Header(company, who, key, hashed, at, at, here.business_date, here.weekday, here.minute, who, "", "")


def enrols(company: CompanyId, compiled: Compiled, one: Newcomer, at: Instant, randomness: bytes) -> Enrol:
    """The card itself, with a code that a till can scan."""
    header = header_of(company, compiled, one.purse, at, "enrol")
    shown = (Identifier("email", one.email), Identifier("qr", drawn(randomness)))
    return Enrol(header, one.purse, Profile(one.name, one.language, one.birthday), shown, header.business_date)


def enrols_nameless(company: CompanyId, compiled: Compiled, purse: PurseId, at: Instant, randomness: bytes) -> Enrol:
    """A card without a name: a code and nothing else."""
    header = header_of(company, compiled, purse, at, "enrol")
    return Enrol(header, purse, Profile("", "", ""), (Identifier("qr", drawn(randomness)),), Day(""))


def after_it(company: CompanyId, compiled: Compiled, one: Newcomer, at: Instant) -> list[Command]:
    """What follows: each consent, and what is on a card without a name."""
    found: list[Command] = [
        GiveConsent(header_of(company, compiled, one.purse, at, f"consent {n}"), one.purse, purpose, channel, one.words)
        for n, (purpose, channel) in enumerate(one.consents)
    ]
    if one.nameless:
        header = header_of(company, compiled, one.purse, at, "claim")
        found.append(Claim(header, Identifier("qr", one.nameless), one.purse))
    return found


def refers(company: CompanyId, compiled: Compiled, purse: PurseId, link: str, at: Instant) -> Refer:
    """Who brought them."""
    return Refer(header_of(company, compiled, purse, at, "refer"), purse, Identifier(LINK, link))


async def refuse_oneself(desk: Desk, people: People, company: CompanyId, link: str, emails: list[str], opened: str) -> None:
    """Refuse `not_a_friend` where a link is of whoever has one of these mailboxes, or whose card was `opened` on this telephone."""
    by = await desk.find(company, Identifier(LINK, link))
    if by is None:
        raise NotAFriend(why="link")
    if was_opened_here(people.key, company, opened, by):
        raise NotAFriend(why="device")
    known = await desk.store.queries.identifiers_of(company, by)
    if {mailbox(one) for one in emails} & {mailbox(one.text) for one in known if one.kind == "email"}:
        raise NotAFriend(why="address")
