"""What is kept of requests: an access log without anybody in it, and figures for Prometheus where an operator asks for them."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from structlog.typing import FilteringBoundLogger

from zegel.api.door import Seen
from zegel.desk.desk import Desk

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


def access_log(log: FilteringBoundLogger) -> Callable[[Seen], None]:
    """A line a request: which route, never which address; which key, never whose."""

    def write(seen: Seen) -> None:
        log.info(
            "request", id=seen.request_id, method=seen.method, route=seen.route, status=seen.status, code=seen.code, key=seen.key,
            ms=seen.milliseconds,
        )  # fmt: skip

    return write


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


def both(*watchers: Callable[[Seen], None]) -> Callable[[Seen], None] | None:
    """All of them as one; None where there are none."""
    if not watchers:
        return None
    if len(watchers) == 1:
        return watchers[0]

    def tell(seen: Seen) -> None:
        for watcher in watchers:
            watcher(seen)

    return tell
