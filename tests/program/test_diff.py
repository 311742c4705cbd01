"""A diff tells the owner what changed, in words; two files that promise the same have none. ZEGEL_ACCEPT=1 keeps the texts anew."""

import pytest

from tests.program.files import EVERY_FILE, EXAMPLES, KITCHEN, ROOT, small
from tests.program.kept import kept
from zegel.program.diff import changes, instead, promised
from zegel.program.read import read_yaml

BAKERY = EXAMPLES["bakery.yaml"]
POINTS_OFF = next(line for line in BAKERY.splitlines(keepends=True) if line.startswith("  points off:"))
EDITS = (
    ("goud:      {from: 1500", "goud:      {from: 1_200"), ("{give: 1 point, per: 1.00 EUR", "{give: 1 point, per: 2.00 EUR"),
    ("when: {day: tuesday}", "when: {day: [tuesday, friday]}"), ("cost price: 0.90 EUR", "cost price: 0.95 EUR"),
    ("give: 1 star", "give: 2 stars"), ("off: 5%", "off: 7.5%"), ("hier al {years} jaar", "hier nu al {years} jaar"),
    ("slots: 10", "slots: 12"), (POINTS_OFF, ""),
    ("returns: {", "settings: {hold: 5 minutes}\nreturns: {within: 21 days, "),
    ("  dorpsstraat: {zone: Europe/Amsterdam}", "  dorpsstraat: {zone: Europe/Amsterdam}\n  markt: {}"),
    ("rewards:\n", "rewards:\n  mug: {gives: {item: mug}, costs: 300 points}\n"),
)  # fmt: skip


def edited(text, *edits):
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    return read_yaml(text)


def told(old, new):
    return [(change.path, change.kind, change.nl, change.en) for change in changes(old, new)]


def written(old, new):
    return "".join(f"{change.kind} {change.path}\n  {change.nl}\n  {change.en}\n" for change in changes(old, new))


def test_the_diff_of_a_bakery_is_what_it_was():
    text = written(read_yaml(BAKERY), edited(BAKERY, *EDITS))

    assert text == kept(ROOT / "tests" / "golden" / "diff" / "bakery.txt", text)


def test_the_diff_of_everything_is_what_it_was():
    text = written(small(), read_yaml(KITCHEN))

    assert text == kept(ROOT / "tests" / "golden" / "diff" / "kitchen.txt", text)


def test_the_owner_reads_what_stands_instead_of_what():
    found = told(read_yaml(BAKERY.replace("from: 1500", "from: 2_000")), read_yaml(BAKERY))

    assert found == [(
        "tiers.steps.goud", "changed", "Goud begint bij 1.500 in plaats van 2.000 sterren, vanaf uw volgende aankoop.",
        "Gold begins at 1,500 instead of 2,000 stars, from your next purchase on.",
    )]  # fmt: skip


@pytest.mark.parametrize("name", sorted(EVERY_FILE))
def test_a_program_differs_nothing_from_itself(name):
    program = read_yaml(EVERY_FILE[name])

    assert changes(program, program) == []


def test_another_way_to_write_the_same_is_no_difference():
    one = small("earn: {base: {give: 1 point, per: 1.00 EUR}, double: {multiply: points x 2, when: {day: dinsdag}}}\n")
    other = small(
        "earn: {double: {multiply: points × 2.0, when: {day: [tuesday]}}, base: {give: 1 punt, per: 1.00 EUR}}\n"
        "returns: {within: 14 days}\n"
    )

    assert one.document != other.document
    assert changes(one, other) == []


def test_what_no_sentence_says_is_named_by_its_key():
    old = small('earn: {base: {give: 1 point, per: 1.00 EUR, why: {nl: "een", en: "one"}}}\n')
    why = small('earn: {base: {give: 1 point, per: 1.00 EUR, why: {nl: "een", en: "one each"}}}\n')
    both = small('earn: {base: {give: 2 points, per: 1.00 EUR, why: {nl: "een", en: "one each"}}}\n')
    said = ("earn.base.why.en", "changed", "`earn.base.why.en` is nu “one each” in plaats van “one”.",
            "`earn.base.why.en` is now “one each” instead of “one”.")  # fmt: skip

    assert told(old, why) == [said]
    assert [path for path, *_ in told(old, both)] == ["earn.base", "earn.base.why.en"]


GIFT = "discounts: {tin: {gift: [{nl: blik, en: tin}, {nl: pot, en: pot}], worth: 4.00 EUR, sku: [A-1, B-1], basket: at least 40.00 EUR}}\n"


def test_what_no_sentence_says_is_not_hidden_by_another_change_of_the_same_thing():
    new = small(GIFT.replace("4.00", "5.00").replace("B-1", "B-2"))

    assert [path for path, *_ in told(small(GIFT), new)] == ["discounts.tin", "discounts.tin.sku[2]"]


def test_other_words_for_the_same_are_no_difference_beside_a_real_one():
    old = small("earn: {base: {give: 1 point, per: 1.00 EUR}, more: {give: 5 points, per: purchase, when: {day: dinsdag}}}\n")
    new = small(
        "earn: {base: {give: 2 points, per: 1.00 EUR}, more: {give: 5 punten, per: purchase, when: {day: tuesday}}}\n"
        "returns: {within: 14 days}\n"
    )

    assert [path for path, *_ in told(old, new)] == ["earn.base"]


def test_members_are_not_told_what_things_cost_the_shop():
    mug = "rewards: {mug: {gives: {item: mug}, costs: 300 points, cost price: 1.00 EUR}}\n"
    new = small(mug.replace("1.00", "2.00").replace("300", "400"))

    assert [change.path for change in promised(small(mug), new)] == ["rewards.mug"]
    assert [change.path for change in changes(small(mug), new)] == ["rewards.mug", "rewards.mug.cost price"]


@pytest.mark.parametrize(("was", "now", "said"), [
    ("From 09:00 to 12:00.", "From 09:00 to 13:30.", "From 09:00 to 13:30 instead of 12:00."),
    ("You get 1 point per item.", "You get 2 points per item.", "You get 2 points instead of 1 point per item."),
    ("€ 1,00 off.", "€ 2,00 off.", "€ 2,00 off. That was: € 1,00 off."),
    ("You get 5% off.", "You get 5% off, on Tuesday.", "You get 5% off, on Tuesday. That was: You get 5% off."),
])  # fmt: skip
def test_a_sentence_says_instead_only_where_that_reads_well(was, now, said):
    assert instead(was, now, "en") == said
