"""Rewards: the shelf, one reward to be set aside, what is set aside, and the coupons that are the member's."""

from json import loads
from typing import Any, Final
from urllib.parse import quote

from zegel.core.ids import receipt_of
from zegel.core.periods import Instant
from zegel.core.refusals import UnknownOrder, UnknownReward
from zegel.decide.plan import plan_of
from zegel.flows.commands import MoveOrder, OrderReward
from zegel.flows.orders import DOSSIER
from zegel.hall.spend_lock import spending_of
from zegel.ledger.entries import SALES
from zegel.program.stored_value import GIFT_CARD
from zegel.web.card.frame import Own, framed, header_of, main_unit, own_card
from zegel.web.card.home import balance
from zegel.web.card.promised import chooses
from zegel.web.card.proof import proof_first
from zegel.web.card.shelf import branch_for, shelf
from zegel.web.card.wallet import given_coupons
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/beloningen"
MOST_COUPONS: Final = 50
LOOKED_BACK: Final = 20
"""Receipts that are looked through for where somebody was last."""
OPEN_STATES: Final = ("reserved", "picked")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/beloningen."""
    own = await own_card(door, asked)
    rewards = await shelf(door, asked, own)
    shows: dict[str, Any] = {
        "balance": balance(own, main_unit(own)), "now": [one for one in rewards if one.state in ("now", "till")],
        "later": [one for one in rewards if one.state in ("later", "not")], "orders": await _orders(door, own),
        "coupons": await _coupons(door, own), "as_money": _as_money(own), "given": given_coupons(own),
        "keeps_cards": any(unit.id == GIFT_CARD for unit in own.program.units),
        "gift_cards": len(await door.people.wallet.kept(own.call.grant.company, f"member:{own.call.grant.subject}")),
        "by_itself": not await chooses(door, own) if plan_of(own.call.live(own.call.at)).by_themselves else None,
    }  # fmt: skip
    return Page("card/rewards.html", framed(door, asked, own, "rewards", shows))


async def show_one(door: Door, asked: Asked) -> Answer:
    """GET /pas/beloningen/{reward}: what it costs and where it can be set aside."""
    own = await own_card(door, asked)
    one = next((one for one in await shelf(door, asked, own) if one.id == asked.params["reward"]), None)
    reward = next((found for found in own.program.rewards if found.id == asked.params["reward"]), None)
    if one is None or reward is None:
        raise UnknownReward(what=asked.params["reward"][:60])
    unit = own.unit(reward.cost_unit)
    branches = [name for name, _ in reward.stocks] or [branch.id for branch in own.program.branches]
    shows: dict[str, Any] = {
        "one": one, "options": [own.tongue.words(option) for option in reward.options], "branches": branches,
        "last": await _last_branch(door, own) if len(branches) > 1 else "",
        "hours": own.program.settings.pick_up_hours, "worth_new": own.figures.money(reward.worth_minor) if reward.worth_minor else "",
        "after": own.counted(one.have - one.needs, unit) if unit is not None and not reward.token and one.state == "now" else "",
    }  # fmt: skip
    return Page("card/reward.html", framed(door, asked, own, "rewards", shows))


async def _last_branch(door: Door, own: Own) -> str:
    """The branch of their last purchase, "" where there is none among the newest receipts."""
    for receipt in await door.queries.receipts(own.call.grant.company, own.purse.id, 0, LOOKED_BACK):
        if receipt.kind in SALES and receipt.document is not None:
            return str(loads(receipt.document)["body"]["branch"])
    return ""


async def reserve(door: Door, asked: Asked) -> Answer:
    """POST /pas/beloningen/{reward}: it is set aside, and what it costs with it."""
    own = await own_card(door, asked, asked.text("once", 64))
    reward = next((found for found in own.program.rewards if found.id == asked.params["reward"]), None)
    if reward is None:
        raise UnknownReward(what=asked.params["reward"][:60])
    branch = asked.text("branch", 60) or branch_for(reward)
    order = OrderReward(header_of(own, asked, branch), own.purse.id, reward.id, 1, asked.number("choice", 0, 100, 0))
    spending = await spending_of(door.desk, order)
    if spending is not None and spending.needs_proof and (first := proof_first(asked, f"{ROOM}/{quote(reward.id)}")) is not None:
        return first
    await door.submit(asked, order)
    return Sent(ROOM)


async def cancel(door: Door, asked: Asked) -> Answer:
    """POST /pas/beloning-terug: it is not wanted any more; what it cost comes back."""
    own = await own_card(door, asked, asked.text("once", 64))
    order = receipt_of(asked.text("order", 80))
    if order.purse != own.purse.id:
        raise UnknownOrder()
    await door.submit(asked, MoveOrder(header_of(own, asked), order, "cancel", ""))
    return Sent(ROOM)


async def _orders(door: Door, own: Own) -> list[dict[str, Any]]:
    """What is set aside for the member now."""
    found = await door.queries.dossiers_of(own.call.grant.company, own.purse.id, DOSSIER)
    names = {reward.id: own.tongue.words(reward.names) for reward in own.program.rewards}
    shown = []
    for one in found:
        data = loads(one.data)
        if one.state in OPEN_STATES and data["until"] > own.call.at:
            until = Instant(data["until"])
            shown.append({
                "id": one.id, "name": names.get(data["reward"], data["reward"]), "branch": data["branch"], "picked": one.state == "picked",
                "day": own.figures.day_of(until), "hour": own.figures.hour(until),
            })  # fmt: skip
    return shown


async def _coupons(door: Door, own: Own) -> list[dict[str, str]]:
    """Codes that are the member's own and still good: of which coupon, their last symbols, and until when."""
    found = await door.queries.codes.of_member(own.call.grant.company, own.purse.id, MOST_COUPONS)
    at = own.call.at
    return [
        {
            "name": one.campaign, "tail": one.tail, "day": own.figures.day(last) if (last := own.last_day(one.valid_until)) else "",
            "value": own.figures.money(one.value_left) if one.value_left else "",
        }
        for one in found if one.left > 0 and one.valid_from <= at < one.valid_until
    ]  # fmt: skip


def _as_money(own: Own) -> dict[str, str] | None:
    """What points are as a discount: the step and its worth."""
    rule = next(iter(own.program.points_off), None)
    unit = own.unit(rule.unit) if rule else None
    return None if rule is None or unit is None else {
        "count": own.counted(rule.step, unit), "worth": own.figures.money(int(rule.takes_off(unit, rule.step))),
    }  # fmt: skip
