"""POST /v1/purchases/bulk and its like: a command a line in, a result a line out, in bounded memory, however long the body.

Results go out while lines still come in. Many clients read nothing before they have sent everything: results that nobody reads yet
wait in a temporary file, not in memory, and neither side waits for the other for ever.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, Final

from pydantic_core import to_json
from starlette.types import Receive, Send

from zegel.api import schemas, schemas_events
from zegel.api.bodies import MAX_BODY, read_body
from zegel.api.door import HEADERS, NDJSON, Door, Gone, Streamer
from zegel.core.refusals import KeyMissing, TooManyTries, ZegelError
from zegel.desk.replies import Reply, circumstance
from zegel.flows.commands import Command
from zegel.flows.facts import Outcome
from zegel.hall import codes, translate
from zegel.hall.calls import Call
from zegel.hall.carrying import refuse_to
from zegel.hall.refusals import BodyTooLarge, InternalError
from zegel.store.port import Conflict, Unavailable

AHEAD: Final = 512
"""Commands of one request under way at once."""
IN_MEMORY: Final = 1_000_000
"""Bytes of results that wait in memory; more waits in a file."""

Waiting = deque["tuple[int, asyncio.Future[Reply] | ZegelError]"]


class Results:
    """Results on their way out, in order, written by a task of their own."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._parts: deque[bytes] = deque()
        self._size = 0
        self._spill: IO[bytes] | None = None
        self._read = self._written = 0
        self._more = asyncio.Event()
        self._closed = False
        self.gone = False

    def add(self, line: bytes) -> None:
        """One more line."""
        if self._spill is not None or self._size + len(line) > IN_MEMORY:
            if self._spill is None:
                self._spill = TemporaryFile()  # noqa: SIM115 - closed with the results
            self._spill.seek(self._written)
            self._written += self._spill.write(line)
        else:
            self._parts.append(line)
            self._size += len(line)
        self._more.set()

    def close(self) -> None:
        """No more lines come."""
        self._closed = True
        self._more.set()

    async def run(self) -> None:
        """Send until closed and empty."""
        try:
            while True:
                part = self._take()
                if part:
                    await self._send({"type": "http.response.body", "body": part, "more_body": True})
                elif self._closed:
                    break
                else:
                    self._more.clear()
                    await self._more.wait()
            await self._send({"type": "http.response.body", "body": b""})
        except OSError:
            self.gone = True
        finally:
            if self._spill is not None:
                self._spill.close()

    def _take(self) -> bytes:
        if self._parts:
            part = b"".join(self._parts)
            self._parts.clear()
            self._size = 0
            return part
        if self._spill is None:
            return b""
        self._spill.seek(self._read)
        part = self._spill.read(IN_MEMORY)
        self._read += len(part)
        if self._read == self._written:
            self._spill.close()
            self._spill, self._read, self._written = None, 0, 0
        return part


class Lines:
    """The body's lines as they come in. A line that is too long is passed over and comes out as None."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._rest = b""
        self._ended = self._skipping = False

    async def some(self) -> list[bytes | None]:
        """The next complete lines; an empty list when there are none any more."""
        while not self._ended:
            message = await self._receive()
            if message["type"] != "http.request":
                raise Gone
            self._ended = not message.get("more_body", False)
            found = self._split(message.get("body", b""))
            if found:
                return found
        return []

    def _split(self, chunk: bytes) -> list[bytes | None]:
        pieces = (self._rest + chunk).split(b"\n")
        self._rest = pieces.pop()
        found: list[bytes | None] = []
        for piece in pieces:
            found.append(None if self._skipping or len(piece) > MAX_BODY else piece)
            self._skipping = False
        if len(self._rest) > MAX_BODY:
            self._rest, self._skipping = b"", True
        if self._ended and (self._rest.strip() or self._skipping):
            found.append(None if self._skipping else self._rest)
        return found


Made = Callable[[Call, bytes], Command]
"""What makes a line's command; raises why it is none."""


def recording(made: Made) -> Streamer:
    """The streamer of a bulk route."""

    async def stream(door: Door, call: Call, receive: Receive, send: Send) -> None:
        await _record(made, door, call, receive, send)

    return stream


async def _record(made: Made, door: Door, call: Call, receive: Receive, send: Send) -> None:
    """Read, queue, answer: at most AHEAD lines of this request wait for their batch."""
    headers = [*HEADERS, (b"content-type", NDJSON), (b"x-request-id", call.request_id.encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    results, lines = Results(send), Lines(receive)
    sender = asyncio.create_task(results.run())
    waiting: Waiting = deque()
    number = 0
    try:
        while found := await lines.some():
            for line in found:
                number += 1
                if line is not None and not line.strip():
                    continue
                item = await _queued(made, door, call, line)
                if isinstance(item, TooManyTries) and waiting:
                    # Perhaps only for codes of this body that are being looked up: once those are answered, only wrong ones count.
                    while waiting:
                        await _answer(results, waiting)
                    item = await _queued(made, door, call, line)
                waiting.append((number, item))
                while len(waiting) > AHEAD:
                    await _answer(results, waiting)
            if results.gone:
                raise Gone
            # A long body outlives a publication and a revocation: both are seen within a second.
            await door.admit_again(call)
        while waiting:
            await _answer(results, waiting)
    except ZegelError as refusal:
        # The key was revoked meanwhile: what was queued before is answered, what comes after is not read.
        while waiting:
            await _answer(results, waiting)
        results.add(refused(number + 1, refusal))
    finally:
        results.close()
        await sender


async def _queued(made: Made, door: Door, call: Call, line: bytes | None) -> "asyncio.Future[Reply] | ZegelError":
    """The line's command in the bulk queue, or why it is none."""
    try:
        if line is None:
            raise BodyTooLarge(limit=MAX_BODY)
        command = made(call, line.rstrip(b"\r"))
        await refuse_to(door, call.grant, command)
        codes.admit(door.codes, command)
    except Exception as error:  # noqa: BLE001 - a line that cannot be carried fails alone, whatever is wrong
        return why(door, call, error)
    queued = door.desk.queue_bulk(command)
    if codes.are_shown(command):
        queued.add_done_callback(lambda done: codes.settle(door.codes, command, _came_to(done)))
    return queued


def _came_to(done: "asyncio.Future[Reply]") -> Outcome | None:
    return None if done.cancelled() or done.exception() is not None else done.result().outcome


def why(door: Door, call: Call, error: Exception) -> ZegelError:
    """What a line is told for `error`; a bug is reported, and the line hears no more of it than that."""
    if isinstance(error, ZegelError):
        return error
    if isinstance(error, Conflict | Unavailable):
        return circumstance(error)
    door.report(error, call.request_id)
    return InternalError()


def _purchase(call: Call, line: bytes) -> Command:
    found, canonical = read_body(schemas.BULK_LINE, line)
    call.key = found.pop("key", "")
    if not call.key and not found.get("receipt_number"):
        raise KeyMissing("A line needs a key or a receipt_number.")
    return translate.purchase(call, found, canonical)


def _event(call: Call, line: bytes) -> Command:
    found, canonical = read_body(schemas_events.EVENT_LINE, line)
    call.key = found.pop("key")
    return translate.record_event(call, found, canonical)


async def _answer(results: Results, waiting: Waiting) -> None:
    number, item = waiting.popleft()
    if isinstance(item, ZegelError):
        results.add(refused(number, item))
        return
    try:
        reply = await item
    except Exception:  # noqa: BLE001 - the desk has reported it; the other lines go on
        results.add(refused(number, InternalError()))
        return
    refusal = reply.outcome.refusal
    if refusal is not None:
        results.add(refused(number, refusal))
        return
    receipt = reply.outcome.receipt
    assert receipt is not None
    results.add(to_json({"line": number, "result": "replayed" if reply.replayed else "recorded", "receipt": str(receipt.id)}) + b"\n")


def refused(number: int, refusal: ZegelError) -> bytes:
    """A refused line. A receipt number that was used is a line that was sent before: it names the receipt it has."""
    if isinstance(refusal, InternalError):
        return to_json({"line": number, "result": "failed", "code": refusal.code}) + b"\n"
    if refusal.code == "receipt_number_used":
        return to_json({"line": number, "result": "duplicate", "code": refusal.code, "receipt": refusal.data.get("receipt")}) + b"\n"
    return to_json({"line": number, "result": "refused", "code": refusal.code, "detail": refusal.message, "data": refusal.data}) + b"\n"


record_many = recording(_purchase)
record_events = recording(_event)
