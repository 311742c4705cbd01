"""The till without a line: its manifest, its worker, and the page that works on. The page knows nobody: it is the same for every till.

What it needs of this till (`static/js/till-away.js`) lies in the browser, put there by the till's own page while there was a line.
"""

from typing import Final

from pydantic_core import to_json

from zegel.access.refusals import TillNotEnrolled
from zegel.web.parts.apps import manifest_of, worker_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.spoken import manner_of, program_of
from zegel.web.parts.to_staff import is_to_members
from zegel.web.parts.visitors import visit_of
from zegel.web.till.words_offline import SAID_BY_SCRIPT

HOME: Final = "/kassa"
KEPT_BY_WORKER: Final = (
    "css/tokens.css", "css/base.css", "css/till.css", "css/till-away.css", "vendor/pico.min.css", "vendor/htmx-4.0.1.min.js",
    "fonts/figtree.woff2", "fonts/bricolage.woff2", "js/till-queue.js", "js/till-pack.js", "js/till-away.js", "js/till-file.js",
    "js/till-camera.js", "brand/mark.svg",
)  # fmt: skip
"""What the till needs to be itself without a line."""
READER: Final = ("vendor/barcode-detector-3.2.2.js", "vendor/zxing-reader-3.1.3.wasm")
"""What its camera needs besides, where the browser reads no codes itself."""


async def manifest(door: Door, asked: Asked) -> Answer:
    """GET /kassa/manifest.webmanifest."""
    tongue = door.renderer.tongue("till", asked.speaks)
    return manifest_of(door, tongue, HOME, tongue.say("title"))


async def worker(door: Door, _asked: Asked) -> Answer:
    """GET /kassa/werk.js: the worker, with the queue before it."""
    return worker_of(door, HOME, ("js/till-queue.js", "js/till-worker.js"), (*KEPT_BY_WORKER, *READER))


async def page(door: Door, asked: Asked) -> Answer:
    """GET /kassa/zonder: kept by the worker, so nothing of whoever is signed in stands in it but how their shop speaks."""
    asked.shop = asked.visitor.company if asked.visitor is not None else await _of_device(door, asked)
    asked.visitor, asked.token = None, ""
    tongue, manner = door.renderer.tongue("till", asked.speaks), manner_of(await program_of(door.shelves, asked))
    said = {key: tongue.raw(key) for key in SAID_BY_SCRIPT}
    if asked.speaks == "nl":
        said = {key: manner.spoken(text, to_members=is_to_members(key)) for key, text in said.items()}
    return Page("till/away.html", {"said": to_json({key.removeprefix("away "): text for key, text in said.items()}).decode()}, headers=())


async def _of_device(door: Door, asked: Asked) -> str:
    """Whose till this browser is, also while nobody stands at it; "" where it is none."""
    try:
        return (await door.people.tills.device(visit_of(asked.cookies, "till"))).company
    except TillNotEnrolled:
        return ""
