"""The one thing for an owner to do now, with the numbers that say so; how it is said is the page's."""

from collections.abc import Mapping, Sequence
from dataclasses import field
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


HIGH_PART: Final = 10
"""Where discounts come to more than the tenth part of what was sold, they are to be looked at first."""
ENOUGH_CODES: Final = 20
FEW_USED: Final = 5
"""Of a batch that ends soon, fewer than a fifth used are few; of fewer codes than that nothing is said."""
ENOUGH_GIVEN: Final = 20
"""With fewer rewards given in all, one that nobody took says nothing."""


@value
class Ending:
    """A batch of codes of `coupon` that is soon past its last day: how many are out, and how often one was used."""

    batch: str
    coupon: str
    issued: int
    used: int


@value
class Seen:
    """What four weeks were like. Cards: `card_sales` of `sales`. `given_minor`: discounts on what was `sold_minor`.

    `weekdays`: day of the week (ISO) → minor units sold on it. `ending`: batches with little time left, the soonest first.
    `rewards_given`: of all rewards together; `untaken`: those that were there all the time and that nobody took. `tills`: whether
    anything is there to sell with.
    """

    sales: int
    card_sales: int
    sold_minor: int = 0
    given_minor: int = 0
    quiet: Sequence[Regular] = ()
    weekdays: Mapping[int, int] = field(default_factory=dict)
    ending: Sequence[Ending] = ()
    rewards_given: int = 0
    untaken: Sequence[str] = ()
    tills: bool = True


@value
class Advice:
    """`till`: there is nothing to sell with. `cards`: `count` of `sales` had no card. `quiet`: `count` regulars stay away, who spent
    `a_month_minor` together.

    `given`: of `sold_minor`, `given_minor` went off. `codes`: of `count` codes of batch `named`, `used` were used. `reward`: nobody
    took `named`, and `count` others were given. `weekday`: on that day of the week (ISO, 1 is Monday) less than half of what the others
    bring was sold, `sold_minor`. `none`: nothing.
    """

    kind: Literal["till", "cards", "quiet", "given", "codes", "reward", "weekday", "none"]
    count: int = 0
    sales: int = 0
    a_month_minor: int = 0
    weekday: int = 0
    sold_minor: int = 0
    given_minor: int = 0
    named: str = ""
    coupon: str = ""
    used: int = 0


def advice(seen: Seen) -> Advice:
    """A till comes before everything. Then cards that are not asked for: who is not known cannot be missed. Then where most money is: what
    regulars spent who stay away, or what discounts take beyond a tenth. Then codes that nobody uses, a reward that nobody takes, a slow
    weekday.

    >>> advice(Seen(100, 38)).count, advice(Seen(10, 0)).kind, advice(Seen(0, 0, tills=False)).kind
    (62, 'none', 'till')
    >>> advice(Seen(100, 90, 100_000, 12_000)).kind, advice(Seen(100, 90, 100_000, 10_000)).kind
    ('given', 'none')
    >>> advice(Seen(100, 90, ending=[Ending("b1", "lente", 40, 7)])).used, advice(Seen(100, 90, ending=[Ending("b1", "lente", 40, 8)])).kind
    (7, 'none')
    >>> advice(Seen(100, 90, rewards_given=20, untaken=["mug"])).named, advice(Seen(100, 90, rewards_given=19, untaken=["mug"])).kind
    ('mug', 'none')
    >>> advice(Seen(100, 90, weekdays={1: 0, 2: 4_900, 3: 10_000, 4: 10_000, 5: 9_000, 6: 11_000, 7: 0})).weekday
    2
    """
    if not seen.sales and not seen.tills:
        return Advice("till")
    if seen.sales >= ENOUGH_SALES and seen.card_sales / seen.sales < FEW_CARDS:
        return Advice("cards", seen.sales - seen.card_sales, seen.sales)
    enough = seen.sales >= ENOUGH_TO_COMPARE
    away = sum(one.a_month_minor for one in seen.quiet)
    beyond = seen.given_minor - seen.sold_minor // HIGH_PART if enough else 0
    if beyond > away:
        return Advice("given", sold_minor=seen.sold_minor, given_minor=seen.given_minor)
    if seen.quiet:
        return Advice("quiet", len(seen.quiet), a_month_minor=away)
    return _unused(seen) or _slow(seen, enough=enough)


def _unused(seen: Seen) -> Advice | None:
    """Codes or a reward that few want."""
    for one in seen.ending:
        if one.issued >= ENOUGH_CODES and one.used * FEW_USED < one.issued:
            return Advice("codes", one.issued, named=one.batch, coupon=one.coupon, used=one.used)
    if seen.untaken and seen.rewards_given >= ENOUGH_GIVEN:
        return Advice("reward", seen.rewards_given, named=seen.untaken[0])
    return None


def _slow(seen: Seen, *, enough: bool) -> Advice:
    slow = slow_weekday(seen.weekdays) if enough else 0
    return Advice("weekday", weekday=slow, sold_minor=seen.weekdays[slow]) if slow else Advice("none")


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
