"""A wholesaler's business customers: what a year's turnover gives, who counts, and how a bonus is settled (domain.md M41, row 25)."""

from dataclasses import replace
from json import loads
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from tests.make import clock, line
from tests.paper import PaperShop, Said, refuses
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.core.purchase import Identifier
from zegel.decide.agreement import NOT_GIVEN
from zegel.flows.commands import AskAgreement, MakeAgreement, MoveBonus

WHOLESALER = """zegel: 1
program: Groothandel Van Dam
company: {currency: EUR, prices: excluding VAT, country: NL, languages: [nl]}
branches: [dorpsstraat]
agreements:
  huis:
    measure: {turnover: net invoiced, year: YEAR, without: [freight, deposits]}
    method: METHOD
    ladder: [{from: 20_000.00 EUR, gives: 3%}, {from: 30_000.00 EUR, gives: 4%}, {from: 50_000.00 EUR, gives: 5%, term: 15 days}]
    pays: {by: credit note, after: year end, split by: VAT rate}
"""


def wholesaler(method: str = "whole", year: str = "calendar", prices: str = "excluding VAT") -> PaperShop:
    text = WHOLESALER.replace("METHOD", method).replace("YEAR", year).replace("excluding VAT", prices)
    return PaperShop(read_yaml(text), at=clock("2026-01-05 12:00"))


@pytest.fixture
def shop() -> PaperShop:
    return wholesaler()


def on(day: str) -> int:
    return clock(f"{day} 12:00")


def by(shop: PaperShop, actor: str = "anna", at: str = "") -> Any:
    return replace(make.header(on(at) if at else shop.at), actor=actor)


def binds(shop: PaperShop, who: Identifier, first: str = "2026-01-01", *members: Identifier, **more: Any) -> MakeAgreement:
    purses = tuple(shop.purse(member).id for member in members)
    given = {"last": "", "last_year_minor": NOT_GIVEN, "expected_minor": NOT_GIVEN, "reason": ""} | more
    return MakeAgreement(by(shop), who, "huis", Day(first), Day(given.pop("last")), purses, **given)  # type: ignore[arg-type]  # what a builder is given


def moves(shop: PaperShop, who: Identifier, step: str, actor: str = "anna", day: str = "2026-12-31", reason: str = "") -> MoveBonus:
    return MoveBonus(by(shop, actor), who, "huis", Day(day), step, reason)


def stands(shop: PaperShop, who: Identifier, day: str = "") -> dict[str, Any]:
    outcome = shop.memory.ask(AskAgreement(by(shop), who, "huis", Day(day)))
    assert outcome.refusal is None
    assert outcome.receipt is not None
    found = loads(outcome.receipt.document)
    assert isinstance(found, dict)
    return found


def goods(net: int, vat_bp: int = 2100, **more: Any) -> Any:
    return line(net, vat_bp=vat_bp, **{"category": "paper"} | more)


def bonus(shop: PaperShop, who: Identifier) -> int:
    return shop.balances(who).get("bonus:EUR", 0)


def test_turnover_counts_per_vat_rate_and_the_rep_sees_the_next_step(shop):
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))

    shop.buys(kok, goods(4_000_000), at=on("2026-03-02"))
    shop.buys(kok, goods(999_999, 900), at=on("2026-05-04"))

    found = stands(shop, kok)
    assert found["by_rate"] == [{"net_minor": 999_999, "vat_bp": 900}, {"net_minor": 4_000_000, "vat_bp": 2100}]
    assert (found["turnover_minor"], found["bonus"]["minor"], found["bonus"]["step"], found["bonus"]["term_days"]) == (
        4_999_999,
        200_000,
        2,
        0,
    )
    assert found["next"] == {
        "begins": 5_000_000, "needed": 1, "more_minor": 50_000, "step": 3,
        "hint_nl": "nog € 0,01 tot € 50.000,00 → + € 500,00", "hint_en": "€0.01 more to €50,000.00 → + €500.00",
    }  # fmt: skip


def test_freight_and_deposits_do_not_count_and_purchases_before_the_agreement_did_not(shop):
    kok = shop.enrol("kok")
    shop.buys(kok, goods(1_000_000), at=on("2026-01-06"))
    shop.done(binds(shop, kok, "2026-02-01"))

    shop.buys(kok, goods(2_500_000), goods(300_000, category="freight"), line(900, legal_class="deposit", vat_bp=0), at=on("2026-02-02"))

    assert stands(shop, kok)["turnover_minor"] == 2_500_000


def test_what_comes_back_lowers_the_year_it_was_bought_in_and_never_below_a_bonus_of_nothing(shop):
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    first = shop.buys(kok, goods(3_000_000), goods(2_000_000, 900), at=on("2026-03-02"))

    shop.returns(first, (2, 1000), at=on("2026-03-09"))
    half = stands(shop, kok)
    shop.returns(first, at=on("2026-03-10"))

    assert (half["turnover_minor"], half["bonus"]["minor"]) == (3_000_000, 120_000)
    assert (stands(shop, kok)["turnover_minor"], stands(shop, kok)["bonus"]["minor"], stands(shop, kok)["by_rate"]) == (0, 0, [])


def test_prices_with_vat_are_counted_without_it():
    shop = wholesaler(prices="including VAT")
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))

    shop.buys(kok, goods(1_210_000), goods(109_000, 900), at=on("2026-03-02"))

    assert stands(shop, kok)["by_rate"] == [{"net_minor": 100_000, "vat_bp": 900}, {"net_minor": 1_000_000, "vat_bp": 2100}]


def test_a_group_counts_together_and_nobody_counts_twice(shop):
    kok, bar, inn = shop.enrol("kok"), shop.enrol("bar"), shop.enrol("inn")
    shop.done(binds(shop, kok, "2026-01-01", bar))

    shop.buys(kok, goods(3_000_000), at=on("2026-03-02"))
    shop.buys(bar, goods(2_000_000), at=on("2026-03-03"))

    assert stands(shop, kok)["bonus"]["minor"] == 250_000
    assert (stands(shop, bar)["state"], stands(shop, bar)["lead"]) == ("member", stands(shop, kok)["member"])
    assert refuses(shop, binds(shop, inn, "2026-01-01", bar)).refusal == "agreement_taken"
    assert refuses(shop, binds(shop, bar)).refusal == "agreement_taken"


def test_who_leaves_the_group_may_have_an_agreement_of_its_own(shop):
    kok, bar = shop.enrol("kok"), shop.enrol("bar")
    shop.done(binds(shop, kok, "2026-01-01", bar))

    shop.done(binds(shop, kok))
    shop.done(binds(shop, bar))

    assert stands(shop, kok)["version"] == 2
    assert stands(shop, bar)["state"] == "running"


def test_a_merged_debtor_still_counts(shop):
    kok, bar = shop.enrol("kok"), shop.enrol("bar")
    walk_in = shop.enrol("walk-in", since="")
    shop.buys(walk_in, goods(2_000_000), at=on("2026-01-06"))
    shop.done(binds(shop, kok, "2026-01-01", bar))

    shop.claims(walk_in, bar, at=on("2026-01-07"))

    assert stands(shop, kok)["turnover_minor"] == 2_000_000


def settled(shop: PaperShop) -> tuple[Identifier, Said]:
    """Fifty thousand euros at two rates, made up and locked on the second day of the next year."""
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    sale = shop.buys(kok, goods(4_000_000), goods(1_000_000, 900), at=on("2026-12-20"))
    shop.wait_until("2027-01-02 09:00")
    shop.done(moves(shop, kok, "provisional"))
    shop.done(moves(shop, kok, "lock", "piet"))
    return kok, sale


def test_a_bonus_is_made_up_locked_and_approved_by_somebody_else(shop):
    kok, _ = settled(shop)

    assert refuses(shop, moves(shop, kok, "approve", "piet")).refusal == "four_eyes"
    assert bonus(shop, kok) == 0
    approved = shop.done(moves(shop, kok, "approve", "mia"))

    (year,) = stands(shop, kok, "2026-12-31")["settled"]
    assert (year["state"], year["minor"], year["locked_by"], year["approved_by"]) == ("approved", 250_000, "piet", "mia")
    assert year["slices"] == [{"minor": 50_000, "vat_bp": 900, "vat_minor": 4_500}, {"minor": 200_000, "vat_bp": 2100, "vat_minor": 42_000}]
    assert bonus(shop, kok) == 250_000
    assert [(p.source, p.destination, p.amount) for p in approved.entries[-1].postings] == [("issued", "available", 250_000)]
    assert approved.effects("agreement") == [{"ladder": "huis", "minor": 250_000, "state": "approved", "version": 1, "year": "2026-01-01"}]


@pytest.mark.parametrize(("step", "state"), [("lock", ""), ("approve", ""), ("approve", "provisional"), ("release", "provisional")])
def test_steps_come_in_their_order(shop, step, state):
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    shop.wait_until("2027-01-02 09:00")
    if state:
        shop.done(moves(shop, kok, state))

    assert refuses(shop, moves(shop, kok, step)).refusal == "bonus_not_in_state"


def test_a_year_is_not_settled_before_it_is_over(shop):
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))

    assert refuses(shop, moves(shop, kok, "provisional")).refusal == "year_not_over"


def test_an_overdue_debtor_is_held_with_a_reason_and_let_go(shop):
    kok, _ = settled(shop)

    assert refuses(shop, moves(shop, kok, "hold")).refusal == "reason_missing"
    shop.done(moves(shop, kok, "hold", reason="three invoices overdue"))
    assert refuses(shop, moves(shop, kok, "approve", "mia")).refusal == "bonus_not_in_state"
    assert stands(shop, kok, "2026-12-31")["settled"][0]["held"] == "three invoices overdue"
    shop.done(moves(shop, kok, "release"))

    assert shop.done(moves(shop, kok, "approve", "mia")).effects("agreement")[0]["state"] == "approved"


def test_a_late_return_is_a_difference_and_never_an_edit(shop):
    kok, sale = settled(shop)
    shop.done(moves(shop, kok, "approve", "mia"))

    shop.returns(sale, (2, 1000), at=on("2027-01-20"))
    assert refuses(shop, moves(shop, kok, "correct", "piet")).refusal == "reason_missing"
    shop.done(moves(shop, kok, "correct", "piet", reason="late return"))

    (year,) = stands(shop, kok, "2026-12-31")["settled"]
    assert (year["minor"], year["paid_minor"]) == (250_000, 160_000)
    took = [{"minor": -50_000, "vat_bp": 900, "vat_minor": -4_500}, {"minor": -40_000, "vat_bp": 2100, "vat_minor": -8_400}]
    assert year["corrections"] == [{"by": "piet", "day": "2027-01-20", "minor": -90_000, "reason": "late return", "slices": took}]
    assert year["paid_slices"] == stands(shop, kok, "2026-12-31")["bonus"]["slices"], "as if it had never been sold"
    assert bonus(shop, kok) == 160_000
    assert refuses(shop, moves(shop, kok, "correct", "piet", reason="again")).refusal == "nothing_to_correct"


def test_a_return_between_lock_and_approval_is_a_difference_too(shop):
    kok, sale = settled(shop)

    shop.returns(sale, (2, 1000), at=on("2027-01-20"))
    shop.done(moves(shop, kok, "correct", "piet", reason="late return"))
    shop.done(moves(shop, kok, "approve", "mia"))

    assert bonus(shop, kok) == 160_000


def test_a_contract_year_begins_on_the_agreements_own_day():
    shop = wholesaler(year="contract")
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok, "2026-04-01", last_year_minor=1_000_000))
    shop.buys(kok, goods(2_000_000), at=on("2026-03-31"))
    shop.buys(kok, goods(2_000_000), at=on("2026-04-01"))
    shop.buys(kok, goods(1_000_000), at=on("2027-03-31"))
    shop.buys(kok, goods(700_000), at=on("2027-04-01"))

    first, second = stands(shop, kok, "2026-06-01"), stands(shop, kok)
    assert (first["year"]["begins"], first["year"]["ends"], first["turnover_minor"], first["bonus"]["minor"]) == (
        "2026-04-01", "2027-03-31", 3_000_000, 120_000,
    )  # fmt: skip
    assert (second["turnover_minor"], second["last_year_minor"]) == (700_000, 3_000_000)


def test_the_forecast_and_what_is_set_aside_by_now(shop):
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok, expected_minor=5_000_000))

    shop.buys(kok, goods(500_000), at=on("2026-01-31"))

    found = stands(shop, kok)
    assert found["forecast"] == {"bonus_minor": 294_355, "pace_bp": None, "step": 3, "turnover_minor": 5_887_096}
    assert found["accrued_minor"] == 25_000


def test_pace_is_against_the_same_days_of_last_year(shop):
    kok = shop.enrol("kok")
    shop.buys(kok, goods(1_000_000), at=on("2026-01-20"))
    shop.buys(kok, goods(3_000_000), at=on("2026-08-20"))
    shop.wait_until("2027-01-31 12:00")
    shop.done(binds(shop, kok, "2027-01-01"))

    shop.buys(kok, goods(1_250_000), at=on("2027-01-31"))

    found = stands(shop, kok)
    assert found["last_year_minor"] == 4_000_000
    assert found["forecast"] == {"bonus_minor": 250_000, "pace_bp": 12_500, "step": 3, "turnover_minor": 5_000_000}


def test_the_forecast_of_a_started_year_goes_by_the_same_days_of_last_year(shop):
    kok = shop.enrol("kok")
    shop.buys(kok, goods(3_000_000), at=on("2026-02-20"))
    shop.buys(kok, goods(1_000_000), at=on("2026-07-20"))
    shop.buys(kok, goods(1_000_000), at=on("2026-11-20"))
    shop.wait_until("2027-07-31 12:00")
    shop.done(binds(shop, kok, "2027-07-01"))

    shop.buys(kok, goods(1_250_000), at=on("2027-07-31"))

    assert stands(shop, kok)["forecast"] == {"bonus_minor": 75_000, "pace_bp": 12_500, "step": 1, "turnover_minor": 2_500_000}


def test_a_new_version_leaves_no_year_behind_whose_bonus_nobody_made_up(shop):
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    shop.buys(kok, goods(5_000_000), at=on("2026-06-01"))
    shop.wait_until("2026-12-15 12:00")

    assert refuses(shop, binds(shop, kok, "2027-01-01")).data == {"last_day": "2026-12-31"}
    shop.done(binds(shop, kok, "2026-03-01"))


def test_a_year_that_was_made_up_is_settled_and_corrected_also_under_a_newer_version(shop):
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok, last_year_minor=4_000_000))
    sale = shop.buys(kok, goods(5_000_000), goods(1_000_000), at=on("2026-06-01"))
    shop.wait_until("2027-01-15 12:00")
    shop.done(moves(shop, kok, "provisional"))
    shop.done(binds(shop, kok, "2027-01-01", last_year_minor=6_000_000))

    shop.done(moves(shop, kok, "lock"))
    shop.done(moves(shop, kok, "approve", "mia"))
    shop.returns(sale, (2, 1000), at=on("2027-01-20"))
    shop.done(moves(shop, kok, "correct", "piet", reason="late return"))

    assert bonus(shop, kok) == 250_000
    found = stands(shop, kok, "2026-12-31")
    assert (found["year"]["first"], found["turnover_minor"], found["last_year_minor"]) == ("2026-01-01", 5_000_000, 4_000_000)
    assert stands(shop, kok)["year"]["first"] == "2027-01-01"


def test_marginal_pays_each_step_for_what_lies_in_it():
    shop = wholesaler("marginal")
    kok, _ = settled(shop)

    shop.done(moves(shop, kok, "approve", "mia"))

    assert bonus(shop, kok) == 110_000


def test_without_an_agreement_there_is_nothing_to_see_or_settle(shop):
    kok = shop.enrol("kok")

    assert refuses(shop, moves(shop, kok, "provisional")).refusal == "unknown_agreement"
    outcome = shop.memory.ask(AskAgreement(by(shop), kok, "huis", Day("")))
    assert outcome.refusal is not None
    assert outcome.refusal.code == "unknown_agreement"
    assert refuses(shop, replace(binds(shop, kok), ladder="thuis")).refusal == "unknown_agreement"


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 900_000), st.sampled_from([0, 900, 2100]), st.booleans()), min_size=1, max_size=8))
def test_turnover_is_what_was_bought_less_what_came_back(bought):
    shop = wholesaler()
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    for n, (net, rate, comes_back) in enumerate(bought):
        sale = shop.buys(kok, goods(net, rate), at=on(f"2026-02-{n + 1:02}"))
        if comes_back:
            shop.returns(sale)

    assert stands(shop, kok)["turnover_minor"] == sum(net for net, _, comes_back in bought if not comes_back)
