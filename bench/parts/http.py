"""Purchases over HTTP at 1, 16 and 64 connections, and what the same work costs piece by piece.

The pieces, measured alone in the same rounds: the echo route (same application, key, limits, parsing, checking, translation; bytes out),
deciding and booking in memory, and the same rows through a bare driver in batches of 32, into a database that is as full as the server's:
among ten thousand purchases each touches pages of its own, among a thousand they share them, and a commit writes pages.
"""

from collections.abc import Callable
from functools import partial
from time import process_time

from bench import material
from bench.bare import BATCH, Bare, Replay, bare, frozen, timed
from bench.figures import Found, Sample, Scale, column, interleaved, over
from bench.load import neighbour, serving
from bench.machine import cpu_seconds
from bench.places import Place, Places, now
from zegel.flows.commands import RecordPurchase
from zegel.store.rows import Rows

CONNECTIONS = (1, 16, 64)
MOST = 1.3
PER_COMMIT = 16
FILL = 256
"""Purchases a commit while a database is filled."""


def run(places: Places, kind: str, scale: Scale) -> Found:
    """On one database."""
    found = Found("http", kind)
    served, beside = places.place(kind, scale.members), places.place(kind, scale.members)
    bodies = material.bodies(scale.bodies, scale.members)
    pieces = Pieces(beside, scale)
    with serving(served) as server:
        work: dict[str, Callable[[], Sample]] = {
            "echo": partial(server.load, "/bench/echo", bodies, 64, scale),
            "answer": partial(server.load, "/bench/answer", bodies, 64, scale),
            **{f"c{n}": partial(server.load, "/v1/purchases", bodies, n, scale) for n in CONNECTIONS},
            "pieces": lambda: pieces.sample(server.carried()),
        }
        samples = interleaved(scale, found, work)
    pieces.close()
    for n in CONNECTIONS:
        at_once = samples[f"c{n}"]
        many = f"{n} connection{'s' if n > 1 else ''}"
        found.add(f"purchases at {many}", "/s", column(at_once, "rate"))
        found.add(f"p50 at {many}", "ms", column(at_once, "p50_ms"))
        found.add(f"p99 at {many}", "ms", column(at_once, "p99_ms"))
        found.add(f"CPU of a purchase at {many}", "µs", column(at_once, "cpu_us"))
    found.add("purchases per commit at 64 connections", "", column(samples["c64"], "per_commit"), PER_COMMIT, "at least")
    found.add("echo route (64 connections), CPU", "µs", column(samples["echo"], "cpu_us"))
    found.add("echo route that makes its answer out of a receipt, CPU", "µs", column(samples["answer"], "cpu_us"))
    found.add("decide and book in memory, CPU", "µs", column(samples["pieces"], "replay_us"))
    found.add("the same rows bare, 32 a commit, CPU", "µs", column(samples["pieces"], "bare_us"))
    for says, echo in (("its parts", "echo"), ("its parts, the echo making its answer", "answer")):
        ratios = [
            over(whole["cpu_us"], out["cpu_us"] + piece["replay_us"] + piece["bare_us"])
            for whole, out, piece in zip(samples["c64"], samples[echo], samples["pieces"], strict=True)
        ]
        found.add(f"CPU of a purchase ÷ the sum of {says}", "×", ratios, *((MOST, "at most") if echo == "echo" else ()))
    found.add("server's resident memory", "MB", column(samples["c64"], "resident_mb"))
    return found


class Pieces:
    """Deciding and booking in memory, then the rows of that, bare."""

    def __init__(self, place: Place, scale: Scale) -> None:
        self._replay: Replay = place.replay()
        self._bare: Bare = bare(place.url)
        self._roots = place.roots
        self._count = scale.batches * BATCH
        self._bodies = material.bodies(scale.bodies, place.members, seed=3)
        self._next = 1

    def sample(self, beside: int) -> Sample:
        """CPU microseconds of a purchase in each piece, where `beside` others were written before."""
        while self._next <= beside:
            for rows in self._replay.batches(self._some(min(FILL, beside + 1 - self._next)), FILL):
                self._bare.write(rows)
        with neighbour(), frozen():
            return self._sample()

    def _some(self, count: int) -> list[RecordPurchase]:
        """The next commands."""
        commands = material.purchases(self._bodies, self._next, count, now())
        self._next += count
        return commands

    def _sample(self) -> Sample:
        count = self._count
        commands = self._some(count)
        replayed = 0.0
        batches: list[Rows] = []
        for i in range(0, count, BATCH):
            some = commands[i : i + BATCH]
            loaded = self._replay.before(some)
            start = process_time()
            outcomes = [self._replay.memory.take(command) for command in some]
            replayed += process_time() - start
            batches.append(self._replay.rows(some, outcomes, loaded))
        written = timed(self._cpu, lambda: self._write(batches))
        return {"replay_us": replayed / count * 1e6, "bare_us": written / count * 1e6}

    def _write(self, batches: list[Rows]) -> None:
        for rows in batches:
            self._bare.write(rows)

    def _cpu(self) -> float:
        return process_time() + (cpu_seconds(self._roots) if self._roots else 0.0)

    def close(self) -> None:
        """Let go of the database."""
        self._bare.close()
