"""The till without a line: its manifest, its worker, and the page that works on. The page knows nobody: it is the same for every till.

What it needs of this till (`static/js/till-away.js`) lies in the browser, put there by the till's own page while there was a line.
"""

from typing import Any, Final

from pydantic_core import to_json

from zegel.web.parts.asked import Answer, Asked, Bytes, Page
from zegel.web.parts.door import Door
from zegel.web.till.words_offline import SAID_BY_SCRIPT

HOME: Final = "/kassa"
KEPT_BY_WORKER: Final = (
    "css/tokens.css", "css/base.css", "css/till.css", "css/till-away.css", "vendor/pico.min.css", "vendor/htmx-4.0.1.min.js",
    "fonts/figtree.woff2", "fonts/bricolage.woff2", "js/till-queue.js", "js/till-pack.js", "js/till-away.js", "js/till-file.js",
    "brand/mark.svg",
)  # fmt: skip
"""What the till needs to be itself without a line."""
_FRESH: Final = (("cache-control", "no-cache"),)


async def manifest(door: Door, asked: Asked) -> Answer:
    """GET /kassa/manifest.webmanifest."""
    say, address = door.renderer.tongue("till", asked.speaks).say, door.statics.address
    icons = [
        {"src": address(f"brand/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"} for size in (192, 512)
    ]
    told = {
        "name": say("title"), "short_name": say("title"), "lang": asked.speaks, "id": HOME, "start_url": HOME, "scope": HOME,
        "display": "standalone", "background_color": "#f4f6f4", "theme_color": "#0f4a55",
        "icons": [{"src": address("brand/mark.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
    }  # fmt: skip
    return Bytes(to_json(told), "application/manifest+json", headers=_FRESH)


async def worker(door: Door, _asked: Asked) -> Answer:
    """GET /kassa/werk.js: the worker with the queue, and the addresses of this version's files written at its head."""
    files = [door.statics.address(name) for name in KEPT_BY_WORKER]
    head = f"const VERSION = {to_json(door.statics.hash).decode()};\nconst FILES = {to_json(files).decode()};\n"
    body = door.statics.files["js/till-queue.js"].body + door.statics.files["js/till-worker.js"].body
    return Bytes(head.encode() + body, "text/javascript; charset=utf-8", headers=(*_FRESH, ("service-worker-allowed", HOME)))


async def page(door: Door, asked: Asked) -> Answer:
    """GET /kassa/zonder: kept by the worker, so nothing of whoever is signed in stands in it."""
    asked.visitor, asked.token = None, ""
    tongue = door.renderer.tongue("till", asked.speaks)
    shows: dict[str, Any] = {"said": to_json({key.removeprefix("away "): tongue.raw(key) for key in SAID_BY_SCRIPT}).decode()}
    return Page("till/away.html", shows, headers=())
