"""What must stand beside a review that was rewarded, so that its readers know (domain.md M31, §2.4): the same whatever its score."""

from collections.abc import Mapping
from typing import Any

from zegel.program.compile import Compiled
from zegel.program.model import Words
from zegel.program.words import both, counted, joined, unit_names


def disclosure(compiled: Compiled, body: Mapping[str, Any]) -> Words | None:
    """`De schrijver kreeg 20 punten voor deze beoordeling.`; None where it is no receipt of an event with a score, or nothing was given."""
    if body["kind"] != "event":
        return None
    event = next((one for one in compiled.program.events if one.id == body["totals"]["event"]), None)
    if event is None or not any(field.form == "score" for field in event.fields):
        return None
    given = [(effect["count"], effect["unit"]) for effect in body["effects"] if effect["effect"] == "earn" and effect["count"]]
    if not given:
        return None
    said = both(
        lambda language: joined(
            [counted(count, unit_names(compiled.program, unit), language) for count, unit in given], "en" if language == "nl" else "and"
        )
    )
    return Words(
        f"De schrijver kreeg {said.nl} voor deze beoordeling, ongeacht het oordeel.",
        f"The writer was given {said.en} for this review, whatever the verdict.",
    )
