"""One code on a member's telephone is spent once, however many tills scan it (or a picture of it) at once, on whichever server."""

import os

import pytest

from tests.live.houses import PEOPLE_KEY
from tests.live.shop import BRANCH, House, Shop, a_shop
from tests.live.wires import Request, of_session, outcomes, volley
from zegel.access.people import People
from zegel.access.principal import COMMAND_LINE
from zegel.access.qr import PROOF
from zegel.access.secrets import HouseKey
from zegel.access.staff import Done, Wanted
from zegel.access.visits import SESSION, csrf_token
from zegel.core.ids import purse_of
from zegel.core.periods import Instant
from zegel.store.people_records import Role

pytestmark = pytest.mark.anyio
TILLS = 8


async def scanning(shop: Shop, people: People, till: str, code: str) -> Request:
    """What till `till` sends when its cashier scans `code`."""
    done = Done(COMMAND_LINE, Instant(shop.house.clock.now()), "for a test", "r-1")
    device = (await people.tills.enrol(done, shop.company, BRANCH, till, "counter")).device
    wanted = Wanted("Bas", f"bas{till}@example.org", "nl", (Role("cashier", BRANCH),))
    who = await people.staff.take_on(done, shop.company, f"bas{till}", wanted)
    begun = await people.sessions.begin("till", shop.company, who.one.id, done.at, method="pin", device=device)
    body = {"identifier": {"kind": "qr", "value": code}}
    return of_session(next(shop.ports), "/v1/members/lookup", f"{SESSION}={begun.cookie}", csrf_token(begun.session.csrf), body)


async def test_of_eight_tills_that_scan_one_code_one_may_spend(house: House) -> None:
    async with a_shop(house) as shop:
        people = People(shop.store, HouseKey(lambda: PEOPLE_KEY), os.urandom)
        (member,) = await shop.members(1)
        purse = purse_of(member)
        assert purse is not None
        code = people.qr.made(shop.company, purse, Instant(house.clock.now()))
        scans = [await scanning(shop, people, f"{n}", code) for n in range(TILLS)]

        answers = await volley(scans)

        sql = "SELECT COUNT(*) FROM one_time WHERE company = $1 AND kind = $2"
        assert outcomes(answers) == {"200": 1, "409 qr_spent": TILLS - 1}
        assert await shop.store.read(shop.company, sql, (shop.company, PROOF)) == [(1,)]
