"""Old things that are handed in (domain.md M33): a table says what they are bought for, the law what the seller signs."""

from dataclasses import replace
from json import loads
from typing import Any

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, Said
from tests.program.files import codes_where, said_by
from tests.programs import read_yaml
from zegel.core.ids import ReceiptId
from zegel.core.refusals import Malformed, StatementMissing, UnknownCondition, WorthIsSet
from zegel.flows.commands import Header, MoveCase, OpenCase, Seller
from zegel.program.compile import Compiled
from zegel.program.country.trade_in_law import trade_in_law
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

PROGRAM = """
zegel: 1
program: Fietsen aan de Gracht
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
store credit: {}
trade in:
  old bike: {gives: 10% store credit, worth: {A: 650.00 EUR, B: 499.99 EUR, D: 0.00 EUR}}
  old lock: {gives: 250 points}
"""
FATIMA = make.card()
ANNA = Seller("Anna Visser", "Kade 1, Haarlem")


def a_shop() -> PaperShop:
    shop = PaperShop(read_yaml(PROGRAM))
    shop.enrol()
    return shop


def by_emma(shop: PaperShop) -> Header:
    return replace(make.header(shop.at), actor="emma")


def offered(shop: PaperShop, what: str = "old bike", condition: str = "", worth_minor: int = 0, serial: str = "") -> OpenCase:
    return OpenCase(by_emma(shop), FATIMA, "trade in", what, None, 0, "Gazelle, red", worth_minor, condition=condition, serial=serial)


def taken(shop: PaperShop, case: Said, seller: Seller | None = None, to: str = "taken") -> MoveCase:
    return MoveCase(by_emma(shop), ReceiptId(case.id.purse, case.id.seq), to, "", "why not", seller=seller)


def statement(shop: PaperShop) -> dict[str, Any]:
    (case,) = [one for kept in shop.memory.facts.dossiers.values() for one in kept.values() if one.kind == "trade in"]
    return loads(case.data)["statement"]


def test_the_table_says_what_it_is_worth_and_the_bonus_is_of_that():
    shop = a_shop()

    shop.done(taken(shop, shop.done(offered(shop, condition="B", serial="GZ-1"))))

    assert shop.balances(FATIMA) == {"store credit": 4_999}


def test_from_500_on_the_seller_signs_a_statement_that_is_kept_with_the_case():
    shop = a_shop()
    case = shop.done(offered(shop, condition="A", serial="GZ-1"))

    missing = shop.record(taken(shop, case)).outcome.refusal
    shop.done(taken(shop, case, ANNA))

    assert isinstance(missing, StatementMissing)
    assert missing.data == {"worth_minor": 65_000, "from_minor": 50_000}
    assert statement(shop) == {
        "on": "2026-03-04", "seller": "Anna Visser", "address": "Kade 1, Haarlem", "no_vat_deducted": 1, "shop": "Fietsen aan de Gracht",
        "branch": "dorpsstraat", "described": "Gazelle, red", "serial": "GZ-1", "quantity": 1, "worth_minor": 65_000,
    }  # fmt: skip
    assert shop.balances(FATIMA) == {"store credit": 6_500}


def test_what_the_price_of_a_new_one_is_stays_the_price():
    """Only the bonus is a discount: what the old one is worth is a purchase of the shop's (M33)."""
    shop = a_shop()
    shop.done(taken(shop, shop.done(offered(shop, condition="B"))))

    assert shop.buys(FATIMA, line(99_900)).pays == 99_900


@pytest.mark.parametrize(("condition", "worth_minor", "refused"), [
    ("", 0, UnknownCondition), ("C", 0, UnknownCondition), ("A", 70_000, WorthIsSet), ("B", 49_998, WorthIsSet),
])  # fmt: skip
def test_nobody_bargains_with_the_table(condition: str, worth_minor: int, refused: type[Exception]):
    shop = a_shop()

    assert isinstance(shop.record(offered(shop, condition=condition, worth_minor=worth_minor)).outcome.refusal, refused)


def test_without_a_table_it_is_worth_what_is_agreed():
    shop = a_shop()
    shop.done(taken(shop, shop.done(offered(shop, "old lock", worth_minor=1_500))))
    dear = shop.done(offered(shop, "old lock", worth_minor=50_000))

    assert shop.balances(FATIMA) == {"points": 250}
    assert isinstance(shop.record(taken(shop, dear)).outcome.refusal, StatementMissing)


def test_only_what_is_taken_has_a_seller():
    shop = a_shop()
    case = shop.done(offered(shop, condition="B"))

    assert isinstance(shop.record(taken(shop, case, ANNA, to="cancelled")).outcome.refusal, Malformed)


def test_what_the_law_asks_is_dated_data_of_a_country():
    assert trade_in_law("NL", "EUR").statement_minor == 50_000
    assert {trade_in_law(*where).statement_minor for where in (("DE", "EUR"), ("NL", "USD"))} == {0}
    assert "is not that register" in trade_in_law("NL", "EUR").law


def test_it_says_itself():
    said = said_by(read_yaml(PROGRAM))

    assert said["trade in.old bike"] == (
        "Voor het inleveren (old bike) krijgt u 10% van wat het waard is als winkeltegoed. Wij kopen het van u voor wat het in die staat"
        " waard is, van A (als nieuw) tot D (beschadigd): A € 650,00, B € 499,99 en D € 0,00.",
        "For handing one in (old bike) you get 10% of what it is worth as store credit. We buy it from you for what it is worth in its"
        " condition, from A (as new) to D (damaged): A €650.00, B €499.99 and D €0.00.",
    )


@pytest.mark.parametrize(("right", "wrong", "code"), [
    ("A: 650.00 EUR", "E: 650.00 EUR", "unknown_condition"),
    ("A: 650.00 EUR", "A: 400.00 EUR", "not_together"),
    ("worth: {A: 650.00 EUR, B: 499.99 EUR, D: 0.00 EUR}", "worth: 650.00 EUR", "wrong_kind"),
])  # fmt: skip
def test_a_table_that_cannot_be_meant_is_a_mistake(right: str, wrong: str, code: str):
    assert code in codes_where(PROGRAM, wrong, right)


def test_a_story_trades_in():
    program = read_yaml(PROGRAM)
    story = read_story(
        "story: An old bike\nmember: {name: anna, since: 2026-01-01}\nsteps:\n"
        "  - {on: 2026-03-04, trades in: old bike in condition A, expect: {said: 'inruil old bike: aangeboden'}}\n"
        "  - {on: 2026-03-04, takes in: step 1, expect: {refused: statement_missing}}\n"
        "  - {on: 2026-03-05, takes in: 'step 1 from Anna Visser in Kade 1', expect: {said: omdat u iets inleverde}}\n"
        "  - {on: 2026-03-06, trades in: old lock for 12.50 EUR}\n"
        "  - {on: 2026-03-06, takes in: step 4, expect: {balances: {points: 250}}}\n"
        "  - {on: 2026-03-06, takes in: step 4, expect: {refused: wrong_state}}\n",
        program, {},
    )  # fmt: skip

    assert [(one.step, one.sentence) for one in play(story, Compiled(program))] == []
