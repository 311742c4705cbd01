"""What the demo's till can sell by name: a few groceries in the data set's categories; names, numbers and prices are made up."""

from typing import Final

from zegel.core.article import Article
from zegel.core.ids import CompanyId
from zegel.core.periods import Day, Instant
from zegel.store.price_queries import Price
from zegel.store.queries import NamedQueries

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


async def fill(queries: NamedQueries, company: CompanyId, at: Instant) -> None:
    """The articles with their prices, as often as it is asked."""
    await queries.put_articles(company, [article for article, _ in SHELF], at)
    await queries.prices.put(company, [Price(article.sku, "", "", SINCE, minor) for article, minor in SHELF])
