"""What a member holds, is promised and shares: gift cards, coupons, the terms of then and now, groups, and a link for a friend."""

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.make import header
from tests.pages import Browser
from tests.programs import compiled, read_yaml
from tests.web.conftest import House
from tests.web.test_card import FATIMA, GERRIT, filled, opened, text, whose
from tests.web.test_card_safe import member_by
from zegel.core.ids import purse_of
from zegel.core.periods import Instant
from zegel.desk.publish import publish
from zegel.flows.commands import WriteNote

pytestmark = pytest.mark.anyio

MORE = (
    PROGRAM.replace("at most: 50% of basket}", "at most: 50% of basket, used: by itself}")
    + """gift cards: {valid for: 5 years, from: 5.00 EUR, at most: 150.00 EUR}
referral: {friend gets: 100 points, member gets: 100 points, first spends: 25.00 EUR, within: 30 days, at most: 5 per month}
segments:
  old hands: {member for: at least 5 years, names: {nl: de oude rotten, en: the old hands}}
  newcomers: {member for: less than 1 year, names: {nl: de nieuwkomers, en: the newcomers}}
"""
)

TWO_PAIRS_OF_EYES = (
    PROGRAM
    + """gestures:
  envelope: 90.00 EUR per month
  may give: {cashier: 5.00 EUR, manager: 25.00 EUR}
  kinds: {cake: {item: {nl: taart, en: cake}, worth: 16.50 EUR, why: {nl: het wachten, en: the wait}}}
"""
)


@pytest.fixture
async def club(house: House) -> House:
    """The bakery, which since an hour ago has gift cards, groups, and something for bringing a friend."""
    found = await filled(house)
    house.shop.clock.forward(3_600_000)
    at = house.shop.clock.now()
    await publish(house.shop.queries, KORENAAR, compiled(read_yaml(MORE).document), Instant(at), at)
    house.shop.shelves.forget(KORENAAR)
    house.shop.clock.forward(2_000)
    return found


async def test_the_terms_are_those_of_now_and_of_when_they_joined_with_what_changed(club):
    phone = await opened(club)
    now, then = await text(phone, "/pas/voorwaarden"), await text(phone, "/pas/voorwaarden?toen=ja")
    phone.cookies["zegel_language"] = "en"
    english = await text(phone, "/pas/voorwaarden")

    assert "Veranderd sinds u lid werd, op 3 maart 2026" in now
    assert "cadeaukaart" in now.lower()
    assert "1 punt per hele euro" in then or "1 punt" in then
    assert "Zo gold het toen u lid werd" in then
    assert now.count("Versie ") == then.count("Versie ") == 1
    assert now.partition("Versie ")[2][:16] != then.partition("Versie ")[2][:16]
    assert "Changed since you joined, on 3 March 2026" in english


async def test_they_see_which_groups_they_belong_to_and_why(club):
    page = await text(await opened(club), "/pas/gegevens")

    assert (page.count("<b>Ja:</b>"), page.count("<b>Nee:</b>")) == (1, 1)
    assert "<b>Ja:</b> U hoort bij de oude rotten als u minstens 5 jaar lid bent." in page


async def test_a_gift_card_is_kept_with_what_is_on_it_and_shown_and_guessing_is_stopped(club):
    made = await club.shop.client().post("/v1/gift-cards", {"amount_minor": 2500}, key="gift")
    code = made.json["code"]
    phone, gerrit = await opened(club), await opened(club, GERRIT)
    page = await phone.get("/pas/cadeaukaarten")

    kept = await phone.fill(page, "/pas/cadeaukaarten", code=code.lower())
    shown = await text(phone, kept.headers["location"])
    listed = await text(phone, "/pas/cadeaukaarten")
    theirs = await gerrit.get(kept.headers["location"])
    token = token_of(await text(gerrit, "/pas/ik"))
    wrong = [await gerrit.post("/pas/cadeaukaarten", {"code": f"2345-6789-ABCD-EF{n:02}", "token": token}) for n in range(10, 20)]
    stored = await club.shop.queries.people.credentials(KORENAAR, f"member:{await whose(club)}")

    assert "€\u00a025,00" in shown
    assert code in shown
    assert "€\u00a025,00" in listed
    assert theirs.status == 422
    assert "unknown_gift_card" not in listed
    assert {answer.status for answer in wrong} == {422}
    said = [answer.body.decode().partition('role="alert"')[2].partition("</p>")[0] for answer in wrong]
    assert len(set(said)) == 2, "not known, and then: too often"
    assert said[5] == said[0] != said[9]
    assert [code.replace("-", "").encode() in one.secret for one in stored] == [False]
    gone = await phone.fill(await phone.get(kept.headers["location"]), "/pas/cadeaukaart-weg")
    assert gone.headers["location"] == "/pas/cadeaukaarten"
    assert "€\u00a025,00" not in await text(phone, "/pas/cadeaukaarten")


def token_of(page: str) -> str:
    return page.partition('name="token" value="')[2].partition('"')[0]


async def test_nothing_goes_by_itself_where_they_switch_it_off(club):
    phone = await opened(club)
    page = await phone.get("/pas/beloningen")
    assert 'aria-checked="true" aria-label="Gebruik wat ik spaar vanzelf"' in page.body.decode()

    await phone.fill(page, "/pas/vanzelf")

    off = await text(phone, "/pas/beloningen")
    assert 'aria-checked="false" aria-label="Gebruik wat ik spaar vanzelf"' in off
    dossiers = await club.shop.queries.dossiers_of(KORENAAR, purse_of(await whose(club)), "profile")
    assert [(one.id, one.state) for one in dossiers] == [(" chooses", "known")]


async def test_a_friend_comes_by_the_link_and_the_member_sees_that_somebody_did_and_not_who(club):
    phone = await opened(club)
    before = await phone.get("/pas/vrienden")
    await phone.fill(before, "/pas/vrienden")
    page = await text(phone, "/pas/vrienden")
    address = page.partition('data-share="')[2].partition('"')[0]
    picture = await phone.get("/pas/vrienden.png")
    assert picture.body[:8] == b"\x89PNG\r\n\x1a\n"
    assert "Link voor vrienden gemaakt" in await text(phone, "/pas/historie")
    assert "fatima" not in address.lower()

    fresh = {"name": "Nieuw", "identifiers": [{"kind": "card", "value": "2620000099999"}, {"kind": "email", "value": "nieuw@voorbeeld.nl"}]}
    await club.shop.client().post("/v1/members", fresh, key="enrol-new")
    friend = await opened(club, "nieuw@voorbeeld.nl")
    invited = await friend.get(address.partition("127.0.0.1")[2].replace("&amp;", "&"))
    form = await friend.get("/pas/vrienden")
    said = await friend.fill(form, "/pas/vriend")
    again = await friend.fill(form, "/pas/vriend", once="again")
    own = await phone.fill(await phone.get("/pas/vrienden"), "/pas/vriend", link=page.partition("/pas/vriend/")[2].partition("?")[0])
    after = await text(phone, "/pas/vrienden")

    assert "nodigt u uit" in invited.body.decode()
    assert (said.status, said.headers["location"]) == (303, "/pas/vrienden?dank=ja")
    assert (again.status, own.status) == (422, 422)
    assert "Lid geworden, nog niet meegeteld" in after
    assert "Nieuw" not in after
    assert await member_by(club, FATIMA) == await whose(club)
    assert (await Browser(club.shop.app, host="127.0.0.1").get("/pas/vriend/AAAA")).status == 404


async def test_they_read_what_the_shop_noted_and_what_they_said_before_and_take_both_along(club):
    phone = await opened(club)
    member = purse_of(await whose(club))
    at = club.shop.clock.now()
    await club.shop.desk.submit(WriteNote(header(at), member, "Houdt van <i>korst</i>"))
    page = await phone.get("/pas/ik")
    await phone.fill(page, "/pas/toestemming", state="given", purpose="offers", channel="email", once="yes")
    club.shop.clock.forward(60_000)
    await phone.fill(page, "/pas/toestemming", state="withdrawn", purpose="offers", channel="email", once="no")
    said = (await text(phone, "/pas/ik")).partition("Wat u eerder zei")[2]

    assert "Houdt van &lt;i&gt;korst&lt;/i&gt;" in await text(phone, "/pas/gegevens")
    assert "Houdt van <i>korst</i>" in (await phone.get("/pas/gegevens.json")).body.decode()
    assert 0 < said.index("nee") < said.index("</b> ja")
    assert said.count("op uw kaart") >= 2


async def test_what_the_shop_keeps_is_read_by_everybody_before_and_after_and_in_the_office(house):
    joost = await text(house.office(), "/kantoor/privacy")
    club = await filled(house)
    phone, stranger = await opened(club), Browser(club.shop.app, host="127.0.0.1")

    for page in (await text(phone, "/pas/privacy"), await text(stranger, "/pas/privacy"), joost):
        assert "Een code per mail, en een adres van iemand die geen lid werd, wissen wij na 1 dag." in page
        assert "Jonger dan 16 jaar" in page
    assert 'href="/pas/privacy"' in await text(stranger, "/pas/nieuw")


async def test_what_colleagues_ask_each_other_is_not_told_to_the_member_and_what_they_give_is(club):
    now = club.shop.clock.now()
    await publish(club.shop.queries, KORENAAR, compiled(read_yaml(TWO_PAIRS_OF_EYES).document), now, now)
    club.shop.shelves.forget(KORENAAR)
    phone, client, mine = await opened(club), club.shop.client(), await whose(club)
    asks = {"member": mine, "gesture": "cake", "reason": "waited", "branch": "dorpsstraat", "role": "cashier", "actor": "staff:samira"}
    asked = [(await client.post("/v1/gestures", asks, key=key)).json["receipt"] for key in ("first", "second")]
    waiting = await text(phone, "/pas/historie")
    by_its_number = await phone.get(f"/pas/historie/{asked[0].rpartition('.')[2]}")

    says = {"actor": "staff:bea", "role": "manager", "reason": "rightly", "branch": "dorpsstraat"}
    for gesture, approve in zip(asked, (True, False), strict=True):
        answer = await client.post(f"/v1/gestures/{gesture}/decision", says | {"approve": approve}, key=f"on-{gesture}")
        assert answer.status in (200, 201), answer.body

    after = await text(phone, "/pas/historie")
    assert [said in waiting for said in ("collega", "taart", "Aankoop van")] == [False, False, True]
    assert (by_its_number.status, "taart" in by_its_number.body.decode()) == (404, False)
    assert ("collega" in after, "Niet gegeven" in after, after.count("taart: ")) == (False, False, 1)
