"""How long something may come back: longer for some (domain.md M51), and on trial, when nobody asks why (M38)."""

from typing import TYPE_CHECKING, Final

from zegel.core.value import value
from zegel.program.conditions import NamedTest

if TYPE_CHECKING:
    from zegel.program.model import Program


NOTICE_DAYS: Final = 3
"""How long before a trial is over a member is told, where the program does not say."""


@value
class BackWindow:
    """`days` from the day of the sale for `articles`, for whom the tests hold at the sale. `on_trial`: whatever the reason.

    Who tries something is told so `notice_days` before that is over.
    """

    id: str
    articles: int
    days: int
    tests: tuple[NamedTest, ...]
    on_trial: bool
    notice_days: int = NOTICE_DAYS


def longest_days(program: "Program") -> int:
    """After how many days nothing can come back without a reason any more, whatever it is and whoever bought it."""
    return max([program.settings.return_within_days, *[one.days for one in program.care.windows]])
