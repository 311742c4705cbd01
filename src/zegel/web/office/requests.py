"""What waits for a colleague: gestures and corrections by hand, asked by whom and why; one tap says yes, one says no."""

from collections.abc import Callable, Mapping
from json import loads
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import purse_text
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.decide.gestures import ASKED
from zegel.flows import corrections
from zegel.flows.commands import Command
from zegel.flows.facts import Dossier
from zegel.flows.gestures import DOSSIER
from zegel.hall import translate
from zegel.hall.calls import Call
from zegel.program.gesture_words import gesture_gives
from zegel.program.words import Language
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.people import handouts, merging
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import MINUS
from zegel.web.parts.tables import Column, Row, fact, listed, row

HERE: Final = "/kantoor/aanvragen"
MOST: Final = 100
CORRECTS: Final = "adjustments:approve"
COLUMNS: Final = (
    Column("when", "moment"), Column("name"), Column("gesture"), fact("worth", "money"), Column("branch"), Column("who"),
    Column("reason"),
)  # fmt: skip
"""Of the list as a file; the page shows each as a card, with its two buttons."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/aanvragen: the newest first."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    waiting = await door.queries.dossiers(visitor.company, DOSSIER, (ASKED,), limit=MOST)
    found = [await _told(door, call, one, visitor.actor, asked.speaks) for one in sorted(waiting, key=lambda one: -one.at)]
    mine = [one for one in found if visitor.grant().may("gestures:approve", one["branch"])]
    more, merges = await _corrections(door, asked, call), await merging.waiting(door, asked, call)
    many = await handouts.asked_of(door, asked, call)
    tongue = door.renderer.tongue("office", asked.speaks)
    by = await names_of(door, visitor.company, (one["by"] for one in (*mine, *more, *merges, *many)), tongue)
    listing = listed(asked, COLUMNS, [_row(one, by) for one in mine], "-when")
    if listing.wish.file:
        return await taken_list(door, asked, call, "requests", listing)
    shows = {"waiting": mine, "list": listing, "corrections": more, "merges": merges, "handouts": many, "by": by}
    return Page("office/requests.html", await framed(door, asked, call, "requests", shows))


def _row(one: dict[str, Any], by: Mapping[str, str]) -> Row:
    return row({
        "when": one["at"], "name": one["name"], "gesture": one["gesture"], "worth": one["worth_minor"], "branch": one["branch"],
        "who": by[one["by"]], "reason": one["reason"],
    })  # fmt: skip


async def _told(door: Door, call: Call, one: Dossier, me: str, language: Language) -> dict[str, Any]:
    data = loads(one.data)
    known = await door.queries.profile_of(call.grant.company, one.purse)
    gestures = call.live(call.at).program.gestures
    kind = next((kind for kind in (gestures.kinds if gestures else ()) if kind.id == data["gesture"]), None)
    gives = gesture_gives(call.live(call.at).program, kind, language) if kind else data["gesture"]
    return {
        "id": one.id, "member": purse_text(one.purse), "name": known.profile.name if known else "", "gesture": gives,
        "worth_minor": data["worth_minor"], "by": data["by"], "branch": data["branch"], "reason": data["reason"], "at": one.at,
        "mine": data["by"] == me, "key": door.new_key(),
    }  # fmt: skip


async def decide(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/aanvragen/{gesture}: yes or no, by somebody else than who asked."""
    return await _decided(door, asked, translate.decide_gesture)


async def decide_correction(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/aanvragen/correctie/{adjustment}: the same about a correction by hand."""
    return await _decided(door, asked, translate.decide_adjustment)


async def decide_merge(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/aanvragen/samenvoegen/{merge}: the same about two members who would become one."""
    return await _decided(door, asked, translate.decide_merge)


async def _decided(door: Door, asked: Asked, translated: Callable[[Call, dict[str, Any], bytes], Command]) -> Answer:
    answer = asked.text("answer", 3)
    if answer not in ("yes", "no"):
        raise Malformed("answer: yes or no", field="answer")
    call = await door.call(asked, asked.text("key", 64))
    found: dict[str, Any] = {"approve": answer == "yes", "reason": asked.text("reason", 200), "branch": asked.text("branch", 60)}
    await door.submit(asked, translated(call, found, document_bytes(found)))
    return Sent(HERE)


async def _corrections(door: Door, asked: Asked, call: Call) -> list[dict[str, Any]]:
    """Corrections by hand that are more than one's role corrects alone, the oldest first."""
    by = call.grant
    if not by.may(CORRECTS):
        return []
    figures, program = door.figures(asked, call), call.live(call.at).program
    waiting = await door.queries.dossiers(by.company, corrections.DOSSIER, (corrections.ASKED,), limit=MOST)
    told = [(one, loads(one.data)) for one in sorted(waiting, key=lambda one: (one.at, one.id))]
    names = {unit.id: unit.names for unit in program.units}
    found = []
    for one, data in told:
        if not by.may(CORRECTS, data["branch"]):
            continue
        known, called = await door.queries.profile_of(by.company, one.purse), names.get(data["unit"])
        count = str(data["count"]) if called is None else figures.counted(abs(data["count"]), called)
        found.append({
            "id": one.id, "member": purse_text(one.purse), "name": known.profile.name if known else "", "by": data["by"],
            "count": f"{'+' if data['count'] > 0 else MINUS} {count}", "branch": data["branch"], "reason": data["reason"], "at": one.at,
            "mine": data["by"] == by.actor, "key": door.new_key(),
        })  # fmt: skip
    return found
