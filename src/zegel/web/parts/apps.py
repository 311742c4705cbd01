"""A face as something on the device itself: its manifest, and the worker that keeps its files where there is no line."""

from typing import Final

from pydantic_core import to_json

from zegel.web.parts.asked import Bytes
from zegel.web.parts.door import Door
from zegel.web.parts.words import Tongue

FRESH: Final = (("cache-control", "no-cache"),)


def manifest_of(door: Door, tongue: Tongue, home: str, name: str) -> Bytes:
    """What a device needs to keep the face that begins at `home` on its screen."""
    address = door.statics.address
    icons = [
        {"src": address(f"brand/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"} for size in (192, 512)
    ]
    told = {
        "name": name, "short_name": name, "lang": tongue.language, "id": home, "start_url": home, "scope": home, "display": "standalone",
        "background_color": "#f4f6f4", "theme_color": "#0f4a55",
        "icons": [{"src": address("brand/mark.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
    }  # fmt: skip
    return Bytes(to_json(told), "application/manifest+json", headers=FRESH)


def worker_of(door: Door, home: str, scripts: tuple[str, ...], kept: tuple[str, ...]) -> Bytes:
    """The worker made of `scripts`, with the addresses of this version's files (`kept`) written at its head."""
    files = [door.statics.address(name) for name in kept]
    head = f"const VERSION = {to_json(door.statics.hash).decode()};\nconst FILES = {to_json(files).decode()};\n"
    body = b"".join(door.statics.files[name].body for name in scripts)
    return Bytes(head.encode() + body, "text/javascript; charset=utf-8", headers=(*FRESH, ("service-worker-allowed", home)))
