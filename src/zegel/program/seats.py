"""What members may come to (domain.md M12, M19): a day, a place, so many seats, who is invited."""

from typing import Literal

from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.conditions import NamedTest
from zegel.program.naming import Words

ABSENT = ("costs the points", "gives them back")
Absent = Literal["costs the points", "gives them back"]


@value
class Experience:
    """`seats` in all at `branch` on `date`, from minute `starts` of the day on; each member may bring `guests`.

    Members for whom the tests hold may say yes through `reply_until`. Each seat costs `cost` of `unit` (0, "": nothing): set aside with the
    reply, spent at the door. Who says no through `cancel_until` gets it back; later it is spent. `absent`: what becomes of it where
    somebody does not come.
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
    cost: int = 0
    unit: str = ""
    cancel_until: Day = Day("")
    absent: Absent = "costs the points"

    def costs(self, guests: int) -> int:
        """What a member with so many guests pays in all."""
        return self.cost * (1 + guests)
