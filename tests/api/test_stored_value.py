"""Store credit, gift cards and paid stamps over HTTP, on both databases."""

import pytest

from tests.client import Client
from tests.korenaar import OTHER, PROGRAM, Shop
from tests.shop_fixtures import both_databases
from zegel.core.ids import CompanyId
from zegel.store.books import check

pytestmark = [pytest.mark.anyio, both_databases]

CARD = {"kind": "card", "value": "2620000012345"}
KEEPS = (
    PROGRAM
    + """
store credit: {expires: 5 years}
gift cards: {valid for: 5 years, from: 5.00 EUR, at most: 150.00 EUR}
paid stamps: {price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 490, pays: 52.00 EUR}
"""
)


@pytest.fixture
async def till(shop: Shop) -> Client:
    """A till of a second bakery, which keeps money for people."""
    return shop.client(await shop.add_company(OTHER, KEEPS))


def basket(net: int, **more: object) -> dict:
    return {"branch": "dorpsstraat", "lines": [{"sku": "JAM", "category": "jam", "net_minor": net}], **more}


async def sold(till: Client, minor: int = 2500, **more: object) -> dict:
    answer = await till.post("/v1/gift-cards", {"amount_minor": minor, **more})
    assert answer.status == 201, answer.body
    return answer.json


async def balance(till: Client, code: str) -> int:
    return (await till.post("/v1/gift-cards/lookup", {"code": code})).json["available_minor"]


async def test_a_card_is_sold_looked_up_spent_returned_and_topped_up(till):
    card = await sold(till)
    code = card["code"]

    sale = await till.post("/v1/purchases", basket(3000, tenders=[
        {"kind": "gift_card", "amount_minor": 2000, "code": code.lower()}, {"kind": "cash", "amount_minor": 1000},
    ]))  # fmt: skip
    assert sale.status == 201, sale.body
    assert sale.json["effects"][-1]["left"] == 500
    assert code not in str(sale.json)
    assert await balance(till, code) == 500
    assert (await till.post("/v1/gift-cards/lookup", {"code": code})).json["next_expiry"].startswith("2031-03-")

    back = await till.post("/v1/returns", {"receipt": sale.json["receipt"]})
    assert back.json["totals"] == {"refund_minor": 3000, "money_minor": 1000}
    assert await balance(till, code) == 2500
    more = await till.post("/v1/gift-cards/top-up", {"code": code, "amount_minor": 1000})
    assert (more.status, more.json["code"], await balance(till, code)) == (201, None, 3500)


async def test_what_is_paid_beforehand_is_counted_against_what_must_be_told(till):
    await till.post("/v1/members", {"identifiers": [CARD]})
    await sold(till, 10_000)
    line = {"number": 1, "sku": "CARD", "category": "cards", "legal_class": "gift_card", "net_minor": 2_500}
    body = {"branch": "dorpsstraat", "lines": [line], "sells": [{"line": 1, "code": "ABCDEFGH23456789"}]}
    assert (await till.post("/v1/purchases", body)).status == 201
    stamps = basket(1_200, identifier=CARD, uses=[{"what": "paid stamps", "count": 12}])
    assert (await till.post("/v1/purchases", stamps)).json["totals"]["stamps_minor"] == 120

    found = (await till.get("/v1/paid-value")).json

    assert (found["sold_minor"], found["limit_minor"], found["told_from_minor"]) == (12_620, 100_000_000, 70_000_000)
    assert (found["months"], found["state"], found["tell"]) == (12, "within", "De Nederlandsche Bank")


async def test_the_same_request_tells_the_same_code_again(till):
    first = await till.post("/v1/gift-cards", {"amount_minor": 2500}, key="k1")
    again = await till.post("/v1/gift-cards", {"amount_minor": 2500}, key="k1")

    assert first.json == again.json
    assert len(first.json["code"].replace("-", "")) == 16


async def test_a_lost_card_gets_another_code(till):
    card = await sold(till)

    answer = await till.post(f"/v1/gift-cards/{card['member']}/replace", {"draw": True, "reason": "lost"})

    assert answer.status == 201, answer.body
    assert await balance(till, answer.json["code"]) == 2500
    assert (await till.post("/v1/gift-cards/lookup", {"code": card["code"]})).json["code"] == "unknown_gift_card"


async def test_whoever_guesses_has_to_wait(till):
    codes = [(await till.post("/v1/gift-cards/lookup", {"code": f"2345-6789-ABCD-EFG{n}"})).json["code"] for n in range(2, 10)]

    assert codes[:6] == ["unknown_gift_card"] * 6
    assert set(codes[6:]) == {"too_many_tries"}


async def test_a_code_that_anybody_could_guess_is_none(till):
    answer = await till.post("/v1/gift-cards", {"amount_minor": 2500, "code": "ZOMER10"})

    assert (answer.status, answer.json["code"]) == (422, "invalid_identifier")


async def test_stored_value_pays_at_a_commit_only_what_was_set_aside(till):
    member = (await till.post("/v1/members", {"name": "Anna", "identifiers": [CARD]})).json["member"]
    code = (await sold(till))["code"]
    hold = await till.post("/v1/holds", basket(3000, member=member, tenders=[{"kind": "gift_card", "amount_minor": 2500, "code": code}]))
    assert hold.status == 201, hold.body
    path = f"/v1/holds/{hold.json['receipt']}/commit"

    again = await till.post(path, {"tenders": [{"kind": "gift_card", "amount_minor": 500, "code": code}]})
    paid = await till.post(path, {"tenders": [{"kind": "cash", "amount_minor": 500}]})

    assert again.json["code"] == "not_set_aside"
    assert paid.status == 201, paid.body
    assert await balance(till, code) == 0


async def test_credit_and_stamps(till):
    member = (await till.post("/v1/members", {"name": "Anna", "identifiers": [CARD]})).json["member"]

    given = await till.post("/v1/store-credit", {"member": member, "amount_minor": 500, "reason": "the cake fell"})
    sale = await till.post("/v1/purchases", basket(1250, member=member, uses=[{"what": "paid stamps", "count": 12}], tenders=[
        {"kind": "store_credit", "amount_minor": 500}, {"kind": "cash", "amount_minor": 870},
    ]))  # fmt: skip
    out = await till.post("/v1/paid-stamps/pay-out", {"member": member, "refund_as": "store_credit"})

    assert (given.status, sale.status, out.status) == (201, 201, 201), (sale.body, out.body)
    assert sale.json["totals"] == {"discount_minor": 0, "net_minor": 1250, "pays_minor": 1370, "stamps_minor": 120}
    assert "12 koopzegels gekocht: € 1,20" in sale.json["explanation"]["nl"]
    assert next(b["available"] for b in out.json["balances"] if b["unit"] == "store credit") == 120


async def test_a_till_receipt_is_claimed_over_http_by_number_and_total(till):
    member = (await till.post("/v1/members", {"identifiers": [CARD]})).json["member"]
    sale = await till.post("/v1/purchases", basket(1250, receipt_number="2026-17"))
    earned = [e["count"] for e in sale.json["effects"] if e["effect"] == "earn" and e["unit"] == "points"]

    async def claims(number: str, total: int, **more: object) -> tuple[int, str]:
        told = {"receipt_number": number, "total_minor": total, **more}
        answer = await till.post("/v1/claims", {"identifier": CARD, "till_receipt": told})
        return answer.status, answer.json.get("code", "")

    assert await claims("2026-17", 1251) == await claims("2026-18", 1250) == (404, "unknown_receipt")
    assert await claims("2026-17", 1250, day="2026-02-30") == (422, "no_such_day")
    assert await claims("2026-17", 1250, branch="dorpsstraat") == (201, "")
    assert await claims("2026-17", 1250) == (409, "already_claimed")
    found = (await till.get(f"/v1/members/{member}/balances")).json
    assert [one["available"] for one in found["balances"] if one["unit"] == "points"] == earned


async def test_a_guest_holds_a_basket(till):
    hold = await till.post("/v1/holds", basket(1250))
    assert hold.status == 201, hold.body

    paid = await till.post(f"/v1/holds/{hold.json['receipt']}/commit", {"tenders": [{"kind": "cash", "amount_minor": 1250}]})

    assert (paid.status, paid.json["member"]) == (201, hold.json["member"])


async def test_an_exchange_is_one_request_and_one_answer_again_when_it_is_sent_again(till):
    sale = (await till.post("/v1/purchases", basket(2000))).json
    told = basket(2500, returns={"receipt": sale["receipt"], "reason": "too small"}, tenders=[{"kind": "cash", "amount_minor": 500}])

    asked = await till.post("/v1/exchanges/quote", told)
    assert (asked.status, asked.json["pays_minor"], asked.json["purchase"]["receipt"]) == (200, 500, None)
    first = await till.post("/v1/exchanges", told, key="x-1")
    again = await till.post("/v1/exchanges", told, key="x-1")

    assert (first.status, first.json["pays_minor"], first.json["refund_minor"]) == (201, 500, 0)
    assert again.json == first.json
    assert first.json["purchase"]["of"] == first.json["returned"]["receipt"]
    assert first.json["purchase"]["member"] == sale["member"]
    refused = await till.post("/v1/exchanges", told)
    assert (refused.status, refused.json["code"]) == (409, "more_than_sold")
    for one in (first.json["returned"]["receipt"], first.json["purchase"]["receipt"]):
        assert (await till.get(f"/v1/receipts/{one}/explanation")).status == 200


async def test_a_gift_card_is_activated_with_its_line_and_emptied_when_that_comes_back(till):
    code = "NNNN-2345-6789-ABCD"
    told = basket(1000, sells=[{"line": 2, "code": code}])
    told["lines"].append({"sku": "CARD", "legal_class": "gift_card", "net_minor": 2500})

    sale = await till.post("/v1/purchases", told)

    assert sale.status == 201, sale.body
    assert code not in str(sale.json)
    assert await balance(till, code) == 2500
    twice = await till.post("/v1/purchases", told | {"sells": [*told["sells"], *told["sells"]]})
    assert (twice.status, twice.json["code"]) == (422, "named_twice")
    again = await till.post("/v1/purchases", told)
    assert (again.status, again.json["code"]) == (409, "identifier_taken")
    back = await till.post("/v1/returns", {"receipt": sale.json["receipt"], "lines": [{"number": 2}]})
    assert (back.status, back.json["totals"], await balance(till, code)) == (201, {"refund_minor": 2500}, 0)


GIVES = """
coupons: {next time: {off: 10%, codes: personal, valid for: 30 days}, taart: {off: 1.00 EUR, valid for: 30 days}}
gestures: {envelope: 10.00 EUR per month, kinds: {sorry: {coupon: taart, worth: 1.00 EUR}}}
"""


async def test_coupons_and_credit_that_the_program_gives_are_used_over_http(shop):
    rules = "earn:\n  cashback: {give: 2% store credit}\n  again: {give: coupon next time, per: purchase, basket: at least 20.00 EUR}\n"
    program = KEEPS.replace("earn:\n", rules).replace("gives: [{multiply: points × 1.25}]", "gives: [{coupon: taart}]") + GIVES
    third = CompanyId("third")
    till = shop.client(await shop.add_company(third, program))
    member = (await till.post("/v1/members", {"name": "Anna", "identifiers": [CARD]})).json["member"]
    gesture = {"member": member, "gesture": "sorry", "reason": "waited long", "branch": "dorpsstraat"}

    sale = await till.post("/v1/purchases", basket(50_000, member=member))
    given = await till.post("/v1/gestures", gesture)
    used = await till.post("/v1/purchases", basket(10_000, member=member, uses=[{"what": "next time"}, {"what": "taart"}], tenders=[
        {"kind": "store_credit", "amount_minor": 1000}, {"kind": "cash", "amount_minor": 7900},
    ]))  # fmt: skip

    assert (sale.status, given.status, used.status) == (201, 201, 201), (sale.body, given.body, used.body)
    assert "+1 coupon “taart”: bij uw nieuwe niveau" in sale.json["explanation"]["nl"]
    assert used.json["totals"]["pays_minor"] == 8_900
    there = {b["unit"]: b["available"] for b in (await till.get(f"/v1/members/{member}/balances")).json["balances"]}
    assert (there["coupon:next time"], there["coupon:taart"]) == (1, 1)
    assert (await check(shop.store, third)).findings == []
