"""The section `tiers`: what is measured, how long a tier is kept, its steps and what they give."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from zegel.program import forms
from zegel.program.conditions import NamedTest, OneOf
from zegel.program.forms import Wrong
from zegel.program.model import ALL_ARTICLES, Multiplier, Tiers, TierStep, Window, Words
from zegel.program.phrases import phrase
from zegel.program.read_benefits import BenefitReader
from zegel.program.read_rules import RuleReader
from zegel.program.tree import Node, Table, Text, plain

Kept = Literal["through next year", "through this year", "rolling"]
EFFECTIVE = ("from the next purchase", "in the same basket")
_KINDS = ("unit", "spend", "visits", "balance", "tenure")


class TierReader:
    """Reads the ladder; its steps' multipliers and discounts join the others."""

    def __init__(self, rules: RuleReader, members: BenefitReader) -> None:
        self.rules = rules
        self.members = members
        self.page = rules.page
        self.conditions = rules.conditions

    def tiers(self, node: Node) -> Tiers:
        """The whole section."""
        found = self.page.table(node, "tiers")
        measure = self.page.table(found["measure"], "measure") if "measure" in found else {}
        window, parse = self._measured(found.get("measure", node), measure)
        steps = self._steps(found["steps"], parse) if "steps" in found else []
        self.conditions.tiers = [step.id for step, _ in steps]
        kept, review = self._kept(measure.get("kept"), None if window is None else self.conditions.windows[window])
        down = self.page.form(measure["down"], lambda text: _down(text, len(steps)), 1) if "down" in measure else 1
        grace = self._days(measure.get("grace"), 0)
        same = "effective" in measure and self.page.choice(measure["effective"], EFFECTIVE, "word") == EFFECTIVE[1]
        self._benefits(steps)
        ladder = tuple(replace(step, coupons=self._coupons(gives)) for step, gives in steps)
        return Tiers(window or 0, ladder, kept, review, down, grace, same, self._days(measure.get("notice"), 30))

    def _days(self, node: Node | None, default: int) -> int:
        return default if node is None else self.page.form(node, forms.days, default)

    def _measured(self, node: Node, found: dict[str, Node]) -> tuple[int | None, Callable[[str], int]]:
        """(number of the window, None where nothing was said; how thresholds are read)."""
        told = isinstance(node, Table) and node.path.endswith("measure")
        kind = self.rules.only(node, found, _KINDS, dict.fromkeys(_KINDS[:3], ("window",))) if told else ""
        if kind in ("balance", "tenure"):
            return self._now(kind, found)
        measure = ""
        parse: Callable[[str], int] = forms.count
        if kind == "unit":
            unit = self._unit(found["unit"])
            measure, parse = f"unit:{unit}", lambda text: self.rules.units.parts(text, unit)
        elif kind == "visits":
            self.page.choice(found["visits"], ("all",), "word")
            measure = "visits"
        elif kind == "spend":
            every = isinstance(found["spend"], Text) and found["spend"].text == "all"
            articles = ALL_ARTICLES if every else self.rules.sets.index(found["spend"])
            measure = f"spend:{self.rules.sets.sets[articles].id}" if articles else "spend"
            return self.conditions.window(measure, found.get("window")), lambda text: forms.money(text, self.rules.currency)
        window = self.conditions.window(measure, found.get("window"))
        return (window if kind else None), parse

    def _now(self, kind: str, found: dict[str, Node]) -> tuple[int, Callable[[str], int]]:
        """What is not counted but stands: a balance, or how long somebody has been a member."""
        if kind == "balance":
            held = self._unit(found["balance"])
            return self.conditions.now(f"balance:{held}"), lambda text: self.rules.units.parts(text, held)
        self.page.choice(found["tenure"], ("all",), "word")
        if "kept" in found:
            self.page.wrong(found["kept"], "not_together", "Who has been a member for long enough stays so.", "Take `kept` out.")
        return self.conditions.now("tenure"), _months

    def _unit(self, node: Node) -> str:
        word = self.page.text(node, "a unit")
        return self.rules.units.find(self.page, node, word) if word else ""

    def _kept(self, node: Node | None, window: Window | None) -> tuple[Kept, int]:
        text = node.text if isinstance(node, Text) else ""
        yearly = window is None or window.kind in ("calendar year", "membership year")
        if node is None:
            return ("through next year", 0) if yearly else ("rolling", 12)
        if text in ("through next year", "through this year"):
            if not yearly:
                said = phrase(
                    "Only a calendar year and a membership year have a {which} year.", which=phrase("next" if "next" in text else "this")
                )
                self.page.wrong(node, "not_together", said, "Say a period, such as `12 months`.", "12 months")
            return ("through next year" if text == "through next year" else "through this year"), 0
        long = self.page.form(node, forms.duration, forms.Duration(12, "months"))
        if long.period != "months":
            self.page.wrong(node, "not_of_this_form", "A tier is kept for whole months or years.", "", "1 month")
        return "rolling", long.count

    def _steps(self, node: Node, parse: Callable[[str], int]) -> list[tuple[TierStep, list[Node]]]:
        """The steps from low to high, each with its benefits as written."""
        steps: list[tuple[TierStep, list[Node]]] = []
        for name, entry in self.page.named(node, "step"):
            found = self.page.table(entry, "step")
            threshold = self.page.form(found["from"], parse, 0) if "from" in found else 0
            twin = next((step.id for step, _ in steps if step.threshold == threshold and "from" in found), "")
            if twin:
                self.page.wrong(
                    found["from"], "not_together", phrase("`{other}` begins at the same measure.", other=twin), "Steps must differ."
                )
            if name == "none":
                self.page.wrong(entry, "id_taken", "`none` stands for no tier at all.", "Give this step another name.")
            names = self.page.words(found["names"]) if "names" in found else Words(name, name)
            gives = self.page.items(found["gives"]) if "gives" in found else []
            steps.append((TierStep(name, names, threshold), gives))
        if not steps:
            self.page.wrong(node, "empty", "A ladder needs a step.")
        return sorted(steps, key=lambda pair: (pair[0].threshold, pair[0].id))

    def _benefits(self, steps: list[tuple[TierStep, list[Node]]]) -> None:
        """What each step gives. A step without a multiplier for a unit, a discount on some articles or an entitlement of some kind
        keeps that of the step below it."""
        given: dict[tuple[object, ...], list[tuple[int, str, Node]]] = {}
        for rank, (step, gives) in enumerate(steps, 1):
            for node in gives:
                key = self._key(node)
                if key and any(rank == other for other, _, _ in given.get(key, ())):
                    said = "This step multiplies that unit already." if key[0] == "multiply" else "This step gives that already."
                    self.page.wrong(node, "not_together", said, "Take one of them out.")
                given.setdefault(key or (id(node),), []).append((rank, step.id, node))
        for same in given.values():
            for rank, name, node in same:
                above = [other for other, _, _ in same if other > rank]
                ranks = tuple(range(rank, min(above, default=len(steps) + 1)))
                self._benefit(name, node, NamedTest("tier", OneOf("tier_rank", ranks)))

    def _coupons(self, gives: list[Node]) -> tuple[str, ...]:
        """The coupons that whoever reaches the step is given."""
        entries = [node.entries["coupon"].node for node in gives if isinstance(node, Table) and "coupon" in node.entries]
        return tuple(self.page.known(entry, self.rules.coupons, "coupon") for entry in entries)

    def _key(self, node: Node) -> tuple[object, ...]:
        """What of a lower step a benefit takes the place of; nothing where it is no benefit at all."""
        if not isinstance(node, Table):
            return ()
        found = {key: entry.node for key, entry in node.entries.items()}
        for key in ("multiply", "off", "entitle", "coupon"):
            if key in found:
                word = found[key]
                text = word.text if isinstance(word, Text) else ""
                if key == "multiply":
                    return key, self.rules.multiply(word)[0]
                if key == "off":
                    return key, str(plain(found["of"])) if "of" in found else "", str(plain(found["on"])) if "on" in found else ""
                return key, text, str(plain(found["name"])) if "name" in found else ""  # an entitlement, or a coupon
        return ()

    def _benefit(self, step: str, node: Node, test: NamedTest) -> None:
        self.members.gives(self.rules, f"tier:{step}", [node], test)
        found = self.page.table(node, "benefit")
        if "multiply" in found:
            unit, factor = self.rules.more_often(found["multiply"])
            why = self.rules.why(found)
            self.rules.multipliers.append(Multiplier(f"tier:{step}:{unit}", unit, factor, ALL_ARTICLES, (test,), why))


def _months(text: str) -> int:
    """`0`, `2 years` or `6 months` of membership, in months."""
    if text == "0":
        return 0
    long = forms.duration(text)
    if long.period != "months":
        raise Wrong("Membership is counted in months or years.")
    return long.count


def _down(text: str, steps: int) -> int:
    """`one step`, `2 steps`, `all the way`, `to the level reached`, `never` as a number of steps."""
    if text in ("never", "all the way", "to the level reached"):
        return 0 if text == "never" else max(steps, 1)
    head, _, tail = text.partition(" ")
    if tail not in ("step", "steps"):
        raise Wrong("One falls `one step`, `2 steps`, `all the way`, `to the level reached` or `never`.")
    return 1 if head == "one" else forms.count(head, 1)
