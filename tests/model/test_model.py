"""The machines over replay, the desk on both databases, and the API: some sixty random days in all, many more in the longer form."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.effort import LONGER
from tests.model.club import PROGRAM as CLUB
from tests.model.club import ClubMachine
from tests.model.drivers import DeskDriver, House, HttpDriver, MemoryDriver
from tests.model.machine import PROGRAM, Machine
from tests.shop_fixtures import both_databases
from tests.shop_fixtures import database_url as database_url


def run(driver: Any, examples: int, *, shrinks: bool = False, of: type = Machine) -> None:
    """Run a machine over drivers that `driver` makes. What fails behind a database is made small only in the longer form."""
    machine = type("TheMachine", (of,), {"driver": staticmethod(driver)})
    phases = [Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if shrinks or LONGER else [])]
    length = 80 if LONGER else 40
    steps = settings(max_examples=examples * (20 if LONGER else 1), stateful_step_count=length, deadline=None, phases=phases)
    run_state_machine_as_test(machine, settings=steps)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """A desk and its doors over one database."""
    found = House(database_url)
    yield found
    found.close()


def test_replay_does_what_the_model_does() -> None:
    run(lambda: MemoryDriver(PROGRAM), 24, shrinks=True)

    assert PROGRAM


@both_databases
@pytest.mark.timeout(600)
def test_the_desk_does_what_the_model_does(house: House) -> None:
    run(lambda: DeskDriver(house, PROGRAM), 7)

    assert house.shop.reported == []


@both_databases
@pytest.mark.timeout(600)
def test_the_api_does_what_the_model_does(house: House) -> None:
    run(lambda: HttpDriver(house, PROGRAM), 4)

    assert house.shop.reported == []


def test_replay_does_what_the_model_of_a_club_does() -> None:
    run(lambda: MemoryDriver(CLUB), 12, of=ClubMachine)

    assert CLUB


@both_databases
@pytest.mark.timeout(600)
def test_the_desk_does_what_the_model_of_a_club_does(house: House) -> None:
    run(lambda: DeskDriver(house, CLUB), 2, of=ClubMachine)

    assert house.shop.reported == []


@both_databases
@pytest.mark.timeout(600)
def test_the_api_does_what_the_model_of_a_club_does(house: House) -> None:
    run(lambda: HttpDriver(house, CLUB), 1, of=ClubMachine)

    assert house.shop.reported == []
