"""How a case went, as its member says: a score, once, on the scale asked for. It earns as the event `survey`, whatever the score."""

from dataclasses import replace
from json import loads
from typing import Any

from zegel.core.canonical import document_bytes
from zegel.core.ids import ReceiptId
from zegel.core.refusals import Malformed, SurveyAnswered, SurveyNotAsked, UnknownCase
from zegel.decide.cases import SERVICE
from zegel.decide.plan import Plan, plan_of
from zegel.flows.case_commands import AnswerSurvey
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.purses import ready
from zegel.flows.record_event import happened, refuse_wrong
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.program.errands import SURVEY
from zegel.program.events import Told


def wants(command: AnswerSurvey) -> Wants:
    """The earlier answer and the case's purse."""
    return Wants((command.header.source, command.header.key), (), None, (command.case.purse,))


def needs(shelf: Shelf, command: AnswerSurvey, resolved: Resolved) -> Needs:
    """The purse with its complaints, and the sums that rules look at."""
    case = command.case
    if case.purse not in resolved.known_purses:
        raise UnknownCase()
    plan = plan_of(shelf.live_at(command.header.happened_at))
    sums = rolling_sums(plan, command.header.business_date)
    return Needs((PurseNeeds(resolved.follow(case.purse), sums=sums, dossiers=(SERVICE,)),))


def run(facts: Facts, resolved: Resolved, command: AnswerSurvey) -> Outcome:
    """The case keeps the score and the day; what the program gives for an answer is given."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, resolved.follow(command.case.purse), header.at, earns=True)
    case = asked_in(facts.dossiers_of(purse.id, SERVICE), command.case)
    if case is None:
        raise UnknownCase()
    data: dict[str, Any] = loads(case.data)
    survey = data.get("survey")
    if survey is None:
        raise SurveyNotAsked()
    if "score" in survey:
        raise SurveyAnswered()
    low, high = survey["scale"]
    if not low <= command.score <= high:
        raise Malformed(f"score: {low} to {high}", field="score")
    told = _told(plan, command.score)
    draft = Draft(purse)
    data["survey"] = survey | {"score": command.score, "on": header.business_date}
    data["receipts"] = [*data.get("receipts", [case.id]), str(ReceiptId(purse.id, draft.seq))]
    outcome = happened(facts, plan, draft, header, SURVEY, told, [], case.id)
    kept = replace(case, data=document_bytes(data).decode(), at=header.at)
    return replace(outcome, dossiers=(*outcome.dossiers, kept))


def _told(plan: Plan, score: int) -> Told:
    """The score in the words of the event `survey`; refuses `wrong_event` where a program changed since asks more of it than a score."""
    event = next((one for one in plan.compiled.program.events if one.id == SURVEY), None)
    if event is None:
        return (("score", score),)
    told = tuple([(field.id, score) for field in event.fields if field.form == "score"])
    refuse_wrong(event, told)
    return told


def asked_in(cases: tuple[Dossier, ...], case: ReceiptId) -> Dossier | None:
    """The complaint that `case` opened, or whose member it asked how that went."""
    name = str(case)
    return next((one for one in cases if name in (one.id, (loads(one.data).get("survey") or {}).get("by"))), None)
