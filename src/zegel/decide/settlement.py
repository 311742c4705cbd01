"""The settlement of a month between partners, out of sums over the books: points and money tie to them to the point and the cent.

Entries never round. A statement rounds what each partner owes in all so far, half up, and takes off what earlier statements said: what is
left of a cent this month is in the next one.
"""

from collections.abc import Mapping

from zegel.core.money import CURRENCIES
from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.program.partners import MILLIONTHS, Coalition, issued_by, redeemed_at

OPEN, DISPUTABLE, FINAL = "open", "disputable", "final"
"""The month is not over; it is over and can be disputed; nobody can dispute it any more."""

Sums = Mapping[str, tuple[int, int]]
"""Account → (what it came to before the month, in the month); money owed by a partner is above zero on `issued by`."""


@value
class PartnerSettled:
    """One partner's month. `owes_minor` is for what it issued, `gets_minor` for what was redeemed with it; it pays the difference."""

    partner: str
    issued: int
    redeemed: int
    expired: int
    owes_minor: int
    gets_minor: int

    @property
    def pays_minor(self) -> int:
        """What it pays the operator; below zero: what it gets."""
        return self.owes_minor - self.gets_minor


@value
class Settlement:
    """A month between all partners. `own_…` are points without a partner: the operator's own branches, gifts by hand."""

    month: str
    state: str
    unit: str
    partners: tuple[PartnerSettled, ...]
    own_issued: int
    own_redeemed: int
    own_expired: int


def settlement(
    coalition: Coalition,
    currency: str,
    month: str,
    state: str,
    money: Sums,
    points: Mapping[tuple[str, str], int],
    expired: Mapping[str, int],
) -> Settlement:
    """The statement. `points` is ("issued" or "redeemed", account or "") → how many; `expired` is account or "" → how many."""
    partners = []
    for p in coalition.partners:
        by, at = issued_by(p.id), redeemed_at(p.id)
        owes, gets = _rounded(money.get(by, (0, 0)), currency), _rounded(money.get(at, (0, 0)), currency)
        partners.append(
            PartnerSettled(p.id, points.get(("issued", by), 0), points.get(("redeemed", at), 0), expired.get(by, 0), owes, gets)
        )
    issued = sum(n for (kind, _), n in points.items() if kind == "issued") - sum(p.issued for p in partners)
    redeemed = sum(n for (kind, _), n in points.items() if kind == "redeemed") - sum(p.redeemed for p in partners)
    lapsed = sum(expired.values()) - sum(p.expired for p in partners)
    return Settlement(month, state, coalition.unit, tuple(partners), issued, redeemed, lapsed)


def _rounded(sums: tuple[int, int], currency: str) -> int:
    """Minor units of a month: what all came to by its end, rounded, less what all came to before it, rounded."""
    before, during = sums
    one = MILLIONTHS // 10 ** CURRENCIES[currency]
    return half_up(before + during, one) - half_up(before, one)
