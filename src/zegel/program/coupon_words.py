"""Coupons in sentences: which code, how often, up to what, in Dutch and English."""

from typing import Final

from zegel.program.coupons import Coupon, token_of
from zegel.program.model import Program, Words
from zegel.program.words import Language, joined, money, number, of, period

_PER: Final = (
    ("per_member", "per lid", "per member"), ("per_branch", "per filiaal", "per branch"), ("per_staff", "per medewerker", "per colleague"),
    ("per_day", "per dag", "per day"), ("in_all", "in totaal", "in all"),
)  # fmt: skip


def with_code(program: Program, coupon: str, language: Language) -> str:
    """`met de code ZOMER10`, `met uw eigen code`, `met een code`."""
    found = next((one for one in program.coupons if one.id == coupon), Coupon(coupon))
    nl = language == "nl"
    called = of(coupon_names(program, coupon), language)
    if found.shown:
        listed = joined(found.shown, "of" if nl else "or")
        return f"met de code {listed}" if nl else f"with the code {listed}"
    if any(unit.id == token_of(coupon) for unit in program.units):
        return f"met uw coupon “{called}”" if nl else f"with your coupon “{called}”"
    if found.personal:
        return "met een code die van u is" if nl else "with a code of your own"
    return f"met een code “{called}”" if nl else f"with a code “{called}”"


def coupon_names(program: Program, coupon: str) -> Words:
    """What the coupon of that id is called; the id where nothing else is known."""
    names = next((one.names for one in program.coupons if one.id == coupon), Words("", ""))
    return Words(names.nl or coupon, names.en or coupon)


def coupon_said(program: Program, coupon: Coupon, language: Language) -> str:
    """What else holds for the coupon, behind semicolons; "" where nothing does."""
    nl, said = language == "nl", []
    if not coupon.codes:
        often = _times(coupon.per_code, language)
        if coupon.in_parts and any(unit.id == token_of(coupon.id) for unit in program.units):
            said.append("wat u overhoudt, blijft van u" if nl else "what is left stays yours")
        elif coupon.worth_minor and coupon.in_parts:
            said.append("wat u overhoudt, blijft op de code staan" if nl else "what is left stays on the code")
        elif coupon.worth_minor:
            said.append("wat u overhoudt, vervalt" if nl else "what is left lapses")
        else:
            said.append(f"elke code geldt {often}" if nl else f"each code holds {often}")
    limits = [
        f"{_times(getattr(coupon, field), language)} {dutch if nl else english}" for field, dutch, english in _PER if getattr(coupon, field)
    ]
    if limits:
        said.append(f"hoogstens {joined(limits, 'en')}" if nl else f"at most {joined(limits, 'and')}")
    if coupon.budget_minor:
        most = money(coupon.budget_minor, program.currency, language)
        said.append(f"tot {most} in totaal is gegeven" if nl else f"until {most} was given in all")
        if coupon.over_budget == "not at all":
            said.append("wat daar niet meer in past, wordt niet gegeven" if nl else "what no longer fits is not given")
    if coupon.capitals_matter:
        said.append("hoofdletters tellen mee" if nl else "capitals matter")
    if coupon.valid_days:
        long = period(coupon.valid_days, "days", language)
        said.append(f"een code die u krijgt, is {long} geldig" if nl else f"a code that you are given is valid for {long}")
    if coupon.grace_days:
        long = period(coupon.grace_days, "days", language)
        said.append(
            f"tot {long} later mag een medewerker hem nog aannemen" if nl else f"up to {long} later a colleague may still honour it"
        )
    return "".join(f"; {part}" for part in said)


def _times(count: int, language: Language) -> str:
    if language == "nl":
        return "één keer" if count == 1 else f"{number(count, 'nl')} keer"
    return "once" if count == 1 else f"{number(count, 'en')} times"
