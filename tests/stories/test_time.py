"""What happens by itself: points become spendable, lapse at local midnight, holds time out, in one order (architecture.md rule 5)."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import bakery, clock, line, unit
from tests.paper import PaperShop, refuses
from zegel.core.purchase import Line
from zegel.flows.commands import Redeem
from zegel.program.model import Branch, Expiry


def jam(net: int) -> Line:
    return line(net, category="jam")


def shop_with(points) -> PaperShop:
    """The bakery with other points."""
    return PaperShop(bakery(units=(points, *bakery().units[1:])))


WEB_14_DAYS = replace(unit(), pending_days=(("web", 14),))


def test_points_are_spendable_until_the_last_second_of_their_last_day(shop):
    fatima = shop.enrol()
    shop.buys(fatima, jam(50_000))

    assert shop.wait_until("2027-03-31 23:59:59") == []
    assert shop.points(fatima) == 500

    (expired,) = shop.wait_until("2027-04-01 00:00")

    assert (expired.kind, expired.at, expired.business_date, expired.receipt_digest) == (
        "expire", clock("2027-04-01 00:00"), "2027-04-01", b"",
    )  # fmt: skip
    assert expired.at == 1_806_530_400_000  # 22:00 UTC the evening before: summer time has begun
    assert shop.points(fatima) == 0


def test_the_last_day_ends_when_the_shops_clock_says_so_in_winter():
    shop = shop_with(replace(unit(), expiry=Expiry(1, "days", "")))
    fatima = shop.enrol()
    shop.buys(fatima, jam(1000), at="2026-12-02 09:00")

    shop.wait_until("2026-12-03 23:59:59")
    assert shop.points(fatima) == 10
    shop.wait_until("2026-12-04 00:00")
    assert shop.points(fatima) == 0


@pytest.mark.parametrize(("bought", "lapses"), [
    ("2026-03-27 12:00", "2026-03-29 00:00"), ("2026-03-28 12:00", "2026-03-30 00:00"),  # the clock goes forward on the 29th
    ("2026-10-24 12:00", "2026-10-26 00:00"), ("2026-10-25 12:00", "2026-10-27 00:00"),  # and back on the 25th of October
])  # fmt: skip
def test_a_day_is_a_day_when_the_clocks_are_changed(bought, lapses):
    shop = shop_with(replace(unit(), expiry=Expiry(1, "days", "")))
    fatima = shop.enrol()

    sale = shop.buys(fatima, jam(1000), at=bought)

    assert sale.effects("earn")[0]["expires_at"] == clock(lapses)


@pytest.mark.parametrize(("months", "until", "bought", "last"), [
    (1, "", "2027-01-31", "2027-02-28"), (12, "", "2028-02-29", "2029-02-28"), (12, "month", "2026-07-06", "2027-07-31"),
    (3, "quarter", "2026-04-15", "2026-09-30"), (0, "", "2026-04-15", None),
])  # fmt: skip
def test_months_end_with_their_last_day(months, until, bought, last):
    shop = shop_with(replace(unit(), expiry=Expiry(months, "months", until)))
    fatima = shop.enrol()

    sale = shop.buys(fatima, jam(1000), at=f"{bought} 12:00")

    assert sale.effects("earn")[0]["expires_at"] == (clock(f"{last} 00:00") + 86_400_000 if last else 2**53)


def test_what_is_bought_in_the_webshop_waits_fourteen_days():
    # domain.md C3: pending until the return window closes; the till at once
    shop = shop_with(WEB_14_DAYS)
    fatima = shop.enrol()

    order = shop.buys(fatima, jam(2000), at="2026-03-20 22:00", channel="web")
    shop.buys(fatima, jam(1000), at="2026-03-20 22:00")
    assert order.effects("earn")[0]["available_at"] == clock("2026-04-04 00:00")
    assert shop.balances(fatima) == {"points": 10, "points pending": 20, "status": 30}

    assert shop.wait_until("2026-04-03 23:59:59") == []
    (released,) = shop.wait_until("2026-04-04 00:00")

    assert (released.kind, released.at) == ("release", clock("2026-04-04 00:00"))
    assert shop.balances(fatima) == {"points": 30, "status": 30}


def test_what_waits_cannot_be_spent_and_can_be_returned():
    shop = shop_with(WEB_14_DAYS)
    fatima = shop.enrol()
    order = shop.buys(fatima, jam(60_000), channel="web")

    assert refuses(shop, Redeem(make.header(shop.at), fatima, "mug", 1)).data["available"] == 0
    shop.returns(order)
    assert shop.balances(fatima) == {}


def test_released_points_settle_a_debt_first():
    shop = shop_with(WEB_14_DAYS)
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(50_000))
    shop.redeems(fatima, "mug")
    shop.returns(sale)
    shop.buys(fatima, jam(40_000), channel="web")
    assert shop.balances(fatima) == {"points debt": -500, "points pending": 500, "status": 400}  # zilver: 400 and a quarter

    shop.wait_until("2026-04-30 12:00")

    assert shop.balances(fatima) == {"status": 400}


def test_several_things_at_one_moment_happen_in_one_order():
    # peers.md §3: release, expire, time out, tier; and what was bought an hour before is there for all of them
    shop = PaperShop(
        bakery(units=(replace(unit(months=0), pending_days=(("web", 14),), expiry=Expiry(14, "days", "")), *bakery().units[1:]))
    )
    fatima = shop.enrol(at=clock("2027-01-01 09:00"))
    shop.buys(fatima, jam(50_000), at="2027-12-17 12:00")  # lapses on 1 January 2028, 00:00
    shop.buys(fatima, jam(20_000), at="2027-12-17 12:00", channel="web")  # waits until then, and lapses with it
    shop.buys(fatima, jam(30_000), at="2027-12-31 23:00")
    hold = shop.holds(fatima, jam(20_000), uses=[("points off", 100)], at="2027-12-31 23:50")
    assert hold.body["totals"]["hold_expires_at"] == clock("2028-01-01 00:00")

    booked = shop.wait_until("2028-01-01 00:00")

    assert [(e.kind, e.at) for e in booked] == [(kind, clock("2028-01-01 00:00")) for kind in ("expire", "time out")]
    assert shop.purse(fatima).tier_review_at == clock("2029-01-01 00:00")
    assert shop.wait_until("2029-01-01 00:00")[-1].kind == "tier"


def test_release_goes_before_expiry_and_before_the_review_of_the_tier():
    shop = shop_with(WEB_14_DAYS)
    fatima = shop.enrol(at=clock("2026-12-01 09:00"))
    shop.buys(fatima, jam(60_000), at="2026-12-17 12:00")
    shop.buys(fatima, jam(1_000), at="2027-12-17 12:00", channel="web")  # waits until 1 January 2028, when others lapse

    booked = shop.wait_until("2028-01-01 00:00")

    assert [(e.kind, e.seq) for e in booked] == [("release", 4), ("expire", 5), ("tier", 6)]


def test_due_work_comes_before_the_command_that_finds_it(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 500)

    said = shop.record(Redeem(make.header(clock("2027-04-01 00:00")), fatima, "mug", 1))

    assert (said.refusal, said.kinds) == ("not_enough", ["expire"])


VISITS = (["2026-04-01 00:00"], ["2026-03-20 12:30", "2026-04-04 00:00", "2026-09-01 00:00", "2027-04-01 00:00"], ["2027-12-31 00:00"])


@pytest.mark.parametrize("visits", VISITS)
def test_it_does_not_matter_when_the_clock_comes_by(visits):
    # a late due job changes nothing: the same entries, the same hashes
    shops = [shop_with(WEB_14_DAYS), shop_with(WEB_14_DAYS)]
    for shop in shops:
        fatima = shop.enrol()
        shop.buys(fatima, jam(50_000), at="2026-03-20 12:00", channel="web")
        shop.holds(fatima, jam(500), at="2026-03-20 12:01")

    for at in visits:
        shops[0].wait_until(at)

    for shop in shops:
        shop.buys(fatima, jam(1000), at="2028-01-05 12:00")
    one, other = (shop.books.entries[shop.purse(fatima).id] for shop in shops)
    assert [e.kind for e in one] == ["enrol", "purchase", "hold", "time out", "release", "expire", "tier", "purchase"]
    assert [e.hash for e in one] == [e.hash for e in other]


def test_each_branch_has_its_own_day():
    # the same moment is Tuesday in Amsterdam and Monday in New York
    branches = (Branch("dorpsstraat", make.ZONE, 0), Branch("brooklyn", "America/New_York", 0), Branch("bar", make.ZONE, 240))
    shop = PaperShop(bakery(branches=branches))
    fatima = shop.enrol()
    night = clock("2026-03-10 03:00")

    here = shop.buys(fatima, jam(1000), at=night)
    there = shop.buys(fatima, jam(1000), at=night, branch="brooklyn", zone="America/New_York")

    assert (here.earned["points"], here.body["business_date"]) == (20, "2026-03-10")
    assert (there.earned["points"], there.body["business_date"]) == (10, "2026-03-09")


def test_lots_lapse_at_the_companys_midnight_also_those_of_a_branch_far_away():
    branches = (Branch("dorpsstraat", make.ZONE, 0), Branch("apia", "Pacific/Apia", 0))
    shop = PaperShop(bakery(branches=branches))
    fatima = shop.enrol(at=clock("2026-03-01 09:00"))

    sale = shop.buys(fatima, jam(1000), at=clock("2026-04-01 10:00", "Pacific/Apia"), branch="apia", zone="Pacific/Apia")

    assert sale.body["business_date"] == "2026-04-01"  # still 31 March in Amsterdam
    assert sale.effects("earn")[0]["expires_at"] == clock("2027-05-01 00:00")


def test_a_reward_that_a_card_gave_lapses_too():
    units = bakery().units
    token = replace(units[3], expiry=Expiry(30, "days", ""))
    shop = PaperShop(bakery(units=(*units[:3], token)))
    fatima = shop.enrol()
    full = shop.buys(fatima, line(2500, 10))
    assert full.effects("card full")[0]["token_expires_at"] == clock("2026-04-04 00:00")

    shop.wait_until("2026-04-04 00:00")

    assert shop.balances(fatima) == {"points": 25, "status": 25}


def test_a_program_is_the_one_that_was_live_when_it_happened():
    double = bakery(earn=tuple(replace(rule, count=2) for rule in bakery().earn))
    shop = PaperShop(bakery(), (clock("2026-04-01 00:00"), double))
    fatima = shop.enrol()

    before = shop.buys(fatima, jam(1000), at="2026-03-31 23:00", received=clock("2026-04-02 12:00"))
    after = shop.buys(fatima, jam(1000), at="2026-04-02 12:00")

    assert (before.earned["status"], after.earned["status"]) == (10, 20)
    assert before.body["program"] != after.body["program"]


def test_before_the_first_program_nothing_is_bought():
    shop = PaperShop()
    fatima = shop.enrol()

    assert refuses(shop, shop.purchase(fatima, jam(100), at=-1)).refusal == "no_program"
