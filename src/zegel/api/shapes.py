"""What /v1 answers, for the OpenAPI document only: answers are made as plain dictionaries, and tests hold the two together."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from zegel.decide.effects import EFFECTS
from zegel.ledger.accounts import ACCOUNTS
from zegel.ledger.entries import ENTRY_KINDS

CLOSED = ConfigDict(extra="forbid")
_OPEN = ConfigDict(extra="allow")

Kind = Literal["free shipping", "faster shipping", "early access", "payment term", "extended warranty", "price list", "invitation"]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Effects = Annotated[str, Field(json_schema_extra={"enum": [*EFFECTS]})]
Accounts = Annotated[str, Field(json_schema_extra={"enum": [*ACCOUNTS]})]
Kinds = Annotated[str, Field(json_schema_extra={"enum": [*ENTRY_KINDS]})]


@with_config(CLOSED)
class Balance(TypedDict):
    """What a purse holds of one unit. `debt` is what a return took back of points that were spent already (below zero)."""

    unit: str
    available: int
    pending: int
    reserved: int
    debt: int


@with_config(_OPEN)
class Effect(TypedDict):
    """What a rule did. `effect` names the kind; the other fields depend on it."""

    effect: Effects


@with_config(_OPEN)
class Totals(TypedDict):
    """Amounts in minor units: of a sale before and after Zegel's discounts, and how much of it is paid when a trial is over; of a return
    what is refunded, how much of that in money (where stored value had paid, or store credit was chosen), and what is not charged any
    more for goods on trial."""

    net_minor: NotRequired[int]
    pays_minor: NotRequired[int]
    discount_minor: NotRequired[int]
    refund_minor: NotRequired[int]
    repriced: NotRequired[int]
    money_minor: NotRequired[int]
    stamps_minor: NotRequired[int]
    later_minor: NotRequired[int]
    not_charged_minor: NotRequired[int]
    hold_expires_at: NotRequired[Moment | None]


@with_config(CLOSED)
class Explanation(TypedDict):
    """What happened and why, a sentence each, for the shopper."""

    nl: list[str]
    en: list[str]


@with_config(CLOSED)
class ReceiptOut(TypedDict):
    """What a command came to. `receipt` is null for a quote: nothing was written."""

    receipt: str | None
    kind: Kinds
    member: Annotated[str, Field(description="The purse, which is the member's id; an anonymous purse has one too.")]
    of: Annotated[str | None, Field(description="The receipt that this one follows: of a hold, a sale, a redemption.")]
    at: Moment
    happened_at: Moment
    business_date: str
    branch: str
    till: str
    review: Annotated[bool, Field(description="It came in late and waits for a person.")]
    balances: Annotated[list[Balance], Field(description="Afterwards, of every unit that moved.")]
    effects: list[Effect]
    totals: Totals
    explanation: Explanation


@with_config(CLOSED)
class SaleOut(ReceiptOut):
    """A sale. `code`, told to this request only, is to be printed on its receipt: it opens the coupon that a sale without a card gave."""

    code: NotRequired[str]


@with_config(CLOSED)
class FullReceiptOut(ReceiptOut):
    """A receipt with its whole document, whose SHA-256 the journal holds."""

    document: dict[str, Any]


@with_config(CLOSED)
class Said(TypedDict):
    """The same in Dutch and English."""

    nl: str
    en: str


@with_config(CLOSED)
class EventOut(ReceiptOut):
    """An event. `disclosure` is there where a review was rewarded: it is to be shown beside that review."""

    disclosure: NotRequired[Said]


@with_config(CLOSED)
class ReasonOut(TypedDict):
    """One thing that happened, or one rule that did not apply (`kind` is `not`), at three lengths: for a till (at most 90 characters), for
    the member, and for the office, with each test that held, how it stood and every share. `would` says what would have made it apply."""

    rule: str | None
    kind: str
    applied: bool
    short: Said
    full: Said
    complete: Said
    would: Said | None


@with_config(CLOSED)
class HintOut(TypedDict):
    """What would bring a discount within reach: `more` minor units (`amount`) or pieces (`items`)."""

    rule: str
    kind: Literal["amount", "items"]
    more: int
    says: Said


@with_config(CLOSED)
class SuggestionOut(TypedDict):
    """A gesture that the till may suggest: a surprise now and then."""

    gesture: str
    says: Said


@with_config(CLOSED)
class LinePriceOut(TypedDict):
    """From and for: what a line cost before and after everything that came off; `rules` are the discounts and rewards that did it."""

    number: int
    from_minor: int
    for_minor: int
    rules: list[str]
    says: Said


@with_config(CLOSED)
class HeldOut(TypedDict):
    """Something that the member has. What of `hours`, `days`, `months`, `from_minor` and `name` does not belong to its kind is null."""

    id: str
    kind: Kind
    hours: int | None
    days: int | None
    months: int | None
    from_minor: int | None
    name: str | None
    until: Moment | None
    why: Said


@with_config(CLOSED)
class QuoteOut(ReceiptOut):
    """What a purchase would come to, with the lines that become cheaper, what would bring more, and what the member has besides."""

    hints: list[HintOut]
    lines: list[LinePriceOut]
    suggestion: SuggestionOut | None
    reasons: Annotated[list[ReasonOut] | None, Field(description="Every rule, fired or not, where `reasons=true` asked for it.")]
    entitlements: list[HeldOut]


@with_config(CLOSED)
class ExplanationOut(TypedDict):
    """Every rule that was looked at, fired or not, with the reason; the lines that became cheaper; what would have brought more."""

    receipt: str
    reasons: list[ReasonOut]
    hints: list[HintOut]
    lines: list[LinePriceOut]
    suggestion: SuggestionOut | None


@with_config(CLOSED)
class IdentifierOut(TypedDict):
    """Something that a member shows."""

    kind: str
    value: str


@with_config(CLOSED)
class MemberOut(TypedDict):
    """A member as the till needs it."""

    member: str
    anonymous: bool
    since: str | None
    name: str
    language: str
    birthday: str
    tier: str | None
    blocked: bool
    doubtful_returns: Annotated[int, Field(description="How often they were given the benefit of the doubt when goods came back.")]
    identifiers: list[IdentifierOut]
    balances: list[Balance]


@with_config(CLOSED)
class MemberRow(TypedDict):
    """A member in a list."""

    member: str
    name: str
    language: str
    birthday: str
    joined_at: Moment


Next = Annotated[str | None, Field(description="The cursor of the next page; null on the last one.")]


@with_config(CLOSED)
class MembersOut(TypedDict):
    """A page of members."""

    members: list[MemberRow]
    next: Next


@with_config(CLOSED)
class BalancesOut(TypedDict):
    """Balances now, with everything booked that is due."""

    member: str
    at: Moment
    tier: str | None
    balances: list[Balance]


@with_config(CLOSED)
class LotOut(TypedDict):
    """Points with one origin and one expiry."""

    lot: str
    unit: str
    amount: int
    available: int
    pending: int
    reserved: int
    opened_at: Moment
    available_at: Moment | None
    expires_at: Moment | None


@with_config(CLOSED)
class LotsOut(TypedDict):
    """A page of open lots."""

    lots: list[LotOut]
    next: Next


@with_config(CLOSED)
class PostingOut(TypedDict):
    """From one account to another."""

    unit: str
    source: Accounts
    destination: Accounts
    amount: int
    lot: str | None


@with_config(CLOSED)
class EntryOut(TypedDict):
    """A journal entry. `receipt` is null for what happened by itself."""

    seq: int
    kind: Kinds
    at: Moment
    happened_at: Moment
    business_date: str
    actor: str
    branch: str
    till: str
    reason: str
    receipt: str | None
    undoes: int | None
    hash: str
    previous: str
    receipt_digest: str | None
    postings: list[PostingOut]


@with_config(CLOSED)
class EntriesOut(TypedDict):
    """A page of journal entries."""

    entries: list[EntryOut]
    next: Next


@with_config(CLOSED)
class ReceiptRow(TypedDict):
    """A receipt in a list."""

    receipt: str
    kind: Kinds
    at: Moment
    erased: bool
    totals: Totals


@with_config(CLOSED)
class ReceiptsOut(TypedDict):
    """A page of receipts, the newest first."""

    receipts: list[ReceiptRow]
    next: Next


@with_config(CLOSED)
class CaseOut(TypedDict):
    """A case, and where it can go from here."""

    case: str
    kind: str
    state: str
    at: Moment
    data: dict[str, Any]
    moves: list[str]


@with_config(CLOSED)
class CasesOut(TypedDict):
    """Cases."""

    cases: list[CaseOut]


@with_config(CLOSED)
class LinkOut(TypedDict):
    """What a member shares with friends, as a link or a QR."""

    link: str


@with_config(CLOSED)
class FriendWhy(TypedDict):
    """Why a friend waits or does not count."""

    code: str
    en: str
    nl: str


@with_config(CLOSED)
class FriendOut(TypedDict):
    """How a friend stands; who it is stays between the two of them."""

    number: int
    state: Literal["registered", "held", "rewarded", "over the limit", "rejected"]
    why: list["FriendWhy"]


@with_config(CLOSED)
class FriendsOut(TypedDict):
    """The member's link, where one was made, and their friends."""

    link: str | None
    friends: list[FriendOut]


@with_config(CLOSED)
class BulkResult(TypedDict):
    """What became of one line."""

    line: int
    result: Literal["recorded", "kept", "replayed", "duplicate", "refused", "failed"]
    receipt: NotRequired[str | None]
    code: NotRequired[str]
    detail: NotRequired[str]
    data: NotRequired[dict[str, Any]]


@with_config(CLOSED)
class HealthOut(TypedDict):
    """Whether the server lives, and can do its work."""

    status: Literal["live", "ready"]
    version: str


@with_config(CLOSED)
class ProblemOut(TypedDict):
    """RFC 9457. `code` is stable, `nl` and `en` say it to people, `data` holds what is known of it."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    nl: str
    en: str
    data: dict[str, Any]
    retry: NotRequired[Literal["new_key", "same_key"]]


@with_config(CLOSED)
class ConsentChange(TypedDict):
    """One change of a consent."""

    state: Literal["given", "withdrawn"]
    at: Moment
    happened_at: Moment
    text_version: str | None
    source: str
    actor: str
    receipt: str


@with_config(CLOSED)
class ConsentOut(TypedDict):
    """A consent as it stands, with all that led to it, the oldest first."""

    purpose: str
    channel: str
    state: Literal["given", "withdrawn"]
    at: Moment
    history: list[ConsentChange]


@with_config(CLOSED)
class ConsentsOut(TypedDict):
    """What a member consented to."""

    member: str
    consents: list[ConsentOut]


@with_config(CLOSED)
class ArticleNames(TypedDict):
    """What an article is called; empty where it has no name in that language."""

    nl: str
    en: str


@with_config(CLOSED)
class ArticleOut(TypedDict):
    """An article of the catalogue. Amounts are of one whole measure; null and empty: not known."""

    sku: str
    names: ArticleNames
    category: str
    brand: str
    tags: list[str]
    vat_bp: int | None
    cost_minor: int | None
    floor_minor: int | None
    condition: Literal["A", "B", "C", "D"] | None
    legal_class: str
    marked_on: str | None


@with_config(CLOSED)
class ArticlePage(TypedDict):
    """A page of articles."""

    articles: list[ArticleOut]
    next: str | None
