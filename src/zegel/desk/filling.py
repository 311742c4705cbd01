"""Before a version with new measures goes live, they are counted from the purchases that are there (architecture.md rule 10)."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol

from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.refusals import PurseMoved
from zegel.decide.document import Document, read
from zegel.decide.filling import measured_over
from zegel.decide.plan import Plan, plan_of
from zegel.decide.turnover import declared
from zegel.desk.desk import Desk
from zegel.desk.shelves import CompanyShelf
from zegel.flows.commands import FillMeasures, Header
from zegel.ledger.entries import Count
from zegel.ledger.purse import GONE
from zegel.program.compile import Compiled
from zegel.store.queries import NamedQueries
from zegel.store.records import ReceiptDocument

PAGE: Final = 200
TRIES: Final = 20
"""How often a purse that moves on while it is counted is counted again."""


def new_measures(shelf: CompanyShelf, compiled: Compiled, but: bytes = b"") -> list[str]:
    """The measures of `compiled` that no version on the shelf counts, but for one of the digest `but`."""
    standing = [version for version in shelf.standing if version.digest != but]
    known = {measure for version in standing for measure in plan_of(shelf.by_digest(version.digest)).measures}
    return [measure for measure in plan_of(compiled).measures if measure not in known]


async def fill(
    desk: Desk,
    queries: NamedQueries,
    company: CompanyId,
    compiled: Compiled,
    wanted: Sequence[str],
    header: Callable[[], Header],
    busy: Callable[[], Awaitable[None]],
) -> int:
    """Fill `wanted` for every purse; gives how many were changed. Run again it only adds what is new, so it may be stopped and resumed.

    `busy` hears before every purse that somebody is at it.
    """
    if not wanted:
        return 0
    plan = plan_of(compiled)
    merged: dict[PurseId, list[PurseId]] = {}
    for alias, into in await queries.merged(company):
        merged.setdefault(into, []).append(alias)
    changed, after = 0, None
    while page := await queries.purses(company, after, PAGE):
        after = page[-1]
        for purse in page:
            await busy()
            changed += await _fill_one(desk, queries, company, plan, wanted, header, [purse, *_all_merged(merged, purse)])
    return changed


async def _fill_one(
    desk: Desk, queries: NamedQueries, company: CompanyId, plan: Plan, wanted: Sequence[str], header: Callable[[], Header],
    purses: Sequence[PurseId],
) -> int:  # fmt: skip
    """One purse with those merged into it; 1 when something was counted."""
    for _ in range(TRIES):
        row = await queries.purse(company, purses[0])
        if row is None or row.alias_of is not None or row.blocked & GONE:
            return 0
        receipts = [found for purse in purses for found in await receipts_of(queries, company, purse)]
        target = measured_over(plan, wanted, receipts)
        stored = {key: n for key, n in (await queries.measures(company, purses[0])).items() if declared(key[0]) in wanted}
        counts = tuple(
            Count(measure, day, delta)
            for measure, day in sorted(target.keys() | stored.keys())
            if (delta := target.get((measure, day), 0) - stored.get((measure, day), 0))
        )
        if not counts:
            return 0
        reply = await desk.queue_bulk(FillMeasures(header(), purses[0], row.seq, plan.compiled.digest, counts))
        refusal = reply.outcome.refusal
        if refusal is None:
            return 1
        if not isinstance(refusal, PurseMoved):
            raise refusal
    raise PurseMoved()


class Receipts(Protocol):
    """Where receipts are read."""

    async def receipts(self, company: CompanyId, purse: PurseId, before: int, limit: int) -> list[ReceiptDocument]:
        """See store.queries."""
        ...


async def receipts_of(queries: Receipts, company: CompanyId, purse: PurseId) -> list[tuple[ReceiptId, Document]]:
    """Every receipt of a purse that still says what was bought, the oldest first."""
    found: list[tuple[ReceiptId, Document]] = []
    before = 0
    while page := await queries.receipts(company, purse, before, PAGE):
        documents = [(stored.id, read(stored.document)) for stored in page if stored.document is not None]
        found += [(id_, document) for id_, document in documents if not document.thinned]
        before = page[-1].id.seq
        if before == 1:
            break
    return found[::-1]


def _all_merged(merged: dict[PurseId, list[PurseId]], purse: PurseId) -> list[PurseId]:
    """Every purse that ended in `purse`, however long the way."""
    found = list(merged.get(purse, []))
    for alias in found:
        found += merged.get(alias, [])
    return found
