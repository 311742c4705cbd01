"""Until when something waits: what was set aside for who ordered it, and what was earned and cannot be used yet."""

from typing import Any, Final

from zegel.core.periods import NEVER, Instant, local_moment
from zegel.program.compile import Compiled
from zegel.program.expiry_words import until_words
from zegel.program.model import Program, Words
from zegel.program.words import both, clock, counted, day, unit_names

EVENT: Final = "event "
MOST: Final = 90
"""Characters that a line of a till has."""


def set_aside_until(compiled: Compiled, body: dict[str, Any]) -> Words:
    """`, apart tot 24 november 2026 08:07` on the receipt of an order, on the wall of its branch; nothing on any other."""
    if body["kind"] != "order":
        return Words("", "")
    branch = compiled.branches.get(body["branch"])
    here = local_moment(Instant(body["totals"]["hold_expires_at"]), branch.zone if branch else compiled.program.company_zone)
    nl, en = (f"{day(here.business_date, language)} {clock(here.minute)}" for language in ("nl", "en"))
    return Words(f", apart tot {nl}", f", set aside until {en}")


def event_awaited(compiled: Compiled, unit: str, channel: str) -> str:
    """The event that earnings of `unit` through `channel` wait for, "" where that is none."""
    found = compiled.units.get(unit)
    waits = "" if found is None else dict(found.pending_until).get(channel, "")
    return waits.removeprefix(EVENT) if waits.startswith(EVENT) else ""


def waits_says(effect: dict[str, Any], program: Program) -> tuple[Words, Words]:
    """Short and full: `10 punten: te gebruiken vanaf 19 maart 2026`."""

    def said(*, named: bool) -> Words:
        when = usable_from(program, effect["available_at"], effect["event"], named=named)
        return both(
            lambda lang: f"{counted(effect['count'], unit_names(program, effect['unit']), lang)}: {when.nl if lang == 'nl' else when.en}"
        )

    full = said(named=True)
    short = full if max(len(full.nl), len(full.en)) <= MOST else said(named=False)
    return short, Words(f"{full.nl}.", f"{full.en}.")


def usable_from(program: Program, available_at: int, event: str, *, named: bool) -> Words:
    """From when something can be used: a day, or (NEVER) once `event` is reported, by its name or not; "": once the sale was looked at."""
    if available_at < NEVER:
        on = local_moment(Instant(available_at), program.company_zone).business_date
        return Words(f"te gebruiken vanaf {day(on, 'nl')}", f"to be used from {day(on, 'en')}")
    if not event:
        return Words("te gebruiken zodra deze aankoop is nagekeken", "to be used once this purchase was looked at")
    if not named:
        return Words("te gebruiken zodra dat is gemeld", "to be used once that is reported")
    until = both(lambda language: until_words(program, EVENT + event, language))
    return Words(f"te gebruiken {until.nl}", f"to be used {until.en}")
