"""How a code stands by itself, whatever basket it would be used in: which coupon it opens, whether it can be used, until when."""

from typing import Final, Literal

from zegel.core.periods import NEVER, Instant
from zegel.core.value import value
from zegel.decide.plan import Plan
from zegel.flows.code_facts import CANCELLED, Code, ShownCode
from zegel.flows.codes import meant
from zegel.flows.printed_shown import may_lie_there
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse
from zegel.program.coupons import token_of

State = Literal["usable", "not yet", "held", "used", "expired", "ended"]
STATES: Final[tuple[State, ...]] = ("usable", "not yet", "held", "used", "expired", "ended")
Opens = Literal["shared", "made", "receipt"]


@value
class Standing:
    """What a code opens: `coupon` ("": none of the live program's), in a state. `until`: usable until just before, NEVER without an end.

    `uses_left` None: as often as the coupon's limits allow. `value_minor` None: the coupon is no voucher. `personal`: one member's own.
    """

    coupon: str
    state: State
    opens: Opens
    until: Instant
    uses_left: int | None
    value_minor: int | None
    personal: bool


def standing_of(plan: Plan, there: dict[bytes, Code], shown: ShownCode, at: Instant) -> Standing | None:
    """Of a code that everybody may use, or one that was made; None where it is neither."""
    coupon, code = meant(plan, there, shown)
    if code is None:
        return None if coupon is None else Standing(coupon.id, "usable", "shared", NEVER, None, coupon.worth_minor or None, personal=False)
    value_left = code.value_left if coupon is not None and coupon.worth_minor else None
    state: State = "usable"
    if coupon is None or code.state == CANCELLED:
        state = "ended"
    elif code.left < 1 or value_left == 0:
        state = "held" if code.held else "used"
    elif at < code.valid_from:
        state = "not yet"
    elif at >= code.valid_until:
        state = "expired"
    name = "" if coupon is None else coupon.id
    return Standing(name, state, "made", code.valid_until, code.left, value_left, personal=code.member is not None)


def on_receipt(plan: Plan, paper: Purse) -> list[Standing]:
    """What the code of a receipt leads to, with everything due by now done; [] where nothing of it is left."""
    found = []
    for coupon in may_lie_there(plan):
        lots = [lot for lot in paper.lots.values() if lot.unit == token_of(coupon.id)]
        if lots:
            left = max(paper.spendable(token_of(coupon.id)), 0)
            value_left = left if coupon.in_parts else coupon.worth_minor or None
            until = min([lot.expires_at for lot in lots if lot.available], default=max(lot.expires_at for lot in lots))
            found.append(
                Standing(coupon.id, _state(lots, left), "receipt", until, None if coupon.in_parts else left, value_left, personal=False)
            )
    return found


def _state(lots: list[Lot], left: int) -> State:
    if left:
        return "usable"
    if any(lot.pending for lot in lots):
        return "not yet"
    if any(lot.reserved for lot in lots):
        return "held"
    return "expired" if any(lot.expired for lot in lots) else "used"
