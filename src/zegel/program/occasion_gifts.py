"""What a shop gives by itself on a day: a birthday, a jubilee, a holiday (domain.md M12)."""

from typing import Final, Literal

from zegel.core.value import value
from zegel.program.conditions import NamedTest
from zegel.program.model import Words

On = Literal["birthday", "jubilee", "calendar"]
BECAUSE: Final = "occasion:"
"""How an occasion's id begins where a receipt says why something was given."""


@value
class Occasion:
    """`count` of `unit` for each member for whom the tests hold on the day.

    One that gives nothing (`unit` "") is the day of the message or the task of the same id. A jubilee is that of exactly `years`, or
    where `every`, of every so many. A calendar's days are those on which `days` hold.
    """

    id: str
    on: On
    years: int
    every: bool
    days: tuple[NamedTest, ...]
    tests: tuple[NamedTest, ...]
    unit: str
    count: int
    why: Words
