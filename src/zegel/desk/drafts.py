"""Drafts of the program: written down by several people without losing anybody's words, and published at their moment."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import MINUTE, Instant, local_moment
from zegel.core.refusals import DraftChanged, UnknownDraft, VersionLive, WrongCurrency
from zegel.core.value import value
from zegel.desk.desk import Desk
from zegel.desk.filling import new_measures
from zegel.desk.price_claims import check_announced
from zegel.desk.publish import publish_filled, steps_of
from zegel.desk.register import Register
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store.draft_queries import changing, claiming, finishing, renewing, taking
from zegel.store.people_records import Deed
from zegel.store.port import Stale, Store
from zegel.store.queries import NamedQueries
from zegel.store.records import Draft, ProgramVersion
from zegel.store.statements import Step

NEW: Final = 0
"""The revision that somebody saw who saw no draft."""
RENEWED_EVERY: Final = MINUTE
"""How often a worker says that it is still busy with a draft, far below the time after which another takes it for dead."""


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


Said = Callable[[Published], Sequence[Deed]]
"""What the audit log says of a publishing."""


async def schedule(store: Store, company: CompanyId, draft: Draft, live_from: Instant, at: Instant, deeds: Sequence[Deed]) -> Draft:
    """`draft` waits for `live_from`, when the worker publishes it; refuses `draft_changed`."""
    waits = _waiting(draft, live_from)
    try:
        await Register(store).done(company, at, [changing(company, waits, draft.revision)], deeds, sure=1)
    except Stale:
        await _say_why(store.queries, company, draft.name, draft.revision)
    return waits


async def unschedule(store: Store, company: CompanyId, draft: Draft, at: Instant, deeds: Sequence[Deed]) -> Draft:
    """It waits no more, and is a draft again; refuses `draft_changed`, and `version_live` while the worker is publishing it."""
    back = _waiting(draft, None)
    claimed = [claiming(company, draft, at)] if draft.live_from is not None and draft.live_from <= at else []
    steps = [*claimed, changing(company, back, draft.revision)]
    try:
        await Register(store).done(company, at, steps, deeds, sure=len(steps))
    except Stale:
        now = await store.queries.draft(company, draft.name)
        if now is not None and now.revision == draft.revision:
            raise VersionLive() from None
        await _say_why(store.queries, company, draft.name, draft.revision)
    return back


def _waiting(draft: Draft, live_from: Instant | None) -> Draft:
    return Draft(draft.name, draft.revision + 1, draft.document, draft.changed_at, draft.changed_by, live_from, draft.written)


async def publish_draft(
    desk: Desk, queries: NamedQueries, company: CompanyId, name: str, seen: int, live_from: Instant, at: Instant, said: Said
) -> Published:
    """Publish a draft at revision `seen`, live from `live_from`; refuses a program with mistakes, and what `keep` refuses.

    One that looks back at what no version counts yet waits for the worker, which counts first: it goes live a little after that moment.
    The draft, the version and what the audit log is `said` are one write: of two who publish at once, one does.
    """
    draft, compiled = await ready(queries, company, name, seen, live_from)
    shelf = await desk.shelves.of(company)
    wanted = tuple(new_measures(shelf, compiled)) if shelf.standing else ()
    done = Published(compiled.digest, live_from, scheduled=bool(wanted), measures=wanted)
    if wanted:
        await schedule(desk.store, company, draft, live_from, at, said(done))
        return done
    _, steps = steps_of(company, compiled, live_from, at, draft.written)
    try:
        await Register(desk.store).done(company, at, [taking(company, draft, at), *steps], said(done), sure=1)
    except Stale:
        await _say_why(queries, company, name, seen)
    desk.shelves.forget(company)
    return done


async def publish_due(desk: Desk, queries: NamedQueries, now: Callable[[], Instant], report: Callable[[BaseException], None]) -> int:
    """The worker's part: publish every draft whose moment has come; how many. One that fails waits, and its neighbours do not."""
    count = 0
    for company in await queries.companies():
        for draft in await queries.drafts_due(company.id, now()):
            claimed_at = now()
            if not await queries.claim_draft(company.id, draft, claimed_at):
                continue
            try:
                await _Claimed(desk, company.id, draft, claimed_at).published(queries, now)
            except Stale:
                continue  # it was changed meanwhile, or somebody took this worker for dead: it is theirs
            except Exception as error:  # noqa: BLE001 - said, and tried again when the claim has lapsed
                report(error)
                continue
            count += 1
    return count


class _Claimed:
    """A draft that one worker is publishing. The claim is renewed while it counts; without it nothing is written: Stale."""

    def __init__(self, desk: Desk, company: CompanyId, draft: Draft, claimed_at: Instant) -> None:
        self._desk, self._company, self._draft, self._claimed_at = desk, company, draft, claimed_at
        self._register = Register(desk.store)
        self._done = False

    async def published(self, queries: NamedQueries, now: Callable[[], Instant]) -> None:
        """Publish it, once: a worker that stopped half-way may have put it on the shelf and not have counted to the end."""
        desk, company, draft = self._desk, self._company, self._draft
        compiled = Compiled(read_json(draft.document))
        desk.shelves.forget(company)
        shelf, since = await desk.shelves.of(company), draft.live_from
        assert since is not None, "it was due"
        self._done = any(
            (one.digest, one.written) == (compiled.digest, draft.written) and one.published_at >= since for one in shelf.standing
        )
        but = compiled.digest if self._done else b""
        await publish_filled(
            desk, queries, company, compiled, now(), now, written=draft.written, put=self._put, beat=self._busy, but=but
        )  # fmt: skip
        await self._register.done(company, now(), [finishing(company, draft, self._claimed_at)], (), sure=1)
        desk.shelves.forget(company)

    async def _put(self, version: ProgramVersion, steps: Sequence[Step]) -> None:
        await self._write(version.published_at, () if self._done else steps)
        self._desk.shelves.forget(self._company)

    async def _busy(self, at: Instant) -> None:
        if at - self._claimed_at >= RENEWED_EVERY:
            await self._write(at, ())

    async def _write(self, at: Instant, steps: Sequence[Step]) -> None:
        """`steps`, and that it is still this worker's."""
        renewed = renewing(self._company, self._draft, self._claimed_at, at)
        await self._register.done(self._company, at, [renewed, *steps], (), sure=1)
        self._claimed_at = at
