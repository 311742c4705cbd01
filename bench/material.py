"""What is bought: a program of twenty rules, members with cards, baskets of five lines; the same ones every time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from zegel.access.principal import of_key
from zegel.api import schemas
from zegel.api.bodies import read_body
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Day, Instant, local_moment
from zegel.core.purchase import Identifier
from zegel.flows.commands import Enrol, Header, Profile, Quote, RecordPurchase
from zegel.hall import translate
from zegel.hall.calls import Call
from zegel.program.compile import Compiled
from zegel.program.read import read_yaml
from zegel.replay.memory import Versions

COMPANY = CompanyId("proef")
SOURCE = "till-1"
ZONE = "Europe/Amsterdam"
LINES = 5
SEAL_KEY = sha256(b"bench").hexdigest()
"""Signs seals where a house is opened inside the benchmarks' own process."""
SLOT = b"@@@@@@@@@@@@"
"""Where the load generator puts a number of its own into a body: as long as the number will be."""

_CATEGORIES = (
    "bakery/bread", "bakery/pastry", "produce/vegetables", "produce/fruit", "dairy/cheese", "dairy/milk", "grocery/coffee", "grocery/tea",
    "grocery/pasta", "grocery/snacks", "meat", "fish", "drinks/soft", "drinks/beer", "household", "frozen", "baby", "pets",
)  # fmt: skip
_BRANDS = ("Proef", "Molen", "Zon", "Duin", "Haver", "Linde")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the shop."""

    sku: str
    category: str
    brand: str
    price_minor: int
    vat_bp: int


@cache
def compiled() -> Compiled:
    """The program of the benchmarks, as a server has it: read, then compiled."""
    return Compiled(read_yaml(Path(__file__).with_name("program.yaml").read_text(encoding="utf-8")))


@cache
def shelf() -> Versions:
    """It has always been live."""
    return Versions((Instant(0), compiled()))


@cache
def articles() -> tuple[Article, ...]:
    """Two thousand articles."""
    dice = random.Random(2)
    return tuple(
        Article(f"A{n:05d}", dice.choice(_CATEGORIES), dice.choice(_BRANDS), dice.randrange(59, 1499), dice.choice((900, 900, 2100)))
        for n in range(2_000)
    )


def member_id(n: int) -> PurseId:
    """The purse of member `n`; pgbench can make it too."""
    return PurseId(md5(b"member-%d" % n, usedforsecurity=False).digest())


def card(n: int) -> str:
    """What member `n` shows."""
    return f"2620{n:09d}"


def enrolment(n: int, at: Instant) -> Enrol:
    """Member `n` joins; one in four has been coming for more than five years."""
    moment = local_moment(at, ZONE)
    year = int(moment.business_date[:4]) - (6 if n % 4 == 0 else 1 + n % 3)
    key = f"enrol-{n}"
    header = Header(
        COMPANY, "office", key, sha256(key.encode()).digest(), at, at, moment.business_date, moment.weekday, moment.minute, "key:office",
        "dorpsstraat", "",
    )  # fmt: skip
    return Enrol(header, member_id(n), Profile(f"Lid {n}", "nl", ""), (Identifier("card", card(n)),), Day(f"{year}-02-11"))


def basket(dice: random.Random, lines: int = LINES) -> list[dict[str, Any]]:
    """Lines as a till sends them."""
    found = []
    for _ in range(lines):
        article = dice.choice(articles())
        count = dice.choice((1, 1, 1, 2, 3))
        found.append({
            "brand": article.brand, "category": article.category, "net_minor": article.price_minor * count, "quantity": 1000 * count,
            "sku": article.sku, "vat_bp": article.vat_bp,
        })  # fmt: skip
    return found


def body(dice: random.Random, member: int, number: str, **more: object) -> dict[str, Any]:
    """A purchase of `member` as it comes over HTTP. The receipt number goes where `number` says; "" for none (a quote)."""
    found: dict[str, Any] = {
        "actor": "anna", "branch": "dorpsstraat", "identifier": {"kind": "card", "value": card(member)}, "lines": basket(dice),
        "till": "kassa-1",
    }  # fmt: skip
    if number:
        found["receipt_number"] = number
    return found | more


def bodies(count: int, members: int, *, numbered: bool = True, seed: int = 1) -> list[bytes]:
    """`count` different purchases, each with a slot for its receipt number."""
    dice = random.Random(seed)
    return [to_json(body(dice, dice.randrange(members), SLOT.decode() if numbered else "")) for _ in range(count)]


GRANT = of_key("bench", COMPANY, SOURCE, frozenset(("purchases:write", "quotes:read")), "")


def call(at: Instant, template: str, n: int) -> Call:
    """A request that was let in, as the door makes it."""
    made = Call(f"{n:016x}", at, template)
    made.grant, made.shelf, made.key = GRANT, shelf(), f"key-{n:012d}"
    made.new_id = lambda: PurseId(n.to_bytes(16, "big"))
    return made


def purchase(raw: bytes, n: int, at: Instant) -> RecordPurchase:
    """A body as the command that the server would make of it; `n` makes it a purchase of its own."""
    found, canonical = read_body(schemas.PURCHASE, raw.replace(SLOT, b"%012d" % n))
    return translate.purchase(call(at, "POST /v1/purchases", n), found, canonical)


def quote(raw: bytes, n: int, at: Instant) -> Quote:
    """The same as a quote."""
    found, canonical = read_body(schemas.PURCHASE, raw)
    return translate.quote(call(at, "POST /v1/quotes", n), found, canonical)


def purchases(raws: Sequence[bytes], first: int, count: int, at: Instant) -> list[RecordPurchase]:
    """`count` commands, numbered from `first`, of the bodies in turn."""
    return [purchase(raws[n % len(raws)], n, at) for n in range(first, first + count)]
