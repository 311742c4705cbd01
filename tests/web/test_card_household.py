"""People who live together save in one pot; a child or a partner without a telephone has one more card, on paper."""

import asyncio

import pytest

from tests.korenaar import KORENAAR
from tests.make import enrols
from tests.pages import Browser
from tests.web.conftest import House
from tests.web.test_card import GERRIT, filled, member, opened, text, whose
from tests.web.test_card_safe import MINUTES, member_by
from zegel.core.ids import purse_of
from zegel.core.purchase import Identifier
from zegel.store import books
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio


@pytest.fixture
async def club(house: House) -> House:
    return await filled(house)


async def invited(house: House) -> tuple[str, Browser, Browser]:
    """Gerrit invites Fatima: where to, and both telephones."""
    fatima, gerrit = await opened(house), await opened(house, GERRIT)
    page = await gerrit.fill(await gerrit.get("/pas/huishouden"), "/pas/huishouden")
    address = page.body.decode().partition('data-share="')[2].partition('"')[0]
    return address.partition("127.0.0.1")[2], fatima, gerrit


async def test_who_is_invited_comes_pools_and_goes_and_the_books_check(club):
    path, fatima, gerrit = await invited(club)
    mine = await gerrit.get(path)
    asked = await fatima.get(path)
    assert "Dit is uw eigen uitnodiging" in mine.body.decode()
    assert "Gerrit vraagt u samen te sparen" in asked.body.decode()

    came = await fatima.fill(asked, path)
    again = await fatima.get(path)
    inside = await fatima.get("/pas/huishouden")
    pooled = await fatima.fill(inside, "/pas/pot")

    assert (came.status, again.status, pooled.status) == (303, 422, 303)
    assert "Zet 48\u00a0punten in de pot" in inside.body.decode()
    assert "48\u00a0punten" in await text(gerrit, "/pas")
    assert "€\u00a00,00" in await text(fatima, "/pas")
    assert "Fatima" in await text(gerrit, "/pas/huishouden")
    assert "El Amrani" not in await text(gerrit, "/pas/huishouden")
    assert "overgezet naar de andere kaart" in await text(fatima, "/pas/historie")
    assert (await books.check(club.shop.store, KORENAAR)).is_sound

    out = await gerrit.fill(await gerrit.get("/pas/huishouden"), "/pas/huishouden-uit")
    assert out.status == 303
    assert "Samen sparen" in await text(fatima, "/pas/huishouden")
    assert "48\u00a0punten" in await text(gerrit, "/pas")


async def test_an_invitation_lets_one_in_of_two_at_once_and_a_form_that_is_sent_again_is_no_trouble(club):
    await member(club, "Kees de Boer", "kees@voorbeeld.nl", "2620000054399")
    path, fatima, gerrit = await invited(club)
    kees = await opened(club, "kees@voorbeeld.nl")
    forms = [(phone, await phone.get(path)) for phone in (fatima, kees)]

    came = await asyncio.gather(*[phone.fill(form, path) for phone, form in forms])
    there = await text(gerrit, "/pas/huishouden")
    first = [one.status for one in came].index(303)
    again = await forms[first][0].fill(forms[first][1], path)

    assert sorted(one.status for one in came) == [303, 422]
    assert ("Fatima" in there) + ("Kees" in there) == 1
    assert (again.status, again.headers["location"]) == (303, "/pas/huishouden")


async def test_a_telephone_that_lay_around_pools_nothing_and_nobody_is_let_go_by_a_stranger(club):
    path, fatima, gerrit = await invited(club)
    await gerrit.fill(await gerrit.get("/pas/huishouden"), "/pas/huishouden")
    late = await fatima.get(path)
    page = await gerrit.fill(await gerrit.get("/pas/huishouden"), "/pas/huishouden")
    path = page.body.decode().partition('data-share="')[2].partition('"')[0].partition("127.0.0.1")[2]
    await fatima.fill(await fatima.get(path), path)
    form = await fatima.get("/pas/huishouden")
    club.shop.clock.forward(11 * MINUTES)

    pooled = await fatima.fill(form, "/pas/pot")
    stranger = await fatima.fill(form, "/pas/huishouden-uit", member=await member_by(club, GERRIT), once="s")

    assert late.status == 422, "an invitation is over when there is another"
    assert pooled.headers["location"].startswith("/pas/bewijs")
    assert stranger.status == 422
    assert "U spaart mee met Gerrit" in await text(fatima, "/pas/huishouden")


async def test_who_leaves_for_good_is_out_of_the_household_too(club):
    path, fatima, gerrit = await invited(club)
    await fatima.fill(await fatima.get(path), path)

    left = await fatima.fill(await fatima.get("/pas/weggaan"), "/pas/weggaan", sure="ja")

    assert left.headers["location"] == "/pas/weg"
    assert "Haal eruit" not in await text(gerrit, "/pas/huishouden")


async def test_one_more_card_saves_for_the_same_member_and_can_be_printed(club):
    phone = await opened(club)
    made = await phone.fill(await phone.get("/pas/kaarten"), "/pas/kaarten")
    member = await whose(club)
    known = await club.shop.queries.identifiers_of(KORENAAR, purse_of(member))
    new = next(one.text for one in known if one.kind == "qr")
    paper = await text(phone, "/pas/kaarten/2")
    line = {"number": 1, "category": "bread", "quantity": 1000, "net_minor": 1000, "list_minor": 1000, "vat_bp": 900}
    body = {
        "branch": "station",
        "identifier": {"kind": "qr", "value": new},
        "lines": [line],
        "tenders": [{"kind": "cash", "amount_minor": 1000}],
    }
    sold = await club.shop.client().post("/v1/purchases", body, key="child")

    assert made.status == 303
    assert sold.status == 201
    assert "68\u00a0punten" in await text(phone, "/pas")  # Tuesday: twice
    assert " ".join(new[i : i + 4] for i in range(0, 16, 4)) in paper
    assert (await phone.get("/pas/kaarten/3")).status == 404


async def test_a_card_without_a_name_is_looked_at_by_its_number_and_a_members_is_not(club):
    at = club.shop.clock.now()
    await club.shop.desk.submit(enrols(7, Identifier("qr", "23456789ABCDEFG6"), at=at, since=""))
    line = {"number": 1, "category": "bread", "quantity": 3000, "net_minor": 1260, "list_minor": 1260, "vat_bp": 900}
    body = {"branch": "station", "identifier": {"kind": "qr", "value": "23456789ABCDEFG6"}, "lines": [line]}
    assert (await club.shop.client().post("/v1/purchases", body, key="nameless")).status == 201
    club.door.gate = Sessions(club.door.people)
    stranger = Browser(club.shop.app, host="127.0.0.1")

    page = await stranger.get("/pas/losse-kaart")
    there = await stranger.fill(page, "/pas/losse-kaart", number="23456789ABCDEFG6")
    theirs = await stranger.fill(page, "/pas/losse-kaart", number="2620000012345")
    none = await stranger.fill(page, "/pas/losse-kaart", number="2620000099999")

    often = [(await stranger.fill(page, "/pas/losse-kaart", number="23456789ABCDEFG6")).status for _ in range(35)]

    assert "3 / 10" in there.body.decode()
    assert set(often) == {200}, "who looks at a card of theirs guesses nothing, and everybody in the shop has one address"
    assert (theirs.status, none.status) == (422, 422)
    assert theirs.body.replace(b"2620000012345", b"") == none.body.replace(b"2620000099999", b"")


async def test_a_parent_takes_a_child_in_consents_spends_for_it_and_takes_it_out_again(club):
    gerrit, fatima = await opened(club, GERRIT), await opened(club)
    form = await gerrit.get("/pas/kind")
    words = {"name": "Noor", "birthday": "2015-06-01"}
    refused = [
        await gerrit.fill(form, "/pas/kind", **words),
        await gerrit.fill(form, "/pas/kind", **words | {"birthday": "1990-06-01"}, ouder="ja", once="old"),
        await gerrit.fill(form, "/pas/kind", **words | {"birthday": "gisteren"}, ouder="ja", once="odd"),
    ]
    added = await gerrit.fill(form, "/pas/kind", **words, ouder="ja", once="new")
    page = await text(gerrit, "/pas/huishouden")
    path = "/pas/kind/" + page.partition('href="/pas/kind/')[2].partition('"')[0]
    child = purse_of(path.rpartition("/")[2])
    paper = await text(gerrit, path)
    code = "".join(paper.partition('<p class="code">')[2].partition("</p>")[0].split())
    line = {"number": 1, "category": "bread", "quantity": 1000, "net_minor": 1000, "list_minor": 1000, "vat_bp": 900}
    body = {"branch": "station", "identifier": {"kind": "qr", "value": code}, "lines": [line]}
    assert (await club.shop.client().post("/v1/purchases", body, key="child")).status == 201
    stranger = [await fatima.get(path), await fatima.post(f"{path}/weg", {"token": (await fatima.get("/pas")).body.decode()})]
    pooled = await gerrit.fill(await gerrit.get("/pas/huishouden"), f"{path}/pot")
    first = await gerrit.fill(await gerrit.get("/pas/weggaan"), "/pas/weggaan", sure="ja")
    out = await gerrit.fill(await gerrit.get("/pas/huishouden"), f"{path}/weg")

    assert [answer.status for answer in refused] == [422] * 3
    assert (added.status, pooled.status, out.status) == (303, 303, 303)
    assert "Noor" in page
    assert [answer.status for answer in stranger] == [404, 403]
    assert "20\u00a0punten" in await text(gerrit, "/pas")  # Tuesday: twice
    assert "Haal eerst de kinderen" in first.body.decode()
    assert "Noor" not in await text(gerrit, "/pas/huishouden")
    assert await club.shop.queries.profile_of(KORENAAR, child) is None
    assert (await books.check(club.shop.store, KORENAAR)).is_sound
