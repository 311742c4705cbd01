"""The shopper of the demo: the data set has neither redemptions nor returns, so these are made up, and said to be.

Nothing is drawn by lot. Each basket has four numbers from 0 to 999: the pairs of bytes at the start of
SHA-256("zegel demo shopper 1: " and the basket's id), each as a number modulo 1000. They decide:

- `bread` below 500: who holds a free bread uses it for this basket, if bread is sold in it for money.
- `points` below 60: the basket is paid with points as far as the program lets them, unless a free bread was meant to be used.
- `reward` below 25: a minute later the shopper asks for a coffee (even numbers) or a mug (odd ones), with enough points or without.
- `back` below 12, or below 75 when points were meant to pay: everything is brought back. From there to twice as much: one piece of
  the dearest line. Of those, numbers divisible by three: the rest as well, three days later.
  Baskets with fuel, tickets, gift cards, phone credit or coupons in them are kept, and so are free and weighed goods.

Things are brought back 2 to 21 days after they were bought (2 and the ninth byte modulo 20), at the same time of day in UTC.
"""

from collections.abc import Iterator
from hashlib import sha256
from heapq import heappop, heappush
from typing import Final

from zegel.core.periods import HOUR, MINUTE, Instant
from zegel.core.purchase import Line, Purchase
from zegel.core.value import value
from zegel.demo.journey import BasketRows, Journey
from zegel.demo.purchases import Purchases

SEED: Final = "zegel demo shopper 1: "
FRESH_BREAD: Final = "grocery/baked-bread-buns-rolls"
FREE_BREAD: Final = "free bread"
POINTS_OFF: Final = "points off"
REWARDS: Final = ("coffee", "mug")
KEPT: Final = frozenset({"fuel", "tickets", "gift_card", "phone_credit", "coupon"})
DAY_MS: Final = 24 * HOUR


@value
class Wishes:
    """What the shopper does with one basket. `back`: "", `all`, `one` or `one, then the rest`; `days` until then."""

    bread: bool
    points: bool
    reward: str
    back: str
    days: int


def wishes_of(basket: int) -> Wishes:
    """The wishes that go with a basket's id."""
    drawn = sha256(f"{SEED}{basket}".encode()).digest()
    bread, points, reward, back = (int.from_bytes(drawn[i : i + 2], "big") % 1000 for i in (0, 2, 4, 6))
    limit = 75 if points < 60 else 12
    how = "" if back >= 2 * limit else "all" if back < limit else "one, then the rest" if back % 3 == 0 else "one"
    return Wishes(bread < 500, points < 60, REWARDS[reward % 2] if reward < 25 else "", how, 2 + drawn[8] % 20)


@value
class Buy:
    """A basket is bought. `bread`: with a free bread, if the household holds one. `points`: as much as may be is paid with points.

    `purchase` tells its tenders unless something may be used: what is to be paid is known only then. `told` is the same with them.
    """

    basket: int
    household: int
    purchase: Purchase
    told: Purchase
    bread: bool
    points: bool


@value
class Take:
    """A reward is asked for, without a basket."""

    basket: int
    household: int
    store: int
    at: Instant
    reward: str


@value
class BringBack:
    """Goods of a basket come back: `line` of it, one piece, or everything that is left (0). `number` tells two returns apart."""

    basket: int
    household: int
    store: int
    at: Instant
    line: int
    number: int


Act = Buy | Take | BringBack


def acts(journey: Journey, until: Instant) -> Iterator[Act]:
    """Everything that happens, in order of time, before `until`. What falls due at one moment with a basket goes before it."""
    made = Purchases(journey)
    coming: list[tuple[int, int, int, Take | BringBack]] = []
    for rows in journey.baskets:
        while coming and coming[0][0] <= rows.at:
            yield heappop(coming)[3]
        buy, later = _of_basket(made, rows)
        yield buy
        for act in later:
            if act.at < until:
                heappush(coming, (act.at, act.basket, act.number if isinstance(act, BringBack) else 0, act))
    while coming:
        yield heappop(coming)[3]


def _of_basket(made: Purchases, rows: BasketRows) -> tuple[Buy, list[Take | BringBack]]:
    basket, household, store = rows.rows[0][:3]
    wishes = wishes_of(basket)
    told, untold = made.told(rows)
    bread = wishes.bread and any(is_fresh_bread(line) for line in told.lines)
    points = wishes.points and not bread
    buy = Buy(basket, household, untold() if bread or points else told, told, bread, points)
    later: list[Take | BringBack] = []
    if wishes.reward:
        later.append(Take(basket, household, store, Instant(rows.at + MINUTE), wishes.reward))
    if wishes.back and not any(line.legal_class in KEPT for line in told.lines):
        later += _returns(wishes, told, basket, household, store)
    return buy, later


def is_fresh_bread(line: Line) -> bool:
    """Bread sold by the piece for money: what a free bread can be used for."""
    return line.category.startswith(FRESH_BREAD) and line.net_minor > 0 and line.quantity >= 1000


def _returns(wishes: Wishes, purchase: Purchase, basket: int, household: int, store: int) -> list[BringBack]:
    at = Instant(purchase.happened_at + wishes.days * DAY_MS)
    if wishes.back == "all":
        return [BringBack(basket, household, store, at, 0, 1)] if any(line.quantity for line in purchase.lines) else []
    pieces = [line for line in purchase.lines if line.measure == "piece" and line.quantity >= 1000 and line.net_minor > 0]
    if not pieces:
        return []
    dearest = max(pieces, key=lambda line: (line.net_minor, -line.number))
    found = [BringBack(basket, household, store, at, dearest.number, 1)]
    if wishes.back == "one, then the rest" and sum(line.quantity for line in purchase.lines) > 1000:
        found.append(BringBack(basket, household, store, Instant(at + 3 * DAY_MS), 0, 2))
    return found
