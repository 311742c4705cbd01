"""A coalition over HTTP: points of one purse, and a month between the partners that ties to the books, on both databases (M44)."""

import pytest

from tests.client import Client
from tests.korenaar import Shop
from tests.shop_fixtures import both_databases
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, instant_text
from zegel.ledger.accounts import EXPIRED, ISSUED, REDEEMED
from zegel.store.books import check, rebuild
from zegel.store.settlements import cleared_by, moved
from zegel.store.totals import posted

MEENT = CompanyId("meent")
PROGRAM = """zegel: 1
program: Mijlen in de Meent
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [bakkerij, slagerij, kantoor]
units:
  miles: {names: {nl: [mijl, mijlen], en: [mile, miles]}, worth: 0.005 EUR, expires: 1 month}
partners:
  unit: miles
  disputed within: 30 days
  who:
    bakker: {branches: bakkerij, give: 1 mile, per: 1.00 EUR, issued at: 0.0085 EUR, redeemed at: 0.005 EUR}
    slager: {branches: slagerij, give: 1 mile, per: 2.00 EUR, issued at: 0.0075 EUR, redeemed at: 0.0045 EUR}
earn:
  office: {give: 10 miles, per: purchase, where: {branch: kantoor}}
discounts:
  miles off: {spend: miles, step: 200}
"""
DAY = 86_400_000


async def coalition(shop: Shop) -> tuple[Client, str]:
    till = shop.client(await shop.add_company(MEENT, PROGRAM))
    shown = [{"kind": "card", "value": "7001"}]
    return till, str((await till.post("/v1/members", {"name": "fatima", "identifiers": shown})).json["member"])


async def bought(till: Client, member: str, branch: str, net: int, *uses: str) -> str:
    used = [{"what": what, "count": 200} for what in uses]
    line = {"sku": "A", "category": "food", "net_minor": net, "vat_bp": 900}
    answer = await till.post("/v1/purchases", {"branch": branch, "member": member, "lines": [line], "uses": used})
    assert answer.status == 201, answer.body
    return str(answer.json["receipt"])


def month(shop: Shop) -> str:
    return instant_text(Instant(shop.clock.at))[:7]


def settled(minor: int, disputed: int = 0, corrected: int = 0) -> dict[str, int]:
    return {"disputed_minor": disputed, "corrected_minor": corrected, "settled_minor": minor}


@both_databases
@pytest.mark.anyio
async def test_a_month_between_partners_ties_to_the_books(shop):
    till, fatima = await coalition(shop)
    sale = await bought(till, fatima, "bakkerij", 30_100)
    await bought(till, fatima, "kantoor", 500)
    await bought(till, fatima, "slagerij", 2_100, "miles off")
    await till.post("/v1/returns", {"branch": "slagerij", "receipt": sale, "lines": [{"number": 1, "quantity": 500}]})

    found = (await till.get(f"/v1/settlements/{month(shop)}")).json

    assert found["partners"] == [
        # 301 miles less 151 that a half return took, at 0.85 cents: 127.5, half up.
        {"partner": "bakker", "issued": 150, "redeemed": 0, "expired": 0, "owes_minor": 128, "gets_minor": 0, "pays_minor": 128}
        | settled(128),
        # A mile for each full two euros of the twenty that were paid; two hundred miles at 0.45 cents.
        {"partner": "slager", "issued": 10, "redeemed": 200, "expired": 0, "owes_minor": 8, "gets_minor": 90, "pays_minor": -82}
        | settled(-82),
    ]
    assert (found["state"], found["own_issued"], found["own_redeemed"], found["unit"]) == ("open", 10, 0, "miles")
    async with shop.store.view([MEENT]) as view:
        books = await posted(view, MEENT)
        units, ever = ("miles", "clearing:EUR"), (Instant(0), Instant(shop.clock.at + DAY))
        last = await moved(view, MEENT, units, ISSUED, "issued by bakker", *ever, None, 1)
        sold = await moved(view, MEENT, units, ISSUED, "issued by bakker", *ever, (last[0].at, last[0].receipt), 9)
        spent = await moved(view, MEENT, units, REDEEMED, "redeemed at slager", *ever, None, 9)
        both, bakker = ("issued by slager", "redeemed at slager"), ("issued by bakker", "issued by bakker")
        newest = await cleared_by(view, MEENT, "clearing:EUR", bakker, *ever, None, 1)
        oldest = await cleared_by(view, MEENT, "clearing:EUR", bakker, *ever, (newest[0].at, newest[0].receipt, newest[0].account), 9)
        slager = await cleared_by(view, MEENT, "clearing:EUR", both, *ever, None, 9)
        behind = await cleared_by(view, MEENT, "clearing:EUR", both, *ever, (slager[0].at, slager[0].receipt, slager[0].account), 9)
    assert ([one.points for one in (*last, *sold)], [one.points for one in spent]) == ([-151, 301], [200])
    assert [(one.amount, one.so_far) for one in (*newest, *oldest)] == [(-151 * 8_500, 150 * 8_500), (301 * 8_500, 301 * 8_500)]
    assert [(one.account, one.amount) for one in slager] == [("redeemed at slager", -200 * 4_500), ("issued by slager", 10 * 7_500)]
    assert behind == slager[1:]
    assert (str(sold[0].receipt), sold[0].branch, spent[0].branch) == (sale, "bakkerij", "slagerij")
    points = {ends: n for (unit, *ends), n in ((key, n) for key, n in books.items()) if unit == "miles" for ends in [tuple(ends)]}
    issued = sum(n for (source, _), n in points.items() if source == "issued") - sum(n for (_, to), n in points.items() if to == "issued")
    assert issued == 150 + 10 + 10
    assert books["clearing:EUR", "issued by bakker", "clearing"] - books["clearing:EUR", "clearing", "issued by bakker"] == 150 * 8_500
    assert books["clearing:EUR", "clearing", "redeemed at slager"] == 200 * 4_500
    assert (await check(shop.store, MEENT)).is_sound
    await rebuild(shop.store, MEENT)
    assert (await check(shop.store, MEENT)).is_sound


@both_databases
@pytest.mark.anyio
async def test_what_is_left_of_a_cent_is_in_the_next_month_and_lapsed_miles_are_told(shop):
    till, fatima = await coalition(shop)
    first = month(shop)
    await bought(till, fatima, "bakkerij", 100)
    shop.clock.forward(32 * DAY)
    second = month(shop)
    await bought(till, fatima, "bakkerij", 100)
    shop.clock.forward(40 * DAY)
    await till.post("/v1/adjustments", {"member": fatima, "unit": "miles", "count": 1, "reason": "so that what was due is booked"})

    months = [(await till.get(f"/v1/settlements/{name}")).json for name in (first, second)]

    # 0.85 cents each: one cent by the end of the first month, 1.7 and so two in all by the end of the second.
    assert [found["partners"][0]["owes_minor"] for found in months] == [1, 1]
    assert sum(found["partners"][0]["issued"] for found in months) == 2
    assert [found["state"] for found in months] == ["final", "disputable"]
    lapsed = 0
    for name in {first, second, month(shop), instant_text(Instant(shop.clock.at - 20 * DAY))[:7]}:
        lapsed += (await till.get(f"/v1/settlements/{name}")).json["partners"][0]["expired"]
    assert lapsed == 2
    async with shop.store.view([MEENT]) as view:
        ever = (Instant(0), Instant(shop.clock.at + DAY))
        gone = await moved(view, MEENT, ("miles", "clearing:EUR"), EXPIRED, "issued by bakker", *ever, None, 9)
    assert [one.points for one in gone] == [1, 1]


@both_databases
@pytest.mark.anyio
async def test_a_partner_disputes_a_line_and_an_amount_and_the_month_follows_what_is_granted(shop):
    till, fatima = await coalition(shop)
    sale = await bought(till, fatima, "bakkerij", 20_000)
    await bought(till, fatima, "bakkerij", 10_000)
    theirs = await bought(till, fatima, "slagerij", 10_000)
    first = month(shop)
    path = f"/v1/settlements/{first}/disputes"
    about = {"partner": "bakker", "side": "issued", "amount_minor": 100, "reason": "not our till", "actor": "bea"}
    early = await till.post(path, about)
    shop.clock.forward(31 * DAY)
    refused = [
        await till.post(path, about | more)
        for more in ({"amount_minor": 256}, {"receipt": sale, "amount_minor": 171}, {"receipt": theirs}, {"partner": "kapper"})
    ]
    line = await till.post(path, about | {"receipt": sale, "amount_minor": 170})
    amount = await till.post(path, about | {"amount_minor": 85})
    more = await till.post(path, about | {"amount_minor": 1})
    open_now = (await till.get(f"/v1/settlements/{first}")).json

    assert early.code == "month_not_over"
    assert [one.code for one in refused] == ["more_than_stated", "more_than_stated", "not_in_statement", "unknown_partner"]
    assert (line.status, amount.status, more.code) == (201, 201, "more_than_stated"), line.body
    assert (open_now["state"], open_now["partners"][0]["disputed_minor"], open_now["partners"][0]["settled_minor"]) == (
        "disputed",
        255,
        255,
    )

    decide = {"grant": True, "reason": "the till stood at the wrong branch"}
    self_decided = await till.post(f"/v1/disputes/{line.json['receipt']}/decision", decide | {"actor": "bea"})
    granted = await till.post(f"/v1/disputes/{line.json['receipt']}/decision", decide | {"actor": "mia", "amount_minor": 120})
    stood = await till.post(f"/v1/disputes/{amount.json['receipt']}/decision", decide | {"actor": "mia", "grant": False})
    again = await till.post(f"/v1/disputes/{amount.json['receipt']}/decision", decide | {"actor": "mia"})
    shop.clock.forward(31 * DAY)

    assert (self_decided.code, again.code) == ("four_eyes", "wrong_state")
    assert (granted.status, stood.status) == (201, 201), granted.body
    found = (await till.get(f"/v1/settlements/{first}")).json
    assert (found["state"], found["partners"][0]) == (
        "final", {"partner": "bakker", "issued": 300, "redeemed": 0, "expired": 0, "owes_minor": 255, "gets_minor": 0, "pays_minor": 255}
        | settled(135, corrected=120),
    )  # fmt: skip
    assert [(one["state"], one["granted_minor"], one["decided_by"]) for one in found["disputes"]] == [
        ("granted", 120, "mia"), ("refused", 0, "mia"),
    ]  # fmt: skip
    assert (await till.get(f"/v1/settlements/{instant_text(Instant(shop.clock.at - 31 * DAY))[:7]}")).json["partners"][0]["pays_minor"] == 0
    assert (await till.post(path, about)).code == "dispute_too_late"
    assert (await till.post("/v1/claims", {"receipt": line.json["receipt"], "member": fatima})).code == "already_member"
    async with shop.store.view([MEENT]) as view:
        assert (await posted(view, MEENT))["clearing:EUR", "clearing", "corrected for bakker"] == 120 * 10_000
    await rebuild(shop.store, MEENT)
    assert (await check(shop.store, MEENT)).is_sound


@pytest.mark.anyio
async def test_only_a_coalition_has_settlements_and_a_month_is_a_month(shop, till):
    theirs, _ = await coalition(shop)

    assert (await till.get("/v1/settlements/2026-03")).code == "no_coalition"
    assert (await theirs.get("/v1/settlements/2026-13")).code == "no_such_day"
