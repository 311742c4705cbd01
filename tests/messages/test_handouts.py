"""What a segment is written: codes of one's own and invitations, only to who said yes, with a way out, and each exactly once."""

import os
import re

import pytest

from tests.handing import EVERYBODY, KEY, PROGRAM, members, worker
from tests.korenaar import KORENAAR, a_shop
from tests.messages.test_mailing import mailing, smtp
from tests.shop_fixtures import both_databases
from zegel.core.codes import canonical
from zegel.desk.desk import Desk
from zegel.desk.register import Register
from zegel.worker.handouts import HandingOut
from zegel.worker.noticing import Noticing

pytestmark = [pytest.mark.anyio, both_databases]
HERE = f"/v1/segments/{EVERYBODY}/handouts"
CODES = {"kind": "codes", "coupon": "lente", "by": "mail", "valid_until": "2026-06-30"}


@pytest.fixture
async def shop(database_url):
    async with a_shop(database_url, program=PROGRAM) as found:
        yield found
        assert found.reported == []


async def written(shop):
    return [one for one in await shop.queries.messages.newest(KORENAAR, 99) if one.id.startswith("handout:")]


async def test_codes_are_mailed_to_who_said_yes_one_each_and_work_for_them_alone(shop, unused_port):
    found, client = await members(shop), shop.client()

    plan = (await client.post(f"{HERE}/preview", CODES, None)).json
    one = (await client.post(HERE, CODES)).json
    await worker(shop).go_on()
    with smtp(unused_port) as box:
        await mailing(shop, unused_port).deliver()

    assert (plan["members"], plan["left_out"]) == (1, [{"why": "no_address", "members": 1}, {"why": "no_consent", "members": 1}])
    done = (await client.get(f"/v1/handouts/{one['handout']}")).json
    assert (done["state"], done["given"], done["left_out"]) == ("done", 1, plan["left_out"])
    [mail] = box.mails
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"] == "Een code van Korenaar, voor u alleen"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = mail.get_body(("plain",)).get_content()
    assert "lentekorting: laat deze code zien, samen met uw kaart." in text
    assert "tot en met 30 juni 2026" in text
    code = re.search(r"\b(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}\b", text)[0]
    assert [await opens(client, code, found[name]) for name in ("Anna", "Bo")] == [True, False]
    [kept] = (await client.get("/v1/code-batches")).json["batches"]
    assert (kept["batch"], kept["issued"], kept["asked"]) == (done["gives"]["batch"], 1, 1)


async def opens(client, code, member):
    """Whether the code takes something off a basket of the member's."""
    quote = {"member": member, "branch": "markt", "lines": [{"net_minor": 1000}], "codes": [canonical(code)]}
    answer = await client.post("/v1/quotes", quote, None)
    return answer.status == 200 and any(each["effect"] == "discount" for each in answer.json["effects"])


async def test_books_that_are_busy_leave_nobody_out(shop):
    await members(shop)
    one = (
        await shop.client().post(
            HERE, {"kind": "gesture", "gesture": "sorry", "branch": "markt", "reason": "we were closed", "role": "manager"}
        )
    ).json
    away = Desk(shop.store, shop.desk.shelves)
    await away.start()
    await away.close()
    busy = HandingOut(away, Register(shop.store), shop.queries, shop.door.codes, KEY, shop.clock.now, os.urandom)

    await busy.go_on()
    assert await shop.queries.handouts.counts(KORENAAR, one["handout"]) == {("waiting", ""): 3}
    await worker(shop).go_on()

    assert await shop.queries.handouts.counts(KORENAAR, one["handout"]) == {("given", ""): 3}


async def test_tried_again_after_a_crash_nobody_gets_a_second_code_or_mail(shop):
    await members(shop)
    one = (await shop.client().post(HERE, CODES)).json
    there = await shop.queries.handouts.one(KORENAAR, one["handout"])
    await worker(shop).go_on()
    [first] = await written(shop)

    again = [
        ("UPDATE handout_member SET state = 'waiting' WHERE place >= 0", [()]),
        ("UPDATE handout SET state = 'going', seed = $1", [(there.seed,)]),
    ]
    await shop.store.write(KORENAAR, again)
    await worker(shop).go_on()

    [second] = await written(shop)
    assert KEY.unseal(second.sealed, second.id) == KEY.unseal(first.sealed, first.id)
    batch = (await shop.client().get(f"/v1/code-batches/{there.data['batch']}")).json
    assert batch["issued"] == 1


async def test_a_batch_that_was_ended_meanwhile_gives_no_more_codes(shop):
    await members(shop)
    one = (await shop.client().post(HERE, CODES)).json
    await shop.client().post(f"/v1/code-batches/{one['gives']['batch']}/cancel", {}, None)

    await worker(shop).go_on()

    done = (await shop.client().get(f"/v1/handouts/{one['handout']}")).json
    assert ({"why": "unknown_batch", "members": 1} in done["left_out"], await written(shop)) == (True, [])


async def test_whoever_can_say_yes_is_invited_and_who_said_so_before_is_not_asked_again(shop, unused_port):
    found, client = await members(shop), shop.client()
    body = {"kind": "experience", "experience": "proeverij"}
    one = (await client.post(HERE, body)).json
    await worker(shop).go_on()
    with smtp(unused_port) as box:
        await mailing(shop, unused_port).deliver()
    await client.post("/v1/experiences/proeverij/replies", {"member": found["Anna"], "answer": "accept"})
    second = (await client.post(HERE, body)).json
    await worker(shop).go_on()

    assert (await client.get(f"/v1/handouts/{one['handout']}")).json["given"] == 1
    [mail] = box.mails
    assert (mail["To"], mail["Subject"]) == ("anna@example.org", "Een uitnodiging van Korenaar")
    text = mail.get_body(("plain",)).get_content()
    assert "U bent uitgenodigd: proeverij, op 17 april 2026 om 19:30 uur" in text
    assert "Afmelden" in text or "Meld u af" in text
    left = (await client.get(f"/v1/handouts/{second['handout']}")).json["left_out"]
    assert {"why": "wrong_state", "members": 1} in left


async def test_who_withdrew_their_consent_after_they_were_asked_is_written_nothing(shop):
    found, client = await members(shop), shop.client()
    one = (await client.post(HERE, {"kind": "experience", "experience": "proeverij"})).json
    doing = worker(shop)
    company = (await shop.queries.companies())[0]
    there = await shop.queries.handouts.one(KORENAAR, one["handout"])
    assert await doing._gather(company, there) == 3

    body = b'{"purpose": "offers", "channel": "email", "state": "withdrawn"}'
    headers = [("content-type", "application/json"), ("idempotency-key", "no-more")]
    assert (await client.send("PUT", f"/v1/members/{found['Anna']}/consents", body, headers)).status == 201
    await doing.go_on()

    done = (await client.get(f"/v1/handouts/{one['handout']}")).json
    assert (done["given"], {"why": "no_consent", "members": 2} in done["left_out"]) == (0, True)
    assert await written(shop) == []


async def test_of_a_gesture_for_all_only_who_said_yes_is_told_by_mail(shop):
    await members(shop)
    body = {"kind": "gesture", "gesture": "sorry", "branch": "markt", "reason": "we were closed", "role": "manager"}
    await shop.client().post(HERE, body)
    await worker(shop).go_on()
    noticing = Noticing(Register(shop.store), shop.queries, shop.shelves, shop.clock.now)
    sql = "SELECT purse, seq, document FROM receipt WHERE company = $1 AND kind = 'gesture'"
    entries = [(row[0], row[1], row[2]) for row in await shop.store.read(KORENAAR, sql, (KORENAAR,))]

    steps = await noticing.of(KORENAAR, entries)

    assert len(entries) == 3
    assert [(row[2], '"consent":"offers"' in row[5]) for _, [row] in steps] == [("gesture", True)]
