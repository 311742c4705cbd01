"""A file sent piece by piece while it is made, and no longer than somebody waits for it.

When the browser goes away, whatever was being read for the file stops at once: its queries are not asked to the end for nobody.
"""

from asyncio import FIRST_COMPLETED, CancelledError, Task, create_task, wait
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.types import Receive, Send


async def sent(chunks: AsyncIterator[bytes], receive: Receive, send: Send) -> bool:
    """Send every piece; False where the browser went away first. What breaks while it is made is raised."""
    making, leaving = create_task(_pieces(chunks, send)), create_task(_gone(receive))
    try:
        await wait((making, leaving), return_when=FIRST_COMPLETED)
        if not making.done():
            return False
        making.result()
        return True
    finally:
        await _stopped(making)
        await _stopped(leaving)
        await closed(chunks)


async def closed(source: AsyncIterator[object]) -> None:
    """Whoever reads a list to its end or half-way leaves nothing open behind it."""
    close = getattr(source, "aclose", None)
    if close is not None:
        await close()


async def _pieces(chunks: AsyncIterator[bytes], send: Send) -> None:
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _stopped(task: Task[None]) -> None:
    if task.done():
        return
    task.cancel()
    with suppress(CancelledError):
        await task
