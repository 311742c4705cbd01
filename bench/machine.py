"""The machine: what it is, what its disk takes for one commit, how fast it goes this minute, and what its processes have used."""

import os
import platform
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from zegel.store import sqlite_driver

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
PACE_STEPS = 300_000


def cpu_name() -> str:
    """The processor as it calls itself."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def described() -> dict[str, str]:
    """What stands above every table of results."""
    memory = next((line for line in Path("/proc/meminfo").read_text(encoding="utf-8").splitlines() if line.startswith("MemTotal")), "")
    return {
        "processor": f"{cpu_name()}, {os.cpu_count()} cores",
        "memory": f"{int(memory.split()[1]) // 1024 // 1024} GiB" if memory else "unknown",
        "kernel": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": str(sqlite_driver.driver().sqlite_version),
    }


def fsync_ms(folder: str | None = None, count: int = 200) -> float:
    """The median time in which the disk makes 8 kB durable (write and fdatasync in place, as pg_test_fsync does it)."""
    found = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        file.write(bytes(8192))
        file.flush()
        os.fsync(file.fileno())
        for _ in range(count):
            os.pwrite(file.fileno(), os.urandom(8192), 0)
            start = perf_counter()
            os.fdatasync(file.fileno())
            found.append(perf_counter() - start)
    return median(found) * 1000


def pace_ms() -> float:
    """CPU milliseconds of a loop that never changes: what a slow minute of the machine does to everything else."""
    start, x = process_time(), 1
    for _ in range(PACE_STEPS):
        x = (x * 1_103_515_245 + 12_345) & 0x7FFF_FFFF
    return (process_time() - start) * 1000


def tree(roots: Iterable[int]) -> set[int]:
    """The processes of `roots` and everything they started."""
    return set(_known(roots))


def cpu_seconds(roots: Iterable[int]) -> float:
    """CPU that the processes of `roots` and everything they started have used so far, ended children included."""
    return sum(_known(roots).values()) / _TICK


def _known(roots: Iterable[int]) -> dict[int, int]:
    """Process → ticks used, of `roots` and all below them."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            text = (process / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        fields = text.rpartition(")")[2].split()
        children.setdefault(int(fields[1]), []).append(int(process.name))
        ticks[int(process.name)] = sum(int(field) for field in fields[11:15])
    found: dict[int, int] = {}
    waiting = [pid for pid in roots if pid in ticks]
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found[pid] = ticks[pid]
            waiting += children.get(pid, [])
    return found


def resident_mb(pid: int) -> float:
    """What a process holds in memory."""
    return int(Path("/proc", str(pid), "statm").read_text(encoding="ascii").split()[1]) * _PAGE / 1e6
