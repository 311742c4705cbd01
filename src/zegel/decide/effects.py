"""Kinds of effect: what a program's rules do, as data. None of them touches the basket or the books; booking/ books them.

`json()` is the form kept in the receipt document: an object whose `effect` names the kind, keys sorted. It is written out by
hand, because every purchase passes here (0.5 µs an effect against 4 for the encoder); a test holds it to canonical JSON.
"""

from collections.abc import Iterable
from typing import Final

from zegel.core.canonical import quoted
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.decide.business_gifts import BusinessGift
from zegel.decide.card_effects import CardEmptied, CardSold
from zegel.decide.cases import Cased
from zegel.decide.cash_back import CashBack
from zegel.decide.disputes import Disputed
from zegel.decide.errands import Asked, Written
from zegel.decide.given import Given
from zegel.decide.in_time import CameInTime
from zegel.decide.invoices import Reported
from zegel.decide.price_drop import PriceDrop
from zegel.decide.printed import CodeBack, CodePrinted, CodeUsed
from zegel.decide.seats import Seat
from zegel.decide.stored_value import PayOut, StampsBought
from zegel.decide.thinning import LinesGone
from zegel.decide.waits import Waits


def pairs(rows: Iterable[tuple[str, int]]) -> str:
    """`[["a",1],["b",2]]`."""
    return "[" + ",".join([f"[{quoted(name)},{count}]" for name, count in rows]) + "]"


def numbers(row: Iterable[int]) -> str:
    """`[1,2]`."""
    return "[" + ",".join([str(n) for n in row]) + "]"


def by_rate(vat: Iterable[tuple[int, int]]) -> str:
    """`[[900,50],[2100,12]]`."""
    return "[" + ",".join([f"[{rate},{minor}]" for rate, minor in vat]) + "]"


@value
class Earn:
    """`count` of `unit` is earned, spendable from `available_at` until before `expires_at`.

    `parts` says which rule gave how many: (rule id, count), base rules first, multipliers with what they add.
    `basis_minor` is the spend that counted.
    """

    unit: str
    count: int
    parts: tuple[tuple[str, int], ...]
    basis_minor: int
    available_at: Instant
    expires_at: Instant

    def json(self) -> str:
        return (
            f'{{"available_at":{self.available_at},"basis_minor":{self.basis_minor},"count":{self.count},"effect":"earn",'
            f'"expires_at":{self.expires_at},"parts":{pairs(self.parts)},"unit":{quoted(self.unit)}}}'
        )


@value
class Capped:
    """Rule `rule` ("": all rules of the unit together) would give `wanted` of `unit`; a limit of `most` a `per` left `given`.

    `before` is what was given in that time before this purchase.
    """

    rule: str
    unit: str
    wanted: int
    given: int
    most: int
    per: str
    before: int

    def json(self) -> str:
        return (
            f'{{"before":{self.before},"effect":"capped","given":{self.given},"most":{self.most},"per":{quoted(self.per)},'
            f'"rule":{quoted(self.rule)},"unit":{quoted(self.unit)},"wanted":{self.wanted}}}'
        )


@value
class Discount:
    """`shares` minor units off each line, in the order of the purchase's lines; `vat` the same per VAT rate (basis points, minor).

    `left_out` is what the rule promised but could not be given (floors, caps), in minor units.
    """

    rule: str
    lane: str
    shares: tuple[int, ...]
    vat: tuple[tuple[int, int], ...]
    left_out: int

    def json(self) -> str:
        return (
            f'{{"effect":"discount","lane":{quoted(self.lane)},"left_out":{self.left_out},"rule":{quoted(self.rule)},'
            f'"shares":{numbers(self.shares)},"vat":{by_rate(self.vat)}}}'
        )


@value
class FreeItems:
    """A reward in a basket: `items` of each line are free, `shares` is what that takes off each line."""

    rule: str
    items: tuple[int, ...]
    shares: tuple[int, ...]
    vat: tuple[tuple[int, int], ...]

    def json(self) -> str:
        return (
            f'{{"effect":"free items","items":{numbers(self.items)},"rule":{quoted(self.rule)},'
            f'"shares":{numbers(self.shares)},"vat":{by_rate(self.vat)}}}'
        )


@value
class ItemsOff:
    """A discount on pieces: `items` of each line are free (`free` 1) or cheaper (0), `times` times in a basket; else as `Discount`."""

    rule: str
    lane: str
    items: tuple[int, ...]
    free: int
    times: int
    shares: tuple[int, ...]
    vat: tuple[tuple[int, int], ...]
    left_out: int

    def json(self) -> str:
        return (
            f'{{"effect":"items off","free":{self.free},"items":{numbers(self.items)},"lane":{quoted(self.lane)},'
            f'"left_out":{self.left_out},"rule":{quoted(self.rule)},"shares":{numbers(self.shares)},"times":{self.times},'
            f'"vat":{by_rate(self.vat)}}}'
        )


@value
class Gift:
    """A thing that comes with the purchase: number `choice` of the rule's `options` (from 1), worth `worth_minor` to the member in all.

    `count` is how many of it, 0 where the rule counts none: it is one. `sku` is its article number, "" where the rule says none.
    """

    rule: str
    choice: int
    options: int
    worth_minor: int
    count: int = 0
    sku: str = ""

    def json(self) -> str:
        count = f'"count":{self.count},' if self.count else ""
        sku = f'"sku":{quoted(self.sku)},' if self.sku else ""
        return (
            f'{{"choice":{self.choice},{count}"effect":"gift","options":{self.options},"rule":{quoted(self.rule)},{sku}'
            f'"worth_minor":{self.worth_minor}}}'
        )


@value
class Spend:
    """`count` of `unit` is spent on `what` (a reward's or a points discount's id), `times` times."""

    what: str
    unit: str
    count: int
    times: int

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"spend","times":{self.times},"unit":{quoted(self.unit)},"what":{quoted(self.what)}}}'


@value
class CardFull:
    """`cards` cards of `card` are full: `stamps` stamps are spent, the member gets `cards` tokens for reward `gives` (unit `token`)."""

    card: str
    unit: str
    stamps: int
    cards: int
    gives: str
    token: str
    token_expires_at: Instant

    def json(self) -> str:
        return (
            f'{{"card":{quoted(self.card)},"cards":{self.cards},"effect":"card full","gives":{quoted(self.gives)},'
            f'"stamps":{self.stamps},"token":{quoted(self.token)},"token_expires_at":{self.token_expires_at},"unit":{quoted(self.unit)}}}'
        )


@value
class TierMove:
    """The member's tier changes (ids of the ladder, "" below it), effective from the next purchase; looked at again at `review_at`."""

    before: str
    after: str
    measured: int
    review_at: Instant

    def json(self) -> str:
        return (
            f'{{"after":{quoted(self.after)},"before":{quoted(self.before)},"effect":"tier","measured":{self.measured},'
            f'"review_at":{self.review_at}}}'
        )


@value
class TierSet:
    """A tier that the member has at least, set by hand until just before `until` ("" takes that away). `evidence`: what was shown."""

    tier: str
    until: Instant
    evidence: str

    def json(self) -> str:
        return f'{{"effect":"tier set","evidence":{quoted(self.evidence)},"tier":{quoted(self.tier)},"until":{self.until}}}'


@value
class MembershipTerm:
    """A membership from `begins` until just before `ends`. `what`: `start` (a term), `trial`, `invite`; `ends` (no term follows by
    itself), `withdrawn` (ended at once within the days to think it over) or `ended` (at once)."""

    membership: str
    what: str
    begins: Instant
    ends: Instant

    def json(self) -> str:
        return (
            f'{{"begins":{self.begins},"effect":"membership","ends":{self.ends},"membership":{quoted(self.membership)},'
            f'"what":{quoted(self.what)}}}'
        )


@value
class TakeBack:
    """`count` of `unit` that was earned is taken back, because it would not have been earned without the returned goods."""

    unit: str
    count: int

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"take back","unit":{quoted(self.unit)}}}'


@value
class GiveBack:
    """`count` of `unit` that was spent goes back to its lots."""

    unit: str
    count: int

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"give back","unit":{quoted(self.unit)}}}'


@value
class Refund:
    """What the shopper gets back in money for line `line`: the paid share of the returned quantity (thousandths)."""

    line: int
    quantity: int
    amount_minor: int

    def json(self) -> str:
        return f'{{"amount_minor":{self.amount_minor},"effect":"refund","line":{self.line},"quantity":{self.quantity}}}'


@value
class GiftBack:
    """Gift number `gift` of the sale (from 1, in its receipt's order) is not deserved any more: `deducted_minor` is not refunded for it.

    `count` is how many of it that is by this return; 0 where the sale counted none, or where only more is deducted.
    """

    rule: str
    gift: int
    choice: int
    deducted_minor: int
    count: int = 0

    def json(self) -> str:
        count = f'"count":{self.count},' if self.count else ""
        return (
            f'{{"choice":{self.choice},{count}"deducted_minor":{self.deducted_minor},"effect":"gift back","gift":{self.gift},'
            f'"rule":{quoted(self.rule)}}}'
        )


@value
class Pay:
    """`count` of stored value `unit` pays for the basket, out of purse `purse` by its entry `seq`; `left` can be spent there then."""

    unit: str
    count: int
    purse: str
    seq: int
    left: int

    def json(self) -> str:
        return (
            f'{{"count":{self.count},"effect":"pay","left":{self.left},"purse":{quoted(self.purse)},"seq":{self.seq},'
            f'"unit":{quoted(self.unit)}}}'
        )


@value
class PayBack:
    """`count` of stored value `unit` goes back to purse `purse`, which paid with it; `left` can be spent there then."""

    unit: str
    count: int
    purse: str
    left: int

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"pay back","left":{self.left},"purse":{quoted(self.purse)},"unit":{quoted(self.unit)}}}'


@value
class Issue:
    """`count` of stored value `unit` is put on purse `purse`, to be spent until before `expires_at`; `left` can be spent there then."""

    unit: str
    count: int
    purse: str
    expires_at: Instant
    left: int

    def json(self) -> str:
        return (
            f'{{"count":{self.count},"effect":"issue","expires_at":{self.expires_at},"left":{self.left},"purse":{quoted(self.purse)},'
            f'"unit":{quoted(self.unit)}}}'
        )


@value
class Consent:
    """The member consented to `purpose` by `channel`, or withdrew that; `state` says which. `text_version` names the words agreed to."""

    purpose: str
    channel: str
    state: str
    text_version: str
    source: str

    def json(self) -> str:
        return (
            f'{{"channel":{quoted(self.channel)},"effect":"consent","purpose":{quoted(self.purpose)},"source":{quoted(self.source)},'
            f'"state":{quoted(self.state)},"text_version":{quoted(self.text_version)}}}'
        )


@value
class Change:
    """A correction by hand, a transfer, a release, a lapse or a settled debt: `count` (signed) of `unit`; `kind` says which."""

    kind: str
    unit: str
    count: int

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":{quoted(self.kind)},"unit":{quoted(self.unit)}}}'


@value
class Agreed:
    """An agreement under `ladder` was made (`year` ""), or the bonus of its year that begins on `year` is in `state`, at `minor` in all."""

    ladder: str
    state: str
    year: str
    minor: int
    version: int

    def json(self) -> str:
        return (
            f'{{"effect":"agreement","ladder":{quoted(self.ladder)},"minor":{self.minor},"state":{quoted(self.state)},'
            f'"version":{self.version},"year":{quoted(self.year)}}}'
        )


@value
class Gesture:
    """`gesture` is `asked`, `given` or `refused` (`state`): `count` of `unit` ("" for a thing), worth `worth_minor` to the branch."""

    gesture: str
    state: str
    unit: str
    count: int
    worth_minor: int

    def json(self) -> str:
        return (
            f'{{"count":{self.count},"effect":"gesture","gesture":{quoted(self.gesture)},"state":{quoted(self.state)},'
            f'"unit":{quoted(self.unit)},"worth_minor":{self.worth_minor}}}'
        )


@value
class Correction:
    """A correction by hand of `count` (signed) of `unit` was asked of a colleague (`state` asked), or refused by one."""

    count: int
    state: str
    unit: str

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"correction","state":{quoted(self.state)},"unit":{quoted(self.unit)}}}'


@value
class Block:
    """A colleague blocked the member: `earning` and `spending` are 1 where that is blocked from now on; 0 twice: nothing is any more."""

    earning: int
    spending: int

    def json(self) -> str:
        return f'{{"earning":{self.earning},"effect":"block","spending":{self.spending}}}'


@value
class Merge:
    """Two members became one (`state` merged), or that was asked of a colleague (asked), or refused by one (refused)."""

    state: str

    def json(self) -> str:
        return f'{{"effect":"merge","state":{quoted(self.state)}}}'


Effect = (
    Earn | Capped | Discount | FreeItems | ItemsOff | Gift | Spend | CardFull | TierMove | TierSet | MembershipTerm | TakeBack
    | GiveBack | Refund
    | GiftBack | Pay | PayBack | Issue
    | StampsBought | PayOut
    | Written | Asked
    | Given | Consent | Gesture
    | Agreed
    | Reported
    | Correction | Merge | Block
    | Disputed
    | BusinessGift
    | Cased | CashBack
    | CameInTime
    | PriceDrop
    | Seat
    | CardSold
    | CardEmptied
    | CodePrinted | CodeUsed | CodeBack
    | LinesGone | Waits
    | Change
)  # fmt: skip

EFFECTS: Final = (
    "earn", "capped", "discount", "free items", "items off", "gift", "spend", "card full", "tier", "tier set", "membership", "take back",
    "give back", "refund",
    "gift back", "adjust", "transfer", "release", "expire", "settle debt", "undo card", "shortfall",
    "reserve", "let go", "seat paid",
    "pay", "pay back", "issue",
    "paid stamps", "pay out", "card sold", "card emptied",
    "code printed", "code used", "code back",
    "given", "consent",
    "agreement",
    "invoice",
    "dispute",
    "correction", "merge", "block",
    "business gift",
    "gesture",
    "case", "cash back", "task", "message",
    "in time",
    "price drop",
    "seat",
    "lines gone", "waits",
)  # fmt: skip
"""Every kind of effect as receipts name it."""

TAKING_OFF: Final = ("discount", "free items", "items off")
"""Those of them that take `shares` off the lines."""
