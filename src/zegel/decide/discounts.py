"""What a basket costs: lane after lane (line, basket, free items, points as discount), each on what the lane before left.

Shares are exact per line and per VAT rate; nothing ever takes a line below zero, and articles that never earn are never touched.
"""

from zegel.core.purchase import Line, Purchase
from zegel.core.refusals import NotEnough, OutOfStock, OverMaximum, RewardNotNow, StepOnly, UnknownReward
from zegel.core.rounding import half_up, largest_remainder
from zegel.core.value import value
from zegel.decide.effects import Discount as DiscountEffect
from zegel.decide.effects import Effect, FreeItems, Spend
from zegel.decide.pieces import pieces
from zegel.decide.plan import Plan
from zegel.program.compile import Compiled
from zegel.program.conditions import BasketFacts
from zegel.program.model import Discount, PointsOff, Reward


@value
class Wish:
    """One thing that the member wants to use, `count` times or points, with what may be `spendable` of its unit."""

    what: str
    count: int
    spendable: int


@value
class Priced:
    """A basket priced: `paid` and `items` per line, the effects that took something off, the rules that did not apply.

    `effects` are in the order applied. `items` counts what may earn a stamp: whole pieces (a weighed line counts once), free ones left out.
    """

    paid: list[int]
    items: list[int]
    effects: tuple[Effect, ...]
    failed: list[tuple[int, int]]


def price(plan: Plan, purchase: Purchase, masks: list[int], facts: BasketFacts, wishes: tuple[Wish, ...]) -> Priced:
    """Price `purchase`; rewards go before points, whatever the order of asking.

    Refuses when a wish cannot be granted; everything else that does not apply is a reason, not a refusal.
    """
    lines = purchase.lines
    paid = [line.net_minor for line in lines]
    compiled = plan.compiled
    items = pieces(lines) if compiled.needs_items else paid
    if not wishes and not compiled.first_earning:
        return Priced(paid, items, (), [])
    if plan.discounts_look_at_basket or wishes:
        facts.basket_minor = sum([p for p, mask in zip(paid, masks, strict=True) if mask and p > 0])
    fired, failed = compiled.judge_discounts(facts)
    discounts = [rule for i in fired if isinstance(rule := compiled.rules[i], Discount)] if fired else []
    if not wishes and not discounts:
        return Priced(paid, items, (), failed)
    basket = _Basket(plan, lines, masks, paid)
    kept, lost = basket.choose(sorted(discounts, key=lambda d: (-d.priority, d.id)))
    failed += lost
    for lane in ("line", "basket"):
        failed += basket.discount([d for d in kept if d.lane == lane])
    free = [0] * len(lines)
    by_points = {rule.id for rule in compiled.program.points_off}
    for wish in sorted(wishes, key=lambda wish: wish.what in by_points):
        basket.grant(wish, facts, fired, free)
    if compiled.needs_items:
        items = [n - f if p > 0 else 0 for n, f, p in zip(items, free, basket.paid, strict=True)]
    return Priced(basket.paid, items, tuple(basket.effects), failed)


class _Basket:
    """The basket on its way through the lanes."""

    def __init__(self, plan: Plan, lines: tuple[Line, ...], masks: list[int], paid: list[int]) -> None:
        self.plan, self.lines, self.masks, self.paid = plan, lines, masks, paid
        self.effects: list[Effect] = []
        self.by_points: dict[str, int] = {}
        """What each points discount took off so far: its maximum is of the basket before that."""

    def eligible(self, articles: int) -> list[int]:
        """What each line in set `articles` costs now, 0 for others."""
        return [p if p > 0 and mask >> articles & 1 else 0 for p, mask in zip(self.paid, self.masks, strict=True)]

    def eligible_total(self, articles: int) -> int:
        """The same, summed."""
        return sum(self.eligible(articles))

    def choose(self, rules: list[Discount]) -> tuple[list[Discount], list[tuple[int, int]]]:
        """Of each group only the rule that takes most off the basket as it came, whatever its lane; with it the rules that lost."""
        groups: dict[str, list[Discount]] = {}
        for rule in rules:
            if rule.group:
                groups.setdefault(rule.group, []).append(rule)
        lost: dict[str, int] = {}
        for rivals in groups.values():
            off = {rule.id: sum(self.shares(rule)) for rule in rivals}
            best = max(rivals, key=lambda rule: off[rule.id])
            lost |= {rule.id: -2 if off[rule.id] else -1 for rule in rivals if rule is not best}
        compiled = self.plan.compiled
        return [rule for rule in rules if rule.id not in lost], [(_index(compiled, rule), why) for rule, why in lost.items()]

    def discount(self, rules: list[Discount]) -> list[tuple[int, int]]:
        """One lane, rule after rule. Gives those that had nothing to take off."""
        failed: list[tuple[int, int]] = []
        for rule in rules:
            shares = self.shares(rule)
            if any(shares):
                self.effects.append(DiscountEffect(rule.id, rule.lane, tuple(shares), self.take(shares), 0))
            else:
                failed.append((_index(self.plan.compiled, rule.id), -1))
        return failed

    def shares(self, rule: Discount) -> list[int]:
        """What `rule` takes off each line."""
        eligible = self.eligible(rule.articles)
        if rule.lane == "line":
            return [half_up(p * rule.off_bp, 10_000) for p in eligible]
        return largest_remainder(half_up(sum(eligible) * rule.off_bp, 10_000), eligible)

    def take(self, shares: list[int]) -> tuple[tuple[int, int], ...]:
        """Take `shares` off; gives the sums per VAT rate."""
        vat: dict[int, int] = {}
        for n, share in enumerate(shares):
            if share:
                self.paid[n] -= share
                rate = self.lines[n].vat_bp
                vat[rate] = vat.get(rate, 0) + share
        return tuple(sorted(vat.items()))

    def grant(self, wish: Wish, facts: BasketFacts, fired: list[int], free: list[int]) -> None:
        """Apply one wish, or refuse it."""
        compiled = self.plan.compiled
        index = compiled.rule_index(wish.what)
        rule = compiled.rules[index] if index is not None else None
        if isinstance(rule, PointsOff):
            assert index is not None
            if index not in fired:
                test = next(test for failed, test in compiled.judge_discounts(facts)[1] if failed == index)
                raise RewardNotNow(what=wish.what, test=rule.tests[test].name)
            self._points_off(rule, wish)
        elif isinstance(rule, Reward):
            check_reward(compiled, rule, facts)
            self._reward(rule, wish, free)
        else:
            raise UnknownReward(what=wish.what[:60])

    def _points_off(self, rule: PointsOff, wish: Wish) -> None:
        worth = self.plan.compiled.units[rule.unit].worth
        step_minor = int(worth * rule.step)
        eligible = self.eligible(rule.articles)
        before = self.by_points.get(rule.id, 0)
        most = max((self.eligible_total(0) + before) * rule.most_bp // 10_000 - before, 0)
        steps = min(most, sum(eligible)) // step_minor
        count = wish.count or min(wish.spendable // rule.step, steps) * rule.step
        if count % rule.step:
            raise StepOnly(step=rule.step, given=count)
        if count > wish.spendable:
            raise NotEnough(unit=rule.unit, available=wish.spendable, needed=count)
        if count > steps * rule.step:
            raise OverMaximum(most=steps * rule.step, given=count)
        if count > 0:
            shares = largest_remainder(count // rule.step * step_minor, eligible)
            self.by_points[rule.id] = before + sum(shares)
            self.effects.append(DiscountEffect(rule.id, "points", tuple(shares), self.take(shares), 0))
            self.effects.append(Spend(rule.id, rule.unit, count, 1))

    def _reward(self, rule: Reward, wish: Wish, free: list[int]) -> None:
        times = max(wish.count, 1)
        self.effects.append(price_of_reward(rule, times, wish.spendable))
        if not rule.free_items:
            return
        eligible = self.eligible(rule.articles)
        units: list[tuple[int, int]] = []
        for n, (p, line) in enumerate(zip(eligible, self.lines, strict=True)):
            whole = line.quantity // 1000 if line.measure == "piece" else 0
            left = whole - free[n]
            # What costs less than a cent apiece is no reward.
            units += [(p // left, n)] * left if left > 0 and p >= left else []
        wanted = rule.free_items * times
        if len(units) < wanted:
            raise RewardNotNow(what=rule.id, test="articles", found=len(units), needed=wanted)
        given, shares = [0] * len(self.lines), [0] * len(self.lines)
        for _, n in sorted(units)[:wanted]:
            left = self.lines[n].quantity // 1000 - free[n]
            unit_minor = half_up(self.paid[n] - shares[n], left)
            shares[n] += min(unit_minor, rule.most_minor) if rule.most_minor else unit_minor
            given[n] += 1
            free[n] += 1
        self.effects.append(FreeItems(rule.id, tuple(given), tuple(shares), self.take(shares)))


def check_reward(compiled: Compiled, reward: Reward, facts: BasketFacts) -> None:
    """Refuse `reward_not_now` with the name of the first of the reward's tests that fails."""
    index = compiled.rule_index(reward.id)
    _, failed = compiled.judge_rewards(facts)
    for rule, test in failed:
        if rule == index:
            raise RewardNotNow(what=reward.id, test=reward.tests[test].name)


def price_of_reward(reward: Reward, times: int, spendable: int) -> Spend:
    """What `reward` costs, `times` times; refuses `not_enough`."""
    unit, cost = (reward.token, 1) if reward.token else (reward.cost_unit, reward.cost)
    if cost * times > spendable:
        raise NotEnough(unit=unit, available=spendable, needed=cost * times)
    return Spend(reward.id, unit, cost * times, times)


def check_stock(left: int | None, times: int, reward: str) -> None:
    """Refuse `out_of_stock` when fewer than `times` are left (None: no limit)."""
    if left is not None and left < times:
        raise OutOfStock(reward=reward, left=left)


def _index(compiled: Compiled, rule: str) -> int:
    found = compiled.rule_index(rule)
    assert found is not None
    return found
