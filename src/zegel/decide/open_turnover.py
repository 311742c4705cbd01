"""What was invoiced and does not count yet: not paid, not delivered, or disputed; and how that is said of a bonus (domain.md M41)."""

from typing import Final

from zegel.core.value import value
from zegel.decide.bonus import Turnover
from zegel.program.ladders import Basis
from zegel.program.model import Words
from zegel.program.words import Language, both, money


@value
class OpenTurnover:
    """`minor` of `invoiced` (without VAT) does not count yet, because it is not `basis`; `disputed_minor` of that is disputed."""

    basis: Basis
    invoiced: Turnover
    disputed_minor: int
    minor: int = 0

    @property
    def expected(self) -> Turnover:
        """What counts once everything that is not disputed does: what a forecast goes by."""
        if not self.disputed_minor:
            return self.invoiced
        kept = self.invoiced.minor - self.disputed_minor
        return Turnover(((0, kept),), self.invoiced.quantity, self.invoiced.last_year_minor, self.invoiced.share)


_NOT: Final = {
    "invoiced": Words("gefactureerd", "invoiced"), "paid": Words("betaald", "paid"), "delivered": Words("geleverd", "delivered"),
}  # fmt: skip


def open_said(found: OpenTurnover, currency: str) -> Words:
    """`€ 50,00 is nog niet betaald of betwist en telt nog niet mee; de bonus wacht daarop`; nothing where nothing is open."""

    def said(language: Language) -> str:
        amount, disputed = money(found.minor, currency, language), money(found.disputed_minor, currency, language)
        what = _NOT[found.basis]
        if language == "nl":
            part = f", waarvan {disputed} betwist" if found.disputed_minor else ""
            return f"{amount} is nog niet {what.nl} of betwist en telt nog niet mee{part}; de bonus wacht daarop"
        part = f", of which {disputed} is disputed" if found.disputed_minor else ""
        return f"{amount} is not {what.en} yet or disputed and does not count yet{part}; the bonus waits for it"

    return both(said) if found.minor else Words("", "")
