"""Rules that count for nothing, because another one always goes before them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from zegel.program.compile import Rule
from zegel.program.conditions import NamedTest, Test
from zegel.program.deals import Amount, AmountEach, Percent, UnitPrice
from zegel.program.model import ALL_ARTICLES, Discount, Multiplier, Program, Words
from zegel.program.satisfy import World, can_hold, implies

MOST_COMPARED: Final = 300
"""Rules that are held against each other, two by two."""
_LANES: Final = ("catalogue", "line", "basket", "shipping")
_LAST: Final = 1_000_000

Found = tuple[str, str, Words, Words]


def shadows(program: Program, world: World, rules: Sequence[Rule], paths: Mapping[str, str]) -> Iterator[Found]:
    """(path, code, sentence, hint) of each rule that never counts. `paths` is by rule."""
    looker, found = _Shadows(program, world), dict[str, tuple[str, bool]]()
    compared = [rule for rule in rules if isinstance(rule, Multiplier | Discount)][:MOST_COMPARED]
    for rule in compared:
        for other in compared:
            if rule.id in found or rule is other or found.get(other.id, ("", False))[0] == rule.id:
                continue
            if (why := looker.behind(rule, other)) is not None:
                found[rule.id] = (other.id, why == "first")
    for name, (other_name, first) in found.items():
        says = Words(
            f"“{name}” telt nooit: “{other_name}” geldt dan ook en {'gaat voor' if first else 'is minstens zo goed'}.",
            f"“{name}” never counts: “{other_name}” applies as well then, and {'goes first' if first else 'is at least as good'}.",
        )
        yield paths[name], "shadowed", says, Words("Haal een van beide weg.", "Take one of them out.")


class _Shadows:
    """Holds the rules of one program against each other."""

    def __init__(self, program: Program, world: World) -> None:
        self.program, self.world = program, world
        self.choosing, self.budgeted = program.settings.choosing, {budget.of for budget in program.budgets}

    def behind(self, rule: Multiplier | Discount, other: Multiplier | Discount) -> str | None:
        """Why `other` goes before `rule` wherever that applies: it is `better` or stands `first`; None where it does not."""
        why: str | None = None
        if isinstance(rule, Multiplier) and isinstance(other, Multiplier):
            by_day = rule.promotion and self.program.settings.several_promotions == "the newest"
            if not by_day and self.program.settings.multipliers == "largest" and rule.unit == other.unit and other.factor >= rule.factor:
                why = "better" if not other.limits else None
        elif isinstance(rule, Discount) and isinstance(other, Discount) and self._always(other):
            why = "first" if self._first(rule, other) else "better" if self._better(rule, other) else None
        tests = _tests(rule.tests)
        if why is None or not can_hold(tests, self.world):
            return None
        return why if self._covers(other.articles, rule.articles) and implies(tests, _tests(other.tests), self.world) else None

    def _always(self, other: Discount) -> bool:
        """Whether it takes something off whenever its tests hold: no limit or budget of it can be used up."""
        if other.picked:
            return False
        sure = isinstance(other.deal, Percent | AmountEach) or (isinstance(other.deal, Amount) and not other.deal.per_minor)
        return (sure or isinstance(other.deal, UnitPrice)) and not other.limits and other.id not in self.budgeted

    def _first(self, rule: Discount, other: Discount) -> bool:
        """Whether `rule` is left out because `other` took something off: that stands alone, or comes first and does not go with it."""
        if isinstance(other.deal, UnitPrice):  # what is cheaper already stays so: it may take nothing off
            return False
        before = (-other.priority, other.id) < (-rule.priority, rule.id)
        if other.alone:
            return not rule.alone or before
        apart = other.id in rule.not_with or rule.id in other.not_with
        free = not other.group and self.choosing in ("best of a group", "all stack")
        return ((apart and free) or self.choosing == "first only") and self._order(other) < self._order(rule)

    def _order(self, rule: Discount) -> tuple[int, int, int, str]:
        """Where it comes in the order in which discounts come off."""
        by, lane = self.program.settings.order, _LANES.index(rule.lane)
        place = (rule.place or _LAST) if by == "listed" else 0
        return place, lane if by in ("listed", "lanes") else 0, -rule.priority, rule.id

    def _better(self, rule: Discount, other: Discount) -> bool:
        """Whether only one of the two may stay, and that is `other`."""
        if rule.lane != other.lane or not self._exclusive(rule, other):
            return False
        limits = (
            (other.most_minor, rule.most_minor), (other.line_most_minor, rule.line_most_minor), (other.line_pieces, rule.line_pieces),
            (other.times, rule.times),
        )  # fmt: skip
        return all(not its or 0 < mine <= its for its, mine in limits) and _at_least(other, rule)

    def _exclusive(self, rule: Discount, other: Discount) -> bool:
        if self.choosing == "best only" or (self.choosing == "best of a group" and rule.group == other.group != ""):
            return True
        percentages = isinstance(rule.deal, Percent) and isinstance(other.deal, Percent) and rule.lane == "basket"
        return percentages and self.program.settings.basket_percentages == "best only"

    def _covers(self, wide: int, narrow: int) -> bool:
        if wide in (ALL_ARTICLES, narrow):
            return True
        return implies([self.program.sets[narrow].test], [self.program.sets[wide].test], self.world)


def _at_least(other: Discount, rule: Discount) -> bool:
    """Whether the one takes at least as much off as the other, where both are of one kind."""
    match other.deal, rule.deal:
        case Percent(), Percent():
            return not other.deal.more and not rule.deal.more and other.deal.bp >= rule.deal.bp > 0
        case Amount(), Amount():
            return other.deal.minor >= rule.deal.minor and not rule.deal.per_minor and other.deal.by_quantity == rule.deal.by_quantity
        case AmountEach(), AmountEach():
            return other.deal.per == rule.deal.per and other.deal.minor >= rule.deal.minor
        case UnitPrice(), UnitPrice():
            return other.deal.minor <= rule.deal.minor
        case _:
            return False


def _tests(named: tuple[NamedTest, ...]) -> list[Test]:
    return [one.test for one in named]
