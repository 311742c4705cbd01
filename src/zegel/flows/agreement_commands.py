"""What is asked of an agreement with a business customer, as values."""

from zegel.core.ids import PurseId
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
    """What an agreement comes to in the year that `day` ("": today) is in. Writes nothing."""

    header: Header
    who: Who
    ladder: str
    day: Day
