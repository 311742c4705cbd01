"""Agreements as files say them: what is read, what is wrong, what is said, and what is warned of (semantics row 25)."""

import pytest

from tests.program.files import SMALL, mistakes, small
from zegel.core.periods import Day
from zegel.program.ladders import Growth, Rung, Target
from zegel.program.lints import lines_of, lints
from zegel.program.model import ALL_ARTICLES
from zegel.program.read import read_json, read_yaml
from zegel.program.sentences import sentences
from zegel.program.terms import terms
from zegel.program.tree import yaml_tree

RUNGS = "ladder: [{from: 20_000.00 EUR, gives: 3%}, {from: 30_000.00 EUR, gives: 4%}, {from: 50_000.00 EUR, gives: 5%}]"


def ladder(method="whole", more=""):
    text = f"agreements: {{huis: {{measure: {{turnover: net invoiced}}, method: {method}, {RUNGS}{more}}}}}\n"
    return small(text).ladders[0]


def said(text):
    return {s.path: (s.nl, s.en) for s in sentences(small(text))}


WHOLESALER = """zegel: 1
program: Groothandel Van Dam · jaarbonus
company: {currency: EUR, prices: excluding VAT, country: NL, languages: [nl]}
agreements:
  huisleverancier:
    measure: {turnover: net invoiced, year: calendar, without: [freight, deposits]}
    method: whole                  # mandatory: whole (the seed: €50.000 gives €2.500) or marginal (€1.100)
    ladder: [{from: 20_000.00 EUR, gives: 3%}, {from: 30_000.00 EUR, gives: 4%}, {from: 50_000.00 EUR, gives: 5%}]
    pays: {by: credit note, after: year end, split by: VAT rate}
"""


def test_the_second_block_of_the_design_is_a_program():
    program = read_yaml(WHOLESALER)

    (found,) = program.ladders
    assert (found.id, found.method, found.year, found.by, found.pays) == ("huisleverancier", "whole", "calendar", "amount", "credit note")
    assert [(rung.least, rung.bp) for rung in found.rungs] == [(2_000_000, 300), (3_000_000, 400), (5_000_000, 500)]
    assert [branch.id for branch in program.branches] == ["main"]
    assert read_json(program.document.decode()).ladders == program.ladders


def test_a_ladder_keeps_everything_that_the_file_says():
    found = ladder(more=", growth: [{from: 5%, gives: 0.5%}], target: {from: 99_000.00 EUR, gives: 1%}, started year: pro rata,"
                        " pays: {at least: 50.00 EUR}, names: {nl: huis, en: house}")  # fmt: skip

    assert found.growth == (Growth(500, 50),)
    assert found.target == Target(9_900_000, 0, 100)
    assert (found.pro_rata, found.least_minor, found.names.en, found.everything) == (True, 5_000, "house", True)


def test_steps_may_count_pieces_and_give_a_payment_term():
    text = "agreements: {a: {measure: {turnover: net invoiced}, method: marginal, ladder: [{from: 100 pieces, gives: 0.05 EUR per piece},"
    (found,) = small(text + " {from: 200 pieces, term: 15 days}]}}\n").ladders

    assert (found.by, found.rungs) == ("quantity", (Rung(100_000, 0, 0, 5, 0), Rung(200_000, 0, 0, 0, 15)))


def test_what_does_not_count_is_taken_out_of_what_does():
    text = "sets: {bulk: {tag: bulk}}\nagreements: {a: {measure: {turnover: net invoiced, of: {category: food}, without: [freight, bulk]}"
    program = small(f"{text}, method: whole, {RUNGS}}}}}\n")

    (found,) = program.ladders
    assert (found.of, found.articles) != (ALL_ARTICLES, ALL_ARTICLES)
    assert found.articles not in (found.of, found.without)


LADDER = "measure: {turnover: net invoiced}, method: whole, ladder: "
WRONG = [
    ("measure: {turnover: net invoiced}, ladder: [{from: 1.00 EUR, gives: 3%}]", "missing_key", "agreements.a"),
    ("method: whole, ladder: [{from: 1.00 EUR, gives: 3%}]", "missing_key", "agreements.a"),
    ("measure: {turnover: net invoiced}, method: whole", "missing_key", "agreements.a"),
    ("measure: {turnover: gross}, method: whole, ladder: [{from: 1.00 EUR, gives: 3%}]", "unknown_word", "agreements.a.measure.turnover"),
    ("measure: {turnover: net invoiced, year: rolling}, method: whole, ladder: [{from: 1.00 EUR, gives: 3%}]", "unknown_word",
     "agreements.a.measure.year"),
    ("measure: {turnover: net invoiced}, method: both, ladder: [{from: 1.00 EUR, gives: 3%}]", "unknown_word", "agreements.a.method"),
    (LADDER + "3%", "wrong_kind", "agreements.a.ladder"),
    (LADDER + "[]", "empty", "agreements.a.ladder"),
    (LADDER + "[{from: 1.00 EUR}]", "missing_key", "agreements.a.ladder[1]"),
    (LADDER + "[{gives: 3%}]", "missing_key", "agreements.a.ladder[1]"),
    (LADDER + "[{from: 2.00 EUR, gives: 3%}, {from: 1.00 EUR, gives: 4%}]", "not_together", "agreements.a.ladder"),
    (LADDER + "[{from: 2.00 EUR, gives: 3%}, {from: 10 pieces, gives: 4%}]", "not_together", "agreements.a.ladder[2].from"),
    (LADDER + "[{from: 2.00 EUR, gives: 0.05 EUR per kilo}]", "not_of_this_form", "agreements.a.ladder[1].gives"),
    (LADDER + "[{from: 2.00 EUR, gives: 3%}], target: {from: 5.00 EUR, gives: 0.05 EUR per piece}", "not_of_this_form",
     "agreements.a.target.gives"),
    (LADDER + "[{from: 2.00 EUR, gives: 3%}], growth: [{from: 5%, gives: 1%}, {from: 5%, gives: 2%}]", "not_together",
     "agreements.a.growth"),
    (LADDER + "[{from: 2.00 EUR, gives: 3%}], pays: {by: cash}", "unknown_word", "agreements.a.pays.by"),
    ("measure: {turnover: net invoiced}, method: marginal, ladder: [{from: 2.00 EUR, gives: 5.00 EUR}]", "not_together",
     "agreements.a.ladder[1].gives"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "code", "path"), WRONG, ids=[case[0][:70] for case in WRONG])
def test_a_mistake_in_an_agreement_is_named_where_it_stands(inside, code, path):
    assert (code, path) in [(p.code, p.path) for p in mistakes(f"agreements: {{a: {{{inside}}}}}\n")]


def test_row_25_a_ladder_without_a_method_is_refused_with_both_explained():
    found = mistakes(f"agreements: {{a: {{measure: {{turnover: net invoiced}}, {RUNGS}}}}}\n")

    assert [(p.code, p.path) for p in found] == [("missing_key", "agreements.a")]
    assert "`whole`" in found[0].hint
    assert "`marginal`" in found[0].hint


def test_an_agreement_and_a_discount_share_one_space_of_names():
    text = f"discounts: {{huis: {{off: 5%}}}}\nagreements: {{huis: {{measure: {{turnover: net invoiced}}, method: whole, {RUNGS}}}}}\n"

    assert [p.code for p in mistakes(text)] == ["id_taken"]


def test_whole_and_marginal_are_explained_with_figures():
    whole = said(f"agreements: {{huis: {{measure: {{turnover: net invoiced}}, method: whole, {RUNGS}}}}}\n")["agreements.huis.method"]
    marginal = said(f"agreements: {{huis: {{measure: {{turnover: net invoiced}}, method: marginal, {RUNGS}}}}}\n")["agreements.huis.method"]

    assert whole == (
        "De hoogste trede die u haalt geldt voor alles: € 50.000,00 geeft € 2.500,00; per trede apart zou dat € 1.100,00 zijn.",
        "The highest step that you reach counts for everything: €50,000.00 gives €2,500.00; step by step that would be €1,100.00.",
    )
    assert marginal == (
        "Elke trede geldt alleen voor het deel dat erin valt: € 50.000,00 geeft € 1.100,00; "
        "de hoogste trede over alles zou € 2.500,00 zijn.",
        "Each step counts only for the part that lies in it: €50,000.00 gives €1,100.00; "
        "the highest step over everything would be €2,500.00.",
    )


def test_the_terms_have_a_chapter_for_business_customers():
    text = terms(read_yaml(WHOLESALER), "nl", Day("2026-01-01"))

    assert "Afspraken met zakelijke klanten" in text
    assert "freight en statiegeld tellen niet mee" in text


def warned(text):
    return [(lint.path, lint.code) for lint in lints(small(text), lines_of(yaml_tree(SMALL + text)[0]), Day("2026-01-01"))]


def test_a_cliff_and_a_falling_step_are_warned_of():
    whole = f"agreements: {{huis: {{measure: {{turnover: net invoiced}}, method: whole, {RUNGS}}}}}\n"
    steps = "[{from: 1.00 EUR, gives: 3%}, {from: 2.00 EUR, gives: 2%}]"
    falling = f"agreements: {{a: {{measure: {{turnover: net invoiced}}, method: marginal, ladder: {steps}}}}}\n"

    steep = whole.replace("50_000.00 EUR, gives: 5%", "50_000.00 EUR, gives: 8.5%")

    assert warned(whole) == []
    assert warned(steep) == [("agreements.huis.ladder[3]", "cliff")]
    assert warned(steep.replace("whole", "marginal")) == []
    assert warned(falling) == [("agreements.a.ladder[2]", "falling_step")]
