"""A member of whom the shop keeps one of everything that it can: each kind of dossier, each told by the road that really makes it."""

from json import dumps
from typing import Any

from tests.api.test_rebate_payments import MONEY, claims, file_of
from tests.korenaar import DAY
from tests.make import header
from tests.web.conftest import House
from tests.web.test_card import member, whose
from tests.web.test_card_household import invited
from zegel.core.ids import purse_of
from zegel.flows.notes import WriteNote

FRIEND = "wim@voorbeeld.nl"
PROMISES: dict[str, Any] = MONEY | {
    "warranties": {"ovens": {"of": {"category": "ovens"}, "lasts": "24 months"}},
    "trade in": {"old oven": {"gives": "250 points"}},
    "trials": {"ten days": {"of": {"category": "pans"}, "lasts": "10 days"}},
    "tasks": {"first check": {"do": {"nl": "Plan de eerste beurt in.", "en": "Plan the first check."}, "basket": {"holds": "cake"},
                              "within": "42 days"}},
    "referral": {"friend gets": "100 points", "member gets": "100 points", "first spends": "25.00 EUR", "within": "60 days",
                 "at most": "5 per month"},
    "agreements": {"kantine": {"names": {"nl": "kantine", "en": "canteen"}, "measure": {"turnover": "net invoiced"}, "method": "whole",
                               "ladder": [{"from": "50.00 EUR", "gives": "3%"}]}},
    "experiences": {"bakles": {"names": {"nl": "bakles", "en": "baking class"}, "date": "2026-04-17", "starts": "19:30",
                               "branch": "dorpsstraat", "seats": 12, "reply until": "2026-04-10", "for": {"member": True}}},
    "gestures": {"envelope": "150.00 EUR per month", "may give": {"cashier": "5.00 EUR", "manager": "25.00 EUR"}, "at most": "25.00 EUR",
                 "kinds": {"taart": {"item": {"nl": "taart voor zes", "en": "cake for six"}, "worth": "4.50 EUR",
                                     "why": {"nl": "voor een bijzondere dag", "en": "for a special day"}}}},
    "corrections": {"points": {"alone": {"cashier": "100 points", "manager": "1_000 points"}}},
    "store credit": {"expires": "never"},
    "price protection": {"within": "14 days", "valid for": "60 days"},
}  # fmt: skip


async def lived(club: House) -> str:
    """What Fatima's shop knows of her; gives her number."""
    client, fatima = club.shop.client(), await whose(club)
    club.shop.clock.forward(DAY)

    async def done(path: str, body: Any, key: str | None = "new") -> Any:
        answer = await client.post(path, body, key=key)
        assert answer.status in (200, 201), (path, answer.json)
        return answer.json

    await done("/v1/adjustments", {"member": fatima, "unit": "points", "count": 900, "reason": "welcome", "role": "manager"})
    await claims(client, fatima, {"iban": "NL91ABNA0417164300", "holder": "F. El Amrani"})
    await file_of(client, "pay")
    lines = [
        {"number": n, "sku": sku, "category": category, "quantity": 1000, "net_minor": minor, "vat_bp": 2100}
        for n, (sku, category, minor) in enumerate((("OVEN", "ovens", 10_900), ("PAN", "pans", 4_000), ("TAART", "cake", 1_500)), 1)
    ]
    sale = (await done("/v1/purchases", {"branch": "dorpsstraat", "member": fatima, "lines": lines}))["receipt"]
    case = {"member": fatima, "branch": "dorpsstraat", "actor": "samira"}
    await done("/v1/cases", case | {"kind": "warranty", "what": "ovens", "receipt": sale, "line": 1})
    await done("/v1/cases", case | {"kind": "trade in", "what": "old oven"})
    await done("/v1/cases", case | {"kind": "service", "what": "Het brood was hard"})
    await done("/v1/price-protection", {"member": fatima, "receipt": sale, "line": 3, "promo_minor": 1_000})
    link = (await done(f"/v1/members/{fatima}/referral", {}, key=None))["link"]
    shown = [{"kind": "card", "value": "2620000044444"}, {"kind": "email", "value": FRIEND}]
    friend = (await done("/v1/members", {"name": "Wim Nieuw", "language": "nl", "identifiers": shown}))["member"]
    await done("/v1/referrals", {"member": friend, "link": link})
    await done(f"/v1/members/{fatima}/agreements", {"agreement": "kantine", "first": "2025-01-01"})
    await done(f"/v1/members/{fatima}/agreements/kantine/bonus", {"day": "2025-12-31", "step": "provisional", "actor": "piet"})
    await done("/v1/experiences/bakles/replies", {"member": fatima, "answer": "accept"})
    gesture = {"gesture": "taart", "reason": "wachtte lang", "branch": "dorpsstraat", "role": "cashier", "actor": "staff:samira"}
    await done("/v1/gestures", {"member": fatima} | gesture)
    wish = {"unit": "points", "count": 250, "reason": "kassa lag plat", "role": "cashier", "actor": "staff:samira"}
    await done("/v1/adjustments", {"member": fatima, "branch": "dorpsstraat"} | wish)
    await done("/v1/orders", {"member": fatima, "reward": "mug", "branch": "dorpsstraat"})
    await done(f"/v1/members/{fatima}/marks", {"marks": {"device": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}})
    await client.send("PATCH", f"/v1/members/{fatima}/profile", b'{"birthday": "1980-03-31", "home_branch": "dorpsstraat"}', [
        ("content-type", "application/json"), ("idempotency-key", "profile")])  # fmt: skip
    other = await member(club, "Fatima", "f.elamrani@voorbeeld.nl", "2620000022222")
    for who, unlike in ((other, {}), (await member(club, "F. El Amrani", "fea@voorbeeld.nl", "2620000011111"), {"role": "cashier"})):
        if unlike:
            await done("/v1/adjustments", {"member": who, "unit": "points", "count": 500, "reason": "welcome", "role": "manager"})
        await done(f"/v1/members/{fatima}/merge", {"other": who, "reason": "one person", "role": "manager"} | unlike)
    for purpose, channel in (("newsletter", "email"), ("offers", "sms"), ("surveys", "email")):
        said = dumps({"purpose": purpose, "channel": channel, "state": "given", "text_version": "1"}).encode()
        kept = [("content-type", "application/json"), ("idempotency-key", f"{purpose}-{channel}")]
        answer = await client.send("PUT", f"/v1/members/{fatima}/consents", said, kept)
        assert answer.status in (200, 201), answer.json
    path, phone, _ = await invited(club)
    assert (await phone.fill(await phone.get(path), path)).status == 303
    await club.shop.desk.submit(WriteNote(header(club.shop.clock.now()), purse_of(fatima), "Houdt van korst"))
    await done(f"/v1/members/{fatima}/block", {"earning": False, "spending": True, "reason": "kaart uitgeleend"})
    return fatima
