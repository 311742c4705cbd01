"""What is promised after the sale (domain.md M33-M35, M39): warranty certificates, rebates to claim, trade-ins, goodwill."""

from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.bringing_back import BackWindow
from zegel.program.conditions import NamedTest


@value
class Warranty:
    """`months` on `articles` for whom the tests hold; of several that apply the longest counts."""

    id: str
    articles: int
    months: int
    tests: tuple[NamedTest, ...]


@value
class Rebate:
    """`count` of `unit` per item of `articles` bought from `first` through `last`, claimed within `claim_days` of the sale."""

    id: str
    articles: int
    unit: str
    count: int
    first: Day
    last: Day
    claim_days: int


@value
class TradeIn:
    """`count` of `unit` for an old thing that is handed in. Only this is the shop's gift: what the thing is worth is a purchase of it."""

    id: str
    unit: str
    count: int


@value
class Goodwill:
    """What may be offered in a service case besides what the law gives: `count` of `unit`."""

    id: str
    unit: str
    count: int


@value
class Care:
    """All of it. A member is given goodwill at most `most` times a year (0: no limit)."""

    warranties: tuple[Warranty, ...] = ()
    rebates: tuple[Rebate, ...] = ()
    trade_ins: tuple[TradeIn, ...] = ()
    goodwill: tuple[Goodwill, ...] = ()
    most: int = 0
    windows: tuple[BackWindow, ...] = ()
    """How long something may come back where that is longer than for everything, or on trial."""


NO_CARE = Care()
