"""api.md and errors.md are what the code says. ZEGEL_ACCEPT=1 writes them anew."""

import os
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from zegel.api.reference import api_page, errors_page


def kept(path: Path, text: str) -> str:
    """What is kept at `path`; `text` itself when it is accepted."""
    if os.environ.get("ZEGEL_ACCEPT") == "1":
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "page"), [("api.md", api_page), ("errors.md", errors_page)])
def test_the_page_is_what_the_code_says(name, page):
    assert page() == kept(ROOT / "docs" / "reference" / name, page())
