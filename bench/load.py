"""Servers and load generators as processes: started, asked, stopped by their own handles."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Any, Final

from bench import material
from bench.bare import Replay
from bench.figures import Sample, Scale
from bench.machine import cpu_seconds
from bench.places import Place
from bench.server import RECEIPTS

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 20


@dataclass(slots=True)
class Server:
    """A running server on `place`. `first` numbers requests: no two of a place are equal."""

    place: Place
    port: int
    process: "subprocess.Popen[bytes]"
    started_seconds: float
    started_cpu: float
    first: int = 1

    @property
    def roots(self) -> list[int]:
        """The processes that a purchase costs CPU in."""
        return [self.process.pid, *self.place.roots]

    def get(self, path: str) -> dict[str, Any]:
        """One answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        found: dict[str, Any] = json.loads(connection.getresponse().read())
        connection.close()
        return found

    def carried(self) -> int:
        """How many commands were written so far."""
        return int(self.get("/bench/counters")["carried"])

    def load(self, path: str, bodies: Sequence[bytes], connections: int, scale: Scale, *, keyed: bool = True, wanted: int = 201) -> Sample:
        """Ask `path` for a while; every answer must have the status `wanted`."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {self.place.key}\r\n"
            f"Content-Type: application/json\r\n"
        )
        if keyed:
            head += f"Idempotency-Key: k-{material.SLOT.decode()}\r\n"
        return self.load_with(head, bodies, connections, scale, wanted=wanted)

    def load_with(self, head: str, bodies: Sequence[bytes], connections: int, scale: Scale, *, wanted: int) -> Sample:
        """The same with a request line and headers of one's own."""
        asked = {
            "port": self.port, "head": head, "bodies": [body.decode() for body in bodies], "first": self.first, "connections": connections,
            "warm": scale.warm, "seconds": scale.seconds, "roots": self.roots, "wanted": f"HTTP/1.1 {wanted} ",
        }  # fmt: skip
        before = self.get("/bench/counters")
        done = subprocess.run(
            [sys.executable, "-m", "bench.client"], input=json.dumps(asked) + "\n", capture_output=True, text=True, cwd=ROOT,
            env=environment(), check=False, timeout=scale.warm + scale.seconds + 60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr or done.stdout
        found: dict[str, Any] = json.loads(done.stdout)
        after = self.get("/bench/counters")
        self.first = found["next"]
        assert not found["refused"], found["said"]
        batches = after["batches"] - before["batches"]
        return {name: value for name, value in found.items() if isinstance(value, int | float)} | {
            "per_commit": (after["carried"] - before["carried"]) / batches if batches else 0.0, "resident_mb": after["resident_mb"],
        }  # fmt: skip


CODE_KEY: Final = sha256(b"codes of the benchmarks").hexdigest()
"""One for all servers on a place: its database knows the first one's."""


def environment(**more: str) -> dict[str, str]:
    """The environment of our processes."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ZEGEL_")}
    return bare | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"} | more


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(place: Place, *, module: str = "bench.server", profile: Path | None = None) -> Iterator[Server]:
    """A server on `place` for the length of a block."""
    port = free_port()
    # The log goes to memory: a file on the disk that the books are made durable on would wait for them.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="zegel-bench-") as folder, tempfile.TemporaryFile(dir=memory) as log:
        receipts = Path(folder) / "receipts"
        receipts.write_bytes(b"\n".join(documents(place)))
        env = environment(
            ZEGEL_DATABASE=place.url, ZEGEL_PORT=str(port), ZEGEL_SEALS_FILE=f"{folder}/seals.ndjson",
            ZEGEL_SEAL_KEY_FILE=f"{folder}/seal.key", ZEGEL_CODE_KEY=CODE_KEY,
            ZEGEL_PEOPLE_KEY_FILE=f"{folder}/people.key", **{RECEIPTS: str(receipts)},
        )  # fmt: skip
        command = [sys.executable, "-m", module, *(["--profile", str(profile)] if profile else [])]
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait(process, port, log)
            yield Server(place, port, process, time.perf_counter() - start, cpu_seconds([process.pid]))
        finally:
            stop(process)


def wait(process: "subprocess.Popen[bytes]", port: int, log: IO[bytes]) -> None:
    """Until it answers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/live")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.01)
    log.seek(0)
    raise RuntimeError(f"the server did not start:\n{log.read().decode(errors='replace')[-3000:]}")


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to stop, then make it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def documents(place: Place) -> list[bytes]:
    """A few receipts of the place's members, for the echo routes."""
    replay = Replay(min(place.members, 200), place.at)
    replay.enrolled()
    commands = material.purchases(material.bodies(64, replay.members), 1, 64, place.at)
    found = []
    for command in commands:
        receipt = replay.memory.take(command).receipt
        assert receipt is not None
        found.append(receipt.document)
    return found


@contextmanager
def neighbour() -> Iterator[None]:
    """Somebody who keeps another core busy: what is measured alone meets the machine as a server with its clients does.

    Two threads of one physical core slow each other down by half; without this the pieces would look cheaper than they are inside.
    """
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()
