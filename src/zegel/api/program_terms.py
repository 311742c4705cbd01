"""The terms of a version over HTTP: what members read, complete, in both languages, with the version and the day."""

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.refusals import UnknownVersion
from zegel.hall.calls import Call, local
from zegel.program.terms import chapters, version_of


async def get_terms(door: Door, call: Call) -> Answer:
    """GET /v1/program/versions/{version}/terms: of any version, also one that is no longer or not yet live."""
    parameters(call)
    text, shelf = call.params["version"], await door.shelves.of(call.grant.company)
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 0 < int(text) <= len(shelf.versions)):
        raise UnknownVersion()
    version = shelf.versions[int(text) - 1]
    compiled = shelf.by_digest(version.digest)
    program = compiled.program
    return Answer(200, to_json({
        "number": int(text), "version": version_of(program), "name": program.name, "languages": list(program.languages),
        "valid_from": local(compiled, "", version.live_from).business_date,
        "chapters": [
            {
                "heading": {"nl": chapter.heading.nl, "en": chapter.heading.en},
                "sentences": [{"path": one.path, "nl": one.nl, "en": one.en} for one in chapter.sentences],
            }
            for chapter in chapters(program)
        ],
    }))  # fmt: skip
