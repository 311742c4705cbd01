"""One place to measure for all tests of this folder: a private PostgreSQL, and a scale that is over in a moment."""

from collections.abc import Iterator

import pytest

from bench.figures import SMOKE, Scale
from bench.places import Places, places


@pytest.fixture(scope="module")
def somewhere() -> Iterator[Places]:
    """Databases, gone after the module."""
    with places() as found:
        yield found


@pytest.fixture
def moment() -> Scale:
    """One round of a tenth of a second."""
    return SMOKE
