"""The clock visits purses nobody touched; seals follow what changed."""

import asyncio
import json
import os

import pytest

from tests.korenaar import DAY, KORENAAR, MINUTE, NOON, OTHER, Shop
from tests.make import adjusts, buys, card, enrols, line, purse
from tests.shop_fixtures import both_databases
from zegel.core.ids import purse_text
from zegel.core.periods import Instant
from zegel.store.records import Head
from zegel.store.seals import leaf, leaves_of, merkle_root
from zegel.worker.sealing import Signer, is_signed
from zegel.worker.worker import Worker

pytestmark = [pytest.mark.anyio, both_databases]


def a_worker(shop: Shop, tmp_path, **more: float) -> Worker:
    return Worker(
        shop.desk, shop.queries, Signer(os.urandom(32)), clock=shop.clock.now, seals_file=tmp_path / "seals.ndjson",
        report=shop.reported.append, **more,
    )  # fmt: skip


async def members(shop: Shop, count: int) -> None:
    await shop.desk.submit_bulk([enrols(n, card(f"M{n}")) for n in range(1, count + 1)])


async def test_the_clock_books_what_is_due_and_nothing_twice(shop, tmp_path):
    await members(shop, 3)
    await shop.desk.submit_bulk([buys(line(), who=purse(n)) for n in (1, 2)])
    worker = a_worker(shop, tmp_path)
    assert await worker.run_due() == 0

    shop.clock.forward(400 * DAY)

    assert await worker.run_due() == 2
    assert await worker.run_due() == 0
    kinds = [entry.kind for entry in await shop.queries.entries(KORENAAR, purse(1), 0, 10)]
    assert kinds[:2] == ["enrol", "purchase"]
    assert "expire" in kinds
    assert shop.reported == []


async def test_a_late_clock_books_the_same_as_a_touch_in_time(shop, tmp_path):
    await members(shop, 2)
    await shop.desk.submit_bulk([buys(line(), who=purse(n)) for n in (1, 2)])
    shop.clock.forward(400 * DAY)

    await shop.desk.submit(adjusts(purse(1), 1, at=shop.clock.now()))
    await a_worker(shop, tmp_path).run_due()

    def told(entries):
        return [(e.kind, e.at, [(p.unit, p.source, p.destination, p.amount) for p in e.postings]) for e in entries if e.kind != "adjust"]

    one, two = [await shop.queries.entries(KORENAAR, purse(n), 0, 20) for n in (1, 2)]
    assert told(one) == told(two)


async def test_more_purses_than_a_page_are_all_visited(shop, tmp_path, monkeypatch):
    monkeypatch.setattr("zegel.worker.worker.PAGE", 4)
    await members(shop, 11)
    await shop.desk.submit_bulk([buys(line(), who=purse(n)) for n in range(1, 12)])
    shop.clock.forward(400 * DAY)

    assert await a_worker(shop, tmp_path).run_due() == 11


async def test_a_purse_that_cannot_be_booked_does_not_keep_the_others_waiting(shop, tmp_path, monkeypatch):
    monkeypatch.setattr("zegel.worker.worker.PAGE", 2)
    await members(shop, 5)
    await shop.desk.submit_bulk([buys(line(), who=purse(n)) for n in range(1, 6)])
    shop.clock.forward(400 * DAY)
    put = shop.desk.queue_bulk

    def broken(command):
        if command.purse in (purse(1), purse(2)):
            future = asyncio.get_running_loop().create_future()
            future.set_exception(RuntimeError("a bug"))
            return future
        return put(command)

    monkeypatch.setattr(shop.desk, "queue_bulk", broken)

    await a_worker(shop, tmp_path).run_due()

    assert {str(error) for error in shop.reported} == {"a bug"}
    for n in (3, 4, 5):
        assert (await shop.queries.purse(KORENAAR, purse(n))).balance("points", "available") == 0


async def test_a_seal_covers_what_changed_since_the_last_one(shop, tmp_path):
    await shop.add_company(OTHER)
    await members(shop, 3)
    worker = a_worker(shop, tmp_path)

    assert await worker.seal() == 3
    assert await worker.seal() == 0
    await shop.desk.submit(buys(line(), who=purse(2)))
    shop.clock.forward(5 * MINUTE)
    assert await worker.seal() == 1

    first, second = await shop.queries.seals(KORENAAR, 0, 10)
    assert (first.number, first.count, second.number, second.count) == (1, 3, 2, 1)
    assert second.previous == first.hash
    assert list(leaves_of(second)) == [(purse(2), 2)]
    entry = (await shop.queries.entries(KORENAAR, purse(2), 0, 10))[-1]
    assert second.root == merkle_root([leaf(Head(purse(2), 2, entry.hash))])
    lines = [json.loads(text) for text in (tmp_path / "seals.ndjson").read_text().splitlines()]
    assert [(found["number"], found["hash"]) for found in lines] == [(1, first.hash.hex()), (2, second.hash.hex())]
    assert is_signed(second, bytes.fromhex(lines[1]["public_key"]))
    assert await shop.queries.seals(OTHER, 0, 10) == []


async def test_a_seal_that_a_crash_kept_from_the_file_is_written_by_the_next_run(shop, tmp_path, monkeypatch):
    await members(shop, 1)
    with monkeypatch.context() as crash:
        crash.setattr("zegel.worker.worker.append", lambda _path, _line: (_ for _ in ()).throw(OSError("power cut")))
        with pytest.raises(OSError, match="power cut"):
            await a_worker(shop, tmp_path).seal()
    assert not (tmp_path / "seals.ndjson").exists()

    assert await a_worker(shop, tmp_path).seal() == 0

    assert [json.loads(text)["number"] for text in (tmp_path / "seals.ndjson").read_text().splitlines()] == [1]


async def test_of_two_workers_that_seal_at_once_one_is_first(shop, tmp_path):
    await members(shop, 2)
    one, two = a_worker(shop, tmp_path), a_worker(shop, tmp_path)

    counts = await asyncio.gather(one.seal(), two.seal())

    assert sorted(counts) in ([0, 2], [2, 2])
    numbers = [seal.number for seal in await shop.queries.seals(KORENAAR, 0, 10)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert await one.seal() == 0


async def test_what_another_worker_sealed_meanwhile_stays_sealed_and_is_counted_once(shop, tmp_path, monkeypatch):
    await members(shop, 2)
    one, two, last = a_worker(shop, tmp_path), a_worker(shop, tmp_path), shop.queries.last_seal

    async def after_the_other(company):
        monkeypatch.undo()
        await shop.desk.submit(buys(line(net_minor=600), who=purse(1)))
        await two.seal()
        return await last(company)

    monkeypatch.setattr(shop.queries, "last_seal", after_the_other)
    await one.seal()
    await shop.desk.submit(buys(line(net_minor=400), who=purse(1)))
    await one.seal()

    days = await shop.queries.figures.days(KORENAAR, "2000-01-01", "2100-01-01")
    assert {figure: count for (_, figure), count in days.items() if figure.startswith("sales")} == {"sales": 2, "sales_minor": 1000}


async def test_the_loops_run_until_they_are_stopped_and_outlive_a_bug(shop, tmp_path, monkeypatch):
    await members(shop, 1)
    worker = a_worker(shop, tmp_path, clock_seconds=0.01, seal_seconds=0.02)
    calls = []

    async def broken() -> int:
        calls.append(1)
        raise RuntimeError("a bug")

    monkeypatch.setattr(worker, "run_due", broken)
    task = asyncio.create_task(worker.run())
    for _ in range(200):
        await asyncio.sleep(0.01)
        if len(calls) > 2 and await shop.queries.last_seal(KORENAAR):
            break
    task.cancel()

    assert len(calls) > 2
    assert (await shop.queries.last_seal(KORENAAR)).at == Instant(NOON)
    assert {str(error) for error in shop.reported} == {"a bug"}


async def test_every_sealed_entry_is_in_the_figures_of_its_day_once(shop, tmp_path):
    await members(shop, 2)
    await shop.desk.submit_bulk([buys(line(net_minor=1250), who=purse(1)), buys(line(net_minor=400), who=None, new=9)])
    assert (
        await shop.client().post(f"/v1/members/{purse_text(purse(1))}/identifiers", {"identifier": {"kind": "card", "value": "M1b"}})
    ).status == 201
    worker = a_worker(shop, tmp_path)
    await worker.seal()
    await shop.desk.submit(buys(line(net_minor=600), who=purse(1)))
    await worker.seal()
    await worker.seal()

    ask = shop.queries.figures
    found = {figure: count for (_, figure), count in (await ask.days(KORENAAR, "2000-01-01", "2100-01-01")).items()}
    assert found["members"] == 2, "a card more is no member more"
    assert (found["sales"], found["card_sales"]) == (3, 2)
    assert (found["sales_minor"], found["card_sales_minor"]) == (2250, 1850)
    assert await ask.days(KORENAAR, "2000-01-01", "2100-01-01", "nowhere") == {}
    assert await ask.days(OTHER, "2000-01-01", "2100-01-01") == {}


async def test_who_came_often_and_stays_away_is_seen(shop, tmp_path):
    await members(shop, 2)
    for _ in range(4):
        await shop.desk.submit_bulk([buys(line(net_minor=1000), who=purse(1), at=shop.clock.now())])
        shop.clock.forward(DAY)
    await shop.desk.submit(buys(line(), who=purse(2), at=shop.clock.now()))
    await a_worker(shop, tmp_path).seal()

    (quiet,) = await shop.queries.figures.gone_quiet(KORENAAR, "2000-01-01", "2100-01-01")

    assert (quiet.purse, quiet.visits, quiet.spent_minor) == (purse(1), 4, 4000)
    assert quiet.first_day < quiet.last_day
    assert await shop.queries.figures.gone_quiet(KORENAAR, "2000-01-01", quiet.first_day) == []
