"""Drafts of the program: written down by several people without losing anybody's words, and published at their moment."""

from collections.abc import Callable
from typing import Final, Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, local_moment
from zegel.core.refusals import DraftChanged, UnknownDraft, WrongCurrency
from zegel.core.value import value
from zegel.desk.desk import Desk
from zegel.desk.filling import new_measures
from zegel.desk.price_claims import check_announced
from zegel.desk.publish import publish, publish_filled
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store.queries import NamedQueries
from zegel.store.records import Draft

NEW: Final = 0
"""The revision that somebody saw who saw no draft."""


class Drafts(Protocol):
    """Where drafts are kept; see store.draft_queries."""

    async def draft(self, company: CompanyId, name: str) -> Draft | None: ...
    async def add_draft(self, company: CompanyId, draft: Draft) -> bool: ...
    async def change_draft(self, company: CompanyId, draft: Draft, seen: int) -> bool: ...
    async def drop_draft(self, company: CompanyId, name: str, seen: int) -> bool: ...


@value
class Published:
    """What publishing came to: live from `live_from`; `scheduled` where the worker counts `measures` at that moment first."""

    digest: bytes
    live_from: Instant
    scheduled: bool
    measures: tuple[str, ...]


def as_typed(text: str) -> str:
    """A file as it is kept: a browser sends two line breaks for one, and no last one."""
    return text.replace("\r\n", "\n").rstrip("\n") + "\n"


async def found(drafts: Drafts, company: CompanyId, name: str) -> Draft:
    """The draft; refuses `unknown_draft`."""
    one = await drafts.draft(company, name)
    if one is None:
        raise UnknownDraft()
    return one


async def keep(drafts: Drafts, company: CompanyId, draft: Draft, seen: int) -> Draft:
    """`draft` in place of revision `seen` (NEW: there is none yet); refuses `draft_changed` when somebody was first.

    A draft that waits for its moment is a draft again when it is changed.
    """
    kept = Draft(draft.name, seen + 1, draft.document, draft.changed_at, draft.changed_by, None, draft.written)
    done = await (drafts.add_draft(company, kept) if seen == NEW else drafts.change_draft(company, kept, seen))
    if not done:
        await _say_why(drafts, company, draft.name, seen)
    return kept


async def drop(drafts: Drafts, company: CompanyId, name: str, seen: int) -> None:
    """Forget a draft; refuses like `keep`."""
    if not await drafts.drop_draft(company, name, seen):
        await _say_why(drafts, company, name, seen)


async def _say_why(drafts: Drafts, company: CompanyId, name: str, seen: int) -> None:
    now = await drafts.draft(company, name)
    if now is None:
        raise UnknownDraft()
    raise DraftChanged(name=name, seen=seen, revision=now.revision)


async def ready(queries: NamedQueries, company: CompanyId, name: str, seen: int, live_from: Instant) -> tuple[Draft, Compiled]:
    """A draft at revision `seen`, compiled, that may go live at `live_from`; refuses what `publish_draft` does."""
    draft = await found(queries, company, name)
    if draft.revision != seen:
        raise DraftChanged(name=name, seen=seen, revision=draft.revision)
    compiled = Compiled(read_json(draft.document))
    owner = await queries.company(company)
    if owner is not None and owner.currency != compiled.program.currency:
        raise WrongCurrency(expected=owner.currency, given=compiled.program.currency)
    await check_announced(queries.prices, company, compiled, local_moment(live_from, compiled.program.company_zone).business_date)
    return draft, compiled


async def schedule(queries: NamedQueries, company: CompanyId, draft: Draft, live_from: Instant | None) -> Draft:
    """`draft` waits for `live_from`, when the worker publishes it; None: it waits no more, and is a draft again."""
    waits = Draft(draft.name, draft.revision + 1, draft.document, draft.changed_at, draft.changed_by, live_from, draft.written)
    if not await queries.change_draft(company, waits, draft.revision):
        await _say_why(queries, company, draft.name, draft.revision)
    return waits


async def publish_draft(
    desk: Desk, queries: NamedQueries, company: CompanyId, name: str, seen: int, live_from: Instant, at: Instant
) -> Published:
    """Publish a draft at revision `seen`, live from `live_from`; refuses a program with mistakes, and what `keep` refuses.

    One that looks back at what no version counts yet waits for the worker, which counts first: it goes live a little after that moment.
    """
    draft, compiled = await ready(queries, company, name, seen, live_from)
    shelf = await desk.shelves.of(company)
    wanted = tuple(new_measures(shelf, compiled)) if shelf.standing else ()
    if not wanted:
        # Claimed first: of two who publish at once, one does; forgotten last, so that what was not published is still there.
        if not await queries.claim_draft(company, draft, at):
            await _say_why(queries, company, name, seen)
        await publish(queries, company, compiled, live_from, at, draft.written)
        desk.shelves.forget(company)
        await queries.drop_draft(
            company, name, seen
        )  # who changed it at this very moment keeps their words, and it is published all the same
        return Published(compiled.digest, live_from, scheduled=False, measures=())
    await schedule(queries, company, draft, live_from)
    return Published(compiled.digest, live_from, scheduled=True, measures=wanted)


async def publish_due(desk: Desk, queries: NamedQueries, now: Callable[[], Instant], report: Callable[[BaseException], None]) -> int:
    """The worker's part: publish every draft whose moment has come; how many. One that fails waits, and its neighbours do not."""
    count = 0
    for company in await queries.companies():
        for draft in await queries.drafts_due(company.id, now()):
            if not await queries.claim_draft(company.id, draft, now()):
                continue
            try:
                await publish_filled(desk, queries, company.id, Compiled(read_json(draft.document)), now(), now, written=draft.written)
            except Exception as error:  # noqa: BLE001 - said, and tried again when the claim has lapsed
                report(error)
                continue
            desk.shelves.forget(company.id)
            await queries.drop_draft(company.id, draft.name, draft.revision)
            count += 1
    return count
