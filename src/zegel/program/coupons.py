"""What a coupon promises besides its deal: which codes open it, how often it may be used, how much it may cost.

The deal itself is a rule like any other (a discount, or points), whose first test is the code.
"""

from typing import Final, Literal

from zegel.core.value import value
from zegel.program.conditions import NamedTest, OneOf
from zegel.program.naming import Words

CODE: Final = "code"
"""The fact and the name of the test that a coupon's rule has first: which coupons were entered and hold."""


@value
class Coupon:
    """One coupon; its rule has the same id. Limits of 0 are none.

    `codes` are the codes that everybody may use, canonical (as they stand where `capitals_matter`); none: each code is made, and may
    be used `per_code` times. `personal`: a code belongs to one member. A voucher is worth `worth_minor` (0: no voucher), in parts or at
    once. `budget_minor` is what it may take off in all: the discount is capped there, or the coupon stops before it. A colleague may
    honour a code for `grace_days` after its last day. Codes that the program gives are valid for `valid_days` (0: without end).
    """

    id: str
    codes: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    """The same as the file writes them."""
    personal: bool = False
    capitals_matter: bool = False
    form: str = "text"
    per_code: int = 1
    per_member: int = 0
    per_branch: int = 0
    per_staff: int = 0
    per_day: int = 0
    in_all: int = 0
    budget_minor: int = 0
    over_budget: Literal["capped", "not at all"] = "capped"
    grace_days: int = 0
    valid_days: int = 0
    worth_minor: int = 0
    in_parts: bool = False
    names: Words = Words("", "")
    """What members read; the id where the file gives no name."""

    @property
    def piece(self) -> int:
        """How much of its unit one is, where it is given: a voucher that is used in parts is counted by what it is worth."""
        return self.worth_minor if self.in_parts else 1


COUPON: Final = "coupon:"
"""How the unit of a coupon that was given begins."""


def token_of(coupon: str) -> str:
    """The unit of which a member has one for each time that the program gave them the coupon."""
    return f"{COUPON}{coupon}"


def code_test(coupon: str) -> NamedTest:
    """What the rule of `coupon` asks first."""
    return NamedTest(CODE, OneOf(CODE, (coupon,)))


def budget_counter(coupon: str) -> str:
    """The counter of what is left of a coupon's budget, in minor units."""
    return f"coupon:{coupon}:budget"


def limit_counters(coupon: Coupon, *, member: str, branch: str, staff: str, day: str) -> tuple[tuple[str, int, str], ...]:
    """(counter, what it begins with, its name in the file) of every limit that a use of `coupon` counts for."""
    of = f"coupon:{coupon.id}"
    every = (
        (f"{of}:member:{member}", coupon.per_member, "per member"),
        (f"{of}:branch:{branch}", coupon.per_branch, "per branch"),
        (f"{of}:staff:{staff}", coupon.per_staff, "per staff"),
        (f"{of}:day:{day}", coupon.per_day, "per day"),
        (f"{of}:all", coupon.in_all, "in all"),
    )
    return tuple(one for one in every if one[1])
