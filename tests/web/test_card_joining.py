"""Anybody makes a card on their own telephone: with an address that they prove, or without a name; whoever was invited is not forgotten."""

import pytest

from tests.korenaar import KORENAAR
from tests.pages import Browser
from tests.web.conftest import House
from tests.web.test_card import FATIMA, GERRIT, mailed, opened, text
from tests.web.test_card_more import club as club
from tests.web.test_card_safe import MINUTES, member_by
from zegel.core.ids import purse_of
from zegel.core.purchase import Identifier
from zegel.store import books
from zegel.web.card.kept import FRIEND, LOOSE, OPENED
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio

NEW = "nieuw@voorbeeld.nl"
HOSTILE = '"><script>alert(1)</script>'


def stranger(house: House) -> Browser:
    house.door.gate = Sessions(house.door.people)
    return Browser(house.shop.app, host="127.0.0.1")


async def link_of(phone: Browser) -> str:
    """Where the link of whoever's telephone it is leads to."""
    await phone.fill(await phone.get("/pas/vrienden"), "/pas/vrienden")
    page = await text(phone, "/pas/vrienden")
    return page.partition('data-share="')[2].partition('"')[0].partition("127.0.0.1")[2].replace("&amp;", "&")


async def joins(house: House, phone: Browser, email: str = NEW, **fields: str) -> object:
    house.shop.clock.forward(61_000)
    page = await phone.fill(await phone.get("/pas/nieuw"), "/pas/nieuw", **({"email": email, "oud": "ja"} | fields))
    assert page.status == 200, page.body
    return await phone.fill(page, "/pas/nieuw/code", code=await mailed(house, email))


async def friends_of(house: House, email: str) -> list[tuple[str, str]]:
    member = purse_of(await member_by(house, email))
    assert member is not None
    return [(one.kind, one.state) for one in await house.shop.queries.dossiers_of(KORENAAR, member) if one.kind in ("friend", "referral")]


async def test_a_friend_follows_the_link_makes_a_card_and_both_are_noted(club):
    gerrit, phone = await opened(club, GERRIT), stranger(club)
    invitation = await phone.get(await link_of(gerrit))
    assert "Maak mijn kaart" in invitation.body.decode()
    assert "100 punten" in invitation.body.decode()

    done = await joins(club, phone, name="Nieuw Gezicht", birthday="1990-04-01", mag="offers by email")
    home = await phone.get(done.headers["location"])

    assert done.headers["location"] == "/pas?welkom=ja&vriend=ja"
    assert "Uw kaart is klaar" in home.body.decode()
    assert "Uw uitnodiging is genoteerd" in home.body.decode()
    assert await friends_of(club, NEW) == [("referral", "registered")]
    assert await friends_of(club, GERRIT) == [("friend", "registered")]
    member = purse_of(await member_by(club, NEW))
    given = await club.shop.queries.dossiers_of(KORENAAR, member, "consent")
    assert [(one.id, one.state) for one in given] == [("offers by email", "given")]
    assert '"text_version":"pas-nieuw-1-nl"' in given[0].data
    assert {one.kind for one in await club.shop.queries.identifiers_of(KORENAAR, member)} == {"email", "qr"}
    assert phone.cookies[FRIEND] == ""
    assert (await books.check(club.shop.store, KORENAAR)).is_sound


async def test_nothing_is_ticked_and_whoever_has_a_card_finds_it_open_and_is_told_nothing_before(club):
    phone = stranger(club)
    form = await phone.get("/pas/nieuw")
    assert b"checked" not in form.body
    known, unknown = [(await phone.fill(form, "/pas/nieuw", email=email, oud="ja")).body for email in (FATIMA, NEW)]
    assert known.replace(FATIMA.encode(), b"")[:900] == unknown.replace(NEW.encode(), b"")[:900]
    before = await club.shop.entries()

    done = await joins(club, phone, FATIMA, name="Iemand Anders", mag="offers by email")

    assert done.headers["location"] == "/pas?welkom=al"
    assert "Fatima" in await text(phone, "/pas")
    assert await club.shop.entries() == before, "an address that is known gets no second card, no other name and no consent"


async def test_a_member_brings_not_themselves_by_another_address_or_another_browser(club):
    gerrit = await opened(club, GERRIT)
    address = await link_of(gerrit)
    await gerrit.fill(await gerrit.get("/pas/ik"), "/pas/afmelden")
    await gerrit.get(address)
    device = await joins(club, gerrit)

    plus = stranger(club)
    await plus.get(address)
    label = await joins(club, plus, GERRIT.replace("@", "+twee@"))

    assert device.headers["location"] == label.headers["location"] == "/pas?welkom=ja&vriend=nee"
    assert "telt niet mee" in (await plus.get(label.headers["location"])).body.decode()
    assert await friends_of(club, GERRIT) == []


async def test_an_invitation_that_nobody_signed_or_that_is_old_is_none(club):
    gerrit = await opened(club, GERRIT)
    address = await link_of(gerrit)
    forged, late = stranger(club), stranger(club)
    forged.cookies[FRIEND] = address.partition("/pas/vriend/")[2].partition("?")[0]
    await late.get(address)
    assert "U komt via een uitnodiging" in await text(late, "/pas/nieuw")

    club.shop.clock.forward(8 * 24 * 60 * MINUTES)

    for phone in (forged, late):
        assert "U komt via een uitnodiging" not in await text(phone, "/pas/nieuw")


async def test_whoever_is_too_young_or_does_not_say_hears_how_a_parent_adds_them_and_gets_no_mail(club):
    phone = stranger(club)
    form = await phone.get("/pas/nieuw")
    answers = [
        await phone.fill(form, "/pas/nieuw", email=NEW),
        await phone.fill(form, "/pas/nieuw", email=NEW, oud="ja", birthday="2012-05-04"),
        await phone.fill(form, "/pas/nieuw", email=NEW, oud="ja", birthday="2012-13-40"),
    ]

    assert [answer.status for answer in answers] == [422] * 3
    assert all("Laat een ouder u toevoegen" in answer.body.decode() for answer in answers[:2])
    assert "geboortedatum bestaat niet" in answers[2].body.decode()
    waiting = await club.shop.queries.people.messages_waiting(KORENAAR, club.shop.clock.now(), 99)
    assert [one for one in waiting if one.address == NEW] == []


async def test_a_wrong_code_a_borrowed_ticket_and_hostile_words_make_no_card(club):
    phone = stranger(club)
    page = await phone.fill(await phone.get("/pas/nieuw"), "/pas/nieuw", email=NEW, oud="ja", name=HOSTILE)
    right = await mailed(club, NEW)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    before = await club.shop.entries()
    sign_in = await phone.fill(await phone.get("/pas/aanmelden"), "/pas/aanmelden", email=FATIMA)
    mine = page.body.decode().partition('name="ticket" value="')[2].partition('"')[0]
    borrowed = sign_in.body.decode().partition('name="ticket" value="')[2].partition('"')[0]

    answers = [
        await phone.fill(page, "/pas/nieuw/code", code=wrong),
        await phone.fill(page, "/pas/nieuw/code", code=await mailed(club, FATIMA), ticket=borrowed),
        await phone.fill(page, "/pas/nieuw/code", code=right, ticket="x" * 200),
        await phone.fill(page, "/pas/nieuw/code", code=right, oud="nee"),
        await phone.fill(sign_in, "/pas/aanmelden/code", code=right, ticket=mine),
        await phone.post("/pas/nieuw", {"email": "geen adres", "oud": "ja"}),
    ]  # fmt: skip

    assert [answer.status for answer in answers] == [422] * 6
    assert await club.shop.entries() == before
    assert all(b"<script>alert" not in answer.body for answer in [page, *answers])
    done = await phone.fill(page, "/pas/nieuw/code", code=right, mag="everything by phone")
    again = await phone.fill(page, "/pas/nieuw/code", code=right)
    assert done.headers["location"] == "/pas?welkom=ja"
    assert again.status == 403, "who is signed in sends a form of their own"
    assert "&lt;script&gt;" in await text(phone, "/pas/ik") or "&#34;&gt;" in await text(phone, "/pas/ik")
    assert await club.shop.queries.dossiers_of(KORENAAR, purse_of(await member_by(club, NEW)), "consent") == []


async def test_a_card_without_a_name_is_there_at_once_and_comes_along_when_it_gets_one(club):
    phone = stranger(club)
    made = await phone.fill(await phone.get("/pas/nieuw"), "/pas/nieuw/los")
    number = phone.cookies[LOOSE]
    second = await phone.post("/pas/nieuw/los", {"winkel": KORENAAR})
    line = {"number": 1, "category": "bread", "quantity": 3000, "net_minor": 1260, "list_minor": 1260, "vat_bp": 900}
    body = {"branch": "station", "identifier": {"kind": "qr", "value": number}, "lines": [line]}
    assert (await club.shop.client().post("/v1/purchases", body, key="loose")).status == 201
    shown = await text(phone, "/pas/losse-kaart")

    assert (made.headers["location"], second.headers["location"]) == ("/pas/losse-kaart", "/pas/losse-kaart")
    assert phone.cookies[LOOSE] == number, "who carries one gets no second"
    assert "3 / 10" in shown
    assert " ".join(number[i : i + 4] for i in range(0, 16, 4)) in shown

    await joins(club, phone)
    assert "3 van 10" in await text(phone, "/pas") or "3 / 10" in await text(phone, "/pas")
    assert phone.cookies[LOOSE] == ""
    assert await club.shop.desk.find(KORENAAR, Identifier("qr", number)) == purse_of(await member_by(club, NEW))
    assert (await books.check(club.shop.store, KORENAAR)).is_sound


async def test_one_telephone_makes_no_hundred_cards_and_mails_no_hundred_people(club):
    phone = stranger(club)
    answers = []
    for _ in range(11):
        phone.cookies.pop(LOOSE, "")
        answers.append((await phone.post("/pas/nieuw/los", {"winkel": KORENAAR})).status)
    mail = await phone.fill(await phone.get("/pas/nieuw"), "/pas/nieuw", email=NEW, oud="ja")

    assert answers == [303] * 10 + [422]
    assert mail.status == 422
    assert "te vaak" in mail.body.decode().lower() or "even" in mail.body.decode().lower()


async def test_the_poster_leads_to_where_anybody_makes_a_card(club):
    phone = stranger(club)
    page = await phone.get(f"/pas/nieuw?winkel={KORENAAR}")
    english = Browser(club.shop.app, {"zegel_language": "en"}, host="127.0.0.1")

    assert "Korenaar" in page.body.decode()
    assert "Make a card without a name" in await text(english, "/pas/nieuw")
    assert OPENED not in phone.cookies
