"""Goodwill in a service case (domain.md M39): a ladder of offers, by how bad it was and how often it happened, and who gives it alone.

What the law gives comes first. An offer that is a share is of what was paid for what the case is about, and was kept.
"""

from json import loads
from typing import Any, Final

from zegel.core.ids import receipt_of
from zegel.core.periods import Day, plus_months
from zegel.core.purchase_document import purchase_from
from zegel.core.refusals import (
    CameBack,
    FourEyes,
    GestureTooLarge,
    LimitReached,
    NotCovered,
    UnknownPromise,
    UnknownRole,
    WrongState,
)
from zegel.core.value import value
from zegel.decide.cases import SERVICE
from zegel.decide.kept import shares_of
from zegel.decide.plan import Plan
from zegel.flows.commands import MoveCase
from zegel.flows.facts import Dossier, Facts, Missing, Needs, PurseNeeds
from zegel.flows.receipts import sale_read
from zegel.ledger.purse import Purse
from zegel.program.care import SEVERITIES, Goodwill
from zegel.program.coupons import COUPON
from zegel.program.gives import Gives
from zegel.program.stored_value import STORE_CREDIT

Data = dict[str, Any]
A_YEAR: Final = 12


def told(command: MoveCase, data: Data) -> None:
    """What is known better by now: how bad it is, and what the law gave."""
    if command.severity:
        data["severity"] = command.severity
    if command.remedy:
        data["remedy"] = command.remedy


# -- offered


def offered(facts: Facts, plan: Plan, purse: Purse, case: Dossier, command: MoveCase, data: Data) -> None:
    """The offer is on the program's ladder for such a case, not given too often, and its worth is noted for who must agree to it.

    About something that was bought the law's remedy comes first.
    """
    care = plan.compiled.program.care
    offer = next((one for one in care.goodwill if one.id == command.offer), None)
    if offer is None:
        raise UnknownPromise(what=command.offer[:60])
    if data.get("line") and case.state == "acknowledged":
        raise WrongState(kind=case.kind, state=case.state, to=command.to)
    if not _reached(facts, purse, case, offer, data):
        raise NotCovered(offer=offer.id)
    year = command.header.business_date[:4]
    given = sum(loads(one.data).get("given", "")[:4] == year for one in facts.dossiers_of(purse.id, SERVICE))
    if data.get("given"):  # a case that is open again: one goodwill a case
        raise LimitReached(what=command.offer, most=1, left=0)
    if care.most and given >= care.most:
        raise LimitReached(what=command.offer, most=care.most, left=0)
    data["offer"], data["actor"] = command.offer, command.header.actor
    data["offer_minor"] = _worth(plan, offer.gives.unit, goodwill_count(facts, purse, offer.gives, data))
    data["alone"] = int(bool(care.alone) and data["offer_minor"] <= _alone(plan, command.role))


def _reached(facts: Facts, purse: Purse, case: Dossier, offer: Goodwill, data: Data) -> bool:
    """Whether the case is as bad as the offer asks, and the member's so many-th within a year."""
    if offer.severities and data.get("severity", SEVERITIES[0]) not in offer.severities:
        return False
    if offer.nth == 1:
        return True
    on = Day(data["on"])
    since, mine = plus_months(on, -A_YEAR), receipt_of(case.id)
    before = [one for one in facts.dossiers_of(purse.id, SERVICE) if one.id != case.id and since < loads(one.data)["on"] <= on]
    earlier = [one for one in before if loads(one.data)["on"] < on or receipt_of(one.id).seq < mine.seq]
    return len(earlier) + 1 >= offer.nth


def _alone(plan: Plan, role: str) -> int:
    """Up to what worth `role` gives goodwill alone; refuses `unknown_role`."""
    roles = plan.compiled.program.care.alone
    if role and role not in dict(roles):
        raise UnknownRole(role=role[:60])
    return dict(roles)[role] if role else roles[0][1]


def _worth(plan: Plan, unit: str, count: int) -> int:
    """What it costs the shop, in minor units: what points are worth rounds up; of a coupon what the voucher is worth."""
    if unit == STORE_CREDIT:
        return count
    if unit.startswith(COUPON):
        coupon = plan.coupons[unit.removeprefix(COUPON)]
        return count if coupon.in_parts else coupon.worth_minor
    worth = plan.compiled.units[unit].worth * count
    return -(-worth.numerator // worth.denominator)


# -- agreed to


def check_agreed(plan: Plan, command: MoveCase, data: Data) -> None:
    """Refuse `four_eyes` where whoever offered it may not give that much alone, `gesture_too_large` where who agrees may not either."""
    roles = plan.compiled.program.care.alone
    if roles and data.get("alone"):
        return
    if command.header.actor == data["actor"]:
        raise FourEyes()
    worth = int(data.get("offer_minor", 0))
    if roles and worth > _alone(plan, command.role) and command.role != roles[-1][0]:
        raise GestureTooLarge(most=_alone(plan, command.role), worth=worth, currency=plan.compiled.program.currency)


def goodwill_count(facts: Facts, purse: Purse, gives: Gives, data: Data) -> int:
    """How much of its unit an offer comes to; refuses `not_covered` for a share of nothing."""
    if not gives.share_bp:
        return gives.count
    if "sale" not in data:
        raise NotCovered()
    return gives.of_amount(paid_for(facts, purse, data).minor)


# -- what was bought


@value
class Kept:
    """What a case is about: the thousandths of its line that were kept (0 without a line), and what was paid for what was kept."""

    kept: int
    minor: int


def paid_for(facts: Facts, purse: Purse, data: Data) -> Kept:
    """Of the case's line, or of its whole sale; asks for the sale where it is not here. Refuses `came_back` where nothing was kept."""
    sale = receipt_of(data["sale"])
    if sale not in facts.receipts:
        raise Missing(Needs((PurseNeeds(purse.id, returned_of=((sale.purse, sale.seq),)),), (sale,)))
    document = sale_read(facts, sale)
    if document.purchase is None:
        raise NotCovered()
    lines = purchase_from(document.purchase).lines
    off = shares_of(document, len(lines))[0]
    kept = minor = 0
    for line, taken in zip(lines, off, strict=True):
        if data.get("line") in (0, line.number):
            left = line.quantity - purse.returned.get((sale.purse, sale.seq, line.number), 0)
            kept += left if data["line"] else 0
            minor += (line.net_minor - taken) * left // line.quantity if line.quantity else line.net_minor - taken
    if (kept if data["line"] else minor) <= 0:
        raise CameBack(line=data["line"])
    return Kept(kept, minor)
