"""Where the short form keeps its files: in memory where there is plenty, for a commit of every test waits for the disk otherwise.

Nothing is switched off for it: PostgreSQL and SQLite sync as they do in a shop, and what `kill -9` may take is the same. The longer
forms (`./zegel test --all`) and the benchmarks stay on the disk.
"""

import os
import re
from pathlib import Path

SHARED = Path("/dev/shm")
FREE = 3 * 2**30
"""Twice and more what all suites together had at once."""
AVAILABLE = 5 * 2**30


def folder() -> Path | None:
    """A folder in memory with enough room for the tests; None where the disk must do."""
    try:
        found = os.statvfs(SHARED)
        said = re.search(r"MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text(encoding="ascii"))
    except OSError:
        return None
    roomy = found.f_bavail * found.f_frsize >= FREE and said is not None and int(said[1]) * 1024 >= AVAILABLE
    usable = not found.f_flag & os.ST_NOEXEC and os.access(SHARED, os.W_OK | os.X_OK)
    return SHARED if roomy and usable else None
