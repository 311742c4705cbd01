"""What the command line gets from the composition root (zegel.main), which stands above it and is loaded only when it is needed."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from zegel.cli.says import Exit, Failed
from zegel.core.value import value

if TYPE_CHECKING:  # what is named here takes long to import, and most commands need none of it
    from contextlib import AbstractAsyncContextManager

    from zegel.core.ids import CompanyId
    from zegel.core.periods import Instant
    from zegel.desk.desk import Desk
    from zegel.desk.shelves import Shelves
    from zegel.store.port import Store
    from zegel.worker.worker import Worker

T = TypeVar("T")


class Chosen(Protocol):
    """The settings, read."""

    @property
    def database(self) -> str:
        """The database's address."""
        ...

    @property
    def host(self) -> str:
        """Where the server listens."""
        ...

    @property
    def port(self) -> int:
        """Where the server listens."""
        ...

    @property
    def public_url(self) -> str:
        """Where it is reached from outside, "" where nobody said."""
        ...

    @property
    def smtp_host(self) -> str:
        """The server that mail goes out by, "" where there is none."""
        ...

    @property
    def demo_post(self) -> bool:
        """Whether everybody's mail is shown."""
        ...


class House(Protocol):
    """Everything behind the doors."""

    @property
    def store(self) -> "Store": ...
    @property
    def desk(self) -> "Desk": ...
    @property
    def shelves(self) -> "Shelves": ...
    @property
    def worker(self) -> "Worker": ...


class Root(Protocol):
    """The composition root, as far as commands use it."""

    def now(self) -> "Instant":
        """The clock on the wall."""
        ...

    def random_bytes(self, count: int) -> bytes:
        """Secrets and ids."""
        ...

    def settings(self, **chosen: object) -> Chosen:
        """The settings of the environment, with these in their place."""
        ...

    def open_house(self, settings: Chosen, *, alone: bool) -> "AbstractAsyncContextManager[House]":
        """The store opened and the desk at work; `alone`: no till waits for this database."""
        ...

    def public_key(self, settings: Chosen) -> bytes:
        """The public half of the key that seals are signed with."""
        ...

    def code_key(self, settings: Chosen) -> bytes:
        """The key that codes are hashed under, whichever that is."""
        ...

    async def checked_code_key(self, settings: Chosen, store: "Store") -> bytes:
        """The key that codes are hashed under; refuses another one than those of this database."""
        ...

    def people_key(self, settings: Chosen) -> bytes:
        """The key that PINs are hashed under and authenticator secrets sealed."""
        ...

    def serve(self, settings: Chosen, ready: Callable[[str], None], greet: Callable[[str], None] | None = None) -> None:
        """Run the server until it is stopped; `greet` is told the first owner's link, where nobody owns a company yet."""
        ...


_loaders: list[Callable[[], Root]] = []


def use(load: Callable[[], Root]) -> None:
    """Where commands get the root from: `__main__` says so, tests may."""
    _loaders[:] = [load]


def root() -> Root:
    """The composition root."""
    assert _loaders, "nobody said where the composition root is"
    return _loaders[0]()


@value
class At:
    """A command at work on one database: the root, its settings, the house behind them."""

    root: Root
    settings: Chosen
    house: House

    async def company(self, named: str) -> "CompanyId":
        """The company called `named`, or the only one there is."""
        found = await self.house.store.queries.companies()
        ids = [company.id for company in found]
        if named and named not in ids:
            raise Failed(f"There is no company `{named}`. {_there_are(ids)}")
        if not named and len(ids) != 1:
            raise Failed(f"Which company? Say --company. {_there_are(ids)}", Exit.USAGE if ids else Exit.REFUSED)
        return next(known for known in ids if not named or known == named)


def _there_are(ids: "list[CompanyId]") -> str:
    if not ids:
        return "There is none yet: zegel company new ID --name NAME --currency EUR --zone Europe/Amsterdam"
    return f"There are: {', '.join(ids[:20])}."


def at_work(database: str, work: Callable[[At], Awaitable[T]], *, alone: bool = False) -> T:
    """Open the database, do `work`, close it again. An empty address is that of the settings. `alone`: no till waits for it."""
    import asyncio

    found = root()
    settings = found.settings(database=database) if database else found.settings()

    async def run() -> T:
        async with found.open_house(settings, alone=alone) as house:
            return await work(At(found, settings, house))

    return asyncio.run(run())
