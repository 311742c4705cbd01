"""The demo from an empty database to its figures; broken off anywhere, the same run goes on from there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Instant, local_moment
from zegel.core.purchase import Identifier
from zegel.core.value import value
from zegel.demo.carrying import Carrier, Tally
from zegel.demo.figures import UnitFigures, figures_of
from zegel.demo.moving import ZONE
from zegel.demo.opening import Plan
from zegel.demo.people import names
from zegel.demo.purchases import CURRENCY, SOURCE
from zegel.demo.shopper import FREE_BREAD, Act
from zegel.desk.desk import Desk
from zegel.desk.publish import publish
from zegel.flows.facts import Wants
from zegel.intake.importing import Hands, book_what_is_due
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.store.port import Store
from zegel.store.records import Company
from zegel.store.statements import Reader
from zegel.store.totals import members_by_tier, posted

COMPANY: Final = CompanyId("even-grocer")
RUN: Final = "demo"
"""The name under which the run's progress is kept."""
PROGRAM: Final = Path("examples") / "grocer.yaml"


@value
class State:
    """How far a run came: its plan, how many acts are settled, what they came to, the milliseconds that took, whether all is done."""

    plan: Plan
    done: int
    tally: Mapping[str, int]
    milliseconds: int
    finished: bool


@value
class Report:
    """What a run comes to."""

    data: str
    tally: Tally
    units: dict[str, UnitFigures]
    worth: dict[str, Fraction]
    tiers: dict[str, int]
    milliseconds: int


class Progress(Protocol):
    """Is told how far the run is, and says whether to go on."""

    def __call__(self, purchases: int) -> bool: ...


async def state_of(store: Store) -> State | None:
    """How far the run in this database came; None where none began."""
    found = await store.queries.progress(COMPANY, RUN)
    if found is None:
        return None
    p = found.position
    plan = Plan(_int(p["weeks"]), Instant(_int(p["until"])), str(p["data"]))
    tally = p["tally"]
    assert isinstance(tally, dict)
    return State(plan, _int(p["done"]), {name: _int(count) for name, count in tally.items()}, _int(p["milliseconds"]), bool(p["finished"]))


async def begin(store: Store, program: Program, written: str, plan: Plan, now: Instant) -> State:
    """An empty database gets its company and its program, live since before the first basket; the office shows it as `written`."""
    await store.queries.add_company(Company(COMPANY, program.name, CURRENCY, program.company_zone, now))
    await publish(store.queries, COMPANY, Compiled(program), Instant(0), now, written)
    state = State(plan, 0, {}, 0, finished=False)
    await _keep(store, state, now)
    return state


async def _keep(store: Store, state: State, now: Instant) -> None:
    position: dict[str, Json] = {
        **state.plan.kept(), "done": state.done, "tally": dict(state.tally), "milliseconds": state.milliseconds,
        "finished": state.finished,
    }  # fmt: skip
    await store.queries.put_progress(COMPANY, RUN, position, now)


class Run:
    """One run. `clock` and `stopwatch` (milliseconds) are the door's, `new_purse` its maker of ids."""

    EVERY_MS: Final = 2000
    """How often progress is kept: what was done since is looked up again after a crash."""

    def __init__(
        self, store: Store, desk: Desk, clock: Callable[[], Instant], stopwatch: Callable[[], int], new_purse: Callable[[], PurseId]
    ) -> None:
        self._store, self._clock, self._stopwatch = store, clock, stopwatch
        self._hands = Hands(COMPANY, desk.submit_bulk, self._document_of, new_purse, clock())
        self._desk = desk

    async def carry(self, state: State, acts: Iterable[Act], token: str, progress: Progress) -> State:
        """The acts from where `state` is, then what is due by the plan's end."""
        tally = Tally(dict(state.tally))
        carrier = Carrier(self._hands, self, token, tally, state.done)
        began = kept_at = self._stopwatch()

        def reached(*, finished: bool) -> State:
            return State(
                state.plan,
                carrier.done,
                {k: _int(v) for k, v in tally.kept().items()},
                state.milliseconds + self._stopwatch() - began,
                finished,
            )

        async def moved(_done: int, _at: Instant) -> bool:
            nonlocal kept_at
            goes_on = progress(tally.counts["purchases"])
            if not goes_on or self._stopwatch() - kept_at >= self.EVERY_MS:
                kept_at = self._stopwatch()
                await _keep(self._store, reached(finished=False), self._clock())
            return goes_on

        if not await carrier.carry(acts, moved):
            return reached(finished=False)
        await self._book_due(state.plan.until)
        for reply in await self._hands.submit(names(COMPANY, state.plan.until)):
            if reply.outcome.refusal is not None:
                raise reply.outcome.refusal
        done = reached(finished=True)
        await _keep(self._store, done, self._clock())
        return done

    async def _book_due(self, until: Instant) -> None:
        async def due(at: Instant, limit: int) -> list[PurseId]:
            return await self._store.purses_due(COMPANY, at, limit)

        await book_what_is_due(self._hands, due, until, local_moment(until, ZONE), "clock")

    # -- what the carrier asks of the books

    async def receipts_of(self, numbers: Sequence[str]) -> list[ReceiptId | None]:
        """The receipts that the data set's receipt numbers belong to."""
        async with self._store.view([COMPANY]) as view:
            found = await view.resolve([(COMPANY, Wants(None, (), (SOURCE, number), ())) for number in numbers])
        return [one.receipt_number_taken for one in found]

    async def available(self, who: Identifier, unit: str) -> int:
        """What a member has available of a unit; 0 for somebody unknown."""
        purse = await self._desk.find(COMPANY, who)
        row = None if purse is None else await self._store.queries.purse(COMPANY, purse)
        return 0 if row is None else row.balance(unit, "available")

    async def _document_of(self, receipt: ReceiptId) -> bytes | None:
        found = await self._store.queries.receipt(COMPANY, receipt)
        return None if found is None else found.document


async def report_of(view: Reader, program: Program, state: State) -> Report:
    """The figures of a finished run, out of the books."""
    sums = await posted(view, COMPANY)
    units = {unit.id: figures_of(sums, unit.id) for unit in program.units}
    worth = {unit.id: unit.worth for unit in program.units}
    tiers = await members_by_tier(view, COMPANY)
    tiers[""] -= 1  # the regular (demo.people) is no household of the data
    return Report(state.plan.data, Tally(dict(state.tally)), units, worth, tiers, state.milliseconds)


def token_of(program: Program) -> str:
    """The unit in which the program counts free breads."""
    return next(reward.token for reward in program.rewards if reward.id == FREE_BREAD)


def _int(found: Json) -> int:
    assert isinstance(found, int)
    return found
