"""What stands out among receipts: found by its day, on both databases, of one company; what is ordinary is not there."""

import re

import pytest

from tests.contract.hand import COMPANY, purse_id
from tests.contract.hand import OTHER as ANOTHER
from zegel.store import sqlite_driver
from zegel.store.day_receipts import BACK, CARD, DayReceipt, listing
from zegel.store.oddity_queries import OddityQueries
from zegel.store.opening import migrate

pytestmark = pytest.mark.anyio
ODD, PLAIN = purse_id(1), purse_id(2)
MINUTE = 60_000


def of_day(purse, seq, at, what=CARD, day="2026-03-03", branch="markt", off=0):
    return DayReceipt(purse, seq, day, branch, what, at, 0 if what == BACK else 1250, off, 500 if what == BACK else 0)


async def kept(store, receipts):
    await store.write(COMPANY, listing(COMPANY, receipts))
    return store.queries.oddities


async def test_one_card_in_two_branches_within_minutes(store):
    ask = await kept(store, [
        of_day(ODD, 1, 0), of_day(ODD, 2, 9 * MINUTE, branch="haven"), of_day(ODD, 3, 30 * MINUTE, branch="markt"),
        of_day(PLAIN, 1, 0), of_day(PLAIN, 2, 5 * MINUTE),
    ])  # fmt: skip

    found = await ask.apart(COMPANY, "2026-03-01", 10 * MINUTE, 10)

    assert [(one.purse, one.seq, one.branch, one.before, one.minutes) for one in found] == [(ODD, 2, "haven", "markt", 9)]
    assert await ask.apart(COMPANY, "2026-03-04", 10 * MINUTE, 10) == []
    assert await ask.apart(ANOTHER, "2026-03-01", 10 * MINUTE, 10) == []


async def test_a_card_that_slept_for_a_year_and_then_has_a_discount(store):
    ask = await kept(store, [
        of_day(ODD, 1, 0, day="2025-01-10"), of_day(ODD, 2, 1, off=900), of_day(ODD, 3, 2, off=100),
        of_day(PLAIN, 1, 0, day="2026-02-01"), of_day(PLAIN, 2, 1, off=900), of_day(purse_id(3), 1, 0, off=900),
    ])  # fmt: skip

    found = await ask.woken(COMPANY, "2026-03-01", "2025-03-01", 10)

    assert [(one.purse, one.seq, one.minor, one.before, one.branch) for one in found] == [(ODD, 2, 1000, "2025-01-10", "markt")]


async def test_goods_that_come_back_again_and_again(store):
    back = [of_day(ODD, seq, seq, BACK) for seq in (2, 3, 4)]
    ask = await kept(store, [of_day(ODD, 1, 0), *back, of_day(PLAIN, 1, 0, BACK), of_day(PLAIN, 2, 1, BACK)])

    found = await ask.coming_back(COMPANY, "2026-03-01", 3, 10)

    assert [(one.purse, one.seq, one.times, one.minor) for one in found] == [(ODD, 4, 3, 1500)]


async def test_of_each_card_only_its_own_receipts_are_read(tmp_path):
    """On SQLite, which has no figures of its tables: a plan that goes through the company for every card takes minutes."""
    path = tmp_path / "shop.db"
    migrate(f"sqlite:///{path}")
    plans = []

    class Plans:
        async def read(self, _company, sql, values=()):
            connection = sqlite_driver.connect(sqlite_driver.driver(), path)
            asked = "EXPLAIN QUERY PLAN " + re.sub(r"[$](\d+)", r"?\1", sql)
            plans.append([row[3] for row in connection.execute(asked, values)])
            connection.close()
            return []

    ask = OddityQueries(Plans())
    await ask.often(COMPANY, "2026-03-01", 5, 10)
    await ask.apart(COMPANY, "2026-03-01", MINUTE, 10)
    await ask.woken(COMPANY, "2026-03-01", "2025-03-01", 10)
    await ask.coming_back(COMPANY, "2026-03-01", 3, 10)

    assert [[step for step in plan if step.endswith("(company=?)")] for plan in plans] == [[]] * 4
    counted = "USING COVERING INDEX day_receipt_kind (company=? AND what=? AND day>?)"
    assert [any(counted in step for step in plan) for plan in plans] == [True] * 4, "no receipt is looked up to be counted"
