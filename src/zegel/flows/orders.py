"""A reward to be picked up: reserved, picked, handed over; or cancelled, or timed out when nobody came.

An order is a hold without a basket: what it costs stands reserved, its time-out is due work, and what it drew is given back then.
"""

from json import loads

from zegel.booking.coupons import coupon_of, credit_of
from zegel.booking.earnings import book_reserved
from zegel.core.canonical import Json, document_bytes
from zegel.core.periods import HOUR, Instant
from zegel.core.refusals import HoldNotOpen, RewardNotNow, UnknownOrder
from zegel.decide.effects import Effect, Gift, Spend
from zegel.decide.plan import plan_of
from zegel.decide.skipped import facts_from
from zegel.flows.commands import MoveOrder, OrderReward, Use
from zegel.flows.due import let_go
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.purses import ready
from zegel.flows.receipts import finish, receipt_read
from zegel.flows.redeem import granted
from zegel.flows.stock import draws_of, stock_back
from zegel.flows.taken import uncount_taken
from zegel.ledger.accounts import REDEEMED, RESERVED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import HoldMark

DOSSIER = "order"


def order_run(facts: Facts, resolved: Resolved, command: OrderReward) -> Outcome:
    """As a redemption, but what it costs is set aside until it is handed over, or until the time to pick it up is over."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    if coupon_of(plan, command.reward) or credit_of(plan, command.reward):
        raise RewardNotNow(what=command.reward, test="by itself")
    draft, effects, member, totals = granted(facts, resolved, plan, command)
    book_reserved(draft, effects)
    expires_at = Instant(header.at + plan.compiled.program.settings.pick_up_hours * HOUR)
    draft.hold = HoldMark(draft.seq, "open", expires_at)
    totals = f'{{"hold_expires_at":{expires_at}{"," if totals else ""}{totals}}}'
    uses = (Use(command.reward, command.count, command.choice),)
    entry, receipt = finish(facts, plan, draft, header, "order", effects, member, totals=totals, uses=uses)
    data: dict[str, Json] = {
        "reward": command.reward, "count": command.count, "choice": command.choice, "branch": header.branch, "until": expires_at
    }  # fmt: skip
    dossier = Dossier(draft.purse.id, DOSSIER, str(receipt.id), "reserved", document_bytes(data).decode(), header.at)
    draws = draws_of(facts, effects, plan, header.branch, header.business_date)
    return Outcome((entry,), receipt, draws=draws, dossiers=(dossier,))


def move_wants(command: MoveOrder) -> Wants:
    """The earlier answer and the purse of the order."""
    return Wants((command.header.source, command.header.key), (), None, (command.order.purse,))


def move_needs(_shelf: Shelf, command: MoveOrder, resolved: Resolved) -> Needs:
    """The purse with its open holds and its orders, and the order's receipt."""
    if command.order.purse not in resolved.known_purses:
        raise UnknownOrder()
    return Needs((PurseNeeds(resolved.follow(command.order.purse), holds=True, dossiers=(DOSSIER,)),), (command.order,))


def move_run(facts: Facts, resolved: Resolved, command: MoveOrder) -> Outcome:
    """One step; an order that was handed over, cancelled or timed out takes no more of them."""
    header, order = command.header, command.order
    purse = ready(facts, resolved.follow(order.purse), header.at)
    if order not in facts.receipts:
        raise UnknownOrder()
    document = receipt_read(facts, order)
    if document.body["kind"] != "order":
        raise UnknownOrder()
    # A merge takes no open order along: what has the same number in the purse that took over is another one.
    hold = purse.holds.get(order.seq) if purse.id == order.purse else None
    if hold is None or hold.state != "open":
        raise HoldNotOpen(state=hold.state if hold else "closed")
    plan = plan_of(facts.shelf.by_digest(bytes.fromhex(document.body["program"])))
    draft = Draft(purse)
    effects: list[Effect] = []
    match command.step:
        case "pick":
            kind, state = "pick", "picked"
        case "hand over":
            kind, state = "hand over", "handed over"
            for p in hold.reserved:
                draft.move(p.unit, RESERVED, REDEEMED, p.amount, p.lot)
            draft.hold = HoldMark(order.seq, "committed", hold.expires_at)
            for e in document.body["effects"]:
                if e["effect"] == "spend":
                    effects.append(Spend(e["what"], e["unit"], e["count"], e["times"]))
                elif e["effect"] == "gift":
                    effects.append(Gift(e["rule"], e["choice"], e["options"], e["worth_minor"]))
        case _:
            kind, state = "cancel order", "cancelled"
            effects += let_go(draft, order.seq, header.at)
            uncount_taken(plan, draft, document)
    pays = document.body["totals"].get("pays_minor", 0) if command.step == "hand over" else 0
    entry, receipt = finish(
        facts, plan, draft, header, kind, effects, facts_from(document), of=str(order), reason=command.reason,
        totals=f'{{"pays_minor":{pays}}}' if pays else "{}",
    )  # fmt: skip
    known = next((one for one in facts.dossiers_of(purse.id, DOSSIER) if one.id == str(order)), None)
    data = loads(known.data) if known else {}
    dossier = Dossier(purse.id, DOSSIER, str(order), state, document_bytes(data).decode(), header.at)
    draws = stock_back(plan, document) if command.step == "cancel" else ()
    return Outcome((entry,), receipt, draws=draws, dossiers=(dossier,))
