"""What members may come to (domain.md M12, M19): a day, a place, so many seats, who is invited."""

from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.conditions import NamedTest
from zegel.program.naming import Words


@value
class Experience:
    """`seats` in all at `branch` on `date`, from minute `starts` of the day on; each member may bring `guests`.

    Members for whom the tests hold may say yes through `reply_until`.
    """

    id: str
    names: Words
    date: Day
    starts: int
    branch: str
    seats: int
    reply_until: Day
    guests: int
    tests: tuple[NamedTest, ...]
