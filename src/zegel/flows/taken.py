"""How often a member had what may be had so often only: counted on the purse, under the day on which it was had."""

from collections.abc import Mapping, Sequence

from zegel.core.periods import Day
from zegel.decide.bounded import given_by
from zegel.decide.document import Document
from zegel.decide.effects import Effect, Spend
from zegel.decide.measures import taken_by
from zegel.decide.plan import Plan
from zegel.decide.used_again import Uses
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count


def count_taken(plan: Plan, draft: Draft, on: Day, effects: Sequence[Effect]) -> None:
    """Count what is taken now. A hold counts when it is opened, so that two at once are not one too many."""
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
    if plan.taken_measures:
        had, day = (
            taken_by(document) if uses is None else {what: one.times for what, one in uses.items()},
            Day(document.body["business_date"]),
        )
        draft.counts += [Count(measure, day, -had[rule]) for measure, rule in plan.taken_measures if had.get(rule)]
