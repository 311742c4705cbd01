"""Whether a friend counts, and what makes the office look first (domain.md M15).

Somebody who seems to be the friend that they bring, a ring of friends, a household: signs, never proof. A ring and a household count for
nobody; at any other sign the reward waits for a person (nothing is taken away in silence).
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from zegel.core.periods import Day, plus_days
from zegel.program.model import Words
from zegel.program.referral import Referral

Standing = Literal["waits", "counts", "too late"]
MARKS: Final = ("device", "payment", "delivery")
"""What a shop may say of whoever enrols or buys, each as a hash of its own: the device, the card that pays, the address."""
WHY: Final = {
    "address": Words("dezelfde mailbox", "the same mailbox"),
    "device": Words("hetzelfde apparaat", "the same device"),
    "payment": Words("dezelfde betaalpas", "the same payment card"),
    "delivery": Words("hetzelfde bezorgadres", "the same delivery address"),
    "many": Words("veel vrienden in korte tijd", "many friends in a short time"),
    "circle": Words("u bracht elkaar aan, al dan niet via anderen", "you brought each other, perhaps by way of others"),
    "household": Words("één huishouden", "one household"),
    "too late": Words("niet op tijd genoeg gekocht", "not enough bought in time"),
    "over the limit": Words("meer vrienden dan de winkel per maand beloont", "more friends than the shop rewards in a month"),
    "office": Words("de winkel keek ernaar", "the shop looked at it"),
}  # fmt: skip
"""Why a friend waits or does not count, as member, cashier and office read it. Of nobody it says who they are."""
_NO_DOTS: Final = frozenset({"gmail.com", "googlemail.com"})
"""Hosts that deliver a name with and without its dots to one mailbox. Elsewhere two such names may be two people."""


def counts_until(joined: Day, referral: Referral) -> Day:
    """The last day on which what the friend buys counts."""
    return plus_days(joined, referral.within_days)


def looked_at_from(joined: Day, referral: Referral, on: Day, return_days: int) -> Day:
    """The first day whose spend does not count yet (or any more) on `on`: it can still come back, or was bought too late."""
    still_back = plus_days(on, -return_days)
    return min(still_back, plus_days(counts_until(joined, referral), 1))


def standing_of(joined: Day, referral: Referral, on: Day, return_days: int, spent: int) -> Standing:
    """What becomes of a friend who joined on `joined` and whose spend that counts on `on` is `spent`."""
    if spent >= max(referral.spend_minor, 1):
        return "counts"
    over = plus_days(counts_until(joined, referral), return_days)
    return "too late" if on > over else "waits"


def mailbox(email: str) -> str:
    """The mailbox that an address is delivered to: what stands behind a plus sign is a label, and some hosts read no dots.

    >>> mailbox("anna+zegel@voorbeeld.nl"), mailbox("An.Na+1@googlemail.com"), mailbox("an.na@voorbeeld.nl")
    ('anna@voorbeeld.nl', 'anna@gmail.com', 'an.na@voorbeeld.nl')
    """
    name, at, host = email.lower().rpartition("@")
    name = name.partition("+")[0]
    return f"{name.replace('.', '')}{at}gmail.com" if host in _NO_DOTS else f"{name}{at}{host}"


def kinds_shared(mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Which kinds of mark two people have in common; a mark is called `device 6f1c…`."""
    shared = {one.partition(" ")[0] for one in set(mine) & set(theirs)}
    return tuple([kind for kind in MARKS if kind in shared])


def is_crowd(referral: Referral, came: Day, others: Sequence[Day]) -> bool:
    """Whether within the program's days, before or after, more friends came by one member than it lets pass unseen. All of them wait."""
    if not referral.look_above:
        return False
    days = sorted([came, *others])
    span = referral.look_days
    return any(
        sum(first <= one < plus_days(first, span) for one in days) > referral.look_above
        for first in days
        if first <= came < plus_days(first, span)
    )  # fmt: skip
