"""The journey's baskets as purchases: the mapping that docs/why/complete-journey.md argues for."""

from collections.abc import Callable, Iterator
from typing import Final

from zegel.core.periods import local_moment
from zegel.core.purchase import Identifier, Purchase, Tender
from zegel.demo.articles import Articles
from zegel.demo.journey import BasketRows, Journey
from zegel.demo.moving import ZONE
from zegel.intake.articles import Place, purchase_of

SOURCE: Final = "complete-journey"
CURRENCY: Final = "USD"
TILL: Final = "import"


class Purchases:
    """Makes purchases of baskets."""

    def __init__(self, journey: Journey) -> None:
        self._articles = Articles(journey.products)
        self._places: dict[int, Place] = {}

    def of(self, basket: BasketRows) -> Purchase:
        """The purchase of one basket."""
        return self.told(basket)[0]

    def told(self, basket: BasketRows) -> tuple[Purchase, Callable[[], Purchase]]:
        """The purchase of one basket, and what makes the same without tenders: few baskets need both."""
        lines, json_lines = [], []
        net = coupons = number = 0
        article_of = self._articles.of
        for _, _, _, product, pieces, sales, discount, coupon in basket.rows:
            number += 1
            article, quantity = article_of(product, pieces)
            lines.append(article.line_of(number, quantity, sales + discount, discount, sales, None))
            json_lines.append(article.json_of(number, quantity, sales + discount, discount, sales, None))
            net += sales
            coupons += coupon
        receipt, household, store = basket.rows[0][:3]
        place = self._places.get(store)
        if place is None:
            place = self._places[store] = Place(SOURCE, CURRENCY, str(store), TILL, TILL, "till")
        local = local_moment(basket.at, ZONE)

        def made(tenders: tuple[Tender, ...] = ()) -> Purchase:
            return purchase_of(place, str(receipt), basket.at, local, household_of(household), lines, json_lines, tenders)

        return made(tenders_of(net, coupons)), made


def tenders_of(net: int, coupons: int) -> tuple[Tender, ...]:
    """Manufacturers' coupons pay first, never more than there is to pay; `other` pays the rest."""
    accepted = min(coupons, net)
    paid = [Tender("coupon", accepted), Tender("other", net - accepted)]
    return tuple([tender for tender in paid if tender.amount_minor])


def household_of(household: int) -> Identifier:
    """A household is one member, known by its number."""
    return Identifier("external", str(household))


def all_purchases(journey: Journey) -> Iterator[Purchase]:
    """Every basket's purchase, in booking order, as if nobody ever used a point."""
    made = Purchases(journey)
    for basket in journey.baskets:
        yield made.of(basket)
