"""Commands that correct a balance by hand."""

from zegel.core.ids import ReceiptId
from zegel.core.value import value
from zegel.flows.asking import Header, Who


@value
class Adjust:
    """A correction by hand: `count` (not 0) of `unit`, with the reason that the books keep.

    `role` is what the actor is to the program's limits, "" for the humblest. What is above them waits for a colleague.
    """

    header: Header
    who: Who
    unit: str
    count: int
    reason: str
    role: str = ""


@value
class DecideAdjustment:
    """A colleague agrees to correction `adjustment` (the receipt that asked for it), or not."""

    header: Header
    adjustment: ReceiptId
    approve: bool
    role: str
    reason: str
