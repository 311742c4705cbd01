"""An answer goes over the line in one piece: whoever waits for it is woken once. Whatever has no body yet, or never will, goes out too."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import uvicorn
from starlette.types import Receive, Scope, Send

from zegel.api.wire import OnePiece, Protocol

BODY = b'{"points":2}'
HEAD, NOTHING = b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 204 No Content\r\n\r\n"
BEGINS_LIKE_A_HEAD = b"HTTP/1.1 is what this body begins with"


async def shop(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers by path: with a body, with none, and with one that comes in parts."""
    path = scope["path"]
    if path == "/asks":
        await receive()
    body = BEGINS_LIKE_A_HEAD if path == "/odd" else b"" if path == "/none" else BODY
    length = [] if path == "/parts" else [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    if path == "/parts":
        await asyncio.sleep(0.05)
        await send({"type": "http.response.body", "body": body, "more_body": True})
    await send({"type": "http.response.body", "body": b"" if path == "/parts" else body})


@asynccontextmanager
async def served() -> AsyncIterator[int]:
    """The port of a server that talks so."""
    server = uvicorn.Server(uvicorn.Config(shop, port=0, log_config=None, lifespan="off", http=Protocol))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells in no other way
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


async def pieces(port: int, *requests: bytes) -> list[bytes]:
    """What comes back for each request on one connection, as it comes off the line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    found = []
    for request in requests:
        writer.write(request)
        found.append(await asyncio.wait_for(reader.read(65_536), 5))
        with suppress(TimeoutError):
            while more := await asyncio.wait_for(reader.read(65_536), 0.2):
                found.append(more)
    writer.close()
    return found


def asked(path: str, more: str = "") -> bytes:
    """A request."""
    return f"GET {path} HTTP/1.1\r\nHost: till\r\n{more}\r\n".encode()


class Line(asyncio.Transport):
    """A connection that only remembers what was written."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """One system call."""
        self.written.append(bytes(data))

    def close(self) -> None:
        """No more."""
        self.closed = True


async def told() -> Line:
    """A head with its body, one without, and one that is the last."""
    line = Line()
    sends = OnePiece(line, asyncio.get_running_loop())
    for data in (HEAD, BODY, BODY, NOTHING):
        sends.write(data)
    await asyncio.sleep(0)
    sends.write(HEAD)
    sends.close()
    return line


def test_a_head_waits_for_its_body_and_for_nothing_else() -> None:
    line = asyncio.run(told())
    assert line.written == [HEAD + BODY, BODY, NOTHING, HEAD]
    assert line.closed


async def over_the_line() -> dict[str, list[bytes]]:
    """What comes back of every kind of answer."""
    async with served() as port:
        found = {path: await pieces(port, asked(path)) for path in ("/", "/parts")}
        found["twice"] = await pieces(port, asked("/odd"), asked("/none"))
        found["closes"] = await pieces(port, asked("/", "Connection: close\r\n"))
    return found


def test_every_kind_of_answer_arrives_whole() -> None:
    found = asyncio.run(over_the_line())
    assert found["/"][0].endswith(b"\r\n\r\n" + BODY)
    assert found["/parts"][0].endswith(b"\r\n\r\n"), "a head whose body takes long is not kept"
    assert BODY in b"".join(found["/parts"][1:])
    assert found["twice"][0].endswith(b"\r\n\r\n" + BEGINS_LIKE_A_HEAD)
    assert found["twice"][1].endswith(b"content-length: 0\r\n\r\n")
    assert found["closes"][0].endswith(b"\r\n\r\n" + BODY)


async def asked_to_go_on() -> tuple[bytes, bytes]:
    """What comes back before the body was sent, and after."""
    async with served() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /asks HTTP/1.1\r\nHost: till\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        before = await asyncio.wait_for(reader.read(1_000), 5)
        writer.write(b"{}")
        after = await asyncio.wait_for(reader.read(1_000), 5)
        writer.close()
    return before, after


def test_who_waits_to_be_asked_for_the_body_is_asked() -> None:
    before, after = asyncio.run(asked_to_go_on())
    assert before.startswith(b"HTTP/1.1 100 Continue")
    assert after.endswith(b"\r\n\r\n" + BODY)
