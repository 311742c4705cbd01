"""What a purchase comes to: discounts first, then what it earns. A pure function of the program, the member before it, and the basket.

`quote`, the live purchase, replay, a return's recomputation and `explain` all go through here.
"""

from fractions import Fraction

from zegel.core.periods import Day
from zegel.core.purchase import Line, Purchase
from zegel.core.rounding import largest_remainder
from zegel.core.value import value
from zegel.decide.discounts import Priced, Wish, price
from zegel.decide.plan import MULTIPLY, PER_ITEM, PER_PURCHASE, PER_SPEND, Plan, Step
from zegel.program.conditions import BasketFacts


@value
class MemberFacts:
    """Everything that rules may know of the member, as it was before this purchase (semantics 28).

    `windows` is by Program.windows. `member` 0: nobody, or an anonymous purse.
    """

    member: int
    since: Day
    tier: str
    purchase_number: int
    windows: tuple[int, ...]
    tenure_months: int
    tenure_years: int


@value
class Earned:
    """What is earned of one unit: `parts` per rule, `basis_minor` the spend that counted."""

    unit: str
    count: int
    parts: tuple[tuple[str, int], ...]
    basis_minor: int


@value
class Sale:
    """A purchase decided. `paid` is per line, after Zegel's discounts; `items` per line without the free ones.

    `spend_by_set` and `items_by_set` are the sums per article set that measures are counted from.
    """

    priced: Priced
    earned: tuple[Earned, ...]
    failed: list[tuple[int, int]]
    spend_by_set: tuple[int, ...]
    items_by_set: tuple[int, ...]


def basket_facts(purchase: Purchase, member: MemberFacts, rank: int) -> BasketFacts:
    """The facts that basket conditions look at."""
    facts = BasketFacts()
    facts.weekday, facts.minute = purchase.weekday, purchase.minute
    facts.date, facts.branch, facts.channel = purchase.business_date, purchase.branch, purchase.channel
    facts.month_day = purchase.business_date[5:]
    facts.member, facts.tier_rank, facts.windows = member.member, rank, member.windows
    facts.tenure_months, facts.tenure_years = member.tenure_months, member.tenure_years
    facts.purchase_number = member.purchase_number
    return facts


def decide_sale(plan: Plan, purchase: Purchase, member: MemberFacts, wishes: tuple[Wish, ...]) -> Sale:
    """Price the basket, then let it earn. Refuses (`not_enough`, `reward_not_now`, …) when a wish cannot be granted."""
    compiled = plan.compiled
    facts = basket_facts(purchase, member, plan.rank(member.tier))
    priced = price(plan, purchase, facts, wishes)
    return earn(plan, facts, purchase.lines, priced)


def earn(plan: Plan, facts: BasketFacts, lines: tuple[Line, ...], priced: Priced) -> Sale:
    """What `lines`, paid as priced, earn."""
    compiled = plan.compiled
    spend, items = compiled.survey(lines, priced.paid, priced.items)
    if compiled.looks_at_basket:
        facts.basket_minor = spend[0]
    fired, failed = compiled.judge_earning(facts)
    steps = plan.steps
    earned: dict[str, int] = {}
    parts: dict[str, list[tuple[str, int]]] = {}
    multipliers: list[Step] | None = None
    bases: list[Step] = []
    for i in fired:
        step = steps[i]
        kind = step.kind
        if kind == MULTIPLY:
            multipliers = [step] if multipliers is None else [*multipliers, step]
            continue
        count = _count(step, kind, spend, items)
        if count <= 0:
            failed.append((i, -1))
            continue
        unit = step.unit
        if unit in earned:
            earned[unit] += count
            parts[unit].append((step.id, count))
        else:
            earned[unit] = count
            parts[unit] = [(step.id, count)]
        bases.append(step)
    if multipliers is not None:
        _multiply(plan, lines, priced, multipliers, bases, earned, parts)
    all_failed = priced.failed + failed if priced.failed else failed
    return Sale(priced, tuple([Earned(u, n, tuple(parts[u]), spend[0]) for u, n in earned.items()]), all_failed, spend, items)


def _count(step: Step, kind: int, spend: tuple[int, ...], items: tuple[int, ...]) -> int:
    """What one base rule gives: whole steps only, the remainder earns nothing."""
    if kind == PER_SPEND:
        amount = spend[step.articles]
        return step.count * (amount // step.per) if amount > 0 else 0
    if kind == PER_ITEM:
        return step.count * items[step.articles]
    return step.count if step.articles == 0 or spend[step.articles] > 0 or items[step.articles] > 0 else 0


def _multiply(
    plan: Plan, lines: tuple[Line, ...], priced: Priced, multipliers: list[Step], bases: list[Step], earned: dict[str, int],
    parts: dict[str, list[tuple[str, int]]],
) -> None:  # fmt: skip
    """Add what multipliers give: rounded down once per unit and basket (semantics 8, 14)."""
    for unit in {m.unit for m in multipliers}:
        if unit not in earned:
            continue
        mine = sorted((m for m in multipliers if m.unit == unit), key=lambda m: (-m.factor, m.id))
        largest = mine[0]
        if plan.compiled.program.settings.multipliers == "largest" and largest.articles == 0:
            extra = int(earned[unit] * (largest.factor - 1))
            if extra:
                earned[unit] += extra
                parts[unit].append((largest.id, extra))
            continue
        shares = _extra_by_group(plan, lines, priced, mine, [b for b in bases if b.unit == unit])
        total = int(sum(shares.values(), Fraction(0)))
        if total:
            earned[unit] += total
            scale = _common(list(shares.values()))
            weights = [int(share * scale) for share in shares.values()]
            parts[unit] += [(m, n) for m, n in zip(shares, largest_remainder(total, weights), strict=True) if n]


def _extra_by_group(plan: Plan, lines: tuple[Line, ...], priced: Priced, multipliers: list[Step], bases: list[Step]) -> dict[str, Fraction]:
    """Per multiplier, exactly what it adds. Lines are grouped by the multipliers that reach them; a group takes whole steps by itself."""
    compiled, how = plan.compiled, plan.compiled.program.settings.multipliers
    groups: dict[tuple[int, ...], list[int]] = {}
    for n, line in enumerate(lines):
        mask = compiled.mask(line)
        if not mask & compiled.never_bit:
            reach = tuple(k for k, m in enumerate(multipliers) if mask >> m.articles & 1)
            groups.setdefault(reach, []).append(n)
    shares: dict[str, Fraction] = {}
    for reach, numbers in groups.items():
        if not reach:
            continue
        spend, items = compiled.survey([lines[n] for n in numbers], [priced.paid[n] for n in numbers], [priced.items[n] for n in numbers])
        base = sum(_count(b, b.kind, spend, items) for b in bases if b.kind != PER_PURCHASE)
        _share(how, base, [multipliers[k] for k in reach], shares)
    whole = [m for m in multipliers if m.articles == 0]
    fixed = sum(b.count for b in bases if b.kind == PER_PURCHASE)
    if whole and fixed:
        _share(how, fixed, whole, shares)
    return shares


def _share(how: str, base: int, reach: list[Step], shares: dict[str, Fraction]) -> None:
    """Add to `shares` what the multipliers in `reach` (largest first) give on `base`."""
    if how == "largest":
        reach = reach[:1]
    factor = Fraction(1)
    for m in reach:
        more = (m.factor - 1) * (factor if how == "product" else 1)
        factor *= m.factor
        shares[m.id] = shares.get(m.id, Fraction(0)) + base * more


def _common(shares: list[Fraction]) -> int:
    """A number that makes every share whole."""
    scale = 1
    for share in shares:
        scale *= share.denominator
    return scale
