"""The VAT of rebates of a year, as every door asks and tells it."""

from re import compile as pattern
from typing import Any, Final

from zegel.core.ids import CompanyId
from zegel.core.refusals import Malformed
from zegel.decide.rebate_vat import PERS, Period, counted_late, periods
from zegel.hall.refusals import NoSuchDay
from zegel.program.model import Program
from zegel.program.stored_value import CASH_BACK
from zegel.store.queries import NamedQueries

_YEAR = pattern("(19[7-9]|[2-9][0-9]{2})[0-9]")
HEADS: Final = (
    "period", "first", "last", "vat_bp", "approved_minor", "approved_vat_minor", "paid_minor", "paid_vat_minor", "kept_back_minor",
    "kept_back_vat_minor", "vat_minor",
)  # fmt: skip
"""The columns of a file: one row for each rate in each period."""


async def of_year(books: NamedQueries, company: CompanyId, program: Program, year: str, per: str) -> tuple[Period, ...]:
    """Every period of a calendar year; refuses `no_such_day` and `malformed` (what a period is)."""
    if _YEAR.fullmatch(year) is None:
        raise NoSuchDay(field="year")
    how = next((one for one in PERS if one == per), None)
    if how is None:
        raise Malformed(f"per: {', '.join(PERS)}", field="per")
    counted = await books.rebate_sums.counted(company, year)
    unit = f"{CASH_BACK}:{program.currency}"
    booked = await books.rebate_sums.booked(company, unit, year)
    found = periods(year, how, counted, booked)
    if all(one.ties for one in found):
        return found
    late = counted_late(await books.rebate_sums.uncounted(company, unit, year))
    return periods(year, how, [*counted, *late], booked)


def rows(found: tuple[Period, ...]) -> list[tuple[str | int, ...]]:
    """A row for each rate in each period, as `HEADS` says."""
    return [
        (
            one.name, one.first, one.last, rate.vat_bp, rate.approved_minor, rate.approved_vat, rate.paid_minor, rate.paid_vat,
            rate.back_minor, rate.back_vat, rate.vat_minor,
        )
        for one in found
        for rate in one.rates
    ]  # fmt: skip


def told(currency: str, year: str, per: str, found: tuple[Period, ...]) -> dict[str, Any]:
    """The same with what all rates of a period come to, and whether the books say so too."""
    return {
        "currency": currency, "per": per, "year": year,
        "periods": [
            {
                "approved_minor": one.approved_minor, "books_approved_minor": one.books_approved, "books_paid_minor": one.books_minor,
                "first": one.first, "kept_back_minor": one.back_minor, "last": one.last, "paid_minor": one.paid_minor, "period": one.name,
                "ties": one.ties, "vat_minor": one.vat_minor,
                "rates": [
                    {
                        "approved_minor": rate.approved_minor, "approved_vat_minor": rate.approved_vat, "kept_back_minor": rate.back_minor,
                        "kept_back_vat_minor": rate.back_vat, "paid_minor": rate.paid_minor, "paid_vat_minor": rate.paid_vat,
                        "vat_bp": rate.vat_bp, "vat_minor": rate.vat_minor,
                    }
                    for rate in one.rates
                ],
            }
            for one in found
        ],
    }  # fmt: skip
