"""What every test may ask for: frozen values, fresh PostgreSQL databases, the longer forms.

A single `pytest tests/...` needs nothing but the environment: it starts a PostgreSQL of its own when a test asks for one (with
xdist the controller starts one for all its workers). Under `./zegel test` the runner has started it (ZEGEL_TEST_POSTGRES).
"""

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
ALL = os.environ.get("ZEGEL_ALL") == "1"
POSTGRES = "ZEGEL_TEST_POSTGRES"

if not __debug__:
    raise SystemExit("Tests assert; python -O takes the asserts out.")

# Values are frozen for real in tests (core/value.py): set before any other part of zegel is imported.
try:
    importlib.import_module("zegel.core.value").__dict__["frozen_at_run_time"] = True
except ModuleNotFoundError as absent:
    if not str(absent.name).startswith("zegel"):
        raise

# The short form is the same every time; the longer one (ZEGEL_ALL=1) looks further, elsewhere each time, and prints how to repeat.
hypothesis.settings.register_profile(
    "short", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "all", deadline=None, max_examples=1000, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
# Of a promise broken on purpose (tests/mutants) nobody wants the smallest case.
hypothesis.settings.register_profile(
    "noticed", hypothesis.settings.get_profile("short"), phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate)
)
hypothesis.settings.load_profile("all" if ALL else "short")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` (or ZEGEL_ACCEPT=1) writes what is kept anew: golden decisions, sentences, references. The diff is read like code."""
    parser.addoption("--accept", action="store_true", help="write golden files and generated references anew")


def pytest_configure(config: pytest.Config) -> None:
    """What `--accept` means to tests and xdist workers.

    In an xdist controller that no runner stands behind: start the server that the workers will find in their environment.
    """
    if config.option.accept:
        os.environ["ZEGEL_ACCEPT"] = "1"
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput") and POSTGRES not in os.environ:
        _start_postgres(config)


def _start_postgres(config: pytest.Config) -> str:
    """Start a server for the rest of this process and say where it is."""
    from dev import postgres

    server = postgres.start()
    os.environ[POSTGRES] = server.url

    def close() -> None:
        postgres.close(server)
        os.environ.pop(POSTGRES, None)

    config.add_cleanup(close)
    return server.url


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the longer forms out unless they are asked for."""
    if not ALL:
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="longer form: ./zegel test --all"))


@pytest.fixture
def postgres_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and its like, of the package that brought the server where the machine has none of its own."""
    from dev import postgres

    for place in postgres.places():
        if (place / "pg_dump").is_file():
            monkeypatch.setenv("PATH", str(place), prepend=os.pathsep)
            return


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Coroutine tests (`@pytest.mark.anyio`) run on asyncio."""
    return "asyncio"


@pytest.fixture(scope="session")
def longer() -> bool:
    """Is this the longer form? For tests that only turn a number up."""
    return ALL


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> str:
    """The superuser's address of a private server with the roles `zegel_owner` and `zegel_app`."""
    from dev import databases

    url = os.environ.get(POSTGRES) or _start_postgres(pytestconfig)
    databases.make_roles(url)
    return url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Callable[..., str]:
    """`postgres_template("schema", build)` → the name of a database that `build(database)` filled once, to make copies of."""
    from dev import databases

    def make(key: str, build: Callable[[Any], None]) -> str:
        return databases.template(postgres_server, key, build)

    return make


def _making(server: str) -> Iterator[Callable[..., Any]]:
    """A maker of databases that drops what it made."""
    from dev import databases

    made = []

    def make(template: str = "template0") -> databases.Database:
        made.append(databases.fresh(server, template))
        return made[-1]

    yield make
    for database in made:
        databases.drop(server, database)


@pytest.fixture
def make_postgres(postgres_server: str) -> Iterator[Callable[..., Any]]:
    """`make_postgres(template=...)` → a fresh `dev.databases.Database` (owner_url, app_url, superuser_url); gone after the test."""
    yield from _making(postgres_server)


@pytest.fixture(scope="module")
def make_module_postgres(postgres_server: str) -> Iterator[Callable[..., Any]]:
    """The same for databases that all tests of a module share."""
    yield from _making(postgres_server)


@pytest.fixture
def postgres(make_postgres: Callable[..., Any]) -> Any:
    """One fresh, empty database for this test, under both roles."""
    return make_postgres()


@pytest.fixture
def postgres_url(postgres: Any) -> str:
    """The owner's address of one fresh, empty database for this test."""
    return str(postgres.owner_url)


@pytest.fixture
def zegel_environment(tmp_path: Path) -> dict[str, str]:
    """The environment for `python -m zegel` as a process of its own: importable from anywhere, at home in `tmp_path`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZEGEL_")}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1", "HOME": str(tmp_path), "NO_COLOR": "1"}


@pytest.fixture
def zegel_command() -> list[str]:
    """`python -m zegel` with the interpreter of these tests."""
    return [sys.executable, "-m", "zegel"]
