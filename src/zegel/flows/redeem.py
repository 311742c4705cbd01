"""A reward handed over without a basket, and such a redemption undone."""

from zegel.booking.coupons import coupon_of, credit_of, give_coupons, given_back
from zegel.booking.earnings import book_spent, settle
from zegel.booking.returns import give_back
from zegel.core.periods import Day
from zegel.core.refusals import AlreadyCancelled, MemberNeeded, NotARedemption, RewardNotNow, UnknownRedemption, UnknownReward
from zegel.decide.bringing_back import check_its_day
from zegel.decide.effects import Effect, GiveBack, Spend
from zegel.decide.plan import Plan, plan_of
from zegel.decide.rewards import check_budget, check_last, chosen_gift, price_of_reward
from zegel.decide.sale import MemberFacts
from zegel.decide.skipped import facts_from
from zegel.flows.commands import CancelRedemption, OrderReward, Redeem, Use
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import facts_without_basket, member_facts
from zegel.flows.lots import kept_until, own_lots, spent_from
from zegel.flows.paying import issue
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish, receipt_read
from zegel.flows.stock import counters_of, draws_of, left_of, stock_back
from zegel.flows.taken import count_taken, uncount_taken
from zegel.flows.windows import rolling_sums
from zegel.ledger.accounts import ISSUED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import ReturnMark
from zegel.program.coupons import token_of
from zegel.program.model import Reward
from zegel.program.stored_value import STORE_CREDIT

WHOLE = 0
"""The line number under which a cancelled redemption is marked as returned, and a sale whose earnings a review refused."""


def wants(command: Redeem | OrderReward) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def _reward(plan: Plan, what: str) -> Reward:
    reward = plan.compiled.rewards.get(what)
    if reward is None:
        raise UnknownReward(what=what[:60])
    return reward


def needs(shelf: Shelf, command: Redeem | OrderReward, resolved: Resolved) -> Needs:
    """The purse with the lots that the reward costs, and the reward's stock."""
    header = command.header
    plan = plan_of(shelf.live_at(header.happened_at))
    reward = _reward(plan, command.reward)
    cost = (reward.token, command.count) if reward.token else (reward.cost_unit, reward.cost * command.count)
    sums = rolling_sums(plan, header.business_date)
    return Needs(
        (PurseNeeds(purse_meant(resolved, command.who), spend=(cost,) if cost[0] else (), sums=sums),),
        counters=counters_of(plan, reward, header.branch, header.business_date),
    )


def run(facts: Facts, resolved: Resolved, command: Redeem) -> Outcome:
    """Checks in the order of domain.md M28 (decide.rewards)."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    draft, effects, member, totals = granted(facts, resolved, plan, command)
    book_spent(draft, effects)
    effects += give_coupons(plan, draft, effects, header.business_date, header.happened_at)
    if credit := credit_of(plan, command.reward) * command.count:
        effects += [issue(plan, draft, STORE_CREDIT, credit, header, ISSUED), *settle(draft, STORE_CREDIT)]
    uses = (Use(command.reward, command.count, command.choice),)
    entry, receipt = finish(facts, plan, draft, header, "redeem", effects, member, totals=f"{{{totals}}}", uses=uses)
    return Outcome((entry,), receipt, draws=draws_of(facts, effects, plan, header.branch, header.business_date))


def granted(facts: Facts, resolved: Resolved, plan: Plan, command: Redeem | OrderReward) -> tuple[Draft, list[Effect], MemberFacts, str]:
    """What the member gets, where nothing stands in its way; counted, not booked yet. The last is what the receipt's totals say."""
    header = command.header
    reward = _reward(plan, command.reward)
    purse = ready(facts, purse_meant(resolved, command.who), header.at, spends=True)
    if reward.credit_minor and not purse.since:
        raise MemberNeeded()
    member = member_facts(facts, plan, purse, header.business_date)
    looks_at = facts_without_basket(plan, header, member)
    spendable = purse.spendable(reward.token or reward.cost_unit)
    left = left_of(facts, plan, reward, header.branch, header.business_date)
    spend = price_of_reward(plan.compiled, reward, looks_at, command.count, spendable, left)
    if reward.off_minor or reward.off_bp:
        raise RewardNotNow(what=reward.id, test="basket")
    gift = chosen_gift(reward, command.choice)
    check_budget(reward, left, reward.costs_shop(command.count, 0))
    check_last(plan.compiled, reward, looks_at)
    draft = Draft(purse)
    effects: list[Effect] = [spend] if gift is None else [spend, gift]
    count_taken(plan, draft, header.business_date, effects)
    return draft, effects, member, f'"pays_minor":{reward.cash_minor * command.count}' if reward.cash_minor else ""


def cancel_wants(command: CancelRedemption) -> Wants:
    """The earlier answer and the purse of the redemption."""
    return Wants((command.header.source, command.header.key), (), None, (command.redemption.purse,))


def cancel_needs(_shelf: Shelf, command: CancelRedemption, resolved: Resolved) -> Needs:
    """The purse, the redemption's receipt, and whether it was cancelled before."""
    r = command.redemption
    if r.purse not in resolved.known_purses:
        raise UnknownRedemption()
    key = (r.purse, r.seq)
    return Needs((PurseNeeds(resolved.follow(r.purse), opened_by=(key,), returned_of=(key,)),), (r,))


def cancel_run(facts: Facts, resolved: Resolved, command: CancelRedemption) -> Outcome:
    """What it cost goes back to its lots, with their old dates; stock goes back too."""
    r, header = command.redemption, command.header
    purse = ready(facts, resolved.follow(r.purse), header.at)
    if r not in facts.receipts:
        raise UnknownRedemption()
    document = receipt_read(facts, r)
    if document.body["kind"] != "redeem":
        raise NotARedemption(kind=document.body["kind"])
    if purse.returned.get((r.purse, r.seq, WHOLE)):
        raise AlreadyCancelled()
    live, handed_over = facts.shelf.live_at(header.happened_at), document.body
    check_its_day(live, handed_over["branch"], Day(handed_over["business_date"]), header.happened_at, command.reason)
    plan = plan_of(facts.shelf.by_digest(bytes.fromhex(document.body["program"])))
    spends = [Spend(e["what"], e["unit"], e["count"], e["times"]) for e in document.body["effects"] if e["effect"] == "spend"]
    draft = Draft(purse)
    effects: list[Effect] = []
    for spend in spends:
        lots = spent_from(facts, document, r, spend.unit)
        give_back(draft, spend.unit, spend.count, 0, r.purse, lots, header.at, kept_until(plan, header.business_date))
        effects.append(GiveBack(spend.unit, spend.count))
        effects += settle(draft, spend.unit)
        if coupon := coupon_of(plan, spend.what):
            unit, count = token_of(coupon), plan.coupons[coupon].piece * spend.times
            effects += given_back(draft, unit, count, own_lots(purse, r, unit))
        if credit := credit_of(plan, spend.what):
            effects += given_back(draft, STORE_CREDIT, credit * spend.times, own_lots(purse, r, STORE_CREDIT))
    draft.returned.append(ReturnMark(r.purse, r.seq, WHOLE, sum(s.times for s in spends)))
    draft.undoes = r.seq if r.purse == purse.id else 0
    uncount_taken(plan, draft, document)
    member = facts_from(document)
    paid = document.body["totals"].get("pays_minor", 0)
    entry, receipt = finish(
        facts, plan, draft, header, "cancel redemption", effects, member, of=str(r), reason=command.reason,
        totals=f'{{"refund_minor":{paid}}}' if paid else "{}", branch=document.body["branch"],
    )  # fmt: skip
    return Outcome((entry,), receipt, draws=stock_back(plan, document))
