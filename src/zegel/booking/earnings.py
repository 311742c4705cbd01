"""Booking what a purchase earns and spends: issued → available or pending, available → redeemed, full cards, debt settled first."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from zegel.booking.memberships import open_term
from zegel.core.periods import NEVER, Day, Instant
from zegel.decide.effects import CardFull, Change, Earn, Effect, Spend
from zegel.decide.lasting import expiry_of
from zegel.decide.plan import Plan
from zegel.decide.sale import Sale
from zegel.decide.waits import Waits
from zegel.ledger.accounts import AVAILABLE, DEBT, ISSUED, PENDING, REDEEMED, RESERVED
from zegel.ledger.draft import Draft, first_of
from zegel.ledger.entries import LotTerms
from zegel.ledger.lots import Lot

NOTHING_OWED: Final[Mapping[str, int]] = MappingProxyType({})


def book_earned(
    plan: Plan, draft: Draft, sale: Sale, channel: str, on: Day, happened_at: Instant, *, review: bool, trial_over: Instant | None = None,
    owed: Mapping[str, int] = NOTHING_OWED,
) -> list[Effect]:  # fmt: skip
    """Open a lot for each unit earned. A sale under review waits for a person (`available_at` NEVER), one on trial until that is over.

    `owed`: per unit, what the basket itself already uses of it, before any debt is paid.
    """
    effects: list[Effect] = []
    basis, cards, debts = sale.basis_minor, plan.cards, draft.purse.balances
    for unit, count, parts in sale.earned:
        if unit in plan.memberships:
            effects += _terms(plan, draft, unit, count, parts, happened_at, review=review)
            continue
        waits = NEVER if review else plan.pending_until(unit, channel, on, trial_over)
        expires = expiry_of(plan, unit, on, waits)
        if waits is None:
            draft.open(unit, AVAILABLE, count, LotTerms(happened_at, happened_at, expires, None))
            if unit in owed:
                draft.move(unit, AVAILABLE, REDEEMED, owed[unit], (draft.seq, len(draft.postings) - 1))
            effects.append(Earn(unit, count, tuple(parts), basis, happened_at, expires))
            if (unit, DEBT) in debts:
                effects += settle(draft, unit)
            if unit in cards:
                effects += fill_cards(plan, draft, unit, on, happened_at)
        else:
            draft.open(unit, PENDING, count, LotTerms(happened_at, waits, expires, None))
            effects.append(Earn(unit, count, tuple(parts), basis, waits, expires))
    return [*effects, *sale.capped]


def _terms(plan: Plan, draft: Draft, unit: str, count: int, parts: list[tuple[str, int]], at: Instant, *, review: bool) -> list[Effect]:
    """Terms of a membership, one after the other."""
    found: list[Effect] = []
    for _ in range(count):
        term = open_term(plan, draft, plan.memberships[unit], at, review=review)
        found.append(Earn(unit, 1, ((parts[0][0], 1),), 0, NEVER if review else term.begins, term.ends))
    return found


def release(plan: Plan, draft: Draft, lot: Lot, on: Day, at: Instant) -> list[Effect]:
    """What waits of `lot` is spendable now. Where its clock only starts here, it goes on in a lot of its own."""
    unit, amount = lot.unit, lot.pending
    if plan.compiled.units[unit].expiry.from_release and lot.expires_at == NEVER:
        draft.move(unit, PENDING, ISSUED, amount, lot.key)
        terms = LotTerms(lot.opened_at, at, plan.expires_at(unit, on), first_of(draft.purse.id, lot))
        draft.open(unit, AVAILABLE, amount, terms, ISSUED)
    else:
        draft.move(unit, PENDING, AVAILABLE, amount, lot.key)
    return [Change("release", unit, amount), *settle(draft, unit)]


def wait_until(plan: Plan, draft: Draft, lot: Lot, until: Instant) -> list[Effect]:
    """What waits of `lot` for nobody knows how long goes on waiting `until` a moment, in a lot of its own."""
    unit, amount = lot.unit, lot.pending
    expires = lot.expires_at
    if plan.compiled.units[unit].expiry.from_release and expires == NEVER:
        expires = plan.expires_at(unit, plan.day_of(until))
    draft.move(unit, PENDING, ISSUED, amount, lot.key)
    draft.open(unit, PENDING, amount, LotTerms(lot.opened_at, until, expires, first_of(draft.purse.id, lot)), ISSUED)
    return [Waits(unit, amount, until, "")]


def settle(draft: Draft, unit: str) -> list[Effect]:
    """Pay off debt of `unit` with what is available now."""
    paid = draft.settle(unit)
    return [Change("settle debt", unit, -paid)] if paid else []


def fill_cards(plan: Plan, draft: Draft, unit: str, on: Day, happened_at: Instant) -> list[Effect]:
    """Hand in every card of `unit` that is full now for its reward's token; stamps beyond it start the next card."""
    card = plan.cards[unit]
    full = draft.balance(unit, AVAILABLE) // card.slots
    if full <= 0:
        return []
    token = plan.compiled.rewards[card.gives].token
    lapses = plan.expires_at(token, on)
    draft.spend(unit, full * card.slots, REDEEMED)
    draft.open(token, AVAILABLE, full, LotTerms(happened_at, happened_at, lapses, None), ISSUED)
    return [CardFull(card.id, unit, full * card.slots, full, card.gives, token, lapses), *settle(draft, token)]


def book_spent(draft: Draft, effects: Sequence[Effect]) -> None:
    """Book what is used now: available → redeemed, soonest expiry first."""
    for effect in effects:
        if isinstance(effect, Spend) and effect.count:
            draft.spend(effect.unit, effect.count, REDEEMED)


def book_reserved(draft: Draft, effects: Sequence[Effect], *, at_once: bool = False) -> None:
    """Set aside what a hold uses: available → reserved. `at_once`: the rest is what the basket earns itself, once it is paid."""
    for effect in effects:
        if isinstance(effect, Spend) and effect.count:
            there = min(max(draft.spendable(effect.unit), 0), effect.count) if at_once else effect.count
            if there:
                draft.spend(effect.unit, there, RESERVED)
