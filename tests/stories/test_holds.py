"""A hold sets aside what a basket uses: then it is paid, cancelled, or times out after ten minutes."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import clock, line, reward
from tests.paper import PaperShop, refuses
from tests.program.files import small
from tests.programs import read_yaml
from zegel.core.periods import MINUTE
from zegel.core.purchase import Tender
from zegel.flows.commands import CancelHold, CommitHold, Use
from zegel.program.model import Branch

JAM = line(980, category="jam")


def test_a_hold_sets_the_points_aside_and_a_commit_spends_them(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)

    hold = shop.holds(fatima, JAM, uses=[("points off", 0)])

    assert hold.body["totals"] == {"discount_minor": 400, "hold_expires_at": shop.at + 10 * MINUTE, "net_minor": 980, "pays_minor": 580}
    assert shop.balances(fatima) == {"points": 850, "points reserved": 400}

    sale = shop.commits(hold, tenders=(Tender("card", 580),))

    assert (sale.body["kind"], sale.body["of"], sale.pays) == ("commit", str(hold.id), 580)
    assert shop.balances(fatima) == {"points": 855, "status": 5}


def test_a_committed_hold_is_the_purchase_that_it_was_a_quote_for():
    bought, held = PaperShop(), PaperShop()
    for shop in (bought, held):
        shop.gives(shop.enrol(), 1250)
    fatima = make.card()

    sale = bought.buys(fatima, JAM, line(500, 2), uses=[("points off", 300)])
    committed = held.commits(held.holds(fatima, JAM, line(500, 2), uses=[("points off", 300)]))

    assert committed.body["effects"] == sale.body["effects"]
    assert held.balances(fatima) == bought.balances(fatima)


def test_a_cancelled_hold_gives_back_what_it_set_aside(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)
    hold = shop.holds(fatima, JAM, uses=[("points off", 0)])

    shop.cancels_hold(hold)

    assert shop.balances(fatima) == {"points": 1250}
    assert shop.lots(fatima) == [(1250, clock("2027-04-01 00:00"))]


def test_a_hold_times_out_by_itself_at_its_minute(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)
    hold = shop.holds(fatima, JAM, uses=[("points off", 0)])
    ends = shop.at + 10 * MINUTE

    shop.wait_until(ends - 1)
    assert shop.balances(fatima)["points reserved"] == 400

    (timed_out,) = shop.wait_until(ends)

    assert (timed_out.kind, timed_out.at, timed_out.actor) == ("time out", ends, "zegel")
    assert shop.balances(fatima) == {"points": 1250}
    assert refuses(shop, CommitHold(make.header(shop.at), hold.id, "", ())).data == {"state": "timed out"}


def test_a_hold_is_closed_once(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)
    hold = shop.holds(fatima, JAM, uses=[("points off", 0)])
    shop.commits(hold)

    for again in (CommitHold(make.header(shop.at), hold.id, "", ()), CancelHold(make.header(shop.at), hold.id)):
        said = refuses(shop, again)
        assert (said.refusal, said.data) == ("hold_not_open", {"state": "committed"})


def test_what_is_set_aside_cannot_be_spent_elsewhere(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 520)
    shop.holds(fatima, JAM, uses=[("points off", 100)])

    said = refuses(shop, shop.purchase(fatima, JAM, uses=[("mug", 1)]))

    assert {key: said.data[key] for key in ("unit", "available", "needed")} == {"unit": "points", "available": 420, "needed": 500}


def test_a_hold_of_nothing_is_a_quote_that_can_be_committed(shop):
    fatima = shop.enrol()

    sale = shop.commits(shop.holds(fatima, JAM))

    assert shop.balances(fatima) == {"points": 9, "status": 9}
    assert sale.body["totals"] == {"discount_minor": 0, "net_minor": 980, "pays_minor": 980}


def test_a_hold_is_committed_as_it_was_judged_even_if_the_day_has_changed(shop):
    # Tuesday, 23:55: double points; paid at 00:02 on Wednesday
    fatima = shop.enrol()
    hold = shop.holds(fatima, JAM, at="2026-03-10 23:55")

    sale = shop.commits(hold, at="2026-03-11 00:02")

    assert sale.earned["points"] == 18
    assert sale.body["business_date"] == "2026-03-10"


def test_tenders_of_a_commit_must_add_up(shop):
    fatima = shop.enrol()
    hold = shop.holds(fatima, JAM)

    said = refuses(shop, CommitHold(make.header(shop.at), hold.id, "", (Tender("cash", 979),)))

    assert said.refusal == "tenders_do_not_match"


def test_what_is_no_hold_cannot_be_closed(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, JAM)

    assert refuses(shop, CommitHold(make.header(shop.at), sale.id, "", ())).refusal == "unknown_hold"
    assert refuses(shop, CancelHold(make.header(shop.at), make.receipt(77, 1))).refusal == "unknown_hold"
    assert refuses(shop, CancelHold(make.header(shop.at), make.receipt(1, 99))).refusal == "unknown_hold"


def test_a_used_reward_is_set_aside_too_and_so_is_its_stock():
    shop = PaperShop(make.bakery(rewards=(*make.bakery().rewards, reward("voucher", cost=10, stock=2))))
    shop.memory.facts.counters["reward:voucher"] = 2
    fatima = shop.enrol()
    shop.gives(fatima, 100)

    hold = shop.holds(fatima, JAM, uses=[("voucher", 2)])
    assert shop.balances(fatima)["points reserved"] == 20
    assert refuses(shop, shop.purchase(fatima, JAM, uses=[("voucher", 1)])).data == {"reward": "voucher", "left": 0}

    shop.cancels_hold(hold)
    assert shop.buys(fatima, JAM, uses=[("voucher", 2)]).effects("spend")[0]["count"] == 20


def test_a_hold_that_times_out_gives_its_stock_back():
    shop = PaperShop(make.bakery(rewards=(*make.bakery().rewards, reward("voucher", cost=10, stock=2))))
    shop.memory.facts.counters["reward:voucher"] = 2
    fatima = shop.enrol()
    shop.gives(fatima, 100)
    shop.holds(fatima, JAM, uses=[("voucher", 2)])

    shop.wait_until(shop.at + 10 * MINUTE)

    assert shop.memory.facts.counters == {"reward:voucher": 2}
    assert shop.buys(fatima, JAM, uses=[("voucher", 2)]).effects("spend")[0]["count"] == 20


def test_points_used_twice_in_a_hold_are_committed_as_they_were_held(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1000)
    hold = shop.holds(fatima, line(2000, category="jam"), uses=[("points off", 200), ("points off", 100)])

    sale = shop.commits(hold)

    assert (hold.pays, sale.pays) == (1700, 1700)
    assert shop.points(fatima) == 700 + 17
    assert shop.returns(sale).effects("give back") == [{"unit": "points", "count": 300}]


def test_a_hold_survives_the_last_day_of_its_points_and_what_it_gives_back_has_lapsed(shop):
    # reliability.md L5: a hold taken before expiry survives it
    fatima = shop.enrol()
    shop.gives(fatima, 100, at="2026-03-31 12:00")
    paid = shop.holds(fatima, line(200, category="jam"), uses=[("points off", 100)], at="2027-03-31 23:55")
    assert shop.commits(paid, at="2027-04-01 00:02").pays == 100

    bob = shop.enrol("bob", at=shop.at)
    shop.gives(bob, 100)
    hold = shop.holds(bob, line(200, category="jam"), uses=[("points off", 100)], at="2028-04-30 23:55")
    booked = shop.wait_until("2028-05-01 00:05")

    assert [(e.kind, e.at) for e in booked if e.purse == hold.id.purse] == [("time out", clock("2028-05-01 00:05"))]
    assert shop.purse(bob).balances.get(("points", "available"), 0) == 0


def test_an_old_basket_held_and_paid_today_is_looked_at_first(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 100)
    hold = shop.holds(fatima, JAM, at="2026-03-04 12:00", received=clock("2026-03-09 12:00"))

    sale = shop.commits(hold, at="2026-03-09 12:05")

    assert sale.body["review"] == 1
    assert shop.balances(fatima)["points pending"] == 9


def test_the_tier_is_reached_by_what_was_bought_meanwhile_too(shop):
    fatima = shop.enrol()
    hold = shop.holds(fatima, line(30_000, category="jam"))
    shop.buys(fatima, line(25_000, category="jam"))

    sale = shop.commits(hold)

    assert sale.effects("tier")[0] | {"review_at": 0} == {"before": "brons", "after": "zilver", "measured": 550, "review_at": 0}


def test_a_return_meanwhile_counts_for_the_tier_as_well(shop):
    fatima = shop.enrol()
    before = shop.buys(fatima, line(30_000, category="jam"))
    hold = shop.holds(fatima, line(25_000, category="jam"))
    shop.returns(before)

    sale = shop.commits(hold)

    assert sale.effects("tier") == []
    assert shop.purse(fatima).tier == "brons"


# -- what was chosen


def chooses(shop, who, *lines, uses):
    """A hold in which something was chosen of the rewards."""
    return shop.done(replace(make.holds(*lines, who=who, at=shop.at), uses=tuple(Use(*use) for use in uses)))


def free_bread_shop() -> PaperShop:
    made = PaperShop(make.bakery(settings=make.settings(free_items="chosen")))
    made.gives(made.enrol(), 4, unit="reward:free bread")
    return made


@pytest.mark.parametrize(("uses", "pays"), [
    ([("free bread", 1, 3)], 300), ([("free bread", 2, 3)], 200), ([("free bread", 1, 3), ("free bread", 1, 2)], 100),
])  # fmt: skip
def test_what_was_chosen_of_a_reward_stays_chosen_when_the_hold_is_paid(uses, pays):
    shop = free_bread_shop()
    loaves = (line(100), line(200), line(300))

    hold = chooses(shop, make.card(), *loaves, uses=uses)
    sale = shop.commits(hold, tenders=(Tender("card", pays),))

    assert (hold.pays, sale.pays) == (pays, pays)
    assert sale.effects("free items") == hold.effects("free items")


def test_what_was_chosen_of_a_discount_stays_chosen_when_the_hold_is_paid():
    three_for_two = read_yaml(
        "zegel: 1\nprogram: Proef\ncompany: {currency: EUR}\nbranches: [dorpsstraat]\n"
        "units: {points: {worth: 0.01 EUR}}\ndiscounts: {d: {take: 3, pay: 2}}\nsettings: {free items: chosen}\n"
    )
    shop = PaperShop(three_for_two)

    hold = shop.holds(shop.enrol(), line(300), line(200), line(400), uses=[("d", 3)])

    assert (hold.pays, shop.commits(hold, tenders=(Tender("card", 500),)).pays) == (500, 500)


def test_a_hold_is_a_sale_of_its_own_branch_wherever_it_is_paid():
    program = make.bakery(
        branches=(Branch("dorpsstraat", make.ZONE, 0), Branch("markt", make.ZONE, 0)),
        rewards=(replace(reward("mug", cost=500, worth_minor=750), stocks=(("markt", 3),)),), cards=(),
    )  # fmt: skip
    shop = PaperShop(program)
    shop.gives(shop.enrol(), 1250)
    held = make.holds(JAM, who=make.card(), at=shop.at, uses=(Use("mug", 1),), branch="markt")
    hold = shop.done(replace(held, header=make.header(shop.at, branch="markt")))

    sale = shop.done(CommitHold(make.header(shop.at, branch=""), hold.id, "", ()))  # the webshop says nothing of a branch

    assert sale.body["branch"] == "markt"
    assert [(d.counter, d.n) for d in (*hold.outcome.draws, *shop.returns(sale).outcome.draws)] == [
        ("reward:mug:markt", 1), ("reward:mug:markt", -1),
    ]  # fmt: skip


@pytest.mark.parametrize(("rule", "found"), [
    ("{give: 1 point, per: 1.00 EUR, at most: 100 points per day}", [90, 10, 0]),
    ("{give: 50 points, per: purchase, once per: member}", [50, 0, 0]),
    ("{give: 50 points, per: purchase, at most: 60 points per month}", [50, 10, 0]),
])  # fmt: skip
def test_baskets_that_are_set_aside_beside_each_other_earn_no_more_than_one_after_the_other(rule, found):
    shop = PaperShop(small(f"earn:\n  base: {rule}\n"))
    anna = shop.enrol()

    holds = [shop.holds(anna, line(9000), branch="markt") for _ in found]

    assert [hold.pays for hold in holds] == [9000, 9000, 9000]
    assert [shop.commits(hold).earned.get("points", 0) for hold in holds] == found


def test_what_a_basket_uses_of_its_own_it_earns_though_the_limit_of_the_day_was_reached_meanwhile():
    rule = "earn:\n  base: {give: 1 point, per: 1.00 EUR, at most: 100 points per day}\n"
    off = "discounts:\n  points off: {spend: points, step: 10, worth: 0.01 EUR}\nsettings: {points of this basket: at once}\n"
    shop = PaperShop(small(rule + off))
    anna = shop.enrol()
    hold = shop.holds(anna, line(9000), uses=[("points off", 0)], branch="markt")

    shop.buys(anna, line(9000), branch="markt")

    assert shop.commits(hold).earned == {"points": 89}  # 80 of them are spent already
