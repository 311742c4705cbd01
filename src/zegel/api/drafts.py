"""Drafts of the program over HTTP: each change names the revision that was seen, so nobody's words are lost (RFC 9110, If-Match)."""

import re
from asyncio import to_thread
from typing import Any, Final

from pydantic_core import from_json, to_json

from zegel.api import program_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.programs import Sent, checked, program_sent
from zegel.core.canonical import document_bytes
from zegel.core.refusals import Malformed, UnknownDraft
from zegel.desk import drafts
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, instant_of
from zegel.hall.publishing import published, unscheduled
from zegel.hall.refusals import NoSuchDay
from zegel.program.tree import ProgramMistakes, document_of
from zegel.store.records import Draft

Json = dict[str, Any]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def _name(call: Call) -> str:
    name = call.params["draft"]
    if not _NAME.fullmatch(name):
        raise UnknownDraft()
    return name


def _new_name(call: Call) -> str:
    if not _NAME.fullmatch(call.params["draft"]):
        raise Malformed("A draft is called by small letters, digits and dashes, at most 40.", field="draft")
    return call.params["draft"]


def _told(draft: Draft) -> Json:
    return {
        "name": draft.name, "revision": draft.revision, "changed_at": moment_text(draft.changed_at), "changed_by": draft.changed_by,
        "live_from": None if draft.live_from is None else moment_text(draft.live_from),
    }  # fmt: skip


async def list_drafts(door: Door, call: Call) -> Answer:
    """GET /v1/program/drafts: every draft, without its words."""
    parameters(call)
    return Answer(200, to_json({"drafts": [_told(draft) for draft in await door.queries.drafts(call.grant.company)]}))


async def get_draft(door: Door, call: Call) -> Answer:
    """GET /v1/program/drafts/{draft}: the draft as it was sent, with its mistakes, warnings and sentences."""
    parameters(call)
    return await _shown(call, await drafts.found(door.queries, call.grant.company, _name(call)))


async def put_draft(door: Door, call: Call) -> Answer:
    """PUT /v1/program/drafts/{draft}: the draft from now on. It may have mistakes; what they are is in the answer."""
    parameters(call)
    sent = program_sent(call)
    written = drafts.as_typed(sent.text) if sent.typed else None
    draft = Draft(_new_name(call), 0, await to_thread(_document, sent), call.at, call.grant.actor, None, written)
    return await _shown(call, await drafts.keep(door.queries, call.grant.company, draft, call.seen))


def _document(sent: Sent) -> str:
    """What is kept of a program as canonical JSON; raises ProgramMistakes where it is no table of YAML at all."""
    if not sent.typed:
        return document_bytes(from_json(sent.text)).decode("utf-8")
    document = document_of(sent.text)
    if document is None:
        sent.program()
    assert document is not None, "what is no table is no program"
    return document


async def _shown(call: Call, draft: Draft) -> Answer:
    sent = Sent(draft.document, typed=False) if draft.written is None else Sent(draft.written, typed=True)
    told = _told(draft) | {"program": from_json(draft.document), "yaml": draft.written, "check": await to_thread(checked, sent, call.at)}
    return Answer(200, to_json(told), etag=str(draft.revision))


async def drop_draft(door: Door, call: Call) -> Answer:
    """DELETE /v1/program/drafts/{draft}: forget it, also one that waits for its moment."""
    parameters(call)
    name = _name(call)
    await drafts.drop(door.queries, call.grant.company, name, call.seen)
    return Answer(200, to_json({"dropped": name}))


async def publish_draft(door: Door, call: Call) -> Answer:
    """POST /v1/program/drafts/{draft}/publish: live now, or from a moment on."""
    parameters(call)
    found, _ = read_body(program_schemas.PUBLISH, call.body)
    moment = found.get("live_from")
    live_from = call.at if moment is None else instant_of(moment, "live_from")
    if live_from < call.at:  # what was judged by another version stays so
        raise NoSuchDay(field="live_from")
    try:
        done = await published(door, door.queries, call.grant, _name(call), call.seen, live_from, call.at, call.request_id)
    except ProgramMistakes as wrong:
        raise wrong.without_lines() from None
    told = {
        "digest": done.digest.hex(), "live_from": moment_text(done.live_from), "state": "scheduled" if done.scheduled else "published",
        "measures": done.measures,
    }  # fmt: skip
    return Answer(200, to_json(told))


async def unschedule_draft(door: Door, call: Call) -> Answer:
    """POST /v1/program/drafts/{draft}/unschedule: it waits for its moment no more, and is a draft again."""
    parameters(call)
    read_body(program_schemas.UNSCHEDULE, call.body)
    return await _shown(call, await unscheduled(door, door.queries, call.grant, _name(call), call.seen, call.at, call.request_id))
