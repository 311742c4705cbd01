"""Files that never change under their address, which holds the hash of them all: compressed once, kept by browsers for a year."""

import gzip
from hashlib import sha256
from pathlib import Path
from typing import Final

from zegel.core.value import value

ROOT: Final = Path(__file__).resolve().parent.parent / "static"
KINDS: Final = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8", ".png": "image/png", ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip
"""Only these are served: by their endings, with exactly these types."""
_PACKED: Final = (".css", ".js", ".svg", ".txt", ".md", ".webmanifest")


@value
class File:
    """One file: its type, its bytes, and the same compressed (empty where that is no smaller)."""

    kind: str
    body: bytes
    packed: bytes


class Statics:
    """Every file under `root`, in memory."""

    def __init__(self, root: Path = ROOT) -> None:
        self.files: dict[str, File] = {}
        print_of_all = sha256()
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix in KINDS:
                name, body = path.relative_to(root).as_posix(), path.read_bytes()
                packed = gzip.compress(body, 9, mtime=0) if path.suffix in _PACKED else b""
                self.files[name] = File(KINDS[path.suffix], body, packed if len(packed) < len(body) else b"")
                print_of_all.update(name.encode() + b"\0" + sha256(body).digest())
        self.hash = print_of_all.hexdigest()[:16]

    def address(self, name: str) -> str:
        """Where a page finds `name`. A name that is none is a bug."""
        assert name in self.files, f"there is no static file {name}"
        return f"/static/{self.hash}/{name}"
