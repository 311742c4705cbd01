"""Reads the steps of an earning rule: `steps`, `method` and `counted per`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal, cast

from zegel.program.conventions import Settings
from zegel.program.earning_steps import EarningStep, Rising
from zegel.program.model import EarnRule, Window
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.read_limits import KINDS
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.tree import Node, Row, Text

STEPPED: Final = ("steps", "method", "counted per")
METHOD_HINT: Final = (
    "`whole`: the highest step counts for everything; `marginal`: each step for what lies in it. Nothing goes without saying."
)
_NOTHING: Final = "nothing"


class EarningStepReader:
    """`over` keeps the window of what a rule counted; `given` reads how much of which unit a step gives."""

    def __init__(
        self, page: Page, settings: Settings, money: Callable[[str], int], over: Callable[[Window, Node | None], int],
        given: Callable[[Node], tuple[int, str]],
    ) -> None:  # fmt: skip
        self.page, self.settings, self.money, self.over, self.given = page, settings, money, over, given

    def risen(self, rule: EarnRule, node: Node, found: dict[str, Node]) -> EarnRule:
        """`rule` with its steps, as it is where it has none."""
        if "steps" not in found:
            for key in STEPPED[1:]:
                if key in found:
                    alone = phrase("`{key}` says how steps count.", key=key)
                    self.page.wrong(found[key], "not_together", alone, "Say `steps: [{from: …, give: …}]` too.")
            return rule
        self._fits(rule, found)
        steps = self._steps(rule, found["steps"])
        if "method" not in found:
            self.page.wrong(node, "missing_key", phrase("The key `{name}` is missing.", name="method"), METHOD_HINT)
            return rule
        method = cast(Literal["whole", "marginal"], self.page.choice(found["method"], ("whole", "marginal"), "word"))
        for each, step in steps if method == "marginal" else ():
            if rule.per == "spend" and step.least % rule.per_minor and rule.unit != STORE_CREDIT:
                said = "Each step counts full amounts of its own: it begins at a whole number of them."
                self.page.wrong(each, "not_together", said, "Say `method: whole`, or let it begin elsewhere.")
        rising = Rising(method, tuple(step for _, step in steps), self.settings.step_bounds == "above their threshold")
        return replace(rule, rising=rising, carry=self._counted_per(rule, found))

    def _fits(self, rule: EarnRule, found: dict[str, Node]) -> None:
        """Steps are of amounts that a purchase comes to, in all."""
        if rule.per != "spend" or rule.event:
            said = "Steps are for points by the amount that is spent."
            self.page.wrong(found["steps"], "not_together", said, "Say e.g. `per: 1.00 EUR`.")
        if self.settings.points_rounded_per == "line":
            said = "Steps look at all that is bought, and points are rounded for each line here."
            self.page.wrong(found["steps"], "not_together", said, "Take `points rounded per: line` out.")
        if self.settings.points_remainder == "carried" and "counted per" not in found:
            said = "Remainders count with the next purchase here: say with which purchases the steps count too."
            self.page.wrong(found["steps"], "not_together", said, "Say e.g. `counted per: year`.")

    def _steps(self, rule: EarnRule, node: Node) -> list[tuple[Node, EarningStep]]:
        """The steps from low to high, each with where it stands."""
        if not isinstance(node, Row):
            self.page.wrong(node, "wrong_kind", "Here a list of steps is needed.")
            return []
        steps = []
        for item in self.page.items(node):
            part = self.page.table(item, "earning step")
            least = self.page.form(part["from"], self.money, 1) if "from" in part else 1
            steps.append((item, EarningStep(least, self._count(rule, part["give"]) if "give" in part else 0)))
        if len({step.least for _, step in steps}) < len(steps):
            self.page.wrong(node, "not_together", "Two steps begin at the same place.", "Steps must differ.")
        return sorted(steps, key=lambda step: step[1].least)

    def _count(self, rule: EarnRule, node: Node) -> int:
        if isinstance(node, Text) and node.text == _NOTHING:
            return 0
        count, unit = self.given(node)
        if unit and rule.unit and unit != rule.unit:
            said = phrase("A step gives more of `{unit}`, not of `{named}`.", unit=rule.unit, named=unit)
            self.page.wrong(node, "wrong_kind", said, "Make it a rule of its own.")
        return count

    def _counted_per(self, rule: EarnRule, found: dict[str, Node]) -> int:
        """The window of what the rule counted before, -1 where each purchase stands alone."""
        word = self.page.choice(found["counted per"], ("purchase", *KINDS), "word") if "counted per" in found else "purchase"
        return -1 if word == "purchase" else self.over(Window(f"carry:{rule.id}", KINDS[word], 0, "days"), found["counted per"])
