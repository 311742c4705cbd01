"""Health in the office: the books checked by a button, backups with the day one was put back, what is stuck said first; nothing secret."""

import asyncio

import pytest

from tests.korenaar import DAY, HOUR, KORENAAR
from zegel.core.periods import Instant
from zegel.insight.vitals import Vitals, troubles
from zegel.store.backup import Manifest
from zegel.store.backups_kept import note_made, note_restored

pytestmark = pytest.mark.anyio
HERE = "/kantoor/gezondheid"
WELL = {
    "findings": 0, "checked_at": 0, "backed_up_at": 0, "restored_at": 0, "due_since": None, "unsealed": 0, "sealed_at": 0, "drafts": 0,
    "mail_waits_since": None, "mail_failed": 0, "sends_mail": True, "size": 1, "free": None,
}  # fmt: skip


async def test_the_books_are_checked_by_a_button_and_the_page_says_when(house):
    joost, shop = house.office(), house.shop
    await shop.client().post("/v1/members", {"name": "Fatima"})
    page = await joost.get(HERE)
    assert "Nog nooit nagekeken" in page.body.decode()

    assert (await joost.fill(page, f"{HERE}/nakijken")).status == 303
    for _ in range(500):
        if house.door.checks.running(KORENAAR) is None:
            break
        await asyncio.sleep(0.02)

    page = (await joost.get(HERE)).body.decode()
    assert "nagekeken op dinsdag 3 maart om 11:00" in page
    assert "Boekingen: 1. Spaarpotten: 1. Bonnen: 1." in page
    assert "Boeken laten nakijken" in (await joost.get("/kantoor/logboek")).body.decode()


async def test_a_check_shows_how_far_it_is_and_stops_when_asked(house, monkeypatch):
    joost, go = house.office("en"), asyncio.Event()

    async def slowly(_self, _company, running):
        running.done = 3
        await go.wait()

    monkeypatch.setattr("zegel.desk.checking.Checks._carry", slowly)
    await joost.fill(await joost.get(HERE), f"{HERE}/nakijken")

    page = await joost.get(HERE)
    piece = await joost.get(f"{HERE}/nakijken", [("hx-request", "true")])
    assert "3 of 0 purses" in piece.body.decode()
    assert (await joost.fill(page, f"{HERE}/nakijken/stop")).status == 303
    assert "Stopping" in (await joost.get(HERE)).body.decode()
    go.set()


async def test_a_backup_is_shown_with_the_day_that_it_was_put_back(house):
    joost, shop = house.office(), house.shop
    at = shop.clock.now()
    made = Manifest("sqlite", "0001", Instant(at - 3 * DAY), 5_400_000, "ab" * 32, 1, 2, 3, "cd")
    assert "Er is nog geen reservekopie gemaakt." in (await joost.get(HERE)).body.decode()

    await note_made(shop.queries, "maandag.backup", made)
    page = (await joost.get(HERE)).body.decode()
    assert "De nieuwste reservekopie is ouder dan twee dagen." in page
    assert "Nog geen reservekopie is ooit teruggezet." in page
    assert await note_restored(shop.queries, "elders", Manifest("sqlite", "1", at, 1, "ef" * 32, 1, 1, 1, ""), at, here=False) is False
    assert await note_restored(shop.queries, "maandag.backup", made, Instant(at - 2 * HOUR), here=False) is True

    page = (await joost.get(HERE)).body.decode()
    assert "Nog geen reservekopie" not in page
    assert "3 mrt 2026 09:00" in page
    assert str(shop.url).removeprefix("sqlite:///") not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, []), ({"findings": 2}, ["books differ"]), ({"due_since": 9 * DAY}, ["worker stands still"]),
        ({"unsealed": 3}, ["seals late"]), ({"drafts": 1}, ["draft late"]), ({"free": 5}, ["disk full"]),
        ({"backed_up_at": None}, ["no backup"]), ({"restored_at": -100 * DAY}, ["restore old"]), ({"checked_at": None}, ["never checked"]),
        ({"mail_waits_since": 0}, ["mail late"]), ({"mail_waits_since": 0, "sends_mail": False}, ["no mail server"]),
        ({"mail_failed": 1, "findings": 1}, ["books differ", "mail failed"]),
    ],
)  # fmt: skip
def test_what_is_stuck_is_said_the_worst_first(wrong, said):
    at = 1 * DAY if "due_since" not in wrong else 10 * DAY
    facts = {name: at if given == 0 and name.endswith("_at") else given for name, given in WELL.items()} | wrong
    facts |= {"sealed_at": 0} if "unsealed" in wrong else {}

    assert [one.what for one in troubles(Vitals(at, **facts))] == said


async def test_only_who_may_sees_health_and_only_who_may_has_the_books_checked(house):
    reader = house.office(rights=frozenset({"health:read"}))

    page = await reader.get(HERE)
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    assert "Kijk de boeken na" not in page.body.decode()
    assert (await reader.post(f"{HERE}/nakijken", {"token": token})).status == 403
    assert (await house.office(rights=frozenset({"members:list"})).get(HERE)).status == 403
