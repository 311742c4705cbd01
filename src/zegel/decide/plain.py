"""A plain sale decided in one pass over its lines: one function generated per program version.

A sale is plain when it only earns: nothing was used, no discount takes anything off.
What discounts.price, sale.earn and measures.counted find step by step, the generated function finds at once, and it gives None
for every sale that is not plain. tests/flows/test_plain_sale.py holds both ways to the same bytes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.purchase import Line
from zegel.decide.choosing import in_order
from zegel.decide.less import Basket
from zegel.decide.multipliers import Multiplying, largest_first
from zegel.decide.pieces import pieces
from zegel.decide.steps import MULTIPLY, PER_ITEM, PER_PURCHASE, Step
from zegel.program.big_purchases import least_of
from zegel.program.compile import Compiled
from zegel.program.conditions import NamedTest, facts_in
from zegel.program.model import Discount
from zegel.program.source import Source

Earned = list[tuple[str, int, str]]
"""(unit, how many, how many by each rule as JSON rows), in the order in which units were first earned."""
Judged = tuple[int, int, int, Earned, list[tuple[str, int]]]
"""What the lines cost, the reasons why rules did not apply as bits (`PlainSale.failed`), the spend that counts, what is earned, and what
each measure goes up by."""
FACTS: Final = (
    "weekday", "minute", "date", "branch", "channel", "member", "tier_rank", "tenure_months", "tenure_years", "purchase_number", "windows",
    "asked",
)  # fmt: skip
"""What the generated function takes after the lines (program.conditions.BasketFacts)."""


class PlainSale:
    """The generated function of one version, and how to read its reasons."""

    def __init__(self, compiled: Compiled, steps: dict[int, Step], multiplying: Multiplying, measures: Sequence[str]) -> None:
        self._compiled, self._steps, self._multiplying = compiled, steps, multiplying
        self._source = Source()
        self._source.names["spread"] = self._spread
        self._bits: dict[tuple[int, int], int] = {}
        self._units: list[str] = []
        self._sets = {s.id: i for i, s in enumerate(compiled.program.sets)}
        self._said: dict[int, str] = {0: ""}
        for i in sorted(steps):
            if steps[i].kind != MULTIPLY and steps[i].unit not in self._units:
                self._units.append(steps[i].unit)
        self.judge: Callable[..., Judged | None] = _never
        self.earn: Callable[..., Judged] | None = None
        """What a basket earns that discounts were taken off: the same over what is paid and the pieces that count."""
        if compiled.index is None and self._may_be():
            self._make(measures)

    def failed(self, bits: int) -> str:
        """The reasons as the receipt keeps them: `[rule, test]` rows; the same few come by all day, so they are remembered."""
        found = self._said.get(bits)
        if found is None:
            if len(self._said) > 10_000:
                self._said.clear()
            found = self._said[bits] = ",".join([f"[{i},{n}]" for (i, n), bit in self._bits.items() if bits & bit])
        return found

    def reasons(self, bits: int) -> list[tuple[int, int]]:
        """The same as `Sale.failed` has them."""
        return [named for named, bit in self._bits.items() if bits & bit]

    def _may_be(self) -> bool:
        """Whether a sale can be plain at all in this version."""
        compiled, said = self._compiled, self._compiled.program.settings
        budgets = {budget.of for budget in compiled.program.budgets}
        return not (
            compiled.program.ladders or compiled.program.coalition or (compiled.program.discounts and said.threshold_vat != "as prices")
            or not _common(compiled, self._steps.values())
            or any(one.on_trial for one in compiled.program.care.windows)
            or any(one.trigger == "purchase" for one in compiled.program.errands)
            or said.facts == "including this purchase"
            or any(rule.is_counted or rule.id in budgets for rule in compiled.program.discounts)
        )  # fmt: skip

    def _make(self, measures: Sequence[str]) -> None:
        compiled = self._compiled
        rules = range(compiled.first_earning, compiled.first_reward)
        # Bits are handed out in the order in which the long way finds its reasons.
        before = self._discounts()
        asked = [(i, self._chain(i, compiled.rules[i].tests)) for i in rules]
        earning = [line for i, tests in asked for line in self._earning(i, tests)]
        codes = ["code = ()"] if compiled.program.coupons else []
        after = [
            "order = []",
            *(f"e{k} = 0" for k in range(len(self._units))),
            *(f"b{k} = []" for k in self._spreading()),
            *(f"m{i} = False" for i in rules if self._steps[i].kind == MULTIPLY),
            *earning,
            *self._multiplied(),
            *self._counts(measures),
            f"return net, bad, s0, [{self._row()} for k in order], counts",
        ]
        as_told = ["for line in lines:", "    p = line.net_minor", "    if p < 0: return None"]
        count = "q = 0 if p <= 0 else line.quantity // 1000 if line.measure == 'piece' else 1 if line.quantity > 0 else 0"
        body = ["paid = items = None", *codes, *self._survey(measures, as_told, count), *before, *after]
        self.judge = self._function("lines", body)
        self.earn = self._function(
            "lines, paid, items", [*codes, *self._survey(measures, ["for line, p, q in zip(lines, paid, items):"], ""), *after]
        )

    def _function(self, first: str, body: list[str]) -> Callable[..., Any]:
        made = self._source.made([f"def made({first}, {', '.join(FACTS)}):", *(f"    {line}" for line in body)])
        return made  # type: ignore[return-value]  # exec gives object; the source above is such a function

    def _survey(self, measures: Sequence[str], lines: list[str], count: str) -> list[str]:
        """What is spent and how many items are bought in each article set that anything looks at; `count` finds a line's items."""
        compiled, steps = self._compiled, self._steps.values()
        shipping = compiled.program.shipping
        apart = shipping >= 0 and compiled.program.settings.threshold_shipping == "without"
        spends = (
            ({shipping} if apart else set())
            | {step.articles for step in steps if step.kind != PER_ITEM}
            | {rule.articles for rule in compiled.rules[: compiled.first_earning] if isinstance(rule, Discount)}
        )
        items = {step.articles for step in steps if step.kind == PER_ITEM}
        facts = {fact for rule in compiled.rules[: compiled.first_reward] for named in rule.tests for fact in facts_in(named.test)}
        spends |= {int(fact[6:]) for fact in facts if fact.startswith("spend:")}
        items |= {int(fact[6:]) for fact in facts if fact.startswith("items:")}
        for measure in measures:
            kind, _, name = measure.partition(":")
            if kind == "items":
                items.add(self._sets[name])
            elif kind == "spend" and name:
                spends.add(self._sets[name])
        names = ["net", "s0", *(f"s{k}" for k in sorted(spends - {0})), *(f"i{k}" for k in sorted(items)), "bad"]
        some = sorted((spends | items) - {0})
        adding = {k: [f"s{k} += p"] * (k in spends or not k) + [f"i{k} += q"] * (k in items) for k in (0, *some)}
        every = sum(1 << k for k in items)
        counts = [f"        if m & {every}: {count}" if every & 1 == 0 else f"        {count}"] if items and count else []
        return [
            " = ".join(names) + " = 0",
            *lines,
            "    net += p",
            *(f"    {statement}" for statement in compiled.articles.of_line(self._source)),
            "    if m:",
            *counts,
            f"        {'; '.join(adding[0])}",
            *(["        if m != 1:"] if some else []),
            *(f"            if m & {1 << k}: {'; '.join(adding[k])}" for k in some),
            "month_day = date[5:]",
            "basket_minor = s0" + (f" - s{shipping}" if apart else ""),
        ]

    def _chain(self, i: int, tests: tuple[NamedTest, ...]) -> list[str]:
        """`if`, `elif` … for the tests of rule `i`; what follows is for when all of them hold."""
        found = []
        for n, named in enumerate(tests):
            found.append(f"{'elif' if n else 'if'} not {self._source.test(named.test, '')}: bad |= {self._bit(i, n)}")
        return found

    def _bit(self, i: int, n: int) -> int:
        return self._bits.setdefault((i, n), 1 << len(self._bits))

    def _discounts(self) -> list[str]:
        """A discount that takes something off is not plain; nor are two that may not, where only one of them may stay."""
        compiled = self._compiled
        settings = compiled.program.settings
        rivals = settings.choosing == "best only" or settings.basket_percentages == "best only"
        groups = Counter("" if rivals else rule.group for rule in compiled.program.discounts)
        if settings.choosing in ("all stack", "first only") and not rivals:
            groups.clear()
        counted = {group: k for k, group in enumerate(groups) if (group or rivals) and groups[group] > 1}
        found = [f"g{k} = 0" for k in counted.values()] + [f"h{i} = 0" for i in range(len(compiled.program.discounts))]
        for i, rule in enumerate(compiled.rules[: compiled.first_earning]):
            tests = self._chain(i, rule.tests)
            if isinstance(rule, Discount):
                k = counted.get("" if rivals else rule.group)
                alone = [] if k is None else [f"if g{k}: return None", f"g{k} = 1"]
                found += _under(tests, [f"if s{rule.articles}: return None", *alone, f"h{i} = 1"])
            else:
                found += tests
        for rule in in_order(compiled.program.discounts, settings):
            index = compiled.rule_index(rule.id)
            assert index is not None
            found.append(f"if h{index}: bad |= {self._bit(index, -1)}")
        return found

    def _earning(self, i: int, tests: list[str]) -> list[str]:
        """Rule `i`: what it gives, or a reason."""
        step = self._steps[i]
        if step.kind == MULTIPLY:
            return _under(tests, [f"m{i} = True"])
        k, a = self._units.index(step.unit), step.articles
        base = f"; b{k}.append({i})" if k in self._spreading() else ""
        times = "" if step.count == 1 else f" * {step.count}"
        if step.kind == PER_PURCHASE:
            count = f"{step.count} if s{a} else 0"
        elif step.kind == PER_ITEM:
            count = f"i{a}{times}"
        else:
            count = f"s{a} // {step.per}{times}"
        return _under(
            tests,
            [
                f"n = {count}",
                f"if not n: bad |= {self._bit(i, -1)}",
                f"elif e{k}: e{k} += n; t{k} += {self._row_of(step, ',')} % n{base}",
                f"else: e{k} = n; t{k} = {self._row_of(step)} % n; order.append({k}){base}",
            ],
        )

    def _spreading(self) -> list[int]:
        """The units whose multipliers may not reach every line alike."""
        alike = self._multiplying.how == "largest"
        return [k for k in range(len(self._units)) if any(step.articles or not alike for step in self._multipliers(k).values())]

    def _row_of(self, step: Step, before: str = "") -> str:
        return self._source.constant(f"{before}[{quoted(step.id).replace('%', '%%')},%d]")

    def _multiplied(self) -> list[str]:
        """The largest multiplier of each unit where it is of the whole basket; else the lines are gone through once more."""
        found: list[str] = []
        for k in range(len(self._units)):
            mine = self._multipliers(k)
            if not mine:
                continue
            spread = f"    x = spread({k}, lines, paid, items, ({', '.join(f'm{i}' for i in mine)},), b{k}, e{k})"
            spread += f"; e{k} += x[0]; t{k} += x[1]"
            if self._multiplying.how != "largest":
                found += [f"if e{k} and ({' or '.join(f'm{i}' for i in mine)}):", spread]
                continue
            for n, (i, step) in enumerate(mine.items()):
                reached = f" and s{step.articles}" if step.articles else ""
                found.append(f"{'elif' if n else 'if'} e{k} and m{i}{reached}:")
                if step.articles:
                    found.append(spread)
                else:
                    found.append(f"    n = e{k} * {step.more} // {self._multiplying.scale}")
                    found.append(f"    if n: e{k} += n; t{k} += {self._row_of(step, ',')} % n")
        return found

    def _multipliers(self, k: int) -> dict[int, Step]:
        """The multipliers of unit `k`, the largest first."""
        mine = [(i, step) for i, step in self._steps.items() if step.kind == MULTIPLY and step.unit == self._units[k]]
        return dict(sorted(mine, key=lambda m: largest_first(m[1])))

    def _spread(
        self, k: int, lines: Sequence[Line], paid: list[int] | None, items: list[int] | None, applies: Sequence[bool], bases: Sequence[int],
        earned: int,
    ) -> tuple[int, str]:  # fmt: skip
        """What the multipliers of unit `k` that apply add, and the rows that say so, where not every line has the same."""
        compiled, steps = self._compiled, self._steps
        if paid is None or items is None:
            paid = [line.net_minor for line in lines]
            items = pieces(lines) if compiled.needs_items else paid
        basket = Basket(compiled, compiled.masks(lines), paid, items)
        mine = [step for step, there in zip(self._multipliers(k).values(), applies, strict=True) if there]
        extra = self._multiplying.added(basket, mine, [steps[i] for i in bases], earned)
        return sum([n for _, n in extra]), "".join([f",[{quoted(m)},{n}]" for m, n in extra])

    def _counts(self, measures: Sequence[str]) -> list[str]:
        found = ["counts = []"]
        for measure in measures:
            kind, _, name = measure.partition(":")
            if kind == "unit":
                amount = f"e{self._units.index(name)}" if name in self._units else "0"
            elif kind == "visits":
                amount = f"basket_minor >= {least_of(measure)}" if name else "1"
            else:
                amount = f"{'i' if kind == 'items' else 's'}{self._sets[name] if name else 0}"
            count = "1" if kind == "visits" else amount
            found.append(f"if {amount}: counts.append(({self._source.constant(measure)}, {count}))")
        return found

    def _row(self) -> str:
        """`(unit, count, parts)` of the unit that `k` numbers."""
        rows = [f"({self._source.constant(unit)}, e{k}, t{k})" for k, unit in enumerate(self._units)]
        return " ".join(f"{row} if k == {k} else" for k, row in enumerate(rows[:-1])) + f" {rows[-1]}" if rows else "k"


def _never(*_facts: object) -> None:
    """Of many rules a basket only looks at those within its reach, which is the long way's to find."""


def _common(compiled: Compiled, steps: Iterable[Step]) -> bool:
    """Whether every rule gives full steps of what is paid, without limits; all of them together (semantics 8, 13, 14, 27)."""
    said = compiled.program.settings
    return (
        said.earning_rules == "add up" and said.promotions == "on their own" and said.several_promotions == "all count"
        and said.earning_base == "after discounts"
        and said.earning_vat == "as prices" and said.earning_shipping == "with" and said.gift_cards_earn == "earns"
        and said.store_credit_earns == "earns" and all(step.common for step in steps)
        and not any(unit.limits or unit.expiry.idle for unit in compiled.program.units)
        and not any(w.measure.startswith(("gave:", "carry:", "last:")) for w in compiled.program.windows)
    )  # fmt: skip


def _under(tests: list[str], statements: list[str]) -> list[str]:
    """`statements`, for when every one of `tests` holds."""
    return [*tests, "else:", *(f"    {line}" for line in statements)] if tests else statements
