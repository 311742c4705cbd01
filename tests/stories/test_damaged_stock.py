"""Damaged stock is for regulars first and for everybody later (domain.md M48), and the receipt says until when."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, Said
from tests.program.files import said_by
from tests.programs import read_yaml
from zegel.core.article import Article, completed, wrong_with
from zegel.core.periods import Day
from zegel.core.purchase import Line
from zegel.decide.document import Document
from zegel.decide.explain import explain
from zegel.program.tree import ProgramMistakes

PROGRAM = """
zegel: 1
program: De Korenmaat
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {worth: 0.01 EUR}}
discounts:
  damaged first:
    off: 25%
    of: {condition: [B, C, D]}
    for: {member for: at least 1 year}
    why: {nl: "licht beschadigd, voor vaste klanten eerst", en: "slightly damaged, for regulars first"}
  damaged:
    off: 25%
    of: {condition: [B, C, D], marked: at least 7 days}
    why: {nl: "licht beschadigd", en: "slightly damaged"}
settings: {choosing: best only}
"""
LAMP = Article("LAMP", category="lamps", condition="C", marked_on=Day("2026-11-26"))
REGULAR, NEW = make.card("anna"), make.card("bas")


def a_shop() -> PaperShop:
    shop = PaperShop(read_yaml(PROGRAM))
    shop.enrol("anna", since="2020-01-01")
    shop.enrol("bas", since="2026-03-01")
    return shop


def lamp(on: str) -> Line:
    """The lamp as the catalogue completes it on that day."""
    return completed(line(8_000, category="lamps", sku="LAMP"), LAMP, Day(on))


def told(shop: PaperShop, said: Said) -> dict[str, str]:
    """Rule → what the receipt says of it in Dutch, short."""
    return {one.rule: one.short.nl for one in explain(shop.compiled, Document(said.body, said.purchase))}


def test_a_regular_has_it_at_once_and_reads_why():
    shop = a_shop()

    sale = shop.buys(REGULAR, lamp("2026-11-27"), at="2026-11-27 10:00")

    assert sale.pays == 6_000
    assert "licht beschadigd, voor vaste klanten eerst" in told(shop, sale)["damaged first"]


def test_anybody_else_reads_until_when_it_is_for_regulars_and_has_it_from_that_day():
    shop = a_shop()

    early = shop.buys(NEW, lamp("2026-11-27"), at="2026-11-27 10:00")
    without = shop.buys(None, lamp("2026-12-02"), at="2026-12-02 10:00")
    later = shop.buys(NEW, lamp("2026-12-03"), at="2026-12-03 10:00")

    assert (early.pays, without.pays, later.pays) == (8_000, 8_000, 6_000)
    assert "voor vaste klanten tot 3 december 2026" in told(shop, early)["damaged"]
    assert "voor vaste klanten tot 3 december 2026" in told(shop, without)["damaged"]
    english = [one.full.en for one in explain(shop.compiled, Document(early.body, early.purchase)) if one.rule == "damaged"]
    assert "for regulars until 3 December 2026, then for everybody" in english[0]


def test_the_receipt_keeps_for_how_long_it_was_marked_whatever_the_catalogue_says_later():
    shop = a_shop()

    sale = shop.buys(NEW, lamp("2026-12-03"), at="2026-12-03 10:00")

    assert sale.purchase is not None
    assert sale.purchase["lines"][0]["marked_days"] == 7
    assert shop.returns(sale, at="2026-12-04 10:00").refund == 6_000


def test_what_nobody_marked_is_not_known_to_be_marked_for_long():
    shop = a_shop()
    unmarked = replace(line(8_000, category="lamps", sku="LAMP"), condition="C")

    assert shop.buys(NEW, unmarked).pays == 8_000
    assert shop.buys(REGULAR, unmarked).pays == 6_000
    assert completed(line(8_000, sku="LAMP"), LAMP, Day("2026-11-25")).marked_days == -1, "it was not damaged yet"


def test_the_rule_says_itself():
    said = said_by(read_yaml(PROGRAM))["discounts.damaged"]

    assert "die minstens 7 dagen zijn afgeprijsd" in said[0]
    assert "that were marked down for at least 7 days" in said[1]


@pytest.mark.parametrize("wrong", ["7 days", "at least 7 euros", "at least 2 months", "less than 7 days"])
def test_a_time_that_cannot_be_is_a_mistake(wrong: str):
    with pytest.raises(ProgramMistakes):
        read_yaml(PROGRAM.replace("at least 7 days", wrong))


def test_a_day_that_is_none_is_refused():
    assert wrong_with(replace(LAMP, marked_on=Day("2026-02-30"))).startswith("marked_on")
