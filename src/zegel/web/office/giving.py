"""A gesture for somebody who stays away: out of the branch's envelope, for the reason that the page knows, in one tap and a yes."""

from json import dumps, loads
from typing import Any, Final
from urllib.parse import urlencode

from zegel.core.periods import Day
from zegel.core.refusals import Malformed
from zegel.core.value import value
from zegel.decide.gestures import worth_of
from zegel.decide.plan import plan_of
from zegel.flows.envelopes import envelopes, left_for
from zegel.hall import translate
from zegel.hall.calls import Call
from zegel.program.gesture_words import gesture_gives
from zegel.web.parts.asked import Answer, Asked, Sent
from zegel.web.parts.door import Door

AFTER: Final = ("/kantoor", "/kantoor/wegblijvers")


@value
class Offer:
    """What may be given from here: each kind with its words and what it costs, out of `left_minor` of the branch's envelope."""

    branch: str
    kinds: tuple[tuple[str, str, int], ...]
    left_minor: int


async def offer(door: Door, asked: Asked, call: Call, branch: str, today: str) -> Offer | None:
    """What this visitor may give to somebody who is not there: points and coupons, no things; None where there is nothing."""
    visitor, program = asked.visitor, call.live(asked.at).program
    where = branch or (visitor.branch if visitor else "") or (program.branches[0].id if program.branches else "")
    found = program.gestures
    if visitor is None or found is None or not visitor.grant().may("gestures:write", where):
        return None
    plan = plan_of(call.live(asked.at))
    there = envelopes(found, where, Day(today), (await door.queries.counters(visitor.company)).left)
    left = there[0].left_minor
    kinds = [
        (kind.id, gesture_gives(program, kind, asked.speaks), worth)
        for kind in found.kinds
        if (kind.unit or kind.reward) and (worth := worth_of(plan, kind)) <= min(left_for(kind, there), found.most_minor or left)
    ]
    return Offer(where, tuple(kinds), left) if kinds else None


async def give(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/wegblijvers/{member}/geste: given, or asked of a colleague where it is more than this role gives alone."""
    to = asked.text("naar", 40)
    if to not in AFTER:
        raise Malformed("naar: as the page wrote it", field="naar")
    call = await door.call(asked, asked.text("key", 64))
    member, gesture = asked.params["member"], asked.text("gesture", 100)
    found: dict[str, Any] = {
        "member": member, "gesture": gesture, "branch": asked.text("branch", 60), "reason": asked.text("reason", 200),
    }  # fmt: skip
    reply = await door.submit(asked, translate.gesture(call, found, dumps(found, sort_keys=True).encode()))
    assert reply.outcome.receipt is not None, "a gesture has a receipt"
    effects = loads(reply.outcome.receipt.document)["body"]["effects"]
    state = next(effect["state"] for effect in effects if effect["effect"] == "gesture")
    shown = asked.text("filiaal", 60)
    return Sent(f"{to}?{urlencode({'gevraagd' if state == 'asked' else 'gegeven': 'ja'} | ({'filiaal': shown} if shown else {}))}")
