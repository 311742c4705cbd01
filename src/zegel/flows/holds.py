"""A quote that sets aside what it uses: open, then commit, cancel, or time out (ten minutes unless the program says otherwise)."""

from dataclasses import replace

from zegel.booking.earnings import book_reserved
from zegel.core.periods import MINUTE, Instant
from zegel.core.purchase import Identifier, Purchase, Tender
from zegel.core.purchase_document import purchase_from, with_document
from zegel.core.refusals import HoldNotOpen, NotSetAside, UnknownHold
from zegel.decide.codes import codes_kept
from zegel.decide.discounts import Wish
from zegel.decide.document import Document
from zegel.decide.effects import Earn, Effect
from zegel.decide.kept import choices_kept
from zegel.decide.limits import windows_of_limits
from zegel.decide.plan import Plan, plan_of
from zegel.decide.sale import MemberFacts
from zegel.decide.skipped import facts_from
from zegel.flows.at_once import lifted_with
from zegel.flows.bounded import bounded_counters, with_room
from zegel.flows.by_itself import by_itself, kinds_asked
from zegel.flows.catalogue import skus_of, with_articles
from zegel.flows.codes import code_counters, codes_back, completed, hashes_of, known_again, still_hold, taken
from zegel.flows.commands import CancelHold, CommitHold, OpenHold, Use
from zegel.flows.due import let_go
from zegel.flows.errands import sent
from zegel.flows.facts import Draw, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.on_trial import begun, earned_with
from zegel.flows.own_coupons import all_codes, counters_of_codes, spent_on_own
from zegel.flows.paid_stamps import buy_stamps, stamps_asked
from zegel.flows.paid_value import check_room, months, sold_draws
from zegel.flows.paying import cancel_payments, cards_of, commit_payments, paid_by, pay, payment_needs, payments_of
from zegel.flows.printed import closed, leads_to, printed, spend
from zegel.flows.printed_shown import identifiers_of, paper_needs
from zegel.flows.purses import purse_meant, ready
from zegel.flows.receipts import finish, receipt_read
from zegel.flows.record_purchase import NOBODY, may_use, spend_needs, uses_meant
from zegel.flows.sale import check_shape, count_and_rank, is_late, judge, lifted, look_at_terms, wishes_of
from zegel.flows.stock import draws_of, stock_back
from zegel.flows.taken import count_taken, uncount_taken
from zegel.flows.windows import rolling_sums
from zegel.ledger.accounts import REDEEMED, RESERVED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import HoldMark
from zegel.ledger.purse import Purse


def open_wants(command: OpenHold) -> Wants:
    """The earlier answer and the member."""
    who, header = command.who, command.header
    shown = (*((who,) if isinstance(who, Identifier) else ()), *cards_of(command.purchase), *identifiers_of(command.codes))
    named = () if who is None or isinstance(who, Identifier) else (who,)
    return Wants((header.source, header.key), shown, None, named, hashes_of(command.codes), skus_of(command.purchase))


def open_needs(shelf: Shelf, command: OpenHold, resolved: Resolved) -> Needs:
    """As for a purchase."""
    command = with_articles(command, resolved)
    plan = plan_of(shelf.live_at(command.header.happened_at))
    check_shape(plan, command.purchase)
    if command.who is None:
        cards = payment_needs(payments_of(plan, command.purchase.tenders), resolved)[1]
        limits = bounded_counters(plan, command.purchase.branch, command.purchase.business_date)
        cards += paper_needs(resolved, command.codes)
        return Needs(cards, counters=limits + code_counters(plan, resolved, command.codes, NOBODY, command.purchase))
    may_spend, counters = spend_needs(plan, uses_meant(plan, command.uses), command.purchase)
    own, cards = payment_needs(payments_of(plan, command.purchase.tenders), resolved)
    meant = purse_meant(resolved, command.who)
    counters += bounded_counters(plan, command.purchase.branch, command.purchase.business_date)
    counters += counters_of_codes(plan, resolved, command.codes, command.uses, meant, command.purchase)
    counters += months(plan.compiled.program, command.purchase.business_date) if stamps_asked(plan, command.uses) else ()
    sums = rolling_sums(plan, command.purchase.business_date)
    purse = PurseNeeds(meant, spend=may_spend + own, sums=sums, dossiers=kinds_asked(plan), profile=plan.asks_people)
    return Needs((purse, *cards, *paper_needs(resolved, command.codes, meant)), counters=counters)


def open_run(facts: Facts, resolved: Resolved, command: OpenHold) -> Outcome:
    """Judge the basket and set aside what it uses. Who shows no card gets a purse of its own, as with a purchase."""
    command = with_articles(command, resolved)
    header, purchase = command.header, command.purchase
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    check_shape(plan, purchase)
    new = command.who is None
    purse = Purse(command.new_purse) if command.who is None else ready(facts, purse_meant(resolved, command.who), header.at, earns=True)
    member = member_facts(facts, plan, purse, purchase.business_date)
    member = with_room(facts, plan, member, purchase, shown=not new)
    uses = command.uses
    payments = may_use(plan, purse, command)
    codes = all_codes(plan, facts, resolved, command.codes, uses, purse, purchase, header.at, new=new)
    if plan.by_themselves and not new:
        member, uses = by_itself(plan, facts, purse, purchase, member, uses, codes)
    wishes = wishes_of(plan, facts, purse, purchase, uses, anonymous=new)
    late = is_late(plan, header)
    at_once = bool(wishes) and not late and _earns_for_sure(plan)
    member, _, wishes = lifted_with(plan, purse, purchase, member, wishes, codes, at_once=at_once)
    stamps = stamps_asked(plan, command.uses)
    stored = sum([payment.amount for payment in payments])
    sale, totals = judge(plan, purchase, member, wishes, codes, in_part=bool(payments), stamps=stamps, stored=stored)
    look_at_terms(plan, purse, [unit for unit, _, _ in sale.earned])
    check_room(facts, plan, purchase.business_date, totals.stamps_minor)
    draft = Draft(purse)
    effects: list[Effect] = [*sale.priced.effects, *spent_on_own(plan, command.uses, codes, sale)]
    book_reserved(draft, effects, at_once=at_once)
    count_taken(plan, draft, purchase.business_date, effects)
    expires_at = Instant(header.at + plan.compiled.program.settings.hold_minutes * MINUTE)
    paid = pay(facts, resolved, draft, payments, header.at, anonymous=not purse.since, until=expires_at)
    effects += paid.effects
    draft.hold = HoldMark(draft.seq, "open", expires_at)
    # Points come with the payment, but a code that gives points is set aside now.
    gives = (*effects, *[Earn(unit, count, tuple(parts), 0, header.at, header.at) for unit, count, parts in sale.earned])
    used = taken(plan, codes, gives, purse.id, purchase, hold=True)
    papers = spend(facts, plan, used.codes, header.at, expires_at)
    paid = paid.beside(papers)
    effects += papers.effects
    entry, receipt = finish(
        facts, plan, draft, header, "hold", effects, member, purchase=purchase, failed=sale.failed,
        totals=totals.json(expires_at), uses=uses, review=late, codes=used.codes,
    )  # fmt: skip
    if new:
        facts.purses[purse.id] = purse
    also, linked = paid.book(facts, plan, header, receipt.id)
    return Outcome(
        (*also, entry), receipt, new_purses=(purse.id,) if new else (),
        draws=draws_of(facts, effects, plan, purchase.branch, purchase.business_date) + used.draws, linked=linked,
        codes=used.moves,
    )  # fmt: skip


def close_wants(command: CommitHold | CancelHold) -> Wants:
    """The earlier answer, the purse of the hold, and whether the receipt number is new."""
    header = command.header
    number = command.receipt_number if isinstance(command, CommitHold) else ""
    return Wants((header.source, header.key), (), (header.source, number) if number else None, (command.hold.purse,))


def close_needs(_shelf: Shelf, command: CommitHold | CancelHold, resolved: Resolved) -> Needs:
    """The purse with its open holds, and the hold's receipt."""
    if command.hold.purse not in resolved.known_purses:
        raise UnknownHold()
    return Needs((PurseNeeds(resolved.follow(command.hold.purse), holds=True),), (command.hold,))


def commit_run(facts: Facts, resolved: Resolved, command: CommitHold) -> Outcome:
    """The held basket was paid: judged by the facts and the version of the hold, a sale of the branch that it was put together at."""
    purse, document = _held(facts, resolved, command)
    plan = plan_of(facts.shelf.by_digest(bytes.fromhex(document.body["program"])))
    assert document.purchase is not None
    if payments_of(plan, command.tenders):
        raise NotSetAside()
    purchase = _as_paid(purchase_from(document.purchase), command, document)
    header = replace(command.header, branch=purchase.branch)
    member, late = facts_from(document), bool(document.body["review"])
    uses = tuple(Use(*kept) for kept in document.body["uses"])
    wishes = _wishes_held(plan, document, uses)
    held_codes = codes_kept(document.body)
    moves, codes = completed(plan, document)
    draws: tuple[Draw, ...] = ()
    if held_codes and plan.compiled.program.settings.codes_count == "when completed":
        known_again(facts, plan, document, purse.id, purchase)
        still_hold(facts, plan, held_codes, purse.id, purchase)
    now = replace(member_facts(facts, plan, purse, purchase.business_date), left=member.left)
    owed = _own_points(purse, command, document)
    member = member if owed else _limited(plan, member, now)
    stamps = stamps_asked(plan, uses)
    stored = sum([effect["count"] for effect in paid_by(document)])
    sale, totals = judge(plan, purchase, member, wishes, held_codes, in_part=not command.tenders, stamps=stamps, stored=stored)
    look_at_terms(plan, purse, [unit for unit, _, _ in sale.earned])
    draft = Draft(purse)
    for p in purse.holds[command.hold.seq].reserved:
        draft.move(p.unit, RESERVED, REDEEMED, p.amount, p.lot)
    draft.hold = HoldMark(command.hold.seq, "committed", purse.holds[command.hold.seq].expires_at)
    effects: list[Effect] = [*sale.priced.effects, *spent_on_own(plan, uses, held_codes, sale)]
    effects += buy_stamps(draft, stamps, totals.stamps_minor, header)
    earned = earned_with(plan, draft, sale, purchase, member, review=late, owed=owed)
    assert owed.keys() <= {effect.unit for effect in earned if isinstance(effect, Earn)}, "what a basket uses of its own it earns"
    effects += earned
    # The ladder looks at what was counted until now: other baskets may have been paid or returned since the hold was opened.
    effects += count_and_rank(plan, draft, purchase, sale, now, lifted(plan, purse, purchase, now, wishes, held_codes)[1])
    paid = commit_payments(facts, document, draft, header.at)
    trials, begins = begun(plan, draft, purchase, member, totals.later)
    told, tasks = sent(plan, draft, sale.errands, purchase.business_date, header.at, purchase.branch, member)
    effects += [*paid.effects, *trials, *told]
    if held_codes and plan.compiled.program.settings.codes_count == "when completed":
        used = taken(plan, held_codes, effects, purse.id, purchase, hold=False)
        draws, moves, codes = used.draws, used.moves, used.codes
        papers = spend(facts, plan, codes, header.at)
    else:
        papers = closed(facts, plan, document, header.at, paid=True)
    code = printed(plan, command, earned)
    paid = paid.beside(papers)
    effects += [*papers.effects, *code]
    entry, receipt = finish(
        facts, plan, draft, header, "commit", effects, member, purchase=purchase, failed=sale.failed,
        totals=totals.json(), of=str(command.hold), uses=uses, review=late, codes=codes,
    )  # fmt: skip
    also, linked = paid.book(facts, plan, header, receipt.id)
    number = command.receipt_number
    return Outcome(
        (*also, entry), receipt, draws=draws + sold_draws(plan, purchase.business_date, totals.stamps_minor),
        receipt_number=(header.source, number) if number else None, linked=linked, codes=moves,
        dossiers=begins + tasks, identifiers=leads_to(command, purse, code),
    )  # fmt: skip


def cancel_run(facts: Facts, resolved: Resolved, command: CancelHold) -> Outcome:
    """The held basket was not bought."""
    purse, document = _held(facts, resolved, command)
    plan = plan_of(facts.shelf.by_digest(bytes.fromhex(document.body["program"])))
    draft = Draft(purse)
    effects = let_go(draft, command.hold.seq, command.header.at)
    paid = cancel_payments(facts, document, command.header.at).beside(closed(facts, plan, document, command.header.at, paid=False))
    effects += paid.effects
    uncount_taken(plan, draft, document)
    member = facts_from(document)
    entry, receipt = finish(facts, plan, draft, command.header, "cancel hold", effects, member, of=str(command.hold))
    draws, moves = codes_back(plan, document)
    also, linked = paid.book(facts, plan, command.header, receipt.id)
    return Outcome((*also, entry), receipt, draws=stock_back(plan, document) + draws, linked=linked, codes=moves)


def _limited(plan: Plan, held: MemberFacts, now: MemberFacts) -> MemberFacts:
    """What was known at the hold, with limits as they stand: baskets that were paid meanwhile earned too."""
    limits = windows_of_limits(plan.compiled)
    windows = [b if i in limits else a for i, (a, b) in enumerate(zip(held.windows, now.windows, strict=True))]
    return replace(held, windows=tuple(windows)) if limits else held


def _held(facts: Facts, resolved: Resolved, command: CommitHold | CancelHold) -> tuple[Purse, Document]:
    """The purse and the hold's receipt; refuses `unknown_hold` and `hold_not_open` (with the state it is in)."""
    purse = ready(facts, resolved.follow(command.hold.purse), command.header.at)
    if command.hold not in facts.receipts:
        raise UnknownHold()
    document = receipt_read(facts, command.hold)
    if document.body["kind"] != "hold":
        raise UnknownHold()
    # A merge takes no open hold along: what has the same number in the purse that took over is another one.
    hold = purse.holds.get(command.hold.seq) if purse.id == command.hold.purse else None
    if hold is None or hold.state != "open":
        raise HoldNotOpen(state=hold.state if hold else "closed")
    return purse, document


def _earns_for_sure(plan: Plan) -> bool:
    """Whether a basket that is set aside can already use what it earns: at once, and whatever it will be paid with."""
    return plan.compiled.program.settings.points_at_once == "at once" and not plan.earns_nothing_on


def _own_points(purse: Purse, command: CommitHold, document: Document) -> dict[str, int]:
    """Per unit, what is used of what this basket earns itself: more than was there to be set aside (semantics 15)."""
    found: dict[str, int] = {}
    for effect in document.body["effects"]:
        if effect["effect"] == "spend" or (effect["effect"] == "pay" and effect["purse"] == document.body["purse"]):
            found[effect["unit"]] = found.get(effect["unit"], 0) + effect["count"]
    for p in purse.holds[command.hold.seq].reserved:
        found[p.unit] = found.get(p.unit, 0) - p.amount
    assert all(count >= 0 for count in found.values()), "no more was set aside than is used"
    return {unit: count for unit, count in found.items() if count}


def _wishes_held(plan: Plan, document: Document, uses: tuple[Use, ...]) -> tuple[Wish, ...]:
    """What was chosen of discounts, and the wishes with what was spent on them: set aside already, so enough by definition."""
    points_off = {rule.id for rule in plan.compiled.program.points_off}
    chosen: dict[str, list[int]] = {}
    for use in uses:
        chosen.setdefault(use.what, []).append(use.choice)
    spends = [e for e in document.body["effects"] if e["effect"] == "spend" and e["what"] not in plan.coupons]
    # Used twice, a rule stands there twice, in the order of asking.
    granted = [Wish(e["what"], e["count"] if e["what"] in points_off else e["times"], e["count"], chosen[e["what"]].pop(0)) for e in spends]
    return (*choices_kept(plan, document), *granted)


def _as_paid(held: Purchase, command: CommitHold, document: Document) -> Purchase:
    """The held purchase under its receipt number and with what was paid: the stored value that it set aside, then the rest."""
    aside = tuple(Tender(e["unit"].replace(" ", "_"), e["count"]) for e in document.body["effects"] if e["effect"] == "pay")
    return with_document(
        Purchase(
            held.branch, held.till, held.actor, held.source, command.receipt_number or held.receipt_number, held.channel, held.currency,
            held.happened_at, held.business_date, held.weekday, held.minute, held.identifier, held.lines, (*aside, *command.tenders), b"",
        )
    )  # fmt: skip
