"""Figures of days that were counted wrongly once: `books check` finds them, `books rebuild` says what differed and makes them right."""

import os

import pytest

from tests.korenaar import DAY, KORENAAR
from tests.shop_fixtures import both_databases
from zegel.core.ids import purse_of
from zegel.desk.day_figures import figures_apart, figures_finding, rebuild_figures
from zegel.desk.register import Register
from zegel.desk.thinning import forget_bought
from zegel.worker.sealing import Signer
from zegel.worker.worker import Worker

pytestmark = [pytest.mark.anyio, both_databases]
CARD = {"kind": "card", "value": "2620000000012"}
TABLES = ("day_figure", "rhythm", "day_receipt", "bought")


async def seal(shop) -> None:
    await Worker(shop.desk, shop.queries, Signer(os.urandom(32)), clock=shop.clock.now, seals_file=None).seal()


async def busy(shop) -> str:
    """Two days: a member who buys twice and brings something back, somebody without a card, and what no seal has yet."""
    till = shop.client()
    member = (await till.post("/v1/members", {"name": "Emma", "identifiers": [CARD]})).json["member"]
    sale = {"branch": "dorpsstraat", "lines": [{"category": "bread", "sku": "TARWE", "net_minor": 450}]}
    first = await till.post("/v1/purchases", sale | {"identifier": CARD})
    await till.post("/v1/purchases", sale)
    await seal(shop)
    shop.clock.forward(DAY)
    await till.post("/v1/purchases", sale | {"identifier": CARD, "branch": "station"})
    back = await till.post("/v1/returns", {"receipt": first.json["receipt"], "actor": "samira"})
    await seal(shop)
    later = await till.post("/v1/purchases", sale)
    assert [one.status for one in (first, back, later)] == [201, 201, 201]
    return member


async def tables(shop) -> list:
    return [
        sorted(map(tuple, await shop.queries._read(KORENAAR, f"SELECT * FROM {one} WHERE company = $1", (KORENAAR,)))) for one in TABLES
    ]


async def test_figures_that_are_right_are_left_alone(shop):
    await busy(shop)
    before = await tables(shop)

    apart = await rebuild_figures(shop.store, KORENAAR)

    assert apart.is_nothing
    assert await figures_finding(shop.store, KORENAAR) is None
    assert await tables(shop) == before
    assert all(before), "there is something to compare"


async def test_what_a_seal_counted_twice_is_told_and_made_right(shop):
    await busy(shop)
    right = await tables(shop)
    await Register(shop.store).write(
        KORENAAR,
        ("UPDATE day_figure SET value = value * 2 WHERE company = $1 AND branch = $2", [(KORENAAR, "station")]),
        ("UPDATE rhythm SET visits = visits * 2, spent_minor = spent_minor * 2 WHERE company = $1", [(KORENAAR,)]),
        ("UPDATE day_receipt SET sold_minor = 1 WHERE company = $1 AND branch = $2", [(KORENAAR, "station")]),
        ("DELETE FROM bought WHERE company = $1", [(KORENAAR,)]),
    )

    finding = await figures_finding(shop.store, KORENAAR)
    apart = await rebuild_figures(shop.store, KORENAAR)

    assert finding is not None
    assert "2026-03-04 station, card_sales: 2 → 1" in finding.what
    assert [str(one) for one in apart.figures] == [
        "2026-03-04 station, card_sales: 2 → 1", "2026-03-04 station, card_sales_minor: 900 → 450",
        "2026-03-04 station, sales: 2 → 1", "2026-03-04 station, sales_minor: 900 → 450",
    ]  # fmt: skip
    assert (apart.rhythms, apart.receipts) == (1, 1)
    assert await tables(shop) == right
    assert (await figures_apart(shop.store, KORENAAR)).is_nothing


async def test_a_seal_that_comes_in_between_is_counted_once(shop):
    await busy(shop)
    sql = "UPDATE day_figure SET value = value + 7 WHERE company = $1 AND figure = 'sales' AND branch = $2"
    await Register(shop.store).write(KORENAAR, (sql, [(KORENAAR, "dorpsstraat")]))
    apart = await figures_apart(shop.store, KORENAAR)
    await seal(shop)

    await Register(shop.store).write(KORENAAR, *[step for step in apart.steps if step[1]])

    assert (await figures_apart(shop.store, KORENAAR)).is_nothing


async def test_what_was_erased_or_lost_its_lines_still_counts(shop):
    member = await busy(shop)
    figures, rhythms, listed, _ = await tables(shop)
    shop.clock.forward(800 * DAY)
    assert await forget_bought(shop.desk, shop.queries, Register(shop.store), shop.clock.now) == 2
    assert (await figures_apart(shop.store, KORENAAR)).is_nothing

    await shop.queries.erase_receipts(KORENAAR, purse_of(member))

    assert (await rebuild_figures(shop.store, KORENAAR)).is_nothing
    assert (await tables(shop))[:3] == [figures, rhythms, listed]
