"""Which SQLite library is used, and how every connection is set up.

Below 3.51.3 two connections that write and checkpoint at once can lose committed data (reliability.md T1); the fix was carried
back to 3.44.6 and 3.50.7 only. A second process (the command line) may always be there, so the version is the real guard.
"""

import importlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Final

from zegel.store.errors import CannotOpen, SqliteTooOld, UnsafeSettings

FIXED: Final = (3, 51, 3)
BACK_PORTS: Final = ((3, 44, 6), (3, 50, 7))
CANDIDATES: Final = ("sqlite3", "pysqlite3.dbapi2")

BUSY_MS: Final = 5_000
"""How long a statement waits for another process's lock."""

PRAGMAS: Final = {
    "busy_timeout": BUSY_MS, "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0,
}  # fmt: skip
"""What every connection must have, asserted after it was set. synchronous 2 is FULL."""

EVERYBODY: Final = 0o007
"""What a file may be to whoever is neither its owner nor of its group: nothing. A group of those who make backups may read it."""

WAL_LIMIT: Final = 16 * 1024 * 1024
"""What is left of the write-ahead log once it was carried over."""


def is_safe(version: tuple[int, ...]) -> bool:
    """Whether that SQLite is free of the fault.

    >>> is_safe((3, 51, 2)), is_safe((3, 50, 7)), is_safe((3, 53, 4))
    (False, True, True)
    """
    return version >= FIXED or any(version[:2] == fixed[:2] and version >= fixed for fixed in BACK_PORTS)


def driver(candidates: Iterable[str] = CANDIDATES) -> ModuleType:
    """The first Python module whose SQLite is safe; refuses where none is."""
    found = []
    for name in candidates:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if is_safe(tuple(module.sqlite_version_info)):
            # Without an adapter the driver asks each of these values for a protocol that it has not: 1.5 µs a value.
            module.register_adapter(bytes, bytes)
            module.register_adapter(type(None), {}.get)
            return module
        found.append(f"{name.partition('.')[0]} {module.sqlite_version}")
    raise SqliteTooOld(
        f"Zegel needs SQLite 3.51.3 or newer (3.44.6 and 3.50.7 will do) and found {', '.join(found) or 'none'}: older ones can lose"
        " committed data. Install the package pysqlite3, or use PostgreSQL."
    )


def connect(module: ModuleType, path: Path, *, create: bool = False, read_only: bool = False, cache_kib: int = 2_000) -> sqlite3.Connection:
    """A connection with the settings that the books rest on, each asserted. A new file is readable by its owner alone."""
    if create:
        path.touch(mode=0o600)
    elif not path.is_file():
        raise CannotOpen(f"There is no database {path}: run `zegel migrate` first.")
    # Statements are begun by hand; connections are handed between threads, never used by two at once.
    connection: sqlite3.Connection = module.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
    for name, wanted in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={wanted}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        assert found == wanted, f"SQLite did not take PRAGMA {name}={wanted}"
    connection.execute(f"PRAGMA cache_size=-{cache_kib}")
    connection.execute(f"PRAGMA journal_size_limit={WAL_LIMIT}")
    # Within a COMMIT that is durable by then; what fails there is not told, and need not be: nothing counts as carried over before
    # the file was synced, and the next one carries all of it over again.
    connection.execute("PRAGMA wal_autocheckpoint=2000")
    connection.execute("PRAGMA temp_store=memory")
    if read_only:
        connection.execute("PRAGMA query_only=ON")
    return connection


def check_private(path: Path) -> None:
    """Refuse a database that every account of the machine may read or write: it holds what members bought, and their cards."""
    if path.is_file() and path.stat().st_mode & EVERYBODY:
        raise UnsafeSettings(f"Everybody on this machine may open {path}. Close it to them: chmod 600 {path}")
