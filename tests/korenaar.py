"""The shop that door tests stand in: a bakery with two branches, points, stars, a stamp card, tiers, and mugs of which there are three."""

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from starlette import routing

from tests.client import Client
from tests.programs import compiled, read_yaml
from zegel.access.keys import Keys, make_key
from zegel.api.app import create
from zegel.api.door import Door
from zegel.core.ids import CompanyId
from zegel.core.periods import NEVER, Instant
from zegel.desk.desk import Desk
from zegel.desk.publish import publish
from zegel.desk.shelves import Shelves
from zegel.store.opening import migrate, open_store
from zegel.store.port import Store
from zegel.store.records import Company

KORENAAR = CompanyId("korenaar")
OTHER = CompanyId("molen")
ZAAGMOLEN = CompanyId("zaagmolen")
NOON = Instant(1_772_532_000_000)
"""Tuesday 3 March 2026, 11:00 in Amsterdam."""
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000

AT_ZAAGMOLEN = """
zegel: 1
program: De Zaagmolen
company: {currency: EUR, country: NL}
branches: [markt]
"""
"""What another shop's program begins with: a test writes the rules that it is about below it."""

PROGRAM = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches:
  dorpsstraat: {zone: Europe/Amsterdam, opens: "04:00"}
  station: {zone: Europe/Amsterdam}
units:
  points:
    names: {nl: [punt, punten], en: [point, points]}
    worth: 0.01 EUR
    expires: {after: 12 months, on: end of month}
    pending: {web: 14 days}
  status: {names: {nl: [ster, sterren], en: [star, stars]}, never spent: true}
never: [tobacco, gift cards, deposits, stamps]
sets:
  bread: {names: {nl: brood, en: bread}, category: bread}
  cake:  {names: {nl: taart en gebak, en: cake}, category: cake}
earn:
  base:        {give: 1 point, per: 1.00 EUR, why: {nl: "1 punt per hele euro", en: "1 point per full euro"}}
  stars:       {give: 1 star, per: 1.00 EUR}
  tuesdays:    {multiply: points × 2, when: {day: tuesday}, why: {nl: "dinsdag telt dubbel", en: "Tuesdays count double"}}
stamp cards:
  bread card:  {stamp: 1 per item, of: {category: bread, price: at least 2.00 EUR}, slots: 10, full gives: free bread}
tiers:
  measure: {unit: status, window: calendar year, kept: through next year, down: one step}
  steps:
    brons:     {from: 0, names: {nl: brons, en: bronze}}
    zilver:    {from: 500, names: {nl: zilver, en: silver}, gives: [{multiply: points × 1.25}]}
discounts:
  regulars:    {off: 5%, of: cake, for: {member for: at least 5 years}}
  points off:  {spend: points, step: 100, at most: 50% of basket}
rewards:
  free bread:
    gives: {free: 1, of: bread, worth at most: 4.50 EUR}
    names: {nl: gratis brood, en: free bread}
    cost price: 0.90 EUR
    VAT: discount now
  mug: {gives: {item: MUG, worth: 4.00 EUR}, costs: 50 points, stock: 3, names: {nl: beker, en: mug}}
"""


@cache
def migrated() -> Path:
    """A SQLite file with the schema and nothing in it, made once a process."""
    path = Path(mkdtemp(prefix="zegel-test-")) / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: int = NOON) -> None:
        self.at = at

    def now(self) -> Instant:
        return Instant(self.at)

    def forward(self, milliseconds: int) -> None:
        self.at += milliseconds


class Shop:
    """The house behind the doors, with the doors."""

    def __init__(self, store: Store, url: str, clock: Clock) -> None:
        self.store, self.url, self.clock = store, url, clock
        self.queries = store.queries
        self.reported: list[BaseException] = []
        self.shelves = Shelves(store.queries, compiled, time.monotonic)
        self.desk = Desk(store, self.shelves, writers=store.writers, report=self.reported.append)
        self.keys = Keys(store.queries, time.monotonic)
        self.door = Door(
            clock=clock.now, random_bytes=os.urandom, monotonic=time.monotonic, report=lambda error, _: self.reported.append(error)
        )
        self.door.open(self.desk, self.shelves, self.keys, store.queries)
        self.app = create(self.door, _nothing)
        self.key = ""

    async def add_company(self, company: CompanyId, program: str = PROGRAM) -> str:
        """A company with a live program; gives a key with all scopes."""
        await self.queries.add_company(Company(company, company.title(), "EUR", "Europe/Amsterdam", Instant(0)))
        await publish(self.queries, company, compiled(read_yaml(program).document), Instant(0), Instant(0))
        return await self.make_key(company, ["all"])

    async def make_key(
        self, company: CompanyId, scopes: Iterable[str], *, source: str = "till", branch: str = "", expires_at: Instant = NEVER
    ) -> str:
        made = make_key(os.urandom, company=company, source=source, scopes=scopes, at=Instant(0), branch=branch, expires_at=expires_at)
        await self.queries.add_key(made.row)
        return made.text

    def client(self, key: str | None = None) -> Client:
        """A client with the shop's own key, or another."""
        return Client(self.app, self.key if key is None else key)

    async def entries(self) -> int:
        """How many journal entries there are in all companies."""
        found = 0
        for company in await self.queries.companies():
            rows = await self.store.read(company.id, "SELECT COUNT(*) FROM entry WHERE company = $1", (company.id,))  # type: ignore[attr-defined]  # both adapters have it
            found += rows[0][0]
        return found


# Every shop has an application of its own, and all of them the same addresses: each is made a pattern of once a process.
routing.compile_path = cache(routing.compile_path)


@asynccontextmanager
async def _nothing(_app: Any) -> AsyncIterator[None]:
    yield


@asynccontextmanager
async def a_shop(url: str, clock: Clock | None = None, program: str = PROGRAM) -> AsyncIterator[Shop]:
    """The bakery behind `url`, open for as long as the context is."""
    async with AsyncExitStack() as stack:
        store = await open_store(url, unsafe=True)
        stack.push_async_callback(store.close)
        shop = Shop(store, url, clock or Clock())
        await shop.desk.start()
        stack.push_async_callback(shop.desk.close)
        stack.push_async_callback(shop.keys.close)
        stack.push_async_callback(shop.shelves.close)
        shop.key = await shop.add_company(KORENAAR, program)
        yield shop


def fresh_sqlite(folder: Path) -> str:
    """The address of a new SQLite database with the schema in it."""
    path = folder / "zegel.db"
    shutil.copy(migrated(), path)
    path.chmod(0o600)
    return f"sqlite:///{path}"


async def soon() -> None:
    """Let everything that waits in the loop go on."""
    for _ in range(5):
        await asyncio.sleep(0)
