"""Money, counts, days and hours as people read them, by Babel, in the visitor's language and the company's country and zone."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision, get_decimal_symbol

from zegel.core.periods import Instant
from zegel.messages.locales import MINUS, locale_of, money_in, own_symbol
from zegel.program.model import Names, Program
from zegel.program.words import Language, of

HARD = "\u00a0"
__all__ = ["HARD", "MINUS", "Figures", "locale_of"]


def places_of(program: Program, language: Language) -> tuple[tuple[str, str], ...]:
    """(id, name) of the branches that the program gives a name."""
    return tuple([(branch, of(said, language)) for fact, branch, said in program.called if fact == "branch"])


class Figures:
    """How one company's figures look in one language."""

    def __init__(
        self, language: Language, country: str, currency: str, zone: str, places: tuple[tuple[str, str], ...] = ()
    ) -> None:  # fmt: skip
        self._places = dict(places)
        self.language, self.currency, self.zone = language, currency, ZoneInfo(zone)
        self.locale = locale_of(language, country)
        self.digits = get_currency_precision(currency)
        """How many decimals the company's money has."""
        self.point = get_decimal_symbol(self.locale)
        """What stands before the decimals: a comma or a point."""

    def place(self, branch: str, *, capital: bool = False) -> str:
        """What a branch is called; its id where the program gives it no name, with a capital where asked."""
        return self._places.get(branch) or (branch.capitalize() if capital else branch)

    def money(self, minor: int) -> str:
        """`€ 1.234,50`; what is below zero has its minus in front."""
        return money_in(minor, self.currency, self.locale)

    def amount(self, minor: int) -> str:
        """The same without the currency, for columns: `1.234,50`."""
        said = format_decimal(Decimal(abs(minor)).scaleb(-self.digits), format=f"#,##0.{'0' * self.digits}", locale=self.locale)
        return f"{MINUS}{said}" if minor < 0 else said

    def plain(self, minor: int, point: str) -> str:
        """The amount for another program, with nothing between its thousands: `-1234.50`."""
        text = f"{abs(minor):0{self.digits + 1}d}"
        whole, cents = (text[: -self.digits], text[-self.digits :]) if self.digits else (text, "")
        return f"{'-' if minor < 0 else ''}{whole}{point if cents else ''}{cents}"

    def whole(self, minor: int) -> str:
        """Money without cents where there are none: `€ 12`."""
        if minor % 10**self.digits:
            return self.money(minor)
        said = format_currency(
            Decimal(abs(minor)).scaleb(-self.digits), self.currency, "¤\u00a0#,##0", locale=self.locale, currency_digits=False
        )
        said = own_symbol(said if self.language == "nl" else said.replace(HARD, ""), self.currency, self.locale)
        return f"{MINUS}{said}" if minor < 0 else said

    def number(self, n: int) -> str:
        """`1.250`."""
        said = format_decimal(abs(n), locale=self.locale)
        return f"{MINUS}{said}" if n < 0 else said

    def counted(self, n: int, names: Names) -> str:
        """`1.250 punten`, with a space that does not break; `€ 12,50` of what is counted in money, `1,5 mijlen` of what has parts."""
        if names.currency:
            return self.money(n)
        one, many = (names.nl_one, names.nl_many) if self.language == "nl" else (names.en_one, names.en_many)
        whole = 10**names.decimals
        said = self.number(n) if whole == 1 else self._parts(n, names.decimals)
        return f"{said}{HARD}{one if abs(n) == whole else many}"

    def _parts(self, n: int, decimals: int) -> str:
        """A count of the smallest part: `1,5`, with no more behind the comma than there is."""
        said = format_decimal(Decimal(abs(n)).scaleb(-decimals), format=f"#,##0.{'#' * decimals}", locale=self.locale)
        return f"{MINUS}{said}" if n < 0 else said

    def hundredths(self, n: int) -> str:
        """`8,4` of 840."""
        return self._parts(n, 2)

    def percent(self, part: float, digits: int = 0) -> str:
        """`12,5 %`, of a part of one."""
        said = format_percent(Decimal(str(round(part, digits + 2))), format=f"#,##0.{'0' * digits}%".replace(".%", "%"), locale=self.locale)
        return said.replace("%", f"{HARD}%") if self.language == "nl" else said

    def local(self, at: Instant) -> datetime:
        """The instant on the company's wall."""
        return datetime.fromtimestamp(at / 1000, self.zone)

    def day(self, day: str | date, form: str = "EEEE d MMMM") -> str:
        """`dinsdag 17 november`."""
        return format_date(date.fromisoformat(day) if isinstance(day, str) else day, form, locale=self.locale)

    def weekday(self, number: int) -> str:
        """`dinsdag` for 2 (ISO, 1 is Monday)."""
        return self.day(date(2024, 1, number), "EEEE")  # a month that began on a Monday

    def short_day(self, day: str | date) -> str:
        """`17 nov 2026`."""
        return self.day(day, "d MMM y")

    def day_of(self, at: Instant, form: str = "EEEE d MMMM") -> str:
        """The day of an instant."""
        return self.day(self.local(at).date(), form)

    def hour(self, at: Instant) -> str:
        """`14:09`."""
        return format_time(self.local(at).time(), "HH:mm", locale=self.locale)
