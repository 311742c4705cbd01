"""Memberships: bought, tried, renewed, ended, returned, offered (domain.md M11, M19); tiers set by hand; what members may have."""

from pathlib import Path

import pytest

from tests import make
from tests.make import clock, line
from tests.paper import PaperShop, refuses
from tests.programs import read_yaml
from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, Day
from zegel.decide.plan import plan_of
from zegel.flows.commands import EndMembership, RunDue, SetTier, StartMembership
from zegel.flows.entitlements import standing
from zegel.flows.known import member_facts
from zegel.flows.ladder import tier_now

CLUB = (Path(__file__).parents[1] / "club.yaml").read_text()


@pytest.fixture
def club():
    return PaperShop(read_yaml(CLUB), at=make.clock("2026-03-03 12:00"))


def plus(pieces: int = 1):
    return line(2500 * pieces, pieces, category="card", sku="PLUS")


def monthly():
    return line(500, category="card", sku="MONTH")


def shirt(euros: int = 40):
    return line(100 * euros, category="shirts")


def starts(shop, who, membership="plus", *, trial=False, until="", reason="", at=None):
    return StartMembership(make.header(shop._moment(at)), who, membership, trial, Day(until), reason)


def ends(shop, who, membership="plus", *, at_once=False, at=None):
    return EndMembership(make.header(shop._moment(at)), who, membership, at_once, "asked for it")


def sets(shop, who, tier, until="", *, reason="moved house", evidence="", at=None):
    return SetTier(make.header(shop._moment(at)), who, tier, Day(until), reason, evidence)


def terms(shop, who, unit="membership:plus"):
    """(available, pending, from, until) of each term that is there."""
    lots = [lot for lot in shop.purse(who).lots.values() if lot.unit == unit and lot.available + lot.pending]
    return [(lot.available, lot.pending, lot.available_at, lot.expires_at) for lot in sorted(lots, key=lambda lot: lot.expires_at)]


def may(shop, who, channel="web"):
    """What the member may have now, by kind or id, with the moment until when; and the others with the test that failed."""
    shop.wait_until(shop.at)
    plan, purse = plan_of(shop.compiled), shop.purse(who)
    purchase = make.purchase(at=shop.at, channel=channel)
    found = standing(plan, purse, purchase, member_facts(shop.memory.facts, plan, purse, purchase.business_date))
    held = {one.entitlement.id: one.until for one in found if one.failed < 0}
    return held, {one.entitlement.id: one.entitlement.tests[one.failed].name for one in found if one.failed >= 0}


# -- bought


def test_who_buys_the_article_is_a_member_through_the_same_day_next_year(club):
    fatima = club.enrol()

    sale = club.buys(fatima, plus(), at="2026-03-03 12:00")

    assert terms(club, fatima) == [(1, 0, clock("2026-03-03 12:00"), clock("2027-03-04 00:00"))]
    assert [e for e in sale.effects("earn") if e["unit"] == "membership:plus"] == [{
        "unit": "membership:plus", "count": 1, "parts": [["membership:plus", 1]], "basis_minor": 0,
        "available_at": clock("2026-03-03 12:00"), "expires_at": clock("2027-03-04 00:00"),
    }]  # fmt: skip
    assert sale.earned["points"] == 25  # what a membership gives holds from the next purchase on
    assert club.buys(fatima, shirt()).earned["points"] == 80

    club.wait_until("2027-03-03 23:59")
    assert club.balances(fatima)["membership:plus"] == 1
    (lapse,) = club.wait_until("2027-03-04 00:00")
    assert (lapse.kind, club.balances(fatima).get("membership:plus")) == ("expire", None)


def test_buying_it_again_extends_it_from_its_end(club):
    fatima = club.enrol()
    club.buys(fatima, plus(), at="2026-03-03 12:00")

    club.buys(fatima, plus(), at="2027-02-20 12:00")

    assert terms(club, fatima) == [
        (1, 0, clock("2026-03-03 12:00"), clock("2027-03-04 00:00")), (0, 1, clock("2027-03-04 00:00"), clock("2028-03-04 00:00")),
    ]  # fmt: skip
    club.wait_until("2027-03-04 00:00")
    assert club.balances(fatima)["membership:plus"] == 1
    club.wait_until("2028-03-04 00:00")
    assert "membership:plus" not in club.balances(fatima)


def test_two_at_once_are_two_years(club):
    fatima = club.enrol()

    club.buys(fatima, plus(2), at="2026-03-03 12:00")

    assert [until for *_, until in terms(club, fatima)] == [clock("2027-03-04 00:00"), clock("2028-03-04 00:00")]


def test_without_a_card_nobody_becomes_a_member(club):
    sale = club.buys(None, plus())

    assert "membership:plus" not in sale.earned
    assert sale.why_not["membership:plus"] == "member"


def test_a_return_takes_the_membership_back_and_only_that_term(club):
    fatima = club.enrol()
    first = club.buys(fatima, plus(), at="2026-03-03 12:00")
    again = club.buys(fatima, plus(), at="2026-03-10 12:00")

    back = club.returns(again, at="2026-03-12 12:00")
    assert {"unit": "membership:plus", "count": 1} in back.effects("take back")
    assert [until for *_, until in terms(club, fatima)] == [clock("2027-03-04 00:00")]

    club.returns(first, at="2026-03-13 12:00")
    assert terms(club, fatima) == []
    assert club.balances(fatima).get("membership:plus debt") is None


@pytest.mark.parametrize("parts", [[(1, 2000)], [(1, 1000), (1, 1000)]])
def test_of_two_bought_at_once_as_many_go_as_come_back(club, parts):
    fatima = club.enrol()
    sale = club.buys(fatima, plus(2), at="2026-03-03 12:00")

    left = []
    for part in parts:
        club.returns(sale, part, at="2026-03-05 12:00")
        left.append([until for *_, until in terms(club, fatima)])

    assert left == [[clock("2027-03-04 00:00")], []][-len(parts) :]
    assert not {unit for unit in club.balances(fatima) if unit.startswith("membership")}


def test_what_is_left_of_a_chain_runs_on_whichever_of_its_sales_comes_back(club):
    fatima = club.enrol()
    first, again = (club.buys(fatima, plus(), at=f"2026-03-{day} 12:00") for day in ("03", "10"))

    club.returns(first, at="2026-03-12 12:00")
    assert terms(club, fatima) == [(1, 0, clock("2026-03-03 12:00"), clock("2027-03-04 00:00"))]

    club.returns(again, at="2026-03-13 12:00")
    assert not {unit for unit in club.balances(fatima) if unit.startswith("membership")}


def test_a_return_after_it_was_ended_leaves_no_debt(club):
    fatima = club.enrol()
    sale = club.buys(fatima, plus(), at="2026-03-03 12:00")
    club.done(ends(club, fatima, at_once=True, at="2026-03-05 12:00"))

    club.returns(sale, at="2026-03-06 12:00")

    assert not {unit for unit in club.balances(fatima) if unit.startswith("membership")}


# -- by itself


def test_what_goes_on_by_itself_ends_on_the_last_days_of_months(club):
    fatima = club.enrol()
    club.buys(fatima, monthly(), at="2027-01-31 12:00")

    ends_on = []
    for _ in range(3):
        ends_on.append(terms(club, fatima, "membership:monthly")[0][3])
        club.wait_until(ends_on[-1])

    assert ends_on == [clock("2027-03-01 00:00"), clock("2027-04-01 00:00"), clock("2027-05-01 00:00")]


def test_ended_it_runs_out_its_term_and_no_further(club):
    fatima = club.enrol()
    club.buys(fatima, monthly(), at="2026-03-03 12:00")

    said = club.done(ends(club, fatima, "monthly", at="2026-03-10 12:00"))

    assert said.effects("membership") == [
        {"membership": "monthly", "what": "ends", "begins": clock("2026-03-10 12:00"), "ends": clock("2026-04-04 00:00")}
    ]
    club.wait_until("2026-04-03 23:59")
    assert club.balances(fatima)["membership:monthly"] == 1
    club.wait_until("2026-04-04 00:00")
    assert not {unit for unit in club.balances(fatima) if unit.startswith("membership")}


@pytest.mark.parametrize(("day", "what"), [("2026-03-17 12:00", "withdrawn"), ("2026-03-18 12:00", "ended")])
def test_at_once_is_a_withdrawal_within_the_days_to_think_it_over(club, day, what):
    fatima = club.enrol()
    club.buys(fatima, plus(), at="2026-03-03 12:00")

    said = club.done(ends(club, fatima, at_once=True, at=day))

    assert said.effects("membership")[0]["what"] == what
    assert terms(club, fatima) == []


def test_only_a_membership_that_is_there_can_end(club):
    fatima = club.enrol()

    assert refuses(club, ends(club, fatima)).refusal == "no_membership"
    assert refuses(club, ends(club, fatima, "gold club")).refusal == "unknown_membership"


def test_a_late_clock_renews_as_often_as_was_due(club):
    fatima, hassan = club.enrol("fatima"), club.enrol("hassan")
    club.buys(fatima, monthly(), at="2026-03-03 12:00")
    club.buys(hassan, monthly(), at="2026-03-03 12:00")

    club.wait_until("2026-09-30 12:00")

    assert terms(club, fatima, "membership:monthly") == terms(club, hassan, "membership:monthly")
    assert [until for *_, until in terms(club, fatima, "membership:monthly")] == [clock("2026-10-04 00:00")]


# -- tried, given, offered


def test_a_trial_is_had_once_and_ends_by_itself(club):
    fatima = club.enrol()

    said = club.done(starts(club, fatima, trial=True, at="2026-03-03 12:00"))
    assert said.effects("membership")[0] == {
        "membership": "plus", "what": "trial", "begins": clock("2026-03-03 12:00"), "ends": clock("2026-04-03 00:00")
    }  # fmt: skip
    assert club.buys(fatima, shirt()).earned["points"] == 80

    club.wait_until("2026-04-03 00:00")
    assert "membership:plus" not in club.balances(fatima)
    assert refuses(club, starts(club, fatima, trial=True)).refusal == "trial_not_now"
    assert refuses(club, starts(club, fatima, "monthly", trial=True)).refusal == "trial_not_now"


def test_who_is_invited_stays_until_the_day_and_a_place_comes_free(club):
    club.memory.facts.counters["membership:vip"] = 1
    fatima, hassan = club.enrol("fatima"), club.enrol("hassan")

    said = club.done(starts(club, fatima, "vip", until="2026-12-31", reason="invited by Anna"))
    assert (said.effects("membership")[0]["what"], said.body["reason"]) == ("invite", "invited by Anna")
    assert [(d.counter, d.n) for d in said.outcome.draws] == [("membership:vip", 1)]
    club.memory.facts.counters["membership:vip"] = 0
    assert refuses(club, starts(club, hassan, "vip")).refusal == "no_place_left"
    assert club.done(starts(club, fatima, "vip", until="2027-06-30")).outcome.draws == ()  # she has a place already

    lapsed = club.record(make_due(club, fatima, "2027-07-01 00:00"))
    assert [(d.counter, d.n) for d in lapsed.outcome.draws] == [("membership:vip", -1)]


def make_due(shop, who, at):
    shop.at = make.clock(at)
    return RunDue(make.header(shop.at), PurseId(shop.purse(who).id))


def test_a_day_that_is_over_and_a_card_without_a_name_are_refused(club):
    fatima, nobody = club.enrol(), club.enrol("nobody", since="")

    assert refuses(club, starts(club, fatima, until="2026-03-02")).refusal == "day_is_over"
    assert refuses(club, starts(club, nobody)).refusal == "member_needed"


# -- tiers set by hand


def test_row_22_a_hand_set_floor_holds_until_its_day_and_counts_towards_nothing(club):
    fatima = club.enrol()

    said = club.done(sets(club, fatima, "goud", "2026-12-31", evidence="gold card of another chain"))
    assert said.effects("tier set") == [{"tier": "goud", "until": clock("2027-01-01 00:00"), "evidence": "gold card of another chain"}]
    assert (said.body["reason"], said.body["actor"]) == ("moved house", "anna")
    assert club.buys(fatima, shirt()).body["facts"]["tier"] == "goud"
    assert (club.purse(fatima).tier, club.purse(fatima).totals["unit:stars", "2026"]) == ("brons", 40)

    club.wait_until("2026-12-31 23:59")
    assert tier_now(plan_of(club.compiled), club.purse(fatima)) == "goud"
    club.wait_until("2027-01-01 00:00")
    assert tier_now(plan_of(club.compiled), club.purse(fatima)) == "brons"


def test_a_floor_is_no_ceiling_and_can_be_taken_away(club):
    fatima = club.enrol()
    club.done(sets(club, fatima, "zilver"))
    club.buys(fatima, shirt(1500))
    assert tier_now(plan_of(club.compiled), club.purse(fatima)) == "goud"

    club.wait_until("2030-01-01 00:00")  # two reviews later
    assert (club.purse(fatima).tier, tier_now(plan_of(club.compiled), club.purse(fatima))) == ("brons", "zilver")
    club.done(sets(club, fatima, "none"))

    assert tier_now(plan_of(club.compiled), club.purse(fatima)) == "brons"


def test_setting_it_again_takes_the_place_of_what_was_set(club):
    fatima = club.enrol()
    club.done(sets(club, fatima, "goud"))

    club.done(sets(club, fatima, "zilver", "2026-06-30"))

    assert [unit for unit in club.balances(fatima) if unit.startswith("tier:")] == ["tier:zilver"]


def test_a_tier_is_set_with_a_reason_and_by_a_name_that_is_there(club):
    fatima = club.enrol()

    assert refuses(club, sets(club, fatima, "platina")).refusal == "unknown_tier"
    assert refuses(club, sets(club, fatima, "goud", reason=" ")).refusal == "reason_missing"
    assert refuses(club, sets(club, fatima, "goud", "2026-03-01")).refusal == "day_is_over"


# -- what members may have


def test_what_a_tier_gives_and_until_when(club):
    fatima = club.enrol()
    held, lacking = may(club, fatima)
    assert held == {}
    assert lacking["tier:zilver:early access"] == "tier"

    club.buys(fatima, shirt(500), at="2026-03-03 12:00")
    held, _ = may(club, fatima)
    assert held == {"tier:zilver:early access": clock("2028-01-01 00:00")}

    club.buys(fatima, shirt(1000), at="2026-03-04 12:00")
    held, lacking = may(club, fatima)
    assert held == {"tier:goud:early access": clock("2028-01-01 00:00"), "tier:goud:price list goud": clock("2028-01-01 00:00")}
    assert lacking["tier:zilver:early access"] == "tier"  # 48 hours take the place of 24


def test_what_a_membership_gives_until_the_last_term_ends(club):
    fatima = club.enrol()
    club.buys(fatima, plus(), at="2026-03-03 12:00")
    club.buys(fatima, plus(), at="2026-03-04 12:00")

    held, lacking = may(club, fatima)

    end = clock("2028-03-04 00:00")
    assert held == {"membership:plus:free shipping": end, "membership:plus:extended warranty": end, "club list": end}
    assert lacking["membership:monthly:faster shipping"] == "membership"


def test_a_rule_gives_by_what_it_asks(club):
    held, _ = may(club, club.enrol("old", since="2019-03-02"))

    assert held == {"term for friends": NEVER}


def test_a_floor_gives_what_its_tier_gives_until_it_ends(club):
    fatima = club.enrol()
    club.done(sets(club, fatima, "goud", "2026-06-30"))

    held, _ = may(club, fatima)

    assert held["tier:goud:early access"] == clock("2026-07-01 00:00")


# -- in the basket


def parcel(euros: int = 20):
    return shirt(euros), line(495, category="shipping", sku="POST")


@pytest.mark.parametrize(("euros", "pays"), [(20, 2000), (19, 1900 + 495)])
def test_free_shipping_from_an_amount_is_taken_off_the_basket(club, euros, pays):
    fatima = club.enrol()
    club.buys(fatima, plus())

    assert club.quotes(fatima, *parcel(euros)).pays == pays
    sale = club.buys(fatima, *parcel(euros))
    assert sale.pays == pays


def test_without_the_membership_shipping_is_paid(club):
    sale = club.buys(club.enrol(), *parcel())

    assert sale.pays == 2495
    assert sale.why_not["membership:plus:free shipping"] == "membership"


def test_a_discount_of_a_higher_step_takes_the_place_of_the_lower_one(club):
    fatima = club.enrol()
    socks = line(1000, category="socks")
    assert club.quotes(fatima, socks).pays == 1000

    club.done(sets(club, fatima, "zilver"))
    assert club.quotes(fatima, socks).pays == 950
    club.done(sets(club, fatima, "goud"))
    assert club.quotes(fatima, socks).pays == 900


def test_a_membership_that_is_part_of_a_held_basket_begins_when_it_is_paid(club):
    fatima = club.enrol()
    hold = club.holds(fatima, plus(), at="2026-03-03 12:00")
    assert terms(club, fatima) == []

    club.commits(hold, at="2026-03-03 12:05")

    assert len(terms(club, fatima)) == 1
