"""Raw connections: requests are written out byte by byte, so that many can be released at one moment."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from time import monotonic
from typing import Any
from urllib.parse import urlencode

_numbers = count(1)
ANSWER_SECONDS = 30


class Broken(Exception):
    """The connection ended before the answer did: nobody knows whether the request was carried out."""


class Closed(Exception):
    """Nobody listens: the request was not sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `seconds` is how long it took from the last byte of the request."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float = 0.0

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The problem's code, "" where it is none."""
        return str(self.json.get("code", ""))

    @property
    def replayed(self) -> bool:
        """Was this the first answer again?"""
        return self.headers.get("idempotency-replayed") == "true"


@dataclass(frozen=True, slots=True)
class Request:
    """One request to the server at `port`, as its bytes."""

    port: int
    raw: bytes


def new_key() -> str:
    """An Idempotency-Key that nobody used yet."""
    return f"k-{next(_numbers)}"


def written(port: int, secret: str, method: str, path: str, body: Any = None, key: str = "", kind: str = "application/json") -> Request:
    """The request with its headers; `key` "" for none, a body in bytes as it is."""
    payload = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Authorization: Bearer {secret}"]
    if body is not None:
        head += [f"Content-Type: {kind}", f"Content-Length: {len(payload)}"]
    if key:
        head.append(f"Idempotency-Key: {key}")
    return Request(port, "\r\n".join([*head, "", ""]).encode() + payload)


def form(port: int, path: str, cookie: str, fields: dict[str, str]) -> Request:
    """A form as a browser with that cookie sends it from a page of ours."""
    return _from_browser(port, path, cookie, "application/x-www-form-urlencoded", urlencode(fields).encode())


def of_session(port: int, path: str, cookie: str, csrf: str, body: Any) -> Request:
    """A write to the API by a page of ours, for whoever is signed in by that cookie."""
    return _from_browser(port, path, cookie, "application/json", json.dumps(body).encode(), f"X-Zegel-CSRF: {csrf}")


def _from_browser(port: int, path: str, cookie: str, kind: str, payload: bytes, *more: str) -> Request:
    head = [
        f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: {cookie}", f"Origin: http://127.0.0.1:{port}", *more,
        f"Content-Type: {kind}", f"Content-Length: {len(payload)}", "", "",
    ]  # fmt: skip
    return Request(port, "\r\n".join(head).encode() + payload)


class Wire:
    """One keep-alive connection to the server at `port`, opened when first needed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        """Connect; `Closed` when nobody listens."""
        try:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError as error:
            raise Closed(str(error)) from error

    def put(self, raw: bytes) -> None:
        """Send these bytes as soon as may be."""
        assert self._writer is not None
        self._writer.write(raw)

    async def flush(self) -> None:
        """Until the bytes have left this process."""
        assert self._writer is not None
        try:
            await self._writer.drain()
        except OSError as error:
            raise Broken(str(error)) from error

    async def answer(self) -> Answer:
        """The next answer."""
        assert self._reader is not None
        began = monotonic()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): text.strip() for name, _, text in (line.partition(":") for line in head[1:] if line)}
                chunked = headers.get("transfer-encoding") == "chunked"
                body = await (self._chunks() if chunked else self._reader.readexactly(int(headers.get("content-length", "0"))))
        except TimeoutError:
            raise AssertionError(f"port {self.port} did not answer within {ANSWER_SECONDS} seconds") from None
        except (OSError, asyncio.IncompleteReadError) as error:
            raise Broken(str(error)) from error
        return Answer(int(head[0].split()[1]), headers, body, monotonic() - began)

    async def _chunks(self) -> bytes:
        """A body that says its length piece by piece."""
        assert self._reader is not None
        found = b""
        while size := int(await self._reader.readuntil(b"\r\n"), 16):
            found += (await self._reader.readexactly(size + 2))[:-2]
        await self._reader.readexactly(2)
        return found

    async def ask(self, request: Request) -> Answer:
        """One request and its answer; `Broken` when the server went away in between."""
        if self._writer is None:
            await self.open()
        self.put(request.raw)
        await self.flush()
        return await self.answer()

    def close(self) -> None:
        """Let go of it."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


def outcomes(answers: Sequence[Answer]) -> dict[str, int]:
    """How many were answered how: `201`, or a status with its code."""
    said = [str(answer.status) if answer.status < 300 else f"{answer.status} {answer.code}" for answer in answers]
    return {each: said.count(each) for each in sorted(set(said))}


async def volley(requests: Sequence[Request]) -> list[Answer]:
    """Every request on a connection of its own: all bytes but the last are sent, then the last ones in one go."""
    wires = [Wire(request.port) for request in requests]
    try:
        await asyncio.gather(*(wire.open() for wire in wires))
        for wire, request in zip(wires, requests, strict=True):
            wire.put(request.raw[:-1])
        await asyncio.gather(*(wire.flush() for wire in wires))
        await asyncio.sleep(0.05)  # every server has read what there is, and waits for one byte more
        for wire, request in zip(wires, requests, strict=True):
            wire.put(request.raw[-1:])
        return await asyncio.gather(*(wire.answer() for wire in wires))
    finally:
        for wire in wires:
            wire.close()


async def stream(requests: Sequence[Request], wires: int = 16) -> list[Answer]:
    """All requests over a few keep-alive connections; the answers in the order of the requests."""
    answers: list[Answer | None] = [None] * len(requests)
    waiting = iter(enumerate(requests))

    async def work() -> None:
        open_wires: dict[int, Wire] = {}
        try:
            for i, request in waiting:
                wire = open_wires.setdefault(request.port, Wire(request.port))
                answers[i] = await wire.ask(request)
        finally:
            for wire in open_wires.values():
                wire.close()

    await asyncio.gather(*(work() for _ in range(min(wires, len(requests)))))
    return [answer for answer in answers if answer is not None]
