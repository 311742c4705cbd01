"""A shop behind running servers: a company of its own for every test, its program, its key, and what a till would send."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from typing import Any

from tests.live import books
from tests.live.processes import Clock, Server
from tests.live.wires import Answer, Request, new_key, stream, written
from tests.programs import compiled, read_yaml
from zegel.access.keys import make_key
from zegel.core.ids import CompanyId, purse_of
from zegel.core.periods import Instant
from zegel.desk.publish import publish
from zegel.store import books as official
from zegel.store.opening import open_store
from zegel.store.port import Store
from zegel.store.records import Company

BRANCH = "markt"
PROGRAM = """
zegel: 1
program: De Drukke Markt
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches:
  markt:     {zone: Europe/Amsterdam}
  berlin:    {zone: Europe/Berlin}
  lord howe: {zone: Australia/Lord_Howe}
  apia:      {zone: Pacific/Apia}
  kathmandu: {zone: Asia/Kathmandu}
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: {after: 12 months}}
  moons:  {names: {nl: [maan, manen], en: [moon, moons]}, worth: 0.01 EUR, expires: {after: 1 months}}
  stars:  {names: {nl: [ster, sterren], en: [star, stars]}, never spent: true}
earn:
  base:  {give: 1 point, per: 1.00 EUR}
  moons: {give: 1 moon, per: 1.00 EUR, of: {category: moon}}
  stars: {give: 1 star, per: 1.00 EUR}
  invited: {give: coupon party, per: purchase, of: {category: party}}
stamp cards:
  bread card: {stamp: 1 per item, of: {category: bread}, slots: 10, full gives: free bread}
tiers:
  measure: {unit: stars, window: calendar year, kept: through next year, down: one step}
  steps:
    brons:  {from: 0, names: {nl: brons, en: bronze}}
    zilver: {from: 500, names: {nl: zilver, en: silver}}
rewards:
  sixty: {gives: {item: PEN, worth: 0.60 EUR}, costs: 60 points, names: {nl: pen, en: pen}}
  ten:   {gives: {item: SWEET, worth: 0.10 EUR}, costs: 10 points, names: {nl: snoepje, en: sweet}}
  one:   {gives: {item: BIKE, worth: 1.00 EUR}, costs: 50 points, stock: 1, names: {nl: fiets, en: bike}}
  three: {gives: {item: MUG, worth: 1.00 EUR}, costs: 50 points, stock: 3, names: {nl: beker, en: mug}}
  seven: {gives: {item: BOOK, worth: 1.00 EUR}, costs: 50 points, stock: 7, names: {nl: boek, en: book}}
  first five: {gives: {item: CAP, worth: 1.00 EUR}, costs: 50 points, limit: 5 in total, names: {nl: pet, en: cap}}
  budgeted: {gives: {item: BAG, worth: 1.00 EUR}, costs: 50 points, budget: 9.00 EUR, names: {nl: tas, en: bag}}
  shelf: {gives: {item: VASE, worth: 1.00 EUR}, costs: 50 points, stock: {markt: 6}, names: {nl: vaas, en: vase}}
  free bread:
    gives: {free: 1, of: {category: bread}, worth at most: 4.50 EUR}
    names: {nl: gratis brood, en: free bread}
    cost price: 0.90 EUR
    VAT: discount now
coupons:
  once: {off: 1.00 EUR}
  party: {off: 1.00 EUR}
  seven times: {code: SEVEN, off: 1.00 EUR, uses: {in all: 7 times}}
  twice each: {code: TWICE, off: 1.00 EUR, uses: {per member: 2 times}}
  five euros: {code: FIVE, off: 1.00 EUR, budget: 5.00 EUR}
  gift: {voucher: 10.00 EUR, in parts: true}
gestures:
  envelope: 9.00 EUR per month
  budgets: {complaint: 4.00 EUR per month}
  kinds: {pen: {item: pen, worth: 1.00 EUR}, cake: {item: cake, worth: 1.00 EUR, budget: complaint}}
returns: {earned: as if never bought, spent: back to its lots, below zero: allowed}
gift cards: {valid for: 5 years}
"""
STOCK = {"one": 1, "three": 3, "seven": 7}

_companies = count(1)


@dataclass(frozen=True, slots=True)
class House:
    """Servers over one database. `url` is the address that they use; `admin_url` a PostgreSQL superuser's, "" on SQLite."""

    name: str
    url: str
    admin_url: str
    folder: Path
    servers: tuple[Server, ...]
    clock: Clock

    @property
    def on_sqlite(self) -> bool:
        """Which of the two it is."""
        return not self.admin_url


@dataclass(frozen=True, slots=True)
class Shop:
    """One company. Requests go to the servers in turn."""

    house: House
    store: Store
    company: CompanyId
    secret: str
    ports: Iterator[int]

    def post(self, path: str, body: Any, key: str = "") -> Request:
        """A write, under a new key unless one is given."""
        return written(next(self.ports), self.secret, "POST", path, body, key or new_key())

    def bulk(self, lines: Sequence[dict[str, Any]]) -> Request:
        """Many purchases, a line each."""
        body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        return written(next(self.ports), self.secret, "POST", "/v1/purchases/bulk", body, kind="application/x-ndjson")

    def get(self, path: str) -> Request:
        """A read."""
        return written(next(self.ports), self.secret, "GET", path)

    async def ask(self, request: Request) -> Answer:
        """One answer."""
        return (await stream([request]))[0]

    async def done(self, requests: Sequence[Request], wires: int = 16) -> list[Answer]:
        """All of them, which must succeed: the given of a story."""
        answers = await stream(requests, wires)
        refused = [(answer.status, answer.body[:300]) for answer in answers if answer.status not in (200, 201)]
        assert refused == []
        return answers

    async def members(self, count: int, points: int = 0) -> list[str]:
        """New members, each with so many points."""
        answers = await self.done([self.post("/v1/members", {}) for _ in range(count)])
        found = [str(answer.json["member"]) for answer in answers]
        if points:
            await self.done([self.adjust(member, points) for member in found])
        return found

    def adjust(self, member: str, points: int, key: str = "") -> Request:
        """So many points more."""
        return self.post("/v1/adjustments", {"member": member, "unit": "points", "count": points, "reason": "for a test"}, key)

    def redeem(self, member: str, reward: str, key: str = "") -> Request:
        """A reward over the counter."""
        return self.post("/v1/redemptions", {"member": member, "reward": reward}, key)

    def buy(self, member: str | None, net_minor: int, key: str = "", pieces: int = 1, **changes: Any) -> Request:
        """A purchase of one line."""
        return self.post("/v1/purchases", basket(member, net_minor, pieces) | changes, key)

    async def available(self, member: str, unit: str = "points") -> tuple[int, int]:
        """What can be spent now, and the debt."""
        found = (await self.done([self.get(f"/v1/members/{member}/balances")]))[0].json["balances"]
        return next(((each["available"], each["debt"]) for each in found if each["unit"] == unit), (0, 0))

    async def kinds(self, member: str) -> list[str]:
        """The kinds of a purse's journal entries, in order."""
        purse = purse_of(member)
        assert purse is not None
        return [entry.kind for entry in await self.store.queries.entries(self.company, purse, 0, 10_000)]

    async def left(self, reward: str) -> int:
        """What the counter says of the reward's stock."""
        return await self.counter(f"reward:{reward}")

    async def counter(self, name: str) -> int:
        """What a counter stands at."""
        return (await self.store.queries.counters(self.company))[name]

    async def faults(self) -> list[str]:
        """What is wrong with this company's books, as `zegel books` reads them and by a reading of our own. Nothing, it is hoped."""
        reports = [await official.verify(self.store, self.company), await official.check(self.store, self.company)]
        found = [f"books: {finding.what}, entry {finding.seq}" for report in reports for finding in report.findings]
        return found + await books.faults(self.store, self.company)


def basket(member: str | None, net_minor: int, pieces: int = 1) -> dict[str, Any]:
    """A purchase's body."""
    line = {"net_minor": net_minor, "quantity": pieces * 1000, "category": "bread", "sku": "B1", "vat_bp": 900}
    who = {} if member is None else {"member": member}
    return {"branch": BRANCH, "till": "till-1", "lines": [line], **who}


@asynccontextmanager
async def a_shop(house: House, program: str = PROGRAM) -> AsyncIterator[Shop]:
    """A new company behind the house's servers, set up by another process than theirs: this one."""
    store = await open_store(house.url)
    try:
        company = CompanyId(f"shop{next(_companies)}")
        await store.queries.add_company(Company(company, "De Drukke Markt", "EUR", "Europe/Amsterdam", Instant(0)))
        await publish(store.queries, company, compiled(read_yaml(program).document), Instant(0), Instant(0))
        made = make_key(os.urandom, company=company, source="till", scopes=["all"], at=Instant(0))
        await store.queries.add_key(made.row)
        shop = Shop(house, store, company, made.text, cycle([server.port for server in house.servers]))
        await _known(shop)
        yield shop
    finally:
        await store.close()


async def _known(shop: Shop) -> None:
    """Wait until every server knows the program: one that looked before it was published looks again within a second."""
    for _ in range(50):
        answers = await stream([shop.get("/v1/program") for _ in shop.house.servers], 1)
        if all(answer.status == 200 for answer in answers):
            return
        await asyncio.sleep(0.1)


def tell(said: str) -> None:
    """A figure for whoever reads the run with `-s`."""
    sys.stdout.write(f"\n    {said}\n")
