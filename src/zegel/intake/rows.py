"""Rows out of files, one by one: CSV as tills and spreadsheets write it, NDJSON, Parquet; plain or gzipped.

A row that cannot be read is given as it stands with what is wrong with it. Nothing is skipped but lines without a character in them.
"""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final, Protocol

from zegel.core.value import value
from zegel.intake.mapping import Mapping

LONGEST_CELL: Final = 1_000_000
DELIMITERS: Final = (",", ";", "\t", "|")
ENDINGS: Final = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson", ".parquet": "parquet"}
PARQUET_ROWS: Final = 50_000
LONGEST_LINE: Final = 16_000_000
"""Characters of one NDJSON line. A CSV record is bounded by its cells."""


class UnreadableFile(Exception):
    """The file cannot be read as what the mapping says it is."""


@value
class Raw:
    """One row as read. `line` is the line of the file that it ends on (Parquet: the row's number), counted from 1.

    `problem` is what is wrong with it, "" for a good one; a bad one's `cells` are whatever there was.
    """

    line: int
    cells: list[str]
    problem: str


class Rows(Protocol):
    """The rows of a file: the names of its columns, and an iterator from the beginning each time."""

    header: list[str]

    def __iter__(self) -> Iterator[Raw]: ...


def open_rows(path: Path, mapping: Mapping) -> Rows:
    """The rows of the file at `path`. Raises UnreadableFile where it is not what the mapping or its name says."""
    form = mapping.file.format or _format_of(path)
    try:
        if form == "csv":
            return CsvRows(path, mapping)
        if form == "ndjson":
            return NdjsonRows(path, mapping)
        return ParquetRows(path, mapping)
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}.") from None
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        raise UnreadableFile(f"{path} cannot be read: {error}.") from None
    except UnicodeError as error:
        raise UnreadableFile(
            f"{path} is not {encoding_of(path, mapping)}: {error.reason if isinstance(error, UnicodeDecodeError) else error}."
        ) from None


def _format_of(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    for ending, form in (
        (".csv", "csv"),
        (".tsv", "csv"),
        (".txt", "csv"),
        (".ndjson", "ndjson"),
        (".jsonl", "ndjson"),
        (".parquet", "parquet"),
    ):
        if name.endswith(ending):
            return form
    raise UnreadableFile(f"The name of {path} does not say what it is: put `file: {{format: csv}}` (or ndjson, parquet) in the mapping.")


# -- text


def open_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked where it is gzipped (by its first two bytes, whatever its name)."""
    plain = path.open("rb")
    start = plain.peek(2)[:2]
    if start != b"\x1f\x8b":
        return plain
    plain.close()
    return io.BufferedReader(gzip.open(path, "rb"))


def encoding_of(path: Path, mapping: Mapping) -> str:
    """The mapping's encoding; else UTF-16 where the file begins with its mark, UTF-8 where not."""
    if mapping.file.encoding:
        return mapping.file.encoding
    with open_bytes(path) as handle:
        start = handle.read(4)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in start:
        raise UnreadableFile(f"{path} looks like UTF-16 without its mark: put `file: {{encoding: utf-16-le}}` (or -be) in the mapping.")
    return "utf-8-sig"


def open_text(path: Path, mapping: Mapping) -> io.TextIOWrapper:
    """The file's text. Bytes that are no text become lone surrogates: only their row is refused, and it is given back as it was."""
    return io.TextIOWrapper(open_bytes(path), encoding=encoding_of(path, mapping), errors="surrogateescape", newline="")


class _Lines:
    """Physical lines, with those that the record under way has taken: a record that cannot be read is given back whole."""

    def __init__(self, handle: io.TextIOWrapper) -> None:
        self.handle = handle
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self.handle)
        self.taken.append(line)
        return line


def careful(path: Path, rows: Iterator[Raw]) -> Iterator[Raw]:
    """`rows`, with what can go wrong half-way (a file cut off, bytes that are no text of its encoding) said in a sentence."""
    line = 0
    try:
        for row in rows:
            line = row.line
            yield row
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"{path} cannot be read any further than line {line}: {error}.") from None
    except UnicodeError as error:
        raise UnreadableFile(f"{path} cannot be read any further than line {line}: it is not the encoding it seemed ({error}).") from None


class CsvRows:
    """CSV (RFC 4180, and what is like it): quotes, line breaks inside quotes, any kind of line end, also mixed."""

    def __init__(self, path: Path, mapping: Mapping) -> None:
        self.path, self.mapping = path, mapping
        self.delimiter = mapping.file.delimiter
        csv.field_size_limit(LONGEST_CELL)
        with open_text(path, mapping) as handle:
            first = handle.readline(LONGEST_CELL)
        wanted = mapping.columns()
        tried = (self.delimiter,) if self.delimiter else DELIMITERS
        headers = [(sign, _header(first, sign)) for sign in tried]
        fitting = [(sign, header) for sign, header in headers if set(wanted) <= set(header)]
        if not fitting:
            raise UnreadableFile(_not_there(path, wanted, max(headers, key=lambda pair: len(pair[1]))[1]))
        self.delimiter, self.header = fitting[0]
        check_header(path, wanted, self.header)

    def __iter__(self) -> Iterator[Raw]:
        return careful(self.path, self._read())

    def _read(self) -> Iterator[Raw]:
        width = len(self.header)
        with open_text(self.path, self.mapping) as handle:
            lines = _Lines(handle)
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            next(reader)
            while True:
                lines.taken.clear()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Raw(reader.line_num, ["".join(lines.taken).rstrip("\r\n")], f"The row cannot be read: {error}.")
                    continue
                if len(cells) == width:
                    yield Raw(reader.line_num, cells, "")
                elif cells:
                    yield Raw(reader.line_num, cells, f"The row has {len(cells)} cells, and the header {width}.")


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _not_there(path: Path, wanted: Sequence[str], header: Sequence[str]) -> str:
    lacking = [column for column in wanted if column not in header]
    shown = ", ".join(header[:20])[:400]
    return f"{path} has no column {' and no column '.join(f'`{column}`' for column in lacking[:5])}. Its columns are: {shown or 'none'}."


def check_header(path: Path, wanted: Sequence[str], header: Sequence[str]) -> None:
    """Refuse a column that is not there, and one that is there twice."""
    if not set(wanted) <= set(header):
        raise UnreadableFile(_not_there(path, wanted, header))
    twice = next((column for column in wanted if list(header).count(column) > 1), None)
    if twice is not None:
        raise UnreadableFile(f"{path} has two columns called `{twice}`.")


class NdjsonRows:
    """A JSON object a line: a row each, or (mapping `file: lines`) a purchase each with an array of lines.

    Columns are keys; a key within a key is written with a dot (`customer.card`). Cells are the texts of scalars as they were
    written, so that no number goes through a float. In a purchase with lines a column is looked up in the line, then outside it.
    """

    def __init__(self, path: Path, mapping: Mapping) -> None:
        self.path, self.mapping = path, mapping
        self.header = mapping.columns()
        encoding_of(path, mapping)

    def __iter__(self) -> Iterator[Raw]:
        return careful(self.path, self._read())

    def _read(self) -> Iterator[Raw]:
        number, lines = 0, self.mapping.file.lines
        with open_text(self.path, self.mapping) as handle:
            while line := handle.readline(LONGEST_LINE):
                number += 1
                text = line.strip()
                if not text:
                    continue
                try:
                    found = _object(text)
                except (ValueError, RecursionError) as error:
                    yield Raw(number, [text], f"The row is not a JSON object: {_first_words(error)}.")
                    continue
                if lines:
                    yield from self._of_purchase(number, found, lines, text)
                else:
                    yield Raw(number, [_cell(found, column) for column in self.header], "")

    def _of_purchase(self, number: int, found: dict[str, Any], lines: str, text: str) -> Iterator[Raw]:
        items = found.get(lines)
        if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
            yield Raw(number, [text], f"`{lines}` is not a list of lines.")
            return
        for item in items:
            inside = {column: _cell(item, column) for column in self.header}
            yield Raw(number, [inside[column] or _cell(found, column) for column in self.header], "")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; a key that stands there twice is refused, because two readers would disagree about it."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands in it twice")
    return found


def _refuse_constant(word: str) -> str:
    raise ValueError(f"{word} is no number")


def _object(text: str) -> dict[str, Any]:
    found = json.loads(text, object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=_refuse_constant)
    if not isinstance(found, dict):
        raise ValueError("it is no object")
    return found


def _cell(found: dict[str, Any], column: str) -> str:
    """The text of a scalar; "" for what is absent, null, or no scalar."""
    at: object = found.get(column)
    if at is None and "." in column:
        at = found
        for part in column.split("."):
            at = at.get(part) if isinstance(at, dict) else None
    if isinstance(at, bool):
        return "true" if at else "false"
    return at if isinstance(at, str) else ""


def _first_words(error: Exception) -> str:
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error).splitlines()[0][:120]


class ParquetRows:
    """Parquet by way of polars, which the demo's requirements bring. Only the columns of the mapping are read."""

    def __init__(self, path: Path, mapping: Mapping) -> None:
        try:
            import polars as pl  # noqa: PLC0415 - only Parquet needs it
        except ImportError:
            raise UnreadableFile("Parquet needs polars, which is not installed: ./zegel setup demo") from None
        if not path.is_file():
            raise FileNotFoundError(path)
        self._polars = pl
        self.path = path
        self.header = mapping.columns()
        try:
            there = pl.read_parquet_schema(path)
        except Exception as error:  # noqa: BLE001 - polars has many; all of them mean the same here
            raise UnreadableFile(f"{path} is no Parquet file: {str(error).splitlines()[0][:200]}.") from None
        check_header(path, self.header, list(there))

    def __iter__(self) -> Iterator[Raw]:
        columns = [self._polars.col(column).cast(self._polars.String).fill_null("") for column in self.header]
        frame, at = self._polars.scan_parquet(self.path).select(columns), 0
        while True:
            part = frame.slice(at, PARQUET_ROWS).collect()
            for cells in part.iter_rows():
                at += 1
                yield Raw(at, list(cells), "")
            if part.height < PARQUET_ROWS:
                return
