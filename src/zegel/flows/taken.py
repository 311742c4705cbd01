"""How often a member had what may be had so often only: counted on the purse, under the day on which it was had."""

from collections.abc import Mapping

from zegel.core.periods import Day
from zegel.decide.bounded import given_by
from zegel.decide.business_gifts import business_gift, worth_taken
from zegel.decide.document import Document
from zegel.decide.effects import Effect, Spend
from zegel.decide.measures import taken_by
from zegel.decide.plan import Plan
from zegel.decide.used_again import Uses
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count
from zegel.program.country.gift_law import BUSINESS_GIFT


def count_taken(plan: Plan, draft: Draft, on: Day, effects: list[Effect]) -> None:
    """Count what is taken now. A hold counts when it is opened, so that two at once are not one too many.

    Business gifts say in `effects` what the recipient was given in the year; refuses `business_gift_limit`.
    """
    if plan.gives_business:
        spent: dict[str, int] = {}
        for effect in effects:
            if isinstance(effect, Spend):
                spent[effect.what] = spent.get(effect.what, 0) + effect.times
        count_business_gift(plan, draft, on, worth_taken(plan.compiled.program, spent), effects)
    if plan.taken_measures:
        had: dict[str, int] = {}
        for effect in effects:
            if isinstance(effect, Spend):
                had[effect.what] = had.get(effect.what, 0) + effect.times
        for rule in given_by(effects):
            had.setdefault(rule, 1)
        draft.counts += [Count(measure, on, had[rule]) for measure, rule in plan.taken_measures if rule in had]


def uncount_taken(plan: Plan, draft: Draft, document: Document, uses: Mapping[str, Uses] | None = None) -> None:
    """What the receipt `document` had taken, or so many of its `uses`, was not taken after all."""
    if not (plan.taken_measures or plan.gives_business):
        return
    had = taken_by(document) if uses is None else {what: one.times for what, one in uses.items()}
    day = Day(document.body["business_date"])
    draft.counts += [Count(measure, day, -had[rule]) for measure, rule in plan.taken_measures if had.get(rule)]
    if plan.gives_business and (worth := worth_taken(plan.compiled.program, had)):
        draft.counts.append(Count(BUSINESS_GIFT, day, -worth))


def count_business_gift(plan: Plan, draft: Draft, on: Day, worth_minor: int, effects: list[Effect]) -> None:
    """A business gift worth so much is given: counted, and told in `effects`; refuses `business_gift_limit`. Worth nothing: neither."""
    if worth_minor:
        before, program = draft.purse.totals.get((BUSINESS_GIFT, on[:4]), 0), plan.compiled.program
        effects.append(business_gift(plan.gift_law, program.settings.business_gifts, before, worth_minor, on[:4], program.currency))
        draft.counts.append(Count(BUSINESS_GIFT, on, worth_minor))
