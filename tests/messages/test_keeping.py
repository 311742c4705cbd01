"""What was kept long enough goes by itself: mail, codes, addresses of strangers and sign-ins, each after what the program says."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.access.test_signing_in import HERE
from tests.korenaar import DAY, KORENAAR, MINUTE
from tests.make import enrols, header, purse
from tests.messages.test_mailing import message, put
from tests.shop_fixtures import both_databases
from zegel.core.ids import purse_of
from zegel.core.purchase import Identifier
from zegel.desk.register import Register
from zegel.flows.commands import NoteMarks
from zegel.store.books import check
from zegel.store.lost_cards import keep_lost
from zegel.store.people_queries import spend_step
from zegel.worker.keeping import Keeping

pytestmark = [pytest.mark.anyio, both_databases]
STRANGER = "stranger@example.org"


async def kept(shop) -> SimpleNamespace:
    """How many rows of each kind there are."""
    found = {}
    for table in ("message_intent", "one_time", "web_session", "qr_spent", "throttle"):
        found[table] = (await shop.queries._read(KORENAAR, f"SELECT COUNT(*) FROM {table} WHERE company = $1", (KORENAAR,)))[0][0]
    return SimpleNamespace(**found)


async def test_each_goes_after_its_own_time_and_nothing_that_still_counts(shop):
    members, register = shop.door.people.members, Register(shop.store)
    keeping = Keeping(register, shop.queries, shop.shelves, shop.clock.now)
    begin = shop.clock.now()
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    await put(shop, message(shop, "old", kind="tier", address="", of=purse(1), lasts=7 * DAY))
    await put(shop, message(shop, "waits", address="somebody@example.org", lasts=90 * DAY))
    await members.send_to_join(KORENAAR, STRANGER, "nl", begin, HERE)
    await members.begin(KORENAAR, purse(1), begin, HERE)
    await register.write(KORENAAR, spend_step(KORENAAR, purse(1), 1, "spend", begin))

    assert await keeping.purge() == 0
    shop.clock.forward(DAY)
    assert await keeping.purge() == 0, "a code lasts ten minutes, and is kept for a day"
    shop.clock.forward(20 * MINUTE)
    assert await keeping.purge() == 0, "it looks once an hour"
    shop.clock.forward(60 * MINUTE)
    assert await keeping.purge() == 4, "the code, where it was sent, and two counts of tries"
    assert vars(await kept(shop)) == {"message_intent": 2, "one_time": 0, "web_session": 1, "qr_spent": 1, "throttle": 0}
    assert await shop.queries.people.messages_to(KORENAAR, STRANGER, 9) == []

    shop.clock.forward(30 * DAY)
    assert await keeping.purge() == 1, "the code that was scanned; the session is not over"
    shop.clock.forward(29 * DAY)
    assert vars(await kept(shop)) == {"message_intent": 2, "one_time": 0, "web_session": 1, "qr_spent": 0, "throttle": 0}
    shop.clock.forward(3 * DAY)
    assert await keeping.purge() == 1, "thirty days after a session that nobody used for thirty"
    await shop.desk.submit(NoteMarks(replace(header(shop.clock.now(), "m"), company=KORENAAR), purse(1), (("device", "9f" * 32),)))
    seen = [one.kind for one in await shop.queries.dossiers_of(KORENAAR, purse(1))]

    shop.clock.forward(30 * DAY)
    assert await keeping.purge() == 1, "what was never sent, a day after it was of use"
    shop.clock.forward(61 * DAY)
    assert await keeping.purge() == 1, "ninety days after a mark was seen"
    assert (seen, await shop.queries.dossiers_of(KORENAAR, purse(1))) == (["mark"], [])
    shop.clock.forward(249 * DAY)
    assert [one.id for one in await shop.queries.messages.newest(KORENAAR, 9)] == ["old"]
    shop.clock.forward(9 * DAY)
    assert await keeping.purge() == 1, "thirteen months after what a member was told"
    assert vars(await kept(shop)) == {"message_intent": 0, "one_time": 0, "web_session": 0, "qr_spent": 0, "throttle": 0}


async def test_the_number_of_a_lost_card_is_known_for_two_years_and_then_no_more(shop):
    register, lost = Register(shop.store), Identifier("card", "2620000000012")
    keeping = Keeping(register, shop.queries, shop.shelves, shop.clock.now)
    await register.write(KORENAAR, keep_lost(KORENAAR, lost, shop.clock.now()))

    shop.clock.forward(729 * DAY)
    await keeping.purge()
    assert await shop.queries.lost_cards.has(KORENAAR, lost)

    shop.clock.forward(3 * DAY)
    assert await keeping.purge() == 1
    assert not await shop.queries.lost_cards.has(KORENAAR, lost)


async def test_a_settled_complaint_is_forgotten_after_two_years_and_one_that_is_open_is_not(shop):
    keeping = Keeping(Register(shop.store), shop.queries, shop.shelves, shop.clock.now)
    till = shop.client()
    member = (await till.post("/v1/members", {"name": "Emma"})).json["member"]
    about = {"member": member, "kind": "service", "actor": "samira"}
    opened = [(await till.post("/v1/cases", about | {"what": what})).json["receipt"] for what in ("the cake was dry", "a rude word")]
    sorted_out = {"actor": "samira", "reason": "sorted out", "remedy": "refunded"}
    moves = [await till.post(f"/v1/cases/{opened[0]}/moves", sorted_out | {"to": state}) for state in ("acknowledged", "closed")]
    assert [one.status for one in moves] == [201, 201]

    shop.clock.forward(729 * DAY)
    assert await keeping.purge() == 0
    shop.clock.forward(3 * DAY)
    assert await keeping.purge() == 4, "the case, and the receipts of its opening and of two moves"

    kept = await shop.queries.dossiers_of(KORENAAR, purse_of(member))
    assert [(one.kind, one.id, one.state) for one in kept] == [("service", opened[1], "open")]
    assert (await check(shop.store, KORENAAR)).is_sound
    gone = await till.post(f"/v1/cases/{opened[0]}/moves", {"to": "open", "actor": "samira", "reason": "came back"})
    assert (gone.status, gone.code) == (404, "unknown_case")
    assert [(await till.get(f"/v1/receipts/{one}")).status for one in opened] == [410, 200]
    assert len((await till.get(f"/v1/members/{member}/receipts")).json["receipts"]) == 5
