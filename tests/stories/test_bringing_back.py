"""How long something may come back: longer for a tier or some articles (M51), and on trial, when nobody asks why (M38)."""

import json

import pytest

from tests import make
from tests.make import clock, line, returns
from tests.paper import PaperShop, Said, refuses
from tests.program.files import said_by
from tests.programs import read_yaml
from zegel.core.ids import ReceiptId
from zegel.core.periods import Day
from zegel.core.purchase import Line
from zegel.decide.cases import TRIAL
from zegel.flows.commands import Enrol, MoveCase, Profile
from zegel.flows.on_trial import LINES
from zegel.program.model import Program
from zegel.program.tree import ProgramMistakes

ANNA = make.card("anna")
HEAD = """
zegel: 1
program: Slaap & Zo
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {worth: 0.01 EUR, pending: at once}, status: {never spent: true}}
earn:
  base: {give: 1 points, per: 1.00 EUR}
  climbing: {give: 1 status, per: 1.00 EUR}
tiers:
  measure: {unit: status, window: calendar year, kept: through next year, down: one step}
  steps: {brons: {from: 0}, goud: {from: 500}}
"""
LONGER = """
returns:
  within: 30 days
  longer:
    gold: {for: {tier: goud}, within: 60 days}
    lamps: {of: {category: lamps}, within: 90 days}
"""
TRIAL_OF_BEDS = """
trials:
  a hundred nights: {of: {category: beds}, lasts: 100 days}
"""


def read(text: str) -> Program:
    return read_yaml(HEAD + text)


def a_shop(text: str = LONGER) -> PaperShop:
    """The bed shop, and anna, who joined on the first of January."""
    shop = PaperShop(read(text))
    shop.done(Enrol(make.header(clock("2026-01-01 10:00")), make.purse(1), Profile("Anna", "nl", ""), (ANNA,), Day("2026-01-01")))
    return shop


def bed(net: int = 40_000) -> Line:
    return line(net, category="beds")


def pillow(net: int = 2_000) -> Line:
    return line(net, category="pillows")


def states(shop: PaperShop) -> list[str]:
    return [one.state for one in shop.memory.facts.dossiers_of(make.purse(1), TRIAL)]


# -- longer for some


def test_a_lamp_may_come_back_longer_than_a_pillow_and_the_receipt_says_why():
    shop = a_shop()
    sale = shop.buys(ANNA, pillow(), line(5_000, category="lamps"), at="2026-01-02 10:00")

    late = refuses(shop, returns(sale.id, at=clock("2026-03-01 10:00")))
    back = shop.returns(sale, (2, 1000), at="2026-03-01 10:00", reason="")

    assert (late.refusal, late.data) == ("return_too_late", {"last_day": "2026-02-01", "days": 30, "rule": ""})
    assert back.effects("in time") == [{"rule": "lamps", "days": 90, "last_day": "2026-04-02", "lines": [2]}]
    assert "op tijd: binnen 90 dagen, t/m 2 april 2026 (lamps)." in back.said


def test_the_receipt_calls_a_trial_as_the_shop_does():
    shop = a_shop(TRIAL_OF_BEDS + "names: {trials: {a hundred nights: {nl: beddenproef, en: bed trial}}}\n")
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00")

    back = shop.returns(sale, at="2026-03-01 10:00", reason="")

    assert "op proef: binnen 100 dagen, t/m 12 april 2026 (beddenproef)." in back.said


def test_who_was_gold_at_the_sale_has_longer_and_who_became_it_later_has_not():
    shop = a_shop()
    before = shop.buys(ANNA, pillow(60_000), at="2026-01-02 10:00")
    gold = shop.buys(ANNA, pillow(), at="2026-01-03 10:00")

    assert refuses(shop, returns(before.id, at=clock("2026-02-10 10:00"))).data["rule"] == ""
    assert shop.returns(gold, at="2026-02-10 10:00", reason="").effects("in time")[0]["rule"] == "gold"


def test_the_most_generous_that_applies_counts_and_the_last_day_is_in_time():
    shop = a_shop()
    shop.buys(ANNA, pillow(60_000), at="2026-01-02 10:00")
    lamp = shop.buys(ANNA, line(5_000, category="lamps"), at="2026-01-03 10:00")

    after = refuses(shop, returns(lamp.id, at=clock("2026-04-04 10:00")))

    assert after.data == {"last_day": "2026-04-03", "days": 90, "rule": "lamps"}
    assert shop.returns(lamp, at="2026-04-03 23:00", reason="").refund == 5_000


def test_in_the_usual_time_nothing_is_said_of_it():
    shop = a_shop()
    sale = shop.buys(ANNA, line(5_000, category="lamps"), at="2026-01-03 10:00")

    assert shop.returns(sale, at="2026-01-20 10:00", reason="").effects("in time") == []


def test_a_longer_time_is_longer():
    with pytest.raises(ProgramMistakes) as wrong:
        read("returns: {within: 30 days, longer: {lamps: {of: {category: lamps}, within: 30 days}}}\n")

    assert [one.code for one in wrong.value.problems] == ["not_together"]


# -- on trial


def test_what_is_kept_gives_its_points_when_the_trial_is_over():
    shop = a_shop(TRIAL_OF_BEDS)
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00")

    assert sale.effects("case") == [{"kind": "trial", "state": "running", "until": "2026-04-12", "what": "BEDS"}]
    assert "proef BEDS: loopt t/m 12 april 2026." in sale.said
    assert (shop.points(ANNA), states(shop)) == (0, ["running"])

    shop.wait_until("2026-04-13 10:00")

    assert (shop.points(ANNA), states(shop)) == (400, ["kept"])


@pytest.mark.parametrize("earned", ["as if never bought", "all or nothing", "by today's rules", "in proportion"])
def test_what_was_tried_comes_back_without_a_reason_and_takes_along_all_that_it_gave(earned):
    shop = a_shop(f"{TRIAL_OF_BEDS}returns: {{within: 14 days, earned: {earned}}}\n")
    sale = shop.buys(ANNA, bed(), pillow(), at="2026-01-02 10:00")

    back = shop.returns(sale, (1, 1000), at="2026-04-12 10:00", reason="")

    assert back.refund == 40_000
    assert back.effects("take back")[0] == {"unit": "points", "count": 400}
    assert back.effects("in time")[0]["rule"] == "a hundred nights"
    assert states(shop) == ["returned"]
    assert refuses(shop, returns(sale.id, (2, 1000), at=clock("2026-04-12 10:00"))).refusal == "return_too_late"


def test_a_trial_that_is_over_is_a_return_like_any_other():
    shop = a_shop(f"{TRIAL_OF_BEDS}returns: {{earned: all or nothing}}\n")
    sale = shop.buys(ANNA, bed(), pillow(), at="2026-01-02 10:00")

    assert refuses(shop, returns(sale.id, (1, 1000), at=clock("2026-04-13 10:00"))).data["rule"] == "a hundred nights"
    back = shop.returns(sale, (1, 1000), at="2026-04-13 10:00", reason="it creaks")

    assert (back.effects("take back"), states(shop)) == ([], ["kept"])


def test_two_trials_end_each_in_its_time_also_when_the_clock_is_late():
    shop = a_shop(TRIAL_OF_BEDS)
    shop.buys(ANNA, bed(), at="2026-01-10 10:00")
    shop.buys(ANNA, bed(), at="2026-01-02 10:00")

    shop.wait_until("2026-04-15 10:00")
    assert sorted(states(shop)) == ["kept", "running"]
    shop.wait_until("2026-06-01 10:00")
    assert states(shop) == ["kept", "kept"]


# -- on trial, and not paid at the sale

BEDS = "  a hundred nights: {of: {category: beds}, lasts: 100 days, charge: hold, label: 'https://retour.example/{receipt}'}\n"
LATER = f"\nreturns: {{within: 120 days}}\ntrials:\n{BEDS}"


def about(shop: PaperShop) -> list[tuple[str, int]]:
    """Each trial of anna's: its state, and what is to be charged for it yet."""
    found = [(one.state, json.loads(one.data)) for one in shop.memory.facts.dossiers_of(make.purse(1), TRIAL)]
    return [(state, data["minor"]) for state, data in found]


def moves(shop: PaperShop, sale: Said, to: str, line: int = 1, reason: str = "") -> Said:
    return shop.record(MoveCase(make.header(shop.at), sale.id, to, "", reason, number=LINES + line))


@pytest.mark.parametrize("how", ["hold", "after"])
def test_what_is_kept_after_its_trial_is_charged_once_and_the_points_come_with_it(how: str):
    shop = a_shop(LATER.replace("hold", how))
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00")

    before = shop.wait_until("2026-04-12 23:00")
    over = shop.wait_until("2026-04-13 00:01")
    again = shop.wait_until("2026-06-01 12:00")

    assert (before, [entry.kind for entry in over], again) == ([], ["release", "trial"], [])
    assert about(shop) == [("to charge", 40_000)]
    assert shop.balances(ANNA)["points"] == 400
    receipt = shop.memory.facts.receipts[ReceiptId(over[1].purse, over[1].seq)]
    assert receipt is not None
    assert b'{"effect":"case","kind":"trial","minor":40000,"state":"to charge"' in receipt
    charged = moves(shop, sale, "charged")
    assert (charged.refusal, about(shop)) == ("", [("charged", 40_000)])
    assert moves(shop, sale, "charged").refusal == "wrong_state", "once"


def test_what_comes_back_of_a_trial_that_is_held_is_set_free_and_not_paid_back():
    shop = a_shop(LATER)
    sale = shop.buys(ANNA, bed(), pillow(), at="2026-01-02 10:00")

    back = shop.returns(sale, (1, 1_000), at="2026-02-01 10:00", reason="")

    assert back.refund == 0, "it was not paid"
    assert back.effects("case") == [{"kind": "trial", "minor": 40_000, "state": "to release", "until": "", "what": "BEDS"}]
    assert "proef BEDS: teruggebracht, vrij te geven (€ 400,00)." in back.said
    assert shop.wait_until("2026-06-01 12:00")
    assert moves(shop, sale, "charged").refusal == "wrong_state"
    assert (moves(shop, sale, "released").refusal, states(shop)) == ("", ["released"])


def test_of_a_trial_to_be_paid_later_nothing_is_charged_once_it_came_back():
    shop = a_shop(LATER.replace("hold", "after"))
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00")

    back = shop.returns(sale, at="2026-02-01 10:00", reason="")

    assert (back.refund, states(shop)) == (0, ["returned"])
    assert "proef BEDS: teruggebracht." in back.said
    assert [entry.kind for entry in shop.wait_until("2026-06-01 12:00")] == ["trial"]
    assert states(shop) == ["returned"]


def test_what_came_back_in_part_is_charged_for_what_is_kept():
    shop = a_shop(LATER)
    sale = shop.buys(ANNA, line(80_000, 2, category="beds"), at="2026-01-02 10:00")

    back = shop.returns(sale, (1, 1_000), at="2026-02-01 10:00", reason="")
    shop.wait_until("2026-04-13 00:01")

    assert (back.refund, about(shop)) == (0, [("to charge", 40_000)])


def test_what_comes_back_after_its_trial_and_was_not_charged_yet_is_not_paid_back_either():
    shop = a_shop(LATER)
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00")
    shop.wait_until("2026-04-13 00:01")
    unsaid = moves(shop, sale, "not charged")
    failed = moves(shop, sale, "not charged", reason="card expired")

    back = shop.returns(sale, at="2026-04-20 10:00")

    assert (unsaid.refusal, failed.refusal) == ("reason_missing", "")
    assert (back.refund, states(shop)) == (0, ["to release"])


def test_what_was_charged_is_paid_back_as_anything_is():
    shop = a_shop(LATER)
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00")
    shop.wait_until("2026-04-13 00:01")
    moves(shop, sale, "charged")

    assert shop.returns(sale, at="2026-04-20 10:00").refund == 40_000
    assert states(shop) == ["charged"]


def test_the_member_reads_when_it_is_paid_and_where_the_label_is():
    shop = a_shop(LATER)
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00")
    said = said_by(read(LATER))["trials.a hundred nights"]

    assert "betaalt u niets, wat de reden ook is" in said[0]
    assert "Wij zetten het bedrag vast op uw betaalkaart" in said[0]
    assert "You pay only when the trial is over" in said_by(read(LATER.replace("hold", "after")))["trials.a hundred nights"][1]
    (one,) = shop.memory.facts.dossiers_of(make.purse(1), TRIAL)
    assert json.loads(one.data)["label"] == f"https://retour.example/{sale.id}"


@pytest.mark.parametrize("wrong", ["charge: never", "charge: hold, label: at the desk", "label: http://x"])
def test_a_moment_or_an_address_that_cannot_be_is_a_mistake(wrong: str):
    with pytest.raises(ProgramMistakes):
        read(f"\ntrials: {{beds: {{lasts: 100 days, {wrong}}}}}\n")


def test_what_a_trial_gives_again_is_taken_when_the_rest_comes_back_by_todays_rules():
    text = HEAD + "trials: {nights: {of: {category: beds}, lasts: 100 days}}\nreturns: {earned: by today's rules}\n"
    dearer = read_yaml(text.replace("give: 1 points", "give: 2 points"))
    shop = PaperShop(read_yaml(text), (clock("2026-03-05 10:00"), dearer))
    shop.enrol("anna")
    sale = shop.buys(ANNA, pillow(2_000), line(3_000, 3, category="beds"))

    taken = [shop.returns(sale, *part, at="2026-03-06 12:00") for part in ([(1, 1000)], [(2, 1000)], [(2, 2000)])]

    # 50 were earned: today 20.00 is 40 of them; the bed of a trial was never bought, and 20.00 is left; then all of it goes.
    assert [[e["count"] for kind in ("take back", "give back") for e in said.effects(kind) if e["unit"] == "points"] for said in taken] == [
        [40], [10], [20],
    ]  # fmt: skip
    assert shop.balances(ANNA) == {}
