"""What is promised after the sale, in sentences."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from zegel.program.bringing_back import BackWindow
from zegel.program.care import Goodwill, Rebate, TradeIn, Warranty
from zegel.program.clauses import behind
from zegel.program.gives_words import PAID, WORTH, gives_said
from zegel.program.model import Program, Words
from zegel.program.role_words import each_up_to
from zegel.program.stored_value import CASH_BACK
from zegel.program.thing_names import GOODWILL
from zegel.program.words import Language, articles, both, conditions, day, joined, money, named, of, ordinal, percent, period

SEVERITY: Final = {
    "small": Words("iets kleins", "something small"), "serious": Words("iets ernstigs", "something serious"),
    "grave": Words("iets heel ernstigs", "something grave"),
}  # fmt: skip
"""How bad something is, in words."""
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
    if care.alone:
        yield "goodwill.alone", alone_said(program)


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


_CHARGED: Final = {
    "before": Words("", ""),
    "hold": Words(
        "Wij zetten het bedrag vast op uw betaalkaart, en schrijven het pas af als de proef voorbij is en u het houdt. ",
        "We set the amount aside on your payment card, and charge it only when the trial is over and you keep it. ",
    ),
    "after": Words("U betaalt pas als de proef voorbij is en u het houdt. ", "You pay only when the trial is over and you keep it. "),
}  # fmt: skip
"""What is said of when something on trial is paid."""


_STORED: Final = Words(
    "Wat u met tegoed of een cadeaukaart betaalde, krijgt u meteen terug. ",
    "What you paid with credit or a gift card you get back at once. ",
)
"""What is said of the part of a trial that stored value paid, where the program keeps any."""
_BACK: Final = {True: Words("krijgt u uw geld terug", "get your money back"), False: Words("betaalt u niets", "pay nothing")}


def _trial(program: Program, one: BackWindow, language: Language) -> str:
    before = period(one.notice_days, "days", language)
    what, long, holds = articles(program, one.articles, language), period(one.days, "days", language), _for(program, one, language)
    back = _BACK[not one.paid_later]
    charged = _CHARGED[one.charge]
    if one.paid_later and any(unit.kind == "money" for unit in program.units):
        charged = Words(charged.nl + _STORED.nl, charged.en + _STORED.en)
    if language == "nl":
        return (
            f"U kunt {what} {long} proberen{holds}: brengt u een artikel terug, dan {back.nl}, wat de reden ook is. "
            "Wat zo'n aankoop oplevert, wacht tot de proef voorbij is, en gaat met het artikel terug. "
            f"{charged.nl}Wij mailen u {before} voor die voorbij is, als wij uw adres hebben."
        )
    return (
        f"You may try {what} for {long}{holds}: if you bring one back you {back.en}, whatever the reason. "
        "What such a purchase gives waits until the trial is over, and goes back with the article. "
        f"{charged.en}We tell you by e-mail {before} before it is over, if we have your address."
    )


def _warranty(program: Program, one: Warranty, language: Language) -> str:
    what, long = articles(program, one.articles, language), period(one.months, "months", language)
    if language == "nl":
        return f"Op {what} hebt u {long} garantie, met een certificaat{_for(program, one, language)}."
    return f"You have {long} of warranty on {what}, with a certificate{_for(program, one, language)}."


def _rebate(program: Program, one: Rebate, language: Language) -> str:
    what, got = articles(program, one.articles, language), gives_said(program, one.gives, PAID, language)
    within = period(one.claim_days, "days", language)
    if one.gives.unit.startswith(CASH_BACK):
        got = _in_money(program, one, language)
    nl, spans = language == "nl", ""
    if one.first > "0001-01-01" or one.last < "9999-12-31":
        first, last = day(one.first, language), day(one.last, language)
        spans = f", gekocht van {first} t/m {last}" if nl else f", bought from {first} through {last}"
    if nl:
        return f"Per stuk kunt u {got} terugvragen voor {what}{spans}, binnen {within} na de koop."
    return f"For each item you can claim {got} on {what}{spans}, within {within} of the sale."


def _in_money(program: Program, one: Rebate, language: Language) -> str:
    """`€ 25,00 op uw bankrekening`, `10% van wat u betaalde op uw bankrekening`."""
    nl, gives = language == "nl", one.gives
    share = f"{percent(gives.share_bp, language)} {'van' if nl else 'of'} {of(PAID, language)}"
    amount = share if gives.share_bp else money(gives.count, program.currency, language)
    return f"{amount} op uw bankrekening" if nl else f"{amount} into your bank account"


def _trade(program: Program, one: TradeIn, language: Language) -> str:
    got, nl = gives_said(program, one.gives, WORTH, language), language == "nl"
    old = named(program, "trade in", one.id, language)
    said = f"Voor het inleveren ({old}) krijgt u {got}" if nl else f"For handing one in ({old}) you get {got}"
    if not one.worth:
        return f"{said}."
    worth = joined([f"{condition} {money(minor, program.currency, language)}" for condition, minor in one.worth], "en" if nl else "and")
    if nl:
        return f"{said}. Wij kopen het van u voor wat het in die staat waard is, van A (als nieuw) tot D (beschadigd): {worth}."
    return f"{said}. We buy it from you for what it is worth in its condition, from A (as new) to D (damaged): {worth}."


def _goodwill(program: Program, one: Goodwill, language: Language) -> str:
    got, most = gives_said(program, one.gives, PAID, language), program.care.most
    nl = language == "nl"
    tail = "" if not most else f", hoogstens {most} keer per jaar" if nl else f", at most {most} times a year"
    again = (
        (
            f", de {ordinal(one.nth, language)} keer in een jaar of later"
            if nl
            else f", from the {ordinal(one.nth, language)} time in a year on"
        )
        if one.nth > 1
        else ""
    )
    bad = [of(SEVERITY[one], language) for one in one.severities]
    of_several = [named(program, GOODWILL, one.id, language)] if len(program.care.goodwill) > 1 else []
    how = [*of_several, *([joined(bad, "of" if nl else "or")] if bad else [])]
    which = f" ({', '.join(how)})" if how else ""
    if nl:
        return f"Ging er iets mis{which}{again}, dan mogen wij u {got} geven, naast wat de wet u geeft{tail}."
    return f"If something went wrong{which}{again}, we may give you {got}, besides what the law gives you{tail}."


def alone_said(program: Program) -> Words:
    """What each role gives alone."""
    listed = both(lambda language: each_up_to(program, program.care.alone, lambda most: money(most, program.currency, language), language))
    return Words(
        f"Zonder collega mag zo'n gebaar geven: {listed.nl}; daarboven moet een collega het ermee eens zijn.",
        f"Without a colleague such a gesture may be given by: {listed.en}; above that a colleague must agree.",
    )
