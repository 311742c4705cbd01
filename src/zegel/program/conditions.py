"""Conditions are typed trees over a closed set of facts: never free code. They can be checked, said aloud and compiled.

A basket condition looks at `BasketFacts` (one purchase and the member before it), an article condition at one line.
"""

from collections.abc import Iterable
from typing import Final, Literal

from zegel.core.value import value

Op = Literal["==", "!=", "<", "<=", ">", ">="]


@value
class Compare:
    """`fact op value`; texts know only == and !=."""

    fact: str
    op: Op
    value: int | str


@value
class OneOf:
    """The fact is one of `values` (for the line fact `category`: it is one of them or lies below one; `tag`: has one of them)."""

    fact: str
    values: tuple[int | str, ...]


@value
class Every:
    """The fact and what is `ahead` of it, a count above zero, is a multiple of `step`: each tenth purchase."""

    fact: str
    step: int
    ahead: int = 0


@value
class All:
    """Every test holds; no tests: holds."""

    tests: tuple["Test", ...]


@value
class Any:
    """At least one test holds; no tests: fails."""

    tests: tuple["Test", ...]


@value
class Not:
    """The test does not hold."""

    test: "Test"


@value
class Called:
    """A test that the program has a name for: it holds where `test` does, and is said as `nl` and `en` (`op feestdagen`, `on holidays`)."""

    kind: Literal["calendar", "segment", "pause"]
    id: str
    nl: str
    en: str
    test: "Test"


Test = Compare | OneOf | Every | All | Any | Not | Called

BASKET_FACTS: Final[dict[str, type]] = {
    "weekday": int,  # Monday 0, the branch's calendar
    "minute": int,  # of the branch's local day, 0-1439
    "date": str,  # business date, ISO
    "month_day": str,  # MM-DD of the business date
    "branch": str,
    "channel": str,
    "member": int,  # 1 with a member's card, 0 without
    "tier_rank": int,  # 0 below the first step, 1 the first, …
    "tenure_months": int,  # whole months since the member joined; -1 without one
    "tenure_years": int,
    "basket_minor": int,  # what the lines that may earn cost, before (discounts) or after (earning) Zegel's discounts
    "purchase_number": int,  # this purchase's number for the member, 1 for the first
}
"""Basket fact → its type. Windows are facts too, named `window:<index in Program.windows>`, always int. So is what the basket holds of an
article set: `items:<index in Program.sets>` counts pieces, `spend:<index>` minor units. `asked:<index in Program.questions>` is what a
person answers: 1 yes, 0 no, -1 not known."""

DATE_FACTS: Final[dict[str, type]] = {
    "day_of_week": int,  # of the business date, Monday 0
    "easter": int,  # days from that year's Easter Sunday to the business date, below zero before it
}
"""Facts that follow from the business date alone."""

LINE_FACTS: Final[dict[str, type]] = {
    "sku": str,
    "category": str,
    "brand": str,
    "tag": str,
    "legal_class": str,
    "condition": str,  # A (as new) to D (damaged), "" where nobody said
    "measure": str,
    "marked_days": int,  # since when it is damaged or marked down, in days at the sale; -1 where nobody knows
    "unit_price": int,  # minor units for one whole measure, net of the till's discount, half up
    "quantity": int,  # thousandths
}


@value
class NamedTest:
    """One thing a rule asks of the basket, in the words of the program file (`day`, `hours`, `branch`, `tier`, `member for`, …).

    A rule's tests are tried in order; the first that fails is what the receipt keeps, so that it can be said why not.
    """

    name: str
    test: Test


def facts_in(test: Test) -> set[str]:
    """Every fact that `test` looks at."""
    if isinstance(test, Compare | OneOf | Every):
        return {test.fact}
    if isinstance(test, Not | Called):
        return facts_in(test.test)
    return set().union(*(facts_in(t) for t in test.tests))


def moves(tests: Iterable[NamedTest]) -> bool:
    """Whether `tests` look at what the basket comes to, which changes as discounts come off."""
    return any(fact == "basket_minor" or fact.startswith("spend:") for named in tests for fact in facts_in(named.test))


def sets_in(tests: Iterable[NamedTest]) -> set[int]:
    """The article sets of which `tests` look at what the basket holds."""
    facts = {fact for named in tests for fact in facts_in(named.test)}
    return {int(fact.partition(":")[2]) for fact in facts if fact.startswith(("spend:", "items:"))}


def called_in(test: Test) -> set[Called]:
    """Every named test that `test` is made of, also those inside named ones."""
    if isinstance(test, Compare | OneOf | Every):
        return set()
    if isinstance(test, Called):
        return {test} | called_in(test.test)
    if isinstance(test, Not):
        return called_in(test.test)
    return set().union(*(called_in(t) for t in test.tests))


class BasketFacts:
    """What basket conditions look at, filled in by decide/ before any rule is judged.

    `windows` is by Program.windows index, `asked` by Program.questions; `spend` and `items` are by Program.sets index, empty where there
    is no basket.
    """

    __slots__ = (
        "asked",
        "basket_minor",
        "branch",
        "channel",
        "code",
        "date",
        "items",
        "left",
        "member",
        "minute",
        "month_day",
        "purchase_number",
        "spend",
        "tenure_months",
        "tenure_years",
        "tier_rank",
        "told",
        "weekday",
        "windows",
    )  # fmt: skip

    def __init__(
        self, weekday: int = 0, minute: int = 0, date: str = "", month_day: str = "", branch: str = "", channel: str = "", member: int = 0,
        tier_rank: int = 0, tenure_months: int = -1, tenure_years: int = -1, purchase_number: int = 0, windows: tuple[int, ...] = (),
        asked: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        self.weekday, self.minute, self.date, self.month_day = weekday, minute, date, month_day
        self.branch, self.channel, self.member, self.tier_rank = branch, channel, member, tier_rank
        self.tenure_months, self.tenure_years, self.purchase_number = tenure_months, tenure_years, purchase_number
        self.windows, self.asked = windows, asked
        self.basket_minor = 0
        self.spend: tuple[int, ...] = ()
        self.items: tuple[int, ...] = ()
        self.told: dict[str, int | str] = {}
        """What was told with an event, by field."""
        self.code: tuple[str, ...] = ()
        """The coupons whose codes were entered and hold: what the test `code` looks at, as an article's `tag` looks at several."""
        self.left: dict[int, tuple[bool, int, int]] = {}
        """Discount, by its number → whether a limit of it is used up, and what is left of its budget (-1: it has none)."""
