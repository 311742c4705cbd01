"""NDJSON of what is kept as it is said (articles, prices): a line in, a result a line out. The same line again changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from pydantic_core import to_json
from starlette.types import Receive, Send

from zegel.api import article_schemas, price_schemas
from zegel.api.articles import article_of
from zegel.api.bodies import MAX_BODY, read_body
from zegel.api.bulk import Lines, Results, refused, why
from zegel.api.door import HEADERS, NDJSON, Door, Gone, Streamer
from zegel.api.prices import price_of
from zegel.core.article import Article
from zegel.core.refusals import ZegelError
from zegel.hall.calls import Call
from zegel.hall.refusals import BodyTooLarge
from zegel.store.price_queries import Price

AT_ONCE = 1_000
"""Lines that are written together."""

Read = Callable[[Call, bytes], Any]
Keep = Callable[[Door, Call, Sequence[Any]], Awaitable[None]]


def keeping(read: Read, keep: Keep) -> Streamer:
    """The streamer that reads each line with `read` and keeps them, many at once, with `keep`."""

    async def stream(door: Door, call: Call, receive: Receive, send: Send) -> None:
        headers = [*HEADERS, (b"content-type", NDJSON), (b"x-request-id", call.request_id.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        results, lines = Results(send), Lines(receive)
        sender = asyncio.create_task(results.run())
        number = 0
        try:
            while found := await lines.some():
                for first in range(0, len(found), AT_ONCE):
                    part = found[first : first + AT_ONCE]
                    await _kept(door, call, read, keep, results, part, number + first + 1)
                number += len(found)
                if results.gone:
                    raise Gone
                # The key may be revoked, and another program published, while a long body comes in.
                await door.admit_again(call)
        except ZegelError as refusal:
            results.add(refused(number + 1, refusal))
        finally:
            results.close()
            await sender

    return stream


async def _kept(
    door: Door, call: Call, read: Read, keep: Keep, results: Results, lines: Sequence[bytes | None], number: int
) -> None:  # fmt: skip
    """Read each line, keep what is right in one go, and say of each what became of it."""
    found: list[tuple[int, Any]] = []
    for at, line in enumerate(lines, number):
        if line is not None and not line.strip():
            continue
        try:
            if line is None:
                raise BodyTooLarge(limit=MAX_BODY)
            found.append((at, read(call, line.rstrip(b"\r"))))
        except Exception as error:  # noqa: BLE001 - a line that cannot be read fails alone
            found.append((at, why(door, call, error)))
    away: ZegelError | None = None
    try:
        await keep(door, call, [one for _, one in found if not isinstance(one, ZegelError)])
    except Exception as error:  # noqa: BLE001 - none of these lines is kept; the others go on
        away = why(door, call, error)
    for at, one in found:
        wrong = one if isinstance(one, ZegelError) else away
        results.add(to_json({"line": at, "result": "kept"}) + b"\n" if wrong is None else refused(at, wrong))


def _article(_call: Call, line: bytes) -> Article:
    found, _ = read_body(article_schemas.ARTICLE_LINE, line)
    return article_of(found.pop("sku"), found)


async def _keep_articles(door: Door, call: Call, articles: Sequence[Article]) -> None:
    last = {article.sku: article for article in articles}  # the last word of an article counts
    if last:
        await door.queries.put_articles(call.grant.company, list(last.values()), call.at)
        door.shelves.forget(call.grant.company)


def _price(call: Call, line: bytes) -> Price:
    found, _ = read_body(price_schemas.PRICE_LINE, line)
    return price_of(call, found.pop("sku"), found)


async def _keep_prices(door: Door, call: Call, prices: Sequence[Price]) -> None:
    last = {(price.sku, price.channel, price.branch, price.since): price for price in prices}
    await door.queries.prices.put(call.grant.company, last.values())


put_articles = keeping(_article, _keep_articles)
put_prices = keeping(_price, _keep_prices)
