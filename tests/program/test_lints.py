"""What looks wrong is said once, at its line, in both languages, with what to do about it."""

import pytest

from tests.program.files import EXAMPLES, SMALL, small
from zegel.core.periods import Day
from zegel.program.country.cautions import cautions
from zegel.program.lints import LINTS, lines_of, lints
from zegel.program.read import read_yaml
from zegel.program.reference import reference
from zegel.program.sentences import sentences
from zegel.program.tree import yaml_tree

TODAY = Day("2026-11-22")
WHY = "why: {nl: ja, en: yes}"
BASE = f"earn:\n  base: {{give: 1 point, per: 1.00 EUR, {WHY}}}\n"


def warned(sections):
    """The warnings about the small program with `sections`."""
    text = SMALL + sections
    return lints(small(sections), lines_of(yaml_tree(text)[0]), TODAY)


def found(sections):
    """(line, path, code) of each; the small program has seven lines."""
    return [(lint.line, lint.path, lint.code) for lint in warned(sections)]


def earns(rule):
    return f"{BASE}  odd: {{give: 1 point, per: purchase, {WHY}, {rule}}}\n"


def test_a_program_that_looks_well_has_no_warnings():
    assert found(BASE) == []


@pytest.mark.parametrize("rule", [
    "when: {day: tuesday}, not: {when: {day: monday-friday}}",
    "when: {dates: 2027-03-02, day: monday}",
    "where: {branch: markt}, not: {where: {branch: [markt, haven]}}",
    "for: {member for: at least 5 years}, not: {for: {member for: at least 2 years}}",
    "for: {spend: {at least: 10.00 EUR, less than: 5.00 EUR, within: 30 days}}",
    "of: {price: [at least 10.00 EUR, less than 5.00 EUR]}",
    "for: {purchase: first}, all: [{for: {purchase: 2nd}}]",
])  # fmt: skip
def test_a_rule_that_can_never_fire_is_found(rule):
    assert found(earns(rule)) == [(10, "earn.odd", "never_fires")]


def test_a_rule_for_articles_that_never_count_is_found():
    assert found("never: [{category: papers}]\n" + earns("of: {category: papers/daily}")) == [(11, "earn.odd", "never_fires")]


def test_a_rule_of_which_the_days_are_over_is_found():
    assert found(earns("when: {dates: 2026-03-01 .. 2026-03-31}")) == [(10, "earn.odd", "over")]
    assert found(earns("when: {dates: until 2026-11-22}")) == []


def test_a_multiplier_behind_a_larger_one_is_found_once():
    both = "  a: {{multiply: points × {a}, {why}{x}}}\n  b: {{multiply: points × {b}, {why}{y}}}\n"

    def two(a, b, x="", y="", more=""):
        return found(BASE + both.format(a=a, b=b, x=x, y=y, why=WHY) + more)

    assert two(2, 3, ", when: {day: tuesday}") == [(10, "earn.a", "shadowed")]
    assert two(2, 2) == [(10, "earn.a", "shadowed")]
    assert two(2, 3, "", ", when: {day: tuesday}") == []
    assert two(2, 3, ", of: {category: cake/small}", ", of: {category: cake}") == [(10, "earn.a", "shadowed")]
    assert two(2, 3, "", "", "settings: {multipliers: sum}\n") == []


def test_a_discount_behind_a_better_one_of_its_group_is_found():
    text = "discounts:\n  five: {{off: 5%, {why}, group: card{five}}}\n  ten: {{off: 10%, {why}, group: {group}}}\n"

    assert found(text.format(why=WHY, group="card", five=", for: {member: true}")) == [(9, "discounts.five", "shadowed")]
    assert found(text.format(why=WHY, group="other", five="")) == []


@pytest.mark.parametrize(("five", "ten", "shadowed"), [
    ("off: 5%", "off: 1%, alone: true", ["five"]),
    ("off: 5%, alone: true", "off: 1%, alone: true", ["ten"]),  # the first of two in order, by id
    ("off: 5%, alone: true", "off: 1%, alone: true, priority: 2", ["five"]),
    ("off: 5%, alone: true", "off: 1%, alone: true, priority: 2, limit: 100 in total", []),  # that may be used up
    ("off: 5%, alone: true", "off: 1%, alone: true, priority: 2, when: {day: monday}", []),
    ("off: 5%", "off: 1%, not with: five", ["ten"]),
    ("off: 5%", "off: 1%, not with: five, priority: 1", ["five"]),
    ("off: 5%, of: {tag: jam}", "off: 1%, of: {tag: tea}, not with: five, priority: 1", []),
    ("off: 5.00 EUR, group: a", "off: 10.00 EUR, group: a", ["five"]),
    ("off: 5.00 EUR, group: a", "off: 10.00 EUR, group: a, at most: 3.00 EUR", []),
    ("off: 5%, group: a", "off: 10%, group: a, at most: 1 item per line", []),
    ("off: 5.00 EUR, group: a", "off: 10.00 EUR, group: a, at most: 3.00 EUR per line", []),
    ("off: 5.00 EUR, group: a", "off: 5%, group: a", []),  # which is more depends on the basket
    ("off: 5%", "off: 10%", []),
])  # fmt: skip
def test_a_discount_that_another_one_always_keeps_out_is_found(five, ten, shadowed):
    where = ("", "") if "of:" in five else (", on: basket", ", on: basket")
    text = f"discounts:\n  five: {{{five}, {WHY}{where[0]}}}\n  ten: {{{ten}, {WHY}{where[1]}}}\n"

    assert [lint.path for lint in warned(text) if lint.code == "shadowed"] == [f"discounts.{name}" for name in shadowed]


def test_where_only_the_best_or_the_first_counts_no_group_is_needed():
    text = f"discounts:\n  five: {{off: 5%, on: basket, {WHY}}}\n  ten: {{off: 10%, on: basket, {WHY}}}\n"

    assert found(text + "settings: {choosing: best only}\n") == [(9, "discounts.five", "shadowed")]
    assert found(text + "settings: {choosing: first only}\n") == [(10, "discounts.ten", "shadowed")]


def test_a_reward_out_of_reach_says_what_was_assumed():
    car, cup = (
        f"  {name}: {{gives: {{item: x}}, costs: {cost} points, stock: 1}}\n" for name, cost in (("car", "1_001"), ("cup", "1_000"))
    )
    sections = f"{BASE}rewards:\n{car}{cup}"

    (lint,) = warned(sections)

    assert (lint.line, lint.path, lint.code) == (11, "rewards.car", "out_of_reach")
    assert lint.says.en == "“car” takes 1,001 points, and a year gives 1,000."
    assert lint.says.nl == "“car” vraagt 1.001 punten, en een jaar geeft er 1.000."
    assert lint.hint.en == "Assumed are 50 purchases of €20.00, without promotions."


def test_stamps_that_lapse_before_the_card_is_full_are_out_of_reach():
    card = f"stamp cards: {{kaart: {{stamp: 1 per visit, slots: 20, full gives: cup, expires: 3 months, {WHY}}}}}\n"

    assert found(card + "rewards: {cup: {gives: {item: cup}, cost price: 1.00 EUR}}\n") == [(9, "rewards.cup", "out_of_reach")]


def test_a_reward_without_stock_and_price_has_no_budget():
    assert found(BASE + "rewards:\n  cup: {gives: {item: cup}, costs: 10 points}\n") == [(11, "rewards.cup", "no_budget")]


def test_what_a_day_or_an_event_gives_is_in_reach():
    cup = "rewards: {cup: {gives: {item: cup}, cost price: 1.00 EUR, %s}}\n"
    day = f"occasions: {{happy: {{on: birthday, %s, {WHY}}}}}\n"
    event = f"events: {{review: {{}}}}\nearn: {{told: {{give: 1 point, on: event review, once per: day, {WHY}}}}}\n"

    assert found(cup % "costs: 5 points" + day % "give: 5 points") == []
    assert [one[2] for one in found(cup % "costs: 6 points" + day % "give: 5 points")] == ["out_of_reach"]
    assert found(cup % "costs: 50 points" + event) == []


@pytest.mark.parametrize(("section", "path"), [
    (f"discounts: {{mug: {{gift: {{nl: mok, en: mug}}, worth: 4.00 EUR, {WHY}}}}}", "discounts.mug"),
    (f"events: {{review: {{}}}}\nearn: {{told: {{give: 5 points, on: event review, {WHY}}}}}", "earn.told"),
    (f"coupons: {{zomer: {{code: ZOMER, off: 5.00 EUR, {WHY}}}}}", "coupons.zomer"),
    ("referral: {member gets: 100 points, first spends: 25.00 EUR}", "referral"),
])  # fmt: skip
def test_what_is_given_however_often_has_no_budget(section, path):
    assert [(lint.path, lint.code) for lint in warned(section + "\n")] == [(path, "no_budget")]
    bounds = {"discounts.mug": "why: {", "earn.told": "why: {", "coupons.zomer": "why: {", "referral": "first"}
    more = {"discounts.mug": "limit: 1 per member, ", "earn.told": "once per: month, ", "coupons.zomer": "uses: {per member: once}, ",
            "referral": "at most: 5 per month, "}  # fmt: skip
    assert found(section.replace(bounds[path], more[path] + bounds[path], 1) + "\n") == []


def test_a_rule_without_a_why_is_found_also_in_one_language():
    text = "company: {currency: EUR, languages: [nl]}"
    one = "earn:\n  base: {give: 1 point, per: 1.00 EUR, why: {nl: ja}}\n  none: {give: 1 point, per: item}\n"

    assert found(one) == [(9, "earn.base", "missing_why"), (10, "earn.none", "missing_why")]
    dutch = SMALL.replace("company: {currency: EUR}", text) + one
    assert [lint.path for lint in lints(read_yaml(dutch), lines_of(yaml_tree(dutch)[0]), TODAY)] == ["earn.none"]


@pytest.mark.parametrize(("sections", "code", "said", "law"), [
    (f"earn:\n  odd: {{give: 1 point, per: item, {WHY}, of: {{category: shop/tabak}}}}\n", "legal_never",
     "“odd” names “tabak”; tobacco and vapes stay out of every program.", "Tabaks- en rookwarenwet, art. 5"),
    (f"discounts:\n  odd: {{off: 10%, {WHY}, of: {{category: boeken}}}}\n", "legal_never",
     "“odd” names “boeken”; books stay out of every program.", "Wet op de vaste boekenprijs"),
    (f"discounts:\n  odd: {{off: 10%, {WHY}, of: {{tag: infant formula}}}}\n", "legal_never",
     "“odd” names “infant formula”; infant formula stay out of every program.", "2016/127"),
    (f"discounts:\n  odd: {{off: 30%, {WHY}, of: {{category: [wijn, snacks]}}}}\n", "legal_most_off",
     "“odd” takes 30% off; on alcohol that may be 25% at most.", "Alcoholwet, art. 2a"),
    (f"discounts:\n  odd: {{off: 30%, on: basket, {WHY}}}\n", "legal_most_off",
     "“odd” takes 30% off; on alcohol that may be 25% at most.", "read on 21 November 2026"),
    (f"stamp cards:\n  c: {{stamp: 1 per item, slots: 5, full gives: odd, {WHY}}}\n"
     "rewards:\n  odd: {gives: {item: cadeaukaart}, cost price: 5.00 EUR, valid for: 1 year}\n", "legal_valid",
     "“odd” is valid for 1 year; a gift card is so for at least 2 years.", "35755"),
    ("paid stamps: {counted: false, price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 490, pays: 52.00 EUR}\n", "legal_meter",
     "If you sell more than €1,000,000.00 of savings stamps in 1 year, De Nederlandsche Bank must be told.", "art. 1:5a (2)(k)"),
])  # fmt: skip
def test_what_a_law_stands_in_the_way_of_is_said_with_its_source(sections, code, said, law):
    (lint,) = warned(sections)

    assert (lint.code, lint.says.en) == (code, said)
    assert law in lint.hint.en


def test_money_that_partners_share_asks_for_a_licence():
    stamps = "paid stamps: {price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 490, pays: 52.00 EUR}\n"
    who = "who: {a: {branches: markt, give: 1 point, per: 1.00 EUR, issued at: 0.01 EUR, redeemed at: 0.01 EUR}}"

    assert found(stamps) == []
    assert found(f"partners: {{unit: points, {who}}}\n{stamps.replace('price:', 'counted: false, price:')}") == [
        (8, "partners", "legal_meter"),
        (9, "paid stamps", "legal_meter"),
    ]


def test_alcohol_that_is_left_out_is_no_conflict():
    assert found(f"never: [alcohol]\ndiscounts:\n  odd: {{off: 30%, {WHY}}}\n") == []
    assert found(f"discounts:\n  odd: {{off: 25%, {WHY}, of: {{category: wijn}}}}\n") == []


def test_another_country_s_law_is_not_said_to_hold():
    abroad = SMALL.replace("company: {currency: EUR}", "company: {currency: EUR, country: US, zone: America/New_York}")
    text = abroad + f"discounts:\n  odd: {{off: 30%, {WHY}, of: {{category: wine}}}}\n"
    program = read_yaml(text)

    assert [lint.code for lint in lints(program, lines_of(yaml_tree(text)[0]), TODAY)] == []
    assert (program.caps, [s for s in sentences(program, full=True) if s.path == "caps"]) == ((), [])


def test_every_caution_names_its_law_and_the_day_it_was_read():
    assert all(one.law and len(one.read) == 10 and one.words and one.says.nl for one in cautions("NL"))


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_only_leaves_words_to_zegel(name):
    text = EXAMPLES[name]

    assert {lint.code for lint in lints(read_yaml(text), lines_of(yaml_tree(text)[0]), TODAY)} <= {"missing_why"}


def test_every_code_is_written_about():
    assert all(f"| `{code}` | " in reference() for code in LINTS)


STEPS = "  odd: {give: 10 points, per: 1.00 EUR, WHY, steps: [{from: 50.00 EUR, give: LAST}], method: METHOD}\n".replace("WHY", WHY)


@pytest.mark.parametrize(("last", "method", "code"), [
    ("20 points", "marginal", []), ("20 points", "whole", []),
    ("5 points", "whole", ["falling_step"]), ("5 points", "marginal", ["splitting"]),
    ("nothing", "marginal", ["splitting"]), ("nothing", "marginal, counted per: day", []),
])  # fmt: skip
def test_points_in_steps_that_fall_are_told(last, method, code):
    sections = BASE + STEPS.replace("LAST", last).replace("METHOD", method)

    assert found(sections) == [(10, "earn.odd.steps", one) for one in code]


def test_a_discount_for_the_nth_purchase_of_an_amount_may_count_less():
    rule = f"discounts:\n  odd: {{off: 10%, {WHY}, for: {{purchase: every 3rd of at least 50.00 EUR}}}}\n"

    assert found(BASE + rule) == [(11, "discounts.odd", "counts_less")]


def test_what_rises_counts_for_a_reward_within_reach():
    car = "rewards: {car: {gives: {item: car}, costs: 30_000 points, cost price: 1.00 EUR}}\n"
    rising = STEPS.replace("odd:", "base:").replace("LAST", "100 points").replace("METHOD", "marginal, counted per: year")

    assert [one[2] for one in found(f"earn:\n{rising}{car}")] == []
    assert [one[2] for one in found(f"earn:\n{rising.replace(', counted per: year', '')}{car}")] == ["out_of_reach"]
