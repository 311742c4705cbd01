"""Which automatic discounts a till may give without a line: percentages of which a snapshot of the member knows all that they ask.

A till gives one only where it comes to the same cent as in the books: nothing that it cannot judge may come off those articles before it,
stand in its place, or stop it half-way. What is left out the customer pays, and the office hears of it (decide.offline, PAID).
"""

from collections.abc import Sequence
from typing import Final

from zegel.core.periods import Day, whole_months, whole_years
from zegel.core.purchase import Line
from zegel.core.value import value
from zegel.decide.choosing import in_order
from zegel.program.compile import Compiled
from zegel.program.conditions import All, BasketFacts, Test, facts_in
from zegel.program.deals import Percent
from zegel.program.model import ALL_ARTICLES, Discount, Settings

KNOWN: Final = frozenset(("member", "tenure_years", "tenure_months", "tier_rank"))
"""What a snapshot tells of a member: since when, and on which tier."""
LANES: Final = ("catalogue", "line")
"""Where a percentage is of each line by itself."""


@value
class AtTill:
    """A discount that a till may give; `before` are the others that could have come off an article by then.

    `instead` are the discounts, by their number among those that a till may give, of which whoever has one does not have this one too.
    """

    rule: Discount
    before: tuple[Discount, ...]
    instead: tuple[int, ...] = ()

    @property
    def bp(self) -> int:
        """How much of each line, in basis points."""
        assert isinstance(self.rule.deal, Percent)
        return self.rule.deal.bp

    @property
    def is_for_all(self) -> bool:
        """Whether it asks nothing of anybody."""
        return not self.rule.tests


def at_till(compiled: Compiled) -> tuple[AtTill, ...]:
    """The discounts that a till may give, in the order in which they come off."""
    program = compiled.program
    if program.paused or not _are_plain(program.settings):
        return ()
    # A code nobody can enter without a line, so what asks for one does not come off there.
    rules = [rule for rule in in_order(program.discounts, program.settings) if not _asks(rule, "code")]
    budgets = {budget.of for budget in program.budgets}
    plain = [rule for rule in rules if _is_plain(rule) and rule.id not in budgets]
    above = {rule.id: _above(compiled, rule, rules, plain) for rule in plain}
    given = [rule for rule in plain if above[rule.id] is not None]
    if any(rule.alone for rule in rules):
        return ()
    others = [rule for rule in rules if rule not in given]
    return tuple(
        AtTill(
            rule, tuple(one for one in others if rules.index(one) < rules.index(rule)),
            tuple(given.index(one) for one in above[rule.id] or () if one in given),
        )
        for rule in given
    )  # fmt: skip


def comes_off(compiled: Compiled, given: Sequence[AtTill], line: Line) -> list[int]:
    """Which of `given`, by their number, a till may take off `line`: nothing where a floor or the law says how low it may go."""
    program, mask = compiled.program, compiled.masks((line,))[0]

    def holds(articles: int) -> bool:
        return bool(mask >> articles & 1)

    floored = line.floor_minor is not None or any(holds(floor.articles) for floor in program.floors)
    if floored or line.legal_class in dict(program.caps) or (program.never > 0 and holds(program.never)):
        return []
    return [n for n, one in enumerate(given) if holds(one.rule.articles) and not any(holds(other.articles) for other in one.before)]


def holding(compiled: Compiled, given: Sequence[AtTill], since: str, tier: str, days: Sequence[Day]) -> list[int]:
    """Which of `given`, by their number, somebody has on each of `days` who joined on `since` ("" for never) and stands on `tier`."""
    return [n for n, one in enumerate(given) if holds(compiled, one.rule.id, since, tier, days)]


def holds(compiled: Compiled, rule: str, since: str, tier: str, days: Sequence[Day]) -> bool:
    """Whether `rule`, which asks for nothing but what is KNOWN, is for such a member on each of `days`."""
    rank, index = compiled.tier_ranks.get(tier, 0), compiled.rule_index(rule)
    return index is not None and all(compiled.judge_of(index)(_facts(since, rank, on))[0] for on in days)


def tenure(since: str, on: Day) -> tuple[int, int]:
    """Whole years and whole months since somebody joined; -1 for who never did."""
    return (whole_years(Day(since), on), whole_months(Day(since), on)) if since else (-1, -1)


def _facts(since: str, rank: int, on: Day) -> BasketFacts:
    years, months = tenure(since, on)
    return BasketFacts(member=1, tier_rank=rank, tenure_months=months, tenure_years=years)


def _are_plain(settings: Settings) -> bool:
    return (
        settings.order == "lanes" and settings.choosing in ("best of a group", "all stack") and settings.percents == "what is left"
        and settings.rounding == "half up" and settings.rounded_per == "line"
    )  # fmt: skip


def _is_plain(rule: Discount) -> bool:
    plain = isinstance(rule.deal, Percent) and not rule.deal.more and rule.lane in LANES
    limited = rule.most_minor or rule.line_most_minor or rule.line_pieces or rule.picked or rule.times or rule.limits or rule.announced
    told = "{purchase}" in rule.why.nl + rule.why.en
    return plain and not limited and not told and all(facts_in(named.test) <= KNOWN for named in rule.tests)


def _above(compiled: Compiled, rule: Discount, rules: Sequence[Discount], plain: Sequence[Discount]) -> list[Discount] | None:
    """Those of its group that are always as good for whoever has both, so that they stand in its place; None where a till cannot tell."""
    others = [one for one in rules if one is not rule]
    if any(one.id in rule.not_with or rule.id in one.not_with for one in others):
        return None
    if not rule.group or compiled.program.settings.choosing != "best of a group":
        return []
    mine = [one for one in others if one.group == rule.group]
    first = mine[: len([one for one in rules[: rules.index(rule)] if one.group == rule.group])]
    better = [one for one in mine if _as_good(compiled, one, rule) and (one in first or not _as_good(compiled, rule, one))]
    known = all(one in plain and (one in better or _as_good(compiled, rule, one)) for one in mine)
    return better if known else None


def _as_good(compiled: Compiled, one: Discount, other: Discount) -> bool:
    """Whether `one` takes at least as much off everything that `other` takes something off."""
    if one.lane != other.lane or not isinstance(one.deal, Percent) or not isinstance(other.deal, Percent) or one.deal.bp < other.deal.bp:
        return False
    wide, narrow = (compiled.program.sets[rule.articles].test for rule in (one, other))
    return one.articles in (ALL_ARTICLES, other.articles) or set(_parts(wide)) <= set(_parts(narrow))


def _parts(test: Test) -> tuple[Test, ...]:
    """What must all hold."""
    return test.tests if isinstance(test, All) else (test,)


def _asks(rule: Discount, fact: str) -> bool:
    return any(fact in facts_in(named.test) for named in rule.tests)
