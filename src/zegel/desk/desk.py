"""The desk: commands queue while a batch commits and become the next one. No artificial delay, no task per command."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from time import monotonic

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import NEVER
from zegel.core.purchase import Identifier
from zegel.core.refusals import Busy, KeyReused, UnknownMember, ZegelError
from zegel.desk.batch import ROUNDS, BatchWork, answer_again, sparing
from zegel.desk.replies import Reply, Ticket, circumstance
from zegel.desk.shelves import Shelves
from zegel.flows import handle
from zegel.flows.commands import Command, RunDue
from zegel.flows.facts import Facts, Missing, Needs, Outcome, Shelf, Wants
from zegel.ledger.purse import Purse
from zegel.store.port import Conflict, Short, Store, Unavailable

LIMIT = 256
"""The largest batch: bounds how long a lock is held and how late one command can be for another."""
TRIES = 16
"""How often a whole batch is tried again before its commands are told that the books are busy."""
WAIT_SECONDS = 5.0
"""How long it is tried again, in all: whoever holds a lock longer than that has gone to sleep with it, and a till does not wait."""
ENOUGH = 24
"""How many must wait before a second writer begins beside one that is at work: of 64 tills each batch then carries 16 or more."""
LATE_SECONDS = 0.02
"""How long a writer is at work before another begins with whatever waits."""
TURNS = 3
"""How many turns of the loop in a row bring nobody before a batch that comes right after another is taken: in the first the one before is
answered, in the second what its tills ask next is read, in the third it is put. With fewer, tills in two halves take turns for ever."""
SHORTS = 64
"""How often a batch may find that other writers drew a counter first: each time, somebody got something."""


class Queue:
    """Tickets that wait, and the drain tasks that wait for them.

    A task that comes free while another is at work leaves a handful to that one: two writers that snatch single commands from each
    other carry half as many at more CPU. `late` are batches at work that take long (somebody else's lock): nobody waits for those.
    """

    __slots__ = ("at_work", "bulk", "idle", "late", "limit", "waiting")

    def __init__(self, limit: int, *, bulk: bool) -> None:
        self.limit, self.bulk = limit, bulk
        self.waiting: deque[Ticket] = deque()
        self.idle: list[asyncio.Future[None]] = []
        self.at_work = 0
        self.late: set[object] = set()

    def put(self, ticket: Ticket) -> None:
        """Queue one; wakes a drain task that rests, if there is work for it."""
        self.waiting.append(ticket)
        self.wake()

    def is_ready(self) -> bool:
        """Whether a task that is free should begin."""
        return bool(self.waiting) and (self.at_work <= len(self.late) or len(self.waiting) >= ENOUGH)

    def wake(self) -> None:
        """Wake one task if it should begin."""
        if self.idle and self.is_ready():
            self.idle.pop().set_result(None)

    def takes_long(self, batch: object) -> None:
        """A batch has been at work for long."""
        self.late.add(batch)
        self.wake()

    async def gathered(self, enough: int, turns: int) -> None:
        """Let whatever has reached this process be put first: a batch is taken when `turns` turns of the loop in a row bring nobody."""
        before, empty = len(self.waiting), 0
        while 0 < before < enough and empty < turns:
            await asyncio.sleep(0)
            empty = empty + 1 if len(self.waiting) == before else 0
            before = len(self.waiting)

    def take(self) -> list[Ticket]:
        """The next batch."""
        waiting, limit = self.waiting, self.limit
        if len(waiting) <= limit:
            batch = list(waiting)
            waiting.clear()
            return batch
        return [waiting.popleft() for _ in range(limit)]


class Desk:
    """The only writer. `writers` is how many batches the store can carry at once (SQLite 1, PostgreSQL 2)."""

    def __init__(
        self,
        store: Store,
        shelves: Shelves,
        *,
        writers: int = 1,
        bulk_limit: int = LIMIT,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = lambda: 0.5,
        stopwatch: Callable[[], float] = monotonic,
        report: Callable[[BaseException], None] = lambda _: None,
    ) -> None:
        self.store, self.shelves = store, shelves
        self._writers = writers
        self._rest, self._jitter, self._stopwatch, self._report = rest, jitter, stopwatch, report
        self._queue = Queue(LIMIT, bulk=False)
        self._bulk = Queue(bulk_limit, bulk=True)
        self._tasks: list[asyncio.Task[None]] = []
        self.batches = 0
        self.carried = 0
        self._closing = False

    # -- for doors

    def submit(self, command: Command) -> "asyncio.Future[Reply]":
        """Queue `command`; the future is answered after its batch was committed."""
        return self._put(self._queue, command)

    def queue_bulk(self, command: Command) -> "asyncio.Future[Reply]":
        """The same through the writer that never delays a till; what is queued first is carried first."""
        return self._put(self._bulk, command)

    async def submit_bulk(self, commands: Iterable[Command]) -> list[Reply]:
        """Many at once through that writer; answers in the order of the commands."""
        futures = [self._put(self._bulk, command) for command in commands]
        return [await future for future in futures]

    def carry_at_once(self, limit: int) -> None:
        """How many bulk commands make a batch, for whoever has the database alone: pages that many of them touch are written once."""
        self._bulk.limit = limit

    async def ask(self, command: Command, shelf: Shelf | None = None) -> Outcome:
        """What `command` would come to now; with `shelf`, by its versions instead of the company's own. Nothing is written."""
        return (await self._seen(command, shelf))[0]

    async def ask_all(self, commands: Sequence[Command]) -> list[Outcome]:
        """The same of many questions of one company, in their order, fetched together: LIMIT at a time, in as few reads as one takes.

        For questions that take nothing (how agreements stand): what one moved on in memory the next one would see.
        """
        found: list[Outcome] = []
        for n in range(0, len(commands), LIMIT):
            try:
                found += await self._together(commands[n : n + LIMIT])
            except Unavailable as unavailable:
                raise circumstance(unavailable) from None
            except Conflict:
                raise Busy() from None
        return found

    async def look(self, command: RunDue) -> Purse:
        """The purse (or the one that took it over) as it is at the command's `at`: what is due is booked in memory only."""
        return (await self.look_around(command))[0]

    async def look_around(self, command: RunDue) -> tuple[Purse, Facts]:
        """The same, with the facts that were fetched with it."""
        outcome, facts, purse = await self._seen(command)
        if outcome.refusal is not None:
            raise outcome.refusal
        found = None if purse is None else facts.purses.get(purse)
        if found is None:
            raise UnknownMember()
        return found, facts

    async def find(self, company: CompanyId, identifier: Identifier, *, itself: bool = False) -> PurseId | None:
        """The purse that `identifier` belongs to, None where it is nobody's. `itself`: nor where another purse took that one over."""
        try:
            async with self.store.view([company]) as view:
                found = (await view.resolve([(company, Wants(None, (identifier,), None, ()))]))[0]
        except Unavailable as unavailable:
            raise circumstance(unavailable) from None
        except Conflict:
            raise Busy() from None
        purse = found.purse_of.get(identifier)
        if purse is None or (itself and found.follow(purse) != purse):
            return None
        return found.follow(purse)

    async def _seen(self, command: Command, shelf: Shelf | None = None) -> tuple[Outcome, Facts, PurseId | None]:
        """The command's outcome, the facts as it would leave them, and (for RunDue) the purse that was meant."""
        company = command.header.company
        facts = Facts(company, shelf or self.shelves.at_hand(company) or await self.shelves.of(company))
        meant = None
        try:
            async with self.store.view([company]) as view:
                resolved = (await view.resolve([(company, sparing(handle.wants(command), facts.shelf))]))[0]
                if isinstance(command, RunDue):
                    meant = resolved.follow(command.purse)
                    command = RunDue(command.header, meant, command.whole)
                every = {company: facts}
                try:
                    needs = handle.needs(facts.shelf, command, resolved)
                except ZegelError as refusal:
                    return Outcome(refusal=refusal), facts, meant
                for _ in range(ROUNDS):
                    await view.fetch(every, [(company, needs, command.header.at)])
                    try:
                        return handle.run(facts, resolved, command), facts, meant
                    except Missing as missing:
                        needs = missing.needs
        except Unavailable as unavailable:
            return Outcome(refusal=circumstance(unavailable)), facts, meant
        except Conflict:
            return Outcome(refusal=Busy()), facts, meant
        raise AssertionError("a flow keeps asking for facts")

    async def _together(self, commands: Sequence[Command]) -> list[Outcome]:
        """What each of one company's `commands` would come to, by the same facts."""
        company = commands[0].header.company
        facts = Facts(company, self.shelves.at_hand(company) or await self.shelves.of(company))
        found: dict[int, Outcome] = {}
        waiting: dict[int, Needs] = {}
        async with self.store.view([company]) as view:
            resolved = await view.resolve([(company, sparing(handle.wants(one), facts.shelf)) for one in commands])
            for n, command in enumerate(commands):
                try:
                    waiting[n] = handle.needs(facts.shelf, command, resolved[n])
                except ZegelError as refusal:
                    found[n] = Outcome(refusal=refusal)
            for _ in range(ROUNDS):
                await view.fetch({company: facts}, [(company, needs, commands[n].header.at) for n, needs in waiting.items()])
                asked, waiting = waiting, {}
                for n in asked:
                    try:
                        found[n] = handle.run(facts, resolved[n], commands[n])
                    except Missing as missing:
                        waiting[n] = missing.needs
                if not waiting:
                    return [found[n] for n in range(len(commands))]
        raise AssertionError("a flow keeps asking for facts")

    async def first_answer(self, company: CompanyId, source: str, key: str, body_hash: bytes | None) -> Reply | None:
        """The first answer under `key` if there is one: for a door that refuses before it could make a command of the request.

        `body_hash` None: whatever was asked under it, for a till that does not know whether its payment came through. Raises `busy` and
        `storage_full` where the books are away: nobody may take that for an answer, or for none.
        """
        try:
            async with self.store.view([company]) as view:
                answer = (await view.resolve([(company, Wants((source, key), (), None, ()))]))[0].answer
                if answer is None:
                    return None
                if body_hash is not None and answer.body_hash != body_hash:
                    return Reply(Outcome(refusal=KeyReused()), replayed=False)
                facts = Facts(company, await self.shelves.of(company))
                if answer.receipt is not None:
                    await view.fetch({company: facts}, [(company, Needs((), (answer.receipt,)), NEVER)])
                return Reply(answer_again(facts, answer), replayed=True)
        except Unavailable as unavailable:
            raise circumstance(unavailable) from None
        except Conflict:
            raise Busy() from None

    # -- life

    async def start(self) -> None:
        """Begin to drain: as many tasks as the store has writers, and one for bulk work."""
        queues = [self._queue] * self._writers + [self._bulk]
        self._tasks = [asyncio.create_task(self._drain(queue)) for queue in queues]

    async def close(self) -> None:
        """Carry what waits, then stop."""
        self._closing = True
        for queue in (self._queue, self._bulk):
            while queue.idle:
                queue.idle.pop().set_result(None)
        await asyncio.gather(*self._tasks)
        self._tasks = []

    def waiting(self) -> int:
        """How many commands wait for a batch."""
        return len(self._queue.waiting) + len(self._bulk.waiting)

    # -- inside

    def _put(self, queue: Queue, command: Command) -> "asyncio.Future[Reply]":
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        ticket = Ticket(command, future)
        if self._closing:
            ticket.refuse(Busy())
        else:
            queue.put(ticket)
        return future

    async def _drain(self, queue: Queue) -> None:
        loop = asyncio.get_running_loop()
        turns = 1
        while True:
            if not (queue.is_ready() or (self._closing and queue.waiting)):
                if self._closing:
                    return
                wake = loop.create_future()
                queue.idle.append(wake)
                await wake
                turns = 1
                continue
            queue.at_work += 1
            if not queue.bulk:
                await queue.gathered(queue.limit if self._writers == 1 else ENOUGH, turns)
            turns = TURNS
            tickets, batch = queue.take(), object()
            if not tickets:
                queue.at_work -= 1
                continue
            queue.wake()
            alarm = loop.call_later(LATE_SECONDS, queue.takes_long, batch)
            try:
                await self._carry(tickets, bulk=queue.bulk)
            finally:
                alarm.cancel()
                queue.late.discard(batch)
                queue.at_work -= 1

    async def _carry(self, tickets: Sequence[Ticket], *, bulk: bool) -> None:
        """Carry a batch to its answers, whatever it takes: this never raises."""
        tries = shorts = 0
        until = self._stopwatch() + WAIT_SECONDS
        while True:
            try:
                await self._once(tickets, bulk=bulk)
            except Short:
                # Another writer drew first. What is left is read again, so this batch decides on what is true now.
                shorts += 1
                if shorts < SHORTS:
                    continue
                _refuse(tickets, Busy())
            except Conflict:
                tries += 1
                if tries < TRIES and self._stopwatch() < until:
                    await self._rest(min(0.25, 0.001 * 2**tries) * (0.5 + self._jitter()))
                    continue
                _refuse(tickets, Busy())
            except Unavailable as unavailable:
                _refuse(tickets, circumstance(unavailable))
            except Exception as error:  # noqa: BLE001 - one command's bug may not fail its neighbours
                await self._one_by_one(tickets, error, bulk=bulk)
            else:
                for ticket in tickets:
                    ticket.settle()
            return

    async def _once(self, tickets: Sequence[Ticket], *, bulk: bool) -> None:
        companies = sorted({ticket.company for ticket in tickets})
        shelves = {company: self.shelves.at_hand(company) or await self.shelves.of(company) for company in companies}
        async with self.store.batch(companies, bulk=bulk) as batch:
            await BatchWork(batch, tickets, shelves).carry()
        self.batches += 1
        self.carried += len(tickets)

    async def _one_by_one(self, tickets: Sequence[Ticket], error: Exception, *, bulk: bool) -> None:
        """A bug inside a batch: nothing was written. Each command is carried alone, so that only the guilty one fails."""
        if len(tickets) == 1:
            self._report(error)
            tickets[0].fail(error)
            return
        for ticket in tickets:
            await self._carry([ticket], bulk=bulk)


def _refuse(tickets: Sequence[Ticket], refusal: ZegelError) -> None:
    for ticket in tickets:
        ticket.refuse(refusal)
