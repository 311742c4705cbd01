"""Articles by their condition, and the price that an article never goes below (semantics row 9, domain.md M48)."""

import pytest

from tests.decide.build import NEW_MEMBER, NOBODY, REGULAR
from tests.make import WEDNESDAY, line, purchase
from tests.program.files import mistakes, small
from zegel.core.purchase_document import purchase_bytes, purchase_from
from zegel.decide.document import read
from zegel.decide.plan import Plan
from zegel.decide.sale import decide_sale
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences

DAMAGED = """segments:
  regulars: {names: {nl: vaste klanten, en: regulars}, member for: at least 5 years}
sets:
  damaged: {names: {nl: beschadigde artikelen, en: damaged goods}, condition: [C, D]}
discounts:
  first week:
    {off: 25%, of: damaged, for: {segment: regulars}, when: {dates: 2026-03-01 .. 2026-03-07}, why: {nl: eerst voor u, en: you first}}
  after that: {off: 25%, of: damaged, when: {dates: from 2026-03-08}, why: {nl: beschadigd, en: damaged}}
"""
"""M48: damaged stock for regulars first, a week later for everybody."""


def priced(sections, member, *lines, on=WEDNESDAY):
    return decide_sale(Plan(Compiled(small(sections))), purchase(*lines, at=on, branch="markt"), member, ()).priced


def test_damaged_stock_is_for_regulars_first_and_for_everybody_later():
    dented, new = line(1000, condition="C"), line(1000, condition="A")
    later = WEDNESDAY + 7 * 86_400_000

    assert priced(DAMAGED, REGULAR, dented, new).paid == [750, 1000]
    assert priced(DAMAGED, NEW_MEMBER, dented, new).paid == [1000, 1000]
    assert priced(DAMAGED, NOBODY, dented, new, on=later).paid == [750, 1000]


def test_a_line_of_which_nobody_said_the_condition_is_in_none():
    assert priced(DAMAGED, REGULAR, line(1000)).paid == [1000]


def test_a_condition_is_said():
    said = {s.path: (s.nl, s.en) for s in sentences(small(DAMAGED))}

    assert said["sets.damaged"] == (
        "Met beschadigde artikelen bedoelen wij artikelen in staat C of D.", "By damaged goods we mean articles in condition C or D."
    )  # fmt: skip


@pytest.mark.parametrize(("lines", "paid", "left_out"), [
    ([line(1000, floor_minor=800)], [800], 200),
    ([line(1000, 2, floor_minor=400)], [800], 200),
    ([line(1000, floor_minor=800), line(1000)], [800, 400], 0),
    ([line(1000, floor_minor=0)], [600], 0),
    ([line(500, floor_minor=800)], [500], 0),
])  # fmt: skip
def test_row_9_a_discount_stops_at_the_floor_of_the_article_and_moves_on(lines, paid, left_out):
    """Of 40% off; what does not fit moves to other lines, the rest lapses."""
    found = priced("discounts:\n  off: {off: 40%, on: basket}\n", NOBODY, *lines)

    assert found.paid == paid
    assert sum(effect.left_out for effect in found.effects) == left_out


def test_row_9_the_dearer_of_two_floors_holds():
    program = "floors: {all: {least: 70%}}\ndiscounts:\n  off: {off: 40%}\n"

    assert priced(program, NOBODY, line(1000, floor_minor=900)).paid == [900]
    assert priced(program, NOBODY, line(1000, floor_minor=500)).paid == [700]


def test_a_receipt_keeps_both_and_lines_without_them_keep_their_bytes():
    bare, full = purchase(line()), purchase(line(condition="D", floor_minor=5))

    assert b"condition" not in bare.document
    assert b"floor_minor" not in bare.document
    assert b'"condition":"D","cost_minor"' in full.document
    found = read(b'{"body":{},"purchase":%b,"v":1}' % purchase_bytes(full)).purchase
    assert found is not None
    assert purchase_from(found) == full


def test_a_condition_that_is_none_is_a_mistake():
    assert [(m.code, m.path) for m in mistakes("sets: {x: {condition: E}}")] == [("unknown_condition", "sets.x.condition")]
