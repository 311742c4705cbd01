"""One house a database: every test has a company of its own, and brings the servers up again that it killed."""

from collections.abc import Iterator

import pytest

from tests.live.houses import DATABASES, a_house, sound
from tests.live.shop import House


@pytest.fixture(scope="session", params=DATABASES)
def shared_house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Servers over SQLite (one) and over PostgreSQL (two)."""
    with a_house(request.param, tmp_path_factory.mktemp(f"crash-{request.param}"), request) as found:
        yield found


@pytest.fixture
def house(shared_house: House) -> Iterator[House]:
    """The same, with its clocks right, and a test that fails where a server reports a bug."""
    with sound(shared_house):
        yield shared_house
