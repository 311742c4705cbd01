"""The card as something on the telephone itself: its manifest, and the worker that shows the last card where there is no signal."""

from typing import Final

from zegel.web.card.frame import HOME
from zegel.web.parts.apps import manifest_of, worker_of
from zegel.web.parts.asked import Answer, Asked
from zegel.web.parts.door import Door

KEPT_BY_WORKER: Final = (
    "css/tokens.css", "css/base.css", "css/card.css", "vendor/pico.min.css", "fonts/figtree.woff2", "fonts/bricolage.woff2", "js/card.js",
    "js/card-later.js",
    "brand/mark.svg",
)  # fmt: skip
"""What the card needs to be itself without signal."""


async def manifest(door: Door, asked: Asked) -> Answer:
    """GET /pas/manifest.webmanifest."""
    tongue = door.tongue(asked)
    return manifest_of(door, tongue, HOME, tongue.say("app name"))


async def worker(door: Door, _asked: Asked) -> Answer:
    """GET /pas/werk.js."""
    return worker_of(door, HOME, ("js/card-worker.js",), KEPT_BY_WORKER)
