"""A form writes into the file that somebody typed: one value changes, and every comment, quote and line break around it stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.korenaar import PROGRAM
from zegel.program.editing import changed, flow
from zegel.program.fields import fields_of
from zegel.program.read import read_yaml
from zegel.program.tree import plain, yaml_tree

FILE = """\
zegel: 1   # the language
# What our shop promises.
earn:
  # every day
  base:     {give: 1 point, per: 1.00 EUR, why: {nl: "1 punt, per euro", en: 'one'}}   # agreed with Anna
  tuesdays:
    multiply: points × 2
    when:
      day: tuesday    # market day
    why:
      nl: dinsdag telt dubbel

rewards:
  mug: {costs: 500 points}
"""


def tree(text):
    found, problems = yaml_tree(text)
    assert problems == []
    return plain(found)


def test_one_value_changes_and_not_a_letter_else():
    text = changed(FILE, ("earn", "base", "per"), "2.00 EUR")
    assert text == FILE.replace("per: 1.00 EUR", "per: 2.00 EUR")
    text = changed(text, ("earn", "tuesdays", "when", "day"), ["tuesday", "friday"])
    assert "      day: [tuesday, friday]    # market day\n" in text
    assert text.count("#") == FILE.count("#")


def test_what_is_new_stands_behind_the_others_and_what_goes_takes_its_empty_table_along():
    text = changed(FILE, ("earn", "tuesdays", "why", "en"), "Tuesdays: double")
    assert '      nl: dinsdag telt dubbel\n      en: "Tuesdays: double"\n\nrewards:' in text
    assert "when:" not in changed(FILE, ("earn", "tuesdays", "when", "day"), None)
    assert "why: {en: 'one'}}   # agreed" in changed(FILE, ("earn", "base", "why", "nl"), None)
    assert "  mug: {}\n" in changed(FILE, ("rewards", "mug", "costs"), None)
    assert "rewards" not in changed(FILE, ("rewards", "mug"), None)


def test_a_rule_comes_and_goes_and_the_file_is_what_it_was():
    rule = {"off": "5%", "why": {"nl": "omdat u hier al {years} jaar komt", "en": "because"}, "for": {"member for": "at least 5 years"}}

    text = changed(FILE, ("discounts", "regulars"), rule)

    assert text.startswith(FILE)
    assert tree(text) == tree(FILE) | {"discounts": {"regulars": rule}}
    assert changed(text, ("discounts", "regulars"), None) == FILE


def test_the_bakery_stays_the_bakery():
    text = changed(PROGRAM, ("earn", "tuesdays", "multiply"), "points × 3")
    assert text == PROGRAM.replace("points × 2", "points × 3", 1)
    assert changed(text, ("earn", "tuesdays", "multiply"), "points × 2") == PROGRAM
    assert read_yaml(text).name == "Bakkerij De Korenaar"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cf", "Zl", "Zp")), min_size=1, max_size=20)
PLACES = st.sampled_from([
    ("earn", "base", "why", "nl"), ("earn", "base", "for"), ("earn", "tuesdays", "when", "day"), ("earn", "tuesdays", "off"),
    ("earn", "new"), ("rewards", "mug", "costs"), ("zegel",), ("discounts", "x", "off"),
])  # fmt: skip


@settings(max_examples=20)
@given(st.lists(st.tuples(PLACES, st.one_of(st.none(), WORDS, st.lists(WORDS, min_size=1, max_size=3))), max_size=6))
def test_whatever_is_typed_reads_back_as_it_was_typed(edits):
    text, held = FILE, tree(FILE)
    for place, to in edits:
        text = changed(text, place, to)
        put(held, place, to)
        assert tree(text) == held, text
        assert tree(f"x: {flow(held)}") == {"x": held}


def put(held, place, to):
    """The same change to the plain tree."""
    *above, last = place
    tables = [held]
    for name in above:
        below = tables[-1].get(name)
        if not isinstance(below, dict):
            if to is None:
                return
            below = tables[-1][name] = {}
        tables.append(below)
    if to is not None:
        tables[-1][last] = to
        return
    tables[-1].pop(last, None)
    for depth in range(len(tables) - 1, 0, -1):
        if not tables[depth] and depth != 2:
            tables[depth - 1].pop(place[depth - 1], None)
        else:
            return


@pytest.mark.parametrize(("currency", "shown"), [("USD", "1.00 USD"), ("EUR", "1.00 EUR"), ("JPY", "1.00 EUR")])
def test_examples_beside_a_field_are_in_the_programs_own_currency(currency, shown):
    tree = {"company": {"currency": currency}, "earn": {"base": {"give": "1 point"}}}

    (per,) = [field for field in fields_of(tree, "earn", "base") if field.name == "per"]

    assert per.examples[0] == shown
