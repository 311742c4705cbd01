"""Database addresses: `sqlite:///relative.db`, `sqlite:////absolute.db`, `postgresql://user:password@host:port/name`."""

from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

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


def postgres_dsn(url: str) -> str:
    """The address under the scheme that every driver knows."""
    return f"postgresql://{url.partition('://')[2]}"


def without_password(url: str) -> tuple[str, str]:
    """A PostgreSQL address without its password, and the password ("" for none): `ps` shows what a tool is told.

    >>> without_password("postgres://zegel:se%40cret@[::1]:5432/shop?sslmode=verify-full")
    ('postgresql://zegel@[::1]:5432/shop?sslmode=verify-full', 'se@cret')
    >>> without_password("postgresql:///shop?host=/run/postgresql&password=secret")
    ('postgresql:///shop?host=%2Frun%2Fpostgresql', 'secret')
    """
    parts = urlsplit(postgres_dsn(url))
    who, at, where = parts.netloc.rpartition("@")
    user, _, secret = who.partition(":")
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    password = asked.pop("password", unquote(secret))
    query = f"?{urlencode(asked, quote_via=quote, safe='')}" if asked else ""
    return f"postgresql://{user}{at}{where}{parts.path}{query}", password
