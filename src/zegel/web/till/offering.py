"""What a customer could use with this basket: the one suggestion, rewards, their own coupons. Each is tried at the desk."""

from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.hall.calls import Call
from zegel.hall.refused import said_of
from zegel.program.model import PointsOff, Reward, Words
from zegel.web.parts.door import Door
from zegel.web.till.basket import Basket
from zegel.web.till.panel import Panel
from zegel.web.till.quoting import Quoted, quoted, reason


@value
class Offer:
    """The one suggestion. `what` is put to use by a tap with `count`; `minor` is what comes off; `gesture` opens the gesture sheet."""

    kind: str
    what: str = ""
    count: int = 0
    minor: int = 0
    says: Words = Words("", "")
    gesture: str = ""
    why: Words = Words("", "")
    tried: Quoted | None = None
    """The basket with it; None where it takes nothing of theirs out of their points and coupons."""
    unproved: Words | None = None
    """What the customer shows first, None where a tap is enough."""


async def offer(door: Door, call: Call, till: str, basket: Basket, panel: Panel | None, now: Quoted | None) -> Offer | None:
    """The one suggestion: a full card's reward, else what is theirs for nothing (it is their birthday), a coupon of theirs, points, what
    the shop owes them, a surprise, a little more."""
    if now is None:
        return None
    compiled = call.live(call.at)
    if panel is not None and not panel.blocked:
        for ready in panel.ready:
            if basket.uses_of(ready.reward.id) is None:
                tried, refused = await attempt(door, call, till, basket.using(ready.reward.id, 1))
                if tried is not None and refused is None:
                    return Offer("reward", ready.reward.id, 1, now.pays_minor - tried.pays_minor, ready.reward.names, tried=tried)
        for reward in compiled.program.rewards:
            if _is_theirs(reward) and basket.uses_of(reward.id) is None:
                tried, refused = await attempt(door, call, till, basket.using(reward.id, 1))
                if tried is not None and refused is None:
                    saved = now.pays_minor - tried.pays_minor
                    return Offer("theirs", reward.id, 1, saved, reward.names, why=_said(reward), tried=tried)
        for coupon, _ in panel.coupons:
            if basket.uses_of(coupon) is None:
                tried, refused = await attempt(door, call, till, basket.using(coupon, 1))
                if tried is not None and refused is None and tried.pays_minor < now.pays_minor:
                    return Offer("coupon", coupon, 1, now.pays_minor - tried.pays_minor, why_of(tried, coupon), tried=tried)
        for rule in compiled.program.points_off:
            if not rule.by_itself and basket.uses_of(rule.id) is None:
                count, minor, tried = await most(door, call, till, basket, rule, now)
                if count:
                    return Offer("points", rule.id, count, minor, tried=tried)
        if panel.credit_minor > 0 and now.pays_minor > 0 and not basket.credit:
            return Offer("credit", minor=min(panel.credit_minor, now.pays_minor))
        if now.surprise and now.surprise_says is not None:
            return Offer("gesture", says=now.surprise_says, gesture=now.surprise)
    return Offer("more", says=now.hints[0]) if now.hints else None


def _is_theirs(reward: Reward) -> bool:
    """Whether it costs nothing and is not for everybody: for a birthday, for a tier."""
    return bool(reward.tests) and not (reward.cost or reward.token or reward.cash_minor or reward.by_itself)


def _said(reward: Reward) -> Words:
    """Why it is theirs, "" where the sentence waits for facts of a receipt."""
    return Words("", "") if "{" in reward.why.nl + reward.why.en else reason(reward.why)


async def most(door: Door, call: Call, till: str, basket: Basket, rule: PointsOff, now: Quoted) -> tuple[int, int, Quoted | None]:
    """As many points as may be used at most, what comes off for them, and the basket with them; none where none may."""
    bare = now if basket.uses_of(rule.id) is None else await quoted(door, call, till, basket.without(rule.id))
    tried, _ = await attempt(door, call, till, basket.using(rule.id, 0))
    if tried is None or bare is None:
        return 0, 0, None
    count = next((spent.count for spent in tried.spent if spent.unit == rule.id), 0)
    return count, sum(off.minor for off in tried.off if off.rule == rule.id), tried


async def attempt(door: Door, call: Call, till: str, basket: Basket) -> tuple[Quoted | None, ZegelError | None]:
    """The quote, or what refuses it."""
    try:
        return await quoted(door, call, till, basket), None
    except ZegelError as refusal:
        return None, refusal


def why_of(quote: Quoted, rule: str) -> Words:
    """Why `rule` takes something off, "" where it does not."""
    return next((off.why for off in quote.off if off.rule == rule), Words("", ""))


@value
class Shelved:
    """A reward as the till shows it: what it costs, whether it can be had with this basket, and what stands in the way where not."""

    reward: Reward
    minor: int
    refused: Words | None
    lacks: int
    used: bool = False
    pays_minor: int = 0
    """What is paid beside it, where it is handed over without a basket."""

    @property
    def possible(self) -> bool:
        """Whether a tap uses it."""
        return self.refused is None


async def shelf_of(door: Door, call: Call, till: str, basket: Basket, now: Quoted | None) -> list[Shelved]:
    """Every reward with this basket: what can be had first, then what is nearest."""
    found = []
    for reward in call.live(call.at).program.rewards:
        if reward.by_itself:
            continue
        if basket.uses_of(reward.id) is not None:
            found.append(Shelved(reward, 0, None, 0, used=True))
            continue
        tried, refused = await attempt(door, call, till, basket.using(reward.id, 1))
        minor = now.pays_minor - tried.pays_minor if now is not None and tried is not None else 0
        lacks = lacks_of(refused)
        found.append(Shelved(reward, minor, None if refused is None else said_of(refused), lacks))
    return in_order(found)


def in_order(found: list[Shelved]) -> list[Shelved]:
    """What is used first, then what can be had, then what is nearest."""
    return sorted(found, key=lambda one: (not one.used, not one.possible, one.lacks))


@value
class Couponed:
    """A coupon that the program gave them: how many, what it takes off this basket (0: nothing now), and why."""

    coupon: str
    count: int
    minor: int
    why: Words
    refused: Words | None
    used: bool


async def coupons_of(door: Door, call: Call, till: str, basket: Basket, panel: Panel, now: Quoted | None) -> list[Couponed]:
    """Their own coupons, each tried with this basket."""
    found = []
    for coupon, count in panel.coupons:
        used = basket.uses_of(coupon) is not None
        if used or now is None:
            found.append(Couponed(coupon, count, 0, Words("", "") if now is None else why_of(now, coupon), None, used))
            continue
        tried, refused = await attempt(door, call, till, basket.using(coupon, 1))
        minor = now.pays_minor - tried.pays_minor if tried is not None else 0
        why = why_of(tried, coupon) if tried is not None else Words("", "")
        found.append(Couponed(coupon, count, minor, why, None if refused is None else said_of(refused), used=False))
    return found


def lacks_of(refused: ZegelError | None) -> int:
    """What is missing of what it costs, 0 where something else stands in the way."""
    if refused is None:
        return 0
    needed, available = refused.data.get("needed"), refused.data.get("available")
    return needed - available if isinstance(needed, int) and isinstance(available, int) else 0
