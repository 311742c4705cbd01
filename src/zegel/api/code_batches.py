"""Batches of codes over HTTP: made (and shown, this once), listed, looked at, ended."""

from typing import Any

from pydantic_core import to_json

from zegel.api import code_batch_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.reads import page_of, paged
from zegel.core.periods import Instant
from zegel.core.refusals import KeyReused, Malformed, UnknownBatch
from zegel.desk.code_batches import end_batch
from zegel.desk.codes_at_once import MOST_AT_ONCE, batch_of_key, make_at_once
from zegel.flows.code_facts import ISSUED
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, Found
from zegel.hall.coupon_batches import coupon_of, span_of
from zegel.program.coupons import Coupon
from zegel.store.code_queries import NOTHING_OUT, BatchStands, CodeBatch


async def list_batches(door: Door, call: Call) -> Answer:
    """GET /v1/code-batches: by name."""
    limit, position = page_of(call, "code-batches", "")
    queries, company = door.queries.codes, call.grant.company
    found = await queries.batches(company, position or "", limit + 1)
    page = found[:limit]
    stands = await queries.stands(company, page[0].id, page[-1].id, call.at) if page else {}
    last = page[-1].id if len(found) > limit else None
    return paged(call, "code-batches", "", "batches", [_shown(one, stands.get(one.id, NOTHING_OUT)) for one in page], last)


async def get_batch(door: Door, call: Call) -> Answer:
    """GET /v1/code-batches/{batch}."""
    parameters(call)
    return Answer(200, to_json(await _found(door, call, call.params["batch"])))


async def cancel_batch(door: Door, call: Call) -> Answer:
    """POST /v1/code-batches/{batch}/cancel. Ended before: it stays so."""
    parameters(call)
    read_body(code_batch_schemas.CANCEL_BATCH, call.body)
    company, by = call.grant.company, call.grant.actor
    await end_batch(door.queries.codes, door.people.register, company, call.params["batch"], call.at, by, "", call.request_id)
    return Answer(200, to_json(await _found(door, call, call.params["batch"])))


async def make_batch(door: Door, call: Call) -> Answer:
    """POST /v1/code-batches: the codes are in this answer, and in no other."""
    parameters(call)
    found, _ = read_body(code_batch_schemas.CODE_BATCH, call.body)
    if found["count"] > MOST_AT_ONCE:
        said = f"count: at most {MOST_AT_ONCE:,} at once; `zegel codes make` makes more, into a file."
        raise Malformed(said, field="count", limit=MOST_AT_ONCE)
    company, queries, program = call.grant.company, door.queries.codes, call.live(call.at).program
    name = batch_of_key(call.grant.source, call.key)
    span = span_of(program, found.get("valid_from", ""), found.get("valid_until", ""))
    if (there := await queries.batch(company, name)) is None:
        coupon = coupon_of(program, found["coupon"], worth="worth_minor" in found)
        batch = _batch(name, coupon, found, span, call.at)
        hashed = call.codes.hasher(company, capitals_matter=False)
        codes = await make_at_once(queries, company, batch, hashed, door.random_bytes)
        if codes is not None:
            return Answer(201, to_json(await _found(door, call, name) | {"codes": codes}))
        there = await queries.batch(company, name)
        assert there is not None, "what is in the way is there"
    if not _is_same(there, found, span):
        raise KeyReused()
    return Answer(201, to_json(await _found(door, call, name) | {"codes": None}), replayed=True)


def _batch(name: str, coupon: Coupon, found: Found, span: tuple[Instant, Instant], at: Instant) -> CodeBatch:
    count: int = found["count"]
    worth: int = found.get("worth_minor", coupon.worth_minor)
    return CodeBatch(name, coupon.id, ISSUED, coupon.form, count, count, coupon.per_code, worth, *span, None, at)


def _is_same(there: CodeBatch, found: Found, span: tuple[Instant, Instant]) -> bool:
    """Whether the batch is what this request asks for."""
    worth = found.get("worth_minor", there.value_minor)
    return (there.campaign, there.asked, there.value_minor, there.valid_from, there.valid_until) == (
        found["coupon"], found["count"], worth, *span
    )  # fmt: skip


async def _found(door: Door, call: Call, named: str) -> dict[str, Any]:
    company, queries = call.grant.company, door.queries.codes
    batch = await queries.batch(company, named)
    if batch is None:
        raise UnknownBatch()
    return _shown(batch, await queries.stand(company, named, call.at))


def _shown(batch: CodeBatch, stands: BatchStands) -> dict[str, Any]:
    return {
        "batch": batch.id, "coupon": batch.campaign, "state": batch.state, "form": batch.form, "made_at": moment_text(batch.at),
        "uses": batch.uses, "worth_minor": batch.value_minor, "valid_from": moment_text(batch.valid_from) if batch.valid_from else None,
        "valid_until": moment_text(batch.valid_until), "asked": max(batch.asked, batch.made), "issued": stands.issued,
        "held": stands.held, "used": stands.used, "used_up": stands.used_up, "expired": stands.expired, "cancelled": stands.cancelled,
    }  # fmt: skip
