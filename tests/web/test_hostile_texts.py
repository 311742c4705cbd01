"""Whatever anybody may word (reliability.md S8): in the program, in the books, in every field of every form. On every page it is text."""

import re
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.browser.bakery import PROGRAM, set_up
from tests.gallery.gallery import PROMISES, furnished
from tests.gallery.test_gallery import PAGES, filled
from tests.korenaar import Clock, a_shop, fresh_sqlite
from tests.pages import Browser

pytestmark = pytest.mark.anyio
TYPED = "</textarea>'\"><zegel-x onzegel=1>{{7*7}}"
"""Out of every place where a browser might be reading, a tag of its own, and a sum for whoever understands templates."""
WORDED = "</script>'\"><zegel-x onzegel=1>"
"""The same as words of a program, which know braces and are short."""
ENDS = re.compile(r"afmelden|weggaan|weg$|overal|stop$|publiceer|begin$|choose|stil$|uit$|kaart-kwijt|/kassa|ontwerp$|regel$|regel/")
"""Forms after which nobody is signed in any more, nothing is left to look at, or the file of the program would be no file."""


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


class Read(HTMLParser):
    """A page as a browser reads it: what got out, and every form with the fields that people type into."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.out: list[str] = []
        self.forms: list[tuple[dict[str, Any], dict[str, str], list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "zegel-x" or "onzegel" in found:
            self.out.append(self.get_starttag_text() or tag)
        if tag == "form":
            self.forms.append((found, {}, []))
        name = str(found.get("name") or "")
        if not self.forms or not name:
            return
        _, kept, typed = self.forms[-1]
        kind = found.get("type") or ("text" if tag in ("input", "textarea") else "")
        if tag == "textarea" or kind in ("text", "search"):
            typed.append(name)
        elif tag in ("input", "button") and (kind not in ("checkbox", "radio") or "checked" in found):
            kept.setdefault(name, found.get("value") or "")


def read(what: str, body: bytes) -> Read:
    """A page of which nothing got out."""
    text = body.decode()
    found = Read(text)
    assert found.out == [], what
    assert "onzegel=1&gt;49" not in text, what
    return found


async def test_whatever_anybody_typed_is_text_on_every_page_and_print(tmp_path):
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=hostile(PROGRAM + PROMISES)) as shop:
        bakery = await set_up(shop)
        samples, cookies = await furnished(bakery, TYPED)
        browser, shown, asked = Browser(shop.app, cookies, "127.0.0.1"), set(), set()
        for again in range(2):  # what the first round typed, the second sees
            for route in PAGES:
                path = filled(route.path, samples)
                page = await browser.get(path)
                found = read(path, page.body)
                shown |= {route.path} if b"zegel-x" in page.body else set()
                for form, kept, typed in found.forms if not again else ():
                    action = str(form.get("action") or path)
                    if not typed or ENDS.search(action) or form.get("enctype") or (action, *typed) in asked:
                        continue
                    asked.add((action, *typed))
                    fields = kept | dict.fromkeys(typed, TYPED)
                    answer = await (browser.post(action, fields) if form.get("method") == "post" else browser.get(f"{action}?q={TYPED}"))
                    read(action, answer.body)
        assert (len(shown) > 25, len(asked) > 15) == (True, True), (sorted(shown), sorted(asked))
        assert shop.reported == []
