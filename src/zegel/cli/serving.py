"""The server, and the worker apart from it."""

from collections.abc import Callable
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from typing import TYPE_CHECKING, Annotated, Final

import typer

from zegel.cli.options import Database
from zegel.cli.says import Exit, Failed, tell

if TYPE_CHECKING:
    from zegel.cli.root import Chosen

NO_LISTENING: Final = (EACCES, EADDRINUSE, EADDRNOTAVAIL)
"""Why nobody may listen somewhere: not as this user, somebody does already, not an address of this machine."""


def serve(
    database: Database = "",
    host: Annotated[str, typer.Option(help="Where to listen; ZEGEL_HOST or 127.0.0.1.")] = "",
    port: Annotated[int, typer.Option(help="Where to listen; ZEGEL_PORT or 8080.", min=-1, max=65_535)] = -1,
) -> None:
    """Run the server: the API on one port, and the worker beside it. Ctrl-C ends it after what is under way."""
    from zegel.cli.root import root

    chosen: dict[str, object] = {}
    if database:
        chosen["database"] = database
    if host:
        chosen["host"] = host
    if port >= 0:
        chosen["port"] = port
    listen(root().settings(**chosen), welcome)


def listen(settings: "Chosen", greet: Callable[[str], None] | None = None) -> None:
    """Serve until it is stopped; an address where nobody can listen is said, with what to do."""
    from zegel.cli.root import root

    try:
        root().serve(settings, lambda address: tell(f"Zegel listens on {address}. Ctrl-C ends it."), greet)
    except OSError as error:
        if error.errno not in NO_LISTENING:
            raise
        where = f"{settings.host}, port {settings.port}"
        raise Failed(f"Nobody can listen on {where} ({error.strerror}): choose another with --port.", Exit.USAGE) from error


def welcome(address: str) -> None:
    """The first owner's link, for whoever started the server."""
    from zegel.cli.says import say

    tell("Nobody owns this shop yet. Open this within a day, on the machine of whoever does; it is shown this once:")
    say(address)


def worker(database: Database = "") -> None:
    """Run the worker without a server: what is due, and seals. A server has one of its own unless ZEGEL_WORKER=false."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        import asyncio

        from zegel.cli.progress import Stop

        tell("The worker is at work. Ctrl-C ends it.")
        task = asyncio.create_task(at.house.worker.run())
        with Stop(task.cancel):
            await asyncio.wait([task])

    at_work(database, work)
