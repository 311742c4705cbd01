"""Business customers in the office: the ladder with what is near, which invoices count and why not, a bonus that two people settle."""

import re

import pytest

from tests.api.test_agreements import PROGRAM, bought, enrolled
from tests.api.test_settlements import PROGRAM as COALITION
from tests.shop_fixtures import both_databases
from zegel.core.ids import CompanyId
from zegel.decide.agreement import agreement_from
from zegel.desk.years import make_up_bonuses
from zegel.web.office.trade import agreements
from zegel.web.parts.visitors import Visitor

pytestmark = pytest.mark.anyio
VANDAM = CompanyId("vandam")
HERE = "/kantoor/zakelijk"


async def wholesaler(house):
    """Van Dam with one customer, who bought for € 49.999,99 and freight last year."""
    till = house.shop.client(await house.shop.add_company(VANDAM, PROGRAM))
    kok = await enrolled(till, "7001")
    made = await till.post(f"/v1/members/{kok}/agreements", {"agreement": "huis", "first": "2025-01-01"})
    assert made.status == 201, made.body
    await bought(till, kok, (4_999_999, 2100))
    line = {"sku": "F", "category": "freight", "net_minor": 5_000, "vat_bp": 2100}
    sale = {"branch": "magazijn", "member": kok, "lines": [line], "happened_at": "2026-03-02T12:00:00+01:00", "channel": "invoice"}
    assert (await till.post("/v1/purchases", sale)).status == 201
    return f"{HERE}/{kok}/huis"


async def test_what_is_near_is_said_and_which_invoices_count(house):
    base = await wholesaler(house)
    rep = house.office(rights=frozenset({"agreements:read", "program:read"}), company=VANDAM)

    listed = (await rep.get(HERE)).body.decode()
    page = (await rep.get(f"{base}?dag=2025-12-31")).body.decode()
    counted = (await rep.get(f"{base}/facturen")).body.decode()
    file = (await rep.get(f"{base}/facturen?dag=2025-12-31&as=csv")).body.decode("utf-8-sig")

    assert base in listed
    assert "nog € 0,01 tot € 50.000,00 → + € 500,00" in page.replace("\u00a0", " ")
    assert "€\u00a02.000,00" in page
    assert "telt niet" in counted
    assert "vandaag" not in counted
    assert len(file.strip().splitlines()) == 2
    assert "/bonus" not in page
    assert (await rep.get(f"{HERE}?as=csv")).status == 200
    lines = await house.shop.door.people.register.people.newest_audit_lines(VANDAM, 9, 9, what="list.export")
    assert [line.deed.object for line in lines] == ["list:agreements", "list:statement"], "who takes customers along stands in the log"


class Looks:
    """A store that counts how often it is looked into."""

    def __init__(self, store):
        self.store, self.count = store, 0

    def view(self, companies):
        self.count += 1
        return self.store.view(companies)

    def __getattr__(self, name):
        return getattr(self.store, name)


@both_databases
async def test_many_customers_are_listed_by_as_many_looks_as_one_and_each_as_on_its_own_page(house):
    base = await wholesaler(house)
    rep, shop = house.office(company=VANDAM), house.shop
    till = shop.client(await shop.make_key(VANDAM, ["all"], source="more"))
    desk = shop.desk
    desk.store = looks = Looks(desk.store)

    async def listed():
        looks.count = 0
        lines = (await rep.get(f"{HERE}?as=csv&sort=name")).body.decode("utf-8-sig").splitlines()[1:]
        return looks.count, [line.split(";") for line in lines]

    (few, first), members = await listed(), {base.split("/")[3]}
    for n in range(6):
        member = await enrolled(till, f"72{n}")
        beside = [await enrolled(till, f"73{n}")] if n % 2 else []
        made = {"agreement": "huis", "first": "2025-01-01", "members": beside}
        assert (await till.post(f"/v1/members/{member}/agreements", made)).status == 201
        await bought(till, (beside or [member])[0], (100_000 * (n + 1), 2100), at="2026-03-02T12:00:00+01:00")
        members.add(member)
    many, rows = await listed()

    assert (len(first), len(rows), many) == (1, 7, few)
    assert {row[-1] for row in rows} == members
    for row in rows:
        alone = (await till.get(f"/v1/members/{row[-1]}/agreements/huis")).json
        said = [alone["turnover_minor"], alone["bonus"]["minor"], alone["forecast"]["bonus_minor"], alone["accrued_minor"]]
        assert [row[2], row[3], row[5], row[6]] == [f"{minor // 100},{minor % 100:02}" for minor in said], row


async def test_more_agreements_than_are_asked_at_once_are_paged_by_name_found_and_all_in_the_file(house, monkeypatch):
    monkeypatch.setattr(agreements, "AT_ONCE", 20)
    await wholesaler(house)
    till = house.shop.client(await house.shop.make_key(VANDAM, ["all"], source="more"))
    for n in range(52):
        answer = await till.post(
            "/v1/members", {"name": f"Bakkerij {n:02}" if n else "Zonneveld", "identifiers": [{"kind": "card", "value": f"26200000{n:05}"}]}
        )
        made = {"agreement": "huis", "first": "2025-01-01"}
        assert (await till.post(f"/v1/members/{answer.json['member']}/agreements", made)).status == 201
    rep = house.office(company=VANDAM)

    first, second = [(await rep.get(HERE + asked)).body.decode() for asked in ("", "?after=2&sort=name")]
    found = (await rep.get(f"{HERE}?q=zonneveld")).body.decode()
    lines = (await rep.get(f"{HERE}?as=csv")).body.decode("utf-8-sig").splitlines()

    assert [page.count("<tr data-row>") for page in (first, second, found)] == [50, 3, 1]
    assert set(re.findall(r"Bakkerij \d\d", first + second)) == {f"Bakkerij {n:02}" for n in range(1, 52)}
    assert ["Zonneveld" in page for page in (first, second, found)] == [False, True, True]
    assert ("Bonusafspraken: 53." in first, "sort=-turnover" in first, len(lines)) == (True, False, 54)


async def test_one_person_locks_a_bonus_and_another_approves_it(house):
    base = await wholesaler(house)
    await make_up_bonuses(house.shop.desk, house.shop.queries, house.shop.clock.now)
    joost = house.office(company=VANDAM)
    secret = "s-bea"
    house.gate.known["office", secret] = Visitor(
        VANDAM, "staff:bea", "Bea", frozenset({"agreements:read", "bonuses:write"}), "office2", secret
    )
    bea = type(joost)(house.shop.app, {"who": secret}, "localhost")

    async def step(browser, name):
        page = await browser.get(f"{base}?dag=2025-12-31")
        token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
        key = page.body.decode().partition('name="key" value="')[2].partition('"')[0]
        asked = {"token": token, "key": key, "day": "2025-12-31", "step": name, "reason": "een late factuur"}
        return await browser.post(f"{base}/bonus", asked)

    assert "voorlopig" in (await joost.get(base)).body.decode()
    assert (await step(joost, "lock")).status == 303
    assert "Iemand anders geeft akkoord." in (await joost.get(base)).body.decode()
    assert (await step(joost, "approve")).status == 422
    assert (await step(bea, "approve")).status == 303
    page = (await bea.get(base)).body.decode()
    assert '<span class="pill good">akkoord</span>' in page
    assert "€\u00a02.000,00 op een omzet van €\u00a049.999,99" in page

    till = house.shop.client(await house.shop.make_key(VANDAM, ["all"], source="late"))
    await bought(till, base.split("/")[3], (1_000_001, 900))
    assert (await step(bea, "correct")).status == 303
    page = (await bea.get(base)).body.decode().replace("\u00a0", " ")
    assert "€ 1.000,00, een late factuur (btw 9 %: € 500,00, btw 21 %: € 500,00)" in page


async def test_an_agreement_is_said_with_the_customers_own_figures_then_made_changed_and_ended(house):
    base = await wholesaler(house)
    rights = frozenset({"agreements:read", "agreements:write", "members:read", "program:read"})
    rep, new = house.office(rights=rights, company=VANDAM), f"{HERE}/nieuw"
    page = await rep.get(new)
    typed = {"afspraak": "huis", "lid": "7001", "van": "2026-01-01", "verwacht": "50.000", "vorig": "49.999,99", "doe": "kijk"}

    many = await rep.fill(page, new, **typed | {"groep": "\n".join(["7001"] * 51)})
    wrong = await rep.fill(page, new, **typed | {"lid": "9999", "groep": "8888", "tot": "2025-12-31", "vorig": "veel"})
    said = await rep.fill(page, new, **typed)

    assert (many.status, "dit zijn er 51" in many.body.decode()) == (422, True)
    assert wrong.status == 422
    for field in ("lid", "groep", "tot", "vorig"):
        assert f'id="{field}-wrong"' in wrong.body.decode()
    assert said.status == 200
    text = said.body.decode().replace("\u00a0", " ")
    assert "de hoogste trede die u haalt geldt voor alles" in text
    assert re.search(r"Zoals verwacht: € 50.000,00</th><td class=\"r\">€ 2.500,00</td><td class=\"r\">€ 1.100,00", text)
    assert "Dit wordt versie 2" in text

    early = await rep.fill(said, new, **typed | {"doe": "maak", "reden": "jaargesprek"})
    assert (early.status, 'id="van-wrong"' in early.body.decode()) == (422, True)  # the bonus of 2025 was not made up yet
    assert await make_up_bonuses(house.shop.desk, house.shop.queries, house.shop.clock.now) == 1
    made = await rep.fill(early, new, **typed | {"doe": "maak", "reden": "jaargesprek"})
    assert (made.status, made.headers.get("location")) == (303, base)
    page = await rep.get(base)
    assert (await rep.fill(page, f"{base}/einde", tot="2025-01-01", reden="x")).status == 400
    assert (await rep.fill(page, f"{base}/einde", tot="2026-02-28", reden="weg")).status == 303
    assert "Beëindig" not in (await rep.get(base)).body.decode()

    ((kept,),) = [await house.shop.queries.dossiers(VANDAM, "agreement", ["ended"], limit=9)]
    found = agreement_from(kept.data)
    assert (found.first, found.last, found.version, found.expected_minor, found.reason) == (
        "2026-01-01", "2026-02-28", 3, 5_000_000, "weg",
    )  # fmt: skip
    log = await house.door.people.register.people.audit_lines(VANDAM, 0, 99, what="agreement")
    assert [line.deed.reason for line in log] == ["", "jaargesprek", "weg"]
    assert (await house.office(rights=frozenset({"agreements:read"}), company=VANDAM).get(new)).status == 403


async def test_a_month_between_partners_is_shown_and_taken_along(house):
    meent = CompanyId("meent")
    till = house.shop.client(await house.shop.add_company(meent, COALITION))
    line = {"sku": "A", "category": "food", "net_minor": 10_000, "vat_bp": 900}
    member = (await till.post("/v1/members", {"name": "fatima"})).json["member"]
    assert (await till.post("/v1/purchases", {"branch": "bakkerij", "member": member, "lines": [line]})).status == 201
    finance = house.office(rights=frozenset({"settlements:read"}), company=meent)

    page = (await finance.get("/kantoor/verrekening")).body.decode()
    file = (await finance.get("/kantoor/verrekening?as=csv")).body.decode("utf-8-sig")

    assert "maart 2026" in page
    assert "de maand loopt nog" in page
    assert [row.split(";")[:2] for row in file.strip().splitlines()[1:]] == [["bakker", "100"], ["slager", "0"]]
    assert (await finance.get("/kantoor/verrekening?maand=2027-01")).status in (400, 422)
    assert "kent geen partners" in (await house.office().get("/kantoor/verrekening")).body.decode()


async def test_a_rep_reckons_what_more_would_give_in_the_customers_own_numbers(house):
    """Sales rep 2: a scenario, and the pace against last year."""
    base = await wholesaler(house)
    rep = house.colleague("sales rep", company=VANDAM)

    page = (await rep.get(f"{base}?dag=2025-12-31&erbij=0,01")).body.decode().replace("\u00a0", " ")
    for shown in (
        "<dt>Omzet dan</dt><dd>€ 50.000,00</dd>",
        "<dt>Bonus dan</dt><dd>€ 2.500,00</dd>",
        "<dt>Meer dan de bonus nu</dt><dd>€ 500,00</dd>",
    ):
        assert shown in page, shown
    assert "Tegen vorig jaar" not in page, "there was none"
    assert "Omzet dan" not in (await rep.get(f"{base}?dag=2025-12-31")).body.decode()
    wrong = await rep.get(f"{base}?erbij=veel")
    assert (wrong.status, "Typ een bedrag, zoals 42.000,00." in wrong.body.decode(), 'value="veel"' in wrong.body.decode()) == (
        422,
        True,
        True,
    )
    english = (await house.colleague("sales rep", "", "en", VANDAM).get(f"{base}?dag=2025-12-31&erbij=10000.01")).body.decode()
    assert "<dt>Bonus then</dt><dd>€3,000.00</dd>" in english

    till = house.shop.client(await house.shop.make_key(VANDAM, ["all"]))
    kok = base.split("/")[3]
    for day, minor in (("2025-02-03", 1_000_000), ("2026-02-03", 1_100_000)):
        line = {"sku": "A", "net_minor": minor, "vat_bp": 2100}
        sale = {"branch": "magazijn", "member": kok, "lines": [line], "happened_at": f"{day}T12:00:00+01:00", "channel": "invoice"}
        assert (await till.post("/v1/purchases", sale)).status == 201
    now = (await rep.get(base)).body.decode().replace("\u00a0", " ")
    assert "<dt>Tegen vorig jaar om deze tijd</dt><dd>110 %</dd>" in now
