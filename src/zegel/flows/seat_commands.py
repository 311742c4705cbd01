"""Commands about experiences: who comes, who is there, and one that does not go on."""

from zegel.core.ids import PurseId
from zegel.core.value import value
from zegel.flows.asking import Header, Who


@value
class AnswerInvitation:
    """The member comes to `experience` with so many `guests` (accept), or does not."""

    header: Header
    who: Who
    experience: str
    accept: bool
    guests: int


@value
class CheckIn:
    """The member is at the door."""

    header: Header
    who: Who
    experience: str


@value
class SettleSeat:
    """Is there a seat by now for who waits; did who had one come? The clock asks."""

    header: Header
    who: PurseId
    experience: str


@value
class CallOff:
    """Experience `experience` does not go on, for a `reason`. `new_purse` keeps that."""

    header: Header
    new_purse: PurseId
    experience: str
    reason: str
