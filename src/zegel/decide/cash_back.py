"""A rebate in money (domain.md M35): a price that went down afterwards, so that it keeps the VAT rate of what was bought (its law note 8).

The VAT comes back to the shop when it is paid, not when it is promised.
"""

from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.periods import Day
from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.ledger.entries import Count
from zegel.program.model import Program, Words
from zegel.program.words import both, money, percent

TO_PAY, TO_CHECK, SENT, PAID, SENT_BACK = "to pay", "to check", "sent", "paid", "sent back"
"""Where a rebate in money stands once it is approved. It is owed until it is `paid`; `sent back` by the bank it is owed again.

It is `to check` where somebody of the shop said after that into which account it goes: a colleague looks first.
"""
ACCOUNT: Final = "bank account"
"""The dossier of where a rebate is paid, under the case's id; erased with the member, and after `settings.keep bank accounts`."""
KEPT, DONE = "kept", "done"
"""Its states: `done` once it was paid into or will not be."""
PAYMENT: Final = "payment"
"""The dossier of one payment as a payment file has it; its state is the file's id. It goes as accounts do."""
TAKES_ACCOUNT: Final = ("claimed", TO_PAY, TO_CHECK, SENT_BACK)
"""States of a rebate in which it can be said where it is paid."""
LESS, KEPT_BACK = "less", "kept back"
"""What a return of the goods does to it: what is not owed any more, and what comes off the refund because it went to the bank before."""

MEASURED: Final = "rebate "
"""How the measures begin that add up rebates for each VAT rate. They are the company's: no rule looks at them, no merge moves them."""
APPROVED_SUM, PAID_SUM, BACK_SUM = "approved", "paid", "kept back"
SUMS: Final = (APPROVED_SUM, PAID_SUM, BACK_SUM)
"""What is added up: promised, paid (a rebate that the bank sent back is taken off again), and kept back from refunds."""


def summed(kind: str, on: Day, minor: int, vat_bp: int) -> list[Count]:
    """`minor` (VAT included; below zero: taken off again) of a rebate, as the books count it on that day: all of it, and its VAT."""
    sign, vat = (-1 if minor < 0 else 1), vat_in(abs(minor), vat_bp)
    found = [Count(f"{MEASURED}{kind}:{vat_bp}", on, minor), Count(f"{MEASURED}{kind} vat:{vat_bp}", on, sign * vat)]
    return [one for one in found if one.delta]


@value
class CashBack:
    """The rebate `what` of `minor` (VAT included) stands `state`; `vat_minor` of it is VAT at `vat_bp` (basis points).

    `less` and `kept back` are of goods that came back: then `minor` is what it became less, or what came off the refund.
    """

    what: str
    minor: int
    vat_bp: int
    vat_minor: int
    state: str

    def json(self) -> str:
        return (
            f'{{"effect":"cash back","minor":{self.minor},"state":{quoted(self.state)},"vat_bp":{self.vat_bp},'
            f'"vat_minor":{self.vat_minor},"what":{quoted(self.what)}}}'
        )


def vat_in(minor: int, vat_bp: int) -> int:
    """The VAT in an amount that has it in it, half a cent up.

    >>> vat_in(12_100, 2_100), vat_in(1_000, 900)
    (2100, 83)
    """
    return half_up(minor * vat_bp, 10_000 + vat_bp)


_SAID: Final = {
    TO_PAY: Words("wordt op uw rekening betaald", "will be paid into your account"),
    TO_CHECK: Words("wacht op een blik op de rekening", "waits for a look at the account"),
    SENT: Words("is naar de bank", "is with the bank"),
    PAID: Words("is op uw rekening betaald", "was paid into your account"),
    SENT_BACK: Words("stuurde de bank terug", "was sent back by the bank"),
    LESS: Words("minder teruggave: dit hoorde bij wat terugkwam", "less rebate: this belonged to what came back"),
    KEPT_BACK: Words("ingehouden: die teruggave kreeg u al", "kept back: you were given that rebate already"),
}


def cash_back_says(effect: dict[str, Any], program: Program) -> tuple[Words, Words]:
    """`€ 25,00 wordt op uw rekening betaald`; in full with the VAT that is in it."""
    minor, vat, state = effect["minor"], effect["vat_minor"], _SAID[effect["state"]]
    amount = both(lambda language: money(minor, program.currency, language))
    tax = both(lambda language: f"{money(vat, program.currency, language)} ({percent(effect['vat_bp'], language)})")
    short = Words(f"{amount.nl} {state.nl}", f"{amount.en} {state.en}")
    return short, Words(f"{short.nl}; daarin zit {tax.nl} btw.", f"{short.en}; {tax.en} of it is VAT.")
