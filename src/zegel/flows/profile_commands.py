"""What is known of a member changes, as a value."""

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.value import value
from zegel.flows.asking import Header, Who

Told = tuple[tuple[str, int | str | None], ...]


@value
class ChangeProfile:
    """What a member is called, speaks, when they were born, which branch is theirs, and what they tell besides; None: as it was.

    "" takes away what was known. `told` are fields of the program's `profile`, by name; a field that holds None is forgotten.
    `by_itself`: whether what the program uses by itself may be used so; False: this member chooses.
    """

    header: Header
    who: Who
    name: str | None
    language: str | None
    birthday: str | None
    home_branch: str | None
    told: Told
    by_itself: bool | None = None


@value
class WriteNote:
    """A colleague writes `text` about a member, who may read it; or takes the note `instead_of` away, without a text."""

    header: Header
    who: Who
    text: str
    instead_of: str = ""


@value
class Leave:
    """The member leaves for good: what they saved lapses now, and the purse accepts nothing more. What is known of them is erased next.

    `keeper`: whose household they are in, and leave with it.
    """

    header: Header
    who: Who
    keeper: PurseId | None = None


@value
class ForgetLines:
    """The clock's command: of these `receipts` of `purse` it is forgotten what was bought, `after_months` that the program kept it."""

    header: Header
    purse: PurseId
    receipts: tuple[ReceiptId, ...]
    after_months: int
