"""A file that is made while it is sent: who goes away half-way is not waited for, and what was read for them stops."""

import asyncio

import pytest

from zegel.web.parts.asked import Stream
from zegel.web.parts.exports import csv, xlsx
from zegel.web.parts.streaming import sent
from zegel.web.parts.tables import Column, row

pytestmark = pytest.mark.anyio
COLUMNS = (Column("name"),)


class Browser:
    """Takes so many pieces, and is gone."""

    def __init__(self, takes):
        self.takes, self.gone, self.pieces = takes, asyncio.Event(), []

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.pieces.append(message["body"])
        if len(self.pieces) >= self.takes:
            self.gone.set()


class Query:
    """A list with no end, page by page, that says whether it was closed."""

    def __init__(self, most=10**9):
        self.most, self.read, self.closed = most, 0, False

    async def rows(self):
        try:
            while self.read < self.most:
                await asyncio.sleep(0)
                self.read += 1
                yield row({"name": "x" * 1000})
        finally:
            self.closed = True


@pytest.mark.parametrize("file", [csv, xlsx])
async def test_who_goes_away_stops_the_query(house, file):
    figures, query = house.door.renderer.figures("nl", "NL", "EUR", "Europe/Amsterdam"), Query()
    browser = Browser(2)
    if file is xlsx:  # nothing of a workbook is sent before its last row
        asyncio.get_running_loop().call_later(0.05, browser.gone.set)

    whole = await asyncio.wait_for(sent(file(["name"], COLUMNS, query.rows(), figures), browser.receive, browser.send), 20)

    assert (whole, query.closed) == (False, True)
    assert len(browser.pieces) <= 3


async def test_who_waits_has_the_whole_file_and_what_breaks_is_raised(house):
    figures, query, browser = house.door.renderer.figures("nl", "NL", "EUR", "Europe/Amsterdam"), Query(200), Browser(10**9)

    assert await sent(csv(["name"], COLUMNS, query.rows(), figures), browser.receive, browser.send)
    assert (b"".join(browser.pieces).count(b"\r\n"), query.closed) == (201, True)

    async def breaks():
        yield b"half"
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        await sent(Stream(breaks(), "text/plain").chunks, browser.receive, browser.send)
