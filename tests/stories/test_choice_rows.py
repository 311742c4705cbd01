"""Choices of rows 5, 6, 10 and 13 that only show in a shop of their own: prices without VAT, a basket that does not divide."""

import pytest

from tests.make import line
from tests.paper import PaperShop
from tests.programs import read_yaml


def a_shop(rules: str, settings: str = "", prices: str = "including VAT") -> PaperShop:
    return PaperShop(
        read_yaml(
            f"zegel: 1\nprogram: Proef\ncompany: {{currency: EUR, prices: {prices}}}\nbranches: [dorpsstraat]\n"
            f"units: {{points: {{names: {{nl: [punt, punten], en: [point, points]}}, worth: 0.01 EUR}}}}\n{rules}settings: {{{settings}}}\n"
        )
    )


@pytest.mark.parametrize(
    ("settings", "pays"), [("", 1_000), ("thresholds in: including VAT", 900), ("thresholds in: excluding VAT", 1_000)]
)
def test_row_4_where_prices_are_without_vat_a_threshold_may_be_with_it(settings, pays):
    # 10.00 without VAT is 12.10 with 21 %
    shop = a_shop("discounts: {d: {off: 1.00 EUR, on: basket, basket: at least 12.10 EUR}}\n", settings, "excluding VAT")

    assert shop.buys(None, line(1_000, category="jam", vat_bp=2100)).pays == pays


@pytest.mark.parametrize(("settings", "pays"), [("", 8_790), ("amounts: including VAT", 9_000), ("amounts: excluding VAT", 8_790)])
def test_row_5_where_prices_are_without_vat_an_amount_may_be_meant_with_it(settings, pays):
    # 12.10 with 21 % VAT is 10.00 without
    shop = a_shop("discounts: {d: {off: 12.10 EUR}}\n", settings, "excluding VAT")

    assert shop.buys(None, line(10_000, category="jam", vat_bp=2100)).pays == pays


@pytest.mark.parametrize(("settings", "points"), [("", 100), ("earning base in: including VAT", 121), ("earning base in: as prices", 100)])
def test_row_13_where_prices_are_without_vat_one_may_earn_on_it_too(settings, points):
    shop = a_shop("earn: {base: {give: 1 point, per: 1.00 EUR}}\n", settings, "excluding VAT")

    assert shop.buys(shop.enrol(), line(10_000, category="jam", vat_bp=2100)).earned == {"points": points}


@pytest.mark.parametrize(("settings", "shares"), [
    ("", [70, 23, 56]), ("spare cents: last line", [70, 23, 56]), ("spare cents: first line", [70, 23, 56]),
    ("spare cents: first items", [71, 23, 55]),
])  # fmt: skip
def test_row_6_a_spare_cent_goes_where_the_shop_says(settings, shares):
    # 7 % of 10.00 + 3.35 + 7.99 is 1.49: 70.00, 23.45 and 55.93 cents
    shop = a_shop("discounts: {d: {off: 7%, on: basket}}\n", settings)

    (off,) = shop.buys(None, line(1_000, 3), line(335), line(799, 2, category="cake")).effects("discount")

    assert off["shares"] == shares


@pytest.mark.parametrize(("settings", "chosen", "pays"), [
    ("", 0, 700), ("free items: chosen", 0, 700), ("free items: chosen", 1, 600), ("free items: chosen", 3, 500),
])  # fmt: skip
def test_row_10_the_member_chooses_what_is_free_of_three(settings, chosen, pays):
    shop = a_shop("discounts: {d: {take: 3, pay: 2}}\n", settings)

    sale = shop.buys(shop.enrol(), line(300), line(200), line(400), uses=[("d", chosen)] if chosen else [])

    assert sale.pays == pays
