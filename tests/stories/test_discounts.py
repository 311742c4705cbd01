"""What a shopper pays with the discounts of a shop, and what comes back: the counter of a shop on an ordinary Wednesday."""

from typing import Any

from tests.make import clock, line
from tests.paper import PaperShop, Said
from tests.programs import read_yaml
from zegel.core.purchase import Line

HEAD = """zegel: 1
program: De Hoek
company: {currency: EUR}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}
earn:
  base: {give: 1 point, per: 1.00 EUR}
returns: {within: 30 days}
"""


def shop_with(*discounts: str, more: str = "") -> PaperShop:
    rules = "".join(f"  {rule}\n" for rule in discounts)
    return PaperShop(read_yaml(f"{HEAD}discounts:\n{rules}{more}"))


def rolls(pieces: int) -> Line:
    return line(45 * pieces, pieces, category="rolls")


def jam(net: int, **changes: Any) -> Line:
    return line(net, category="jam", **changes)


def shares(sale: Said, rule: str) -> list[int]:
    return next(effect["shares"] for effect in sale.body["effects"] if effect.get("rule") == rule)


def test_six_rolls_for_the_price_of_five():
    shop = shop_with("rolls: {take: 6, pay: 5, of: {category: rolls}, free: cheapest}")
    fatima = shop.enrol()

    assert shop.buys(fatima, rolls(5)).pays == 225
    assert shop.buys(fatima, rolls(6)).pays == 225
    assert shop.buys(fatima, rolls(13)).pays == 495


def test_a_free_roll_earns_nothing_and_the_paid_ones_do():
    shop = shop_with("rolls: {take: 2, pay: 1}")
    fatima = shop.enrol()

    sale = shop.buys(fatima, jam(1000), jam(900))

    assert (sale.pays, sale.earned) == (1000, {"points": 10})


def test_two_for_one_come_back_each_for_half_of_what_was_paid():
    shop = shop_with("rolls: {take: 2, pay: 1, of: {category: rolls}}")
    fatima = shop.enrol()
    sale = shop.buys(fatima, rolls(2))

    first, second = shop.returns(sale, (1, 1000)), shop.returns(sale, (1, 1000))

    assert (sale.pays, first.refund, second.refund) == (45, 23, 22)


def test_a_voucher_of_twenty_on_an_order_of_a_hundred_refunds_eighty():
    # an old mistake of others: the refund was the full hundred
    shop = shop_with("twenty off: {off: 20.00 EUR}")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(6000), jam(4000))

    assert shop.returns(sale).refund == 8000
    assert shop.balances(fatima) == {}


def test_a_part_of_a_shared_discount_goes_back_with_its_line():
    # domain.md §8: 5.00 over 9.99, 19.99 and 4.99
    shop = shop_with("five: {off: 5.00 EUR}")
    sale = shop.buys(shop.enrol(), jam(999), jam(1999), jam(499))

    assert shares(sale, "five") == [143, 286, 71]
    assert shop.returns(sale, (2, 1000)).refund == 1713


def test_regulars_pay_less_and_hear_for_how_long_they_have_been_coming():
    shop = shop_with("regulars: {off: 5%, for: {member for: at least 5 years}}")

    old, new = shop.enrol("old", since="2019-01-01"), shop.enrol("new")

    assert shop.buys(old, jam(1000)).pays == 950
    assert shop.buys(new, jam(1000)).pays == 1000
    assert shop.buys(None, jam(1000)).pays == 1000


def test_damaged_boxes_are_for_regulars_first_and_for_everybody_from_the_fourth_day():
    shop = shop_with(
        "damaged: {off: 25%, of: {tag: damaged}, any: [{for: {member for: at least 1 year}}, {when: {dates: from 2026-03-07}}]}"
    )
    old, new = shop.enrol("old", since="2024-01-01"), shop.enrol("new")
    box = jam(800, tags=("damaged",))

    assert (shop.buys(old, box).pays, shop.buys(new, box).pays) == (600, 800)
    assert shop.buys(new, box, at="2026-03-07 10:00").pays == 600


def test_every_third_purchase_is_cheaper():
    shop = shop_with("third: {off: 10%, for: {purchase: every 3rd}}")
    fatima = shop.enrol()

    assert [shop.buys(fatima, jam(1000)).pays for _ in range(6)] == [1000, 1000, 900, 1000, 1000, 900]


def test_shipping_is_free_from_an_amount_of_goods():
    shop = shop_with("sent: {off: 100%, on: shipping, basket: at least 20.00 EUR}", more="shipping: {category: shipping}\n")
    fatima = shop.enrol()
    postage = line(495, category="shipping")

    assert shop.buys(fatima, jam(1999), postage).pays == 2494
    assert shop.buys(fatima, jam(2000), postage).pays == 2000


def test_one_gift_is_chosen_and_stands_on_the_receipt():
    shop = shop_with("gift: {gift: [theedoek, kaars], worth: 4.00 EUR, basket: at least 40.00 EUR}")
    fatima = shop.enrol()

    plain = shop.buys(fatima, jam(4000))
    chosen = shop.buys(fatima, jam(4000), uses=[("gift", 2)])

    assert plain.effects("gift") == [{"choice": 1, "options": 2, "rule": "gift", "worth_minor": 400}]
    assert chosen.effects("gift")[0]["choice"] == 2
    assert (plain.pays, chosen.pays) == (4000, 4000)
    assert shop.buys(fatima, jam(3999)).effects("gift") == []


def test_the_member_says_which_shirt_is_free():
    shop = shop_with("shirts: {take: 2, pay: 1, free: chosen}")
    fatima = shop.enrol()

    assert shares(shop.buys(fatima, jam(3000), jam(2500)), "shirts") == [0, 2500]
    assert shares(shop.buys(fatima, jam(3000), jam(2500), uses=[("shirts", 1)]), "shirts") == [3000, 0]


def test_wine_is_never_more_than_a_quarter_off_whatever_is_stacked():
    shop = shop_with("wine: {off: 20%, of: {category: wine}}", "five: {off: 5.00 EUR}", "points off: {spend: points, step: 1}")
    fatima = shop.enrol()
    shop.gives(fatima, 5000)
    wine = line(2000, category="wine", legal_class="alcohol")

    sale = shop.buys(fatima, wine, jam(300), uses=[("points off", 0)])

    # 4.00 and 1.00 off the wine is a quarter; the jam takes the rest of the five, and points find nothing more
    assert (shares(sale, "wine"), shares(sale, "five"), sale.pays) == ([400, 0], [100, 300], 1500)
    assert sale.effects("discount")[1]["left_out"] == 100


def test_when_the_basket_changes_a_discount_falls_away_with_its_reason():
    shop = shop_with("five: {off: 5.00 EUR, basket: at least 30.00 EUR}")
    fatima = shop.enrol()

    whole, less = shop.quotes(fatima, jam(2000), jam(1000)), shop.quotes(fatima, jam(2000))

    assert (whole.pays, less.pays, less.why_not) == (2500, 2000, {"five": "basket"})


def test_a_quote_with_every_deal_is_the_purchase_that_follows_it():
    shop = shop_with(
        "rolls: {take: 3, pay: 2, of: {category: rolls}}",
        "lunch: {bundle: [{of: {category: rolls}}, {of: {category: jam}}], price: 3.00 EUR}",
        "five: {off: 5.00 EUR, basket: at least 30.00 EUR}", "gift: {gift: kaars}",
    )  # fmt: skip
    fatima = shop.enrol()
    basket = (rolls(7), jam(2999), jam(350))

    quote = shop.quotes(fatima, *basket, at=clock("2026-03-05 12:00"))

    assert quote.body == shop.buys(fatima, *basket, at=clock("2026-03-05 12:00")).body
