"""A balance corrected by hand: what it comes to is shown first; what is more than one's role corrects alone waits for a colleague."""

import re
from json import loads
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.money import MAX_AMOUNT
from zegel.core.refusals import Malformed, ReasonMissing, UnknownMember, UnknownUnit
from zegel.flows.commands import Adjust
from zegel.flows.corrections import ASKED
from zegel.hall import translate
from zegel.hall.answers import receipt_json
from zegel.hall.calls import Call, correcting_role_of
from zegel.hall.members import member_around
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.purse import Purse
from zegel.program.model import Unit
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import MINUS, Figures

RIGHT: Final = "adjustments:write"
NOT_BY_HAND: Final = ("mark", "membership", "clearing")
WAYS: Final = {"up": 1, "down": -1}
_TYPED: Final = re.compile(r"(\d{1,12})(?:[.,](\d{1,6}))?")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden/{member}/correctie: the form; with `count` also what it would come to."""
    call = await door.call(asked)
    purse = await _member(door, call, asked.params["member"])
    units = _units(call, asked)
    figures = door.figures(asked, call)
    known = await door.queries.profile_of(call.grant.company, purse.id)
    branches = [one.id for one in call.live(asked.at).program.branches if call.grant.may(RIGHT, one.id)]
    shows: dict[str, Any] = {
        "member": purse_text(purse.id), "name": known.profile.name if known else "", "branches": branches,
        "anywhere": call.grant.may(RIGHT, ""), "has": [
            (one.id, one.names, figures.counted(purse.balance(one.id, AVAILABLE), one.names)) for one in units.values()
        ],
        "unit": asked.text("unit", 60), "way": asked.text("way", 4) or "up", "count": asked.text("count", 20),
        "branch": asked.text("branch", 60), "key": door.new_key(), "seen": None,
    }  # fmt: skip
    if shows["count"]:
        unit, count = _meant(asked, units, figures)
        shows["seen"] = await _seen(door, asked, call, purse, unit, count, figures)
    return Page("office/correcting.html", await framed(door, asked, call, "members", shows))


async def correct(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/leden/{member}/correctie: booked now, or asked of a colleague."""
    call = await door.call(asked, asked.text("key", 64))
    purse = await _member(door, call, asked.params["member"])
    units = _units(call, asked)
    unit, count = _meant(asked, units, door.figures(asked, call))
    reason = asked.text("reason", 200)
    if not reason:
        raise ReasonMissing()
    found = _found(asked, purse, unit, count, reason)
    reply = await door.submit(asked, translate.adjust(call, found, document_bytes(found)))
    assert reply.outcome.receipt is not None, "a correction has a receipt"
    waits = _waits(reply.outcome.receipt.document)
    return Sent(f"/kantoor/leden/{purse_text(purse.id)}?{'gevraagd' if waits else 'gedaan'}=correctie")


def _found(asked: Asked, purse: Purse, unit: Unit, count: int, reason: str) -> dict[str, Any]:
    return {"member": purse_text(purse.id), "unit": unit.id, "count": count, "reason": reason, "branch": asked.text("branch", 60)}


async def _seen(door: Door, asked: Asked, call: Call, purse: Purse, unit: Unit, count: int, figures: Figures) -> dict[str, Any]:
    """What it would come to: before, after, and what follows from it; or that it waits for a colleague."""
    command = translate.adjust(call, _found(asked, purse, unit, count, "?"), b"")
    assert isinstance(command, Adjust)
    outcome = await door.ask(command)
    assert outcome.receipt is not None, "a correction has a receipt"
    told = receipt_json(call.shelf, None, outcome.receipt.document)
    before = purse.balance(unit.id, AVAILABLE)
    waits = _waits(outcome.receipt.document)
    after = next((one[AVAILABLE] for one in told["balances"] if one["unit"] == unit.id), before) if not waits else before + count
    return {
        "waits": waits, "role": correcting_role_of(call, {"branch": asked.text("branch", 60)}),
        "label": unit.names.nl_many if asked.speaks == "nl" else unit.names.en_many,
        "change": f"{'+' if count > 0 else MINUS} {figures.counted(abs(count), unit.names)}",
        "before": figures.counted(before, unit.names), "after": figures.counted(after, unit.names),
        "says": [] if waits else told["explanation"][asked.speaks],
    }  # fmt: skip


def _waits(document: bytes) -> bool:
    """Whether a colleague has to agree."""
    return any(one["effect"] == "correction" and one["state"] == ASKED for one in loads(document)["body"]["effects"])


def _units(call: Call, asked: Asked) -> dict[str, Unit]:
    """Those that are corrected by hand."""
    return {one.id: one for one in call.live(asked.at).program.units if one.kind not in NOT_BY_HAND}


def _meant(asked: Asked, units: dict[str, Unit], figures: Figures) -> tuple[Unit, int]:
    """The unit and the signed count of the form; refuses what is no count of it."""
    unit = units.get(asked.text("unit", 60))
    if unit is None:
        raise UnknownUnit(unit=asked.text("unit", 60))
    sign = WAYS.get(asked.text("way", 4))
    if sign is None:
        raise Malformed("way: up or down", field="way")
    digits = figures.digits if unit.names.currency else unit.names.decimals
    typed = _TYPED.fullmatch(asked.text("count", 20))
    if typed is None or len(typed.group(2) or "") > digits:
        raise Malformed("count: how much, in figures", field="count")
    count = int(typed.group(1)) * 10**digits + int((typed.group(2) or "").ljust(digits, "0") or 0)
    if not 0 < count <= MAX_AMOUNT:
        raise Malformed("count: how much, in figures", field="count")
    return unit, sign * count


async def _member(door: Door, call: Call, named: str) -> Purse:
    purse: PurseId | None = purse_of(named)
    if purse is None:
        raise UnknownMember()
    found, _ = await member_around(door.desk, call, purse)
    if not found.since:
        raise UnknownMember()
    return found
