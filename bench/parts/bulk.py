"""Bulk: purchases as NDJSON in one request, against reading them, deciding them and writing their rows."""

from http.client import HTTPConnection
from time import perf_counter, process_time

from bench import material
from bench.bare import BATCH, timed
from bench.figures import Found, Sample, Scale, column, interleaved, over
from bench.load import Server, neighbour, serving
from bench.machine import cpu_seconds
from bench.parts.http import MOST, Pieces
from bench.places import Places, now
from zegel.api import schemas
from zegel.api.bodies import read_body
from zegel.hall import translate


def run(places: Places, kind: str, scale: Scale) -> Found:
    """On one database."""
    found = Found("bulk", kind)
    served, beside = places.place(kind, scale.members), places.place(kind, scale.members)
    pieces, reader = Pieces(beside, scale), Reading(scale)
    with serving(served) as server:
        sender = Sending(server, scale)
        sender.send(BATCH)
        samples = interleaved(
            scale, found, {"bulk": sender.sample, "read": reader.sample, "pieces": lambda: pieces.sample(server.carried())}
        )
    pieces.close()
    found.add("lines", "/s", column(samples["bulk"], "rate"))
    found.add("lines per commit", "", column(samples["bulk"], "per_commit"))
    found.add("a line, CPU", "µs", column(samples["bulk"], "cpu_us"))
    found.add("reading, checking and translating it, CPU", "µs", column(samples["read"], "read_us"))
    found.add("deciding and booking it in memory, CPU", "µs", column(samples["pieces"], "replay_us"))
    found.add(f"the same rows bare, {BATCH} a commit, CPU", "µs", column(samples["pieces"], "bare_us"))
    rounds = zip(samples["bulk"], samples["read"], samples["pieces"], strict=True)
    ratios = [over(whole["cpu_us"], read["read_us"] + piece["replay_us"] + piece["bare_us"]) for whole, read, piece in rounds]
    found.add("CPU of a line ÷ the sum of its parts", "×", ratios, MOST, "at most")
    found.add("server's resident memory", "MB", column(samples["bulk"], "resident_mb"))
    return found


class Sending:
    """One request after the other, each with many lines."""

    def __init__(self, server: Server, scale: Scale) -> None:
        self._server, self._lines = server, scale.batches * BATCH
        self._bodies = material.bodies(scale.bodies, server.place.members, seed=7)
        self._next = 1

    def sample(self) -> Sample:
        """Lines a second, and what one of them costs."""
        server, count = self._server, self._lines
        before, used, start = server.get("/bench/counters"), cpu_seconds(server.roots), perf_counter()
        self.send(count)
        seconds, used, after = perf_counter() - start, cpu_seconds(server.roots) - used, server.get("/bench/counters")
        batches = max(after["batches"] - before["batches"], 1)
        return {
            "rate": count / seconds, "cpu_us": used / count * 1e6, "per_commit": (after["carried"] - before["carried"]) / batches,
            "resident_mb": after["resident_mb"],
        }  # fmt: skip

    def send(self, count: int) -> None:
        """One request; every line must have been recorded."""
        numbers = range(self._next, self._next + count)
        self._next += count
        body = b"\n".join(self._bodies[n % len(self._bodies)].replace(material.SLOT, b"%012d" % n) for n in numbers)
        connection = HTTPConnection("127.0.0.1", self._server.port, timeout=300)
        headers = {"Authorization": f"Bearer {self._server.place.key}", "Content-Type": "application/x-ndjson"}
        connection.request("POST", "/v1/purchases/bulk", body, headers)
        answer = connection.getresponse().read()
        connection.close()
        recorded = answer.count(b'"result":"recorded"')
        assert recorded == count, answer[:500]


class Reading:
    """What a line costs before it is a command."""

    def __init__(self, scale: Scale) -> None:
        self._count = scale.batches * BATCH
        self._bodies = [body.replace(material.SLOT, b"%012d" % 1) for body in material.bodies(scale.bodies, scale.members, seed=9)]
        self._call = material.call(now(), "POST /v1/purchases/bulk", 1)

    def sample(self) -> Sample:
        """Microseconds of CPU."""
        with neighbour():
            used = timed(process_time, self._read)
        return {"read_us": used / self._count * 1e6}

    def _read(self) -> None:
        bodies, call = self._bodies, self._call
        for n in range(self._count):
            found, canonical = read_body(schemas.BULK_LINE, bodies[n % len(bodies)])
            translate.purchase(call, found, canonical)
