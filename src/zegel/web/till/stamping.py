"""Stamps without articles: a line that stands for so many of what the card counts. The program itself says whether it does."""

from typing import Final

from zegel.core.article import Article
from zegel.core.purchase import Line
from zegel.hall.calls import Call
from zegel.program.compile import Compiled
from zegel.program.conditions import All, Any, Compare, OneOf, Test
from zegel.program.model import StampCard
from zegel.web.parts.door import Door
from zegel.web.till.basket import Item

LOOKED_THROUGH: Final = 200
ENOUGH_MINOR: Final = 100_000
"""What a piece is tried for: dear enough for a card with a least price."""


async def article_for(door: Door, call: Call, card: StampCard) -> Article | None:
    """An article that `card` counts: of the catalogue, else what the card's own words say; None where neither is one."""
    compiled = call.live(call.at)
    for article in await door.queries.articles(call.grant.company, "", LOOKED_THROUGH):
        if counts(compiled, card, article):
            return article
    worded = of_test(compiled.program.sets[card.articles].test)
    return worded if counts(compiled, card, worded) else None


def counts(compiled: Compiled, card: StampCard, article: Article) -> bool:
    """Whether `card` counts `article`, as the program judges it."""
    line = Line(
        1, article.sku, article.category, article.brand, article.tags, article.legal_class, 1000, "piece", ENOUGH_MINOR, 0, ENOUGH_MINOR,
        article.vat_bp or 0, None,
    )  # fmt: skip
    return bool(compiled.masks((line,))[0] >> card.articles & 1)


def of_test(test: Test) -> Article:
    """What a test names of an article: its category, brand, tag or number."""
    found: dict[str, str] = {}
    _named(test, found)
    tags = (found["tag"],) if "tag" in found else ()
    return Article(found.get("sku", ""), category=found.get("category", ""), brand=found.get("brand", ""), tags=tags)


def _named(test: Test, found: dict[str, str]) -> None:
    match test:
        case All(tests):
            for one in tests:
                _named(one, found)
        case Any(tests) if tests:
            _named(tests[0], found)
        case OneOf(fact, values) if values and isinstance(values[0], str):
            found.setdefault(fact, values[0])
        case Compare(fact, "==", str(value)):
            found.setdefault(fact, value)
        case _:
            pass


def item_for(article: Article, card: StampCard, net_minor: int, count: int) -> Item:
    """The whole amount as `count` of what the card counts; none takes that back."""
    if not count:
        return Item(net_minor)
    return Item(
        net_minor, count * 1000, sku="", category=article.category, brand=article.brand, legal_class=article.legal_class, card=card.id,
        vat_bp=article.vat_bp or 0, tags=article.tags,
    )  # fmt: skip
