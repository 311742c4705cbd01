"""The rewards of the shop as they stand for one member: what can be had now, what is still to be saved for, and why not."""

from typing import Literal

from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.flows.commands import OrderReward
from zegel.hall.refused import said_of
from zegel.program.model import Reward
from zegel.store.reward_faces import NO_FACE
from zegel.web.card.frame import Own, header_of, main_unit
from zegel.web.card.stamps import INKS, MOTIFS
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door


@value
class OnShelf:
    """A reward: `now` it can be reserved, at the `till` it can be had, `later` (`have` of `needs`, `more` to go), or `not`, with `why`."""

    id: str
    name: str
    price: str
    state: Literal["now", "till", "later", "not"]
    have: int
    needs: int
    more: str
    why: str
    motif: str
    ink: str
    photo: str
    """Its photo's hash, "" for none."""


async def shelf(door: Door, asked: Asked, own: Own) -> list[OnShelf]:
    """Every reward of the program; what can be had first, then what is nearest."""
    faces = await door.queries.reward_faces.all(own.call.grant.company)
    found = [
        await _on_shelf(door, asked, own, n, reward, faces.get(reward.id, NO_FACE).photo) for n, reward in enumerate(own.program.rewards)
    ]
    rank = {"now": 0, "till": 0, "not": 1, "later": 2}
    return sorted(found, key=lambda one: (rank[one.state], one.needs - one.have if one.state == "later" else one.needs, one.name))


async def _on_shelf(door: Door, asked: Asked, own: Own, n: int, reward: Reward, photo: str) -> OnShelf:
    unit = own.unit(reward.token or reward.cost_unit)
    have = own.purse.spendable(reward.token or reward.cost_unit)
    needs = 1 if reward.token else reward.cost
    say = own.tongue.say
    price = say("for a token") if reward.token or unit is None else own.counted(needs, unit)
    if reward.cash_minor:
        price = say("and cash", price=price, cash=own.figures.money(reward.cash_minor))
    named = own.tongue.words(reward.names)
    name, look = named[:1].upper() + named[1:], (MOTIFS[n % 5], INKS[(n + 2) % 5], photo)
    if have < needs:
        more = _to_go(own, reward, needs - have)
        return OnShelf(reward.id, name, price, "later", max(have, 0), needs, more, "", *look)
    if reward.comes_off:
        return OnShelf(reward.id, name, price, "till", have, needs, "", "", *look)
    try:
        choice = 1 if reward.options else 0
        await door.ask(OrderReward(header_of(own, asked, branch_for(reward)), own.purse.id, reward.id, 1, choice))
    except ZegelError as refusal:
        return OnShelf(reward.id, name, price, "not", have, needs, "", own.tongue.words(said_of(refusal)), *look)
    return OnShelf(reward.id, name, price, "now", have, needs, "", "", *look)


def _to_go(own: Own, reward: Reward, lacks: int) -> str:
    """What is missing: points, or the stamps of the card that gives it."""
    card = next((one for one in own.program.cards if reward.token and one.gives == reward.id), None)
    if card is not None:
        unit = own.unit(card.unit)
        left = card.slots - max(own.purse.spendable(card.unit), 0)
        return own.counted(left, unit) if unit else str(left)
    unit = own.unit(reward.cost_unit)
    return "" if reward.token or unit is None else own.counted(lacks, unit)


def branch_for(reward: Reward) -> str:
    """Where a reward is set aside unless the member says otherwise: nowhere in particular, or where there is a stock of it."""
    return reward.stocks[0][0] if reward.stocks else ""


def next_of(own: Own, rewards: list[OnShelf]) -> OnShelf | None:
    """The nearest reward that is still to be saved for with what the card shows large."""
    unit = main_unit(own)
    saved_for = {reward.id for reward in own.program.rewards if unit is not None and reward.cost_unit == unit.id and not reward.token}
    return next((one for one in rewards if one.state == "later" and one.id in saved_for), None)
