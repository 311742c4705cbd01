"""What a purchase comes to: discounts first, then what it earns. A pure function of the program, the member before it, and the basket.

`quote`, the live purchase, replay, a return's recomputation and `explain` all go through here.
"""

from fractions import Fraction

from zegel.core.periods import Day
from zegel.core.purchase import Purchase
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


Earned = tuple[str, int, list[tuple[str, int]]]
"""(unit, how many, how many by each rule): base rules first, multipliers with what they add."""


@value
class Sale:
    """A purchase decided. `paid` is per line, after Zegel's discounts; `items` per line without the free ones.

    `spend_by_set` and `items_by_set` are the sums per article set that measures are counted from.
    """

    priced: Priced
    earned: list[Earned]
    failed: list[tuple[int, int]]
    spend_by_set: tuple[int, ...]
    items_by_set: tuple[int, ...]


def basket_facts(purchase: Purchase, member: MemberFacts, rank: int) -> BasketFacts:
    """The facts that basket conditions look at."""
    date = purchase.business_date
    return BasketFacts(
        purchase.weekday, purchase.minute, date, date[5:], purchase.branch, purchase.channel, member.member, rank, member.tenure_months,
        member.tenure_years, member.purchase_number, member.windows,
    )  # fmt: skip


def decide_sale(plan: Plan, purchase: Purchase, member: MemberFacts, wishes: tuple[Wish, ...]) -> Sale:
    """Price the basket, then let it earn. Refuses (`not_enough`, `reward_not_now`, …) when a wish cannot be granted."""
    compiled = plan.compiled
    facts = basket_facts(purchase, member, compiled.tier_ranks.get(member.tier, 0))
    masks = compiled.masks(purchase.lines)
    return earn(plan, facts, masks, price(plan, purchase, masks, facts, wishes))


def earn(plan: Plan, facts: BasketFacts, masks: list[int], priced: Priced) -> Sale:
    """What lines in the article sets `masks`, paid as priced, earn."""
    compiled = plan.compiled
    spend, items = compiled.survey(masks, priced.paid, priced.items)
    if compiled.looks_at_basket:
        facts.basket_minor = spend[0]
    fired, failed = compiled.judge_earning(facts)
    steps = plan.steps
    earned: dict[str, int] = {}
    parts: dict[str, list[tuple[str, int]]] = {}
    multipliers: list[Step] = []
    bases: list[Step] = []
    for i in fired:
        step = steps[i]
        kind = step.kind
        if kind == PER_SPEND:
            amount = spend[step.articles]
            count = step.count * (amount // step.per) if amount > 0 else 0
        elif kind == MULTIPLY:
            multipliers.append(step)
            continue
        else:
            count = _count(step, kind, spend, items)
        if not count:
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
    if multipliers:
        _multiply(plan, masks, priced, multipliers, bases, earned, parts)
    if priced.failed:
        failed = priced.failed + failed
    return Sale(priced, [(unit, earned[unit], parts[unit]) for unit in earned], failed, spend, items)


def _count(step: Step, kind: int, spend: tuple[int, ...], items: tuple[int, ...]) -> int:
    """What one base rule gives: whole steps only, the remainder earns nothing. A basket of nothing that may earn is no purchase."""
    if kind == PER_SPEND:
        amount = spend[step.articles]
        return step.count * (amount // step.per) if amount > 0 else 0
    if kind == PER_ITEM:
        return step.count * items[step.articles]
    return step.count if spend[step.articles] > 0 or items[step.articles] > 0 else 0


def _multiply(
    plan: Plan, masks: list[int], priced: Priced, multipliers: list[Step], bases: list[Step], earned: dict[str, int],
    parts: dict[str, list[tuple[str, int]]],
) -> None:  # fmt: skip
    """Add what multipliers give: rounded down once per unit and basket (semantics 8, 14)."""
    how, scale = plan.how, plan.scale
    for unit in list(earned):
        mine = [m for m in multipliers if m.unit == unit]
        if not mine:
            continue
        if len(mine) > 1:
            mine.sort(key=_largest_first)
        largest = mine[0]
        if how == "largest" and largest.articles == 0:
            extra = earned[unit] * largest.more // scale
            if extra:
                earned[unit] += extra
                parts[unit].append((largest.id, extra))
            continue
        shares = _extra_by_group(plan, masks, priced, mine, [b for b in bases if b.unit == unit])
        total = sum(shares.values()) // scale
        if total:
            earned[unit] += total
            if len(shares) == 1:
                parts[unit].append((next(iter(shares)), total))
            else:
                parts[unit] += [(m, n) for m, n in zip(shares, largest_remainder(total, list(shares.values())), strict=True) if n]


def _largest_first(step: Step) -> tuple[int, str]:
    return (-step.more, step.id)


def _extra_by_group(plan: Plan, masks: list[int], priced: Priced, multipliers: list[Step], bases: list[Step]) -> dict[str, int]:
    """Per multiplier, what it adds times `plan.scale`. Lines that the same multipliers reach make a group with whole steps of its own."""
    largest = plan.how == "largest"
    groups: dict[tuple[int, ...], list[int]] = {}
    for n, mask in enumerate(masks):
        reach = tuple([k for k, m in enumerate(multipliers) if mask & m.bit])
        if reach:
            groups.setdefault(reach[:1] if largest else reach, []).append(n)
    shares: dict[str, int] = {}
    for reach, ns in groups.items():
        spend, items = plan.compiled.survey([masks[n] for n in ns], [priced.paid[n] for n in ns], [priced.items[n] for n in ns])
        base = sum([_count(b, b.kind, spend, items) for b in bases if b.kind != PER_PURCHASE])
        _share(plan, base, [multipliers[k] for k in reach], shares)
    fixed = sum([b.count for b in bases if b.kind == PER_PURCHASE])
    if fixed:
        _share(plan, fixed, [m for m in multipliers if m.articles == 0], shares)
    return shares


def _share(plan: Plan, base: int, reach: list[Step], shares: dict[str, int]) -> None:
    """Add to `shares` what the multipliers in `reach` (largest first) give on `base`, times `plan.scale`."""
    if plan.how != "product":
        for m in reach[:1] if plan.how == "largest" else reach:
            shares[m.id] = shares.get(m.id, 0) + base * m.more
        return
    factor = Fraction(1)
    for m in reach:
        shares[m.id] = shares.get(m.id, 0) + base * int((m.factor - 1) * factor * plan.scale)
        factor *= m.factor
