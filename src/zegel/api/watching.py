"""What is kept of requests: an access log without anybody in it."""

from collections.abc import Callable

from structlog.typing import FilteringBoundLogger

from zegel.api.door import Seen


def access_log(log: FilteringBoundLogger) -> Callable[[Seen], None]:
    """A line a request: which route, never which address; which key, never whose."""

    def write(seen: Seen) -> None:
        log.info(
            "request", id=seen.request_id, method=seen.method, route=seen.route, status=seen.status, code=seen.code, key=seen.key,
            ms=seen.milliseconds,
        )  # fmt: skip

    return write


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
