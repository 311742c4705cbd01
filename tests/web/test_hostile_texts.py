"""Whatever anybody may word (reliability.md S8): in the program, in the books, in every field of every form. On every page it is text."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from ruamel.yaml import YAML

from tests.browser.bakery import PROGRAM, set_up
from tests.client import Answer
from tests.gallery.gallery import PROMISES, furnished
from tests.gallery.page_states import with_gift
from tests.gallery.test_gallery import ELSEWHERE, PAGES, filled
from tests.korenaar import Clock, Shop, a_shop, fresh_sqlite
from tests.pages import Browser
from zegel.web.parts.headers import ALWAYS
from zegel.web.table import ROUTES

pytestmark = pytest.mark.anyio
TYPED = "</textarea>'\"><zegel-x onzegel=1>{{7*7}}"
"""Out of every place where a browser might be reading, a tag of its own, and a sum for whoever understands templates."""
WORDED = "</script>'\"><zegel-x onzegel=1>"
"""The same as words of a program, which know braces and are short."""
LAST = re.compile(r"afmelden|weggaan|weg$|overal|stop$|publiceer|begin$|choose|stil$|uit$|kaart-kwijt|/kassa|ontwerp$|regel$|regel/")
"""Forms after which nobody is signed in any more, nothing is left to look at, or the file of the program would be no file: asked last."""
NO_PAGES = ("application/json", "application/problem+json", "text/csv", "text/plain", "image/svg+xml", "image/png")
"""What an answer may be that no browser takes for a page."""
FORMULA = "\uff1dZEGEL(1)"
"""A formula to a spreadsheet of the East: whoever guards against this one asks the one list of beginnings (web.parts.exports)."""
FREE = ("text", "search", "textarea")
LIKELY = {
    "number": "1",
    "date": "2026-03-20",
    "time": "12:00",
    "email": "wie@voorbeeld.nl",
    "tel": "0612345678",
    "password": "kort-maar-lang-9",
}
"""What stands in an empty field that takes no free text, so that the texts beside it are kept."""
BLIND = 80
"""Forms that stand on no page of the gallery, at most: they get every name that any form knows. A new one wants a page there."""
GIFT = next(route for route in ROUTES if (route.method, route.path) == ("GET", "/kantoor/cadeaus/{discount}"))
"""Of a program with such a gift; the gallery shows it among the states."""
PLACE = re.compile(r"\{(\w+)\}")


def hostile(text: str) -> str:
    """The program with every word of its own spoiled."""
    yaml = YAML(typ="safe", pure=True)

    def worded(said: Any) -> Any:
        return [f"{one}{WORDED}" for one in said] if isinstance(said, list) else f"{said}{WORDED}"

    def spoiled(part: Any) -> Any:
        if isinstance(part, dict) and set(part) == {"nl", "en"}:
            return {"nl": worded(part["nl"]), "en": part["en"] if isinstance(part["en"], list) else worded(part["en"])}
        if isinstance(part, dict):
            return {name: spoiled(inner) for name, inner in part.items()}
        return [spoiled(one) for one in part] if isinstance(part, list) else part

    found, out = spoiled(yaml.load(text)), StringIO()
    found["program"] += WORDED
    yaml.dump(found, out)
    return out.getvalue()


WALKED = hostile(with_gift(PROGRAM + PROMISES))


class Form:
    """A form of a page: where it goes, what stands in it already, and the kind of every field that it sends."""

    def __init__(self, face: str, path: str, found: dict[str, Any]) -> None:
        self.face, self.action, self.posts = face, str(found.get("action") or path).partition("#")[0], found.get("method") == "post"
        self.has_file = "multipart" in (found.get("enctype") or "")
        self.kept: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def filled_in(self, typed: str = TYPED) -> Iterator[dict[str, str]]:
        """All free texts at once, so that something is kept of them; then every other field alone: no server trusts a browser's kinds."""
        free = dict.fromkeys((name for name, kind in self.kinds.items() if kind in FREE), typed)
        likely = {name: LIKELY[kind] for name, kind in self.kinds.items() if kind in LIKELY and not self.kept.get(name)}
        yield self.kept | likely | free
        yield from (self.kept | likely | {name: TYPED} for name in self.kinds if name not in free)


class Read(HTMLParser):
    """A page as a browser reads it: what got out, and every form with its fields."""

    def __init__(self, text: str, face: str = "", path: str = "") -> None:
        super().__init__()
        self.out: list[str] = []
        self.forms: list[Form] = []
        self._at = (face, path)
        self._picking = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "zegel-x" or "onzegel" in found:
            self.out.append(self.get_starttag_text() or tag)
        if tag == "form":
            self.forms.append(Form(*self._at, found))
        if self.forms and tag == "option" and self._picking and ("selected" in found or self._picking not in self.forms[-1].kept):
            self.forms[-1].kept[self._picking] = found.get("value") or ""
        if self.forms and found.get("name") and tag in ("input", "textarea", "select", "button"):
            self._field(tag, str(found["name"]), found)

    def _field(self, tag: str, name: str, found: dict[str, Any]) -> None:
        form = self.forms[-1]
        kind = str(found.get("type") or "text") if tag == "input" else tag
        self._picking = name if tag == "select" else ""
        form.kinds.setdefault(name, kind)
        if tag in ("input", "button") and kind != "file" and (kind not in ("checkbox", "radio") or "checked" in found):
            form.kept.setdefault(name, found.get("value") or "")


def read(what: str, answer: Answer, face: str = "", path: str = "") -> Read:
    """An answer of which nothing got out: a page as a browser reads it, anything else as what it says that it is."""
    assert answer.headers.get("x-content-type-options") == "nosniff", what
    assert TYPED not in answer.headers.get("location", ""), what
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        json.loads(answer.body)
    if kind != "text/html":
        assert not answer.body or kind in NO_PAGES, (what, kind)
        return Read("")
    assert answer.headers["cache-control"] == "no-store", what
    assert {name.decode() for name, _ in ALWAYS} <= answer.headers.keys(), what
    text = answer.body.decode()
    found = Read(text, face, path)
    assert found.out == [], what
    assert "onzegel=1&gt;49" not in text, what
    return found


def parts(fields: dict[str, str], name: str) -> bytes:
    """The fields and a file, as a browser sends an upload whose boundary is `b`."""
    said = [f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items() if key != name]
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{TYPED.replace(chr(34), "%22")}.csv"\r\n\r\n'
    return "".join([*said, head, f"sku;price\r\n{TYPED};{TYPED}\r\n--b--\r\n"]).encode()


class Walk:
    """Everybody's pages, and everything that was asked of them."""

    def __init__(self, browser: Browser, samples: dict[str, str]) -> None:
        self.browser, self.samples = browser, samples
        self.shown: set[str] = set()
        self.asked: set[tuple[str, ...]] = set()
        self.later: list[Form] = []
        self.names: set[str] = set()
        self.tokens: dict[str, dict[str, str]] = {}
        self.blind: list[Any] = []

    async def look(self, *, asks: bool) -> None:
        """Every page, and each of its forms filled in where that is asked."""
        for route in [*PAGES, GIFT]:
            path = filled(route.path, self.samples)
            page = await self.browser.get(path)
            found = read(path, page, route.face, path)
            self.shown |= {route.path} if b"zegel-x" in page.body else set()
            for form in found.forms if asks else ():
                self.names |= set(form.kinds)
                self.tokens.setdefault(route.face, form.kept)
                if LAST.search(form.action):
                    self.later.append(form)
                else:
                    await self.fill(form)

    async def fill(self, form: Form) -> None:
        """The form in every way, once."""
        key = (form.action, *sorted(form.kinds))
        if key in self.asked:
            return
        self.asked.add(key)
        for fields in form.filled_in():
            read(form.action, await self.sent(form, fields))

    async def sent(self, form: Form, fields: dict[str, str]) -> Answer:
        if not form.posts:
            return await self.browser.get(f"{form.action.partition('?')[0]}?{urlencode(fields)}")
        if not form.has_file:
            return await self.browser.post(form.action, fields)
        file = next(name for name, kind in form.kinds.items() if kind == "file")
        body, said = parts(fields, file), [*self.browser._headers(), ("origin", f"https://{self.browser.host}")]
        said += [("content-type", "multipart/form-data; boundary=b"), ("content-length", str(len(body)))]
        return await self.browser.client.send("POST", form.action, body, said)

    def path(self, route: Any) -> str:
        """The address of a route: of something that is there, else of what somebody typed."""
        known = set(PLACE.findall(route.path)) <= {*self.samples, "number"}
        return filled(route.path, self.samples) if known else PLACE.sub(TYPED.partition(">")[2], route.path)

    def unseen(self) -> list[Any]:
        """The routes of forms that stand on no page of the gallery."""
        actions = [action.partition("?")[0] for action, *_ in self.asked]
        forms = [route for route in ROUTES if route.method == "POST"]
        return [route for route in forms if not any(re.fullmatch(PLACE.sub("[^/]+", route.path), action) for action in actions)]

    async def end(self) -> None:
        """What ends something; then every page and form that the gallery cannot show, with every name that any form knows."""
        for form in self.later:
            await self.fill(form)
        self.blind = self.unseen()
        for route in self.blind:
            form = Form(route.face, self.path(route), {"method": "post"})
            fields = dict.fromkeys(sorted(self.names), TYPED) | {"token": self.tokens.get(route.face, {}).get("token", "")}
            read(form.action, await self.sent(form, fields))
            self.asked.add((form.action,))
        for route in ROUTES:
            if route.method == "GET" and route.path in ELSEWHERE:
                read(route.path, await self.browser.get(self.path(route)))


async def walked(shop: Shop) -> tuple[dict[str, str], dict[str, str]]:
    """A shop of `WALKED` in which everything was typed once: something for each place of an address, and everybody's cookies."""
    samples, cookies = await furnished(await set_up(shop), TYPED)
    return samples | {"discount": "proeven"}, cookies


async def test_whatever_anybody_typed_is_text_on_every_page_and_print(tmp_path):
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=WALKED) as shop:
        samples, cookies = await walked(shop)
        walk = Walk(Browser(shop.app, cookies, "127.0.0.1"), samples)
        await walk.look(asks=True)
        await walk.look(asks=False)  # what the first round typed, the second sees
        await walk.end()

        assert walk.unseen() == [], "forms that nobody filled in"
        assert len(walk.blind) <= BLIND, sorted(route.path for route in walk.blind)
        assert len(walk.shown) > 25, sorted(walk.shown)
        assert shop.reported == []


async def test_nothing_anybody_typed_is_a_formula_in_a_list_that_is_taken_along(tmp_path):
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=PROGRAM + PROMISES) as shop:
        bakery = await set_up(shop)
        samples, cookies = await furnished(bakery)
        browser, lists, telling = Browser(shop.app, cookies, "127.0.0.1"), set(), set()
        for route in PAGES:
            path = filled(route.path, samples)
            for form in read(path, await browser.get(path), route.face, path).forms:
                if form.posts and not form.has_file and not LAST.search(form.action):
                    await browser.post(form.action, next(form.filled_in(FORMULA)))
        for route in [*PAGES, *(one for one in ROUTES if one.path.endswith(".csv"))]:
            path = filled(route.path, samples)
            file = await browser.get(f"{path}{'&' if '?' in path else '?'}as=csv")
            if file.headers.get("content-type", "").startswith("text/csv"):
                lists.add(route.path)
                cells = re.split(r'[;,\r\n]"?', file.body.decode("utf-8-sig"))
                assert [cell for cell in cells if cell.startswith(FORMULA)] == [], route.path
                telling |= {route.path} if FORMULA in file.body.decode() else set()
                book = ZipFile(BytesIO((await browser.get(f"{path}{'&' if '?' in path else '?'}as=xlsx")).body)) if route in PAGES else None
                assert book is None or b"<f>" not in book.read("xl/worksheets/sheet1.xml"), route.path
        assert (len(lists) > 25, len(telling) > 9) == (True, True), (sorted(lists), sorted(telling))
        assert shop.reported == []
