"""What the routes of stored value take; the other words of a body are those of api.schemas."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.bodies import TEXT_PATTERN
from zegel.api.schemas import SOMEBODY, STRICT, Actor, Branch, IdentifierIn, MemberId, Positive, Reason, Till, strictly

TEXT: Any = {"pattern": TEXT_PATTERN}


@with_config(strictly(**SOMEBODY))
class CreditIn(TypedDict):
    """Store credit given by hand, with the reason that the books keep."""

    actor: NotRequired[Actor]
    amount_minor: Annotated[Positive, Field(examples=[500])]
    branch: NotRequired[Branch]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    reason: Reason
    till: NotRequired[Till]


_CARD_CODE: Final = Field(min_length=1, max_length=64, examples=["2345-6789-ABCD-EFG6"], json_schema_extra=TEXT)


@with_config(STRICT)
class GiftCardIn(TypedDict):
    """A gift card that was paid for. Without `code` Zegel draws one, and tells it in the answer."""

    actor: NotRequired[Actor]
    amount_minor: Annotated[Positive, Field(examples=[2500])]
    branch: NotRequired[Branch]
    code: NotRequired[Annotated[str, _CARD_CODE]]
    reason: NotRequired[Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]]
    till: NotRequired[Till]


@with_config(STRICT)
class GiftCardTopUpIn(TypedDict):
    """More on a gift card."""

    actor: NotRequired[Actor]
    amount_minor: Annotated[Positive, Field(examples=[2500])]
    branch: NotRequired[Branch]
    code: Annotated[str, _CARD_CODE]
    reason: NotRequired[Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]]
    till: NotRequired[Till]


@with_config(STRICT)
class GiftCardReplaceIn(TypedDict):
    """A lost card gets another code: `code`, or (`draw`) one that Zegel draws. With neither it is blocked until it gets one."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    code: NotRequired[Annotated[str, _CARD_CODE]]
    draw: NotRequired[bool]
    reason: Reason
    till: NotRequired[Till]


@with_config(STRICT)
class GiftCardLookupIn(TypedDict):
    """What is on this card?"""

    code: Annotated[str, _CARD_CODE]
    till: NotRequired[Till]


@with_config(strictly(**SOMEBODY))
class PayOutIn(TypedDict):
    """Paid stamps are handed in: so many full books, or everything where `books` is left out."""

    actor: NotRequired[Actor]
    books: NotRequired[Annotated[int, Field(ge=1, le=1000)]]
    branch: NotRequired[Branch]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    refund_as: NotRequired[Annotated[Literal["money", "store_credit"], Field(description="Store credit only where the shopper chose it.")]]
    till: NotRequired[Till]


CREDIT: Final[TypeAdapter[Any]] = TypeAdapter(CreditIn)
GIFT_CARD: Final[TypeAdapter[Any]] = TypeAdapter(GiftCardIn)
GIFT_CARD_TOP_UP: Final[TypeAdapter[Any]] = TypeAdapter(GiftCardTopUpIn)
GIFT_CARD_REPLACE: Final[TypeAdapter[Any]] = TypeAdapter(GiftCardReplaceIn)
GIFT_CARD_LOOKUP: Final[TypeAdapter[Any]] = TypeAdapter(GiftCardLookupIn)
PAY_OUT: Final[TypeAdapter[Any]] = TypeAdapter(PayOutIn)
