"""What is done to printed gift cards, whichever door it comes by: sent to a branch, received there, blocked, lost, free again.

A colleague of one branch sees and touches the cards that were sent to it, and no others. Only cards that nobody bought are touched: money
that is on a card is looked after on that card's own page (`ReplaceGiftCard`).
"""

from collections.abc import Sequence
from typing import Final

from zegel.access.principal import Principal
from zegel.access.rights import EVERYWHERE
from zegel.core.canonical import Json
from zegel.core.periods import Instant
from zegel.core.refusals import Malformed, NotAllowed, ReasonMissing, UnknownBranch, UnknownCardBatch
from zegel.core.value import value
from zegel.desk.card_batches import MOST_CARDS
from zegel.desk.register import Change, Register
from zegel.flows.card_facts import BLOCKED, LOST, MADE, SENT, STOPS, THERE
from zegel.program.model import Program
from zegel.store.card_register import CardBatch, RegisteredCard, placed, stopped
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed
from zegel.store.statements import Step

READ: Final = "printed_cards:read"
MAKE: Final = "printed_cards:make"
WRITE: Final = "printed_cards:write"

WHAT: Final = ("send", "receive", "block", "lose", "free")
"""What can be done: `free` takes a block or a loss back."""
STOPPED_BY: Final = {"block": BLOCKED, "lose": LOST}


@value
class Wanted:
    """Do `what` (one of WHAT) to cards `first` through `last` of `batch`, with a `reason`; `branch` is where they go, or came in."""

    batch: str
    what: str
    first: int
    last: int
    branch: str
    reason: str


def seen_by(by: Principal, right: str = READ) -> frozenset[str] | None:
    """The branches whose cards they see; None for all cards, also those that are nowhere yet."""
    where = frozenset((by.branch,)) if by.kind == "key" else by.rights.branches(right)
    return None if EVERYWHERE in where or by.kind == "house" else where


async def batch_seen(register: Register, by: Principal, named: str, at: Instant) -> CardBatch:
    """The batch, for whoever sees a card of it; refuses `unknown_card_batch`."""
    cards, branches = register.store.queries.card_register, seen_by(by)
    found = await cards.batch(by.company, named)
    if found is None or (branches is not None and not await cards.cards(by.company, at, branches, named, 0, 1)):
        raise UnknownCardBatch()
    return found


async def do(register: Register, by: Principal, program: Program, wanted: Wanted, at: Instant, request: str) -> int:
    """Do it, with its line in the audit log; gives to how many cards. Nothing is written where there are none.

    One that somebody buys at that very moment stays sold. Refuses `unknown_card_batch`, `unknown_branch`, `not_allowed`,
    `reason_missing`, and `malformed` where a number or a word is wrong.
    """
    await batch_seen(register, by, wanted.batch, at)
    _check(by, program, wanted)

    async def work(_people: PeopleQueries) -> Change[int]:
        seen, count = seen_by(by, WRITE), wanted.last - wanted.first + 1
        some = await register.store.queries.card_register.cards(by.company, at, seen, wanted.batch, wanted.first - 1, count)
        those = [one.n for one in some if one.n <= wanted.last and one.purse is None and _touches(wanted, one)]
        if not those:
            return Change((), (), 0)
        told: dict[str, Json] = {"first": wanted.first, "last": wanted.last, "count": len(those)}
        if wanted.branch:
            told["branch"] = wanted.branch
        deed = Deed(by.actor, f"printed_card.{wanted.what}", f"card_batch:{wanted.batch}", {}, told, wanted.reason.strip(), request)
        return Change((_step(by, wanted, those, at),), (deed,), len(those))

    return await register.change(by.company, at, work)


def _check(by: Principal, program: Program, wanted: Wanted) -> None:
    if wanted.what not in WHAT:
        raise Malformed(f"what: {', '.join(WHAT)}", field="what")
    if not 1 <= wanted.first <= wanted.last <= MOST_CARDS:
        raise Malformed("first: from 1, and not after last", field="first")
    if wanted.what in ("send", "receive") and all(one.id != wanted.branch for one in program.branches):
        raise UnknownBranch(branch=wanted.branch)
    if wanted.what == "send" and seen_by(by, MAKE) is not None:
        raise NotAllowed(scope=MAKE)
    if wanted.what == "receive" and by.kind != "house":
        by.need(WRITE, wanted.branch)
    if wanted.what != "receive" and not wanted.reason.strip():
        raise ReasonMissing()


def _touches(wanted: Wanted, one: RegisteredCard) -> bool:
    match wanted.what:
        case "send":
            return one.stands not in STOPS and (one.stands == MADE or one.branch != wanted.branch)
        case "receive":
            return one.stands == SENT and one.branch == wanted.branch
        case "free":
            return one.stands in STOPS
        case what:
            return one.stands != STOPPED_BY[what]


def _step(by: Principal, wanted: Wanted, those: Sequence[int], at: Instant) -> Step:
    if wanted.what in ("send", "receive"):
        return placed(by.company, wanted.batch, those, SENT if wanted.what == "send" else THERE, wanted.branch, at)
    return stopped(by.company, wanted.batch, those, STOPPED_BY.get(wanted.what, ""), at)
