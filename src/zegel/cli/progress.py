"""Long work, watched: a bar on a terminal, a plain line every few seconds otherwise; and stopping it in between.

The first Ctrl-C (or SIGTERM) lets the batch under way end and be kept; the second ends the process where it is.
"""

import asyncio
import gc
import signal
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from zegel.cli.says import is_watched, tell

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

EVERY_SECONDS: Final = 5.0


def look_for_cycles_less() -> None:
    """For bulk work: a batch holds tens of thousands of values at once, none of them in a cycle. Saves a quarter of the time."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


class Watch:
    """How far the work is: `moved(done)` now and then. `total` 0: not known."""

    def __init__(self, what: str, total: int, *, quiet: bool = False) -> None:
        self._what, self._total, self._quiet = what, total, quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._began = self._said = monotonic()
        self._from = -1

    def __enter__(self) -> Self:
        if not self._quiet and is_watched():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                refresh_per_second=4,
            )
            self._task = self._bar.add_task(self._what, total=self._total or None)
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def moved(self, done: int) -> None:
        """`done` of the whole is done."""
        if self._from < 0:
            self._from = done
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)
            return
        now = monotonic()
        if not self._quiet and now - self._said >= EVERY_SECONDS:
            self._said = now
            of = f" of {self._total:,}" if self._total else ""
            tell(f"{self._what}: {done:,}{of}, {(done - self._from) / (now - self._began):,.0f} a second")


class Stop:
    """Whether somebody asked to stop; `then` is called when they do. Use it as a context inside the event loop."""

    def __init__(self, then: Callable[[], object] = lambda: None) -> None:
        self.asked, self._then = False, then

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._ask, number)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    def _ask(self, number: int) -> None:
        if self.asked:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self.asked = True
        self._then()
        tell("Stopping after the batch under way (again to stop at once) ...")
