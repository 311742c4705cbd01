"""One invitation to a household brings one member, however many tap on it at once, on whichever server."""

import os

import pytest

from tests.live.shop import House, Shop, a_shop
from tests.live.wires import Request, form, volley
from zegel.access.households import Invitations
from zegel.access.sessions import Sessions
from zegel.core.ids import PurseId, purse_of
from zegel.core.periods import Instant
from zegel.desk.register import Register
from zegel.flows.households import HAS, JOINED
from zegel.web.parts.visitors import COOKIES, token_of

pytestmark = pytest.mark.anyio


async def accepts(shop: Shop, member: str, path: str) -> Request:
    """The form of the invitation's page, as the member's own telephone sends it."""
    sessions = Sessions(Register(shop.store), os.urandom)
    begun = await sessions.begin("member", shop.company, member, Instant(shop.house.clock.now()), method="code")
    fields = {"token": token_of(begun.session.csrf.hex()), "once": f"once-{member}"}
    return form(next(shop.ports), path, f"{COOKIES['card']}={begun.cookie}", fields)


async def test_of_twelve_who_tap_on_one_invitation_one_comes(house: House) -> None:
    async with a_shop(house) as shop:
        keeper, *invited = await shop.members(13)
        purse = purse_of(keeper)
        assert isinstance(purse, bytes)
        text = await Invitations(Register(shop.store), os.urandom).invite(shop.company, PurseId(purse), Instant(house.clock.now()))
        taps = [await accepts(shop, member, f"/pas/huishouden/{text}") for member in invited]

        answers = await volley(taps)

        there = [one for one in await shop.store.queries.dossiers_of(shop.company, purse, HAS) if one.state == JOINED]
        assert sorted(answer.status for answer in answers) == [303] + [422] * 11
        assert [answer.headers["location"] for answer in answers if answer.status == 303] == ["/pas/huishouden"]
        assert len(there) == 1
        assert [kinds for member in invited if "household" in (kinds := await shop.kinds(member))] == [["enrol", "household"]]
        assert await shop.faults() == []
