"""What base rules and multipliers give together: which of them count (semantics 14), how it is rounded (8), what limits leave (27)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zegel.decide.effects import Capped
from zegel.decide.ground import Ground
from zegel.decide.less import Basket, taken_of
from zegel.decide.limits import fitted, moment, too_soon
from zegel.decide.plan import Plan
from zegel.decide.steps import MULTIPLY, PER_QUANTITY, PER_SPEND, Step, gives, stepped
from zegel.program.conditions import BasketFacts
from zegel.program.model import EarnRule, StampCard

NOTHING: Final = -1
BETTER: Final = -2
NOT_TOGETHER: Final = -4
NO_BASE: Final = -5
TOO_SOON: Final = -6
NOTHING_LEFT: Final = -8
NOTHING_TO_TAKE: Final = -10
"""Why a rule that holds gives nothing, as receipts keep it (decide.document)."""

Given = tuple[int, Step, int]
"""(rule, its step, what it gives)."""


class Earning:
    """One basket's earnings. `earned` and `parts` are per unit, `failed` why rules gave nothing, `counted` what measures go up by."""

    def __init__(self, plan: Plan, facts: BasketFacts, basket: Basket, ground: Ground | None) -> None:
        self.plan, self.facts, self.basket, self.ground = plan, facts, basket, ground
        self.settings = plan.compiled.program.settings
        self.earned: dict[str, int] = {}
        self.parts: dict[str, list[tuple[str, int]]] = {}
        self.failed: list[tuple[int, int]] = []
        self.counted: dict[str, int] = {}
        self.moments: dict[str, int] = {}
        self.capped: list[Capped] = []

    def run(self, fired: Sequence[int], spend: Sequence[int], items: Sequence[int]) -> None:
        """Let the rules `fired` give on these sums per article set."""
        steps = self.plan.steps
        multipliers: list[Step] = []
        found: list[Given] = []
        lessening: list[Given] = []
        for i in fired:
            step = steps[i]
            if step.kind == MULTIPLY:
                multipliers.append(step)
                continue
            count = self._gives(step, spend, items) if self._far_apart(step) else TOO_SOON
            if count > 0 and step.less:
                lessening.append((i, step, count))
            elif count <= 0:
                self.failed.append((i, count or NOTHING))
                if step.carry >= 0 and not count:
                    self._note(step, 0, spend)
            else:
                found.append((i, step, count))
        if self.settings.several_promotions == "the newest":
            found, multipliers = self._newest(found, multipliers)
        bases: dict[str, list[Step]] = {}
        apart: dict[str, int] = {}
        for _, step, wanted in self._kept(found):
            count = self._under(step, wanted)
            if self.plan.counts_rules:
                self._note(step, count, spend)
            if count:
                self.earned[step.unit] = self.earned.get(step.unit, 0) + count
                self.parts.setdefault(step.unit, []).append((step.id, count))
                if step.multiplied:
                    bases.setdefault(step.unit, []).append(step)
                else:
                    apart[step.unit] = apart.get(step.unit, 0) + count
        if multipliers:
            before = [(step.id, max(self.facts.windows[step.carry], 0)) for _, step, _ in found if step.carry >= 0]
            if before:
                self.basket = replace(self.basket, before=tuple(before))
            self._multiply(multipliers, bases, apart)
        for i, step, count in lessening:
            self._lessen(i, step, count)
        for unit in [*self.earned]:
            if self.plan.compiled.units[unit].limits:
                self._limit(unit)

    # -- base rules

    def _gives(self, step: Step, spend: Sequence[int], items: Sequence[int]) -> int:
        if step.kind == PER_QUANTITY:
            return stepped(step, self._quantity(step))
        if step.kind == PER_SPEND and step.by_line:
            basket = self.basket
            return sum(stepped(step, p) for p, mask in zip(basket.paid, basket.masks, strict=True) if p > 0 and mask & step.bit)
        if step.kind == PER_SPEND and step.carry >= 0:
            before = max(self.facts.windows[step.carry], 0)
            return stepped(step, before + max(spend[step.articles], 0)) - stepped(step, before)
        return gives(step, spend, items)

    def _quantity(self, step: Step) -> int:
        """What was bought of a rule's articles, in thousandths of its measure; grams count for kilos."""
        assert self.ground is not None
        found = grams = 0
        for line, left, mask, p in zip(self.ground.lines, self.ground.left, self.basket.masks, self.basket.paid, strict=True):
            if p > 0 and mask & step.bit:
                found += left if line.measure == step.measure else 0
                grams += left if step.measure == "kg" and line.measure == "g" else 0
        return found + grams // 1000

    def _far_apart(self, step: Step) -> bool:
        rule = step.rule
        if not isinstance(rule, EarnRule | StampCard) or not rule.apart_minutes:
            return True
        assert self.ground is not None
        return not too_soon(self.facts.windows[rule.last], self.ground.minute, self.facts.branch, rule.apart_minutes)

    def _kept(self, found: list[Given]) -> list[Given]:
        """The rules that count where several give the same unit."""
        if self.settings.promotions == "need base points":
            based = {step.unit for _, step, _ in found if not step.promotion}
            self.failed += [(i, NO_BASE) for i, step, _ in found if step.promotion and step.unit not in based]
            found = [given for given in found if not given[1].promotion or given[1].unit in based]
        if self.settings.earning_rules == "add up":
            return found
        apart = [given for given in found if given[1].promotion and self.settings.several_promotions == "the newest"]
        found = [given for given in found if given not in apart]
        best: dict[str, Given] = {}
        first = self.settings.earning_rules == "first match"
        for given in sorted(found, key=lambda g: (-_priority(g[1]), g[1].id)):
            rival = best.get(given[1].unit)
            if rival is None or (not first and given[2] > rival[2]):
                best[given[1].unit] = given
        lost = NOT_TOGETHER if first else BETTER
        self.failed += [(i, lost) for i, step, _ in found if best[step.unit][1] is not step]
        return [given for given in found if best[given[1].unit][1] is given[1]] + apart

    def _newest(self, found: list[Given], multipliers: list[Step]) -> tuple[list[Given], list[Step]]:
        """What counts where of the promotions that give or multiply a unit only the newest does.

        Of those made on one day the first by priority and id counts. It comes on top of what other rules give, best or not.
        """
        lines = [mask for mask, p in zip(self.basket.masks, self.basket.paid, strict=True) if p > 0]
        there = [step for _, step, _ in found if step.promotion]
        there += [step for step in multipliers if step.promotion and any(mask & step.bit for mask in lines)]
        newest: dict[str, Step] = {}
        for step in sorted(there, key=lambda step: (-_priority(step), step.id)):
            if step.unit not in newest or step.made > newest[step.unit].made:
                newest[step.unit] = step
        out = {step.id for step in there if newest[step.unit] is not step}
        index = self.plan.compiled.rule_index
        self.failed += [(i, NOT_TOGETHER) for i in map(index, sorted(out)) if i is not None]
        return [given for given in found if given[1].id not in out], [step for step in multipliers if step.id not in out]

    def _under(self, step: Step, wanted: int) -> int:
        """What the rule's own limits leave of `wanted`."""
        if not step.limits:
            return wanted
        found = fitted(step.limits, self.facts.windows, wanted, step.id, step.unit, whole=self.settings.points_limits == "refuse")
        if found.cut is not None:
            self.capped.append(found.cut)
        return found.count

    def _note(self, step: Step, count: int, spend: Sequence[int]) -> None:
        """What the measures of one rule go up by."""
        rule = step.rule
        if count and f"gave:{step.id}" in self.plan.rule_measures:
            self.counted[f"gave:{step.id}"] = count
        if step.carry >= 0 and spend[step.articles] > 0:
            self.counted[f"carry:{step.id}"] = spend[step.articles]
        if count and isinstance(rule, EarnRule | StampCard) and rule.apart_minutes:
            assert self.ground is not None
            before, now = self.facts.windows[rule.last], moment(self.ground.minute, self.facts.branch)
            if now > before:
                self.moments[f"last:{step.id}"] = now - before

    # -- multipliers and what holds for all rules

    def _multiply(self, multipliers: list[Step], bases: dict[str, list[Step]], apart: dict[str, int]) -> None:
        """Add what multipliers give on `bases`, or take what they leave off; of a unit's earnings `apart` is never multiplied."""
        plan = self.plan
        for unit, count in [*self.earned.items()]:
            mine = [m for m in multipliers if m.unit == unit]
            if not mine or unit not in bases:
                continue
            cut = any(capped.unit == unit for capped in self.capped)
            base = count - apart.get(unit, 0)
            added = plan.multiplying.added(self.basket, mine, bases[unit], base, cut=cut)
            got = [(rule_id, self._under(next(m for m in mine if m.id == rule_id), n) if n > 0 else n) for rule_id, n in added]
            for rule_id, extra in taken_of(base, added, got, self.settings.points_rounding):
                if plan.counts_rules and extra > 0 and f"gave:{rule_id}" in plan.rule_measures:
                    self.counted[f"gave:{rule_id}"] = extra
                if extra:
                    self.earned[unit] += extra
                    self.parts[unit].append((rule_id, extra))
            if not self.earned[unit]:
                self._nothing_left(unit)

    def _lessen(self, i: int, step: Step, count: int) -> None:
        """Take `count` off what the purchase earns, down to nothing."""
        there = self.earned.get(step.unit, 0)
        if there > count:
            self.earned[step.unit] -= count
            self.parts[step.unit].append((step.id, -count))
            return
        self.failed.append((i, NOTHING_LEFT if there else NOTHING_TO_TAKE))
        if there:
            self._nothing_left(step.unit)

    def _nothing_left(self, unit: str) -> None:
        """Multipliers, or what goes off, left nothing: it is as if the rules had given nothing, and they say why."""
        del self.earned[unit]
        for rule_id, _ in self.parts.pop(unit):
            index = self.plan.compiled.rule_index(rule_id)
            if index is not None and self.plan.steps[index].kind != MULTIPLY:
                self.failed.append((index, NOTHING_LEFT))
            self.counted.pop(f"gave:{rule_id}", None)

    def _limit(self, unit: str) -> None:
        """What the unit's limits leave; what is cut comes off the rules from the last on."""
        limits = self.plan.compiled.units[unit].limits
        found = fitted(limits, self.facts.windows, self.earned[unit], "", unit, whole=self.settings.points_limits == "refuse")
        if found.cut is None:
            return
        self.capped.append(found.cut)
        over, parts = self.earned[unit] - found.count, self.parts[unit]
        for n in range(len(parts) - 1, -1, -1):
            off = max(min(over, parts[n][1]), 0)
            parts[n] = (parts[n][0], parts[n][1] - off)
            over -= off
            measure = f"gave:{parts[n][0]}"
            if off and measure in self.counted:
                self.counted[measure] -= off
        self.parts[unit] = [part for part in parts if part[1]]
        self.earned[unit] = found.count
        if not found.count:
            del self.earned[unit]


def _priority(step: Step) -> int:
    return step.rule.priority if isinstance(step.rule, EarnRule) else 0
