"""How every door publishes the program: a draft now or at its moment, a rule that stands still at once; the audit log says by whom."""

from json import loads

from zegel.access.principal import Principal
from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.refusals import DraftChanged, FourEyes, NoProgram, VersionLive, WrongCurrency
from zegel.desk import drafts
from zegel.desk.drafts import Published
from zegel.desk.publish import publish, withdraw
from zegel.hall.carrying import House
from zegel.program.compile import Compiled
from zegel.program.editing import Place, changed
from zegel.program.model import Program
from zegel.program.read import read_json, read_yaml
from zegel.program.second_person import needs_second_person
from zegel.store.people_records import Deed
from zegel.store.queries import NamedQueries
from zegel.store.records import Draft, ProgramVersion


async def published(
    house: House, queries: NamedQueries, by: Principal, name: str, seen: int, live_from: Instant, at: Instant, request: str
) -> Published:
    """Publish draft `name` at revision `seen`; refuses `four_eyes`, and what `desk.drafts.publish_draft` does."""
    draft = await drafts.found(queries, by.company, name)
    if draft.revision != seen:  # it is looked at as it is published: else its writer could put their own words under the other's
        raise DraftChanged(name=name, seen=seen, revision=draft.revision)
    await refuse_own_draft(house, by, draft, at)
    done = await drafts.publish_draft(house.desk, queries, by.company, name, seen, live_from, at)
    after: dict[str, Json] = {"draft": name, "live_from": done.live_from}
    await _note(house, by, "program.publish", f"program:{done.digest.hex()}", after, at, request)
    return done


async def scheduled(
    house: House, queries: NamedQueries, by: Principal, name: str, seen: int, live_from: Instant, at: Instant, request: str
) -> Draft:
    """Draft `name` goes live at `live_from`, and can be taken back till then; refuses like `published`."""
    draft, compiled = await drafts.ready(queries, by.company, name, seen, live_from)
    await refuse_own_draft(house, by, draft, at)
    waits = await drafts.schedule(queries, by.company, draft, live_from)
    await _note(house, by, "program.schedule", f"program:{compiled.digest.hex()}", {"draft": name, "live_from": live_from}, at, request)
    return waits


async def unscheduled(house: House, queries: NamedQueries, by: Principal, name: str, seen: int, at: Instant, request: str) -> Draft:
    """Draft `name` waits for its moment no more; refuses `draft_changed`, and `version_live` while the worker is publishing it."""
    draft = await drafts.found(queries, by.company, name)
    if draft.revision != seen or draft.live_from is None:
        raise DraftChanged(name=name, seen=seen, revision=draft.revision)
    if draft.live_from <= at and not await queries.claim_draft(by.company, draft, at):
        raise VersionLive()
    back = await drafts.schedule(queries, by.company, draft, None)
    await _note(house, by, "program.unschedule", f"draft:{name}", {"live_from": None}, at, request)
    return back


async def withdrawn(house: House, queries: NamedQueries, by: Principal, number: int, reason: str, at: Instant, request: str) -> None:
    """Version `number` is taken back before its moment; refuses what `desk.publish.withdraw` does. Again it does nothing."""
    version, done = await withdraw(queries, by.company, number, at)
    house.desk.shelves.forget(by.company)
    if done:
        after: dict[str, Json] = {"version": number, "live_from": None}
        deed = Deed(
            by.actor, "program.withdraw", f"program:{version.digest.hex()}", {"version": number, "live_from": version.live_from}, after,
            reason, request,
        )  # fmt: skip
        await house.people.register.note(by.company, at, deed)


async def refuse_own_draft(house: House, by: Principal, draft: Draft, at: Instant) -> None:
    """Refuse `four_eyes` where what is live asks for somebody else than who wrote the draft last."""
    if draft.changed_by == by.actor and needs_other(await _live(house, by.company, at), read_json(draft.document)):
        raise FourEyes()


def needs_other(live: Compiled | None, after: Program) -> bool:
    """Whether somebody else than its writer publishes `after`."""
    return live is not None and needs_second_person(live.program, after)


async def begun(house: House, queries: NamedQueries, by: Principal, text: str, at: Instant, request: str) -> None:
    """The company's first program, live from now; refuses a program with mistakes, and `draft_changed` where there is one already."""
    shelf = await house.desk.shelves.of(by.company)
    if shelf.standing:
        raise DraftChanged(name="", seen=0, revision=len(shelf.versions))
    compiled = Compiled(read_yaml(text))
    owner = await queries.company(by.company)
    if owner is not None and owner.currency != compiled.program.currency:
        raise WrongCurrency(expected=owner.currency, given=compiled.program.currency)
    await publish(queries, by.company, compiled, at, at, text)
    house.desk.shelves.forget(by.company)
    await _note(house, by, "program.publish", f"program:{compiled.digest.hex()}", {"live_from": at}, at, request)


async def put_on_hold(house: House, queries: NamedQueries, by: Principal, place: Place, at: Instant, request: str, *, paused: bool) -> None:
    """The rule at `place` (() for all that gives something) stands still from now on, or goes on again, whatever drafts there are.

    One that was written meanwhile says the same afterwards, or it would undo this when it is published; and so does a version that
    waits for its moment.
    """
    company = by.company
    live = await _live(house, company, at)
    if live is None:
        raise NoProgram()
    to = "true" if paused else None
    shelf = await house.desk.shelves.of(company)
    written = shelf.versions[shelf.number_live_at(at) - 1].written
    document = _changed(live.program.document.decode(), (*place, "paused"), to)
    if document == live.program.document.decode():
        return  # somebody was first, or there is no such rule
    text = None if written is None else changed(written, (*place, "paused"), to)
    compiled = Compiled(read_json(document) if text is None else read_yaml(text))
    await publish(queries, company, compiled, at, at, text)
    for number, waits in shelf.waiting(at):
        await _follow_later(queries, company, number, waits, (*place, "paused"), to, at)
    house.desk.shelves.forget(company)
    for draft in await queries.drafts(company):
        await _follow(queries, company, draft, (*place, "paused"), to)
    name = f"rule:{'.'.join(place)}" if place else "program"
    await _note(house, by, "program.pause" if paused else "program.resume", name, {"paused": paused}, at, request)


async def _follow(queries: NamedQueries, company: CompanyId, draft: Draft, place: Place, to: str | None) -> None:
    """The same in a draft that has the rule too; somebody who changes it at this very moment keeps their words."""
    document = _changed(draft.document, place, to)
    if document == draft.document:
        return
    written = None if draft.written is None else changed(draft.written, place, to)
    kept = Draft(draft.name, draft.revision + 1, document, draft.changed_at, draft.changed_by, draft.live_from, written)
    await queries.change_draft(company, kept, draft.revision)


async def _follow_later(
    queries: NamedQueries, company: CompanyId, number: int, waits: ProgramVersion, place: Place, to: str | None, at: Instant
) -> None:
    """The same in a version that is to come: another one takes its moment, and then it is taken back."""
    document = _changed(waits.document.decode(), place, to)
    if document == waits.document.decode():
        return
    text = None if waits.written is None else changed(waits.written, place, to)
    await publish(queries, company, Compiled(read_json(document) if text is None else read_yaml(text)), waits.live_from, at, text)
    await queries.withdraw_version(company, number, at)


def _changed(document: str, place: Place, to: str | None) -> str:
    """The same in JSON; as it was where there is no such rule."""
    found = loads(document)
    table = found
    for name in place[:-1]:
        table = table.get(name) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        return document
    table.pop(place[-1], None)
    if to is not None:
        table[place[-1]] = to
    return document_bytes(found).decode()


async def _live(house: House, company: CompanyId, at: Instant) -> Compiled | None:
    shelf = await house.desk.shelves.of(company)
    return shelf.live_at(at) if shelf.number_live_at(at) else None


async def _note(house: House, by: Principal, deed: str, subject: str, after: dict[str, Json], at: Instant, request: str) -> None:
    await house.people.register.note(by.company, at, Deed(by.actor, deed, subject, {}, after, "", request))
