"""Discounts of which there is only so much: in so many baskets, for so much money together (semantics 23, 27)."""

from collections.abc import Iterable
from typing import Any, Final

from zegel.core.value import value
from zegel.decide.effects import Discount, Effect, Gift, ItemsOff

NO_CARD: Final = -1
"""What is left for one member where nobody's card was shown: nothing."""
NO_BUDGET: Final = -1
NO_STOCK: Final = -1
"""Of a gift of which there are as many as it takes."""


@value
class Room:
    """What is left of the discount that is rule number `rule`: of each of its limits, in their order, of its budget and of its things."""

    rule: int
    limits: tuple[int, ...]
    budget_minor: int
    things: int = NO_STOCK

    @property
    def used_up(self) -> int:
        """The first of its limits of which nothing is left; -1 where something is left of all."""
        return next((i for i, left in enumerate(self.limits) if left < 1), -1)


def rooms_json(rooms: Iterable[Room]) -> str:
    """As the facts of a receipt keep it: `[[rule,[left of each limit],left of the budget]]`, and what is left of a gift behind that."""
    return ",".join([
        f"[{room.rule},[{','.join(map(str, room.limits))}],{room.budget_minor}{f',{room.things}' if room.things >= 0 else ''}]"
        for room in rooms
    ])  # fmt: skip


def rooms_from(facts: dict[str, Any]) -> tuple[Room, ...]:
    """What the facts of a receipt kept."""
    return tuple([Room(rule, tuple(limits), budget, *things) for rule, limits, budget, *things in facts.get("left", ())])


def given_by(effects: Iterable[Effect]) -> dict[str, int]:
    """What each discount that did something gave, in minor units: a gift gives what it is worth."""
    found: dict[str, int] = {}
    for effect in effects:
        if isinstance(effect, Discount | ItemsOff):
            found[effect.rule] = found.get(effect.rule, 0) + sum(effect.shares)
        elif isinstance(effect, Gift):
            found[effect.rule] = found.get(effect.rule, 0) + effect.worth_minor
    return found


def given_in(effects: Iterable[dict[str, Any]]) -> dict[str, int]:
    """The same out of a receipt."""
    found: dict[str, int] = {}
    for effect in effects:
        if effect["effect"] in ("discount", "items off"):
            found[effect["rule"]] = found.get(effect["rule"], 0) + sum(effect["shares"])
        elif effect["effect"] == "gift":
            found[effect["rule"]] = found.get(effect["rule"], 0) + effect["worth_minor"]
    return found
