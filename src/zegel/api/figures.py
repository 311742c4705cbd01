"""Figures of this process for Prometheus, where an operator asks for them. Loaded only then."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from zegel.desk.desk import Desk
from zegel.hall.seen import Seen

BUCKETS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Figures:
    """Counters of this process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter("zegel_requests_total", "Requests", ["method", "route", "status", "code"], registry=self.registry)
        self._seconds = Histogram("zegel_request_seconds", "Time to answer", ["method", "route"], buckets=BUCKETS, registry=self.registry)

    def watch(self, desk: Desk) -> None:
        """The desk's own figures, read when somebody looks."""
        for name, says, read in (
            ("zegel_batches", "Batches committed", lambda: desk.batches),
            ("zegel_commands", "Commands carried", lambda: desk.carried),
            ("zegel_waiting", "Commands that wait for a batch", desk.waiting),
        ):
            Gauge(name, says, registry=self.registry).set_function(read)

    def count(self, seen: Seen) -> None:
        """One request."""
        self._requests.labels(seen.method, seen.route, seen.status, seen.code).inc()
        self._seconds.labels(seen.method, seen.route).observe(seen.milliseconds / 1000)
