"""The shopper's acts from a process of its own: reading the data and building purchases keep one core busy while another books.

`python -m zegel.demo.feeding WEEKS UNTIL DATA SKIP` writes them to its output; `Feed` starts that and reads it.
"""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from zegel.core.periods import Instant
from zegel.demo.journey import Journey
from zegel.demo.opening import Plan, open_journey
from zegel.demo.shopper import Act, BringBack, Buy, Take, acts
from zegel.intake.wire import Packer, Plain, Unpacker, received, send, without_tenders

AT_ONCE: Final = 64
AHEAD: Final = 1 << 20
"""Bytes that the pipe holds where that can be asked for (Linux): a few messages, so that neither end waits for the other."""
BUY, TAKE, BRING_BACK = 0, 1, 2
SOURCES: Final = str(Path(__file__).parents[2])


def packed(act: Act, packer: Packer) -> Plain:
    """An act as plain values."""
    if isinstance(act, Buy):
        other = None if act.purchase is act.told else act.purchase.document
        return BUY, act.basket, act.household, packer.pack(act.told), other, act.bread, act.points
    if isinstance(act, Take):
        return TAKE, act.basket, act.household, act.store, act.at, act.reward
    return BRING_BACK, act.basket, act.household, act.store, act.at, act.line, act.number


def unpacked(found: Plain, unpacker: Unpacker) -> Act:
    """The act that `packed` wrote."""
    kind, *rest = found
    if kind == TAKE:
        return Take(*rest)
    if kind == BRING_BACK:
        return BringBack(*rest)
    basket, household, told, other, bread, points = rest
    bought = unpacker.unpack(told)
    return Buy(basket, household, bought if other is None else without_tenders(bought, other), bought, bread, points)


class Feed:
    """Acts of a plan from the place `skip` on, out of a process that ends with this context."""

    def __init__(self, plan: Plan, skip: int) -> None:
        words = [sys.executable, "-m", __name__, str(plan.weeks), str(plan.until), plan.data, str(skip)]
        path = os.pathsep.join(filter(None, [SOURCES, os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path})
        assert self._process.stdout is not None
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            with suppress(OSError):
                fcntl.fcntl(self._process.stdout, fcntl.F_SETPIPE_SZ, AHEAD)
        self._messages = received(self._process.stdout)  # type: ignore[arg-type]  # a buffered reader is a binary file
        counts: tuple[int, int] = next(self._messages, (0, 0))
        self.purchases, self.lines = counts

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.terminate()
        self._process.wait()

    def __iter__(self) -> Iterator[Act]:
        unpacker = Unpacker()
        ended = False
        for fresh, found in self._messages:
            unpacker.learn(fresh)
            ended = not found
            for act in found:
                yield unpacked(act, unpacker)
        if not ended:
            raise EOFError("the process that reads the data ended before its end")


def feed(found: Journey, plan: Plan, skip: int, out: Any) -> None:
    """Write the acts of `plan` from the place `skip` on; an empty message says that there are no more."""
    send(out, (found.purchases, found.lines))
    packer, steps = Packer(), iter(acts(found, plan.until))
    for _ in islice(steps, skip):
        pass
    while some := [packed(act, packer) for act in islice(steps, AT_ONCE)]:
        send(out, (packer.fresh(), some))
    send(out, ([], []))


def main(words: list[str]) -> int:
    """The process. Ctrl-C is for the one that books: when that ends, nobody reads here any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    weeks, until, data, skip = words
    plan = Plan(int(weeks), Instant(int(until)), data)
    try:
        feed(open_journey(plan), plan, int(skip), sys.stdout.buffer)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
