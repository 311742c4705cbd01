"""What the desk gives back, and a command on its way through it."""

from asyncio import Future

from zegel.core.ids import CompanyId
from zegel.core.refusals import REFUSALS, Busy, StorageFull, ZegelError
from zegel.core.value import value
from zegel.flows.commands import Command
from zegel.flows.facts import Needs, Outcome, Resolved, StoredAnswer, Wants
from zegel.flows.handle import wants
from zegel.ledger.entries import JournalEntry
from zegel.store.port import Conflict, Unavailable

DONE = "done"
"""The outcome kept under a key when the command was not refused."""


@value
class Reply:
    """What a command came to. `replayed`: this is the first answer under its key, given again; nothing was decided now."""

    outcome: Outcome
    replayed: bool


class Ticket:
    """One command under way: what it asks, what was found, what it came to. `follows` had the same key in the same batch.

    `due` was booked in memory by a run that then asked for more facts, `rounds` times so far. `is_new`: it was decided now,
    so there is something to write.
    """

    __slots__ = (
        "command", "company", "due", "follows", "future", "is_new", "key", "needs", "outcome", "refusal", "replayed", "resolved",
        "rounds", "wants",
    )  # fmt: skip

    def __init__(self, command: Command, future: "Future[Reply]") -> None:
        self.command = command
        self.future = future
        self.company: CompanyId = command.header.company
        self.wants: Wants = wants(command)
        self.key = self.wants.answer if command.header.key else None
        self.clear()

    def clear(self) -> None:
        """Forget all that was found: a new attempt starts from nothing."""
        self.resolved: Resolved | None = None
        self.needs: Needs | None = None
        self.refusal: ZegelError | None = None
        self.outcome: Outcome | None = None
        self.due: tuple[JournalEntry, ...] = ()
        self.rounds = 0
        self.is_new = True
        self.replayed = False
        self.follows: Ticket | None = None

    def answer(self) -> StoredAnswer | None:
        """What to keep under the key, None without one."""
        outcome = self.outcome
        if self.key is None or outcome is None:
            return None
        header = self.command.header
        if outcome.refusal is not None:
            return StoredAnswer(header.body_hash, outcome.refusal.code, outcome.refusal.data, None)
        return StoredAnswer(header.body_hash, DONE, {}, outcome.receipt.id if outcome.receipt else None)

    def settle(self) -> None:
        """Answer whoever waits; somebody who went away is not missed."""
        if self.future.done():
            return
        first = self.follows
        outcome = first.outcome if first is not None else self.outcome
        assert outcome is not None, "a command left the batch without an outcome"
        self.future.set_result(Reply(outcome, replayed=self.replayed or first is not None))

    def refuse(self, refusal: ZegelError) -> None:
        """Answer with a refusal that is not kept."""
        if not self.future.done():
            self.future.set_result(Reply(Outcome(refusal=refusal), replayed=False))

    def fail(self, error: BaseException) -> None:
        """A bug: whoever waits gets it, nobody else does."""
        if not self.future.done():
            self.future.set_exception(error)


def stored_refusal(answer: StoredAnswer) -> ZegelError:
    """The refusal that was kept, as it was."""
    return REFUSALS.get(answer.outcome, ZegelError)("", **answer.data)


def circumstance(error: Conflict | Unavailable) -> ZegelError:
    """What to say when the database could not be asked: nothing happened, and the same request may come again."""
    return StorageFull() if isinstance(error, Unavailable) and error.code == "storage_full" else Busy()
