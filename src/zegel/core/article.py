"""An article of the shop's catalogue, and a line of a basket completed with what the catalogue knows of it."""

from dataclasses import replace
from typing import Final

from zegel.core.periods import Day, as_date, days_between
from zegel.core.purchase import CONDITIONS, Line
from zegel.core.rounding import half_up
from zegel.core.value import value

WHENEVER: Final = Day("")


@value
class Article:
    """One article. Empty texts and None: not known. `category` is a path (`bakery/bread`).

    `cost_minor` is what one whole measure costs the shop, `floor_minor` what it costs a shopper at least, whatever comes off.
    """

    sku: str
    name_nl: str = ""
    name_en: str = ""
    category: str = ""
    brand: str = ""
    tags: tuple[str, ...] = ()
    vat_bp: int | None = None
    cost_minor: int | None = None
    floor_minor: int | None = None
    condition: str = ""
    legal_class: str = ""
    marked_on: Day = WHENEVER
    """Since when it is damaged or marked down; "" where nobody said."""

    def called(self, language: str) -> str:
        """Its name in `language`; where the catalogue has none the other one, without either its number.

        >>> Article("A1", name_nl="matras").called("en"), Article("A1").called("nl")
        ('matras', 'A1')
        """
        names = (self.name_nl, self.name_en) if language == "nl" else (self.name_en, self.name_nl)
        return next(filter(None, names), self.sku)


def lacks(line: Line) -> bool:
    """Whether the catalogue could know more of this line than the till said."""
    full = line.category and line.brand and line.tags and line.cost_minor is not None and (not line.condition or line.marked_days >= 0)
    return bool(line.sku) and not full


def completed(line: Line, article: Article, on: Day = WHENEVER) -> Line:
    """`line` with what the catalogue knows on that day ("": whenever); what the till said itself stays.

    >>> bare = Line(1, "A1", "", "", (), "", 2000, "piece", 500, 0, 500, 900, None)
    >>> full = completed(bare, Article("A1", category="bread", brand="Proef", cost_minor=90, floor_minor=100))
    >>> full.category, full.brand, full.cost_minor, full.floor_minor
    ('bread', 'Proef', 180, 100)
    """
    cost = line.cost_minor
    if cost is None and article.cost_minor is not None:
        cost = half_up(article.cost_minor * line.quantity, 1000)
    return replace(
        line,
        category=line.category or article.category,
        brand=line.brand or article.brand,
        tags=line.tags or article.tags,
        legal_class=line.legal_class or article.legal_class,
        condition=line.condition or article.condition,
        cost_minor=cost,
        floor_minor=article.floor_minor if line.floor_minor is None else line.floor_minor,
        marked_days=days_between(article.marked_on, on) if article.marked_on and on >= article.marked_on else line.marked_days,
    )


def wrong_with(article: Article) -> str:
    """What is wrong with an article, "" where nothing is."""
    if not 0 < len(article.sku) <= 64:
        return "sku: 1 to 64 characters"
    if (
        any(len(text) > 200 for text in (article.name_nl, article.name_en, article.category, article.brand))
        or len(article.legal_class) > 64
    ):
        return "name, category, brand: at most 200 characters; legal_class: at most 64"
    if len(article.tags) > 20 or any(not 0 < len(tag) <= 64 for tag in article.tags):
        return "tags: at most 20, each of 1 to 64 characters"
    if article.condition not in ("", *CONDITIONS):
        return "condition: A, B, C or D"
    if article.marked_on and not _is_day(article.marked_on):
        return "marked_on: a day of the calendar, such as 2026-12-01"
    if article.vat_bp is not None and not 0 <= article.vat_bp <= 10_000:
        return "vat_bp: 0 to 10000"
    if any(minor is not None and not 0 <= minor <= 10**12 for minor in (article.cost_minor, article.floor_minor)):
        return "cost_minor, floor_minor: 0 or more"
    return ""


def _is_day(text: str) -> bool:
    try:
        return as_date(Day(text)).isoformat() == text
    except ValueError:
        return False
