"""Gift cards and experiences in the office: money that is owed to whoever holds a code, and seats that are somebody's."""

import pytest

from tests.korenaar import DAY, KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
CARDS, EVENING = "/kantoor/cadeaukaarten", "/kantoor/belevingen/evening"
KEEPS = """
gift cards: {valid for: 5 years, from: 5.00 EUR, at most: 150.00 EUR}
experiences:
  evening:
    names: {nl: bakavond, en: baking evening}
    date: "2026-03-20"
    starts: "19:30"
    branch: station
    seats: 2
    reply until: "2026-03-13"
    guests: 1
    for: {member: true}
"""


async def keeping(house):
    shop = house.shop
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + KEEPS).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return house.office()


def drawn_on(page):
    """The code that the page shows this once, and the card's own page."""
    text = page.body.decode()
    code = text.partition("U ziet hem alleen nu.")[2].partition('<b class="amt">')[2].partition("</b>")[0]
    return code, text.partition(f'action="{CARDS}/')[2].partition("/")[0]


async def issued(joost, amount="25,00", **also):
    return await joost.fill(await joost.get(CARDS), f"{CARDS}/nieuw", amount=amount, reason="verkocht aan de balie", **also)


async def test_a_card_is_issued_with_a_code_that_is_shown_once_and_pays(house):
    joost = await keeping(house)
    page = await joost.get(CARDS)
    assert "Er is nog geen cadeaukaart uitgegeven" in page.body.decode()

    form = {"amount": "25,00", "reason": "verkocht", "branch": "station"}
    first, again = [await joost.fill(page, f"{CARDS}/nieuw", **form) for _ in range(2)]
    code, card = drawn_on(first)

    assert (len(code), drawn_on(again)[0]) == (19, code), "the same form gives the same card again"
    assert code not in (await joost.get(f"{CARDS}/{card}")).body.decode()
    paid = {"kind": "gift_card", "amount_minor": 1000, "code": code}
    jam = {"branch": "dorpsstraat", "lines": [{"sku": "JAM", "category": "jam", "net_minor": 1000}], "tenders": [paid]}
    assert (await house.shop.client().post("/v1/purchases", jam)).status == 201
    found = await joost.fill(page, f"{CARDS}/zoek", code=code)
    assert found.headers["location"] == f"{CARDS}/{card}"
    shown = (await joost.get(f"{CARDS}/{card}")).body.decode()
    assert ("€\u00a015,00" in shown, "Tegoed uitgegeven" in shown, "geldig tot en met" in shown) == (True, True, True)
    lines = (await joost.get(f"{CARDS}?as=csv")).body.decode().splitlines()
    assert lines[1].split(";")[2:4] == ["25,00", "15,00"]
    assert lines[1].endswith("deels gebruikt")


async def test_a_card_is_topped_up_replaced_and_blocked_with_a_reason(house):
    joost = await keeping(house)
    code, card = drawn_on(await issued(joost))
    page = await joost.get(f"{CARDS}/{card}")

    assert (await joost.fill(page, f"{CARDS}/{card}/erbij", amount="10", reason="erbij")).status == 303
    assert (await joost.fill(page, f"{CARDS}/{card}/vervang", how="draw", reason=" ")).status == 422
    page = await joost.get(f"{CARDS}/{card}")
    newer, other = drawn_on(await joost.fill(page, f"{CARDS}/{card}/vervang", how="draw", reason="verloren"))
    assert newer != code
    assert (await joost.get(f"{CARDS}/{card}")).status == 422, "what was replaced is no card any more"
    assert (await joost.fill(await joost.get(CARDS), f"{CARDS}/zoek", code=code)).status == 422
    page = await joost.get(f"{CARDS}/{other}")
    assert "€\u00a035,00" in page.body.decode()
    blocked = await joost.fill(page, f"{CARDS}/{other}/vervang", how="block", reason="gestolen")
    waits = (await joost.get(blocked.headers["location"])).body.decode()
    assert ("het geld wacht op een nieuwe" in waits, "€\u00a035,00" in waits) == (True, True)
    log = await house.shop.door.people.register.people.audit_lines(KORENAAR, 0, 9, what="gift_card")
    assert [line.deed.reason for line in log] == ["verloren", "gestolen"]


async def test_what_is_no_gift_card_is_none_and_rights_hold(house):
    joost = await keeping(house)
    made = await house.shop.client().post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "card", "value": "F1"}]})
    assert (await joost.get(f"{CARDS}/{made.json['member']}")).status == 422
    for wrong in ({"amount": "4,99"}, {"amount": "200"}, {"amount": "1.000,00"}, {"amount": "x"}, {"code": "ABC"}):
        assert (await issued(joost, **{"amount": "25", **wrong})).status in (400, 422), wrong
    finance = house.office(rights=frozenset({"gift_cards:read"}))
    code, card = drawn_on(await issued(joost))
    assert code
    page = (await finance.get(f"{CARDS}/{card}")).body.decode()
    assert ("/erbij" in page, "/vervang" in page) == (False, False)
    assert (await finance.post(f"{CARDS}/{card}/vervang", {})).status == 403


async def test_members_get_seats_wait_for_them_and_are_let_in_on_the_day(house):
    joost, shop = await keeping(house), house.shop
    members = []
    for name, card in (("Fatima", "F1"), ("Gerrit", "G1"), ("Sanne", "S1")):
        made = await shop.client().post("/v1/members", {"name": name, "identifiers": [{"kind": "card", "value": card}]})
        members.append(made.json["member"])
        token = (await joost.get(EVENING)).body.decode().partition('name="token" value="')[2].partition('"')[0]
        comes = {"token": token, "key": card, "card": card, "answer": "accept"}
        assert (await joost.post(f"{EVENING}/antwoord", comes)).status == 303
        shop.clock.forward(1000)

    row = (await joost.get("/kantoor/belevingen?as=csv")).body.decode().splitlines()[1].split(";")
    assert row == ["Bakavond", "2026-03-20", "19:30", "station", "2", "2", "1", "0", "2026-03-13"]
    guests = (await joost.get(f"{EVENING}?as=csv")).body.decode().splitlines()[1:]
    assert [line.split(";")[:2] for line in guests] == [["Fatima", "heeft een plaats"], ["Gerrit", "heeft een plaats"], ["Sanne", "wacht"]]
    page = await joost.get(EVENING)
    assert f"{EVENING}/binnen" not in page.body.decode(), "nobody is let in before the day"
    gone = {"token": token, "key": "g", "member": members[1], "answer": "decline"}
    assert (await joost.post(f"{EVENING}/antwoord", gone)).status == 303
    assert "nog 1 van 2 plaatsen" in (await joost.get(EVENING)).body.decode()

    shop.clock.forward(17 * DAY)
    page = await joost.get(EVENING)
    assert (await joost.post(f"{EVENING}/binnen", {"token": token, "key": "in", "card": "F1"})).status == 303
    assert (await joost.post(f"{EVENING}/binnen", {"token": token, "key": "in2", "card": "G1"})).status == 422
    there = (await joost.get(f"{EVENING}?state=attended")).body.decode()
    assert ("Fatima" in there, "Gerrit" in there) == (True, False)
    assert (await joost.get(f"{EVENING}?state=maybe")).status == 400
    marketer = house.office(rights=frozenset({"experiences:read", "experiences:list"}))
    assert "/antwoord" not in (await marketer.get(EVENING)).body.decode()
