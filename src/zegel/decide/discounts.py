"""What a basket costs: lane after lane (catalogue, line, basket, shipping, points), each on what the lane before left.

Shares are exact per line and per VAT rate; nothing takes a line below zero or its floor, and what never earns is never touched.
Free items of rewards go before points as discount, and both after everything that comes off by itself.
"""

from collections.abc import Sequence
from typing import Final

from zegel.core.purchase import Line, Purchase
from zegel.core.refusals import NotEnough, OverMaximum, RewardNotNow, StepOnly, UnknownReward
from zegel.core.rounding import largest_remainder
from zegel.core.value import value
from zegel.decide.basket import Basket
from zegel.decide.bounded import NO_BUDGET, NO_STOCK
from zegel.decide.choosing import chosen, in_order
from zegel.decide.codes import EnteredCode
from zegel.decide.effects import Discount as DiscountEffect
from zegel.decide.effects import Effect, Gift, ItemsOff, Spend
from zegel.decide.pieces import pieces
from zegel.decide.plan import Plan
from zegel.decide.rewards import UNLIMITED, Left, price_of_reward, take_reward
from zegel.decide.taking import Wanted, wanted, with_vat
from zegel.program import deals
from zegel.program.compile import Compiled
from zegel.program.conditions import BasketFacts
from zegel.program.model import Discount, PointsOff, Reward

NOTHING: Final = -1
BETTER: Final = -2
FLOOR: Final = -3
NOT_TOGETHER: Final = -4
BUDGET: Final = -5
USED_UP: Final = -7
OUT: Final = -9
"""Why a discount that holds takes nothing off, as receipts keep it (decide.document)."""


@value
class Wish:
    """One thing that the member wants to use, `count` times or points, with what may be `spendable` of its unit.

    Of a discount that leaves a choice, `count` is the number of the line, or of the gift; of a reward `choice` is. `left` is what
    is left of a reward.
    """

    what: str
    count: int
    spendable: int
    choice: int = 0
    left: Left = UNLIMITED


@value
class Priced:
    """A basket priced: `paid` and `items` per line, the effects that took something off, the rules that did not apply.

    `effects` are in the order applied. `items` counts what may earn a stamp: whole pieces (a weighed line counts once), free ones left out.
    """

    paid: list[int]
    items: list[int]
    effects: tuple[Effect, ...]
    failed: list[tuple[int, int]]


def price(
    plan: Plan, purchase: Purchase, masks: list[int], facts: BasketFacts, wishes: tuple[Wish, ...], codes: tuple[EnteredCode, ...] = ()
) -> Priced:
    """Price `purchase`; rewards go before points, whatever the order of asking, unless the program says otherwise.

    Refuses when a wish cannot be granted; everything else that does not apply is a reason, not a refusal.
    """
    lines = purchase.lines
    paid = [line.net_minor for line in lines]
    compiled = plan.compiled
    items = pieces(lines) if compiled.needs_items else paid
    if not wishes and not compiled.first_earning:
        return Priced(paid, items, (), [])
    if plan.discounts_look_at_basket or wishes:
        look(plan, facts, lines, masks, paid)
    index = compiled.index
    reached = 0
    if index is None:
        fired, failed = compiled.judge_discounts(facts)
    else:
        reached = index.reached(masks, facts) & index.discounts
        fired, failed = index.judged(reached, facts)
    if not wishes and (not fired or all(isinstance(compiled.rules[i], PointsOff) for i in fired)):
        return Priced(paid, items, (), failed)
    moving = plan.moving if index is None else plan.moving.intersection(index.numbers(reached))
    lanes = _Lanes(plan, Basket(plan, lines, masks, paid), facts, fired, moving)
    basket = lanes.basket
    choices, granted = _sorted_wishes(compiled, wishes)
    basket.chosen.update(choices)
    basket.codes.update((code.coupon, code) for code in codes if not code.why)
    failed = lanes.come_off(failed)
    for wish in granted:
        lanes.grant(wish)
    if compiled.needs_items:
        items = [n - f if p > 0 else 0 for n, f, p in zip(items, basket.free, basket.paid, strict=True)]
    return Priced(basket.paid, items, tuple(basket.effects), failed)


def counted(plan: Plan, lines: Sequence[Line], masks: Sequence[int], paid: Sequence[int], way: int) -> int:
    """What the basket comes to for a threshold: what may earn, with or without shipping as the program says (semantics 4).

    `way` puts VAT on (1), takes it out (-1) or leaves it (0).
    """
    leaves_out = plan.ships if plan.compiled.program.settings.threshold_shipping == "without" else 0
    if not way:
        return sum([p for p, mask in zip(paid, masks, strict=True) if mask and p > 0 and not mask & leaves_out])
    return sum(
        with_vat(p, line.vat_bp, way)
        for p, mask, line in zip(paid, masks, lines, strict=True)
        if mask and p > 0 and not mask & leaves_out
    )  # fmt: skip


def look(plan: Plan, facts: BasketFacts, lines: Sequence[Line], masks: Sequence[int], paid: Sequence[int]) -> None:
    """Note what the basket comes to by now, and what it holds of the articles that rules ask about."""
    way = plan.threshold_vat
    facts.basket_minor = counted(plan, lines, masks, paid, way)
    if plan.compiled.looks_at_sets:
        costs = [with_vat(p, line.vat_bp, way) for p, line in zip(paid, lines, strict=True)] if way else paid
        facts.spend, facts.items = plan.compiled.survey(masks, costs, pieces(lines))


def _sorted_wishes(compiled: Compiled, wishes: tuple[Wish, ...]) -> tuple[dict[str, int], list[Wish]]:
    """What the member chose of discounts, and the other wishes in the order in which they are granted."""
    found: dict[str, int] = {}
    others: list[Wish] = []
    for wish in wishes:
        index = compiled.rule_index(wish.what)
        rule = None if index is None else compiled.rules[index]
        if isinstance(rule, Discount) and leaves_a_choice(compiled, rule):
            found[wish.what] = wish.count
        else:
            others.append(wish)
    if compiled.program.settings.order != "as entered":
        by_points = {rule.id for rule in compiled.program.points_off}
        others.sort(key=lambda wish: wish.what in by_points)
    return found, others


def leaves_a_choice(compiled: Compiled, rule: Discount) -> bool:
    """Whether the member may say which piece is free, or which gift it is."""
    match rule.deal:
        case deals.Gift(options):
            return len(options) > 1
        case deals.BuyGet(which=which):
            return (which or compiled.program.settings.free_items) == "chosen"
        case _:
            return False


class _Lanes:
    """The discounts of one basket, and then what the member asked for."""

    def __init__(self, plan: Plan, basket: Basket, facts: BasketFacts, fired: list[int], moving: frozenset[int]) -> None:
        self.plan, self.compiled, self.basket, self.facts = plan, plan.compiled, basket, facts
        self.settings = basket.settings
        self.fired = fired
        self.moving = moving
        """The rules within reach that look at what the basket comes to by then."""

    # -- what comes off by itself

    def come_off(self, failed: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Every discount that needs no asking. Gives the reasons of the others: tests first, then rivals, then what came to nothing."""
        end = len(self.compiled.program.discounts)
        moving = {i for i in self.moving if i < end}
        rules = [rule for i in sorted({i for i in self.fired if i < end} | moving) if isinstance(rule := self.compiled.rules[i], Discount)]
        rules.sort(key=lambda rule: (-rule.priority, rule.id))
        kept = chosen(rules, self.settings, self._gain)
        alone = len(kept) == 1 and kept[0].alone
        tested = [(i, n) for i, n in failed if i not in moving]
        lost: list[tuple[int, int]] = []
        for rule in _by_group([rule for rule in rules if rule not in kept]):
            why = self._take(self.basket.copy(), rule, [])
            reason = (self._index(rule), (NOT_TOGETHER if alone else BETTER) if why is None else why)
            (tested if reason[1] >= 0 else lost).append(reason)
        for rule, why in self._run(self.basket, in_order(kept, self.settings)):
            (tested if why >= 0 else lost).append((self._index(rule), why))
        return sorted(tested) + lost

    def _run(self, basket: Basket, rules: Sequence[Discount]) -> list[tuple[Discount, int]]:
        """One after the other; gives those that took nothing off, and why."""
        applied: list[Discount] = []
        failed: list[tuple[Discount, int]] = []
        if basket.codes and self.settings.order == "as entered":
            places = {coupon: n for n, coupon in enumerate(basket.codes)}
            rules = sorted(rules, key=lambda rule: places.get(rule.id, -1))
        for rule in rules:
            if applied and self.settings.choosing == "first only":
                failed.append((rule, NOT_TOGETHER))
                continue
            why = self._take(basket, rule, applied)
            if why is None:
                applied.append(rule)
            else:
                failed.append((rule, why))
        return failed

    def _gain(self, rules: Sequence[Discount]) -> int:
        """What `rules` would give the member: money off, and what gifts are worth."""
        basket = self.basket.copy()
        self._run(basket, rules)
        return sum(self.basket.paid) - sum(basket.paid) + basket.gifts_minor

    def _take(self, basket: Basket, rule: Discount, applied: Sequence[Discount]) -> int | None:
        """Take `rule` off `basket`: None where it takes something off, else the test that fails or why nothing comes off."""
        index = self._index(rule)
        if index in self.plan.moving:
            look(self.plan, self.facts, basket.lines, basket.masks, basket.paid)
            failing = self.compiled.judge_one[index](self.facts)[1]
            if failing:
                return failing[0][1]
        used_up, budget, stock = self.facts.left.get(index, (False, NO_BUDGET, NO_STOCK))
        if used_up:
            return USED_UP  # domain.md M28: how often comes before what is in the basket
        found = wanted(basket, rule)
        shares = found.shares
        if not found.things and not any(shares):
            return NOTHING
        if any(other.id in rule.not_with or rule.id in other.not_with for other in applied):
            return NOT_TOGETHER
        if isinstance(rule.deal, deals.Gift):
            return _given(basket, rule, rule.deal, found, budget, stock)
        if 0 < rule.most_minor < sum(shares):
            shares = basket.shared(rule.most_minor, shares)
        code = basket.codes.get(rule.id)
        if code is not None:
            shares = self._within(basket, code, shares)
            if not any(shares):
                return BUDGET
        given, left_out = basket.fitted(shares, stays=bool(rule.line_most_minor or rule.line_pieces))
        if code is not None and self.plan.coupons[rule.id].in_parts:
            left_out = 0  # it stays on the voucher
        if not any(given):
            return FLOOR
        if 0 <= budget < sum(given) and (not budget or rule.over_budget != "last one whole"):
            if not budget or rule.over_budget == "not at all":
                return BUDGET
            left_out += sum(given) - budget
            given = basket.shared(budget, given)
        vat = basket.take(given)
        _note(basket, rule, found, given)
        if basket.trial:
            return None
        _say(basket, rule, found, given, vat, left_out)
        return None

    def _within(self, basket: Basket, code: EnteredCode, shares: list[int]) -> list[int]:
        """What a voucher's worth and a coupon's budget leave of `shares`; nothing where the program wants all of it or none."""
        if 0 <= code.value_minor < sum(shares):
            shares = basket.shared(code.value_minor, shares)
        if 0 <= code.budget_minor < sum(shares):
            if self.plan.coupons[code.coupon].over_budget == "not at all":
                return [0] * len(shares)
            shares = basket.shared(code.budget_minor, shares)
        return shares

    def _index(self, rule: Discount) -> int:
        found = self.compiled.rule_index(rule.id)
        assert found is not None
        return found

    # -- what the member asks for

    def grant(self, wish: Wish) -> None:
        """Apply one wish, or refuse it."""
        compiled = self.compiled
        index = compiled.rule_index(wish.what)
        rule = compiled.rules[index] if index is not None else None
        if index in self.plan.moving or isinstance(rule, Reward):
            look(self.plan, self.facts, self.basket.lines, self.basket.masks, self.basket.paid)
        if isinstance(rule, PointsOff):
            assert index is not None
            failing = compiled.judge_one[index](self.facts)[1] if index in self.plan.moving else []
            if not failing and index not in self.fired and index not in self.plan.moving:
                failing = compiled.judge_of(index)(self.facts)[1]
            if failing:
                raise RewardNotNow(what=wish.what, test=rule.tests[failing[0][1]].name)
            self._points_off(rule, wish)
        elif isinstance(rule, Reward):
            times = max(wish.count, 1)
            before = sum(e.times for e in self.basket.effects if isinstance(e, Spend) and e.what == rule.id)
            spend = price_of_reward(compiled, rule, self.facts, times, wish.spendable, wish.left, before)
            take_reward(self.basket, compiled, self.facts, rule, spend, wish.choice, wish.left)
        else:
            raise UnknownReward(what=wish.what[:60])

    def _points_off(self, rule: PointsOff, wish: Wish) -> None:
        basket = self.basket
        step_minor = int(rule.takes_off(self.compiled.units[rule.unit], rule.step))
        eligible = [max(p - floor, 0) for p, floor in zip(basket.eligible(rule.articles), basket.floors, strict=True)]
        before = basket.by_points.get(rule.id, 0)
        most = max((sum(basket.eligible(0)) + before) * rule.most_bp // 10_000 - before, 0)
        steps = min(most, sum(eligible)) // step_minor
        count = wish.count or max(min(wish.spendable // rule.step, steps), 0) * rule.step
        if count % rule.step:
            raise StepOnly(step=rule.step, given=count)
        if count > max(wish.spendable, 0):
            raise NotEnough(unit=rule.unit, available=wish.spendable, needed=count)
        if count > steps * rule.step:
            raise OverMaximum(most=steps * rule.step, given=count)
        if count > 0:
            shares = largest_remainder(count // rule.step * step_minor, eligible)
            basket.by_points[rule.id] = before + sum(shares)
            basket.effects.append(DiscountEffect(rule.id, "points", tuple(shares), basket.take(shares), 0))
            basket.effects.append(Spend(rule.id, rule.unit, count, 1))


def _by_group(rules: Sequence[Discount]) -> list[Discount]:
    """`rules` with those of one group beside each other, in the place of the first of them."""
    places: dict[str, int] = {}
    for n, rule in enumerate(rules):
        places.setdefault(rule.group or rule.id, n)
    return sorted(rules, key=lambda rule: places[rule.group or rule.id])


def _given(basket: Basket, rule: Discount, deal: deals.Gift, found: Wanted, budget: int, stock: int) -> int | None:
    """Give a gift: what of it lies in the basket becomes free, the rest is handed over. None, or why it comes to nothing."""
    off, there = sum(found.shares), found.things if stock < 0 else min(found.things, stock)
    if not off and not there:
        return OUT
    if not off:
        things = _paid_for(rule, deal, there, budget)
        if not things:
            return BUDGET
        _note(basket, rule, found, found.shares)
        _give(basket, rule, deal, things)
        return None
    given, left_out = basket.fitted(found.shares, stays=True)
    whole = sum(given) + there * deal.worth_minor
    if not any(given) and not there:
        return FLOOR
    if 0 <= budget < whole and (not budget or rule.over_budget == "not at all"):
        return BUDGET
    if 0 <= budget < sum(given) and rule.over_budget == "capped":
        left_out += sum(given) - budget
        given = basket.shared(budget, given)
    things = _paid_for(rule, deal, there, budget - sum(given) if budget >= 0 and rule.over_budget == "capped" else NO_BUDGET)
    vat = basket.take(given)
    _note(basket, rule, found, given)
    if any(given) and not basket.trial:
        _say(basket, rule, found, given, vat, left_out)
    if things:
        _give(basket, rule, deal, things)
    return None


def _say(
    basket: Basket, rule: Discount, found: Wanted, given: list[int], vat: tuple[tuple[int, int], ...], left_out: int
) -> None:  # fmt: skip
    """Put on the receipt what was taken off: so much, or so many pieces."""
    items = _items(rule, found, given) if found.items else ()
    if not any(items):
        basket.effects.append(DiscountEffect(rule.id, rule.lane, tuple(given), vat, left_out))
        return
    times = sum(items) // (rule.deal.get if isinstance(rule.deal, deals.BuyGet) else 1)
    basket.effects.append(ItemsOff(rule.id, rule.lane, items, int(_frees(rule.deal)), times, tuple(given), vat, left_out))


def _frees(deal: deals.Deal) -> bool:
    """Whether the pieces that a deal is on are free, and not just cheaper."""
    return not isinstance(deal, deals.BuyGet) or deal.off_bp == 10_000


def _items(rule: Discount, found: Wanted, given: list[int]) -> tuple[int, ...]:
    """Per line the pieces that are free or cheaper; where a floor or a budget left something of their price, none that is free."""
    whole = not isinstance(rule.deal, deals.BuyGet)
    return tuple([found.items.get(n, 0) if not whole or given[n] >= found.shares[n] else 0 for n in range(len(given))])


def _paid_for(rule: Discount, deal: deals.Gift, things: int, budget: int) -> int:
    """How many of `things` what is left of the budget pays for (-1: there is none); all or none where the program wants that."""
    if budget < 0 or things * deal.worth_minor <= budget or (budget and rule.over_budget == "last one whole"):
        return things
    return 0 if rule.over_budget == "not at all" else budget // deal.worth_minor


def _give(basket: Basket, rule: Discount, deal: deals.Gift, things: int) -> None:
    """The gift that the member chose, the first where nobody did or there is no such one."""
    worth = deal.worth_minor * things
    basket.gifts_minor += worth
    choice = basket.chosen.get(rule.id, 0)
    choice = choice if 1 <= choice <= len(deal.options) else 1
    sku = deal.skus[choice - 1] if deal.skus else ""
    basket.effects.append(Gift(rule.id, choice, len(deal.options), worth, things if deal.counted else 0, sku))


def _note(basket: Basket, rule: Discount, found: Wanted, given: list[int]) -> None:
    """What later rules look at: percentages taken, pieces that are free, pieces used up."""
    if isinstance(rule.deal, deals.Percent) or (isinstance(rule.deal, deals.EachBundle) and rule.deal.bp):
        basket.by_percent = [taken + share for taken, share in zip(basket.by_percent, given, strict=True)]
    items = _items(rule, found, given) if found.items else ()
    for n, count in found.items.items():
        if items[n] and _frees(rule.deal):
            basket.free[n] += count
        else:
            basket.used[n] += count
    for n, count in found.used.items():
        basket.used[n] += count
