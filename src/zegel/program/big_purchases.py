"""Purchases that count only from an amount on: `3rd of more than 300.00 EUR`. The amount is what earning counts, after discounts.

They are counted per purse by a measure of their own, `visits:>30000`, so that returns take them back and a new version fills them in.
"""

from collections.abc import Callable
from typing import Final

from zegel.core.value import value
from zegel.program import forms
from zegel.program.conditions import All, Compare, Every, Op, Test
from zegel.program.model import Program, Window
from zegel.program.page import Page
from zegel.program.tree import Node, Text

NOTHING: Final[tuple[Op, str]] = (">=", "")
LEAST: Final = (">=", ">")
"""How an amount is a bound that purchases are counted from."""


@value
class Place:
    """The place in the row of purchases above an amount that a test asks for: the `n`-th, or `each` n-th; `measure` counts them."""

    n: int
    each: bool
    measure: str


def bound(page: Page, node: Node, text: str, money: Callable[[str], int]) -> tuple[Op, int]:
    """`more than 300.00 EUR` as an operator and minor units; another bound than a least is a mistake."""
    op, amount = page.part(node, text, forms.compared, NOTHING)
    minor = page.part(node, amount, money, 0) if amount else 0
    if op not in LEAST:
        page.wrong(node, "not_of_this_form", "Purchases are counted from an amount on: say `at least` or `more than`.")
    return op, minor


def measure_of(op: Op, minor: int) -> str:
    """The measure of purchases of at least (`>=`) or more than (`>`) `minor`."""
    return f"visits:{op}{minor}"


def least_of(measure: str) -> int:
    """The least of what counts that a purchase must come to for `measure` to go up; 0 for `visits`, which all purchases do."""
    bounds = measure.partition(":")[2]
    return int(bounds.lstrip(">=")) + (not bounds.startswith(">=")) if bounds else 0


def nth_test(page: Page, node: Node, money: Callable[[str], int], over: Callable[[Window, Node | None], int]) -> Test:
    """`10th`, `every 10th`, `first`; or `3rd of more than 300.00 EUR`: this one is that large, and such a one was made twice before."""
    text = node.text if isinstance(node, Text) else ""
    head, of, amount = text.partition(" of ")
    if not of:
        number, every = page.form(node, forms.ordinal, (1, False))
        return Every("purchase_number", number) if every else Compare("purchase_number", "==", number)
    number, every = page.part(node, head, forms.ordinal, (1, False))
    op, minor = bound(page, node, amount, money)
    fact = f"window:{over(Window(measure_of(op, minor), 'lifetime', 0, 'days', before=True), node)}"
    return All((Compare("basket_minor", op, minor), Every(fact, number, 1) if every else Compare(fact, "==", number - 1)))


def place_of(program: Program, test: Test) -> Place | None:
    """What a test asks that `nth_test` made of an amount, None for any other."""
    match test:
        case All((Compare("basket_minor"), Compare(fact, "==", before))) if measure := _counted_by(program, fact):
            return Place(int(before) + 1, each=False, measure=measure)
        case All((Compare("basket_minor"), Every(fact, step))) if measure := _counted_by(program, fact):
            return Place(step, each=True, measure=measure)
        case _:
            return None


def _counted_by(program: Program, fact: str) -> str:
    """The bounded measure of a window as it was before this purchase, "" for any other fact."""
    window = program.windows[int(fact[7:])] if fact.startswith("window:") else None
    return window.measure if window is not None and window.before and window.measure.startswith("visits:") else ""
