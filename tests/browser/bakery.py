"""The bakery of the browser stories: a served house with Fatima (eight years a customer), Joost (new), a price list, gestures, a coupon."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn

from tests.korenaar import KORENAAR, NOON, Clock, Shop, a_shop, fresh_sqlite
from tests.pages import Gatekeeper
from zegel.access.scopes import NAMED_SETS
from zegel.core.article import Article
from zegel.core.periods import Day
from zegel.desk.checking import Checks
from zegel.store.opening import open_store
from zegel.store.price_queries import Price
from zegel.web.app import add_pages
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import Visitor
from zegel.web.table import HOMES, SIGN_INS, WORDS

PROGRAM = Path(__file__).with_name("korenmaat.yaml").read_text(encoding="utf-8")
ARTICLES = (
    (Article("8710000000017", "Volkoren tarwe, gesneden", "Whole wheat, sliced", "bread", vat_bp=900), 345),
    (Article("8710000000024", "Krentenbrood", "Currant loaf", "bread", vat_bp=900), 495),
    (Article("8710000000031", "Appelflap", "Apple turnover", "cake", vat_bp=900), 225),
    (Article("8710000000048", "Kersenvlaai, heel", "Cherry flan", "cake", vat_bp=900), 1450),
    (Article("8710000000055", "Slagroomtaart", "Cream cake", "cake", vat_bp=900), 1650),
)
CARDS = {"fatima": "2620000012345", "joost": "2620000054321"}


@dataclass
class Bakery:
    """A served bakery."""

    address: str
    samira: str
    shop: Shop
    door: Door
    checks: Checks
    loop: asyncio.AbstractEventLoop
    members: dict[str, str] = field(default_factory=dict)

    def refused_by_policy(self) -> list[dict[str, Any]]:
        """What browsers reported."""
        return list(self.door.reports)

    def bugs(self) -> list[str]:
        """What broke on the server."""
        return [repr(error) for error in self.shop.reported]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The API, from the test's own thread."""
        client = self.shop.client(self.shop.key)
        work = client.get(path) if method == "GET" else client.post(path, body)
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20).json


@contextmanager
def open_bakery(folder: Path, more: str = "", url: str = "", program: str = PROGRAM) -> Iterator[Bakery]:
    """Served on a port of its own until the context is left; `more` is what its program promises besides. Its books are in `url`, an
    empty database with the schema, or else in SQLite in `folder`."""
    ready, stop = threading.Event(), threading.Event()
    held: list[Bakery] = []
    errors: list[BaseException] = []

    async def live() -> None:
        async with a_shop(url or fresh_sqlite(folder), Clock(), program=program + more) as shop:
            bakery = await set_up(shop)
            server = uvicorn.Server(uvicorn.Config(shop.app, port=0, log_config=None, lifespan="off"))
            serving = asyncio.create_task(server.serve())
            while not server.started:  # noqa: ASYNC110 - uvicorn tells in no other way
                await asyncio.sleep(0.02)
            port = server.servers[0].sockets[0].getsockname()[1]
            bakery.address = f"http://127.0.0.1:{port}"
            held.append(bakery)
            ready.set()
            await asyncio.to_thread(stop.wait)
            server.should_exit = True
            await serving
            await bakery.checks.close()

    def run() -> None:
        try:
            asyncio.run(live())
        except BaseException as error:  # noqa: BLE001 - shown to whoever waits
            errors.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(60)
    if errors:
        raise errors[0]
    try:
        yield held[0]
    finally:
        stop.set()
        thread.join(20)


async def set_up(shop: Shop) -> Bakery:
    """The doors of `shop` with Samira at its till, and what it has."""
    secret, gate = os.urandom(8).hex(), Gatekeeper()
    gate.known["till", secret] = Visitor(
        KORENAAR, "staff:samira", "Samira de Wit", NAMED_SETS["till"], "till:2", secret, "havenstraat", "2", "cashier"
    )  # fmt: skip
    door = Door(
        clock=shop.clock.now, random_bytes=os.urandom, monotonic=time.monotonic, codes=shop.door.codes, words=WORDS, homes=HOMES,
        sign_ins=SIGN_INS, report=lambda error, _: shop.reported.append(error),
    )  # fmt: skip
    door.open(shop.desk, shop.shelves, shop.queries, shop.door.people, gate)
    door.checks = checks = Checks(shop.queries, partial(open_store, shop.url, unsafe=True), shop.clock.now)
    checks.report = shop.reported.append
    add_pages(shop.app, door)
    return Bakery("", secret, shop, door, checks, asyncio.get_running_loop(), await fill(shop))


async def fill(shop: Shop) -> dict[str, str]:
    """What the bakery has: articles with prices, two members, and what Fatima bought before."""
    await shop.queries.put_articles(KORENAAR, [article for article, _ in ARTICLES], shop.clock.now())
    prices = [Price(article.sku, "", "", Day("2026-01-01"), minor) for article, minor in ARTICLES]
    await shop.queries.prices.put(KORENAAR, prices)
    client, members = shop.client(shop.key), {}
    for name, since, phone in (("Fatima El Amrani", "2018-03-01", "0612340412"), ("Joost Bakker", "2026-02-20", "0687650413")):
        first = name.split()[0].lower()
        identifiers = [{"kind": "card", "value": CARDS[first]}, {"kind": "phone", "value": phone}]
        members[first] = (await client.post("/v1/members", {"name": name, "since": since, "identifiers": identifiers})).json["member"]
    await client.post("/v1/adjustments", {"member": members["fatima"], "unit": "points", "count": 1200, "reason": "opening"})
    shop.clock.at = NOON - 5 * 86_400_000
    lines = [
        {"sku": "8710000000055", "category": "cake", "net_minor": 1650, "vat_bp": 900},
        {"sku": "8710000000017", "category": "bread", "net_minor": 7 * 345, "quantity": 7000, "vat_bp": 900},
    ]
    bought = await client.post("/v1/purchases", {"branch": "havenstraat", "till": "2", "member": members["fatima"], "lines": lines})
    assert bought.status == 201, bought.body
    shop.clock.at = NOON
    with suppress(KeyError):
        assert bought.json["receipt"]
    return members
