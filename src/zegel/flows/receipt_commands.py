"""Commands about sales of before: a till receipt that a member brings, and goods that are exchanged."""

from zegel.core.ids import PurseId
from zegel.core.periods import Day
from zegel.core.purchase import Identifier
from zegel.core.value import value
from zegel.flows.asking import Header, Who


@value
class ClaimReceipt:
    """A purchase without a card becomes the member's, by what its till receipt says: its `number` and what was paid.

    `day` and `branch` are what else the member read there; "" where that was not told.
    """

    header: Header
    who: Who
    number: str
    total_minor: int
    day: Day
    branch: str


@value
class SoldCard:
    """Line `line` of a purchase is a gift card, found by `card` from now on, with `new_purse` for what is on it.

    `drawn`: Zegel drew its code for this sale.
    """

    line: int
    card: Identifier
    new_purse: PurseId
    drawn: bool = False
