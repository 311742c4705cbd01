"""Random days of a shop: scripts that Hypothesis draws, and who plays them. What is refused is refused; the script goes on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests import make
from tests.make import bakery, line, unit
from zegel.core.ids import ReceiptId
from zegel.core.periods import HOUR, MINUTE, Instant
from zegel.core.purchase import Line
from zegel.flows.commands import CancelHold, CancelRedemption, Claim, Command, CommitHold, Redeem, Review, RunDue, Use
from zegel.flows.facts import Outcome
from zegel.ledger.entries import JournalEntry
from zegel.program.compile import Compiled
from zegel.replay.memory import Memory, Versions

WEB = replace(unit(), pending_days=(("web", 14),))
PROGRAM = Compiled(bakery(units=(WEB, *bakery().units[1:])))
DAY = 24 * HOUR

lines = st.builds(
    lambda net, pieces, category, legal: line(net, pieces, category, legal_class=legal),
    st.integers(1, 40_000) | st.integers(100, 999), st.integers(1, 12), st.sampled_from(["bread", "cake", "jam"]),
    st.sampled_from(["", "", "", "tobacco"]),
)  # fmt: skip
baskets = st.lists(lines, min_size=1, max_size=4).map(tuple)
uses = st.sampled_from([
    (), (), (), (("points off", 0),), (("points off", 100),), (("free bread", 1),), (("mug", 1), ("points off", 0)), (("poster", 2),),
])  # fmt: skip
waits = st.sampled_from([0, 1, 5 * MINUTE, 11 * MINUTE, 7 * HOUR, DAY, 9 * DAY, 33 * DAY, 200 * DAY, 400 * DAY])
members = st.integers(0, 2)
nth = st.integers(0, 5)

channels, lateness = st.sampled_from(["till", "till", "web"]), st.sampled_from([0, 0, HOUR, 4 * DAY])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("buys"), members, baskets, uses, channels, lateness),
        st.tuples(st.just("returns"), nth, st.lists(st.tuples(st.integers(1, 3), st.sampled_from([0, 1000, 2000])), max_size=2)),
        st.tuples(st.just("redeems"), members, st.sampled_from(["mug", "poster", "free bread"]), st.integers(1, 2)),
        st.tuples(st.just("cancels"), nth),
        st.tuples(st.just("holds"), members, baskets, uses),
        st.tuples(st.just("commits"), nth),
        st.tuples(st.just("cancels hold"), nth),
        st.tuples(st.just("adjusts"), members, st.sampled_from([-100, 37, 500]), st.sampled_from(["points", "bread card"])),
        st.tuples(st.just("claims"), members, members),
        st.tuples(st.just("reviews"), nth, st.booleans()),
        st.tuples(st.just("waits"), waits),
    ),
    max_size=14,
)  # fmt: skip


class Player:
    """Plays a script in memory: two members and an anonymous card, from a Wednesday on. `visits`: the clock comes by after every step."""

    def __init__(self, *, visits: bool = False, program: Compiled = PROGRAM, memory: Any = None) -> None:
        self.memory = memory or Memory(make.COMPANY, Versions((Instant(0), program)))
        self.at = int(make.WEDNESDAY)
        self.visits = visits
        self.entries: list[JournalEntry] = []
        self.outcomes: list[Outcome] = []
        self._receipts: dict[str, list[ReceiptId]] = {"sale": [], "redemption": [], "hold": []}
        for n, since in ((0, "2019-05-01"), (1, None), (2, "")):
            self.record(make.enrols(n, make.card(f"card {n}"), at=self.at, since=since))

    def record(self, command: Command) -> Outcome:
        outcome = self.memory.record(command)
        self.entries += outcome.entries
        self.outcomes.append(outcome)
        return outcome

    def play(self, script: Sequence[tuple[Any, ...]]) -> "Player":
        for step in script:
            self._step(*step)
            if self.visits:
                self._visit()
        self._visit()
        return self

    def _visit(self) -> None:
        for purse in sorted(self.memory.purses):
            self.record(RunDue(make.header(self.at), purse))

    def _nth(self, kind: str, n: int) -> ReceiptId:
        found = self._receipts[kind]
        return found[n % len(found)] if found else make.receipt(99, 1)

    def _keep(self, kind: str, command: Command) -> None:
        outcome = self.record(command)
        if outcome.receipt is not None:
            self._receipts[kind].append(outcome.receipt.id)

    def _step(self, kind: str, *with_: Any) -> None:
        header, who = make.header(self.at), make.card(f"card {with_[0]}")
        match kind, *with_:
            case "buys", _, basket, used, channel, late:
                wanted = tuple(Use(*use) for use in used)
                self._keep("sale", make.buys(*basket, who=who, at=self.at - late, received=self.at, uses=wanted, channel=channel))
            case "returns", n, asked:
                self.record(make.returns(self._nth("sale", n), *asked, at=self.at))
            case "redeems", _, reward, count:
                self._keep("redemption", Redeem(header, who, reward, count))
            case "cancels", n:
                self.record(CancelRedemption(header, self._nth("redemption", n), "no"))
            case "holds", _, basket, used:
                self._keep("hold", make.holds(*basket, who=who, at=self.at, uses=tuple(Use(*use) for use in used)))
            case "commits", n:
                self._keep("sale", CommitHold(header, self._nth("hold", n), "", ()))
            case "cancels hold", n:
                self.record(CancelHold(header, self._nth("hold", n)))
            case "adjusts", _, count, unit_id:
                self.record(make.adjusts(who, count, unit=unit_id, at=self.at))
            case "claims", _, other:
                self.record(Claim(header, who, make.card(f"card {other}")))
            case "reviews", n, approve:
                self.record(Review(header, self._nth("sale", n), approve, "seen"))
            case "waits", milliseconds:
                self.at += milliseconds


def total(basket: Sequence[Line]) -> int:
    return sum(each.net_minor for each in basket)
