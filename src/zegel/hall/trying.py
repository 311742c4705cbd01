"""One basket tried on a program that is not live, for a member as they are or for one that is made up. Nothing is written."""

from dataclasses import replace
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId
from zegel.core.periods import Day, Instant
from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.desk.desk import Desk
from zegel.flows.commands import Adjust, Enrol, Profile, Quote, SetTier
from zegel.flows.facts import Outcome, Shelf
from zegel.hall import translate
from zegel.hall.calls import Call
from zegel.program.compile import Compiled
from zegel.replay.memory import Memory, Versions
from zegel.store.queries import NamedQueries

NOBODY: Final = PurseId(b"made up for a try"[:16])


class OneVersion:
    """A shelf with one version on it, beside those that are there: what was judged by them is still known."""

    def __init__(self, compiled: Compiled, beside: Shelf) -> None:
        self._compiled, self._beside = compiled, beside
        self.catalogue = beside.catalogue

    def live_at(self, happened_at: Instant) -> Compiled:  # noqa: ARG002 - it is tried as if it were live, whenever that is
        """The version that is tried."""
        return self._compiled

    def by_digest(self, program: bytes) -> Compiled:
        """The version with that digest."""
        return self._compiled if program == self._compiled.digest else self._beside.by_digest(program)


@value
class MadeUp:
    """Somebody who is no member: since when they would be one, at which tier ("" for what follows), with how much of which unit."""

    since: Day
    tier: str
    unit: str
    count: int


@value
class Tried:
    """The receipt that there would be, read by `shelf`; None where it is refused."""

    shelf: OneVersion
    document: bytes | None
    refusal: ZegelError | None


async def tried(desk: Desk, queries: NamedQueries, call: Call, found: dict[str, Any], somebody: MadeUp | None, compiled: Compiled) -> Tried:
    """What the basket in `found` (as the API has it) comes to by `compiled`, at the moment of `call`."""
    shelf = OneVersion(compiled, call.shelf)
    call.shelf = shelf
    try:
        command = translate.quote(call, found, document_bytes(found))
        outcome = await (desk.ask(command, shelf) if somebody is None else _in_memory(queries, call, command, somebody, compiled))
    except ZegelError as refusal:
        return Tried(shelf, None, refusal)
    document = None if outcome.receipt is None else outcome.receipt.document
    return Tried(shelf, document, outcome.refusal)


async def _in_memory(queries: NamedQueries, call: Call, command: Quote, somebody: MadeUp, compiled: Compiled) -> Outcome:
    memory = Memory(call.grant.company, Versions((Instant(0), compiled)))
    for sku in {line.sku for line in command.purchase.lines if line.sku}:
        article = await queries.article(call.grant.company, sku)
        if article is not None:
            memory.know(article)
    header = command.header
    memory.record(Enrol(header, NOBODY, Profile("", "", ""), (), somebody.since))
    if somebody.tier:
        memory.record(SetTier(header, NOBODY, somebody.tier, Day(""), "try", ""))  # a tier that this version has not is left out
    if somebody.count:
        memory.record(Adjust(header, NOBODY, somebody.unit, somebody.count, "try"))
    return memory.ask(replace(command, who=NOBODY))
