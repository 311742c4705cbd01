"""Events: declared in the program, reported by a shop, earning like purchases do (domain.md M10, M31; semantics 16)."""

import pytest

from tests.make import DAY_MS, WEDNESDAY, header, line
from tests.paper import PaperShop, Said
from tests.program.files import mistakes_in
from tests.stories.test_earning_conventions import HEAD, shop_with
from zegel.flows.commands import RecordEvent

EVENTS = """
events:
  newsletter confirmed: {}
  order delivered: {}
  review written: {fields: {pages: count, kind: [long, short], public: yes or no, stars: score}}
earn:
  base:       {give: 1 point, per: 1.00 EUR}
  newsletter: {give: 50 points, on: event newsletter confirmed, once per: member}
  review:     {give: 20 points, on: event review written, with: {kind: long, pages: at least 2, public: true}, at most: 30 points per month}
  any review: {give: 2 stars, on: event review written, for: {member: true}}
"""
GOOD = (("kind", "long"), ("pages", 2), ("public", 1), ("stars", 5))


def happens(shop: PaperShop, who, event: str, *told, at: int = WEDNESDAY, sale=None) -> Said:
    return shop.record(RecordEvent(header(at), who, event, tuple(sorted(told)), sale))


def test_an_event_earns_what_its_rules_say_once_per_member():
    shop = shop_with(EVENTS)
    fatima = shop.enrol()

    first, again = happens(shop, fatima, "newsletter confirmed"), happens(shop, fatima, "newsletter confirmed", at=WEDNESDAY + 400 * DAY_MS)

    assert (first.earned, first.kinds, first.body["kind"]) == ({"points": 50}, ["event"], "event")
    assert (again.refusal, again.earned) == ("", {})
    assert "50 punten voor: newsletter confirmed: dat geldt alleen één keer per lid; u hebt dit al gehad." in again.said
    assert shop.buys(fatima, line(1_000), at=WEDNESDAY + 401 * DAY_MS).earned == {"points": 10}


def test_a_review_earns_the_same_whatever_its_score_within_its_limit():
    shop = shop_with(EVENTS)
    fatima = shop.enrol()

    praised = happens(shop, fatima, "review written", *GOOD)
    blamed = happens(shop, fatima, "review written", *GOOD[:3], ("stars", 1))
    short = happens(shop, fatima, "review written", ("kind", "short"), *GOOD[1:])

    assert [said.earned for said in (praised, blamed, short)] == [{"points": 20, "stars": 2}, {"points": 10, "stars": 2}, {"stars": 2}]
    assert blamed.effects("capped")[0]["before"] == 20
    assert any("dat geldt alleen als bij kind long is gemeld" in said for said in short.said)


@pytest.mark.parametrize(("told", "mistakes"), [
    ((), ["kind", "pages", "public", "stars"]), ((*GOOD, ("colour", "red")), ["colour"]),
    ((("kind", "huge"), ("pages", "many"), ("public", 3), ("stars", -1)), ["kind", "pages", "public", "stars"]),
])  # fmt: skip
def test_an_event_that_is_not_as_declared_is_refused_with_every_mistake(told, mistakes):
    shop = shop_with(EVENTS)
    fatima = shop.enrol()

    refused = happens(shop, fatima, "review written", *told)

    assert refused.refusal == "wrong_event"
    assert refused.outcome.refusal is not None
    assert sorted(refused.outcome.refusal.data["fields"].split(", ")) == mistakes
    assert shop.balances(fatima) == {}


def test_an_event_that_nobody_declared_is_refused():
    shop = shop_with(EVENTS)

    assert happens(shop, shop.enrol(), "newsletter").refusal == "unknown_event"


def test_points_may_wait_for_an_event_of_their_own_sale():
    shop = shop_with(EVENTS, unit="pending: {web: until event order delivered}, expires: {after: 10 days, from: release}")
    fatima = shop.enrol()
    sale, other = (shop.buys(fatima, line(net), channel="web") for net in (1_000, 500))

    said = happens(shop, fatima, "order delivered", at=WEDNESDAY + 30 * DAY_MS, sale=sale.id)

    assert said.effects("release") == [{"unit": "points", "count": 10}]
    assert (shop.points(fatima), shop.balances(fatima)) == (10, {"points": 10, "points pending": 5})
    shop.returns(other, at=WEDNESDAY + 31 * DAY_MS)
    shop.returns(sale, at=WEDNESDAY + 31 * DAY_MS)
    assert shop.balances(fatima) == {}


def test_the_version_of_the_sale_says_what_its_points_wait_for():
    waiting, at_once = (shop_with(EVENTS, unit=unit).compiled.program for unit in ("pending: {web: until event order delivered}", ""))
    shop = PaperShop(waiting, (WEDNESDAY + DAY_MS, at_once))
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(1_000), channel="web")

    said = happens(shop, fatima, "order delivered", at=WEDNESDAY + 2 * DAY_MS, sale=sale.id)

    assert said.effects("release") == [{"unit": "points", "count": 10}]
    assert shop.balances(fatima) == {"points": 10}


def test_an_event_that_the_program_declares_no_longer_still_frees_what_was_promised_to_wait_for_it():
    waiting = shop_with(EVENTS, unit="pending: {web: until event order delivered}").compiled.program
    without = shop_with().compiled.program
    shop = PaperShop(waiting, (WEDNESDAY + DAY_MS, without))
    fatima, later = shop.enrol(), WEDNESDAY + 2 * DAY_MS
    sale, other = shop.buys(fatima, line(1_000), channel="web"), shop.buys(fatima, line(500))

    said = happens(shop, fatima, "order delivered", at=later, sale=sale.id)

    assert said.effects("release") == [{"unit": "points", "count": 10}]
    assert (said.body["reason"], said.entries[-1].reason) == ("the program declares this event no longer",) * 2
    assert shop.balances(fatima) == {"points": 15}
    for about in (sale.id, other.id, None):  # nothing waits for it any more
        assert happens(shop, fatima, "order delivered", at=later, sale=about).refusal == "unknown_event"
    assert happens(shop, fatima, "review written", at=later, sale=sale.id).refusal == "unknown_event"


def test_points_that_wait_for_an_event_come_along_when_a_card_without_a_name_is_claimed():
    shop = shop_with(EVENTS, unit="pending: {web: until event order delivered}")
    paper, fatima = shop.enrol("paper", since=""), shop.enrol()
    sale = shop.buys(paper, line(1_000), channel="web")
    shop.claims(paper, fatima)
    stranger = shop.enrol("stranger")

    assert happens(shop, stranger, "order delivered", at=WEDNESDAY + 2 * DAY_MS, sale=sale.id).refusal == "unknown_receipt"
    said = happens(shop, fatima, "order delivered", at=WEDNESDAY + 2 * DAY_MS, sale=sale.id)

    assert (said.refusal, shop.balances(fatima)) == ("", {"points": 10})


def test_another_event_about_the_sale_releases_nothing_of_it():
    shop = shop_with(EVENTS, unit="pending: {web: until event order delivered}")
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(1_000), channel="web")

    said = happens(shop, fatima, "review written", ("kind", "short"), *GOOD[1:], sale=sale.id)

    assert said.effects("release") == []
    assert shop.balances(fatima)["points pending"] == 10


@pytest.mark.parametrize(("rule", "code"), [
    ("{give: 1 point, on: event review written, with: {stars: at least 4}}", "against_the_law"),
    ("{give: 1 point, on: event review}", "unknown_event"), ("{give: 1 point, on: newsletter confirmed}", "not_of_this_form"),
    ("{give: 1 point, on: event review written, with: {colour: red}}", "unknown_field"),
    ("{give: 1 point, on: event review written, with: {kind: huge}}", "unknown_word"),
    ("{give: 1 point, on: event review written, per: item}", "not_together"),
    ("{give: 1 point, per: item, with: {kind: long}}", "not_together"),
])  # fmt: skip
def test_a_rule_that_asks_what_an_event_cannot_tell_is_a_mistake(rule, code):
    text = HEAD.replace(" UNIT", "") + EVENTS + f"  wrong: {rule}\n"

    found = mistakes_in(text)

    assert [p.code for p in found] == [code]
    assert code != "against_the_law" or "ACM" in found[0].hint
