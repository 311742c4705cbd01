"""Discounts that a till may give without a line: to the cent as the books would, or not at all."""

import pytest

from tests.browser.bakery import PROGRAM
from tests.programs import read_yaml
from zegel.core.article import Article
from zegel.core.periods import Day, plus_days
from zegel.core.purchase import Line
from zegel.decide.offline_discounts import at_till, comes_off, holding
from zegel.hall.offline_pack import _line
from zegel.main import compiled
from zegel.program.compile import Compiled

TODAY, IN_THREE_DAYS = Day("2026-03-03"), Day("2026-03-06")
REGULARS = '  regulars:   {off: 5%, of: cake, for: {member for: at least 5 years}, why: {nl: "x {years}", en: "x {years}"}}\n'
CAKE = _line(1, Article("c", "vlaai", "flan", "cake"), 1450)


def shop(*discounts: str, more: str = "") -> Compiled:
    """The bakery with these discounts in place of its own."""
    text = PROGRAM
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("  regulars:")]
    found = "".join(lines).replace("discounts:\n", "discounts:\n" + "".join(discounts)) + more
    return compiled(read_yaml(found).document)


def given_of(program: Compiled) -> list[tuple[str, int, bool]]:
    return [(one.rule.id, one.bp, one.is_for_all) for one in at_till(program)]


def test_the_regulars_discount_is_given_by_how_long_somebody_is_a_member_on_each_day_that_the_till_may_be_away():
    program = shop(REGULARS)
    given = at_till(program)

    assert given_of(program) == [("regulars", 500, False)]
    assert [comes_off(program, given, line) for line in (CAKE, _line(1, None, 100))] == [[0], []]
    days = (TODAY, IN_THREE_DAYS)
    assert [holding(program, given, since, "", days) for since in ("2021-03-03", "2021-03-04", "2021-03-07", "")] == [[0], [], [], []]


def test_what_only_the_till_with_a_line_can_judge_is_left_out():
    alone = "  own: {off: 10%, of: cake, for: {member for: at least 1 year}, alone: true}\n"
    away = [
        "  own: {off: 10%, of: cake, when: {day: tuesday}}\n", "  own: {off: 10%, of: cake, when: {hours: 08:00-10:00}}\n",
        "  own: {off: 1.00 EUR, of: cake}\n",
        "  own: {off: 10%, of: cake, at most: 2.00 EUR}\n", "  own: {off: 10%, of: cake, per basket: once}\n", alone,
        "  own: {off: 10%, of: cake, limit: 1 per day}\n", "  own: {off: 10%, on: basket}\n", "  own: {off: 10% + 5%, of: cake}\n",
    ]  # fmt: skip
    for text in away:
        assert given_of(shop(text)) == [], text


def test_a_discount_is_not_given_where_another_may_come_before_it_or_in_its_place():
    tuesday = "  aaa: {off: 10%, of: cake, when: {day: tuesday}}\n"
    bread = "  aaa: {off: 10%, of: bread, when: {day: tuesday}}\n"
    later = "  zzz: {off: 10%, of: cake, when: {day: tuesday}}\n"

    found = []
    for other in (tuesday, bread, later):
        program = shop(REGULARS, other)
        found.append(comes_off(program, at_till(program), CAKE))

    assert found == [[], [0], [0]]
    group = REGULARS.replace("of: cake,", "of: cake, group: one,")
    assert given_of(shop(group)) == [("regulars", 500, False)]
    assert given_of(shop(group, "  bbb: {off: 5%, of: bread, when: {day: tuesday}, group: one}\n")) == []
    assert given_of(shop(REGULARS, more="settings: {rounded per: basket}\n")) == []
    assert given_of(shop("  everybody: {off: 3%, of: bread}\n")) == [("everybody", 300, True)]


def test_a_floor_or_the_law_keeps_a_till_from_guessing():
    program = shop(REGULARS, more="floors:\n  cakes: {of: cake, least: 50%}\n")

    assert comes_off(program, at_till(program), CAKE) == []


DENTED = (
    '  dented first: {off: 30%, of: {condition: [C, D]}, for: {member for: at least 1 year}, group: dented}\n',
    '  dented later: {off: 30%, of: {condition: [C, D], marked: at least 7 days}, group: dented}\n',
)  # fmt: skip


def dented(days: int, floor: int | None = None) -> Line:
    box = Article("box", "doos", "box", "household", condition="C", marked_on=Day("2026-03-03"), floor_minor=floor)
    return _line(1, box, 1_000, plus_days(Day("2026-03-03"), days))


def test_damaged_stock_is_for_regulars_first_and_for_everybody_after_its_days():
    program = shop(*DENTED)
    given = at_till(program)

    assert [(one.rule.id, one.bp, one.instead) for one in given] == [("dented first", 3_000, ()), ("dented later", 3_000, (0,))]
    assert [comes_off(program, given, dented(days)) for days in (0, 6, 7, 90)] == [[0], [0], [0, 1], [0, 1]]
    assert comes_off(program, given, _line(1, Article("box", "doos", "box", "household"), 1_000)) == []
    regular, new = (holding(program, given, since, "", (TODAY, IN_THREE_DAYS)) for since in ("2021-03-03", "2026-01-01"))
    assert (regular, new) == ([0, 1], [1]), "of the regular's two the second is not had besides the first"


def test_the_lowest_price_of_the_catalogue_keeps_a_till_from_guessing():
    program = shop(*DENTED)

    assert comes_off(program, at_till(program), dented(7, floor=900)) == []


@pytest.mark.parametrize(("other", "given"), [
    ("off: 40%, of: {condition: [C, D], marked: at least 7 days}", []),  # better for some, and of less
    ("off: 20%, of: {condition: D}", []),  # of something else
    ("off: 20%, of: {condition: [C, D], tag: sale}", [("dented first", ()), ("other", (0,))]),
    ("off: 40%, of: {condition: [C, D]}", [("dented first", (1,)), ("other", ())]),
    ("off: 5%", []),  # of more, and less
    ("off: 30%", [("dented first", (1,)), ("other", ())]),
    ("off: 0.50 EUR, of: {condition: [C, D]}", []),
])  # fmt: skip
def test_of_a_group_a_till_gives_what_is_always_the_best_or_nothing(other, given):
    program = shop(DENTED[0], f"  other: {{{other}, group: dented}}\n")

    assert [(one.rule.id, one.instead) for one in at_till(program)] == given


def test_where_discounts_of_a_group_stay_together_a_till_gives_them_all():
    program = shop(*DENTED, more="settings: {choosing: all stack}\n")

    assert [one.instead for one in at_till(program)] == [(), ()]
