"""Routes that write: read the body, make one command of it, wait for its batch, answer out of its receipt."""

from collections.abc import Callable
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic_core import to_json

from zegel.api import schemas, schemas_events, stored_value_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, Handler, Kept, parameters
from zegel.api.problems import CIRCUMSTANCES
from zegel.core.refusals import Malformed, ZegelError
from zegel.decide.document import read
from zegel.decide.plan import plan_of
from zegel.desk.replies import Reply
from zegel.flows.commands import Command
from zegel.flows.facts import Outcome
from zegel.hall import codes, printed, translate
from zegel.hall.answers import receipt_answer, receipt_json
from zegel.hall.calls import Call
from zegel.hall.carrying import carried_out
from zegel.hall.entitled import held_in
from zegel.hall.explained import disclosed, hints_and_lines, long_explanation
from zegel.hall.printed import code_on

EVENT: Final = b'"kind":"event"'
"""How an event's receipt says what it is; inside of a text its quotes would be escaped."""
Translate = Callable[[Call, Any, bytes], Command]


def writing(adapter: TypeAdapter[Any], translated: Translate) -> Handler:
    """The handler of a route whose body becomes a command."""

    async def handle(door: Door, call: Call) -> Answer:
        return answered(call, await written(door, call, adapter, translated))

    return handle


async def written(door: Door, call: Call, adapter: TypeAdapter[Any], translated: Translate) -> Reply:
    """What the desk replies to the command that the body becomes."""
    found, canonical = read_body(adapter, call.body)
    try:
        command = translated(call, found, canonical)
    except ZegelError:
        # The door knows the program of today. A request that was answered before keeps its answer all the same.
        first = await door.desk.first_answer(call.grant.company, call.grant.source, call.key, call.body_hash(canonical))
        if first is None:
            raise
        return first
    return await carried_out(door, call.grant, command, call.request_id)


def outcome_of(reply: Reply) -> Outcome:
    """What came of it; raises `Kept` where it was refused."""
    outcome = reply.outcome
    if outcome.refusal is not None:
        raise Kept(outcome.refusal, kept=outcome.refusal.code not in CIRCUMSTANCES, replayed=reply.replayed)
    return outcome


def answered(call: Call, reply: Reply) -> Answer:
    """A reply of the desk as an answer; raises `Kept` where it is a refusal."""
    receipt = outcome_of(reply).receipt
    assert receipt is not None, "what is written over HTTP has a receipt"
    if code := code_on(call, receipt.document):
        return Answer(201, to_json(receipt_json(call.shelf, receipt.id, receipt.document) | {"code": code}), reply.replayed)
    if EVENT in receipt.document and (told := disclosed(call.shelf, receipt.document)):
        return Answer(201, to_json(receipt_json(call.shelf, receipt.id, receipt.document) | {"disclosure": told}), reply.replayed)
    return Answer(201, receipt_answer(call.shelf, receipt.id, receipt.document), reply.replayed)


async def ask_quote(door: Door, call: Call) -> Answer:
    """What a purchase would do now."""
    found, canonical = read_body(schemas.PURCHASE, call.body)
    whole = wants_reasons(call)
    quote = translate.quote(call, found, canonical)
    with codes.tried(door.codes, quote) as came_to:
        came_to(outcome := await door.desk.ask(quote))
    if outcome.refusal is not None:
        raise outcome.refusal
    receipt = outcome.receipt
    assert receipt is not None, "a quote shows the receipt that there would be"
    answer = receipt_json(call.shelf, None, receipt.document)
    document = read(receipt.document)
    held = held_in(plan_of(call.shelf.by_digest(bytes.fromhex(document.body["program"]))), document)
    reasons = long_explanation(call.shelf, receipt.document) if whole else None
    return Answer(200, to_json(answer | hints_and_lines(call.shelf, receipt.document) | {"reasons": reasons, "entitlements": held}))


def wants_reasons(call: Call) -> bool:
    """`?reasons=true`: a quote tells all that its receipt's explanation would. It costs more than the quote, so it is asked for."""
    asked = parameters(call, "reasons").get("reasons", "false")
    if asked not in ("true", "false"):
        raise Malformed("`reasons` is true or false.", field="reasons")
    return asked == "true"


record_purchase = writing(schemas.SALE, printed.purchase)
open_hold = writing(schemas.HOLD, translate.hold)
commit_hold = writing(schemas.COMMIT, printed.commit_hold)
cancel_hold = writing(schemas.CANCEL, translate.cancel_hold)
return_goods = writing(schemas.RETURN, translate.return_goods)
order_reward = writing(schemas.REDEEM, translate.order_reward)
move_order = writing(schemas.MOVE_ORDER, translate.move_order)
give_gesture = writing(schemas.GESTURE, translate.gesture)
decide_gesture = writing(schemas.DECIDE_GESTURE, translate.decide_gesture)
redeem = writing(schemas.REDEEM, translate.redeem)
cancel_redemption = writing(schemas.CANCEL, translate.cancel_redemption)
record_event = writing(schemas_events.EVENT, translate.record_event)
adjust = writing(schemas.ADJUST, translate.adjust)
decide_adjustment = writing(schemas.DECIDE_ADJUSTMENT, translate.decide_adjustment)
issue_credit = writing(stored_value_schemas.CREDIT, translate.issue_credit)
pay_out_stamps = writing(stored_value_schemas.PAY_OUT, translate.pay_out_stamps)
claim = writing(schemas.CLAIM, translate.claim)
review = writing(schemas.REVIEW, translate.review)
enrol = writing(schemas.ENROL, translate.enrol)
add_identifier = writing(schemas.ADD_IDENTIFIER, translate.add_identifier)
