"""What tills, shops and members live through, over HTTP."""

from itertools import pairwise

import pytest

from tests.client import Answer, Client
from tests.korenaar import DAY, HOUR, MINUTE, Shop
from tests.shop_fixtures import both_databases

pytestmark = [pytest.mark.anyio, both_databases]

CARD = {"kind": "card", "value": "2620000012345"}
BREAD = {"sku": "BREAD", "category": "bread", "net_minor": 250}
CAKE = {"sku": "CAKE", "category": "cake", "net_minor": 2000}


def basket(*lines: dict, card: dict | None = CARD, **more: object) -> dict:
    """A purchase at the counter."""
    shown = {} if card is None else {"identifier": card}
    return {"branch": "dorpsstraat", "lines": list(lines or (BREAD,)), **shown, **more}


async def enrolled(till: Client, card: dict = CARD, **more: object) -> str:
    """A new member; gives the id."""
    answer = await till.post("/v1/members", {"name": "Anna", "identifiers": [card], **more})
    assert answer.status == 201, answer.body
    return answer.json["member"]


def has(answer: Answer, unit: str = "points", account: str = "available") -> int:
    """What the answer says is there of a unit."""
    return next((b[account] for b in answer.json["balances"] if b["unit"] == unit), 0)


async def test_a_purchase_becomes_a_receipt_that_says_why_in_two_languages(till):
    member = await enrolled(till)

    answer = await till.post("/v1/purchases", basket(BREAD))

    assert answer.status == 201
    assert answer.json["member"] == member
    assert answer.json["receipt"] == f"{member}.2"
    assert has(answer) == 4
    assert answer.json["totals"] == {"discount_minor": 0, "net_minor": 250, "pays_minor": 250}
    assert "+2 punten: dinsdag telt dubbel" in answer.json["explanation"]["nl"]
    assert "+2 points: Tuesdays count double" in answer.json["explanation"]["en"]


async def test_a_quote_says_what_the_purchase_then_does_and_writes_nothing(shop, till):
    await enrolled(till)
    before = await shop.entries()

    quoted = await till.post("/v1/quotes", basket(CAKE), key=None)
    bought = await till.post("/v1/purchases", basket(CAKE))

    assert quoted.status == 200
    assert quoted.json["receipt"] is None
    same = ("balances", "effects", "totals", "explanation", "member", "business_date")
    assert {name: quoted.json[name] for name in same} == {name: bought.json[name] for name in same}
    assert await shop.entries() == before + 1


async def test_a_stranger_is_not_known(shop, till):
    before = await shop.entries()

    answer = await till.post("/v1/purchases", basket())

    assert (answer.status, answer.code) == (404, "unknown_member")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["retry"] == "new_key"
    assert await shop.entries() == before


async def test_a_purchase_without_a_card_gets_a_purse_that_a_member_claims_later(till):
    member = await enrolled(till)
    anonymous = await till.post("/v1/purchases", basket(CAKE, card=None))
    assert anonymous.status == 201

    claimed = await till.post("/v1/claims", {"receipt": anonymous.json["receipt"], "member": member})

    assert claimed.status == 201, claimed.body
    assert has(claimed) == 40
    again = await till.post("/v1/claims", {"receipt": anonymous.json["receipt"], "member": member})
    assert again.code == "same_purse"


async def test_points_pay_part_of_a_basket_and_come_back_with_the_goods(till):
    member = await enrolled(till)
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 500, "reason": "welcome"})

    bought = await till.post("/v1/purchases", basket(CAKE, uses=[{"what": "points off", "count": 500}]))
    assert bought.json["totals"]["pays_minor"] == 1500
    assert has(bought) == 30  # fifteen euros on a Tuesday

    back = await till.post("/v1/returns", {"receipt": bought.json["receipt"], "reason": "too dry"})
    assert back.json["totals"] == {"refund_minor": 1500}
    assert has(back) == 500
    more = await till.post("/v1/returns", {"receipt": bought.json["receipt"]})
    assert (more.status, more.code) == (409, "more_than_sold")


async def test_a_hold_sets_aside_until_it_is_committed(shop, till):
    member = await enrolled(till)
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 500, "reason": "welcome"})

    held = await till.post("/v1/holds", basket(CAKE, uses=[{"what": "points off", "count": 500}]))
    assert has(held) == 0
    assert has(held, account="reserved") == 500
    assert held.json["totals"]["hold_expires_at"] == "2026-03-03T10:10:00.000Z"

    paid = await till.post(f"/v1/holds/{held.json['receipt']}/commit", {"receipt_number": "1"})
    assert paid.json["totals"]["pays_minor"] == 1500
    assert paid.json["of"] == held.json["receipt"]
    late = await till.post(f"/v1/holds/{held.json['receipt']}/cancel", {})
    assert (late.status, late.code) == (409, "hold_not_open")


async def test_a_hold_that_nobody_commits_times_out_whoever_looks(shop, till):
    member = await enrolled(till)
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 100, "reason": "welcome"})
    held = await till.post("/v1/holds", basket(CAKE, uses=[{"what": "points off", "count": 100}]))

    shop.clock.forward(10 * MINUTE)

    assert has(await till.get(f"/v1/members/{member}/balances")) == 100
    late = await till.post(f"/v1/holds/{held.json['receipt']}/commit", {})
    assert late.code == "hold_not_open"


async def test_of_three_mugs_the_fourth_is_out_of_stock(till):
    member = await enrolled(till)
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 1000, "reason": "welcome"})
    redeem = {"member": member, "reward": "mug"}

    first = await till.post("/v1/redemptions", redeem)
    for _ in range(2):
        assert (await till.post("/v1/redemptions", redeem)).status == 201
    none = await till.post("/v1/redemptions", redeem)
    assert (none.status, none.code) == (409, "out_of_stock")

    undone = await till.post(f"/v1/redemptions/{first.json['receipt']}/cancel", {"reason": "cracked"})
    assert has(undone) == 900
    assert (await till.post("/v1/redemptions", redeem)).status == 201
    twice = await till.post(f"/v1/redemptions/{first.json['receipt']}/cancel", {})
    assert twice.code == "already_cancelled"


async def test_a_reward_of_yesterday_is_taken_back_with_a_reason_only(shop, till):
    member = await enrolled(till)
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 100, "reason": "welcome"})
    mug = await till.post("/v1/redemptions", {"member": member, "reward": "mug"})
    shop.clock.forward(DAY)

    late = await till.post(f"/v1/redemptions/{mug.json['receipt']}/cancel", {})
    with_reason = await till.post(f"/v1/redemptions/{mug.json['receipt']}/cancel", {"reason": "cracked"})

    assert [(late.status, late.code), with_reason.status] == [(409, "redemption_too_late"), 201]
    assert has(with_reason) == 100


async def test_a_member_is_found_by_every_spelling_of_what_they_show(till):
    member = await enrolled(till, card={"kind": "phone", "value": "06-12 34 56 78"})

    for spelling in ("+31612345678", "0031 6 12345678", "06 12345678", "+31 (0)6 1234 5678"):
        found = await till.post("/v1/members/lookup", {"identifier": {"kind": "phone", "value": spelling}}, key=None)
        assert found.json["member"] == member, spelling
    await till.post(f"/v1/members/{member}/identifiers", {"identifier": {"kind": "email", "value": "Anna@Example.NL"}})
    found = await till.post("/v1/members/lookup", {"identifier": {"kind": "email", "value": "anna@example.nl "}}, key=None)
    assert found.json["identifiers"] == [{"kind": "email", "value": "anna@example.nl"}, {"kind": "phone", "value": "+31612345678"}]
    taken = await till.post("/v1/members", {"identifiers": [{"kind": "email", "value": "ANNA@example.nl"}]})
    assert (taken.status, taken.code) == (409, "identifier_taken")


async def test_a_sale_that_comes_in_late_waits_for_a_person(till):
    await enrolled(till)

    late = await till.post("/v1/purchases", basket(CAKE, happened_at="2026-02-27T10:59:00+01:00"))
    assert late.json["review"] is True
    assert has(late) == 0
    assert has(late, account="pending") == 20

    approved = await till.post(f"/v1/receipts/{late.json['receipt']}/review", {"approve": True, "reason": "the till was offline"})
    assert has(approved) == 20
    twice = await till.post(f"/v1/receipts/{late.json['receipt']}/review", {"approve": True, "reason": "again"})
    assert twice.code == "not_under_review"


async def test_pages_of_the_books_go_on_where_the_last_one_ended(till):
    member = await enrolled(till)
    for _ in range(6):
        await till.post("/v1/purchases", basket())

    entries, cursor = [], ""
    while True:
        page = await till.get(f"/v1/members/{member}/entries", f"limit=3{cursor}")
        entries += page.json["entries"]
        if page.json["next"] is None:
            break
        cursor = f"&cursor={page.json['next']}"
    assert [entry["seq"] for entry in entries] == [1, 2, 3, 4, 5, 6, 7]
    assert all(after["previous"] == before["hash"] for before, after in pairwise(entries))
    receipts = (await till.get(f"/v1/members/{member}/receipts", "limit=4")).json
    assert [r["receipt"] for r in receipts["receipts"]] == [f"{member}.{n}" for n in (7, 6, 5, 4)]
    rest = (await till.get(f"/v1/members/{member}/receipts", f"limit=4&cursor={receipts['next']}")).json
    assert [r["receipt"] for r in rest["receipts"]] == [f"{member}.{n}" for n in (3, 2, 1)]
    lots = (await till.get(f"/v1/members/{member}/lots", "limit=200")).json["lots"]
    assert sum(lot["available"] for lot in lots if lot["unit"] == "points") == 24


async def test_points_that_lapsed_are_gone_from_every_answer_before_anybody_booked_it(shop, till):
    member = await enrolled(till)
    await till.post("/v1/purchases", basket())

    shop.clock.forward(400 * DAY)

    assert has(await till.get(f"/v1/members/{member}/balances")) == 0
    lots = (await till.get(f"/v1/members/{member}/lots")).json["lots"]
    assert [lot for lot in lots if lot["unit"] == "points"] == []
    assert has(await till.get(f"/v1/members/{member}")) == 0


async def test_a_receipt_can_be_read_and_explained_again(till):
    await enrolled(till)
    bought = await till.post("/v1/purchases", basket(BREAD, receipt_number="2026-1"))

    read = await till.get(f"/v1/receipts/{bought.json['receipt']}")
    document = read.json.pop("document")
    assert {name: part for name, part in read.json.items() if name != "document"} == bought.json
    assert document["purchase"]["receipt_number"] == "2026-1"
    why = (await till.get(f"/v1/receipts/{bought.json['receipt']}/explanation")).json["reasons"]
    regulars = next(reason for reason in why if reason["rule"] == "regulars")
    assert regulars["applied"] is False
    assert "5 jaar" in regulars["short"]["nl"]


async def test_the_live_program_says_itself(till):
    program = (await till.get("/v1/program")).json

    assert program["name"] == "Bakkerij De Korenaar"
    assert [b["branch"] for b in program["branches"]] == ["dorpsstraat", "station"]
    said = {s["path"]: s["nl"] for s in program["sentences"]}
    assert any("dinsdag" in text for text in said.values())


async def test_business_days_are_the_branch_s_own(shop, till):
    await enrolled(till)
    shop.clock.at += -8 * HOUR  # three at night in Amsterdam: the bakery in the Dorpsstraat still has Monday

    at_night = await till.post("/v1/purchases", basket())
    at_station = await till.post("/v1/purchases", basket(branch="station"))

    assert at_night.json["business_date"] == "2026-03-02"
    assert at_station.json["business_date"] == "2026-03-03"


async def test_members_are_listed_page_by_page(shop: Shop, till):
    ids = sorted([await enrolled(till, card={"kind": "card", "value": f"77{n}"}) for n in range(5)])

    first = (await till.get("/v1/members", "limit=3")).json
    second = (await till.get("/v1/members", f"limit=3&cursor={first['next']}")).json

    assert [m["member"] for m in first["members"] + second["members"]] == ids
    assert second["next"] is None


async def test_health_is_open_to_everybody(shop):
    anybody = shop.client("")

    assert (await anybody.get("/health/live")).json["status"] == "live"
    assert (await anybody.get("/health/ready")).json["status"] == "ready"
