"""The stock of rewards and gifts on the office's pages: what is left at each branch, in words, and the form that refills it."""

from typing import Any, Final, Literal

from zegel.core.value import value
from zegel.hall import stock
from zegel.hall.calls import Call
from zegel.hall.stock import MOST, Kept
from zegel.store.counters import Counters
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.visitors import Visitor
from zegel.web.parts.words import Tongue

FEW: Final = 3
"""With no more than these left, a thing is nearly gone."""


@value
class Remains:
    """What is left of a thing in words, whether it is (nearly) gone, how many in all (None: no limit), what part (0 to 100)."""

    words: str
    nearly: Literal["", "nearly gone", "gone"]
    count: int | None
    part: int


def remains_of(what: Kept, left: Counters, figures: Figures, tongue: Tongue) -> Remains:
    """What is left, at the branch that has least."""
    there = {part.branch: left.left(part.counter, part.begins) for part in what.parts}
    if not there:
        return Remains(tongue.say("no limit"), nearly="", count=None, part=100)
    low, count, begun = min(there, key=lambda branch: there[branch]), sum(there.values()), sum(part.begins for part in what.parts)
    said = tongue.say("left here", count=figures.number(count))
    if low:
        said = tongue.say("least at", count=figures.number(there[low]), branch=figures.place(low))
    nearly: Literal["", "nearly gone", "gone"] = "" if there[low] > FEW else "nearly gone" if there[low] else "gone"
    return Remains(said, nearly, count, min(100, count * 100 // begun) if begun else 100)


def shown(what: Kept, left: Counters, visitor: Visitor) -> list[dict[str, Any]]:
    """What the form of each branch shows, and whether this visitor may refill there."""
    return [
        {"branch": part.branch, "left": left.left(part.counter, part.begins), "may": visitor.grant().may("stock:write", part.branch)}
        for part in what.parts
    ]  # fmt: skip


async def refill(door: Door, asked: Asked, call: Call, what: Kept) -> None:
    """So many more of it (or less), at a branch, and why: as the form says."""
    branch, more, reason = asked.text("branch", 60), asked.number("more", -MOST, MOST), asked.text("reason", 200)
    await stock.refill(door.people.register, call, what, branch, more, reason)
