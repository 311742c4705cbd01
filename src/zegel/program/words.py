"""How amounts, counts, days, articles and conditions are said in Dutch and English. Exact: nothing here meets a float."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final, Literal

from zegel.core.money import CURRENCIES, decimal_text
from zegel.program.big_purchases import place_of
from zegel.program.conditions import All, Any, Called, Compare, Every, NamedTest, Not, OneOf, Op, Test
from zegel.program.model import ALL_ARTICLES, Names, Program, Tiers, Unit, Window, Words
from zegel.program.money_words import written
from zegel.program.question_words import asked_words, away
from zegel.program.tied import tied_by_and, tied_by_or
from zegel.program.turns import as_said
from zegel.program.weekday_words import weekdays_said

Language = Literal["nl", "en"]

MONTHS: Final = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_PERIODS: Final = {
    "nl": {"days": ("dag", "dagen"), "months": ("maand", "maanden"), "years": ("jaar", "jaar")},
    "en": {"days": ("day", "days"), "months": ("month", "months"), "years": ("year", "years")},
}  # fmt: skip
CHANNEL_WORDS: Final = {
    "till": Words("aan de kassa", "at the till"), "web": Words("in de webwinkel", "in the webshop"),
    "app": Words("in de app", "in the app"), "phone": Words("per telefoon", "by phone"), "invoice": Words("op rekening", "on invoice"),
}  # fmt: skip
_OP_WORDS: Final[dict[str, dict[Op, str]]] = {
    "nl": {">=": "minstens", ">": "meer dan", "<=": "hoogstens", "<": "minder dan", "==": "precies", "!=": "niet"},
    "en": {">=": "at least", ">": "more than", "<=": "at most", "<": "less than", "==": "exactly", "!=": "not"},
}
_PURCHASES: Final = Names("aankoop", "aankopen", "purchase", "purchases")
_MEASURES: Final = {
    "piece": Words("stuk", "piece"), "kg": Words("kilo", "kilo"), "g": Words("gram", "gram"), "l": Words("liter", "litre"),
    "gallon": Words("gallon", "gallon"), "m": Words("meter", "metre"), "m2": Words("vierkante meter", "square metre"),
    "hour": Words("uur", "hour"),
}  # fmt: skip


def both(say: Callable[[Language], str]) -> Words:
    """What `say` says in each language."""
    return Words(say("nl"), say("en"))


def of(words: Words, language: Language) -> str:
    """The words in one language."""
    return words.nl if language == "nl" else words.en


def number(n: int, language: Language) -> str:
    """`n` with its thousands apart: 1.500 in Dutch, 1,500 in English."""
    said = f"{abs(n):,}"
    return ("−" if n < 0 else "") + (said.replace(",", ".") if language == "nl" else said)


def money(minor: int, currency: str, language: Language) -> str:
    """An amount for people.

    >>> money(150, "EUR", "nl"), money(150, "EUR", "en"), money(-123456, "USD", "nl"), money(5, "JPY", "en")
    ('€ 1,50', '€1.50', '−$ 1.234,56', 'JPY 5')
    """
    whole, _, cents = decimal_text(abs(minor), CURRENCIES[currency]).partition(".")
    said = number(int(whole), language) + ((("," if language == "nl" else ".") + cents) if cents else "")
    return ("−" if minor < 0 else "") + written(said, currency, language)


def decimal(value: Fraction, language: Language) -> str:
    """A fraction as a decimal number where it ends within six decimals (all that the file can say do), else as a fraction."""
    scaled = value * 10**6
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    whole, _, rest = decimal_text(int(scaled), 6).partition(".")
    rest = rest.rstrip("0")
    return number(int(whole), language) + (("," if language == "nl" else ".") + rest if rest else "")


def percent(basis_points: int, language: Language) -> str:
    """500 basis points as 5%."""
    return decimal(Fraction(basis_points, 100), language) + "%"


def counted(n: int, names: Names, language: Language) -> str:
    """`1 punt`, `1.500 punten`; of money `€ 5,00 winkeltegoed`."""
    one, many = (names.nl_one, names.nl_many) if language == "nl" else (names.en_one, names.en_many)
    if names.currency:
        return f"{money(n, names.currency, language)} {one}"
    if names.decimals:
        said = decimal(Fraction(abs(n), 10**names.decimals), language)
        return f"{'−' if n < 0 else ''}{said} {one if said == '1' else many}"
    return f"{number(n, language)} {one if abs(n) == 1 else many}"


def many(names: Names, language: Language) -> str:
    """The unit in the plural."""
    return names.nl_many if language == "nl" else names.en_many


def period(count: int, kind: str, language: Language) -> str:
    """`30 days`; months that make whole years are said as years."""
    if kind == "months" and count % 12 == 0:
        count, kind = count // 12, "years"
    one, more = _PERIODS[language][kind]
    return f"{number(count, language)} {one if count == 1 else more}"


def day(iso: str, language: Language) -> str:
    """`2026-03-01` as 1 maart 2026, 1 March 2026."""
    return f"{int(iso[8:10])} {MONTHS[language][int(iso[5:7]) - 1]} {iso[:4]}"


def clock(minute: int) -> str:
    """A minute of the day as 09:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def ordinal(n: int, language: Language) -> str:
    """10e, 10th."""
    if language == "nl":
        return f"{n}e"
    return f"{n}th" if n % 100 in (11, 12, 13) else f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th') }"


def joined(parts: Sequence[str], last: str) -> str:
    """`a, b en c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def _or(parts: Sequence[str], language: Language) -> str:
    return joined(parts, "of" if language == "nl" else "or")


def _and(parts: Sequence[str], language: Language) -> str:
    return joined(parts, "en" if language == "nl" else "and")


# -- articles


def articles(program: Program, index: int, language: Language) -> str:
    """The articles of set `index`: `alle artikelen`, `artikelen uit bread van minstens € 2,00`."""
    nl = language == "nl"
    if index == ALL_ARTICLES:
        return "alle artikelen" if nl else "all articles"
    if program.sets[index].names.nl:
        return of(program.sets[index].names, language)
    return ("artikelen " if nl else "articles ") + articles_test(program.sets[index].test, program, language)


def pieces(program: Program, count: int, index: int, language: Language) -> str:
    """So many of set `index`: `6 × taart`, `6 bolletjes`, `6 artikelen uit rolls`, `1 artikel uit rolls`."""
    what, one, said = articles(program, index, language), one_of(program, index, language), number(count, language)
    if not one:
        return f"{said} × {what}"
    if index == ALL_ARTICLES:
        what = "artikelen" if language == "nl" else "articles"
    return f"{said} {one if count == 1 else what}"


def one_of(program: Program, index: int, language: Language) -> str:
    """What one of set `index` is called, `bolletje` or `artikel uit rolls`; "" where all of it and one of it are one word."""
    article = "artikel" if language == "nl" else "article"
    if index == ALL_ARTICLES:
        return article
    found = program.sets[index]
    return of(found.one, language) if found.names.nl else f"{article} {articles_test(found.test, program, language)}"


def articles_test(test: Test, program: Program, language: Language) -> str:
    """What must hold of an article, as it follows the word `artikelen`."""
    nl = language == "nl"
    match test:
        case OneOf(fact, values):
            listed = _or([named(program, fact, str(v), language) for v in values], language) or ("geen" if nl else "none")
            return f"{_LINE_WORDS[fact][0 if nl else 1]} {listed}"
        case Compare("unit_price", op, price):
            return f"{'van' if nl else 'of'} {_OP_WORDS[language][op]} {money(int(price), program.currency, language)}"
        case Compare("marked_days", op, days):
            long = period(int(days), "days", language)
            how = _OP_WORDS[language][op]
            return f"die {how} {long} zijn afgeprijsd" if nl else f"that were marked down for {how} {long}"
        case Compare("quantity", op, quantity):
            return f"{'met' if nl else 'with'} {_OP_WORDS[language][op]} {decimal(Fraction(int(quantity), 1000), language)}"
        case Compare(fact, "!=", value):
            return ("niet " if nl else "not ") + articles_test(OneOf(fact, (value,)), program, language)
        case Compare(fact, _, value):
            return articles_test(OneOf(fact, (value,)), program, language)
        case All(tests):
            return " ".join(articles_test(t, program, language) for t in tests) or ("van alle soorten" if nl else "of all kinds")
        case Any(tests):
            return _or([articles_test(t, program, language) for t in tests], language) or ("van geen soort" if nl else "of no kind")
        case Not(inner):
            return ("behalve " if nl else "except ") + articles_test(inner, program, language)
        case Every() | Called():
            raise AssertionError("articles are not counted off, and known by the names of their sets")


def named(program: Program, fact: str, word: str, language: Language) -> str:
    """A word of the shop's own by the name that the program gives it; a measure by its name; an empty one is said."""
    for known, called, said in program.called:
        if (known, called) == (fact, word):
            return of(said, language)
    if fact == "measure" and word in _MEASURES:
        return of(_MEASURES[word], language)
    return word or ("(leeg)" if language == "nl" else "(empty)")


_LINE_WORDS: Final = {
    "category": ("uit", "in"), "sku": ("met nummer", "numbered"), "brand": ("van het merk", "of the brand"), "tag": ("met label", "tagged"),
    "legal_class": ("van wettelijke soort", "of legal class"), "measure": ("per", "by the"),
    "condition": ("in staat", "in condition"),
}  # fmt: skip


# -- conditions


def conditions(program: Program, tests: Sequence[NamedTest], language: Language) -> str:
    """All of a rule's conditions in one phrase, how often it holds last; "" where it has none."""
    turns = as_said(tests)
    said = _bound(program, [one.test for one in turns if one.name != "once per"], "and", language)
    often = [condition(program, one.test, language) for one in turns if one.name == "once per"]
    return ", ".join([*([said] if said else []), *often])


def _bound(program: Program, tests: Sequence[Test], word: Literal["and", "or"], language: Language) -> str:
    """Conditions tied by `word`; by a comma too where one of them is tied by the other word, so that nobody reads it two ways."""
    last = {"and": ("en", "and"), "or": ("of", "or")}[word][0 if language == "nl" else 1]
    said = [condition(program, test, language) for test in tests]
    if len(said) > 1 and any(tied_by_or(t) if word == "and" else tied_by_and(program, t) for t in tests):
        return f"{', '.join(said[:-1])}, {last} {said[-1]}"
    return joined(said, last)


def condition(program: Program, test: Test, language: Language) -> str:
    """When a test holds, as it follows `geldt`: `op dinsdag`, `vanaf zilver`, `van 09:00 tot 12:00`."""
    if (absent := away(program, test)) is not None:
        return of(absent, language)
    if (place := place_of(program, test)) is not None:
        from zegel.program.big_purchase_words import on_place  # noqa: PLC0415 - it says its figures with the words of this room

        return on_place(program, place, language)
    match test:
        case Compare(fact, op, value):
            return _compared(program, fact, op, value, language)
        case OneOf(fact, values):
            return _one_of(program, fact, values, language)
        case Every(_, step):
            return f"bij elke {ordinal(step, 'nl')} aankoop" if language == "nl" else f"on every {ordinal(step, 'en')} purchase"
        case All((Compare(fact, ">=", start), Compare(other, "<=" | "<", end))) if fact == other and fact in _RANGES:
            return _between(fact, start, end, language)
        case Any((Compare(fact, ">=", start), Compare(other, "<=" | "<", end))) if fact == other and fact in ("minute", "month_day"):
            return _between(fact, start, end, language)
        case Any((All((OneOf("weekday", days), Compare("minute", ">=", _))), All((OneOf("weekday"), Compare("minute", "<", _))))):
            night = "en de nacht erna" if language == "nl" else "and the night after"
            return f"{_one_of(program, 'weekday', days, language)} {night}"
        case Called():
            return test.nl if language == "nl" else test.en
        case All(tests):
            return _bound(program, tests, "and", language) or ("altijd" if language == "nl" else "always")
        case Any(tests):
            return _bound(program, tests, "or", language) or ("nooit" if language == "nl" else "never")
        case Not(All(tests) as inner) if tied_by_and(program, inner):
            at_once = _bound(program, tests, "and", language)
            return f"niet tegelijk {at_once}" if language == "nl" else f"not at once {at_once}"
        case Not(inner):
            return ("niet " if language == "nl" else "not ") + condition(program, inner, language)


_RANGES: Final = ("minute", "month_day", "date", "tenure_years", "tenure_months", "easter")


def _between(fact: str, start: int | str, end: int | str, language: Language) -> str:
    nl = language == "nl"
    match fact:
        case "minute":
            return f"van {clock(int(start))} tot {clock(int(end))}" if nl else f"from {clock(int(start))} to {clock(int(end))}"
        case "tenure_years" | "tenure_months":
            return _tenure(fact, "<", int(end), language)
        case "easter":
            first, last = _from_easter(int(start), language), _from_easter(int(end), language)
            return f"van {first} tot en met {last}" if nl else f"from {first} through {last}"
        case "month_day":
            first, last = _month_day(str(start), language), _month_day(str(end), language)
            return (
                (f"van {first} tot en met {last}" if nl else f"from {first} through {last}")
                if first != last
                else f"{'op' if nl else 'on'} {first}"
            )
        case _:
            return _dates(str(start), str(end), language)


def _dates(start: str, end: str, language: Language) -> str:
    nl = language == "nl"
    if start == end:
        return f"{'op' if nl else 'on'} {day(start, language)}"
    if end.startswith("9999"):
        return f"{'vanaf' if nl else 'from'} {day(start, language)}"
    if start.startswith("0001"):
        return f"{'tot en met' if nl else 'through'} {day(end, language)}"
    return f"van {day(start, 'nl')} tot en met {day(end, 'nl')}" if nl else f"from {day(start, 'en')} through {day(end, 'en')}"


def _from_easter(days: int, language: Language) -> str:
    """`Pasen`, `1 dag na Pasen`, `2 days before Easter`."""
    nl = language == "nl"
    if not days:
        return "Pasen" if nl else "Easter"
    side = (("na", "after") if days > 0 else ("vóór", "before"))[0 if nl else 1]
    return f"{period(abs(days), 'days', language)} {side} {'Pasen' if nl else 'Easter'}"


def _month_day(text: str, language: Language) -> str:
    return f"{int(text[3:])} {MONTHS[language][int(text[:2]) - 1]}"


def _one_of(program: Program, fact: str, values: Sequence[int | str], language: Language) -> str:
    nl = language == "nl"
    if not values:
        return "nooit" if nl else "never"
    match fact:
        case "weekday" | "day_of_week":
            return weekdays_said([int(v) for v in values], language)
        case "code":
            from zegel.program.coupon_words import with_code  # noqa: PLC0415 - it says its figures with the words of this room

            return _or([with_code(program, str(v), language) for v in values], language)
        case "branch":
            return ("in filiaal " if nl else "at branch ") + _or([named(program, fact, str(v), language) for v in values], language)
        case "channel":
            return _or([of(CHANNEL_WORDS[str(v)], language) for v in values], language)
        case "tier_rank":
            without = ["zonder niveau" if nl else "without a tier"] if 0 in values else []
            names = _or([tier_name(program.tiers, int(v), language) for v in values if v], language)
            return _or([*without, *([f"{'met niveau' if nl else 'at tier'} {names}"] if names else [])], language)
        case "purchase_number":
            counts = _or([ordinal(int(v), language) for v in values], language)
            return f"bij de {counts} aankoop" if nl else f"on the {counts} purchase"
        case _:
            return _or([_compared(program, fact, "==", v, language) for v in values], language)


def tier_name(tiers: Tiers | None, rank: int, language: Language) -> str:
    """What a tier is called; rank 0 is below the ladder."""
    if tiers is None or rank == 0:
        return "wie nog geen niveau heeft" if language == "nl" else "those without a tier"
    return of(tiers.steps[rank - 1].names, language)


def _told(program: Program, name: str, op: Op, value: int | str, language: Language) -> str:
    """What must have been told with an event."""
    nl, said, field = language == "nl", _OP_WORDS[language][op], named(program, "field", name, language)
    if isinstance(value, str):
        held = named(program, "answer", value, language)
        return f"als bij {field} {held} is gemeld" if nl else f"if {field} is {held}"
    if op == "==":
        yes = ("ja" if value else "nee") if nl else ("yes" if value else "no")
        return f"als bij {field} {yes} is gemeld" if nl else f"if {field} is {yes}"
    return f"als bij {field} {said} {number(value, 'nl')} is gemeld" if nl else f"if {field} is {said} {number(value, 'en')}"


def _compared(program: Program, fact: str, op: Op, value: int | str, language: Language) -> str:
    nl, said = language == "nl", _OP_WORDS[language][op]
    if fact.startswith("asked:"):
        return of(asked_words(program.questions[int(fact[6:])], holds=(op == "==") == (value == 1)), language)
    if fact.startswith("event:"):
        return _told(program, fact[6:], op, value, language)
    if fact.startswith("window:"):
        return _history(program, program.windows[int(fact[7:])], said, int(value), language)
    if fact.startswith(("items:", "spend:")):
        return _held(program, fact, op, int(value), language)
    match fact:
        case "basket_minor":
            return f"{'bij een mandje van' if nl else 'with a basket of'} {said} {money(int(value), program.currency, language)}"
        case "member":
            card = "met" if int(value) else "zonder"
            return f"{card} een kaart" if nl else f"{'with' if int(value) else 'without'} a card"
        case "tier_rank":
            name = tier_name(program.tiers, int(value), language)
            words = {">=": ("vanaf niveau", "from tier"), ">": ("boven niveau", "above tier"), "<=": ("tot en met niveau", "up to tier"),
                     "<": ("onder niveau", "below tier")}  # fmt: skip
            return f"{words[op][0 if nl else 1]} {name}" if op in words else _one_of(program, fact, (int(value),), language)
        case "tenure_years" | "tenure_months":
            return _tenure(fact, op, int(value), language)
        case "purchase_number" if op != "==":
            return f"{'bij' if nl else 'with'} {said} {counted(int(value), _PURCHASES, language)}"
        case "easter":
            side = {"==": ("met", "at")}.get(op, _BOUNDS[op])[0 if nl else 1]
            return f"{side} {_from_easter(int(value), language)}" if int(value) == 0 or op != "==" else _from_easter(int(value), language)
        case "minute" | "date" | "month_day":
            return f"{_BOUNDS[op][0 if nl else 1]} {_moment(fact, value, language)}"
        case _:
            one = _one_of(program, fact, (value,), language)
            return one if op == "==" else f"{said} {one}"


def _held(program: Program, fact: str, op: Op, value: int, language: Language) -> str:
    """`met taart in het mandje`, `with at least 3 × cake in the basket`."""
    nl, what = language == "nl", articles(program, int(fact[6:]), language)
    place = "in het mandje" if nl else "in the basket"
    if fact.startswith("items:") and (op, value) in ((">=", 1), ("<", 1)):
        word = ("met", "with") if op == ">=" else ("zonder", "without")
        return f"{word[0 if nl else 1]} {what} {place}"
    said = _OP_WORDS[language][op]
    if fact.startswith("items:"):
        return f"{'met' if nl else 'with'} {said} {pieces(program, value, int(fact[6:]), language)} {place}"
    return f"{'met' if nl else 'with'} {said} {money(value, program.currency, language)} {'aan' if nl else 'of'} {what} {place}"


_BOUNDS: Final[dict[Op, tuple[str, str]]] = {
    ">=": ("vanaf", "from"), ">": ("na", "after"), "<=": ("tot en met", "through"), "<": ("vóór", "before"), "==": ("op",
    "on"), "!=": ("niet op", "not on"),
}  # fmt: skip


def _moment(fact: str, value: int | str, language: Language) -> str:
    match fact:
        case "minute":
            return clock(int(value))
        case "month_day":
            return _month_day(str(value), language)
        case _:
            return day(str(value), language)


def _tenure(fact: str, op: Op, count: int, language: Language) -> str:
    long = f"{_OP_WORDS[language][op]} {period(count, fact[7:], language)}"
    return f"als u {long} lid bent" if language == "nl" else f"if you have been a member for {long}"


def _history(program: Program, window: Window, said: str, value: int, language: Language) -> str:
    nl = language == "nl"
    kind, _, name = window.measure.partition(":")
    index = next((i for i, s in enumerate(program.sets) if s.id == name), ALL_ARTICLES)
    what = "" if index == ALL_ARTICLES else f" {'aan' if nl else 'on'} {articles(program, index, language)}"
    when = over(window, language)
    match kind:
        case "gave":
            each = of(ONCE[window.kind], language)
            return f"één keer per {each}" if nl else f"once per {each}"
        case "spend":
            amount = money(value, program.currency, language)
            return f"na {said} {amount} besteed{what} {when}" if nl else f"after spending {said} {amount}{what} {when}"
        case "visits":
            from zegel.program.big_purchase_words import of_amount  # noqa: PLC0415 - it says its figures with the words of this room

            made = counted(value, _PURCHASES, language) + of_amount(program, window.measure, language)
            return f"{'na' if nl else 'after'} {said} {made} {when}"
        case "items":
            bought = pieces(program, value, index, language)
            return f"na {said} {bought} {when}" if nl else f"after {said} {bought} {when}"
        case "balance" if name.startswith("membership:"):
            one = unit_names(program, name)
            return f"met {one.nl_one}" if nl else f"with {one.en_one}"
        case "balance" | "tenure":
            amount = counted(value, unit_names(program, name), language) if name else period(value, "months", language)
            return f"met {said} {amount}" if nl else f"with {said} {amount}"
        case _:
            amount = counted(value, unit_names(program, name), language)
            return f"na {said} {amount} gespaard {when}" if nl else f"after earning {said} {amount} {when}"


ONCE: Final = {
    "lifetime": Words("lid", "member"), "calendar day": Words("dag", "day"), "calendar week": Words("week", "week"),
    "calendar month": Words("maand", "month"), "calendar year": Words("jaar", "year"),
}  # fmt: skip
"""How often something can be had, by the window that counts it."""


_OVER: Final = {
    "calendar year": Words("dit kalenderjaar", "this calendar year"), "lifetime": Words("in totaal", "in all"),
    "membership year": Words("in uw lidmaatschapsjaar", "in your membership year"), "now": Words("nu", "now"),
    "since tier start": Words("sinds uw niveau begon", "since your tier began"), "calendar day": Words("vandaag", "today"),
    "calendar week": Words("deze week", "this week"), "calendar month": Words("deze maand", "this month"),
}  # fmt: skip


def over(window: Window, language: Language) -> str:
    """The time that a window looks at."""
    if window.kind in _OVER:
        return of(_OVER[window.kind], language)
    nl, long = language == "nl", period(window.count, window.period, language)
    if long.startswith("1 "):
        return f"{'in het afgelopen' if long == '1 jaar' else 'in de afgelopen'} {long[2:]}" if nl else f"in the last {long[2:]}"
    return f"in de afgelopen {long}" if nl else f"in the last {long}"


def unit_names(program: Program, unit: str) -> Names:
    """The names of a unit by id."""
    found: Unit | None = next((u for u in program.units if u.id == unit), None)
    return found.names if found else Names(unit, unit, unit, unit)
