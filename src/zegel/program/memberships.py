"""What somebody may be a member of for a term at a time."""

from typing import Literal

from zegel.core.value import value
from zegel.program.naming import Words


@value
class Membership:
    """Something to be a member of for a term at a time: bought (`articles`, ALL_ARTICLES where no article starts it) or given.

    One term is `count` `period`s, kept as a lot of one `membership:<id>`. `renews`: a next term begins by itself. `trial_days` 0: no
    trial. `places` is how many there may be at a time, None for any number. A holder is told `notice_days` before it ends.
    """

    id: str
    names: Words
    articles: int
    price_minor: int
    count: int
    period: Literal["days", "months"]
    renews: bool
    trial_days: int
    cooling_off_days: int
    invited: bool
    places: int | None
    notice_days: int

    @property
    def unit(self) -> str:
        """The unit of which one is a term."""
        return f"membership:{self.id}"

    @property
    def ends(self) -> str:
        """The mark that the running term is the last."""
        return f"membership:{self.id}:ends"
