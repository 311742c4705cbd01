"""A basket that was paid becomes a receipt."""

from zegel.booking.earnings import book_spent
from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier, Purchase
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan, plan_of
from zegel.flows import plain_sale
from zegel.flows.at_once import lifted_with
from zegel.flows.bounded import bounded_counters, with_room
from zegel.flows.by_itself import by_itself, kinds_asked
from zegel.flows.card_lines import cards_minor, check_new, sell
from zegel.flows.card_register import hashes_of as hashes_of_cards
from zegel.flows.catalogue import skus_of, with_articles
from zegel.flows.codes import code_counters, hashes_of, taken
from zegel.flows.commands import OpenHold, Quote, RecordPurchase, SoldCard, Use
from zegel.flows.errands import sent
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.on_trial import begun, earned_with
from zegel.flows.own_coupons import all_codes, counters_of_codes, spent_on_own
from zegel.flows.paid_stamps import sell_stamps, stamps_asked
from zegel.flows.paid_value import months, sold_draws
from zegel.flows.paying import NONE_PAID, Payment, cards_of, pay, payment_needs, payments_of
from zegel.flows.printed import leads_to, printed, spend
from zegel.flows.printed_shown import identifiers_of, paper_needs
from zegel.flows.purses import check_spending, purse_meant, ready
from zegel.flows.receipts import finish
from zegel.flows.sale import check_lines, check_place, check_shape, count_and_rank, is_late, judge, look_at_terms, wishes_of
from zegel.flows.stock import counters_of, draws_of
from zegel.flows.taken import count_taken
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotRef
from zegel.ledger.purse import Purse
from zegel.program.coupons import token_of
from zegel.program.model import PointsOff, Reward

NOBODY = PurseId(bytes(16))
"""The purse of a quote without a card."""


def wants(command: RecordPurchase | Quote) -> Wants:
    """The earlier answer, the member, and whether the receipt number is new."""
    who, header = command.who, command.header
    number = command.purchase.receipt_number if isinstance(command, RecordPurchase) else ""
    return Wants(
        (header.source, header.key) if header.key else None,
        (
            *((who,) if isinstance(who, Identifier) else ()),
            *cards_of(command.purchase),
            *[sold.card for sold in sells_of(command)],
            *(identifiers_of(command.codes) if command.codes else ()),
        ),
        (header.source, number) if number else None,
        () if who is None or isinstance(who, Identifier) else (who,),
        hashes_of(command.codes) if command.codes else (),
        skus_of(command.purchase),
        hashes_of_cards([sold.card for sold in sells_of(command)]),
    )


def needs(shelf: Shelf, command: RecordPurchase | Quote, resolved: Resolved) -> Needs:
    """The member's purse with the lots that may be spent and the sums that rules look at; nothing for a purse of its own."""
    command = with_articles(command, resolved)
    plan = plan_of(shelf.live_at(command.header.happened_at))
    check_shape(plan, command.purchase)
    check_new(resolved, sells_of(command))
    own, cards = payment_needs(payments_of(plan, command.purchase.tenders), resolved)
    if command.who is None:
        limits = code_counters(plan, resolved, command.codes, NOBODY, command.purchase) if command.codes else ()
        limits += bounded_counters(plan, command.purchase.branch, command.purchase.business_date)
        return Needs((*cards, *paper_needs(resolved, command.codes)), counters=limits)
    may_spend, counters = spend_needs(plan, uses_meant(plan, command.uses), command.purchase)
    sums = rolling_sums(plan, command.purchase.business_date)
    purse = purse_meant(resolved, command.who)
    counters += counters_of_codes(plan, resolved, command.codes, command.uses, purse, command.purchase)
    counters += bounded_counters(plan, command.purchase.branch, command.purchase.business_date)
    counters += months(plan.compiled.program, command.purchase.business_date) if stamps_asked(plan, command.uses) else ()
    wanted = PurseNeeds(purse, spend=may_spend + own, sums=sums, dossiers=kinds_asked(plan), profile=plan.asks_people)
    return Needs((wanted, *cards, *paper_needs(resolved, command.codes, purse)), counters=counters)


def uses_meant(plan: Plan, asked: tuple[Use, ...]) -> tuple[Use, ...]:
    """What may be used: what was asked for, and what the program uses by itself."""
    return (*asked, *[Use(what, 0) for what in plan.by_themselves]) if plan.by_themselves else asked


def may_use(plan: Plan, purse: Purse, command: RecordPurchase | Quote | OpenHold) -> tuple[Payment, ...]:
    """What stored value is to pay; refuses `spending_blocked` where anything of the member's own would go and that is blocked.

    Choosing among discounts takes nothing of theirs; a reward, points, a coupon or store credit does.
    """
    payments = payments_of(plan, command.purchase.tenders)
    if purse.blocked:
        rules = [plan.compiled.rule_index(use.what) for use in command.uses]
        spent = any(index is not None and isinstance(plan.compiled.rules[index], PointsOff | Reward) for index in rules)
        if spent or any(use.what in plan.coupons for use in command.uses) or any(payment.card is None for payment in payments):
            check_spending(purse)
    return payments


def spend_needs(plan: Plan, uses: tuple[Use, ...], purchase: Purchase) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """What `uses` may spend at most, per unit, and the stock they draw on."""
    spend: list[tuple[str, int]] = []
    counters: list[str] = []
    for use in uses:
        index = plan.compiled.rule_index(use.what)
        rule = None if index is None else plan.compiled.rules[index]
        if use.what in plan.coupons:
            most = sum(max(line.net_minor, 0) for line in purchase.lines)
            spend.append((token_of(use.what), max(most, 1) if plan.coupons[use.what].in_parts else 1))
        elif isinstance(rule, PointsOff):
            spend.append((rule.unit, use.count or _most_worth(plan, rule, purchase)))
        elif isinstance(rule, Reward):
            times = max(use.count, 1)
            if rule.token or rule.cost_unit:
                spend.append((rule.token, times) if rule.token else (rule.cost_unit, rule.cost * times))
            counters += counters_of(plan, rule, purchase.branch, purchase.business_date)
    return tuple(spend), tuple(counters)


def _most_worth(plan: Plan, rule: PointsOff, purchase: Purchase) -> int:
    """The most points that could ever pay for this basket."""
    net = sum(max(line.net_minor, 0) for line in purchase.lines)
    step_minor = int(rule.takes_off(plan.compiled.units[rule.unit], rule.step))
    return net // max(step_minor, 1) * rule.step


def sells_of(command: RecordPurchase | Quote) -> tuple[SoldCard, ...]:
    """The gift cards among the lines that are put into circulation; a quote puts nothing."""
    return command.sells if isinstance(command, RecordPurchase) else ()


def _plainly(facts: Facts, plan: Plan, purse: Purse, command: RecordPurchase | Quote) -> Outcome | None:
    """`command` the short way: it is in time, nothing is used or entered, and stored value, cards sold and exchanges are not in it."""
    if (
        not isinstance(command, RecordPurchase) or command.uses or command.codes or command.sells or command.exchanged is not None
        or (command.purchase.tenders and payments_of(plan, command.purchase.tenders)) or is_late(plan, command.header)
    ):  # fmt: skip
        return None
    return plain_sale.book(facts, plan.compiled, purse, command)


def _drafted(purse: Purse, command: RecordPurchase | Quote) -> tuple[Draft, str]:
    """The entry that is to be made, and the receipt that it belongs with: the return, where the purchase is half of an exchange."""
    draft = Draft(purse)
    back = command.exchanged if isinstance(command, RecordPurchase) else None
    if back is None:
        return draft, ""
    draft.linked = LotRef(back.purse, back.seq, 0)
    return draft, str(back)


def _whose(facts: Facts, resolved: Resolved, command: RecordPurchase | Quote) -> tuple[Purse, tuple[PurseId, ...]]:
    """The purse of the basket, and where it is the basket's own, that it is new."""
    if command.who is not None:
        return ready(facts, purse_meant(resolved, command.who), command.header.at, earns=True), ()
    purse = Purse(command.new_purse if isinstance(command, RecordPurchase) else NOBODY)
    return purse, (purse.id,)


def run(facts: Facts, resolved: Resolved, command: RecordPurchase | Quote) -> Outcome:
    """Decision, booking, receipt. A quote is the same on facts that nobody keeps."""
    command = with_articles(command, resolved)
    header, purchase = command.header, command.purchase
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    check_place(plan, purchase)
    purse, new = _whose(facts, resolved, command)
    if not plan.by_themselves and not new and (booked := _plainly(facts, plan, purse, command)) is not None:
        return booked
    member = with_room(facts, plan, member_facts(facts, plan, purse, purchase.business_date), purchase, shown=not new)
    late = is_late(plan, header)
    payments, uses = may_use(plan, purse, command), command.uses
    codes = all_codes(plan, facts, resolved, command.codes, uses, purse, purchase, header.at, new=bool(new))
    if plan.by_themselves and not new:
        member, uses = by_itself(plan, facts, purse, purchase, member, uses, codes)
        if not uses and not member.withheld and (booked := _plainly(facts, plan, purse, command)) is not None:
            return booked
    check_lines(purchase)
    wishes = wishes_of(plan, facts, purse, purchase, uses, anonymous=bool(new)) if uses else ()
    at_once = bool(wishes) and plan.compiled.program.settings.points_at_once == "at once" and not late
    member, least, wishes = lifted_with(plan, purse, purchase, member, wishes, codes, at_once=at_once)
    stamps = stamps_asked(plan, command.uses) if command.uses else 0
    in_part = bool(payments) and isinstance(command, Quote)
    sale, totals = judge(plan, purchase, member, wishes, codes, in_part=in_part, stamps=stamps, stored=sum([p.amount for p in payments]))
    look_at_terms(plan, purse, [unit for unit, _, _ in sale.earned])
    draft, of = _drafted(purse, command)
    effects: list[Effect] = [*sale.priced.effects, *spent_on_own(plan, command.uses, codes, sale)]
    earned = earned_with(plan, draft, sale, purchase, member, review=late) if at_once else []
    book_spent(draft, effects)
    count_taken(plan, draft, purchase.business_date, effects)
    if stamps:
        effects += sell_stamps(facts, plan, draft, stamps, totals.stamps_minor, header)
    paid = pay(facts, resolved, draft, payments, header.at, anonymous=bool(new)) if payments else NONE_PAID
    paid = sell(plan, resolved, purchase, sells_of(command), header, paid)
    if not at_once:
        earned = earned_with(plan, draft, sale, purchase, member, review=late)
    trials, begins = begun(plan, draft, purchase, member, totals.later)
    told, tasks = sent(plan, draft, sale.errands, purchase.business_date, header.at, purchase.branch, member)
    effects += [*earned, *count_and_rank(plan, draft, purchase, sale, member, least), *trials, *told, *paid.effects]
    used = taken(plan, codes, effects, purse.id, purchase, hold=False)
    papers, code = spend(facts, plan, used.codes, header.at) if used.codes else NONE_PAID, printed(plan, command, earned)
    paid = paid.beside(papers)
    effects += [*papers.effects, *code]
    entry, receipt = finish(
        facts, plan, draft, header, "purchase", effects, member, purchase=purchase, failed=sale.failed, totals=totals.json(),
        review=late, uses=uses, codes=used.codes, of=of,
    )  # fmt: skip
    if new:
        facts.purses[purse.id] = purse
    also, linked = paid.book(facts, plan, header, receipt.id)
    return Outcome(
        (*also, entry), receipt, new_purses=new + paid.new_purses, identifiers=paid.identifiers + leads_to(command, purse, code),
        linked=linked, codes=used.moves, printed=paid.printed,
        dossiers=begins + tasks,
        draws=(draws_of(facts, effects, plan, purchase.branch, purchase.business_date) if wishes or plan.bounded else ()) + used.draws
        + sold_draws(plan, purchase.business_date, totals.stamps_minor + cards_minor(purchase, sells_of(command))),
        receipt_number=(header.source, purchase.receipt_number) if purchase.receipt_number else None,
    )  # fmt: skip
