"""Two tabs of one till without a line: what one of them let a member use, the other lets nobody use again."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.bakery import Bakery, open_bakery
from tests.browser.conftest import database
from tests.browser.test_offline import EVERYWHERE, away, back, queued, took_along, typed, verdicts
from tests.browser.test_offline import tills as tills
from tests.browser.test_till import look, settled
from tests.korenaar import KORENAAR
from zegel.core.ids import purse_of

CARD = "2620000077778"


@pytest.fixture(scope="module")
def bakery(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bakery]:
    with database(request) as url, open_bakery(tmp_path_factory.mktemp("tabs"), url=url) as found:
        yield found


def gerda(bakery: Bakery) -> str:
    """A member with 1,500 points, and the code of their telephone."""
    member = bakery.ask("POST", "/v1/members", {"name": "Gerda", "identifiers": [{"kind": "card", "value": CARD}]})["member"]
    bakery.ask("POST", "/v1/adjustments", {"member": member, "unit": "points", "count": 1500, "reason": "opening"})
    return str(member)


def shows_code(page: Any, code: str) -> None:
    """30.00 EUR, the code, and points put to use."""
    page.bring_to_front()
    settled(page, "document.activeElement.id === 'typed'")
    typed(page, "30,00", code)
    settled(page, "!document.querySelector('#use').hidden")
    page.keyboard.press("F2")
    settled(page, "document.querySelector('#total').textContent.includes('20,00')")


def test_points_that_one_tab_used_are_not_used_again_in_the_other(tills):
    member = gerda(tills.bakery)
    page = away(took_along(tills.open()))
    other = page.context.new_page()
    other.goto(page.url)
    settled(other, EVERYWHERE)
    purse = purse_of(member)
    assert purse is not None
    code = tills.bakery.door.people.qr.made(KORENAAR, purse, tills.bakery.shop.clock.now())
    shows_code(page, code)
    shows_code(other, code)

    page.bring_to_front()
    typed(page, "")
    settled(page, "document.querySelector('#waiting').textContent === '1 wacht'")
    other.bring_to_front()
    typed(other, "")
    settled(other, "!document.querySelector('#hint').hidden")

    assert "ander venster" in other.inner_text("#hint")
    assert queued(other) == 1
    settled(other, "document.querySelector('#total').textContent.includes('30,00')")
    assert other.is_hidden("#use")
    look(other, "away-two-tabs")
    typed(other, "")
    settled(other, "ZegelQueue.all('queue').then(all => all.length === 2)")
    back(page)
    balances = tills.bakery.ask("GET", f"/v1/members/{member}")["balances"]
    assert verdicts(page) == ["applied", "applied"]
    assert [one["available"] for one in balances if one["unit"] == "points"] == [1500 - 1000 + 20 + 30]


def test_what_was_used_while_a_new_pack_was_on_its_way_is_not_forgotten(tills):
    page = took_along(tills.open())
    page.context.set_offline(True)
    kept = page.evaluate("ZegelQueue.get('pack').then((pack) => pack.at)")

    renewed = page.evaluate(
        """async () => {
            const sale = { id: ZegelQueue.newId(), claimed_at: Date.now(), items: [{ net_minor: 100 }], paid_minor: 100 };
            await ZegelQueue.add(sale, {}, { spent: { gerda: 500 } });
            return ZegelQueue.renew({ spent: {}, pack: { body: "newer", signature: "", at: Date.now() } });
        }"""
    )

    assert renewed is False
    assert page.evaluate("ZegelQueue.get('spent')") == {"gerda": 500}
    assert page.evaluate("ZegelQueue.get('pack').then((pack) => pack.at)") == kept
