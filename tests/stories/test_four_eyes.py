"""Corrections by hand: up to a limit by one's role alone, above it with a colleague's yes."""

import json
from dataclasses import replace

import pytest

from tests import make
from tests.paper import PaperShop, Said, refuses
from tests.program.files import mistakes_in
from tests.programs import read_yaml
from zegel.core.purchase import Identifier
from zegel.flows.commands import Adjust, DecideAdjustment
from zegel.program.sentences import sentences

PROGRAM = """zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}
  stars: {names: {nl: [ster, sterren], en: [star, stars]}, never spent: true}
earn:
  base: {give: 1 point, per: 1.00 EUR}
corrections:
  points: {alone: {manager: 1_000 points, cashier: 100 points}}
"""
FATIMA = make.card()


@pytest.fixture
def shop() -> PaperShop:
    made = PaperShop(read_yaml(PROGRAM))
    made.enrol()
    return made


def corrects(
    shop: PaperShop, count: int, role: str = "cashier", by: str = "anna", unit: str = "points", who: Identifier = FATIMA
) -> Adjust:
    return Adjust(replace(make.header(shop.at), actor=by), who, unit, count, "till was down", role)


def decides(
    shop: PaperShop, asked: Said, approve: bool = True, role: str = "manager", by: str = "mia", reason: str = "seen"
) -> DecideAdjustment:
    return DecideAdjustment(replace(make.header(shop.at), actor=by), asked.id, approve, role, reason)


def points(shop: PaperShop) -> int:
    return shop.balances(FATIMA).get("points", 0)


@pytest.mark.parametrize(
    ("count", "role", "unit"), [(100, "cashier", "points"), (100, "", "points"), (1_000, "manager", "points"), (9_000, "", "stars")]
)
def test_within_the_limit_one_corrects_alone_and_a_unit_without_a_limit_has_none(shop, count, role, unit):
    shop.done(corrects(shop, count, role, unit=unit))

    assert shop.balances(FATIMA).get(unit) == count


def test_above_it_nothing_moves_until_a_colleague_says_yes(shop):
    asked = shop.done(corrects(shop, 101))
    between = points(shop)
    said = shop.done(decides(shop, asked))

    assert (asked.said, between) == (["+101 punten: wacht op een collega."], 0)
    assert (said.said, points(shop), said.body["of"]) == (["+101 punten: met de hand gecorrigeerd."], 101, str(asked.id))
    assert refuses(shop, decides(shop, asked)).refusal == "not_asked"


def test_down_counts_as_much_as_up_and_never_goes_below_zero(shop):
    shop.done(corrects(shop, 100))
    asked = shop.done(corrects(shop, -101))

    assert refuses(shop, decides(shop, asked)).refusal == "not_enough"
    shop.done(corrects(shop, 50))
    shop.done(decides(shop, asked))

    assert points(shop) == 49


def test_who_asked_or_may_not_that_much_says_no_yes_and_a_no_moves_nothing(shop):
    asked, large = shop.done(corrects(shop, 101)), shop.done(corrects(shop, 5_000, "manager"))

    assert refuses(shop, decides(shop, asked, by="anna")).refusal == "same_person"
    assert refuses(shop, decides(shop, asked, reason=" ")).refusal == "reason_missing"
    assert refuses(shop, decides(shop, asked, role="cashier")).data == {"unit": "points", "most": 100}
    assert refuses(shop, corrects(shop, 1, "gardener")).refusal == "unknown_role"
    no = shop.done(decides(shop, asked, approve=False))
    shop.done(decides(shop, large, by="bea"))

    assert no.said == ["+101 punten: afgewezen door een collega."]
    assert points(shop) == 5_000, "the highest role agrees to more than it does alone"
    (kept,) = [one for one in shop.memory.facts.dossiers_of(shop.purse(FATIMA).id, "adjustment") if one.id == str(asked.id)]
    assert (kept.state, json.loads(kept.data)["by"], json.loads(kept.data)["decided_by"]) == ("refused", "anna", "mia")


def test_what_the_program_gave_up_since_is_not_corrected_any_more():
    shop = PaperShop(read_yaml(PROGRAM), (make.clock("2026-03-10 00:00"), read_yaml(PROGRAM.replace("points", "coins"))))
    shop.enrol()
    asked = shop.done(corrects(shop, 101))
    shop.wait_until("2026-03-12 12:00")

    assert refuses(shop, decides(shop, asked)).data == {"unit": "points"}
    assert shop.done(decides(shop, asked, approve=False)).said == ["+101 points: afgewezen door een collega."]


def test_the_limits_say_themselves_and_mistakes_are_told(shop):
    (said,) = [one for one in sentences(shop.compiled.program) if one.path == "corrections.points"]

    assert said.nl.startswith("Met de hand corrigeren mag alleen: kassamedewerker tot 100 punten en manager tot 1.000 punten; daarboven")
    assert said.en.endswith("cashier up to 100 points and manager up to 1,000 points; above that a colleague approves.")
    wrong = PROGRAM.replace("cashier: 100 points", "cashier: 100 stars") + "  miles: {alone: {}}\n"
    assert [(one.code, one.path) for one in mistakes_in(wrong)] == [
        ("not_together", "corrections.points.alone.cashier"), ("unknown_unit", "corrections.miles"),
        ("wrong_kind", "corrections.miles.alone"),
    ]  # fmt: skip
