"""A code off another receipt is shown: where it leads, and what it opens there (flows.printed tells the rest)."""

from collections.abc import Sequence
from typing import Final

from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier
from zegel.core.value import value
from zegel.decide.plan import Plan
from zegel.flows.code_facts import ShownCode
from zegel.flows.facts import Facts, PurseNeeds, Resolved
from zegel.ledger.purse import Purse
from zegel.program.coupons import Coupon, token_of

KIND: Final = "coupon_code"
"""The kind of identifier that holds such a code's hash."""
_SALES: Final = tuple(range(1, 9))
"""The entries among which are the sales of a purse of its own: the first, after the hold that it was the second, exchanges after that.
Of what is there every lot is fetched; these say why nothing is there any more."""


@value
class Opened:
    """What a code of a receipt opens: one `coupon` (None: none any more), with `value_minor` of a voucher in parts; or `why` not."""

    coupon: Coupon | None
    why: str
    value_minor: int
    purse: str


def identifiers_of(codes: Sequence[ShownCode]) -> tuple[Identifier, ...]:
    """What codes are looked up as, besides the codes that were made in batches."""
    return tuple([Identifier(KIND, code.hash.hex()) for code in codes])


def paper_needs(resolved: Resolved, codes: Sequence[ShownCode], own: PurseId | None = None) -> tuple[PurseNeeds, ...]:
    """The purses that these codes lead to, but for the basket's `own`."""
    found = [resolved.purse_of.get(one) for one in identifiers_of(codes)] if codes else []
    purses = dict.fromkeys([purse for purse in found if purse is not None and purse != own and resolved.follow(purse) == purse])
    return tuple([PurseNeeds(purse, all_lots=True, opened_by=tuple([(purse, seq) for seq in _SALES])) for purse in purses])


def may_lie_there(plan: Plan) -> tuple[Coupon, ...]:
    """The coupons that the code of a receipt can open: a member's own are on a card only."""
    return tuple([coupon for coupon in plan.coupons.values() if not coupon.personal])


def opened(plan: Plan, facts: Facts, resolved: Resolved, shown: ShownCode, own: PurseId) -> list[Opened]:
    """What the code opens, [] where it is no code of a receipt. `own` is the purse of the basket.

    A claimed receipt opens nothing: what it gave lies on the member's card.
    """
    id_ = resolved.purse_of.get(Identifier(KIND, shown.hash.hex()))
    if id_ is None:
        return []
    paper = facts.purses.get(id_)
    if id_ == own or paper is None or paper.alias_of is not None or paper.since:  # somebody claimed it: it is on their card
        return [Opened(None, "code_ended", 0, "")]
    coupons = may_lie_there(plan)
    there_is = [(coupon, paper.spendable(token_of(coupon.id))) for coupon in coupons]
    return [Opened(coupon, "", count, paper.text) for coupon, count in there_is if count > 0] or [_closed(paper, coupons)]


def _closed(paper: Purse, coupons: Sequence[Coupon]) -> Opened:
    """Why nothing is left of it."""
    for coupon in coupons:
        lots = [lot for lot in paper.lots.values() if lot.unit == token_of(coupon.id)]
        if any(lot.pending for lot in lots):
            return Opened(coupon, "code_not_yet", 0, "")
        if lots:
            return Opened(coupon, "code_expired" if any(lot.expired for lot in lots) else "code_used", 0, "")
    return Opened(None, "code_ended", 0, "")
