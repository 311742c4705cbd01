"""The till's own pages among very many members: who a scanned card is, and what a basket comes to with its suggestion."""

import asyncio
import os
from functools import partial
from random import Random
from urllib.parse import urlencode

from bench import material
from bench.crowd import crowded
from bench.figures import Found, Scale, column, interleaved
from bench.load import Server, serving
from bench.places import Place, Places, now
from zegel.access.people import People
from zegel.access.principal import ANONYMOUS
from zegel.access.secrets import HouseKey
from zegel.access.staff import Done, Wanted
from zegel.core.ids import purse_text
from zegel.store.opening import open_store
from zegel.store.people_records import Role
from zegel.web.parts.visitors import COOKIES, token_of
from zegel.web.till.basket import Basket, Item

MOST_MS = {"a card scanned": 50, "a basket of five lines": 80}
"""What the server may take for the 95th of a hundred."""


def run(places: Places, kind: str, scale: Scale) -> Found:
    """On one database."""
    found = Found("till", kind)
    place = crowded(places, kind, scale.big, now())
    cookie, token = asyncio.run(_samira(place))
    with serving(place) as server:
        work = {
            what: partial(_asked, server, scale, cookie, [made(token, n) for n in _drawn(place.members, scale.bodies)])
            for what, made in (("a card scanned", _scan), ("a basket of five lines", _basket))
        }  # fmt: skip
        samples = interleaved(scale, found, work)
    for what, most in MOST_MS.items():
        found.add(f"{what}, p50", "ms", column(samples[what], "p50_ms"))
        found.add(f"{what}, p95", "ms", column(samples[what], "p95_ms"), most, "at most")
        found.add(f"{what}, CPU", "µs", column(samples[what], "cpu_us"))
    found.notes.append(f"Whole answers of /kassa among {place.members:,} members; one connection, a member of their own each time.")
    return found


def _drawn(members: int, count: int) -> list[int]:
    dice = Random(23)
    return [dice.randrange(members) for _ in range(count)]


def _scan(token: str, n: int) -> bytes:
    return urlencode({"token": token, "do": "scan", "text": material.card(n)}).encode()


def _basket(token: str, n: int) -> bytes:
    """The fifth line is scanned: four stand there already."""
    dice = Random(n)
    lines = material.basket(dice)
    names = ("net_minor", "quantity", "sku", "category", "brand", "vat_bp")
    items = tuple(Item(**{name: line[name] for name in names}, text=line["sku"]) for line in lines)
    basket = Basket("abc", material.member_id(n), items)
    fields = {
        "token": token,
        "do": "amount",
        "amount": "1,00",
        "key": "abc",
        "who": purse_text(material.member_id(n)),
        "basket": basket.json(),
    }
    return urlencode(fields).encode()


def _asked(server: Server, scale: Scale, cookie: str, bodies: list[bytes]) -> dict[str, float]:
    head = (
        f"POST /kassa HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {COOKIES['till']}={cookie}\r\n"
        f"Origin: http://127.0.0.1:{server.port}\r\nSec-Fetch-Site: same-origin\r\nHX-Request: true\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n"
    )
    return dict(server.load_with(head, bodies, 1, scale, wanted=200))


async def _samira(place: Place) -> tuple[str, str]:
    """A cashier at an enrolled till: the cookie of her session, and what her forms carry."""
    store = await open_store(place.url)
    try:
        people = People(store, HouseKey(lambda: bytes(range(32))), os.urandom)
        by, someone = Done(ANONYMOUS, now(), "bench", ""), os.urandom(8).hex()
        wanted = Wanted("Samira", f"{someone}@example.org", "nl", (Role("cashier", ""),), None)
        await people.staff.take_on(by, material.COMPANY, someone, wanted)
        till = await people.tills.enrol(by, material.COMPANY, "dorpsstraat", "kassa-1", "kassa-1")
        begun = await people.sessions.begin("till", material.COMPANY, someone, now(), method="pin", device=till.device)
        return begun.cookie, token_of(begun.session.csrf.hex())
    finally:
        await store.close()
