"""An evening that costs points: set aside with the reply, spent at the door, back in time or when it is called off (domain.md M12, M24)."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import clock
from tests.paper import PaperShop, Said, refuses
from tests.programs import read_yaml
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.flows.commands import AnswerInvitation, CallOff, CheckIn, SettleSeat
from zegel.messages.notices import notices_of
from zegel.program.sentences import sentences

PROGRAM = """zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: 1 month}
earn:
  base: {give: 1 point, per: 1.00 EUR}
experiences:
  evening:
    {names: {nl: Bakavond, en: Baking evening}, date: 2026-03-20, starts: "19:30", seats: 2, guests: 1, reply until: 2026-03-13,
     costs: 200 points, cancel until: 2026-03-15NO_SHOW}
"""


def bakery(more: str = "") -> PaperShop:
    return PaperShop(read_yaml(PROGRAM.replace("NO_SHOW", more)), at=clock("2026-03-04 12:00"))


@pytest.fixture
def shop() -> PaperShop:
    return bakery()


def saver(shop: PaperShop, name: str, points: int = 500) -> Identifier:
    who = shop.enrol(name)
    shop.buys(who, make.line(points * 100))
    return who


def replies(shop: PaperShop, who: Identifier, yes: bool = True, guests: int = 0) -> AnswerInvitation:
    return AnswerInvitation(make.header(shop.at), who, "evening", yes, guests)


def settles(shop: PaperShop, who: Identifier) -> Said:
    return shop.done(SettleSeat(replace(make.header(shop.at), actor="zegel"), shop.purse(who).id, "evening"))


def has(shop: PaperShop, who: Identifier) -> tuple[int, int]:
    """Points that are free, and those set aside."""
    purse = shop.purse(who)
    return purse.balance("points", "available"), purse.balance("points", "reserved")


def state(said: Said) -> str:
    return str(said.effects("seat")[0]["state"])


def test_a_seat_is_set_aside_with_the_reply_and_spent_at_the_door(shop):
    anna = saver(shop, "anna")

    asked = shop.done(replies(shop, anna, guests=1))
    between = has(shop, anna)
    shop.wait_until("2026-03-20 19:15")
    there = shop.done(CheckIn(make.header(shop.at), anna, "evening"))

    assert asked.said == ["Bakavond: u hebt een plaats, met 1 gast.", "−400 punten: apart gezet."]
    assert (between, has(shop, anna)) == ((100, 400), (100, 0))
    assert (state(there), there.said[1:]) == ("attended", ["−400 punten: besteed aan uw plaats."])


def test_who_has_too_few_gets_no_seat_and_nothing_moves(shop):
    anna = saver(shop, "anna", 399)

    refused = refuses(shop, replies(shop, anna, guests=1))

    assert refused.short == ("points", 399, 400)
    assert has(shop, anna) == (399, 0)


@pytest.mark.parametrize(("day", "left"), [("2026-03-15", (500, 0)), ("2026-03-16", (300, 0))])
def test_who_cancels_in_time_gets_it_back_and_later_it_is_gone(shop, day, left):
    anna = saver(shop, "anna")
    shop.done(replies(shop, anna))

    shop.wait_until(f"{day} 12:00")
    said = shop.done(replies(shop, anna, yes=False))

    assert (state(said), has(shop, anna)) == ("declined", left)


@pytest.mark.parametrize(("more", "left"), [("", (300, 0)), (", no show: gives them back", (500, 0))])
def test_who_does_not_come_pays_unless_the_program_gives_it_back(more, left):
    shop = bakery(more)
    anna = saver(shop, "anna")
    shop.done(replies(shop, anna))

    shop.wait_until("2026-03-21 09:00")

    assert (state(settles(shop, anna)), has(shop, anna)) == ("absent", left)


def test_who_waits_has_it_set_aside_too_and_gets_it_back_without_a_seat(shop):
    anna, bram, cleo = saver(shop, "anna"), saver(shop, "bram"), saver(shop, "cleo")
    shop.done(replies(shop, anna, guests=1))
    shop.done(replies(shop, bram))
    shop.done(replies(shop, cleo))

    between = has(shop, bram)
    shop.done(replies(shop, anna, yes=False))
    moved = settles(shop, bram)
    shop.wait_until("2026-03-21 09:00")
    shop.done(SettleSeat(make.header(shop.at), shop.purse(cleo).id, "evening"))

    assert (between, state(moved), has(shop, bram)) == ((300, 200), "accepted", (300, 200))
    assert has(shop, cleo) == (500, 0)


def test_what_is_called_off_gives_everybody_back_also_who_waits(shop):
    anna, bram = saver(shop, "anna"), saver(shop, "bram")
    shop.done(replies(shop, anna, guests=1))
    shop.done(replies(shop, bram))

    off = CallOff(make.header(shop.at), make.purse(77), "evening", "the baker is ill")
    said = shop.done(off)
    told = [settles(shop, who) for who in (anna, bram)]

    assert said.said == ["Bakavond: dit gaat niet door."]
    assert [state(one) for one in told] == ["called off", "called off"]
    assert told[1].said == ["Bakavond: dit gaat niet door.", "+200 punten: weer vrij."]
    assert (has(shop, anna), has(shop, bram)) == ((500, 0), (500, 0))
    receipt = told[1].outcome.receipt
    assert receipt is not None
    (notice,) = notices_of(lambda _: shop.compiled, receipt.id.purse, receipt.id.seq, receipt.document, Instant(shop.at))
    assert notice.data["says"] == {
        "nl": ["Bakavond: dit gaat niet door.", "+200 punten: weer vrij."],
        "en": ["Baking evening: this is called off.", "+200 points: free again."],
    }
    assert refuses(shop, replies(shop, saver(shop, "cleo"))).refusal == "experience_called_off"
    assert refuses(shop, off).refusal == "experience_called_off"


def test_what_lapsed_while_it_was_set_aside_lapses_when_it_is_let_go():
    shop = bakery(", no show: gives them back")
    anna = saver(shop, "anna", 200)
    shop.done(replies(shop, anna))
    shop.wait_until("2026-04-10 12:00")

    said = settles(shop, anna)

    assert (state(said), has(shop, anna)) == ("absent", (0, 0))
    assert (said.effects("let go"), said.effects("expire")) == ([], [{"count": -200, "unit": "points"}])


def test_points_that_nobody_asks_after_come_back_by_themselves(shop):
    anna = saver(shop, "anna")
    shop.done(replies(shop, anna))
    shop.buys(anna, make.line(100), at=clock("2026-04-01 12:00"))

    shop.wait_until("2026-04-20 00:00")

    assert shop.purse(anna).balance("points", "reserved") == 0


def test_the_program_says_what_a_seat_costs_and_when_it_comes_back(shop):
    (said,) = [one for one in sentences(shop.compiled.program) if one.path == "experiences.evening"]

    assert said.nl.endswith(
        "Elke plaats kost 200 punten; die zetten wij apart zodra u zich aanmeldt. Meldt u zich af t/m 15 maart 2026, dan krijgt u ze terug."
        " Meldt u zich later af, of komt u niet, dan bent u ze kwijt."
    )
    assert said.en.endswith("If you cancel later, or do not come, they are gone.")
