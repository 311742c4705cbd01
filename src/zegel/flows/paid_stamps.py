"""Paid stamps (koopzegels): bought below the subtotal, saved in books, paid out with a bonus when a book is full (domain.md M43).

They are the shopper's own money: no VAT, no points, no discount, and they never lapse. Only the bonus of a full book lowers a price, so
only that is split over VAT rates (domain.md §2.5 sub 3).
"""

from collections.abc import Sequence

from zegel.booking.earnings import settle
from zegel.core.periods import NEVER
from zegel.core.refusals import MemberNeeded, NoStamps, NotEnough, TooManyStamps, UnknownUnit
from zegel.core.rounding import largest_remainder
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan, plan_of
from zegel.decide.sale import Sale
from zegel.decide.stored_value import PayOut, StampsBought
from zegel.flows.commands import Header, PayOutStamps, Use
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.paid_value import check_room
from zegel.flows.paying import issue
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.accounts import AVAILABLE, ISSUED, REDEEMED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotTerms
from zegel.program.stored_value import PAID_STAMPS, STORE_CREDIT, PaidStamps


def stamps_asked(plan: Plan, uses: tuple[Use, ...]) -> int:
    """How many stamps are bought; 0 where the program has none."""
    if plan.compiled.program.stored.stamps is None:
        return 0
    return sum([use.count for use in uses if use.what == PAID_STAMPS])


def stamps_cost(plan: Plan, sale: Sale, count: int) -> int:
    """What `count` stamps cost beside this basket; refuses more than the basket allows. Who asks for none pays nothing."""
    stamps = plan.compiled.program.stored.stamps
    if stamps is None or not count:
        return 0
    most = max(sale.spend_by_set[0], 0) // stamps.per_minor * stamps.times
    if count > most:
        raise TooManyStamps(most=most)
    return count * stamps.price_minor


def sell_stamps(facts: Facts, plan: Plan, draft: Draft, count: int, cost: int, header: Header) -> list[Effect]:
    """The same where they were not held before: refuses `stamps_limit`."""
    check_room(facts, plan, header.business_date, cost)
    return buy_stamps(draft, count, cost, header)


def buy_stamps(draft: Draft, count: int, cost: int, header: Header) -> list[Effect]:
    """A lot that never lapses."""
    if not count:
        return []
    terms = LotTerms(header.happened_at, header.happened_at, NEVER, None)
    draft.open(PAID_STAMPS, AVAILABLE, count, terms)
    return [StampsBought(count, cost, draft.balance(PAID_STAMPS, AVAILABLE)), *settle(draft, PAID_STAMPS)]


# -- pay-out


def wants(command: PayOutStamps) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(shelf: Shelf, command: PayOutStamps, resolved: Resolved) -> Needs:
    """The purse with every stamp that may be handed in."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    stamps = _stamps_of(plan)
    spend = ((PAID_STAMPS, stamps.book * (command.books or 1)),)
    return Needs((PurseNeeds(purse_meant(resolved, command.who), spend=spend, sums=rolling_sums(plan, command.header.business_date)),))


def _stamps_of(plan: Plan) -> PaidStamps:
    stamps = plan.compiled.program.stored.stamps
    if stamps is None:
        raise UnknownUnit(unit=PAID_STAMPS)
    return stamps


def run(facts: Facts, resolved: Resolved, command: PayOutStamps) -> Outcome:
    """So many full books, or (`books` 0) every full book and what is in the book that is not full, that at what was paid for it."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    stamps = _stamps_of(plan)
    if command.as_credit and STORE_CREDIT not in plan.stored:
        raise UnknownUnit(unit=STORE_CREDIT)
    purse = ready(facts, purse_meant(resolved, command.who), header.at, spends=True)
    if command.as_credit and not purse.since:
        raise MemberNeeded()
    there = purse.spendable(PAID_STAMPS)
    books = command.books or max(there, 0) // stamps.book
    count = books * stamps.book if command.books else there
    if count <= 0:
        raise NoStamps()
    if count > there:
        raise NotEnough(unit=PAID_STAMPS, available=max(there, 0), needed=count)
    draft = Draft(purse)
    draft.spend(PAID_STAMPS, count, REDEEMED)
    face, bonus = count * stamps.price_minor, books * (stamps.pays_minor - stamps.book * stamps.price_minor)
    effects: list[Effect] = [PayOut(count, books, face, bonus, vat_of_bonus(stamps, bonus), draft.balance(PAID_STAMPS, AVAILABLE))]
    if command.as_credit:
        effects += [issue(plan, draft, STORE_CREDIT, face + bonus, header, ISSUED), *settle(draft, STORE_CREDIT)]
    money = 0 if command.as_credit else face + bonus
    member = member_facts(facts, plan, purse, header.business_date)
    entry, receipt = finish(
        facts, plan, draft, header, "pay out", effects, member, totals=f'{{"money_minor":{money},"refund_minor":{face + bonus}}}'
    )
    return Outcome((entry,), receipt)


def vat_of_bonus(stamps: PaidStamps, bonus: int) -> tuple[tuple[int, int], ...]:
    """The bonus per VAT rate, as the turnover on which stamps are given is divided."""
    if not bonus:
        return ()
    shares: Sequence[int] = largest_remainder(bonus, [share for _, share in stamps.split])
    return tuple((rate, share) for (rate, _), share in zip(stamps.split, shares, strict=True))
