"""The shopper a second time, from what docs/why/complete-journey.md says of it and without a word of Zegel."""

from dataclasses import dataclass
from hashlib import sha256

NEVER_BACK = frozenset({"fuel", "tickets", "gift_card", "phone_credit", "coupon"})


@dataclass(frozen=True, slots=True)
class Draws:
    """The numbers that go with a basket's id."""

    bread: int
    points: int
    reward: int
    back: int
    days: int


def draws(basket: int) -> Draws:
    """Pairs of bytes of the hash, modulo a thousand; the ninth byte gives the days."""
    drawn = sha256(f"zegel demo shopper 1: {basket}".encode()).digest()
    pairs = [(drawn[2 * i] * 256 + drawn[2 * i + 1]) % 1000 for i in range(4)]
    return Draws(*pairs, 2 + drawn[8] % 20)


def asks_for(basket: int) -> str:
    """The reward that is asked for a minute after a basket, "" for none."""
    reward = draws(basket).reward
    return ("coffee", "mug")[reward % 2] if reward < 25 else ""


def brings_back(basket: int) -> list[str]:
    """What is brought back of a basket: `all`, `one`, or both in turn (the second three days later)."""
    found = draws(basket)
    limit = 75 if found.points < 60 else 12
    if found.back < limit:
        return ["all"]
    if found.back < 2 * limit:
        return ["one", "all"] if found.back % 3 == 0 else ["one"]
    return []
