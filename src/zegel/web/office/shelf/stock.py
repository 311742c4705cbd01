"""Things of which there are only so many, rewards and gifts: what is left of them at each branch, and how people refill it."""

from typing import Any, Final, Literal

from zegel.core.refusals import Malformed, NotSignedIn, ReasonMissing, UnknownBranch
from zegel.core.value import value
from zegel.desk.register import Change
from zegel.hall.calls import Call
from zegel.program.model import Discount, Reward
from zegel.store.counters import Counters
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed
from zegel.store.reward_faces import add_stock
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.visitors import Visitor
from zegel.web.parts.words import Tongue

FEW: Final = 3
"""With no more than these left, a thing is nearly gone."""
MOST: Final = 1_000_000


@value
class Part:
    """What there is of a thing at `branch`, or ("") at all of them together: counted by `counter`, which begins with `begins`."""

    branch: str
    counter: str
    begins: int


@value
class Kept:
    """A reward or a gift with its stock, () where there are as many as it takes. `object` is what the audit log calls it."""

    object: str
    parts: tuple[Part, ...]


@value
class Remains:
    """What is left of a thing in words, whether it is (nearly) gone, how many in all (None: no limit), what part (0 to 100)."""

    words: str
    nearly: Literal["", "nearly gone", "gone"]
    count: int | None
    part: int


def kept(kind: Literal["reward", "gift"], thing: Reward | Discount) -> Kept:
    """Its stock, by the counters of flows.stock and flows.bounded."""
    name = f"{kind}:{thing.id}"
    if thing.stocks:
        return Kept(name, tuple([Part(branch, f"{name}:{branch}", count) for branch, count in thing.stocks]))
    return Kept(name, () if thing.stock is None else (Part("", name, thing.stock),))


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
    if asked.visitor is None:
        raise NotSignedIn()
    branch, more, reason = asked.text("branch", 60), asked.number("more", -MOST, MOST), asked.text("reason", 200)
    found = next((part for part in what.parts if part.branch == branch), None)
    if found is None:
        raise UnknownBranch(branch=branch)
    asked.visitor.grant().need("stock:write", branch)
    if not more:
        raise Malformed("more: how many come in, or go out", field="more")
    if not reason:
        raise ReasonMissing()
    company = call.grant.company
    before = (await door.queries.counters(company)).left(found.counter, found.begins)
    done = Deed(
        call.grant.actor, "stock.change", what.object, {"left": before}, {"branch": branch, "more": more}, reason, asked.request_id
    )  # fmt: skip

    async def work(_people: PeopleQueries) -> Change[None]:
        return Change((add_stock(company, found.counter, found.begins, more),), (done,), None)

    await door.people.register.change(company, asked.at, work)
