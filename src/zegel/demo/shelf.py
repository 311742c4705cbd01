"""What the demo's shop has besides its year: a few groceries with their prices, made up, and two segments of its members."""

from typing import Final

from zegel.core.article import Article
from zegel.core.ids import CompanyId
from zegel.core.periods import Day, Instant
from zegel.desk.register import Register
from zegel.store.price_queries import Price
from zegel.store.queries import NamedQueries
from zegel.store.segments import Segment, put_segment

SINCE: Final = Day("2020-01-01")
SHELF: Final = (
    (Article("LOAF", "Brood", "Loaf of bread", "grocery/baked-bread-buns-rolls"), 299),
    (Article("ROLLS", "Bolletjes", "Rolls", "grocery/baked-bread-buns-rolls"), 349),
    (Article("APPLES", "Appels", "Apples", "produce/apples"), 349),
    (Article("BANANAS", "Bananen", "Bananas", "produce/bananas"), 129),
    (Article("MILK", "Melk", "Milk", "grocery/fluid-milk-products"), 229),
    (Article("COFFEE", "Koffie", "Coffee", "grocery/coffee"), 799),
    (Article("CIGARETTES", "Sigaretten", "Cigarettes", "grocery/cigarettes", legal_class="tobacco"), 899),
)


SEGMENTS: Final = (
    ("gold", "Gold, here in the last 30 days", {"tier": "goud", "seen": "30"}),
    ("away", "Silver, away for 90 days", {"tier": "zilver", "seen": "-90"}),
)


async def fill(queries: NamedQueries, register: Register, company: CompanyId, at: Instant) -> None:
    """The articles with their prices and the segments, as often as it is asked; a segment that somebody changed stays as it is."""
    there = {one.id for one in await queries.segments.all(company)}
    new = [Segment(id_, name, filters, "staff:demo-owner", at) for id_, name, filters in SEGMENTS if id_ not in there]
    await register.write(company, *[put_segment(company, one) for one in new])
    await queries.put_articles(company, [article for article, _ in SHELF], at)
    await queries.prices.put(company, [Price(article.sku, "", "", SINCE, minor) for article, minor in SHELF])
