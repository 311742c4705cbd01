"""What must be in the basket: `at least 20.00 EUR`, `{holds: cakes, at least: 3}`, `{without: cakes}`, or several of them."""

from collections.abc import Callable
from typing import Final

from zegel.program import forms
from zegel.program.conditions import Compare, NamedTest, Op, Test
from zegel.program.forms import Wrong
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.read_articles import SetBook
from zegel.program.tree import Node, Table

COMPARISONS: Final[tuple[tuple[str, Op], ...]] = (("at least", ">="), ("more than", ">"), ("at most", "<="), ("less than", "<"))


class BasketReader:
    """Reads `basket`. `amount` reads what the whole of it must come to."""

    def __init__(self, page: Page, sets: SetBook, amount: Callable[[Node], Test]) -> None:
        self.page = page
        self.sets = sets
        self._amount = amount

    def tests(self, node: Node) -> list[NamedTest]:
        """The tests of `basket`; of a list all must hold."""
        return [NamedTest("basket", test) for item in self.page.items(node) for test in self._item(item)]

    def _item(self, node: Node) -> list[Test]:
        if not isinstance(node, Table):
            return [self._amount(node)]
        found = self.page.table(node, "basket")
        there = [key for key in ("holds", "without") if key in found]
        if len(there) != 1:
            self.page.wrong(node, "missing_key", "Say `holds` or `without`, one of them.", "For instance {holds: cakes, at least: 3}.")
            return []
        articles = self.sets.index(found[there[0]])
        bounds = [(words, op) for words, op in COMPARISONS if words in found]
        if there == ["without"]:
            for words, _ in bounds:
                self.page.wrong(
                    found[words], "not_together", phrase("`{key}` does not go with `{other}`.", key=words, other="without"), "Take it out."
                )
            return [Compare(f"items:{articles}", "<", 1)]
        tests: list[Test] = []
        for words, op in bounds:
            fact, count = self._bound(found[words])
            tests.append(Compare(f"{fact}:{articles}", op, count))
        return tests or [Compare(f"items:{articles}", ">=", 1)]

    def _bound(self, node: Node) -> tuple[str, int]:
        """A count of items, or an amount."""

        def either(text: str) -> tuple[str, int]:
            if any(c.isalpha() for c in text) and not text.endswith((" items", " item")):
                return "spend", forms.money(text, self.sets.currency)
            try:
                return "items", forms.count(text.removesuffix(" items").removesuffix(" item"))
            except Wrong as wrong:
                raise Wrong(
                    phrase("{message} An amount is written like 10.00 {currency}.", message=wrong.message, currency=self.sets.currency),
                    wrong.fix,
                ) from None

        return self.page.form(node, either, ("items", 0))
