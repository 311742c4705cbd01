"""What a page says in both languages alike is somebody's own words or a word of the program's file: nothing else stands there untranslated.

tests/web/test_words.py reads the templates; this reads the pages, so it also sees what Python, drawings and headings of tables say.
"""

import re
import sqlite3
from pathlib import Path

import pytest

from tests.browser.bakery import PROGRAM, set_up
from tests.gallery.gallery import PROMISES, furnished
from tests.gallery.test_gallery import PAGES, filled
from tests.korenaar import Clock, a_shop, fresh_sqlite
from tests.pages import Browser
from tests.web.test_words import LETTERS, Texts
from zegel.web.parts.words import SHARED
from zegel.web.table import ROUTES, WORDS

pytestmark = pytest.mark.anyio
IN_THE_LANGUAGE_OF_THE_FILE = re.compile(r"/kantoor/(programma|begin|groepen/.*/uitdelen)")
"""Pages that show the file of the program, which is written in one language for everybody."""
ALIKE = {"nederlands", "english", "enter", "esc", "ctrl", "zegel", "joost bakema", "samira de wit"}
"""Languages in their own words, keys of a keyboard, ourselves, and who is signed in here."""
WORDED = re.compile(r"[^\W\d_]{3,}")
DRAWN = re.compile(r"[0-9a-f-]{36}\.\d+|(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}|\b(?=\w*[a-z])\w(?=\w*[A-Z0-9])\w{11}\b")
"""Numbers of receipts, codes and keys, which are kept in another form or not at all."""


def kept_words(database: Path) -> str:
    """Everything that stands in the database, in small letters."""
    base = sqlite3.connect(database)
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for table in tables for row in base.execute(f'SELECT * FROM "{table}"')]
    base.close()
    return "\n".join(str(cell) for row in rows for cell in row).lower()


def alike_in_both() -> set[str]:
    """What the tables of words say in both languages alike."""
    return {said.nl.lower() for table in (SHARED, *WORDS.values()) for said in table.values() if said.nl == said.en}


async def said_on(browser: Browser, path: str, language: str) -> set[str]:
    """Every text of a page, and every name that a screen reader says."""
    browser.cookies["zegel_language"] = language
    page = await browser.get(path)
    assert page.status in (200, 303), (path, page.status)
    return {re.sub(r"\s+", " ", text).strip() for text in Texts(page.body.decode()).found if LETTERS.search(text)}


async def headings_of(browser: Browser, path: str, language: str) -> list[str]:
    """The first line of a list that is taken along, [] where the page has none."""
    browser.cookies["zegel_language"] = language
    file = await browser.get(f"{path}{'&' if '?' in path else '?'}as=csv")
    is_list = file.headers.get("content-type", "").startswith("text/csv")
    return re.split(r"[;,]", file.body.decode("utf-8-sig").splitlines()[0]) if is_list else []


async def test_the_headings_of_a_list_that_is_taken_along_are_in_the_language_of_who_takes_it(tmp_path):
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=PROGRAM + PROMISES) as shop:
        samples, cookies = await furnished(await set_up(shop))
        browser, lists, found = Browser(shop.app, cookies, "127.0.0.1"), 0, []
        for route in [*PAGES, *(one for one in ROUTES if one.path.endswith(".csv"))]:
            path = filled(route.path, samples)
            dutch, english = [await headings_of(browser, path, language) for language in ("nl", "en")]
            lists += bool(dutch)
            same = [one.strip('"').lower() for one, other in zip(dutch, english, strict=True) if one == other and WORDED.search(one)]
            found += [(route.path, one) for one in same if one not in alike_in_both()]

        assert found == []
        assert lists > 25


async def test_what_a_page_says_in_both_languages_alike_is_nobodys_but_the_shops_own(tmp_path):
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=PROGRAM + PROMISES) as shop:
        bakery = await set_up(shop)
        samples, cookies = await furnished(bakery)
        browser = Browser(shop.app, cookies, "127.0.0.1")
        kept, alike = kept_words(tmp_path / "zegel.db"), alike_in_both() | ALIKE
        found = []
        for route in PAGES:
            path = filled(route.path, samples)
            dutch, english = [await said_on(browser, path, language) for language in ("nl", "en")]
            for text in dutch & english if not IN_THE_LANGUAGE_OF_THE_FILE.match(route.path) else ():
                parts = [part.strip("“”…·,:() ").lower() for part in re.split(r" [·|] |: ", DRAWN.sub("", text)) if WORDED.search(part)]
                found += [(route.path, text) for part in parts if part not in kept and part not in alike]

        assert sorted(found) == []
