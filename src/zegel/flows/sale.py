"""A purchase, with or without a card: judged, booked, and the receipt that says why. Quotes and holds go the same way."""

from collections.abc import Iterable
from dataclasses import replace

from zegel.core.purchase import Purchase
from zegel.core.refusals import (
    MemberNeeded,
    NegativeLine,
    TendersDoNotMatch,
    UnknownBranch,
    UnknownReward,
    WrongCurrency,
    ZegelError,
)
from zegel.core.value import value
from zegel.decide.codes import EnteredCode
from zegel.decide.discounts import Wish, leaves_a_choice
from zegel.decide.effects import Effect, Spend
from zegel.decide.measures import counted, turned_over
from zegel.decide.paid_later import PaidLater, paid_later
from zegel.decide.plan import Plan
from zegel.decide.rewards import UNLIMITED
from zegel.decide.sale import MemberFacts, Sale, decide_sale
from zegel.decide.tiers import after_earning
from zegel.flows.commands import Header, Use
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds
from zegel.flows.ladder import climb
from zegel.flows.paid_stamps import stamps_asked, stamps_cost
from zegel.flows.stock import left_of
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count
from zegel.ledger.purse import Purse
from zegel.program.model import Discount, PointsOff, Reward
from zegel.program.stored_value import PAID_STAMPS


@value
class Totals:
    """What a basket costs before and after Zegel's effects."""

    net_minor: int
    pays_minor: int
    stamps_minor: int = 0
    """What is paid besides the basket, for paid stamps; it is in `pays_minor`."""
    later: tuple[PaidLater, ...] = ()
    """What of it is paid when a trial is over."""

    @property
    def later_minor(self) -> int:
        """All of that; the rest is paid at the sale."""
        return sum([one.later_minor for one in self.later])

    def json(self, hold_expires_at: int | None = None) -> str:
        """As the receipt keeps it."""
        hold = "" if hold_expires_at is None else f'"hold_expires_at":{hold_expires_at},'
        off = self.net_minor + self.stamps_minor - self.pays_minor
        stamps = f',"stamps_minor":{self.stamps_minor}' if self.stamps_minor else ""
        hold += f'"later_minor":{self.later_minor},' if self.later else ""
        return f'{{"discount_minor":{off},{hold}"net_minor":{self.net_minor},"pays_minor":{self.pays_minor}{stamps}}}'


def check_shape(plan: Plan, purchase: Purchase) -> None:
    """What can be refused from the program and the purchase alone."""
    check_place(plan, purchase)
    check_lines(purchase)


def check_place(plan: Plan, purchase: Purchase) -> None:
    """Refuse another currency than the program's, and a branch that it does not have."""
    if purchase.currency != plan.currency:
        raise WrongCurrency(expected=plan.currency, given=purchase.currency)
    if purchase.branch not in plan.compiled.branches:
        raise UnknownBranch(branch=purchase.branch[:60])


def check_lines(purchase: Purchase) -> None:
    """Refuse a line that costs less than nothing, unless it is a deposit that comes back."""
    for line in purchase.lines:
        if line.net_minor < 0 and line.legal_class != "deposit":
            raise NegativeLine(line=line.number)


def is_late(plan: Plan, header: Header) -> bool:
    """Whether the purchase comes in so late that a person looks at it first (architecture.md rule 6)."""
    return header.at - header.happened_at > plan.late_after


def wishes_of(plan: Plan, facts: Facts, purse: Purse, purchase: Purchase, uses: tuple[Use, ...], *, anonymous: bool) -> tuple[Wish, ...]:
    """What the member wants to use, with what may be spent on it; refuses what the program does not have."""
    if uses and anonymous:
        raise MemberNeeded()
    wishes: list[Wish] = []
    open_: dict[int, str] = {}
    left: dict[str, int] = {}
    for use in uses:
        if use.what == PAID_STAMPS and stamps_asked(plan, uses):
            continue  # bought with the basket: flows.paid_stamps
        if use.what in plan.coupons:
            continue  # counts as a code that was entered: flows.own_coupons
        index = plan.compiled.rule_index(use.what)
        rule = None if index is None else plan.compiled.rules[index]
        if isinstance(rule, Discount) and leaves_a_choice(plan.compiled, rule):
            wishes.append(Wish(use.what, use.count, 0))
            continue
        if isinstance(rule, PointsOff):
            unit, cost = rule.unit, use.count
        elif isinstance(rule, Reward):
            times = max(use.count, 1)
            unit, cost = (rule.token, times) if rule.token else (rule.cost_unit, rule.cost * times)
        else:
            raise UnknownReward(what=use.what[:60])
        spendable = left.setdefault(unit, purse.spendable(unit))
        if isinstance(rule, PointsOff) and not cost:
            open_[len(wishes)] = unit
        left[unit] = spendable - cost
        there = left_of(facts, plan, rule, purchase.branch, purchase.business_date) if isinstance(rule, Reward) else UNLIMITED
        wishes.append(Wish(use.what, use.count, spendable, use.choice, there))
    for n, unit in open_.items():  # as many as may be is what the others leave, whatever was named first
        wishes[n] = replace(wishes[n], spendable=left[unit])
        left[unit] = min(left[unit], 0)
    return tuple(wishes)


def judge(
    plan: Plan, purchase: Purchase, member: MemberFacts, wishes: tuple[Wish, ...], codes: tuple[EnteredCode, ...] = (), *,
    in_part: bool = False, stamps: int = 0, stored: int = 0,
) -> tuple[Sale, Totals]:  # fmt: skip
    """The decision, and what is to be paid; refuses tenders that do not add up to it (no tenders: not told).

    `in_part`: the rest may be paid later, in a way that is not told yet. `stamps`: so many paid stamps are bought with it. `stored`: what
    stored value pays of it. Where something is on trial and paid later, the tenders add up to what is paid now, or to all of it.
    """
    sale = decide_sale(plan, purchase, member, wishes, codes)
    net = 0
    for line in purchase.lines:
        net += line.net_minor
    beside = stamps_cost(plan, sale, stamps) if stamps else 0
    pays = (sum(sale.priced.paid) if sale.priced.effects else net) + beside
    totals = Totals(net, pays, beside)
    if plan.later and (later := paid_later(plan, purchase, member, sale.priced.paid, pays, stored)):
        totals = Totals(net, pays, beside, later)
    if purchase.tenders:
        given, now = sum([tender.amount_minor for tender in purchase.tenders]), pays - totals.later_minor
        if given not in (now, pays) and not (in_part and given < pays):
            raise TendersDoNotMatch(expected=now, given=given)
    return sale, totals


def lifted(
    plan: Plan, purse: Purse, purchase: Purchase, member: MemberFacts, wishes: tuple[Wish, ...], codes: tuple[EnteredCode, ...] = ()
) -> tuple[MemberFacts, int]:  # fmt: skip
    """The member as the basket is judged, and what was measured of it, where a tier that a basket reaches holds in that basket.

    What the basket comes to without the new tier's own advantages decides, after what codes take off.
    """
    tiers = plan.tiers
    if tiers is None or not tiers.same_basket or not member.member:
        return member, 0
    try:
        sale = decide_sale(plan, purchase, member, wishes, codes)
    except ZegelError:
        # What is wished for may need the tier that this basket reaches: then it is judged without.
        sale = decide_sale(plan, purchase, member, (), codes)
    measured = member.windows[tiers.window] + _counted(plan, sale).get(plan.tier_measure, 0)
    if plan.tier_balance:
        measured += sum(count for unit, count, _ in sale.earned if unit == plan.tier_balance)
        measured -= sum(e.count for e in sale.priced.effects if isinstance(e, Spend) and e.unit == plan.tier_balance)
    mark = after_earning(plan, purse.tier, purse.tier_review_at, measured, purchase.business_date, purse.since)
    if mark is None or plan.rank(mark.tier) <= plan.rank(member.tier):
        return member, 0
    return replace(member, tier=mark.tier), measured


def look_at_terms(plan: Plan, purse: Purse, units: Iterable[str]) -> None:
    """What starts a membership, or takes one back, must see the terms that there are."""
    if plan.memberships and not purse.complete and any(unit in plan.memberships for unit in units):
        raise Missing(Needs((PurseNeeds(purse.id, all_lots=True),)))


def _counted(plan: Plan, sale: Sale) -> dict[str, int]:
    return counted(plan, sale.spend_by_set, sale.items_by_set, {unit: count for unit, count, _ in sale.earned}, 1)


def count_and_rank(plan: Plan, draft: Draft, purchase: Purchase, sale: Sale, member: MemberFacts, least: int = 0) -> list[Effect]:
    """Add to the measures, and move the member up the ladder where that is reached; at `least` that much counts as measured."""
    on = purchase.business_date
    added = _counted(plan, sale) | turned_over(plan, purchase, sale.priced.paid)
    for measure, delta in (*added.items(), *sale.counted.items(), *sale.moments.items()):
        if delta:
            draft.counts.append(Count(measure, on, delta))
    tiers = plan.tiers
    if tiers is None or not member.member:
        return []
    if plan.tier_balance:
        measured = draft.spendable(plan.tier_balance)
    else:
        measured = member.windows[tiers.window] + added.get(plan.tier_measure, 0)
    return climb(plan, draft, max(measured, least), on, purchase.happened_at)
