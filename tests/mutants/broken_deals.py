"""Which pieces a discount is on, and how far it goes, broken on purpose."""

from tests.mutants.broken import Mutant

ROW = "tests/decide/test_deals_in_a_row.py::test_what_comes_off"

DEALS = (
    Mutant(
        "every second piece begins with the first", "src/zegel/decide/picked.py",
        "max(place - how.first + how.every, 0) // how.every", "max(place - 1 + how.every, 0) // how.every",
        ROW, quick=True,
    ),
    Mutant(
        "bundles take more than everything off", "src/zegel/decide/taking.py",
        "Percent(min(deal.bp * times, WHOLE))", "Percent(deal.bp * times)",
        "tests/decide/test_deals_in_a_row.py::test_more_than_everything_is_not_even_asked_for",
    ),
    Mutant(
        "what went above a budget is forgotten", "src/zegel/flows/bounded.py",
        "(*within, Draw(over_counter(budget, on), there - draw.n, 0))", "within",
        "tests/stories/test_bounded_discounts.py::test_over_the_budget_the_last_one_whole",
    ),
)  # fmt: skip
