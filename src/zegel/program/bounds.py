"""How long something lasts, and how much of it there is at most."""

from typing import Literal

from zegel.core.value import value


@value
class Expiry:
    """When a lot lapses: `count` of `period` after it was earned, then on to the end of `until_end_of` where that is set.

    Or it lapses on the first of `days` (dates, or days of each year: MM-DD) from then on. With `idle` it lapses `count` of
    `period` after the unit was last earned or spent. `plus_count` of `plus_period` come after all that. `from_release`: the clock
    starts when what was earned can be used. Without any of these it never lapses. Valid through the last day, in the company's zone.
    """

    count: int
    period: Literal["days", "months"]
    until_end_of: Literal["", "month", "quarter", "half year", "year"]
    plus_count: int = 0
    plus_period: Literal["days", "months"] = "days"
    days: tuple[str, ...] = ()
    idle: bool = False
    from_release: bool = False

    @property
    def ends(self) -> bool:
        """Whether it ever lapses."""
        return bool(self.count or self.until_end_of or self.days)


@value
class Limit:
    """At most `most` of a unit per `per`. `window` counts what was given before in that time, -1 for a limit on each purchase."""

    most: int
    per: Literal["purchase", "day", "week", "month", "year", "member"]
    window: int
