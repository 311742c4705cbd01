"""The changing code on a member's card: genuine for a minute, spent once, and what a static one cannot do (reliability.md S10)."""

import asyncio
import json
from itertools import count

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.access.crew import Browser, done, enrolled, take_on, visit
from tests.korenaar import KORENAAR, MINUTE, NOON, OTHER
from tests.shop_fixtures import both_databases
from zegel.access.qr import BY_DEVICE, CERTIFIED_FOR, OFFLINE_WINDOW, PREFIX, STEP, Qr, is_rotating, read, said_by, step_at
from zegel.access.refusals import QrStale, QrUnknown
from zegel.access.secrets import HouseKey, written
from zegel.core.ids import PurseId, purse_of
from zegel.core.periods import Instant
from zegel.store.port import Unavailable

P = PurseId(bytes(range(16)))
CARD = {"kind": "card", "value": "2620000012345"}
QR = Qr(None, HouseKey(lambda: bytes(range(32))), bytes)  # type: ignore[arg-type]  # nothing of the database is asked here
AT = Instant(NOON)


def by_device(device: Ed25519PrivateKey, at: Instant, certified_at: Instant = AT, purse: PurseId = P) -> str:
    """What a member's telephone makes without signal."""
    certificate = QR.certified(KORENAAR, purse, device.public_key().public_bytes_raw(), certified_at)
    said = bytes((BY_DEVICE,)) + purse + step_at(at).to_bytes(5, "big") + certificate
    return PREFIX + written(said + device.sign(said_by(KORENAAR, said)))


def test_a_code_is_whose_it_is_for_its_own_step_and_one_on_either_side():
    code = QR.made(KORENAAR, P, AT)

    assert len(code) <= 125, "a camera reads it from a telephone at arm's length"
    assert QR.made(KORENAAR, P, Instant(AT + STEP - 1 - AT % STEP)) == code
    for early in (-STEP, 0, STEP):
        assert read(code, QR.public, KORENAAR, Instant(AT + early)).purse == P
    for late in (2 * STEP, -2 * STEP, 10**9):
        with pytest.raises(QrStale):
            read(code, QR.public, KORENAAR, Instant(AT + late))
    for wrong in (-90_000, 90_000):
        assert read(code, QR.public, KORENAAR, Instant(AT + wrong), OFFLINE_WINDOW).purse == P


def test_a_code_of_another_shop_or_key_is_none():
    other = Qr(None, HouseKey(lambda: bytes(range(1, 33))), bytes)  # type: ignore[arg-type]  # as above

    for company, public in ((OTHER, QR.public), (KORENAAR, other.public)):
        with pytest.raises(QrUnknown):
            read(QR.made(KORENAAR, P, AT), public, company, AT)


def test_a_telephone_without_signal_makes_its_own_for_a_day():
    device, stranger = Ed25519PrivateKey.from_private_bytes(bytes(range(32))), Ed25519PrivateKey.from_private_bytes(bytes(range(9, 41)))

    assert read(by_device(device, AT), QR.public, KORENAAR, AT).purse == P
    tomorrow = Instant(AT + CERTIFIED_FOR + STEP)
    with pytest.raises(QrStale):
        read(by_device(device, tomorrow), QR.public, KORENAAR, tomorrow)
    certificate = QR.certified(KORENAAR, P, device.public_key().public_bytes_raw(), AT)
    for purse, signer, forged in (
        (P, stranger, certificate),
        (PurseId(bytes(16)), device, certificate),
        (P, device, certificate[:32] + b"\xff" * 5 + certificate[37:]),
        (P, stranger, stranger.public_key().public_bytes_raw() + certificate[32:]),
    ):
        said = bytes((BY_DEVICE,)) + purse + step_at(AT).to_bytes(5, "big") + forged
        with pytest.raises(QrUnknown):
            read(PREFIX + written(said + signer.sign(said_by(KORENAAR, said))), QR.public, KORENAAR, AT)


@given(st.integers(0, 115), st.integers(1, 255))
def test_no_code_survives_a_changed_character(place, by):
    code = QR.made(KORENAAR, P, AT)
    at = len(PREFIX) + place
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    if at >= len(code):
        return
    changed = code[:at] + alphabet[(alphabet.index(code[at]) + 1 + by % 63) % 64] + code[at + 1 :]

    with pytest.raises((QrUnknown, QrStale)):
        read(changed, QR.public, KORENAAR, AT)


@pytest.mark.parametrize("text", ["", "ZQ1.", "ZQ1.!!!!", "ZQ1.AA", "zq1.AAAA", "ZQ1." + "A" * 400, "ZQ1." + "é" * 20, "2620000012345"])
def test_what_is_no_code_is_unknown(text):
    with pytest.raises(QrUnknown):
        read(text, QR.public, KORENAAR, AT)
    assert is_rotating(text) is text.startswith("ZQ1.")


async def at_work(shop) -> Browser:
    """A cashier at the till of the station."""
    tills = shop.door.people.tills
    bas = await take_on(shop, "Bas", "cashier", at="station")
    await tills.set_pin(done(), KORENAAR, bas.one.id, "280491")
    begun = await tills.switch(visit(device=(await enrolled(shop)).cookie), "280491", shop.clock.now())
    return Browser(shop, begun.cookie, begun.session)


def looked_up(code):
    return {"identifier": {"kind": "qr", "value": code}}


@both_databases
@pytest.mark.anyio
async def test_a_code_is_scanned_once_and_then_its_member_may_spend_at_that_till(shop, till):
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [CARD]})).json["member"]
    purse = purse_of(member)
    assert purse is not None
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 1000, "reason": "welcome"})
    counter = await at_work(shop)
    mug = {"branch": "station", "identifier": CARD, "reward": "mug"}
    bread = {"branch": "station", "identifier": CARD, "lines": [{"net_minor": 1000}], "uses": [{"what": "points off", "count": 100}]}
    entries = await shop.entries()

    for path, body in (("/v1/redemptions", mug), ("/v1/orders", mug), ("/v1/purchases", bread), ("/v1/holds", bread)):
        assert (await counter.post(path, body)).code == "spend_locked", path
    sale = (await counter.post("/v1/purchases", {"branch": "station", "identifier": CARD, "lines": [{"net_minor": 100}]})).json["receipt"]
    entries = await shop.entries()
    assert (await counter.post("/v1/exchanges", bread | {"returns": {"receipt": sale}})).code == "spend_locked"
    lines = json.dumps(bread | {"key": "k-0"}).encode()
    bulk = await counter.send("POST", "/v1/purchases/bulk", lines, [("content-type", "application/x-ndjson")])
    assert json.loads(bulk.body)["code"] == "spend_locked"
    assert await shop.entries() == entries, "a static card spends nothing"
    earned = await counter.post("/v1/purchases", {name: part for name, part in bread.items() if name != "uses"})
    assert earned.status == 201, "it identifies and earns"
    assert (await till.post("/v1/redemptions", mug)).status == 201, "an integration answers for its own"

    code = shop.door.people.qr.made(KORENAAR, purse, shop.clock.now())
    both = await asyncio.gather(*(counter.post("/v1/members/lookup", looked_up(code), key=None) for _ in range(2)))
    assert sorted(one.status for one in both) == [200, 409]
    for later in (0, STEP):
        shop.clock.forward(later)
        assert (await counter.post("/v1/members/lookup", looked_up(code), key=None)).code == "qr_spent"
    shop.clock.forward(STEP)
    assert (await counter.post("/v1/members/lookup", looked_up(code), key=None)).code == "qr_stale"
    taken = await counter.post("/v1/redemptions", mug, key="k-1")
    assert taken.status == 201
    assert (await counter.post("/v1/purchases", bread)).status == 201
    shop.clock.forward(15 * MINUTE)
    assert (await counter.post("/v1/redemptions", mug, key="k-1")).body == taken.body, "sent again, answered again"
    assert (await counter.post("/v1/redemptions", mug)).code == "spend_locked"
    assert (await till.post("/v1/members/lookup", looked_up(code[:-1] + ("A" if code[-1] != "A" else "E")), key=None)).code == "qr_unknown"


@pytest.mark.anyio
async def test_books_that_are_away_for_a_moment_let_nobody_spend_without_a_code(shop, till, monkeypatch):
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [CARD]})).json["member"]
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 1000, "reason": "welcome"})
    counter, view, entries = await at_work(shop), shop.store.view, await shop.entries()

    for away in range(1, 6):
        looks = count(1)

        def flickers(companies, looks=looks, away=away):
            if next(looks) == away:
                raise Unavailable("busy")
            return view(companies)

        monkeypatch.setattr(shop.store, "view", flickers)
        answer = await counter.post("/v1/redemptions", {"branch": "station", "identifier": CARD, "reward": "mug"})
        assert answer.code in ("busy", "spend_locked"), f"away at look {away}"
    assert await shop.entries() == entries


@pytest.mark.anyio
async def test_a_code_whose_scan_came_to_nothing_is_scanned_again(shop, till, monkeypatch):
    """Spending the code and what it lets the till do are one transaction: whichever the books refuse, there is neither or both."""
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [CARD]})).json["member"]
    purse, counter, batch = purse_of(member), await at_work(shop), shop.store.batch
    assert purse is not None
    came = []

    for away in (2, 1, 1):  # in the second round the first write says that the session was used
        shop.clock.forward(STEP)
        code, writes = looked_up(shop.door.people.qr.made(KORENAAR, purse, shop.clock.now())), count(1)

        def flickers(companies, writes=writes, away=away, **rest):
            if next(writes) == away:
                raise Unavailable("busy")
            return batch(companies, **rest)

        monkeypatch.setattr(shop.store, "batch", flickers)
        first = await counter.post("/v1/members/lookup", code, key=None)
        monkeypatch.setattr(shop.store, "batch", batch)
        came.append((first.code, (await counter.post("/v1/members/lookup", code, key=None)).code))

    assert came == [("", "qr_spent"), ("busy", ""), ("busy", "")]


@pytest.mark.anyio
async def test_much_at_once_asks_for_a_code_made_after_a_second_proof(shop, till):
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [CARD]})).json["member"]
    purse = purse_of(member)
    assert purse is not None
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 5000, "reason": "welcome"})
    counter, qr = await at_work(shop), shop.door.people.qr
    basket = {"branch": "station", "identifier": CARD, "lines": [{"net_minor": 10_000}], "uses": [{"what": "points off", "count": 2600}]}
    assert (await counter.post("/v1/members/lookup", looked_up(qr.made(KORENAAR, purse, shop.clock.now())), key=None)).status == 200

    refused = await counter.post("/v1/purchases", basket)
    assert (refused.code, refused.json["data"]) == ("step_up_needed", {"most": 2500, "worth": 2600})
    shop.clock.forward(STEP)
    strong = qr.made(KORENAAR, purse, shop.clock.now(), strong=True)
    assert (await counter.post("/v1/members/lookup", looked_up(strong), key=None)).status == 200
    assert (await counter.post("/v1/purchases", basket)).status == 201
