"""Mail goes out by a real SMTP server: once, again when it must, and never to whom it may not."""

import asyncio
import os
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from tests.korenaar import DAY, KORENAAR, MINUTE
from tests.make import enrols, purse
from tests.shop_fixtures import both_databases
from zegel.access.leaving import Leaving
from zegel.access.secrets import HouseKey
from zegel.access.surveying import Surveying
from zegel.core.ids import purse_text
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import Malformed
from zegel.desk.register import Register
from zegel.flows.commands import GiveConsent, MergeMembers, MoveCase, OpenCase
from zegel.messages.smtp import Server, Smtp
from zegel.store.message_queries import Outgoing, add_once, claim
from zegel.worker.mailing import CLAIMED, WAITS, Mailing, forget_late

pytestmark = [pytest.mark.anyio, both_databases]
KEY = HouseKey(lambda: bytes(range(32)))


class Postbox:
    """A real SMTP server that keeps what it was given; `says` are its answers, in order, before it takes everything."""

    def __init__(self) -> None:
        self.mails = []
        self.says = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.says:
            return self.says.pop(0)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        if address.startswith("gone@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def smtp(port):
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def mailing(shop, port, public="https://card.example"):
    channel = Smtp(Server("127.0.0.1", port, "", "", "none", "bakker@korenaar.example"))
    return Mailing(Register(shop.store), shop.queries, channel, KEY, Leaving(KEY, public), shop.clock.now)


def message(shop, name, *, kind="gesture", address="emma@example.org", lasts=90 * DAY, sealed=None, of=None, **data):
    at = shop.clock.now()
    data = {"says": {"nl": ["gratis koffie"], "en": ["free coffee"]}} | data
    return Outgoing(name, kind, address, "nl", data, sealed, at, Instant(at + lasts), None, of, 0, None, "")


async def put(shop, *messages):
    await Register(shop.store).write(KORENAAR, *[add_once(KORENAAR, one) for one in messages])


async def test_a_sign_in_code_arrives_once_and_is_forgotten(shop, unused_port):
    sealed = KEY.seal(b"123456", "code", os.urandom)
    await put(shop, message(shop, "code", kind="member code", sealed=sealed, lasts=10 * MINUTE))
    await put(shop, message(shop, "code", kind="gesture"))  # the same id: said once
    with smtp(unused_port) as box:
        passes = mailing(shop, unused_port), mailing(shop, unused_port)
        assert sum(await asyncio.gather(*[one.deliver() for one in passes])) == 1
        shop.clock.forward(CLAIMED + 1)
        assert await passes[0].deliver() == 0
    assert len(box.mails) == 1
    assert box.mails[0]["To"] == "emma@example.org"
    assert "123456" in box.mails[0].get_body(("plain",)).get_content()
    assert "123456" in box.mails[0].get_body(("html",)).get_content()
    [kept] = await shop.queries.messages.newest(KORENAAR, 5)
    assert kept.sent_at is not None
    assert kept.sealed is None


async def test_who_is_asked_how_it_went_is_mailed_the_address_of_the_page(shop, unused_port):
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    asked = f"{purse_text(purse(1))}.2"
    await put(shop, message(shop, "went", kind="message", address="", of=purse(1), survey=asked))
    channel = Smtp(Server("127.0.0.1", unused_port, "", "", "none", "bakker@korenaar.example"))
    surveying = Surveying(KEY, "https://card.example")
    with smtp(unused_port) as box:
        leaving = Leaving(KEY, "https://card.example")
        work = Mailing(Register(shop.store), shop.queries, channel, KEY, leaving, shop.clock.now, surveying=surveying)
        assert await work.deliver() == 1
    text, html = (box.mails[0].get_body((kind,)).get_content() for kind in ("plain", "html"))
    address = text.partition("Zeg hoe het ging: ")[2].split()[0]
    assert address.startswith("https://card.example/pas/hoe-ging-het/")
    signed = surveying.read(address.rpartition("/")[2])
    assert (signed.company, signed.purse, signed.what) == (KORENAAR, purse(1), asked)
    assert address in html
    with pytest.raises(Malformed):
        leaving.read(address.rpartition("/")[2])


async def test_a_server_that_is_away_is_asked_again_ever_later_and_then_no_more(shop, unused_port):
    await put(shop, message(shop, "m"))
    work = mailing(shop, unused_port)
    for wait in WAITS:
        assert await work.deliver() == 0
        shop.clock.forward(wait - 1)
        tries = (await shop.queries.messages.newest(KORENAAR, 1))[0].tries
        assert await work.deliver() == 0
        assert (await shop.queries.messages.newest(KORENAAR, 1))[0].tries == tries, "not before its time"
        shop.clock.forward(1)
    assert (await shop.queries.messages.post(KORENAAR)).waiting == 1
    await work.deliver()
    [kept] = await shop.queries.messages.newest(KORENAAR, 1)
    assert kept.failed_at == shop.clock.now()
    assert kept.why.startswith("given up after 10 tries: SMTPConnectError")
    post = await shop.queries.messages.post(KORENAAR)
    assert (post.waiting, post.oldest, post.failed) == (0, None, 1)


async def test_what_the_server_says_now_is_tried_again_and_what_it_says_for_ever_is_not(shop, unused_port):
    await put(shop, message(shop, "busy"), message(shop, "gone", address="gone@example.org"))
    await put(shop, message(shop, "many", address="a@b.nl, c@d.nl"))
    with smtp(unused_port) as box:
        box.says = ["451 busy, later please"]
        work = mailing(shop, unused_port)
        assert await work.deliver() == 0
        shop.clock.forward(WAITS[0])
        assert await work.deliver() == 1
    kept = {one.id: one for one in await shop.queries.messages.newest(KORENAAR, 5)}
    assert kept["busy"].tries == 2
    assert kept["gone"].why == "550 no such mailbox"
    assert kept["many"].why == "not an e-mail address"
    assert kept["gone"].tries == 1


async def test_a_crash_between_claim_and_mark_sends_it_when_the_claim_lapses(shop, unused_port):
    await put(shop, message(shop, "m"))
    at = shop.clock.now()
    await Register(shop.store).write(KORENAAR, claim(KORENAAR, "m", at, Instant(at + CLAIMED)))  # and then the power went
    with smtp(unused_port) as box:
        work = mailing(shop, unused_port)
        assert await work.deliver() == 0
        shop.clock.forward(CLAIMED)
        assert await work.deliver() == 1
    assert len(box.mails) == 1


async def test_marketing_goes_only_to_who_still_says_yes_and_can_say_no(shop, unused_port):
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    offer = message(shop, "offer", kind="given", address="", of=purse(1), consent="newsletter")
    notice = message(shop, "notice", kind="tier", address="", of=purse(1))
    nobody = message(shop, "nobody", kind="tier", address="", of=purse(2))
    await put(shop, offer, notice, nobody)
    with smtp(unused_port) as box:
        assert await mailing(shop, unused_port).deliver() == 1
    kept = {one.id: one.why for one in await shop.queries.messages.newest(KORENAAR, 5)}
    assert kept == {"notice": "", "offer": "no consent any more", "nobody": "no e-mail address"}
    assert box.mails[0]["List-Unsubscribe"] is None


async def test_what_lapses_unsent_is_given_up_also_where_no_mail_goes_out(shop):
    await put(shop, message(shop, "code", kind="member code", sealed=b"secret", lasts=10 * MINUTE), message(shop, "m"))
    shop.clock.forward(10 * MINUTE)
    assert await forget_late(Register(shop.store), shop.queries, shop.clock.now) == 1
    kept = {one.id: one for one in await shop.queries.messages.newest(KORENAAR, 5)}
    assert kept["code"].sealed is None
    assert kept["code"].why == "too late"
    assert kept["m"].failed_at is None


async def test_only_this_house_makes_addresses_to_unsubscribe_by(shop):
    leaving = Leaving(KEY, "https://card.example/")
    token = leaving.token(KORENAAR, purse(1), "news.letter")
    assert leaving.address(KORENAAR, purse(1), "news.letter") == f"https://card.example/afmelden/{token}"
    left = leaving.read(token)
    assert (left.company, left.purse, left.what) == (KORENAAR, purse(1), "news.letter")
    other = leaving.token(KORENAAR, purse(2), "news.letter")
    for wrong in ("", "a.b.c.d", token[:-2], token.rpartition(".")[0] + "." + other.rpartition(".")[2], "\u00e9" + token, token * 9):
        with pytest.raises(Malformed):
            leaving.read(wrong)
    assert Leaving(KEY, "").address(KORENAAR, purse(1), "newsletter") == ""


async def test_no_marketing_while_a_complaint_is_open(shop, unused_port):
    header = enrols(1).header
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    await shop.desk.submit(GiveConsent(replace(header, key="c"), purse(1), "newsletter", "email", "2026-11"))
    opened = await shop.desk.submit(OpenCase(replace(header, key="o"), purse(1), "service", "a stone in the bread", None, 0, "", 0))
    await put(shop, message(shop, "offer", kind="given", address="", of=purse(1), consent="newsletter"))
    await put(shop, message(shop, "notice", kind="tier", address="", of=purse(1)))

    async def kept():
        with smtp(unused_port):
            await mailing(shop, unused_port).deliver()
        return {one.id: one.why for one in await shop.queries.messages.newest(KORENAAR, 5)}

    while_open = await kept()
    await shop.desk.submit(MoveCase(replace(header, key="m"), opened.outcome.receipt.id, "closed", "", ""))
    reader = (await shop.queries.messages.readers(KORENAAR, [purse(1)]))[purse(1)]

    assert while_open == {"offer": "a complaint is open", "notice": ""}
    assert (reader.complains, reader.consents) == (False, {"newsletter by email"})


async def test_what_waited_for_a_card_that_became_part_of_another_one_goes_to_whoever_has_that(shop, unused_port):
    header = enrols(1).header
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org")))
    await shop.desk.submit(enrols(2, Identifier("card", "NL2")))
    await shop.desk.submit(enrols(3, Identifier("card", "NL3")))
    await put(shop, message(shop, "notice", kind="tier", address="", of=purse(1)))
    await shop.desk.submit(MergeMembers(replace(header, key="m"), purse(2), purse(1), "one person", "owner"))
    await shop.desk.submit(MergeMembers(replace(header, key="n"), purse(3), purse(2), "one person", "owner"))

    with smtp(unused_port) as box:
        await mailing(shop, unused_port).deliver()

    assert [mail["To"] for mail in box.mails] == ["emma@example.org"]
