"""Commands about business customers: what is agreed with them, what a year gave, what became of their invoices."""

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.flows.asking import Header, Who


@value
class MakeAgreement:
    """A business customer is bound to ladder `ladder`, from `first` through `last` ("" for no end); again: a new version of that.

    The turnover of `members` counts as well. `last_year_minor` is the turnover of the year before, `expected_minor` what both expect of a
    year; -1 where nobody said.
    """

    header: Header
    who: Who
    ladder: str
    first: Day
    last: Day
    members: tuple[PurseId, ...]
    last_year_minor: int
    expected_minor: int
    reason: str


@value
class MoveBonus:
    """One step of the bonus of the agreement's year that `day` is in: `provisional`, `lock`, `approve`, `hold`, `release`, `correct`."""

    header: Header
    who: Who
    ladder: str
    day: Day
    step: str
    reason: str


@value
class AskAgreement:
    """What an agreement comes to in the year that `day` ("": today) is in, and with `more_minor` bought besides. Writes nothing."""

    header: Header
    who: Who
    ladder: str
    day: Day
    more_minor: int = 0


@value
class DeliveredLine:
    """`quantity` (thousandths) of line `number` was delivered in all so far; 0: nothing yet."""

    number: int
    quantity: int


@value
class ReportInvoice:
    """What became of an invoice: of sale `sale`, or (None) of the one sale with receipt number `number`. What is None was not told.

    `paid_minor` is what was paid of it in all so far, VAT included; `in_full`: all of it. `delivered` is the lines that were delivered (so
    far, in all); no lines: everything. A dispute needs a `reason`, also where it is settled.
    """

    header: Header
    sale: ReceiptId | None
    number: str
    paid_minor: int | None
    in_full: bool
    delivered: tuple[DeliveredLine, ...] | None
    disputed: bool | None
    reason: str


@value
class OpenDispute:
    """Partner `partner` disputes `amount_minor` (> 0) of what the statement of `month` (2026-03) says of its `side`.

    `issued` is what it owes for points that it issued, `redeemed` what it gets for those that it took. `receipt` is the line that it is
    about, None for none.

    `stated_minor` is what the statement says of that side. Without an earlier dispute the partner's own purse is `new_purse`.
    """

    header: Header
    new_purse: PurseId
    partner: str
    month: str
    side: str
    amount_minor: int
    receipt: ReceiptId | None
    stated_minor: int
    reason: str


@value
class DecideDispute:
    """Dispute `dispute` (the receipt that opened it) is granted, for `amount_minor` (0: all that was disputed), or refused."""

    header: Header
    dispute: ReceiptId
    grant: bool
    amount_minor: int
    reason: str
