"""A shop with three members and what can be handed out to them: Anna and Bo said yes to offers, but Bo has no e-mail; Cas did not."""

import json
import os
from typing import Any

from tests.korenaar import KORENAAR, Shop
from zegel.access.secrets import HouseKey
from zegel.core.ids import purse_of
from zegel.desk.register import Register
from zegel.store.segments import Segment, put_segment
from zegel.worker.handouts import HandingOut

PROGRAM = """zegel: 1
program: De Korenaar
company: {currency: EUR, country: NL, languages: [nl, en]}
branches: [dorpsstraat, markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
earn: {base: {give: 1 points, per: 1.00 EUR}}
coupons:
  lente: {off: 10%, names: {nl: lentekorting, en: spring discount}}
gestures:
  envelope: 20.00 EUR per month
  may give: {cashier: 4.00 EUR, manager: 15.00 EUR}
  kinds:
    sorry: {points: 300 points, why: {nl: voor het wachten, en: for the wait}}
    royaal: {points: 500 points}
    bloemen: {item: bloemen, worth: 4.00 EUR}
memberships:
  kring: {names: {nl: de Kring, en: the Circle}, by: invitation, term: 1 year}
experiences:
  proeverij:
    names: {nl: proeverij, en: tasting}
    date: 2026-04-17
    starts: "19:30"
    branch: markt
    seats: 20
    reply until: 2026-04-10
"""
KEY = HouseKey(lambda: bytes(range(32)))
EVERYBODY = "iedereen"


async def members(shop: Shop) -> dict[str, str]:
    """Anna, Bo and Cas, by their names; all of them are in the segment `iedereen`."""
    client = shop.client()
    found: dict[str, str] = {}
    for n, name in enumerate(("Anna", "Bo", "Cas"), 1):
        shows: list[dict[str, Any]] = [{"kind": "card", "value": f"700{n}"}]
        if name != "Bo":
            shows.append({"kind": "email", "value": f"{name.lower()}@example.org"})
        body = {"name": name, "language": "nl", "identifiers": shows}
        found[name] = (await client.post("/v1/members", body)).json["member"]
        if name != "Cas":
            consent = json.dumps({"purpose": "offers", "channel": "email", "state": "given"}).encode()
            headers = [("content-type", "application/json"), ("idempotency-key", f"consent-{n}")]
            answer = await client.send("PUT", f"/v1/members/{found[name]}/consents", consent, headers)
            assert answer.status == 201, answer.body
    # nobody was ever seen, so all of them stayed away
    await keep(shop, EVERYBODY, {"seen": "-30"})
    return found


async def keep(shop: Shop, named: str, filters: dict[str, str]) -> None:
    """A saved segment called `named`."""
    one = Segment(named, named.capitalize(), filters, "staff:joost", shop.clock.now())
    await shop.store.write(KORENAAR, [put_segment(KORENAAR, one)])  # type: ignore[attr-defined]  # both adapters have it


def worker(shop: Shop) -> HandingOut:
    """What the worker does every second."""
    return HandingOut(shop.desk, Register(shop.store), shop.queries, shop.door.codes, KEY, shop.clock.now, os.urandom)


def ids(found: dict[str, str], *names: str) -> list[bytes]:
    """The purses of these members."""
    return [bytes(purse_of(found[name]) or b"") for name in names]
