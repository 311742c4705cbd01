"""What is asked of a household, as values. `keeper` is the purse that is the pot."""

from zegel.core.ids import PurseId
from zegel.core.value import value
from zegel.flows.asking import Header, Who


@value
class JoinHousehold:
    """The member was invited to the household of `keeper`, and comes."""

    header: Header
    who: Who
    keeper: PurseId


@value
class LeaveHousehold:
    """The member is in the household of `keeper` no longer; what is in the pot stays."""

    header: Header
    who: Who
    keeper: PurseId


@value
class PoolPoints:
    """All points that the member can spend go into the pot of the household."""

    header: Header
    who: Who
    keeper: PurseId
