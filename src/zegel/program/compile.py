"""A program version compiled once: its conditions become a few generated functions (program.source; 2.6 µs against 6.9 for closures).

The compiled form is a cache; the stored truth is the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from zegel.core.canonical import digest
from zegel.core.periods import Day, Instant, local_moment
from zegel.core.purchase import Line
from zegel.core.value import value
from zegel.program.bringing_back import BackWindow
from zegel.program.care import Warranty
from zegel.program.conditions import BasketFacts, NamedTest, facts_in, moves, sets_in
from zegel.program.errands import Errand
from zegel.program.index import MANY, REMEMBERED, RuleIndex
from zegel.program.model import Discount, EarnRule, Entitlement, Multiplier, PointsOff, Program, Reward, StampCard, Unit
from zegel.program.occasion_gifts import Occasion
from zegel.program.seats import Experience
from zegel.program.source import Articles, Source

Rule = Discount | PointsOff | EarnRule | Multiplier | StampCard | Reward | Errand
Judge = Callable[[BasketFacts], tuple[list[int], list[tuple[int, int]]]]
"""facts → (rules that apply, (rule, index of its first failing test) of those that do not), by index in `Compiled.rules`."""
Masks = Callable[[Sequence[Line]], list[int]]
"""lines → per line, bit i set when article set i has it in it; 0 for a line that never earns."""
Survey = Callable[[Sequence[int], Sequence[int], Sequence[int]], tuple[tuple[int, ...], tuple[int, ...]]]
"""masks, paid per line, items per line → (spend per article set, items per article set)."""


class Compiled:
    """A program ready to be asked.

    `rules` numbers every rule: discounts, points off, earning rules, multipliers, cards, rewards, what answers to events, errands.
    """

    def __init__(self, program: Program, *, indexed: bool | None = None) -> None:
        self.program = program
        self.digest = digest(program.document)
        self.units: dict[str, Unit] = {unit.id: unit for unit in program.units}
        self.rewards = {reward.id: reward for reward in program.rewards}
        self.branches = {branch.id: branch for branch in program.branches}
        self.rules: tuple[Rule, ...] = (
            *program.discounts, *program.points_off, *program.earn, *program.multipliers, *program.cards, *program.rewards,
            *program.event_rules, *program.errands,
        )  # fmt: skip
        self.first_earning = len(program.discounts) + len(program.points_off)
        self.first_errand = len(self.rules) - len(program.errands)
        self.first_event = self.first_errand - len(program.event_rules)
        self.first_reward = self.first_event - len(program.rewards)
        self.tier_ranks = {step.id: i + 1 for i, step in enumerate(program.tiers.steps)} if program.tiers else {}
        facts = {fact for rule in self.rules for test in rule.tests for fact in facts_in(test.test)}
        self.looks_at_sets = any(fact.startswith(("items:", "spend:")) for fact in facts)
        """Whether any rule asks what the basket holds of certain articles."""
        self.needs_items = (
            any(isinstance(rule, EarnRule | StampCard) and rule.per == "item" for rule in self.rules)
            or any(window.measure.startswith("items:") for window in program.windows)
            or any(fact.startswith("items:") for fact in facts)
        )
        self.looks_at_basket = any(
            "basket_minor" in facts_in(test.test)
            for rule in (*self.rules[self.first_earning : self.first_reward], *program.errands)
            for test in rule.tests
        )
        self.judge_discounts: Judge = _judge(self.rules, range(self.first_earning))
        self.judge_one: dict[int, Judge] = {
            i: _judge(self.rules, range(i, i + 1)) for i in range(self.first_earning) if moves(self.rules[i].tests)
        }
        """The discounts that look at the basket, each by itself: what it comes to changes as discounts come off."""
        self.judge_warranties: Judge = _judge(program.care.warranties, range(len(program.care.warranties)))
        self.judge_windows: Judge = _judge(program.care.windows, range(len(program.care.windows)))
        self.judge_experiences: Judge = _judge(program.experiences, range(len(program.experiences)))
        self.judge_occasions: Judge = _judge(program.occasions, range(len(program.occasions)))
        days = [replace(one, tests=one.days) for one in program.occasions]
        self.judge_occasion_days: Judge = _judge(days, range(len(days)))
        """Which occasions fall on a date, as far as a calendar says so."""
        self.judge_earning: Judge = _judge(self.rules, range(self.first_earning, self.first_reward))
        self._judge_segments: Judge | None = None
        self._judges: dict[int, Judge] = dict(self.judge_one)
        many = self.first_reward > MANY if indexed is None else indexed
        self.index = RuleIndex(self.rules, self.first_earning, self.first_reward, self.judge_of) if many else None
        """Which rules a basket can reach, where there are many of them."""
        self.judge_entitlements: Judge = _judge(program.entitlements, range(len(program.entitlements)))
        self.memberships = {membership.id: membership for membership in program.memberships}
        self.articles = Articles(program)
        self.masks: Masks = _masks(self.articles)
        made_survey = _survey_of_many if many else _survey
        self.survey: Survey = made_survey(len(program.sets), self._sets_counted())
        self._index = {rule.id: i for i, rule in enumerate(self.rules)}

    def segments_of(self, facts: BasketFacts) -> list[str]:
        """The segments of the program that a member belongs to, by id; the judge is made when first asked for."""
        program = self.program
        if self._judge_segments is None:
            named = [_Tested((NamedTest("segment", one.test),)) for one in program.segments]
            self._judge_segments = _judge(named, range(len(named)))
        return [program.segments[i].id for i in self._judge_segments(facts)[0]]

    def day_in(self, branch: str, at: Instant) -> Day:
        """The business day of a moment in `branch`; in the company's zone for "" and for a branch that the program does not have."""
        known = self.branches.get(branch)
        zone, starts = (known.zone, known.day_starts) if known else (self.program.company_zone, 0)
        return local_moment(at, zone, starts).business_date

    def judge_of(self, i: int) -> Judge:
        """The judge of rule number `i` by itself, made when first asked for."""
        found = self._judges.get(i)
        if found is None:
            found = self._judges[i] = _judge(self.rules, range(i, i + 1))
        return found

    def rule_index(self, rule_id: str) -> int | None:
        """The number of the rule called `rule_id`, None where there is none."""
        return self._index.get(rule_id)

    def _sets_counted(self) -> set[int]:
        """The article sets whose sums a rule or a measure needs."""
        needed = {0, max(self.program.shipping, 0)} | {rule.articles for rule in self.rules[self.first_earning : self.first_reward]}
        needed |= {k for rule in self.rules for k in sets_in(rule.tests)}
        ids = {s.id: i for i, s in enumerate(self.program.sets)}
        for window in self.program.windows:
            kind, _, name = window.measure.partition(":")
            if kind in ("items", "spend") and name:
                needed.add(ids[name])
        return needed


@value
class _Tested:
    """Nothing but tests."""

    tests: tuple[NamedTest, ...]


def _judge(rules: Sequence[Rule | Entitlement | Warranty | BackWindow | Experience | Occasion | _Tested], indexes: range) -> Judge:
    """One function that tries the tests of the rules numbered `indexes`, in order."""
    source = Source()
    lines = ["def made(f):", "    fired = []", "    failed = []"]
    for i in indexes:
        lines += _judge_one(source, i, rules[i].tests)
    made = source.made([*lines, "    return fired, failed"])
    return made  # type: ignore[return-value]  # exec gives object; the source above is a Judge


def _judge_one(source: Source, i: int, tests: tuple[NamedTest, ...]) -> list[str]:
    if not tests:
        return [f"    fired.append({i})"]
    lines = []
    for n, named in enumerate(tests):
        word = "elif" if n else "if"
        lines += [f"    {word} not {source.test(named.test, 'f')}:", f"        failed.append({source.constant((i, n))})"]
    return [*lines, "    else:", f"        fired.append({i})"]


def _masks(articles: Articles) -> Masks:
    source = Source()
    lines = [f"        {statement}" for statement in articles.of_line(source)]
    made = source.made(
        ["def made(lines):", "    found = []", "    for line in lines:", *lines, "        found.append(m)", "    return found"]
    )
    return made  # type: ignore[return-value]  # exec gives object; the source above is a Masks


def _survey_of_many(sets: int, counted: set[int]) -> Survey:
    """The same where there are many sets: a line adds to those that it is in, and to no other."""
    bits = sum(1 << k for k in counted)
    known: dict[int, tuple[int, ...]] = {}

    def sets_of(mask: int) -> tuple[int, ...]:
        if len(known) >= REMEMBERED:
            known.clear()
        left = mask & bits
        found = known[mask] = tuple([k for k in range(left.bit_length()) if left >> k & 1])
        return found

    def survey(masks: Sequence[int], paid: Sequence[int], items: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        spend, count = [0] * sets, [0] * sets
        for mask, p, q in zip(masks, paid, items, strict=True):
            if mask:
                of = known.get(mask)
                for k in sets_of(mask) if of is None else of:
                    spend[k] += p
                    count[k] += q
        return tuple(spend), tuple(count)

    return survey


def _survey(sets: int, counted: set[int]) -> Survey:
    source = Source()
    lines = ["def made(masks, paid, items):"]
    lines += ["    " + " = ".join(f"s{k} = i{k}" for k in sorted(counted)) + " = 0"]
    lines += ["    for m, p, q in zip(masks, paid, items):", "        if m:"]
    lines += [f"            if m & {1 << k}: s{k} += p; i{k} += q" if k else "            s0 += p; i0 += q" for k in sorted(counted)]
    spend = ",".join(f"s{k}" if k in counted else "0" for k in range(sets))
    items = ",".join(f"i{k}" if k in counted else "0" for k in range(sets))
    made = source.made([*lines, f"    return ({spend},), ({items},)"])
    return made  # type: ignore[return-value]  # exec gives object; the source above is a Survey
