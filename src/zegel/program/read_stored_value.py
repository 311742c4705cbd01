"""The sections of a program that keep money for somebody: each makes a unit of kind `money`."""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Final

from zegel.core.money import MAX_AMOUNT
from zegel.program import forms
from zegel.program.country.cautions import cautions, meter
from zegel.program.model import Expiry, Names, Unit, Words
from zegel.program.page import Page
from zegel.program.phrases import phrase, spoken
from zegel.program.read_expiry import read_pending
from zegel.program.read_price_protection import read_protection
from zegel.program.stored_value import BONUS, CASH_BACK, GIFT_CARD, PAID_STAMPS, STORE_CREDIT, GiftCards, PaidStamps, StoredValue
from zegel.program.tree import Node, Table
from zegel.program.words import both, period

_CALLED: Final = {
    "store credit": (STORE_CREDIT, Words("winkeltegoed", "store credit"), "expires"),
    "gift cards": (GIFT_CARD, Words("cadeaukaart", "gift card"), "valid for"),
}
"""Section → its unit, what that is called unless the program says otherwise, and the key that says how long it lasts."""


_BONUS: Final = ("jaarbonus", "jaarbonus", "yearly bonus", "yearly bonus")
TOLD_FROM: Final = 7_000
"""From which part of what must be told the office is told, in basis points, where the program does not say."""
_CASH_BACK: Final = ("teruggave op uw rekening", "teruggave op uw rekening", "rebate to your account", "rebate to your account")
_STAMPS: Final = Names("koopzegel", "koopzegels", "savings stamp", "savings stamps")


def _rate(text: str) -> int:
    return 0 if text == "0%" else forms.percent(text)


class StoredValueReader:
    """Reads them all. `expiry` reads how long a unit lasts."""

    def __init__(self, page: Page, top: dict[str, Node], currency: str, country: str, expiry: Callable[[Node | None], Expiry],
        events: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.events = events
        self.page, self.top, self.currency, self.country, self.expiry = page, top, currency, country, expiry

    def units(self, others: Sequence[Unit]) -> list[Unit]:
        """The units of stored value; a unit of the program's own may not have their ids."""
        found = []
        for section, (unit, called, lasts) in _CALLED.items():
            if section not in self.top:
                continue
            table = self.page.table(self.top[section], section)
            names = self.page.words(table["names"]) if "names" in table else called
            if any(other.id == unit for other in others):
                self.page.wrong(
                    self.top[section],
                    "id_taken",
                    phrase("`{name}` stands in `{seen}` as well.", name=unit, seen="units"),
                    "Give the unit another name.",
                )
            said = Names(names.nl, names.nl, names.en, names.en, self.currency)
            expiry = self.expiry(table.get(lasts))
            if unit == GIFT_CARD and lasts in table:
                self._lawful(table[lasts], expiry)
            waits = read_pending(self.page, table["pending"], self.events) if "pending" in table else ((), ())
            found.append(Unit(unit, "money", said, Fraction(1), expiry, *waits))
        if "agreements" in self.top:
            found.append(Unit(f"{BONUS}:{self.currency}", "bonus", Names(*_BONUS, self.currency), Fraction(1), self.expiry(None), ()))
        if self._pays_money():
            found.append(
                Unit(f"{CASH_BACK}:{self.currency}", "bonus", Names(*_CASH_BACK, self.currency), Fraction(1), self.expiry(None), ())
            )
        return found + self._stamps_unit(others)

    def _pays_money(self) -> bool:
        """Whether a rebate is paid in money."""
        rebates = self.top.get("rebates")
        tables = [one.node for one in rebates.entries.values()] if isinstance(rebates, Table) else []
        return any(isinstance(one, Table) and "pays" in one.entries for one in tables)

    def _stamps_unit(self, others: Sequence[Unit]) -> list[Unit]:
        if PAID_STAMPS not in self.top:
            return []
        if any(other.id == PAID_STAMPS for other in others):
            self.page.wrong(
                self.top[PAID_STAMPS],
                "id_taken",
                phrase("`{name}` stands in `{seen}` as well.", name=PAID_STAMPS, seen="units"),
                "Give the unit another name.",
            )
        table = self.page.table(self.top[PAID_STAMPS], PAID_STAMPS)
        names = self.page.names(table["names"]) if "names" in table else _STAMPS
        return [Unit(PAID_STAMPS, "paid stamps", names, Fraction(0), self.expiry(None), ())]

    def _lawful(self, node: Node, expiry: Expiry) -> None:
        """A gift card is valid at least as long as the country says."""
        least = max((one.least_months for one in cautions(self.country) if "gift card" in one.words), default=0)
        months = expiry.count if expiry.period == "months" else expiry.count * 12 // 366
        if expiry.count and months < least:
            law = next(one.law for one in cautions(self.country) if one.least_months == least)
            long = spoken(both(lambda language: period(least, "months", language)))
            self.page.wrong(
                node,
                "not_lawful",
                phrase("A gift card is valid for at least {long} here ({law}).", long=long, law=law),
                phrase("Make it {long} or longer.", long=long),
            )

    def rest(self) -> StoredValue:
        """What else they say."""
        return StoredValue(self._gift_cards(), self._stamps(), read_protection(self.page, self.top))

    def _stamps(self) -> PaidStamps | None:
        if PAID_STAMPS not in self.top:
            return None
        node, page = self.top[PAID_STAMPS], self.page
        table = page.table(node, PAID_STAMPS)
        price = page.form(table["price"], self._money, 1) if "price" in table else 1
        times, of = page.form(table["at most"], forms.stamps_per, (1, "")) if "at most" in table else (1, "")
        per = page.part(table["at most"], of, self._money, 100) if of else 100
        book = page.form(table["book"], lambda text: forms.count(text, 1), 1) if "book" in table else 1
        pays = page.form(table["pays"], self._money, book * price) if "pays" in table else book * price
        if "pays" in table and pays < book * price:
            page.wrong(table["pays"], "not_together", "A full book pays less than was paid for it.")
        return PaidStamps(price, times, per, book, pays, self._split(table), *self._metered(table))

    def _metered(self, table: dict[str, Node]) -> tuple[bool, int, bool]:
        """Whether what is sold is counted, from which part of the law's amount the office is told, and whether no more is sold above it."""
        page, law = self.page, meter(self.country)
        counted = page.form(table["counted"], forms.yes_no, harmless=True) if "counted" in table else True
        told_from = page.form(table["told from"], forms.percent, TOLD_FROM) if "told from" in table else TOLD_FROM
        above = page.choice(table["above it"], ("told", "refused"), "word") if "above it" in table else "told"
        for key in ("told from", "above it"):
            if key in table and (not counted or law is None or law.currency != self.currency):
                page.wrong(table[key], "not_together", "Nothing is counted here.", "Take it out, or say `counted: true`.")
        return counted and law is not None and law.currency == self.currency, told_from, above == "refused"

    def _split(self, table: dict[str, Node]) -> tuple[tuple[int, int], ...]:
        """VAT rate → share of the turnover; the shares make a whole."""
        if "VAT" not in table:
            return ((2100, 10_000),)
        rows = [self.page.table(item, "VAT share") for item in self.page.items(table["VAT"])]
        shares = tuple(
            sorted(
                (self.page.form(row["rate"], _rate, 0), self.page.form(row["share"], forms.percent, 10_000))
                for row in rows
                if "rate" in row and "share" in row
            )
        )
        if sum(share for _, share in shares) != 10_000 or len({rate for rate, _ in shares}) != len(shares):
            self.page.wrong(table["VAT"], "not_together", "The shares of the VAT rates come to 100% together, each rate once.")
        return shares

    def _gift_cards(self) -> GiftCards:
        if "gift cards" not in self.top:
            return GiftCards()
        table = self.page.table(self.top["gift cards"], "gift cards")
        least = self.page.form(table["from"], self._money, 1) if "from" in table else 1
        most = self.page.form(table["at most"], self._money, MAX_AMOUNT) if "at most" in table else MAX_AMOUNT
        if least > most:
            self.page.wrong(table["at most"], "not_together", "The most is less than the least.")
        printed = self.page.choice(table["printed"], ("any", "registered"), "word") if "printed" in table else "any"
        return GiftCards(least, most, printed == "registered")

    def _money(self, text: str) -> int:
        return forms.more_than_nothing(text, self.currency)
