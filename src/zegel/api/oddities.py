"""What stands out among receipts, over HTTP: for whoever looks from another system than the office."""

from typing import Final

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.ids import ReceiptId, purse_text
from zegel.core.periods import Day, local_moment, plus_days
from zegel.core.refusals import Malformed
from zegel.hall.calls import Call
from zegel.hall.oddities import seen
from zegel.insight.oddities import KINDS

MOST: Final = 91
"""Days that are looked at in one go."""
A_WEEK: Final = 7


async def list_oddities(door: Door, call: Call) -> Answer:
    """GET /v1/oddities: of the last `days` (a week by itself), of one `pattern` or all."""
    asked = parameters(call, "days", "pattern")
    text, kind = asked.get("days", str(A_WEEK)), asked.get("pattern", "")
    if not (text.isascii() and text.isdigit() and len(text) < 3 and 0 < int(text) <= MOST):
        raise Malformed(f"days: 1 to {MOST}", field="days")
    if "pattern" in asked and kind not in KINDS:
        raise Malformed(f"pattern: {', '.join(KINDS)}", field="pattern")
    today = Day(local_moment(call.at, call.live(call.at).program.company_zone).business_date)
    found = await seen(door.queries, call.grant, today, int(text), kind)
    told = [
        {
            "actor": one.of.actor, "amount_minor": one.of.minor, "before": one.of.before, "branch": one.of.branch, "day": one.of.day,
            "member": purse_text(one.of.purse), "minutes": one.of.minutes, "pattern": one.kind,
            "receipt": str(ReceiptId(one.of.purse, one.of.seq)), "times": one.of.times,
        }
        for one in found
    ]  # fmt: skip
    return Answer(200, to_json({"oddities": told, "since": plus_days(today, 1 - int(text))}))
