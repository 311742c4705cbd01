"""Team: who works here with which roles, their PINs, and the tills of each branch."""

from collections.abc import Callable
from typing import Any, Final

from zegel.access.rights import ROLES
from zegel.access.sessions import need_step_up
from zegel.access.staff import Colleague, Done, Wanted
from zegel.access.tills import DEVICE_LASTS_SECONDS
from zegel.access.visits import DEVICE, set_cookie
from zegel.core.ids import purse_text
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.hall.calls import Call
from zegel.store.people_records import ACTIVE, Role
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.tables import Column, listed, row
from zegel.web.parts.visitors import Visitor
from zegel.web.parts.words import Tongue

HERE = "/kantoor/team"
COLUMNS: Final = (Column("name", "person"), Column("roles"), Column("email"), Column("proposed"))
REASONED = 200
"""Characters of a reason."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/team: colleagues and tills."""
    visitor, call = await _who(door, asked)
    everybody = await door.people.staff.everybody(visitor.company)
    waiting = await door.people.staff.waiting(visitor.company, asked.at)
    say, figures = door.renderer.tongue("office", asked.speaks), door.figures(asked, call)
    rows = [
        row(
            {
                "name": one.one.name, "roles": _roles_text(one, say, figures), "email": one.one.email,
                "proposed": say.say("role waits short") if one.one.id in waiting else None,
            },
            {"name": f"{HERE}/{one.one.id}", "proposed": f"{HERE}/{one.one.id}"}, {"proposed": "warn"},
        )
        for one in everybody
        if one.one.state == ACTIVE
    ]  # fmt: skip
    listing = listed(asked, COLUMNS, rows, "name")
    if listing.wish.file:
        return await taken_list(door, asked, call, "team", listing)
    tills = await door.people.tills.devices(visitor.company) if "tills:read" in visitor.rights else []
    shows = {
        "list": listing, "left": [_told(one) for one in everybody if one.one.state != ACTIVE],
        "tills": [one for one in tills if one.state == ACTIVE], "branches": _branches(call, asked), "roles": list(ROLES),
        "may_write": "staff:write" in visitor.rights, "may_enrol": "tills:write" in visitor.rights,
    }  # fmt: skip
    return Page("office/team.html", await framed(door, asked, call, "team", shows))


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/team/{staff}: somebody's name, roles, PIN and card."""
    return await colleague_page(door, asked)


async def colleague_page(door: Door, asked: Asked, link: str = "") -> Answer:
    """The page of a colleague; `link` is an invitation that was made just now."""
    visitor, call = await _who(door, asked)
    found = await door.people.staff.somebody(visitor.company, asked.params["staff"])
    purse = found.one.purse
    known = None if purse is None else await door.queries.profile_of(visitor.company, purse)
    waits = (await door.people.staff.waiting(visitor.company, asked.at)).get(found.one.id, ())
    by = await names_of(door, visitor.company, (one.by for one in waits), door.renderer.tongue("office", asked.speaks))
    shows = {
        "waits": waits, "by": by, "me": visitor.actor, "link": link,
        "card": "" if purse is None else purse_text(purse), "card_name": known.profile.name if known else "",
        "one": _told(found), "branches": _branches(call, asked), "roles": list(ROLES), "may_write": "staff:write" in visitor.rights,
        "myself": visitor.actor == f"staff:{found.one.id}", "languages": ("nl", "en"), "may_unlock": "pins:unlock" in visitor.rights,
    }  # fmt: skip
    return Page("office/colleague.html", await framed(door, asked, call, "team", shows))


async def take_on(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team: somebody new."""
    visitor, call = await _who(door, asked)
    roles = (_role(asked),) if asked.text("role", 40) else ()
    wanted = Wanted(asked.text("name", 100), asked.text("email", 254), asked.speaks, roles)
    made = await door.people.staff.take_on(gives(visitor, asked, call), visitor.company, door.new_id().hex(), wanted)
    return Sent(f"{HERE}/{made.one.id}")


async def change(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}: another name, address or language."""
    name, email, language = asked.text("name", 100), asked.text("email", 254), asked.text("language", 2)
    return await _changed(door, asked, lambda old: Wanted(name, email, language, old.roles, old.one.purse))


async def add_role(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/rol: one role more."""
    role = _role(asked)
    return await _changed(door, asked, lambda old: _with(old, (*(one for one in old.roles if one != role), role)))


async def drop_role(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/rol-weg: one role less."""
    role = _role(asked)
    return await _changed(door, asked, lambda old: _with(old, tuple(one for one in old.roles if one != role)))


async def set_pin(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/pin: a PIN from now on."""
    visitor, old = await colleague(door, asked)
    await door.people.tills.set_pin(gives(visitor, asked, await door.call(asked)), visitor.company, old.one.id, asked.text("pin", 12))
    return Sent(f"{HERE}/{old.one.id}")


async def unlock(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/pin-open: a PIN that locked itself may be tried again."""
    visitor, old = await colleague(door, asked)
    await door.people.tills.unlock(done(visitor, asked), visitor.company, staff=old.one.id)
    return Sent(f"{HERE}/{old.one.id}")


async def leave(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/weg: works here no more."""
    visitor, old = await colleague(door, asked)
    await door.people.staff.let_go(done(visitor, asked), visitor.company, old.one.id)
    return Sent(HERE)


async def come_back(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/terug: works here again."""
    visitor, call = await _who(door, asked)
    await door.people.staff.take_back(gives(visitor, asked, call), visitor.company, asked.params["staff"])
    return Sent(f"{HERE}/{asked.params['staff']}")


async def decide(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/team/{staff}/voorstel: yes or no to a role that somebody else proposed; it asks for a second proof."""
    visitor, _ = await _who(door, asked)
    answer, staff = asked.text("answer", 3), asked.params["staff"]
    if answer not in ("yes", "no"):
        raise Malformed("answer: yes or no", field="answer")
    need_step_up(visitor.grant(), asked.at)
    await door.people.staff.decide(done(visitor, asked), visitor.company, staff, asked.text("proposal", 64), agrees=answer == "yes")
    return Sent(f"{HERE}/{staff}")


async def enrol_till(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/kassas: the browser that asks is a till from now on; it goes there at once."""
    visitor, call = await _who(door, asked)
    branch = asked.text("branch", 60)
    if branch not in _branches(call, asked):
        raise Malformed("branch: one of the program's", field="branch")
    if asked.secure is None:
        raise NotSignedIn()
    made = await door.people.tills.enrol(done(visitor, asked), visitor.company, branch, asked.text("till", 40), asked.text("till", 40))
    return Sent("/kassa", (set_cookie(DEVICE, made.cookie, secure=asked.secure, seconds=DEVICE_LASTS_SECONDS, strict=True),))


async def revoke_till(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/kassas/{device}/weg: a till is trusted no longer."""
    visitor, _ = await _who(door, asked)
    await door.people.tills.revoke(done(visitor, asked), visitor.company, asked.params["device"])
    return Sent(HERE)


async def _who(door: Door, asked: Asked) -> tuple[Visitor, Call]:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor, await door.call(asked)


async def colleague(door: Door, asked: Asked) -> tuple[Visitor, Colleague]:
    """Who asks, and the colleague that the address names; refuses `unknown_staff`."""
    visitor, _ = await _who(door, asked)
    return visitor, await door.people.staff.somebody(visitor.company, asked.params["staff"])


def done(visitor: Visitor, asked: Asked) -> Done:
    """What the audit log says of it."""
    return Done(visitor.grant(), asked.at, asked.text("reason", REASONED), asked.request_id)


def gives(visitor: Visitor, asked: Asked, call: Call) -> Done:
    """The same of what gives roles: one that gives power may wait for somebody else."""
    two = call.live(asked.at).program.settings.powerful_roles == "two people"
    return Done(visitor.grant(), asked.at, asked.text("reason", REASONED), asked.request_id, two)


async def _changed(door: Door, asked: Asked, becomes: Callable[[Colleague], Wanted]) -> Answer:
    visitor, call = await _who(door, asked)
    changed = await door.people.staff.change(gives(visitor, asked, call), visitor.company, asked.params["staff"], becomes)
    return Sent(f"{HERE}/{changed.one.id}")


def _with(old: Colleague, roles: tuple[Role, ...]) -> Wanted:
    return Wanted(old.one.name, old.one.email, old.one.language, roles, old.one.purse)


def _role(asked: Asked) -> Role:
    return Role(asked.text("role", 40), asked.text("branch", 60))


def _branches(call: Call, asked: Asked) -> list[str]:
    return [branch.id for branch in call.live(asked.at).program.branches]


def _roles_text(colleague: Colleague, say: Tongue, figures: Figures) -> str:
    """`kassamedewerker · station, marketeer`."""
    told = [(say.say(f"role {role.role}"), figures.place(role.branch) if role.branch else "") for role in colleague.roles]
    return ", ".join(f"{name} · {place}" if place else name for name, place in told) or say.say("no roles")


def _told(colleague: Colleague) -> dict[str, Any]:
    one = colleague.one
    return {
        "id": one.id, "name": one.name, "email": one.email, "language": one.language, "active": one.state == ACTIVE,
        "roles": [{"role": role.role, "branch": role.branch} for role in colleague.roles],
    }  # fmt: skip
