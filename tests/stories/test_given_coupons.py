"""Coupons and vouchers that the program gives: kept in the purse, used without typing, back when the sale comes back (M3, M10, M32)."""

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, refuses
from tests.program.files import mistakes
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.core.refusals import WouldGoBelowZero
from zegel.decide.given import Given
from zegel.decide.plan import plan_of
from zegel.flows.commands import CancelHold, CancelRedemption, CommitHold, GiveGesture, OrderReward, Redeem, Use
from zegel.flows.ladder import climb
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

HEAD = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat, markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
"""
NEXT_TIME = """
earn:
  big basket: {give: coupon next time, per: purchase, basket: at least 20.00 EUR}
coupons:
  next time: {off: 10%, codes: personal, valid for: 30 days}
"""
VOUCHER = """
earn: {base: {give: 1 points, per: 1.00 EUR, when: {dates: until 2001-01-01}}}
rewards:
  five euros: {gives: {coupon: tegoedbon}, costs: 500 points}
coupons:
  tegoedbon: {voucher: 5.00 EUR, valid for: 60 days, budget: 12.00 EUR}
"""
FATIMA = make.card()
TOKEN = "coupon:next time"


def a_shop(program: str = NEXT_TIME, more: str = "", points: int = 0) -> PaperShop:
    shop = PaperShop(read_yaml(HEAD + program + more))
    shop.enrol()
    if points:
        shop.gives(FATIMA, points)
    return shop


def buys(shop, net=2_000, *uses, who=FATIMA, at=None):
    moment = shop._moment(at) if isinstance(at, str) else at
    return shop.purchase(who, line(net), at=moment, uses=[(use, 1) for use in uses])


def takes(shop, count=1):
    return Redeem(make.header(shop.at), FATIMA, "five euros", count)


def test_a_rule_gives_a_coupon_that_is_used_in_a_later_basket_without_a_code():
    shop = a_shop()

    first = shop.done(buys(shop))
    second = shop.done(buys(shop, 1_000, "next time"))

    assert first.earned == {TOKEN: 1}
    assert any(said.startswith("U krijgt 1 coupon “next time”") for said in first.said)
    assert (second.pays, second.effects("spend")) == (900, [{"count": 1, "times": 1, "unit": TOKEN, "what": "next time"}])
    assert "Gebruikt: coupon “next time”." in second.said
    assert shop.balances(FATIMA).get(TOKEN, 0) == 0


def test_a_coupon_that_somebody_does_not_have_is_refused_and_nothing_moves():
    shop = a_shop()

    said = refuses(shop, buys(shop, 2_000, "next time"))

    assert (said.refusal, said.data) == ("not_enough", {"available": 0, "needed": 1, "unit": TOKEN})
    assert refuses(shop, buys(shop, 2_000, "next time", who=None)).refusal == "member_needed"


def test_it_is_not_used_up_where_it_does_nothing():
    shop = a_shop(NEXT_TIME.replace("{off: 10%", "{off: 10%, basket: at least 50.00 EUR"))
    shop.done(buys(shop))

    said = shop.done(buys(shop, 1_000, "next time"))

    assert (said.pays, said.effects("spend"), shop.balances(FATIMA)[TOKEN]) == (1_000, [], 1)


def test_it_lapses_after_its_last_day():
    shop = a_shop()
    shop.done(buys(shop, at="2026-03-04 12:00"))

    assert shop.done(buys(shop, 1_000, at="2026-04-03 12:00")).pays == 1_000
    assert shop.balances(FATIMA)[TOKEN] == 1
    assert refuses(shop, buys(shop, 1_000, "next time", at="2026-04-04 12:00")).refusal == "not_enough"


def test_a_returned_sale_takes_the_coupon_back_that_it_gave():
    shop = a_shop()
    sale = shop.done(buys(shop))

    back = shop.done(make.returns(sale.id, at=shop.at))

    assert back.effects("take back") == [{"count": 1, "unit": TOKEN}]
    assert shop.balances(FATIMA).get(TOKEN, 0) == 0


@pytest.mark.parametrize(("codes", "there"), [("come back with everything", 1), ("stay used", 0)])
def test_a_returned_sale_gives_the_coupon_back_that_it_used_if_codes_come_back(codes, there):
    shop = a_shop(more=f"returns: {{codes: {codes}}}\n")
    shop.done(buys(shop))
    sale = shop.done(buys(shop, 1_000, "next time"))

    shop.done(make.returns(sale.id, at=shop.at))

    assert shop.balances(FATIMA).get(TOKEN, 0) == there


def test_a_hold_sets_it_aside():
    shop = a_shop()
    shop.done(buys(shop))

    hold = shop.done(make.holds(line(1_000), who=FATIMA, at=shop.at, uses=(Use("next time", 1),)))
    assert refuses(shop, buys(shop, 1_000, "next time")).refusal == "not_enough"
    shop.done(CancelHold(make.header(shop.at), hold.id))
    again = shop.done(make.holds(line(1_000), who=FATIMA, at=shop.at, uses=(Use("next time", 1),)))
    paid = shop.done(CommitHold(make.header(shop.at), again.id, "B-1", ()))

    assert (hold.pays, again.pays, paid.pays) == (900, 900, 900)
    assert shop.balances(FATIMA).get(TOKEN, 0) == 0
    shop.done(make.returns(paid.id, at=shop.at))
    assert shop.balances(FATIMA)[TOKEN] == 1


def test_points_become_a_voucher_that_takes_its_worth_off_once():
    shop = a_shop(VOUCHER, points=1_500)

    given = shop.done(takes(shop, 2))
    used = shop.done(buys(shop, 2_000, "tegoedbon"))
    small = shop.done(buys(shop, 300, "tegoedbon"))

    assert [(e["because"], e["count"], e["unit"]) for e in given.effects("given")] == [("reward", 2, "coupon:tegoedbon")]
    assert (used.pays, small.pays) == (1_500, 0)
    assert shop.balances(FATIMA) == {"points": 500}


def test_its_budget_holds_for_whoever_was_given_one():
    shop = a_shop(VOUCHER, points=2_000)
    shop.done(takes(shop, 4))

    pays = [shop.done(buys(shop, 2_000, "tegoedbon")).pays for _ in range(3)]

    assert pays == [1_500, 1_500, 1_800]
    assert refuses(shop, buys(shop, 2_000, "tegoedbon")).refusal == "code_budget_spent"


def test_a_redemption_is_cancelled_while_its_voucher_is_there():
    shop = a_shop(VOUCHER, points=1_000)
    first, second = shop.done(takes(shop)), shop.done(takes(shop))

    shop.done(CancelRedemption(make.header(shop.at), first.id, "thought better of it"))
    assert shop.balances(FATIMA) == {"coupon:tegoedbon": 1, "points": 500}
    shop.done(buys(shop, 2_000, "tegoedbon"))

    assert refuses(shop, CancelRedemption(make.header(shop.at), second.id, "again")).refusal == WouldGoBelowZero.code
    assert shop.balances(FATIMA) == {"points": 500}


def test_a_voucher_is_neither_picked_up_nor_had_in_a_basket():
    shop = a_shop(VOUCHER, points=1_000)

    assert refuses(shop, OrderReward(make.header(shop.at), FATIMA, "five euros", 1)).refusal == "reward_not_now"
    assert refuses(shop, buys(shop, 2_000, "five euros")).refusal == "reward_not_now"


def test_a_birthday_present_may_be_a_coupon():
    shop = PaperShop(read_yaml(HEAD + VOUCHER.replace("costs: 500 points", "on: jubilee every year")))
    shop.enrol(since="2020-03-04", at=make.clock("2026-03-01 12:00"))
    asked = Redeem(make.header(make.clock("2026-03-03 12:00")), FATIMA, "five euros", 1)

    assert refuses(shop, asked).refusal == "reward_not_now"
    shop.done(Redeem(make.header(make.clock("2026-03-04 12:00")), FATIMA, "five euros", 1))

    assert shop.balances(FATIMA) == {"coupon:tegoedbon": 1}
    assert refuses(shop, Redeem(make.header(shop.at), FATIMA, "five euros", 1)).refusal == "limit_reached"


REACHED = """
earn: {stars: {give: 1 stars, per: 1.00 EUR}}
tiers:
  measure: {unit: stars, window: calendar year}
  steps:
    brons: {from: 0}
    zilver: {from: 20, gives: [{coupon: tegoedbon}, {coupon: taart}]}
    goud: {from: 50, gives: [{coupon: taart}]}
coupons:
  tegoedbon: {voucher: 5.00 EUR, valid for: 60 days}
  taart: {off: 50%, of: {category: cake}}
"""


def reaching() -> PaperShop:
    return PaperShop(read_yaml(HEAD.replace("}}\n", "}, stars: {never spent: true}}\n") + REACHED))


def test_who_reaches_a_tier_is_given_its_coupons_and_those_of_the_steps_passed_once():
    shop = reaching()
    shop.enrol(at=make.clock("2026-03-01 12:00"))

    first = shop.done(buys(shop, 2_000))
    second = shop.done(buys(shop, 1_000))
    shop.enrol("anna", at=shop.at)
    leap = shop.done(buys(shop, 6_000, who=make.card("anna")))

    assert [(e["because"], e["unit"]) for e in first.effects("given")] == [
        ("tier:zilver", "coupon:tegoedbon"),
        ("tier:zilver", "coupon:taart"),
    ]
    assert "+1 coupon “tegoedbon”: bij uw nieuwe niveau." in first.said
    assert second.effects("given") == []
    assert [e["because"] for e in leap.effects("given")] == ["tier:zilver", "tier:zilver", "tier:goud"]
    assert shop.done(buys(shop, 2_000, "tegoedbon")).pays == 1_500


def test_who_had_them_with_another_card_or_whose_tier_was_renamed_is_given_no_coupons_twice():
    plan, at = plan_of(reaching().compiled), make.NOON

    def given(had="", tier=""):
        purse = Purse(make.purse(9))
        purse.since, purse.tier = Day("2026-01-01"), tier
        draft = Draft(purse)
        return [e.because for e in climb(plan, draft, 60, Day("2026-03-03"), at, had) if isinstance(e, Given)]

    assert given("zilver") == given(tier="zilver") == ["tier:goud"]
    assert given("goud") == given(tier="platina") == []
    assert len(given()) == 3


def test_a_gesture_may_be_a_coupon_and_takes_what_it_is_worth_out_of_the_envelope():
    gestures = "gestures: {envelope: 6.00 EUR per month, kinds: {sorry: {coupon: tegoedbon}, cake: {coupon: taart, worth: 2.00 EUR}}}\n"
    shop = PaperShop(read_yaml(HEAD.replace("}}\n", "}, stars: {never spent: true}}\n") + REACHED + gestures))
    shop.enrol()

    def gives(kind, who=FATIMA):
        return GiveGesture(make.header(shop.at), who, kind, "", "waited long", make.purse(77))

    given = shop.done(gives("sorry"))

    assert given.effects("gesture") == [{"count": 1, "gesture": "sorry", "state": "given", "unit": "coupon:tegoedbon", "worth_minor": 500}]
    assert "U krijgt van ons: 1 coupon “tegoedbon”, zomaar, van ons." in given.said
    assert shop.balances(FATIMA)["coupon:tegoedbon"] == 1
    assert refuses(shop, gives("cake")).refusal == "budget_used_up"
    assert refuses(shop, gives("sorry", None)).refusal == "member_needed"


@pytest.mark.parametrize(("program", "code"), [
    ("coupons: {y: {off: 5%}}\ngestures: {envelope: 5.00 EUR per month, kinds: {x: {coupon: y}}}", "missing_key"),
    ("coupons: {y: {off: 5%}}\nmemberships: {x: {article: {sku: A}, term: 1 year, gives: [{coupon: y}]}}", "not_together"),
    ("tiers: {measure: {visits: all, window: calendar year}, steps: {x: {from: 1, gives: [{coupon: nothing}]}}}", "unknown"),
    ("earn: {x: {give: coupon nothing, per: purchase}}\ncoupons: {y: {off: 5%}}", "unknown"),
    ("rewards: {x: {gives: {store credit: 1.00 EUR}, costs: 5 points}}", "missing_key"),
    ("store credit: {}\nrewards: {x: {gives: {store credit: 1.00 EUR}, costs: 5 points + 1.00 EUR}}", "not_together"),
    ("store credit: {}\nrewards: {x: {gives: {store credit: 0.00 EUR}, costs: 5 points}}", "not_of_this_form"),
    ("rewards: {x: {gives: {coupon: nothing}, costs: 5 points}}", "unknown"),
])  # fmt: skip
def test_what_cannot_be_given_is_a_mistake(program, code):
    assert code in str(mistakes(f"{HEAD}{program}\n"))


def test_it_says_itself():
    said = {s.path: (s.nl, s.en) for s in sentences(read_yaml(HEAD + NEXT_TIME))}

    assert said["earn.big basket"] == (
        "U krijgt 1 coupon “next time” per aankoop bij een mandje van minstens € 20,00.",
        "You get 1 coupon “next time” per purchase, with a basket of at least €20.00.",
    )
    assert "met uw coupon “next time”" in said["coupons.next time"][0]


def test_a_story_enters_a_code_and_uses_a_coupon_that_was_given():
    program = read_yaml(HEAD + NEXT_TIME + "  zomer: {code: ZOMER10, off: 1.00 EUR}\n")
    told = """
story: A coupon for next time
member: fatima
articles: {CAKE: {price: 20.00 EUR}}
steps:
  - {on: 2026-03-03, buys: CAKE, codes: zomer-10, expect: {pays: 19.00 EUR, balances: {"coupon:next time": 0}}}
  - {on: 2026-03-04, buys: CAKE, expect: {earned: {"coupon:next time": 1}}}
  - {on: 2026-03-05, buys: CAKE, uses: next time, expect: {pays: 18.00 EUR, said: coupon “next time”}}
"""
    assert play(read_story(told, program, {}), Compiled(program)) == []
