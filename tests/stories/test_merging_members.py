"""Two members turn out to be one person: one stays, what the other has comes along, and nothing is lost or won by it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from tests.make import bakery, line
from tests.paper import PaperShop, refuses
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.core.purchase import Identifier
from zegel.flows.commands import (
    AddIdentifier,
    ChangeProfile,
    DecideMerge,
    EndMembership,
    GiveConsent,
    JoinHousehold,
    MergeMembers,
    SetTier,
    StartMembership,
    WithdrawConsent,
    WriteNote,
)

PROGRAM = """zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}
earn:
  base: {give: 1 point, per: 1.00 EUR}
tiers:
  measure: {spend: all, window: calendar year, kept: through next year, down: one step}
  steps: {brons: {from: 0.00 EUR}, zilver: {from: 100.00 EUR}, goud: {from: 150.00 EUR}}
corrections:
  points: {alone: {manager: 1_000 points, cashier: 100 points}}
"""
CLUB = (Path(__file__).parents[1] / "club.yaml").read_text()


@pytest.fixture
def club() -> PaperShop:
    return PaperShop(read_yaml(PROGRAM))


def merges(shop: PaperShop, other: Identifier, who: Identifier, by: str = "anna", role: str = "cashier") -> MergeMembers:
    return MergeMembers(replace(make.header(shop.at), actor=by), who, other, "moved house, asked for a new card", role)


def decides(shop: PaperShop, asked, approve: bool = True, role: str = "manager", by: str = "mia") -> DecideMerge:
    return DecideMerge(replace(make.header(shop.at), actor=by), asked.id, approve, role, "saw both cards")


def known(shop: PaperShop, who: Identifier):
    return shop.memory.facts.profiles[shop.purse(who).id]


def consents(shop: PaperShop, who: Identifier) -> dict[str, str]:
    return {one.id: one.state for one in shop.memory.facts.dossiers_of(shop.purse(who).id, "consent")}


def says(shop: PaperShop, who: Identifier, purpose: str, yes: bool = True) -> None:
    made = make.header(shop.at)
    shop.done(GiveConsent(made, who, purpose, "email", "3") if yes else WithdrawConsent(made, who, purpose, "email"))


def test_points_stamps_counts_and_both_cards_are_one_members(shop):
    fatima, other = shop.enrol(), shop.enrol("card 17")
    shop.buys(fatima, line(1000, category="jam"))
    sale = shop.buys(other, line(1299, category="jam"), line(500, 2))

    done = shop.done(merges(shop, other, fatima))

    assert done.kinds == ["transfer out", "transfer in"]
    assert done.effects("merge") == [{"state": "merged"}]
    assert "Twee leden zijn samengevoegd." in done.said
    assert shop.balances(other) == shop.balances(fatima) == {"bread card": 2, "points": 27, "status": 27}
    assert {entry.reason for entry in done.entries} == {"moved house, asked for a new card"}
    shop.returns(sale)
    assert shop.balances(fatima) == {"points": 10, "status": 10}


def test_the_higher_tier_stays_and_what_both_bought_counts_together(club):
    fatima, other, third = club.enrol(), club.enrol("card 17"), club.enrol("card 18")
    club.buys(fatima, line(6000))
    club.buys(other, line(10_000))
    club.done(SetTier(make.header(club.at), third, "goud", "2026-12-31", "knows her since 1990", ""))

    club.done(merges(club, fatima, other))
    club.done(merges(club, third, other))

    assert club.purse(other).tier == "goud"
    assert club.purse(other).totals["spend", ""] == 16_000
    assert club.balances(other)["tier:goud"] == 1


def test_a_tier_that_the_other_kept_from_last_year_is_kept_as_long(club):
    other = club.enrol("card 17")
    club.buys(other, line(20_000))
    fatima = club.enrol(at=make.clock("2027-02-01 12:00"))
    until = club.purse(other).tier_review_at
    assert (club.purse(other).tier, club.purse(fatima).tier) == ("goud", "brons")

    done = club.done(merges(club, other, fatima, role="manager"))

    assert (club.purse(fatima).tier, club.purse(fatima).tier_review_at) == ("goud", until)
    assert done.effects("tier")[0]["after"] == "goud"


def test_who_stays_keeps_their_name_and_what_they_never_told_is_taken_along(club):
    fatima, other = club.enrol(), club.enrol("card 17")
    club.done(ChangeProfile(make.header(club.at), fatima, "Fatima el Amrani", "nl", None, None, ()))
    club.done(ChangeProfile(make.header(club.at), other, "F. Amrani", "en", "03-31", "dorpsstraat", ()))

    club.done(merges(club, other, fatima))

    assert (known(club, fatima).name, known(club, fatima).language, known(club, fatima).birthday) == ("Fatima el Amrani", "nl", "03-31")
    told = club.memory.facts.dossiers_of(club.purse(fatima).id, "profile")
    assert [(one.id, json.loads(one.data)["held"]) for one in told] == [(" branch", "dorpsstraat")]


def test_notes_of_both_stay_to_be_read_under_names_of_their_own(club):
    fatima, other = club.enrol(), club.enrol("card 17")
    for who, text in ((fatima, "houdt van rogge"), (other, "belt liever")):
        club.done(WriteNote(make.header(club.at), who, text, ""))

    club.done(merges(club, other, fatima))
    club.done(WriteNote(make.header(club.at), fatima, "verhuisd", ""))

    kept = club.memory.facts.dossiers_of(club.purse(fatima).id, "note")
    assert sorted(json.loads(one.data)["text"] for one in kept) == ["belt liever", "houdt van rogge", "verhuisd"]


def test_the_strictest_consent_wins_and_what_either_said_stays_to_be_read(club):
    fatima, other = club.enrol(), club.enrol("card 17")
    for who in (fatima, other):
        says(club, who, "newsletter")
    says(club, fatima, "offers")
    says(club, other, "research")
    says(club, other, "birthday", yes=False)

    done = club.done(merges(club, other, fatima))

    assert consents(club, fatima) == {
        "newsletter by email": "given", "offers by email": "withdrawn", "research by email": "withdrawn", "birthday by email": "withdrawn",
    }  # fmt: skip
    assert [one["purpose"] for one in done.effects("consent")] == ["offers", "research"]
    kept = {one.id: json.loads(one.data)["history"] for one in club.memory.facts.dossiers_of(club.purse(fatima).id, "consent")}
    assert [event["state"] for event in kept["newsletter by email"]] == ["given", "given"]
    assert [(event["state"], event["actor"]) for event in kept["offers by email"]][-1] == ("withdrawn", "anna")


def test_above_the_limit_a_colleague_agrees_and_it_is_done_with_what_there_is_by_then(club):
    fatima, other = club.enrol(), club.enrol("card 17")
    club.buys(other, line(15_000))

    asked = club.done(merges(club, other, fatima))

    assert (asked.kinds, asked.effects("merge")) == (["merge"], [{"state": "asked"}])
    assert asked.said == ["Samenvoegen van twee leden: wacht op een collega."]
    assert (club.points(fatima), club.points(other)) == (0, 150)
    assert refuses(club, decides(club, asked, by="anna")).refusal == "same_person"
    assert refuses(club, decides(club, asked, role="cashier")).refusal == "correction_too_large"
    club.buys(other, line(1000))
    club.done(decides(club, asked))
    assert club.points(fatima) == 160
    assert refuses(club, decides(club, asked)).refusal == "not_asked"


def test_a_colleague_says_no_and_nothing_moves(club):
    fatima, other = club.enrol(), club.enrol("card 17")
    club.buys(other, line(15_000))
    asked = club.done(merges(club, other, fatima))

    no = club.done(decides(club, asked, approve=False))

    assert (no.kinds, no.said) == (["merge"], ["Samenvoegen van twee leden: afgewezen door een collega."])
    assert club.points(other) == 150


def test_what_cannot_become_one_is_said_and_nothing_moves(club):
    fatima, other, third = club.enrol(), club.enrol("card 17"), club.enrol("card 18")
    nameless = club.enrol("card 19", since="")

    assert refuses(club, merges(club, fatima, fatima)).refusal == "same_purse"
    assert refuses(club, merges(club, nameless, fatima)).refusal == "member_needed"
    assert refuses(club, merges(club, make.card("nobody"), fatima)).refusal == "unknown_member"
    assert refuses(club, replace(merges(club, other, fatima), reason=" ")).refusal == "reason_missing"
    club.buys(other, line(500))
    assert refuses(club, merges(club, other, fatima, role="king")).refusal == "unknown_role"
    club.holds(other, line(500))
    assert refuses(club, merges(club, other, fatima)).refusal == "hold_open"
    club.done(JoinHousehold(make.header(club.at), third, club.purse(fatima).id))
    assert refuses(club, merges(club, third, other)).refusal == "in_household"


def test_two_memberships_of_one_kind_are_settled_first_and_two_of_different_kinds_come_together():
    club = PaperShop(read_yaml(CLUB), at=make.clock("2026-03-03 12:00"))
    fatima, other = club.enrol(), club.enrol("card 17")
    for who in (fatima, other):
        club.done(StartMembership(make.header(club.at), who, "plus", False, Day(""), ""))

    said = refuses(club, merges(club, other, fatima))

    assert (said.refusal, said.data) == ("merge_conflict", {"what": "membership:plus"})
    assert [club.balances(who)["membership:plus"] for who in (fatima, other)] == [1, 1]

    club.done(EndMembership(make.header(club.at), other, "plus", True, "they are one"))
    club.done(StartMembership(make.header(club.at), other, "monthly", False, Day(""), ""))
    club.done(merges(club, other, fatima))

    assert {unit: count for unit, count in club.balances(fatima).items() if count and unit.count(":") == 1} == {
        "membership:monthly": 1, "membership:plus": 1,
    }  # fmt: skip


def test_after_it_the_old_card_is_nobody_else_s_to_merge(club):
    fatima, other = club.enrol(), club.enrol("card 17")
    club.done(merges(club, other, fatima))

    assert refuses(club, merges(club, other, fatima)).refusal == "same_purse"


basket = st.lists(st.integers(1, 3000), min_size=0, max_size=4)


@given(mine=basket, theirs=basket, spent=st.integers(0, 300))
@examples(25)
def test_nothing_is_won_or_lost_whatever_both_did(mine, theirs, spent):
    shop = PaperShop(bakery())
    fatima, other = shop.enrol(), shop.enrol("card 17")
    for who, nets in ((fatima, mine), (other, theirs)):
        for net in nets:
            shop.buys(who, line(net, category="jam"))
    if 0 < spent <= shop.points(other):
        shop.gives(other, -spent)
    before = shop.balances(fatima).get("points", 0) + shop.balances(other).get("points", 0)
    lots = sorted(shop.lots(fatima) + shop.lots(other))

    shop.done(merges(shop, other, fatima))

    assert shop.points(fatima) == before
    assert sorted(shop.lots(fatima)) == lots
    assert not shop.memory.purses[make.purse(2)].balances


def test_an_address_and_its_consents_come_along_to_who_had_none(club):
    fatima, other = club.enrol(), club.enrol("card 17")
    club.done(AddIdentifier(make.header(club.at), other, Identifier("email", "fatima@voorbeeld.nl")))
    says(club, other, "offers")
    says(club, other, "research")
    says(club, fatima, "research", yes=False)

    done = club.done(merges(club, other, fatima))

    assert consents(club, fatima) == {"offers by email": "given", "research by email": "withdrawn"}
    assert [one["purpose"] for one in done.effects("consent")] == ["research"]
    assert club.memory.facts.shown[club.purse(fatima).id] == {"card", "email"}


def test_a_card_without_an_address_takes_no_consent_away(club):
    fatima, other = club.enrol(), club.enrol("card 17")
    club.done(AddIdentifier(make.header(club.at), fatima, Identifier("email", "fatima@voorbeeld.nl")))
    says(club, fatima, "offers")

    assert club.done(merges(club, other, fatima)).effects("consent") == []

    assert consents(club, fatima) == {"offers by email": "given"}
