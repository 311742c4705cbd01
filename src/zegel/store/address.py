"""Database addresses: `sqlite:///relative.db`, `sqlite:////absolute.db`, `postgresql://user:password@host:port/name`."""

from pathlib import Path

from zegel.store.errors import CannotOpen


def is_sqlite(url: str) -> bool:
    """Whether `url` names a SQLite file; refuses an address that is neither."""
    if url.startswith("sqlite:///"):
        return True
    if url.startswith(("postgresql://", "postgres://")):
        return False
    raise CannotOpen("A database address looks like sqlite:///zegel.db or postgresql://user:password@host:5432/name.")


def sqlite_path(url: str) -> Path:
    """The file that a SQLite address names.

    >>> sqlite_path("sqlite:///shop/zegel.db").as_posix()
    'shop/zegel.db'
    """
    return Path(url.removeprefix("sqlite:///"))


def postgres_dsn(url: str, scheme: str = "postgresql") -> str:
    """The address under another scheme, as drivers spell it."""
    return f"{scheme}://{url.partition('://')[2]}"
