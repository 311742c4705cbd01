"""How limits say themselves: at most so many a day, only so long apart, only a promotion, never multiplied."""

from collections.abc import Sequence
from typing import Final

from zegel.program.model import EarnRule, Limit, Multiplier, Program, StampCard, Unit, Words
from zegel.program.rising_words import steps_said
from zegel.program.words import Language, both, counted, day, joined, of, unit_names

PER: Final = {
    "purchase": Words("per aankoop", "a purchase"), "day": Words("per dag", "a day"), "week": Words("per week", "a week"),
    "month": Words("per maand", "a month"), "year": Words("per kalenderjaar", "a calendar year"),
    "member": Words("per lid", "a member in all"),
}  # fmt: skip
"""How often a limit begins anew."""


def limits_said(program: Program, limits: Sequence[Limit], unit: str, language: Language) -> str:
    """`hoogstens 100 punten per dag en 500 punten per maand`, "" without limits."""
    if not limits:
        return ""
    nl = language == "nl"
    said = [f"{counted(limit.most, unit_names(program, unit), language)} {of(PER[limit.per], language)}" for limit in limits]
    return ("hoogstens " if nl else "at most ") + joined(said, "en" if nl else "and")


def bounds_said(program: Program, rule: EarnRule | Multiplier | StampCard, language: Language) -> str:
    """What bounds an earning rule, each behind a semicolon."""
    nl, found = language == "nl", steps_said(program, rule, language) if isinstance(rule, EarnRule) else []
    found.append(limits_said(program, rule.limits, rule.unit, language))
    if isinstance(rule, EarnRule | StampCard) and rule.apart_minutes:
        long = minutes(rule.apart_minutes, language)
        long = long.removeprefix("1 ") if nl else long
        found.append(f"hoogstens eens per {long} in hetzelfde filiaal" if nl else f"at most once in {long} at the same branch")
    if isinstance(rule, EarnRule | Multiplier) and rule.promotion:
        on = day(rule.made, language) if rule.made else ""
        found.append(f"dit is een actie{' van ' * bool(on)}{on}" if nl else f"this is a promotion{' of ' * bool(on)}{on}")
    if isinstance(rule, EarnRule) and rule.less:
        found.append("nooit minder dan niets van één aankoop" if nl else "never less than nothing of one purchase")
    if isinstance(rule, EarnRule) and not rule.multiplied:
        found.append("dit wordt nooit vermenigvuldigd" if nl else "this is never multiplied")
    return "".join(f"; {said}" for said in found if said)


def minutes(count: int, language: Language) -> str:
    """`30 minuten`, `2 uur`, `1 dag`."""
    for each, (nl, en) in ((1440, ("dag", "day")), (60, ("uur", "hour")), (1, ("minuut", "minute"))):
        if count % each == 0:
            n = count // each
            many = {"dag": "dagen", "uur": "uur", "minuut": "minuten"}[nl]
            return f"{n} {nl if n == 1 else many}" if language == "nl" else f"{n} {en}{'' if n == 1 else 's'}"
    raise AssertionError("a minute divides everything")


def capped_said(program: Program, unit: str, effect: dict[str, int | str]) -> tuple[Words, Words]:
    """What a limit cut off, short and with its figures."""
    most, per = int(effect["most"]), PER[str(effect["per"])]
    top = both(lambda language: counted(most, unit_names(program, unit), language))
    short = Words(f"Hoogstens {top.nl} {per.nl}", f"At most {top.en} {per.en}")
    lost = both(lambda language: counted(int(effect["wanted"]) - int(effect["given"]), unit_names(program, unit), language))
    full = Words(f"{short.nl}: {lost.nl} minder", f"{short.en}: {lost.en} less")
    if effect["before"]:
        had = both(lambda language: counted(int(effect["before"]), unit_names(program, unit), language))
        full = Words(f"{full.nl}; u had er al {had.nl} gekregen", f"{full.en}; you had {had.en} already")
    return short, Words(f"{full.nl}.", f"{full.en}.")


def unit_bounds(program: Program, unit: Unit, language: Language) -> list[str]:
    """What bounds a unit: how many decimals it keeps, how much of it can be earned."""
    nl, found = language == "nl", list[str]()
    if unit.names.decimals:
        n = unit.names.decimals
        many = ("decimaal" if n == 1 else "decimalen") if nl else ("decimal" if n == 1 else "decimals")
        found.append(f"wordt geteld met {n} {many}" if nl else f"is counted with {n} {many}")
    if unit.limits:
        said = limits_said(program, unit.limits, unit.id, language)
        found.append(f"u krijgt er {said}" if nl else f"you get {said}")
    return found
