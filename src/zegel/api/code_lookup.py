"""A code looked up over HTTP: what it opens and how that stands, whatever basket it would be used in. A quote tells what it does in one."""

from typing import Any

from pydantic_core import to_json

from zegel.api import code_batch_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door
from zegel.core.periods import NEVER, instant_text
from zegel.core.refusals import CodeUnknown
from zegel.decide.plan import Plan, plan_of
from zegel.flows.code_standing import Standing
from zegel.hall.calls import Call
from zegel.hall.code_standings import standings
from zegel.program.sentences import sentences


async def look_up(door: Door, call: Call) -> Answer:
    """POST /v1/codes/lookup: of a code that everybody may use, one that was made, or one off a receipt."""
    found, _ = read_body(code_batch_schemas.CODE_LOOKUP, call.body)
    company = call.grant.company
    hand = (company, call.grant.source, "codes", found.get("till", ""))
    source = (company, call.grant.source)
    with door.codes.tried(hand, source) as guessed:
        stands = await standings(door, call, door.codes.shown(company, found["code"]))
        guessed(int(not stands))
    if not stands:
        raise CodeUnknown("", coupon="", tail="")
    return Answer(200, to_json({"opens": [_told(plan_of(call.live(call.at)), one) for one in stands]}))


def _told(plan: Plan, one: Standing) -> dict[str, Any]:
    path = f"coupons.{one.coupon}"
    said = next((said for said in sentences(plan.compiled.program) if said.path == path), None) if one.coupon else None
    return {
        "coupon": one.coupon or None, "state": one.state, "kind": one.opens, "personal": one.personal, "uses_left": one.uses_left,
        "value_minor": one.value_minor, "until": None if one.until >= NEVER else instant_text(one.until),
        "says": None if said is None else {"nl": said.nl, "en": said.en},
    }  # fmt: skip
