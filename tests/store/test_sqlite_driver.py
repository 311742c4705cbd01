"""Which SQLite is safe, and what every connection has."""

import stat
from types import SimpleNamespace

import pytest

from zegel.store import sqlite_driver
from zegel.store.address import is_sqlite, sqlite_path
from zegel.store.errors import CannotOpen, SqliteTooOld, UnsafeSettings
from zegel.store.opening import migrate, open_store


@pytest.mark.parametrize(("version", "safe"), [
    ("3.40.1", False), ("3.44.5", False), ("3.44.6", True), ("3.45.0", False), ("3.50.6", False), ("3.50.7", True), ("3.51.2", False),
    ("3.51.3", True), ("3.53.4", True), ("4.0.0", True),
])  # fmt: skip
def test_versions_that_can_lose_committed_data_are_refused(version, safe):
    assert sqlite_driver.is_safe(tuple(map(int, version.split(".")))) is safe


def test_the_first_safe_library_is_taken(monkeypatch):
    def library(version):
        return SimpleNamespace(
            sqlite_version=version, sqlite_version_info=tuple(map(int, version.split("."))), register_adapter=lambda *_: None
        )

    there = {"sqlite3": library("3.40.1"), "pysqlite3.dbapi2": library("3.53.4")}

    def importing(name):
        if name not in there:
            raise ImportError(name)
        return there[name]

    monkeypatch.setattr(sqlite_driver.importlib, "import_module", importing)
    assert sqlite_driver.driver() is there["pysqlite3.dbapi2"]

    there["sqlite3"] = library("3.51.3")
    assert sqlite_driver.driver() is there["sqlite3"]

    there |= {"sqlite3": library("3.40.1"), "pysqlite3.dbapi2": library("3.51.1")}
    with pytest.raises(SqliteTooOld, match=r"found sqlite3 3\.40\.1, pysqlite3 3\.51\.1"):
        sqlite_driver.driver()

    there.clear()
    with pytest.raises(SqliteTooOld, match="found none"):
        sqlite_driver.driver()


def test_every_connection_has_what_the_books_rest_on(tmp_path):
    path = tmp_path / "new.db"
    connection = sqlite_driver.connect(sqlite_driver.driver(), path, create=True)
    reader = sqlite_driver.connect(sqlite_driver.driver(), path, read_only=True)

    for one in (connection, reader):
        found = {name: one.execute(f"PRAGMA {name}").fetchone()[0] for name in sqlite_driver.PRAGMAS}
        assert found == sqlite_driver.PRAGMAS
    assert reader.execute("PRAGMA query_only").fetchone() == (1,)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    connection.close()
    reader.close()


def test_addresses(tmp_path):
    assert is_sqlite("sqlite:////srv/zegel.db")
    assert not is_sqlite("postgresql://zegel@db/zegel")
    assert str(sqlite_path("sqlite:////srv/zegel.db")) == "/srv/zegel.db"
    with pytest.raises(CannotOpen, match="looks like"):
        is_sqlite("mysql://x")
    with pytest.raises(CannotOpen, match="zegel migrate"):
        sqlite_driver.connect(sqlite_driver.driver(), tmp_path / "absent.db")


@pytest.mark.anyio
@pytest.mark.parametrize(("mode", "opens"), [(0o600, True), (0o640, True), (0o604, False), (0o666, False), (0o602, False)])
async def test_a_database_that_everybody_may_open_is_refused_with_what_to_do(tmp_path, mode, opens):
    path = tmp_path / "shop.db"
    migrate(f"sqlite:///{path}")
    path.chmod(mode)

    if opens:
        await (await open_store(f"sqlite:///{path}")).close()
    else:
        with pytest.raises(UnsafeSettings, match=f"chmod 600 {path}"):
            await open_store(f"sqlite:///{path}")
