"""The runnable blocks of a page: docs/README.md says how they are marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.house.tree import ROOT

_RUN, _SHOWS = "<!-- run -->", "<!-- shows -->"
_FIRST = re.compile(r"<!-- first: (.+) -->")


@dataclass(frozen=True, slots=True)
class Block:
    """`run`: commands; `shows`: lines that the commands before it printed. `line` is where it stands."""

    kind: Literal["run", "shows"]
    text: str
    line: int


def pages() -> list[Path]:
    """Every page that may hold runnable blocks, those of other people too."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def runnable() -> list[Path]:
    """The pages that do."""
    return [page for page in pages() if page.is_file() and any(blocks(page))]


def blocks(page: Path) -> Iterator[Block]:
    """The marked blocks of `page`, in order. A mark without a block, and a block of another language below `run`, is a mistake."""
    marked, since = "", 0
    fence: list[str] | None = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if fence is not None:
            if line != "```":
                fence.append(line)
                continue
            if marked:
                yield Block("run" if marked == _RUN else "shows", "\n".join(fence), since)
            marked, fence = "", None
        elif line.startswith("```"):
            assert marked != _RUN or line == "```sh", f"{page.name}:{number}: only ```sh is run"
            fence, since = [], number + 1
        elif line in (_RUN, _SHOWS):
            assert not marked, f"{page.name}:{number}: two marks and no block"
            marked = line
        elif first := _FIRST.fullmatch(line):
            yield Block("run", first[1], number)
        else:
            assert not (marked and line.strip()), f"{page.name}:{number}: the mark above belongs to no block"
    assert not marked, f"{page.name}: the last mark belongs to no block"
    assert fence is None, f"{page.name}: the last block has no end"
