"""Templates become pages: only from disk, every value escaped, a name that is missing stops the page."""

import asyncio
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup, escape

from zegel.program.familiar import Kept
from zegel.program.model import Words
from zegel.program.words import Language
from zegel.web.parts.asked import Asked, Page
from zegel.web.parts.figures import Figures
from zegel.web.parts.statics import ROOT as STATIC
from zegel.web.parts.statics import Statics
from zegel.web.parts.to_staff import ToStaff, sentences_to_staff
from zegel.web.parts.words import SHARED, FamiliarTongue, Tongue

HERE: Final = Path(__file__).resolve().parent
FACES: Final = ("till", "card", "office")


def environment() -> Environment:
    """Templates of `parts/…` and of each face under its own name."""
    folders = {"parts": HERE / "templates"} | {face: HERE.parent / face / "templates" for face in FACES}
    loader = ChoiceLoader([PrefixLoader({name: FileSystemLoader(folder) for name, folder in folders.items() if folder.is_dir()})])
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=-1,
        extensions=["jinja2.ext.do"],
    )  # fmt: skip
    made.globals["icon"] = icon
    return made


@cache
def _drawn(name: str) -> str:
    """The inside of an icon's drawing. A name that is none is a bug."""
    text = (STATIC / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    inside = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    return re.sub(r"\s+", " ", inside).replace("> <", "><").strip()


def icon(name: str, also: str = "") -> Markup:
    """Lucide's drawing `name`, beside a word; `also` is one class more."""
    classes = f"i {escape(also)}" if also else "i"
    return Markup(f'<svg class="{classes}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{_drawn(name)}</svg>')  # noqa: S704 - our own files


class Renderer:
    """What turns a `Page` into bytes."""

    def __init__(self, statics: Statics, tables: Mapping[str, Mapping[str, Words]]) -> None:
        self.statics = statics
        self.environment = environment()
        self.environment.globals["static"] = statics.address
        self._tongues = {
            (face, language): Tongue(language, table) for face, table in tables.items() for language in ("nl", "en")
        }  # fmt: skip
        self._tables, self._to_staff = tables, dict[str, ToStaff]()
        self._figures: dict[tuple[Language, str, str, str, tuple[tuple[str, str], ...]], Figures] = {}

    def tongue(self, face: str, language: Language, kept: Kept | None = None) -> Tongue:
        """The words of a face; with `kept` (its own texts) as a shop says them that says `je`."""
        found = self._tongues[face, language]
        return found if kept is None or language != "nl" else FamiliarTongue(found, kept)

    def to_staff(self, face: str) -> ToStaff:
        """What that face says to staff; looked up once, by the first shop that says `je`."""
        found = self._to_staff.get(face)
        if found is None:
            found = self._to_staff[face] = ToStaff(sentences_to_staff(SHARED, self._tables[face]))
        return found

    def figures(
        self, language: Language, country: str, currency: str, zone: str, places: tuple[tuple[str, str], ...] = ()
    ) -> Figures:  # fmt: skip
        """Figures as that company's visitors read them; made once. `places`: (id, name) of the branches that have one."""
        key = (language, country, currency, zone, places)
        found = self._figures.get(key)
        if found is None:
            found = self._figures[key] = Figures(*key)
        return found

    async def lay_ready(self, face: str) -> None:
        """Compile the templates of `face`, one a turn of the loop: else the first customers after a start wait for it."""
        for name in self.environment.list_templates(filter_func=lambda name: name.startswith((f"{face}/", "parts/"))):
            self.environment.get_template(name)
            await asyncio.sleep(0)

    def render(self, page: Page, asked: Asked, face: str, figures: Figures | None) -> bytes:
        """The page, with what every template may use."""
        tongue = self.tongue(face, asked.speaks, asked.familiar)
        shows: dict[str, Any] = {
            "say": tongue.say, "words": tongue.words, "language": asked.speaks, "look": asked.look, "path": asked.path, "face": face,
            "visitor": asked.visitor, "token": asked.token, "figures": figures, "form_token": lambda: _token_field(asked.token),
        }  # fmt: skip
        return self.environment.get_template(page.template).render(shows | page.shows).encode()


def _token_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="token" value="{}">').format(token)
