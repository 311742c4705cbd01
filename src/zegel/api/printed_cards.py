"""Printed gift cards over HTTP: batches made (their codes shown this once), listed, and what is done to their cards."""

from typing import Any

from pydantic_core import to_json

from zegel.api import printed_card_schemas
from zegel.api.bodies import read_body
from zegel.api.cursors import number_of
from zegel.api.door import Answer, Door, parameters
from zegel.api.reads import page_of, paged
from zegel.core.ids import purse_text
from zegel.core.periods import instant_text
from zegel.core.refusals import BatchExists, Malformed, NotAllowed
from zegel.decide.plan import plan_of
from zegel.desk.card_batches import make_at_once
from zegel.desk.codes_at_once import MOST_AT_ONCE
from zegel.flows.gift_cards import check_amount
from zegel.hall.calls import Call
from zegel.hall.card_register import MAKE, Wanted, batch_seen, do, seen_by
from zegel.store.card_register import STANDS, WHOLE, CardBatch, RegisteredCard
from zegel.store.people_records import Deed


async def list_batches(door: Door, call: Call) -> Answer:
    """GET /v1/gift-card-batches: by name; for one branch those that something was sent of."""
    limit, position = page_of(call, "card batches", "")
    register, seen = door.queries.card_register, seen_by(call.grant)
    counts = await register.counts(call.grant.company, call.at, seen)
    found: list[CardBatch] = []
    after = position or ""
    while len(found) <= limit and (page := await register.batches(call.grant.company, after, limit + 1)):
        found += [one for one in page if seen is None or one.id in counts]
        after = page[-1].id
    last = found[limit - 1].id if len(found) > limit else None
    shown = [_shown(one, counts.get(one.id, {})) for one in found[:limit]]
    return paged(call, "card batches", "", "batches", shown, last)


async def get_batch(door: Door, call: Call) -> Answer:
    """GET /v1/gift-card-batches/{series}."""
    parameters(call)
    return Answer(200, to_json(await _found(door, call, call.params["series"])))


async def make_batch(door: Door, call: Call) -> Answer:
    """POST /v1/gift-card-batches: the codes are in this answer, and in no other."""
    parameters(call)
    found, _ = read_body(printed_card_schemas.CARD_BATCH, call.body)
    if seen_by(call.grant, MAKE) is not None:
        raise NotAllowed(scope=MAKE)
    if found["count"] > MOST_AT_ONCE:
        raise Malformed(
            f"count: at most {MOST_AT_ONCE:,} at once; `zegel codes for-gift-cards` makes more.", field="count", limit=MOST_AT_ONCE
        )
    named, worth, plan = found["batch"], found.get("worth_minor", 0), plan_of(call.live(call.at))
    check_amount(plan, worth or plan.compiled.program.stored.gift_cards.least_minor, 0)
    batch = CardBatch(named, WHOLE, found["count"], 0, worth, door.random_bytes(32), call.at)
    told = {"count": found["count"], "worth_minor": worth}
    deed = Deed(call.grant.actor, "card_batch.make", f"card_batch:{named}", {}, dict(told), "", call.request_id)
    hashed = call.codes.hasher(call.grant.company, capitals_matter=False)
    codes = await make_at_once(door.people.register, call.grant.company, batch, hashed, deed)
    there = await _found(door, call, named)
    if codes is None and (there["asked"], there["worth_minor"]) != (found["count"], worth):
        raise BatchExists(batch=named)
    return Answer(201, to_json(there | {"codes": codes}), replayed=codes is None)


async def list_cards(door: Door, call: Call) -> Answer:
    """GET /v1/gift-card-batches/{series}/cards: by their numbers."""
    named = call.params["series"]
    limit, position = page_of(call, "printed cards", named)
    await batch_seen(door.people.register, call.grant, named, call.at)
    after = number_of(position) if position is not None else 0
    found = await door.queries.card_register.cards(call.grant.company, call.at, seen_by(call.grant), named, after, limit + 1)
    last = str(found[limit - 1].n) if len(found) > limit else None
    return paged(call, "printed cards", named, "cards", [_card(one) for one in found[:limit]], last)


async def move(door: Door, call: Call) -> Answer:
    """POST /v1/gift-card-batches/{series}/moves: some of its cards are sent, received, blocked, lost, or free again."""
    parameters(call)
    found, _ = read_body(printed_card_schemas.CARD_MOVE, call.body)
    named = call.params["series"]
    wanted = Wanted(named, found["what"], found["first"], found["last"], found.get("branch", ""), found.get("reason", ""))
    moved = await do(door.people.register, call.grant, call.live(call.at).program, wanted, call.at, call.request_id)
    return Answer(200, to_json(await _found(door, call, named) | {"moved": moved}))


async def _found(door: Door, call: Call, named: str) -> dict[str, Any]:
    batch = await batch_seen(door.people.register, call.grant, named, call.at)
    counts = await door.queries.card_register.counts(call.grant.company, call.at, seen_by(call.grant), named)
    return _shown(batch, counts.get(named, {}))


def _shown(one: CardBatch, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "batch": one.id, "asked": one.asked, "made": one.made, "made_at": instant_text(one.at), "state": one.state,
        "worth_minor": one.value_minor, "cards": {name: counts.get(name, 0) for name in STANDS},
    }  # fmt: skip


def _card(one: RegisteredCard) -> dict[str, Any]:
    return {
        "number": one.n, "tail": one.tail, "stands": one.stands, "branch": one.branch or None, "worth_minor": one.value_minor,
        "since": instant_text(one.at), "card": None if one.purse is None else purse_text(one.purse),
    }  # fmt: skip
