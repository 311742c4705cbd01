"""The load: a closed loop over keep-alive connections, in a process of its own that knows nothing of Zegel.

In: one JSON line on standard input. Out: one JSON line with counts, latencies, and the CPU that the measured processes used meanwhile.
Plain sockets and epoll: some fifteen microseconds a request, so that two cores go to what is measured.
"""

import json
import select
import socket
import sys
from time import perf_counter

from bench.machine import cpu_seconds

SLOT = b"@@@@@@@@@@@@"
ENOUGH = 1 << 18
PATIENCE = 10.0


class Requests:
    """Each request with a number of its own, so that none repeats another."""

    def __init__(self, head: str, bodies: list[str], first: int) -> None:
        self._next = first
        self._made = []
        for body in bodies:
            raw = body.encode()
            full = f"{head}Content-Length: {len(raw)}\r\n\r\n".encode() + raw
            self._made.append(full.split(SLOT))

    def take(self) -> bytes:
        """The next one."""
        n = self._next
        self._next += 1
        return (b"%012d" % n).join(self._made[n % len(self._made)])


class Loop:
    """Connections that ask, wait for the whole answer, and ask again."""

    def __init__(self, port: int, connections: int, requests: Requests, wanted: bytes) -> None:
        self._requests, self._wanted = requests, wanted
        self._poll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._began: dict[int, float] = {}
        self._read: dict[int, bytes] = {}
        self.latencies: list[float] = []
        self.refused: list[str] = []
        for _ in range(connections):
            one = socket.create_connection(("127.0.0.1", port))
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number = one.fileno()
            self._sockets[number], self._read[number] = one, b""
            self._poll.register(number, select.EPOLLIN)

    def run(self, seconds: float) -> float:
        """Ask for that long; gives how long it really was."""
        start = perf_counter()
        until = start + seconds
        waiting = [number for number in self._sockets if number not in self._began]
        for number in waiting:
            self._ask(number)
        # Even the shortest sample has an answer in it.
        while perf_counter() < until or (not self.latencies and perf_counter() < until + PATIENCE):
            for number, _ in self._poll.poll(0.1):
                if self._answered(number):
                    self._ask(number)
        return perf_counter() - start

    def finish(self) -> None:
        """Wait for what is under way: its server may not find us gone in the middle."""
        while self._began:
            for number, _ in self._poll.poll(5) or sys.exit("no answer within five seconds"):
                self._answered(number)
        for one in self._sockets.values():
            one.close()

    def _ask(self, number: int) -> None:
        self._began[number] = perf_counter()
        self._sockets[number].sendall(self._requests.take())

    def _answered(self, number: int) -> bool:
        data = self._sockets[number].recv(ENOUGH)
        if not data:
            sys.exit("the server closed a connection")
        if self._read[number]:
            data = self._read[number] + data
        head, mark, body = data.partition(b"\r\n\r\n")
        if not mark or len(body) < length_of(head):
            self._read[number] = data
            return False
        self._read[number] = b""
        self.latencies.append(perf_counter() - self._began.pop(number))
        if not data.startswith(self._wanted):
            self.refused.append(data.decode(errors="replace")[:2000])
        return True


def length_of(head: bytes) -> int:
    """Bytes of the body that belongs to these headers."""
    at = head.lower().find(b"content-length: ")
    return int(head[at + 16 : at + 28].split(b"\r")[0]) if at >= 0 else 0


def main() -> None:
    """One measurement."""
    asked = json.loads(sys.stdin.readline())
    requests = Requests(asked["head"], asked["bodies"], asked["first"])
    loop = Loop(asked["port"], asked["connections"], requests, asked["wanted"].encode())
    loop.run(asked["warm"])
    loop.latencies.clear()
    used = cpu_seconds(asked["roots"])
    seconds = loop.run(asked["seconds"])
    used = cpu_seconds(asked["roots"]) - used
    latencies = sorted(loop.latencies)
    loop.finish()
    count = len(latencies) or 1
    print(json.dumps({
        "count": len(latencies), "seconds": seconds, "rate": len(latencies) / seconds, "cpu_us": used / count * 1e6,
        "p50_ms": at(latencies, 0.50) * 1000, "p95_ms": at(latencies, 0.95) * 1000, "p99_ms": at(latencies, 0.99) * 1000,
        "refused": len(loop.refused), "said": loop.refused[:1], "next": requests._next,
    }))  # fmt: skip


def at(latencies: list[float], share: float) -> float:
    """The latency that this share of the requests kept."""
    return latencies[min(int(len(latencies) * share), len(latencies) - 1)] if latencies else 0.0


if __name__ == "__main__":
    main()
