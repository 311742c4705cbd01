"""Every number of the office opens the rows behind it: whatever page there is, each is followed, and over there is just as much."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.api.test_rebate_payments import HERS, HIS, MONEY
from tests.api.test_rebate_payments import claimed as rebated
from tests.api.test_settlements import MEENT, coalition
from tests.api.test_settlements import bought as sold_at
from tests.korenaar import DAY, KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.web.test_office_business import VANDAM, wholesaler
from tests.web.test_office_codes import CODES, COUPONS, codes_in, made
from tests.web.test_office_home import BREAD, bought, seal
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.web.table import ROUTES

pytestmark = pytest.mark.anyio
OF_A_KIND = 2
"""Pages of one route that are walked."""
LONG = ("/kantoor/begin", "/kantoor/programma/regel", "/kantoor/programma/ontwerp")
"""Those that read a whole program: once."""


SAID = ("v", "d", "why")
"""Paragraphs that tell a figure: of a tile the number and what it means, of the advice why."""


class Seen(HTMLParser):
    """What a page shows: figures with the address behind each, its rows, the numbers of its cells, and where its links lead."""

    def __init__(self, text):
        super().__init__()
        self.figures, self.rows, self.sums, self.links, self.bare = [], {}, {}, [], []
        self._cell, self._tile, self._link = None, None, False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "data-figure" in found:
            self.figures.append((found["href"], int(found["data-figure"]), found["data-of"]))
            self._cell, self._link = None, True
        if "data-row" in found:
            name = found["data-row"] or "row"
            self.rows[name] = self.rows.get(name, 0) + 1
        if "data-raw" in found:
            name = found["data-col"]
            self.sums[name] = self.sums.get(name, 0) + int(found["data-raw"])
            self._cell = None if "data-own" in found or found["data-raw"] == "0" else name
        if tag == "p" and found.get("class") in SAID and "data-own" not in found:
            self._tile = ""
        if tag == "a" and found.get("href", "").startswith(("/kantoor", "?")):
            self.links.append(found["href"])

    def handle_data(self, data):
        if self._tile is not None and not self._link:
            self._tile += data

    def handle_endtag(self, tag):
        if tag == "td" and self._cell:
            self.bare.append(self._cell)
            self._cell = None
        if tag == "a":
            self._link = False
        if tag == "p" and self._tile is not None:
            if re.search(r"[1-9]", self._tile):
                self.bare.append(self._tile)
            self._tile = None


def kind_of(path):
    """The route that an address is of."""
    parts = path.split("/")
    for route in ROUTES:
        names = route.path.split("/")
        if route.method == "GET" and len(names) == len(parts):
            if all(name.startswith("{") or name == part for name, part in zip(names, parts, strict=True)):
                return route.path
    return path


async def lived_in(house):
    """A shop with something true on most of its pages."""
    shop = house.shop
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + COUPONS).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    members = []
    for name, card, branch in (("Fatima", "F1", "dorpsstraat"), ("Gerrit", "G1", ""), ("Anna", "A1", "station"), ("Hugo", "H1", "")):
        body = {"name": name, "identifiers": [{"kind": "card", "value": card}]} | ({"branch": branch} if branch else {})
        members.append((await shop.client().post("/v1/members", body)).json["member"])
    for _ in range(4):  # Hugo comes every day, and then no more
        await bought(shop, "H1", "station")
        shop.clock.forward(DAY)
    for _ in range(4):
        await bought(shop, "F1")
        await bought(shop, "G1", "station")
        await seal(shop)
        shop.clock.forward(5 * DAY)
    for card, branch in (("F1", "dorpsstraat"), (None, "station"), ("A1", "station")):
        await bought(shop, card, branch)
    await shop.client().post("/v1/adjustments", {"member": members[0], "unit": "points", "count": 200, "reason": "x"})
    await shop.client().post("/v1/redemptions", {"member": members[0], "reward": "mug"})
    sale = (await shop.client().post("/v1/purchases", {"branch": "station", "lines": [BREAD | {"net_minor": 500}]})).json["receipt"]
    await shop.client().post("/v1/returns", {"branch": "station", "receipt": sale})
    await seal(shop)
    joost = house.office()
    file = await joost.fill(await made(joost), f"{CODES}/lente/bestand")
    cake = {"category": "cake", "quantity": 1000, "net_minor": 1000}
    sold = {"branch": "station", "lines": [cake], "codes": [codes_in(file)[0]], "tenders": []}
    assert (await shop.client().post("/v1/purchases", sold)).status == 201
    return members


def served(address):
    """The address as a server hands it on: its path with the signs that it means."""
    path, sign, query = address.partition("?")
    return unquote(path) + sign + query


async def walked(browser, start):
    """address → what is seen there, of every page that can be reached, a few of each kind."""
    found, waits, kinds = {}, [start], {}
    while waits:
        address = waits.pop(0)
        path = urlsplit(address).path
        kind = kind_of(path) + ("?" if urlsplit(address).query else "")
        if address in found or kinds.get(kind, 0) >= (1 if path in LONG else OF_A_KIND) or "as=" in address:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        page = await browser.get(served(address))
        if page.status == 303:
            continue  # a sign-in that this visitor has behind them
        assert page.status == 200, (address, page.status)
        found[address] = seen = Seen(page.body.decode())
        waits += [urljoin(address, one).partition("#")[0] for one in seen.links]
    return found


async def behind(browser, found, address, of):
    """How much is over there: rows counted, or a column added up."""
    address = address.partition("#")[0]
    if address not in found:
        found[address] = Seen((await browser.get(served(address))).body.decode())
    seen = found[address]
    if of.startswith("row:"):
        return seen.rows.get(of.removeprefix("row:"), 0)
    return seen.sums.get(of, 0) if of else seen.rows.get("row", 0)


async def agrees(browser, start):
    """Every figure that can be reached from `start`, by what is behind it; what has nothing behind it, or something else, fails."""
    found = await walked(browser, start)
    assert {address: seen.bare for address, seen in found.items() if seen.bare} == {}
    asked = {(urljoin(address, to), of): number for address, seen in found.items() for to, number, of in seen.figures}
    come = {(to, of): await behind(browser, found, to, of) for to, of in asked}
    assert come == asked
    return {urlsplit(to).path for to, _ in asked}


async def test_every_number_of_every_page_opens_rows_that_come_to_it(house):
    await lived_in(house)

    paths = await agrees(house.office(), "/kantoor")

    assert {
        "/kantoor/cijfers",
        "/kantoor/cijfers/bonnen",
        "/kantoor/cijfers/tegoed",
        "/kantoor/wegblijvers",
        "/kantoor/leden",
        "/kantoor/codes/lente",
    } <= paths
    assert any(path.endswith("/aankopen") for path in paths)


async def test_every_number_of_a_business_customer_opens_its_invoices(house):
    base = await wholesaler(house)
    till = house.shop.client(await house.shop.make_key(VANDAM, ["all"]))
    lines = [{"sku": "A", "net_minor": 12_345, "vat_bp": 2100}, {"sku": "F", "category": "freight", "net_minor": 500, "vat_bp": 2100}]
    sale = {"branch": "magazijn", "member": base.split("/")[3], "lines": lines, "happened_at": "2026-03-02T13:00:00+01:00"}
    assert (await till.post("/v1/purchases", sale | {"channel": "invoice"})).status == 201

    paths = await agrees(house.office(company=VANDAM), "/kantoor/zakelijk")

    assert f"{base}/facturen" in paths


async def test_every_number_of_a_partner_opens_the_entries_behind_it(house):
    till, fatima = await coalition(house.shop)
    sale = await sold_at(till, fatima, "bakkerij", 30_100)
    await sold_at(till, fatima, "slagerij", 5_000, "miles off")
    back = {"receipt": sale, "branch": "bakkerij", "lines": [{"number": 1, "quantity": 100}]}
    assert (await till.post("/v1/returns", back)).status == 201
    house.shop.clock.forward(70 * DAY)
    await sold_at(till, fatima, "bakkerij", 1_000)  # what was left lapsed before it
    finance = house.office(rights=frozenset({"settlements:read", "books:read"}), company=MEENT)

    kinds, found = set(), {}
    for month in ("2026-03", "2026-04", "2026-05"):
        seen = Seen((await finance.get(f"/kantoor/verrekening?maand={month}")).body.decode())
        assert seen.bare == []
        for to, number, of in seen.figures:
            assert await behind(finance, found, to, of) == number, to
            kinds.add(to.partition("partner=")[2])

    assert {"bakker&wat=issued", "slager&wat=issued", "slager&wat=redeemed", "bakker&wat=lapsed"} <= kinds
    assert {"bakker&wat=owes", "slager&wat=owes", "slager&wat=gets", "bakker&wat=pays", "slager&wat=pays"} <= kinds


async def test_every_number_of_the_vat_of_rebates_opens_the_entries_behind_it(house):
    shop, client = house.shop, house.shop.client()
    document = (await client.get("/v1/program")).json["document"] | MONEY
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    await rebated(client, "100001", HERS)
    await rebated(client, "100002", HIS, net=12_100, vat=2_100)
    made = (await client.post("/v1/rebate-payments", {"actor": "fin"}, key="p1")).json
    assert (await client.post(f"/v1/rebate-payments/{made['payment']}/paid", {"actor": "fin"}, key="p2")).status == 200
    shop.clock.forward(3 * DAY)
    back = next(one["case"] for one in made["payments"] if one["minor"] == 1_210)
    assert (await client.post(f"/v1/cases/{back}/moves", {"to": "sent back", "reason": "AC04", "actor": "fin"})).status == 201
    shop.clock.forward(40 * DAY)
    member, _ = await rebated(client, "100003", HIS)
    assert (await client.post("/v1/rebate-payments", {"actor": "fin"}, key="p3")).status == 201
    receipts = (await client.get(f"/v1/members/{member}/receipts")).json["receipts"]
    sale = next(one["receipt"] for one in receipts if one["kind"] == "purchase")
    assert (await client.post("/v1/returns", {"receipt": sale})).status == 201
    finance = house.office(rights=frozenset({"rebates:pay", "books:read", "members:list", "members:read"}))

    found, opened = {}, set()
    for per in ("maand", "kwartaal", "jaar"):
        seen = Seen((await finance.get(f"/kantoor/btw-teruggaven?per={per}")).body.decode())
        assert seen.bare == []
        for to, number, of in seen.figures:
            assert await behind(finance, found, to, of) == number, to
            opened.add(to.partition("wat=")[2])

    assert {
        "approved&tarief=900",
        "paid&tarief=900",
        "paid+vat&tarief=900",
        "deducted&tarief=900",
        "deducted",
        "kept+back&tarief=900",
        "kept+back+vat&tarief=900",
    } <= opened
    sent_back = found["/kantoor/btw-teruggaven?jaar=2026&per=jaar&tijdvak=2026&wat=approved&tarief=2100"]
    assert {one.partition("/")[0] for link in sent_back.links for one in [link.removeprefix("/kantoor/")]} >= {"bonnen", "leden"}
    file = (await finance.get("/kantoor/btw-teruggaven?jaar=2026&per=jaar&tijdvak=2026&wat=approved&as=csv")).body.decode("utf-8-sig")
    amounts = [line.rpartition(";")[2] for line in file.splitlines()]
    (taken,) = await shop.door.people.register.people.newest_audit_lines(KORENAAR, 99, 9, what="list.export")
    assert taken.deed.object == "list:rebate vat", "it names members"
    assert (amounts[:2], sorted(amounts[2:])) == (["Bedrag", "10,90"], ["10,90", "12,10"]), "those of one day in no order that tells"
    for wrong in (
        "wat=secret&tijdvak=2026-Q1",
        "wat=paid&tijdvak=2025-Q1",
        "wat=paid&tijdvak=2026-Q1&tarief=600",
        "wat=paid&tijdvak=2026-Q1&after=x",
    ):
        assert (await finance.get(f"/kantoor/btw-teruggaven?{wrong}")).status == 400
