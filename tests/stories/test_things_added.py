"""Free things that are handed over beside the basket, as many as it brings, and articles that become another one at their price."""

import pytest

from tests.make import clock, line
from tests.paper import PaperShop, Said
from tests.programs import read_yaml
from zegel.decide.document import Document
from zegel.decide.explain import explain

COFFEE = "coffee: {buy: 3, of: {category: beans}, gift: {nl: koffie, en: coffee}, worth: 2.50 EUR}"
UPGRADE = "large: {upgrade: {nl: grote koffie, en: large coffee}, of: {category: small}, worth: 0.50 EUR}"


def shop_with(rule: str, returns: str = "", more: str = "") -> PaperShop:
    returns = f"returns: {{within: 30 days, {returns}}}\n" if returns else ""
    text = f"zegel: 1\nprogram: Branderij\ncompany: {{currency: EUR}}\nbranches: [dorpsstraat]\n{returns}{more}discounts:\n  {rule}\n"
    return PaperShop(read_yaml(text), at=clock("2026-03-04 10:00"))


def told(shop: PaperShop, said: Said) -> list[tuple[str, str]]:
    """What the receipt says, short, in Dutch and English."""
    return [(one.short.nl, one.short.en) for one in explain(shop.compiled, Document(said.body, said.purchase))]


def bags(pieces: int):
    return line(pieces * 600, pieces, "beans")


@pytest.mark.parametrize(("pieces", "count"), [(2, 0), (3, 1), (5, 1), (6, 2), (75, 25)])
def test_with_every_so_many_pieces_one_is_handed_over_and_nothing_comes_off(pieces, count):
    shop = shop_with(COFFEE)

    sale = shop.buys(shop.enrol(), bags(pieces))

    given = [{"choice": 1, "count": count, "options": 1, "rule": "coffee", "worth_minor": 250 * count}] if count else []
    assert (sale.effects("gift"), sale.pays) == (given, pieces * 600)


def test_a_budget_gives_as_many_as_it_pays_for():
    shop = shop_with(COFFEE.replace("worth: 2.50 EUR", "worth: 2.50 EUR, budget: 6.00 EUR per month"))
    fatima = shop.enrol()

    first, second = shop.buys(fatima, bags(9)), shop.buys(fatima, bags(9))

    assert [e["count"] for e in first.effects("gift")] == [2]
    assert second.effects("gift") == []


def test_what_comes_back_brings_back_what_it_no_longer_brings_and_each_once():
    shop = shop_with(COFFEE)
    sale = shop.buys(shop.enrol(), bags(7))

    found = [shop.returns(sale, (1, 1000)), shop.returns(sale, (1, 1000)), shop.returns(sale)]

    back = {"rule": "coffee", "gift": 1, "choice": 1, "deducted_minor": 0, "count": 1}
    assert [one.effects("gift back") for one in found] == [[], [back], [back]]
    assert sum(one.refund for one in found) == 7 * 600


def test_where_its_value_is_deducted_each_of_them_is_once():
    shop = shop_with(COFFEE, "gifts: value deducted")
    sale = shop.buys(shop.enrol(), bags(6))

    found = [shop.returns(sale, (1, 1000)), shop.returns(sale, (1, 1000)), shop.returns(sale)]

    assert [one.refund for one in found] == [600 - 250, 600, 4 * 600 - 250]


def test_an_upgrade_leaves_the_price_and_says_what_to_hand_over():
    shop = shop_with(UPGRADE)

    sale = shop.buys(shop.enrol(), line(900, 3, "small"), bags(1))

    assert sale.effects("gift") == [{"choice": 1, "count": 3, "options": 1, "rule": "large", "worth_minor": 150}]
    assert sale.pays == 1500


def test_pieces_that_a_gift_used_bring_no_other_where_they_count_for_every_rule():
    both = f"{COFFEE}\n  tea: {{buy: 3, of: {{category: beans}}, gift: thee}}"
    again, once = shop_with(both), shop_with(both, more="settings: {used items: for every rule}\n")

    assert [e["rule"] for e in again.buys(again.enrol(), bags(5)).effects("gift")] == ["coffee", "tea"]
    assert [e["rule"] for e in once.buys(once.enrol(), bags(5)).effects("gift")] == ["coffee"]


def test_points_are_worth_more_to_a_tier_where_its_rule_says_so():
    text = (
        "zegel: 1\nprogram: P\ncompany: {currency: EUR}\nbranches: [dorpsstraat]\n"
        "units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}\n"
        "discounts:\n  usual: {spend: points, step: 100}\n  better: {spend: points, step: 100, worth: 0.02 EUR}\n"
    )
    shop = PaperShop(read_yaml(text), at=clock("2026-03-04 10:00"))
    fatima = shop.enrol()
    shop.gives(fatima, 500)

    assert [shop.buys(fatima, bags(1), uses=[(rule, 200)]).pays for rule in ("usual", "better")] == [400, 200]
    assert shop.points(fatima) == 100


BAGS = "bag: {buy: 1, of: {category: laptop}, gift: {nl: tas, en: bag}, worth: 30.00 EUR, out of: {category: bag}}"


@pytest.mark.parametrize(("in_the_basket", "pays", "handed_over"), [(0, 180_000, 2), (1, 180_000, 1), (2, 180_000, 0), (3, 183_000, 0)])
def test_what_the_basket_has_of_it_is_free_and_only_what_it_lacks_is_handed_over(in_the_basket, pays, handed_over):
    shop = shop_with(BAGS)
    basket = [line(180_000, 2, "laptop")] + ([line(3000 * in_the_basket, in_the_basket, "bag")] if in_the_basket else [])
    fatima = shop.enrol()

    quote, sale = shop.quotes(fatima, *basket), shop.buys(fatima, *basket)

    assert (quote.pays, sale.pays) == (pays, pays)
    assert quote.body["effects"] == sale.body["effects"]
    assert sum(e["count"] for e in sale.effects("gift")) == handed_over
    assert [sum(e["items"]) for e in sale.effects("items off")] == ([min(in_the_basket, 2)] if in_the_basket else [])


def test_of_what_was_free_and_what_was_handed_over_comes_back_what_is_no_longer_brought():
    shop = shop_with(BAGS)
    sale = shop.buys(shop.enrol(), line(180_000, 2, "laptop"), line(3000, 1, "bag"))

    # with one laptop the bag that was in the basket is what it brings: the other comes back
    found = [shop.returns(sale, (1, 1000)), shop.returns(sale)]

    assert [sum(e["count"] for e in one.effects("gift back")) for one in found] == [1, 0]
    assert [one.refund for one in found] == [90_000, 90_000]


def test_a_free_bag_that_comes_back_leaves_the_other_to_whoever_has_both_laptops():
    shop = shop_with(BAGS)
    sale = shop.buys(shop.enrol(), line(180_000, 2, "laptop"), line(3000, 1, "bag"))

    assert shop.returns(sale, (2, 1000)).effects("gift back") == []


@pytest.mark.parametrize(("over", "pays", "handed_over"), [
    # what is free in the basket comes first, then as many things as the rest pays for
    ("capped", 180_000, 0), ("not at all", 183_000, 0), ("last one whole", 180_000, 1),
])  # fmt: skip
def test_a_budget_pays_for_both(over, pays, handed_over):
    shop = shop_with(BAGS.replace("out of:", f"budget: 50.00 EUR, over budget: {over}, out of:"))

    sale = shop.buys(shop.enrol(), line(180_000, 2, "laptop"), line(3000, 1, "bag"))

    assert (sale.pays, sum(e["count"] for e in sale.effects("gift"))) == (pays, handed_over)


def test_a_gift_with_an_article_number_has_it_on_the_receipt_and_when_it_comes_back():
    shop = shop_with(COFFEE.replace("worth: 2.50 EUR", "sku: KOF-250"))
    sale = shop.buys(shop.enrol(), bags(6))

    assert sale.effects("gift") == [{"choice": 1, "count": 2, "options": 1, "rule": "coffee", "sku": "KOF-250", "worth_minor": 0}]
    assert ("Cadeau: 2 × koffie (artikel KOF-250)", "Gift: 2 × coffee (article KOF-250)") in told(shop, sale)
    back = shop.returns(sale)
    assert ("Cadeau terugnemen: 2 × koffie (artikel KOF-250)", "Take the gift back: 2 × coffee (article KOF-250)") in told(shop, back)


def test_of_several_things_each_has_its_own_number():
    shop = shop_with("mug: {gift: [{nl: mok, en: mug}, {nl: pen, en: pen}], sku: [M-1, P-2]}")
    fatima = shop.enrol()

    assert [e["sku"] for e in shop.buys(fatima, bags(1)).effects("gift")] == ["M-1"]
    assert [e["sku"] for e in shop.buys(fatima, bags(1), uses=[("mug", 2)]).effects("gift")] == ["P-2"]


MUGS = "mug: {buy: 1, of: {category: beans}, gift: {nl: mok, en: mug}, stock: 5}"


def given(*sales: Said) -> list[int]:
    """How many things each of them handed over."""
    return [sum(e["count"] for e in sale.effects("gift")) for sale in sales]


def test_of_a_gift_with_a_stock_there_are_no_more_than_that():
    shop = shop_with(MUGS)
    fatima = shop.enrol()

    quote, sales = shop.quotes(fatima, bags(3)), [shop.buys(fatima, bags(n)) for n in (3, 3, 1)]

    assert given(quote, *sales) == [3, 3, 2, 0]
    assert sales[1].body["facts"]["left"] == [[0, [], -1, 2]]
    assert ("cadeau: mok: er is niets meer van over", "gift: mug: there is none left") in told(shop, sales[2])


@pytest.mark.parametrize(("gifts", "again"), [("come back", 2), ("kept", 0)])
def test_what_a_return_brings_back_is_there_for_the_next(gifts, again):
    shop = shop_with(MUGS, f"gifts: {gifts}")
    fatima = shop.enrol()
    first = shop.buys(fatima, bags(5))

    shop.returns(first, (1, 2000))

    assert given(shop.buys(fatima, bags(3))) == [again]
    shop.returns(first)
    assert given(shop.buys(fatima, bags(9))) == [3 if again else 0]


def test_each_branch_has_its_own_and_a_hold_that_is_let_go_gives_them_back():
    shop = shop_with(MUGS.replace("stock: 5", "stock: {dorpsstraat: 2}"))
    fatima = shop.enrol()
    hold = shop.holds(fatima, bags(2))
    assert given(hold, shop.buys(fatima, bags(1))) == [2, 0]

    shop.cancels_hold(hold)
    again = shop.holds(fatima, bags(3))

    assert given(again, shop.commits(again), shop.buys(fatima, bags(1))) == [2, 2, 0]
