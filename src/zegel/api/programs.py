"""Programs over HTTP: is one right, what would it change, which versions are there; one that is to come is taken back.

Reading a large program takes a while, so it is done beside the event loop.
"""

from asyncio import to_thread
from typing import Any

from pydantic_core import to_json

from zegel.api import program_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.core.canonical import digest
from zegel.core.periods import Instant, local_moment
from zegel.core.refusals import Malformed, UnknownVersion
from zegel.core.value import value
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call
from zegel.hall.publishing import withdrawn
from zegel.program.compile import Compiled
from zegel.program.diff import changes
from zegel.program.lints import lines_of, lints
from zegel.program.model import Program
from zegel.program.read import ProgramMistakes, read_json, read_yaml
from zegel.program.sentences import sentences
from zegel.program.tree import yaml_tree

Json = dict[str, Any]


async def check_program(_door: Door, call: Call) -> Answer:
    """POST /v1/program/check: every mistake in a program, else what looks wrong with it and what it says."""
    parameters(call)
    sent = program_sent(call)
    return Answer(200, to_json(await to_thread(checked, sent, call.at)))


@value
class Sent:
    """A program as it came: `typed` in YAML, with lines of its own, or as JSON."""

    text: str
    typed: bool

    def program(self) -> Program:
        """The program that it describes; raises ProgramMistakes, without lines where nobody typed any."""
        if self.typed:
            return read_yaml(self.text)
        try:
            return read_json(self.text)
        except ProgramMistakes as wrong:
            raise wrong.without_lines() from None


def program_sent(call: Call) -> Sent:
    """The program in the body."""
    if call.typed:
        try:
            return Sent(call.body.decode("utf-8"), typed=True)
        except UnicodeDecodeError:
            raise Malformed("The body is not YAML in UTF-8.", problem="not_utf_8") from None
    found, _ = read_body(program_schemas.PROGRAM, call.body)
    return Sent(to_json(found["program"]).decode("utf-8"), typed=False)


def checked(sent: Sent, at: Instant) -> Json:
    """What a program is: its mistakes, else its warnings and sentences."""
    try:
        program = sent.program()
    except ProgramMistakes as wrong:
        return {"digest": None, "mistakes": mistakes_of(wrong), "warnings": [], "sentences": []}
    lines = lines_of(yaml_tree(sent.text)[0]) if sent.typed else {}
    warnings = lints(program, lines, local_moment(at, program.company_zone).business_date)
    return {
        "digest": digest(program.document).hex(), "mistakes": [],
        "warnings": [
            {
                "line": one.line if sent.typed else None, "path": one.path, "code": one.code,
                "says": {"nl": one.says.nl, "en": one.says.en},
                "hint": {"nl": one.hint.nl, "en": one.hint.en},
            }
            for one in warnings
        ],
        "sentences": [{"path": s.path, "nl": s.nl, "en": s.en} for s in sentences(program, full=True)],
    }  # fmt: skip


def mistakes_of(wrong: ProgramMistakes) -> list[Json]:
    """Each mistake at its path, and where the program was typed at its line."""
    return [
        {
            "line": p.line or None, "path": p.path, "code": p.code, "says": {"nl": p.message.nl, "en": p.message},
            "hint": {"nl": p.hint.nl, "en": p.hint},
        }
        for p in wrong.problems
    ]  # fmt: skip


async def diff_program(_door: Door, call: Call) -> Answer:
    """POST /v1/program/diff: what a program would change about the live one, or its mistakes."""
    parameters(call)
    sent, live = program_sent(call), call.live(call.at)
    return Answer(200, to_json(await to_thread(_differing, sent, live)))


def _differing(sent: Sent, live: Compiled) -> Json:
    try:
        found = changes(live.program, sent.program())
    except ProgramMistakes as wrong:
        return {"live": live.digest.hex(), "mistakes": mistakes_of(wrong), "changes": []}
    told = [{"path": one.path, "kind": one.kind, "nl": one.nl, "en": one.en} for one in found]
    return {"live": live.digest.hex(), "mistakes": [], "changes": told}


async def list_versions(door: Door, call: Call) -> Answer:
    """GET /v1/program/versions: every version, the oldest first, and which one is live."""
    parameters(call)
    return Answer(200, to_json({"versions": await _versions(door, call)}))


async def _versions(door: Door, call: Call) -> list[Json]:
    shelf = await door.shelves.of(call.grant.company)
    live = shelf.number_live_at(call.at)
    return [
        {
            "number": number, "digest": version.digest.hex(), "live_from": moment_text(version.live_from),
            "published_at": moment_text(version.published_at), "live": number == live,
            "withdrawn_at": None if version.withdrawn_at is None else moment_text(version.withdrawn_at),
        }
        for number, version in enumerate(shelf.versions, 1)
    ]  # fmt: skip


async def withdraw_version(door: Door, call: Call) -> Answer:
    """POST /v1/program/versions/{version}/withdraw: one that is to come never goes live. Taken back before: it stays so."""
    parameters(call)
    found, _ = read_body(program_schemas.WITHDRAW, call.body)
    text = call.params["version"]
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise UnknownVersion()
    await withdrawn(door, call.grant, int(text), found.get("reason", ""), call.at, call.request_id)
    return Answer(200, to_json((await _versions(door, call))[int(text) - 1]))
