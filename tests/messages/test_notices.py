"""Members are told what was booked, in the words of their receipt, once; and what is about to lapse."""

import os

import pytest

from tests.korenaar import DAY, KORENAAR, Shop
from tests.make import buys, enrols, line, purse
from tests.shop_fixtures import both_databases
from zegel.core.purchase import Identifier
from zegel.desk.register import Register
from zegel.flows.commands import GiveConsent
from zegel.messages.letters import Shop as Sender
from zegel.messages.letters import mail_of
from zegel.messages.notices import NEWSLETTER, notices_of
from zegel.worker.noticing import Noticing
from zegel.worker.sealing import Signer
from zegel.worker.worker import Worker

pytestmark = [pytest.mark.anyio, both_databases]
SENDER = Sender("De Korenaar", "EUR", "bakker@korenaar.example")


def notices(shop: Shop) -> Noticing:
    return Noticing(Register(shop.store), shop.queries, shop.shelves, shop.clock.now)


def a_worker(shop: Shop, tmp_path) -> Worker:
    return Worker(
        shop.desk, shop.queries, Signer(os.urandom(32)), clock=shop.clock.now, seals_file=tmp_path / "seals.ndjson",
        report=shop.reported.append, tell=notices(shop).of,
    )  # fmt: skip


async def told(shop: Shop) -> list[tuple[str, str]]:
    """Every message: its kind and its text in Dutch."""
    found = await shop.queries.messages.newest(KORENAAR, 50)
    return sorted((one.kind, mail_of(one.kind, one.data, SENDER, "nl").text) for one in found)


async def test_a_full_card_is_told_once_and_only_to_who_left_an_address(shop, tmp_path):
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    await shop.desk.submit(enrols(2))
    for n in (1, 2):
        await shop.desk.submit(buys(line(net=2500, quantity=10), who=purse(n), at=shop.clock.now()))
    worker = a_worker(shop, tmp_path)
    await worker.seal()
    await worker.seal()

    [(kind, text)] = await told(shop)
    assert kind == "card full"
    assert "Uw kaart is vol" in text
    assert "gratis brood" in text
    [one] = await shop.queries.messages.newest(KORENAAR, 5)
    assert one.purse == purse(1)
    assert one.address == "", "the address is looked up when the mail goes out"
    assert shop.reported == []


async def test_what_happened_long_ago_is_no_news(shop, tmp_path):
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    await shop.desk.submit(buys(line(net=2500, quantity=10), who=purse(1), at=shop.clock.now()))
    shop.clock.forward(4 * DAY)
    await a_worker(shop, tmp_path).seal()
    assert await told(shop) == []


async def test_a_consent_is_confirmed_and_a_present_is_told_only_with_it(shop, tmp_path):
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    header = enrols(3).header
    await shop.desk.submit(GiveConsent(header, purse(1), NEWSLETTER, "email", "2026-11"))
    await a_worker(shop, tmp_path).seal()
    [(kind, text)] = await told(shop)
    assert kind == "consent"
    assert "U gaf toestemming voor newsletter, per e-mail." in text
    reader = (await shop.queries.messages.readers(KORENAAR, [purse(1)]))[purse(1)]
    assert reader.consents == {"newsletter by email"}

    document = (await shop.queries.receipts(KORENAAR, purse(1), 0, 1))[0].document
    present = b'"effects":[{"because":"occasion:birthday","count":5,"effect":"given","expires_at":9007199254740992,"unit":"points"}]'
    start = document.index(b'"effects":')
    given = document[:start] + present + document[document.index(b"]", start) + 1 :]
    shelf = await shop.shelves.of(KORENAAR)
    [notice] = notices_of(shelf.by_digest, purse(1), 9, given, shop.clock.now())
    assert (notice.kind, notice.data["consent"]) == ("given", NEWSLETTER)


async def test_points_that_lapse_within_two_weeks_are_told_once(shop):
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    await shop.desk.submit(enrols(2))
    for n in (1, 2):
        await shop.desk.submit(buys(line(net=1000), who=purse(n), at=shop.clock.now()))
    assert await notices(shop).ahead() == 0, "they last through 31 March 2027"

    shop.clock.forward(384 * DAY)
    work = notices(shop)
    assert await work.ahead() == 1
    assert await work.ahead() == 0
    shop.clock.forward(DAY)
    assert await work.ahead() == 0, "the next day nothing new is said of them"
    assert await notices(shop).ahead() == 0

    [(kind, text)] = await told(shop)
    assert kind == "expiring"
    assert "Te gebruiken tot en met 31 maart 2027: 20 punten." in text
