"""What a member is told where a rule has no `why` of its own: made from the rule, short enough for a till."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from zegel.program.deal_words import deal_bare
from zegel.program.errand_words import errand_bare
from zegel.program.errands import Errand
from zegel.program.model import Discount, EarnRule, Multiplier, PointsOff, Program, Reward, StampCard, Words
from zegel.program.page import MAX_WHY
from zegel.program.rising_words import steps_bare
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.words import Language, both, conditions, counted, decimal, many, money, of, percent, unit_names

Rule = EarnRule | Multiplier | StampCard | Discount | PointsOff | Reward | Errand

Rewarding = EarnRule | Multiplier | StampCard | Discount | PointsOff | Reward
"""Rules that give the member something, and say why."""


def why_of(program: Program, rule: Rewarding) -> Words:
    """The rule's own words, and in each language that it has none in, words made from the rule."""
    if rule.why.nl and rule.why.en:
        return rule.why
    made = both(lambda language: made_why(program, rule, language))
    return Words(rule.why.nl or made.nl, rule.why.en or made.en)


def made_why(program: Program, rule: Rule, language: Language) -> str:
    """Words made from the rule: what it gives and when."""
    gives = bare(program, rule, language)
    if any(coupon.id == rule.id and coupon.in_parts for coupon in program.coupons):
        gives = "tegoedbon" if language == "nl" else "voucher"  # it takes off what is on it, not what the program says
    when = conditions(program, rule.tests, language)
    longer = f"{gives} {when}" if when else gives
    return longer if len(longer) <= MAX_WHY else shortened(gives)


def shortened(text: str) -> str:
    """`text`, cut at a word where it is longer than a till has room for."""
    return text if len(text) <= MAX_WHY else text[: MAX_WHY - 1].rpartition(" ")[0] + "…"


def bare(program: Program, rule: Rule, language: Language) -> str:
    """What the rule gives, without its conditions."""
    nl = language == "nl"
    match rule:
        case EarnRule():
            what = per(program, rule, counted(rule.count, unit_names(program, rule.unit), language), language)
            return f"{what}, {steps_bare(program, rule, language)}" if rule.rising is not None else what
        case StampCard():
            return per(program, rule, counted(rule.count, unit_names(program, rule.unit), language), language)
        case Multiplier():
            units = many(unit_names(program, rule.unit), language)
            if not rule.factor:
                return f"{'geen' if nl else 'no'} {units}"
            return f"{units} × {decimal(rule.factor, language)}"
        case Discount():
            return deal_bare(program, rule, language)
        case PointsOff():
            points = many(unit_names(program, rule.unit), language)
            return f"{points} als korting" if nl else f"{points} as discount"
        case Reward():
            return of(rule.names, language)
        case Errand():
            return errand_bare(rule, language)


def per(program: Program, rule: EarnRule | StampCard, what: str, language: Language) -> str:
    """`1 punt per volle € 1,00`, `2 stempels per stuk`, `5 punten minder per aankoop`."""
    if isinstance(rule, EarnRule) and rule.less:
        what += " minder" if language == "nl" else " less"
    if rule.unit == STORE_CREDIT and rule.per == "spend":
        credit = unit_names(program, STORE_CREDIT)
        share = percent(rule.count, language)
        return f"{share} terug als {credit.nl_one}" if language == "nl" else f"{share} back as {credit.en_one}"
    each: dict[str, Callable[[], str]] = {
        "spend": lambda: f"per {'volle' if language == 'nl' else 'full'} {money(rule.per_minor, program.currency, language)}",
        "item": lambda: "per stuk" if language == "nl" else "per item",
        "purchase": lambda: "per aankoop" if language == "nl" else "per purchase",
    }
    if isinstance(rule, EarnRule) and rule.event:
        name = next((of(event.names, language) for event in program.events if event.id == rule.event), rule.event)
        return f"{what} voor: {name}" if language == "nl" else f"{what} for: {name}"
    if rule.per in QUANTITY_WORDS:
        amount = decimal(Fraction(rule.per_minor, 1000), language)
        return f"{what} per {'' if amount == '1' else amount + ' '}{of(QUANTITY_WORDS[rule.per], language)}"
    return f"{what} {each[rule.per]()}"


QUANTITY_WORDS: Final = {
    "kg": Words("kilo", "kilo"), "l": Words("liter", "litre"), "m": Words("meter", "metre"), "hour": Words("uur", "hour"),
}  # fmt: skip
