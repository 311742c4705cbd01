"""What members of a segment are written: that they are invited, and a code of their own."""

from typing import Any

from zegel.core.canonical import Json
from zegel.messages.notices import MARKETING
from zegel.program.coupon_words import coupon_names
from zegel.program.model import Program
from zegel.program.seats import Experience
from zegel.program.words import Language, clock, named
from zegel.program.words import day as day_said


def invited(program: Program, one: Experience) -> dict[str, Json]:
    """To an experience: what, when, where, and until when they can reply."""
    return {"says": {"nl": _invited(program, one, "nl"), "en": _invited(program, one, "en")}, "consent": MARKETING}


def own_code(program: Program, coupon: str, until_day: str) -> dict[str, Json]:
    """A code; the code itself is sealed. `until_day` "" where it never lapses."""
    names = coupon_names(program, coupon)
    data: dict[str, Any] = {"what": {"nl": names.nl, "en": names.en}, "consent": MARKETING}
    return data | ({"until_day": until_day} if until_day else {})


def _invited(program: Program, one: Experience, language: Language) -> list[Json]:
    nl, where = language == "nl", named(program, "branch", one.branch, language)
    on, until = day_said(one.date, language), day_said(one.reply_until, language)
    if nl:
        lines = [f"U bent uitgenodigd: {one.names.nl}, op {on} om {clock(one.starts)} uur, {where}."]
        lines.append(f"Laat uiterlijk {until} weten of u komt, op uw kaart of in de winkel. Vol is vol.")
    else:
        lines = [f"You are invited: {one.names.en}, on {on} at {clock(one.starts)}, {where}."]
        lines.append(f"Reply by {until}, on your card or in the shop. First come, first served.")
    return list(lines)
