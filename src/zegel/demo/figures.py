"""What a company's points come to, by unit, out of the sums of all postings: nothing here is counted while importing."""

from collections.abc import Mapping
from fractions import Fraction

from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.ledger.accounts import AVAILABLE, DEBT, EXPIRED, ISSUED, PENDING, REDEEMED, RESERVED

OWN = (PENDING, AVAILABLE, RESERVED, DEBT)


@value
class UnitFigures:
    """One unit: issued − taken back − redeemed + given back − expired = outstanding − owed.

    `taken_back` went back to `issued` because of returns; what of it had expired before no longer counts as expired.
    `owed` is what clawbacks took that was spent already.
    """

    issued: int
    taken_back: int
    redeemed: int
    given_back: int
    expired: int
    outstanding: int
    owed: int

    def is_sound(self) -> bool:
        """Whether the figures add up."""
        return self.issued - self.taken_back - self.redeemed + self.given_back - self.expired == self.outstanding - self.owed


def figures_of(posted: Mapping[tuple[str, str, str], int], unit: str) -> UnitFigures:
    """The figures of one unit from the sums of postings by (unit, source, destination)."""

    def moved(sources: tuple[str, ...], destinations: tuple[str, ...]) -> int:
        return sum(
            posted.get((unit, source, destination), 0) for source in sources for destination in destinations if source != destination
        )

    every = (*OWN, ISSUED, REDEEMED, EXPIRED)
    held = OWN[:3]
    outstanding = moved(tuple(a for a in every if a not in held), held) - moved(held, tuple(a for a in every if a not in held))
    lapsed_taken_back = moved((EXPIRED,), (ISSUED,))
    return UnitFigures(
        issued=moved((ISSUED,), OWN),
        taken_back=moved(OWN, (ISSUED,)) + lapsed_taken_back,
        redeemed=moved(OWN, (REDEEMED,)),
        given_back=moved((REDEEMED,), OWN),
        expired=moved(OWN, (EXPIRED,)) - lapsed_taken_back,
        outstanding=outstanding,
        owed=moved((DEBT,), every) - moved(every, (DEBT,)),
    )


def worth_minor(count: int, worth: Fraction) -> int:
    """What `count` of a unit worth `worth` minor units each is worth, half up."""
    return half_up(count * worth.numerator, worth.denominator)
