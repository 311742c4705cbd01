"""Who is who in the demo: the data set has no names, so a few of its households get some; all of them are made up."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from zegel.access.people import People
from zegel.access.staff import Done, Wanted
from zegel.core.codes import RANDOM, drawn
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant, local_moment, plus_months
from zegel.core.purchase import Identifier
from zegel.core.value import value
from zegel.decide.cases import SERVICE
from zegel.demo.carrying import SHOPPER
from zegel.demo.moving import ZONE
from zegel.demo.purchases import household_of
from zegel.flows.asking import Header, Who
from zegel.flows.commands import AddIdentifier, Command, Enrol, OpenCase, Profile
from zegel.flows.profile_commands import ChangeProfile
from zegel.hall.new_members import LINK
from zegel.store.people_records import Role


@value
class Named:
    """A household with a made-up name, a card to scan, and (the first alone) an address."""

    household: int
    name: str
    card: str
    email: str = ""


MEMBERS: Final = (
    Named(2364, "Eleanor Made-Up", "2620000002364", "eleanor@demo.example"),
    Named(768, "Walter Invented", "2620000000768"),
    Named(2380, "Grace Pretend", "2620000002380"),
    Named(1998, "Henry Notreal", "2620000001998"),
    Named(2188, "Ruth Imagined", "2620000002188"),
    Named(618, "Oscar Fictitious", "2620000000618"),
)
"""Households that are in the fixture too, so that both runs have the same people."""
REGULAR: Final = "Rosa Regular"
"""Of no household of the data, which has one year only: she has come for six, so that a till has somebody to say that to."""
REGULAR_CARD: Final = "2620000009995"
REGULAR_EMAIL: Final = "rosa@demo.example"
YEARS: Final = 6
STORE: Final = "673"
"""Where Eleanor shops, and where the demo's till stands."""
PIN: Final = "480513"
"""The cashier's. It is known to all the world: a demo's, nobody else's."""
MANAGER_PIN: Final = "915204"


@value
class Hired:
    """Somebody who works in the demo."""

    id: str
    name: str
    email: str
    role: str
    branch: str
    pin: str


STAFF: Final = (
    Hired("demo-owner", "Olivia Owner", "owner@demo.example", "owner", "", ""),
    Hired("demo-manager", "Martin Manager", "manager@demo.example", "branch manager", STORE, MANAGER_PIN),
    Hired("demo-cashier", "Casey Cashier", "cashier@demo.example", "cashier", STORE, PIN),
)


def names(company: CompanyId, at: Instant) -> Sequence[Command]:
    """Names and cards of some, two who can be mailed, and a complaint; booked once, however often asked."""
    header = _header(company, "the regular", at)
    since, purse = plus_months(header.business_date, -12 * YEARS), PurseId(header.body_hash[:16])
    found: list[Command] = [Enrol(header, purse, Profile(REGULAR, "en", ""), (Identifier("card", REGULAR_CARD),), since)]
    found += _reached(company, "regular", purse, REGULAR_EMAIL, at)
    for one in MEMBERS:
        who = household_of(one.household)
        found.append(ChangeProfile(_header(company, f"name {one.household}", at), who, one.name, "en", None, None, ()))
        found.append(AddIdentifier(_header(company, f"card {one.household}", at), who, Identifier("card", one.card)))
        if one.email:
            found += _reached(company, str(one.household), who, one.email, at)
    complaint = _header(company, "a complaint", at)
    return [*found, OpenCase(complaint, household_of(MEMBERS[0].household), SERVICE, "The bread was stale", None, 0, "", 0)]


def _reached(company: CompanyId, called: str, who: Who, email: str, at: Instant) -> Sequence[Command]:
    """An address and a link for friends; the same in every demo, for it is known to all the world who these are."""
    link = Identifier(LINK, drawn(sha256(f"link {called}".encode()).digest()[:RANDOM]))
    return [
        AddIdentifier(_header(company, f"address {called}", at), who, Identifier("email", email)),
        AddIdentifier(_header(company, f"link {called}", at), who, link),
    ]


def _header(company: CompanyId, key: str, at: Instant) -> Header:
    local = local_moment(at, ZONE)
    return Header(
        company, SHOPPER, key, sha256(key.encode()).digest(), at, at, local.business_date, local.weekday, local.minute, SHOPPER, STORE, ""
    )  # fmt: skip


async def hire(people: People, done: Done, company: CompanyId) -> None:
    """Whoever of the demo's staff does not work there yet does now, with their PINs."""
    known = {one.one.id for one in await people.staff.everybody(company)}
    for one in STAFF:
        if one.id not in known:
            await people.staff.take_on(done, company, one.id, Wanted(one.name, one.email, "en", (Role(one.role, one.branch),)))
            if one.pin:
                await people.tills.set_pin(done, company, one.id, one.pin)


async def owner_link(people: People, done: Done, company: CompanyId) -> str | None:
    """The text of a link with which the owner chooses a password; None where they did."""
    owner = STAFF[0]
    kept = await people.register.people.credentials(company, f"staff:{owner.id}")
    return None if any(one.kind == "password" for one in kept) else await people.signing_in.invite(done, company, owner.id)


async def till_link(people: People, done: Done, company: CompanyId) -> str:
    """The text of a link that makes a browser the demo's till; a number more each time, so that no till is taken from anybody."""
    stand = [one for one in await people.tills.devices(company) if one.branch == STORE]
    return await people.tills.link(done, company, STORE, str(len(stand) + 1))
