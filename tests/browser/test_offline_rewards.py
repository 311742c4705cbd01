"""Rewards without a line in a real Chromium (reliability.md O2, O6, O7): a full card's bread is given once, within the lease, by the code
on a telephone; what was had elsewhere meanwhile is the shop's, and the office is told.
"""

from itertools import count
from typing import Any

import pytest

from tests.browser.bakery import CARDS
from tests.browser.test_offline import LostReplies, Tills, away, back, took_along, typed, verdicts
from tests.browser.test_offline import tills as tills
from tests.browser.test_till import BREAD, LOAF, look, settled
from tests.browser.test_till_file import office_of
from tests.korenaar import KORENAAR
from zegel.core.ids import purse_of

_cards = count(1)
WAITS = "document.querySelector('#waiting').textContent === '1 wacht'"


def with_full_card(tills: Tills, name: str) -> tuple[str, str]:
    """A member who bought ten loaves: who it is, and the number of the card."""
    card = f"26200008{next(_cards):05}"
    member = tills.bakery.ask("POST", "/v1/members", {"name": name, "identifiers": [{"kind": "card", "value": card}]})["member"]
    buy(tills, member, 10)
    return member, card


def buy(tills: Tills, member: str, loaves: int, **more: Any) -> Any:
    lines = [{"sku": BREAD, "category": "bread", "quantity": loaves * 1000, "net_minor": loaves * 345, "vat_bp": 900}]
    return tills.bakery.ask("POST", "/v1/purchases", {"branch": "havenstraat", "till": "9", "member": member, "lines": lines} | more)


def code_of(tills: Tills, member: str) -> str:
    purse = purse_of(member)
    assert purse is not None
    return tills.bakery.door.people.qr.made(KORENAAR, purse, tills.bakery.shop.clock.now())


def of_unit(tills: Tills, member: str, unit: str) -> int:
    balances = tills.bakery.ask("GET", f"/v1/members/{member}")["balances"]
    return sum(one["available"] for one in balances if one["unit"] == unit)


def total(page: Any, amount: str) -> None:
    settled(page, f"document.querySelector('#total').textContent.includes('{amount}')")


def test_a_full_cards_bread_is_given_without_a_line_by_keyboard_and_booked_once(tills):
    member, card = with_full_card(tills, "Hanna Vos")
    page = took_along(tills.open())
    replies = LostReplies(page, 1)
    away(page)

    typed(page, card, BREAD, LOAF)
    total(page, "8,40")
    said = page.inner_text("#facts")
    assert ["Klaar: 1\u00a0gratis brood" in said, "met de code op de telefoon" in said] == [True, True]
    assert page.is_hidden("#gifts"), "a card identifies, it spends nothing"
    typed(page, code := code_of(tills, member))
    settled(page, "!document.querySelector('#gifts').hidden")
    look(page, "away-reward-ready")
    page.keyboard.press("F3")
    total(page, "4,95")
    assert page.inner_text("#sentence") == "“Dit is voor u: gratis brood.”"
    assert "1\u00a0" in page.inner_text("#estimate"), "the bread that is free earns no stamp"
    look(page, "away-reward")
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, "away-reward-phone")
    page.set_viewport_size({"width": 1180, "height": 820})
    page.click("#undo")
    total(page, "8,40")
    page.keyboard.press("F3")
    total(page, "4,95")
    page.keyboard.press("Enter")
    settled(page, WAITS)
    typed(page, code, BREAD)
    total(page, "3,45")
    assert page.is_hidden("#gifts"), "a code goes once"
    page.click("#undo")

    tills.bakery.shop.clock.forward(30_000)  # it stands still by itself, and the browser's goes
    replies.back(page)
    balances = tills.bakery.ask("GET", f"/v1/members/{member}")["balances"]
    assert (replies.lost[0]["sales"][0]["verdict"], verdicts(page)) == ("applied", ["duplicate"])
    assert [one["available"] for one in balances if one["unit"] in ("Broodkaart", "points")] == [1, 34 + 4]
    receipt = tills.bakery.ask("GET", f"/v1/receipts/{replies.lost[0]['sales'][0]['receipt']}")
    assert (receipt["totals"]["pays_minor"], replies.lost[0]["sales"][0]["flags"]) == (495, ["clock"])


@pytest.mark.long  # its books: web/test_offline
def test_a_reward_that_was_had_at_another_till_meanwhile_is_the_shops_and_the_manager_hears_of_it(tills):
    member, card = with_full_card(tills, "Ilse Smit")
    page = away(took_along(tills.open(width=390, height=844)))
    buy(tills, member, 1, uses=[{"what": "free bread", "count": 1}])

    typed(page, card, code_of(tills, member), BREAD)
    settled(page, "!document.querySelector('#gifts').hidden")
    page.click("#gifts button")
    total(page, "0,00")
    page.click("#pay")
    settled(page, WAITS)
    back(page)

    assert verdicts(page) == ["applied"]
    office = office_of(tills, 1280, 860)
    assert "Meegegeven zonder verbinding, en niet in de boeken: gratis brood." in office.inner_text("main")
    look(office, "office-given")


@pytest.mark.long  # the short form has its pages (web/test_till_stopped) and its bytes (web/test_offline)
def test_a_card_that_may_not_spend_for_now_says_so_and_still_earns(tills):
    member, card = with_full_card(tills, "Joke Prins")
    tills.bakery.ask("POST", f"/v1/members/{member}/block", {"earning": False, "spending": True, "reason": "lost telephone"})
    page = away(took_along(tills.open()))

    typed(page, card, code_of(tills, member), BREAD)
    total(page, "3,45")
    assert "Inzetten kan nu niet met deze kaart; sparen gaat door." in page.inner_text("#facts")
    assert [page.is_hidden("#gifts"), page.is_hidden("#use"), page.is_visible("#estimate")] == [True, True, True]
    look(page, "away-blocked")
    typed(page, CARDS["joost"])
