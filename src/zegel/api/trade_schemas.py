"""Bodies about what became of business customers' invoices, and about what partners dispute."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, Actor, Branch, LongWord, NotNegative, Positive, Reason, ReceiptText, Till, Word, strictly

_ONE_SALE: Any = {"oneOf": [{"required": ["receipt"]}, {"required": ["receipt_number"]}]}
_TOLD: Any = {
    "anyOf": [{"required": [name]} for name in ("delivered", "disputed", "paid_minor")] + [
        {"required": [name], "properties": {name: {"const": True}}} for name in ("delivered_in_full", "paid_in_full")
    ]
}  # fmt: skip
_ONE_WAY: Any = [
    {"not": {"required": [whole, part], "properties": {whole: {"const": True}}}}
    for whole, part in (("delivered_in_full", "delivered"), ("paid_in_full", "paid_minor"))
]
"""All of it, or how much: not both."""


@with_config(STRICT)
class DeliveredIn(TypedDict):
    """A line of the sale, and how much of it was delivered in all so far."""

    number: Annotated[int, Field(ge=1, le=100_000)]
    quantity: Annotated[int, Field(ge=0, le=10**12, description="Thousandths.")]


@with_config(strictly(allOf=[_ONE_SALE, _TOLD, *_ONE_WAY]))
class InvoiceIn(TypedDict):
    """What became of an invoice: of a sale, by its receipt or its receipt number. What is left out stays as it was."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    delivered: NotRequired[Annotated[list[DeliveredIn], Field(min_length=1, max_length=1_000)]]
    delivered_in_full: NotRequired[bool]
    disputed: NotRequired[Annotated[bool, Field(description="Whether it is disputed from now on. Needs a `reason`, either way.")]]
    paid_in_full: NotRequired[bool]
    paid_minor: NotRequired[Annotated[NotNegative, Field(description="What was paid of it in all so far, VAT included.")]]
    reason: NotRequired[Reason]
    receipt: NotRequired[ReceiptText]
    receipt_number: NotRequired[Annotated[LongWord, Field(min_length=1)]]
    till: NotRequired[Till]


@with_config(STRICT)
class DisputeIn(TypedDict):
    """A partner disputes an amount of a month's statement, or of one line of it (`receipt`)."""

    actor: NotRequired[Actor]
    amount_minor: Annotated[Positive, Field(description="How much of it is not right, in the partner's favour.")]
    branch: NotRequired[Branch]
    partner: Word
    reason: Reason
    receipt: NotRequired[ReceiptText]
    side: Annotated[Literal["issued", "redeemed"], Field(description="What it owes for points issued, or gets for points redeemed.")]
    till: NotRequired[Till]


@with_config(STRICT)
class DisputeDecisionIn(TypedDict):
    """Somebody else than who opened it grants a dispute, for less than was disputed where `amount_minor` says so, or refuses it."""

    actor: NotRequired[Actor]
    amount_minor: NotRequired[Positive]
    branch: NotRequired[Branch]
    grant: bool
    reason: Reason
    till: NotRequired[Till]


DISPUTE: Final[TypeAdapter[Any]] = TypeAdapter(DisputeIn)
DECISION: Final[TypeAdapter[Any]] = TypeAdapter(DisputeDecisionIn)
INVOICE: Final[TypeAdapter[Any]] = TypeAdapter(InvoiceIn)
