"""What a till sold without a line, on its way in. The till answers for itself, by its browser's secret: whoever sold it may be gone.

The body is JSON: the till's clock, and sales as `static/js/till-queue.js` writes them. It is read as strictly as a request of the API.
"""

from typing import Any, Final

from pydantic_core import to_json

from zegel.access.refusals import TillNotEnrolled
from zegel.access.secrets import written
from zegel.access.till_files import public_key, secret_of
from zegel.core.periods import local_moment
from zegel.hall.offline import Coming, Outcome, brought_in
from zegel.hall.offline_pack import packed, signed
from zegel.hall.refusals import OldForm
from zegel.hall.told_sale import read
from zegel.store.people_records import ACTIVE, TillDevice
from zegel.web.parts.asked import Answer, Asked, Bytes
from zegel.web.parts.door import Door, same_origin
from zegel.web.parts.prices import price_of
from zegel.web.parts.visitors import visit_of

KIND: Final = "application/json"


async def bring_in(door: Door, asked: Asked) -> Answer:
    """POST /kassa/wachtrij: a verdict for each sale, whatever became of it."""
    if not same_origin(asked):
        raise OldForm()
    try:
        device = await door.people.tills.once_enrolled(visit_of(asked.cookies, "till"))
    except TillNotEnrolled as refusal:
        return answered({"code": refusal.code}, 401)
    sent_at, sales = read(asked.text("body", 250_000))
    coming = Coming(device, sent_at, asked.at, asked.request_id, asked.template)
    found = [await brought_in(door, coming, one) for one in sales]
    shows = {"now": asked.at, "trusted": device.state == ACTIVE, "sales": [_told(one) for one in found]}
    return answered(shows)


async def take_along(door: Door, asked: Asked) -> Answer:
    """POST /kassa/mee: what this till needs when the line goes, for whoever is signed in there."""
    if not same_origin(asked):
        raise OldForm()
    try:
        device = await door.people.tills.once_enrolled(visit_of(asked.cookies, "till"))
    except TillNotEnrolled as refusal:
        return answered({"code": refusal.code, "trusted": False})
    if device.state != ACTIVE:
        return answered({"code": "till_not_enrolled", "trusted": False})
    if asked.visitor is None or not asked.visitor.may("members:read"):
        return answered({"code": "not_signed_in", "trusted": True})
    shelf = await door.shelves.of(device.company)
    zone = shelf.live_at(asked.at).program.company_zone
    today = local_moment(asked.at, zone).business_date
    body = await packed(
        door.queries, shelf, device, asked.at, door.people.qr.public, door.random_bytes(16),
        lambda histories: price_of(histories, device.branch, today),
    )  # fmt: skip
    shows = {"now": asked.at, "trusted": True, "body": body.decode(), "signature": signed(door.people.key, device.company, body)}
    return answered(shows | {"file": _file_of(door, device)})


def _file_of(door: Door, device: TillDevice) -> dict[str, str]:
    """What the till needs to write its queue into a file; kept longer than the pack, for a line that does not come back."""
    key, company, secret = door.people.key, device.company, secret_of(door.people.key, device.company, device.id)
    public = public_key(key, company)
    signature = signed(key, company, f"till file\0{device.id}\0{public}".encode())
    return {"device": device.id, "key": public, "secret": written(secret), "signature": signature}


def answered(shows: dict[str, Any], status: int = 200) -> Bytes:
    """JSON that nobody keeps."""
    return Bytes(to_json(shows), KIND, status, (("cache-control", "no-store"),))


def _told(one: Outcome) -> dict[str, Any]:
    return {"id": one.id, "verdict": one.verdict, "code": one.code, "receipt": one.receipt, "flags": list(one.flags)}
