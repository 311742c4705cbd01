"""Rebates that an older Zegel approved and paid, without counting them by VAT rate: what receipts keep makes their periods tie."""

import json
from typing import Any

import pytest

from tests.client import Client
from tests.contract.direct import Database
from tests.korenaar import KORENAAR, Shop, a_shop
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json

pytestmark = pytest.mark.anyio

MONEY = {"rebates": {"spring": {"pays": "10%"}}, "payments": {"from": "NL91ABNA0417164300"}}
HERS = {"iban": "NL20 INGB 0001 2345 67", "holder": "Zoë Demir"}


async def pays_rebates(shop: Shop) -> Client:
    till = shop.client()
    document = (await till.get("/v1/program")).json["document"] | MONEY
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return till


async def approved(till: Client, card: str, net: int, vat: int) -> str:
    """The case of a rebate of a tenth that a colleague approved."""
    member = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": card}]})).json["member"]
    line = {"sku": "OVEN", "category": "ovens", "quantity": 1000, "net_minor": net, "vat_bp": vat}
    sale = (await till.post("/v1/purchases", {"branch": "station", "member": member, "lines": [line]})).json["receipt"]
    body = {"member": member, "kind": "rebate", "what": "spring", "receipt": sale, "line": 1, "actor": "emma", "account": HERS}
    case = (await till.post("/v1/cases", body)).json["receipt"]
    assert (await till.post(f"/v1/cases/{case}/moves", {"to": "approved", "actor": "joop"})).status == 201
    return str(case)


async def paid(till: Client, key: str) -> None:
    made = (await till.post("/v1/rebate-payments", {"actor": "fin"}, key=key)).json
    assert (await till.post(f"/v1/rebate-payments/{made['payment']}/paid", {"actor": "fin"}, key=f"{key}-paid")).status in (200, 201)


async def as_written_before(database: Database) -> None:
    """Take away what entries count of rebates: an older Zegel wrote them without."""
    rows = await database.run("SELECT purse, seq, CAST(marks AS TEXT) FROM entry WHERE CAST(marks AS TEXT) LIKE '%\"rebate %'")
    assert rows
    for purse, seq, marks in rows:
        found = json.loads(marks)
        found["counts"] = [one for one in found["counts"] if not one[0].startswith("rebate ")]
        text = json.dumps({name: of for name, of in found.items() if of})
        await database.run(f"UPDATE entry SET marks = '{text}' WHERE purse = ? AND seq = ?", purse, seq, unguarded=True)
    await database.run("DELETE FROM measure_day WHERE measure LIKE 'rebate %'", unguarded=True)


async def period(till: Client) -> dict[str, Any]:
    found = (await till.get("/v1/rebate-vat", "per=year")).json["periods"]
    assert len(found) == 1
    return dict(found[0])


async def test_a_period_of_before_ties_by_what_its_receipts_keep(database):
    async with a_shop(database.url) as shop:
        till = await pays_rebates(shop)
        await approved(till, "100001", 10_900, 900)
        returned = await approved(till, "100002", 12_100, 2_100)
        await paid(till, "k1")
        assert (await till.post(f"/v1/cases/{returned}/moves", {"to": "sent back", "reason": "AC04", "actor": "fin"})).status == 201
        before = await period(till)
        assert (before["ties"], before["vat_minor"], before["approved_minor"]) == (True, 90, 2_300)

        await as_written_before(database)

        assert await period(till) == before


async def test_what_was_paid_after_the_upgrade_is_not_counted_twice(database):
    async with a_shop(database.url) as shop:
        till = await pays_rebates(shop)
        await approved(till, "100001", 10_900, 900)
        await as_written_before(database)
        await paid(till, "k1")
        await approved(till, "100002", 12_100, 2_100)

        found = await period(till)

        assert (found["ties"], found["paid_minor"], found["vat_minor"], found["approved_minor"]) == (True, 1_090, 90, 2_300)


async def test_a_rate_that_nobody_knows_any_more_is_not_made_up(database):
    async with a_shop(database.url) as shop:
        till = await pays_rebates(shop)
        case = await approved(till, "100001", 10_900, 900)
        await as_written_before(database)
        await database.run("UPDATE receipt SET document = NULL WHERE kind = 'case'", unguarded=True)

        found = await period(till)

        assert case
        assert (found["ties"], found["approved_minor"], found["books_approved_minor"], found["rates"]) == (False, 0, 1_090, [])
