"""Every list of the office: sorted by its columns both ways, sifted by words or a choice, and taken along with the same rows.

Lists are found by walking: a new page with one is here by itself.
"""

import re
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from tests.browser.bakery import set_up
from tests.gallery.gallery import furnished
from tests.gallery.page_states import MORE, PROMISED, happened
from tests.korenaar import Clock, a_shop, fresh_sqlite
from tests.pages import Browser
from tests.web.test_office_figures import agrees, kind_of, served
from tests.web.test_office_home import seal

pytestmark = pytest.mark.anyio
IN_ONE_ORDER = {
    "/kantoor/cijfers/tegoed": "who is owed most first; its money is its count",
    "/kantoor/uitdelingen/{handout}": "in the order in which it is handed out",
    "/kantoor/codes/{batch}": "codes are drawn, and have no order but that",
    "/kantoor/btw-teruggaven": "the entries behind a number: the latest first (its list of periods sorts)",
    "/kantoor/logboek": "a chain is read as it is linked",
}
"""Lists that stand in one order, and why."""
CHOSEN = ("chips", "tabsx", "sieve", "find", "acts")
"""What sifts a list that is not sifted by words: other addresses of it, or fields."""
BEHIND_A_NUMBER = ("/kantoor/cijfers/tegoed", "/kantoor/btw-teruggaven")
"""All rows of one number, which are not sifted: less of them would not come to it."""
ROOM = "/kantoor"


class Lists(HTMLParser):
    """The tables of a page: how many rows, which headings sort, what sifts and takes along; and where its links lead."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.rows, self.sorts, self.files, self.links, self.sifts = 0, 0, [], [], [], set()
        self._head = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tables += tag == "table" and "list" in found.get("class", "").split()
        self.rows += tag == "tr" and "data-row" in found and not found["data-row"]
        self._head = tag == "thead" or (self._head and tag != "tbody")
        to = found.get("href", "")
        if self._head and tag == "a":
            self.sorts.append(to)
        elif tag == "a" and "as=" in to:
            self.files.append(to)
        elif tag == "a" and to.startswith((ROOM, "?")):
            self.links.append(to)
        self.sifts |= set(CHOSEN) & set(found.get("class", "").split())


async def seen(browser, address):
    page = await browser.get(served(address))
    return Lists(page.body.decode()) if page.status == 200 else None


async def lists_of(browser):
    """address → what is there, of each route that has a list, without what was asked for and with."""
    found, waits, kinds = {}, [ROOM], set()
    while waits:
        address = waits.pop(0)
        kind = (kind_of(urlsplit(address).path), "wat=" in address)
        if kind in kinds or "after=" in address:
            continue
        kinds.add(kind)
        page = await seen(browser, address)
        if page is None:
            continue
        if page.tables:
            found[address] = page
        waits += [urljoin(address, one).partition("#")[0] for one in page.links]
    return found


def with_words(address, words):
    """The same list, of what has these words."""
    path, _, query = address.partition("?")
    return f"{path}?{urlencode([*(one for one in parse_qsl(query) if one[0] != 'q'), ('q', words)])}"


async def rows_of_files(browser, page, address):
    """How many rows the files have: CSV, XLSX."""
    counts = []
    for to in page.files:
        body = (await browser.get(served(urljoin(address, to)))).body
        if body[:2] == b"PK":
            sheet = ET.fromstring(ZipFile(BytesIO(body)).read("xl/worksheets/sheet1.xml"))
            counts.append(len([one for one in sheet.iter() if one.tag.endswith("}row")]) - 1)
        else:
            counts.append(len(re.findall(r"\r\n", body.decode())) - 1)
    return counts


async def troubles(browser, address, page):
    """What a list does not do."""
    route, wrong = kind_of(urlsplit(address).path), []
    if not page.sorts and route not in IN_ONE_ORDER:
        wrong.append("sorts by nothing")
    for to in page.sorts:
        there = await seen(browser, urljoin(address, to))
        if there is None or there.rows != page.rows:
            wrong.append(f"sorted is another list: {to}")
    sifted = await seen(browser, with_words(address, "qqqq-nothing"))
    if not page.sifts and route not in BEHIND_A_NUMBER and (sifted is None or sifted.rows):
        wrong.append("is not sifted by words, nor by anything else")
    files = await rows_of_files(browser, page, address)
    if len(files) != 2 or files[0] != files[1] or files[0] < page.rows:
        wrong.append(f"files of {files} rows for {page.rows}")
    return wrong


async def lived(tmp_path):
    """The bakery of the pictures after all that happened in them."""
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=PROMISED + MORE) as shop:
        bakery = await set_up(shop)
        _, cookies = await furnished(bakery)
        await happened(bakery, cookies)
        await seal(shop)
        yield Browser(shop.app, cookies, "127.0.0.1")


@pytest.fixture
async def owner(tmp_path):
    async for browser in lived(tmp_path):
        yield browser


async def test_every_list_sorts_is_sifted_and_is_taken_along(owner):
    found = await lists_of(owner)

    wrong = {address: what for address, page in found.items() if (what := await troubles(owner, address, page))}

    assert wrong == {}
    walked = {kind_of(urlsplit(address).path) for address in found}
    assert {"/kantoor/leden", "/kantoor/prijzen", "/kantoor/zaken", "/kantoor/cijfers", "/kantoor/cadeaukaarten", "/kantoor/team"} <= walked
    assert len(walked) > 15


async def test_every_number_of_the_house_of_the_pictures_opens_its_rows_too(owner):
    paths = await agrees(owner, ROOM)

    assert {"/kantoor/btw-teruggaven", "/kantoor/prijzen/artikel", "/kantoor/leden", "/kantoor/cijfers"} <= paths
