"""A reward that is handed over without a purchase, and taken back on the same day.

It is booked by the tap itself, under a key of its own: a reply that was lost is asked for again by the same form, and nothing goes twice.
"""

from json import loads
from typing import Any, Final

from zegel.core.ids import purse_text, receipt_of
from zegel.core.refusals import MemberNeeded, UnknownRedemption, ZegelError
from zegel.core.value import value
from zegel.flows.facts import Outcome
from zegel.hall import translate
from zegel.hall.refused import said_of
from zegel.program.model import Reward, Words
from zegel.program.words import both
from zegel.web.parts.asked import Answer
from zegel.web.till.offering import Shelved, in_order, lacks_of
from zegel.web.till.quoting import canonical_of
from zegel.web.till.returning import said_by
from zegel.web.till.work import Speech, Till, key_of

LOOKED_BACK: Final = 30
REDEEMED, CANCELLED = "redeem", "cancel redemption"


@value
class Handed:
    """A reward that was handed over today: its receipt, what it is, at what hour."""

    receipt: str
    says: Words
    hour: str


def asked_for(till: Till, reward: str, choice: int) -> dict[str, Any]:
    """The redemption in the API's words; refuses where nobody stands at the till."""
    if till.basket.who is None:
        raise MemberNeeded()
    return said_by(till) | {"reward": reward, "choice": choice, "member": purse_text(till.basket.who)}


async def attempt(till: Till, reward: Reward) -> tuple[Outcome | None, ZegelError | None]:
    """What handing it over now would come to, or what stands in the way."""
    try:
        found = asked_for(till, reward.id, 0)
        return await till.door.ask(translate.redeem(till.call, found, canonical_of(found))), None
    except ZegelError as refusal:
        return None, refusal


async def shelf_of(till: Till) -> list[Shelved]:
    """Every reward without a basket: what can be handed over as it is, and what stands in the way of the others."""
    found = []
    for reward in till.program.rewards:
        if not reward.by_itself:
            tried, refused = await attempt(till, reward)
            pays = 0 if tried is None or tried.receipt is None else loads(tried.receipt.document)["body"]["totals"].get("pays_minor", 0)
            why = None if refused is None else _with_a_purchase(till) if _needs_basket(refused) else said_of(refused)
            found.append(Shelved(reward, 0, why, lacks_of(refused), pays_minor=pays))
    return in_order(found)


def _needs_basket(refused: ZegelError) -> bool:
    return refused.code == "reward_not_now" and refused.data.get("test") == "basket"


def _with_a_purchase(till: Till) -> Words:
    return both(lambda language: till.door.renderer.tongue("till", language).say("reward with purchase"))


def what_it_is(till: Till, body: dict[str, Any]) -> Words:
    """What a redemption's receipt handed over: the reward, and which of several things it was."""
    named = next(effect["what"] for effect in body["effects"] if effect["effect"] == "spend")
    reward = till.call.shelf.by_digest(bytes.fromhex(body["program"])).rewards[named]
    choice = next((effect["choice"] for effect in body["effects"] if effect["effect"] == "gift"), 0)
    if not choice:
        return reward.names
    option = reward.options[choice - 1]
    return Words(f"{reward.names.nl}: {option.nl}", f"{reward.names.en}: {option.en}")


async def hand_over(till: Till) -> Answer:
    """POST /kassa/beloning: with `reward` (and `|` which thing of it)."""
    reward, _, choice = till.asked.text("reward", 120).partition("|")
    found = asked_for(till, reward, int(choice) if choice.isdecimal() and len(choice) < 4 else 0)
    call = await till.door.call(till.asked, till.asked.text("reward_key", 64))
    reply = await till.door.submit(till.asked, translate.redeem(call, found, canonical_of(found)))
    assert reply.outcome.receipt is not None, "a redemption has a receipt"
    body = loads(reply.outcome.receipt.document)["body"]
    await till.look()
    shows = {"what": what_it_is(till, body), "receipt": str(reply.outcome.receipt.id), "pays": body["totals"].get("pays_minor", 0)}
    return till.page("handed", None, **shows)


async def today(till: Till) -> tuple[Handed, ...]:
    """What was handed over to whoever stands here on this business day of its branch and is not taken back, the newest first."""
    if till.basket.who is None:
        return ()
    kept = await till.door.queries.receipts(till.call.grant.company, till.basket.who, 0, LOOKED_BACK)
    bodies = [(one, loads(one.document)["body"]) for one in kept if one.kind in (REDEEMED, CANCELLED) and one.document is not None]
    gone = {body["of"] for one, body in bodies if one.kind == CANCELLED}
    live = till.call.live(till.call.at)
    return tuple([
        Handed(str(one.id), what_it_is(till, body), till.figures.hour(one.at))
        for one, body in bodies
        if one.kind == REDEEMED and str(one.id) not in gone and body["business_date"] == live.day_in(body["branch"], till.call.at)
    ])  # fmt: skip


async def take_back(till: Till) -> Answer:
    """POST /kassa/beloning/terug: what it cost goes back to the member. The flow says until when, as nobody gives a reason here."""
    redemption = receipt_of(till.asked.text("redemption", 80))
    kept = await till.door.queries.receipt(till.call.grant.company, redemption)
    if kept is None or kept.document is None or kept.kind != REDEEMED:
        raise UnknownRedemption()
    # One key for it: asked for again after a reply that was lost, it is the first answer again.
    call = await till.door.call(till.asked, await key_of(till, f"back {redemption}"))
    call.params = {"redemption": str(redemption)}
    found = said_by(till)
    reply = await till.door.submit(till.asked, translate.cancel_redemption(call, found, canonical_of(found)))
    assert reply.outcome.receipt is not None, "a cancelled redemption has a receipt"
    refund = loads(reply.outcome.receipt.document)["body"]["totals"].get("refund_minor", 0)
    till.notice = Speech("handed back money" if refund else "handed back", (("amount", till.figures.money(refund)),))
    return await till.shown()
