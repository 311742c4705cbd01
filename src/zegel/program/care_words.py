"""What is promised after the sale, in sentences."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from zegel.program.bringing_back import BackWindow
from zegel.program.care import Goodwill, Rebate, TradeIn, Warranty
from zegel.program.model import Program, Words
from zegel.program.words import Language, articles, behind, conditions, counted, day, joined, period, unit_names

Promise = TypeVar("Promise", Warranty, BackWindow, Rebate, TradeIn, Goodwill)


def care_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """(path, sentence) of each promise."""
    care = program.care
    yield from _each(program, "returns.longer", [one for one in care.windows if not one.on_trial], _longer)
    yield from _each(program, "trials", [one for one in care.windows if one.on_trial], _trial)
    yield from _each(program, "warranties", care.warranties, _warranty)
    yield from _each(program, "rebates", care.rebates, _rebate)
    yield from _each(program, "trade in", care.trade_ins, _trade)
    yield from _each(program, "goodwill.offers", care.goodwill, _goodwill)


def _each(
    program: Program, section: str, promises: Sequence[Promise], say: Callable[[Program, Promise, Language], str]
) -> Iterator[tuple[str, Words]]:
    for one in promises:
        yield f"{section}.{one.id}", Words(say(program, one, "nl"), say(program, one, "en"))


def _for(program: Program, one: Warranty | BackWindow, language: Language) -> str:
    return behind(conditions(program, one.tests, language))


def _longer(program: Program, one: BackWindow, language: Language) -> str:
    what, long = articles(program, one.articles, language), period(one.days, "days", language)
    if language == "nl":
        return f"Terugbrengen van {what} kan binnen {long}{_for(program, one, language)}; de langste tijd die voor u geldt, telt."
    return f"You may bring back {what} within {long}{_for(program, one, language)}; the longest time that holds for you counts."


def _trial(program: Program, one: BackWindow, language: Language) -> str:
    what, long, holds = articles(program, one.articles, language), period(one.days, "days", language), _for(program, one, language)
    if language == "nl":
        return (
            f"U kunt {what} {long} proberen{holds}: brengt u het terug, dan krijgt u uw geld terug, wat de reden ook is. "
            "Wat zo'n aankoop oplevert, wacht tot de proef voorbij is, en gaat met het artikel terug."
        )
    return (
        f"You may try {what} for {long}{holds}: if you bring it back you get your money back, whatever the reason. "
        "What such a purchase gives waits until the trial is over, and goes back with the article."
    )


def _warranty(program: Program, one: Warranty, language: Language) -> str:
    what, long = articles(program, one.articles, language), period(one.months, "months", language)
    if language == "nl":
        return f"Op {what} hebt u {long} garantie, met een certificaat{_for(program, one, language)}."
    return f"You have {long} of warranty on {what}, with a certificate{_for(program, one, language)}."


def _rebate(program: Program, one: Rebate, language: Language) -> str:
    what, got = articles(program, one.articles, language), counted(one.count, unit_names(program, one.unit), language)
    within = period(one.claim_days, "days", language)
    nl, spans = language == "nl", ""
    if one.first > "0001-01-01" or one.last < "9999-12-31":
        first, last = day(one.first, language), day(one.last, language)
        spans = f", gekocht van {first} t/m {last}," if nl else f", bought from {first} through {last},"
    if nl:
        return f"Per stuk uit {what}{spans} kunt u {got} terugvragen, binnen {within} na de koop."
    return f"For each item of {what}{spans} you can claim {got}, within {within} of the sale."


def _trade(program: Program, one: TradeIn, language: Language) -> str:
    got = counted(one.count, unit_names(program, one.unit), language)
    return f"Voor het inleveren ({one.id}) krijgt u {got}." if language == "nl" else f"For handing one in ({one.id}) you get {got}."


def _goodwill(program: Program, one: Goodwill, language: Language) -> str:
    got, most = counted(one.count, unit_names(program, one.unit), language), program.care.most
    nl = language == "nl"
    often = joined([f"hoogstens {most} keer per jaar" if nl else f"at most {most} times a year"], language) if most else ""
    tail = f", {often}" if often else ""
    if nl:
        return f"Ging er iets mis ({one.id}), dan mogen wij u {got} geven, naast wat de wet u geeft{tail}."
    return f"If something went wrong ({one.id}) we may give you {got}, besides what the law gives you{tail}."
