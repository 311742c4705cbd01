"""A member opens their card with a code by mail and sees what they have, why, and what is theirs to decide; nobody sees another's."""

import csv
import io
import re

import pytest

from tests.korenaar import DAY, KORENAAR, OTHER
from tests.pages import Browser, Fields
from tests.web.conftest import House
from zegel.access.qr import read
from zegel.access.refusals import QrStale
from zegel.core.ids import purse_of
from zegel.web.card.code import drawn
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio

FATIMA, GERRIT = "fatima@voorbeeld.nl", "gerrit@voorbeeld.nl"


async def member(house: House, name: str, email: str, card: str) -> str:
    identifiers = [{"kind": "card", "value": card}, {"kind": "email", "value": email}]
    body = {"name": name, "language": "nl", "since": "2018-03-01", "identifiers": identifiers}
    return str((await house.shop.client().post("/v1/members", body, key=f"enrol-{card}")).json["member"])


async def buys(house: House, who: str | None, key: str, **also: object) -> str:
    """Three loaves for € 12,60 at the Dorpsstraat."""
    line = {"number": 1, "category": "bread", "sku": "BROOD", "quantity": 3000, "net_minor": 1260, "list_minor": 1260, "vat_bp": 900}
    body = {"branch": "dorpsstraat", "lines": [line], "tenders": [{"kind": "card", "amount_minor": 1260}]} | also
    answer = await house.shop.client().post("/v1/purchases", body | ({"member": who} if who else {}), key=key)
    assert answer.status == 201, answer.body
    return str(answer.json["receipt"])


async def mailed(house: House, email: str) -> str:
    """The code in the last mail to `email`."""
    people = house.shop.queries.people
    messages = [one for one in await people.messages_waiting(KORENAAR, house.shop.clock.now(), 99) if one.address == email]
    return house.door.people.members.code_of(messages[-1])


async def opened(house: House, email: str = FATIMA) -> Browser:
    """A telephone on which the card of `email` is open."""
    house.door.gate = Sessions(house.door.people)
    phone = Browser(house.shop.app, host="127.0.0.1")
    house.shop.clock.forward(1000)
    form = await phone.get("/pas/aanmelden")
    page = await phone.fill(form, "/pas/aanmelden", email=email)
    answer = await phone.fill(page, "/pas/aanmelden/code", code=await mailed(house, email))
    assert (answer.status, answer.headers["location"]) == (303, "/pas")
    return phone


async def text(phone: Browser, path: str) -> str:
    answer = await phone.get(path)
    assert answer.status == 200, answer.body
    return answer.body.decode()


async def filled(house: House) -> House:
    """Fatima, who bought twice on a Tuesday, and Gerrit, who did nothing yet."""
    fatima = await member(house, "Fatima El Amrani", FATIMA, "2620000012345")
    await member(house, "Gerrit Denkbeeld", GERRIT, "2620000054321")
    for n in range(2):
        await buys(house, fatima, f"bread-{n}")
    return house


@pytest.fixture
async def club(house: House) -> House:
    return await filled(house)


async def test_a_stranger_learns_nothing_and_a_wrong_code_opens_nothing(club):
    club.door.gate = Sessions(club.door.people)
    stranger = Browser(club.shop.app, host="127.0.0.1")
    assert (await stranger.get("/pas")).headers["location"] == "/pas/aanmelden"

    known, unknown = [await stranger.post("/pas/aanmelden", {"email": email}) for email in (FATIMA, "niemand@voorbeeld.nl")]
    forms = [Fields(answer.body.decode()).forms[0][1] for answer in (known, unknown)]
    same = [re.sub(r'value="[^"]*"|[\w.]+@voorbeeld.nl', "", answer.body.decode()) for answer in (known, unknown)]
    wrong = [await stranger.post("/pas/aanmelden/code", form | {"code": "000000"}) for form in forms]
    odd = await stranger.post("/pas/aanmelden", {"email": "fatima"})

    assert same[0] == same[1]
    assert [answer.status for answer in wrong] == [422, 422]
    assert all("Deze code past niet" in answer.body.decode() for answer in wrong)
    assert (odd.status, "Dit lijkt nog geen e-mailadres" in odd.body.decode()) == (422, True)
    assert "set-cookie" not in wrong[0].headers


async def test_in_a_house_of_many_shops_the_link_says_which_and_the_telephone_remembers(club):
    await club.shop.add_company(OTHER)
    stranger = Browser(club.shop.app, host="127.0.0.1")

    nowhere = await text(stranger, "/pas/aanmelden")
    linked = await text(stranger, "/pas/aanmelden?winkel=korenaar")
    again = await text(stranger, "/pas/aanmelden")

    assert "Open uw kaart met de link" in nowhere
    assert "Molen" not in nowhere + linked + again
    assert 'name="winkel" value="korenaar"' in linked
    assert 'name="winkel" value="korenaar"' in again


async def test_the_card_shows_balance_stamps_tier_and_what_is_near(club):
    page = await text(await opened(club), "/pas")

    assert "Klant sinds 2018" in page
    assert "€\u00a00,48" in page  # 2 × 12 full euros, twice on Tuesdays
    assert "48\u00a0punten" in page
    assert 'aria-label="6 van de 10 stempels"' in page
    assert "Nog 4, dan krijgt u: gratis brood." in page
    assert "Beker" in page
    assert "Nog 2\u00a0punten." in page
    assert "Nog 476 sterren voor zilver." in page
    assert "2620 0000 1234 5" in page
    assert drawn("2620000012345").path in page
    assert "style=" not in page


async def test_the_code_changes_every_half_minute_and_says_whose_card_it_is(club):
    phone = await opened(club)
    page, first = await text(phone, "/pas"), await text(phone, "/pas/code-nu")
    club.shop.clock.forward(30_000)
    second = await text(phone, "/pas/code-nu?groot=ja")
    now = club.door.people.qr.made(KORENAAR, purse_of(await whose(club)), club.shop.clock.now(), strong=True)

    path = re.search(r'<path d="[^"]+"/>', first)
    assert path
    assert path[0] in page
    assert path[0] not in second
    assert drawn(now).path in second
    assert (await Browser(club.shop.app, host="127.0.0.1").get("/pas/code-nu")).status == 303


async def test_every_line_says_why_and_can_be_disputed(club):
    phone = await opened(club)
    page = await text(phone, "/pas/historie")
    assert "dinsdag telt dubbel" in page
    assert "Aankoop van €\u00a012,60" in page
    assert "Dorpsstraat" in page
    assert "Lid geworden" in page

    entry = await phone.get("/pas/historie/2")
    assert "Alle regels, ook wat niets gaf" in entry.body.decode()
    sent = await phone.fill(entry, "/pas/historie/2", what="Ik kocht vier broden")
    after = await text(phone, sent.headers["location"])
    cases = (await club.shop.client().get("/v1/cases", "kind=service&state=open")).json["cases"]

    assert "Wij hebben uw bericht" in after
    assert [(case["data"]["what"], case["data"]["sale"].endswith(".2")) for case in cases] == [("Ik kocht vier broden", True)]
    assert (await phone.get("/pas/historie/99")).status == 404


async def test_a_reward_is_collected_where_they_were_last_and_who_was_nowhere_chooses(club):
    fatima, gerrit = await opened(club), await opened(club, GERRIT)
    for whom in (await whose(club), await whose(club, GERRIT)):
        body = {"member": whom, "unit": "points", "count": 100, "reason": "sorry"}
        await club.shop.client().post("/v1/adjustments", body, key=f"rich-{whom}")
    pages = [await text(phone, "/pas/beloningen/mug") for phone in (fatima, gerrit)]
    await buys(club, await whose(club), "elsewhere", branch="station")
    pages.append(await text(fatima, "/pas/beloningen/mug"))

    assert [re.findall(r'<option value="([^"]*)" selected', page) for page in pages] == [["dorpsstraat"], [], ["station"]]
    assert ['<option value="">Kies een winkel' in page for page in pages] == [False, True, False]
    assert all(' name="branch" required>' in page for page in pages)


async def test_a_reward_is_set_aside_and_given_up_again(club):
    phone = await opened(club)
    before = await text(phone, "/pas/beloningen")
    assert "nog 2\u00a0punten" in before
    await club.shop.client().post(
        "/v1/adjustments", {"member": await whose(club), "unit": "points", "count": 10, "reason": "sorry"}, key="x"
    )

    one = await phone.get("/pas/beloningen/mug")
    assert "Daarna houdt u 8\u00a0punten over." in one.body.decode()
    assert (await phone.fill(one, "/pas/beloningen/mug", branch="station")).headers["location"] == "/pas/beloningen"
    again = await phone.fill(one, "/pas/beloningen/mug", branch="station")
    reserved = await phone.get("/pas/beloningen")
    assert again.status == 303, "sent twice is done once"
    assert reserved.body.decode().count("ophalen voor woensdag 4 maart 11:00") == 1
    assert "Station" in reserved.body.decode()

    stolen = await (gerrit := await opened(club, GERRIT)).post(
        "/pas/beloning-terug",
        Fields((await gerrit.get("/pas/ik")).body.decode()).forms[0][1] | {"order": order_of(reserved.body.decode()), "once": "y"},
    )
    back = await phone.fill(reserved, "/pas/beloning-terug")
    assert (stolen.status, b"unknown_order" in stolen.body) == (422, True)
    assert back.status == 303
    assert "58\u00a0punten" in await text(phone, "/pas/beloningen")


async def whose(house: House, email: str = FATIMA) -> str:
    found = await house.shop.client().post("/v1/members/lookup", {"identifier": {"kind": "email", "value": email}})
    return str(found.json["member"])


def order_of(page: str) -> str:
    found = re.search(r'name="order" value="([^"]+)"', page)
    assert found
    return found[1]


async def test_consents_go_on_and_off_by_themselves_and_cost_nothing(club):
    phone = await opened(club)
    page = await phone.get("/pas/ik")
    token = Fields(page.body.decode()).forms[0][1]["token"]
    wish = {"token": token, "purpose": "offers", "channel": "email"}

    piece = await phone.post(
        "/pas/toestemming", wish | {"state": "given", "once": "a"},
        [("origin", "https://127.0.0.1"), ("hx-request", "true")],
    )  # fmt: skip
    given = (await club.shop.client().get(f"/v1/members/{await whose(club)}/consents")).json["consents"]
    await phone.post("/pas/toestemming", wish | {"state": "withdrawn", "once": "b"})
    withdrawn = (await club.shop.client().get(f"/v1/members/{await whose(club)}/consents")).json["consents"]

    assert "U zei ja op 3 maart 2026." in piece.body.decode()
    assert "<html" not in piece.body.decode()
    assert [(one["purpose"], one["channel"], one["state"], one["history"][0]["text_version"]) for one in given] == [
        ("offers", "email", "given", "pas-1-nl")
    ]
    assert withdrawn[0]["state"] == "withdrawn"
    assert "€\u00a00,48" in await text(phone, "/pas")


async def test_who_they_are_is_theirs_to_change_to_see_and_to_take_along(club):
    phone = await opened(club)
    await phone.fill(await phone.get("/pas/ik"), "/pas/ik", name="=Fatima", birthday="1980-05-04", branch="station", language="nl")
    known = await text(phone, "/pas/gegevens")
    whole = (await phone.get("/pas/gegevens.json")).json
    table = list(csv.reader(io.StringIO((await phone.get("/pas/gegevens.csv")).body.decode("utf-8-sig"))))

    assert "4 mei 1980" in known
    assert FATIMA in known
    assert (whole["name"], whole["birthday"], len(whole["entries"])) == ("=Fatima", "1980-05-04", 4)
    assert {entry["document"]["purchase"]["branch"] for entry in whole["entries"] if entry["kind"] == "purchase"} == {"dorpsstraat"}
    assert table[0][0] == "nummer"
    assert ["points", "24"] in [row[4:6] for row in table]
    assert GERRIT not in known
    assert [one["kind"] for one in whole["kept"]["message_intent"]] == ["member code"]
    assert "Code om binnen te komen" in known
    assert "bewaren wij 13 maanden" in known
    assert ["", "", "identifiers.2.value", "", "", "", FATIMA, ""] in table
    assert ["", "", "name", "", "", "", "'=Fatima", ""] in table


async def test_what_came_with_another_card_is_known_too(club):
    phone, client, mine = await opened(club), club.shop.client(), await whose(club)
    card = {"kind": "card", "value": "NL2"}
    other = (await client.post("/v1/members", {"name": "F. Amrani", "identifiers": [card]})).json["member"]
    await client.post("/v1/purchases", {"branch": "station", "identifier": card, "lines": [{"net_minor": 777}]})
    await client.post(f"/v1/members/{mine}/merge", {"other": other, "reason": "two cards"})

    whole = (await phone.get("/pas/gegevens.json")).json

    assert whole["cards_that_came_along"] == [other]
    assert card in whole["identifiers"]
    bought = [one for one in whole["entries"] if (one["card"], one["kind"]) == (other, "purchase")]
    assert [one["document"]["purchase"]["lines"][0]["net_minor"] for one in bought] == [777]
    assert "NL2" in await text(phone, "/pas/kaart-kwijt")


async def test_the_history_holds_what_happened_on_a_card_that_came_along_and_on_nobody_elses(club):
    phone, client, mine = await opened(club), club.shop.client(), await whose(club)
    other = await member(club, "F. Amrani", "el@voorbeeld.nl", "NL3")
    bought = await buys(club, other, "elsewhere", branch="station")
    before, early = await text(phone, "/pas/historie"), (await phone.get(f"/pas/historie/{bought}")).status
    await client.post(f"/v1/members/{mine}/merge", {"other": other, "reason": "two cards"})

    page = await text(phone, "/pas/historie")
    assert ("Op uw eerdere kaart" in before, bought in before, early) == (False, False, 404)
    assert [said in page for said in ("Op uw eerdere kaart", "Station", "Overgezet naar deze kaart", "Overgenomen")] == [True] * 4
    entry = await phone.get(f"/pas/historie/{bought}")
    assert "dinsdag telt dubbel" in entry.body.decode()
    sent = await phone.fill(entry, f"/pas/historie/{bought}", what="Dat was ik niet")
    assert "Wij hebben uw bericht" in await text(phone, sent.headers["location"])
    cases = (await client.get("/v1/cases", "kind=service&state=open")).json["cases"]
    assert [case["data"]["sale"] for case in cases] == [bought]

    older = await text(phone, f"/pas/historie?before={bought}")
    assert ("Op uw eerdere kaart" in older, "Lid geworden" in older) == (True, True)
    table = list(csv.reader(io.StringIO((await phone.get("/pas/gegevens.csv")).body.decode("utf-8-sig"))))
    assert {row[7] for row in table} == {"kaart", "", "Op uw eerdere kaart (1)"}
    gerrits = await buys(club, await whose(club, GERRIT), "his")
    for path in (gerrits, f"{mine}.0", "0", f"{mine}.999", "x"):
        assert (await phone.get(f"/pas/historie/{path}")).status == 404


async def test_a_forgotten_receipt_becomes_theirs_by_its_number_and_total(club):
    await buys(club, None, "alone", receipt_number="88-17")
    phone = await opened(club)
    form = await phone.get("/pas/bon-vergeten")

    wrong = await phone.fill(form, "/pas/bon-vergeten", number="88-17", total="12,61")
    odd = await phone.fill(form, "/pas/bon-vergeten", number="88-17", total="veel", once="z")
    right = await phone.fill(form, "/pas/bon-vergeten", number="88-17", total="12,60", once="q")

    assert (wrong.status, odd.status, right.status) == (422, 422, 303)
    assert "72\u00a0punten" in await text(phone, "/pas")


async def test_signed_out_everywhere_is_signed_out_on_the_other_telephone(club):
    one, other = await opened(club), await opened(club)
    shown = club.door.people.qr.made(KORENAAR, purse_of(await whose(club)), club.shop.clock.now())

    out = await one.fill(await one.get("/pas/ik"), "/pas/overal-afmelden")

    assert out.headers["location"] == "/pas/aanmelden"
    assert {(await other.get(path)).status for path in ("/pas", "/pas/code", "/pas/code-nu", "/pas/gegevens.json")} == {303}
    club.shop.clock.forward(60_000)
    with pytest.raises(QrStale):  # whoever took a picture of the code has nothing of it a minute later
        read(shown, club.door.people.qr.public, KORENAAR, club.shop.clock.now())


async def test_it_is_an_app_that_keeps_nothing_but_its_own_files_and_the_last_card(club):
    phone = Browser(club.shop.app, host="127.0.0.1")
    manifest, worker = await phone.get("/pas/manifest.webmanifest"), await phone.get("/pas/werk.js")

    assert (manifest.json["start_url"], manifest.json["display"]) == ("/pas", "standalone")
    assert worker.headers["service-worker-allowed"] == "/pas"
    files = re.findall(r'"(/static/[^"]+)"', worker.body.decode())
    packed = 0
    for path in [*files, club.door.statics.address("vendor/htmx-4.0.1.min.js")]:
        answer = await phone.get(path, [("accept-encoding", "gzip")])
        assert answer.status == 200, path
        packed += len(answer.body)
    card = await text(await opened(club), "/pas")
    assert packed + len(card) // 3 < 150_000, "the first load of the card"


async def test_what_lapses_soon_is_said_with_its_last_day(club):
    club.shop.clock.forward(300 * DAY)
    await club.shop.client().post(
        "/v1/adjustments", {"member": await whose(club), "unit": "points", "count": 5, "reason": "sorry"}, key="x"
    )
    club.shop.clock.forward(60 * DAY)

    assert "48\u00a0punten vervallen na 31 maart." in await text(await opened(club), "/pas")


async def test_of_one_point_it_is_said_in_the_singular_that_it_lapses(club):
    await club.shop.client().post(
        "/v1/adjustments", {"member": await whose(club), "unit": "points", "count": -47, "reason": "sorry"}, key="x"
    )
    club.shop.clock.forward(360 * DAY)

    assert "1\u00a0punt vervalt na 31 maart." in await text(await opened(club), "/pas")
