"""What is kept of requests: a log in lines of JSON, and an access log without anybody in it."""

from collections.abc import Callable
from typing import Final

from pydantic_core import to_json

from zegel.core.periods import Instant, instant_text
from zegel.hall.seen import Seen

LEVELS: Final = ("debug", "info", "warning", "error")


class Log:
    """One line of JSON an event: no line breaks, no colours, no locals, nobody's data. Less than `least` is not written.

    By hand: a logging library that shows tracebacks in colours takes longer to import than all of our pure half.
    """

    def __init__(self, write: Callable[[bytes], object], clock: Callable[[], Instant], least: str) -> None:
        self._write, self._clock, self._least = write, clock, LEVELS.index(least)

    def writes(self, level: str) -> bool:
        """Whether an event of this level is written at all."""
        return LEVELS.index(level) >= self._least

    def info(self, event: str, **fields: object) -> None:
        """What happened."""
        self._say("info", event, fields)

    def error(self, event: str, **fields: object) -> None:
        """What somebody should look at."""
        self._say("error", event, fields)

    def _say(self, level: str, event: str, fields: dict[str, object]) -> None:
        if self.writes(level):
            line = fields | {"event": event, "level": level, "timestamp": instant_text(self._clock())}
            self._write(to_json(line, fallback=str) + b"\n")


def access_log(log: Log) -> Callable[[Seen], None]:
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
