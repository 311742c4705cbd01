"""Articles out of CSV and NDJSON, row by row. Columns are called as the API's fields are; tags in one cell stand apart by `|`."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from zegel.core.article import Article, wrong_with
from zegel.core.periods import Day
from zegel.intake.rows import DELIMITERS, LONGEST_CELL, Raw
from zegel.program.country.class_words import wrong_class

FIELDS: Final = (
    "sku", "name_nl", "name_en", "category", "brand", "tags", "vat_bp", "cost_minor", "floor_minor", "condition", "legal_class",
    "marked_on",
)  # fmt: skip
_NUMBERS: Final = frozenset(("vat_bp", "cost_minor", "floor_minor"))

Found = Iterator[tuple[Raw, Article | str]]
"""Each row as it stood, with its article or what is wrong with it."""


class NotACatalogue(Exception):
    """The file cannot be read as a catalogue at all."""


def articles_in(path: Path) -> tuple[list[str], str, Found]:
    """The file's columns, its delimiter, and its rows one by one; raises NotACatalogue where it is none."""
    if not path.is_file():
        raise NotACatalogue(f"There is no file {path}.")
    if path.suffix in (".ndjson", ".jsonl"):
        return list(FIELDS), ",", _out_of_ndjson(path)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as handle:
        first = handle.readline()
    delimiter = max(DELIMITERS, key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    known = [name for name in header if not name.startswith("refused_")]
    unknown = [name for name in known if name not in FIELDS]
    if "sku" not in known or unknown:
        said = f"`{unknown[0][:40]}` is none of them" if unknown else "`sku` is not among them"
        raise NotACatalogue(f"{path} has other columns than {', '.join(FIELDS)}: {said}.")
    return header, delimiter, _out_of_csv(path, header, delimiter)


def _out_of_csv(path: Path, header: list[str], delimiter: str) -> Found:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as handle:
        reader = csv.reader(handle, delimiter=delimiter)
        next(reader, None)
        for cells in reader:
            if not cells:
                continue
            row = Raw(reader.line_num, cells, "")
            if len(cells) != len(header):
                yield row, f"{len(cells)} cells; the header has {len(header)}"
                continue
            yield row, _article(dict(zip(header, cells, strict=True)))


def _out_of_ndjson(path: Path) -> Found:
    with path.open(encoding="utf-8", errors="surrogateescape") as handle:
        for number, line in enumerate(handle, 1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError:
                yield Raw(number, [line.rstrip("\n")], ""), "not JSON"
                continue
            if not isinstance(found, dict):
                yield Raw(number, [line.rstrip("\n")], ""), "not a table"
                continue
            cells = [_cell(found.get(field)) for field in FIELDS]
            unknown = [name for name in found if name not in FIELDS]
            yield Raw(number, cells, ""), f"unknown field {unknown[0][:40]}" if unknown else _article(found)


def _cell(found: Any) -> str:
    if found is None:
        return ""
    return "|".join(map(str, found)) if isinstance(found, list) else str(found)


def _article(found: dict[str, Any]) -> Article | str:
    """The article that a row says, or what is wrong with it."""
    texts = {name: _cell(found.get(name)).strip() for name in FIELDS}
    if any("\udc80" <= character <= "\udcff" for text in texts.values() for character in text):
        return "not UTF-8"
    numbers: dict[str, int | None] = {}
    for name in _NUMBERS:
        text = texts[name]
        if text and not (text.isascii() and text.isdigit() and len(text) <= 13):
            return f"{name}: a whole number of 0 or more"
        numbers[name] = int(text) if text else None
    tags = tuple(tag.strip() for tag in texts["tags"].split("|") if tag.strip())
    article = Article(
        texts["sku"], texts["name_nl"], texts["name_en"], texts["category"], texts["brand"], tags, numbers["vat_bp"],
        numbers["cost_minor"], numbers["floor_minor"], texts["condition"], texts["legal_class"], Day(texts["marked_on"]),
    )  # fmt: skip
    return wrong_with(article) or wrong_class(article.legal_class) or article
