"""Stories over HTTP: a program is played on them before customers do. Nothing is kept."""

from asyncio import to_thread
from typing import Any, Final

from pydantic_core import to_json

from zegel.api import program_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.programs import mistakes_of
from zegel.hall.calls import Call
from zegel.program.compile import Compiled
from zegel.program.read import ProgramMistakes, read_json
from zegel.replay.play_story import play
from zegel.replay.read_story import articles_from_json, story_from_json

Json = dict[str, Any]

PROGRAM: Final = "program"
ARTICLES: Final = "articles"


async def play_stories(_door: Door, call: Call) -> Answer:
    """POST /v1/program/test: each story played on the program, with what did not come out as it expects."""
    parameters(call)
    found, _ = read_body(program_schemas.STORIES, call.body)
    return Answer(200, to_json(await to_thread(_played, found)))


def _played(found: Json) -> Json:
    """Mistakes in the program or the articles leave nothing to play: all failed. A story with mistakes is told beside the others."""
    told: Json = {"mistakes": [], "stories": [], "failed": 0}
    try:
        part = PROGRAM
        compiled = Compiled(read_json(_text(found["program"])))
        part = ARTICLES
        articles = articles_from_json(_text({"articles": found.get("articles", {})}), compiled.program)
    except ProgramMistakes as wrong:
        told["mistakes"] = [{**one, "path": f"{part}.{one['path']}".rstrip(".")} for one in mistakes_of(wrong.without_lines())]
        return told | {"failed": len(found["stories"])}
    for number, body in enumerate(found["stories"], 1):
        try:
            story = story_from_json(_text(body), compiled.program, articles)
        except ProgramMistakes as wrong:
            one = {"story": str(body.get("story", number))[:200], "mistakes": mistakes_of(wrong.without_lines()), "missed": []}
        else:
            missed = [{"step": each.step, "says": each.sentence} for each in play(story, compiled)]
            one = {"story": story.name, "mistakes": [], "missed": missed}
        told["stories"].append(one)
        told["failed"] += bool(one["mistakes"] or one["missed"])
    return told


def _text(body: object) -> str:
    return to_json(body).decode("utf-8")
