"""How cases went, over HTTP: an answer that came in another way than by the mail, and what all of them come to."""

from json import loads
from typing import Final

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.ids import receipt_of
from zegel.core.periods import HOUR, Instant
from zegel.core.refusals import UnknownCase, UnknownReceipt
from zegel.decide.cases import SERVICE, STATES
from zegel.decide.surveys import answers_of
from zegel.flows.commands import AnswerSurvey
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, Found, header_of

A_YEAR: Final = 365 * 24 * HOUR
MOST: Final = 10_000
"""Complaints of a year that are looked at, the newest first."""


def answer_survey(call: Call, found: Found, canonical: bytes) -> AnswerSurvey:
    """POST /v1/cases/{case}/survey."""
    try:
        case = receipt_of(call.params["case"])
    except UnknownReceipt:
        raise UnknownCase() from None
    return AnswerSurvey(header_of(call, found, canonical), case, found["score"])


async def get_surveys(door: Door, call: Call) -> Answer:
    """GET /v1/surveys: how complaints of the last year went, by scale."""
    parameters(call)
    since = Instant(call.at - A_YEAR)
    found = await door.queries.dossier_lists.newest(call.grant.company, SERVICE, STATES, since, MOST)
    scales = [
        {
            "lowest": one.low, "highest": one.high, "asked": one.asked, "answers": one.count,
            "average_hundredths": one.average_hundredths if one.count else None,
        }
        for one in answers_of(loads(each.data) for each in found)
    ]  # fmt: skip
    return Answer(200, to_json({"since": moment_text(since), "scales": scales}))
