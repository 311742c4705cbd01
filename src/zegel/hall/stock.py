"""Things of which there are only so many, rewards and gifts with a purchase: what is left of them, and how people refill it."""

from hashlib import sha256
from typing import Final, Literal

from zegel.core.canonical import Json
from zegel.core.refusals import KeyReused, Malformed, ReasonMissing, UnknownBranch, UnknownReward
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.hall.calls import Call
from zegel.program.deal_words import options_said
from zegel.program.deals import Gift
from zegel.program.model import Discount, Program, Reward, Words
from zegel.program.words import both
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed
from zegel.store.reward_faces import add_stock

MOST: Final = 1_000_000
"""How many may come in, or go out, at once."""
REMEMBERED: Final = 200
"""So many changes of a thing are looked through for one under the same key."""
_LAST: Final = 2**62


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


def kept(kind: Literal["reward", "gift"], thing: Reward | Discount) -> Kept:
    """Its stock, by the counters of flows.stock and flows.bounded."""
    name = f"{kind}:{thing.id}"
    if thing.stocks:
        return Kept(name, tuple([Part(branch, f"{name}:{branch}", count) for branch, count in thing.stocks]))
    return Kept(name, () if thing.stock is None else (Part("", name, thing.stock),))


@value
class Stocked:
    """A thing of which there are only so many: `id` of the rule, what it is called, and what there is of it."""

    id: str
    kind: Literal["reward", "gift"]
    names: Words
    kept: Kept


def stocked(program: Program) -> list[Stocked]:
    """Every reward with a stock, then every gift with one, in the program's order."""
    rewards = [Stocked(one.id, "reward", one.names, kept("reward", one)) for one in program.rewards]
    gifts = [
        Stocked(one.id, "gift", both(lambda language, deal=one.deal: options_said(deal, language)), kept("gift", one))  # type: ignore[misc]  # bound at once
        for one in program.discounts if isinstance(one.deal, Gift)
    ]  # fmt: skip
    return [one for one in (*rewards, *gifts) if one.kept.parts]


def stocked_as(program: Program, named: str) -> Stocked:
    """The one of that id; refuses `unknown_reward`."""
    found = next((one for one in stocked(program) if one.id == named), None)
    if found is None:
        raise UnknownReward(what=named[:60])
    return found


async def refill(register: Register, call: Call, what: Kept, branch: str, more: int, reason: str) -> bool:
    """`more` of it at `branch` from now on (below zero: less), never below nothing; whether this came before under the call's key.

    Refuses `unknown_branch` where it has no stock, `not_allowed` at a branch that is not whoever asks', `malformed`, `reason_missing`, and
    `key_reused` for another change under a key that was used.
    """
    found = next((part for part in what.parts if part.branch == branch), None)
    if found is None:
        raise UnknownBranch(branch=branch)
    call.grant.need("stock:write", branch)
    if not 0 < abs(more) <= MOST:
        raise Malformed("more: how many come in, or go out", field="more")
    if not reason:
        raise ReasonMissing()
    company = call.grant.company
    under = sha256(f"{call.grant.source}\0{call.key}".encode()).hexdigest()[:12] if call.key else ""
    told: dict[str, Json] = {"branch": branch, "more": more}
    if under:
        told["under"] = under

    async def work(people: PeopleQueries) -> Change[bool]:
        lines = await people.newest_audit_lines(company, _LAST, REMEMBERED, what="stock.change", of=what.object) if under else []
        before = next((line.deed for line in lines if line.deed.after.get("under") == under), None)
        if before is not None and (before.after != told or before.reason != reason):
            raise KeyReused()
        if before is not None:
            return Change((), (), result=True)
        left = (await register.store.queries.counters(company)).left(found.counter, found.begins)
        deed = Deed(call.grant.actor, "stock.change", what.object, {"left": left}, told, reason, call.request_id)
        return Change((add_stock(company, found.counter, found.begins, more),), (deed,), result=False)

    return await register.change(company, call.at, work)
