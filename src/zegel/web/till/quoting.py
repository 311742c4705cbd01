"""What the basket would come to now: asked of the desk at every step, computed nowhere else."""

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

from zegel.core.ids import purse_text
from zegel.core.value import value
from zegel.decide.document import Document, read
from zegel.decide.effect_words import Teller
from zegel.decide.effects import TAKING_OFF
from zegel.decide.gift_said import options_of
from zegel.flows.facts import Outcome
from zegel.hall import translate
from zegel.hall.calls import Call
from zegel.hall.explained import hints_and_lines
from zegel.program.compile import Compiled
from zegel.program.deals import Gift
from zegel.program.model import Discount, Words
from zegel.web.parts.door import Door
from zegel.web.till.basket import Basket


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
class Given:
    """A thing that comes with this basket: number `choice` (from 1) of `options`. `what` is the rule that gives it."""

    what: str
    choice: int
    options: tuple[Words, ...]
    count: int = 0
    """How many of it, 0 where the rule counts none."""
    upgrade: bool = False
    """Whether it is handed over in the place of what was rung up."""
    sku: str = ""
    """Its article number, "" where the program says none."""

    @property
    def says(self) -> Words:
        """What it is."""
        return self.options[self.choice - 1]


@value
class Quoted:
    """A basket as the program judges it now."""

    net_minor: int
    pays_minor: int
    later_minor: int
    """What of it is paid when a trial is over; a quote knows of no stored value, which pays first what is paid now."""
    off: tuple[Off, ...]
    earned: tuple[Earned, ...]
    spent: tuple[Earned, ...]
    hints: tuple[Words, ...]
    handed: tuple[Handed, ...]
    gifts: tuple[Given, ...]
    surprise: str
    surprise_says: Words | None
    reasons: tuple[Words, ...]
    outcome: Outcome

    @property
    def off_minor(self) -> int:
        """All that came off."""
        return self.net_minor - self.pays_minor


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
        totals.get("net_minor", 0), totals.get("pays_minor", 0), totals.get("later_minor", 0),
        tuple(_off(teller, read_back)),
        _counted(body["effects"], "earn", "unit", kinds), _counted(body["effects"], "spend", "what", kinds),
        tuple(Words(hint["says"]["nl"], hint["says"]["en"]) for hint in more["hints"]), tuple(_handed(compiled, body["effects"])),
        tuple(_given(compiled, body["effects"])),
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


def _given(compiled: Compiled, effects: list[dict[str, Any]]) -> Iterator[Given]:
    discounts = {rule.id: rule for rule in compiled.program.discounts}
    for effect in effects:
        if effect["effect"] == "gift":
            rule = compiled.rewards.get(effect["rule"]) or discounts[effect["rule"]]
            upgrade = isinstance(rule, Discount) and isinstance(rule.deal, Gift) and rule.deal.upgrade
            options = tuple(Words(nl, en) for nl, en in options_of(rule))
            yield Given(effect["rule"], effect["choice"], options, effect.get("count", 0), upgrade, effect.get("sku", ""))


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
