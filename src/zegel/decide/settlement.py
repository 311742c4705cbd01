"""The settlement of a month between partners, out of sums over the books: points and money tie to them to the point and the cent.

Entries never round. A statement rounds what each partner owes in all so far, half up, and takes off what earlier statements said: what is
left of a cent this month is in the next one.
"""

from collections.abc import Mapping, Sequence

from zegel.core.money import CURRENCIES
from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.decide.disputes import OPEN as UNDECIDED
from zegel.decide.disputes import Dispute
from zegel.program.partners import MILLIONTHS, Coalition, issued_by, redeemed_at

OPEN, DISPUTABLE, DISPUTED, FINAL = "open", "disputable", "disputed", "final"
"""The month is not over; it is over and can be disputed; a dispute waits for a decision; nobody can dispute it any more."""

Sums = Mapping[str, tuple[int, int]]
"""Account → (what it came to before the month, in the month); money owed by a partner is above zero on `issued by`."""


@value
class PartnerSettled:
    """One partner's month. `owes_minor` is for what it issued, `gets_minor` for what was redeemed with it; it pays the difference.

    `corrected_minor` of that was granted to it after disputes; `disputed_minor` waits for a decision.
    """

    partner: str
    issued: int
    redeemed: int
    expired: int
    owes_minor: int
    gets_minor: int
    disputed_minor: int = 0
    corrected_minor: int = 0

    @property
    def settled_minor(self) -> int:
        """What it pays with what was granted taken off; the operator keeps what is only disputed."""
        return self.pays_minor - self.corrected_minor

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
    disputes: tuple[tuple[str, str, Dispute], ...] = ()
    """(id, state, dispute) of this month, the oldest first."""


def settlement(
    coalition: Coalition,
    currency: str,
    month: str,
    state: str,
    money: Sums,
    points: Mapping[tuple[str, str], int],
    expired: Mapping[str, int],
    disputes: Sequence[tuple[str, str, Dispute]] = (),
) -> Settlement:
    """The statement, with the `disputes` about it.

    `points` is ("issued" or "redeemed", account or "") → how many; `expired` is account or "" → how many."""
    partners = []
    for p in coalition.partners:
        by, at = issued_by(p.id), redeemed_at(p.id)
        owes, gets = _rounded(money.get(by, (0, 0)), currency), _rounded(money.get(at, (0, 0)), currency)
        mine = [(one_state, one) for _, one_state, one in disputes if one.partner == p.id]
        waiting = sum([one.amount_minor for one_state, one in mine if one_state == UNDECIDED])
        given, taken = points.get(("issued", by), 0), points.get(("redeemed", at), 0)
        corrected = sum([one.granted_minor for _, one in mine])
        partners.append(PartnerSettled(p.id, given, taken, expired.get(by, 0), owes, gets, waiting, corrected))
    issued = sum(n for (kind, _), n in points.items() if kind == "issued") - sum(p.issued for p in partners)
    redeemed = sum(n for (kind, _), n in points.items() if kind == "redeemed") - sum(p.redeemed for p in partners)
    lapsed = sum(expired.values()) - sum(p.expired for p in partners)
    if any(one == UNDECIDED for _, one, _ in disputes):
        state = DISPUTED
    return Settlement(month, state, coalition.unit, tuple(partners), issued, redeemed, lapsed, tuple(disputes))


def share(before: int, so_far: int, amount: int, currency: str) -> int:
    """Minor units of one entry of a month, so that all of them come to the statement: the part of a cent that is left goes to the next.

    `before` came to the account before the month, `so_far` in it with this entry's `amount`; all in millionths of the currency.

        >>> [share(0, 4_000, 4_000, "EUR"), share(0, 8_000, 4_000, "EUR"), share(0, 12_000, 4_000, "EUR")]
        [0, 1, 0]
    """
    return _rounded((before + so_far - amount, amount), currency)


def _rounded(sums: tuple[int, int], currency: str) -> int:
    """Minor units of a month: what all came to by its end, rounded, less what all came to before it, rounded."""
    before, during = sums
    one = MILLIONTHS // 10 ** CURRENCIES[currency]
    return half_up(before + during, one) - half_up(before, one)
