"""How purchases that count only from an amount on are said."""

from zegel.program.big_purchases import LEAST, Place
from zegel.program.model import Program
from zegel.program.words import Language, money, number, ordinal

_LEAST_WORDS = {"nl": {">=": "minstens", ">": "meer dan"}, "en": {">=": "at least", ">": "more than"}}


def of_amount(program: Program, measure: str, language: Language) -> str:
    """` van meer dan € 300,00`, ` of at least € 20.00`; "" for the measure `visits`, of all purchases."""
    bounds = measure.partition(":")[2]
    if not bounds:
        return ""
    op = next(op for op in LEAST if bounds.startswith(op))
    of = "van" if language == "nl" else "of"
    return f" {of} {_LEAST_WORDS[language][op]} {money(int(bounds[len(op) :]), program.currency, language)}"


def on_place(program: Program, place: Place, language: Language) -> str:
    """`bij de 3e aankoop van meer dan € 300,00`, `on every 10th purchase of at least € 20.00`."""
    nl = language == "nl"
    which = ("elke" if nl else "every") if place.each else ("de" if nl else "the")
    what = "aankoop" if nl else "purchase"
    return f"{'bij' if nl else 'on'} {which} {ordinal(place.n, language)} {what}{of_amount(program, place.measure, language)}"


def had_made(program: Program, measure: str, n: int, language: Language) -> str:
    """How many of them there were before."""
    of = of_amount(program, measure, language)
    if not n:
        return f"u had nog geen aankoop{of}" if language == "nl" else f"you had made no purchase{of} yet"
    if language == "nl":
        return f"u had al {number(n, 'nl')} {'aankoop' if n == 1 else 'aankopen'}{of}"
    return f"you had made {number(n, 'en')} {'purchase' if n == 1 else 'purchases'}{of} before"
