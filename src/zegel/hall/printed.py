"""The code that is printed on the receipt of a sale without a card, where the sale gives a coupon (docs/decisions/0033).

It follows from the house's key and the request's Idempotency-Key: the same request shows the same code again, and nothing keeps it. Only
doors whose answer somebody prints ask for one. A sale that comes in later, in bulk or from a file has a receipt already.
"""

from dataclasses import replace
from typing import Final

from zegel.core.codes import printed
from zegel.core.purchase import Identifier
from zegel.decide.plan import plan_of
from zegel.flows.commands import CommitHold, RecordPurchase
from zegel.flows.printed_shown import KIND
from zegel.hall import translate
from zegel.hall.calls import Call, Found
from zegel.program.coupons import token_of

_SAID: Final = b'"effect":"code printed"'
"""How the effect stands in a receipt's document; inside of a text its quotes would be escaped."""


def purchase(call: Call, found: Found, canonical: bytes) -> RecordPurchase:
    """POST /v1/purchases, and a till."""
    command = translate.purchase(call, found, canonical)
    return command if command.who is not None else replace(command, paper=paper_of(call))


def commit_hold(call: Call, found: Found, canonical: bytes) -> CommitHold:
    """POST /v1/holds/{hold}/commit."""
    return replace(translate.commit_hold(call, found, canonical), paper=paper_of(call))


def paper_of(call: Call) -> Identifier | None:
    """What leads to the sale by its code; None where the program gives no coupon that is anybody's: a shop without codes has no key."""
    plan = plan_of(call.live(call.at))
    given = {rule.unit for rule in plan.compiled.program.earn}
    if not any(token_of(coupon.id) in given for coupon in plan.coupons.values() if not coupon.personal):
        return None
    return Identifier(KIND, call.codes.shown(call.grant.company, _drawn(call)).hash.hex())


def _drawn(call: Call) -> str:
    return call.codes.drawn_for(call.grant.company, call.grant.source, call.key)


def code_on(call: Call, document: bytes) -> str:
    """The code to print on the receipt that answers this request, "" where none is."""
    return printed(_drawn(call)) if _SAID in document else ""
