"""What a purchase comes to: discounts first, then what it earns. A pure function of the program, the member before it, and the basket.

`quote`, the live purchase, replay, a return's recomputation and `explain` all go through here.
"""

from zegel.core.periods import Day
from zegel.core.purchase import Purchase
from zegel.core.value import value
from zegel.decide.bounded import Room
from zegel.decide.codes import EnteredCode, holding
from zegel.decide.discounts import Priced, Wish, price
from zegel.decide.earning import Earning
from zegel.decide.effects import Capped
from zegel.decide.errands import Errands, errands_on
from zegel.decide.ground import Ground, ground_of, off_of
from zegel.decide.including import windows_with
from zegel.decide.less import Basket
from zegel.decide.plan import Plan
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
    asked: tuple[int, ...] = ()
    """By Program.questions: what rules ask of the person, 1 yes, 0 no, -1 not known."""
    left: tuple[Room, ...] = ()
    """What is left of discounts of which there is only so much."""
    withheld: tuple[str, ...] = ()
    """What would have been used by itself, but this member chooses."""


Earned = tuple[str, int, list[tuple[str, int]]]
"""(unit, how many, how many by each rule): base rules first, multipliers with what they add."""


@value
class Sale:
    """A purchase decided. `paid` is per line, after Zegel's discounts; `items` per line without the free ones.

    `spend_by_set` and `items_by_set` are the sums per article set that measures are counted from; `basis_minor` is the spend that earns.
    `counted` is what the measures of single rules go up by, `moments` those whose total is a moment; `capped` is what limits cut off.
    `errands` are the messages and tasks that it gives rise to.
    """

    priced: Priced
    earned: list[Earned]
    failed: list[tuple[int, int]]
    spend_by_set: tuple[int, ...]
    items_by_set: tuple[int, ...]
    basis_minor: int
    counted: dict[str, int]
    moments: dict[str, int]
    capped: list[Capped]
    errands: Errands = ()


def basket_facts(purchase: Purchase, member: MemberFacts, rank: int, codes: tuple[EnteredCode, ...] = ()) -> BasketFacts:
    """The facts that basket conditions look at."""
    date = purchase.business_date
    facts = BasketFacts(
        purchase.weekday, purchase.minute, date, date[5:], purchase.branch, purchase.channel, member.member, rank, member.tenure_months,
        member.tenure_years, member.purchase_number, member.windows, member.asked,
    )  # fmt: skip
    if codes:
        facts.code = holding(codes)
    if member.left:
        facts.left = {room.rule: (room.used_up >= 0, room.budget_minor, room.things) for room in member.left}
    return facts


def decide_sale(plan: Plan, purchase: Purchase, member: MemberFacts, wishes: tuple[Wish, ...], codes: tuple[EnteredCode, ...] = ()) -> Sale:
    """Price the basket, then let it earn. Refuses (`not_enough`, `reward_not_now`, …) when a wish cannot be granted."""
    compiled = plan.compiled
    facts = basket_facts(purchase, member, compiled.tier_ranks.get(member.tier, 0), codes)
    masks = compiled.masks(purchase.lines)
    facts.windows = windows_with(plan, member.windows, purchase.lines, masks)
    priced = price(plan, purchase, masks, facts, wishes, codes)
    ground = None
    if plan.grounded:
        ground = ground_of(plan, purchase, masks, off_of(priced.effects), priced.paid, [0] * len(purchase.lines))
    return earn(plan, facts, masks, priced, ground)


def earn(plan: Plan, facts: BasketFacts, masks: list[int], priced: Priced, ground: Ground | None = None) -> Sale:
    """What lines in the article sets `masks`, paid as priced, earn. Without `ground` they earn on what was paid."""
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
    base = priced.paid if ground is None else ground.base
    worth = spend if base is priced.paid else compiled.survey(masks, base, priced.items)[0]
    earning = Earning(plan, facts, Basket(compiled, masks, base, priced.items), ground)
    earning.run(fired, worth, items)
    errands, unfit = errands_on(compiled, facts, "purchase") if plan.errands else ((), [])
    return Sale(
        priced, [(unit, count, earning.parts[unit]) for unit, count in earning.earned.items()],
        priced.failed + failed + earning.failed + unfit, spend, items, worth[0], earning.counted, earning.moments, earning.capped, errands,
    )  # fmt: skip
