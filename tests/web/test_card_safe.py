"""A member proves that it is them, changes how they come in, blocks what was lost, and leaves for good; the books still check."""

import re
from json import dumps

import pytest

from tests.access.authenticator import Authenticator
from tests.korenaar import KORENAAR, MINUTE, PROGRAM
from tests.make import header
from tests.pages import Browser, Fields
from tests.programs import compiled, read_yaml
from tests.web.conftest import House
from tests.web.test_card import FATIMA, GERRIT, filled, mailed, opened, text, whose
from zegel.core.ids import purse_of
from zegel.core.periods import Instant
from zegel.desk.erasing import erase_who_left
from zegel.desk.publish import publish
from zegel.flows.commands import Leave
from zegel.store import books

pytestmark = pytest.mark.anyio

MINUTES = 60_000


@pytest.fixture
async def club(house: House) -> House:
    return await filled(house)


async def proved(house: House, phone: Browser, path: str) -> None:
    """Sent to the proof, and back to `path` with the code of the mail."""
    asked = await phone.get(path)
    assert asked.headers["location"].startswith("/pas/bewijs?verder=")
    form = await phone.get(asked.headers["location"])
    house.shop.clock.forward(1000)
    sent = await phone.fill(form, "/pas/bewijs")
    done = await phone.fill(sent, "/pas/bewijs/code", code=await mailed(house, FATIMA))
    assert (done.status, done.headers["location"]) == (303, path)


async def test_a_telephone_that_lay_around_cannot_erase_or_make_keys_before_a_fresh_code(club):
    phone = await opened(club)
    club.shop.clock.forward(11 * MINUTES)
    form = Fields(await text(phone, "/pas/ik")).forms[0][1]

    blunt = await phone.post("/pas/weggaan", form | {"sure": "ja", "once": "x"})
    key = await phone.post("/pas/sleutels", form)
    page = await text(phone, "/pas/bewijs?verder=/pas/weggaan")
    elsewhere = await phone.post("/pas/bewijs", form | {"verder": "https://evil.test/pas/"})
    wrong = await phone.fill(elsewhere, "/pas/bewijs/code", code="000000")
    await proved(club, phone, "/pas/weggaan")

    assert [answer.headers["location"].partition("?")[0] for answer in (blunt, key)] == ["/pas/bewijs"] * 2
    assert "f…a@voorbeeld.nl" in page
    assert "Deze code past niet" in wrong.body.decode()
    assert 'name="verder" value="/pas"' in elsewhere.body.decode()
    assert "48\u00a0punten" in await text(phone, "/pas/weggaan")


async def test_who_leaves_sees_the_points_first_and_is_nobody_afterwards_and_the_books_check(club):
    phone, other = await opened(club), await opened(club)
    member = await whose(club)
    purse = purse_of(member)
    page = await phone.get("/pas/weggaan")
    unsure = await phone.fill(page, "/pas/weggaan", once="u")
    assert (unsure.status, "48\u00a0punten (€\u00a00,48)" in page.body.decode()) == (422, True)

    left = await phone.fill(page, "/pas/weggaan", sure="ja")

    assert left.headers["location"] == "/pas/weg"
    assert "Uw gegevens zijn gewist" in await text(phone, "/pas/weg")
    assert (await other.get("/pas")).headers["location"] == "/pas/aanmelden"
    queries, client = club.shop.queries, club.shop.client()
    assert await queries.identifiers_of(KORENAAR, purse) == []
    assert await queries.profile_of(KORENAAR, purse) is None
    assert await queries.dossiers_of(KORENAAR, purse) == []
    assert {one.document for one in await queries.receipts(KORENAAR, purse, 0, 99)} == {None}
    assert await queries.people.messages_to(KORENAAR, FATIMA, 9) == []
    row = await queries.purse(KORENAAR, purse)
    assert (row.blocked, row.spendable("points"), row.spendable("stamps")) == (True, 0, 0)
    entries = await queries.entries(KORENAAR, purse, 0, 99)
    assert [entry.kind for entry in entries] == ["enrol", "purchase", "purchase", "leave"]
    assert {(p.unit, p.destination, p.amount) for p in entries[-1].postings if p.unit == "points"} == {("points", "expired", 24)}
    assert (await books.check(club.shop.store, KORENAAR)).is_sound
    assert (await client.post("/v1/members/lookup", {"identifier": {"kind": "email", "value": FATIMA}})).status == 404
    lines = await queries.people.audit_lines(KORENAAR, 0, 99)
    told = [(one.deed.what, FATIMA in repr(one), "Fatima" in repr(one)) for one in lines]
    assert ("member.erase", False, False) in told


async def test_who_left_and_met_a_crash_is_erased_by_the_clock(club):
    phone = await opened(club)
    member = await whose(club)
    await club.shop.desk.submit(Leave(header(at=club.shop.clock.now(), key="left"), purse_of(member)))
    assert await club.shop.queries.profile_of(KORENAAR, purse_of(member)) is not None

    count = await erase_who_left(club.door.people.register, club.shop.queries, club.shop.clock.now)

    assert count == 1
    assert await club.shop.queries.profile_of(KORENAAR, purse_of(member)) is None
    assert (await phone.get("/pas")).status == 303
    assert await erase_who_left(club.door.people.register, club.shop.queries, club.shop.clock.now) == 0


async def test_a_lost_card_finds_nobody_and_another_code_is_there_at_once(club):
    phone, other = await opened(club), await opened(club)
    member = await whose(club)

    done = await phone.fill(await phone.get("/pas/kaart-kwijt"), "/pas/kaart-kwijt")
    page = await text(phone, done.headers["location"])
    found = await club.shop.client().post("/v1/members/lookup", {"identifier": {"kind": "card", "value": "2620000012345"}})
    known = await club.shop.queries.identifiers_of(KORENAAR, purse_of(member))

    assert "De kaart is geblokkeerd" in page
    assert found.status == 404
    assert sorted(one.kind for one in known) == ["email", "qr"]
    assert (await other.get("/pas")).headers["location"] == "/pas/aanmelden"
    assert re.search(r'class="read">(\w{4} ){3}\w{4}<', await text(phone, "/pas"))


async def test_nobody_blocks_the_card_of_another(club):
    gerrit = await opened(club, GERRIT)
    form = Fields(await text(gerrit, "/pas/kaart-kwijt")).forms[0][1]

    answer = await gerrit.post("/pas/kaart-kwijt", form | {"value": "2620000012345", "once": "z"})

    assert answer.status == 422
    assert (await club.shop.client().post("/v1/members/lookup", {"identifier": {"kind": "card", "value": "2620000012345"}})).status == 200


async def key_of(phone: Browser, path: str, form: dict[str, str], key: Authenticator, kind: str) -> dict[str, str]:
    """The form with what the browser signs for it."""
    asked = (await phone.post(path, form)).json
    answer = key.make(asked["options"]) if kind == "make" else key.sign(asked["options"])
    return form | {"challenge": asked["id"], "answer": dumps(answer)}


async def test_a_passkey_is_made_by_name_opens_the_card_proves_it_and_goes(club):
    phone = await opened(club)
    page = Fields(await text(phone, "/pas/sleutels"))
    form = next(fields for found, fields in page.forms if found["action"] == "/pas/sleutels")
    key = Authenticator("http://127.0.0.1", "127.0.0.1")

    made = await phone.post(
        "/pas/sleutels", await key_of(phone, "/pas/sleutels/vraag", form, key, "make") | {"name": "Mijn <b>telefoon</b>"}
    )
    listed = await phone.get("/pas/sleutels")
    assert made.headers["location"] == "/pas/sleutels"
    assert "Mijn &lt;b&gt;telefoon&lt;/b&gt;" in listed.body.decode()

    other = Browser(club.shop.app, host="127.0.0.1")
    door = Fields(await text(other, "/pas/aanmelden"))
    way_in = next(fields for found, fields in door.forms if found["action"] == "/pas/aanmelden/sleutel")
    wrong = await other.post(
        "/pas/aanmelden/sleutel", await key_of(other, "/pas/aanmelden/vraag", way_in, Authenticator(key.origin, key.host), "sign")
    )
    inside = await other.post("/pas/aanmelden/sleutel", await key_of(other, "/pas/aanmelden/vraag", way_in, key, "sign"))
    assert (wrong.status, "Dat lukte niet" in wrong.body.decode()) == (422, True)
    assert (inside.status, inside.headers["location"]) == (303, "/pas")

    club.shop.clock.forward(11 * MINUTES)
    asked = await other.get("/pas/sleutels")
    proof = Fields(await text(other, asked.headers["location"]))
    with_key = next(fields for found, fields in proof.forms if found["action"] == "/pas/bewijs/sleutel")
    done = await other.post("/pas/bewijs/sleutel", await key_of(other, "/pas/bewijs/vraag", with_key, key, "sign"))
    gone = await other.fill(await other.get(done.headers["location"]), "/pas/sleutel-weg")
    assert gone.headers["location"] == "/pas/sleutels"
    assert "U hebt nog geen toegangssleutel" in await text(other, "/pas/sleutels")
    third = Browser(club.shop.app, host="127.0.0.1")
    late = await third.post("/pas/aanmelden/sleutel", await key_of(third, "/pas/aanmelden/vraag", way_in, key, "sign"))
    assert late.status == 422


async def test_another_address_counts_after_its_own_code_and_the_old_one_opens_nothing(club):
    phone = await opened(club)
    new = "fatima.elamrani@voorbeeld.nl"
    form = await phone.get("/pas/adres")
    taken = await phone.fill(form, "/pas/adres", email=GERRIT)
    theirs = await phone.fill(taken, "/pas/adres/code", code=await mailed(club, GERRIT))
    sent = await phone.fill(form, "/pas/adres", email=new)
    wrong = await phone.fill(sent, "/pas/adres/code", code="000000")
    right = await phone.fill(wrong, "/pas/adres/code", code=await mailed(club, new))

    assert "Met dit adres is al een kaart open" in theirs.body.decode()
    assert (wrong.status, right.status) == (422, 303)
    known = await club.shop.queries.identifiers_of(KORENAAR, purse_of(await member_by(club, new)))
    assert [one.text for one in known if one.kind == "email"] == [new]
    assert (await club.shop.client().post("/v1/members/lookup", {"identifier": {"kind": "email", "value": FATIMA}})).status == 404
    club.shop.clock.forward(11 * MINUTES)
    assert (await phone.get("/pas/adres")).headers["location"].startswith("/pas/bewijs")


async def member_by(house: House, email: str) -> str:
    found = await house.shop.client().post("/v1/members/lookup", {"identifier": {"kind": "email", "value": email}})
    return str(found.json["member"])


async def test_a_code_that_lies_in_the_old_mailbox_opens_nothing_once_they_are_mailed_elsewhere(club):
    phone, thief = await opened(club), Browser(club.shop.app, host="127.0.0.1")
    club.shop.clock.forward(1000)
    waits = await thief.fill(await thief.get("/pas/aanmelden"), "/pas/aanmelden", email=FATIMA)
    code = await mailed(club, FATIMA)
    page = await phone.fill(await phone.get("/pas/adres"), "/pas/adres", email="nieuw@voorbeeld.nl")
    moved = await phone.fill(page, "/pas/adres/code", code=await mailed(club, "nieuw@voorbeeld.nl"))

    late = await thief.fill(waits, "/pas/aanmelden/code", code=code)

    assert (moved.status, late.status) == (303, 422)
    assert (await thief.get("/pas")).headers["location"] == "/pas/aanmelden"


async def test_much_at_once_wants_a_proof_and_little_does_not(club):
    phone = await opened(club)
    body = {"member": await whose(club), "unit": "points", "count": 100, "reason": "sorry"}
    await club.shop.client().post("/v1/adjustments", body, key="x")
    club.shop.clock.forward(11 * MINUTES)
    page = await phone.get("/pas/beloningen/mug")

    little = await phone.fill(page, "/pas/beloningen/mug", once="a")
    strict = compiled(read_yaml(PROGRAM + "settings: {proof above: 3.99 EUR}\n").document)
    await publish(club.shop.queries, KORENAAR, strict, Instant(club.shop.clock.now()), Instant(club.shop.clock.now()))
    club.shop.shelves.forget(KORENAAR)
    club.shop.clock.forward(2_000)
    much = await phone.fill(page, "/pas/beloningen/mug", once="b")

    before = (await phone.get("/pas/code")).body.decode()
    await club.shop.client().post("/v1/adjustments", body | {"count": 400}, key="rich")
    link = 'href="/pas/bewijs?verder=/pas/code"'
    assert (link in before, link in (await phone.get("/pas/code")).body.decode()) == (False, True)
    assert little.headers["location"] == "/pas/beloningen"
    assert much.headers["location"] == "/pas/bewijs?verder=/pas/beloningen/mug"


async def test_where_somebody_was_signed_in_is_said_as_they_call_it(club):
    android = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36"
    await opened(club)
    phone = Browser(club.shop.app, host="127.0.0.1")
    club.shop.clock.forward(2 * MINUTE)
    page = await phone.fill(await phone.get("/pas/aanmelden"), "/pas/aanmelden", email=FATIMA)
    fields = next(form for about, form in Fields(page.body.decode()).forms if about.get("action") == "/pas/aanmelden/code")
    said = [("origin", "https://127.0.0.1"), ("sec-fetch-site", "same-origin"), ("user-agent", android)]
    came = await phone.post("/pas/aanmelden/code", fields | {"code": await mailed(club, FATIMA)}, said)

    assert came.headers["location"] == "/pas"
    known = await text(phone, "/pas/gegevens")
    assert ("Chrome · Android" in known, "Mozilla" in known) == (True, False)
