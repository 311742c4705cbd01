"""Keys in the office: made with a second proof, shown once, no wider than whoever makes it, ended at once; the log says who."""

import re

import pytest

from tests.access.crew import signed_in, take_on
from tests.korenaar import KORENAAR, OTHER
from tests.pages import Browser
from zegel.access.scopes import SCOPES
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio
HERE = "/kantoor/sleutels"


async def at_desk(house, role, name="Joost"):
    """Somebody who signed in with a second proof, by their own cookie."""
    house.door.gate = Sessions(house.door.people)
    cookie, _ = await signed_in(house.shop, await take_on(house.shop, name, role))
    return Browser(house.shop.app, {"zegel": cookie}, "localhost")


def shown(page):
    return re.search(r"zk_[\w-]+\.[\w-]+", page.body.decode())


async def test_a_key_is_made_shown_once_used_and_revoked(house):
    joost = await at_desk(house, "owner")
    page = await joost.get(HERE)

    made = await joost.fill(page, HERE, source="webwinkel", set="till", days="30")
    key = shown(made).group()
    assert (await house.shop.client(key).post("/v1/members", {})).status == 201
    page = await joost.get(HERE)
    assert shown(page) is None
    assert "webwinkel" in page.body.decode()

    ident = key[3:].partition(".")[0]
    assert (await joost.fill(page, f"{HERE}/{ident}/weg", reason="kapot")).status == 303
    house.door.gate = Sessions(house.door.people)
    assert (await house.shop.queries.find_key(ident)).revoked_at is not None
    log = await house.shop.door.people.register.people.audit_lines(KORENAAR, 0, 99, what="key")
    assert [(line.deed.what, line.deed.object, line.deed.reason) for line in log] == [
        ("key.make", f"key:{ident}", ""), ("key.revoke", f"key:{ident}", "kapot"),
    ]  # fmt: skip
    assert "Joost" in (await joost.get(HERE)).body.decode()
    assert key.partition(".")[2] not in str(log)


async def test_nobody_makes_a_key_that_may_more_than_they_may(house):
    admin = await at_desk(house, "admin", "Bea")
    page = await admin.get(HERE)
    assert 'value="till"' not in page.body.decode()

    wide = await admin.fill(page, HERE, source="x", set="till")
    fair = await admin.fill(page, HERE, source="x", set="", scope="program:read")

    assert (wide.status, shown(wide)) == (422, None)
    assert shown(fair) is not None
    assert [key.scopes for key in await house.shop.queries.keys(KORENAAR) if key.source == "x"] == [("program:read",)]


async def test_without_a_proof_given_lately_no_key_is_made_or_ended(house):
    joost = await at_desk(house, "owner")
    before = await house.shop.queries.keys(KORENAAR)
    house.shop.clock.forward(11 * 60_000)
    page = await joost.get(HERE)
    asks = await joost.fill(page, HERE, source="x", set="till")

    refused = [
        asks,
        await joost.fill(asks, HERE, **{"proof-again": "123456"}),
        await joost.fill(page, f"{HERE}/{before[0].id}/weg"),
    ]

    assert [(answer.status, shown(answer)) for answer in refused] == [(403, None), (403, None), (403, None)]
    assert await house.shop.queries.keys(KORENAAR) == before


async def test_another_companys_key_is_not_there(house):
    joost = await at_desk(house, "owner")
    theirs = (await house.shop.add_company(OTHER))[3:].partition(".")[0]
    page = await joost.get(HERE)
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]

    assert theirs not in page.body.decode()
    assert (await joost.post(f"{HERE}/{theirs}/weg", {"token": token})).status == 422
    assert (await house.shop.queries.find_key(theirs)).revoked_at is None
    assert (await house.office(rights=frozenset(SCOPES)).get(HERE)).status in (303, 403)


async def test_keys_are_sifted_and_sorted_and_a_file_has_those_that_are_over_too(house):
    joost = await at_desk(house, "owner")
    for source in ("webwinkel", "kassa 2"):
        made = await joost.fill(await joost.get(HERE), HERE, source=source, set="till", days="30")
    ident = shown(made).group()[3:].partition(".")[0]
    await joost.fill(await joost.get(HERE), f"{HERE}/{ident}/weg", reason="kapot")

    sifted = (await joost.get(f"{HERE}?q=webwinkel&sort=-made_on")).body.decode()
    assert ("webwinkel" in sifted, "1 in deze lijst" in sifted) == (True, True)
    lines = (await joost.get(f"{HERE}?as=csv")).body.decode("utf-8-sig").splitlines()
    assert lines[0] == "Voor;Sleutel;Mag;Filiaal;Laatst gebruikt;Gemaakt door;Gemaakt;Geldig tot;Stand"
    over = next(line for line in lines if ident in line)
    assert (over.startswith("kassa 2;"), over.endswith(";ingetrokken")) == (True, True)
