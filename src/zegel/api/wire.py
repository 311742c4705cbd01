"""What goes over the line: an answer's head and its body in one piece.

uvicorn writes the head as soon as it is told, and the body after it: two system calls, and a till that is woken twice for one answer.
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD: Final = b"HTTP/1.1 "
"""How a head begins. A body that begins so waits a moment for nothing, and goes out all the same."""


class OnePiece:
    """A connection's transport that keeps a head until its body comes, or until the loop has nothing else to do first."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        """Whatever else a transport has."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send `data`, behind the head that waits for it."""
        if self._head:
            data, self._head = self._head + data, b""
        elif data.startswith(HEAD):
            self._head = data
            self._loop.call_soon(self.flush)
            return
        self._transport.write(data)

    def flush(self) -> None:
        """Send the head that no body came for."""
        if self._head:
            head, self._head = self._head, b""
            self._transport.write(head)

    def close(self) -> None:
        """Send what waits, then close."""
        self.flush()
        self._transport.close()


class Protocol(HttpToolsProtocol):
    """uvicorn's, over such a transport."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Somebody connected."""
        super().connection_made(OnePiece(transport, self.loop))  # type: ignore[arg-type]  # a transport in all but name
