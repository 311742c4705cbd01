"""An exchange: goods come back and others go along, in one command, both or neither (architecture.md §4)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from tests.make import bakery, line, settings
from tests.paper import PaperShop, Said, refuses
from tests.stories.test_gift_cards import by, left, selling_cards, sells
from zegel.core.ids import ReceiptId
from zegel.core.purchase import Line, Tender
from zegel.decide.document import read


def jam(net: int, quantity: int = 1) -> Line:
    return line(net, quantity, category="jam")


def back_of(said: Said) -> dict:
    """The body of the return's receipt."""
    (receipt,) = [one for one in said.outcome.linked if one.kind == "return"]
    return read(receipt.document).body


def tenders_of(said: Said) -> list[tuple[str, int]]:
    assert said.purchase is not None
    return [(one["kind"], one["amount_minor"]) for one in said.purchase["tenders"]]


def test_one_size_for_another_changes_nothing_but_the_goods(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000), jam(1000))

    other = shop.exchanges(sale, jam(2000), back=[(1, 1000)])

    assert other.kinds == ["return", "purchase"]
    assert (back_of(other)["totals"], other.pays, tenders_of(other)) == ({"refund_minor": 2000}, 2000, [("return", 2000)])
    assert shop.balances(fatima) == {"points": 30, "status": 30}


def test_the_purchase_names_the_return_and_can_come_back_itself(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000))

    other = shop.exchanges(sale, jam(2500), tenders=(Tender("cash", 500),))

    returned = other.outcome.linked[0]
    assert other.body["of"] == str(returned.id) == str(ReceiptId(sale.id.purse, 3))
    entry = other.entries[-1]
    assert (entry.linked.purse, entry.linked.seq) == (sale.id.purse, 3)
    assert back_of(other)["of"] == str(sale.id)
    assert tenders_of(other) == [("cash", 500), ("return", 2000)]
    assert shop.returns(other).refund == 2500
    assert shop.balances(fatima) == {}
    assert refuses(shop, make.returns(sale.id, at=shop.at)).refusal == "more_than_sold"


def test_what_is_cheaper_gives_the_rest_in_money_or_as_store_credit():
    program = selling_cards()
    credit = make.unit("store credit", "money", "1", 0)
    shop = PaperShop(replace(program, units=(*program.units, replace(credit, names=replace(credit.names, currency="EUR")))))
    fatima = shop.enrol()
    sales = [shop.buys(fatima, jam(2000)) for _ in range(2)]

    money = shop.exchanges(sales[0], jam(1500))
    assert (back_of(money)["totals"], tenders_of(money)) == ({"refund_minor": 2000}, [("return", 1500)])

    kept = shop.exchanges(sales[1], jam(1500), as_credit=True)
    assert (back_of(kept)["totals"], tenders_of(kept)) == ({"refund_minor": 2000, "money_minor": 1500}, [("return", 1500)])
    assert shop.balances(fatima)["store credit"] == 500


def test_what_is_dearer_may_be_paid_in_a_way_that_is_not_told(shop):
    sale = shop.buys(shop.enrol(), jam(2000))

    assert tenders_of(shop.exchanges(sale, jam(2500))) == []


def test_tenders_that_do_not_add_up_move_nothing(shop):
    sale = shop.buys(shop.enrol(), jam(2000))

    for cash in (400, 3000):
        said = refuses(shop, shop.exchange(sale, jam(2500), tenders=(Tender("cash", cash),)))
        assert (said.refusal, said.data) == ("tenders_do_not_match", {"expected": 500, "given": cash})


def test_a_purchase_that_is_refused_leaves_nothing_of_the_return(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000))

    for command, why in (
        (shop.exchange(sale, jam(2500), uses=[("moon", 1)]), "unknown_reward"),
        (shop.exchange(sale, jam(2500), uses=[("mug", 1)]), "not_enough"),
        (shop.exchange(sale, jam(-5)), "negative_line"),
        (shop.exchange(sale, jam(10), back=[(9, 0)]), "unknown_line"),
        (shop.exchange(sale, jam(10), back=[(1, 2000)]), "more_than_sold"),
    ):
        assert refuses(shop, command).refusal == why

    assert shop.balances(fatima) == {"points": 20, "status": 20}
    assert shop.exchanges(sale, jam(2000)).refusal == ""


def test_points_that_come_back_can_be_spent_again_at_once(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 400)
    sale = shop.buys(fatima, jam(1000), uses=[("points off", 400)])

    other = shop.exchanges(sale, jam(1000), uses=[("points off", 400)])

    assert (other.pays, tenders_of(other)) == (600, [("return", 600)])
    assert shop.balances(fatima) == {"points": 6, "status": 6}


def spent(shop: PaperShop) -> Said:
    """Fatima bought for 20.00 and spent what that earned, and more."""
    fatima = shop.enrol()
    shop.gives(fatima, 480)
    sale = shop.buys(fatima, jam(2000))
    shop.redeems(fatima, "mug")
    assert shop.points(fatima) == 0
    return sale


@pytest.mark.parametrize("below_zero", ["allowed", "stops at zero", "refused"])
def test_points_settle_net_whatever_a_return_alone_would_do(below_zero):
    shop = PaperShop(bakery(settings=settings(below_zero=below_zero)))
    sale = spent(shop)

    other = shop.exchanges(sale, jam(2500))

    assert (shop.balances(make.card())["points"], other.earned["points"]) == (5, 25)
    assert not [e for e in back_of(other)["effects"] if e["effect"] == "shortfall"]


def test_only_what_is_short_in_the_end_is_as_the_program_says():
    allowed = PaperShop()
    allowed.exchanges(spent(allowed), jam(500))
    assert allowed.balances(make.card())["points debt"] == -15

    refused = PaperShop(bakery(settings=settings(below_zero="refused")))
    said = refuses(refused, refused.exchange(spent(refused), jam(500)))
    assert (said.refusal, said.data) == ("would_go_below_zero", {"unit": "points", "short": 15})

    stops = PaperShop(bakery(settings=settings(below_zero="stops at zero")))
    other = stops.exchanges(spent(stops), jam(500))
    assert [(e["unit"], e["count"]) for e in back_of(other)["effects"] if e["effect"] == "shortfall"] == [("points", -15)]
    assert "points" not in stops.balances(make.card())
    assert "points debt" not in stops.balances(make.card())


def test_without_a_card_both_stay_in_one_purse(shop):
    sale = shop.buys(None, jam(2000))

    other = shop.exchanges(sale, jam(3000))

    assert other.id.purse == sale.id.purse
    assert shop.balances(sale.id.purse) == {"points": 30}


def test_what_somebody_else_takes_along_is_theirs(shop):
    fatima, bob = shop.enrol(), shop.enrol("bob")
    sale = shop.buys(fatima, jam(2000))

    other = shop.exchanges(sale, jam(3000), who=bob)

    assert other.kinds == ["return", "purchase"]
    assert (shop.balances(fatima), shop.balances(bob)) == ({}, {"points": 30, "status": 30})


def test_a_gift_card_that_paid_gets_its_money_and_pays_again():
    shop = PaperShop(selling_cards())
    fatima = shop.enrol()
    sells(shop, "a", 2000)
    sale = shop.buys(fatima, jam(2500), tenders=(by("a", 2000), Tender("cash", 500)))

    other = shop.exchanges(sale, jam(3000), tenders=(by("a", 2000), Tender("cash", 500)))

    assert back_of(other)["totals"] == {"refund_minor": 2500, "money_minor": 500}
    assert tenders_of(other) == [("gift_card", 2000), ("cash", 500), ("return", 500)]
    assert (left(shop, "a"), other.kinds) == (0, ["pay back", "return", "pay", "purchase"])
    assert shop.points(fatima) == 30


def test_a_use_that_comes_back_with_the_goods_can_be_had_again():
    shop = PaperShop(bakery(rewards=(*bakery().rewards, make.reward("loaf", cost=10, free=1, articles=make.BREAD, stock=1))))
    shop.memory.facts.counters["reward:loaf"] = 1
    fatima = shop.enrol()
    shop.gives(fatima, 10)
    sale = shop.buys(fatima, line(250), uses=[("loaf", 1)])

    other = shop.exchanges(sale, line(300), uses=[("loaf", 1)])

    assert (other.pays, shop.memory.facts.counters["reward:loaf"], shop.points(fatima)) == (0, 0, 0)


@examples(60)
@given(st.lists(st.integers(1, 5000), min_size=1, max_size=3), st.lists(st.integers(1, 5000), min_size=1, max_size=3), st.integers(0, 600))
def test_an_exchange_comes_to_what_the_return_and_the_purchase_do(first, then, given):
    apart, together = PaperShop(), PaperShop()
    for shop in (apart, together):
        shop.gives(shop.enrol(), given or 1)
    sales = [shop.buys(make.card(), *map(jam, first)) for shop in (apart, together)]

    money = apart.returns(sales[0], (1, 1000)).refund
    pays = apart.buys(make.card(), *map(jam, then)).pays
    other = together.exchanges(sales[1], *map(jam, then), back=[(1, 1000)])

    assert together.balances(make.card()) == apart.balances(make.card())
    assert (back_of(other)["totals"]["refund_minor"], other.pays) == (money, pays)
