"""The server as it is sold, with two routes beside it for the benchmarks: its counters, and echoes that never reach the desk.

`python -m bench.server [--profile FILE]`; settings come from the environment, as always. `POST /bench/echo` reads and checks a purchase
and answers with bytes that are ready; `POST /bench/answer` makes those bytes out of a receipt, as a purchase does.
"""

import cProfile
import json
import os
import pstats
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send

from bench.machine import resident_mb
from zegel import server as composition
from zegel.api import schemas
from zegel.api.app import Application
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, Endpoint, Route
from zegel.api.door import Path as Methods
from zegel.core.ids import PurseId, ReceiptId
from zegel.hall import translate
from zegel.hall.answers import receipt_answer
from zegel.hall.calls import Call
from zegel.main import Settings
from zegel.store import sqlite_thread

RECEIPTS = "ZEGEL_BENCH_RECEIPTS"
_create = composition.create_app


class Echoes:
    """Answers out of receipts that a replay made before."""

    def __init__(self, path: str) -> None:
        lines = Path(path).read_text(encoding="utf-8").splitlines() if path else []
        self._documents = [line.encode() for line in lines]
        self._answers: list[bytes] = []
        self._n = 0

    async def echo(self, _door: Door, call: Call) -> Answer:
        """In and checked; out as it stands."""
        if not self._answers:
            self._answers = [receipt_answer(call.shelf, ReceiptId(PurseId(bytes(16)), 7), one) for one in self._documents]
        found, canonical = read_body(schemas.PURCHASE, call.body)
        translate.purchase(call, found, canonical)
        self._n += 1
        return Answer(201, self._answers[self._n % len(self._answers)])

    async def answer(self, _door: Door, call: Call) -> Answer:
        """In and checked; out made of a receipt."""
        found, canonical = read_body(schemas.PURCHASE, call.body)
        translate.purchase(call, found, canonical)
        self._n += 1
        document = self._documents[self._n % len(self._documents)]
        return Answer(201, receipt_answer(call.shelf, ReceiptId(PurseId(bytes(16)), self._n), document))


def create_app(settings: Settings | None = None, greet: Callable[[str], None] | None = None) -> Application:
    """The whole server, and ours beside it."""
    app = _create(settings, greet)
    door = app.hot["/v1/purchases"].door
    echoes = Echoes(os.environ.get(RECEIPTS, ""))
    for path, handler in (("/bench/echo", echoes.echo), ("/bench/answer", echoes.answer)):
        route = Route("POST", path, "purchases:write", "json", keyed=True, handler=handler)
        app.hot[path] = Methods(door, {"POST": Endpoint(door, route)})
    app.hot["/bench/counters"] = Counters(door)  # type: ignore[assignment]  # an ASGI application all the same
    return app


class Counters:
    """What the desk has carried so far, and what this process holds."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """GET /bench/counters."""
        desk = self._door.desk
        said: dict[str, Any] = {"batches": desk.batches, "carried": desk.carried, "resident_mb": resident_mb(os.getpid())}
        body = json.dumps(said).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
        await send({"type": "http.response.body", "body": body})


def profiled(path: str, work: Callable[[], None]) -> None:
    """Run `work` under cProfile, the store's threads too; what was found goes to `path`."""
    profiles: list[cProfile.Profile] = []
    run = sqlite_thread.SqliteThread._run

    def watched(self: sqlite_thread.SqliteThread) -> None:
        own = cProfile.Profile()
        profiles.append(own)
        own.runcall(run, self)

    sqlite_thread.SqliteThread._run = watched  # type: ignore[method-assign]  # only here
    main = cProfile.Profile()
    try:
        main.runcall(work)
    finally:
        stats = pstats.Stats(main)
        for one in profiles:
            one.create_stats()
            if one.stats:
                stats.add(one)
        stats.dump_stats(path)


def serve() -> None:
    """As `zegel serve` does."""
    composition.create_app = create_app
    composition.serve(Settings())


if __name__ == "__main__":
    # uvicorn sends the signal that stopped it again: without a handler the profile would never be written.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if sys.argv[1:2] == ["--profile"]:
        profiled(sys.argv[2], serve)
    else:
        serve()
