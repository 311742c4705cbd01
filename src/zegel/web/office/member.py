"""One member: what they have and until when, what happened and why, what they consented to."""

from typing import Any, Final

from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.periods import IDLE, MINUTE, Day, Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import NotSignedIn, UnknownMember
from zegel.flows.people import CONSENT, GIVEN
from zegel.hall.calls import Call
from zegel.hall.members import member_around, shown_tier
from zegel.hall.on_a_day import day_of, day_said, today_of
from zegel.hall.translate import is_day
from zegel.ledger.accounts import AVAILABLE, PENDING
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse
from zegel.program.model import Unit
from zegel.web.office.actors import names_of
from zegel.web.office.after.cases import cases_of
from zegel.web.office.frame import framed
from zegel.web.office.notes import notes_of
from zegel.web.office.people.blocking import block_of
from zegel.web.office.people.choosing import tier_names
from zegel.web.parts.asked import Answer, Asked, Page, Piece
from zegel.web.parts.consented import timeline
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.happened import happened
from zegel.web.parts.opened import opened

PAGE: Final = 25
"""Things that happened, on the page and with each "older"."""
SOON: Final = 30 * 24 * 60 * MINUTE


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden/{member}; with `before` only what happened earlier than that entry."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    named = purse_of(asked.params["member"])
    if named is None:
        raise UnknownMember()
    call = await door.call(asked)
    figures = door.figures(asked, call)
    say = door.renderer.tongue("office", asked.speaks)
    purse, _ = await member_around(door.desk, call, named)
    before = asked.number("before", 1, 2**53, purse.seq + 1)
    events = await happened(door, call, purse.id, before, PAGE, say, figures)
    older = events[-1].seq if events and events[-1].seq > 1 else 0
    block = await block_of(door, call, purse)
    actors = [event.actor for event in events] + ([block["by"]] if block else [])
    by = await names_of(door, visitor.company, actors, say)
    shows: dict[str, Any] = {"happened": events, "older": older, "by": by, "member": purse_text(purse.id)}
    if asked.is_piece:
        return Piece("office/happened.html", await framed(door, asked, call, "members", shows))
    known = await door.queries.profile_of(visitor.company, purse.id)
    consents = await door.queries.dossiers_of(visitor.company, purse.id, CONSENT)
    shows |= {
        "name": known.profile.name if known else "", "since": purse.since, "blocked": purse.blocked,
        "tier": tier_names(call, asked).get(shown_tier(call, purse)), "tiles": _tiles(call, purse, figures, say.say),
        "lots": lots_by_day(call, purse, asked.at, figures), "waiting": waiting_by_day(call, purse, asked.at, figures),
        "consents": [
            {"purpose": purpose, "channel": channel, "given": one.state == GIVEN, "day": figures.local(one.at).date()}
            for one in consents for purpose, _, channel in [one.id.rpartition(" by ")]
        ],
        "on_day": await _on_day(door, asked, call, purse.id),
        "timeline": timeline(consents, say, figures),
        "notes": await notes_of(door, call, purse.id, say, figures), "note_key": door.new_key(),
        "cases": await cases_of(door, visitor, call.live(asked.at).program, purse.id, asked) if "cases:list" in visitor.rights else None,
        "may_open": "cases:write" in visitor.rights, "case_key": door.new_key(),
        "block": block, "may_block": "members:block" in visitor.rights, "block_key": door.new_key(),
        "asked_of": asked.text("gevraagd", 20), "done_of": asked.text("gedaan", 20),
        "identifiers": await _shown(door, call, purse.id),
    }  # fmt: skip
    return Page("office/member.html", await framed(door, asked, call, "members", shows))


async def _on_day(door: Door, asked: Asked, call: Call, member: PurseId) -> dict[str, Any] | None:
    """What the day that is asked for (`dag`, else today) brings by itself, and why not; None where the program gives nothing on a day."""
    program = call.live(asked.at).program
    if not program.occasions:
        return None
    typed = asked.text("dag", 10)
    on = Day(typed) if is_day(Day(typed)) else today_of(call)
    _, found = await day_of(door.desk, door.queries, call, member, on)
    return {"day": on, "found": [{"state": one.state, "says": day_said(program, one)} for one in found]}


async def _shown(door: Door, call: Call, purse: PurseId) -> list[Identifier]:
    """Whatever finds them, also by a card that was merged into theirs."""
    company = call.grant.company
    purses = [purse, *await door.queries.taken_over_by(company, purse)]
    return [shown for one in purses for shown in await door.queries.identifiers_of(company, one)]


def units_of(call: Call) -> dict[str, Unit]:
    """What the live program counts, by id."""
    return {unit.id: unit for unit in call.live(call.at).program.units}


def _tiles(call: Call, purse: Purse, figures: Figures, say: Any) -> list[dict[str, Any]]:
    """One for each unit that the member has or has coming, what is worth money first; at most four."""
    found = []
    for unit in units_of(call).values():
        have, coming = purse.balance(unit.id, AVAILABLE), purse.balance(unit.id, PENDING)
        if unit.kind in ("mark", "membership", "clearing") or not (have or coming or unit.worth):
            continue
        label = unit.names.nl_many if figures.language == "nl" else unit.names.en_many
        counted, waits = figures.counted(have, unit.names), ""
        if coming:
            waits = say("and pending", count=opened(figures.counted(coming, unit.names), coming, "#exp", f"waits:{unit.id}"))
        if unit.worth and not unit.names.currency:
            worth = figures.money(have * unit.worth.numerator // unit.worth.denominator)
            found.append(
                (
                    0,
                    {
                        "label": say("to spend"),
                        "figure": worth,
                        "means": opened(counted, have, "#exp", f"lot:{unit.id}") + waits,
                        "count": have,
                        "of": f"lot:{unit.id}",
                    },
                )
            )
        else:
            found.append(
                (
                    1,
                    {
                        "label": label.capitalize(),
                        "figure": counted,
                        "means": waits.removeprefix(", "),
                        "count": have,
                        "of": f"lot:{unit.id}",
                    },
                )
            )
    return [tile for _, tile in sorted(found, key=lambda one: one[0])][:4]


def lots_by_day(call: Call, purse: Purse, at: Instant, figures: Figures) -> list[dict[str, Any]]:
    """What the member can spend, by the last day on which it can be spent; soonest first."""
    return _by_day(call, purse, at, figures, waits=False)


def waiting_by_day(call: Call, purse: Purse, at: Instant, figures: Figures) -> list[dict[str, Any]]:
    """What the member has coming, by the day from which it can be spent."""
    return _by_day(call, purse, at, figures, waits=True)


def _by_day(call: Call, purse: Purse, at: Instant, figures: Figures, *, waits: bool) -> list[dict[str, Any]]:
    units = units_of(call)
    found: dict[tuple[int, str], int] = {}
    for lot in purse.lots.values():
        count = lot.pending if waits else lot.available
        if count and lot.unit in units and units[lot.unit].kind not in ("mark", "membership", "clearing"):
            key = (lot.available_at if waits else _last(lot), lot.unit)
            found[key] = found.get(key, 0) + count
    return [
        {
            "last_day": figures.local(Instant(last)).date() if last else None, "soon": not waits and bool(last) and last - at < SOON,
            "count": count, "names": units[unit].names, "of": f"{'waits' if waits else 'lot'}:{unit}",
        }
        for (last, unit), count in sorted(found.items(), key=lambda one: (one[0][0] or IDLE, one[0][1]))
    ]  # fmt: skip


def _last(lot: Lot) -> int:
    """The last moment at which the lot can be spent; 0 for one that does not lapse."""
    return 0 if lot.expires_at >= IDLE else lot.expires_at - 1
