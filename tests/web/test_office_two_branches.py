"""Somebody who is one thing at one branch and another at the next: what they do is done at a branch of theirs, as what they are there."""

import pytest

from tests.korenaar import KORENAAR
from tests.pages import Fields
from tests.web.test_office_requests import GESTURES, REQUESTS, asked_for
from tests.web.test_till import a_member
from zegel.core.ids import purse_of
from zegel.store.people_records import Role

pytestmark = pytest.mark.anyio

HERE = Role("branch manager", "dorpsstraat")
THERE = Role("branch manager", "station")


async def test_a_manager_of_two_branches_notes_blocks_and_opens_a_case_at_the_first_of_them(house):
    member = await a_member(house)
    mo, page = house.of_branches(THERE, HERE), f"/kantoor/leden/{member}"

    did = [
        (await mo.fill(await mo.get(page), f"{page}/{what}", **fields)).status
        for what, fields in (
            ("notitie", {"text": "Komt op dinsdag."}), ("zaken", {"what": "een steen", "detail": "in het brood"}),
            ("blokkade", {"what": "spending", "reason": "kaart gestolen"}),
        )
    ]  # fmt: skip

    assert did == [303, 303, 303]
    entries = await house.shop.queries.entries(KORENAAR, purse_of(member), 1, 9)
    assert {one.branch for one in entries} == {"dorpsstraat"}


async def test_who_manages_here_and_is_a_cashier_there_agrees_to_what_a_manager_may(house):
    gesture = await asked_for(house, GESTURES.replace("branch manager: 5.00", "branch manager: 12.00"))
    here = house.of_branches(HERE, Role("cashier", "station"))
    there = house.of_branches(THERE, Role("cashier", "dorpsstraat"))
    page = await here.get(REQUESTS)

    elsewhere = await there.fill(page, f"{REQUESTS}/{gesture}", answer="yes", token=token_of(await there.get(REQUESTS)))
    agreed = await here.fill(page, f"{REQUESTS}/{gesture}", answer="yes")

    assert (elsewhere.status, agreed.status) == (403, 303)
    assert gesture not in (await there.get(REQUESTS)).body.decode()
    assert (await house.shop.queries.counters(KORENAAR))["gestures:dorpsstraat:2026-03"] == 1000


def token_of(page):
    """What a form of this visitor carries."""
    return next(fields["token"] for _, fields in Fields(page.body.decode()).forms if "token" in fields)
