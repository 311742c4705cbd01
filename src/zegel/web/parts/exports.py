"""A list taken along as a file: CSV as the reader's spreadsheet opens it, or XLSX. Nothing in it is ever a formula.

Rows are written as they come, so that a long list is never in memory as a whole. Numbers stay numbers; a text that a spreadsheet would
take for a formula begins with an apostrophe (CSV) or is marked as text (XLSX). What people type into a name is not ours to trust.
"""

from asyncio import to_thread
from collections.abc import AsyncIterator, Sequence
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Final

from zegel.core.periods import Instant
from zegel.web.parts.asked import Stream
from zegel.web.parts.figures import Figures
from zegel.web.parts.streaming import closed
from zegel.web.parts.tables import Cell, Column, Row
from zegel.web.parts.words import Tongue

CHUNK: Final = 64 * 1024
IN_MEMORY: Final = 4 * 1024 * 1024
"""Bytes of a workbook that are kept out of the file system."""
ROWS_OF_A_SHEET: Final = 1_000_000
LONGEST: Final = 32_767
"""Characters that a cell of a workbook holds."""
_BREAKS: Final = ("\t", "\r", "\n")
_BEGINS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_KINDS: Final = {
    "csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def taken_along(file: str, name: str, columns: Sequence[Column], rows: AsyncIterator[Row], tongue: Tongue, figures: Figures) -> Stream:
    """The list as a file called `name`, in the reader's language."""
    headings = [tongue.say(f"column {column.key}") for column in columns]
    chunks = csv(headings, columns, rows, figures) if file == "csv" else xlsx(headings, columns, rows, figures)
    return Stream(chunks, _KINDS[file], (("content-disposition", f'attachment; filename="{name}.{file}"'),))


def is_risky(text: str) -> bool:
    """Whether a spreadsheet may take `text` for a formula.

    >>> [is_risky(text) for text in ("=1+1", " @SUM(A1)", "+31612345678", "Brood = lekker", "")]
    [True, True, True, False, False]
    """
    return text.startswith(_BREAKS) or text.lstrip().startswith(_BEGINS)


async def csv(headings: Sequence[str], columns: Sequence[Column], rows: AsyncIterator[Row], figures: Figures) -> AsyncIterator[bytes]:
    """RFC 4180 in UTF-8 with its mark, so that spreadsheets know it; in Dutch with semicolons and decimal commas, as they expect there."""
    dutch = figures.language == "nl"
    between = ";" if dutch else ","
    waiting = ["\ufeff" + between.join(_quoted(text) for text in headings) + "\r\n"]
    size = 0
    try:
        async for row in rows:
            line = between.join(_written(row.cells.get(column.key), column, figures, dutch) for column in columns) + "\r\n"
            waiting.append(line)
            size += len(line)
            if size >= CHUNK:
                yield "".join(waiting).encode()
                waiting, size = [], 0
    finally:
        await closed(rows)
    yield "".join(waiting).encode()


def _written(cell: Cell, column: Column, figures: Figures, dutch: bool) -> str:
    if cell is None:
        return ""
    if column.kind == "count":
        return str(cell)
    if column.kind == "money":
        return figures.plain(int(cell), "," if dutch else ".")
    if column.kind == "moment":
        return figures.local(Instant(int(cell))).strftime("%Y-%m-%d %H:%M")
    return _quoted(str(cell))


def _quoted(text: str) -> str:
    safe = f"'{text}" if is_risky(text) else text
    return '"' + safe.replace('"', '""') + '"' if any(sign in safe for sign in '",;\r\n') else safe


async def xlsx(headings: Sequence[str], columns: Sequence[Column], rows: AsyncIterator[Row], figures: Figures) -> AsyncIterator[bytes]:
    """A workbook, a sheet for each million rows. Its rows go to disk as they come; what is sent begins when the last is there."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as out:
        book = _Book(out, headings, columns, figures)
        try:
            async for row in rows:
                book.add(row)
        finally:
            await closed(rows)
        await to_thread(book.close)
        out.seek(0)
        while chunk := await to_thread(out.read, CHUNK):
            yield chunk


class _Book:
    """A workbook that is being written, row by row."""

    def __init__(self, out: object, headings: Sequence[str], columns: Sequence[Column], figures: Figures) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - only whoever asks for a workbook waits for it

        self._headings, self._columns, self._figures = headings, columns, figures
        self._book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self._bold = self._book.add_format({"bold": True})
        self._text = self._book.add_format({"quote_prefix": True})
        self._money = self._book.add_format({"num_format": "#,##0.00" if figures.digits else "#,##0"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._begin()

    def _begin(self) -> None:
        self._sheet, self._row = self._book.add_worksheet(), 0
        self._sheet.freeze_panes(1, 0)
        for n, text in enumerate(self._headings):
            self._sheet.set_column(n, n, max(12, min(40, len(text) + 4)))
            self._sheet.write_string(0, n, text, self._bold)

    def add(self, row: Row) -> None:
        """The next row; on a new sheet where this one is full."""
        if self._row == ROWS_OF_A_SHEET:
            self._begin()
        self._row += 1
        for n, column in enumerate(self._columns):
            cell = row.cells.get(column.key)
            if cell is not None and cell != "":
                self._write(n, cell, column)

    def _write(self, n: int, cell: str | int, column: Column) -> None:
        at = (self._row, n)
        if column.kind == "count":
            self._sheet.write_number(*at, int(cell))
        elif column.kind == "money":
            self._sheet.write_number(*at, int(cell) / 10**self._figures.digits, self._money)
        elif column.kind == "moment":
            self._sheet.write_datetime(*at, self._figures.local(Instant(int(cell))).replace(tzinfo=None), self._moment)
        elif column.kind == "day":
            self._sheet.write_datetime(*at, date.fromisoformat(str(cell)), self._day)
        else:
            text = str(cell)[:LONGEST]
            self._sheet.write_string(*at, text, self._text if is_risky(text) else None)

    def close(self) -> None:
        """Everything is written."""
        self._book.close()
