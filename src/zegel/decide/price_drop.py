"""What somebody gets who bought just before the price went down (domain.md M47), as numbers, as an effect and in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.periods import Day, Instant
from zegel.core.value import value
from zegel.program.model import Program, Words
from zegel.program.words import both, day, money

Called = Mapping[str, Words]
"""Article number → what the catalogue calls it."""
UNNAMED: Final[Called] = MappingProxyType({})


def difference(paid_minor: int, quantity: int, promo_minor: int, kept: int) -> int:
    """What `kept` of a line of `quantity` (both in thousandths), paid `paid_minor` in all, cost more than now at `promo_minor` each.

    Rounds down, and is nothing where the price did not go down.

        >>> difference(5990, 2000, 2695, 2000), difference(5990, 2000, 2695, 1000)
        (600, 300)
    """
    return max((paid_minor * 1000 - promo_minor * quantity) * kept // (quantity * 1000), 0)


@value
class PriceDrop:
    """Credit for line `line` of a sale, of article `sku`: `count` minor units given (above 0), or taken back when it was returned (below).

    `begins`: the day from which it can be spent, "" for at once. `noted`: what would have been taken back too but was spent (or set
    aside, or had lapsed): it is not reclaimed.
    """

    line: int
    sku: str
    count: int
    noted: int
    expires_at: Instant
    begins: Day = Day("")

    def json(self) -> str:
        return (
            f'{{"begins":{quoted(self.begins)},"count":{self.count},"effect":"price drop","expires_at":{self.expires_at},'
            f'"line":{self.line},"noted":{self.noted},"sku":{quoted(self.sku)}}}'
        )


def price_drop_words(effect: dict[str, Any], program: Program, until: Words, called: Called = UNNAMED) -> tuple[Words, Words]:
    """Short and full; `until` is the last day on which the credit can be spent."""
    count, noted = effect["count"], effect["noted"]
    amount = both(lambda language: money(abs(count), program.currency, language))
    sku = effect["sku"][:30]
    what = called.get(effect["sku"]) or Words(sku or "dit artikel", sku or "this article")
    if count > 0:
        if effect["begins"]:
            begins = both(lambda language: day(effect["begins"], language))
            short = Words(f"+{amount.nl} tegoed: {what.nl} wordt goedkoper", f"+{amount.en} credit: {what.en} gets cheaper")
            return short, Words(
                f"U krijgt {amount.nl} tegoed, te besteden van {begins.nl} tot en met {until.nl}, omdat {what.nl} die dag goedkoper wordt.",
                f"You get {amount.en} of credit, to be spent from {begins.en} through {until.en}, because {what.en} gets cheaper that day.",
            )
        short = Words(f"+{amount.nl} tegoed: {what.nl} werd goedkoper", f"+{amount.en} credit: {what.en} got cheaper")
        return short, Words(
            f"U krijgt {amount.nl} tegoed, geldig tot en met {until.nl}, omdat de prijs van {what.nl} intussen lager is.",
            f"You get {amount.en} of credit, valid through {until.en}, because the price of {what.en} is lower by now.",
        )
    spent = both(lambda language: money(noted, program.currency, language))
    also = Words(f"; {spent.nl} was al besteed en mag u houden", f"; {spent.en} was spent before and is yours") if noted else Words("", "")
    short = Words(f"−{amount.nl} tegoed: {what.nl} is teruggebracht", f"−{amount.en} credit: {what.en} was brought back")
    return short, Words(
        f"Het tegoed voor de lagere prijs van {what.nl} wordt {amount.nl} minder, want het is teruggebracht{also.nl}.",
        f"The credit for the lower price of {what.en} becomes {amount.en} less, for it was brought back{also.en}.",
    )
