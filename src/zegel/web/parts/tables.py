"""Lists: what columns there are, what the address asks of them (sorted how, which words, which page), and the addresses of the rest.

A list that is short is sorted and filtered here (`listed`); one that may be long is asked of the database page by page, with the same
`Wish`. Either is drawn by `parts/table.html`, and taken along as a file by `parts.exports`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal
from urllib.parse import urlencode

from zegel.core.refusals import Malformed
from zegel.core.value import value
from zegel.web.parts.asked import Asked

Kind = Literal["text", "person", "count", "money", "day", "moment"]
Cell = str | int | None
"""Text (a `person` is a name), an ISO day (`day`), a count, minor units (`money`) or an instant (`moment`). None: nothing."""

PAGE: Final = 50
FEW: Final = 8
"""Rows that are seen at a glance."""
FILES: Final = ("csv", "xlsx")
MOST_PAGES: Final = 100_000
_DIGITS: Final = re.compile(r"[0-9]+")


@value
class Column:
    """One column: `say("column <key>")` is its heading. Where it does not `sort`, its heading is no link.

    `own`: its numbers are facts of the row itself (a price, an amount that was paid), so there are no rows behind them. A number of any
    other column opens the rows that it counts; a test follows every one.
    """

    key: str
    kind: Kind = "text"
    sorts: bool = True
    own: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it stands to the right."""
        return self.kind in ("count", "money")


def fact(key: str, kind: Literal["count", "money"], *, sorts: bool = True) -> Column:
    """A column of numbers that are the row's own."""
    return Column(key, kind, sorts, own=True)


@value
class Row:
    """One row: a cell by column, the address behind a cell, and the look of a cell that is a pill (`good`, `warn`, `bad`, `plain`).

    `of` says which column over there adds up to a number here; of a number that is not in it the rows over there are counted.
    """

    cells: Mapping[str, Cell]
    to: Mapping[str, str]
    looks: Mapping[str, str]
    of: Mapping[str, str]


def row(
    cells: Mapping[str, Cell], to: Mapping[str, str] | None = None, looks: Mapping[str, str] | None = None,
    of: Mapping[str, str] | None = None,
) -> Row:  # fmt: skip
    """A row of which most have neither addresses nor looks."""
    return Row(cells, to or {}, looks or {}, of or {})


@value
class Wish:
    """What an address asks of a list. `after` is where the page begins: a row's own text, or the number of a page."""

    sort: str
    down: bool
    words: str
    after: str
    file: Literal["", "csv", "xlsx"]


def wished(asked: Asked, columns: Sequence[Column], otherwise: str) -> Wish:
    """What this request asks for; `otherwise` is how the list is sorted by itself, with "-" in front for downwards."""
    text = asked.text("sort", 40) or otherwise
    key = text.removeprefix("-")
    if all(column.key != key or not column.sorts for column in columns) and text != otherwise:
        raise Malformed("sort: one of the columns", field="sort")
    file = asked.text("as", 8)
    if file not in ("", *FILES):
        raise Malformed("as: csv or xlsx", field="as")
    wanted: Literal["", "csv", "xlsx"] = "csv" if file == "csv" else "xlsx" if file else ""
    return Wish(key, text.startswith("-"), asked.text("q", 80), asked.text("after", 200), wanted)


@value
class Listing:
    """A page of a list, ready to be drawn. `kept` are the filters, `following` begins the next page ("" where this is the last)."""

    path: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    wish: Wish
    kept: tuple[tuple[str, str], ...]
    following: str
    count: int
    """How many rows there are in all; -1 where nobody counted."""
    finds: bool = False
    """Whether `q` finds rows by their words, and the list has a field for it. A page that has a field of its own says no."""

    @property
    def is_long(self) -> bool:
        """Whether somebody would look for a row by its words."""
        return self.finds and (self.count > FEW or bool(self.wish.words))

    def address(self, **changes: str) -> str:
        """The same list otherwise. A page begins again at the first row unless `after` says so."""
        now = {"q": self.wish.words, "sort": f"{'-' * self.wish.down}{self.wish.sort}", **dict(self.kept)} | changes
        asked = urlencode([(name, text) for name, text in now.items() if text])
        return f"{self.path}?{asked}" if asked else self.path

    @property
    def also(self) -> list[tuple[str, str]]:
        """What else its address asks than `q` and the page."""
        return [(name, text) for name, text in (("sort", f"{'-' * self.wish.down}{self.wish.sort}"), *self.kept) if text]

    def by(self, column: Column) -> str:
        """The list by this column: numbers and days the largest first, the other way round where it is sorted so already."""
        first_down = column.kind not in ("text", "person")
        down = not self.wish.down if column.key == self.wish.sort else first_down
        return self.address(sort=f"{'-' * down}{column.key}")

    def order(self, column: Column) -> str:
        """What `aria-sort` says of a column."""
        return "none" if column.key != self.wish.sort else "descending" if self.wish.down else "ascending"


def listed(asked: Asked, columns: Sequence[Column], rows: Sequence[Row], otherwise: str, kept: Sequence[tuple[str, str]] = ()) -> Listing:
    """A list that is all here: those with every word of `q` in some cell, sorted; a page of them, or all for a file."""
    wish = wished(asked, columns, otherwise)
    words = wish.words.casefold().split()
    found = [one for one in rows if _holds(one, words)]
    kinds = {column.key: column.kind for column in columns}
    found.sort(key=lambda one: _rank(one.cells.get(wish.sort), kinds.get(wish.sort, "text")), reverse=wish.down)
    if wish.file:
        return Listing(asked.path, tuple(columns), tuple(found), wish, tuple(kept), "", len(found), finds=True)
    page = page_of(wish.after)
    following = str(page + 1) if len(found) > page * PAGE else ""
    return Listing(
        asked.path, tuple(columns), tuple(found[(page - 1) * PAGE : page * PAGE]), wish, tuple(kept), following, len(found), finds=True,
    )  # fmt: skip


def _holds(one: Row, words: Sequence[str]) -> bool:
    said = " ".join(text.casefold() for text in one.cells.values() if isinstance(text, str)) if words else ""
    return all(word in said for word in words)


def _rank(cell: Cell, kind: Kind) -> tuple[int, str]:
    """What a cell is sorted by: an empty one is the least, and branch 27 comes before branch 115."""
    if kind in ("text", "person", "day"):
        return (0, "") if cell is None else (1, _DIGITS.sub(lambda found: found[0].zfill(12), str(cell).casefold()))
    return (-(2**63), "") if cell is None else (int(cell), "")


def page_of(text: str) -> int:
    """Where `after` is the number of a page: that number, 1 for none."""
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST_PAGES):
        raise Malformed("after: the number of a page", field="after")
    return int(text)
