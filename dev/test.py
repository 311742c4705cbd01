"""`./zegel test [--all] [--suite NAME ...] [--list] [words for pytest]`: the suites, each within its budget.

Each suite is a pytest process of its own, and those of one process run side by side; what a suite prints is shown when it fails, or
as it comes when suites are named. The last line sums up all of them. Exit code 0 only when something ran and nothing failed.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

from dev import browser, databases, memory, postgres
from dev.suites import LANES, SUITES, TOTAL_MINUTES, Suite, fits

ROOT = Path(__file__).resolve().parent.parent
# A suite that hangs is stopped; a slow machine is only told of. The longer forms have no end of their own.
STOPPED_AT = 12
NO_TESTS = 5  # pytest's exit code
USAGE = 64  # EX_USAGE of sysexits.h


@dataclass(frozen=True, slots=True)
class Count:
    """How many tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def counted(report: Path, code: int) -> Count:
    """What pytest's JUnit report says. A process that failed without a failed test (a crash, a broken conftest) is one failure."""
    total = Count()
    with contextlib.suppress(OSError, ET.ParseError):
        for suite in ET.parse(report).getroot().iter("testsuite"):
            tests, skipped = int(suite.get("tests", "0")), int(suite.get("skipped", "0"))
            failed = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
            total += Count(max(0, tests - failed - skipped), failed, skipped)
    if code not in (0, NO_TESTS) and not total.failed:
        total += Count(failed=1)
    return total


def command_for(suite: Suite, paths: list[str], report: Path, words: list[str]) -> list[str]:
    """The suite's pytest."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=short", f"--junitxml={report}", "-o", "junit_logging=no"]
    command += ["-o", "tmp_path_retention_policy=failed"]
    if suite.workers:
        command += ["-n", str(min(suite.workers, os.cpu_count() or 1)), "--dist", suite.split]
    return [*command, *suite.options, *words, *paths]


@dataclass(slots=True)
class Running:
    """A suite under way."""

    suite: Suite
    process: "subprocess.Popen[bytes]"
    folder: "tempfile.TemporaryDirectory[str]"
    heard: IO[bytes]
    began: float
    long: bool

    @property
    def seconds(self) -> float:
        """How long by now."""
        return time.monotonic() - self.began

    def is_over(self) -> bool:
        """Whether it ended; one that hangs is stopped."""
        if self.process.poll() is None and not self.long and self.seconds > self.suite.seconds * STOPPED_AT:
            print(f"     {self.suite.name}: stopped after {self.suite.seconds * STOPPED_AT} s", flush=True)
            end(self.process)
        return self.process.poll() is not None

    def ended(self) -> Count:
        """Print its line, after what it said where something failed."""
        suite, seconds = self.suite, self.seconds
        count = counted(Path(self.folder.name) / "report.xml", self.process.wait())
        self.heard.seek(0)
        said = self.heard.read().decode("utf-8", errors="replace").strip()
        if count.failed and said:
            print(f"\n{said}\n")
        over = "" if self.long or seconds <= suite.seconds else "  over its budget"
        print(
            f"{'FAIL' if count.failed else ' ok '} {suite.name:<13} {seconds:6.1f} s of {suite.seconds:3d}   {count}   {suite.says}{over}",
            flush=True,
        )
        return count

    def close(self) -> None:
        """Its processes are stopped with it, whatever ends it; its files are gone."""
        end(self.process)
        self.heard.close()
        self.folder.cleanup()


def begun(suite: Suite, words: list[str], environment: dict[str, str], *, shown: bool) -> Running | None:
    """Start one suite; None where there is nothing in it yet."""
    paths = [path for path in suite.paths if (ROOT / path).exists()]
    if not paths:
        print(f"  –  {suite.name:<13} nothing here yet ({', '.join(suite.paths[:3])})", flush=True)
        return None
    folder = tempfile.TemporaryDirectory(prefix="zegel-test-", ignore_cleanup_errors=True)
    heard = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the suite
    out = None if shown else heard
    process = subprocess.Popen(
        command_for(suite, paths, Path(folder.name) / "report.xml", words), cwd=ROOT,
        env=environment | {"PYTEST_DEBUG_TEMPROOT": folder.name}, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
    )  # fmt: skip
    return Running(suite, process, folder, heard, time.monotonic(), environment.get("ZEGEL_ALL") == "1")


def run(suites: list[Suite], words: list[str], environment: dict[str, str], *, shown: bool) -> Count:
    """Run the suites in their order, side by side as far as the lanes go; one at a time where they are shown."""
    waiting, running, total = deque(suites), list[Running](), Count()
    lanes = 1 if shown else min(LANES, os.cpu_count() or 1)
    try:
        while waiting or running:
            while waiting and fits(waiting[0], [one.suite for one in running], lanes):
                if (started := begun(waiting.popleft(), words, environment, shown=shown)) is not None:
                    running.append(started)
            time.sleep(0.05)
            for one in [one for one in running if one.is_over()]:
                total += one.ended()
                running.remove(one)
                one.close()
    finally:
        for one in running:
            one.close()
    return total


def end(process: "subprocess.Popen[bytes]") -> None:
    """Stop what is left of the suite's own process group; its leader is ours, so the number cannot be another's."""
    for how in (signal.SIGINT, signal.SIGKILL):
        if process.poll() is not None:
            break
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)


@contextlib.contextmanager
def environment_for(suites: list[Suite], *, long: bool) -> Iterator[dict[str, str]]:
    """The tests' environment; with a private PostgreSQL when one of the suites has tests for it."""
    # Compiled modules are kept: some hundred processes import the same ones.
    ours = ("ZEGEL_ALL", "PYTHONOPTIMIZE", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    if long:
        environment["ZEGEL_ALL"] = "1"
    elif "TMPDIR" not in environment and (found := memory.folder()) is not None:
        tempfile.tempdir = environment["TMPDIR"] = str(found)
        print(f"     files are kept in {found}", flush=True)
    if any(suite.browser for suite in suites) and (told := browser.bring()):
        print(f"     {told}", flush=True)
    wanted = any(suite.postgres and any((ROOT / path).exists() for path in suite.paths) for suite in suites)
    if not wanted or "ZEGEL_TEST_POSTGRES" in environment:
        yield environment
        return
    with postgres.running() as server:
        databases.make_roles(server.url)
        print(f"     PostgreSQL {server.version} of {server.bin}", flush=True)
        yield environment | {"ZEGEL_TEST_POSTGRES": server.url}


def parsed(words: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Our words, and those that go to pytest."""
    parser = argparse.ArgumentParser(prog="./zegel test", description="Run the suites; other words go to pytest.", allow_abbrev=False)
    parser.add_argument("--all", action="store_true", help="the longer forms too")
    parser.add_argument("--suite", action="append", default=[], metavar="NAME", help="only this suite; repeat it for more")
    parser.add_argument("--list", action="store_true", help="name the suites and their budgets")
    return parser.parse_known_args(words)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM unwinds like Ctrl-C, so that the server and the suite are stopped."""
    raise KeyboardInterrupt


def main(words: list[str]) -> int:
    """Run what was asked for; the last line is the sum."""
    asked, others = parsed(words)
    known = {suite.name: suite for suite in SUITES}
    unknown = [name for name in asked.suite if name not in known]
    if unknown:
        print(f"There is no suite {', '.join(unknown)}. There are: {', '.join(known)}", file=sys.stderr)
        return USAGE
    if asked.list:
        for suite in SUITES:
            print(f"{suite.name:<13} {suite.seconds:4d} s  {suite.says}")
        return 0
    signal.signal(signal.SIGTERM, _interrupted)
    suites = [known[name] for name in dict.fromkeys(asked.suite)] or list(SUITES)
    start, total = time.monotonic(), Count()
    try:
        with environment_for(suites, long=asked.all) as environment:
            total = run(suites, others, environment, shown=bool(asked.suite))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except postgres.NoPostgres as failure:
        print(f"{failure}\n\nOn Debian: apt install postgresql", file=sys.stderr)
        total += Count(failed=1)
    print(f"\n{len(suites)} suites in {time.monotonic() - start:.0f} s; the budget of all is {TOTAL_MINUTES} min.\n")
    print(total, flush=True)
    return 0 if total.passed and not total.failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
