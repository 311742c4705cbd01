"""A review that was rewarded says so, the same whatever its score (domain.md M31)."""

from tests.decide.test_explain import Shop
from tests.make import NOON, card, enrols, header
from tests.program.files import SMALL
from zegel.decide.disclosing import disclosure
from zegel.flows.commands import RecordEvent

PROGRAM = (
    SMALL
    + """
events:
  review written: {fields: {stars: score}}
  newsletter: {}
earn:
  review: {give: 20 points, on: event review written, at most: 20 points per month}
  mail:   {give: 5 points, on: event newsletter}
"""
)


def test_who_reads_a_review_is_told_what_its_writer_was_given():
    shop = Shop(PROGRAM)
    shop.does(enrols(1, card(), since="2026-01-01"))

    def told(event: str, *said: tuple[str, int], day: int = 0) -> str | None:
        found = disclosure(shop.compiled, shop.document(RecordEvent(header(NOON + day, branch="markt"), card(), event, said, None)).body)
        return None if found is None else found.nl

    assert told("review written", ("stars", 1)) == "De schrijver kreeg 20 punten voor deze beoordeling, ongeacht het oordeel."
    assert told("review written", ("stars", 5), day=1) is None, "nothing was given for it any more"
    assert told("newsletter", day=2) is None
