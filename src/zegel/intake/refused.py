"""The file of refused rows: each as it stood, with its line, the code and the reason in front. Mended, it can be imported as it is.

It is CSV in UTF-8 with the input's own columns and delimiter, so that the same mapping fits. Values are not altered, not even
those that a spreadsheet would take for a formula: open it as text.
"""

import csv
import os
from pathlib import Path
from typing import Final

from zegel.intake.rows import Raw

COLUMNS: Final = ("refused_line", "refused_code", "refused_reason")


class Refused:
    """The refused rows of one import. Nothing is written until there is one; `mark` tells how far it is safe on the disk."""

    def __init__(self, path: Path, header: list[str], delimiter: str, *, keep: int, before: int = 0) -> None:
        """`keep`: go on with a file of that many bytes and `before` rows; 0: begin anew."""
        self.path, self.count = path, before
        # A file that came back from here once does not get its reasons twice.
        self._skip = len(COLUMNS) if tuple(header[: len(COLUMNS)]) == COLUMNS else 0
        self._header, self._delimiter = header[self._skip :], delimiter
        if keep:
            with path.open("r+b") as handle:
                handle.truncate(keep)
        else:
            path.unlink(missing_ok=True)
        self._handle = path.open("a", encoding="utf-8", errors="surrogateescape", newline="") if keep else None
        self._writer = csv.writer(self._handle, delimiter=self._delimiter, lineterminator="\n") if self._handle else None

    def add(self, row: Raw, code: str, reason: str) -> None:
        """One refused row."""
        if self._writer is None:
            self._handle = self.path.open("w", encoding="utf-8", errors="surrogateescape", newline="")
            self._writer = csv.writer(self._handle, delimiter=self._delimiter, lineterminator="\n")
            self._writer.writerow([*COLUMNS, *self._header])
        self._writer.writerow([row.line, code, reason, *row.cells[self._skip :]])
        self.count += 1

    def mark(self) -> int:
        """How long the file is, once all of it is on the disk; 0 where there is none."""
        if self._handle is None:
            return 0
        self._handle.flush()
        os.fsync(self._handle.fileno())
        return os.fstat(self._handle.fileno()).st_size

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            self._handle.close()
