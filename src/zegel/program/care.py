"""What is promised after the sale (domain.md M33-M35, M39): warranty certificates, rebates to claim, trade-ins, goodwill."""

from typing import Final

from zegel.core.iban import Account
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.bringing_back import BackWindow
from zegel.program.conditions import NamedTest
from zegel.program.gives import Gives

CONDITIONS: Final = ("A", "B", "C", "D")
"""What an old thing is like, from as new to damaged; the words of the article catalogue."""
SEVERITIES: Final = ("small", "serious", "grave")
"""How bad what went wrong is, the least first."""


@value
class Warranty:
    """`months` on `articles` for whom the tests hold; of several that apply the longest counts."""

    id: str
    articles: int
    months: int
    tests: tuple[NamedTest, ...]


@value
class Rebate:
    """`gives` per item of `articles` (a share: of what was paid for it) bought from `first` through `last`, claimed within `claim_days`.

    One in money (`program.stored_value.CASH_BACK`) is owed from when it is approved until the bank paid it.
    """

    id: str
    articles: int
    gives: Gives
    first: Day
    last: Day
    claim_days: int


@value
class TradeIn:
    """`gives` for an old thing that is handed in (a share: of what it is worth). Only this is the shop's gift: its worth is a purchase.

    `worth` is the table that says what one is bought for: (condition, minor units), the best condition first; none: what is agreed.
    """

    id: str
    gives: Gives
    worth: tuple[tuple[str, int], ...] = ()


@value
class Goodwill:
    """What may be offered in a service case besides what the law gives; a share is of what was paid for what the case is about.

    It is a step of a ladder: for cases that are as bad as one of `severities` (none named: any), from the `nth` of a member in a year on.
    """

    id: str
    gives: Gives
    severities: tuple[str, ...] = ()
    nth: int = 1


@value
class Care:
    """All of it. A member is given goodwill at most `most` times a year (0: no limit).

    `alone` says up to what it may cost each role gives goodwill alone, the humblest first; above that a colleague agrees. Nobody named:
    a colleague always agrees.
    """

    warranties: tuple[Warranty, ...] = ()
    rebates: tuple[Rebate, ...] = ()
    trade_ins: tuple[TradeIn, ...] = ()
    goodwill: tuple[Goodwill, ...] = ()
    most: int = 0
    alone: tuple[tuple[str, int], ...] = ()
    windows: tuple[BackWindow, ...] = ()
    """How long something may come back where that is longer than for everything, or on trial."""
    payer: Account | None = None
    """The account that rebates in money are paid from, and its holder's name; None: no payment file can be made."""


NO_CARE = Care()
