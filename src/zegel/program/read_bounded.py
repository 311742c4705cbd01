"""How often a discount is had and what it may cost: `once per`, `limit`, `budget` and `over budget`."""

from dataclasses import replace
from typing import Final, cast, get_args

from zegel.program import forms, often
from zegel.program.deals import Gift
from zegel.program.model import Discount, OverBudget
from zegel.program.page import Page
from zegel.program.read_conditions import ConditionReader
from zegel.program.tree import Node, Table

OVER: Final = get_args(OverBudget)


def bounded(page: Page, conditions: ConditionReader, rule: Discount, found: dict[str, Node]) -> Discount:
    """`rule` with its limits. The budget itself is read with the other budgets of the program."""
    limits = often.limits(page, conditions, rule.id, found)
    over = page.choice(found["over budget"], OVER, "word") if "over budget" in found else "capped"
    if "over budget" in found and "budget" not in found:
        page.wrong(found["over budget"], "not_together", "There is no `budget` to go over.", "Take it out, or say the budget.")
    if "budget" in found and isinstance(rule.deal, Gift) and not rule.deal.worth_minor:
        page.wrong(found["budget"], "missing_key", "What the gift is worth is not known, so no budget can count it.", "Say `worth`.")
    stock, stocks = stock_of(page, conditions, found.get("stock"))
    return replace(rule, limits=limits, over_budget=cast(OverBudget, over), stock=stock, stocks=stocks)


def stock_of(page: Page, conditions: ConditionReader, node: Node | None) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    """(how many there are in all, or None, how many each branch has)."""
    if node is None:
        return None, ()
    if not isinstance(node, Table):
        return page.form(node, forms.count, 0), ()
    found = [
        (page.known(entry.named, conditions.branches, "branch"), page.form(entry.node, forms.count, 0)) for entry in node.entries.values()
    ]
    return None, tuple(sorted(found))
