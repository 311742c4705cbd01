"""The VAT of rebates in money for each calendar period and rate (domain.md §5.2 note 8): deducted in the period in which one is paid.

What the bank sent back was not paid, and what was kept back from a refund is owed to the tax office again. Amounts have the VAT in them.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from zegel.core.periods import Day, end_of_period
from zegel.core.value import value
from zegel.decide.cash_back import APPROVED_SUM, BACK_SUM, KEPT_BACK, MEASURED, PAID_SUM, summed
from zegel.decide.document import read
from zegel.ledger.accounts import AVAILABLE, ISSUED, REDEEMED

Per = Literal["month", "quarter", "year"]
PERS: Final[tuple[Per, ...]] = ("month", "quarter", "year")
_MONTHS: Final[Mapping[Per, int]] = {"month": 1, "quarter": 3, "year": 12}


@value
class Rate:
    """What rebates at `vat_bp` (basis points) came to; of each amount the VAT in it."""

    vat_bp: int
    approved_minor: int
    approved_vat: int
    paid_minor: int
    paid_vat: int
    back_minor: int
    back_vat: int

    @property
    def vat_minor(self) -> int:
        """What the tax return of this period deducts at this rate; below zero it is owed."""
        return self.paid_vat - self.back_vat


@value
class Period:
    """`first` through `last`, called as tax returns call it: `2026-Q1`, `2026-03` or `2026`.

    `books_minor` is what the books paid, by their postings alone; `books_approved` what became owed, less what is not owed any more.
    """

    name: str
    first: Day
    last: Day
    rates: tuple[Rate, ...]
    books_minor: int
    books_approved: int

    @property
    def paid_minor(self) -> int:
        return sum([rate.paid_minor for rate in self.rates])

    @property
    def approved_minor(self) -> int:
        return sum([rate.approved_minor for rate in self.rates])

    @property
    def back_minor(self) -> int:
        return sum([rate.back_minor for rate in self.rates])

    @property
    def vat_minor(self) -> int:
        return sum([rate.vat_minor for rate in self.rates])

    @property
    def ties(self) -> bool:
        """Whether all that the books paid and owe is here by rate, to the cent."""
        return (self.paid_minor, self.approved_minor) == (self.books_minor, self.books_approved)


SUMS_OF: Final[Mapping[str, Mapping[str, int]]] = {
    "approved": {APPROVED_SUM: 1}, "paid": {PAID_SUM: 1}, "paid vat": {f"{PAID_SUM} vat": 1}, "kept back": {BACK_SUM: 1},
    "kept back vat": {f"{BACK_SUM} vat": 1}, "deducted": {f"{PAID_SUM} vat": 1, f"{BACK_SUM} vat": -1},
}  # fmt: skip
"""A number of a rate → what is added up (or taken off) for it."""


def measures_of(number: str, rates: Iterable[Rate]) -> dict[str, int]:
    """The measures behind a number of `SUMS_OF` at these rates, each with its sign."""
    return {f"{MEASURED}{kind}:{rate.vat_bp}": sign for rate in rates for kind, sign in SUMS_OF[number].items()}


def periods(
    year: str, per: Per, counted: Iterable[tuple[str, str, int]], booked: Iterable[tuple[str, str, str, int]]
) -> tuple[Period, ...]:  # fmt: skip
    """Every period of `year`. `counted`: (measure, month, minor units); `booked`: (month, from, to, minor units), all of that year."""
    sums: dict[tuple[Day, int], dict[str, int]] = {}
    for measure, month, minor in counted:
        kind, _, rate = measure.removeprefix(MEASURED).rpartition(":")
        mine = sums.setdefault((end_of_period(Day(f"{month}-01"), per), int(rate)), {})
        mine[kind] = mine.get(kind, 0) + minor
    paid: dict[Day, int] = {}
    owed: dict[Day, int] = {}
    for month, source, destination, minor in booked:
        last = end_of_period(Day(f"{month}-01"), per)
        paid[last] = paid.get(last, 0) + _moved(source, destination, AVAILABLE, REDEEMED) * minor
        owed[last] = owed.get(last, 0) + _moved(source, destination, ISSUED, AVAILABLE) * minor
    found = []
    for month_number in range(1, 13, _MONTHS[per]):
        first = Day(f"{year}-{month_number:02}-01")
        last = end_of_period(first, per)
        rates = tuple([_rate(bp, mine) for (end, bp), mine in sorted(sums.items()) if end == last and any(mine.values())])
        found.append(Period(_name(first, per), first, last, rates, paid.get(last, 0), owed.get(last, 0)))
    return tuple(found)


def counted_late(booked: Iterable[tuple[str, str, str, int, bytes]]) -> list[tuple[str, str, int]]:
    """What entries of before did not count, as (measure, month, minor units). `booked`: (month, from, to, minor units, receipt).

    The receipt knows the rate, of the one rebate of that amount that it tells of; what none tells of is left out, and then nothing ties.
    """
    found: list[tuple[str, str, int]] = []
    for month, source, destination, minor, receipt in booked:
        effects = read(receipt).body["effects"]
        rates = {e["vat_bp"] for e in effects if e["effect"] == "cash back" and e["state"] != KEPT_BACK and e["minor"] == minor}
        owed, paid = _moved(source, destination, ISSUED, AVAILABLE), _moved(source, destination, AVAILABLE, REDEEMED)
        if len(rates) == 1 and (owed or paid):
            counts = summed(APPROVED_SUM if owed else PAID_SUM, Day(f"{month}-01"), (owed or paid) * minor, rates.pop())
            found += [(one.measure, month, one.delta) for one in counts]
    return found


def _moved(source: str, destination: str, here: str, there: str) -> int:
    return ((source, destination) == (here, there)) - ((source, destination) == (there, here))


def _rate(vat_bp: int, sums: Mapping[str, int]) -> Rate:
    pairs = [sums.get(f"{kind}{tail}", 0) for kind in (APPROVED_SUM, PAID_SUM, BACK_SUM) for tail in ("", " vat")]
    return Rate(vat_bp, *pairs)


def _name(first: Day, per: Per) -> str:
    if per == "quarter":
        return f"{first[:4]}-Q{(int(first[5:7]) + 2) // 3}"
    return first[:7] if per == "month" else first[:4]
