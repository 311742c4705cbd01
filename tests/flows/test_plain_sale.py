"""The short way of a plain sale gives the same bytes as the long way (flows/plain_sale)."""

from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from tests.make import COMPANY, DAY_MS, NOBODY_KNOWN, NOON, bakery, buys, card, header, line, purse
from zegel.core.periods import Day, Instant
from zegel.flows import plain_sale
from zegel.flows.commands import Enrol, RecordPurchase
from zegel.flows.facts import Outcome
from zegel.program.compile import Compiled
from zegel.replay.memory import Memory, Versions

BASKETS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(1, 4000), st.integers(1, 4), st.sampled_from(["bread", "cake", "milk"])), min_size=1, max_size=5),
        st.integers(0, 3 * DAY_MS),
    ),
    max_size=8,
)
COMPILED = Compiled(bakery())


def days_of(baskets: list[tuple[list[tuple[int, int, str]], int]]) -> list[RecordPurchase]:
    at, commands = NOON, []
    for lines, pause in baskets:
        at = Instant(at + pause)
        commands.append(buys(*[line(net, pieces, category) for net, pieces, category in lines], who=card(), at=at))
    return commands


def record(commands: list[RecordPurchase]) -> list[bytes]:
    memory = Memory(COMPANY, Versions((Instant(0), COMPILED)))
    memory.record(Enrol(header(key="e"), purse(), NOBODY_KNOWN, (card(),), Day("2024-05-01")))
    outcomes = [memory.record(command) for command in commands]
    return [part for o in outcomes if o.receipt for part in (o.receipt.document, *(e.hash for e in o.entries))]


@given(BASKETS)
def test_a_plain_sale_goes_either_way_to_the_same_bytes(baskets: list[tuple[list[tuple[int, int, str]], int]]) -> None:
    commands = days_of(baskets)

    short = record(commands)
    with patch.object(plain_sale, "book", lambda *_: None):
        long = record(commands)

    assert short == long


def test_an_everyday_purchase_goes_the_short_way_and_a_full_card_does_not() -> None:
    short: list[bool] = []
    real = plain_sale.book

    def watched(*facts: Any) -> Outcome | None:
        outcome = real(*facts)
        short.append(outcome is not None)
        return outcome

    with patch.object(plain_sale, "book", watched):
        record(days_of([([(250, 1, "bread")], 0), ([(2500, 10, "bread")], 60_000)]))

    assert short == [True, False]
