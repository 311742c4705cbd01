"""The browser of the stories, the gallery's shop, and a page on which pictures are compared."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.browser.bakery import Bakery, open_bakery
from tests.browser.conftest import AXES_OWN, chromium, launched
from tests.browser.test_till import AXE
from tests.gallery.gallery import PROMISES, SIZES, furnish

__all__ = ["chromium", "launched"]
EXPECTED = (AXES_OWN, "status of 401", "status of 404", "status of 422")
"""What may be said: what axe does; that this till was never enrolled, so that it keeps nothing; what refuses, or is not there."""
DRAWN: set[str] = set()
"""Every template that was drawn on a page of the gallery."""


@contextmanager
def rooms(chromium: Any, bakery: Bakery, samples: dict[str, str], jars: dict[str, dict[str, str]]) -> Iterator[Any]:
    """`opened(face, language, size, look, who=...)` → a page of somebody with the cookies of that jar; afterwards nothing was asked
    elsewhere, nothing refused by the policy, nothing broke. What was drawn of our templates is added to DRAWN."""
    contexts: dict[tuple[Any, ...], Any] = {}
    asked: list[str] = []
    said: list[str] = []

    def opened(face: str, language: str = "nl", size: tuple[int, int] | None = None, colours: str = "light", *, who: str = "all") -> Any:
        key = (face, language, size, colours, who)
        if key not in contexts:
            width, height = size or SIZES[face]
            context = chromium.new_context(
                viewport={"width": width, "height": height}, color_scheme=colours, locale="nl-NL" if language == "nl" else "en-GB",
                reduced_motion="reduce", service_workers="block",
            )  # fmt: skip
            context.add_cookies([{"name": name, "value": text, "url": bakery.address} for name, text in jars[who].items()])
            context.add_init_script(AXE)
            page = context.new_page()
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: said.append(str(error)))
            contexts[key] = page
        return contexts[key]

    environment = bakery.door.renderer.environment
    get = environment.get_template

    def drawn(name: Any, *more: Any, **named: Any) -> Any:
        DRAWN.add(str(name))
        return get(name, *more, **named)

    environment.get_template = drawn  # type: ignore[method-assign]  # each template asks for what it includes by this
    opened.address, opened.samples, opened.bakery = bakery.address, samples, bakery  # type: ignore[attr-defined]  # told by the room itself
    yield opened
    for page in contexts.values():
        page.context.close()
    assert [url for url in asked if not url.startswith((bakery.address, "data:", "blob:"))] == []
    assert [text for text in said if not any(one in text for one in EXPECTED)] == []
    assert [one for one in bakery.refused_by_policy() if one.get("blocked-uri") != "inline"] == []
    assert bakery.bugs() == []


@pytest.fixture(scope="module")
def gallery(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The bakery of the gallery, to be looked at by somebody who may see all of it, or (`who=""`) by nobody."""
    with open_bakery(tmp_path_factory.mktemp("gallery"), PROMISES) as bakery:
        samples, cookies = furnish(bakery)
        with rooms(chromium, bakery, samples, {"all": cookies, "": {}}) as opened:
            yield opened


@pytest.fixture
def kept() -> bool:
    """Whether new pictures are accepted."""
    return bool(os.environ.get("ZEGEL_ACCEPT"))


@pytest.fixture(scope="module")
def easel(chromium: Any) -> Iterator[Any]:
    """A page of nobody's, on which pictures are compared."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()
