"""The one thing for an owner to do now, with the numbers that say so; how it is said is the page's."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from zegel.core.value import value
from zegel.insight.regulars import Regular

ENOUGH_SALES: Final = 20
"""Fewer say nothing about how often the card is asked for."""
FEW_CARDS: Final = 0.6
"""Below this part of sales with a card, asking for it comes first."""
ENOUGH_TO_COMPARE: Final = 100
"""Fewer sales in four weeks say nothing about one weekday against another."""
FEW_DAYS: Final = 4
"""On fewer other weekdays nothing is usual."""


@value
class Advice:
    """`cards`: `count` of `sales` had no card. `quiet`: `count` regulars stay away, who spent `a_month_minor` together.

    `weekday`: on that day of the week (ISO, 1 is Monday) less than half of what the others bring was sold, `sold_minor`. `none`: nothing.
    """

    kind: Literal["cards", "quiet", "weekday", "none"]
    count: int = 0
    sales: int = 0
    a_month_minor: int = 0
    weekday: int = 0
    sold_minor: int = 0


def advice(sales: int, card_sales: int, quiet: Sequence[Regular], weekdays: Mapping[int, int]) -> Advice:
    """Cards that are not asked for come before regulars who stay away: who is not known cannot be missed. A slow weekday comes last.

    `weekdays`: day of the week (ISO) → minor units sold on it in four whole weeks.

    >>> advice(100, 38, [], {}).count, advice(10, 0, [], {}).kind
    (62, 'none')
    >>> advice(100, 90, [], {1: 0, 2: 4_900, 3: 10_000, 4: 10_000, 5: 9_000, 6: 11_000, 7: 0}).weekday
    2
    """
    if sales >= ENOUGH_SALES and card_sales / sales < FEW_CARDS:
        return Advice("cards", sales - card_sales, sales)
    if quiet:
        return Advice("quiet", len(quiet), a_month_minor=sum(one.a_month_minor for one in quiet))
    slow = slow_weekday(weekdays) if sales >= ENOUGH_TO_COMPARE else 0
    return Advice("weekday", weekday=slow, sold_minor=weekdays[slow]) if slow else Advice("none")


def slow_weekday(weekdays: Mapping[int, int]) -> int:
    """The weekday on which less than half is sold of what the others bring on average; 0 for none. Days without sales are closed.

    >>> slow_weekday({1: 5_000, 2: 10_000, 3: 10_000, 4: 10_000, 5: 10_000}), slow_weekday({1: 1, 2: 10_000})
    (0, 0)
    """
    opened = {day: minor for day, minor in weekdays.items() if minor > 0}
    if len(opened) <= FEW_DAYS:
        return 0
    least = min(opened, key=lambda day: (opened[day], day))
    others = sum(opened.values()) - opened[least]
    return least if opened[least] * 2 * (len(opened) - 1) < others else 0
