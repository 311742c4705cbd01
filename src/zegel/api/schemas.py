"""What /v1 takes, as typed dictionaries that pydantic compiles. Fields stand in the order of their names: that is their canonical form.

Everything is strict: whole numbers are whole numbers, unknown fields are refused, texts have a longest length.
"""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.bodies import TEXT_PATTERN
from zegel.core.money import MAX_AMOUNT
from zegel.program.questions import PURPOSE

# Compiled when first asked for: all of them together take a fifth of a start, and a till that only sells needs one.
STRICT = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True, defer_build=True)
TEXT = {"pattern": TEXT_PATTERN}


def _strictly(**more: Any) -> ConfigDict:
    """Strict, with what the schema says besides of fields that go together."""
    return ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True, defer_build=True, json_schema_extra=more)


_SHOWN: Any = {"required": ["identifier"], "properties": {"identifier": {"type": "object"}}}
_NAMED: Any = {"required": ["member"]}
_AT_MOST_ONE: Any = {"allOf": [_SHOWN, _NAMED]}
_SOMEBODY: Any = {"anyOf": [_SHOWN, _NAMED], "not": _AT_MOST_ONE}
"""`member` or `identifier` says who it is: one of the two, never both."""

SOMEBODY, AT_MOST_ONE, strictly = _SOMEBODY, _AT_MOST_ONE, _strictly
"""For routes whose bodies stand in rooms of their own."""

Amount = Annotated[int, Field(ge=-MAX_AMOUNT, le=MAX_AMOUNT)]
Positive = Annotated[int, Field(ge=1, le=MAX_AMOUNT)]
NotNegative = Annotated[int, Field(ge=0, le=MAX_AMOUNT)]
Word = Annotated[str, Field(max_length=64, json_schema_extra=TEXT)]
LongWord = Annotated[str, Field(max_length=200, json_schema_extra=TEXT)]
Reason = Annotated[str, Field(min_length=1, max_length=500, json_schema_extra=TEXT)]
HappenedAt = Annotated[
    str,
    Field(
        max_length=40,
        json_schema_extra={"format": "date-time"},
        description="When it happened, RFC 3339 with an offset (`2026-03-03T10:15:00+01:00`); now, where it is left out.",
        examples=["2026-03-03T10:15:00+01:00"],
    ),
]
MemberId = Annotated[
    str, Field(description="A member's UUID, as earlier answers gave it.", json_schema_extra={"format": "uuid"}, max_length=36)
]
ReceiptText = Annotated[
    str,
    Field(
        description="A receipt's id: `<uuid>.<number>`.", max_length=60, json_schema_extra={"pattern": "^[0-9a-f-]{36}\\.[1-9][0-9]{0,14}$"}
    ),
]
Branch = Annotated[
    str,
    Field(max_length=64, description="A branch of the program. A key that is bound to a branch need not name it.", json_schema_extra=TEXT),
]
Till = Annotated[str, Field(max_length=64, description="Which till it was.", json_schema_extra=TEXT)]
Actor = Annotated[
    str, Field(max_length=100, description="Who did it (a member of staff); the key where it is left out.", json_schema_extra=TEXT)
]
Currency = Annotated[str, Field(description="ISO 4217; the company's where it is left out.", pattern="^[A-Z]{3}$", examples=["EUR"])]
Day = Annotated[str, Field(max_length=10, json_schema_extra={"format": "date"}, examples=["2019-03-02"])]


@with_config(STRICT)
class IdentifierIn(TypedDict):
    """Something that a member shows: a card, a QR code, a phone number, an e-mail address, a number in another system."""

    kind: Annotated[Literal["card", "qr", "phone", "email", "external"], Field(examples=["card"])]
    value: Annotated[str, Field(min_length=1, max_length=254, examples=["2620000012345"], json_schema_extra=TEXT)]


@with_config(STRICT)
class LineIn(TypedDict):
    """One line of a basket. `net_minor` is what the line costs, in cents; it is never computed from the other fields."""

    brand: NotRequired[LongWord]
    category: NotRequired[Annotated[str, Field(max_length=200, description="A path: `bakery/bread`.", json_schema_extra=TEXT)]]
    condition: NotRequired[Annotated[Literal["A", "B", "C", "D"], Field(description="From as new (A) to damaged (D).")]]
    cost_minor: NotRequired[Annotated[Amount | None, Field(description="What the whole line costs the shop.")]]
    discount_minor: NotRequired[Annotated[NotNegative, Field(description="What the till took off already.")]]
    floor_minor: NotRequired[Annotated[NotNegative, Field(description="What one whole measure costs at least, whatever comes off.")]]
    legal_class: NotRequired[Annotated[Word, Field(description="`alcohol`, `tobacco`, `deposit`, `gift_card`, …; empty for none.")]]
    list_minor: NotRequired[
        Annotated[Amount, Field(description="The price before the till's own discount; net plus discount where it is left out.")]
    ]
    measure: NotRequired[Literal["piece", "kg", "g", "l", "gallon", "m", "m2", "hour"]]
    net_minor: Annotated[Amount, Field(description="What the line costs, in minor units. Only a deposit may be negative.", examples=[250])]
    number: NotRequired[Annotated[int, Field(ge=1, le=100_000, description="The line's number; its place where it is left out.")]]
    quantity: NotRequired[Annotated[NotNegative, Field(description="Thousandths of the measure: three rolls are 3000.", examples=[1000])]]
    sku: NotRequired[Word]
    tags: NotRequired[Annotated[list[Word], Field(max_length=20)]]
    vat_bp: NotRequired[Annotated[int, Field(ge=0, le=10_000, description="VAT in basis points: 900 is 9 %.", examples=[900])]]


@with_config(STRICT)
class TenderIn(TypedDict):
    """One way in which was paid."""

    amount_minor: Amount
    code: NotRequired[
        Annotated[
            str,
            Field(min_length=1, max_length=64, description="Of a gift card in Zegel's books; kept nowhere.", json_schema_extra=TEXT),
        ]
    ]
    kind: Literal["cash", "card", "gift_card", "store_credit", "coupon", "other"]


Role = Annotated[
    str, Field(min_length=1, max_length=100, description="What the actor is there; left out: the humblest role.", json_schema_extra=TEXT)
]
Choice = Annotated[int, Field(ge=1, le=1000, description="The number of the gift (from 1), or of the line, that the member chose.")]


@with_config(STRICT)
class UseIn(TypedDict):
    """What the member wants to use: a reward or a points discount of the program."""

    choice: NotRequired[Choice]
    count: NotRequired[
        Annotated[
            NotNegative, Field(description="Of a reward how many times (1), of a points discount how many points (as many as may be).")
        ]
    ]
    what: Annotated[str, Field(min_length=1, max_length=100, examples=["free bread"], json_schema_extra=TEXT)]


CodeText = Annotated[str, Field(min_length=1, max_length=64, examples=["ZOMER10"], json_schema_extra=TEXT)]


@with_config(STRICT)
class HonouredCodeIn(TypedDict):
    """A code that a colleague honours after its last day, with the reason."""

    code: CodeText
    honour: NotRequired[Annotated[str, Field(max_length=200, description="Why, where its last day is past.", json_schema_extra=TEXT)]]


Codes = Annotated[list[CodeText | HonouredCodeIn], Field(max_length=20, description="Coupons and vouchers, in the order of entering.")]
Lines = Annotated[list[LineIn], Field(min_length=1, max_length=1000)]
Tenders = Annotated[list[TenderIn], Field(max_length=50, description="How was paid; not checked where it is left out.")]
Uses = Annotated[list[UseIn], Field(max_length=20)]


@with_config(_strictly(**{"not": _AT_MOST_ONE}))
class PurchaseIn(TypedDict):
    """A basket that was paid. Without `identifier` and `member` it gets a purse of its own, which can be claimed later."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    channel: NotRequired[Literal["till", "web", "app", "phone", "invoice"]]
    codes: NotRequired[Codes]
    currency: NotRequired[Currency]
    happened_at: NotRequired[HappenedAt]
    identifier: NotRequired[IdentifierIn | None]
    lines: Lines
    member: NotRequired[MemberId]
    receipt_number: NotRequired[
        Annotated[str, Field(max_length=64, description="The till's own number; a source uses each once.", json_schema_extra=TEXT)]
    ]
    tenders: NotRequired[Tenders]
    till: NotRequired[Till]
    uses: NotRequired[Uses]


@with_config(STRICT)
class SoldCardIn(TypedDict):
    """Line `line` is a gift card, of which `code` is the code: it can be spent as soon as this purchase is booked."""

    code: Annotated[str, Field(min_length=1, max_length=64, description="Kept nowhere.", json_schema_extra=TEXT)]
    line: Annotated[int, Field(ge=1, le=MAX_AMOUNT)]


Sells = Annotated[list[SoldCardIn], Field(max_length=100, description="The gift cards among the lines, to be activated.")]


@with_config(_strictly(**{"not": _AT_MOST_ONE}))
class SaleIn(PurchaseIn):
    """A basket that was paid, and the gift cards among its lines. Without `identifier` and `member` it gets a purse of its own."""

    sells: NotRequired[Sells]


@with_config(_strictly(**{"not": _AT_MOST_ONE}))
class BulkLineIn(PurchaseIn):
    """One purchase of a bulk body; `key` makes the line safe to send again, where `receipt_number` does not do that already."""

    key: NotRequired[Annotated[str, Field(min_length=1, max_length=255, pattern="^[!-~]+$")]]


@with_config(_strictly(**{"not": _AT_MOST_ONE}))
class HoldIn(PurchaseIn):
    """A basket that is about to be paid: what it uses is set aside. Without `identifier` and `member` it gets a purse of its own."""


@with_config(STRICT)
class CommitIn(TypedDict):
    """The held basket was paid."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    receipt_number: NotRequired[Word]
    tenders: NotRequired[Tenders]
    till: NotRequired[Till]


@with_config(STRICT)
class CancelIn(TypedDict):
    """Take it back."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    reason: NotRequired[Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]]
    till: NotRequired[Till]


@with_config(STRICT)
class ReturnedLineIn(TypedDict):
    """What of one line comes back: `quantity` in thousandths, all that is left of the line where it is left out."""

    number: Annotated[int, Field(ge=1, le=100_000)]
    quantity: NotRequired[Positive]


@with_config(STRICT)
class ReturnIn(TypedDict):
    """Goods of one sale come back; without `lines` all that is left."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    cause: NotRequired[Literal["voluntary", "withdrawal", "defect"]]
    doubtful: NotRequired[
        Annotated[bool, Field(description="They were given the benefit of the doubt: counted, with the reason, and no more than that.")]
    ]
    happened_at: NotRequired[HappenedAt]
    lines: NotRequired[Annotated[list[ReturnedLineIn], Field(max_length=1000)]]
    reason: NotRequired[Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]]
    receipt: ReceiptText
    refund_as: NotRequired[
        Annotated[
            Literal["money", "store_credit"], Field(description="Store credit only where the shopper chose it; money where left out.")
        ]
    ]
    till: NotRequired[Till]


@with_config(_strictly(**{"not": _AT_MOST_ONE}))
class GestureIn(TypedDict):
    """People in a branch give something by themselves. Without `identifier` and `member` it can only be a thing."""

    actor: NotRequired[Actor]
    because: NotRequired[
        Annotated[
            Literal["years", "waited", "child", "wrong", "day"],
            Field(description="Which of the reasons that tills offer it is; what `gestures.reasons` sets apart for it is drawn on."),
        ]
    ]
    branch: Branch
    gesture: Annotated[str, Field(min_length=1, max_length=100, examples=["flowers"], json_schema_extra=TEXT)]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    reason: Reason
    role: NotRequired[Role]
    till: NotRequired[Till]


@with_config(STRICT)
class MoveOrderIn(TypedDict):
    """One step of an order: picked from the shelf, handed over, or cancelled."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    reason: NotRequired[Reason]
    step: Literal["pick", "hand over", "cancel"]
    till: NotRequired[Till]


@with_config(STRICT)
class DecideGestureIn(TypedDict):
    """A colleague says yes or no to a gesture that was asked for, in the branch that asked."""

    actor: NotRequired[Actor]
    approve: bool
    branch: Branch
    reason: Reason
    role: NotRequired[Role]
    till: NotRequired[Till]


@with_config(_strictly(**_SOMEBODY))
class RedeemIn(TypedDict):
    """A reward is handed over without a basket."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    choice: NotRequired[Choice]
    count: NotRequired[Annotated[int, Field(ge=1, le=1000)]]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    reward: Annotated[str, Field(min_length=1, max_length=100, json_schema_extra=TEXT)]
    till: NotRequired[Till]


@with_config(_strictly(**_SOMEBODY))
class AdjustIn(TypedDict):
    """A correction by hand: `count` more (or less) of `unit`, with the reason that the books keep."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    count: Annotated[Amount, Field(description="Not 0.", examples=[50], json_schema_extra={"not": {"const": 0}})]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    reason: Reason
    role: NotRequired[Role]
    till: NotRequired[Till]
    unit: Annotated[str, Field(min_length=1, max_length=64, examples=["points"], json_schema_extra=TEXT)]


@with_config(STRICT)
class DecideAdjustmentIn(TypedDict):
    """A colleague agrees to a correction that was asked for, or not."""

    actor: NotRequired[Actor]
    approve: bool
    branch: NotRequired[Branch]
    reason: Reason
    role: NotRequired[Role]
    till: NotRequired[Till]


@with_config(STRICT)
class AgreementIn(TypedDict):
    """A business customer is bound to a ladder of the program; sent again, it is a new version."""

    actor: NotRequired[Actor]
    agreement: Annotated[Word, Field(description="The ladder, by its id in the program.", examples=["huisleverancier"])]
    branch: NotRequired[Branch]
    expected_minor: NotRequired[Annotated[NotNegative, Field(description="The turnover that both expect of a whole year, without VAT.")]]
    first: Annotated[Day, Field(description="The first day.", examples=["2026-01-01"])]
    last: NotRequired[Annotated[Day, Field(description="The last day; none where it is left out.")]]
    last_year_minor: NotRequired[Annotated[NotNegative, Field(description="The turnover of the year before the first, without VAT.")]]
    members: NotRequired[
        Annotated[list[MemberId], Field(max_length=200, description="Whose turnover counts as well: a group, a buying association.")]
    ]
    reason: NotRequired[Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]]
    till: NotRequired[Till]


@with_config(STRICT)
class BonusIn(TypedDict):
    """One step of a year's bonus. Somebody else than who locked it approves."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    day: Annotated[Day, Field(description="A day of the year that it is about.", examples=["2026-12-31"])]
    reason: NotRequired[Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]]
    step: Literal["provisional", "lock", "approve", "hold", "release", "correct"]


@with_config(STRICT)
class TillReceiptIn(TypedDict):
    """What a till receipt says: its number and what was paid. `day` and `branch` where two tills gave the same number."""

    branch: NotRequired[Branch]
    day: NotRequired[Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2026-03-04"])]]
    receipt_number: Annotated[str, Field(min_length=1, max_length=64, json_schema_extra=TEXT)]
    total_minor: Annotated[Amount, Field(description="What was paid, as the receipt says.", examples=[1250])]


@with_config(_strictly(**_SOMEBODY, oneOf=[{"required": ["card"]}, {"required": ["receipt"]}, {"required": ["till_receipt"]}]))
class ClaimIn(TypedDict):
    """An anonymous card, or the purse of a receipt without a card, becomes the member's. A till receipt is told by number and total."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    card: NotRequired[IdentifierIn]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    receipt: NotRequired[ReceiptText]
    till: NotRequired[Till]
    till_receipt: NotRequired[TillReceiptIn]


@with_config(STRICT)
class ReviewIn(TypedDict):
    """A sale that came in late is approved or refused."""

    actor: NotRequired[Actor]
    approve: bool
    branch: NotRequired[Branch]
    reason: Reason
    till: NotRequired[Till]


@with_config(STRICT)
class EnrolIn(TypedDict):
    """A new member. Nothing about them but this is asked for."""

    actor: NotRequired[Actor]
    birthday: NotRequired[
        Annotated[
            str,
            Field(
                max_length=10,
                description="`MM-DD` or `YYYY-MM-DD`.",
                examples=["03-31"],
                json_schema_extra={"pattern": "^([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
            ),
        ]
    ]
    anonymous: NotRequired[
        Annotated[bool, Field(description="A card that is handed out without a name, to be claimed later: nothing is known of its owner.")]
    ]
    branch: NotRequired[Branch]
    identifiers: NotRequired[Annotated[list[IdentifierIn], Field(max_length=20)]]
    language: NotRequired[Literal["nl", "en", ""]]
    name: NotRequired[Annotated[str, Field(max_length=200, json_schema_extra=TEXT)]]
    since: NotRequired[Annotated[Day, Field(description="When the member joined; today where it is left out.")]]
    till: NotRequired[Till]


@with_config(STRICT)
class AddIdentifierIn(TypedDict):
    """One more thing that a member can show."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    identifier: IdentifierIn
    till: NotRequired[Till]


@with_config(STRICT)
class ConsentIn(TypedDict):
    """A member consents to one purpose by one channel, or takes that back."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    channel: Literal["email", "sms", "phone", "post", "app"]
    happened_at: NotRequired[HappenedAt]
    purpose: Annotated[
        str,
        Field(
            min_length=1,
            max_length=40,
            examples=["newsletter"],
            description="What for, in a word or a few.",
            pattern=PURPOSE,
        ),
    ]
    state: Literal["given", "withdrawn"]
    text_version: NotRequired[Annotated[Word, Field(description="Which words the member agreed to.", examples=["2026-11"])]]
    till: NotRequired[Till]


@with_config(STRICT)
class LookupIn(TypedDict):
    """Who is this? A POST, so that no address or phone number stands in a log of addresses."""

    identifier: IdentifierIn


PURCHASE: Final[TypeAdapter[Any]] = TypeAdapter(PurchaseIn)
SALE: Final[TypeAdapter[Any]] = TypeAdapter(SaleIn)
HOLD: Final[TypeAdapter[Any]] = TypeAdapter(HoldIn)
BULK_LINE: Final[TypeAdapter[Any]] = TypeAdapter(BulkLineIn)
COMMIT: Final[TypeAdapter[Any]] = TypeAdapter(CommitIn)
CANCEL: Final[TypeAdapter[Any]] = TypeAdapter(CancelIn)
RETURN: Final[TypeAdapter[Any]] = TypeAdapter(ReturnIn)
REDEEM: Final[TypeAdapter[Any]] = TypeAdapter(RedeemIn)
GESTURE: Final[TypeAdapter[Any]] = TypeAdapter(GestureIn)
DECIDE_GESTURE: Final[TypeAdapter[Any]] = TypeAdapter(DecideGestureIn)
MOVE_ORDER: Final[TypeAdapter[Any]] = TypeAdapter(MoveOrderIn)
ADJUST: Final[TypeAdapter[Any]] = TypeAdapter(AdjustIn)
DECIDE_ADJUSTMENT: Final[TypeAdapter[Any]] = TypeAdapter(DecideAdjustmentIn)
AGREEMENT: Final[TypeAdapter[Any]] = TypeAdapter(AgreementIn)
BONUS: Final[TypeAdapter[Any]] = TypeAdapter(BonusIn)
CLAIM: Final[TypeAdapter[Any]] = TypeAdapter(ClaimIn)
REVIEW: Final[TypeAdapter[Any]] = TypeAdapter(ReviewIn)
CONSENT: Final[TypeAdapter[Any]] = TypeAdapter(ConsentIn)
ENROL: Final[TypeAdapter[Any]] = TypeAdapter(EnrolIn)
ADD_IDENTIFIER: Final[TypeAdapter[Any]] = TypeAdapter(AddIdentifierIn)
LOOKUP: Final[TypeAdapter[Any]] = TypeAdapter(LookupIn)
