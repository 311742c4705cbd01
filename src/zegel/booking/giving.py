"""What a member is given outside of a purchase: issued into a lot of its own, spendable at once."""

from zegel.booking.earnings import fill_cards, settle
from zegel.core.periods import Day, Instant
from zegel.decide.effects import Effect
from zegel.decide.given import Given
from zegel.decide.plan import Plan
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotTerms


def give(plan: Plan, draft: Draft, because: str, count: int, unit: str, on: Day, happened_at: Instant) -> list[Effect]:
    """`count` of `unit` for `because` (decide.given); nothing where that is nothing."""
    if not count:
        return []
    lapses = plan.expires_at(unit, on)
    draft.open(unit, AVAILABLE, count, LotTerms(happened_at, happened_at, lapses, None))
    effects: list[Effect] = [Given(because, unit, count, lapses), *settle(draft, unit)]
    return effects + (fill_cards(plan, draft, unit, on, happened_at) if unit in plan.cards else [])
