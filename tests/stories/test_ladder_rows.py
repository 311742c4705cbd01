"""Row 25 of the conventions in the books: what a settled year pays under each way in which a ladder may be written (domain.md M41)."""

from dataclasses import replace
from typing import Any

import pytest

from tests import make
from tests.make import clock, line
from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.decide.agreement import NOT_GIVEN
from zegel.flows.commands import MakeAgreement, MoveBonus

PROGRAM = """zegel: 1
program: Groothandel Van Dam
company: {currency: EUR, prices: excluding VAT, country: NL, languages: [nl]}
branches: [dorpsstraat]
"""
GROWS = "growth: [{from: 5%, gives: 0.5%}, {from: 10%, gives: 1%}]"
STEPS = "ladder: [{from: 20_000.00 EUR, gives: 3%}, {from: 30_000.00 EUR, gives: 4%}, {from: 50_000.00 EUR, gives: 5%}]"


def paid_out(ladder: str, net: int, *, pieces: int = 1, last_year: int = NOT_GIVEN, settings: str = "") -> int:
    """What the books owe when one sale was the whole year: bound, bought, made up, locked and approved."""
    text = f"{PROGRAM}{settings}agreements:\n  huis: {{measure: {{turnover: net invoiced}}, {ladder}}}\n"
    shop = PaperShop(read_yaml(text), at=clock("2026-01-05 12:00"))
    kok = shop.enrol("kok")

    def by(actor: str) -> Any:
        return replace(make.header(shop.at), actor=actor)

    shop.done(MakeAgreement(by("anna"), kok, "huis", Day("2026-01-01"), Day(""), (), last_year, NOT_GIVEN, ""))
    shop.buys(kok, line(net, pieces, category="paper", vat_bp=2100), at="2026-12-20 12:00")
    shop.wait_until("2027-01-02 09:00")
    for step, actor in (("provisional", "anna"), ("lock", "piet"), ("approve", "mia")):
        shop.done(MoveBonus(by(actor), kok, "huis", Day("2026-12-31"), step, ""))
    return shop.balances(kok).get("bonus:EUR", 0)


@pytest.mark.parametrize(("ladder", "net", "more", "pays"), [
    # the seed: 5 % of everything, or 3 % of ten and 4 % of twenty thousand
    (f"method: whole, {STEPS}", 5_000_000, {}, 250_000),
    (f"method: marginal, {STEPS}", 5_000_000, {}, 110_000),
    # a step begins at its threshold, unless the shop says above
    (f"method: whole, {STEPS}", 4_999_999, {}, 200_000),
    (f"method: whole, {STEPS}", 5_000_000, {"settings": "settings: {steps begin: above their threshold}\n"}, 200_000),
    (f"method: whole, {STEPS}", 5_000_001, {"settings": "settings: {steps begin: above their threshold}\n"}, 250_000),
    # by quantity
    ("method: whole, ladder: [{from: 10 pieces, gives: 0.10 EUR per piece}, {from: 20 pieces, gives: 0.20 EUR per piece}]", 100_000,
     {"pieces": 21}, 420),
    ("method: marginal, ladder: [{from: 10 pieces, gives: 0.10 EUR per piece}, {from: 20 pieces, gives: 0.20 EUR per piece}]", 100_000,
     {"pieces": 21}, 10 * 10 + 20),
    ("method: marginal, ladder: [{from: 100 pieces, gives: 5%}]", 200_000, {"pieces": 200}, 5_000),
    # less than the minimum is not paid
    (f"method: whole, {STEPS}, pays: {{at least: 1_000.00 EUR}}", 2_999_999, {}, 0),
    (f"method: whole, {STEPS}, pays: {{at least: 1_000.00 EUR}}", 3_000_000, {}, 120_000),
    # a bonus at a target, and for growing on last year
    (f"method: whole, {STEPS}, target: {{from: 50_000.00 EUR, gives: 500.00 EUR}}", 5_000_000, {}, 300_000),
    (f"method: whole, {STEPS}, target: {{from: 50_000.00 EUR, gives: 0.5%}}", 5_000_000, {}, 275_000),
    (f"method: whole, {STEPS}, {GROWS}", 5_000_000, {"last_year": 4_761_904}, 275_000),
    (f"method: whole, {STEPS}, {GROWS}", 5_000_000, {"last_year": 4_800_000}, 250_000),
])  # fmt: skip
def test_row_25_a_settled_year_pays_what_the_ladder_says(ladder, net, more, pays):
    assert paid_out(ladder, net, **more) == pays
