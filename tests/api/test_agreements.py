"""A wholesaler over HTTP: an agreement, its standing, and a bonus up to approved, on both databases."""

import pytest

from tests.client import Client
from tests.korenaar import Shop
from tests.shop_fixtures import both_databases
from zegel.core.ids import CompanyId
from zegel.desk.years import make_up_bonuses
from zegel.store.books import check, rebuild

PROGRAM = """zegel: 1
program: Groothandel Van Dam
company: {currency: EUR, prices: excluding VAT, country: NL, languages: [nl]}
branches: [magazijn]
agreements:
  huis:
    measure: {turnover: net invoiced, without: [freight, deposits]}
    method: whole
    ladder: [{from: 20_000.00 EUR, gives: 3%}, {from: 30_000.00 EUR, gives: 4%}, {from: 50_000.00 EUR, gives: 5%}]
"""
LAST_YEAR = "2025-06-02T12:00:00+02:00"


async def wholesaler(shop: Shop) -> Client:
    return shop.client(await shop.add_company(CompanyId("vandam"), PROGRAM))


async def enrolled(till: Client, card: str) -> str:
    shown = [{"kind": "card", "value": card}]
    return str((await till.post("/v1/members", {"name": card, "since": "2024-01-01", "identifiers": shown})).json["member"])


async def bought(till: Client, member: str, *lines: tuple[int, int], at: str = LAST_YEAR) -> str:
    sold = [{"sku": "PAPER", "category": "paper", "net_minor": net, "vat_bp": rate} for net, rate in lines]
    answer = await till.post(
        "/v1/purchases", {"branch": "magazijn", "member": member, "lines": sold, "happened_at": at, "channel": "invoice"}
    )
    assert answer.status == 201, answer.body
    receipt = str(answer.json["receipt"])
    if answer.json["review"]:
        await till.post(f"/v1/receipts/{receipt}/review", {"approve": True, "reason": "an old invoice"})
    return receipt


@both_databases
@pytest.mark.anyio
async def test_a_year_of_a_group_is_followed_and_settled(shop):
    till = await wholesaler(shop)
    kok, bar = await enrolled(till, "7001"), await enrolled(till, "7002")
    made = await till.post(f"/v1/members/{kok}/agreements", {"agreement": "huis", "first": "2025-03-01", "members": [bar]})
    assert made.status == 201, made.body
    await bought(till, kok, (4_000_000, 2100))
    await bought(till, bar, (999_999, 900))
    await bought(till, bar, (1_000_000, 900), at="2025-02-28T12:00:00+01:00")

    stands = await till.get(f"/v1/members/{kok}/agreements/huis", "day=2025-12-31")

    assert stands.status == 200, stands.body
    assert (stands.json["turnover_minor"], stands.json["bonus"]["minor"]) == (4_999_999, 200_000)
    assert stands.json["next"]["hint_nl"] == "nog € 0,01 tot € 50.000,00 → + € 500,00"
    assert (await till.get(f"/v1/members/{bar}/agreements/huis")).json["lead"] == kok
    assert [one["state"] for one in (await till.get(f"/v1/members/{bar}/agreements")).json["agreements"]] == ["member"]

    await bought(till, kok, (1, 2100))
    path = f"/v1/members/{kok}/agreements/huis/bonus"
    for step, actor in (("provisional", "piet"), ("lock", "piet")):
        answer = await till.post(path, {"day": "2025-12-31", "step": step, "actor": actor})
        assert answer.status == 201, answer.body
    refused = await till.post(path, {"day": "2025-12-31", "step": "approve", "actor": "piet"})
    approved = await till.post(path, {"day": "2025-12-31", "step": "approve", "actor": "mia"})

    assert (refused.status, refused.code) == (409, "four_eyes")
    assert approved.json["balances"] == [{"unit": "bonus:EUR", "available": 250_000, "pending": 0, "reserved": 0, "debt": 0}]
    settled = (await till.get(f"/v1/members/{kok}/agreements/huis", "day=2025-12-31")).json["settled"]
    assert [(one["state"], one["paid_minor"], one["approved_by"]) for one in settled] == [("approved", 250_000, "mia")]
    assert (await check(shop.store, CompanyId("vandam"))).findings == []
    await rebuild(shop.store, CompanyId("vandam"))
    assert (await check(shop.store, CompanyId("vandam"))).findings == []


@pytest.mark.anyio
async def test_what_cannot_be_agreed_is_refused(shop):
    till = await wholesaler(shop)
    kok = await enrolled(till, "7001")

    refused = [
        await till.post(f"/v1/members/{kok}/agreements", body)
        for body in (
            {"agreement": "thuis", "first": "2026-01-01"},
            {"agreement": "huis", "first": "2026-02-30"},
            {"agreement": "huis", "first": "2026-02-01", "last": "2026-01-01"},
            {"agreement": "huis", "first": "2026-02-01", "members": [kok]},
        )
    ]

    assert [answer.code for answer in refused] == ["unknown_agreement", "no_such_day", "no_such_day", "agreement_taken"]
    assert (await till.get(f"/v1/members/{kok}/agreements/huis")).code == "unknown_agreement"
    assert (await till.get(f"/v1/members/{kok}/agreements/huis", "day=soon")).code == "no_such_day"


@both_databases
@pytest.mark.anyio
async def test_the_clock_makes_up_a_year_that_is_over_once(shop):
    till = await wholesaler(shop)
    kok = await enrolled(till, "7001")
    await till.post(f"/v1/members/{kok}/agreements", {"agreement": "huis", "first": "2024-06-01", "last": "2025-12-31"})
    await bought(till, kok, (2_000_000, 2100))

    made = [await make_up_bonuses(shop.desk, shop.queries, shop.clock.now) for _ in range(3)]

    stands = (await till.get(f"/v1/members/{kok}/agreements/huis")).json
    assert made == [1, 1, 0]
    assert [(one["year"]["first"], one["state"], one["minor"]) for one in stands["settled"]] == [
        ("2024-06-01", "provisional", 0), ("2025-01-01", "provisional", 60_000),
    ]  # fmt: skip
    assert stands["state"] == "ended"


@both_databases
@pytest.mark.anyio
async def test_a_ladder_on_what_is_paid_counts_what_is_reported(shop):
    till = shop.client(await shop.add_company(CompanyId("vandam"), PROGRAM.replace("net invoiced", "net paid")))
    kok = await enrolled(till, "7001")
    await till.post(f"/v1/members/{kok}/agreements", {"agreement": "huis", "first": "2025-01-01"})
    half, none = await bought(till, kok, (2_000_000, 2100)), await bought(till, kok, (500_000, 900))

    reported = await till.post("/v1/invoices", {"receipt": half, "paid_minor": 1_210_000})
    disputed = await till.post("/v1/invoices", {"receipt": none, "disputed": True, "reason": "never came"})
    refused = [
        await till.post("/v1/invoices", body)
        for body in (
            {"receipt": half, "paid_minor": 1_210_000}, {"receipt": half, "receipt_number": "F-1", "paid_in_full": True}, {"receipt": half},
            {"receipt_number": "F-1", "paid_in_full": True}, {"receipt": half, "disputed": True},
        )
    ]  # fmt: skip

    assert (reported.status, disputed.status) == (201, 201), reported.body
    assert [answer.code for answer in refused] == ["nothing_reported", "malformed", "malformed", "unknown_receipt", "reason_missing"]
    stands = (await till.get(f"/v1/members/{kok}/agreements/huis", "day=2025-12-31")).json
    assert (stands["turnover_minor"], stands["open"]["minor"], stands["open"]["disputed_minor"]) == (1_000_000, 1_500_000, 500_000)
    found = (await till.get(f"/v1/members/{kok}/agreements/huis/purchases", "day=2025-12-31")).json
    said = {one["receipt"]: (one["counts_minor"], one["left_out_minor"], one["lines"][0]["why"]) for one in found["purchases"]}
    assert said == {half: (1_000_000, 1_000_000, "not paid"), none: (0, 500_000, "disputed")}
    path = f"/v1/members/{kok}/agreements/huis/bonus"
    await till.post(path, {"day": "2025-12-31", "step": "provisional", "actor": "piet"})
    await till.post(path, {"day": "2025-12-31", "step": "lock", "actor": "piet"})
    assert (await till.post(path, {"day": "2025-12-31", "step": "approve", "actor": "mia"})).code == "turnover_open"
    await rebuild(shop.store, CompanyId("vandam"))
    assert (await check(shop.store, CompanyId("vandam"))).findings == []


@both_databases
@pytest.mark.anyio
async def test_every_purchase_says_whether_it_counts_and_why(shop):
    till = await wholesaler(shop)
    kok, bar = await enrolled(till, "7001"), await enrolled(till, "7002")
    await till.post(f"/v1/members/{kok}/agreements", {"agreement": "huis", "first": "2025-03-01", "members": [bar]})
    await bought(till, kok, (10_000, 2100), at="2025-02-28T12:00:00+01:00")
    sale = await bought(till, kok, (400_000, 2100), (5_000, 900))
    freight = {"sku": "FREIGHT", "legal_class": "freight", "net_minor": 2_500, "vat_bp": 2100}
    paper = {"sku": "PAPER", "net_minor": 7_500, "vat_bp": 2100}
    body = {"branch": "magazijn", "member": bar, "lines": [freight, paper], "happened_at": LAST_YEAR, "receipt_number": "F-7"}
    late = await till.post("/v1/purchases", body)
    if late.json["review"]:
        await till.post(f"/v1/receipts/{late.json['receipt']}/review", {"approve": True, "reason": "an old invoice"})
    await till.post("/v1/returns", {"receipt": sale, "lines": [{"number": 2}], "reason": "wrong", "branch": "magazijn"})

    found = (await till.get(f"/v1/members/{kok}/agreements/huis/purchases", "day=2025-12-31")).json
    of_bar = await till.get(f"/v1/members/{bar}/agreements/huis/purchases")

    said = [(one["day"], one["counts_minor"], one["left_out_minor"], [line["why"] for line in one["lines"]]) for one in found["purchases"]]
    assert sorted(said) == [
        ("2025-02-28", 0, 10_000, ["before"]), ("2025-06-02", 7_500, 2_500, ["left out", "counts"]),
        ("2025-06-02", 400_000, 0, ["counts", "came back"]),
    ]  # fmt: skip
    assert sum(one["counts_minor"] for one in found["purchases"]) == found["turnover_minor"] == 407_500
    (theirs,) = [one for one in found["purchases"] if one["member"] == bar]
    assert (theirs["receipt_number"], theirs["lines"][0]["says_nl"]) == ("F-7", "dit laat de afspraak buiten de omzet")
    assert of_bar.code == "unknown_agreement"
    assert shop.reported == []
