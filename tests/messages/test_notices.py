"""Members are told what was booked, in the words of their receipt, once; and what is about to lapse."""

import os
from dataclasses import replace

import pytest

from tests.korenaar import DAY, KORENAAR, Shop
from tests.make import buys, clock, enrols, header, line, purse
from tests.programs import read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.article import Article
from zegel.core.periods import Day
from zegel.core.purchase import Identifier
from zegel.desk.publish import publish
from zegel.desk.register import Register
from zegel.flows.commands import Adjust, GiveConsent, OpenCase, RunDue, StartMembership
from zegel.messages.letters import Shop as Sender
from zegel.messages.letters import mail_of
from zegel.messages.notices import MARKETING, notices_of
from zegel.program.compile import Compiled
from zegel.web.parts.purposes import ASKED
from zegel.worker.noticing import Noticing
from zegel.worker.sealing import Signer
from zegel.worker.worker import Worker

pytestmark = [pytest.mark.anyio, both_databases]
SENDER = Sender("De Korenaar", "EUR", "bakker@korenaar.example")


def notices(shop: Shop) -> Noticing:
    return Noticing(Register(shop.store), shop.queries, shop.shelves, shop.clock.now, shop.desk.look)


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
    await shop.desk.submit(GiveConsent(header, purse(1), MARKETING, "email", "2026-11"))
    await a_worker(shop, tmp_path).seal()
    [(kind, text)] = await told(shop)
    assert kind == "consent"
    assert "U gaf toestemming voor aanbiedingen, per e-mail." in text
    reader = (await shop.queries.messages.readers(KORENAAR, [purse(1)]))[purse(1)]
    assert reader.consents == {"offers by email"}

    document = (await shop.queries.receipts(KORENAAR, purse(1), 0, 1))[0].document
    present = b'"effects":[{"because":"occasion:birthday","count":5,"effect":"given","expires_at":9007199254740992,"unit":"points"}]'
    start = document.index(b'"effects":')
    given = document[:start] + present + document[document.index(b"]", start) + 1 :]
    shelf = await shop.shelves.of(KORENAAR)
    [notice] = notices_of(shelf.by_digest, purse(1), 9, given, shop.clock.now())
    assert (notice.kind, notice.data["consent"]) == ("given", MARKETING)
    assert (MARKETING, "email") in ASKED, "what a mail waits for is what members are asked"


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


CLUB = """zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [station]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: 12 months}
  stars: {names: {nl: [ster, sterren], en: [star, stars]}, never spent: true}
earn:
  stars: {give: 1 star, per: 1.00 EUR}
rewards:
  bread: {gives: {item: {nl: brood, en: bread}}, costs: 100 points}
  roll: {gives: {free: 1, of: {category: rolls}}, valid for: 20 days}
gestures: {envelope: 20.00 EUR per month, kinds: {roll: {reward: roll}}}
memberships:
  club: {names: {nl: Broodclub, en: Bread club}, article: {sku: CLUB}, term: 1 month, notice: 10 days}
tiers:
  measure: {unit: stars, window: calendar year, kept: through next year, down: one step, notice: 30 days}
  steps: {brons: {from: 0}, zilver: {from: 100}}
settings: {notice of vouchers: 5 days}
"""


async def test_a_membership_a_tier_and_a_voucher_that_end_soon_are_told_once_and_in_time(shop):
    await publish(shop.queries, KORENAAR, Compiled(read_yaml(CLUB)), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    shop.clock.forward(1000)
    at = shop.clock.now()
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org"), at=at))
    await shop.desk.submit(buys(line(net=15_000), who=purse(1), at=at, branch="station"))
    started = await shop.desk.submit(StartMembership(header(at), purse(1), "club", False, Day(""), "a gift"))
    given = await shop.desk.submit(Adjust(header(at), purse(1), "reward:roll", 1, "a gift"))
    assert (started.outcome.refusal, given.outcome.refusal) == (None, None)
    work = notices(shop)

    assert await work.ahead() == 0
    shop.clock.forward(16 * DAY)
    assert await work.ahead() == 1, "the voucher"
    shop.clock.forward(7 * DAY)
    assert await work.ahead() == 1, "the membership"
    shop.clock.at = clock("2027-12-02 09:00")
    assert await work.ahead() == 1, "the tier"
    shop.clock.forward(DAY)
    assert await work.ahead() == 0

    by_kind = dict(await told(shop))
    assert "Te gebruiken tot en met 23 maart 2026: 1 roll." in by_kind["voucher ends"]
    assert "Uw lidmaatschap Broodclub loopt tot en met 3 april 2026." in by_kind["membership ends"]
    assert "U bent zilver tot en met 31 december 2027. Daarna bent u brons. Nog 100 sterren om zilver te houden." in " ".join(
        by_kind["tier ends"].split()
    )


async def test_a_trial_that_is_almost_over_is_told_three_days_before_and_once(shop):
    trial = "trials: {bed: {of: {category: beds}, lasts: 30 days}, duvet: {of: {category: duvets}, lasts: 60 days}}\n"
    await publish(shop.queries, KORENAAR, Compiled(read_yaml(CLUB + trial)), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    shop.clock.forward(1000)
    at = shop.clock.now()
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org"), at=at))
    await shop.desk.submit(enrols(2, Identifier("card", "2"), at=at))
    await shop.queries.put_articles(KORENAAR, [Article("BED", name_nl="boxspring Veer")], at)
    tried = (line(90_000, category="beds", sku="BED"), line(4_000, number=2, category="pillows", sku="PILLOW"))
    for who in (purse(1), purse(2)):
        sale = await shop.desk.submit(buys(*tried, who=who, at=at, branch="station"))
        assert sale.outcome.refusal is None
    work = notices(shop)

    shop.clock.forward(26 * DAY)
    assert await work.ahead() == 0
    shop.clock.forward(DAY)
    assert await work.ahead() == 1, "who has no address is not written"
    shop.clock.forward(DAY)
    assert await work.ahead() == 0

    [text] = [text for kind, text in await told(shop) if kind == "trial ends"]
    said = "U probeert boxspring Veer tot en met 2 april 2026. Brengt u het uiterlijk die dag terug, dan krijgt u uw geld terug"
    assert said in " ".join(text.split())


async def test_what_was_tried_and_not_paid_yet_is_told_before_it_is_charged_and_when_it_is(shop, tmp_path):
    trial = "trials: {bed: {of: {category: beds}, lasts: 30 days, charge: after, label: 'https://retour.example/{receipt}'}}\n"
    await publish(shop.queries, KORENAAR, Compiled(read_yaml(CLUB + trial)), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    shop.clock.forward(1000)
    at = shop.clock.now()
    await shop.desk.submit(enrols(1, Identifier("email", "emma@example.org"), at=at))
    sale = await shop.desk.submit(buys(line(90_000, category="beds", sku="BED"), who=purse(1), at=at, branch="station"))
    work = notices(shop)

    shop.clock.forward(28 * DAY)
    assert await work.ahead() == 1
    shop.clock.forward(4 * DAY)
    worker = a_worker(shop, tmp_path)
    await shop.desk.submit(RunDue(header(shop.clock.now()), purse(1)))
    await worker.seal()
    await worker.seal()

    by_kind = {kind: " ".join(text.split()) for kind, text in await told(shop)}
    assert "dan betaalt u niets, wat de reden ook is" in by_kind["trial ends"]
    assert "Houdt u BED, dan schrijven wij het bedrag daarna af." in by_kind["trial ends"]
    assert f"https://retour.example/{sale.outcome.receipt.id}" in by_kind["trial ends"]
    assert "Wij schrijven nu € 900,00 af; wat de aankoop opleverde, is van u." in by_kind["trial over"].replace("\u00a0", " ")
    assert [kind for kind, _ in await told(shop)].count("trial over") == 1


MESSAGES = """
zegel: 1
program: De Korenaar
company: {currency: EUR}
branches: [dorpsstraat, station]
messages:
  full rack: {says: {nl: Het rek staat vol., en: The rack is full.}}
  a receipt: {says: {nl: Uw bon staat klaar., en: Your receipt is ready.}, purpose: service}
"""


async def test_a_message_of_the_program_goes_to_who_said_yes_and_a_service_to_everybody(shop, tmp_path):
    program = read_yaml(MESSAGES)
    await publish(shop.queries, KORENAAR, Compiled(program), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    for n, address in ((1, "emma@example.org"), (2, "joop@example.org"), (4, "ton@example.org")):
        await shop.desk.submit(enrols(n, Identifier("email", address)))
    told_at = enrols(3).header
    for n in (1, 4):
        await shop.desk.submit(GiveConsent(replace(told_at, key=f"c{n}"), purse(n), "newsletter", "email", "2026-11"))
    await shop.desk.submit(OpenCase(replace(told_at, key="o"), purse(4), "service", "a stone in the bread", None, 0, "", 0))
    for n in (1, 2, 4):
        await shop.desk.submit(buys(line(net=1_000), who=purse(n), at=shop.clock.now()))
    await a_worker(shop, tmp_path).seal()

    written = [one for one in await shop.queries.messages.newest(KORENAAR, 20) if one.kind == "message"]
    assert sorted((one.purse, one.data["says"]["nl"], one.data.get("consent")) for one in written) == sorted([
        (purse(1), ["Het rek staat vol."], "newsletter"), (purse(1), ["Uw bon staat klaar."], None),
        (purse(2), ["Uw bon staat klaar."], None), (purse(4), ["Uw bon staat klaar."], None),
    ])  # fmt: skip
    mail = mail_of("message", written[0].data, SENDER, "nl")
    assert mail.subject == "Een bericht van De Korenaar"
