"""Gift cards: each a purse that pays as a tender, in part, together with others (domain.md §2.7, semantics rows 5 and 13)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.make import bakery, clock, line
from tests.paper import PaperShop, Said, refuses
from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier, Line, Tender
from zegel.flows import handle
from zegel.flows.commands import CancelHold, Claim, Command, CommitHold, IssueGiftCard, ReplaceGiftCard, TopUpGiftCard
from zegel.flows.facts import Facts, Missing
from zegel.ledger.accounts import EXPIRED, ISSUED, REDEEMED
from zegel.program.model import Program
from zegel.program.stored_value import GIFT_CARD, GiftCards, StoredValue


def selling_cards(months: int = 24) -> Program:
    """The bakery, which sells gift cards of € 5 to € 150."""
    plain = bakery()
    made = make.unit(GIFT_CARD, "money", "1", months, on="")
    names = replace(made.names, nl_one="cadeaukaart", en_one="gift card", currency="EUR")
    return bakery(units=(*plain.units, replace(made, names=names)), stored=StoredValue(GiftCards(500, 15_000)))


def code(name: str) -> Identifier:
    return Identifier("gift_card", name)


def by(name: str, minor: int) -> Tender:
    return Tender("gift_card", minor, code(name))


def cash(minor: int) -> Tender:
    return Tender("cash", minor)


def jam(net: int, quantity: int = 1) -> Line:
    return line(net, quantity, category="jam")


def sells(shop: PaperShop, name: str, minor: int) -> Said:
    shop._purses += 1
    return shop.done(IssueGiftCard(make.header(shop.at), make.purse(shop._purses), code(name), minor, ""))


def left(shop: PaperShop, name: str) -> int:
    return shop.balances(code(name)).get(GIFT_CARD, 0)


def company(shop: PaperShop, account: str) -> int:
    """What stands on an account of the company, over all gift cards."""
    return sum(n for (_, unit, of), n in shop.books.sums.items() if (unit, of) == (GIFT_CARD, account))


@pytest.fixture
def shop() -> PaperShop:
    return PaperShop(selling_cards())


def test_two_cards_and_cash_pay_one_basket_of_a_member_that_earns_all_of_it(shop):
    fatima = shop.enrol()
    sells(shop, "a", 2000)
    sells(shop, "b", 500)

    sale = shop.buys(fatima, jam(3000), tenders=(by("a", 1500), by("b", 500), cash(1000)))

    assert sale.pays == 3000
    assert sale.earned["points"] == 30
    assert [(e["count"], e["left"]) for e in sale.effects("pay")] == [(1500, 500), (500, 0)]
    assert sale.kinds == ["pay", "pay", "purchase"]
    assert {entry.linked.seq for entry in sale.entries if entry.kind == "pay" and entry.linked} == {sale.id.seq}
    assert [receipt.kind for receipt in sale.outcome.linked] == ["pay", "pay"]
    assert (left(shop, "a"), left(shop, "b")) == (500, 0)
    assert shop.balances(fatima) == {"points": 30, "status": 30}


def test_a_card_pays_for_a_stranger(shop):
    sells(shop, "a", 2000)

    sale = shop.buys(None, jam(1500), tenders=(by("a", 1500),))

    assert left(shop, "a") == 500
    assert "a" not in str(sale.purchase["tenders"][0].keys() - {"amount_minor", "kind"})  # the code is kept nowhere
    assert sale.purchase["tenders"] == [{"amount_minor": 1500, "kind": "gift_card"}]


def test_the_card_as_an_article_earns_nothing_and_gets_no_discount(shop):
    fatima = shop.enrol(since="2016-03-04")

    sale = shop.buys(fatima, line(2500, category="cake", legal_class="gift_card"))

    assert (sale.pays, sale.earned) == (2500, {})


def test_no_card_pays_more_than_is_on_it(shop):
    fatima = shop.enrol()
    sells(shop, "a", 2000)

    said = refuses(shop, shop.purchase(fatima, jam(2500), tenders=(by("a", 2100), cash(400))))
    unknown = refuses(shop, shop.purchase(fatima, jam(2500), tenders=(by("z", 2100), cash(400))))

    assert said.short == (GIFT_CARD, 2000, 2100)
    assert unknown.refusal == "unknown_gift_card"


def test_one_card_too_few_and_none_of_them_pays(shop):
    sells(shop, "a", 2000)
    sells(shop, "b", 500)

    refuses(shop, shop.purchase(None, jam(2600), tenders=(by("a", 2000), by("b", 600))))

    assert (left(shop, "a"), left(shop, "b")) == (2000, 500)


def test_cards_are_sold_and_topped_up_within_their_bounds(shop):
    too_little = refuses(shop, IssueGiftCard(make.header(shop.at), make.purse(50), code("a"), 499, ""))
    sells(shop, "a", 14_000)
    too_much = refuses(shop, TopUpGiftCard(make.header(shop.at), code("a"), 1_001, ""))
    taken = refuses(shop, IssueGiftCard(make.header(shop.at), make.purse(51), code("a"), 500, ""))

    assert (too_little.refusal, too_little.data) == ("gift_card_amount", {"least": 500, "most": 15_000, "currency": "EUR"})
    assert (too_much.refusal, too_much.data) == ("gift_card_amount", {"least": 500, "most": 1_000, "currency": "EUR"})
    assert taken.refusal == "identifier_taken"
    assert shop.done(TopUpGiftCard(make.header(shop.at), code("a"), 1_000, "")).effects("issue")[0]["left"] == 15_000


def test_a_card_is_no_fuller_than_it_may_be_while_a_hold_has_it_set_aside():
    shop = PaperShop(selling_cards())
    sells(shop, "a", 15_000)
    shop.holds(None, jam(10_000), tenders=(by("a", 10_000),))

    too_much = refuses(shop, TopUpGiftCard(make.header(shop.at), code("a"), 500, ""))

    assert (too_much.refusal, too_much.data["most"]) == ("gift_card_amount", 0)


def test_what_lapses_is_breakage_after_two_years_for_each_top_up_its_own(shop):
    shop.at = clock("2026-03-04 12:00")
    sells(shop, "a", 2000)
    shop.at = clock("2026-06-04 12:00")
    shop.done(TopUpGiftCard(make.header(shop.at), code("a"), 500, ""))

    shop.wait_until("2028-03-05 00:00")

    assert left(shop, "a") == 500
    assert company(shop, EXPIRED) == 2000


def test_a_hold_reserves_on_the_card_and_its_commit_pays(shop):
    fatima = shop.enrol()
    sells(shop, "a", 2000)

    hold = shop.holds(fatima, jam(1500), tenders=(by("a", 1200),))
    busy = refuses(shop, shop.purchase(None, jam(900), tenders=(by("a", 900),)))
    sale = shop.commits(hold, tenders=(cash(300),))

    assert hold.kinds == ["set aside", "hold"]
    assert busy.refusal == "not_enough"
    assert sale.kinds == ["pay", "commit"]
    assert left(shop, "a") == 800
    assert shop.balances(fatima) == {"points": 15, "status": 15}


def test_a_hold_that_ends_without_a_sale_lets_the_card_go(shop):
    fatima = shop.enrol()
    sells(shop, "a", 2000)

    cancelled = shop.cancels_hold(shop.holds(fatima, jam(1500), tenders=(by("a", 1500),)))
    assert left(shop, "a") == 2000
    shop.holds(fatima, jam(1500), tenders=(by("a", 1500),))
    shop.wait_until(shop.at + 10 * 60_000)

    assert cancelled.kinds == ["let go", "cancel hold"]
    assert shop.balances(code("a")) == {GIFT_CARD: 2000}


def test_a_return_goes_to_the_cards_in_the_order_they_paid_then_in_money_in_any_partition(shop):
    fatima = shop.enrol()
    sells(shop, "a", 1000)
    sells(shop, "b", 1000)
    sale = shop.buys(fatima, jam(3000, 3), tenders=(by("a", 700), by("b", 1000), cash(1300)))

    first = shop.returns(sale, (1, 1000))
    second = shop.returns(sale)

    assert first.body["totals"] == {"money_minor": 0, "refund_minor": 1000}
    assert [e["count"] for e in first.effects("pay back")] == [700, 300]
    assert second.body["totals"] == {"money_minor": 1300, "refund_minor": 2000}
    assert [e["count"] for e in second.effects("pay back")] == [700]
    assert (left(shop, "a"), left(shop, "b")) == (1000, 1000)


def asked_first(shop: PaperShop, sale: Said, command: Command) -> set[PurseId]:
    """The purses that the flow asks for when nothing but the sale and its own purse is here."""
    kept = shop.memory.facts
    known = Facts(make.COMPANY, kept.shelf)
    known.purses[sale.id.purse], known.receipts[sale.id] = kept.purses[sale.id.purse], kept.receipts[sale.id]
    with pytest.raises(Missing) as missing:
        handle.run(known, shop.memory._resolved, command)
    return {needed.purse for needed in missing.value.needs.purses}


def test_cards_that_paid_are_asked_for_together_so_that_two_sales_do_not_wait_for_each_other(shop):
    sells(shop, "a", 1000)
    sells(shop, "b", 1000)
    cards = {shop.purse(code(name)).id for name in "ab"}

    for first, second in (("a", "b"), ("b", "a")):
        paid = (by(first, 100), by(second, 100))
        sale, held = shop.buys(None, jam(200), tenders=paid), shop.holds(None, jam(200), tenders=paid)

        assert asked_first(shop, sale, make.returns(sale.id, at=shop.at)) == cards
        for ends in (CommitHold(make.header(shop.at), held.id, "", ()), CancelHold(make.header(shop.at), held.id)):
            assert asked_first(shop, held, ends) == cards


def test_what_comes_back_to_a_card_keeps_its_last_day(shop):
    shop.at = clock("2026-03-04 12:00")
    sells(shop, "a", 1000)
    before = shop.lots(code("a"), GIFT_CARD)
    sale = shop.buys(None, jam(1000), tenders=(by("a", 1000),))

    shop.returns(sale)

    assert shop.lots(code("a"), GIFT_CARD) == before == [(1000, clock("2028-03-05 00:00"))]


def test_a_lost_card_is_replaced_and_the_old_code_pays_no_more(shop):
    sold = sells(shop, "a", 2000)
    sale = shop.buys(None, jam(500), tenders=(by("a", 500),))
    before = shop.lots(code("a"), GIFT_CARD)

    shop.done(ReplaceGiftCard(make.header(shop.at), sold.id.purse, make.purse(60), code("new"), "lost"))

    assert shop.lots(code("new"), GIFT_CARD) == before
    assert refuses(shop, shop.purchase(None, jam(500), tenders=(by("a", 500),))).refusal == "unknown_gift_card"
    assert shop.buys(None, jam(500), tenders=(by("new", 500),)).effects("pay")[0]["left"] == 1000
    shop.returns(sale)  # what the old card paid goes to the new one
    assert left(shop, "new") == 1500


def test_a_stolen_card_is_blocked_until_there_is_a_new_one(shop):
    sold = sells(shop, "a", 2000)

    shop.done(ReplaceGiftCard(make.header(shop.at), sold.id.purse, make.purse(60), None, "stolen"))
    assert refuses(shop, shop.purchase(None, jam(500), tenders=(by("a", 500),))).refusal == "unknown_gift_card"
    shop.done(ReplaceGiftCard(make.header(shop.at), sold.id.purse, make.purse(61), code("new"), "here it is"))

    assert left(shop, "new") == 2000


def test_only_a_gift_card_is_replaced_with_a_reason_and_not_while_it_is_held(shop):
    fatima = shop.enrol()
    sold = sells(shop, "a", 2000)

    def lost(purse, reason="lost"):
        return refuses(shop, ReplaceGiftCard(make.header(shop.at), purse, make.purse(60), code("new"), reason)).refusal

    assert lost(make.purse(1)) == "unknown_gift_card"
    assert lost(make.purse(77)) == "unknown_gift_card"
    assert lost(sold.id.purse, " ") == "reason_missing"
    shop.holds(fatima, jam(1500), tenders=(by("a", 1500),))
    assert lost(sold.id.purse) == "hold_open"


def test_a_gift_card_is_not_claimed(shop):
    fatima = shop.enrol()
    sold = sells(shop, "a", 2000)

    assert refuses(shop, Claim(make.header(shop.at), sold.id.purse, fatima)).refusal == "is_gift_card"


def test_a_quote_says_what_would_be_left_on_the_card(shop):
    sells(shop, "a", 2000)

    said = shop.quotes(None, jam(3000), tenders=(by("a", 1500),))

    assert [e["left"] for e in said.effects("pay")] == [500]
    assert left(shop, "a") == 2000


moves = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 900), st.sampled_from(["pay", "return", "top up", "hold", "wait", "replace"])),
    max_size=14,
)


@given(moves)
def test_sold_is_what_is_left_and_spent_and_lapsed(steps):
    """Whatever happens to three cards, none goes below zero, and Σ sold = on the cards + spent + breakage."""
    shop = PaperShop(selling_cards())
    fatima = shop.enrol()
    names = {name: name for name in "abc"}
    purses = {name: sells(shop, name, 1000).id.purse for name in "abc"}
    sales: list[Said] = []
    holds: list[Said] = []
    for n, (name, amount, what) in enumerate(steps):
        card = names[name]
        if what == "pay":
            said = shop.record(shop.purchase(fatima, jam(amount), tenders=(by(card, amount),)))
            sales += [said] if not said.refusal else []
        elif what == "return" and sales:
            shop.returns(sales.pop())
        elif what == "top up":
            shop.record(TopUpGiftCard(make.header(shop.at), code(card), amount, ""))
        elif what == "hold":
            said = shop.record(make.holds(jam(amount), who=fatima, at=shop.at, tenders=(by(card, amount),)))
            holds += [said] if not said.refusal else []
        elif what == "wait":
            shop.wait_until(shop.at + amount * 86_400_000)
        elif what == "replace":
            names[name] = f"{name}{n}"
            said = shop.record(ReplaceGiftCard(make.header(shop.at), purses[name], make.purse(100 + n), code(names[name]), "lost"))
            if said.refusal:
                names[name] = card
    shop.wait_until(shop.at)
    kept = sum(n for p in shop.memory.purses.values() for (unit, _), n in p.balances.items() if unit == GIFT_CARD)
    assert kept >= 0
    assert -company(shop, ISSUED) == kept + company(shop, REDEEMED) + company(shop, EXPIRED)


def empties(net: int) -> Line:
    return line(net, category="deposits", legal_class="deposit")


def test_empties_that_go_along_again_are_paid_in_money_and_a_card_gets_its_own_back_once(shop):
    fatima = shop.enrol()
    sells(shop, "a", 2000)
    sale = shop.buys(fatima, jam(1000), empties(-150), jam(500), tenders=(by("a", 1000), cash(350)))

    backs = [shop.returns(sale, (n, 1000)) for n in (1, 2, 3)]

    assert [back.body["totals"] for back in backs] == [
        {"refund_minor": 1000, "money_minor": 0}, {"refund_minor": -150}, {"refund_minor": 500},
    ]  # fmt: skip
    assert (left(shop, "a"), shop.balances(fatima)) == (2000, {})


def test_empties_that_go_along_again_are_paid_for_where_the_rest_becomes_store_credit():
    program = selling_cards()
    credit = make.unit("store credit", "money", "1", 0)
    shop = PaperShop(replace(program, units=(*program.units, replace(credit, names=replace(credit.names, currency="EUR")))))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000), empties(-150))

    backs = [shop.done(replace(make.returns(sale.id, (n, 1000), at=shop.at, reason="no"), as_credit=True)) for n in (2, 1)]

    assert [back.body["totals"] for back in backs] == [{"refund_minor": -150}, {"refund_minor": 1000, "money_minor": 0}]
    assert shop.balances(fatima) == {"store credit": 1000}
