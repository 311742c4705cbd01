"""Pages that one cannot simply go to, looked at as every other: what is claimed, invited, counted, or not there."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.bakery import open_bakery
from tests.browser.test_till import look, ready
from tests.gallery.conftest import rooms
from tests.gallery.gallery import OTHER_SIZES, furnish, held_against, steadied
from tests.gallery.page_states import MORE, PROMISED, happened, with_gift

RANDOM = ".mail pre, .bankcard, .qr, .bigqr, .qrw, p.small.muted:last-child"
RANDOM_AT = {"state-rebate-entries": "tbody", "state-rebates-waiting": "tbody", "state-rebate-payment": "tbody"}
"""Whose rows stand in another order each time: by the ids of members."""


@pytest.fixture(scope="module")
def lived(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The bakery to which more happened: `lived(state, ...)` → the page of that state; `lived.states` are their names."""
    with open_bakery(tmp_path_factory.mktemp("states"), MORE, program=with_gift(PROMISED)) as bakery:
        samples, cookies = furnish(bakery)
        states, jars = asyncio.run_coroutine_threadsafe(happened(bakery, cookies), bakery.loop).result(60)
        with rooms(chromium, bakery, samples, {"all": cookies, "": {}} | jars) as opened:

            def shown(name: str, language: str = "nl", size: tuple[int, int] | None = None, colours: str = "light") -> Any:
                state = states[name]
                page = opened(state.face, language, size, colours, who=state.who)
                page.goto(bakery.address + state.path)
                ready(page)
                if state.typed[0]:
                    page.locator(state.typed[0]).fill(state.typed[1])
                    with page.expect_navigation():
                        page.keyboard.press("Enter")
                return ready(page)

            shown.states = states  # type: ignore[attr-defined]  # told by the page itself
            yield shown


def test_every_state_of_a_page_stands_as_it_was_approved_and_in_nobodys_way(lived: Any, easel: Any, kept: bool) -> None:
    trouble: list[str] = []
    for name in lived.states:
        page = lived(name)
        look(page, name)
        assert page.locator("h1").count() == 1, name
        fresh = steadied(page).screenshot(
            full_page=True,
            mask=[page.locator(", ".join(filter(None, (RANDOM, RANDOM_AT.get(name)))))],
            mask_color="#888888",
            animations="disabled",
            caret="hide",
        )
        trouble += filter(None, [held_against(easel, fresh, name, accept=kept)])

    assert len(lived.states) > 12
    assert trouble == []


@pytest.mark.long
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_state_in_english_at_another_size_and_in_the_dark(lived: Any, colours: str) -> None:
    for name, state in lived.states.items():
        page = lived(name, "en", OTHER_SIZES[state.face], colours)
        look(page, f"{name}-en-{colours}")
        assert page.evaluate("document.documentElement.lang") == "en"
