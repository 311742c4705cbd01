"""The short forms: `1.00 EUR`, `12 months`, `5%`, `at least 500`, `points × 2` … one small strict grammar each, exact.

Each function takes the text as written and gives a value, or raises `Wrong` with what is wrong and, where that can be
known, the text that was meant. Digits are ASCII; nothing here meets a float, and nothing is ever run.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Final, Literal, TypeVar

from zegel.core.money import CURRENCIES, MAX_AMOUNT, decimal_text
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.conditions import Op
from zegel.program.phrases import phrase

T = TypeVar("T")


class Wrong(Exception):
    """A text is not of its form. `fix` is the text that was meant, "" where it cannot be known."""

    def __init__(self, message: str, fix: str = "") -> None:
        self.message = phrase(message)
        self.fix = fix
        super().__init__(message)


@value
class Duration:
    """`count` of `period`; weeks are days, years are months."""

    count: int
    period: Literal["minutes", "hours", "days", "months"]


WEEKDAYS: Final[Mapping[str, int]] = {
    name: i
    for names in (
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    )
    for i, name in enumerate(names)
}
_DAY_GROUPS: Final = {"weekend": (5, 6), "weekdays": (0, 1, 2, 3, 4), "werkdagen": (0, 1, 2, 3, 4)}
_PERIODS: Final[Mapping[str, tuple[int, Literal["minutes", "hours", "days", "months"]]]] = {
    "minute": (1, "minutes"), "minutes": (1, "minutes"), "minuut": (1, "minutes"), "minuten": (1, "minutes"),
    "hour": (1, "hours"), "hours": (1, "hours"), "uur": (1, "hours"), "uren": (1, "hours"),
    "day": (1, "days"), "days": (1, "days"), "dag": (1, "days"), "dagen": (1, "days"),
    "week": (7, "days"), "weeks": (7, "days"), "weken": (7, "days"),
    "month": (1, "months"), "months": (1, "months"), "maand": (1, "months"), "maanden": (1, "months"),
    "year": (12, "months"), "years": (12, "months"), "jaar": (12, "months"), "jaren": (12, "months"),
}  # fmt: skip
_LONGEST: Final = {"minutes": 100_000, "hours": 10_000, "days": 36_500, "months": 1_200}
_OPS: Final[Mapping[str, Op]] = {
    "at least": ">=", "minstens": ">=", "more than": ">", "meer dan": ">", "at most": "<=", "hoogstens": "<=",
    "less than": "<", "minder dan": "<",
}  # fmt: skip
_COUNT: Final = re.compile(r"0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:_[0-9]{3}){1,4}")
_MONEY: Final = re.compile(r"([0-9][0-9_]*)(?:\.([0-9]+))? ([A-Za-z]{3})")
_SYMBOLS: Final = {"€": "EUR", "$": "USD", "£": "GBP"}


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "…"


def closest(word: str, known: Iterable[str]) -> str:
    """The word of `known` that was most likely meant by `word`, "" where none is near."""
    found = get_close_matches(word[:60], sorted(known), n=1)
    return found[0] if found else ""


def _inside(whole: str, part: str, parse: Callable[[str], T]) -> T:
    """What `parse` makes of `part`; what was meant by it is put back into the `whole` text."""
    try:
        return parse(part)
    except Wrong as wrong:
        raise Wrong(wrong.message, whole.replace(part, wrong.fix, 1) if wrong.fix and part else "") from None


def _at_least_one(text: str) -> int:
    return count(text, 1)


# -- numbers


def count(text: str, least: int = 0) -> int:
    """A whole number: `500`, `20_000`. No sign, no leading zero, no dots or commas."""
    if _COUNT.fullmatch(text) is None:
        bare = re.sub(r"[ .,_]", "", text)
        fix = bare if bare.isascii() and bare.isdigit() and len(bare) < 16 and re.fullmatch(r"[0-9]{1,3}([ .,_][0-9]{3})+", text) else ""
        if text.isascii() and text.isdigit() and len(text) < 16:
            fix = text.lstrip("0") or "0"
        raise Wrong(phrase("`{text}` is no whole number like 500 or 20_000.", text=_short(text)), fix)
    number = int(text.replace("_", ""))
    if number > MAX_AMOUNT:
        raise Wrong(phrase("{text} is more than Zegel counts (10^12).", text=_short(text)))
    if number < least:
        raise Wrong(phrase("This must be {least} or more.", least=least), str(least))
    return number


def decimal(text: str, most_decimals: int = 4) -> Fraction:
    """A number with or without decimals, exact: `2`, `1.25`."""
    match = re.fullmatch(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]+))?", text)
    if match is None:
        fixed = text.replace(",", ".")
        fix = fixed if re.fullmatch(r"(0|[1-9][0-9]{0,8})\.[0-9]{1,4}", fixed) else ""
        raise Wrong(phrase("`{text}` is no number like 2 or 1.25.", text=_short(text)), fix)
    decimals = match[2] or ""
    if len(decimals) > most_decimals:
        raise Wrong(phrase("`{text}` has more than {most} decimals.", text=_short(text), most=most_decimals))
    return Fraction(int(match[1] + decimals), 10 ** len(decimals))


def percent(text: str) -> int:
    """A percentage as basis points: `5%` is 500, `2.5%` is 250. More than 0, at most 100."""
    match = re.fullmatch(r"(0|[1-9][0-9]{0,2})(?:\.([0-9]{1,2}))?%", text)
    if match is None:
        bare = text.replace(" ", "").replace(",", ".")
        fix = re.sub(r"^0+(?=[0-9])", "", bare) if re.fullmatch(r"0*(100|[1-9]?[0-9](\.[0-9]{1,2})?)%", bare) else ""
        fix = _more_than_nothing(fix)
        raise Wrong(phrase("`{text}` is no percentage like 5% or 2.5%.", text=_short(text)), fix)
    points = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    if not 0 < points <= 10_000:
        raise Wrong("A percentage is more than 0 and at most 100.")
    return points


def share_of_basket(text: str) -> int:
    """`50% of basket` as basis points."""
    head, of, what = text.partition(" of ")
    if of and what == "basket":
        return _inside(text, head, percent)
    try:
        percent(head)
    except Wrong as wrong:
        raise Wrong(wrong.message, wrong.fix and f"{wrong.fix} of basket") from None
    raise Wrong(phrase("`{text}` must say of what.", text=_short(text)), f"{head} of basket")


# -- money


def money(text: str, currency: str) -> int:
    """An amount as minor units of `currency`, which must be named, with all of its decimals: `1.00 EUR`, `20_000.00 EUR`."""
    match = _MONEY.fullmatch(text)
    decimals = CURRENCIES[currency]
    if match is None or (match[1] != "0" and _COUNT.fullmatch(match[1]) is None):
        example = f"{decimal_text(10**decimals, decimals)} {currency}"
        raise Wrong(phrase("`{text}` is no amount like {example}.", text=_short(text), example=example), _money_meant(text, currency))
    whole, given, named = match[1], match[2] or "", match[3]
    if named != currency:
        if named.upper() == currency:
            raise Wrong("A currency is written in capitals.", f"{text[:-3]}{currency}")
        if named not in CURRENCIES:
            near = closest(named.upper(), CURRENCIES)
            raise Wrong(phrase("Zegel does not know the currency {named}.", named=named), f"{text[:-3]}{near}" if near == currency else "")
        raise Wrong(phrase("The company counts in {currency}, this is {named}.", currency=currency, named=named))
    if len(given) != decimals:
        kept, extra = given[:decimals].ljust(decimals, "0"), given[decimals:].strip("0")
        fix = "" if extra or len(given) == 3 else f"{whole}{'.' if decimals else ''}{kept} {currency}"
        raise Wrong(phrase("An amount in {currency} has {decimals} decimals.", currency=currency, decimals=decimals or phrase("no")), fix)
    minor = int(whole.replace("_", "") + given)
    if minor > MAX_AMOUNT:
        raise Wrong(phrase("{text} is more than Zegel keeps (10^12).", text=_short(text)))
    return minor


def more_than_nothing(text: str, currency: str) -> int:
    """An amount of money that is not zero."""
    minor = money(text, currency)
    if minor <= 0:
        raise Wrong("This must be more than nothing.")
    return minor


def _money_meant(text: str, currency: str) -> str:
    """What someone meant who wrote `€ 1,50`, `EUR 1.50`, `1.50` or `1.234,50 EUR`."""
    if len(text) > 40:
        return ""
    named = next((code for sign, code in _SYMBOLS.items() if sign in text), currency)
    bare = text.upper().replace(currency, "").strip("€$£ ")
    decimals = CURRENCIES[currency]
    cents = rf"[.,]([0-9]{{1,{decimals}}})" if decimals else r"()"
    match = re.fullmatch(rf"([0-9]{{1,3}}(?:[.,_ ][0-9]{{3}})*|[0-9]{{1,9}})(?:{cents})?", bare, re.ASCII)
    if match is None or named != currency:
        return ""
    whole = int(re.sub(r"[.,_ ]", "", match[1]))
    return f"{whole:_}{'.' if decimals else ''}{(match[2] or '').ljust(decimals, '0')} {currency}"


def _more_than_nothing(fix: str) -> str:
    """The advice, where it does not come to nothing at all."""
    return fix if any(digit in fix for digit in "123456789") else ""


def worth(text: str, currency: str) -> Fraction:
    """What one of a unit is worth, in minor units, exact: `0.01 EUR` is 1, `0.0025 EUR` a quarter. Up to six decimals, more than 0."""
    head, _, named = text.rpartition(" ")
    if named != currency:
        fix = _more_than_nothing(_money_meant(text, currency).replace("_", ""))
        raise Wrong(phrase("`{text}` is no amount in {currency} like 0.01 {currency}.", text=_short(text), currency=currency), fix)
    try:
        found: Fraction = decimal(head, 6) * 10 ** CURRENCIES[currency]
    except Wrong as wrong:
        raise Wrong(wrong.message, _more_than_nothing(wrong.fix) and f"{wrong.fix} {currency}") from None
    if found <= 0:
        raise Wrong("A unit is worth more than nothing; leave `worth` out where it has no value.")
    return found


# -- words with a number


def amount_of(text: str) -> tuple[int, str]:
    """`50 points` as (50, "points"): a count of at least 1 and the name of a unit."""
    head, _, name = text.partition(" ")
    if not name or name != name.strip() or name in CURRENCIES:
        raise Wrong(phrase("`{text}` is no count of a unit like `50 points`.", text=_short(text)))
    return _inside(text, head, _at_least_one), name


def multiplied(text: str) -> tuple[str, Fraction]:
    """`points × 1.25` as ("points", 5/4). At least 0, at most 100; also with x or *."""
    match = re.fullmatch(r"([^×*]{1,60}) [×xX*] (\S+)", text)
    if match is None:
        raise Wrong(phrase("`{text}` is no multiplication like `points × 2`.", text=_short(text)))
    factor = _inside(text, match[2], decimal)
    if not 0 <= factor <= 100:
        raise Wrong("A factor is at least 0 and at most 100.")
    return match[1], factor


def compared(text: str) -> tuple[Op, str]:
    """`at least 2.00 EUR` as (">=", "2.00 EUR"): at least, more than, at most, less than."""
    for words, op in _OPS.items():
        if text.startswith(words + " "):
            return op, text[len(words) + 1 :]
    raise Wrong(
        phrase("`{text}` must begin with at least, more than, at most or less than.", text=_short(text)), f"at least {text}" if text else ""
    )


def stamps_per(text: str) -> tuple[int, str]:
    """`1 per item` as (1, "item"); also `1 per visit` and `1 per 10.00 EUR`."""
    head, per, what = text.partition(" per ")
    if not per or not what:
        raise Wrong(phrase("`{text}` is not of the form `1 per item`, `1 per visit` or `1 per 10.00 EUR`.", text=_short(text)))
    return _inside(text, head, _at_least_one), what


def ordinal(text: str) -> tuple[int, bool]:
    """`10th` as (10, False), `every 10th` as (10, True). Dutch: `10e`, `elke 10e`; `first` and `eerste` are words for 1st."""
    bare, every = text, False
    for word in ("every ", "elke "):
        if text.startswith(word):
            bare, every = text[len(word) :], True
    if bare in ("first", "eerste"):
        return 1, every
    match = re.fullmatch(r"([1-9][0-9]{0,5})(st|nd|rd|th|e|de|ste)?", bare)
    if match is None:
        raise Wrong(phrase("`{text}` is no place in a row like `10th` or `every 10th`.", text=_short(text)))
    number = int(match[1])
    right = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    if match[2] not in (right, "e", "de", "ste"):
        raise Wrong(phrase("`{text}` is no place in a row.", text=_short(text)), f"{'every ' if every else ''}{number}{right}")
    return number, every


# -- time


def duration(text: str) -> Duration:
    """`12 months`, `30 days`, `1 year`, `10 minutes`; in Dutch too."""
    head, _, name = text.partition(" ")
    period = _PERIODS.get(name)
    if period is None:
        near = closest(name, _PERIODS) if head.isascii() and head.isdigit() else ""
        raise Wrong(phrase("`{text}` is no period like `12 months` or `30 days`.", text=_short(text)), f"{head} {near}" if near else "")
    each, unit = period
    total = _inside(text, head, _at_least_one) * each
    if total > _LONGEST[unit]:
        raise Wrong(phrase("`{text}` is longer than Zegel looks.", text=_short(text)))
    return Duration(total, unit)


def days(text: str) -> int:
    """A period in whole days: `14 days`, `2 weeks`."""
    found = duration(text)
    if found.period != "days":
        raise Wrong("This is counted in days.", f"{found.count * 30} days" if found.period == "months" else "")
    return found.count


def clock(text: str) -> int:
    """`07:00` as a minute of the day, 0-1439."""
    match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", text)
    if match is None:
        loose = re.fullmatch(r"([0-9]{1,2})[:.h]([0-5][0-9])", text)
        fix = f"{int(loose[1]):02}:{loose[2]}" if loose and int(loose[1]) < 24 else ""
        raise Wrong(phrase("`{text}` is no time of day like 07:00.", text=_short(text)), fix)
    return int(match[1]) * 60 + int(match[2])


_LOOSE_CLOCK: Final = r"([0-9]{1,2})(?:[:.h]([0-5][0-9]))?(?: ?(?:uur|u|h))?"
"""A time of day as people write it in a hurry: `9`, `9.30`, `17 uur`."""


def _if_read(fix: str, read: Callable[[str], object]) -> str:
    """`fix` where it can be read, else nothing: advice that does not hold is none."""
    try:
        if fix:
            read(fix)
    except Wrong:
        return ""
    return fix


def hours(text: str) -> tuple[int, int]:
    """`09:00-12:00` as minutes, the end not included; `22:00-02:00` goes over midnight; 24:00 may end a range."""
    match = re.fullmatch(r"([0-9:.h]{4,5}) ?[-–] ?([0-9:.h]{4,5})", text)
    if match is None:
        loose = re.fullmatch(rf"{_LOOSE_CLOCK} ?(?:[-–]|tot|to) ?{_LOOSE_CLOCK}", text)
        fix = f"{int(loose[1]):02}:{loose[2] or '00'}-{int(loose[3]):02}:{loose[4] or '00'}" if loose else ""
        raise Wrong(phrase("`{text}` is no range of hours like 09:00-12:00.", text=_short(text)), _if_read(fix, hours))
    start = _inside(text, match[1], clock)
    end = 1440 if match[2] == "24:00" else _inside(text, match[2], clock)
    if start == end:
        raise Wrong("The hours begin and end at the same time.")
    return start, end


def day(text: str) -> Day:
    """`2026-03-01`: a day that exists, from 1900 to 2199."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if match is None:
        loose = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", text)
        fix = f"{loose[3]}-{int(loose[2]):02}-{int(loose[1]):02}" if loose else ""
        raise Wrong(phrase("`{text}` is no date like 2026-03-01.", text=_short(text)), _if_read(fix, day))
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Wrong(phrase("There is no day {text}.", text=text)) from None
    if not 1900 <= int(match[1]) < 2200:
        raise Wrong(phrase("The year of {text} is out of reach (1900 to 2199).", text=text))
    return Day(text)


def dates(text: str) -> tuple[Day, Day]:
    """`2026-03-01 .. 2026-03-31`, both days included; one date is that day; `from …` and `until …` are open at the other end."""
    if text.startswith("from "):
        return _inside(text, text[5:], day), Day("9999-12-31")
    if text.startswith("until "):
        return Day("0001-01-01"), _inside(text, text[6:], day)
    start, dots, end = text.partition(" .. ")
    first = _inside(text, start, day)
    last = _inside(text, end, day) if dots else first
    if last < first:
        raise Wrong("The dates end before they begin.", f"{last} .. {first}")
    return first, last


def month_days(text: str) -> tuple[str, str]:
    """`12-01 .. 12-31` as days of every year, both included; `12-20 .. 01-05` goes over New Year."""
    start, dots, end = text.partition(" .. ")
    found = []
    for part in (start, end if dots else start):
        match = re.fullmatch(r"([0-9]{2})-([0-9]{2})", part)
        if match is None or not 1 <= int(match[1]) <= 12 or not 1 <= int(match[2]) <= _MONTH_DAYS[int(match[1]) - 1]:
            raise Wrong(phrase("`{part}` is no day of the year like 12-31 (month-day).", part=_short(part)))
        found.append(part)
    return found[0], found[1]


_MONTH_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def weekdays(text: str) -> tuple[int, ...]:
    """`tuesday`, `dinsdag`, `monday-friday`, `weekend`, `weekdays` as weekday numbers, Monday 0."""
    low = text.lower()
    if low in _DAY_GROUPS:
        return _DAY_GROUPS[low]
    first, dash, last = low.partition("-")
    for part in (first, last) if dash else (first,):
        if part not in WEEKDAYS:
            near = closest(part, WEEKDAYS)
            raise Wrong(phrase("`{text}` is no day of the week.", text=_short(text)), low.replace(part, near) if near else "")
    if not dash:
        return (WEEKDAYS[first],)
    start, end = WEEKDAYS[first], WEEKDAYS[last]
    return tuple(sorted((start + n) % 7 for n in range((end - start) % 7 + 1)))


def yes_no(text: str) -> bool:
    """`true` or `false`; nothing else, so that `no` and `NO` are never a surprise."""
    if text in ("true", "false"):
        return text == "true"
    meant = {"yes": "true", "on": "true", "ja": "true", "no": "false", "off": "false", "nee": "false"}.get(text.lower(), text.lower())
    raise Wrong(phrase("`{text}` is neither true nor false.", text=_short(text)), meant if meant in ("true", "false") else "")
