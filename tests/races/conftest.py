"""One house a database for all races: servers stay up, every test has a company of its own."""

from collections.abc import Iterator

import pytest

from tests.conftest import ALL
from tests.live.houses import DATABASES, a_house, sound
from tests.live.shop import House

ROUNDS = 20
"""How often the longer form runs every race."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A race that is won nineteen times is not won."""
    if ALL and "house" in metafunc.fixturenames:
        metafunc.fixturenames.append("round_number")
        metafunc.parametrize("round_number", range(ROUNDS))


@pytest.fixture(scope="session", params=DATABASES)
def shared_house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Servers over SQLite (one) and over PostgreSQL (two)."""
    with a_house(request.param, tmp_path_factory.mktemp(f"races-{request.param}"), request) as found:
        yield found


@pytest.fixture
def house(shared_house: House) -> Iterator[House]:
    """The same, with its clocks right, and a test that fails where a server reports a bug."""
    with sound(shared_house):
        yield shared_house
