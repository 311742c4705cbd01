"""Agreements in stories: a step that agrees, a step of a bonus, and what an agreement comes to."""

from dataclasses import replace
from json import loads

from zegel.core.periods import Day, plus_days
from zegel.core.purchase import Identifier
from zegel.decide.agreement import AGREEMENT, NOT_GIVEN, agreement_from, year_of
from zegel.decide.plan import plan_of
from zegel.flows.agreements import ladder_of
from zegel.flows.commands import AskAgreement, Header, MakeAgreement, MoveBonus
from zegel.program.compile import Compiled
from zegel.replay.memory import Memory
from zegel.replay.story import Step


def agreed(step: Step, header: Header, who: Identifier, compiled: Compiled, memory: Memory) -> MakeAgreement | MoveBonus | None:
    """What a step asks of an agreement, None where nothing."""
    actor = replace(header, actor=step.by or header.actor)
    if step.agrees:
        return MakeAgreement(actor, who, step.agrees, step.on, Day(""), (), NOT_GIVEN, NOT_GIVEN, step.reason)
    if not step.bonus:
        return None
    data = _kept(memory)
    if not data:
        return MoveBonus(actor, who, "", step.on, step.bonus, step.reason)
    agreement = agreement_from(data)
    year = year_of(ladder_of(plan_of(compiled), agreement.ladder), agreement, step.on)
    return MoveBonus(actor, who, agreement.ladder, plus_days(year.begins, -1), step.bonus, step.reason)


def _kept(memory: Memory) -> str:
    """The agreement that the story is about, as its dossier keeps it: the one that was made last; "" for none."""
    every = [one.data for kept in memory.facts.dossiers.values() for one in kept.values() if one.kind == AGREEMENT]
    return every[-1] if every else ""


def comes_to(kind: str, header: Header, who: Identifier, memory: Memory) -> int:
    """The turnover so far, the bonus on it, or what the next step needs; 0 without an agreement."""
    data = _kept(memory)
    outcome = memory.ask(AskAgreement(header, who, agreement_from(data).ladder if data else "", Day("")))
    if outcome.receipt is None:
        return 0
    found = loads(outcome.receipt.document)
    if kind == "turnover":
        return int(found["turnover_minor"])
    if kind == "bonus":
        return int(found["bonus"]["minor"])
    return int(found["next"]["needed"]) if found["next"] else 0
