"""Business gifts: what one recipient is given in a calendar year is counted against the limit of tax law (BUA, € 227)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from tests.paper import PaperShop, refuses
from tests.programs import read_yaml
from tests.stories.test_gestures import gives
from zegel.core.refusals import BusinessGiftLimit
from zegel.decide.business_gifts import business_gift
from zegel.flows.commands import GiveGesture
from zegel.program.country.gift_law import BUSINESS_GIFT, gift_law

PROGRAM = """
zegel: 1
program: Groothandel Van Dam
company: {currency: EUR, country: NL, prices: excluding VAT}
branches: [dorpsstraat]
settings: {business gifts: SAID}
units: {points: {worth: 0.01 EUR}}
earn: {base: {give: 1 points, per: 1.00 EUR}}
rewards:
  hamper: {gives: {item: kerstpakket, worth: 60.00 EUR}, cost price: 45.40 EUR, costs: 10 points, VAT: business gift}
  mug: {gives: {item: mok, worth: 5.00 EUR}, costs: 10 points, VAT: free of low value}
gestures:
  envelope: 1_000.00 EUR per month
  kinds:
    wine: {item: wijn, worth: 45.40 EUR, VAT: business gift}
    pen: {item: pen, worth: 1.00 EUR}
"""
FATIMA = make.card()
LAW = gift_law("NL", "EUR")


def wholesaler(said="given"):
    shop = PaperShop(read_yaml(PROGRAM.replace("SAID", said)))
    shop.enrol(since="2019-03-01")
    shop.gives(FATIMA, 1_000)
    return shop


def counted(shop, year="2026"):
    return sum(purse.totals.get((BUSINESS_GIFT, year), 0) for purse in shop.memory.purses.values())


def test_the_law_is_data_with_its_source_and_the_day_it_was_read():
    assert (LAW.most_minor, LAW.notice_bp) == (22_700, 8_000)
    assert "BUA" in LAW.law
    assert date.fromisoformat(LAW.read) >= date(2026, 11, 1)
    assert gift_law("FR", "EUR").most_minor == gift_law("NL", "USD").most_minor == 0


def test_rewards_and_gestures_that_are_business_gifts_count_and_others_do_not():
    shop = wholesaler()

    first = shop.redeems(FATIMA, "hamper")
    shop.redeems(FATIMA, "mug")
    shop.record(gives(shop, "pen"))
    second = shop.record(gives(shop, "wine"))

    assert [one["total_minor"] for said in (first, second) for one in said.effects("business gift")] == [4_540, 9_080]
    assert counted(shop) == 9_080


def test_from_eighty_percent_on_the_receipt_says_so_and_above_the_limit_why_it_matters():
    shop = wholesaler()
    said = [shop.redeems(FATIMA, "hamper") for _ in range(6)]

    assert [one.effects("business gift")[0]["state"] for one in said] == ["within"] * 3 + ["near", "near", "above"]
    above = "Zakelijke cadeaus in 2026: € 272,40 van € 227,00: boven de grens van de BUA is de btw op deze cadeaus niet aftrekbaar."
    assert above in said[5].said


def test_a_program_may_refuse_above_the_limit_and_then_nothing_moves():
    shop = wholesaler("refused")
    for _ in range(5):
        shop.redeems(FATIMA, "hamper")

    no = refuses(shop, gives(shop, "wine"))

    assert no.refusal == "business_gift_limit"
    assert no.data == {"most": 22_700, "given": 22_700, "worth": 4_540, "year": "2026", "currency": "EUR"}
    assert counted(shop) == 22_700


def test_a_cancelled_gift_counts_no_more_and_a_new_year_begins_at_nothing():
    shop = wholesaler("refused")
    last = [shop.redeems(FATIMA, "hamper") for _ in range(5)][-1]

    shop.cancels(last)
    shop.redeems(FATIMA, "hamper")
    later = shop.record(gives(shop, "wine", at="2027-01-01 10:00"))

    assert (counted(shop), counted(shop, "2027")) == (22_700, 4_540)
    assert later.effects("business gift")[0]["year"] == "2027"


def test_a_business_gift_needs_a_recipient():
    shop = wholesaler()
    command = gives(shop, "wine", who=None)

    assert isinstance(command, GiveGesture)
    assert refuses(shop, command).refusal == "member_needed"


@examples(30)
@given(st.lists(st.integers(1, 10_000), max_size=12))
def test_what_is_refused_above_the_limit_never_lets_a_year_pass_it(gifts):
    total = 0
    for worth in gifts:
        if total + worth <= LAW.most_minor:
            total = business_gift(LAW, "refused", total, worth, "2026", "EUR").total_minor
        else:
            with pytest.raises(BusinessGiftLimit):
                business_gift(LAW, "refused", total, worth, "2026", "EUR")

    assert total <= LAW.most_minor
