"""Limits and budgets of discounts: what is left is looked up before the decision, drawn when it is written, put back with what is undone.

One basket in which the discount did something is one use of it, however often it fitted. Limits of one member are counted on the purse
(flows.taken), which is locked; what everybody shares is a counter (architecture.md rule 11).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from zegel.core.periods import Day
from zegel.core.purchase import Purchase
from zegel.decide.bounded import NO_BUDGET, NO_CARD, Room, given_by
from zegel.decide.document import Document
from zegel.decide.effects import Effect, Gift, GiftBack
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts
from zegel.decide.used_again import Uses
from zegel.flows.facts import Draw, Facts
from zegel.flows.periods import budget_counter, over_counter, together
from zegel.program.model import Budget, Discount, Often


def bounded_counters(plan: Plan, branch: str, on: Day) -> tuple[str, ...]:
    """Every counter that the discounts of the version look at."""
    found: list[str] = []
    for _, rule in plan.bounded:
        found += [together(rule.id, i, limit, branch, on) for i, limit in enumerate(rule.limits) if limit.window < 0]
        found += [budget_counter(budget, on) for budget in plan.budgets_of(rule.id)]
        found += [over_counter(budget, on) for budget in plan.budgets_of(rule.id) if rule.over_budget == "last one whole"]
        found += [counter for counter, _ in _stock(rule, branch)]
    return tuple(found)


def with_room(facts: Facts, plan: Plan, member: MemberFacts, purchase: Purchase, *, shown: bool) -> MemberFacts:
    """`member` with what is left of each bounded discount; `shown`: a card was."""
    if not plan.bounded:
        return member
    branch, on = purchase.branch, purchase.business_date

    def left(rule: Discount, i: int, limit: Often) -> int:
        if limit.window < 0:
            return facts.left(together(rule.id, i, limit, branch, on), limit.most)
        return max(limit.most - member.windows[limit.window], 0) if shown else NO_CARD

    rooms = []
    for index, rule in plan.bounded:
        budgets = [
            facts.left(budget_counter(budget, on), budget.minor) - facts.counters.get(over_counter(budget, on), 0)
            for budget in plan.budgets_of(rule.id)
        ]
        limits = tuple([left(rule, i, limit) for i, limit in enumerate(rule.limits)])
        things = [max(facts.left(counter, of), 0) for counter, of in _stock(rule, branch)]
        rooms.append(Room(index, limits, max(min(budgets), 0) if budgets else NO_BUDGET, *things))
    return replace(member, left=tuple(rooms))


def bounded_draws(facts: Facts, plan: Plan, effects: Sequence[Effect], branch: str, on: Day) -> tuple[Draw, ...]:
    """What the discounts among `effects` take of what everybody shares."""
    if not plan.bounded:
        return ()
    found = _draws(plan, {rule: Uses(1, minor) for rule, minor in given_by(effects).items()}, branch, on)
    found += _things(plan, [(effect.rule, max(effect.count, 1)) for effect in effects if isinstance(effect, Gift)], branch)
    whole = {budget_counter(b, on): b for _, rule in plan.bounded if rule.over_budget == "last one whole" for b in plan.budgets_of(rule.id)}
    if not whole:
        return found
    return tuple([part for draw in found for part in (_in_two(facts, whole[draw.counter], draw, on) if draw.counter in whole else (draw,))])


def _in_two(facts: Facts, budget: Budget, draw: Draw, on: Day) -> tuple[Draw, ...]:
    """What is left of a budget, which nobody else draws then, and what goes above it: its last discount is given whole."""
    there = min(draw.n, max(facts.left(draw.counter, budget.minor), 0))
    within = (Draw(draw.counter, there, draw.of),) if there else ()
    return within if there == draw.n else (*within, Draw(over_counter(budget, on), there - draw.n, 0))


def bounded_back(plan: Plan, document: Document, uses: Mapping[str, Uses]) -> tuple[Draw, ...]:
    """So many `uses` of what a receipt took of it, put back."""
    if not plan.bounded:
        return ()
    taken = _draws(plan, uses, document.body["branch"], Day(document.body["business_date"]))
    return tuple([Draw(draw.counter, -draw.n, draw.of) for draw in taken])


def things_back(plan: Plan, document: Document, gifts: Iterable[GiftBack] | None = None) -> tuple[Draw, ...]:
    """The things of a receipt put back: all of them, or those `gifts` that a return brings back, and does not deduct."""
    if not plan.bounded:
        return ()
    if gifts is None:
        back = [(one["rule"], max(one.get("count", 0), 1)) for one in document.body["effects"] if one["effect"] == "gift"]
    else:
        back = [(gift.rule, max(gift.count, 1)) for gift in gifts if not gift.deducted_minor]
    return tuple([Draw(draw.counter, -draw.n, draw.of) for draw in _things(plan, back, document.body["branch"])])


def _things(plan: Plan, given: Iterable[tuple[str, int]], branch: str) -> tuple[Draw, ...]:
    """What so many things of each rule draw from their stock."""
    kept = {rule.id: stock for _, rule in plan.bounded if (stock := _stock(rule, branch))}
    return tuple([Draw(counter, n, of) for rule, n in given for counter, of in kept.get(rule, ())])


def _stock(rule: Discount, branch: str) -> tuple[tuple[str, int], ...]:
    """The counter of a gift and what it begins with, () where there are as many as it takes."""
    if rule.stocks:
        return ((f"gift:{rule.id}:{branch}", dict(rule.stocks).get(branch, 0)),)
    return () if rule.stock is None else ((f"gift:{rule.id}", rule.stock),)


def _draws(plan: Plan, given: Mapping[str, Uses], branch: str, on: Day) -> tuple[Draw, ...]:
    found: list[Draw] = []
    for _, rule in plan.bounded:
        if rule.id in given:
            times, off = given[rule.id].times, given[rule.id].off_minor
            limits = [(i, limit) for i, limit in enumerate(rule.limits) if limit.window < 0 and times]
            found += [Draw(together(rule.id, i, limit, branch, on), times, limit.most) for i, limit in limits]
            if off:
                found += [Draw(budget_counter(budget, on), off, budget.minor) for budget in plan.budgets_of(rule.id)]
    return tuple(found)
