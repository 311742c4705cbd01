"""What partners come to is kept by the hour with each seal: always what the entries say, of this moment, and never more than that."""

import random

import pytest

from tests.api.test_settlements import DAY, MEENT, bought, coalition, month
from tests.shop_fixtures import both_databases
from tests.web.test_office_home import seal
from zegel.core.periods import HOUR, Day
from zegel.desk.agreements import span_of
from zegel.store.books import check, rebuild
from zegel.store.settled import settled_sums
from zegel.store.settlements import summed

pytestmark = pytest.mark.anyio
MONTHS = ("2026-03", "2026-04", "2026-05", "2026-06", "2026-07")


def told(sums):
    """Without what comes to nothing, which the entries name and hours do not."""
    parts = [{key: value for key, value in part.items() if value} for part in (sums.points, sums.expired)]
    return [{key: value for key, value in sums.money.items() if any(value)}, *parts]


async def both_ways(shop):
    """Of each month: what is kept (None: nothing is), and what the entries come to; each in one snapshot."""
    program = (await shop.shelves.of(MEENT)).live_at(shop.clock.now()).program
    found = []
    for name in MONTHS:
        asked = ("miles", "clearing:EUR", *span_of(program, Day(f"{name}-01")))
        async with shop.store.view([MEENT]) as view:
            kept, entries = await settled_sums(view, MEENT, *asked), await summed(view, MEENT, *asked)
        found.append((None if kept is None else told(kept), told(entries)))
    return found


async def a_step(shop, till, fatima, dice, sales):
    """Something that happens between partners, and time goes on."""
    what = dice.choice(("buy", "buy", "buy", "spend", "back", "hand", "wait"))
    if what in ("buy", "spend"):
        uses = ("miles off",) if what == "spend" else ()
        try:
            sales.append(await bought(till, fatima, dice.choice(("bakkerij", "slagerij", "kantoor")), dice.randrange(2_000, 40_000), *uses))
        except AssertionError:
            assert uses, "what is paid with miles may have none"
    elif what == "back" and sales:
        await till.post("/v1/returns", {"branch": "bakkerij", "receipt": sales.pop(dice.randrange(len(sales)))})
    elif what == "hand":
        await till.post("/v1/adjustments", {"member": fatima, "unit": "miles", "count": dice.randrange(1, 90), "reason": "x"})
    shop.clock.forward(dice.choice((7, 61, 24 * 60, 9 * 24 * 60)) * 60_000)


@both_databases
async def test_what_is_kept_is_what_the_entries_say_whenever_it_is_sealed_and_asked(shop):
    till, fatima = await coalition(shop)
    dice, sales = random.Random(44), list[str]()
    assert [kept for kept, _ in await both_ways(shop)] == [None] * 5, "nothing is kept before a seal"

    seen = 0
    for n in range(42):
        await a_step(shop, till, fatima, dice, sales)
        if n % 5 == 4:
            await seal(shop)
        if n >= 4 and n % 3 == 0:
            found = await both_ways(shop)
            assert [kept for kept, _ in found] == [entries for _, entries in found]
            seen += sum(len(part) for kept, _ in found for part in kept)

    assert seen > 100
    lapsed = [entries[2] for _, entries in await both_ways(shop)]
    assert any(lapsed), "some miles lapsed meanwhile"
    assert (await check(shop.store, MEENT)).findings == []


@both_databases
async def test_what_somebody_changed_is_found_and_the_next_seal_after_a_rebuild_makes_it_good(shop):
    till, fatima = await coalition(shop)
    await bought(till, fatima, "bakkerij", 30_000)
    await seal(shop)
    path = f"/v1/settlements/{month(shop)}"
    before = (await till.get(path)).json
    assert before["partners"][0]["issued"] == 300

    more = "UPDATE settled SET value = value + $2 WHERE company = $1 AND what = 'issued'"
    await shop.queries.settled._runner.write(MEENT, [(more, [(MEENT, 7)])])

    assert (await till.get(path)).json["partners"][0]["issued"] == 307
    assert [one.what for one in (await check(shop.store, MEENT)).findings] == ["what partners come to differs from the entries"]
    await rebuild(shop.store, MEENT)
    assert (await till.get(path)).json == before, "read from the entries until the next seal"
    await bought(till, fatima, "bakkerij", 100)
    await seal(shop)
    assert [kept == entries for kept, entries in await both_ways(shop)] == [True] * 5
    assert (await till.get(path)).json["partners"][0]["issued"] == 301
    assert (await check(shop.store, MEENT)).findings == []


async def test_a_month_that_begins_within_an_hour_is_read_from_the_entries(shop):
    await coalition(shop)
    await seal(shop)

    async with shop.store.view([MEENT]) as view:
        assert await settled_sums(view, MEENT, "miles", "clearing:EUR", HOUR // 2, DAY) is None
