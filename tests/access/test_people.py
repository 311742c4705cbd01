"""Who works here, what they may do, and how they stay signed in: on both databases."""

import asyncio
from dataclasses import replace

import pytest

from tests.access.crew import Browser, browser, done, enrolled, signed_in, take_on, visit
from tests.api.test_rights import NOBODY
from tests.korenaar import KORENAAR, MINUTE, NOON, OTHER
from tests.shop_fixtures import both_databases
from zegel.access.codes import BY_HAND
from zegel.access.refusals import (
    EmailTaken,
    LastOwner,
    NotYourself,
    PinLocked,
    PinTaken,
    TillNotEnrolled,
    UnknownStaff,
    WeakPin,
    WrongProof,
)
from zegel.access.sessions import LASTS
from zegel.access.staff import Wanted, told
from zegel.core.periods import Instant
from zegel.core.refusals import NotAllowed, NotSignedIn, ReasonMissing, TooManyTries
from zegel.store.people_records import Role

pytestmark = pytest.mark.anyio


async def asks(shop, cookie):
    return await shop.door.people.sessions.principal(visit(cookie), shop.clock.now())


@both_databases
async def test_somebody_is_taken_on_given_roles_and_let_go(shop):
    book, people = shop.door.people.staff, shop.door.people.register.people
    anna = await take_on(shop, "Anna", "owner")
    bas = await take_on(shop, "Bas", "cashier", at="station")
    cookie, _ = await signed_in(shop, anna)
    owner = await asks(shop, cookie)

    with pytest.raises(EmailTaken):
        await take_on(shop, "Bas", "cashier")
    his, _ = await signed_in(shop, bas)
    promoted = await book.change(
        done(owner), KORENAAR, bas.one.id, lambda old: Wanted("Bas", old.one.email, "en", (Role("branch manager", "station"),))
    )
    with pytest.raises(NotSignedIn):
        await asks(shop, his)
    with pytest.raises(ReasonMissing):
        await book.let_go(done(owner, reason=" "), KORENAAR, bas.one.id)
    his, _ = await signed_in(shop, promoted)
    await book.let_go(done(owner, reason="moved away"), KORENAAR, bas.one.id)
    with pytest.raises(NotSignedIn):
        await asks(shop, his)
    with pytest.raises(UnknownStaff):
        await book.somebody(OTHER, bas.one.id)

    lines = await people.audit_lines(KORENAAR, 0, 100)
    assert [(line.number, line.deed.what, line.deed.actor) for line in lines] == [
        (1, "staff.take_on", "house:command line"), (2, "staff.take_on", "house:command line"), (3, "staff.roles", owner.actor),
        (4, "staff.let_go", owner.actor),
    ]  # fmt: skip
    assert lines[2].deed.before == told(bas)
    assert lines[2].deed.after["roles"] == ["branch manager at station"]
    assert (lines[3].deed.reason, lines[3].deed.after["state"]) == ("moved away", "off")
    assert await shop.door.people.register.verify(KORENAAR) == (4, 0)
    assert [one.one.name for one in await book.everybody(KORENAAR)] == ["Anna", "Bas"]
    assert await book.everybody(OTHER) == []


async def test_nobody_gives_themselves_a_role_and_an_owner_always_stays(shop):
    book = shop.door.people.staff
    anna, ad = await take_on(shop, "Anna", "owner"), await take_on(shop, "Ad", "admin")
    owner, admin = [await asks(shop, (await signed_in(shop, one))[0]) for one in (anna, ad)]
    more = Wanted("Ad", ad.one.email, "nl", (Role("admin", ""), Role("owner", "")))

    for by, staff, wanted, refusal in (
        (admin, ad.one.id, Wanted("Ad", ad.one.email, "nl", (Role("finance", ""),)), NotYourself),
        (admin, ad.one.id, more, NotYourself),
        (admin, anna.one.id, Wanted("Anna", anna.one.email, "nl", ()), NotAllowed),
        (owner, anna.one.id, Wanted("Anna", anna.one.email, "nl", (Role("cashier", ""),)), NotYourself),
        (owner, anna.one.id, Wanted("Anna", anna.one.email, "nl", (Role("owner", ""),), bytes(16)), NotYourself),
    ):
        with pytest.raises(refusal):
            await book.change(done(by), KORENAAR, staff, lambda _, wanted=wanted: wanted)
    with pytest.raises(LastOwner):
        await book.let_go(done(), KORENAAR, anna.one.id)
    with pytest.raises(LastOwner):
        await book.change(done(), KORENAAR, anna.one.id, lambda old: Wanted("Anna", old.one.email, "nl", ()))
    with pytest.raises(NotYourself):
        await book.let_go(done(owner), KORENAAR, anna.one.id)

    await book.change(done(owner), KORENAAR, ad.one.id, lambda _: more)
    assert (await book.let_go(done(), KORENAAR, anna.one.id)).one.state == "off"


async def test_only_an_owner_moves_an_owner_to_another_address(shop):
    staff = shop.door.people.staff
    owner, admin = await take_on(shop, "Olga", "owner"), await take_on(shop, "Adam", "admin")
    cashier = await take_on(shop, "Kees", "cashier", at="station")

    def at(email):
        return lambda old: Wanted(f"{old.one.name} B", email, "nl", old.roles)

    by = done(await asks(shop, (await signed_in(shop, admin))[0]))
    with pytest.raises(NotAllowed):
        await staff.change(by, KORENAAR, owner.one.id, at("adam.too@korenaar.example"))
    renamed = await staff.change(by, KORENAAR, owner.one.id, at("olga@korenaar.example"))
    moved = await staff.change(by, KORENAAR, cashier.one.id, at("kees.b@korenaar.example"))

    assert (renamed.one.name, renamed.one.email) == ("Olga B", "olga@korenaar.example")
    assert moved.one.email == "kees.b@korenaar.example"


async def test_two_changes_at_once_are_two_lines_and_the_log_is_one_chain(shop):
    await asyncio.gather(*(take_on(shop, f"Guest{n}", "cashier") for n in range(20)))

    lines = await shop.door.people.register.people.audit_lines(KORENAAR, 0, 100)
    assert [line.number for line in lines] == list(range(1, 21))
    assert await shop.door.people.register.verify(KORENAAR) == (20, 0)


@both_databases
async def test_a_session_ends_when_idle_when_old_when_signed_out_and_when_another_begins_in_its_place(shop):
    sessions = shop.door.people.sessions
    anna = await take_on(shop, "Anna", "owner")
    cookie, session = await signed_in(shop, anna)

    for wrong in ("", "nonsense", cookie[:-1] + ("A" if cookie[-1] != "A" else "B"), session.id, f"{session.id}.", "x." + "A" * 43):
        with pytest.raises(NotSignedIn):
            await asks(shop, wrong)
    shop.clock.forward(LASTS["staff"].idle - 1)
    assert (await asks(shop, cookie)).actor == f"staff:{anna.one.id}"
    shop.clock.forward(LASTS["staff"].idle - 1)
    assert (await asks(shop, cookie)).name == "Anna"
    shop.clock.forward(LASTS["staff"].idle)
    with pytest.raises(NotSignedIn):
        await asks(shop, cookie)

    cookie, _ = await signed_in(shop, anna)
    again = await sessions.begin("staff", KORENAAR, anna.one.id, shop.clock.now(), method="test", instead_of=cookie)
    with pytest.raises(NotSignedIn):
        await asks(shop, cookie)
    who = await asks(shop, again.cookie)
    assert who.session.id != session.id
    await sessions.end(who, shop.clock.now())
    with pytest.raises(NotSignedIn):
        await asks(shop, again.cookie)
    old, _ = await signed_in(shop, anna)
    for _ in range(13):
        shop.clock.forward(LASTS["staff"].idle - MINUTE)
        found = await sessions.asker(visit(old), shop.clock.now())
    assert found.kind == "anonymous", "twelve hours are enough for one day"


@both_databases
async def test_a_pin_switches_the_till_and_five_wrong_ones_lock_it(shop):
    tills = shop.door.people.tills
    bas, cato = await take_on(shop, "Bas", "cashier", at="station"), await take_on(shop, "Cato", "branch manager", at="station")
    dirk = await take_on(shop, "Dirk", "cashier", at="dorpsstraat")
    await tills.set_pin(done(), KORENAAR, bas.one.id, "280491")
    await tills.set_pin(done(), KORENAAR, cato.one.id, "739158")
    with pytest.raises(PinTaken):
        await tills.set_pin(done(), KORENAAR, cato.one.id, "280491")
    await tills.set_pin(done(), KORENAAR, dirk.one.id, "280491")
    for weak in ("28049", "2804911", "111111", "123456", "098765", "28049a", "", "２８０４９１"):
        with pytest.raises(WeakPin):
            await tills.set_pin(done(), KORENAAR, bas.one.id, weak)
    device = (await enrolled(shop)).cookie

    bas_in = await tills.switch(visit(device=device), "280491", shop.clock.now())
    cato_in = await tills.switch(visit(bas_in.cookie, device=device), "739158", shop.clock.now(), staff=cato.one.id)
    with pytest.raises(NotSignedIn):
        await asks(shop, bas_in.cookie)
    manager = await asks(shop, cato_in.cookie)
    assert (manager.kind, manager.name, manager.branch, manager.till, manager.role) == ("till", "Cato", "station", "1", "branch manager")
    assert manager.may("gestures:approve", "station")
    assert not manager.may("adjustments:write"), "that is the office's"
    assert not manager.may("gestures:approve", "dorpsstraat")
    assert [one.name for one in await tills.who_works_at(await tills.device(visit(device=device)))] == ["Bas", "Cato"]

    for _ in range(5):
        with pytest.raises(WrongProof):
            await tills.switch(visit(device=device), "000001", shop.clock.now(), staff=bas.one.id)
        shop.clock.forward(MINUTE)
    for pin in ("000001", "280491"):
        with pytest.raises(PinLocked):
            await tills.switch(visit(device=device), pin, shop.clock.now(), staff=bas.one.id)
    himself = replace(manager, subject=bas.one.id)
    with pytest.raises(NotYourself):
        await tills.unlock(done(himself), KORENAAR, staff=bas.one.id)
    with pytest.raises(NotAllowed):
        await tills.unlock(done(manager), KORENAAR, staff=dirk.one.id)
    await tills.unlock(done(manager), KORENAAR, staff=bas.one.id)
    assert (await tills.switch(visit(device=device), "280491", shop.clock.now())).session.subject == f"staff:{bas.one.id}"


@both_databases
async def test_two_hundred_tries_at_once_are_no_more_than_the_five_that_there_are(shop):
    tills = shop.door.people.tills
    bas = await take_on(shop, "Bas", "cashier", at="station")
    await tills.set_pin(done(), KORENAAR, bas.one.id, "280491")
    device = (await enrolled(shop)).cookie

    async def guess(n):
        try:
            await tills.switch(visit(device=device), f"{n:06}", shop.clock.now(), staff=bas.one.id)
        except (WrongProof, PinLocked, TooManyTries) as refusal:
            return refusal.code
        return "in"

    found = await asyncio.gather(*(guess(n) for n in range(60)))
    assert found.count("wrong_proof") <= 5
    assert "in" not in found


async def test_a_till_that_is_trusted_no_longer_is_nobody_s(shop):
    tills = shop.door.people.tills
    bas = await take_on(shop, "Bas", "cashier", at="station")
    await tills.set_pin(done(), KORENAAR, bas.one.id, "280491")
    first = await enrolled(shop)
    inside = await tills.switch(visit(device=first.cookie), "280491", shop.clock.now())

    second = await enrolled(shop)
    with pytest.raises(NotSignedIn):
        await asks(shop, inside.cookie)
    with pytest.raises(TillNotEnrolled):
        await tills.switch(visit(device=first.cookie), "280491", shop.clock.now())
    inside = await tills.switch(visit(device=second.cookie), "280491", shop.clock.now())
    await tills.revoke(done(reason="stolen"), KORENAAR, second.device.id)
    with pytest.raises(NotSignedIn):
        await asks(shop, inside.cookie)
    with pytest.raises(TillNotEnrolled):
        await tills.device(visit(device=second.cookie))


async def test_who_is_signed_in_asks_the_api_within_their_rights_and_branch(shop, till):
    bas = await take_on(shop, "Bas", "cashier", at="station")
    client = await browser(shop, bas)
    basket = {"lines": [{"net_minor": 500}], "tenders": []}

    sold = await client.post("/v1/purchases", basket)
    assert (sold.status, sold.json["branch"]) == (201, "station")
    entry = (await till.get(f"/v1/members/{sold.json['member']}/entries")).json["entries"][0]
    assert entry["actor"] == f"staff:{bas.one.id}"
    named = await client.post("/v1/purchases", basket | {"actor": "somebody else"})
    assert (named.status, named.json["data"]["field"]) == (400, "actor")
    assert (await client.post("/v1/purchases", basket | {"branch": "dorpsstraat"})).code == "not_allowed"
    adjust = {"member": NOBODY, "unit": "points", "count": 1, "reason": "x"}
    assert (await client.post("/v1/adjustments", adjust)).code == "not_allowed"
    before = await shop.entries()

    for headers in ([("origin", "https://evil.example")], [("sec-fetch-site", "cross-site")]):
        assert (await client.post("/v1/purchases", basket, headers=headers)).code == "forged_request"
    other = await browser(shop, bas)
    for session in (None, other.session):
        forged = Browser(shop, client.cookie, session)
        assert (await forged.post("/v1/purchases", basket)).code == "forged_request"
    assert (await Browser(shop, "x." + "A" * 43, None).get("/v1/members")).code == "not_signed_in"
    assert await shop.entries() == before
    assert (await Browser(shop, client.cookie, None).get("/v1/program")).status == 200


@both_databases
async def test_whoever_was_stopped_once_is_forgiven_again_when_they_are_right(shop):
    tries, later = shop.door.people.tries, NOON + 15 * MINUTE
    for n in range(7):
        try:
            await tries.admit(KORENAAR, "till", BY_HAND, Instant(NOON))
        except TooManyTries:
            assert n == 6
    await tries.right(KORENAAR, "till", at=Instant(NOON + MINUTE))
    with pytest.raises(TooManyTries):  # who tried before they were stopped was right too late
        await tries.admit(KORENAAR, "till", BY_HAND, Instant(NOON + MINUTE))

    for n in range(40):
        at = Instant(later + n * 1_000)
        await tries.admit(KORENAAR, "till", BY_HAND, at)
        await tries.right(KORENAAR, "till", at=at)


async def test_tries_are_counted_for_each_and_forgiven_when_right(shop):
    tries, limit = shop.door.people.tries, BY_HAND

    for _ in range(6):
        await tries.admit(KORENAAR, "a", limit, Instant(NOON))
    with pytest.raises(TooManyTries) as refused:
        await tries.admit(KORENAAR, "a", limit, Instant(NOON))
    assert refused.value.data == {"seconds": 900}
    await tries.admit(KORENAAR, "b", limit, Instant(NOON))
    with pytest.raises(TooManyTries):
        await tries.admit(KORENAAR, "a", limit, Instant(NOON + 14 * MINUTE))
    await tries.admit(KORENAAR, "a", limit, Instant(NOON + 15 * MINUTE))
    for minute in range(20, 25):
        await tries.admit(KORENAAR, "c", limit, Instant(NOON + minute * MINUTE))
        await tries.admit(KORENAAR, "c", limit, Instant(NOON + minute * MINUTE + 1))
    await tries.right(KORENAAR, "c", at=Instant(NOON + 26 * MINUTE))
    await tries.admit(KORENAAR, "c", limit, Instant(NOON + 26 * MINUTE))
