"""The golden vectors of domain.md §8, each figure as it stands there. vectors.yaml has them line by line, with the test that holds each."""

import ast
import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.decide.test_deals import paid
from tests.house.tree import ROOT
from tests.make import line
from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.core.rounding import half_up, largest_remainder
from zegel.decide.taking import with_vat
from zegel.insight.estimates import Group, Purchases, Spending, net_promoter, recognised, set_aside, still_to_come, uplift

SHOP = """zegel: 1
program: De Hoek
company: {currency: EUR}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}
earn:
  base: {give: 1 point, per: 1.00 EUR}
returns: {within: 30 days}
discounts:
  five: {off: 5.00 EUR}
"""
CARD, TOKEN = "bread card", "reward:free bread"


def test_five_euros_over_three_lines_by_the_largest_remainder():
    assert largest_remainder(500, [999, 1999, 499]) == [143, 286, 71]
    assert paid("d: {off: 5.00 EUR}", line(999), line(1999), line(499)) == [856, 1713, 428]


def test_the_second_line_comes_back_for_1713_and_restores_286_of_the_discount():
    shop = PaperShop(read_yaml(SHOP))
    sale = shop.buys(shop.enrol(), line(999), line(1999), line(499))

    back = shop.returns(sale, (2, 1000))

    assert back.refund == 1713
    assert 1999 - back.refund == 286


def test_the_vat_in_ten_euros_at_21_percent_is_1_74():
    assert 1000 - with_vat(1000, 2100, -1) == 174


def test_a_bonus_of_three_euros_over_two_rates():
    # 80/20 over 9% and 21%: 2.40 and 0.60, with 0.20 and 0.10 of VAT in them
    shares = largest_remainder(300, [80, 20])

    assert shares == [240, 60]
    assert [share - with_vat(share, rate, -1) for share, rate in zip(shares, (900, 2100), strict=True)] == [20, 10]


def test_cash_goes_to_the_nearest_five_cents():
    vectors = {2337: 2335, 889: 890, 1498: 1500, 2747: 2745, -2337: -2335}

    assert {cents: 5 * half_up(cents, 5) for cents in vectors} == vectors


def test_three_and_four_and_five_stamps_are_one_reward_and_two_stamps_and_a_return_leaves_one():
    for used in (False, True):
        shop = PaperShop()
        fatima = shop.enrol()
        sales = [shop.buys(fatima, line(250 * n, n)) for n in (3, 4, 5)]
        assert (shop.balances(fatima)[CARD], shop.balances(fatima)[TOKEN]) == (2, 1)
        if used:
            shop.buys(fatima, line(300), uses=[("free bread", 1)])

        shop.returns(sales[2], (1, 1000))

        assert shop.balances(fatima)[CARD] == 1
        assert shop.balances(fatima).get(TOKEN, 0) == int(not used)


def test_a_return_of_50_00_with_80_credits_takes_32_for_20_00():
    # peers.md 10: the figure of Leat, in proportion
    text = SHOP.replace("base: {give: 1 point, per: 1.00 EUR}", "base: {give: 80 points, per: purchase}")
    shop = PaperShop(read_yaml(text.replace("{within: 30 days}", "{within: 30 days, earned: in proportion}").partition("discounts:")[0]))
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(2000), line(3000))

    assert shop.returns(sale, (1, 1000)).effects("take back") == [{"unit": "points", "count": 32}]


def test_what_points_defer_of_a_sale_and_what_each_year_releases():
    # IFRS 15, example 52: 100,000 of goods and 10,000 points worth 9,500; 4,500 and then 8,500 used, of 9,500 and then 9,700 expected
    goods, points = set_aside(100_000, 9_500)
    first = recognised(points, 4_500, 9_500)
    both = recognised(points, 8_500, 9_700)

    assert (goods, points) == (91_324, 8_676)
    assert (first, points - first) == (4_110, 4_566)
    assert (both - first, points - both) == (3_493, 1_073)


def test_points_that_are_expected_to_be_used_are_still_owed():
    # 1,000,000 issued, 80% expected to be used, 600,000 used; 0.9 cents each
    still = still_to_come(1_000_000, 8_000, 600_000)

    assert still == 200_000
    assert half_up(still * 9, 10) == 180_000  # € 1,800.00


def test_how_often_a_customer_is_expected_to_come():
    model = Purchases(0.243, 4.414, 0.793, 2.426)

    assert round(model.expected(2, 30.43, 38.86, 39), 3) == 1.226
    assert round(model.alive(2, 30.43, 38.86), 4) == 0.7266
    assert model.alive(0, 0, 38.86) == 1


def test_what_a_customer_is_expected_to_spend():
    model = Spending(6.25, 3.74, 15.44)

    assert round(model.expected(2, 25), 2) == 26.84
    assert model.expected(0, 25) == pytest.approx(6.25 * 15.44 / 2.74)


def test_a_survey_of_400_scores_30_give_or_take_7_7():
    found = net_promoter(400, 200, 80)

    assert (round(found.found), round(found.give_or_take, 1)) == (30, 7.7)


def test_a_difference_of_90_cents_is_no_proof_until_what_was_spent_before_is_counted():
    treated, held_out = Group(12.40, 20, 9000), Group(11.50, 19, 1000)

    plain, sharper = uplift(treated, held_out), uplift(treated, held_out, 0.7)

    assert (round(plain.found, 2), round(plain.give_or_take, 2), plain.proven) == (0.90, 1.25, False)
    assert (round(sharper.found, 2), round(sharper.give_or_take, 2), sharper.proven) == (0.90, 0.89, True)


def listed() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe", pure=True).load((ROOT / "tests" / "golden" / "vectors.yaml").read_text(encoding="utf-8"))
    return found


def text_of(test: str) -> str:
    """A test, with the list that it is parametrized by."""
    file, name = test.split()
    text = (ROOT / "tests" / file).read_text(encoding="utf-8")
    tree = ast.parse(text)
    found = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    lists = {node.id for each in found.decorator_list for node in ast.walk(each) if isinstance(node, ast.Name)}
    given = [node for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in lists]
    return "\n".join(ast.unparse(node) for node in (*given, found))


@pytest.mark.parametrize("line", list(listed()))
def test_every_vector_of_the_domain_is_held_by_a_test_with_its_figures(line):
    for held in listed()[line]["held by"]:
        said = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text_of(held["test"]).replace("_", ""))}
        assert [figure for figure in held["figures"] if float(figure) not in said] == []


def test_every_line_of_the_domain_is_listed():
    lines = ["largest remainder", "bonus", "cash", "VAT", "IE52", "customer value", "surveys and hold-outs", "stamps"]

    assert list(listed()) == lines
