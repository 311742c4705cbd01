"""The demo's mailbox, and leaving a mailing with one click."""

import pytest

from tests.korenaar import KORENAAR, MINUTE
from tests.make import enrols, header, purse
from tests.pages import Browser
from zegel.access.leaving import Leaving
from zegel.access.secrets import HouseKey
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.desk.register import Register
from zegel.flows.commands import GiveConsent, MergeMembers
from zegel.messages.mailbox import Mailbox
from zegel.store.message_queries import Outgoing, add_once
from zegel.worker.mailing import program_of

pytestmark = pytest.mark.anyio
KEY = HouseKey(lambda: bytes(range(32)))


async def test_the_demos_mail_is_read_only_where_the_server_says_that_it_is_a_demo(house):
    shop, nobody = house.shop, Browser(house.shop.app)
    assert (await nobody.get("/demo/post")).status == 404

    at = shop.clock.now()
    sealed = KEY.seal(b"123456", "code", bytes)
    code = Outgoing("code", "member code", "emma@example.org", "nl", {}, sealed, at, Instant(at + 10 * MINUTE), None, None, 0, None, "")
    says = {"nl": ["<script>alert(1)</script>"], "en": []}
    other = Outgoing("other", "gesture", "jan@example.org", "nl", {"says": says}, None, at, Instant(at + MINUTE), None, None, 0, None, "")
    await Register(shop.store).write(KORENAAR, add_once(KORENAAR, code), add_once(KORENAAR, other))
    house.door.mailbox = Mailbox(shop.queries, KEY.unseal, lambda company: program_of(shop.shelves, company, shop.clock.now()))
    page = await nobody.get("/demo/post")
    assert page.status == 200
    body = page.body.decode()
    assert "123456" in body
    assert "emma@example.org" in body
    assert "<script>alert" not in body


async def test_one_click_leaves_a_mailing_once_and_looking_leaves_nothing(house):
    shop, nobody = house.shop, Browser(house.shop.app)
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    await shop.desk.submit(GiveConsent(header(key="yes"), purse(1), "newsletter", "email", ""))
    house.door.leaving = Leaving(KEY, "https://card.example")
    address = f"/afmelden/{house.door.leaving.token(KORENAAR, purse(1), 'newsletter')}"

    async def consents():
        return (await shop.queries.messages.readers(KORENAAR, [purse(1)]))[purse(1)].consents

    page = await nobody.get(address)
    assert (page.status, "geen mail meer met de nieuwsbrief" in page.body.decode(), "Korenaar" in page.body.decode()) == (200, True, True)
    assert await consents() == {"newsletter by email"}
    entries = await shop.entries()
    for _ in range(2):
        answer = await Browser(shop.app).post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status == 200
    assert await consents() == set()
    assert await shop.entries() == entries + 1
    assert (await nobody.get(address[:-3])).status == 400
    assert await shop.entries() == entries + 1


async def test_whose_card_became_part_of_another_one_leaves_by_the_link_in_an_old_mail(house):
    shop = house.shop
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    await shop.desk.submit(enrols(2, Identifier("card", "NL2")))
    await shop.desk.submit(GiveConsent(header(key="yes"), purse(1), "newsletter", "email", ""))
    house.door.leaving = Leaving(KEY, "https://card.example")
    address = f"/afmelden/{house.door.leaving.token(KORENAAR, purse(1), 'newsletter')}"
    await shop.desk.submit(MergeMembers(header(key="merge"), purse(2), purse(1), "one person", "owner"))

    async def consents():
        return (await shop.queries.messages.readers(KORENAAR, [purse(2)]))[purse(2)].consents

    before = await consents()
    answer = await Browser(shop.app).post(address, {"List-Unsubscribe": "One-Click"})

    assert (answer.status, before, await consents()) == (200, {"newsletter by email"}, set())
