"""Batches of codes in the office: made while they are downloaded, shown until somebody has them, and never again."""

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from zegel.desk.code_streams import finish
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
CODES = "/kantoor/codes"
COUPONS = """
coupons:
  spring: {off: 10%}
  voucher: {voucher: 25.00 EUR}
"""


async def with_coupons(house, program=COUPONS):
    shop = house.shop
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + program).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return house.office()


async def made(joost, name="lente", count="12", **also):
    answer = await joost.fill(await joost.get(CODES), f"{CODES}/nieuw", batch=name, count=count, **{"coupon": "spring", **also})
    assert (answer.status, answer.headers.get("location")) == (303, f"{CODES}/{name}"), answer.body
    return await joost.get(f"{CODES}/{name}")


def codes_in(file):
    return [line.split(";")[0] for line in file.body.decode().splitlines()[1:]]


async def test_codes_are_made_as_they_are_downloaded_and_shown_until_somebody_has_them(house):
    joost = await with_coupons(house)
    page = await made(joost)
    assert "0 van 12 codes gemaakt" in page.body.decode()
    assert f"{CODES}/lente/klaar" not in page.body.decode()

    file = await joost.fill(page, f"{CODES}/lente/bestand")
    again = await joost.fill(page, f"{CODES}/lente/bestand")

    assert (file.headers["content-type"], len(set(codes_in(file)))) == ("text/csv; charset=utf-8", 12)
    assert again.body == file.body, "a download that broke off is begun again: the codes are the same"
    page = await joost.get(f"{CODES}/lente")
    assert "12 van 12 codes gemaakt" in page.body.decode()
    assert (await joost.fill(page, f"{CODES}/lente/klaar")).status == 303
    assert (await joost.fill(page, f"{CODES}/lente/bestand")).status == 422, "nobody can show them again"
    batch = await house.shop.queries.codes.batch(KORENAAR, "lente")
    assert (batch.state, batch.seed, batch.made) == ("issued", None, 12)
    log = await house.shop.door.people.register.people.audit_lines(KORENAAR, 0, 9, what="codes")
    assert [line.deed.what for line in log] == ["codes.make", "codes.download", "codes.download", "codes.finish"]


async def test_every_number_of_a_batch_opens_its_codes(house):
    joost = await with_coupons(house)
    file = await joost.fill(await made(joost), f"{CODES}/lente/bestand")
    line = {"category": "cake", "quantity": 1000, "net_minor": 1000}
    sold = await house.shop.client().post(
        "/v1/purchases", {"branch": "station", "lines": [line], "codes": [codes_in(file)[0]], "tenders": []}
    )
    assert sold.status == 201, sold.body

    row = (await joost.get(f"{CODES}?as=csv")).body.decode().splitlines()[1].split(";")
    assert (row[0], row[5:8]) == ("lente", ["12", "1", "1"])
    used = (await joost.get(f"{CODES}/lente?which=used&as=csv")).body.decode().splitlines()
    assert used[1:] == [f"…{codes_in(file)[0][-4:]};gebruikt;1;0;;"]
    assert len((await joost.get(f"{CODES}/lente?which=open&as=csv")).body.decode().splitlines()) == 12
    for wrong in ("which=mine", "after=zz"):
        assert (await joost.get(f"{CODES}/lente?{wrong}")).status == 400


async def test_a_sheet_is_printed_with_qr_codes_and_a_long_one_is_not(house):
    joost = await with_coupons(house)
    sheet = (await joost.fill(await made(joost, "bon", "3", coupon="voucher", worth="7,50"), f"{CODES}/bon/vel")).body.decode()
    assert (sheet.count("<svg"), "€\u00a07,50" in sheet, "style=" in sheet) == (5, True, False)
    assert (await joost.post(f"{CODES}/bon/vel", {})).status == 403, "not without the form's token"
    page = await made(joost, "veel", "241")
    assert "/veel/vel" not in page.body.decode()
    for wrong in (
        {"count": "200001"},
        {"batch": "Hoofd Letters"},
        {"batch": "bon"},
        {"worth": "1"},
        {"coupon": "nope"},
        {"valid_until": "x"},
    ):
        answer = await joost.fill(await joost.get(CODES), f"{CODES}/nieuw", **{"batch": "nieuw", "count": "5", "coupon": "spring", **wrong})
        assert answer.status in (400, 422), wrong


async def test_a_batch_that_is_ended_half_way_makes_no_more_codes_and_none_of_them_works(house):
    joost = await with_coupons(house)
    page = await made(joost, count="7000")
    assert (await joost.fill(page, f"{CODES}/lente/stop", reason=" ")).status == 422
    assert (await joost.fill(page, f"{CODES}/lente/stop", reason="verkeerde week")).status == 303

    assert (await joost.fill(page, f"{CODES}/lente/bestand")).status == 422
    assert "beëindigd" in (await joost.get(f"{CODES}/lente")).body.decode()
    with pytest.raises(Exception, match="no such batch"):
        await finish(house.shop.queries.codes, KORENAAR, "lente")


async def test_one_code_is_looked_up_and_blocked_with_a_reason(house):
    joost = await with_coupons(house)
    code = codes_in(await joost.fill(await made(joost), f"{CODES}/lente/bestand"))[3]
    page = await joost.get(CODES)

    found = await joost.fill(page, f"{CODES}/zoek", code=code.lower())
    assert "te gebruiken" in found.body.decode()
    assert code not in found.body.decode(), "the code itself is not said back"
    assert (await joost.fill(found, f"{CODES}/blokkeer", reason="uitgelekt")).status == 303
    assert "geblokkeerd" in (await joost.fill(page, f"{CODES}/zoek", code=code)).body.decode()
    assert "niet van u" in (await joost.fill(page, f"{CODES}/zoek", code="ZZZZ-ZZZZ")).body.decode()
    sold = await house.shop.client().post(
        "/v1/purchases", {"branch": "station", "lines": [{"category": "cake", "quantity": 1000, "net_minor": 1000}], "codes": [code]}
    )
    assert sold.status == 409
    finance = house.office(rights=frozenset({"codes:read"}))
    assert (await finance.get(CODES)).status == 200
    assert (await finance.post(f"{CODES}/lente/bestand", {})).status == 403
