"""CSV files that a command reads: opened the same way by all of them, and what is wrong in one said with its line."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from zegel.cli.says import Failed


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The file as UTF-8 text, with or without the mark that spreadsheets put before it."""
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except FileNotFoundError:
        raise Failed(f"There is no file {path}.") from None
    with file:
        yield file


def rows_of(path: Path, are_known: Callable[[frozenset[str]], bool], columns: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row with where it stands. `are_known` says whether these may be its columns; `columns` is what is said where they may not."""
    with opened(path) as file:
        reader = csv.DictReader(file, strict=True)
        if not are_known(frozenset(reader.fieldnames or ())):
            raise Failed(f"The first line of {path} names its columns: {columns}.")
        try:
            for row in reader:
                yield f"{path}, line {reader.line_num}", row
        except (csv.Error, UnicodeDecodeError) as error:
            raise Failed(f"{path}, line {reader.line_num}: {error}.") from None
