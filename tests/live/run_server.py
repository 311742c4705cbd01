"""One server as a process of its own, as `zegel serve` would run it: `python -m tests.live.run_server`, settings in the environment.

ZEGEL_TEST_CLOCK names a file of eight bytes: how many milliseconds this server's clock is wrong by, now (signed, little-endian).
ZEGEL_TEST_FAKETIME=1 says that libfaketime is loaded, under which Python's time.sleep does not work.
"""

import faulthandler
import mmap
import os
import select
import signal
from pathlib import Path

from zegel import main
from zegel.core.periods import Instant
from zegel.store import sqlite


def wrong_by(path: str) -> None:
    """Put a clock that can be moved in the place of the one on the wall, before anything is composed."""
    with Path(path).open("rb") as file:
        shifted = mmap.mmap(file.fileno(), 8, access=mmap.ACCESS_READ)
    true = main.now
    main.now = lambda: Instant(true() + int.from_bytes(shifted[:8], "little", signed=True))


def sleep_by_waiting() -> None:
    """libfaketime 0.9.10 refuses the call that Python 3.11 sleeps by (EINVAL), whatever the clock says."""
    sqlite.sleep = lambda seconds: select.select((), (), (), seconds)


if __name__ == "__main__":
    faulthandler.register(signal.SIGUSR1)  # whoever wonders where it stands still can ask
    clock = os.environ.get("ZEGEL_TEST_CLOCK")
    if clock:
        wrong_by(clock)
    if os.environ.get("ZEGEL_TEST_FAKETIME"):
        sleep_by_waiting()
    from zegel.server import serve  # now: it takes the clock that is there

    serve(main.Settings())
