"""The catalogue of a company: articles by number, put in and read."""

from collections.abc import Sequence
from json import dumps, loads
from typing import Final

from zegel.core.article import Article
from zegel.core.ids import CompanyId
from zegel.core.periods import Day, Instant
from zegel.store.lookups import ARTICLE_COLUMNS, Row
from zegel.store.runner import Runner
from zegel.store.statements import Step

_PUT: Final = (
    f"INSERT INTO article (company, {ARTICLE_COLUMNS}, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    " ON CONFLICT (company, sku) DO UPDATE SET name_nl = excluded.name_nl, name_en = excluded.name_en, category = excluded.category,"
    " brand = excluded.brand, tags = excluded.tags, vat_bp = excluded.vat_bp, cost_minor = excluded.cost_minor,"
    " floor_minor = excluded.floor_minor, condition = excluded.condition, legal_class = excluded.legal_class,"
    " marked_on = excluded.marked_on, at = excluded.at"
)


class ArticleQueries:
    """The part of store.queries that knows articles."""

    def __init__(self, runner: Runner) -> None:
        self._read, self._write = runner.read, runner.write

    async def put_articles(self, company: CompanyId, articles: Sequence[Article], at: Instant) -> None:
        """Keep these articles as they are from now on, in one transaction."""
        await self._write(company, [putting(company, articles, at)])

    async def article(self, company: CompanyId, sku: str) -> Article | None:
        """One article, None where there is none."""
        rows = await self._read(company, f"SELECT {ARTICLE_COLUMNS} FROM article WHERE company = $1 AND sku = $2", (company, sku))
        return article_from(rows[0]) if rows else None

    async def articles(self, company: CompanyId, after: str, limit: int) -> list[Article]:
        """A page of articles, by number."""
        sql = f"SELECT {ARTICLE_COLUMNS} FROM article WHERE company = $1 AND sku > $2 ORDER BY sku LIMIT $3"
        return [article_from(row) for row in await self._read(company, sql, (company, after, limit))]

    async def articles_named(self, company: CompanyId, text: str, limit: int) -> list[Article]:
        """Articles that have `text` in their name in either language, or begin their number with it; in the order of their names."""
        said = "".join(f"!{sign}" if sign in "!%_" else sign for sign in text.lower())
        sql = (
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE company = $1 AND (LOWER(sku) LIKE $2 ESCAPE '!'"
            " OR LOWER(name_nl || ' ' || name_en) LIKE $3 ESCAPE '!') ORDER BY name_nl, name_en, sku LIMIT $4"
        )
        return [article_from(row) for row in await self._read(company, sql, (company, f"{said}%", f"%{said}%", limit))]

    async def has_articles(self, company: CompanyId) -> bool:
        """Whether the company has a catalogue at all."""
        return bool(await self._read(company, "SELECT 1 FROM article WHERE company = $1 LIMIT 1", (company,)))


def putting(company: CompanyId, articles: Sequence[Article], at: Instant) -> Step:
    """These articles as they are from now on."""
    rows = [
        (
            company, a.sku, a.name_nl, a.name_en, a.category, a.brand, dumps(a.tags, ensure_ascii=False), a.vat_bp, a.cost_minor,
            a.floor_minor, a.condition, a.legal_class, a.marked_on or None, at,
        )
        for a in sorted(articles, key=lambda a: a.sku)  # two who put the same ones in wait for each other in one order
    ]  # fmt: skip
    return _PUT, rows


def article_from(row: Row) -> Article:
    """An article; columns as in lookups.ARTICLE_COLUMNS."""
    return Article(
        row[0], row[1], row[2], row[3], row[4], tuple(loads(row[5])), row[6], row[7], row[8], row[9], row[10], Day(row[11] or "")
    )
