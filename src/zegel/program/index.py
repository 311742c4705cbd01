"""Which rules a basket can reach: a version of many rules looks at those only, so that the others cost nothing.

A rule is reached when a line is in the articles that it is about, and the day, branch and channel are its own. What is left out would
have come to nothing; why, is worked out for an explanation only (decide.skipped).
"""

from collections.abc import Callable, Sequence
from typing import Final

from zegel.program import deals
from zegel.program.conditions import DATE_FACTS, BasketFacts, NamedTest, facts_in
from zegel.program.errands import Errand
from zegel.program.model import Discount, EarnRule, Multiplier, PointsOff, Reward, StampCard
from zegel.program.source import Source

MANY: Final = 40
"""A version with more rules than this about a basket is indexed; below it trying them all in one function is as quick."""

STANDING: Final = frozenset({"weekday", "date", "month_day", "branch", "channel", *DATE_FACTS})
"""Facts that are the same for every basket of one branch and channel on one day."""

REMEMBERED: Final = 65_536
"""How many of a kind are remembered; then it starts afresh."""

Rule = Discount | PointsOff | EarnRule | Multiplier | StampCard | Reward | Errand
Judge = Callable[[BasketFacts], tuple[list[int], list[tuple[int, int]]]]


class RuleIndex:
    """Rules as bits: rule number i of the version is bit i. Only rules below `first_reward` are in it."""

    def __init__(self, rules: Sequence[Rule], first_earning: int, first_reward: int, judge: Callable[[int], Judge]) -> None:
        self.discounts = (1 << first_earning) - 1
        self.earning = (1 << first_reward) - 1 - self.discounts
        self._judge = judge
        self._everywhere = 0
        """The rules that are about any article."""
        self._of_set: dict[int, int] = {}
        self._of_mask: dict[int, int] = {}
        self._alive: dict[tuple[int, str, str, str], int] = {}
        self._numbers: dict[int, tuple[int, ...]] = {}
        self._standing: list[tuple[int, Callable[[BasketFacts], bool]]] = []
        """Bit → whether the rule's tests about day and place hold, for those that have any."""
        for i, rule in enumerate(rules[:first_reward]):
            articles = articles_needed(rule)
            if articles:
                self._of_set[articles] = self._of_set.get(articles, 0) | 1 << i
            else:
                self._everywhere |= 1 << i
            tests = [named for named in rule.tests if facts_in(named.test) and facts_in(named.test) <= STANDING]
            if tests:
                self._standing.append((1 << i, _all_hold(tests)))

    def reached(self, masks: Sequence[int], facts: BasketFacts) -> int:
        """The rules that lines in the article sets `masks` can reach on the day and at the place of `facts`, as bits."""
        found = self._everywhere
        known = self._of_mask
        for mask in masks:
            of = known.get(mask)
            found |= self._rules_of(mask) if of is None else of
        alive = self._alive.get((facts.weekday, facts.date, facts.branch, facts.channel))
        return found & (self._alive_at(facts) if alive is None else alive)

    def judged(self, rules: int, facts: BasketFacts) -> tuple[list[int], list[tuple[int, int]]]:
        """What every one of `rules` says, in their order (program.compile.Judge)."""
        fired: list[int] = []
        failed: list[tuple[int, int]] = []
        for i in self.numbers(rules):
            holds, fails = self._judge(i)(facts)
            fired += holds
            failed += fails
        return fired, failed

    def numbers(self, rules: int) -> tuple[int, ...]:
        """The numbers of `rules`, from low to high."""
        found = self._numbers.get(rules)
        if found is None:
            numbers, left = [], rules
            while left:
                low = left & -left
                numbers.append(low.bit_length() - 1)
                left ^= low
            if len(self._numbers) >= REMEMBERED:
                self._numbers.clear()
            found = self._numbers[rules] = tuple(numbers)
        return found

    def _rules_of(self, mask: int) -> int:
        if len(self._of_mask) >= REMEMBERED:
            self._of_mask.clear()
        found = 0
        for articles in self.numbers(mask):
            found |= self._of_set.get(articles, 0)
        self._of_mask[mask] = found
        return found

    def _alive_at(self, facts: BasketFacts) -> int:
        if len(self._alive) >= REMEMBERED:
            self._alive.clear()
        found = self.discounts | self.earning
        for bit, holds in self._standing:
            if not holds(facts):
                found ^= bit
        self._alive[facts.weekday, facts.date, facts.branch, facts.channel] = found
        return found


def articles_needed(rule: Rule) -> int:
    """An article set without whose articles `rule` comes to nothing; 0 where there is none."""
    match rule:
        case Discount(deal=deals.Bundle(parts) | deals.EachBundle(parts) | deals.Gift(parts=parts)) if parts:
            return next((articles for articles, _ in parts if articles), 0)
        case Discount(deal=deals.BuyGet(buy, _, out_of)):
            return rule.articles if buy else out_of
        case PointsOff():
            # Somebody who asks for it is told why it is not to be had.
            return 0
        case _:
            return rule.articles


def _all_hold(tests: Sequence[NamedTest]) -> Callable[[BasketFacts], bool]:
    source = Source()
    made = source.made(["def made(f):", f"    return {' and '.join(source.test(named.test, 'f') for named in tests)}"])
    return made  # type: ignore[return-value]  # exec gives object; the source above is such a function
