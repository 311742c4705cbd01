"""What articles cost from which day on, by name: for the command line, the doors and the check before a publication."""

from collections.abc import AsyncIterator, Iterable, Sequence
from itertools import groupby
from typing import Final, Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.decide.prices import History, PriceStep
from zegel.store.lookups import Row
from zegel.store.statements import Step

PUT: Final = (
    "INSERT INTO price (company, sku, channel, branch, since, minor) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (company, sku, channel, branch, since) DO UPDATE SET minor = excluded.minor"
)
PAGE: Final = 5_000
_FOUND: Final = (
    "LEFT JOIN article a ON a.company = p.company AND a.sku = p.sku WHERE p.company = $1"
    " AND ($4 = '' OR p.sku LIKE $5 ESCAPE '!' OR LOWER(COALESCE(a.name_nl || ' ' || a.name_en, '')) LIKE $6 ESCAPE '!')"
)
_KEYS: Final = {
    "sku": "sku", "name": "LOWER(COALESCE(NULLIF(mine, ''), name_nl || name_en))", "changed": "since", "times": "steps",
}  # fmt: skip
"""What articles are sorted by; `mine` is the name in the reader's language."""


@value
class Price:
    """One step of one article's price: through `channel` at `branch` ("" each: everywhere) it costs `minor` from `since` on."""

    sku: str
    channel: str
    branch: str
    since: Day
    minor: int


@value
class Priced:
    """An article that has prices: its names in the catalogue ("" where it is not in it), the last day of a change, and how many steps."""

    sku: str
    name_nl: str
    name_en: str
    since: Day
    steps: int


@value
class Order:
    """How articles are sorted: `by` sku, name, changed or times; a name as a reader of `language` sees it."""

    by: str = "sku"
    down: bool = False
    language: str = "nl"


class Runs(Protocol):
    """What an adapter does for these queries."""

    async def read(self, company: CompanyId | None, sql: str, parameters: Sequence[object] = (), *, key: str = "") -> list[Row]:
        """The rows of one SELECT."""
        ...

    async def write(self, company: CompanyId | None, steps: Sequence[Step]) -> list[int]:
        """Several statements in one transaction; how many rows each changed."""
        ...


class PriceQueries:
    """The named queries about prices, over either adapter."""

    def __init__(self, runner: Runs) -> None:
        self._read, self._write = runner.read, runner.write

    async def put(self, company: CompanyId, prices: Iterable[Price]) -> None:
        """Keep prices; one of the same day is corrected."""
        step = putting(company, prices)
        if step[1]:
            await self._write(company, [step])

    async def of(self, company: CompanyId, sku: str) -> list[History]:
        """An article's prices, for each channel and branch that has its own."""
        sql = "SELECT sku, channel, branch, since, minor FROM price WHERE company = $1 AND sku = $2 ORDER BY channel, branch, since"
        return _histories(await self._read(company, sql, (company, sku)))

    async def listed(self, company: CompanyId, words: str, order: Order, after: str, limit: int) -> list[Priced]:
        """Articles that have prices, in that order, beyond the article `after`; with `words` those whose number begins so or whose name
        holds it."""
        key = _KEYS[order.by].replace("mine", "name_en" if order.language == "en" else "name_nl")
        sign, way = ("<", "DESC") if order.down else (">", "ASC")
        beyond = f"sku {sign} $2" if order.by == "sku" else f"({key}, sku) {sign} (SELECT {key}, sku FROM f WHERE sku = $2)"
        sql = (
            "WITH f AS (SELECT p.sku AS sku, COALESCE(MAX(a.name_nl), '') AS name_nl, COALESCE(MAX(a.name_en), '') AS name_en,"
            f" MAX(p.since) AS since, COUNT(*) AS steps FROM price p {_FOUND} GROUP BY p.sku)"
            f" SELECT sku, name_nl, name_en, since, steps FROM f WHERE ($2 = '' OR {beyond}) ORDER BY {key} {way}, sku {way} LIMIT $3"
        )
        rows = await self._read(company, sql, (company, after, limit, *_looked_for(words)))
        return [Priced(row[0], row[1], row[2], Day(row[3]), row[4]) for row in rows]

    async def every(self, company: CompanyId, words: str = "") -> AsyncIterator[History]:
        """Every article's prices, a page of rows at a time; with `words` of those that `listed` finds by them."""
        sql = (
            f"SELECT p.sku, p.channel, p.branch, p.since, p.minor FROM price p {_FOUND if words else 'WHERE p.company = $1'}"
            " AND p.sku > $2 ORDER BY p.company, p.sku, p.channel, p.branch, p.since LIMIT $3"
        )
        looked_for = _looked_for(words) if words else ()
        after, limit = "", PAGE
        while rows := await self._read(company, sql, (company, after, limit, *looked_for)):
            last = rows[-1][0]
            whole = [row for row in rows if row[0] != last]
            if len(rows) == limit and not whole:
                limit *= 2  # one article with more steps than a page has rows
                continue
            for history in _histories(whole if len(rows) == limit else rows):
                yield history
            if len(rows) < limit:
                return
            after, limit = whole[-1][0], PAGE


def _looked_for(words: str) -> tuple[str, str, str]:
    plain = "".join(f"!{sign}" if sign in "!%_" else sign for sign in words)
    return words, f"{plain}%", f"%{plain.lower()}%"


def putting(company: CompanyId, prices: Iterable[Price]) -> Step:
    """These prices; one of the same day is corrected."""
    return PUT, sorted((company, p.sku, p.channel, p.branch, p.since, p.minor) for p in prices)


def _histories(rows: Sequence[Row]) -> list[History]:
    return [
        History(*key, tuple(PriceStep(Day(row[3]), row[4]) for row in found))
        for key, found in groupby(rows, key=lambda row: (row[0], row[1], row[2]))
    ]
