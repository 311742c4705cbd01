"""How long something may come back: longer for a tier or some articles (M51), and on trial, when nobody asks why (M38)."""

import pytest

from tests import make
from tests.make import clock, line, returns
from tests.paper import PaperShop, refuses
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.core.purchase import Line
from zegel.decide.cases import TRIAL
from zegel.flows.commands import Enrol, Profile
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
