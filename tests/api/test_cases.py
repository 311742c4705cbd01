"""What comes after the sale: certificates, rebates, trade-ins and complaints, each to its end and no further."""

import json

import pytest

from tests.client import Answer, Client
from tests.korenaar import DAY, KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.desk.publish import publish
from zegel.desk.rounds import clock_header
from zegel.flows.commands import RunDue
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store import books

pytestmark = pytest.mark.anyio

CARE = {
    "warranties": {
        "oven": {"of": {"category": "ovens"}, "lasts": "24 months"},
        "oven of regulars": {"of": {"category": "ovens"}, "lasts": "36 months", "for": {"member for": "at least 1 year"}},
    },
    "rebates": {
        "spring": {"of": {"category": "ovens"}, "gives": "300 points", "bought": "2026-03-01 .. 2026-03-31", "claim within": "20 days"}
    },
    "trade in": {"old oven": {"gives": "250 points"}, "old fridge": {"gives": "10 points", "worth": {"A": "600.00 EUR", "C": "0.00 EUR"}}},
    "trials": {"dryers": {"of": {"category": "dryers"}, "lasts": "30 days"}},
    "goodwill": {"offers": {"late": {"gives": "200 points"}}, "at most": "1 per year"},
}


@pytest.fixture
async def open_shop(shop: Shop, till: Client) -> Shop:
    """The bakery, which sells ovens now."""
    document = (await till.get("/v1/program")).json["document"] | CARE
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return shop


async def enrolled(till: Client, card: str = "100001", **more: str) -> str:
    return (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": card}], **more})).json["member"]


async def buys(till: Client, member: str, *, items: int = 1, category: str = "ovens") -> str:
    line = {"sku": "OVEN", "category": category, "quantity": items * 1000, "net_minor": 10_000 * items, "vat_bp": 2100}
    return (await till.post("/v1/purchases", {"branch": "station", "member": member, "lines": [line]})).json["receipt"]


async def opens(till: Client, member: str, kind: str, **more: object) -> Answer:
    return await till.post("/v1/cases", {"member": member, "kind": kind, "actor": "emma", **more})


async def moves(till: Client, case: str, to: str, *, actor: str = "joop", **more: str) -> Answer:
    return await till.post(f"/v1/cases/{case}/moves", {"to": to, "actor": actor, **more})


async def only(till: Client, member: str) -> dict:
    (found,) = (await till.get(f"/v1/members/{member}/cases")).json["cases"]
    return found


def given(answer: Answer) -> list[int]:
    return [effect["count"] for effect in answer.json["effects"] if effect["effect"] == "given"]


@both_databases
async def test_a_certificate_is_of_the_longest_warranty_that_holds(open_shop, till):
    new, old = await enrolled(till), await enrolled(till, "100002", since="2024-03-03")
    made = [await opens(till, who, "warranty", receipt=await buys(till, who), line=1, detail="SN-1") for who in (new, old)]

    assert [answer.status for answer in made] == [201, 201]
    assert [(await only(till, who))["data"]["until"] for who in (new, old)] == ["2028-03-03", "2029-03-03"]
    assert "garantie OVEN: geldig" in json.dumps(made[0].json["explanation"], ensure_ascii=False)
    claimed = await moves(till, made[0].json["receipt"], "claimed", reason="does not heat")
    done = await moves(till, made[0].json["receipt"], "honoured", reason="replaced")
    assert (claimed.status, done.status) == (201, 201)
    assert ((await only(till, new))["state"], (await only(till, new))["moves"]) == ("honoured", [])
    listed = (await till.get("/v1/cases", "kind=warranty&state=valid")).json["cases"]
    assert [one["case"] for one in listed] == [made[1].json["receipt"]]
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


async def test_what_has_no_warranty(open_shop, till):
    member, other = await enrolled(till), await enrolled(till, "100002")
    sale, bread = await buys(till, member), await buys(till, member, category="bread")
    first = await opens(till, member, "warranty", receipt=sale, line=1, detail="SN-1")

    again = await opens(till, member, "warranty", receipt=sale, line=1, detail="SN-1")
    answers = [
        await opens(till, member, "warranty", receipt=bread, line=1), await opens(till, member, "warranty", receipt=sale, line=2),
        await opens(till, other, "warranty", receipt=sale, line=1), await opens(till, member, "warranty"),
    ]  # fmt: skip
    await till.post("/v1/returns", {"receipt": sale, "reason": "too hot"})
    back = await opens(till, member, "warranty", receipt=sale, line=1, detail="SN-2")

    assert (again.code, again.json["data"]) == ("opened_before", {"case": first.json["receipt"]})
    assert [answer.code for answer in answers] == ["not_covered", "unknown_line", "unknown_receipt", "unknown_receipt"]
    assert back.code == "came_back"


@both_databases
async def test_a_rebate_is_claimed_once_and_approved_by_somebody_else(open_shop, till):
    member = await enrolled(till)
    sale = await buys(till, member, items=3)
    case = (await opens(till, member, "rebate", what="spring", receipt=sale, line=1)).json["receipt"]
    await till.post("/v1/returns", {"receipt": sale, "lines": [{"number": 1, "quantity": 1000}], "reason": "one too many"})

    alone = await moves(till, case, "approved", actor="emma")
    done = await moves(till, case, "approved")
    again = await moves(till, case, "approved")

    assert (alone.code, given(done)) == ("four_eyes", [600])
    assert (again.code, again.json["data"]) == ("wrong_state", {"kind": "rebate", "state": "approved", "to": "approved"})
    assert (await opens(till, member, "rebate", what="spring", receipt=sale, line=1)).code == "opened_before"
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


async def test_a_rebate_for_what_came_back_or_comes_too_late(open_shop, till):
    member = await enrolled(till)
    first, second = await buys(till, member), await buys(till, member)
    case = (await opens(till, member, "rebate", what="spring", receipt=first, line=1)).json["receipt"]
    await till.post("/v1/returns", {"receipt": first, "reason": "too hot"})
    open_shop.clock.forward(21 * DAY)

    back = await moves(till, case, "approved")
    late = await opens(till, member, "rebate", what="spring", receipt=second, line=1)
    unknown = await opens(till, member, "rebate", what="autumn", receipt=second, line=1)

    assert (back.code, late.code, unknown.code) == ("wrong_state", "case_too_late", "unknown_promise"), (
        "what came back whole is no claim any more"
    )
    assert late.json["data"] == {"last_day": "2026-03-23"}


async def test_an_old_thing_is_traded_in(open_shop, till):
    member = await enrolled(till)
    case = (await opens(till, member, "trade in", what="old oven", detail="Atag 1998", worth_minor=4000)).json["receipt"]

    taken = await moves(till, case, "taken", actor="emma")

    assert given(taken) == [250]
    assert (await only(till, member))["data"]["worth_minor"] == 4000
    assert (await moves(till, case, "cancelled", reason="no")).code == "wrong_state"


async def test_what_the_table_says_is_paid_and_from_500_on_the_seller_states_it(open_shop, till):
    member = await enrolled(till)
    unknown = await opens(till, member, "trade in", what="old fridge", detail="Smeg", condition="B")
    set_ = await opens(till, member, "trade in", what="old fridge", detail="Smeg", condition="A", worth_minor=70000)
    case = (await opens(till, member, "trade in", what="old fridge", detail="Smeg", condition="A", serial="S-1")).json["receipt"]
    unsigned = await moves(till, case, "taken")
    seller = {"name": "Anna Visser", "address": "Kade 1, Haarlem", "no_vat_deducted": True}
    taken = await moves(till, case, "taken", seller=seller)

    assert (unknown.code, set_.code, unsigned.code, given(taken)) == ("unknown_condition", "worth_is_set", "statement_missing", [10])
    stated = (await only(till, member))["data"]["statement"]
    assert (stated["seller"], stated["serial"], stated["worth_minor"]) == ("Anna Visser", "S-1", 60000)
    deducted = await moves(till, case, "taken", seller=seller | {"no_vat_deducted": False})
    assert deducted.code == "malformed"


async def test_goodwill_comes_after_what_the_law_gives_and_not_too_often(open_shop, till):
    member = await enrolled(till)

    async def complaint() -> str:
        return (await opens(till, member, "service", what="delivered late", detail="two days")).json["receipt"]

    case, other = await complaint(), await complaint()
    early = await moves(till, case, "offered", offer="late")
    for to in ("acknowledged", "remedied"):
        assert (await moves(till, case, to)).status == 201
    unknown = await moves(till, case, "offered", offer="a car")
    await moves(till, case, "offered", offer="late", actor="emma")
    alone = await moves(till, case, "accepted", actor="emma")
    accepted = await moves(till, case, "accepted", actor="joop")
    await moves(till, other, "acknowledged")
    often = await moves(till, other, "offered", offer="late")
    silent = await till.post("/v1/cases", {"member": member, "kind": "service", "what": " "})

    assert (early.code, unknown.code, alone.code) == ("wrong_state", "unknown_promise", "four_eyes")
    assert given(accepted) == [200]
    assert (often.code, silent.code) == ("limit_reached", "reason_missing")
    assert (await moves(till, case, "closed")).status == 201


@both_databases
async def test_a_ladder_of_goodwill_in_money_by_role_and_by_how_bad_it_was(open_shop, till):
    ladder = {
        "offers": {"share": {"gives": "10% store credit", "for": "serious"}},
        "alone": {"cashier": "5.00 EUR", "manager": "20.00 EUR"},
    }
    document = (await till.get("/v1/program")).json["document"] | {"goodwill": ladder, "store credit": {}}
    await publish(open_shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), open_shop.clock.now(), open_shop.clock.now())
    open_shop.shelves.forget(KORENAAR)
    member = await enrolled(till)
    sale = await buys(till, member, items=2)
    case = (await opens(till, member, "service", what="two broken doors", receipt=sale, line=1)).json["receipt"]
    await till.post("/v1/returns", {"receipt": sale, "lines": [{"number": 1, "quantity": 1000}]})

    await moves(till, case, "acknowledged", severity="serious")
    early = await moves(till, case, "offered", offer="share")
    await moves(till, case, "remedied", remedy="repaired")
    asked = await moves(till, case, "offered", offer="share", role="cashier")
    answers = [
        await moves(till, case, "accepted", actor=actor, role=role)
        for actor, role in (("joop", ""), ("kim", "cashier"), ("kim", "manager"))
    ]

    assert (early.code, asked.status) == ("wrong_state", 201)
    assert [answer.code for answer in answers[:2]] == ["four_eyes", "gesture_too_large"]
    assert given(answers[2]) == [1_000]
    told = (await only(till, member))["data"]
    assert (told["severity"], told["remedy"], told["answer_by"], told["offer_minor"]) == ("serious", "repaired", "2026-03-04", 1_000)
    assert (await moves(till, case, "closed", severity="tiny")).code == "malformed"
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


async def test_a_list_is_of_one_kind_in_one_state(open_shop, till):
    for query in ("", "kind=warranty", "kind=warranty&state=lost", "kind=car&state=valid"):
        assert (await till.get("/v1/cases", query)).code == "malformed"


@both_databases
async def test_a_trial_runs_and_ends_as_kept_by_itself_or_as_returned(open_shop, till):
    member = await enrolled(till)
    kept, back = await buys(till, member, category="dryers"), await buys(till, member, category="dryers")
    listed = (await till.get("/v1/cases", "kind=trial&state=running")).json["cases"]
    assert sorted(one["case"] for one in listed) == sorted([f"{kept}.1001", f"{back}.1001"])

    open_shop.clock.forward(30 * DAY)
    returned = await till.post("/v1/returns", {"receipt": back})
    open_shop.clock.forward(DAY)
    for purse in await open_shop.queries.purses_due(KORENAAR, open_shop.clock.now(), 100):
        await open_shop.desk.submit_bulk([RunDue(clock_header(KORENAAR, open_shop.clock.now(), "Europe/Amsterdam"), purse)])

    assert (returned.status, returned.json["totals"]["refund_minor"]) == (201, 10_000)
    mine = (await till.get(f"/v1/members/{member}/cases")).json["cases"]
    assert {one["case"]: (one["state"], one["moves"]) for one in mine} == {f"{kept}.1001": ("kept", []), f"{back}.1001": ("returned", [])}
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


@both_databases
async def test_cases_of_a_claimed_card_stand_beside_the_member_s_own(open_shop, till):
    member = await enrolled(till)
    card = {"kind": "card", "value": "900001"}
    nobody = (await till.post("/v1/members", {"anonymous": True, "identifiers": [card]})).json["member"]
    theirs = (await opens(till, member, "trade in", what="old oven", detail="theirs")).json["receipt"]
    came = (await opens(till, nobody, "trade in", what="old oven", detail="came along")).json["receipt"]

    await till.post("/v1/claims", {"card": card, "member": member})
    taken = await moves(till, came, "taken")

    found = {one["case"]: (one["state"], one["data"]["described"]) for one in (await till.get(f"/v1/members/{member}/cases")).json["cases"]}
    assert taken.status == 201
    assert found == {theirs: ("offered", "theirs"), came: ("taken", "came along")}


@both_databases
async def test_a_complaint_that_is_closed_asks_how_it_went_where_they_said_yes(open_shop, till):
    asks = {"how": {"says": {"nl": "Hoe ging het?", "en": "How was it?"}, "purpose": "surveys", "on": "complaint closed"}}
    document = (await till.get("/v1/program")).json["document"] | {"messages": asks}
    shop = open_shop
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    said_yes, silent = await enrolled(till), await enrolled(till, "100002")
    agreed = json.dumps({"purpose": "surveys", "channel": "email", "state": "given"}).encode()
    headers = [("content-type", "application/json"), ("idempotency-key", "yes")]
    assert (await till.send("PUT", f"/v1/members/{said_yes}/consents", agreed, headers)).status == 201
    first, second, other = [
        (await opens(till, one, "service", what="stale")).json["receipt"] for one in (said_yes, said_yes, silent)
    ]  # fmt: skip

    closed = [await moves(till, one, "closed") for one in (first, second, other)]

    asked = [[one["rule"] for one in answer.json["effects"] if one["effect"] == "message"] for answer in closed]
    assert asked == [[], ["how"], []]
    assert (await books.check(shop.store, KORENAAR)).is_sound
    assert (await books.rebuild(shop.store, KORENAAR)).is_sound
