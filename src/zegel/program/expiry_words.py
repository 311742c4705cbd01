"""How long something lasts, and how long it waits, in words."""

from typing import Final

from zegel.core.purchase import CHANNELS
from zegel.program.model import Expiry, Program, Unit, Words
from zegel.program.words import MONTHS, Language, day, joined, of, period

_ENDS: Final = {
    "month": Words("de maand", "month"), "quarter": Words("het kwartaal", "quarter"), "half year": Words("het halfjaar", "half year"),
    "year": Words("het jaar", "year"),
}  # fmt: skip
_THOSE_ENDS: Final = {
    "month": Words("die maand", "that month"), "quarter": Words("dat kwartaal", "that quarter"),
    "half year": Words("dat halfjaar", "that half year"), "year": Words("dat jaar", "that year"),
}  # fmt: skip
THROUGH: Final = {
    "till": Words("de kassa", "the till"), "web": Words("de webwinkel", "the webshop"), "app": Words("de app", "the app"),
    "phone": Words("de telefoon", "the phone"), "invoice": Words("een factuur", "an invoice"),
}  # fmt: skip


def lasts(expiry: Expiry, language: Language) -> str:
    """`vervalt niet`, `blijft 1 jaar geldig`, `vervalt na 1 jaar zonder sparen of inwisselen`."""
    nl = language == "nl"
    if not expiry.ends:
        return "vervalt niet" if nl else "does not lapse"
    long = period(expiry.count, expiry.period, language) if expiry.count else ""
    if expiry.idle:
        said = f"vervalt na {long} zonder sparen of inwisselen" if nl else f"lapses after {long} without earning or spending"
    elif expiry.days:
        said = ("is geldig tot en met " if nl else "is valid through ") + _days(expiry.days, language)
    elif long:
        said = f"blijft {long} geldig" if nl else f"stays valid for {long}"
    else:
        end = of(_ENDS[expiry.until_end_of], language)
        said = f"blijft geldig tot en met het einde van {end}" if nl else f"stays valid through the end of the {end}"
    if long and expiry.until_end_of:
        end = of(_THOSE_ENDS[expiry.until_end_of], language)
        said += f", tot en met het einde van {end}" if nl else f", through the end of {end}"
    if expiry.plus_count:
        more = period(expiry.plus_count, expiry.plus_period, language)
        said += f", en daarna nog {more}" if nl else f", and {more} after that"
    if expiry.from_release:
        said += ", gerekend vanaf de dag waarop het te gebruiken is" if nl else ", counted from the day on which it can be used"
    return said


def _days(days: tuple[str, ...], language: Language) -> str:
    nl = language == "nl"
    if len(days[0]) > 5:
        return joined([day(d, language) for d in days], "of" if nl else "or")
    said = joined([f"{int(d[3:])} {MONTHS[language][int(d[:2]) - 1]}" for d in days], "of" if nl else "or")
    return f"{said}, welke het eerst komt" if nl and len(days) > 1 else f"{said}, whichever comes first" if len(days) > 1 else said


def waiting(program: Program, unit: Unit, language: Language) -> list[str]:
    """How long what is earned waits, channel by channel where they differ."""
    nl, found = language == "nl", list[str]()
    days = {wait for _, wait in unit.pending_days}
    if len(unit.pending_days) == len(CHANNELS) and len(days) == 1:
        long = period(min(days), "days", language)
        return [f"is na {long} te gebruiken" if nl else f"can be used {long} after it was earned"]
    for channel, wait in unit.pending_days:
        long, place = period(wait, "days", language), of(THROUGH[channel], language)
        found.append(f"is via {place} na {long} te gebruiken" if nl else f"can be used {long} after it was earned through {place}")
    until = {what for _, what in unit.pending_until}
    whole = len(unit.pending_until) == len(CHANNELS) and len(until) == 1
    for channel, what in unit.pending_until[: 1 if whole else None]:
        place = "" if whole else of(THROUGH[channel], language)
        via = f" via {place}" if nl and place else f" what was earned through {place}" if place else ""
        when = until_words(program, what, language)
        found.append(f"is{via} te gebruiken {when}" if nl else f"can be used {when}{',' if via else ''}{via}")
    return found


def until_words(program: Program, what: str, language: Language) -> str:
    """A date, or `event <id>`: `vanaf 4 maart 2026`, `once this is reported: order delivered`."""
    nl = language == "nl"
    if what.startswith("event "):
        name = next((of(event.names, language) for event in program.events if event.id == what[6:]), what[6:])
        return f"zodra dit is gemeld: {name}" if nl else f"once this is reported: {name}"
    return f"vanaf {day(what, 'nl')}" if nl else f"from {day(what, 'en')} on"
