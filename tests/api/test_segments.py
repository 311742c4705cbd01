"""Saved segments over HTTP, and what is handed out to all in one: once each, out of the envelope, a second person above a limit."""

import pytest

from tests.handing import EVERYBODY, PROGRAM, keep, members, worker
from tests.korenaar import DAY, HOUR, KORENAAR, MINUTE, a_shop
from tests.shop_fixtures import both_databases

pytestmark = [pytest.mark.anyio, both_databases]
SORRY = {"kind": "gesture", "gesture": "sorry", "branch": "markt", "reason": "we were closed", "role": "manager"}
HERE = f"/v1/segments/{EVERYBODY}"


@pytest.fixture
async def shop(database_url):
    async with a_shop(database_url, program=PROGRAM) as found:
        yield found
        assert found.reported == []


async def begun(shop, body, key="new"):
    answer = await shop.client().post(f"{HERE}/handouts", body, key)
    assert answer.status == 201, answer.json
    return answer.json


async def now(shop, handout):
    return (await shop.client().get(f"/v1/handouts/{handout}")).json


async def points(shop, member):
    found = (await shop.client().get(f"/v1/members/{member}/balances")).json["balances"]
    return sum(one["available"] for one in found if one["unit"] == "points")


async def test_a_segment_tells_its_size_its_reach_and_its_members_page_by_page(shop):
    found, client = await members(shop), shop.client()

    assert [one["segment"] for one in (await client.get("/v1/segments")).json["segments"]] == [EVERYBODY]
    one = (await client.get(HERE)).json
    assert (one["members"], one["reach"], one["rules"]) == (3, [{"consent": "offers by email", "members": 2}], [])
    first = (await client.get(f"{HERE}/members", "limit=2")).json
    rest = (await client.get(f"{HERE}/members", f"limit=2&cursor={first['next']}")).json
    assert sorted(each["name"] for each in first["members"] + rest["members"]) == ["Anna", "Bo", "Cas"]
    assert {each["member"] for each in first["members"] + rest["members"]} == set(found.values())
    assert rest["next"] is None
    assert (await client.get("/v1/segments/nobody")).code == "unknown_saved_segment"


async def test_a_gesture_for_all_is_looked_at_first_and_writes_nothing(shop):
    found, client = await members(shop), shop.client()
    await client.post(f"/v1/members/{found['Cas']}/block", {"earning": True, "spending": False, "reason": "two cards at once"})
    entries = await shop.entries()

    plan = (await client.post(f"{HERE}/handouts/preview", SORRY, None)).json

    assert plan == {
        "kind": "gesture", "members": 2, "left_out": [{"why": "blocked", "members": 1}], "mailed": 1, "each_minor": 300,
        "cost_minor": 600, "left_minor": 2000, "waits": False, "refusal": None,
    }  # fmt: skip
    cashier = (await client.post(f"{HERE}/handouts/preview", {**SORRY, "role": "cashier"}, None)).json
    assert (cashier["each_minor"] <= 400, cashier["waits"]) == (True, True)  # one alone they may, all of them together not
    assert await shop.entries() == entries
    assert (await client.post(f"{HERE}/handouts/preview", {**SORRY, "gesture": "bloemen"}, None)).status == 400


async def test_everybody_gets_it_exactly_once_also_when_it_is_sent_again_and_worked_off_twice(shop):
    found = await members(shop)
    one = await begun(shop, SORRY, "k-1")
    assert (one["state"], one["asked"]) == ("gathering", 3)
    assert await begun(shop, SORRY, "k-1") == one

    assert await worker(shop).go_on() > 0
    await begun(shop, SORRY, "k-1")
    # whoever was marked as waiting still: the key of the gesture is the handout's and the member's
    await shop.store.write(KORENAAR, [("UPDATE handout_member SET state = 'waiting'", [()]), ("UPDATE handout SET state = 'going'", [()])])
    await worker(shop).go_on()

    done = await now(shop, one["handout"])
    assert (done["state"], done["given"], done["waiting"], done["left_out"]) == ("done", 3, 0, [])
    assert [await points(shop, member) for member in found.values()] == [300, 300, 300]
    left = (await shop.client().get("/v1/gestures/envelopes", "branch=markt")).json["envelopes"][0]["left_minor"]
    assert left == 2000 - 900
    each = (await shop.client().get(f"/v1/handouts/{one['handout']}/members")).json["members"]
    assert {(row["member"], row["state"], row["why"]) for row in each} == {(member, "given", None) for member in found.values()}
    other = await shop.client().post(f"{HERE}/handouts", {**SORRY, "reason": "another"}, "k-1")
    assert other.code == "key_reused"


async def test_above_the_limit_a_second_person_agrees_and_only_then_anybody_gets_anything(shop):
    found, client = await members(shop), shop.client()
    one = await begun(shop, {**SORRY, "role": "cashier"})
    await worker(shop).go_on()
    assert (await now(shop, one["handout"]))["state"] == "asked"
    assert [await points(shop, member) for member in found.values()] == [0, 0, 0]
    here = f"/v1/handouts/{one['handout']}/decision"

    said = {"approve": True, "reason": "they waited", "role": "manager"}
    assert (await client.post(here, said, None)).code == "same_person"
    colleague = shop.client(await shop.make_key(KORENAAR, ["all"], source="office"))
    agreed = await colleague.post(here, said, None)

    assert (agreed.status, agreed.json["state"]) == (200, "going")
    await worker(shop).go_on()
    assert [await points(shop, member) for member in found.values()] == [300, 300, 300]
    assert (await colleague.post(here, said, None)).code == "not_asked"


async def test_what_one_may_not_give_alone_at_all_is_given_in_the_role_of_who_agreed(shop):
    found = await members(shop)
    body = {**SORRY, "gesture": "royaal", "role": "cashier"}
    one = await begun(shop, body)
    await worker(shop).go_on()
    colleague = shop.client(await shop.make_key(KORENAAR, ["all"], source="office"))
    here = f"/v1/handouts/{one['handout']}/decision"

    small = await colleague.post(here, {"approve": True, "reason": "yes", "role": "cashier"}, None)
    await colleague.post(here, {"approve": True, "reason": "yes", "role": "manager"}, None)
    await worker(shop).go_on()

    assert small.code == "gesture_too_large"
    assert [await points(shop, member) for member in found.values()] == [500, 500, 500]


async def test_a_colleague_says_no_and_what_waited_for_another_month_lapsed(shop):
    found = await members(shop)
    colleague = shop.client(await shop.make_key(KORENAAR, ["all"], source="office"))
    asked = [await begun(shop, {**SORRY, "role": "cashier"}) for _ in range(2)]
    await worker(shop).go_on()

    no = await colleague.post(f"/v1/handouts/{asked[0]['handout']}/decision", {"approve": False, "reason": "not now"}, None)
    shop.clock.forward(40 * DAY)
    late = await colleague.post(f"/v1/handouts/{asked[1]['handout']}/decision", {"approve": True, "reason": "yes", "role": "manager"}, None)

    assert (no.json["state"], late.code) == ("cancelled", "gesture_lapsed")
    await worker(shop).go_on()
    assert [await points(shop, member) for member in found.values()] == [0, 0, 0]


async def test_one_that_runs_past_the_end_of_a_month_comes_out_of_the_envelope_of_when_it_was_asked(shop):
    found = await members(shop)
    shop.clock.forward(28 * DAY + 12 * HOUR - 10 * MINUTE)  # 31 March, 23:50 in Amsterdam
    await begun(shop, SORRY)

    shop.clock.forward(HOUR)
    await worker(shop).go_on()

    assert [await points(shop, member) for member in found.values()] == [300, 300, 300]
    assert await shop.queries.counters(KORENAAR) == {"gestures:markt:2026-03": 1100}


async def test_for_none_of_the_reasons_there_may_be_less_than_the_envelope(database_url):
    apart = PROGRAM.replace("gestures:", "gestures:\n  reasons: {other: 7.00 EUR per month}")
    async with a_shop(database_url, program=apart) as shop:
        await members(shop)
        seen = (await shop.client().post(f"{HERE}/handouts/preview", SORRY, None)).json

    assert (seen["members"], seen["cost_minor"], seen["left_minor"], seen["refusal"]["code"]) == (3, 900, 700, "budget_used_up")


async def test_more_than_the_envelope_holds_is_not_begun(shop):
    await members(shop)
    for _ in range(2):
        await begun(shop, SORRY)
        await worker(shop).go_on()

    plan = (await shop.client().post(f"{HERE}/handouts/preview", SORRY, None)).json
    third = await shop.client().post(f"{HERE}/handouts", SORRY)

    assert (plan["cost_minor"], plan["left_minor"], plan["refusal"]["code"]) == (900, 200, "budget_used_up")
    assert third.code == "budget_used_up"


@pytest.mark.parametrize("under_way", [False, True])
async def test_stopped_whoever_waits_gets_nothing_any_more(shop, under_way):
    found, doing = await members(shop), worker(shop)
    one = await begun(shop, SORRY)
    if under_way:
        company, there = (await shop.queries.companies())[0], await shop.queries.handouts.one(KORENAAR, one["handout"])
        await doing._gather(company, there)
        assert (await now(shop, one["handout"]))["state"] == "going"

    stopped = await shop.client().post(f"/v1/handouts/{one['handout']}/cancel", {"reason": "the wrong segment"}, None)
    await doing.go_on()

    assert stopped.json["state"] == "cancelled"
    assert [await points(shop, member) for member in found.values()] == [0, 0, 0]
    assert (await shop.client().post("/v1/handouts/none/cancel", {"reason": "x"}, None)).code == "unknown_handout"


async def test_whoever_joins_later_or_is_merged_away_meanwhile_is_not_in_it(shop):
    found, client = await members(shop), shop.client()
    one = await begun(shop, {**SORRY, "role": "cashier"})
    await worker(shop).go_on()
    await client.post("/v1/members", {"name": "Dik", "identifiers": [{"kind": "card", "value": "7009"}]})
    merged = await client.post(f"/v1/members/{found['Anna']}/merge", {"other": found["Bo"], "reason": "one person"})
    assert merged.status == 201, merged.json

    colleague = shop.client(await shop.make_key(KORENAAR, ["all"], source="office"))
    await colleague.post(f"/v1/handouts/{one['handout']}/decision", {"approve": True, "reason": "yes", "role": "manager"}, None)
    await worker(shop).go_on()

    done = await now(shop, one["handout"])
    assert (done["given"], done["left_out"]) == (2, [{"why": "merged", "members": 1}])
    assert await points(shop, found["Anna"]) == 300


async def test_everybody_is_given_a_membership_by_invitation_and_who_consented_hears_of_it(shop):
    found, client = await members(shop), shop.client()
    body = {"kind": "membership", "membership": "kring", "reason": "ten years together"}

    plan = (await client.post(f"{HERE}/handouts/preview", body, None)).json
    one = await begun(shop, body)
    await worker(shop).go_on()

    assert (plan["members"], plan["mailed"], plan["cost_minor"]) == (3, 1, 0)
    assert (await now(shop, one["handout"]))["given"] == 3
    shown = (await client.get(f"/v1/members/{found['Bo']}/balances")).json["balances"]
    assert [each["available"] for each in shown if each["unit"] == "membership:kring"] == [1]
    assert (await client.post(f"{HERE}/handouts", {**body, "membership": "none"})).code == "unknown_membership"


async def test_a_segment_of_nobody_gets_nothing(shop):
    await members(shop)
    await keep(shop, "geblokkeerd", {"blocked": "yes"})

    answer = await shop.client().post("/v1/segments/geblokkeerd/handouts", SORRY)

    assert (answer.status, answer.code) == (409, "nobody_in_it")
