"""What members say of how their complaints went: the answers of one scale, and their average."""

from collections.abc import Iterable, Mapping
from typing import Any

from zegel.core.value import value


@value
class Answers:
    """`count` answers on the scale `low` to `high`, on average `average_hundredths` / 100 (half up); `asked` were asked for one."""

    low: int
    high: int
    asked: int
    count: int
    average_hundredths: int


def answers_of(cases: Iterable[Mapping[str, Any]]) -> tuple[Answers, ...]:
    """The answers in the data of cases, by scale, the longest first; of a scale without answers the average is 0."""
    scores: dict[tuple[int, int], list[int | None]] = {}
    for data in cases:
        survey = data.get("survey")
        if survey is not None:
            low, high = survey["scale"]
            scores.setdefault((high, low), []).append(survey.get("score"))
    return tuple([_answers(low, high, found) for (high, low), found in sorted(scores.items(), reverse=True)])


def _answers(low: int, high: int, found: list[int | None]) -> Answers:
    given = [score for score in found if score is not None]
    average = (200 * sum(given) + len(given)) // (2 * len(given)) if given else 0
    return Answers(low, high, len(found), len(given), average)
