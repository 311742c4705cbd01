"""What flows ask for is enough, and nothing depends on what else was loaded: the desk's view and replay's give the same bytes."""

from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from tests.flows.script import PROGRAM, Player, steps
from tests.flows.sparse import SparseMemory
from tests.make import bakery, ladder
from zegel.program.compile import Compiled
from zegel.program.model import Window

ROLLING = Compiled(
    bakery(
        windows=(Window("unit:status", "rolling", 3, "months"), Window("visits", "lifetime", 0, "days")),
        tiers=ladder(("brons", 0), ("zilver", 100), ("goud", 400), kept="rolling", review_months=2),
    )
)


def own_days(kind: str, **how: object) -> Compiled:
    """A ladder whose window begins on each member's own day, beside others that do."""
    windows = (Window("unit:status", kind, 0, "days"), Window("spend", "membership year", 0, "days"),
               Window("balance:points", "now", 0, "days"), Window("visits", "since tier start", 0, "days"))  # fmt: skip
    return Compiled(bakery(windows=windows, tiers=ladder(("brons", 0), ("zilver", 100), ("goud", 400), **how)))


OWN_DAYS = (
    own_days("membership year", grace_days=10), own_days("since tier start", kept="rolling", review_months=2, same_basket=True),
)  # fmt: skip


class SparsePlayer(Player):
    """Plays a script with purses that are never complete."""

    def __init__(self, program: Compiled) -> None:
        self.sparse = SparseMemory(program)
        super().__init__(program=program, memory=self.sparse)


def same(program, script):
    """Play both ways; gives the two players."""
    full, sparse = Player(program=program).play(script), SparsePlayer(program).play(script)
    assert [o.refusal.code for o in full.outcomes if o.refusal] == [o.refusal.code for o in sparse.outcomes if o.refusal]
    assert [o.receipt.document for o in full.outcomes if o.receipt] == [o.receipt.document for o in sparse.outcomes if o.receipt]
    assert [e.hash for e in full.entries] == [e.hash for e in sparse.entries]
    return full, sparse


@examples(24)
@given(steps)
def test_the_desk_sees_what_replay_sees(script):
    full, sparse = same(PROGRAM, script)

    assert {purse: p.balances for purse, p in full.memory.purses.items()} == {
        purse: p.balances for purse, p in sparse.sparse.purses.items()
    }


@examples(16)
@given(steps)
def test_the_desk_sees_it_also_where_windows_roll(script):
    _, sparse = same(ROLLING, script)

    assert all(p.next_due <= p.find_due() for p in sparse.sparse.purses.values())


@examples(16)
@given(st.sampled_from(OWN_DAYS), steps)
def test_the_desk_sees_it_also_where_windows_begin_on_the_members_own_days(program, script):
    full, sparse = same(program, script)

    assert {purse: p.tier for purse, p in full.memory.purses.items()} == {purse: p.tier for purse, p in sparse.sparse.purses.items()}


def test_a_debt_that_moves_over_is_settled_with_lots_that_were_not_loaded():
    # the merge finds it out late: nothing of it may have happened by then
    script = [
        ("adjusts", 0, 37, "points"),
        ("buys", 2, (make.line(60_000, category="jam"),), (), "till", 0),
        ("redeems", 2, "mug", 1),
        ("returns", 0, []),
        ("claims", 2, 0),
        ("adjusts", 0, 500, "points"),
    ]

    full, sparse = same(PROGRAM, script)

    assert any(outcome.merged for outcome in full.outcomes)
    assert sparse.sparse.asked > 0
