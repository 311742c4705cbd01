"""From-prices: the lowest of thirty days, what is exempt, and what a program would announce (domain.md §2.3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.programs import read_yaml
from zegel.core.periods import Day, plus_days
from zegel.decide.prices import NOT_SOLD, History, PriceStep, Stated, claims, lowest, price_on, stated
from zegel.program.compile import Compiled
from zegel.program.country.price_law import price_law

NL, ELSEWHERE = price_law("NL"), price_law("FR")
ON = Day("2026-06-30")


def steps(*rows: tuple[str, int]) -> tuple[PriceStep, ...]:
    return tuple(PriceStep(Day(since), minor) for since, minor in rows)


LONG = ("2025-01-01", 500)


@pytest.mark.parametrize(("rows", "expected"), [
    ((LONG,), Stated(500, "lowest", "2026-05-31")),
    ((LONG, ("2026-06-20", 600)), Stated(500, "lowest", "2026-05-31")),  # raised shortly before
    ((LONG, ("2026-05-31", 600)), Stated(600, "lowest", "2026-05-31")),  # thirty days ago is long enough: 31 May is the first of the days
    ((LONG, ("2026-06-01", 600)), Stated(500, "lowest", "2026-05-31")),  # a day less is not
    ((LONG, ("2026-06-10", 300), ("2026-06-12", 500)), Stated(300, "lowest", "2026-06-10")),  # a weekend offer in between
    ((LONG, ("2026-06-01", 450), ("2026-06-10", 400), ("2026-06-30", 350)), Stated(500, "progressive", "2026-05-02")),
    ((LONG, ("2026-03-01", 450), ("2026-06-30", 400)), Stated(450, "lowest", "2026-05-31")),  # the first cut is more than three months old
    ((LONG, ("2026-06-01", 450), ("2026-06-10", 480), ("2026-06-30", 350)), Stated(450, "lowest", "2026-06-01")),  # a rise breaks the row
    ((("2026-06-10", 500), ("2026-06-20", 600)), Stated(600, "new", "2026-06-30")),
    ((("2026-06-30", 500),), None),
    ((), None),
    ((LONG, ("2026-06-15", NOT_SOLD)), None),
])  # fmt: skip
def test_the_highest_from_price_in_the_netherlands(rows, expected):
    assert stated(steps(*rows), ON, NL) == expected


def test_without_data_of_a_country_nothing_is_exempt():
    assert stated(steps(("2026-06-10", 500), ("2026-06-20", 600)), ON, ELSEWHERE) == Stated(500, "lowest", "2026-06-10")
    assert stated(steps(LONG, ("2026-06-01", 450), ("2026-06-30", 400)), ON, ELSEWHERE) == Stated(450, "lowest", "2026-06-01")
    assert stated(steps(LONG, ("2026-06-20", 600)), ON, ELSEWHERE, perishable=True) == Stated(500, "lowest", "2026-05-31")


def test_what_spoils_may_be_cut_as_it_stands():
    assert stated(steps(LONG, ("2026-06-20", 600)), ON, NL, perishable=True) == Stated(600, "perishable", "2026-06-30")


@examples(60)
@given(st.lists(st.tuples(st.integers(0, 120), st.integers(1, 900) | st.just(NOT_SOLD)), max_size=8, unique_by=lambda row: row[0]))
def test_the_lowest_is_the_lowest_of_each_day(rows):
    begin = Day("2026-01-01")
    history = tuple(PriceStep(plus_days(begin, n), minor) for n, minor in sorted(rows))
    first, last = Day("2026-02-01"), Day("2026-03-02")
    by_day = [price for n in range(30) if (price := price_on(history, plus_days(first, n))) is not None]

    assert lowest(history, first, last) == min(by_day, default=None)


def announced(discounts: str, **sections: str) -> Compiled:
    more = "\n".join(f"{name}: {text}" for name, text in sections.items())
    text = f"zegel: 1\nprogram: T\ncompany: {{currency: EUR}}\nbranches: [markt, haven]\ndiscounts:\n  sale: {discounts}\n{more}\n"
    return Compiled(read_yaml(text))


RAISED = History("TEA", "", "", steps(LONG, ("2026-06-20", 600)))


def test_a_percentage_is_of_the_lowest_price():
    # C-330/23: 20 % off 6.00 is 4.80, which is 4 % off the 5.00 that it cost.
    found = list(claims(announced("{off: 20%, announced: true}"), RAISED, ON))

    assert [(c.rule, c.sku, c.from_minor, c.stated_minor, c.honest_bp, c.sure) for c in found] == [("sale", "TEA", 600, 500, 400, True)]
    assert [c.honest_bp for c in claims(announced("{off: 10%, announced: true}"), RAISED, ON)] == [0]
    assert [c.honest_bp for c in claims(announced("{off: 1.00 EUR, announced: true}"), RAISED, ON)] == [-1]


@pytest.mark.parametrize(("program", "history"), [
    (announced("{off: 20%}"), RAISED),  # nobody is told
    (announced("{off: 20%, announced: true}"), History("TEA", "", "", steps(LONG))),
    (announced("{off: 20%, announced: true, of: {sku: COFFEE}}"), RAISED),
    (announced("{off: 20%, announced: true, where: {branch: markt}}"), History("TEA", "", "haven", RAISED.steps)),
    (announced("{off: 20%, announced: true, when: {dates: from 2026-07-20}}"), RAISED),  # by then 6.00 is a month old
    (announced("{off: 20%, announced: true}", perishable="{sku: TEA}"), RAISED),
])  # fmt: skip
def test_what_is_no_claim(program, history):
    assert list(claims(program, history, ON)) == []


def test_an_article_that_is_not_known_by_its_number_is_not_sure():
    found = list(claims(announced("{off: 20%, announced: true, of: {category: tea}}"), RAISED, ON))

    assert [c.sure for c in found] == [False]
