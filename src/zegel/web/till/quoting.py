"""What the basket would come to now: asked of the desk at every step, computed nowhere else. And the one suggestion that goes with it."""

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

from zegel.core.ids import purse_text
from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.decide.document import Document, read
from zegel.decide.effect_words import Teller
from zegel.decide.effects import TAKING_OFF
from zegel.flows.facts import Outcome
from zegel.hall import translate
from zegel.hall.calls import Call
from zegel.hall.explained import hints_and_lines
from zegel.hall.refused import said_of
from zegel.program.compile import Compiled
from zegel.program.model import PointsOff, Reward, Words
from zegel.web.parts.door import Door
from zegel.web.till.basket import Basket
from zegel.web.till.panel import Panel


@value
class Off:
    """Something that came off, with its reason; `use` is what is undone by a tap, "" where it is no choice of theirs."""

    rule: str
    minor: int
    why: Words
    use: str


@value
class Earned:
    """What one unit gets."""

    unit: str
    kind: str
    count: int


@value
class Handed:
    """A reward that is handed over, and takes nothing off."""

    what: str
    says: Words


@value
class Quoted:
    """A basket as the program judges it now."""

    net_minor: int
    pays_minor: int
    off: tuple[Off, ...]
    earned: tuple[Earned, ...]
    spent: tuple[Earned, ...]
    hints: tuple[Words, ...]
    handed: tuple[Handed, ...]
    surprise: str
    surprise_says: Words | None
    reasons: tuple[Words, ...]
    outcome: Outcome

    @property
    def off_minor(self) -> int:
        """All that came off."""
        return self.net_minor - self.pays_minor


@value
class Offer:
    """The one suggestion. `what` is put to use by a tap with `count`; `minor` is what comes off; `gesture` opens the gesture sheet."""

    kind: str
    what: str = ""
    count: int = 0
    minor: int = 0
    says: Words = Words("", "")
    gesture: str = ""


def found_of(call: Call, basket: Basket) -> dict[str, Any]:
    """The basket in the API's words."""
    found: dict[str, Any] = {
        "branch": call.grant.branch, "lines": [item.found(n) for n, item in enumerate(basket.items, 1)],
    }  # fmt: skip
    if basket.who is not None:
        found["member"] = purse_text(basket.who)
    if basket.uses:
        found["uses"] = [use.found() for use in basket.uses]
    if basket.codes:
        found["codes"] = list(basket.codes)
    return found


def canonical_of(found: dict[str, Any]) -> bytes:
    """What makes two of the same form the same."""
    return dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


async def quoted(door: Door, call: Call, till: str, basket: Basket) -> Quoted | None:
    """What `basket` would come to; None for an empty one. Raises what refuses it."""
    if not basket.items:
        return None
    found = found_of(call, basket) | {"till": till}
    outcome = await door.ask(translate.quote(call, found, canonical_of(found)))
    assert outcome.receipt is not None, "a quote shows the receipt that there would be"
    return told(call, outcome.receipt.document, outcome)


def told(call: Call, document: bytes, outcome: Outcome) -> Quoted:
    """A receipt, or what would be one, as the till shows it."""
    read_back = read(document)
    body = read_back.body
    compiled = call.shelf.by_digest(bytes.fromhex(body["program"]))
    kinds = {unit.id: unit.kind for unit in compiled.program.units}
    totals = body["totals"]
    more = hints_and_lines(call.shelf, document)
    suggested = more["suggestion"]
    teller = Teller(compiled, read_back)
    return Quoted(
        totals.get("net_minor", 0), totals.get("pays_minor", 0), tuple(_off(teller, read_back)),
        _counted(body["effects"], "earn", "unit", kinds), _counted(body["effects"], "spend", "what", kinds),
        tuple(Words(hint["says"]["nl"], hint["says"]["en"]) for hint in more["hints"]), tuple(_handed(compiled, body["effects"])),
        suggested["gesture"] if suggested else "", Words(suggested["says"]["nl"], suggested["says"]["en"]) if suggested else None,
        tuple(said.short for effect in body["effects"] for said in teller.say(effect)), outcome,
    )  # fmt: skip


def _off(teller: Teller, document: Document) -> list[Off]:
    used = {effect["what"] for effect in document.body["effects"] if effect["effect"] == "spend"}
    found = []
    for effect in document.body["effects"]:
        if effect["effect"] in TAKING_OFF and sum(effect["shares"]):
            why = next((reason(said.short) for said in teller.say(effect)), Words("", ""))
            found.append(Off(effect["rule"], sum(effect["shares"]), why, effect["rule"] if effect["rule"] in used else ""))
    return found


def _handed(compiled: Compiled, effects: list[dict[str, Any]]) -> Iterator[Handed]:
    taken = {effect["rule"] for effect in effects if effect["effect"] in TAKING_OFF}
    for effect in effects:
        if effect["effect"] == "spend" and effect["what"] in compiled.rewards and effect["what"] not in taken:
            yield Handed(effect["what"], compiled.rewards[effect["what"]].names)


def reason(said: Words) -> Words:
    """`−€ 6,50: omdat u hier al 8 jaar komt` without the amount, which stands beside it."""
    return Words(_behind(said.nl), _behind(said.en))


def _behind(text: str) -> str:
    figure, colon, why = text.partition(": ")
    bare = why if colon and figure[:1] in "\u2212-+" else text
    return bare[:1].upper() + bare[1:]


def _counted(effects: list[dict[str, Any]], kind: str, by: str, kinds: Mapping[str, str]) -> tuple[Earned, ...]:
    found: dict[str, tuple[str, int]] = {}
    for effect in effects:
        if effect["effect"] == kind:
            before = found.get(effect[by], ("", 0))[1]
            found[effect[by]] = (effect["unit"], before + effect["count"])
    return tuple(Earned(name, kinds.get(unit, ""), count) for name, (unit, count) in found.items())


async def offer(door: Door, call: Call, till: str, basket: Basket, panel: Panel | None, now: Quoted | None) -> Offer | None:
    """The one suggestion: a full card's reward, else points, else a surprise, else what a little more would bring."""
    if now is None:
        return None
    compiled = call.live(call.at)
    if panel is not None and not panel.blocked:
        for ready in panel.ready:
            if basket.uses_of(ready.reward.id) is None:
                tried, refused = await attempt(door, call, till, basket.using(ready.reward.id, 1))
                if tried is not None and refused is None:
                    return Offer("reward", ready.reward.id, 1, now.pays_minor - tried.pays_minor, ready.reward.names)
        for rule in compiled.program.points_off:
            if not rule.by_itself and basket.uses_of(rule.id) is None:
                count, minor = await most(door, call, till, basket, rule, now)
                if count:
                    return Offer("points", rule.id, count, minor)
        if now.surprise and now.surprise_says is not None:
            return Offer("gesture", says=now.surprise_says, gesture=now.surprise)
    return Offer("more", says=now.hints[0]) if now.hints else None


async def most(door: Door, call: Call, till: str, basket: Basket, rule: PointsOff, now: Quoted) -> tuple[int, int]:
    """As many points as may be used at most, and what comes off for them; none where none may."""
    bare = now if basket.uses_of(rule.id) is None else await quoted(door, call, till, basket.without(rule.id))
    tried, _ = await attempt(door, call, till, basket.using(rule.id, 0))
    if tried is None or bare is None:
        return 0, 0
    count = next((spent.count for spent in tried.spent if spent.unit == rule.id), 0)
    return count, sum(off.minor for off in tried.off if off.rule == rule.id)


async def attempt(door: Door, call: Call, till: str, basket: Basket) -> tuple[Quoted | None, ZegelError | None]:
    """The quote, or what refuses it."""
    try:
        return await quoted(door, call, till, basket), None
    except ZegelError as refusal:
        return None, refusal


@value
class Shelved:
    """A reward as the till shows it: what it costs, whether it can be had with this basket, and what stands in the way where not."""

    reward: Reward
    minor: int
    refused: Words | None
    lacks: int
    used: bool = False

    @property
    def possible(self) -> bool:
        """Whether a tap uses it."""
        return self.refused is None


async def shelf_of(door: Door, call: Call, till: str, basket: Basket, panel: Panel, now: Quoted | None) -> list[Shelved]:
    """Every reward: what can be had first, then what is nearest."""
    found = []
    for reward in call.live(call.at).program.rewards:
        if reward.by_itself:
            continue
        if basket.uses_of(reward.id) is not None:
            found.append(Shelved(reward, 0, None, 0, used=True))
            continue
        if not basket.items:
            have = next((ready.count for ready in panel.ready if ready.reward.id == reward.id), 0) if reward.token else 0
            lacks = (0 if have else 1) if reward.token else max(reward.cost - (panel.worth.count if panel.worth else 0), 0)
            found.append(Shelved(reward, 0, Words("", "") if lacks else None, lacks))
            continue
        tried, refused = await attempt(door, call, till, basket.using(reward.id, 1))
        minor = now.pays_minor - tried.pays_minor if now is not None and tried is not None else 0
        lacks = _lacks(refused)
        found.append(Shelved(reward, minor, None if refused is None else said_of(refused), lacks))
    return sorted(found, key=lambda one: (not one.used, not one.possible, one.lacks))


def _lacks(refused: ZegelError | None) -> int:
    if refused is None:
        return 0
    needed, available = refused.data.get("needed"), refused.data.get("available")
    return needed - available if isinstance(needed, int) and isinstance(available, int) else 0
