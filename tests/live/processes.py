"""Server processes: started on a free port, killed, frozen, started again. Each is stopped by the handle that started it."""

import contextlib
import http.client
import json
import mmap
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
PORTS = range(18_000, 30_000)
"""Below those that the kernel gives to outgoing connections."""


class Clock:
    """How wrong the servers' clocks are, in a file that they look into at every reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.write_bytes(bytes(8))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 8)

    def wrong_by(self, milliseconds: int) -> None:
        """From now on, for every server on this file."""
        self._shared[:8] = milliseconds.to_bytes(8, "little", signed=True)

    @property
    def wrong(self) -> int:
        """By how many milliseconds they are wrong."""
        return int.from_bytes(self._shared[:8], "little", signed=True)

    def now(self) -> int:
        """What the servers take for the time, in milliseconds."""
        return time.time_ns() // 1_000_000 + self.wrong


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """That of a process at home in `folder`. It may keep compiled modules: a server that is killed often starts often."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZEGEL_") and name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUNBUFFERED": "1", "HOME": str(folder)} | settings


def free_port() -> int:
    """A port that nobody listens on, and that no outgoing connection is given while a server is away from it."""
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("every port is taken")


class Server:
    """One server process, which may be killed and started again at the same address."""

    def __init__(self, name: str, folder: Path, url: str, clock: Clock | None = None, settings: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.log = folder / f"{name}.log"
        self._folder = folder
        self._environment = environment(folder, {
            "ZEGEL_DATABASE": url, "ZEGEL_PORT": str(self.port), "ZEGEL_ACCESS_LOG": "false", "ZEGEL_LOG_LEVEL": "warning",
        } | ({"ZEGEL_TEST_CLOCK": str(clock.path)} if clock else {}) | dict(settings or {}))  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Start it, and do not wait."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.live.run_server"], cwd=self._folder, env=self._environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log,
            )  # fmt: skip

    def wait_until_ready(self) -> float:
        """Until its database answers; gives the seconds that took."""
        began = time.monotonic()
        while time.monotonic() - began < START_SECONDS:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            if self._is_ready():
                return time.monotonic() - began
            time.sleep(0.01)
        raise AssertionError(f"the server did not come up:\n{self.log.read_text(encoding='utf-8')[-2000:]}")

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """`kill -9`: no goodbye."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        """The process stands still where it is, holding whatever it holds."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if nothing had been."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> int:
        """As an operator stops it; gives its exit code. Harder where it does not listen."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(15)
            self._process.kill()
        return self._process.wait()

    def resident_bytes(self) -> int:
        """How much memory it holds."""
        assert self._process is not None
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def bugs(self) -> list[Any]:
        """What it reported as bugs of ours, and whatever it said that is no line of its log."""
        found = []
        for line in self.log.read_text(encoding="utf-8").splitlines():
            try:
                said = json.loads(line)
            except ValueError:
                found.append(line)
            else:
                if said.get("event") == "bug":
                    found.append(said)
        return found


@contextlib.contextmanager
def running(servers: Sequence[Server]) -> Iterator[None]:
    """All of them up, for the length of a block."""
    try:
        for server in servers:
            server.launch()
        for server in servers:
            server.wait_until_ready()
        yield
    finally:
        for server in servers:
            server.stop()


@contextlib.contextmanager
def importing(folder: Path, url: str, company: str, count: int, members: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    """A second process that books `count` purchases in bulk; it has begun when the block begins."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.live.run_importer", company, str(count), *members], cwd=folder, text=True,
        env=environment(folder, {"ZEGEL_DATABASE": url}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
