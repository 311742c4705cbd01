"""Everything that can be asked of the books, as values. Doors make them; they carry every instant and every random id."""

from typing import Final

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day
from zegel.core.purchase import Identifier, Purchase, Tender
from zegel.core.value import value
from zegel.flows.asking import Header as Header
from zegel.flows.asking import Profile as Profile
from zegel.flows.asking import Use as Use
from zegel.flows.asking import Who as Who
from zegel.flows.case_commands import AnswerSurvey as AnswerSurvey
from zegel.flows.case_commands import MoveCase as MoveCase
from zegel.flows.case_commands import NameAccount as NameAccount
from zegel.flows.case_commands import OpenCase as OpenCase
from zegel.flows.case_commands import Seller as Seller
from zegel.flows.code_facts import ShownCode
from zegel.flows.correction_commands import Adjust as Adjust
from zegel.flows.correction_commands import DecideAdjustment as DecideAdjustment
from zegel.flows.gift_commands import DecideGesture as DecideGesture
from zegel.flows.gift_commands import GiveGesture as GiveGesture
from zegel.flows.gift_commands import MoveOrder as MoveOrder
from zegel.flows.gift_commands import OrderReward as OrderReward
from zegel.flows.household_commands import JoinHousehold as JoinHousehold
from zegel.flows.household_commands import LeaveHousehold as LeaveHousehold
from zegel.flows.household_commands import PoolPoints as PoolPoints
from zegel.flows.merge_commands import AskMerge as AskMerge
from zegel.flows.merge_commands import BlockMember as BlockMember
from zegel.flows.merge_commands import DecideMerge as DecideMerge
from zegel.flows.merge_commands import MergeMembers as MergeMembers
from zegel.flows.profile_commands import ChangeProfile as ChangeProfile
from zegel.flows.profile_commands import ForgetLines as ForgetLines
from zegel.flows.profile_commands import Leave as Leave
from zegel.flows.profile_commands import WriteNote as WriteNote
from zegel.flows.receipt_commands import ClaimReceipt as ClaimReceipt
from zegel.flows.receipt_commands import SoldCard as SoldCard
from zegel.flows.seat_commands import AnswerInvitation as AnswerInvitation
from zegel.flows.seat_commands import CallOff as CallOff
from zegel.flows.seat_commands import CheckIn as CheckIn
from zegel.flows.seat_commands import SettleSeat as SettleSeat
from zegel.flows.trade_commands import AskAgreement as AskAgreement
from zegel.flows.trade_commands import DecideDispute as DecideDispute
from zegel.flows.trade_commands import MakeAgreement as MakeAgreement
from zegel.flows.trade_commands import MoveBonus as MoveBonus
from zegel.flows.trade_commands import OpenDispute as OpenDispute
from zegel.flows.trade_commands import ReportInvoice as ReportInvoice
from zegel.ledger.entries import Count


@value
class Enrol:
    """A new member with a purse of its own, known by `identifiers`. `since` is the day of joining (a shop may know older regulars).

    `parent`: who keeps the household that a child comes into, and consented to the words that `consented` names.
    """

    header: Header
    new_purse: PurseId
    profile: Profile
    identifiers: tuple[Identifier, ...]
    since: Day
    parent: PurseId | None = None
    consented: str = ""


@value
class AddIdentifier:
    """One more thing that a member can show."""

    header: Header
    who: Who
    identifier: Identifier


@value
class GiveConsent:
    """A member consents to `purpose` by `channel`, to the words that `text_version` names ("" where nobody said)."""

    header: Header
    who: Who
    purpose: str
    channel: str
    text_version: str


@value
class WithdrawConsent:
    """A member takes a consent back. Nothing that was issued before is touched."""

    header: Header
    who: Who
    purpose: str
    channel: str


@value
class RecordPurchase:
    """A basket that was paid. `who` is the purchase's identifier, a purse, or None: then `new_purse` is made for it (claimable later)."""

    header: Header
    purchase: Purchase
    who: Who | None
    new_purse: PurseId
    uses: tuple[Use, ...]
    codes: tuple[ShownCode, ...] = ()
    exchanged: ReceiptId | None = None
    """The return that it is the other half of."""
    sells: tuple[SoldCard, ...] = ()
    """Gift cards among its lines."""
    paper: Identifier | None = None
    """What leads to `new_purse` by the code that is printed where a coupon is given without a card; None: none is printed."""


@value
class Quote:
    """What a purchase would do, now, if it were recorded. Writes nothing."""

    header: Header
    purchase: Purchase
    who: Who | None
    uses: tuple[Use, ...]
    codes: tuple[ShownCode, ...] = ()


@value
class OpenHold:
    """A quote that sets aside what it uses, until it is committed, cancelled or timed out. Without `who` it gets `new_purse`."""

    header: Header
    purchase: Purchase
    who: Who | None
    uses: tuple[Use, ...]
    codes: tuple[ShownCode, ...] = ()
    new_purse: PurseId = PurseId(b"")


@value
class CommitHold:
    """The held basket was paid, under `receipt_number`, with `tenders`. It is judged as it was when held."""

    header: Header
    hold: ReceiptId
    receipt_number: str
    tenders: tuple[Tender, ...]
    paper: Identifier | None = None
    """As of a purchase: the hold of somebody without a card."""


@value
class CancelHold:
    """The held basket was not bought: what was set aside is available again."""

    header: Header
    hold: ReceiptId


@value
class Redeem:
    """A reward handed over without a basket, `count` times; `choice` is the number of the gift that the member chose."""

    header: Header
    who: Who
    reward: str
    count: int
    choice: int = 0


@value
class CancelRedemption:
    """A redemption undone: what it cost goes back to its lots."""

    header: Header
    redemption: ReceiptId
    reason: str


@value
class ReturnedLine:
    """`quantity` (thousandths, > 0) of line `number` of the sale comes back; 0 means all that is left of it."""

    number: int
    quantity: int


@value
class ReturnGoods:
    """Goods of one sale come back. No lines: everything that is left.

    `cause`: `voluntary` (nothing is wrong: what is left may be repriced, if the terms say so), `withdrawal`, `defect`, or "" (not told).
    `as_credit`: the shopper chose store credit instead of money; never anybody else. `doubtful`: they were given the benefit of the doubt,
    which is counted and keeps nobody from the next return.
    """

    header: Header
    sale: ReceiptId
    lines: tuple[ReturnedLine, ...]
    reason: str
    cause: str = ""
    as_credit: bool = False
    doubtful: bool = False


@value
class Exchange:
    """Goods come back and others are bought, in one: `back` and `bought` are both booked, or neither. They share the `header`."""

    header: Header
    back: ReturnGoods
    bought: RecordPurchase


CAUSES: Final = ("voluntary", "withdrawal", "defect")
"""Why goods come back, as the law tells it apart (domain.md M36)."""


@value
class PayOutStamps:
    """`books` full books of paid stamps are handed in; 0: every stamp there is, a book that is not full for what was paid.

    `as_credit`: the shopper chose store credit instead of money.
    """

    header: Header
    who: Who
    books: int
    as_credit: bool


@value
class IssueGiftCard:
    """A gift card that was paid for: `amount_minor` (> 0) on a purse of its own, found by `card` (kind `gift_card`, the code's hash).

    `drawn`: Zegel drew its code for this, so no register of printed cards is asked.
    """

    header: Header
    new_purse: PurseId
    card: Identifier
    amount_minor: int
    reason: str
    drawn: bool = False


@value
class TopUpGiftCard:
    """`amount_minor` (> 0) more on a gift card."""

    header: Header
    card: Identifier
    amount_minor: int
    reason: str


@value
class ReplaceGiftCard:
    """What is on the gift card of purse `lost` goes to a new purse, found by `card`; without one it waits: the old code pays no more.

    `drawn`: Zegel drew the new code for this.
    """

    header: Header
    lost: PurseId
    new_purse: PurseId
    card: Identifier | None
    reason: str
    drawn: bool = False


@value
class IssueCredit:
    """Store credit given by hand: `amount_minor` (> 0), with the reason that the books keep."""

    header: Header
    who: Who
    amount_minor: int
    reason: str


@value
class RecordEvent:
    """Something happened that the program declares: `event` by id, with what is `told` of it. `sale`: the receipt it is about, or None."""

    header: Header
    who: Who
    event: str
    told: tuple[tuple[str, int | str], ...]
    sale: ReceiptId | None


@value
class Claim:
    """An anonymous purse's contents become the member's: a merge. `anonymous` is a card, or the purse of a receipt.

    `reason` is what the audit log says of it, "" where nobody had to give one.
    """

    header: Header
    anonymous: Who
    who: Who
    reason: str = ""


@value
class Review:
    """A sale that came in late is approved (its points are released) or refused (they are taken back)."""

    header: Header
    sale: ReceiptId
    approve: bool
    reason: str


@value
class Refer:
    """A new member came by another: `link` is what that member shared."""

    header: Header
    who: Who
    link: Identifier


@value
class NoteMarks:
    """Marks by which two members may seem one person: (kind, hash that the shop made), each kind once."""

    header: Header
    who: Who
    marks: tuple[tuple[str, str], ...]


@value
class SettleReferral:
    """Does the friend count by now? The clock asks; both purses are named, so that both are locked."""

    header: Header
    friend: PurseId
    by: PurseId


@value
class StartMembership:
    """A term of a membership more, a `trial` of it, or (`until` not "") the membership through that day: an invitation. A trial with
    `until` ends on that day at the latest.

    `reason` says who invited, or why nothing was bought; "" where that goes without saying.
    """

    header: Header
    who: Who
    membership: str
    trial: bool
    until: Day
    reason: str


@value
class EndMembership:
    """A membership ends with its last term, or `at_once`."""

    header: Header
    who: Who
    membership: str
    at_once: bool
    reason: str


@value
class SetTier:
    """The member has at least `tier` through day `until` ("": until this is set again); `none` takes that away. `evidence` is what the
    member showed of another program (a status match), "" for none."""

    header: Header
    who: Who
    tier: str
    until: Day
    reason: str
    evidence: str


@value
class ProtectPrice:
    """What was bought on `line` of `sale` costs `promo_minor` an item (or a unit of its measure) by now; `reason` is a note.

    `from_day` is the day on which the price goes down, "" where it did.
    """

    header: Header
    who: Who
    sale: ReceiptId
    line: int
    promo_minor: int
    reason: str
    from_day: Day = Day("")


@value
class FillMeasures:
    """What a new version's measures come to for the purchases that earlier versions judged, counted when the purse was at `seq`."""

    header: Header
    purse: PurseId
    seq: int
    program: bytes
    counts: tuple[Count, ...]


@value
class RunDue:
    """The clock's command: book what is due for a purse that nobody touched. `whole` looks at all of its lots and counts besides."""

    header: Header
    purse: PurseId
    whole: bool = False


@value
class PlanOccasions:
    """The clock's command: note when the member's next occasion is, by the program that is live now."""

    header: Header
    purse: PurseId


Command = (
    OrderReward | MoveOrder | ChangeProfile | WriteNote | Leave | JoinHousehold | LeaveHousehold | PoolPoints
    | GiveConsent | WithdrawConsent | GiveGesture | DecideGesture
    | Enrol | AddIdentifier | RecordPurchase | Quote | OpenHold | CommitHold | CancelHold | Redeem | CancelRedemption | ReturnGoods
    | RecordEvent | PlanOccasions | Exchange
    | Adjust | DecideAdjustment | MergeMembers | AskMerge | DecideMerge | BlockMember
    | Claim | Review | FillMeasures | ForgetLines | RunDue | IssueCredit | StartMembership | EndMembership | SetTier | Refer
    | SettleReferral | NoteMarks
    | OpenCase | MoveCase | AnswerSurvey | NameAccount | ProtectPrice | AnswerInvitation | CheckIn | SettleSeat | CallOff
    | MakeAgreement | MoveBonus | AskAgreement
    | ReportInvoice | OpenDispute | DecideDispute
    | ClaimReceipt | IssueGiftCard | TopUpGiftCard | ReplaceGiftCard | PayOutStamps
)  # fmt: skip

COMMANDS: Final[dict[str, type]] = {
    "enrol": Enrol, "add identifier": AddIdentifier, "change profile": ChangeProfile, "write note": WriteNote,
    "leave": Leave,
    "join household": JoinHousehold, "leave household": LeaveHousehold, "pool points": PoolPoints,
    "give consent": GiveConsent, "withdraw consent": WithdrawConsent,
    "purchase": RecordPurchase, "quote": Quote, "hold": OpenHold,
    "commit hold": CommitHold, "cancel hold": CancelHold, "redeem": Redeem, "cancel redemption": CancelRedemption,
    "return": ReturnGoods, "exchange": Exchange, "adjust": Adjust,
    "decide adjustment": DecideAdjustment, "claim": Claim, "claim receipt": ClaimReceipt,
    "merge members": MergeMembers, "ask merge": AskMerge, "decide merge": DecideMerge, "block member": BlockMember,
    "review": Review, "fill measures": FillMeasures, "forget lines": ForgetLines,
    "run due": RunDue,
    "event": RecordEvent, "refer": Refer, "settle referral": SettleReferral, "note marks": NoteMarks,
    "open case": OpenCase, "move case": MoveCase, "answer survey": AnswerSurvey, "name account": NameAccount,
    "protect price": ProtectPrice,
    "make agreement": MakeAgreement, "move bonus": MoveBonus, "ask agreement": AskAgreement,
    "report invoice": ReportInvoice, "open dispute": OpenDispute, "decide dispute": DecideDispute,
    "answer invitation": AnswerInvitation, "check in": CheckIn, "settle seat": SettleSeat, "call off": CallOff,
    "plan occasions": PlanOccasions,
    "issue credit": IssueCredit, "issue gift card": IssueGiftCard, "top up gift card": TopUpGiftCard,
    "replace gift card": ReplaceGiftCard, "pay out stamps": PayOutStamps,
    "gesture": GiveGesture, "decide gesture": DecideGesture,
    "order reward": OrderReward, "move order": MoveOrder,
    "start membership": StartMembership, "end membership": EndMembership, "set tier": SetTier,
}  # fmt: skip
"""Every command by the name that the documentation uses."""
