"""The register: who works here, what they sign in with, who is signed in, and the audit log of what they did that was sensitive.

A change and its line in the audit log are one database transaction. Each line has the next number of its company, so of two changes
at the same time one finds its number taken and begins again on what is true then.
"""

from asyncio import sleep
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.refusals import Busy
from zegel.core.value import value
from zegel.desk.replies import circumstance
from zegel.store.audit import START, AuditHead, chained, first_wrong
from zegel.store.lookups import Row
from zegel.store.people_queries import PeopleQueries, add_audit_line
from zegel.store.people_records import Deed
from zegel.store.port import Conflict, Store, Unavailable
from zegel.store.statements import Step, Writer

T = TypeVar("T")
TRIES: Final = 16
LINES_AT_ONCE: Final = 1_000


@value
class Change(Generic[T]):
    """What is to be written, what of it stands in the audit log, and what whoever asked for it gets.

    Each of the first `sure` steps must find its row, or nothing is written: Stale.
    """

    steps: Sequence[Step]
    deeds: Sequence[Deed]
    result: T
    sure: int = 0


class _InBatch:
    """One writing transaction, asked as the whole database is."""

    def __init__(self, batch: Writer) -> None:
        self._batch = batch

    async def read(self, company: CompanyId | None, sql: str, parameters: Sequence[Any] = (), *, key: str = "") -> list[Row]:  # noqa: ARG002 - as store.runner has it
        """The rows of one SELECT; a transaction is of its companies only, so `key` opens nothing here."""
        return await self._batch.read(sql, parameters)

    async def write(self, company: CompanyId | None, steps: Sequence[Step]) -> list[int]:  # noqa: ARG002 - as store.runner has it
        """Nothing is written before everything is."""
        raise AssertionError("a change gives its steps back")


class Register:
    """The only writer of people, sessions and the audit log."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def people(self) -> PeopleQueries:
        """The questions, as things are now."""
        return self.store.queries.people

    async def change(self, company: CompanyId, at: Instant, work: Callable[[PeopleQueries], Awaitable[Change[T]]]) -> T:
        """Do what `work` comes to on what is true now, with its lines in the audit log; `work` may refuse."""
        for attempt in range(TRIES):
            try:
                async with self.store.batch([company]) as batch:
                    people = PeopleQueries(_InBatch(batch))
                    # First of all: whoever changes something meanwhile takes this number, so what is read from here on is what is true.
                    head = await people.audit_head(company)
                    change = await work(people)
                    steps = list(change.steps)
                    for deed in change.deeds:
                        line = chained(company, head, at, deed)
                        steps.append(add_audit_line(company, line))
                        head = AuditHead(line.number, line.hash)
                    if steps:
                        await batch.run(steps, change.sure)
                    return change.result
            except Conflict:
                await sleep(min(0.25, 0.002 * 2**attempt))
            except Unavailable as unavailable:
                raise circumstance(unavailable) from None
        raise Busy()

    async def note(self, company: CompanyId, at: Instant, deed: Deed, *, once: bool = False) -> None:
        """A line in the audit log about what was written elsewhere; with `once` only where there is none of that kind and object."""

        async def work(people: PeopleQueries) -> Change[None]:
            if once and await people.is_audited(company, deed.what, deed.object):
                return Change((), (), None)
            return Change((), (deed,), None)

        await self.change(company, at, work)

    async def done(self, company: CompanyId, at: Instant, steps: Sequence[Step], deeds: Sequence[Deed], sure: int = 0) -> None:
        """Write `steps` with what stands of them in the audit log, all of it or nothing; Stale as `Change` has it."""

        async def work(_people: PeopleQueries) -> Change[None]:
            return Change(steps, deeds, None, sure)

        await self.change(company, at, work)

    async def write(self, company: CompanyId, *steps: Step) -> list[int]:
        """Several statements in one transaction, nothing of it sensitive: sessions, tries, codes; how many rows each changed."""
        for attempt in range(TRIES):
            try:
                async with self.store.batch([company]) as batch:
                    return await batch.run(steps)
            except Conflict:
                await sleep(min(0.25, 0.002 * 2**attempt))
            except Unavailable as unavailable:
                raise circumstance(unavailable) from None
        raise Busy()

    async def verify(self, company: CompanyId) -> tuple[int, int]:
        """How many lines of the audit log follow on each other, and the number of the first that does not (0 where all do)."""
        head = START
        while lines := await self.people.audit_lines(company, head.number, LINES_AT_ONCE):
            wrong, head = first_wrong(company, head, lines)
            if wrong:
                return head.number, wrong
        return head.number, 0
