"""Goods come back: judged by the sale's own version and facts, cumulative, partial or whole."""

from typing import Final

from zegel.booking.earnings import fill_cards, settle
from zegel.booking.memberships import terms_back
from zegel.booking.returns import give_back, take_back
from zegel.core.ids import ReceiptId
from zegel.core.periods import Day, plus_days
from zegel.core.purchase import Purchase
from zegel.core.purchase_document import purchase_from
from zegel.core.refusals import MoreThanSold, NotASale, ReasonMissing, ReturnTooLate, UnknownLine, UnknownReceipt
from zegel.core.value import value
from zegel.decide.bringing_back import LastDay, came_in_time, last_days, on_trial, too_late
from zegel.decide.cases import TRIAL
from zegel.decide.document import Document
from zegel.decide.effects import Change, Effect, GiveBack, TakeBack
from zegel.decide.filling import measured
from zegel.decide.lasting import expiry_of
from zegel.decide.plan import Plan, plan_of
from zegel.decide.returning import Standing, earned_by, standing
from zegel.decide.sale import MemberFacts
from zegel.decide.skipped import facts_from
from zegel.decide.waits import Waits
from zegel.flows.bounded import things_back
from zegel.flows.card_lines import both_booked, empty
from zegel.flows.cards import hand_back_cards
from zegel.flows.codes_returned import codes_returned
from zegel.flows.commands import Header, ReturnedLine, ReturnGoods
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.invoices import moved, standing_of
from zegel.flows.lots import first_lot, kept_until, lapsed_before_merges, own_lots, spent_from
from zegel.flows.on_trial import Brought, ended_by_return
from zegel.flows.paying_back import refund_paid
from zegel.flows.price_drop import GIVEN, credit_back
from zegel.flows.printed import back
from zegel.flows.purses import ready
from zegel.flows.rebates_back import NEEDS as REBATES
from zegel.flows.rebates_back import gifts_of_rebates_back, rebates_back
from zegel.flows.receipts import finish, sale_read
from zegel.flows.redeem import WHOLE
from zegel.flows.refunds import Case, earned_by_today, gifts_back, mode_of, refunded, totals_of, uses_back, worth_left
from zegel.flows.sale import look_at_terms
from zegel.flows.still_waiting import still_waits
from zegel.flows.stock import stock_back
from zegel.flows.taken import uncount_taken
from zegel.flows.tallies import REPRICED, TRIED, add, lapsed, short_of, so_far, taken
from zegel.ledger.accounts import AVAILABLE, EXPIRED, ISSUED, PENDING
from zegel.ledger.draft import Draft
from zegel.ledger.entries import SALES, Count, LotTerms, ReturnMark

DOUBTFUL: Final = "doubtful"
"""What counts how often somebody was given the benefit of the doubt (domain.md M51)."""


def wants(command: ReturnGoods) -> Wants:
    """The earlier answer and the sale's purse."""
    return Wants((command.header.source, command.header.key), (), None, (command.sale.purse,))


def needs(_shelf: Shelf, command: ReturnGoods, resolved: Resolved) -> Needs:
    """The purse with the sale's own lots and what came back of it before, also the one that was merged into it, and the sale's receipt."""
    sale = command.sale
    if sale.purse not in resolved.known_purses:
        raise UnknownReceipt()
    key = (sale.purse, sale.seq)
    kinds = (GIVEN, TRIAL, *REBATES)
    now = resolved.follow(sale.purse)
    before = () if now == sale.purse else (PurseNeeds(sale.purse, opened_by=(key,)),)
    return Needs((PurseNeeds(now, opened_by=(key,), returned_of=(key,), dossiers=kinds), *before), (sale,))


@value
class Net:
    """The return is part of an exchange: a purchase settles what it takes below zero, but for `short` of a unit, which is not taken.

    `kept_minor` of the money that comes back pays for that purchase.
    """

    short: dict[str, int]
    kept_minor: int


def run(facts: Facts, resolved: Resolved, command: ReturnGoods) -> Outcome:
    """Refund, take back, give back."""
    return taken_back(facts, resolved, command)


def taken_back(facts: Facts, resolved: Resolved, command: ReturnGoods, net: Net | None = None) -> Outcome:
    """The same, by itself or as part of an exchange."""
    header, sale = command.header, command.sale
    purse = ready(facts, resolved.follow(sale.purse), header.at)
    document = sale_read(facts, sale)
    if document.body["kind"] not in SALES:
        raise NotASale(kind=document.body["kind"])
    plan = plan_of(facts.shelf.by_digest(bytes.fromhex(document.body["program"])))
    assert document.purchase is not None
    purchase, member = purchase_from(document.purchase), facts_from(document)
    before = {line.number: purse.returned.get((sale.purse, sale.seq, line.number), 0) for line in purchase.lines}
    windows = _in_time(plan, purchase, member, before, command)
    coming = _quantities(purchase, before, command.lines)
    after = {number: before[number] + coming.get(number, 0) for number in before}
    refused = bool(purse.returned.get((sale.purse, sale.seq, WHOLE)))
    draft = Draft(purse)
    case = Case(plan, document, sale, purchase, member, draft, before, after)
    tried = _tried(case, coming, header)
    reprice = mode_of(case, "" if tried else command.cause)
    earlier, now = _standings(facts, case, header, refused=refused, reprice=reprice, tried=tried)
    for line in purchase.lines:
        if line.number in coming:
            draft.returned.append(ReturnMark(sale.purse, sale.seq, line.number, coming[line.number]))
    refunds = refunded(case, coming, earlier, now, reprice=reprice)
    gone = {line.number for line in purchase.lines if after[line.number] >= line.quantity}
    worth = worth_left(case, refunds)
    trials = ended_by_return(facts, purse, sale, refunds, gone, worth, header.at) if plan.trials else Brought([], (), refunds)
    emptied, refunds = empty(facts, document, coming, trials.refunds, header)
    gifts = gifts_back(case, sum([refund.amount_minor for refund in refunds]))
    usual = plus_days(purchase.business_date, plan.compiled.program.settings.return_within_days)
    effects: list[Effect] = [*refunds, *came_in_time(windows, tuple(coming), header.business_date, usual), *gifts, *emptied.effects]
    effects += _give_back(facts, plan, draft, document, sale, earlier, now, header)
    effects += _give_again(facts, case, earlier, now, header)
    effects += _take_back(facts, case, earlier, now, header, net, effects)
    draft.counts += [*([] if refused else _uncount(facts, case, header, earlier, now)), *_doubted(command)]
    cheaper, dossiers = credit_back(facts, draft, sale, purchase.lines, after, header)
    refund = sum([one.amount_minor for one in refunds]) - sum([gift.deducted_minor for gift in gifts])
    rebates = rebates_back(facts, case, coming, refund, header)
    effects += [*cheaper, *trials.effects, *rebates.effects]
    totals = totals_of(refund - rebates.off_refund, reprice=reprice, not_charged=trials.not_charged)
    paid, totals = refund_paid(facts, plan, draft, document, totals, command, net.kept_minor if net else 0)
    paid = paid.beside(back(facts, plan, draft, document, purchase, before, after, header))
    gave = gifts_of_rebates_back(facts, case, coming, effects + paid.effects, header)
    free_again = uses_back(case)
    uncount_taken(plan, draft, document, free_again)
    effects += [*paid.effects, *gave.effects]
    entry, receipt = finish(
        facts, plan, draft, header, "return", effects, member, totals=totals, of=str(sale), reason=command.reason, branch=purchase.branch
    )
    also, linked = both_booked(facts, plan, header, receipt.id, emptied, paid)
    draws, moves = codes_returned(plan, document, purchase, before, after)
    return Outcome(
        (*also, entry),
        receipt,
        draws=stock_back(plan, document, free_again) + things_back(plan, document, gifts) + draws,
        linked=linked,
        codes=moves,
        dossiers=dossiers + trials.dossiers + rebates.dossiers + gave.dossiers,
    )


def _in_time(
    plan: Plan, purchase: Purchase, member: MemberFacts, before: dict[int, int], command: ReturnGoods
) -> dict[int, LastDay]:  # fmt: skip
    """Until when each line may come back; refuses what comes later, unless somebody says why it is taken back all the same."""
    windows = last_days(plan, purchase, member)
    asked = [line.number for line in command.lines] or [n.number for n in purchase.lines if n.quantity > before[n.number]]
    late = too_late(windows, asked or list(windows), command.header.business_date)
    if late is not None and not command.reason.strip():
        raise ReturnTooLate(last_day=late.day, days=late.days, rule=late.rule)
    return windows


def _tried(case: Case, coming: dict[int, int], header: Header) -> bool:
    """Whether something comes back of which the trial is not over; noted for the returns that follow."""
    trials = on_trial(case.plan, case.purchase, case.member) if case.plan.trials else []
    days = [trial.days for line, trial in trials if line.number in coming]
    tried = any(header.business_date <= plus_days(case.purchase.business_date, n) for n in days)
    add(case.draft, case.sale, TRIED, int(tried))
    return tried


def _standings(
    facts: Facts, case: Case, header: Header, *, refused: bool, reprice: bool, tried: bool
) -> tuple[Standing, Standing]:  # fmt: skip
    """What the sale stood at before this return, and what it stands at with it."""
    plan, draft, sale = case.plan, case.draft, case.sale
    had = so_far(draft, sale, TRIED) > 0
    was, will = earned_by_today(facts, case, header) if not refused else (None, None)
    repriced = so_far(draft, sale, REPRICED) > 0
    document, purchase, member = case.document, case.purchase, case.member
    earlier = standing(plan, document, purchase, member, case.before, refused=refused, reprice=repriced, earned=was, tried=had)
    will = None if tried else will
    now = standing(plan, document, purchase, member, case.after, refused=refused, reprice=reprice, earned=will, tried=had or tried)
    return earlier, now


def _quantities(purchase: Purchase, before: dict[int, int], asked: tuple[ReturnedLine, ...]) -> dict[int, int]:
    """Line → how much comes back now; refuses more than was sold and not yet returned."""
    sold = {line.number: line.quantity for line in purchase.lines}
    coming: dict[int, int] = {}
    if not asked:
        coming = {number: quantity - before[number] for number, quantity in sold.items() if quantity > before[number]}
        if not coming:
            raise MoreThanSold(line=purchase.lines[0].number if purchase.lines else 0, left=0)
        return coming
    for line in asked:
        if line.number not in sold:
            raise UnknownLine(line=line.number)
        left = sold[line.number] - before[line.number] - coming.get(line.number, 0)
        quantity = line.quantity or left
        if quantity > left or quantity <= 0:
            raise MoreThanSold(line=line.number, left=left)
        coming[line.number] = coming.get(line.number, 0) + quantity
    return coming


def _doubted(command: ReturnGoods) -> list[Count]:
    """One more time that somebody was given the benefit of the doubt, with the reason; it is told to staff, and decides nothing."""
    if command.doubtful and not command.reason.strip():
        raise ReasonMissing()
    return [Count(DOUBTFUL, command.header.business_date, 1)] if command.doubtful else []


def _uncount(facts: Facts, case: Case, header: Header, earlier: Standing, now: Standing) -> list[Count]:
    """What the measures lose, also those that only today's version counts (they were filled in)."""
    plan, document, before, after = case.plan, case.document, case.before, case.after
    live = plan_of(facts.shelf.live_at(header.happened_at))
    newer = [measure for measure in live.measures if measure not in plan.measures]
    was, is_now = dict(earlier.measures), dict(now.measures)
    if newer:
        was |= measured(live, document, before, newer)
        is_now |= measured(live, document, after, newer)
    day = Day(document.body["business_date"])
    counts = [Count(m, day, delta) for m in sorted(was.keys() | is_now.keys()) if (delta := is_now.get(m, 0) - was.get(m, 0))]
    if plan.reported or live.reported:
        invoice = standing_of(case.draft.purse, case.sale, case.purchase)
        counts += moved(facts, header, document, (before, invoice), (after, invoice))
    return counts


def _give_back(
    facts: Facts, plan: Plan, draft: Draft, document: Document, sale: ReceiptId, earlier: Standing, now: Standing, header: Header
) -> list[Effect]:
    """What was spent on the returned goods goes back to its lots."""
    effects: list[Effect] = []
    earliest = kept_until(plan, header.business_date)
    for unit in sorted(now.given_back):
        skip = earlier.given_back.get(unit, 0)
        count = now.given_back[unit] - skip
        if count > 0:
            give_back(draft, unit, count, skip, sale.purse, spent_from(facts, document, sale, unit), header.at, earliest)
            effects.append(GiveBack(unit, count))
            effects += settle(draft, unit)
    return effects


def _take_back(
    facts: Facts, case: Case, earlier: Standing, now: Standing, header: Header, net: Net | None, given: list[Effect]
) -> list[Effect]:  # fmt: skip
    """What the returned goods had earned is taken back, as far as the program takes it.

    What earlier returns of this sale could not take goes with it, out of what this one has `given` back beyond that: so that any
    partition of returns comes to one return, and what was earned since is left alone.
    """
    effects: list[Effect] = []
    plan, draft = case.plan, case.draft
    came: dict[str, int] = {}
    for effect in given:
        if isinstance(effect, GiveBack):
            came[effect.unit] = came.get(effect.unit, 0) + effect.count
    for n, unit in enumerate(sorted(earned_by(case.document))):
        due = max(earlier.earned.get(unit, 0) - now.earned.get(unit, 0), 0)
        again = min(so_far(draft, case.sale, short_of(n)), max(came.get(unit, 0) - due, 0))
        count = due + again
        if not count:
            continue
        gone = _lapsed_before(facts, case, n, unit, count)
        count -= gone
        own = own_lots(draft.purse, case.sale, unit)
        if unit in plan.memberships:
            look_at_terms(plan, draft.purse, [unit])
            own = terms_back(draft, unit, own)
        if unit in plan.cards:
            # What waits or lapsed of the sale's own stamps goes first: no card was filled with those.
            here = count - sum([draft.left(lot, account) for lot in own for account in (PENDING, EXPIRED)])
            if draft.balance(unit, AVAILABLE) < here:
                effects += hand_back_cards(facts, plan, draft, unit, here, header)
        if net is None:
            short = take_back(draft, unit, count, own, below_zero=plan.compiled.program.settings.below_zero)
        else:
            short = min(net.short.get(unit, 0), count)
            take_back(draft, unit, count - short, own, below_zero="allowed")
        if gone + count > short:
            effects.append(TakeBack(unit, gone + count - short))
        if short != again:
            effects.append(Change("shortfall", unit, again - short))
        add(draft, case.sale, short_of(n), short - again)
        if unit in plan.cards:
            effects += settle(draft, unit)  # an undone card gives back more than this return takes
        if plan.compiled.program.settings.returns_by_today:
            add(draft, case.sale, taken(n), due)
    return effects


def _lapsed_before(facts: Facts, case: Case, n: int, unit: str, count: int) -> int:
    """Takes of `count` what lapsed of the sale's own points before its purse was merged into this one, and was not taken since; how many.

    The lapse stands in the books of the purse that went, which take nothing more: it is undone here, on no lot.
    """
    there = lapsed_before_merges(facts, case.draft.purse, case.sale, unit) - so_far(case.draft, case.sale, lapsed(n))
    taken_now = min(count, there)
    if taken_now > 0:
        case.draft.move(unit, EXPIRED, ISSUED, taken_now, None)
        add(case.draft, case.sale, lapsed(n), taken_now)
    return max(taken_now, 0)


def _give_again(facts: Facts, case: Case, earlier: Standing, now: Standing, header: Header) -> list[Effect]:
    """What an earlier return took and the basket as it is now earns after all (a rule for small baskets): a lot of its own.

    It waits for what the points of the sale wait for.
    """
    effects: list[Effect] = []
    plan, draft, on = case.plan, case.draft, case.purchase.business_date
    for n, unit in enumerate(sorted(earned_by(case.document))):
        count = now.earned.get(unit, 0) - earlier.earned.get(unit, 0)
        if count <= 0:
            continue
        effects.append(GiveBack(unit, count))
        waiting = still_waits(plan, draft, case.document, case.sale, unit, header.at)
        until = header.at if waiting is None else waiting.until
        expires = max(expiry_of(plan, unit, on, None if waiting is None else until), kept_until(plan, header.business_date))
        terms = LotTerms(case.purchase.happened_at, until, expires, first_lot(facts, draft.purse, case.sale, unit))
        if waiting is not None:
            draft.open(unit, PENDING, count, terms)
            effects.append(Waits(unit, count, until, waiting.event))
        else:
            draft.open(unit, AVAILABLE, count, terms)
            effects += settle(draft, unit)
            if unit in plan.cards:
                effects += fill_cards(plan, draft, unit, header.business_date, header.happened_at)
        if plan.compiled.program.settings.returns_by_today:
            add(draft, case.sale, taken(n), -count)
    return effects
