"""Generated Python: expressions that name facts, with every constant passed in from outside.

Nothing of a program's text is ever put into the source: facts and operators come from closed sets.
"""

from collections.abc import Callable
from typing import Any

from zegel.core.periods import day_of_week, days_from_easter
from zegel.core.purchase import Line
from zegel.core.rounding import half_up
from zegel.program import conditions
from zegel.program.conditions import DATE_FACTS, All, Called, Compare, Every, Not, OneOf, Test, facts_in
from zegel.program.model import Program

MEMO_SIZE = 65_536
"""Articles whose sets are remembered; a bigger catalogue starts afresh now and then."""

FEW = 32
"""So many sets that look at price or quantity are tried one after the other."""

_OF_THE_LINE = {"unit_price", "quantity", "marked_days"}
"""Line facts that differ between two lines of one article."""
_OF_THE_ARTICLE = {
    "sku": "sku", "category": "category", "brand": "brand", "tag": "tags", "legal_class": "legal_class", "measure": "measure",
    "condition": "condition"
}  # fmt: skip
"""The others, and where a line has them."""


def unit_price(line: Line) -> int:
    """What one whole measure of `line` costs, net of the till's own discount, half up; 0 for a line of no quantity."""
    return half_up(line.net_minor * 1000, line.quantity) if line.quantity > 0 else 0


def under(category: str, names: frozenset[str]) -> bool:
    """Whether `category` (a path) is one of `names` or lies below one.

    >>> under("bakery/bread/rolls", frozenset({"bakery/bread"})), under("bakery", frozenset({"bakery/bread"}))
    (True, False)
    """
    while category:
        if category in names:
            return True
        category = category.rpartition("/")[0]
    return False


class Source:
    """Python source under way."""

    def __init__(self) -> None:
        self.names: dict[str, object] = {
            "under": under, "unit_price": unit_price, "day_of_week": day_of_week, "easter": days_from_easter,
        }  # fmt: skip

    def constant(self, value: object) -> str:
        name = f"c{len(self.names)}"
        self.names[name] = value
        return name

    def test(self, test: Test, subject: str) -> str:
        """`test` as an expression over the object called `subject`; "" when the facts are names of their own."""
        match test:
            case Compare(fact, op, value):
                if fact == "category":
                    return self.test(OneOf(fact, (value,)), subject) if op == "==" else f"(not {self.test(OneOf(fact, (value,)), subject)})"
                if fact == "tag":
                    return f"({self.constant(value)} {'in' if op == '==' else 'not in'} {subject}.tags)"
                return f"({_fact(fact, subject)} {op} {self.constant(value)})"
            case OneOf("category", values):
                return f"under({subject}.category, {self.constant(frozenset(values))})"
            case OneOf("tag", values):
                return f"(not {self.constant(frozenset(values))}.isdisjoint({subject}.tags))"
            case OneOf("code", values):
                return f"(not {self.constant(frozenset(values))}.isdisjoint({_fact('code', subject)}))"
            case OneOf(fact, values):
                return f"({_fact(fact, subject)} in {self.constant(frozenset(values))})"
            case Every(fact, step, ahead):
                found = f"({_fact(fact, subject)} + {ahead})" if ahead else _fact(fact, subject)
                return f"({found} > 0 and {found} % {self.constant(step)} == 0)"
            case All(tests):
                return "(" + (" and ".join(self.test(t, subject) for t in tests) or "True") + ")"
            case conditions.Any(tests):
                return "(" + (" or ".join(self.test(t, subject) for t in tests) or "False") + ")"
            case Not(inner):
                return f"(not {self.test(inner, subject)})"
            case Called(test=inner):
                return self.test(inner, subject)

    def made(self, lines: list[str]) -> object:
        """The function `made` that `lines` define."""
        exec(compile("\n".join(lines), "<program>", "exec"), self.names)  # noqa: S102 - source from closed sets only, see above
        return self.names["made"]


def _fact(fact: str, subject: str) -> str:
    if fact == "unit_price":
        return f"unit_price({subject})"
    if fact.startswith("window:"):
        return f"{subject}.windows[{int(fact[7:])}]" if subject else f"windows[{int(fact[7:])}]"
    if fact.startswith("asked:"):
        return f"{subject}.asked[{int(fact[6:])}]" if subject else f"asked[{int(fact[6:])}]"
    if fact.startswith(("items:", "spend:")):
        kind, index = fact[:5], int(fact[6:])
        return f"({subject}.{kind}[{index}] if {subject}.{kind} else 0)" if subject else f"{kind[0]}{index}"
    if fact in DATE_FACTS:
        return f"{fact}({subject}.date)" if subject else f"{fact}(date)"
    if fact.startswith("event:"):
        return f"{subject}.told[{fact[6:]!r}]"
    assert fact.isidentifier()
    return f"{subject}.{fact}" if subject else fact


def article_function(test: Test) -> Callable[[Line], bool]:
    source = Source()
    made = source.made(["def made(line):", f"    return {source.test(test, 'line')}"])
    return made  # type: ignore[return-value]  # exec gives object; the source above is a function of a line


class Articles:
    """Which article sets a line is in. What does not depend on price or quantity is remembered per article; the rest is tried each time.

    An article is known by the facts that the program's sets ask for, so a shop that only looks at categories has few.
    """

    def __init__(self, program: Program) -> None:
        tests = [_still(s.test) for s in program.sets]
        self._still = [(1 << i, article_function(test)) for i, test in enumerate(tests)]
        self._moving = [(1 << i, s.test) for i, s in enumerate(program.sets) if facts_in(s.test) & _OF_THE_LINE]
        self._never = 1 << program.never
        asked = set().union(*map(facts_in, tests))
        self._asked = [field for fact, field in _OF_THE_ARTICLE.items() if fact in asked]
        self._memo: dict[Any, int] = {}

    def _classify(self, line: Line, key: Any) -> int:
        memo = self._memo
        if len(memo) >= MEMO_SIZE:
            memo.clear()
        found = memo[key] = sum(bit for bit, function in self._still if function(line))
        return found

    def _settled(self, source: Source) -> list[str]:
        """Take the sets out that the line's price or quantity keeps it out of; of many sets only those that it may be in are tried."""
        if len(self._moving) <= FEW:
            return [f"if m & {bit} and not {source.test(test, 'line')}: m ^= {bit}" for bit, test in self._moving]
        functions = {bit: article_function(test) for bit, test in self._moving}

        def settle(mask: int, line: Line) -> int:
            left = mask & every
            while left:
                bit = left & -left
                left ^= bit
                if not functions[bit](line):
                    mask ^= bit
            return mask

        every = sum(functions)
        source.names["settle"] = settle
        return [f"if m & {source.constant(every)}: m = settle(m, line)"]

    def of_line(self, source: Source) -> list[str]:
        """The statements that find `m` for `line`: bit i is set when article set i has it in it; 0 for a line that never earns."""
        source.names |= {"memo": self._memo.get, "classify": self._classify}
        return [
            f"a = {', '.join(f'line.{field}' for field in self._asked) or None}",
            "m = memo(a)",
            "if m is None: m = classify(line, a)",
            *self._settled(source),
            f"if m & {self._never}: m = 0",
        ]


def _still(test: Test) -> Test:
    """What `test` asks of the article alone: never stricter than the whole. Only what stands in `All` can be taken apart."""
    if not facts_in(test) & _OF_THE_LINE:
        return test
    if isinstance(test, All):
        return All(tuple(_still(t) for t in test.tests))
    return All(())
