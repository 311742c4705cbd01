"""How the steps of an earning rule are said: `boven € 50,00 20 punten en boven € 100,00 30 punten, elk voor zijn eigen deel`."""

from typing import Final

from zegel.program.earning_steps import EarningStep
from zegel.program.model import EarnRule, Program, Words
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.words import Language, counted, joined, many, money, of, percent, unit_names

_TOGETHER: Final = {
    "calendar day": Words("een dag", "a day"), "calendar week": Words("een week", "a week"),
    "calendar month": Words("een maand", "a month"),
    "calendar year": Words("een kalenderjaar", "a calendar year"), "lifetime": Words("een lid", "a member"),
}  # fmt: skip


def steps_bare(program: Program, rule: EarnRule, language: Language) -> str:
    """The steps alone; "" where the rule has none."""
    nl = language == "nl"
    if rule.rising is None:
        return ""
    upwards = rule.rising.method == "marginal" or rule.rising.above
    begins = ("boven", "above") if upwards else ("vanaf", "from")
    said = [
        f"{begins[0 if nl else 1]} {money(step.least, program.currency, language)} {_gives(program, rule, step, language)}"
        for step in rule.rising.steps
    ]
    return joined(said, "en" if nl else "and")


def steps_said(program: Program, rule: EarnRule, language: Language) -> list[str]:
    """The steps with how they count, and which purchases count together."""
    nl = language == "nl"
    if rule.rising is None:
        return []
    how = Words("elk voor zijn eigen deel", "each for its own part")
    if rule.rising.method == "whole":
        how = Words("de hoogste trede geldt voor alles", "the highest step counts for everything")
    found = [f"{steps_bare(program, rule, language)}, {of(how, language)}"]
    if rule.carry >= 0:
        one = of(_TOGETHER[program.windows[rule.carry].kind], language)
        found.append(f"alle aankopen van {one} tellen hiervoor samen" if nl else f"all purchases of {one} count together for this")
    return found


def _gives(program: Program, rule: EarnRule, step: EarningStep, language: Language) -> str:
    names = unit_names(program, rule.unit)
    if not step.count:
        return f"{'geen' if language == 'nl' else 'no'} {many(names, language)}"
    return percent(step.count, language) if rule.unit == STORE_CREDIT else counted(step.count, names, language)
