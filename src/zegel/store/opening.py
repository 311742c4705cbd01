"""The one door into this package for whoever only has an address."""

from importlib import import_module

from zegel.store.address import is_sqlite
from zegel.store.port import Store
from zegel.store.sqlite import open_sqlite


async def open_store(url: str, *, unsafe: bool = False) -> Store:
    """The store at `url`. Refuses (store.errors.CannotOpen) what could lose data; `unsafe` lets tests use a superuser on PostgreSQL."""
    if is_sqlite(url):
        return await open_sqlite(url)
    found: Store = await import_module("zegel.store.postgres").open_postgres(url, unsafe=unsafe)
    return found


def migrate(url: str) -> str:
    """Bring the database at `url` to the newest schema (store.migrate) and give its step."""
    return str(import_module("zegel.store.migrate").migrate(url))
