"""A shop says `u` or `je` to who works there and to its members, each by its own setting; what staff read out is for members."""

import re

import pytest

from tests.browser.bakery import CARDS, PROGRAM, Bakery, set_up
from tests.gallery.gallery import CAKE, PROMISES, furnished
from tests.gallery.test_gallery import PAGES, filled
from tests.korenaar import Clock, a_shop, fresh_sqlite
from tests.pages import Browser
from tests.web.test_card_familiar import FORMAL, READ
from zegel.web.parts.to_staff import TO_MEMBERS, Manner, ToStaff, sentences_to_staff
from zegel.web.parts.words import SHARED
from zegel.web.table import WORDS

pytestmark = pytest.mark.anyio
OF_STAFF = [route for route in PAGES if route.face in ("till", "office")]
PANES = ("redeem", "stamps", "code", "amount", "enrol", "anonymous", "find", "home")


def formal(said: str) -> list[str]:
    """Each `u` that is left, with what stands around it."""
    return [said[max(0, one.start() - 40) : one.end() + 20] for one in FORMAL.finditer(said)]


def text(body: bytes) -> str:
    """What is read of a page."""
    return re.sub(r"\s+", " ", READ.sub("", body.decode()))


async def at_till(bakery: Bakery, **fields: str) -> str:
    """What Samira's till answers to a tap."""
    browser = Browser(bakery.shop.app, {"who": bakery.samira}, "127.0.0.1")
    page = await browser.get("/kassa")
    return text((await browser.fill(page, "/kassa", **fields)).body)


async def test_no_page_of_till_and_office_keeps_an_u(tmp_path):
    ours = f"{PROGRAM}{PROMISES}".replace("omdat u ", "omdat je ")  # a shop that says je writes je
    program = f"{ours}settings: {{members are: je, staff are: je}}\n"
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=program) as shop:
        bakery = await set_up(shop)
        samples, cookies = await furnished(bakery)
        browser, left = Browser(shop.app, cookies, "127.0.0.1"), {}
        for route in OF_STAFF:
            left[route.path] = formal(text((await browser.get(filled(route.path, samples))).body))
        for pane in PANES:
            left[pane] = formal(await at_till(bakery, do=pane, who=samples["member"]))
        nobody = Browser(shop.app, host="127.0.0.1")
        forms = [text((await nobody.get(path)).body) for path in ("/kantoor/aanmelden", "/kassa/wie")]
        refused = text((await browser.get("/kantoor/leden/geen")).body)

        assert len(left) > 50
        assert {where: found for where, found in left.items() if found} == {}
        assert [formal(one) for one in (*forms, refused)] == [[], [], []]


@pytest.mark.parametrize(("staff", "members"), [("u", "je"), ("je", "u")])
async def test_each_is_spoken_to_as_the_shop_wants(tmp_path, staff, members):
    program = f"{PROGRAM}{PROMISES}settings: {{members are: {members}, staff are: {staff}}}\n"
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=program) as shop:
        bakery = await set_up(shop)
        samples, cookies = await furnished(bakery)
        browser = Browser(shop.app, cookies, "127.0.0.1")
        office, terms = text((await browser.get("/kantoor")).body), text((await browser.get("/kantoor/programma")).body)
        away = (await browser.get("/kassa/zonder")).body.decode()
        flan = {"branch": "havenstraat", "till": "2", "member": samples["member"], "lines": [CAKE]}
        bought = (await shop.client(shop.key).post("/v1/purchases", flan)).json["receipt"]
        receipt = text((await browser.get(f"/kassa/bon/{bought}")).body)
        scanned = await at_till(bakery, do="scan", text=CARDS["fatima"])
        enrolling = await at_till(bakery, do="enrol")

        to_staff = {"u": ("Wat u nog schuldig bent", "Wat u belooft"), "je": ("Wat je nog schuldig bent", "Wat je belooft")}[staff]
        assert [to_staff[0] in office, to_staff[1] in terms] == [True, True]
        assert {"u": "Wat u zonder verbinding verkoopt", "je": "Wat je zonder verbinding verkoopt"}[staff] in away
        to_members = {
            "u": ("U krijgt", "Fijn dat u hier al 8 jaar komt", "alleen voor uw spaarkaart", "U spaart straks"),
            "je": ("Je krijgt", "Fijn dat je hier al 8 jaar komt", "alleen voor je spaarkaart", "Je spaart straks"),
        }[members]
        assert [to_members[0] in terms, to_members[1] in scanned, to_members[2] in enrolling, to_members[3] in away] == [True] * 4
        assert {"u": "UW VOORDEEL", "je": "JE VOORDEEL"}[members] in receipt


async def test_what_somebody_types_is_not_turned(tmp_path):
    said = ToStaff(sentences_to_staff(SHARED, WORDS["office"]))
    page = '<p>Wat u belooft</p><textarea>Wat u belooft</textarea><input value="Wat u belooft" placeholder="Met uw ontwerp">'

    assert said.spoken(page, Manner(staff=True)) == (
        '<p>Wat je belooft</p><textarea>Wat u belooft</textarea><input value="Wat u belooft" placeholder="Met je ontwerp">'
    )
    assert said.spoken("<p>Wat u belooft: u krijgt korting.</p>", Manner(members=True)) == "<p>Wat u belooft: je krijgt korting.</p>"


async def test_every_key_for_members_is_one_of_the_tills():
    assert [begin for begin in TO_MEMBERS if not any(key.startswith(begin) for key in WORDS["till"])] == []
    assert [key for key, said in WORDS["office"].items() if key.startswith(TO_MEMBERS) and FORMAL.search(said.nl)] == []


async def test_a_member_may_be_called_uw_where_staff_look(tmp_path):
    program = f"{PROGRAM}{PROMISES}settings: {{members are: je, staff are: je}}\n"
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=program) as shop:
        bakery = await set_up(shop)
        _, cookies = await furnished(bakery)
        card = {"kind": "card", "value": "2620000099999"}
        made = (await shop.client(shop.key).post("/v1/members", {"name": "Uw Uwland", "identifiers": [card]})).json["member"]
        office = Browser(shop.app, cookies, "127.0.0.1")

        scanned, found = await at_till(bakery, do="scan", text=card["value"]), await at_till(bakery, do="find", find="Uwland")
        pages = [text((await office.get(path)).body) for path in ("/kantoor/leden", f"/kantoor/leden/{made}")]

        assert ['translate="no">Uw<' in scanned, 'translate="no">Uw<' in found] == [True, True]
        assert ["Uw Uwland" in page for page in pages] == [True, True]
