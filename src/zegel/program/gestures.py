"""What people in a branch may give by themselves: kinds of gesture, and how far each may go (domain.md M45, M46, M49)."""

from typing import Final

from zegel.core.value import value
from zegel.program.model import Words

REASONS: Final[dict[str, Words]] = {
    "years": Words("trouwe klant", "regular"),
    "waited": Words("moest wachten", "had to wait"),
    "child": Words("kind mee", "child along"),
    "wrong": Words("er ging iets mis", "something went wrong"),
    "day": Words("bijzondere dag", "special day"),
}
"""Why a gesture is given, as tills offer it; a program may set apart how much a branch gives for each."""

OTHER: Final = "other"
SET_APART: Final[dict[str, Words]] = {**REASONS, OTHER: Words("iets anders", "something else")}
"""What a program may set apart an amount for: each of the reasons, and whatever is given for none of them."""


@value
class GestureKind:
    """One kind of gesture: `count` of `unit` (a coupon is a unit too), one of reward `reward`, or a thing called `names`.

    `worth_minor` is what the thing or coupon costs the branch (of points and rewards that is known from themselves). A `present` is a
    small thing of which there are so many a day. `why` is what the member is told, `vat` how a thing is treated for VAT ("": not said),
    `budget` out of which part of the envelope it comes ("": out of all of it).
    """

    id: str
    names: Words
    unit: str
    count: int
    reward: str
    worth_minor: int
    present: bool
    why: Words
    vat: str = ""
    budget: str = ""


@value
class Gestures:
    """What a branch may give: `envelope_minor` a month (`envelope_of`: of one branch), one gesture at most `most_minor` (0: no
    limit), `presents` small things a day.

    `roles` says up to what amount each role gives alone, the humblest first; above that a colleague approves. Once in `surprise_every`
    visits `surprise` is suggested (0: never).
    """

    kinds: tuple[GestureKind, ...]
    envelope_minor: int
    roles: tuple[tuple[str, int], ...]
    most_minor: int
    presents: int
    surprise: str
    surprise_every: int
    own_envelopes: tuple[tuple[str, int], ...] = ()
    """(branch, minor units a month) of branches with an amount of their own."""

    budgets: tuple[tuple[str, int], ...] = ()
    """(name, minor units a month) of what each branch may give of its envelope for one kind of reason: a complaint, a birthday."""

    reasons: tuple[tuple[str, int], ...] = ()
    """(one of SET_APART, minor units a month) of what each branch may give of its envelope for that reason, whatever it gives."""

    def envelope_of(self, branch: str) -> int:
        """What `branch` may give in a month, in minor units."""
        return dict(self.own_envelopes).get(branch, self.envelope_minor)
