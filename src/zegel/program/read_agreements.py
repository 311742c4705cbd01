"""The section `agreements` of a program file: ladders for business customers."""

from itertools import pairwise
from typing import Final, Literal, cast

from zegel.program import forms
from zegel.program.conditions import All, Not
from zegel.program.forms import Wrong, percent
from zegel.program.ladders import BASES, METHODS, THOUSANDTHS, YEARS, Basis, Growth, Ladder, Rung, Target
from zegel.program.model import ALL_ARTICLES, Words
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.read_articles import SetBook
from zegel.program.tree import Node, Row, Table

By = Literal["amount", "quantity"]

_STARTED: Final = ("as a whole year", "pro rata")
MOST_RUNGS: Final = 50
_METHOD_HINT: Final = (
    "`whole`: the highest step counts for the whole turnover; `marginal`: each step for what lies in it. Nothing goes without saying."
)


class AgreementReader:
    """Reads ladders. `above`: a step begins above its threshold (`settings.steps begin`)."""

    def __init__(self, page: Page, sets: SetBook, *, above: bool) -> None:
        self.page, self.sets, self.above = page, sets, above
        self.currency = sets.currency

    def ladder(self, name: str, node: Node) -> Ladder:
        """One entry of `agreements`."""
        found = self.page.table(node, "agreement") if "method" in _keys(node) else self._without_method(node)
        names = self.page.words(found["names"]) if "names" in found else Words(name, name)
        basis, year, of, without, articles = self._turnover(found.get("measure"))
        method = self.page.choice(found["method"], METHODS, "word") if "method" in found else "whole"
        by, rungs = self._rungs(found.get("ladder"), method)
        started = self.page.choice(found["started year"], _STARTED, "word") if "started year" in found else _STARTED[0]
        pays, least = self._pays(found.get("pays"))
        growth = self._growth(found["growth"]) if "growth" in found else ()
        target = self._target(found["target"]) if "target" in found else None
        return Ladder(
            name, names, by, cast(Literal["calendar", "contract"], year), articles, of, without, cast(Literal["whole", "marginal"], method),
            rungs, growth, target, started == "pro rata", least, pays, self.above, basis,
        )  # fmt: skip

    def _without_method(self, node: Node) -> dict[str, Node]:
        """The table of a ladder that does not say its method: that mistake has a hint of its own (semantics 25)."""
        before = len(self.page.problems)
        found = self.page.table(node, "agreement")
        self.page.problems[before:] = [p for p in self.page.problems[before:] if not (p.path == node.path and "`method`" in p.message)]
        if isinstance(node, Table):
            self.page.wrong(node, "missing_key", phrase("The key `{name}` is missing.", name="method"), _METHOD_HINT)
        return found

    def _turnover(self, node: Node | None) -> tuple[Basis, str, int, int, int]:
        """What of an invoice counts, the year, and the sets of what counts, what does not, and what is left then."""
        found = self.page.table(node, "turnover") if node is not None else {}
        said = self.page.choice(found["turnover"], BASES, "word") if "turnover" in found else BASES[0]
        basis = cast(Basis, said.removeprefix("net "))
        year = self.page.choice(found["year"], YEARS, "word") if "year" in found else YEARS[0]
        of = self.sets.index(found.get("of"))
        if "without" not in found:
            return basis, year, of, -1, of
        out = self.sets.groups(found["without"])
        rest = Not(out) if of == ALL_ARTICLES else All((self.sets.sets[of].test, Not(out)))
        return basis, year, of, self.sets.add(out), self.sets.add(rest)

    # -- steps

    def _rungs(self, node: Node | None, method: str) -> tuple[By, tuple[Rung, ...]]:
        """The steps, and whether they count amounts or pieces."""
        if node is None:
            return "amount", ()
        if not isinstance(node, Row):
            self.page.wrong(node, "wrong_kind", "Here a list of steps is needed.")
            return "amount", ()
        by: By | None = None
        rungs: list[Rung] = []
        for item in self.page.items(node)[:MOST_RUNGS]:
            part = self.page.table(item, "rung")
            least, kind = self.page.form(part["from"], self._from, (1, by)) if "from" in part else (1, by)
            if by is not None and kind is not None and kind != by:
                self.page.wrong(part["from"], "not_together", "The other steps count something else.", "Take amounts, or pieces.")
            by = by or kind
            rungs.append(self._rung(item, part, least, method))
        if len(node.items) > MOST_RUNGS:
            self.page.wrong(node, "too_large", phrase("A ladder has at most {most} steps.", most=MOST_RUNGS))
        if any(a.least >= b.least for a, b in pairwise(rungs)):
            self.page.wrong(node, "not_together", "The steps do not go up.", "Each begins above the one before it.")
        return by or "amount", tuple(rungs)

    def _from(self, text: str) -> tuple[int, By | None]:
        head, _, what = text.partition(" ")
        if what in ("pieces", "piece", "stuks", "stuk"):
            return forms.count(head, 1) * THOUSANDTHS, "quantity"
        return self._money(text), "amount"

    def _rung(self, node: Node, part: dict[str, Node], least: int, method: str) -> Rung:
        term = self.page.form(part["term"], forms.days, 0) if "term" in part else 0
        if "gives" not in part:
            if "term" not in part and isinstance(node, Table):
                self.page.wrong(node, "missing_key", "A step gives something: `gives`, or `term`.")
            return Rung(least, 0, 0, 0, term)
        bp, minor, each = self.page.form(part["gives"], self._gives, (1, 0, 0))
        if minor and method == "marginal":
            hint = "Take `whole`, or say it as a `target`."
            self.page.wrong(part["gives"], "not_together", "A step of a marginal ladder gives a percentage, or so much a piece.", hint)
        return Rung(least, bp, minor, each, term)

    def _gives(self, text: str) -> tuple[int, int, int]:
        """`3%`, `250.00 EUR`, `0.05 EUR per piece`, as (basis points, minor units, minor units a piece)."""
        if "%" in text:
            return percent(text), 0, 0
        head, per, what = text.partition(" per ")
        if per and what not in ("piece", "stuk"):
            raise Wrong("An amount is given at once, or per piece.", f"{head} per piece")
        return (0, 0, self._money(head)) if per else (0, self._money(head), 0)

    def _growth(self, node: Node) -> tuple[Growth, ...]:
        steps: list[Growth] = []
        for item in self.page.items(node):
            part = self.page.table(item, "growth")
            if "from" in part and "gives" in part:
                steps.append(Growth(self.page.form(part["from"], percent, 1), self.page.form(part["gives"], percent, 1)))
        if any(a.least_bp >= b.least_bp for a, b in pairwise(steps)):
            self.page.wrong(node, "not_together", "The steps do not go up.", "Each begins above the one before it.")
        return tuple(steps)

    def _target(self, node: Node) -> Target:
        part = self.page.table(node, "target")
        least = self.page.form(part["from"], self._money, 1) if "from" in part else 1
        bp, minor, each = self.page.form(part["gives"], self._gives, (1, 0, 0)) if "gives" in part else (1, 0, 0)
        if each:
            self.page.wrong(part["gives"], "not_of_this_form", "A target gives an amount at once, or a percentage.")
        return Target(least, minor, bp)

    def _pays(self, node: Node | None) -> tuple[str, int]:
        """How a bonus is paid, and from what amount on."""
        found = self.page.table(node, "pays") if node is not None else {}
        for key, words in (("by", ("credit note",)), ("after", ("year end",)), ("split by", ("VAT rate",))):
            if key in found:
                self.page.choice(found[key], words, "word")
        return "credit note", self.page.form(found["at least"], self._money, 0) if "at least" in found else 0

    def _money(self, text: str) -> int:
        """An amount of more than nothing."""
        minor = forms.money(text, self.currency)
        if minor == 0:
            raise Wrong("This must be more than nothing.")
        return minor


def _keys(node: Node) -> set[str]:
    return set(node.entries) if isinstance(node, Table) else set()
