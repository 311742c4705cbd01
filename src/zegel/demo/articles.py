"""What the Complete Journey's products are, in Zegel's words. docs/why/complete-journey.md says how we know."""

from typing import Final

from zegel.intake.articles import Article
from zegel.intake.purchases import spelt

FUEL: Final = "GASOLINE-REG UNLEADED"
TOBACCO_TYPES: Final = frozenset({"SNUFF", "SMOKING TOBACCO", "CHEWING TOBACCO", "CIGARETTE PARAPHERNALIA"})
WINES: Final = frozenset({"DOMESTIC WINE", "IMPORTED WINE", "MISC WINE"})
FORMULA: Final = frozenset({"INFANT FORMULA MILK BASE", "INFANT FORMULA SOY BASE", "INFANT FORMULA SPECIALTY"})
BOOKS: Final = ("BOOK", "HARDBACK", "CHILDRENS LOW END", "PAPERBACK")

Product = tuple[str, str, str, str]
"""Department, category, type and brand; empty where the list does not say."""
UNLISTED: Final[Product] = ("", "", "", "")


def legal_class(product: Product, *, listed: bool, pieces: bool) -> str:
    """What the law or the trade says about a line, "" for ordinary groceries; the first that fits counts. `pieces`: quantity above 0."""
    department, category, kind, _ = product
    if department == "COUPON" or (not listed and not pieces):
        return "coupon"
    if category in ("CIGARETTES", "CIGARS") or kind in TOBACCO_TYPES:
        return "tobacco"
    if department == "SPIRITS":
        return "spirits"
    drink = category in WINES or category == "BEERS/ALES" or kind == "BEERALEMALT LIQUORS"
    if drink and kind != "BEERALE -NON ALCOHOLIC":
        return "alcohol"
    if kind in FORMULA:
        return "infant_formula"
    if "GIFT CARD" in kind:
        return "gift_card"
    if kind in ("PREPAID WIRELESS CARDS", "PHONE CARDS"):
        return "phone_credit"
    if kind == "TICKETS":
        return "tickets"
    if kind == "BOTTLE DEPOSITS":
        return "deposit"
    if category == "BOOKSTORE" and any(word in kind for word in BOOKS):
        return "books"
    return "fuel" if kind == FUEL else ""


def category_of(product: Product) -> str:
    """`department/category/type` in small letters with hyphens; `unknown` where the list is silent."""
    return "/".join(spelt(part, "hyphens") or "unknown" for part in product[:3])


class Articles:
    """The articles of the data set, each made once per (product, whether there were pieces, whether it was weighed in gallons)."""

    def __init__(self, products: dict[int, Product]) -> None:
        self._products = products
        self._made: dict[tuple[int, int], Article] = {}
        self._seen: dict[tuple[int, bool, bool], tuple[Article, int]] = {}

    def of(self, product_id: int, quantity: int) -> tuple[Article, int]:
        """The article of a row, and its quantity in thousandths of the article's measure."""
        seen = (product_id, quantity > 0, quantity > 1)
        found = self._seen.get(seen)
        if found is None:
            found = self._seen[seen] = self._of(product_id, quantity)
        return found[0], quantity * found[1]

    def _of(self, product_id: int, quantity: int) -> tuple[Article, int]:
        """The article, and how many thousandths of its measure the data's quantity counts."""
        product = self._products.get(product_id, UNLISTED)
        by_gallon = product[2] == FUEL and quantity > 1
        key = (product_id, 2 if by_gallon else 1 if quantity else 0)
        article = self._made.get(key)
        if article is None:
            article = self._made[key] = self._make(product_id, product, quantity > 0, "gallon" if by_gallon else "piece")
        return article, 1 if by_gallon else 1000

    def _make(self, product_id: int, product: Product, pieces: bool, measure: str) -> Article:
        brand = product[3]
        tags = ("own-brand",) if brand == "Private" else ()
        listed = product_id in self._products
        return Article(str(product_id), category_of(product), brand, tags, legal_class(product, listed=listed, pieces=pieces), measure, 0)
