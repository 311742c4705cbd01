"""Rebates in the office: what waits, one file for the bank with a second proof, what it pays with its VAT, and that the bank paid."""

import json

import pytest

from tests.api.test_rebate_payments import HERS, HIS, MONEY, claimed, owed
from tests.korenaar import KORENAAR
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.web.office.after import rebates

pytestmark = pytest.mark.anyio
HERE = "/kantoor/teruggaven"
BOTH = frozenset({"rebates:pay", "cases:list", "cases:write"})


@pytest.fixture
async def till(house):
    """A till of the shop, which pays rebates now."""
    client = house.shop.client()
    document = (await client.get("/v1/program")).json["document"] | MONEY
    await publish(house.shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), house.shop.clock.now(), house.shop.clock.now())
    house.shop.shelves.forget(KORENAAR)
    return client


@pytest.fixture
def proven(monkeypatch):
    """Who is at the desk gave a second proof just now."""
    monkeypatch.setattr(rebates, "need_step_up", lambda _by, _at: None)


async def test_money_leaves_only_after_a_second_proof(house, till):
    member, _ = await claimed(till, "100001", HERS)
    finance = house.office(rights=BOTH)

    page = await finance.get(HERE)
    asked = await finance.fill(page, HERE)

    assert "NL•• •••• 4567" in page.body.decode()
    assert "INGB" not in page.body.decode()
    assert asked.status != 303 or "bewijs" in asked.headers["location"]
    assert (await till.get("/v1/rebate-payments")).json["payments"] == []
    assert await owed(till, member) == 1_090


async def test_one_file_is_made_and_taken_and_paid(house, till, proven):
    one, two = await claimed(till, "100001", HERS), await claimed(till, "100002", HIS, net=12_100, vat=2_100)
    await claimed(till, "100003", None)
    finance = house.office(rights=BOTH)

    first = (await finance.get(HERE)).body.decode().replace("\u00a0", " ")
    made = await finance.fill(await finance.get(HERE), HERE)
    here = made.headers["location"]
    page = await finance.get(here)
    text = page.body.decode().replace("\u00a0", " ")
    file = await finance.fill(page, f"{here}/bestand")

    assert "€ 23,00" in first
    assert "nog niet bekend" in first
    assert (made.status, "€ 10,00 + € 0,90 btw" in text, "€ 10,00 + € 2,10 btw" in text) == (303, True, True)
    assert (file.headers["content-type"], b"<CtrlSum>23.00</CtrlSum>" in file.body) == ("application/xml", True)
    assert (await finance.fill(await finance.get(here), f"{here}/betaald")).status == 303
    assert [await owed(till, member) for member, _ in (one, two)] == [0, 0]
    assert "betaald" in (await finance.get(here)).body.decode()
    assert f"{here}/betaald" not in (await finance.get(here)).body.decode()


async def test_who_moves_cases_does_not_say_that_the_bank_paid(house, till, proven):
    _, case = await claimed(till, "100001", HERS)
    await till.post("/v1/rebate-payments", {"actor": "fin"}, key="k1")
    clerk, finance = house.office(rights=BOTH - {"rebates:pay"}), house.office(rights=BOTH, actor="staff:fin")

    page = (await clerk.get(f"/kantoor/zaken/{case}")).body.decode()

    assert ('value="paid"' in page, 'value="sent back"' in page) == (False, False)
    assert (await clerk.get(HERE)).status == 403
    theirs = (await finance.get(f"/kantoor/zaken/{case}")).body.decode()
    assert ('value="paid"' in theirs, 'value="sent back"' in theirs) == (True, True)


async def test_the_vat_of_a_year_is_a_page_and_a_file(house, till, proven):
    await claimed(till, "100001", HERS)
    _, two = await claimed(till, "100002", HIS, net=12_100, vat=2_100)
    finance = house.office(rights=BOTH, actor="staff:fin")
    made = (await finance.fill(await finance.get(HERE), HERE)).headers["location"]
    await finance.fill(await finance.get(made), f"{made}/betaald")

    page = await finance.get("/kantoor/btw-teruggaven")
    text = page.body.decode().replace("\u00a0", " ")
    file = (await finance.get("/kantoor/btw-teruggaven?per=jaar&as=csv")).body.decode("utf-8-sig")

    assert (page.status, "Sluit aan op de boeken" in text, "€ 3,00</a></b>" in text) == (200, True, True)
    assert [line.split(";")[1:] for line in file.splitlines()[1:]] == [
        ["9%", "10,90", "10,90", "0,90", "0,00", "0,00", "0,90"], ["21%", "12,10", "12,10", "2,10", "0,00", "0,00", "2,10"],
    ]  # fmt: skip
    assert (await house.office(rights=BOTH - {"rebates:pay"}).get("/kantoor/btw-teruggaven")).status == 403
    assert (await finance.get(f"/kantoor/zaken/{two}")).body.decode().replace("\u00a0", " ").count("<dt>Bedrag</dt><dd>€ 12,10") == 1


async def test_the_banks_report_is_brought_in_with_a_second_proof(house, till, proven):
    _, case = await claimed(till, "100001", HERS)
    finance = house.office(rights=BOTH, actor="staff:fin")
    made = (await finance.fill(await finance.get(HERE), HERE)).headers["location"]
    payment = made.rpartition("/")[2]
    report = f"<D><OrgnlMsgId>{payment}</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf><Cd>AC04</Cd></StsRsnInf></D>".encode()

    page = await finance.get(HERE)
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    parts = [("token", "", token.encode()), ("key", "", b"k9"), ("file", '; filename="r.xml"', report)]
    form = b"".join(b'--b\r\ncontent-disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (n.encode(), f.encode(), t) for n, f, t in parts)
    form += b"--b--\r\n"
    headers = [
        *finance._headers(), ("origin", f"https://{finance.host}"), ("content-type", "multipart/form-data; boundary=b"),
        ("content-length", str(len(form))),
    ]  # fmt: skip
    read = await finance.client.send("POST", "/kantoor/teruggaven-bericht", form, headers)

    assert (read.status, read.headers["location"]) == (303, made)
    assert "teruggestuurd" in (await finance.get(made)).body.decode()
    assert "AC04" in (await finance.get(f"/kantoor/zaken/{case}")).body.decode()


async def test_who_agrees_to_a_rebate_sees_whose_account_it_goes_to_and_its_last_four(house, till):
    _, case = await claimed(till, "100001", HERS)
    clerk, reader = house.office(rights=frozenset({"cases:list", "cases:write"})), house.office(rights=frozenset({"cases:list"}))

    page = (await clerk.get(f"/kantoor/zaken/{case}")).body.decode()

    assert (f"<dd>{HERS['holder']}<br>" in page, "NL•• •••• 4567" in page, HERS["iban"] in page) == (True, True, False)
    assert "4567" not in (await reader.get(f"/kantoor/zaken/{case}")).body.decode()
