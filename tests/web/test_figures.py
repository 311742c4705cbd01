"""How figures look: money, points, and counts that have a part behind the comma, in the reader's language."""

import pytest

from zegel.program.model import Names
from zegel.web.parts.figures import Figures

POINTS = Names("punt", "punten", "point", "points")
CREDIT = Names("winkeltegoed", "winkeltegoed", "store credit", "store credit", currency="EUR")
MILES = Names("mijl", "mijlen", "mile", "miles", decimals=2)
DUTCH, ENGLISH = (Figures(language, "NL", "EUR", "Europe/Amsterdam") for language in ("nl", "en"))


@pytest.mark.parametrize(
    ("names", "count", "nl", "en"),
    [
        (POINTS, 1, "1 punt", "1 point"), (POINTS, -1250, "−1.250 punten", "−1,250 points"),
        (CREDIT, 1250, "€ 12,50", "€12.50"), (CREDIT, -1250, "−€ 12,50", "−€12.50"),
        (MILES, 100, "1 mijl", "1 mile"), (MILES, 150, "1,5 mijlen", "1.5 miles"), (MILES, -123456, "−1.234,56 mijlen", "−1,234.56 miles"),
    ],
)  # fmt: skip
def test_a_count_is_said_as_its_unit_is_counted(names, count, nl, en):
    assert (DUTCH.counted(count, names).replace("\u00a0", " "), ENGLISH.counted(count, names).replace("\u00a0", " ")) == (nl, en)
