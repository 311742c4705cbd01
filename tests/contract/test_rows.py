"""Row by row of the conventions: what its tests had a shop live through on paper, a database lives through to the very same entries.

rows.yaml names the tests. Each shop of theirs is a company of its own in one database; the desk carries all of them side by side.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest

from dev import databases
from tests import lives, make
from tests.contract.direct import Database
from tests.house.test_rows import rows
from tests.lives import Life
from tests.shop_fixtures import migrated
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.desk.desk import Desk
from zegel.desk.publish import publish
from zegel.desk.replies import Reply
from zegel.flows.commands import Command, Redeem
from zegel.flows.facts import Outcome, Shelf
from zegel.program.compile import Compiled
from zegel.program.settings import SETTINGS
from zegel.replay.memory import Versions
from zegel.store.opening import migrate, open_store
from zegel.store.port import Store
from zegel.store.records import Company

pytestmark = pytest.mark.anyio
TOO_MANY = ("test_every_effect_under_every_convention_is_as_it_was",)
"""Thousands of baskets; that test itself says what each choice changes, and every choice is lived by others."""


@cache
def lived(number: int) -> dict[str, list[Life]]:
    """What the tests of a row have shops live through, each in a company of its own."""
    found: dict[str, list[Life]] = {}
    for told in rows()[number]["held by"].values():
        path, name = told.split()
        if name not in TOO_MANY:
            made = lives.lives_of(path, name)
            found[name] = [lives.lived_anew(life, CompanyId(f"row {number} {name} {n}")) for n, life in enumerate(made)]
    return found


def every() -> list[Life]:
    """All of them."""
    return [life for number in rows() for found in lived(number).values() for life in found]


class Shelves:
    """The programs of every life, always at hand."""

    def __init__(self, made: list[Life]) -> None:
        self.of_company: dict[CompanyId, Shelf] = {life.facts.company: life.facts.shelf for life in made}

    def at_hand(self, company: CompanyId) -> Shelf:
        return self.of_company[company]

    async def of(self, company: CompanyId) -> Shelf:
        return self.at_hand(company)


async def founded(store: Store, life: Life) -> None:
    """The company of a life: its versions, codes, articles and stocks, before anything happens."""
    company, queries = life.facts.company, store.queries
    await queries.add_company(Company(company, company, "EUR", make.ZONE, Instant(0)))
    for live_from, compiled in life.versions:
        await publish(queries, company, compiled, live_from, Instant(0))
    await queries.codes.add(company, life.codes)
    await queries.put_articles(company, list(life._resolved.articles.values()), Instant(0))


async def carried(desk: Desk, life: Life) -> list[Outcome]:
    """The same commands through the desk, in their order; what is only asked, when everything before it is written."""
    replies, outcomes = [], {}
    for n, (command, _) in enumerate(life.asked):
        if isinstance(command, lives.ASKED):
            await asyncio.gather(*(future for _, future in replies))
            outcomes[n] = await desk.ask(command)
        else:
            replies.append((n, desk.submit(command)))
    outcomes |= {n: (await future).outcome for n, future in replies}
    return [outcomes[n] for n in range(len(life.asked))]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for every row."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('rows')}/rows.db"
        migrate(url)
        yield Database("sqlite", url, url, "")
        return
    server = request.getfixturevalue("postgres_server")
    with databases.lent(server, migrated(server)) as made:
        yield Database("postgres", made.app_url, made.owner_url, made.superuser_url)


@pytest.fixture(scope="module")
async def outcomes(where: Database) -> AsyncIterator[dict[CompanyId, list[Outcome]]]:
    """What every command of every life came to there."""
    store = await open_store(where.url)
    bugs: list[BaseException] = []
    desk = Desk(store, Shelves(every()), writers=1, report=bugs.append)  # type: ignore[arg-type]  # shelves of paper
    await desk.start()
    await asyncio.gather(*(founded(store, life) for life in every()))
    found = await asyncio.gather(*(carried(desk, life) for life in every()))
    await desk.close()
    assert bugs == []
    yield {life.facts.company: each for life, each in zip(every(), found, strict=True)}
    await store.close()


def came_to(outcome: Outcome) -> tuple[object, ...]:
    """The refusal with its figures, the receipt to the byte, every entry with its hash."""
    refusal = None if outcome.refusal is None else (outcome.refusal.code, outcome.refusal.data)
    return refusal, outcome.receipt, outcome.entries


def differs(life: Life, found: list[Outcome]) -> list[tuple[Command, Outcome, Outcome]]:
    """Where the database came to something else: the command, what paper says, what came."""
    return [(command, here, there) for (command, here), there in zip(life.asked, found, strict=True) if came_to(here) != came_to(there)]


@pytest.mark.parametrize("number", [number for number in rows() if number != 29])
async def test_a_row_holds_on_the_database_as_on_paper(outcomes, number):
    found = lived(number)

    assert any(found.values()), "no test of this row has a shop live through anything"
    for name, made in found.items():
        for life in made:
            assert differs(life, outcomes[life.facts.company]) == [], name


async def test_every_choice_of_every_row_is_lived_through():
    named = {key for row in rows().values() for key in row["settings"]}
    asked = [(each.key, each.field, choice) for each in SETTINGS if each.key in named for choice in each.choices]
    chosen = {(each.field, getattr(program.settings, each.field)) for life in every() for program in life.programs for each in SETTINGS}

    assert [(key, choice) for key, field, choice in asked if (field, choice) not in chosen] == []


async def test_row_29_what_is_sent_twice_happens_once(where):
    company = CompanyId("row 29")
    life = Life(company, Versions((Instant(0), Compiled(make.bakery()))))
    store = await open_store(where.url)
    await founded(store, life)
    desk = Desk(store, Shelves([life]), writers=1)  # type: ignore[arg-type]  # a shelf of paper
    await desk.start()

    async def sends(command: Command, body: bytes = b"") -> Reply:
        moved = lives.moved_to(company, command)
        return await desk.submit(replace(moved, header=replace(moved.header, body_hash=sha256(body).digest())))

    await sends(make.enrols())
    buys = make.buys(make.line(250), who=make.card(), key="sale-1")
    too_much = Redeem(make.header(key="mug-1"), make.card(), "mug", 1)

    first, again, other = await sends(buys), await sends(buys), await sends(buys, b"another")
    refused = await sends(too_much)
    await sends(make.adjusts(make.card(), 1_000))
    still, anew = await sends(too_much), await sends(replace(too_much, header=make.header(key="mug-2")))

    assert first.outcome.receipt is not None
    assert again.outcome.receipt is not None
    assert (first.replayed, again.replayed, again.outcome.receipt.document) == (False, True, first.outcome.receipt.document)
    assert other.outcome.refusal is not None
    assert other.outcome.refusal.code == "key_reused"
    assert refused.outcome.refusal is not None
    assert refused.outcome.refusal.code == "not_enough"
    assert (still.replayed, came_to(still.outcome)[0]) == (True, came_to(refused.outcome)[0])
    assert (anew.replayed, anew.outcome.refusal) == (False, None)
    purse = await store.queries.purse(company, lives.moved_to(company, make.purse()))
    assert purse is not None
    assert (purse.seq, purse.balances[("points", "available")]) == (4, 4 + 1_000 - 500)
    await desk.close()
    await store.close()
