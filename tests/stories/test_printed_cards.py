"""Gift cards that were printed beforehand: in a register, worth nothing until they are sold, sold once, and not when they were lost."""

from dataclasses import replace

import pytest

from tests import make
from tests.paper import PaperShop, refuses
from tests.stories.test_card_lines import a_card, buying, sold
from tests.stories.test_gift_cards import by, code, company, jam, left, selling_cards
from zegel.flows.card_facts import MADE, PrintedCard
from zegel.flows.commands import IssueGiftCard, ReplaceGiftCard
from zegel.ledger.accounts import ISSUED
from zegel.program.model import Program
from zegel.program.stored_value import GiftCards, StoredValue


def only_ours(*, registered: bool = True) -> Program:
    return replace(selling_cards(), stored=StoredValue(GiftCards(500, 15_000, registered)))


def printed(name: str, n: int = 1, value_minor: int = 0, stopped: str = "") -> PrintedCard:
    return PrintedCard(name, "kerst", n, MADE, stopped, "", value_minor)


@pytest.fixture
def shop() -> PaperShop:
    """Five cards came from the printer: one for any amount, one of € 25, one blocked, one lost."""
    shop = PaperShop(only_ours())
    shop.memory.print_cards(
        printed("a"),
        printed("b", 2),
        printed("of 25", 3, 2500),
        printed("blocked", 4, stopped="blocked"),
        printed("lost", 5, stopped="lost"),
    )
    return shop


def issue(shop: PaperShop, name: str, minor: int, *, drawn: bool = False) -> IssueGiftCard:
    shop._purses += 1
    return IssueGiftCard(make.header(shop.at), make.purse(shop._purses), code(name), minor, "", drawn)


def test_a_printed_card_is_no_money_until_it_is_sold(shop):
    assert company(shop, ISSUED) == 0
    assert refuses(shop, shop.purchase(None, jam(500), tenders=(by("a", 500),))).refusal == "unknown_gift_card"

    sold(shop, None, a_card(2500), cards={1: "a"})

    assert (left(shop, "a"), company(shop, ISSUED)) == (2500, -2500)
    assert shop.buys(None, jam(500), tenders=(by("a", 500),)).pays == 500


def test_a_card_that_is_in_no_batch_is_not_sold(shop):
    said = refuses(shop, buying(shop, None, a_card(2500), cards={1: "from elsewhere"}))

    assert said.refusal == "gift_card_unregistered"
    assert refuses(shop, issue(shop, "from elsewhere", 2500)).refusal == "gift_card_unregistered"
    assert company(shop, ISSUED) == 0


def test_a_code_that_zegel_draws_for_the_sale_needs_no_batch(shop):
    shop.done(issue(shop, "drawn now", 2500, drawn=True))

    assert left(shop, "drawn now") == 2500


def test_a_shop_that_does_not_ask_for_it_sells_cards_of_no_batch_too_and_still_none_that_was_stolen():
    shop = PaperShop(only_ours(registered=False))
    shop.memory.print_cards(printed("blocked", stopped="blocked"))

    sold(shop, None, a_card(2500), cards={1: "from elsewhere"})

    assert refuses(shop, buying(shop, None, a_card(2500), cards={1: "blocked"})).refusal == "gift_card_blocked"
    assert left(shop, "from elsewhere") == 2500


@pytest.mark.parametrize(("name", "n", "why"), [("blocked", 4, "blocked"), ("lost", 5, "lost")])
def test_a_card_that_was_blocked_or_lost_is_not_sold_at_any_door(shop, name, n, why):
    said = refuses(shop, buying(shop, shop.enrol(), jam(1000), a_card(2500), cards={2: name}))

    assert (said.refusal, said.data) == ("gift_card_blocked", {"batch": "kerst", "number": n, "why": why})
    assert refuses(shop, issue(shop, name, 2500)).refusal == "gift_card_blocked"
    assert refuses(shop, issue(shop, name, 2500, drawn=True)).refusal == "gift_card_blocked"


def test_a_card_with_an_amount_on_it_is_sold_for_that_amount(shop):
    said = refuses(shop, buying(shop, None, a_card(5000), cards={1: "of 25"}))

    assert (said.refusal, said.data) == ("gift_card_worth", {"worth": 2500})
    sold(shop, None, a_card(2500), cards={1: "of 25"})
    assert left(shop, "of 25") == 2500


def test_a_card_is_sold_once(shop):
    sold(shop, None, a_card(2500), cards={1: "a"})

    assert refuses(shop, buying(shop, None, a_card(5000), cards={1: "a"})).refusal == "identifier_taken"
    assert left(shop, "a") == 2500


def test_of_two_cards_in_one_basket_neither_is_sold_when_one_may_not_be(shop):
    assert refuses(shop, buying(shop, None, a_card(2500), a_card(2500), cards={1: "a", 2: "lost"})).refusal == "gift_card_blocked"

    assert company(shop, ISSUED) == 0
    sold(shop, None, a_card(2500), cards={1: "a"})


def test_a_lost_card_is_replaced_by_another_of_the_register(shop):
    lost = sold(shop, None, a_card(2500), cards={1: "a"})
    purse = shop.purse(code("a")).id
    assert lost.kinds == ["issue", "purchase"]

    def with_(name: str) -> ReplaceGiftCard:
        return ReplaceGiftCard(make.header(shop.at), purse, make.purse(900), code(name), "lost in the train")

    assert refuses(shop, with_("from elsewhere")).refusal == "gift_card_unregistered"
    assert refuses(shop, with_("lost")).refusal == "gift_card_blocked"
    shop.done(with_("b"))
    assert left(shop, "b") == 2500
    assert refuses(shop, issue(shop, "b", 2500)).refusal == "identifier_taken"


def test_a_card_with_an_amount_on_it_takes_over_that_amount_only(shop):
    sold(shop, None, a_card(5000), cards={1: "a"})
    purse = shop.purse(code("a")).id

    said = refuses(shop, ReplaceGiftCard(make.header(shop.at), purse, make.purse(900), code("of 25"), "lost"))

    assert (said.refusal, left(shop, "a")) == ("gift_card_worth", 5000)
