"""The card as something on the telephone itself: its manifest, and the worker that shows the last card where there is no signal."""

from typing import Final

from pydantic_core import to_json

from zegel.web.card.frame import FACE, HOME
from zegel.web.parts.asked import Answer, Asked, Bytes
from zegel.web.parts.door import Door

KEPT_BY_WORKER: Final = (
    "css/tokens.css", "css/base.css", "css/card.css", "vendor/pico.min.css", "fonts/figtree.woff2", "fonts/bricolage.woff2", "js/card.js",
    "brand/mark.svg",
)  # fmt: skip
"""What the card needs to be itself without signal."""
_FRESH: Final = (("cache-control", "no-cache"),)


async def manifest(door: Door, asked: Asked) -> Answer:
    """GET /pas/manifest.webmanifest."""
    say, address = door.renderer.tongue(FACE, asked.speaks).say, door.statics.address
    icons = [
        {"src": address(f"brand/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"} for size in (192, 512)
    ]
    told = {
        "name": say("app name"), "short_name": say("app name"), "lang": asked.speaks, "id": HOME, "start_url": HOME, "scope": HOME,
        "display": "standalone", "background_color": "#f4f6f4", "theme_color": "#0f4a55",
        "icons": [{"src": address("brand/mark.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
    }  # fmt: skip
    return Bytes(to_json(told), "application/manifest+json", headers=_FRESH)


async def worker(door: Door, _asked: Asked) -> Answer:
    """GET /pas/werk.js: the worker, with the addresses of this version's files written at its head."""
    files = [door.statics.address(name) for name in KEPT_BY_WORKER]
    head = f"const VERSION = {to_json(door.statics.hash).decode()};\nconst FILES = {to_json(files).decode()};\n"
    body = door.statics.files["js/card-worker.js"].body
    return Bytes(head.encode() + body, "text/javascript; charset=utf-8", headers=(*_FRESH, ("service-worker-allowed", HOME)))
