"""How every door publishes the program: a draft now or at its moment, a rule that stands still at once; the audit log says by whom."""

from json import loads

from zegel.access.principal import Principal
from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.refusals import DraftChanged, FourEyes, NoProgram, WrongCurrency
from zegel.desk import drafts
from zegel.desk.drafts import Published
from zegel.desk.publish import steps_of, withdraw
from zegel.hall.carrying import House
from zegel.program.compile import Compiled
from zegel.program.editing import Place, changed
from zegel.program.model import Program
from zegel.program.read import read_json, read_yaml
from zegel.program.second_person import needs_second_person
from zegel.store.draft_queries import changing
from zegel.store.people_records import Deed
from zegel.store.queries import NamedQueries
from zegel.store.records import Draft, ProgramVersion
from zegel.store.statements import Step
from zegel.store.version_steps import withdrawing


async def published(
    house: House, queries: NamedQueries, by: Principal, name: str, seen: int, live_from: Instant, at: Instant, request: str
) -> Published:
    """Publish draft `name` at revision `seen`; refuses `four_eyes`, and what `desk.drafts.publish_draft` does."""
    draft = await drafts.found(queries, by.company, name)
    if draft.revision != seen:  # it is looked at as it is published: else its writer could put their own words under the other's
        raise DraftChanged(name=name, seen=seen, revision=draft.revision)
    await refuse_own_draft(house, by, draft, at)

    def said(done: Published) -> tuple[Deed, ...]:
        after: dict[str, Json] = {"draft": name, "live_from": done.live_from}
        return (_deed(by, "program.publish", f"program:{done.digest.hex()}", after, request),)

    return await drafts.publish_draft(house.desk, queries, by.company, name, seen, live_from, at, said)


async def scheduled(
    house: House, queries: NamedQueries, by: Principal, name: str, seen: int, live_from: Instant, at: Instant, request: str
) -> Draft:
    """Draft `name` goes live at `live_from`, and can be taken back till then; refuses like `published`."""
    draft, compiled = await drafts.ready(queries, by.company, name, seen, live_from)
    await refuse_own_draft(house, by, draft, at)
    deed = _deed(by, "program.schedule", f"program:{compiled.digest.hex()}", {"draft": name, "live_from": live_from}, request)
    return await drafts.schedule(house.desk.store, by.company, draft, live_from, at, (deed,))


async def unscheduled(house: House, queries: NamedQueries, by: Principal, name: str, seen: int, at: Instant, request: str) -> Draft:
    """Draft `name` waits for its moment no more; refuses `draft_changed`, and `version_live` while the worker is publishing it."""
    draft = await drafts.found(queries, by.company, name)
    if draft.revision != seen or draft.live_from is None:
        raise DraftChanged(name=name, seen=seen, revision=draft.revision)
    deed = _deed(by, "program.unschedule", f"draft:{name}", {"live_from": None}, request)
    return await drafts.unschedule(house.desk.store, by.company, draft, at, (deed,))


async def withdrawn(house: House, by: Principal, number: int, reason: str, at: Instant, request: str) -> None:
    """Version `number` is taken back before its moment; refuses what `desk.publish.withdraw` does. Again it does nothing."""

    def said(version: ProgramVersion) -> Deed:
        before: dict[str, Json] = {"version": number, "live_from": version.live_from}
        after: dict[str, Json] = {"version": number, "live_from": None}
        return Deed(by.actor, "program.withdraw", f"program:{version.digest.hex()}", before, after, reason, request)

    await withdraw(house.desk.store, by.company, number, at, said)
    house.desk.shelves.forget(by.company)


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
    deed = _deed(by, "program.publish", f"program:{compiled.digest.hex()}", {"live_from": at}, request)
    await house.people.register.done(by.company, at, steps_of(by.company, compiled, at, at, text)[1], (deed,))
    house.desk.shelves.forget(by.company)


async def put_on_hold(house: House, queries: NamedQueries, by: Principal, place: Place, at: Instant, request: str, *, paused: bool) -> None:
    """The rule at `place` (() for all that gives something) stands still from now on, or goes on again, whatever drafts there are.

    One that was written meanwhile says the same afterwards, or it would undo this when it is published; and so does a version that
    waits for its moment. All of it is one write.
    """
    company, where = by.company, (*place, "paused")
    live = await _live(house, company, at)
    if live is None:
        raise NoProgram()
    to = "true" if paused else None
    shelf = await house.desk.shelves.of(company)
    written = shelf.versions[shelf.number_live_at(at) - 1].written
    document = _changed(live.program.document.decode(), where, to)
    if document == live.program.document.decode():
        return  # somebody was first, or there is no such rule
    text = None if written is None else changed(written, where, to)
    compiled = Compiled(read_json(document) if text is None else read_yaml(text))
    _, steps = steps_of(company, compiled, at, at, text)
    for number, waits in shelf.waiting(at):
        steps += _follow_later(company, number, waits, where, to, at)
    for draft in await queries.drafts(company):
        steps += _follow(company, draft, where, to)
    name = f"rule:{'.'.join(place)}" if place else "program"
    deed = _deed(by, "program.pause" if paused else "program.resume", name, {"paused": paused}, request)
    await house.people.register.done(company, at, steps, (deed,))
    house.desk.shelves.forget(company)


def _follow(company: CompanyId, draft: Draft, place: Place, to: str | None) -> list[Step]:
    """The same in a draft that has the rule too; somebody who changes it at this very moment keeps their words."""
    document = _changed(draft.document, place, to)
    if document == draft.document:
        return []
    written = None if draft.written is None else changed(draft.written, place, to)
    kept = Draft(draft.name, draft.revision + 1, document, draft.changed_at, draft.changed_by, draft.live_from, written)
    return [changing(company, kept, draft.revision)]


def _follow_later(company: CompanyId, number: int, waits: ProgramVersion, place: Place, to: str | None, at: Instant) -> list[Step]:
    """The same in a version that is to come: another one takes its moment, and then it is taken back."""
    document = _changed(waits.document.decode(), place, to)
    if document == waits.document.decode():
        return []
    text = None if waits.written is None else changed(waits.written, place, to)
    compiled = Compiled(read_json(document) if text is None else read_yaml(text))
    return [*steps_of(company, compiled, waits.live_from, at, text)[1], withdrawing(company, number, at)]


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


def _deed(by: Principal, what: str, subject: str, after: dict[str, Json], request: str) -> Deed:
    return Deed(by.actor, what, subject, {}, after, "", request)
