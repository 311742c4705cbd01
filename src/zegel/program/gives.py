"""What is given outside of a purchase: so much of a unit, one of a coupon, an amount of store credit, or a share of what was paid."""

from zegel.core.value import value


@value
class Gives:
    """`count` of `unit`; or, where `share_bp` is set, so many basis points of an amount, as store credit."""

    unit: str
    count: int
    share_bp: int = 0

    def of_amount(self, minor: int) -> int:
        """How much of the unit that is where the amount is `minor`: of a share the whole cents of it, never more than the share.

        >>> Gives("points", 200).of_amount(999), Gives("store credit", 0, 500).of_amount(999)
        (200, 49)
        """
        return max(minor, 0) * self.share_bp // 10_000 if self.share_bp else self.count
