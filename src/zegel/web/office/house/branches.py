"""Branches: who works where, which tills stand there, and the envelope of the month: given, left, by whom and why.

Whoever has the right at some branches sees those alone.
"""

from json import loads
from typing import Any, Final

from zegel.access.rights import EVERYWHERE
from zegel.access.staff import Colleague
from zegel.core.periods import HOUR, Day, Instant, local_moment
from zegel.core.refusals import NotAllowed, NotSignedIn, UnknownBranch
from zegel.decide.gestures import GIVEN
from zegel.flows.envelopes import Envelope, envelopes
from zegel.flows.gestures import DOSSIER
from zegel.hall.calls import Call
from zegel.program.gesture_words import gesture_gives
from zegel.program.gestures import SET_APART
from zegel.program.model import Branch
from zegel.program.thing_names import BUDGET
from zegel.program.words import Language, named, of
from zegel.store.counters import Counters
from zegel.store.people_records import ACTIVE, TillDevice
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Column, Row, fact, listed, row
from zegel.web.parts.visitors import Visitor

HERE: Final = "/kantoor/filialen"
MOST: Final = 2_000
"""Gestures of a month that are looked at."""
COLUMNS: Final = (
    Column("branch"), Column("people", "count"), Column("tills", "count"), fact("envelope", "money"), Column("given", "money"),
    fact("left", "money"),
)  # fmt: skip
GESTURES: Final = (
    Column("when", "moment"), Column("gesture"), fact("worth", "money"), Column("who"), Column("reason"), Column("decided"),
)  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/filialen: a line for each branch that the visitor sees."""
    visitor, call = await _who(door, asked)
    staff, tills = await _working(door, visitor), await _tills(door, visitor)
    left = await door.queries.counters(visitor.company)
    rows = []
    for branch in _seen(visitor, call, asked):
        cells: dict[str, str | int | None] = {
            "branch": branch.id, "people": sum(1 for one in staff if branch.id in _where(one)),
            "tills": sum(1 for one in tills if one.branch == branch.id), **envelope_of(call, asked, branch, left),
        }  # fmt: skip
        here = f"{HERE}/{branch.id}"
        behind = {"branch": here, "people": f"{here}#wh", "tills": f"{here}#tl", "given": here}
        rows.append(row(
            cells, {name: to for name, to in behind.items() if cells[name]}, None,
            {"people": "row:people", "tills": "row:tills", "given": "worth"},
        ))  # fmt: skip
    listing = listed(asked, COLUMNS, rows, "branch")
    if listing.wish.file:
        return await taken_list(door, asked, call, "branches", listing)
    return Page("office/branches.html", await framed(door, asked, call, "branches", {"list": listing}))


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/filialen/{branch}: its envelope, its people and its tills."""
    visitor, call = await _who(door, asked)
    branch = next((one for one in _all(call, asked) if one.id == asked.params["branch"]), None)
    if branch is None:
        raise UnknownBranch(branch=asked.params["branch"][:60])
    if branch not in _seen(visitor, call, asked):
        raise NotAllowed(branch=branch.id)
    listing = listed(asked, GESTURES, await _given(door, asked, call, branch), "-when")
    if listing.wish.file:
        return await taken_list(door, asked, call, "gestures", listing)
    left = await door.queries.counters(visitor.company)
    shows: dict[str, Any] = {
        "budgets": [(_of_what(call, asked, one), one) for one in _budgets(call, asked, branch, left)], "branch": branch,
        "list": listing, "month": _today(asked, branch)[:7] + "-01",
        "opens": branch.day_starts,
        "envelope": envelope_of(call, asked, branch, left),
        "people": [
            {"id": one.one.id, "name": one.one.name, "roles": [role for role in one.roles if role.branch in (EVERYWHERE, branch.id)]}
            for one in await _working(door, visitor)
            if _where(one) & {branch.id, EVERYWHERE}
        ],
        "tills": [one for one in await _tills(door, visitor) if one.branch == branch.id], "may_revoke": "tills:write" in visitor.rights,
        "sees_staff": "staff:read" in visitor.rights,
    }  # fmt: skip
    return Page("office/branch.html", await framed(door, asked, call, "branches", shows))


async def _given(door: Door, asked: Asked, call: Call, branch: Branch) -> list[Row]:
    """The gestures of this month in this branch: what, how much, by whom, why, and who agreed."""
    month = _today(asked, branch)[:7]
    found = await door.queries.dossier_lists.newest(call.grant.company, DOSSIER, (GIVEN,), Instant(asked.at - 32 * 24 * HOUR), MOST)
    told = [(loads(dossier.data), dossier.at) for dossier in found]
    mine = [(data, at) for data, at in told if data["branch"] == branch.id and str(data["on"])[:7] == month]
    tongue = door.renderer.tongue("office", asked.speaks)
    actors = {str(data[key]) for data, _ in mine for key in ("by", "decided_by") if data.get(key)}
    names = await names_of(door, call.grant.company, actors, tongue)
    program = call.live(asked.at).program
    kinds = {kind.id: kind for kind in (program.gestures.kinds if program.gestures else ())}
    return [
        row({
            "when": at, "worth": data["worth_minor"], "who": names.get(str(data["by"]), ""), "reason": data["reason"],
            "gesture": gesture_gives(program, kinds[data["gesture"]], asked.speaks) if data["gesture"] in kinds else data["gesture"],
            "decided": names.get(str(data.get("decided_by", "")), ""),
        })
        for data, at in mine
    ]  # fmt: skip


def envelope_of(call: Call, asked: Asked, branch: Branch, left: Counters) -> dict[str, int | None]:
    """What the branch may give this month, has given and has left; None where the program knows no gestures."""
    gestures = call.live(asked.at).program.gestures
    if gestures is None:
        return {"envelope": None, "given": None, "left": None}
    whole = envelopes(gestures, branch.id, _today(asked, branch), left.left)[0]
    return {"envelope": whole.of_minor, "given": max(whole.of_minor - whole.left_minor, 0), "left": whole.left_minor}


def _budgets(call: Call, asked: Asked, branch: Branch, left: Counters) -> tuple[Envelope, ...]:
    """What is in the envelope for one kind of reason."""
    gestures = call.live(asked.at).program.gestures
    return envelopes(gestures, branch.id, _today(asked, branch), left.left)[1:] if gestures else ()


def _of_what(call: Call, asked: Asked, one: Envelope) -> str:
    """What an amount is set apart for: a budget by its name, or one of the reasons of tills."""
    language: Language = "nl" if asked.speaks == "nl" else "en"
    return named(call.live(asked.at).program, BUDGET, one.budget, language) if one.budget else of(SET_APART[one.reason], language)


def _today(asked: Asked, branch: Branch) -> Day:
    return local_moment(asked.at, branch.zone, branch.day_starts).business_date


def _all(call: Call, asked: Asked) -> tuple[Branch, ...]:
    return call.live(asked.at).program.branches


def _seen(visitor: Visitor, call: Call, asked: Asked) -> list[Branch]:
    where = visitor.grant().rights.branches("branches:read")
    return [branch for branch in _all(call, asked) if where & {EVERYWHERE, branch.id}]


def _where(colleague: Colleague) -> set[str]:
    return {role.branch for role in colleague.roles}


async def _working(door: Door, visitor: Visitor) -> list[Colleague]:
    return [one for one in await door.people.staff.everybody(visitor.company) if one.one.state == ACTIVE]


async def _tills(door: Door, visitor: Visitor) -> list[TillDevice]:
    return [one for one in await door.people.tills.devices(visitor.company) if one.state == ACTIVE]


async def _who(door: Door, asked: Asked) -> tuple[Visitor, Call]:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor, await door.call(asked)
