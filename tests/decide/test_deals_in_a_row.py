"""Discounts on every so many pieces or lines, and those that grow with every bundle. Figures are worked out by hand."""

import pytest

from tests.decide.test_deals import bread, jam, left_out, off, paid, price
from tests.make import line
from tests.stories.test_return_settings import shop_with, voluntary
from zegel.core.purchase import Line

PAIR = "[{of: {category: bread}}, {of: {category: jam}}]"


@pytest.mark.parametrize(("discount", "lines", "expected"), [
    # the second, fourth and sixth piece: the cheaper bread, a dearer and the cheapest jam; no piece below nothing
    ("d: {off: 1.00 EUR per item, every: 2nd item, pieces: dearest}", (jam(180, 3), bread(800, 2), bread(300)), [60, 700, 300]),
    ("d: {off: 1.00 EUR per item, every: 2nd item, pieces: cheapest}", (jam(180, 3), bread(800, 2), bread(300)), [120, 700, 200]),
    ("d: {off: 50%, every: 2nd item}", (bread(600, 3), jam(400, 2)), [500, 300]),
    ("d: {off: 50%, every: 2nd item from the 1st}", (bread(600, 3), jam(400, 2)), [400, 300]),
    ("d: {off: 50%, every: 1st item from the 2nd, pieces: dearest}", (bread(600, 3), jam(400)), [300, 400]),
    ("d: {off: 50%, every: 1st item, pieces: cheapest, per basket: once}", (bread(600, 3), jam(100)), [600, 50]),
    ("d: {price: 1.00 EUR, every: 3rd item}", (bread(1000, 4), jam(900, 3)), [850, 700]),
    ("d: {price: 1.00 EUR, of: {category: jam}, every: 1st item, per basket: 2 times}", (bread(300), jam(900, 3)), [300, 500]),
    ("d: {off: 10%, every: 2nd line, pieces: dearest}", (bread(300), jam(900, 2), bread(2000)), [300, 810, 2000]),
    # what is weighed is one, whatever it weighs; a piece that is free already is no longer in the row
    ("d: {off: 50%, every: 2nd item}", (bread(300), line(900, measure="kg", quantity=1730), bread(300)), [300, 450, 300]),
    ("d: {take: 3, pay: 2, of: {category: jam}, priority: 2}; e: {off: 50%, every: 2nd item, priority: 1}", (jam(900, 3), bread(200)),
     [450, 200]),
    # for every bundle more goes off everything, or off what is named; never more than everything
    (f"d: {{bundle: {PAIR}, off: 20% per bundle}}", (bread(600, 3), jam(400, 2), line(1000, category="cake")), [360, 240, 600]),
    (f"d: {{bundle: {PAIR}, off: 40% per bundle}}", (bread(600, 3), jam(600, 3)), [0, 0]),
    (f"d: {{bundle: {PAIR}, off: 20% per bundle, per basket: once}}", (bread(600, 3), jam(400, 2)), [480, 320]),
    (f"d: {{bundle: {PAIR}, off: 20% per bundle, out of: {{category: cake}}}}",
     (bread(600, 3), jam(400, 2), line(999, category="cake")), [600, 400, 599]),
    (f"d: {{bundle: {PAIR}, off: 1.00 EUR per bundle}}", (bread(600, 2), jam(200, 2), line(1200, category="cake")),
     [540, 180, 1080]),
    (f"d: {{bundle: {PAIR}, off: 6.00 EUR per bundle}}", (bread(600, 2), jam(200, 2)), [0, 0]),
    (f"d: {{bundle: {PAIR}, off: 20% per bundle}}", (bread(600, 3),), [600]),
])  # fmt: skip
def test_what_comes_off(discount: str, lines: tuple[Line, ...], expected: list[int]) -> None:
    assert paid(discount, *lines) == expected


@pytest.mark.parametrize(("rounded", "expected"), [("line", [402]), ("item", [401])])
def test_half_off_the_first_and_the_third_of_three_at_2_01(rounded: str, expected: list[int]) -> None:
    assert paid("d: {off: 50%, every: 2nd item from the 1st}", bread(603, 3), settings=f"rounded per: {rounded}") == expected


def test_more_than_everything_is_not_even_asked_for():
    sale = price(f"d: {{bundle: {PAIR}, off: 40% per bundle}}", bread(600, 3), jam(600, 3))

    assert (off(sale), left_out(sale)) == ({"d": (600, 600)}, {})


def test_where_deals_count_once_only_the_first_bundle_does():
    basket = (bread(600, 3), jam(400, 2))

    assert paid(f"d: {{bundle: {PAIR}, off: 20% per bundle}}", *basket, settings="per basket: once") == [480, 320]


def test_with_one_percentage_of_the_basket_the_better_replaces_the_other():
    rules = f"d: {{bundle: {PAIR}, off: 10% per bundle}}; e: {{off: 15%, on: basket}}"

    assert paid(rules, bread(500), jam(500), settings="basket percentages: best only") == [425, 425]
    assert paid(rules, bread(500, 2), jam(500, 2), settings="basket percentages: best only") == [400, 400]


def test_what_comes_back_leaves_fewer_bundles_and_less_off():
    shop = shop_with("discounts: reprice", f"  set: {{bundle: {PAIR}, off: 10% per bundle}}\n")
    fatima = shop.enrol()
    basket = (line(1000, 2, category="bread"), line(1000, 2, category="jam"))
    quote = shop.quotes(fatima, *basket)
    sale = shop.buys(fatima, *basket)

    back = voluntary(shop, sale, (1, 1000))

    # 20% off 20.00; one bread and two jams are one bundle: 10% off 15.00 is 13.50 of the 16.00
    assert (quote.pays, sale.pays, back.refund) == (1600, 1600, 250)
