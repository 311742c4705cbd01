"""What members bought is forgotten after what the live program says: in small pieces, the oldest first, so that no till waits for it."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Instant
from zegel.decide.thinning import lines_go_before, names_articles, thinned, vouched
from zegel.desk.desk import Desk
from zegel.desk.register import Register
from zegel.desk.rounds import Visit, visits
from zegel.flows.commands import ForgetLines
from zegel.store.bought import Bought, forget_lines
from zegel.store.queries import NamedQueries

AT_ONCE: Final = 200
"""Receipts that are read and written in one go: some kilobytes each."""
MOST: Final = 5_000
"""Receipts of a company in one pass; the next pass, minutes later, goes on where it was."""
NAME: Final = "lines removed"
"""What is noted of the last pass, for the office: how many receipts, and before which day."""


async def forget_bought(desk: Desk, queries: NamedQueries, register: Register, now: Callable[[], Instant]) -> int:
    """How many receipts lost their lines. Booked first and taken off then: what stops in between is done again, to the same bytes."""
    count = 0
    async for visit in visits(desk, queries, now):
        settings = visit.program.settings
        day = lines_go_before(visit.header.business_date, settings.keep_lines_months, settings.return_within_days)
        seen = gone = 0
        while seen < MOST and (page := await queries.bought.before(visit.company, day, AT_ONCE)):
            seen += len(page)
            left = await _booked(desk, visit, page)
            await register.write(visit.company, *forget_lines(visit.company, left, page))
            gone += len(left)
        told: dict[str, Json] = {"before": day, "receipts": gone}
        await queries.put_progress(visit.company, NAME, told, visit.header.at)
        count += gone
    return count


async def _booked(desk: Desk, visit: Visit, page: Sequence[Bought]) -> list[tuple[PurseId, int, bytes]]:
    """What is left of the receipts of a page, as entries vouch for it; of those that nobody is known of, or that were erased, nothing."""
    left: list[tuple[PurseId, int, bytes]] = []
    months = visit.program.settings.keep_lines_months
    for purse, these in groupby(page, lambda one: one.purse):
        full = {one.seq: one.document for one in these if one.is_known and one.document is not None and names_articles(one.document)}
        if not full:
            continue
        asked = ForgetLines(visit.header, purse, tuple(ReceiptId(purse, seq) for seq in full), months)
        outcome = (await desk.queue_bulk(asked)).outcome
        if outcome.refusal is not None:
            raise outcome.refusal
        if outcome.receipt is not None:
            told = dict(vouched([outcome.receipt.document]))
            made = [(seq, thinned(document, months)) for seq, document in full.items() if seq in told]
            left += [(purse, seq, kept) for seq, kept in made if sha256(kept).digest() == told[seq]]
    return left


async def last_removal(queries: NamedQueries, company: CompanyId) -> tuple[Instant, str] | None:
    """When the last pass was, and before which day nothing is kept; None before the first."""
    found = await queries.progress(company, NAME)
    return None if found is None else (found.at, str(found.position["before"]))
