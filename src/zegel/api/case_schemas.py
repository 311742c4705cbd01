"""Bodies about friends and about what comes after a sale."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import SOMEBODY, STRICT, TEXT, Actor, Branch, Day, IdentifierIn, MemberId, Reason, ReceiptText, Till, Word, strictly

Severity = Literal["small", "serious", "grave"]


Iban = Annotated[str, Field(min_length=5, max_length=42, description="An IBAN in SEPA, with or without spaces.", json_schema_extra=TEXT)]
Holder = Annotated[str, Field(min_length=1, max_length=70, description="In whose name it is.", json_schema_extra=TEXT)]


@with_config(STRICT)
class AccountIn(TypedDict):
    """A bank account that a rebate is paid into."""

    holder: Holder
    iban: Iban


@with_config(STRICT)
class NameAccountIn(TypedDict):
    """Where a rebate is paid."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    holder: Holder
    iban: Iban
    till: NotRequired[Till]


_BY_NUMBER: Any = {
    "dependentRequired": {"receipt_number": ["total_minor"], "total_minor": ["receipt_number"]},
    "not": {"required": ["receipt", "receipt_number"]},
}  # fmt: skip
"""A till receipt by its number and what it came to, or the receipt itself."""


@with_config(strictly(allOf=[SOMEBODY, _BY_NUMBER]))
class CaseIn(TypedDict):
    """Something after the sale. `what` names the promise, or says what went wrong; `receipt` and `line` what was bought."""

    account: NotRequired[Annotated[AccountIn, Field(description="Of a rebate in money: where it is to be paid.")]]
    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    condition: NotRequired[
        Annotated[Literal["A", "B", "C", "D"], Field(description="Of a trade-in: what it is like, from as new to damaged.")]
    ]
    detail: NotRequired[Annotated[str, Field(max_length=500, description="A serial number, or what is told.", json_schema_extra=TEXT)]]
    identifier: NotRequired[IdentifierIn]
    kind: Literal["warranty", "rebate", "trade in", "service"]
    line: NotRequired[Annotated[int, Field(ge=0, le=100_000)]]
    member: NotRequired[MemberId]
    receipt: NotRequired[ReceiptText]
    receipt_number: NotRequired[
        Annotated[
            str,
            Field(
                min_length=1,
                max_length=64,
                json_schema_extra=TEXT,
                description="Instead of `receipt`: the number on the till receipt, one of the member's own; with `total_minor`.",
            ),
        ]
    ]
    total_minor: NotRequired[Annotated[int, Field(ge=0, le=10**12, description="What that receipt came to.")]]
    serial: NotRequired[Annotated[str, Field(max_length=100, description="Of a trade-in: its serial number.", json_schema_extra=TEXT)]]
    severity: NotRequired[Annotated[Severity, Field(description="Of a service case: how bad it is; `small` where it is left out.")]]
    till: NotRequired[Till]
    what: NotRequired[Word]
    worth_minor: NotRequired[Annotated[int, Field(ge=0, le=10**12)]]


@with_config(STRICT)
class SellerIn(TypedDict):
    """Who signed the purchase statement of a trade-in, as it stands on it; they deducted no VAT on what they sell."""

    address: Annotated[str, Field(min_length=1, max_length=200, json_schema_extra=TEXT)]
    name: Annotated[str, Field(min_length=1, max_length=100, json_schema_extra=TEXT)]
    no_vat_deducted: Literal[True]


@with_config(STRICT)
class CaseMoveIn(TypedDict):
    """Where a case goes; `offer` names the goodwill that is offered."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    offer: NotRequired[Word]
    reason: NotRequired[Reason]
    remedy: NotRequired[
        Annotated[
            Literal["repaired", "replaced", "refunded", "nothing due"],
            Field(description="Of a service case that is `remedied`: what the law gave, before any goodwill."),
        ]
    ]
    role: NotRequired[Annotated[Word, Field(description="What the actor is to the program's goodwill (`alone`).")]]
    seller: NotRequired[SellerIn]
    severity: NotRequired[Annotated[Severity, Field(description="How bad it turns out to be.")]]
    till: NotRequired[Till]
    to: Annotated[str, Field(min_length=1, max_length=20, json_schema_extra=TEXT)]


@with_config(STRICT)
class SurveyIn(TypedDict):
    """How a case went, as its member says."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    score: Annotated[int, Field(ge=0, le=10, description="On the scale that was asked for: 0 to 10, or 1 to 5.")]
    till: NotRequired[Till]


@with_config(strictly(**SOMEBODY))
class PriceDropIn(TypedDict):
    """What was bought on `line` of `receipt` costs `promo_minor` an item by now."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    identifier: NotRequired[IdentifierIn]
    line: Annotated[int, Field(ge=1, le=100_000)]
    member: NotRequired[MemberId]
    promo_from: NotRequired[Annotated[Day, Field(description="The day on which it gets cheaper, where that is still to come.")]]
    promo_minor: Annotated[int, Field(ge=0, le=10**12)]
    reason: NotRequired[Reason]
    receipt: ReceiptText
    till: NotRequired[Till]


@with_config(STRICT)
class BankReportIn(TypedDict):
    """A bank's report of a payment file."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    file: Annotated[str, Field(min_length=1, max_length=900_000, description="pain.002, as the bank gives it.", json_schema_extra=TEXT)]
    till: NotRequired[Till]


@with_config(STRICT)
class LinkIn(TypedDict):
    """Who asks for a member's link, and where."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    till: NotRequired[Till]


@with_config(strictly(**SOMEBODY))
class ReferIn(TypedDict):
    """A new member came by another: `link` is what that member shared."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    identifier: NotRequired[IdentifierIn]
    link: Annotated[str, Field(min_length=1, max_length=64, json_schema_extra=TEXT)]
    member: NotRequired[MemberId]
    till: NotRequired[Till]


Mark = Annotated[str, Field(
    min_length=32, max_length=128, description="A hash that the shop made, in hexadecimal; never the number or the address itself.",
    json_schema_extra={"pattern": "^[0-9a-f]{32,128}$"},
)]  # fmt: skip


@with_config(STRICT | {"json_schema_extra": {"minProperties": 1}})
class MarksTold(TypedDict):
    """By what two members may turn out to be one person."""

    delivery: NotRequired[Mark]
    device: NotRequired[Mark]
    payment: NotRequired[Mark]


@with_config(STRICT)
class MarksIn(TypedDict):
    """Marks of whoever enrolled or bought."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    marks: MarksTold
    till: NotRequired[Till]


CASE: Final[TypeAdapter[Any]] = TypeAdapter(CaseIn)
CASE_MOVE: Final[TypeAdapter[Any]] = TypeAdapter(CaseMoveIn)
SURVEY: Final[TypeAdapter[Any]] = TypeAdapter(SurveyIn)
NAME_ACCOUNT: Final[TypeAdapter[Any]] = TypeAdapter(NameAccountIn)
PRICE_DROP: Final[TypeAdapter[Any]] = TypeAdapter(PriceDropIn)
LINK: Final[TypeAdapter[Any]] = TypeAdapter(LinkIn)
BANK_REPORT: Final[TypeAdapter[Any]] = TypeAdapter(BankReportIn)
REFER: Final[TypeAdapter[Any]] = TypeAdapter(ReferIn)
MARKS: Final[TypeAdapter[Any]] = TypeAdapter(MarksIn)
