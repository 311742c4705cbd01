"""What became of an invoice after the sale: paid, delivered, disputed; and how that is said (domain.md M41)."""

from collections.abc import Mapping
from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.value import value
from zegel.program.model import Program, Words
from zegel.program.words import money


@value
class Invoice:
    """How an invoice stands. `paid_minor` is what was paid of it, VAT included; `in_full`: all of it, whatever that is by now.

    `delivered` is (line, thousandths), by line. A `disputed` one counts for nothing until that is settled.
    """

    paid_minor: int
    in_full: bool
    delivered: tuple[tuple[int, int], ...]
    disputed: bool


UNREPORTED: Final = Invoice(0, in_full=False, delivered=(), disputed=False)


@value
class Reported:
    """What is known of the invoice (the sale that the receipt is about) from now on, as of an `Invoice`; 1 for yes.

    `number` is its receipt number, "" without one. `bought` is thousandths in all: whether everything was delivered.
    """

    bought: int
    delivered: tuple[tuple[int, int], ...]
    disputed: int
    in_full: int
    number: str
    paid_minor: int

    def json(self) -> str:
        delivered = ",".join([f"[{line},{n}]" for line, n in self.delivered])
        return (
            f'{{"bought":{self.bought},"delivered":[{delivered}],"disputed":{self.disputed},"effect":"invoice",'
            f'"in_full":{self.in_full},"number":{quoted(self.number)},"paid_minor":{self.paid_minor}}}'
        )


def invoice_from(effect: Mapping[str, Any]) -> Invoice:
    """The invoice as a receipt keeps it."""
    return Invoice(effect["paid_minor"], bool(effect["in_full"]), tuple((n, q) for n, q in effect["delivered"]), bool(effect["disputed"]))


def invoice_says(effect: Mapping[str, Any], program: Program) -> tuple[Words, Words]:
    """`Factuur F-7: betaald, geleverd`; the full sentence says besides what that means."""
    one = invoice_from(effect)
    parcels = sum([n for _, n in one.delivered])
    paid = Words(*(money(one.paid_minor, program.currency, language) for language in ("nl", "en")))
    if one.in_full:
        said = Words("betaald", "paid")
    else:
        said = Words(f"{paid.nl} betaald", f"{paid.en} paid") if one.paid_minor else Words("niet betaald", "not paid")
    if parcels:
        whole = parcels >= effect["bought"]
        said = Words(f"{said.nl}, {'' if whole else 'deels '}geleverd", f"{said.en}, {'' if whole else 'partly '}delivered")
    if one.disputed:
        said = Words(f"{said.nl}, betwist", f"{said.en}, disputed")
    name = effect["number"][:24]
    short = Words(
        f"Factuur {name}: {said.nl}" if name else f"Factuur: {said.nl}", f"Invoice {name}: {said.en}" if name else f"Invoice: {said.en}"
    )
    if one.disputed:
        return short, Words(
            f"{short.nl}. Zolang dat zo is, telt deze factuur niet mee.", f"{short.en}. Until that is settled it does not count."
        )
    return short, Words(f"{short.nl}.", f"{short.en}.")
