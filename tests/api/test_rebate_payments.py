"""Rebates in money over HTTP: a claim names its account, what waits goes to the bank in one file, and it is owed until it is paid."""

import json
import re
from typing import Any

import pytest

from tests.client import Answer, Client
from tests.korenaar import DAY, KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.core.periods import Day
from zegel.desk.publish import publish
from zegel.desk.register import Register
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store import books
from zegel.worker.keeping import Keeping

pytestmark = pytest.mark.anyio

MONEY = {
    "rebates": {"spring": {"pays": "10%"}, "each": {"pays": "2.50 EUR"}},
    "payments": {"from": "NL91ABNA0417164300"},
}
HERS, HIS = {"iban": "NL20 INGB 0001 2345 67", "holder": "Zoë Demir"}, {"iban": "BE68539007547034", "holder": "J. Jansen"}


@pytest.fixture
async def open_shop(shop: Shop, till: Client) -> Shop:
    """The bakery, which pays rebates now."""
    document = (await till.get("/v1/program")).json["document"] | MONEY
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return shop


async def claimed(till: Client, card: str, account: dict[str, str] | None, *, net: int = 10_900, vat: int = 900) -> tuple[str, str]:
    """(member, case) of a rebate that a colleague approved."""
    member = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": card}]})).json["member"]
    return member, await claims(till, member, account, net=net, vat=vat)


async def claims(till: Client, member: str, account: dict[str, str] | None, *, net: int = 10_900, vat: int = 900) -> str:
    """The case of a rebate that a colleague approved."""
    line = {"sku": "OVEN", "category": "ovens", "quantity": 1000, "net_minor": net, "vat_bp": vat}
    sale = (await till.post("/v1/purchases", {"branch": "station", "member": member, "lines": [line]})).json["receipt"]
    body = {"member": member, "kind": "rebate", "what": "spring", "receipt": sale, "line": 1, "actor": "emma"}
    case = (await till.post("/v1/cases", body | ({"account": account} if account else {}))).json["receipt"]
    approved = await till.post(f"/v1/cases/{case}/moves", {"to": "approved", "actor": "joop"})
    assert approved.status == 201, approved.json
    return str(case)


async def owed(till: Client, member: str) -> int:
    balances = (await till.get(f"/v1/members/{member}")).json["balances"]
    return sum(one["available"] for one in balances if one["unit"] == "cash back:EUR")


async def file_of(till: Client, key: str) -> Answer:
    return await till.post("/v1/rebate-payments", {"actor": "fin"}, key=key)


def amounts(file: str) -> list[str]:
    return re.findall(r'<InstdAmt Ccy="EUR">([0-9.]+)</InstdAmt>', file)


@both_databases
async def test_what_waits_goes_to_the_bank_once_and_its_sum_is_what_is_owed(open_shop, till):
    one, two, nowhere = [await claimed(till, "100001", HERS), await claimed(till, "100002", HIS, net=12_100, vat=2_100),
                         await claimed(till, "100003", None)]  # fmt: skip
    owing = [await owed(till, member) for member, _ in (one, two, nowhere)]

    made, again, other = await file_of(till, "k1"), await file_of(till, "k1"), await file_of(till, "k2")

    assert owing == [1_090, 1_210, 1_090]
    assert (made.status, made.json["count"], made.json["total_minor"]) == (201, 2, owing[0] + owing[1])
    assert "<CtrlSum>23.00</CtrlSum>" in made.json["file"]
    assert sorted(amounts(made.json["file"])) == ["10.90", "12.10"]
    assert again.json == made.json
    assert other.code == "nothing_to_pay"
    assert made.json["by_rate"] == [
        {"minor": 1_090, "net_minor": 1_000, "vat_bp": 900, "vat_minor": 90},
        {"minor": 1_210, "net_minor": 1_000, "vat_bp": 2_100, "vat_minor": 210},
    ]
    assert (await till.get(f"/v1/rebate-payments/{made.json['payment']}")).json == made.json
    assert [(p["payment"], p["count"]) for p in (await till.get("/v1/rebate-payments")).json["payments"]] == [(made.json["payment"], 2)]
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


async def test_what_the_bank_sent_back_is_owed_again_and_the_rest_is_paid(open_shop, till):
    one, two = await claimed(till, "100001", HERS), await claimed(till, "100002", HIS)
    made = (await file_of(till, "k1")).json
    back = await till.post(f"/v1/cases/{two[1]}/moves", {"to": "sent back", "reason": "AC04", "actor": "fin"})

    paid = [(await till.post(f"/v1/rebate-payments/{made['payment']}/paid", {})).json["paid"] for _ in range(2)]

    assert (back.status, paid) == (201, [1, 0])
    assert (await owed(till, one[0]), await owed(till, two[0])) == (0, 1_090)
    assert (await till.get(f"/v1/rebate-payments/{made['payment']}")).json == made, "the file is what it was"
    named = await till.post(f"/v1/cases/{two[1]}/account", {"iban": "NL91ABNA0417164300", "holder": "J. Jansen", "actor": "emma"})
    ready = await till.post(f"/v1/cases/{two[1]}/moves", {"to": "to pay", "actor": "joop"})
    later = (await file_of(till, "k2")).json
    assert (named.status, ready.status, later["count"], later["payments"][0]["account"]) == (201, 201, 1, "NL•• •••• 4300")


async def test_an_account_is_masked_but_in_the_file_and_in_no_case(open_shop, till):
    member, _ = await claimed(till, "100001", HERS)
    made = (await file_of(till, "k1")).json

    cases = json.dumps((await till.get(f"/v1/members/{member}/cases")).json)
    assert ("INGB" in cases, "NL20INGB0001234567" in made["file"], "INGB" in json.dumps(made["payments"])) == (False, True, False)
    assert "<Nm>Zoe Demir</Nm>" in made["file"]


async def test_what_is_refused(open_shop, till):
    _, case = await claimed(till, "100001", HERS)

    wrong = await till.post(f"/v1/cases/{case}/account", {"iban": "NL21INGB0001234567", "holder": "Z", "actor": "emma"})
    approver = await till.post(f"/v1/cases/{case}/account", {"iban": "NL20INGB0001234567", "holder": "Z", "actor": "joop"})
    by_hand = await till.post(f"/v1/cases/{case}/moves", {"to": "sent", "actor": "fin"})
    none = await till.get("/v1/rebate-payments/ZR-nothing")

    assert [one.code for one in (wrong, approver, by_hand, none)] == ["invalid_iban", "four_eyes", "wrong_state", "unknown_payment"]


@both_databases
async def test_the_account_goes_some_time_after_it_was_paid_into_and_the_rebate_stays(open_shop, till):
    (member, case), (_, waits) = await claimed(till, "100001", HERS), await claimed(till, "100002", None)
    made = (await file_of(till, "k1")).json
    await till.post(f"/v1/cases/{waits}/account", {**HIS, "actor": "emma"})
    await till.post(f"/v1/rebate-payments/{made['payment']}/paid", {})
    keeping = Keeping(Register(open_shop.store), open_shop.queries, open_shop.shelves, open_shop.clock.now)

    async def accounts() -> list[tuple[str, str]]:
        rows = await open_shop.queries._read(
            KORENAAR, "SELECT kind, id FROM dossier WHERE company = $1 AND data LIKE $2", (KORENAAR, "%iban%")
        )
        return sorted((row[0], row[1]) for row in rows)

    open_shop.clock.forward(59 * DAY)
    await keeping.purge()
    before = await accounts()
    open_shop.clock.forward(2 * DAY)
    await keeping.purge()

    assert before == sorted([("bank account", case), ("bank account", waits), ("payment", f"{case}/{made['payment']}")])
    assert await accounts() == [("bank account", waits)], "what is not paid yet is needed yet"
    assert [one["state"] for one in (await till.get(f"/v1/members/{member}/cases")).json["cases"]] == ["paid"]
    assert (await till.get(f"/v1/rebate-payments/{made['payment']}")).code == "unknown_payment"


async def vat_of(till: Client, query: str = "") -> dict[str, Any]:
    answer = await till.get("/v1/rebate-vat", query)
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


@both_databases
async def test_the_vat_of_a_period_is_told_by_rate_and_ties_to_the_books_to_the_cent(open_shop, till):
    day = (await till.get("/v1/rebate-vat")).json["year"]
    await claimed(till, "100001", HERS)
    await claimed(till, "100002", HIS, net=12_100, vat=2_100)
    made = await file_of(till, "k1")
    await till.post(f"/v1/rebate-payments/{made.json['payment']}/paid", {"actor": "fin"}, key="k2")
    back = next(one["case"] for one in made.json["payments"] if one["minor"] == 1_210)
    await till.post(f"/v1/cases/{back}/moves", {"to": "sent back", "reason": "AC04", "actor": "fin"})

    found = await vat_of(till, f"year={day}&per=month")

    (period,) = [one for one in found["periods"] if one["rates"]]
    assert (len(found["periods"]), period["period"][:4], period["ties"]) == (12, day, True)
    assert (period["paid_minor"], period["books_paid_minor"], period["vat_minor"]) == (1_090, 1_090, 90)
    assert (period["approved_minor"], period["books_approved_minor"]) == (2_300, 2_300)
    rates = [(one["vat_bp"], one["approved_vat_minor"], one["paid_vat_minor"]) for one in period["rates"]]
    assert rates == [(900, 90, 90), (2_100, 210, 0)]
    assert [one["period"] for one in (await vat_of(till))["periods"]] == [f"{day}-Q{n}" for n in range(1, 5)]
    signs, sums = {"rebate paid:900": 1, "rebate paid:2100": 1}, open_shop.queries.rebate_sums
    year = (Day(f"{day}-01-01"), Day(f"{day}-12-31"))
    entries, mark = await sums.behind(KORENAAR, signs, *year, None, 1)
    more, end = await sums.behind(KORENAAR, signs, *year, mark, 1)
    assert (sorted(one.minor for one in [*entries, *more]), end) == ([-1_210, 1_090, 1_210], None)
    assert (await till.get("/v1/rebate-vat", "year=abcd")).code == "no_such_day"
    assert (await till.get("/v1/rebate-vat", "per=week")).code == "malformed"


@both_databases
async def test_what_a_refund_kept_back_is_owed_to_the_tax_office_again(open_shop, till):
    line = {"sku": "OVEN", "category": "ovens", "quantity": 1000, "net_minor": 10_900, "vat_bp": 900}
    member = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "100009"}]})).json["member"]
    sale = (await till.post("/v1/purchases", {"branch": "station", "member": member, "lines": [line]})).json["receipt"]
    body = {"member": member, "kind": "rebate", "what": "spring", "receipt": sale, "line": 1, "actor": "emma", "account": HERS}
    case = (await till.post("/v1/cases", body)).json["receipt"]
    await till.post(f"/v1/cases/{case}/moves", {"to": "approved", "actor": "joop"})
    await file_of(till, "k1")

    back = await till.post("/v1/returns", {"receipt": sale})

    assert back.status == 201, back.json
    assert back.json["totals"]["refund_minor"] == 10_900 - 1_090
    (period,) = [one for one in (await vat_of(till))["periods"] if one["rates"]]
    assert (period["kept_back_minor"], period["vat_minor"], period["ties"]) == (1_090, -90, True)
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


def reported(payment: str, *each: tuple[str, str, str]) -> str:
    said = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{id_}</OrgnlEndToEndId><TxSts>{state}</TxSts>"
        f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        for id_, state, reason in each
    )
    return (
        f"<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>{payment}</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts>{said}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )


@both_databases
async def test_what_the_bank_reports_is_paid_or_owed_again_with_its_reason_and_once(open_shop, till):
    one, two, three = [await claimed(till, f"10000{n}", HERS) for n in (1, 2, 3)]
    made = (await file_of(till, "k1")).json
    ids = {found["case"]: found["id"] for found in made["payments"]}
    file = reported(made["payment"], (ids[one[1]], "ACSC", ""), (ids[two[1]], "RJCT", "AC04"), (ids[three[1]], "PDNG", ""))

    first = await till.post("/v1/rebate-payments/report", {"file": file, "actor": "fin"}, key="r1")
    again = await till.post("/v1/rebate-payments/report", {"file": file, "actor": "fin"}, key="r2")
    unknown = await till.post("/v1/rebate-payments/report", {"file": reported("ZR-nothing")}, key="r3")
    odd = await till.post("/v1/rebate-payments/report", {"file": "<a"}, key="r4")

    assert first.json == {"payment": made["payment"], "paid": 1, "sent_back": 1, "under_way": 1}
    assert again.json == {"payment": made["payment"], "paid": 0, "sent_back": 0, "under_way": 1}
    assert (unknown.code, odd.code) == ("unknown_payment", "bank_report_unreadable")
    assert [await owed(till, member) for member, _ in (one, two, three)] == [0, 1_090, 1_090]
    (case,) = (await till.get(f"/v1/members/{two[0]}/cases")).json["cases"]
    assert case["state"] == "sent back"
    assert (await books.check(open_shop.store, KORENAAR)).is_sound
