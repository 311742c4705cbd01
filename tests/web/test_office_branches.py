"""Branches in the office: people, tills, and the envelope of the month with what was given of it, by whom and why."""

import pytest

from tests.web.test_office_requests import asked_for

pytestmark = pytest.mark.anyio
HERE = "/kantoor/filialen"


async def test_an_envelope_says_what_was_given_by_whom_and_why(house):
    gesture = await asked_for(house)
    joost = house.office()
    await joost.fill(await joost.get("/kantoor/aanvragen"), f"/kantoor/aanvragen/{gesture}", answer="yes", reason="vaste klant")

    page = (await joost.get(f"{HERE}/dorpsstraat")).body.decode()

    assert "Envelop van maart 2026" in page
    assert "€\u00a010,00 over van €\u00a020,00" in page
    assert "haar bestelling was weg" in page
    assert "staff:samira" in page
    file = (await joost.get(f"{HERE}/dorpsstraat?as=csv")).body.decode("utf-8-sig")
    assert len(file.strip().splitlines()) == 2
    other = (await joost.get(f"{HERE}/station")).body.decode()
    assert "€\u00a020,00 over van €\u00a020,00" in other
    assert "Deze maand nog niets gegeven." in other


async def test_a_manager_of_one_branch_sees_that_one_alone(house):
    manager = house.colleague("branch manager", "station")

    page = (await manager.get(HERE)).body.decode()

    assert f"{HERE}/station" in page
    assert f"{HERE}/dorpsstraat" not in page
    assert (await manager.get(f"{HERE}/dorpsstraat")).status == 403
    assert "Het programma kent geen gestes." in (await manager.get(f"{HERE}/station")).body.decode()
    assert (await manager.get(f"{HERE}/nergens")).status == 422
