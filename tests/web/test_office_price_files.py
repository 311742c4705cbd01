"""Files of prices that are no files of prices: refused in a sentence, before they cost anything, and nothing is kept of them."""

import zipfile
from io import BytesIO

import pytest

from tests.korenaar import KORENAAR
from tests.web.test_office_prices import HERE, send
from zegel.store.price_queries import Order
from zegel.web.office.trade.prices import MOST_FILE

pytestmark = pytest.mark.anyio
HEAD = b"sku,price,since\n"


def archive():
    """Forty megabytes of nothing in forty kilobytes."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", bytes(40_000_000))
    return kept.getvalue()


BOMBS = {
    "a first line of a megabyte": b"x" * 1_000_000,
    "a field of a megabyte": HEAD + b'"' + b"x" * 1_000_000 + b'",1.00,2026-03-01\n',
    "a quote that never ends": b'sku,price,"since\n',
    "a hundred thousand columns": b"," * 100_000 + b"\n",
    "half a million wrong lines": HEAD + b"a,,\n" * 500_000,
    "a workbook that unpacks to a disk": archive(),
    "two bytes a letter": (HEAD + b"A,1.00,2026-03-01\n").decode().encode("utf-16"),
    "nothing": b"",
    "a formula for an article": HEAD + b'"=HYPERLINK(""http://a.b"")",1.00,soon\n',
    "letters of nought": HEAD + b"A\x00B,1.00,2026-03-01\x00\n",
}


async def test_a_price_file_that_is_a_bomb_is_refused_before_it_costs_anything(house):
    joost = house.office()
    page = await joost.get(HERE)

    for what, body in BOMBS.items():
        answer = await send(joost, page, body)
        assert answer.status in (400, 422), what
        assert answer.body.count(b"Regel ") <= 20, what
    assert (await send(joost, page, b"x" * (MOST_FILE + 1))).status in (400, 413)
    assert await house.shop.queries.prices.listed(KORENAAR, "", Order(), "", 10) == []
