"""How ladders of agreements are said: what they give, by which method with figures, and how it is paid, in Dutch and English (B1)."""

from collections.abc import Iterator
from typing import Final

from zegel.core.rounding import rounded
from zegel.program.group_words import groups
from zegel.program.ladders import THOUSANDTHS, Ladder, Method, Rung, Target, from_rungs
from zegel.program.model import ALL_ARTICLES, Program, Words
from zegel.program.words import Language, articles, both, joined, money, number, of, percent, period

_COUNTS: Final = {
    "invoiced": Words("", ""),
    "paid": Words(
        "; een factuur telt mee voor zover u die hebt betaald, en niet zolang u die betwist",
        "; an invoice counts as far as you have paid it, and not while you dispute it",
    ),
    "delivered": Words(
        "; een factuur telt mee voor zover wij die hebben geleverd, en niet zolang u die betwist",
        "; an invoice counts as far as we have delivered it, and not while you dispute it",
    ),
}
"""What of an invoice counts, and from when on."""
PIECE_MINOR = 1_000
"""What a piece costs in an example of a ladder that counts pieces, in minor units."""


def ladder_sentences(program: Program, ladder: Ladder) -> Iterator[tuple[str, Words]]:
    """Each sentence with its path: what counts, the steps, the method, and whatever else it promises."""
    path = f"agreements.{ladder.id}"
    yield path, both(lambda language: _steps(program, ladder, language))
    yield f"{path}.measure", both(lambda language: _measure(program, ladder, language))
    if ladder.rungs:
        yield f"{path}.method", both(lambda language: _method(program, ladder, language))
    if any(rung.term_days for rung in ladder.rungs):
        yield f"{path}.ladder", both(lambda language: _terms(program, ladder, language))
    if ladder.growth:
        yield f"{path}.growth", both(lambda language: _growth(ladder, language))
    if (target := ladder.target) is not None:
        yield f"{path}.target", both(lambda language: _target(program, target, language))
    yield f"{path}.started year", both(lambda language: _started(ladder, language))
    yield f"{path}.pays", both(lambda language: _pays(program, ladder, language))


def at_least(program: Program, ladder: Ladder, least: int, language: Language) -> str:
    """Where a step begins: `€ 20.000,00`, `1.000 stuks`."""
    if ladder.by == "amount":
        return money(least, program.currency, language)
    return f"{number(-(-least // THOUSANDTHS), language)} {'stuks' if language == 'nl' else 'pieces'}"


def gives(program: Program, rung: Rung | Target, language: Language) -> str:
    """What a step gives: `3%`, `€ 250,00`, `€ 0,05 per stuk`."""
    if rung.bp:
        return percent(rung.bp, language)
    each = rung.each_minor if isinstance(rung, Rung) else 0
    if each:
        return f"{money(each, program.currency, language)} {'per stuk' if language == 'nl' else 'a piece'}"
    return money(rung.minor, program.currency, language)


def _and(parts: list[str], language: Language) -> str:
    return joined(parts, "en" if language == "nl" else "and")


def _begins(ladder: Ladder, language: Language) -> str:
    if ladder.above:
        return "boven" if language == "nl" else "above"
    return "vanaf" if language == "nl" else "from"


def _steps(program: Program, ladder: Ladder, language: Language) -> str:
    nl = language == "nl"
    paying = [rung for rung in ladder.rungs if rung.bp or rung.minor or rung.each_minor]
    begins = _begins(ladder, language)
    listed = [f"{gives(program, rung, language)} {begins} {at_least(program, ladder, rung.least, language)}" for rung in paying]
    name = of(ladder.names, language)
    if not listed:
        return f"{name}: deze afspraak geeft geen jaarbonus per trede." if nl else f"{name}: this agreement gives no bonus by steps."
    year = {"calendar": ("een kalenderjaar", "a calendar year"), "contract": ("een contractjaar", "a contract year")}[ladder.year]
    over = ("omzet", "turnover") if ladder.by == "amount" else ("afname", "what you buy")
    said = _and(listed, language)
    return f"{name}: uw {over[0]} in {year[0]} geeft {said}." if nl else f"{name}: {over[1]} in {year[1]} gives {said}."


def _measure(program: Program, ladder: Ladder, language: Language) -> str:
    nl = language == "nl"
    what = "" if ladder.of == ALL_ARTICLES else f" {'voor' if nl else 'for'} {articles(program, ladder.of, language)}"
    out = ""
    if ladder.without >= 0:
        listed = groups(program, program.sets[ladder.without].test, language)
        out = f"; {listed} {'tellen niet mee' if nl else 'do not count'}"
    if nl:
        return f"omzet is wat wij u factureren{what}, zonder btw en min wat u terugstuurt{out}{_COUNTS[ladder.basis].nl}."
    return f"turnover is what we invoice you{what}, without VAT and less what you send back{out}{_COUNTS[ladder.basis].en}."


def _example(program: Program, ladder: Ladder, method: Method, minor: int, quantity: int, language: Language) -> str:
    exact = from_rungs(ladder, method, minor, quantity)
    return money(rounded(exact.numerator, exact.denominator, "half up"), program.currency, language)


def _method(program: Program, ladder: Ladder, language: Language) -> str:
    """WHOLE and MARGINAL, each with the figures of the last step; where a step pays at once there is nothing to compare with."""
    nl, least = language == "nl", ladder.rungs[-1].least
    pieces = -(-least // THOUSANDTHS)
    minor, quantity = (least, 0) if ladder.by == "amount" else (pieces * PIECE_MINOR, pieces * THOUSANDTHS)
    if ladder.above:
        minor, quantity = minor + 1, quantity + THOUSANDTHS
    example = money(minor, program.currency, language)
    if ladder.by == "quantity":
        example = f"{number(quantity // THOUSANDTHS, language)} {'stuks voor' if nl else 'pieces for'} {example}"
    whole, marginal = (_example(program, ladder, method, minor, quantity, language) for method in ("whole", "marginal"))
    once = any(rung.minor for rung in ladder.rungs)
    if ladder.method == "whole":
        apart = "" if once else f"; {'per trede apart zou dat' if nl else 'step by step that would be'} {marginal}{' zijn' if nl else ''}"
        said = "de hoogste trede die u haalt geldt voor alles" if nl else "the highest step that you reach counts for everything"
        return f"{said}: {example} {'geeft' if nl else 'gives'} {whole}{apart}."
    said = "elke trede geldt alleen voor het deel dat erin valt" if nl else "each step counts only for the part that lies in it"
    apart = f"{'de hoogste trede over alles zou' if nl else 'the highest step over everything would be'} {whole}{' zijn' if nl else ''}"
    return f"{said}: {example} {'geeft' if nl else 'gives'} {marginal}; {apart}."


def _terms(program: Program, ladder: Ladder, language: Language) -> str:
    nl = language == "nl"
    listed = [
        f"{period(rung.term_days, 'days', language)} {_begins(ladder, language)} {at_least(program, ladder, rung.least, language)}"
        for rung in ladder.rungs
        if rung.term_days
    ]
    return f"u mag later betalen: {_and(listed, language)}." if nl else f"you may pay later: {_and(listed, language)}."


def _growth(ladder: Ladder, language: Language) -> str:
    nl = language == "nl"
    listed = [
        f"{percent(step.bp, language)} {'bij minstens' if nl else 'for at least'} {percent(step.least_bp, language)}"
        for step in ladder.growth
    ]
    said = _and(listed, language)
    if nl:
        return f"groeit uw omzet vergeleken met het jaar ervoor, dan krijgt u daarbij, van uw hele omzet: {said} groei."
    return f"if your turnover grows compared with the year before, you get besides, of your whole turnover: {said} growth."


def _target(program: Program, target: Target, language: Language) -> str:
    at, more = money(target.least_minor, program.currency, language), gives(program, target, language)
    of_all = (" van uw hele omzet" if language == "nl" else " of your whole turnover") if target.bp else ""
    return f"haalt u {at}, dan krijgt u daarbij {more}{of_all}." if language == "nl" else f"at {at} you get {more}{of_all} besides."


def _started(ladder: Ladder, language: Language) -> str:
    grows = ladder.pro_rata and ladder.growth
    if language == "nl":
        how = "zijn de drempels lager, naar het aantal dagen" if ladder.pro_rata else "zijn de drempels die van een heel jaar"
        less = "; ook de omzet van het jaar ervoor telt dan maar voor zoveel dagen" if grows else ""
        return f"in een jaar waarin de afspraak begint of eindigt {how}{less}."
    how = "thresholds are lower, in proportion to its days" if ladder.pro_rata else "thresholds are those of a whole year"
    less = "; the turnover of the year before counts for as many days only" if grows else ""
    return f"in a year in which the agreement begins or ends {how}{less}."


def _pays(program: Program, ladder: Ladder, language: Language) -> str:
    least = money(ladder.least_minor, program.currency, language) if ladder.least_minor else ""
    if language == "nl":
        less = f"; minder dan {least} betalen wij niet uit" if least else ""
        return f"de bonus krijgt u na afloop van het jaar als creditnota, per btw-tarief{less}."
    less = f"; less than {least} is not paid" if least else ""
    return f"you get the bonus after the end of the year as a credit note, split by VAT rate{less}."
