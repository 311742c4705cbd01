"""What the routes of payment files answer, as the OpenAPI document says it."""

from pydantic import with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED


@with_config(CLOSED)
class PaidRate(TypedDict):
    """What a payment file pays of one VAT rate."""

    minor: int
    net_minor: int
    vat_bp: int
    vat_minor: int


@with_config(CLOSED)
class PaidCase(TypedDict):
    """One payment; the account is masked."""

    account: str
    case: str
    holder: str
    id: str
    minor: int


@with_config(CLOSED)
class PaymentOut(TypedDict):
    """A payment file of rebates: `file` is what goes to the bank, `payer` the company's own account, masked."""

    by_rate: list[PaidRate]
    count: int
    file: str
    made_at: str
    on: str
    payer: str
    payment: str
    payments: list[PaidCase]
    total_minor: int


@with_config(CLOSED)
class PaymentMade(TypedDict):
    """A payment file in a list."""

    count: int
    made_at: str
    payment: str


@with_config(CLOSED)
class PaymentsOut(TypedDict):
    """Payment files."""

    payments: list[PaymentMade]


@with_config(CLOSED)
class PaidOut(TypedDict):
    """How many rebates of a file were paid just now."""

    paid: int
    payment: str


@with_config(CLOSED)
class VatRate(TypedDict):
    """What rebates at one VAT rate came to in a period; each amount has its VAT in it."""

    approved_minor: int
    approved_vat_minor: int
    kept_back_minor: int
    kept_back_vat_minor: int
    paid_minor: int
    paid_vat_minor: int
    vat_bp: int
    vat_minor: int


@with_config(CLOSED)
class VatPeriod(TypedDict):
    """A calendar period: all rates together, and what the postings of the books say of it."""

    approved_minor: int
    books_approved_minor: int
    books_paid_minor: int
    first: str
    kept_back_minor: int
    last: str
    paid_minor: int
    period: str
    rates: list[VatRate]
    ties: bool
    vat_minor: int


@with_config(CLOSED)
class RebateVatOut(TypedDict):
    """The VAT of rebates of a calendar year."""

    currency: str
    per: str
    periods: list[VatPeriod]
    year: str


@with_config(CLOSED)
class ReportedOut(TypedDict):
    """What a bank's report came to just now; `under_way` are payments of that file of which it does not say how they ended."""

    paid: int
    payment: str
    sent_back: int
    under_way: int
