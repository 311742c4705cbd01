"""A colleague's way in, and their own card: a link that is good once, and the card on which they do not act themselves."""

from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier
from zegel.access.sessions import need_step_up
from zegel.access.staff import Colleague, Wanted
from zegel.core.ids import CompanyId, PurseId, purse_of
from zegel.core.refusals import UnknownMember
from zegel.hall.calls import Call
from zegel.web.office.team import HERE, colleague, colleague_page, done, gives
from zegel.web.parts.asked import Answer, Asked, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.passkeys import site_of


async def invite(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/uitnodiging: a new link, which stands on the page that answers and nowhere else.

    Whoever has it comes in as that colleague, so it asks for a second proof.
    """
    visitor, old = await colleague(door, asked)
    call = await door.call(asked)
    need_step_up(visitor.grant(), asked.at)
    text = await door.people.signing_in.invite(gives(visitor, asked, call), visitor.company, old.one.id)
    return await colleague_page(door, asked, link=f"{site_of(asked, 'Zegel').origin}/kantoor/welkom/{text}")


async def set_card(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/kaart: whose card theirs is, by its number, an address or a telephone; nothing: they have none."""
    visitor, old = await colleague(door, asked)
    shown = asked.text("card", 254).strip()
    purse = await _card(door, await door.call(asked), visitor.company, shown, asked) if shown else None
    await door.people.staff.change(done(visitor, asked), visitor.company, old.one.id, lambda now: _with_card(now, purse))
    return Sent(f"{HERE}/{old.one.id}")


def _with_card(old: Colleague, purse: PurseId | None) -> Wanted:
    return Wanted(old.one.name, old.one.email, old.one.language, old.roles, purse)


async def _card(door: Door, call: Call, company: CompanyId, shown: str, asked: Asked) -> PurseId:
    purse = purse_of(shown)
    country = call.live(asked.at).program.country
    for kind in () if purse is not None else ("email",) if "@" in shown else ("card", "qr", "phone"):
        try:
            purse = purse or await door.desk.find(company, normalised(kind, shown, country))
        except InvalidIdentifier:
            continue
    found = None if purse is None else await door.queries.purse(company, purse)
    if found is None or not found.since:
        raise UnknownMember()
    return found.alias_of or found.id
