"""Commands that make two members one, and that block one."""

from zegel.core.ids import ReceiptId
from zegel.core.value import value
from zegel.flows.asking import Header, Who


@value
class MergeMembers:
    """Two members are one person: `who` stays, what `other` has comes along. It cannot be undone.

    `role` is what the actor is to the program's limits of corrections, "" for the humblest: what is above them waits for a colleague.
    """

    header: Header
    who: Who
    other: Who
    reason: str
    role: str = ""


@value
class AskMerge:
    """What merging `other` into `who` would come to if it were done now. Writes nothing."""

    header: Header
    who: Who
    other: Who


@value
class DecideMerge:
    """A colleague agrees to merge `merge` (the receipt that asked for it), or not."""

    header: Header
    merge: ReceiptId
    approve: bool
    role: str
    reason: str


@value
class BlockMember:
    """From now on the member cannot earn, or cannot spend, or neither, whatever they show; neither of the two: nothing is blocked."""

    header: Header
    who: Who
    earning: bool
    spending: bool
    reason: str
