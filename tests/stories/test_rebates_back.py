"""Goods come back of which a rebate was approved (domain.md M35): less is owed, or what was paid comes off the refund."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from tests.make import line
from tests.paper import PaperShop, Said, refuses
from tests.stories.test_rebates import FATIMA, PROGRAM, UNIT, a_shop, claims, kept, moves
from zegel.core.purchase import Tender
from zegel.decide.cash_back import MEASURED
from zegel.flows.commands import IssueCredit, OpenCase
from zegel.program.stored_value import STORE_CREDIT

POINTS = PROGRAM.replace("goods:  {gives: 2.50 EUR store credit}", "goods:  {gives: 100 points}")


def at_the_bank(shop: PaperShop, sale: Said, *states: str) -> Said:
    """A rebate of ten per cent on `sale`, moved on to each of `states`."""
    case = claims(shop, "spring", sale)
    for to in states:
        shop.done(moves(shop, case, to, **({"reason": "AC04"} if to == "sent back" else {})))
    return case


def sums(shop: PaperShop) -> dict[str, int]:
    """What the books add up of rebates: kind and rate → minor units."""
    life = {name: n for (name, year), n in shop.purse(FATIMA).totals.items() if not year and name.startswith(MEASURED)}
    return {name.removeprefix(MEASURED): n for name, n in life.items() if n}


def test_what_is_owed_goes_with_goods_that_come_back_whole():
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_900))
    case = at_the_bank(shop, sale, "approved")

    back = shop.returns(sale)

    assert (shop.balances(FATIMA).get(UNIT, 0), kept(shop, case)[0], back.refund) == (0, "returned", 10_900)
    assert back.effects("cash back") == [{"minor": 1_090, "state": "less", "vat_bp": 900, "vat_minor": 90, "what": "spring"}]
    assert "€ 10,90 minder teruggave: dit hoorde bij wat terugkwam; daarin zit € 0,90 (9%) btw." in back.said
    assert kept(shop, case, "bank account")[0] == "done", "where it would have gone is not kept"
    assert kept(shop, case)[1]["receipts"][-1] == str(back.id), "the return stands with the case"
    assert sums(shop) == {}
    assert refuses(shop, moves(shop, case, "sent")).refusal == "wrong_state"


def test_what_comes_back_in_parts_takes_its_share_and_never_more():
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_000, 3))
    case = at_the_bank(shop, sale, "approved")

    owed = []
    for _ in range(3):
        shop.returns(sale, (1, 1_000))
        owed.append(shop.balances(FATIMA).get(UNIT, 0))

    assert owed == [667, 334, 0], "a share that is no whole cent is the member's until the last piece is back"
    assert kept(shop, case)[0] == "returned"


@pytest.mark.parametrize("states", [("approved", "sent"), ("approved", "sent", "paid")])
def test_what_was_sent_to_the_bank_already_comes_off_the_refund(states: tuple[str, ...]):
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_900))
    case = at_the_bank(shop, sale, *states)
    owed = shop.balances(FATIMA).get(UNIT, 0)

    back = shop.returns(sale)

    assert back.refund == 10_900 - 1_090
    assert back.effects("cash back") == [{"minor": 1_090, "state": "kept back", "vat_bp": 900, "vat_minor": 90, "what": "spring"}]
    assert "€ 10,90 ingehouden: die teruggave kreeg u al; daarin zit € 0,90 (9%) btw." in back.said
    assert shop.balances(FATIMA).get(UNIT, 0) == owed, "what is with the bank is paid: the refund was less for it"
    assert kept(shop, case)[0] == states[-1]
    assert sums(shop)["kept back vat:900"] == 90


def test_what_the_bank_sends_back_after_it_was_kept_back_is_owed_in_full():
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_000))
    case = at_the_bank(shop, sale, "approved", "sent")
    shop.returns(sale)

    shop.done(moves(shop, case, "sent back", reason="AC04"))

    assert (shop.balances(FATIMA)[UNIT], kept(shop, case)[0]) == (1_000, "sent back")


def test_what_was_kept_back_is_not_taken_off_what_is_owed_as_well():
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_000, 2))
    case = at_the_bank(shop, sale, "approved", "sent")
    first = shop.returns(sale, (1, 1_000))
    shop.done(moves(shop, case, "sent back", reason="AC04"))

    second = shop.returns(sale, (1, 1_000))

    assert (first.refund, second.refund) == (4_500, 5_000)
    assert shop.balances(FATIMA)[UNIT] == 500, "of 10.00 rebate 5.00 came off the first refund, and 5.00 is not owed any more"
    assert kept(shop, case)[1]["minor"] == 500


def test_no_more_is_kept_back_than_the_goods_are_paid_back_for():
    shop = a_shop(PROGRAM.replace("pays: 2.50 EUR", "pays: 50.00 EUR"))
    sale = shop.buys(FATIMA, line(3_000))
    case = claims(shop, "each", sale)
    for to in ("approved", "sent", "paid"):
        shop.done(moves(shop, case, to))

    back = shop.returns(sale)

    assert (back.refund, back.effects("cash back")[0]["minor"]) == (0, 3_000)


def test_where_prices_are_without_vat_the_refund_is_less_by_what_the_rebate_was_without_it():
    shop = a_shop(PROGRAM.replace("{currency: EUR}", "{currency: EUR, prices: excluding VAT}"))
    sale = shop.buys(FATIMA, line(10_000))
    at_the_bank(shop, sale, "approved", "sent", "paid")

    back = shop.returns(sale)

    assert back.refund == 10_000 - 1_000
    assert [(one["minor"], one["vat_minor"]) for one in back.effects("cash back")] == [(1_090, 90)]


def test_a_claim_that_nobody_approved_yet_is_over_when_all_of_it_is_back():
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_000, 2))
    case = claims(shop, "spring", sale)

    shop.returns(sale, (1, 1_000))
    assert kept(shop, case)[0] == "claimed"
    last = shop.returns(sale)

    assert kept(shop, case)[0] == "returned"
    assert "teruggave spring: teruggebracht." in last.said
    again = refuses(shop, OpenCase(make.header(shop.at), FATIMA, "rebate", "spring", sale.id, 1, "", 0))
    assert (again.refusal, again.data) == ("came_back", {"line": 1})


def test_points_that_a_rebate_gave_go_back_with_the_goods():
    shop = a_shop(POINTS)
    sale = shop.buys(FATIMA, line(10_000, 4))
    case = claims(shop, "goods", sale, account=None)
    shop.done(moves(shop, case, "approved"))
    had = shop.balances(FATIMA)["points"]

    first = shop.returns(sale, (1, 3_000))
    after = shop.balances(FATIMA)["points"]
    shop.returns(sale)

    assert (had, after) == (400, 100)
    assert first.effects("take back") == [{"count": 300, "unit": "points"}]
    assert (shop.balances(FATIMA).get("points", 0), kept(shop, case)[0]) == (0, "returned")


def test_the_books_add_up_what_was_approved_paid_and_sent_back_for_each_rate():
    shop = a_shop()
    case = at_the_bank(shop, shop.buys(FATIMA, line(10_900)), "approved", "sent", "paid")
    assert sums(shop) == {"approved:900": 1_090, "approved vat:900": 90, "paid:900": 1_090, "paid vat:900": 90}

    shop.done(moves(shop, case, "sent back", reason="AC04"))

    assert sums(shop) == {"approved:900": 1_090, "approved vat:900": 90}, "what the bank sends back was not paid"


@given(st.integers(1, 100_000), st.integers(1, 5), st.data())
def test_any_partition_of_returns_comes_to_one_return_and_never_takes_more_than_was_approved(net, items, data):
    parted, at_once = a_shop(), a_shop()
    sale, other = (shop.buys(FATIMA, line(net * 10, items)) for shop in (parted, at_once))
    at_the_bank(parted, sale, "approved")
    at_the_bank(at_once, other, "approved")
    comes = data.draw(st.integers(1, items))

    for _ in range(comes):
        parted.returns(sale, (1, 1_000))
    at_once.returns(other, (1, comes * 1_000))

    owed = parted.balances(FATIMA).get(UNIT, 0)
    assert owed == at_once.balances(FATIMA).get(UNIT, 0) == net - net * comes // items
    assert sums(parted).get("approved:900", 0) == owed, "what the books add up for the tax return is what is owed"


@examples(15)
@given(
    st.integers(1, 300), st.integers(1, 200), st.integers(1, 4), st.integers(0, 40), st.integers(0, 500),
    st.sampled_from(["stops at zero", "allowed"]), st.sampled_from(["on a full return", "back to its lots", "by value"]), st.data(),
)  # fmt: skip
def test_points_that_rebates_gave_are_taken_back_alike_in_any_partition(gave, other, items, used, spent, below, goes, data):
    off = "discounts: {points off: {spend: points, step: 10, at most: 100% of basket}}\n"
    more = f"{off}returns: {{below zero: {below}, spent: {goes}}}\n"
    earns = "earn: {base: {give: 1 points, per: 1.00 EUR}}\n"
    program = POINTS.replace("{gives: 100 points}", f"{{gives: {gave} points}}\n  second: {{gives: {other} points}}") + earns + more
    shops, sales = [a_shop(program) for _ in range(2)], []
    for shop in shops:
        if used:
            shop.gives(FATIMA, used * 10)
        sale = shop.buys(FATIMA, line(5_000 * items, items), line(3_000), uses=[("points off", used * 10)] if used else ())
        for what in ("goods", "second"):
            shop.done(moves(shop, claims(shop, what, sale, account=None), "approved"))
        if gone := min(spent, shop.balances(FATIMA).get("points", 0)):
            shop.gives(FATIMA, -gone)
        sales.append(sale)
    backs = [shops[0].returns(sales[0], (number, 1_000)) for number in data.draw(st.permutations([1] * items + [2]))]

    whole = shops[1].returns(sales[1])

    assert shops[0].balances(FATIMA) == shops[1].balances(FATIMA)
    short, at_once = (sum(effect["count"] for back in each for effect in back.effects("shortfall")) for each in (backs, [whole]))
    assert short == at_once


def test_what_was_short_is_taken_out_of_what_another_line_gives_back():
    more = "discounts: {points off: {spend: points, step: 10, at most: 100% of basket}}\n"
    shop = a_shop(f"{POINTS}{more}returns: {{below zero: stops at zero, spent: on a full return}}\n")
    shop.gives(FATIMA, 100)
    sale = shop.buys(FATIMA, line(2_000, 2), line(1_000), uses=[("points off", 100)])
    shop.done(moves(shop, claims(shop, "goods", sale, account=None), "approved"))
    shop.gives(FATIMA, -200)

    shop.returns(sale, (1, 2_000))
    last = shop.returns(sale)

    assert (last.effects("take back"), last.effects("shortfall")) == ([{"count": 100, "unit": "points"}],) * 2
    assert shop.balances(FATIMA) == {}


def test_store_credit_that_a_rebate_gave_is_taken_back_alike_in_any_partition():
    shops = [a_shop() for _ in range(2)]
    balances = []
    for shop, parts in zip(shops, (((1, 1_000), (1, 1_000)), ((1, 2_000),)), strict=True):
        shop.done(IssueCredit(make.header(shop.at), FATIMA, 1_000, "the cake fell"))
        sale = shop.buys(FATIMA, line(1_000, 2), tenders=(Tender("store_credit", 1_000),))
        shop.done(moves(shop, claims(shop, "goods", sale, account=None), "approved"))
        shop.buys(FATIMA, line(500), tenders=(Tender("store_credit", 500),))
        for part in parts:
            shop.returns(sale, part)
        balances.append(shop.balances(FATIMA))

    assert balances == [{STORE_CREDIT: 500}] * 2, "both times 5.00 of what was paid back"
