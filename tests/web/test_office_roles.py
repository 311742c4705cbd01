"""What each role finds in the office (domain.md §1b): where they begin, doors that open, and nothing of what is not theirs."""

import re
from html.parser import HTMLParser

import pytest

from tests.web.test_office_business import VANDAM, wholesaler
from tests.web.test_office_figures import agrees, lived_in, served
from tests.web.test_office_home import BREAD, bought, seal
from tests.web.test_office_requests import asked_for
from zegel.access.rights import ROLES
from zegel.web.table import ROUTES

pytestmark = pytest.mark.anyio

BEGINS = {
    "owner": "/kantoor", "auditor": "/kantoor", "finance": "/kantoor", "branch manager": "/kantoor", "marketer": "/kantoor/groepen",
    "sales rep": "/kantoor/programma", "privacy": "/kantoor/leden", "admin": "/kantoor/filialen", "cashier": "/kantoor/programma",
}  # fmt: skip
"""Where a role is led after signing in, in a shop without business customers."""
RIGHTS = {route.template: route.right for route in ROUTES}
OF_A_KIND = 2
"""Pages of one route that are walked."""


class Doors(HTMLParser):
    """Where the links and the forms of a page lead: method and address."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        for name, method in (("href", "GET"), ("action", found.get("method", "get").upper()), ("hx-get", "GET"), ("hx-post", "POST")):
            if tag != "link" and found.get(name, "").startswith("/kantoor"):
                self.found.add((method, found[name].partition("#")[0]))


def template_of(method, address):
    """The route that answers at an address; those that are said in full come before those with a name in them."""
    path = address.partition("?")[0]
    parts = path.split("/")
    for route in sorted(ROUTES, key=lambda one: one.path.count("{")):
        names = route.path.split("/")
        if route.method == method and len(names) == len(parts):
            if all(name.startswith("{") or name == part for name, part in zip(names, parts, strict=True)):
                return route.template
    raise AssertionError((method, address))


async def shut_doors(browser, start, rights):
    """(page, door) of every link and form for which `rights` do not suffice, on all that can be reached from `start`, a few a kind."""
    waits, seen, kinds, shut = [start], set(), {}, set()
    while waits:
        address = waits.pop(0)
        kind = template_of("GET", address)
        if address in seen or kinds.get(kind, 0) >= OF_A_KIND or "as=" in address:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        page = await browser.get(served(address))
        if page.status == 303:
            continue  # a sign-in that this visitor has behind them
        assert page.status == 200, (address, page.status)
        for method, to in Doors(page.body.decode()).found:
            template = template_of(method, to)
            if RIGHTS[template] not in rights | {""}:
                shut.add((kind, template))
            elif method == "GET":
                waits.append(to)
    return shut


@pytest.mark.parametrize("role", ROLES)
async def test_no_link_and_no_form_of_a_role_leads_to_a_door_that_is_shut(house, role):
    """Accountant, auditor, sales rep, marketer, branch manager, privacy officer and admin, each through all that they can reach."""
    await lived_in(house)
    browser = house.colleague(role)

    begins = (await browser.get("/kantoor")).headers.get("location", "/kantoor")

    assert begins == BEGINS[role]
    assert await shut_doors(browser, begins, ROLES[role]) == set()


@pytest.mark.parametrize("role", ["sales rep", "finance", "auditor"])
async def test_who_sells_to_businesses_begins_there_and_no_door_of_theirs_is_shut(house, role):
    """Sales rep 1: two taps from signing in to a customer's year."""
    base = await wholesaler(house)
    browser = house.colleague(role, company=VANDAM)

    begins = (await browser.get("/kantoor")).headers.get("location", "/kantoor")

    assert begins == ("/kantoor/zakelijk" if role == "sales rep" else "/kantoor")
    assert base in (await browser.get("/kantoor/zakelijk")).body.decode()
    assert await shut_doors(browser, begins, ROLES[role]) == set()


async def two_branches(house):
    """Fatima bought in the Dorpsstraat and at the station; somebody else at the station alone, and brought it back."""
    shop = house.shop
    made = await shop.client().post(
        "/v1/members", {"name": "Fatima", "branch": "dorpsstraat", "identifiers": [{"kind": "card", "value": "F1"}]}
    )
    await bought(shop, "F1")
    await bought(shop, "F1", "station")
    sale = (await shop.client().post("/v1/purchases", {"branch": "station", "lines": [BREAD | {"net_minor": 500}]})).json["receipt"]
    assert (await shop.client().post("/v1/returns", {"branch": "station", "receipt": sale})).status == 201
    await seal(shop)
    return made.json["member"]


async def test_a_manager_of_one_branch_sees_what_came_in_there_and_nowhere_else(house):
    """Branch manager: rows by branch."""
    await two_branches(house)
    bea = house.colleague("branch manager", "station")

    page = (await bea.get("/kantoor?filiaal=dorpsstraat")).body.decode()

    assert "€\u00a017,50" in page
    assert "30,00" not in page
    assert "· station" in page
    assert 'id="filiaal"' not in page
    assert "schuldig" not in page, "what members are owed is of the whole company"
    rows = (await bea.get("/kantoor/cijfers")).body.decode()
    assert ("bonnen?dag=2026-03-03&amp;filiaal=station" in rows, "filiaal=dorpsstraat" in rows) == (True, False)
    assert 'id="owed"' not in rows
    assert "bonnen?" not in (await bea.get("/kantoor/cijfers?filiaal=dorpsstraat")).body.decode()
    assert (await bea.get("/kantoor/cijfers/bonnen?dag=2026-03-03&filiaal=station")).status == 200
    for shut in ("bonnen?dag=2026-03-03&filiaal=dorpsstraat", "bonnen?dag=2026-03-03", "tegoed?unit=points"):
        assert (await bea.get(f"/kantoor/cijfers/{shut}")).status == 403, shut


async def test_an_accountant_goes_from_what_is_owed_and_sold_to_the_receipt_and_meets_nobodys_name(house):
    """Accountant 1 and 7: two clicks to the receipt, its rules and the program; members by the number of the books."""
    fatima = await two_branches(house)
    fien = house.colleague("finance")

    page = (await fien.get("/kantoor")).body.decode()
    assert "€\u00a030,00" in page
    assert "Wat u nog schuldig bent aan leden" in page
    assert "wegblijven" not in page
    held = (await fien.get("/kantoor/cijfers/tegoed?unit=points")).body.decode()
    receipts = (await fien.get("/kantoor/cijfers/bonnen?dag=2026-03-03&filiaal=station")).body.decode()
    assert (fatima in held, fatima in receipts) == (True, True)
    one = next(path for path in re.findall(r"/kantoor/bonnen/[^\"]+", receipts) if fatima in path)
    receipt = (await fien.get(one)).body.decode()

    assert re.search(r"programma [0-9a-f]{8}", receipt)
    assert [text for text in (page, held, receipts, receipt) if "Fatima" in text] == []
    file = (await fien.get("/kantoor/cijfers/tegoed?unit=points&as=csv")).body.decode("utf-8-sig")
    assert file.splitlines()[1].startswith(f"{fatima};")


async def test_a_privacy_officer_and_a_marketer_see_no_turnover(house):
    for role in ("privacy", "marketer", "sales rep", "admin", "cashier"):
        for path in ("/kantoor/cijfers", "/kantoor/cijfers/bonnen?dag=2026-03-03&filiaal=station", "/kantoor/cijfers/tegoed?unit=points"):
            assert (await house.colleague(role).get(path)).status == 403, (role, path)


async def test_a_manager_finds_what_is_left_of_the_envelope_on_the_first_screen(house):
    """Branch manager 1, without a tap; the rows behind it are one tap away."""
    gesture = await asked_for(house)
    joost = house.office()
    await joost.fill(await joost.get("/kantoor/aanvragen"), f"/kantoor/aanvragen/{gesture}", answer="yes", reason="vaste klant")
    bea = house.colleague("branch manager", "dorpsstraat")

    page = (await bea.get("/kantoor")).body.decode()

    tile = re.search(r"Gegeven uit de envelop, deze maand</h2>(.*?)</section>", page, re.DOTALL)[1]
    assert '<a class="fig" href="/kantoor/filialen/dorpsstraat" data-figure="1000" data-of="worth">€\u00a010,00</a>' in tile
    assert "€\u00a010,00 over van €\u00a020,00" in tile
    assert "Given from the envelope" in (await house.office("en").get("/kantoor?filiaal=dorpsstraat")).body.decode()
    assert "envelop" not in (await joost.get("/kantoor")).body.decode()
    await agrees(bea, "/kantoor")
