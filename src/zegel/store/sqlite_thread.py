"""A thread that owns one SQLite connection: jobs go in from the event loop, results come back to it, one at a time, in order."""

import asyncio
import sqlite3
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

_Job: TypeAlias = "tuple[Callable[[sqlite3.Connection], Any], asyncio.AbstractEventLoop, asyncio.Future[Any]] | None"


class SqliteThread:
    """The connection is made in the thread, by the first job."""

    def __init__(self, name: str, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._connection: sqlite3.Connection | None = None
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def do(self, work: Callable[[sqlite3.Connection], T]) -> "asyncio.Future[T]":
        """Queue `work`. Whoever does not wait for it may forget it: the next job comes after it all the same."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put((work, loop, future))
        return future

    async def close(self) -> None:
        """Finish what is queued, close the connection, end the thread."""
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, loop, future = job
            try:
                if self._connection is None:
                    self._connection = self._connect()
                result = work(self._connection)
            except BaseException as error:  # noqa: BLE001 - handed to whoever waits
                _tell(loop, _fail, future, error)
            else:
                _tell(loop, _succeed, future, result)
        if self._connection is not None:
            self._connection.close()


def _tell(loop: asyncio.AbstractEventLoop, how: Callable[..., None], *words: object) -> None:
    try:
        loop.call_soon_threadsafe(how, *words)
    except RuntimeError:
        pass  # the loop is gone, and whoever waited with it


def _succeed(future: "asyncio.Future[T]", result: T) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: "asyncio.Future[object]", error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
