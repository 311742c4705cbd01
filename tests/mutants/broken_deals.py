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
)  # fmt: skip
