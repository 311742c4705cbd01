"""What the routes of agreements answer, for the OpenAPI document only."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED


@with_config(CLOSED)
class AgreementRow(TypedDict):
    """One agreement in short. `lead` is whose agreement this member's turnover counts for."""

    agreement: str
    first: str
    last: str | None
    lead: str | None
    state: str
    version: int


@with_config(CLOSED)
class AgreementsOut(TypedDict):
    """A business customer's agreements."""

    agreements: list[AgreementRow]
    member: str


@with_config(CLOSED)
class RateNet(TypedDict):
    """Turnover of one VAT rate, without VAT."""

    net_minor: int
    vat_bp: int


@with_config(CLOSED)
class SliceOut(TypedDict):
    """The part of a bonus that belongs to one VAT rate, and the VAT on it."""

    minor: int
    vat_bp: int
    vat_minor: int


@with_config(CLOSED)
class BonusOut(TypedDict):
    """The bonus on the turnover so far. `minor` is 0 where `earned_minor` is less than is paid out."""

    earned_minor: int
    growth_minor: int
    minor: int
    rungs_minor: int
    slices: list[SliceOut]
    step: Annotated[int, Field(description="The step reached, from 1; 0 for none.")]
    target_minor: int
    term_days: Annotated[int, Field(description="How much later invoices may be paid at this step.")]


@with_config(CLOSED)
class NextOut(TypedDict):
    """What comes next, a step, growth or the target: what it still needs (minor units, or thousandths) and how much more bonus it gives.

    `step` is the step that the customer stands on then, from 1; 0 for none.
    """

    begins: int
    hint_en: str
    hint_nl: str
    more_minor: int
    needed: int
    step: int


@with_config(CLOSED)
class OpenOut(TypedDict):
    """What was invoiced in the year and does not count yet, without VAT; the bonus waits for it."""

    basis: Literal["paid", "delivered"]
    bonus_minor: Annotated[int, Field(description="The bonus once everything counts.")]
    disputed_minor: int
    minor: int
    says_en: str
    says_nl: str


@with_config(CLOSED)
class ForecastOut(TypedDict):
    """Where the year ends at this pace. `pace_bp`: against the same days of last year, 10,000 is the same."""

    bonus_minor: int
    pace_bp: int | None
    step: int
    turnover_minor: int


@with_config(CLOSED)
class YearOut(TypedDict):
    """A year of an agreement; of it the agreement runs from `first` through `last`."""

    begins: NotRequired[str]
    ends: NotRequired[str]
    first: str
    last: str


@with_config(CLOSED)
class CorrectionOut(TypedDict):
    """A difference that came after the bonus was locked."""

    by: str
    day: str
    minor: int
    reason: str
    slices: Annotated[list[SliceOut], Field(description="What it adds to each VAT rate, or takes off: the split of its document.")]


@with_config(CLOSED)
class SettledOut(TypedDict):
    """The bonus of a year that is over. `paid_minor` is `minor` with what was corrected."""

    approved_by: str
    corrections: list[CorrectionOut]
    held: str
    locked_by: str
    minor: int
    paid_minor: int
    paid_slices: Annotated[list[SliceOut], Field(description="`slices` with every correction; they add up to `paid_minor`.")]
    slices: list[SliceOut]
    state: str
    turnover_minor: int
    year: YearOut


@with_config(CLOSED)
class AgreementOut(TypedDict):
    """What an agreement comes to. A member whose turnover counts for another's has only `agreement`, `lead`, `member` and `state`."""

    accrued_minor: NotRequired[
        Annotated[int, Field(description="What a bookkeeper sets aside by now: the whole year's rate on what was bought.")]
    ]
    agreement: str
    as_of: NotRequired[str]
    bonus: NotRequired[BonusOut]
    by: NotRequired[str]
    by_rate: NotRequired[list[RateNet]]
    currency: NotRequired[str]
    expected_minor: NotRequired[int | None]
    first: NotRequired[str]
    forecast: NotRequired[ForecastOut]
    last: NotRequired[str | None]
    last_year_minor: NotRequired[int]
    lead: str | None
    member: str
    members: NotRequired[list[str]]
    method: NotRequired[str]
    next: NotRequired[NextOut | None]
    open: NotRequired[OpenOut | None]
    quantity: NotRequired[int]
    reason: NotRequired[str]
    settled: NotRequired[list[SettledOut]]
    state: str
    turnover_minor: NotRequired[int]
    version: NotRequired[int]
    year: NotRequired[YearOut]


@with_config(CLOSED)
class CountedLineOut(TypedDict):
    """A line of a purchase, and whether it counts."""

    category: str
    counts: bool
    counts_minor: Annotated[int, Field(description="How much of it counts.")]
    line: int
    net_minor: Annotated[int, Field(description="Without VAT, less what came back.")]
    says_en: str
    says_nl: str
    sku: str
    why: Literal["counts", "left out", "other articles", "came back", "before", "after", "refused", "not paid", "not delivered", "disputed"]


@with_config(CLOSED)
class CountedSaleOut(TypedDict):
    """A purchase, with what of it counts."""

    counts_minor: int
    day: str
    left_out_minor: int
    lines: list[CountedLineOut]
    member: str
    receipt: str
    receipt_number: str | None


@with_config(CLOSED)
class CountedOut(TypedDict):
    """The purchases of a year of an agreement, the oldest first."""

    agreement: str
    currency: str
    member: str
    purchases: list[CountedSaleOut]
    turnover_minor: int
    year: YearOut


@with_config(CLOSED)
class BusinessGiftsOfOut(TypedDict):
    """What one recipient was given in business gifts in a calendar year, without VAT. `limit_minor` 0: no limit is known."""

    currency: str
    law: str | None
    limit_minor: int
    member: str
    over_minor: Annotated[int, Field(description="How much of it lies above the limit.")]
    state: Annotated[str, Field(json_schema_extra={"enum": ["within", "near", "above"]})]
    total_minor: int
    year: str


@with_config(CLOSED)
class BusinessGiftsOut(TypedDict):
    """Recipients, a page at a time."""

    next: str | None
    recipients: list[BusinessGiftsOfOut]


@with_config(CLOSED)
class PartnerSettledOut(TypedDict):
    """One partner's month. Above zero `pays_minor` is what it pays the operator, below zero what it gets."""

    corrected_minor: Annotated[int, Field(description="Granted to it after disputes.")]
    disputed_minor: Annotated[int, Field(description="Disputed, and not decided yet.")]
    expired: Annotated[int, Field(description="Points that it issued once and that lapsed this month.")]
    gets_minor: int
    issued: int
    owes_minor: int
    partner: str
    pays_minor: int
    redeemed: int
    settled_minor: Annotated[int, Field(description="What it pays with what was granted taken off.")]


@with_config(CLOSED)
class DisputeOut(TypedDict):
    """What a partner disputes of the month, and what was decided."""

    amount_minor: int
    because: str
    decided_by: str
    dispute: str
    granted_minor: int
    opened_by: str
    partner: str
    reason: str
    receipt: str | None
    side: Literal["issued", "redeemed"]
    state: Literal["open", "granted", "refused"]


@with_config(CLOSED)
class SettlementOut(TypedDict):
    """A month between partners. `own_…` are points without a partner."""

    currency: str
    disputes: list[DisputeOut]
    month: str
    own_expired: int
    own_issued: int
    own_redeemed: int
    partners: list[PartnerSettledOut]
    state: Annotated[str, Field(json_schema_extra={"enum": ["open", "disputable", "disputed", "final"]})]
    unit: str
