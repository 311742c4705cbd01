"""What the desk does with commands that come at once: one database transaction, and each command an answer of its own."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import pytest

from tests.korenaar import DAY, KORENAAR, NOON, PROGRAM, Shop
from tests.make import adjusts, buys, card, enrols, line, purse, quotes
from tests.programs import compiled, read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.ids import PurseId, ReceiptId, purse_of
from zegel.core.periods import Instant
from zegel.core.refusals import Busy, UnknownMember, ZegelError
from zegel.desk.batch import BatchWork
from zegel.desk.desk import LIMIT, TRIES, Desk
from zegel.desk.publish import publish
from zegel.desk.shelves import Shelves
from zegel.flows import handle
from zegel.flows.commands import Redeem, RunDue
from zegel.store.port import Conflict, Short, Unavailable

pytestmark = [pytest.mark.anyio, both_databases]

FATIMA = card("FATIMA")


async def at_once(desk: Desk, *commands: Any) -> list[Any]:
    """The commands' outcomes, queued before the desk could begin with any."""
    return [reply.outcome for reply in await asyncio.gather(*(desk.submit(command) for command in commands))]


async def member(shop: Shop, n: int = 1, **more: Any) -> PurseId:
    reply = await shop.desk.submit(enrols(n, card(f"M{n}"), **more))
    assert reply.outcome.refusal is None
    return purse(n)


def code(outcome: Any) -> str:
    return "" if outcome.refusal is None else outcome.refusal.code


async def test_what_arrives_while_a_batch_commits_becomes_the_next(shop):
    who = await member(shop)
    before = shop.desk.batches

    outcomes = await at_once(shop.desk, *(buys(line(), who=who) for _ in range(LIMIT + 44)))

    assert [code(o) for o in outcomes] == [""] * 300
    assert [o.receipt.id.seq for o in outcomes] == list(range(2, 302)) or shop.store.writers > 1
    assert shop.desk.batches - before <= 2 + shop.store.writers


async def test_what_reaches_the_house_turn_after_turn_is_one_batch(shop):
    who = await member(shop)
    before = shop.desk.batches

    answers = []
    for _ in range(8):
        answers.append(shop.desk.submit(buys(line(), who=who)))
        await asyncio.sleep(0)
    found = await asyncio.gather(*answers)

    assert [reply.outcome.receipt.id.seq for reply in found] == list(range(2, 10))
    assert shop.desk.batches - before == 1


async def test_a_refused_command_fails_alone(shop):
    who = await member(shop)

    outcomes = await at_once(shop.desk, buys(line(), who=who), buys(line(), who=FATIMA), adjusts(who, -999), buys(line(), who=who))

    assert [code(o) for o in outcomes] == ["", "unknown_member", "not_enough", ""]
    assert await shop.entries() == 3


async def test_a_later_command_of_a_batch_sees_what_an_earlier_one_did(shop):
    enrol = enrols(2, FATIMA)

    outcomes = await at_once(
        shop.desk, buys(line(), who=FATIMA), enrol, buys(line(), who=FATIMA), enrols(3, FATIMA), buys(line(), who=purse(2))
    )

    assert [code(o) for o in outcomes] == ["unknown_member", "", "", "identifier_taken", ""]
    assert [o.receipt.id for o in outcomes if o.receipt] == [ReceiptId(purse(2), n) for n in (1, 2, 3)]


async def test_a_bug_in_one_command_fails_that_command_and_no_other(shop, monkeypatch):
    who = await member(shop)
    run = handle.run

    def broken(facts: Any, resolved: Any, command: Any) -> Any:
        if command.header.key == "broken":
            raise RuntimeError("a bug")
        return run(facts, resolved, command)

    monkeypatch.setattr(handle, "run", broken)
    commands = [buys(line(), who=who) for _ in range(5)]
    commands[2] = replace(commands[2], header=replace(commands[2].header, key="broken"))

    replies = await asyncio.gather(*(shop.desk.submit(command) for command in commands), return_exceptions=True)

    assert [type(reply).__name__ for reply in replies] == ["Reply", "Reply", "RuntimeError", "Reply", "Reply"]
    assert await shop.entries() == 5
    assert [str(error) for error in shop.reported] == ["a bug"]


async def test_a_conflict_is_tried_again_with_nothing_remembered(shop, monkeypatch):
    who = await member(shop)
    carry, seen = BatchWork.carry, []

    async def conflicts(work: BatchWork) -> None:
        seen.append(work.facts)
        await carry(work) if len(seen) > 3 else await _after_deciding(work)

    async def _after_deciding(work: BatchWork) -> None:
        await work.batch.resolve([(t.company, t.wants) for t in work.tickets])
        raise Conflict("somebody else was first")

    monkeypatch.setattr(BatchWork, "carry", conflicts)

    outcomes = await at_once(shop.desk, buys(line(), who=who), buys(line(), who=who))

    assert [code(o) for o in outcomes] == ["", ""]
    assert await shop.entries() == 3
    assert len({id(facts) for facts in seen}) == len(seen) >= 4


@pytest.mark.parametrize(("error", "expected"), [
    (Conflict("always"), "busy"), (Unavailable("busy"), "busy"), (Unavailable("storage_full"), "storage_full"),
    (Short(KORENAAR, "reward:mug", 0), "busy"),
])  # fmt: skip
async def test_what_stays_away_is_told_and_nothing_is_written(shop, monkeypatch, error, expected):
    who = await member(shop)
    tried = []

    async def fails(_work: BatchWork) -> None:
        tried.append(1)
        raise error

    monkeypatch.setattr(BatchWork, "carry", fails)
    monkeypatch.setattr(shop.desk, "_rest", lambda _: asyncio.sleep(0))
    outcomes = await at_once(shop.desk, buys(line(), who=who), buys(line(), who=who))

    assert [code(o) for o in outcomes] == [expected, expected]
    assert len(tried) == (1 if isinstance(error, Unavailable) else TRIES if isinstance(error, Conflict) else 64)
    assert await shop.entries() == 1


@pytest.mark.parametrize(("error", "expected"), [(Conflict("away"), "busy"), (Unavailable("storage_full"), "storage_full")])
async def test_a_first_answer_that_cannot_be_looked_up_is_not_taken_for_one(shop, monkeypatch, error, expected):
    command = buys(line(), who=await member(shop))
    await shop.desk.submit(command)

    def away(_companies: object) -> None:
        raise error

    monkeypatch.setattr(shop.store, "view", away)
    with pytest.raises(ZegelError) as refused:
        await shop.desk.first_answer(KORENAAR, command.header.source, command.header.key, None)

    assert refused.value.code == expected


async def test_what_was_told_busy_is_not_kept_under_the_key(shop, monkeypatch):
    who = await member(shop)
    command = buys(line(), who=who)
    with monkeypatch.context() as away:

        async def fails(_work: BatchWork) -> None:
            raise Unavailable("busy")

        away.setattr(BatchWork, "carry", fails)
        assert isinstance((await shop.desk.submit(command)).outcome.refusal, Busy)

    again = await shop.desk.submit(command)

    assert again.outcome.refusal is None
    assert again.replayed is False


async def test_due_work_is_booked_with_a_command_that_is_refused(shop):
    who = await member(shop)
    await shop.desk.submit(buys(line(), who=who))
    later = Instant(NOON + 400 * DAY)

    refused = (await shop.desk.submit(adjusts(who, -1, at=later))).outcome

    assert code(refused) == "not_enough"
    assert [entry.kind for entry in refused.entries] == ["expire"]
    assert [entry.kind for entry in await shop.queries.entries(KORENAAR, who, 0, 10)] == ["enrol", "purchase", "expire"]


async def test_two_desks_hand_out_three_mugs_and_no_more(shop, database_url):
    people = [await member(shop, n) for n in range(1, 9)]
    for who in people:
        await shop.desk.submit(adjusts(who, 50))

    async with AsyncExitStack() as stack:
        other = shop
        if shop.store.writers > 1:  # one server has a SQLite file to itself
            other = await stack.enter_async_context(a_second_desk(shop, database_url))
        commands = [Redeem(replace(adjusts(who, 1).header, key=f"mug {n}"), who, "mug", 1) for n, who in enumerate(people)]
        replies = await asyncio.gather(*((shop, other)[n % 2].desk.submit(command) for n, command in enumerate(commands)))

    assert sorted(code(reply.outcome) for reply in replies) == [""] * 3 + ["out_of_stock"] * 5
    assert (await shop.queries.counters(KORENAAR))["reward:mug"] == 0


def a_second_desk(shop: Shop, url: str) -> Any:
    """Another process, as far as the database can tell."""
    from contextlib import asynccontextmanager

    from zegel.store.opening import open_store

    @asynccontextmanager
    async def opened() -> Any:
        store = await open_store(url)
        second = Shop(store, url, shop.clock)
        await second.desk.start()
        yield second
        await second.desk.close()
        await store.close()

    return opened()


async def test_a_version_that_another_process_publishes_is_seen_without_a_restart(shop):
    who = await member(shop)
    assert (await shop.desk.submit(buys(line(1000), who=who))).outcome.receipt is not None
    triple = compiled(read_yaml(PROGRAM.replace("points × 2", "points × 3")).document)
    await publish(shop.queries, KORENAAR, triple, Instant(1), Instant(1))  # this desk's shelves are not told

    while (await shop.desk.ask(quotes(line(1000), who=who))).receipt.document.count(b'"count":30') == 0:  # noqa: ASYNC110 - how soon: test_shelves
        await asyncio.sleep(0.02)


async def test_versions_compile_once_and_only_when_asked_for(shop):
    made = []

    def counting(document: bytes) -> Any:
        made.append(document)
        return compiled(document)

    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM.replace("× 2", "× 4")).document), Instant(NOON + DAY), Instant(1))
    shelves = Shelves(shop.queries, counting, time.monotonic, soft=0.0, hard=0.0)

    for _ in range(3):
        shelf = await shelves.of(KORENAAR)
        assert shelf.live_at(Instant(NOON)) is not shelf.live_at(Instant(NOON + 2 * DAY))

    assert len(made) == 2


async def test_bulk_commands_are_answered_in_order(shop):
    who = await member(shop)

    replies = await shop.desk.submit_bulk([buys(line(), who=who) for _ in range(20)])

    assert [reply.outcome.receipt.id.seq for reply in replies] == list(range(2, 22))


async def test_closing_carries_what_waits_and_takes_nothing_more(shop):
    who = await member(shop)
    waiting = [shop.desk.submit(buys(line(), who=who)) for _ in range(10)]

    await shop.desk.close()

    assert [future.result().outcome.refusal for future in waiting] == [None] * 10
    late = await shop.desk.submit(buys(line(), who=who))
    assert code(late.outcome) == "busy"


async def test_whoever_goes_away_has_asked_all_the_same(shop):
    who = await member(shop)
    gone = shop.desk.submit(buys(line(), who=who))
    gone.cancel()

    stays = await shop.desk.submit(buys(line(), who=who))

    assert stays.outcome.receipt.id.seq == 3


async def test_asking_writes_nothing_and_looking_runs_what_is_due(shop):
    who = await member(shop)
    await shop.desk.submit(buys(line(), who=who))
    entries = await shop.entries()

    quoted = await shop.desk.ask(quotes(line(), who=who))
    nobody = await shop.desk.ask(quotes(line(), who=FATIMA))
    header = replace(adjusts(who, 1).header, key="", at=Instant(NOON + 400 * DAY))
    later = await shop.desk.look(RunDue(header, who))

    assert quoted.receipt is not None
    assert isinstance(nobody.refusal, UnknownMember)
    assert later.balance("points", "available") == 0
    assert await shop.entries() == entries
    assert (await shop.queries.purse(KORENAAR, who)).balance("points", "available") == 4
    with pytest.raises(UnknownMember):
        await shop.desk.look(RunDue(header, PurseId(bytes(16))))


async def test_an_anonymous_purse_is_claimed_and_bought_on_in_one_batch(shop):
    till = shop.client()
    mine = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "MINE"}]})).json["member"]
    found = (await till.post("/v1/purchases", {"branch": "station", "lines": [{"net_minor": 1000}]})).json["receipt"]
    stranger = found.partition(".")[0]

    claimed, bought = await asyncio.gather(
        till.post("/v1/claims", {"receipt": found, "member": mine}),
        till.post("/v1/purchases", {"branch": "station", "member": stranger, "lines": [{"net_minor": 500}]}),
    )

    assert claimed.status == 201
    assert bought.json["member"] == mine
    assert purse_of(mine) is not None


async def test_what_flows_ask_for_besides_is_fetched_once_and_commands_keep_their_order(shop, monkeypatch):
    people = [await member(shop, n) for n in range(1, 7)]
    bread = line(2000, 8)
    for who in people:
        assert (await shop.desk.submit(buys(bread, who=who))).outcome.receipt is not None  # eight stamps of ten
    runs: list[bool] = []
    run = handle.run

    def counted(*asked: Any) -> Any:
        runs.append(True)
        return run(*asked)

    monkeypatch.setattr(handle, "run", counted)
    decided: list[int] = []
    decide_all = BatchWork._decide_all

    async def passes(work: BatchWork, tickets: Any) -> Any:
        decided.append(len(tickets))
        return await decide_all(work, tickets)

    monkeypatch.setattr(BatchWork, "_decide_all", passes)
    full = [buys(line(500, 2), who=who) for who in people]
    after = [buys(line(number), who=people[0]) for number in (100, 200, 300)]

    outcomes = await at_once(shop.desk, *full, *after)

    assert [code(o) for o in outcomes] == [""] * 9
    assert all(b"card full" in o.receipt.document for o in outcomes[:6])
    assert [o.receipt.id.seq for o in (outcomes[0], *outcomes[6:])] == [3, 4, 5, 6]
    assert max(decided) <= 9
    assert len(decided) <= 4 * shop.store.writers
    assert len(runs) >= 9


async def test_a_full_disk_is_told_and_reading_goes_on(shop, request):
    if shop.store.writers > 1:
        pytest.skip("PostgreSQL's own disk is not for a test to fill")
    who = await member(shop)
    pages = await shop.store._writer.do(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    await shop.store._writer.do(lambda c: c.execute(f"PRAGMA max_page_count={pages}"))

    outcomes = [o for _ in range(30) for o in await at_once(shop.desk, *(buys(line(), who=who) for _ in range(20)))]

    assert "storage_full" in {code(o) for o in outcomes}
    assert {code(o) for o in outcomes} <= {"", "storage_full"}
    written = sum(code(o) == "" for o in outcomes)
    assert await shop.entries() == 1 + written
    await shop.store._writer.do(lambda c: c.execute("PRAGMA max_page_count=1000000"))
    assert code((await at_once(shop.desk, buys(line(), who=who)))[0]) == ""
