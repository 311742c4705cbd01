"""Every rule and setting says itself; the sentences of every file are kept and read like code.

ZEGEL_ACCEPT=1 writes the kept files anew: tests/golden/, docs/reference/program.md, examples/README.md.
"""

import pytest

from tests.program.files import EVERY_FILE, EXAMPLES, KITCHEN, ROOT, mistakes_in, said_by, small
from tests.program.kept import kept
from zegel.core.money import MAX_AMOUNT
from zegel.core.periods import Day
from zegel.program.lints import lints
from zegel.program.model import Names
from zegel.program.read import read_yaml
from zegel.program.reference import examples_readme, reference
from zegel.program.sentences import Sentence, sentences, show
from zegel.program.settings import SETTINGS
from zegel.program.words import clock, counted, decimal, money, ordinal, percent, period


def test_the_kitchen_says_what_it_said():
    said = show(read_yaml(KITCHEN), full=True)

    assert said == kept(ROOT / "tests" / "golden" / "sentences.txt", said)


def test_the_reference_is_what_the_code_says():
    assert reference() == kept(ROOT / "docs" / "reference" / "program.md", reference())


def test_the_examples_stand_beside_their_sentences():
    text = examples_readme(EXAMPLES)

    assert text == kept(ROOT / "examples" / "README.md", text)


@pytest.mark.parametrize("name", sorted(EVERY_FILE))
def test_every_rule_and_every_setting_has_one_sentence_in_each_language(name):
    program = read_yaml(EVERY_FILE[name])
    coupons = {coupon.id for coupon in program.coupons}
    own = [rule for rule in program.earn if ":" not in rule.id]  # what others give is said where they stand
    rules = [f"earn.{rule.id}" for rule in own if rule.id not in coupons] + [f"stamp cards.{card.id}" for card in program.cards]
    offs = [rule for rule in (*program.discounts, *program.points_off) if ":" not in rule.id]
    rules += [f"coupons.{coupon}" for coupon in coupons]
    rules += [f"discounts.{rule.id}" for rule in offs if rule.id not in coupons]
    rules += [f"rewards.{r.id}" for r in program.rewards]
    rules += [f"units.{unit.id}" for unit in program.units if unit.kind in ("points", "status")]

    said = sentences(program, full=True)

    paths = [s.path for s in said]
    assert len(set(paths)) == len(paths)
    assert set(rules) | {setting.key for setting in SETTINGS} <= set(paths)
    assert all(s.nl != s.en and s.nl[0] == s.nl[0].upper() and s.nl.endswith(".") and s.en.endswith(".") for s in said)


def test_silent_defaults_are_said_only_when_asked():
    program = small("returns: {within: 30 days}\n")

    assert [s.path for s in sentences(program) if s.path.startswith(("returns", "settings"))] == ["returns.within"]
    assert sentences(program, full=True)[-1] == Sentence(
        "settings.claim within", "Een kaart of bon zonder naam kan tot 14 dagen na de laatste aankoop op naam worden gezet.",
        "A card or receipt without a name can be claimed until 14 days after its last purchase."
    )  # fmt: skip


@pytest.mark.parametrize(("minor", "currency", "nl", "en"), [
    (0, "EUR", "€ 0,00", "€0.00"), (150, "EUR", "€ 1,50", "€1.50"), (-210, "EUR", "−€ 2,10", "−€2.10"),
    (123_456, "USD", "$ 1.234,56", "$1,234.56"),
    (5, "EUR", "€ 0,05", "€0.05"), (500, "JPY", "JPY 500", "JPY 500"), (1_250, "KWD", "KWD 1,250", "KWD 1.250"),
    (99_999_99, "GBP", "£ 99.999,99", "£99,999.99"),
    (MAX_AMOUNT, "EUR", "€ 10.000.000.000,00", "€10,000,000,000.00"),
])  # fmt: skip
def test_money_is_said_to_the_cent(minor, currency, nl, en):
    assert (money(minor, currency, "nl"), money(minor, currency, "en")) == (nl, en)


def test_small_things_are_said_well():
    names = Names("punt", "punten", "point", "points")

    assert [counted(n, names, "nl") for n in (0, 1, -1, 1500)] == ["0 punten", "1 punt", "−1 punt", "1.500 punten"]
    assert [counted(n, names, "en") for n in (0, 1, 1500)] == ["0 points", "1 point", "1,500 points"]
    assert [percent(bp, "nl") for bp in (500, 250, 1, 10_000)] == ["5%", "2,5%", "0,01%", "100%"]
    assert [ordinal(n, "en") for n in (1, 2, 3, 4, 11, 21, 112)] == ["1st", "2nd", "3rd", "4th", "11th", "21st", "112th"]
    assert [period(n, "months", "nl") for n in (1, 12, 18, 24)] == ["1 maand", "1 jaar", "18 maanden", "2 jaar"]
    assert clock(425) == "07:05"


def test_a_fraction_that_does_not_end_is_said_as_one():
    from fractions import Fraction

    assert [decimal(Fraction(1, 3), "nl"), decimal(Fraction(5, 4), "nl"), decimal(Fraction(5, 4), "en")] == ["1/3", "1,25", "1.25"]


NAMED = """
zegel: 1
program: Kruidenier Het Pakhuis
company: {currency: EUR}
branches: [kade]
names:
  categories: {bakery/bread: {nl: brood, en: bread}, cake: {nl: taart}}
  brands: {zaanse: {nl: De Zaanse, en: Zaanse}}
units: {points: {worth: 0.01 EUR}}
never: [cake]
earn:
  base: {give: 1 points, per: 1.00 EUR, of: {category: [bakery/bread, cake], brand: zaanse}, why: {nl: een punt, en: a point}}
  gift: {give: coupon summer, per: purchase, of: {tag: bio}, why: {nl: een bon, en: a coupon}}
coupons:
  summer: {off: 10%, names: {nl: zomerbon, en: summer coupon}, why: {nl: zomer, en: summer}}
  autumn: {off: 5%, names: {nl: herfstbon}, why: {nl: herfst, en: autumn}}
"""


def test_categories_brands_and_coupons_are_called_by_their_names_and_else_by_their_ids():
    program = read_yaml(NAMED)
    said = said_by(program)

    assert said["earn.base"] == (
        "U krijgt 1 points per volle € 1,00 aan artikelen uit brood of taart van het merk De Zaanse.",
        "You get 1 points per full €1.00 on articles in bread or taart of the brand Zaanse.",
    )
    assert said["earn.gift"][0] == "U krijgt 1 coupon “zomerbon” per aankoop met artikelen met label bio."
    assert said["coupons.summer"][1].startswith("You get 10% off all articles, with your coupon “summer coupon”")
    assert "met een code “herfstbon”" in said["coupons.autumn"][0]
    assert "taart" in said["never"][0]


PLACES = """
zegel: 1
program: De Markt
company: {currency: EUR}
branches: [markt, haven]
names:
  branches: {markt: {nl: De Markt, en: Market Square}, haven: {nl: Aan de Haven, en: The Harbour}}
  price lists: {gold-2026: {nl: Goud, en: Gold}}
units: {points: {worth: 0.01 EUR}}
earn: {base: {give: 1 points, per: 1.00 EUR, where: {branch: haven}}}
rewards: {mug: {gives: {item: {nl: mok, en: mug}}, costs: 10 points, stock: {markt: 3, haven: 4}}}
entitlements: {prices: {entitle: price list, name: gold-2026, for: {member: true}}}
experiences:
  proeven: {names: {nl: Proeven, en: Tasting}, date: 2026-05-01, starts: "19:30", branch: haven, seats: 12, reply until: 2026-04-20}
"""


def test_branches_and_price_lists_are_called_by_their_names_in_every_sentence():
    said = said_by(read_yaml(PLACES))

    assert said["branches"][0].startswith("Hier geldt dit programma: Aan de Haven en De Markt, in de tijd van ")
    assert "in filiaal Aan de Haven" in said["earn.base"][0]
    assert "at branch The Harbour" in said["earn.base"][1]
    assert "er zijn er 4 in Aan de Haven en 3 in De Markt" in said["rewards.mug"][0]
    assert "de prijzen van lijst Goud" in said["entitlements.prices"][0]
    assert "19:30 (The Harbour)" in said["experiences.proeven"][1]
    assert not [path for path, both in said.items() for one in both if "haven)" in one or "gold-2026" in one or " markt" in one]


def test_a_name_is_of_a_branch_that_there_is_and_the_others_ask_for_theirs():
    assert [(one.path, one.code) for one in mistakes_in(PLACES.replace("haven: {nl: Aan", "kade: {nl: Aan"))] == [
        ("names.branches.kade", "unknown_branch")
    ]
    assert [
        (one.path, one.code) for one in mistakes_in(PLACES.replace("  price lists:", "  stamp cards: {kaart: {nl: Kaart}}\n  price lists:"))
    ] == [("names.stamp cards.kaart", "unknown_card")]
    half = read_yaml(PLACES.replace(", haven: {nl: Aan de Haven, en: The Harbour}", ""))
    assert [one.path for one in lints(half, {}, Day("2026-03-04")) if one.code == "unnamed"] == ["names.branches.haven"] * 2


def test_what_has_no_name_in_a_language_is_hinted_at_once_other_things_have_one():
    program = read_yaml(NAMED)
    silent = read_yaml("\n".join(line for line in NAMED.split("\n") if not line.startswith(("names:", "  categories", "  brands"))))

    def found(of):
        return [(one.path, one.says.en) for one in lints(of, {}, Day("2026-03-04")) if one.code == "unnamed"]

    assert found(program) == [
        ("coupons.autumn", "“autumn” has no name in English."),
        ("names.categories.cake", "“cake” has no name in English."),
        ("names.tags.bio", "“bio” has no name in Dutch."), ("names.tags.bio", "“bio” has no name in English."),
    ]  # fmt: skip
    assert [path for path, _ in found(silent)] == ["coupons.autumn"]


@pytest.mark.parametrize(("rule", "nl", "en"), [
    ("{take: 6, pay: 5, of: rolls}", "Van elke 6 bolletjes betaalt u er 5.", "Of every 6 rolls you pay for 5."),
    ("{buy: 1, get: 1, of: rolls, out of: cheese}", "Per bolletje krijgt u 1 × kaas gratis.", "With every roll you get 1 × cheese free."),
    ("{buy: 2, get: 1, of: cheese, out of: rolls}", "Bij elke 2 × kaas krijgt u 1 bolletje gratis.",
     "With every 2 × cheese you get 1 roll free."),
    ("{buy: 1, get: 1, of: {category: a}, out of: rolls, off: 50%}",
     "Bij elk artikel uit a krijgt u 50% korting op 1 bolletje.", "With every article in a you get 50% off 1 roll."),
    ("{off: 5%, of: rolls}", "U krijgt 5% korting op bolletjes.", "You get 5% off rolls."),
    ("{bundle: [{of: rolls}, {take: 2, of: cheese}], off: 5%}", "U krijgt 5% korting op elke set van 1 bolletje en 2 × kaas.",
     "You get 5% off every set of 1 roll and 2 × cheese."),
])  # fmt: skip
def test_one_and_many_of_a_set_have_words_of_their_own(rule: str, nl: str, en: str) -> None:
    rolls = "rolls: {names: {nl: [bolletje, bolletjes], en: [roll, rolls]}, category: rolls}"
    made = small(f"sets: {{{rolls}, cheese: {{names: {{nl: kaas, en: cheese}}, category: c}}}}\ndiscounts: {{d: {rule}}}\n")

    assert [(s.nl, s.en) for s in sentences(made) if s.path == "discounts.d"] == [(nl, en)]


def test_a_discount_on_a_part_of_the_shipping_says_which():
    program = small(
        "shipping: {category: shipping}\ndiscounts: {all: {off: 100%, on: shipping}, part: {off: 100%, on: shipping, of: {tag: express}}}\n"
    )

    assert {s.path: (s.nl, s.en) for s in sentences(program) if s.path.startswith("discounts")} == {
        "discounts.all": ("U betaalt geen verzendkosten.", "You pay no shipping."),
        "discounts.part": (
            "U krijgt 100% korting op artikelen uit shipping met label express.", "You get 100% off articles in shipping tagged express.",
        ),
    }  # fmt: skip
