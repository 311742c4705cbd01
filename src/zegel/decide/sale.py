"""What a purchase comes to: discounts first, then what it earns. A pure function of the program, the member before it, and the basket.

`quote`, the live purchase, replay, a return's recomputation and `explain` all go through here.
"""

from zegel.core.periods import Day
from zegel.core.purchase import Purchase
from zegel.core.value import value
from zegel.decide.discounts import Priced, Wish, price
from zegel.decide.multipliers import Basket
from zegel.decide.plan import Plan
from zegel.decide.steps import MULTIPLY, PER_SPEND, Step, gives
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
        facts.basket_minor = spend[0] - spend[compiled.program.shipping] if plan.ships_apart else spend[0]
    if compiled.looks_at_sets:
        facts.spend, facts.items = spend, items
    index = compiled.index
    if index is None:
        fired, failed = compiled.judge_earning(facts)
    else:
        fired, failed = index.judged(index.reached(masks, facts) & index.earning, facts)
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
            count = gives(step, spend, items)
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


def _multiply(
    plan: Plan, masks: list[int], priced: Priced, multipliers: list[Step], bases: list[Step], earned: dict[str, int],
    parts: dict[str, list[tuple[str, int]]],
) -> None:  # fmt: skip
    """Add what multipliers give to each unit."""
    for unit, count in earned.items():
        mine = [m for m in multipliers if m.unit == unit]
        if not mine:
            continue
        basket = Basket(plan.compiled, masks, priced.paid, priced.items)
        extra = plan.multiplying.added(basket, mine, [b for b in bases if b.unit == unit], count)
        earned[unit] = count + sum([n for _, n in extra])
        parts[unit] += extra
