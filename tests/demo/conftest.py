"""The demo on a database of its own, and the same rows for the independent calculation."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

pytest.importorskip("polars", reason="./zegel setup demo brings it")

FIXED = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
"""The moment at which these tests run the demo: a Saturday, so that the last basket was six days ago."""
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def weeks() -> int:
    """By how many weeks the year moves at that moment."""
    from zegel.demo.moving import weeks_before

    return weeks_before(date(2026, 11, 21))


@pytest.fixture
def run_demo() -> Callable[..., Any]:
    """`run_demo(url, data)` → (report, program, digest of all chains): the whole run on an empty database."""
    return run


def run(url: str, data: str, weeks: int) -> tuple[Any, Any, str]:
    """Everything but the printing."""
    import asyncio

    from zegel.cli.program_files import program_of
    from zegel.core.ids import PurseId
    from zegel.core.periods import Instant
    from zegel.demo.feeding import Feed
    from zegel.demo.opening import Plan
    from zegel.demo.running import COMPANY, Run, begin, report_of, token_of
    from zegel.main import Settings, now, open_house
    from zegel.store import books
    from zegel.store.backup import _counts

    written = ROOT / "examples" / "grocer.yaml"
    program = program_of(written)

    async def work() -> tuple[Any, Any, str]:
        async with open_house(Settings(database=url)) as house:
            plan = Plan(weeks, Instant(int(FIXED.timestamp() * 1000)), data)
            state = await begin(house.store, program, written.read_text("utf-8"), plan, now())
            running = Run(house.store, house.desk, now, lambda: int(monotonic() * 1000), lambda: PurseId(os.urandom(16)))
            with Feed(plan, 0) as feed:
                state = await running.carry(state, feed, token_of(program), lambda _: True)
            checked = await books.check(house.store, COMPANY)
            assert checked.findings == []
            async with house.store.view([COMPANY]) as view:
                return await report_of(view, program, state), program, (await _counts(view, [COMPANY])).head

    return asyncio.run(work())


@pytest.fixture(scope="session")
def rows_of() -> Callable[[str], Any]:
    """The raw rows of the fixture or the whole set, for the independent calculation."""

    def rows(data: str) -> Any:
        from tests.demo.reference import read_fixture, read_journey
        from zegel.demo.journey import package_data

        if data == "fixture":
            return read_fixture(ROOT / "examples" / "complete-journey" / "even-25.csv.gz")
        folder = package_data()
        if folder is None:
            pytest.skip("the data set is not installed: ./zegel setup demo")
        return read_journey(folder)

    return rows
