"""What a rule has done by people or by the post instead of by the books: a message to the member, a task for staff (semantics)."""

from typing import Final, Literal

from zegel.core.value import value
from zegel.program.conditions import Compare, NamedTest
from zegel.program.model import Words

MESSAGE: Final = "message"
TASK: Final = "task"
COMPLAINT_CLOSED: Final = "complaint closed"
"""What a program says for: when a complaint of the member's is closed, and no other is open."""
SCALES: Final = {"0 to 10": (0, 10), "1 to 5": (1, 5)}
"""The scores that a member can be asked for."""
SURVEY: Final = "survey"
"""The event that an answer is, where a program declares one: it earns as that, whatever the score (M31)."""
SERVICE: Final = "service"
"""What a message may be about without a consent: only what is the member's already."""

HERE_BEFORE: Final = Compare("purchase_number", ">=", 1)
"""What makes `{purchase}` known; it says nothing that a member must be told."""


@value
class Errand:
    """When the tests hold, the member is sent `says`, or staff are asked to do it.

    `trigger` is what it answers to: a purchase, an event (`event`), a complaint that is `closed`, or a day that is
    an occasion of the same id. A message for another
    `purpose` than service tests the consent to that. A task is to be done within `days` (0: no day is named).
    """

    id: str
    kind: Literal["message", "task"]
    trigger: Literal["purchase", "event", "closed", "day"]
    event: str
    says: Words
    tests: tuple[NamedTest, ...]
    purpose: str = ""
    days: int = 0
    articles: int = 0
    scale: tuple[int, int] | None = None
    """Of a message with a complaint that is closed: from which score to which it asks how that went; None: it asks nothing."""

    @property
    def why(self) -> Words:
        """What a receipt says of it: its own text."""
        return self.says
