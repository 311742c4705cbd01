"""What waits goes on waiting: after a late sale is approved, and where a return gives again what an earlier one took (semantics 16, 18)."""

import pytest

from tests import make
from tests.make import clock, line
from tests.paper import PaperShop, Said, refuses
from tests.stories.test_earning_conventions import shop_with
from tests.stories.test_events import happens
from zegel.core.periods import NEVER
from zegel.flows.commands import Review

WEB = "pending: {web: 14 days}"
ORDERED = "2026-03-04 12:00"
TOLD = clock("2026-03-09 12:00")
"""When the sale comes in: later than a shop takes without looking."""
OVER = clock("2026-03-19 00:00")
DELIVERED = "events: {order delivered: {}}\n"
WAITS_FOR_IT = "pending: {web: until event order delivered}"
SMALL = """
earn:
  base:  {give: 1 point, per: 1.00 EUR, basket: at least 20.00 EUR}
  small: {give: 20 points, per: purchase, basket: at most 10.00 EUR}
"""
"""Of 25.00, 15.00 earn nothing and 5.00 earn 20."""


def late(shop: PaperShop, net: int = 1_000, pieces: int = 1) -> Said:
    return shop.buys(make.card("fatima"), line(net, pieces), at=ORDERED, received=TOLD, channel="web")


def told(effect: Said, kind: str = "waits") -> list[tuple[int, int, str]]:
    return [(e["count"], e["available_at"], e["event"]) for e in effect.effects(kind)]


# -- a late sale that is approved


def test_a_late_web_sale_that_is_approved_waits_for_the_end_of_its_return_window():
    shop = shop_with(unit=f"{WEB}, expires: 12 months")
    fatima = shop.enrol()
    sale = late(shop)

    approved = shop.reviews(sale, approve=True)

    assert (approved.effects("release"), told(approved)) == ([], [(10, OVER, "")])
    assert approved.said == ["10 punten: te gebruiken vanaf 19 maart 2026."]
    assert shop.balances(fatima) == {"points pending": 10}
    shop.wait_until("2026-03-18 23:59")
    assert shop.points(fatima) == 0
    (entry,) = shop.wait_until("2026-03-19 00:00")
    assert (entry.kind, entry.at, shop.points(fatima)) == ("release", OVER, 10)
    assert [lot for lot in shop.lots(fatima) if lot[0]] == [(10, clock("2027-03-05 00:00"))]


def test_approved_after_the_return_window_its_points_can_be_used_at_once():
    shop = shop_with(unit=WEB)
    fatima = shop.enrol()
    sale = late(shop)

    approved = shop.reviews(sale, approve=True, at="2026-03-19 00:00")

    assert (approved.effects("release"), told(approved)) == ([{"unit": "points", "count": 10}], [])
    assert shop.points(fatima) == 10


def test_it_is_approved_once_also_while_its_points_wait():
    shop = shop_with(unit=WEB)
    shop.enrol()
    sale = late(shop)
    shop.reviews(sale, approve=True)

    again = [Review(make.header(shop.at), sale.id, approve, "seen") for approve in (True, False)]

    assert [refuses(shop, command).refusal for command in again] == ["not_under_review"] * 2


@pytest.mark.parametrize("claimed", [False, True])
def test_goods_that_come_back_take_the_points_that_wait_and_nobody_owes(claimed):
    shop = shop_with(unit=WEB)
    fatima = shop.enrol(since="" if claimed else None)
    sale = late(shop, 1_000, 2)
    shop.reviews(sale, approve=True)
    if claimed:
        ahmed = shop.enrol("ahmed")
        shop.claims(fatima, ahmed)
        fatima = ahmed

    shop.returns(sale, (1, 1_000))
    assert shop.balances(fatima) == {"points pending": 5}
    shop.returns(sale)
    assert shop.balances(fatima) == {}


def test_a_clock_that_starts_when_points_can_be_used_starts_at_the_end_of_the_window():
    shop = shop_with(unit=f"{WEB}, expires: {{after: 30 days, from: release}}")
    fatima = shop.enrol()
    shop.reviews(late(shop), approve=True)

    shop.wait_until("2026-04-01 00:00")

    assert [lot for lot in shop.lots(fatima) if lot[0]] == [(10, clock("2026-04-19 00:00"))]


def test_an_approved_sale_whose_points_wait_for_an_event_waits_for_that():
    shop = shop_with(DELIVERED + "earn: {base: {give: 1 point, per: 1.00 EUR}}\n", unit=WAITS_FOR_IT)
    fatima = shop.enrol()
    sale = late(shop)

    approved = shop.reviews(sale, approve=True)
    assert (told(approved), shop.balances(fatima)) == ([(10, NEVER, "order delivered")], {"points pending": 10})
    assert approved.said == ["10 punten: te gebruiken zodra dit is gemeld: order delivered."]

    happens(shop, fatima, "order delivered", at=shop.at, sale=sale.id)
    assert shop.balances(fatima) == {"points": 10}


def test_an_event_that_was_reported_before_the_approval_is_not_waited_for_again():
    shop = shop_with(DELIVERED + "earn: {base: {give: 1 point, per: 1.00 EUR}}\n", unit=WAITS_FOR_IT)
    fatima = shop.enrol()
    sale = late(shop)
    happens(shop, fatima, "order delivered", at=shop.at, sale=sale.id)
    assert shop.balances(fatima) == {"points pending": 10}

    shop.reviews(sale, approve=True)

    assert shop.balances(fatima) == {"points": 10}


# -- what is given again


def small_basket(unit: str, head: str = "") -> tuple[PaperShop, Said]:
    """Five of 5.00 through the web: two come back, and all 25 points are taken."""
    shop = shop_with(head + SMALL, unit=unit)
    shop.enrol()
    sale = shop.buys(make.card("fatima"), line(2_500, 5), channel="web")
    assert sale.earned == {"points": 25}
    shop.returns(sale, (1, 2_000))
    assert shop.balances(make.card("fatima")) == {}
    return shop, sale


def test_what_a_second_return_gives_again_waits_as_the_points_of_the_sale_do():
    shop, sale = small_basket(WEB)

    back = shop.returns(sale, (1, 2_000))

    assert (back.effects("give back"), told(back)) == ([{"unit": "points", "count": 20}], [(20, OVER, "")])
    assert shop.balances(make.card("fatima")) == {"points pending": 20}
    shop.wait_until("2026-03-19 00:00")
    assert shop.balances(make.card("fatima")) == {"points": 20}


def test_after_the_window_it_can_be_used_at_once():
    shop, sale = small_basket(WEB)

    shop.returns(sale, (1, 2_000), at="2026-03-19 00:00")

    assert shop.balances(make.card("fatima")) == {"points": 20}


@pytest.mark.parametrize("claimed", [False, True])
def test_a_third_return_takes_what_waits_and_nobody_owes(claimed):
    shop = shop_with(SMALL, unit=WEB)
    fatima = shop.enrol(since="" if claimed else None)
    sale = shop.buys(fatima, line(2_500, 5), channel="web")
    shop.returns(sale, (1, 2_000))
    shop.returns(sale, (1, 2_000))
    if claimed:
        ahmed = shop.enrol("ahmed")
        shop.claims(fatima, ahmed)
        fatima = ahmed

    shop.returns(sale)

    assert shop.balances(fatima) == {}


def test_it_waits_too_where_the_card_was_claimed_between_the_returns():
    shop = shop_with(SMALL, unit=WEB)
    paper, fatima = shop.enrol("paper", since=""), shop.enrol()
    sale = shop.buys(paper, line(2_500, 5), channel="web")
    shop.returns(sale, (1, 2_000))
    shop.claims(paper, fatima)

    shop.returns(sale, (1, 2_000))
    assert shop.balances(fatima) == {"points pending": 20}
    shop.returns(sale)
    assert shop.balances(fatima) == {}


def test_of_a_sale_that_waits_for_an_event_it_waits_until_that_is_reported():
    shop, sale = small_basket(WAITS_FOR_IT, DELIVERED)
    fatima = make.card("fatima")

    shop.returns(sale, (1, 2_000))
    assert shop.balances(fatima) == {"points pending": 20}
    happens(shop, fatima, "order delivered", at=shop.at, sale=sale.id)
    assert shop.balances(fatima) == {"points": 20}


def test_and_not_where_it_was_reported_already():
    shop, sale = small_basket(WAITS_FOR_IT, DELIVERED)
    fatima = make.card("fatima")
    happens(shop, fatima, "order delivered", at=shop.at, sale=sale.id)

    shop.returns(sale, (1, 2_000))

    assert shop.balances(fatima) == {"points": 20}


def test_of_a_late_sale_it_waits_until_somebody_looked_and_then_for_the_window():
    shop = shop_with(SMALL, unit=WEB)
    fatima = shop.enrol()
    sale = late(shop, 2_500, 5)
    shop.returns(sale, (1, 2_000))
    back = shop.returns(sale, (1, 2_000))
    assert (told(back), shop.balances(fatima)) == ([(20, NEVER, "")], {"points pending": 20})
    assert "20 punten: te gebruiken zodra deze aankoop is nagekeken." in back.said

    shop.reviews(sale, approve=True)

    assert shop.balances(fatima) == {"points pending": 20}
    shop.wait_until("2026-03-19 00:00")
    assert shop.balances(fatima) == {"points": 20}
