"""Commands of what a shop gives besides a sale: rewards to be picked up, and gestures of people in a branch."""

from typing import Literal

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.flows.asking import Header, Who

OrderStep = Literal["pick", "hand over", "cancel"]


@value
class OrderReward:
    """A reward that is set aside to be picked up: what it costs is reserved, and it leaves the shelf."""

    header: Header
    who: Who
    reward: str
    count: int
    choice: int = 0


@value
class MoveOrder:
    """One step of an order: it was picked from the shelf, handed over, or is not wanted any more."""

    header: Header
    order: ReceiptId
    step: OrderStep
    reason: str


@value
class GiveGesture:
    """People in a branch give something by themselves, in `role` ("": the humblest one); without `who` it can only be a thing.

    `because` is which of the reasons that tills offer it is (program.gestures.REASONS; "": none of them), `reason` says it in words.
    `ordered_on` is the day whose envelope it comes out of, where it was ordered before it is given ("": the day on which it is given).
    """

    header: Header
    who: Who | None
    gesture: str
    role: str
    reason: str
    new_purse: PurseId
    because: str = ""
    ordered_on: Day = Day("")


@value
class DecideGesture:
    """A colleague (in `role`) approves or refuses a gesture that was asked for."""

    header: Header
    gesture: ReceiptId
    approve: bool
    role: str
    reason: str
