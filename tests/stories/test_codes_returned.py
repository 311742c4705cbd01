"""Goods that come back bring back what codes took of a budget, or of a voucher in parts: their share, to the cent (semantics 19, 23)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.codes import made, text_of, with_codes
from tests.make import line
from tests.stories.test_coupons import a_shop, left, shown

A = text_of(1)
PARTS = "bon: {voucher: 10.00 EUR, in parts: true}"
MONEY = "zomer: {code: ZOMER, off: 10%, budget: 50.00 EUR, uses: {in all: 5}}"


def money_left(shop) -> tuple[int, int, tuple[int, int, int], int]:
    """(uses in all, budget of the coupon, the voucher's uses, what is on it)."""
    of, on_it = shop.memory.facts.counters, shop.memory.facts.codes[shown(A).hash].value_left
    return of.get("coupon:zomer:all", 5), of.get("coupon:zomer:budget", 5_000), left(shop), on_it


def budgets(shop) -> tuple[int, int, int]:
    """The budget of the coupon, what is on the voucher, the budget of the discount."""
    return money_left(shop)[1], money_left(shop)[3], shop.memory.facts.counters.get("budget:treat", 9_000)


def test_goods_that_come_back_bring_their_part_of_a_budget_and_of_a_voucher_back():
    shop = a_shop(f"{MONEY}\n{PARTS}", "", made(A, "bon", value_left=1_000))
    sale = shop.done(with_codes(shop.purchase(None, line(1_500, number=1), line(500, number=2)), "ZOMER", A))
    assert (sale.pays, money_left(shop)) == (800, (4, 4_800, (0, 0, 1), 0))

    back = shop.done(make.returns(sale.id, (2, 1_000), at=shop.at))
    assert (back.refund, money_left(shop)) == (200, (4, 4_850, (1, 0, 0), 250))

    shop.done(make.returns(sale.id, at=shop.at))
    assert money_left(shop) == (5, 5_000, (1, 0, 0), 1_000)


def test_codes_that_stay_used_keep_their_money_too():
    shop = a_shop(f"{MONEY}\n{PARTS}", "returns: {codes: stay used}", made(A, "bon", value_left=1_000))
    sale = shop.done(with_codes(shop.purchase(None, line(1_500, number=1), line(500, number=2)), "ZOMER", A))
    before = money_left(shop)

    shop.done(make.returns(sale.id, (2, 1_000), at=shop.at))
    shop.done(make.returns(sale.id, at=shop.at))

    assert money_left(shop) == before


@given(
    prices=st.lists(st.tuples(st.integers(1, 900), st.integers(1, 4)), min_size=1, max_size=4), worth=st.integers(1, 1_500),
    parts=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 2)), max_size=12),
)  # fmt: skip
def test_any_partition_of_a_return_gives_back_what_one_return_does(prices, worth, parts):
    treat = "discounts: {treat: {off: 7%, budget: 90.00 EUR}}"
    shop = a_shop(f"{MONEY}\n{PARTS}", treat, made(A, "bon", value_left=worth))
    lines = [line(net, pieces, number=n) for n, (net, pieces) in enumerate(prices, 1)]
    sale = shop.done(with_codes(shop.purchase(None, *lines), "ZOMER", A))
    kept = {n: pieces for n, (_, pieces) in enumerate(prices, 1)}

    refunds, seen = 0, [budgets(shop)]
    for number, pieces in [*parts, *[(n, pieces) for n, (_, pieces) in enumerate(prices, 1)]]:
        count = min(pieces, kept.get(number, 0))
        if count:
            kept[number] -= count
            refunds += shop.done(make.returns(sale.id, (number, count * 1_000), at=shop.at)).refund
            seen.append(budgets(shop))

    assert money_left(shop) == (5, 5_000, (1, 0, 0), worth)
    assert (refunds, budgets(shop)) == (sale.pays, (5_000, worth, 9_000))
    assert all(a <= b for one, two in pairwise(seen) for a, b in zip(one, two, strict=True))
