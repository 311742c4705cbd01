"""What is left of rewards and gifts, and refilling it over HTTP, on both databases."""

import pytest

from tests.shop_fixtures import both_databases
from zegel.core.ids import CompanyId

PROGRAM = """zegel: 1
program: De Korenaar
company: {currency: EUR, country: NL}
branches: [dorpsstraat, markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
discounts:
  tasting: {gift: [{nl: olijven, en: olives}, {nl: druiven, en: grapes}], stock: {dorpsstraat: 1, markt: 9}}
  card:    {gift: {nl: kaartje, en: card}, basket: at least 500.00 EUR}
rewards:
  mug:  {gives: {item: MUG, worth: 4.00 EUR}, costs: 50 points, stock: 3, names: {nl: beker, en: mug}}
  free: {gives: {item: PEN, worth: 1.00 EUR}, costs: 50 points, names: {nl: pen, en: pen}}
"""
SOLD = {"branch": "dorpsstraat", "lines": [{"net_minor": 100}]}
MUG = {"rule": "mug", "kind": "reward", "names": {"nl": "beker", "en": "mug"}, "stock": [{"branch": None, "left": 3, "of": 3}]}
TASTING = {"rule": "tasting", "kind": "gift", "names": {"nl": "olijven of druiven", "en": "olives or grapes"}}


def at(dorpsstraat: int, markt: int) -> list[dict[str, object]]:
    return [{"branch": "dorpsstraat", "left": dorpsstraat, "of": 1}, {"branch": "markt", "left": markt, "of": 9}]


@both_databases
@pytest.mark.anyio
async def test_a_gift_runs_out_is_refilled_once_and_given_again(shop):
    company = CompanyId("korenaar")
    till = shop.client(await shop.add_company(company, PROGRAM))
    given = [len([e for e in (await till.post("/v1/purchases", SOLD)).json["effects"] if e["effect"] == "gift"]) for _ in range(2)]
    assert given == [1, 0]
    assert (await till.get("/v1/stock")).json == {"stock": [MUG, TASTING | {"stock": at(0, 9)}]}

    more = {"rule": "tasting", "branch": "dorpsstraat", "more": 24, "reason": "delivered"}
    first, again = [await till.post("/v1/stock", more, key="delivery-1") for _ in range(2)]
    other = await till.post("/v1/stock", more | {"more": 25}, key="delivery-1")

    assert (first.status, first.json) == (201, TASTING | {"stock": at(24, 9)})
    assert (again.status, again.json, again.headers["idempotency-replayed"]) == (201, first.json, "true")
    assert (other.status, other.code) == (422, "key_reused")
    effects = (await till.post("/v1/purchases", SOLD)).json["effects"]
    assert [e["rule"] for e in effects if e["effect"] == "gift"] == ["tasting"]
    assert (await till.get("/v1/stock")).json["stock"][1]["stock"] == at(23, 9)
    lines = await shop.door.people.register.people.audit_lines(company, 0, 9, what="stock.change")
    assert [(one.deed.object, one.deed.before, one.deed.after["more"], one.deed.reason) for one in lines] == [
        ("gift:tasting", {"left": 0}, 24, "delivered")
    ]


@both_databases
@pytest.mark.anyio
async def test_what_is_refused_changes_nothing(shop):
    company = CompanyId("korenaar")
    till = shop.client(await shop.add_company(company, PROGRAM))
    there = (await till.get("/v1/stock")).json

    found = {
        named: (await till.post("/v1/stock", {"rule": rule, "more": 1, "reason": "x"} | body)).code
        for named, rule, body in (
            ("no stock", "free", {}), ("no gift with one", "card", {}), ("nothing", "none", {}), ("of all together", "tasting", {}),
            ("of a branch", "mug", {"branch": "markt"}), ("none more", "mug", {"more": 0}), ("no reason", "mug", {"reason": " "}),
        )
    }  # fmt: skip

    assert found == {
        "no stock": "unknown_reward", "no gift with one": "unknown_reward", "nothing": "unknown_reward",
        "of all together": "unknown_branch", "of a branch": "unknown_branch", "none more": "malformed", "no reason": "reason_missing",
    }  # fmt: skip
    assert (await till.get("/v1/stock")).json == there


@both_databases
@pytest.mark.anyio
async def test_less_goes_out_and_never_more_than_there_is(shop):
    till = shop.client(await shop.add_company(CompanyId("korenaar"), PROGRAM))

    out = [(await till.post("/v1/stock", {"rule": "mug", "more": -2, "reason": "broken"})).json["stock"][0]["left"] for _ in range(2)]

    assert out == [1, 0]
