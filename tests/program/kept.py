"""Texts that are kept beside the tests and read like code; ZEGEL_ACCEPT=1 writes them anew."""

import os
from pathlib import Path


def kept(path: Path, text: str) -> str:
    """What is kept at `path`; `text` itself when it is accepted."""
    if os.environ.get("ZEGEL_ACCEPT") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")
