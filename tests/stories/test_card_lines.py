"""Gift cards that are lines of a sale: activated in the request that pays for them, emptied when their line comes back."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, Said, refuses
from tests.stories.test_gift_cards import by, cash, code, company, jam, left, selling_cards
from zegel.core.purchase import Line
from zegel.flows.commands import Exchange, RecordPurchase, ReplaceGiftCard, SoldCard
from zegel.ledger.accounts import ISSUED, REDEEMED


@pytest.fixture
def shop() -> PaperShop:
    return PaperShop(selling_cards())


def a_card(minor: int = 2500, **changes: object) -> Line:
    return line(minor, category="gift cards", legal_class="gift_card", **changes)


def buying(shop: PaperShop, who: make.Who | None, *lines: Line, cards: dict[int, str], **changes: object) -> RecordPurchase:
    """A purchase that activates `cards`: line → name."""
    command = shop.purchase(who, *lines, **changes)
    sells = []
    for number, name in cards.items():
        shop._purses += 1
        sells.append(SoldCard(number, code(name), make.purse(shop._purses)))
    return replace(command, sells=tuple(sells))


def sold(shop: PaperShop, who: make.Who | None, *lines: Line, cards: dict[int, str], **changes: object) -> Said:
    return shop.done(buying(shop, who, *lines, cards=cards, **changes))


def test_two_cards_are_sold_and_activated_with_the_basket(shop):
    fatima = shop.enrol()

    sale = sold(shop, fatima, jam(1000), a_card(), a_card(5000), cards={2: "a", 3: "b"}, tenders=(cash(8500),))

    assert sale.kinds == ["issue", "issue", "purchase"]
    assert [(e["line"], e["count"]) for e in sale.effects("card sold")] == [(2, 2500), (3, 5000)]
    assert (left(shop, "a"), left(shop, "b"), company(shop, ISSUED)) == (2500, 5000, -7500)
    assert (sale.pays, sale.earned["points"]) == (8500, 10), "a card earns nothing"
    assert "Op regel 2 staat € 25,00 cadeaukaart; die is meteen te gebruiken." in sale.said


def test_a_card_that_was_bought_without_a_members_card_pays_the_next_basket(shop):
    sold(shop, None, a_card(), cards={1: "a"})

    sale = shop.buys(shop.enrol(), jam(3000), tenders=(by("a", 2500), cash(500)))

    assert (sale.earned["points"], left(shop, "a")) == (30, 0)


def test_row_15_a_card_never_pays_the_basket_that_it_is_sold_or_topped_up_in(shop):
    fatima = shop.enrol()

    said = refuses(shop, buying(shop, fatima, jam(1000), a_card(), cards={2: "a"}, tenders=(by("a", 1000), cash(2500))))

    assert said.refusal == "unknown_gift_card"
    sold(shop, fatima, jam(1000), a_card(), cards={2: "a"}, tenders=(cash(3500),))
    assert shop.buys(fatima, jam(1000), tenders=(by("a", 1000),)).pays == 1000


@pytest.mark.parametrize(("lines", "cards", "refusal"), [
    ((jam(2500),), {1: "new"}, "not_a_gift_card"), ((a_card(5000, quantity=2),), {1: "new"}, "not_a_gift_card"),
    ((a_card(),), {2: "new"}, "unknown_line"), ((a_card(499),), {1: "new"}, "gift_card_amount"),
    ((a_card(15_001),), {1: "new"}, "gift_card_amount"), ((a_card(),), {1: "a"}, "identifier_taken"),
])  # fmt: skip
def test_what_is_no_card_is_not_activated_and_nothing_is_sold(shop, lines, cards, refusal):
    sold(shop, None, a_card(), cards={1: "a"})

    assert refuses(shop, buying(shop, None, *lines, cards=cards)).refusal == refusal


def test_a_card_that_comes_back_unused_is_emptied_and_paid_back(shop):
    fatima = shop.enrol()
    sale = sold(shop, fatima, jam(1000), a_card(), cards={2: "a"})

    back = shop.returns(sale, (2, 1000))

    assert (back.refund, back.kinds) == (2500, ["empty", "return"])
    assert back.effects("card emptied") == [
        {"count": 2500, "line": 2, "purse": str(shop.purse(code("a")).text), "unit": "gift card", "used": 0}
    ]
    assert (left(shop, "a"), company(shop, ISSUED), shop.points(fatima)) == (0, 0, 10)
    assert refuses(shop, shop.purchase(None, jam(100), tenders=(by("a", 100),))).refusal == "not_enough"


def test_of_a_card_that_was_used_only_what_is_left_is_paid_back(shop):
    sale = sold(shop, None, a_card(), cards={1: "a"})
    shop.buys(None, jam(1000), tenders=(by("a", 1000),))

    back = shop.returns(sale)

    assert (back.refund, left(shop, "a")) == (1500, 0)
    assert [(e["count"], e["used"]) for e in back.effects("card emptied")] == [(1500, 1000)]
    assert (company(shop, ISSUED), company(shop, REDEEMED)) == (-1000, 1000)
    assert refuses(shop, make.returns(sale.id, at=shop.at, reason="again")).refusal == "more_than_sold"


def test_a_card_with_nothing_left_does_not_come_back(shop):
    sale = sold(shop, None, jam(1000), a_card(), cards={2: "a"})
    shop.buys(None, jam(2500), tenders=(by("a", 2500),))

    said = refuses(shop, make.returns(sale.id, (2, 1000), at=shop.at))

    assert (said.refusal, said.data) == ("gift_card_used", {"line": 2})
    assert shop.returns(sale, (1, 1000)).refund == 1000


def test_a_card_that_was_replaced_is_emptied_under_its_new_code(shop):
    sale = sold(shop, None, a_card(), cards={1: "a"})
    lost = shop.purse(code("a")).id
    shop.done(ReplaceGiftCard(make.header(shop.at), lost, make.purse(88), code("b"), "lost"))

    assert shop.returns(sale).refund == 2500
    assert left(shop, "b") == 0


def test_a_card_paid_with_a_card_goes_back_on_that_card(shop):
    sold(shop, None, a_card(5000), cards={1: "a"})
    sale = sold(shop, None, a_card(2000), cards={1: "b"}, tenders=(by("a", 2000),))
    shop.buys(None, jam(500), tenders=(by("b", 500),))

    back = shop.returns(sale)

    assert (back.kinds, left(shop, "a"), left(shop, "b")) == (["empty", "pay back", "return"], 4500, 0)
    assert back.body["totals"] == {"refund_minor": 1500, "money_minor": 0}


def test_a_sweater_is_exchanged_for_a_gift_card_and_back(shop):
    sweater = shop.buys(None, jam(2500))

    bought = buying(shop, None, a_card(), cards={1: "a"})
    card = shop.done(Exchange(bought.header, make.returns(sweater.id, at=shop.at, reason="too small"), bought))
    assert (card.kinds, left(shop, "a"), card.pays) == (["return", "issue", "purchase"], 2500, 2500)
    again = shop.exchanges(card, jam(2500))

    assert (again.pays, left(shop, "a"), again.kinds) == (2500, 0, ["empty", "return", "purchase"])
