"""What a shop may choose about earning: rounding, the base, several rules, limits (semantics 8, 13, 14, 27; domain.md C6, M10, M2)."""

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.make import DAY_MS, WEDNESDAY, clock, line
from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.core.purchase import Tender

HEAD = """
zegel: 1
program: Proef
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [dorpsstraat, markt]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR UNIT}
  stars:  {names: {nl: [ster, sterren], en: [star, stars]}, never spent: true}
"""
OFF = """
discounts:
  cake:  {off: 10%, of: {category: cake}}
  all:   {off: 10%, on: basket, basket: at least 50.00 EUR}
  points off: {spend: points, step: 100}
"""
BASE = "earn: {base: {give: 1 point, per: 1.00 EUR}}\n"


def shop_with(earn: str = BASE, settings: str = "", unit: str = "", more: str = "") -> PaperShop:
    """A shop that earns like that."""
    stated = f"settings: {{{settings}}}\n" if settings else ""
    return PaperShop(_read(HEAD.replace(" UNIT", f", {unit}" if unit else "") + earn + more + stated))


_read = lru_cache(maxsize=200)(read_yaml)


def earned(shop: PaperShop, *lines, who=None, **changes) -> dict[str, int]:
    """What a regular's basket earns."""
    return shop.buys(shop.enrol() if who is None else who, *lines, **changes).earned


# -- row 8


@pytest.mark.parametrize(("how", "net", "points"), [
    ("down", 1_999, 19), ("half up", 1_949, 19), ("half up", 1_950, 20), ("half even", 1_950, 20), ("half even", 1_850, 18),
    ("up", 1_901, 20), ("up", 1_900, 19), ("half up", 0, 0),
])  # fmt: skip
def test_row_8_points_are_rounded_once_a_basket_as_the_shop_chose(how, net, points):
    assert earned(shop_with(settings=f"rounding points: {how}"), line(net)).get("points", 0) == points


def test_row_8_only_full_steps_count_unless_the_shop_rounds_otherwise():
    # Square: 5 points per full 10.00; 19.99 is one step
    steps = "earn: {base: {give: 5 points, per: 10.00 EUR}}\n"

    assert earned(shop_with(steps), line(1_999)) == {"points": 5}
    assert earned(shop_with(steps, "rounding points: half up"), line(1_999)) == {"points": 10}


def test_row_8_rounded_per_line_gives_less_than_per_basket():
    basket = (line(150), line(150), line(199))

    assert earned(shop_with(), *basket) == {"points": 4}
    assert earned(shop_with(settings="points rounded per: line"), *basket) == {"points": 3}


def test_row_8_a_unit_with_decimals_keeps_them():
    shop = shop_with(unit="decimals: 2")
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(3_749))

    assert sale.earned == {"points": 3_749}
    assert "U krijgt 37,49 punten: 1 punt per volle € 1,00 (over € 37,49)." in sale.said


def test_row_8_the_remainder_is_shown():
    sale = (shop := shop_with()).buys(shop.enrol(), line(3_749))

    assert "U krijgt 37 punten: 1 punt per volle € 1,00 (over € 37,49; € 0,49 bleef over)." in sale.said


def test_row_8_a_carried_remainder_counts_with_the_next_purchase():
    shop = shop_with(settings="points remainder: carried")
    fatima = shop.enrol()

    sales = [shop.buys(fatima, line(160)) for _ in range(5)]

    assert [sale.earned["points"] for sale in sales] == [1, 2, 1, 2, 2]
    assert "€ 0,60 telt de volgende keer mee" in " ".join(sales[0].said)


@examples(9)
@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=8))
def test_row_8_carried_remainders_lose_nothing_and_invent_nothing(amounts):
    shop = shop_with(settings="points remainder: carried")
    fatima = shop.enrol()

    for amount in amounts:
        shop.buys(fatima, line(amount))

    assert shop.balances(fatima).get("points", 0) == sum(amounts) // 100


def test_row_8_what_comes_back_takes_its_remainder_along():
    shop = shop_with(settings="points remainder: carried")
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(160))

    shop.returns(sale)

    assert shop.buys(fatima, line(150)).earned == {"points": 1}


TWICE = "  twice: {multiply: points × 2OF}\n"
REACHES_NOTHING = "  half: {multiply: points × 0.5, of: {tag: none}}\n"


@pytest.mark.parametrize(("of", "more"), [
    ("", ""), (", of: {category: bread}", ""), ("", REACHES_NOTHING), (", of: {category: bread}", REACHES_NOTHING),
])  # fmt: skip
@pytest.mark.parametrize(("setting", "points"), [("points rounded per: line", [4, 4, 4]), ("points remainder: carried", [4, 6, 6])])
def test_row_8_a_multiplier_counts_the_points_that_there_are_however_they_are_rounded(setting, points, of, more):
    # 1.50 and 1.50 earn 1 and 1 where each line is rounded, and what is left over of 2.70 earns one more the next time
    shop = shop_with(BASE.replace("}}\n", "}\n").replace("{base", "\n  base") + TWICE.replace("OF", of) + more, setting)
    fatima = shop.enrol()
    basket = (line(150), line(150)) if "line" in setting else (line(150), line(120))

    assert [shop.buys(fatima, *basket).earned["points"] for _ in range(3)] == points


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_row_14_of_two_that_double_alike_it_does_not_matter_what_they_are_called(names):
    rules = "  {}: {{multiply: points × 2, of: {{category: bread}}}}\n  {}: {{multiply: points × 2}}\n".format(*names)
    shop = shop_with(f"earn:\n  base: {{give: 1 point, per: 1.00 EUR}}\n{rules}")

    assert earned(shop, line(150), line(150, category="cake")) == {"points": 6}


# -- row 13


@pytest.mark.parametrize(("base", "points"), [("after discounts", 81), ("before discounts", 100), ("own discounts only", 90)])
def test_row_13_which_discounts_count_against_what_is_earned(base, points):
    # 100.00 of cake: 10% off cake is 90.00, 10% off everything 81.00
    assert earned(shop_with(more=OFF, settings=f"earning base: {base}"), line(10_000, category="cake")) == {"points": points}


@pytest.mark.parametrize("base", ["after discounts", "before discounts", "own discounts only"])
def test_row_13_what_points_pay_earns_nothing_whatever_the_base(base):
    shop = shop_with(more=OFF, settings=f"earning base: {base}")
    fatima = shop.enrol()
    shop.gives(fatima, 1_000)

    sale = shop.buys(fatima, line(2_000, category="jam"), uses=(("points off", 500),))

    assert (sale.pays, sale.earned) == (1_500, {"points": 15})


def test_row_13_what_points_pay_earns_where_the_program_says_so():
    for base, points, after in (("after discounts", 20, 10), ("before discounts", 20, 10)):
        shop = shop_with(more=OFF, settings=f"earning base: {base}, paid with points: earns")
        fatima = shop.enrol()
        shop.gives(fatima, 1_000)

        sale = shop.buys(fatima, line(1_000, category="jam"), line(1_000, category="jam"), uses=(("points off", 500),))
        shop.returns(sale, (1, 1_000))

        assert (sale.pays, sale.earned, shop.points(fatima)) == (1_500, {"points": points}, 750 + after)


@pytest.mark.parametrize(("settings", "points"), [
    ("", 40), ("paid with gift cards: earns nothing", 30), ("paid with store credit: earns nothing", 35),
    ("paid with gift cards: earns nothing, paid with store credit: earns nothing", 25),
])  # fmt: skip
def test_row_13_tenders_earn_or_do_not(settings, points):
    paid = (Tender("gift_card", 1_000), Tender("store_credit", 500), Tender("cash", 2_500))

    assert earned(shop_with(settings=settings), line(3_000), line(1_000), tenders=paid) == {"points": points}


def test_row_13_a_return_takes_its_part_of_a_tender_that_earned_nothing():
    shop = shop_with(settings="paid with gift cards: earns nothing")
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(3_000), line(1_000), tenders=(Tender("gift_card", 2_000), Tender("cash", 2_000)))

    shop.returns(sale, (2, 1_000))

    assert shop.balances(fatima) == {"points": 15}
    shop.returns(sale)
    assert shop.balances(fatima) == {}


def test_row_13_the_base_with_and_without_vat_and_shipping():
    basket = (line(10_900), line(2_180, category="shipping"))
    ships = "shipping: {category: shipping}\n"

    assert earned(shop_with(more=ships), *basket) == {"points": 130}
    assert earned(shop_with(more=ships, settings="earning base in: excluding VAT"), *basket) == {"points": 120}
    assert earned(shop_with(more=ships, settings="earning and shipping: without"), *basket) == {"points": 109}


# -- row 14

SEVERAL = """
earn:
  base:  {give: 1 point, per: 1.00 EUR}
  cakes: {give: 3 points, per: 1.00 EUR, of: {category: cake}}
  visit: {give: 40 points, per: purchase, priority: 9, promotion: true}
"""


@pytest.mark.parametrize(("rules", "points"), [("add up", 10 + 30 + 40), ("best only", 40), ("first match", 40)])
def test_row_14_several_rules_add_up_or_only_one_of_them_counts(rules, points):
    assert earned(shop_with(SEVERAL, f"earning rules: {rules}"), line(1_000, category="cake")) == {"points": points}


def test_row_14_the_best_rule_depends_on_the_basket_and_the_others_say_why_not():
    shop = shop_with(SEVERAL, "earning rules: best only")

    sale = shop.buys(shop.enrol(), line(2_000, category="cake"))

    assert sale.effects("earn")[0]["parts"] == [["cakes", 60]]
    assert "1 punt per volle € 1,00: een andere regel geeft meer." in sale.said


def test_row_14_a_promotion_may_need_base_points():
    shop = shop_with("earn: {cakes: {give: 3 points, per: 1.00 EUR, of: {category: cake}}, visit: {give: 40 points, per: purchase, "
                     "promotion: true}}\n", "promotions: need base points")  # fmt: skip
    fatima = shop.enrol()

    assert shop.buys(fatima, line(1_000, category="jam")).earned == {}
    assert shop.buys(fatima, line(1_000, category="cake")).earned == {"points": 70}


PROMOTIONS = """earn:
  base: {give: 1 point, per: 1.00 EUR}
  cakes: {give: 2 points, per: 1.00 EUR, of: {category: cake}}
  triple: {multiply: points × 3, promotion: true, made: 2026-02-01}
  present: {give: 5 points, per: purchase, promotion: true, made: 2026-03-01}
  jam week: {multiply: points × 4, promotion: true, made: 2026-04-01, of: {category: jam}}
  of old: {give: 100 points, per: purchase, promotion: true}
"""


@pytest.mark.parametrize(("settings", "category", "points"), [
    ("several promotions: the newest", "cake", 35),  # 10 and 20, and the present; jam week is not about cake
    ("several promotions: the newest", "jam", 40),
    ("several promotions: the newest, earning rules: best only", "cake", 25),  # the best of 10 and 20, and the present on top
    ("several promotions: the newest, promotions: need base points", "jam", 40),
])  # fmt: skip
def test_row_14_of_several_promotions_only_the_newest_may_count(settings, category, points):
    shop = shop_with(PROMOTIONS, settings)

    sale = shop.buys(shop.enrol(), line(1_000, category=category))

    assert sale.earned == {"points": points}
    assert "100 punten per aankoop: een nieuwere actie gaat voor." in sale.said
    assert "Punten × 3: een nieuwere actie gaat voor." in sale.said


# -- limits, row 27

CAPPED = "earn: {base: {give: 1 point, per: 1.00 EUR, at most: [50 points per purchase, 80 points per day, 100 points per month]}}\n"


def test_row_27_a_limit_gives_what_still_fits_and_says_so_with_figures():
    shop = shop_with(CAPPED)
    fatima = shop.enrol()

    first, second, third = [shop.buys(fatima, line(9_000)) for _ in range(3)]

    assert [sale.earned for sale in (first, second, third)] == [{"points": 50}, {"points": 30}, {}]
    assert "Hoogstens 50 punten per aankoop: 40 punten minder." in first.said
    assert "Hoogstens 80 punten per dag: 60 punten minder; u had er al 50 punten gekregen." in second.said
    assert third.effects("capped") == [{"before": 80, "given": 0, "most": 80, "per": "day", "rule": "base", "unit": "points", "wanted": 90}]


def test_row_27_a_limit_may_refuse_the_whole():
    shop = shop_with(CAPPED, "limits on points: refuse")

    assert earned(shop, line(9_000)) == {}
    assert shop.buys(None, line(5_000)).earned == {"points": 50}


@pytest.mark.parametrize(("per", "next_day"), [
    ("day", "2026-03-05 00:30"), ("week", "2026-03-09 00:30"), ("month", "2026-04-01 00:30"), ("year", "2027-01-01 00:30"),
])  # fmt: skip
def test_row_27_a_limit_begins_anew_when_its_time_does(per, next_day):
    shop = shop_with(f"earn: {{base: {{give: 1 point, per: 1.00 EUR, at most: 10 points per {per}}}}}\n")
    fatima = shop.enrol()
    shop.buys(fatima, line(900), at=WEDNESDAY)

    assert shop.buys(fatima, line(900), at=clock(next_day) - 3_600_000).earned == {"points": 1}
    assert shop.buys(fatima, line(900), at=clock(next_day)).earned == {"points": 9}


def test_row_27_a_limit_for_life_stays():
    shop = shop_with("earn: {base: {give: 1 point, per: 1.00 EUR, at most: 10 points per member in all}}\n")
    fatima = shop.enrol()
    shop.buys(fatima, line(900))

    assert shop.buys(fatima, line(900), at=clock("2029-01-01 12:00")).earned == {"points": 1}


def test_row_27_what_comes_back_makes_room_again():
    shop = shop_with(CAPPED)
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(9_000))
    shop.returns(sale)

    assert shop.buys(fatima, line(9_000)).earned == {"points": 50}


def test_row_27_a_limit_of_the_unit_holds_for_all_rules_and_multipliers_together():
    shop = shop_with(BASE.replace("}}", "}, twice: {multiply: points × 2}}"), unit="at most: 150 points per day")
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(9_000))

    assert sale.effects("earn")[0]["parts"] == [["base", 90], ["twice", 60]]
    assert shop.buys(fatima, line(9_000)).earned == {}


def test_row_27_a_multiplier_adds_no_more_than_its_limit_and_counts_only_what_was_given():
    base = "base: {give: 1 point, per: 1.00 EUR, at most: 100 points per purchase}"
    earn = f"earn: {{{base}, bread: {{multiply: points × 3, of: {{category: bread}}}}}}\n"
    shop = shop_with(earn)

    assert earned(shop, line(30_000)) == {"points": 300}
    assert earned(shop_with(earn.replace("of:", "at most: 40 per day, of:")), line(30_000)) == {"points": 140}


@examples(9)
@given(st.lists(st.tuples(st.integers(1, 9_000), st.booleans()), min_size=1, max_size=7))
def test_row_27_no_row_of_purchases_and_returns_earns_more_than_the_limit(baskets):
    shop = shop_with(CAPPED)
    fatima = shop.enrol()

    for amount, back in baskets:
        sale = shop.buys(fatima, line(amount))
        if back:
            shop.returns(sale)

    assert 0 <= shop.balances(fatima).get("points", 0) <= 80


# -- once per, apart, quantities (M10, M2)


def test_a_rule_once_per_day_gives_once_a_day():
    shop = shop_with("earn: {visit: {give: 5 points, per: visit, once per: day}}\n")
    fatima = shop.enrol()

    assert shop.buys(fatima, line()).earned == {"points": 5}
    again = shop.buys(fatima, line())
    assert again.earned == {}
    assert "5 punten per aankoop: dat geldt alleen één keer per dag; u hebt dit al gehad." in again.said
    assert shop.buys(fatima, line(), at=WEDNESDAY + DAY_MS).earned == {"points": 5}


def test_visits_count_only_half_an_hour_apart_at_one_branch():
    # domain.md M10: "per purchase" needs anti-splitting
    shop = shop_with("earn: {visit: {give: 5 points, per: visit, apart: 30 minutes}}\n")
    fatima = shop.enrol()
    minute = 60_000

    first = shop.buys(fatima, line(), at=WEDNESDAY)
    split = shop.buys(fatima, line(), at=WEDNESDAY + 29 * minute)
    elsewhere = shop.buys(fatima, line(), at=WEDNESDAY + 29 * minute, branch="markt")
    later = shop.buys(fatima, line(), at=WEDNESDAY + 59 * minute, branch="markt")

    assert [s.earned for s in (first, split, elsewhere, later)] == [{"points": 5}, {}, {"points": 5}, {"points": 5}]
    assert "5 punten per aankoop: dat is nog te kort geleden." in split.said


@pytest.mark.parametrize(("per", "lines", "points"), [
    ("1 kg", [line(500, measure="kg"), line(100, measure="g", category="nuts")], 3), ("0.5 l", [line(500, 2, measure="l")], 12),
    ("kg", [line(500, measure="piece")], 0),
])  # fmt: skip
def test_points_by_weight_and_volume(per, lines, points):
    shop = shop_with(f"earn: {{weighed: {{give: 3 points, per: {per}}}}}\n")

    assert earned(shop, *lines).get("points", 0) == points


def test_every_tenth_purchase_and_the_one_after_the_tenth():
    # domain.md M2: on the Nth, or on purchase N + 1; once, or again and again
    shop = shop_with("earn: {tenth: {give: 100 points, per: purchase, for: {purchase: every 3rd}}, "
                     "after: {give: 7 points, per: purchase, for: {purchase: 4th}}}\n")  # fmt: skip
    fatima = shop.enrol()

    assert [shop.buys(fatima, line()).earned.get("points", 0) for _ in range(7)] == [0, 0, 100, 7, 0, 100, 0]


def test_one_purchase_earns_several_units_at_once():
    rules = "base: {give: 1 point, per: 1.00 EUR}, stars: {give: 2 stars, per: item}, visit: {give: 5 stars, per: visit}"
    shop = shop_with(f"earn: {{{rules}}}\n")

    assert earned(shop, line(1_250, 3)) == {"points": 12, "stars": 11}
