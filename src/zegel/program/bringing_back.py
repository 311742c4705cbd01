"""How long something may come back: longer for some (domain.md M51), and on trial, when nobody asks why (M38)."""

from typing import TYPE_CHECKING, Final, Literal

from zegel.core.value import value
from zegel.program.conditions import NamedTest

if TYPE_CHECKING:
    from zegel.program.model import Program


NOTICE_DAYS: Final = 3
"""How long before a trial is over a member is told, where the program does not say."""


Charge = Literal["before", "hold", "after"]
CHARGES: Final[tuple[Charge, ...]] = ("before", "hold", "after")
"""When what is on trial is paid: at the sale, set aside on the member's card until the trial is over, or only then.

Zegel takes no money itself: it says when the shop must charge it, or set it free again.
"""
PLACE: Final = "{receipt}"
"""Where the sale's id goes in the address of a return label."""


@value
class BackWindow:
    """`days` from the day of the sale for `articles`, for whom the tests hold at the sale. `on_trial`: whatever the reason.

    Who tries something is told so `notice_days` before that is over, and where its return label is found ("": the shop has none).
    """

    id: str
    articles: int
    days: int
    tests: tuple[NamedTest, ...]
    on_trial: bool
    notice_days: int = NOTICE_DAYS
    charge: Charge = "before"
    label: str = ""

    @property
    def paid_later(self) -> bool:
        """Whether it is paid only when its trial is over."""
        return self.on_trial and self.charge != "before"


def longest_days(program: "Program") -> int:
    """After how many days nothing can come back without a reason any more, whatever it is and whoever bought it."""
    return max([program.settings.return_within_days, *[one.days for one in program.care.windows]])
