"""The routes of all faces together: files, the browsers' reports, and how somebody wants to see the pages."""

from json import loads
from typing import Final

from zegel.core.refusals import Malformed
from zegel.hall.refusals import NoSuchAddress
from zegel.web.parts import leaving, post
from zegel.web.parts.asked import LANGUAGES, LOOKS, Answer, Asked, Bytes, Sent
from zegel.web.parts.door import Door, Route
from zegel.web.parts.headers import KEPT, NOT_KEPT, cookie
from zegel.web.parts.visitors import OPEN

MOST_REPORTS: Final = 100
REPORTS: Final = ("application/csp-report", "application/reports+json", "application/json")
"""As what browsers send their reports."""
A_YEAR: Final = 365 * 24 * 3600
_TELLS: Final = ("blocked-uri", "blockedURL", "violated-directive", "effectiveDirective", "document-uri", "documentURL", "line-number")


async def file(door: Door, asked: Asked) -> Answer:
    """A file under its hash: it never changes, so a browser asks for it once."""
    found = door.statics.files.get(asked.params["name"]) if asked.params["hash"] == door.statics.hash else None
    if found is None:
        raise NoSuchAddress()
    kept = [(name.decode(), text.decode()) for name, text in KEPT]
    if found.packed and "gzip" in asked.headers.get("accept-encoding", ""):
        return Bytes(found.packed, found.kind, headers=(*kept, ("content-encoding", "gzip"), ("vary", "Accept-Encoding")))
    return Bytes(found.body, found.kind, headers=tuple(kept))


async def reported(door: Door, asked: Asked) -> Answer:
    """A browser refused something by our policy: kept for whoever runs the server, without what it was about."""
    try:
        told = loads(asked.fields["body"][0])
    except ValueError:
        raise Malformed("A report is JSON.", field="body") from None
    for one in told if isinstance(told, list) else [told]:
        said = one.get("csp-report") or one.get("body") if isinstance(one, dict) else None
        if isinstance(said, dict):
            door.reports.append({name: str(said[name])[:200] for name in _TELLS if name in said})
    del door.reports[:-MOST_REPORTS]
    return Bytes(b"", "", 204, tuple((name.decode(), text.decode()) for name, text in NOT_KEPT))


async def choose(_door: Door, asked: Asked) -> Answer:
    """The language and the look that somebody chose, kept in this browser; back to where they were."""
    cookies = []
    language, look, back = asked.text("language", 2), asked.text("look", 8), asked.text("back", 200)
    if language in LANGUAGES:
        cookies.append(cookie("zegel_language", language, seconds=A_YEAR))
    if asked.fields.get("look") is not None and look in LOOKS:
        cookies.append(cookie("zegel_look", look, seconds=A_YEAR))
    safe = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isascii() and back.isprintable()
    return Sent(back if safe else "/", tuple(cookies))


async def front(door: Door, _asked: Asked) -> Answer:
    """Whoever comes to the house without saying where to."""
    return Sent(door.homes["till"])


ROUTES: Final = (
    Route("GET", "/", "", OPEN, front),
    Route("GET", "/static/{hash}/{name:path}", "", OPEN, file),
    Route(
        "POST",
        "/csp-reports",
        "",
        OPEN,
        reported,
        ("application/csp-report", "application/reports+json", "application/json"),
        guarded=False,
    ),
    Route("POST", "/choose", "", OPEN, choose),
    Route("GET", "/demo/post", "card", OPEN, post.show),
    Route("GET", "/afmelden/{token}", "card", OPEN, leaving.show),
    Route("POST", "/afmelden/{token}", "card", OPEN, leaving.leave, guarded=False),
)
