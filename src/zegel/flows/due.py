"""Due work: what happens to a purse by itself, booked at its due moment by whoever touches the purse next.

Each moment gives an entry a kind, in the order release, expire, time out, tier review, occasion, trial; its `at` is the due moment
itself, so live, replay and a late job write the same bytes.
"""

from zegel.booking.earnings import fill_cards, settle
from zegel.booking.memberships import renew
from zegel.core.ids import ReceiptId
from zegel.core.periods import IDLE, NEVER, Day, Instant, local_moment
from zegel.decide.document import read
from zegel.decide.effects import CardFull, Change, Effect
from zegel.decide.lasting import note_activity
from zegel.decide.plan import Plan, plan_of
from zegel.decide.tiers import after_review
from zegel.flows.asking import Header
from zegel.flows.codes import codes_back
from zegel.flows.facts import Draw, Facts, Missing, Needs
from zegel.flows.known import nobody
from zegel.flows.ladder import climb_by_balance, welcome
from zegel.flows.occasions import book_occasions, is_due
from zegel.flows.on_trial import book_kept, is_over, want_trials
from zegel.flows.receipts import finish
from zegel.flows.stock import stock_back
from zegel.flows.taken import uncount_taken
from zegel.flows.windows import reviewed
from zegel.ledger.accounts import AVAILABLE, EXPIRED, PENDING, RESERVED
from zegel.ledger.draft import Draft, NotLoaded
from zegel.ledger.entries import Count, HoldMark, TierMark
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse, idle_measure

BY_ITSELF = "zegel"
"""The actor of due work."""


def run_due(facts: Facts, purse: Purse, at: Instant) -> None:
    """Book everything due until and including `at`, in order; the purse moves on, the entries wait in `facts.due_booked`."""
    _want_receipts_of_holds(facts, purse, at)
    _want_idle_lots(purse, at)
    want_trials(facts, purse, at)
    while (moment := purse.find_due()) <= at:
        plan = plan_of(facts.shelf.live_at(moment))
        _book(facts, plan, purse, "release", moment)
        _book(facts, plan, purse, "expire", moment)
        for seq in sorted(seq for seq, hold in purse.holds.items() if hold.state == "open" and hold.expires_at <= moment):
            _time_out(facts, plan, purse, seq, moment)
        _book(facts, plan, purse, "tier", moment)
        if is_due(purse, moment):
            book_occasions(facts, plan, purse, moment)
        if is_over(purse, moment):
            book_kept(facts, plan, purse, moment)
    purse.next_due = min(moment, purse.unloaded_due)


def _want_receipts_of_holds(facts: Facts, purse: Purse, at: Instant) -> None:
    """A hold that times out puts stock back, which its receipt names. A replay without receipts does without."""
    due = [ReceiptId(purse.id, seq) for seq, hold in purse.holds.items() if hold.state == "open" and hold.expires_at <= at]
    absent = tuple(receipt for receipt in due if receipt not in facts.receipts)
    if absent and not purse.complete:
        raise Missing(Needs((), absent))


def _idle(purse: Purse, moment: Instant) -> list[str]:
    """The units that lapse by then because nobody earned or spent them."""
    return [m[5:] for (m, period), total in purse.totals.items() if not period and m.startswith("idle:") and 0 < total <= moment]


def _want_idle_lots(purse: Purse, at: Instant) -> None:
    """What lapses after inactivity lapses all at once, whatever its number of lots: they are fetched then, and only then."""
    for unit in _idle(purse, at):
        there = purse.balance(unit, AVAILABLE)
        if sum(lot.available for lot in purse.queue(unit).in_spend_order()) < there:
            raise NotLoaded(purse.id, unit, there)


def _book(facts: Facts, plan: Plan, purse: Purse, kind: str, moment: Instant) -> None:
    """The entry of one kind at one moment; none when there is nothing."""
    day = local_moment(moment, plan.zone).business_date
    draft = Draft(purse)
    if kind == "release":
        effects = _release(plan, draft, moment, day)
        if any(isinstance(effect, CardFull) for effect in effects):
            _finish_with_receipt(facts, plan, draft, kind, moment, effects)
            return
        note_activity(plan, draft, day)
    elif kind == "expire":
        _expire(draft, moment, day)
        _memberships(facts, plan, draft, moment)
    elif purse.tier_review_at <= moment:
        _review_tier(plan, draft, day, moment)
    if draft.postings or draft.counts or draft.tier is not None:
        _finish(facts, draft, kind, moment, day)


def _release(plan: Plan, draft: Draft, moment: Instant, day: Day) -> list[Effect]:
    """What waited until `moment` becomes spendable; what lapses at the same moment does not."""
    released: dict[str, int] = {}
    for lot in sorted(draft.purse.pending.values(), key=lambda lot: lot.order):
        if lot.pending and lot.available_at <= moment < lot.expires_at:
            draft.move(lot.unit, PENDING, AVAILABLE, lot.pending, lot.key)
            released[lot.unit] = released.get(lot.unit, 0) + lot.pending
    effects: list[Effect] = []
    for unit, count in released.items():
        effects += [Change("release", unit, count), *settle(draft, unit)]
        if unit in plan.cards:
            effects += fill_cards(plan, draft, unit, day, moment)
    if released:
        climb_by_balance(plan, draft, day, moment)
    return effects


def _expire(draft: Draft, moment: Instant, day: Day) -> None:
    """What was valid until `moment` lapses. What a hold has set aside does not, while the hold is open; it does when that is closed."""
    lapsed: list[Lot] = []
    for unit in sorted(_idle(draft.purse, moment)):
        lapsed += [lot for lot in draft.purse.queue(unit).in_spend_order() if lot.expires_at == IDLE and lot.available]
        draft.counts.append(Count(idle_measure(unit), day, -draft.purse.totals[idle_measure(unit), ""]))
    for queue in draft.purse.queues.values():
        for lot in queue.in_spend_order():
            if lot.expires_at > moment:
                break
            if lot.available:
                lapsed.append(lot)
    for lot in lapsed:
        draft.move(lot.unit, AVAILABLE, EXPIRED, lot.available, lot.key)
    for lot in sorted(draft.purse.pending.values(), key=lambda lot: lot.order):
        if lot.pending and lot.expires_at <= moment:
            draft.move(lot.unit, PENDING, EXPIRED, lot.pending, lot.key)


def _memberships(facts: Facts, plan: Plan, draft: Draft, moment: Instant) -> None:
    """What goes on by itself gets its next term; whose last term lapses leaves a place."""
    if plan.renewing:
        renew(plan, draft, moment)
    for membership in plan.with_places:
        unit = membership.unit
        if any(p.unit == unit for p in draft.postings) and not draft.balance(unit, AVAILABLE) + draft.balance(unit, PENDING):
            facts.due_draws.append(Draw(f"membership:{membership.id}", -1))


def _time_out(facts: Facts, plan: Plan, purse: Purse, seq: int, moment: Instant) -> None:
    """A hold that nobody committed: what it set aside is available again, and the stock that it drew."""
    draft = Draft(purse)
    release_hold(draft, seq, "timed out", moment)
    document = facts.receipts.get(ReceiptId(purse.id, seq))
    if document is not None:
        held = read(document)
        judged_by = plan_of(facts.shelf.by_digest(bytes.fromhex(held.body["program"])))
        draws, moves = codes_back(judged_by, held)
        facts.due_draws += (*stock_back(judged_by, held), *draws)
        facts.due_codes += moves
        uncount_taken(judged_by, draft, held)
    _finish(facts, draft, "time out", moment, local_moment(moment, plan.zone).business_date)


def release_hold(draft: Draft, seq: int, state: str, at: Instant) -> list[Effect]:
    """Give back what hold `seq` set aside, and close it as `state`. What was set aside of a lot that has lapsed since, lapses now."""
    hold = draft.purse.holds[seq]
    effects: list[Effect] = []
    for p in hold.reserved:
        assert p.lot is not None, "a hold sets lots aside"
        if draft.purse.lots[p.lot].expires_at <= at:
            draft.move(p.unit, RESERVED, EXPIRED, p.amount, p.lot)
            effects.append(Change("expire", p.unit, -p.amount))
        else:
            draft.move(p.unit, RESERVED, AVAILABLE, p.amount, p.lot)
    for unit in dict.fromkeys(p.unit for p in hold.reserved):
        effects += settle(draft, unit)
    draft.hold = HoldMark(seq, state, hold.expires_at)
    return effects


def let_go(draft: Draft, seq: int, at: Instant) -> list[Effect]:
    """The same where somebody does not want it any more, told: what is free again, and what lapsed meanwhile."""
    lapsed = release_hold(draft, seq, "cancelled", at)
    back: dict[str, int] = {}
    for p in draft.postings:
        if p.source == RESERVED and p.destination == AVAILABLE:
            back[p.unit] = back.get(p.unit, 0) + p.amount
    assert all(p.destination in (AVAILABLE, EXPIRED) for p in draft.postings if p.source == RESERVED)
    return [*(Change("let go", unit, count) for unit, count in sorted(back.items())), *lapsed]


def _review_tier(plan: Plan, draft: Draft, day: Day, moment: Instant) -> None:
    """The end of a period: the tier is kept or lowered."""
    purse = draft.purse
    tiers = plan.compiled.program.tiers
    if tiers is None:
        draft.tier = TierMark(purse.tier, purse.tier_since, NEVER)  # the ladder is gone from the program: nothing to review
        return
    draft.tier = after_review(plan, purse.tier, reviewed(plan, purse, day), day, purse.since)
    welcome(plan, draft, purse.tier, day, moment)


def _finish_with_receipt(facts: Facts, plan: Plan, draft: Draft, kind: str, moment: Instant, effects: list[Effect]) -> None:
    """The same where the member is told of it, and a return may ask which stamps made a card full."""
    here = local_moment(moment, plan.zone)
    header = Header(
        facts.company, "clock", "", b"", moment, moment, here.business_date, here.weekday, here.minute, BY_ITSELF, "", ""
    )  # fmt: skip
    entry, receipt = finish(facts, plan, draft, header, kind, effects, nobody(plan))
    facts.due_receipts[entry.purse, entry.seq] = receipt
    facts.due_booked.append(entry)


def _finish(facts: Facts, draft: Draft, kind: str, moment: Instant, day: Day) -> None:
    entry = draft.entry(kind, moment, moment, day, BY_ITSELF, "", "", "", b"")
    draft.purse.apply(entry)
    facts.due_booked.append(entry)
