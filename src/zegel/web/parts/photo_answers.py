"""Photos as a browser gets them: of this company only, under their hash, as what we drew and nothing else."""

from zegel.core.refusals import NotSignedIn
from zegel.hall.refusals import NoSuchAddress
from zegel.web.parts.asked import Answer, Asked, Bytes
from zegel.web.parts.door import Door
from zegel.web.parts.photos import KIND, SIZES


async def photo(door: Door, asked: Asked) -> Answer:
    """GET …/foto/{hash}/{size}: it never changes under its hash, so a browser asks for it once."""
    if asked.visitor is None:
        raise NotSignedIn()
    named, size = asked.params["hash"], asked.params["size"]
    body = await door.queries.reward_faces.photo(asked.visitor.company, named, size) if size in SIZES else None
    if body is None:
        raise NoSuchAddress()
    kept = (("cache-control", "private, max-age=31536000, immutable"), ("content-disposition", f'attachment; filename="{size}.webp"'))
    return Bytes(body, KIND, headers=kept)
