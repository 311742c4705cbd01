"""Points become money, as much as the member chooses: store credit, or a voucher that is used in parts (M10, §2.5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.make import line
from tests.paper import PaperShop, refuses
from tests.programs import read_yaml
from zegel.core.purchase import Tender
from zegel.flows.commands import CancelHold, CancelRedemption, CommitHold, OrderReward, Redeem, Use
from zegel.program.sentences import sentences

PROGRAM = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR, country: NL}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
store credit: {}
rewards:
  tegoed: {gives: {store credit: 1.00 EUR}, costs: 100 points}
  in bon: {gives: {coupon: bon}, costs: 100 points}
coupons:
  bon: {voucher: 1.00 EUR, in parts: true, valid for: 60 days}
"""
FATIMA = make.card()
BON = "coupon:bon"


@pytest.fixture
def shop():
    return a_shop()


def a_shop(points=1_000, more=""):
    found = PaperShop(read_yaml(PROGRAM + more))
    found.enrol()
    found.gives(FATIMA, points)
    return found


def takes(shop, reward, count):
    return Redeem(make.header(shop.at), FATIMA, reward, count)


def buys(shop, *lines, uses=("bon",), tenders=()):
    return shop.purchase(FATIMA, *lines, at=shop.at, uses=[(use, 1) for use in uses], tenders=tenders)


def test_points_become_as_much_store_credit_as_the_member_chooses(shop):
    taken = shop.done(takes(shop, "tegoed", 7))

    assert shop.balances(FATIMA) == {"points": 300, "store credit": 700}
    assert "−700 punten voor 7 × tegoed; u hebt nog 300 punten." in taken.said
    assert "U krijgt € 7,00 winkeltegoed; daarmee hebt u € 7,00." in taken.said
    shop.done(buys(shop, line(500), uses=(), tenders=(Tender("store_credit", 500),)))
    assert shop.balances(FATIMA)["store credit"] == 200


def test_credit_that_was_used_is_not_changed_back_into_points(shop):
    first, second = shop.done(takes(shop, "tegoed", 2)), shop.done(takes(shop, "tegoed", 3))
    shop.done(buys(shop, line(250), uses=(), tenders=(Tender("store_credit", 250),)))

    assert refuses(shop, CancelRedemption(make.header(shop.at), second.id, "no")).refusal == "would_go_below_zero"
    shop.done(CancelRedemption(make.header(shop.at), first.id, "no"))

    assert shop.balances(FATIMA) == {"points": 700, "store credit": 50}


def test_money_is_owed_to_somebody_and_is_neither_picked_up_nor_had_in_a_basket(shop):
    stranger = shop.done(shop.purchase(None, line(100), at=shop.at)).id.purse
    shop.gives(stranger, 500)

    assert refuses(shop, Redeem(make.header(shop.at), stranger, "tegoed", 1)).refusal == "member_needed"
    for reward in ("tegoed", "in bon"):
        assert refuses(shop, OrderReward(make.header(shop.at), FATIMA, reward, 1)).refusal == "reward_not_now"
        assert refuses(shop, buys(shop, line(1_000), uses=(reward,))).refusal == "reward_not_now"


def test_a_voucher_worth_the_points_is_used_in_parts_and_its_rest_stays(shop):
    shop.done(takes(shop, "in bon", 5))
    assert shop.balances(FATIMA) == {BON: 500, "points": 500}

    first = shop.done(buys(shop, line(300)))
    second = shop.done(buys(shop, line(300)))

    assert [first.pays, second.pays] == [0, 100]
    assert first.effects("spend") == [{"count": 300, "times": 1, "unit": BON, "what": "bon"}]
    assert "−€ 3,00 tegoedbon “bon” voor korting; u hebt nog € 2,00 tegoedbon “bon”." in first.said
    assert refuses(shop, buys(shop, line(300))).refusal == "not_enough"


def test_goods_that_come_back_bring_their_part_of_it_back(shop):
    shop.done(takes(shop, "in bon", 5))
    sale = shop.done(buys(shop, line(600, number=1), line(400, number=2)))

    back = shop.done(make.returns(sale.id, (2, 1_000), at=shop.at))
    assert (back.refund, back.effects("give back")) == (200, [{"count": 200, "unit": BON}])
    shop.done(make.returns(sale.id, at=shop.at))

    assert shop.balances(FATIMA)[BON] == 500


def test_a_hold_sets_a_part_of_it_aside(shop):
    shop.done(takes(shop, "in bon", 5))

    hold = shop.done(make.holds(line(300), who=FATIMA, at=shop.at, uses=(Use("bon", 1),)))
    assert shop.done(buys(shop, line(300))).pays == 100
    shop.done(CancelHold(make.header(shop.at), hold.id))
    again = shop.done(make.holds(line(200), who=FATIMA, at=shop.at, uses=(Use("bon", 1),)))
    paid = shop.done(CommitHold(make.header(shop.at), again.id, "B-1", ()))

    assert (hold.pays, again.pays, paid.pays) == (0, 0, 0)
    assert shop.balances(FATIMA)[BON] == 100


def test_vouchers_of_several_days_are_used_from_the_first_to_lapse_on(shop):
    shop.done(takes(shop, "in bon", 2))
    shop.at = make.clock("2026-04-01 12:00")
    shop.done(takes(shop, "in bon", 2))

    shop.done(buys(shop, line(300)))
    shop.at = make.clock("2026-05-20 12:00")

    assert shop.done(buys(shop, line(300))).pays == 200
    assert shop.balances(FATIMA).get(BON, 0) == 0


def test_a_rule_and_a_tier_give_one_of_what_the_program_says_it_is_worth():
    rule = "earn: {big: {give: coupon gift, per: purchase, basket: at least 20.00 EUR}}\n"
    shop = PaperShop(read_yaml(PROGRAM.replace("coupons:\n", "coupons:\n  gift: {voucher: 5.00 EUR, in parts: true}\n") + rule))
    shop.enrol()

    sale = shop.done(buys(shop, line(2_000), uses=()))

    assert sale.earned == {"coupon:gift": 500}
    assert any(said.startswith("U krijgt € 5,00 tegoedbon “gift”") for said in sale.said)
    assert shop.done(buys(shop, line(200), uses=("gift",))).pays == 0
    shop.done(make.returns(sale.id, at=shop.at))
    assert shop.balances(FATIMA) == {"coupon:gift debt": -200}


def test_it_says_itself():
    said = {s.path: (s.nl, s.en) for s in sentences(read_yaml(PROGRAM))}

    assert said["rewards.tegoed"] == ("Tegoed: € 1,00 winkeltegoed voor 100 punten.", "Tegoed: €1.00 store credit for 100 points.")
    assert said["rewards.in bon"][1] == "In bon: €1.00 voucher “bon” for 100 points."
    assert "; wat u overhoudt, blijft van u" in said["coupons.bon"][0]


@given(
    count=st.integers(1, 10), prices=st.lists(st.integers(1, 700), min_size=1, max_size=4),
    order=st.lists(st.integers(0, 3), max_size=6),
)  # fmt: skip
def test_whatever_comes_back_in_whatever_order_nothing_is_won_or_lost(count, prices, order):
    shop = a_shop()
    shop.done(takes(shop, "in bon", count))
    sale = shop.done(buys(shop, *[line(price, number=n) for n, price in enumerate(prices, 1)]))

    refunds, gone = 0, set[int]()
    for n in [*order, 0, 1, 2, 3]:
        if n < len(prices) and n not in gone:
            gone.add(n)
            refunds += shop.done(make.returns(sale.id, (n + 1, 1_000), at=shop.at)).refund
            assert shop.balances(FATIMA).get(BON, 0) <= count * 100

    assert (shop.balances(FATIMA)[BON], refunds) == (count * 100, sale.pays)
