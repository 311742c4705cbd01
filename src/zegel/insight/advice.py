"""The one thing for an owner to do now, with the numbers that say so; how it is said is the page's."""

from collections.abc import Sequence
from typing import Final, Literal

from zegel.core.value import value
from zegel.insight.regulars import Regular

ENOUGH_SALES: Final = 20
"""Fewer say nothing about how often the card is asked for."""
FEW_CARDS: Final = 0.6
"""Below this part of sales with a card, asking for it comes first."""


@value
class Advice:
    """`cards`: `count` of `sales` had no card. `quiet`: `count` regulars stay away, who spent `a_month_minor` together. `none`: nothing."""

    kind: Literal["cards", "quiet", "none"]
    count: int = 0
    sales: int = 0
    a_month_minor: int = 0


def advice(sales: int, card_sales: int, quiet: Sequence[Regular]) -> Advice:
    """Cards that are not asked for come before regulars who stay away: who is not known cannot be missed.

    >>> advice(100, 38, []).count, advice(10, 0, []).kind
    (62, 'none')
    """
    if sales >= ENOUGH_SALES and card_sales / sales < FEW_CARDS:
        return Advice("cards", sales - card_sales, sales)
    if quiet:
        return Advice("quiet", len(quiet), a_month_minor=sum(one.a_month_minor for one in quiet))
    return Advice("none")
