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
    Mutant(
        "a gift that lies in the basket is handed over too", "src/zegel/decide/taking.py",
        "things - sum(free.values())", "things",
        "tests/stories/test_things_added.py::test_what_the_basket_has_of_it_is_free_and_only_what_it_lacks_is_handed_over",
    ),
    Mutant(
        "what comes back forgets the gift that lay in the basket", "src/zegel/decide/kept.py",
        "if not isinstance(rule.deal, Gift) or rule.deal.out_of < 0 or not rule.deal.parts:", "if True:",
        "tests/stories/test_things_added.py::test_of_what_was_free_and_what_was_handed_over_comes_back_what_is_no_longer_brought",
    ),
    Mutant(
        "a piece counts as free though a budget left something of its price", "src/zegel/decide/discounts.py",
        "if not whole or given[n] >= found.shares[n] else 0", "if found.shares[n] else 0",
        "tests/stories/test_stamps.py::test_a_bread_that_is_free_by_whatever_discount_earns_no_stamp",
    ),
    Mutant(
        "things that a return brings back never come into stock again", "src/zegel/flows/return_goods.py",
        " + things_back(plan, document, gifts) + draws", " + draws",
        "tests/stories/test_things_added.py::test_what_a_return_brings_back_is_there_for_the_next",
    ),
)  # fmt: skip
