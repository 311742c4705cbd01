"""Is the server alive, can it do its work, and what can it be asked?"""

from pydantic_core import to_json

from zegel import __version__
from zegel.api.door import Answer, Door, parameters
from zegel.hall.calls import Call
from zegel.hall.refusals import NotReady
from zegel.store.port import Conflict, Unavailable


async def live(_door: Door, call: Call) -> Answer:
    """GET /health/live: the process answers."""
    parameters(call)
    return Answer(200, to_json({"status": "live", "version": __version__}))


async def ready(door: Door, call: Call) -> Answer:
    """GET /health/ready: the database answers too, and takes what is written."""
    parameters(call)
    if door.desk.store.broken:
        raise NotReady()
    try:
        await door.books.companies()
    except (Conflict, Unavailable, OSError):
        raise NotReady() from None
    return Answer(200, to_json({"status": "ready", "version": __version__}))


async def openapi(door: Door, call: Call) -> Answer:
    """GET /v1/openapi.json."""
    parameters(call)
    return Answer(200, door.openapi())
