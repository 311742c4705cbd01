"""The machines over replay, the desk on both databases, and the API: some sixty random days in all, many more in the longer form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from dev import databases
from tests.effort import LONGER
from tests.korenaar import fresh_sqlite
from tests.model.club import PROGRAM as CLUB
from tests.model.club import ClubMachine
from tests.model.drivers import DeskDriver, House, HttpDriver, MemoryDriver
from tests.model.machine import PROGRAM, Machine
from zegel.store.opening import migrate


def run(driver: Any, examples: int, *, shrinks: bool = False, of: type = Machine) -> None:
    """Run a machine over drivers that `driver` makes. What fails behind a database is made small only in the longer form."""
    machine = type("TheMachine", (of,), {"driver": staticmethod(driver)})
    phases = [Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if shrinks or LONGER else [])]
    length = 80 if LONGER else 40
    steps = settings(max_examples=examples * (20 if LONGER else 1), stateful_step_count=length, deadline=None, phases=phases)
    run_state_machine_as_test(machine, settings=steps)


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A desk and its doors over one database."""
    made = None
    if request.param == "sqlite":
        url = fresh_sqlite(tmp_path)
    else:
        server = request.getfixturevalue("postgres_server")
        template = databases.template(server, "contract_schema", lambda database: migrate(database.owner_url) and None)
        made = databases.fresh(server, template)
        url = made.app_url
    found = House(url)
    yield found
    found.close()
    if made is not None:
        databases.drop(server, made)


def test_replay_does_what_the_model_does() -> None:
    run(lambda: MemoryDriver(PROGRAM), 24, shrinks=True)

    assert PROGRAM


@pytest.mark.timeout(600)
def test_the_desk_does_what_the_model_does(house: House) -> None:
    run(lambda: DeskDriver(house, PROGRAM), 7)

    assert house.shop.reported == []


@pytest.mark.timeout(600)
def test_the_api_does_what_the_model_does(house: House) -> None:
    run(lambda: HttpDriver(house, PROGRAM), 4)

    assert house.shop.reported == []


def test_replay_does_what_the_model_of_a_club_does() -> None:
    run(lambda: MemoryDriver(CLUB), 12, of=ClubMachine)

    assert CLUB


@pytest.mark.timeout(600)
def test_the_desk_does_what_the_model_of_a_club_does(house: House) -> None:
    run(lambda: DeskDriver(house, CLUB), 2, of=ClubMachine)

    assert house.shop.reported == []


@pytest.mark.timeout(600)
def test_the_api_does_what_the_model_of_a_club_does(house: House) -> None:
    run(lambda: HttpDriver(house, CLUB), 1, of=ClubMachine)

    assert house.shop.reported == []
