"""The shopper is what the documentation says, and nothing of it is drawn by lot."""

from tests.demo.reference_shopper import asks_for, brings_back, draws
from zegel.demo.opening import CHECKOUT, FIXTURE, Plan, open_journey
from zegel.demo.shopper import BringBack, Buy, Take, acts, wishes_of

KINDS = {"": [], "all": ["all"], "one": ["one"], "one, then the rest": ["one", "all"]}


def test_the_wishes_of_a_basket_are_those_of_the_second_reading():
    for basket in range(30_000_000_000, 30_000_020_000):
        wishes, drawn = wishes_of(basket), draws(basket)
        assert (wishes.bread, wishes.points, wishes.days) == (drawn.bread < 500, drawn.points < 60, drawn.days)
        assert (wishes.reward, KINDS[wishes.back]) == (asks_for(basket), brings_back(basket))


def test_what_happens_is_in_order_of_time_and_the_same_each_time(weeks):
    def moments():
        found = acts(open_journey(Plan(weeks, 0, FIXTURE)), 2**53)
        return [(act.told.happened_at if isinstance(act, Buy) else act.at, type(act), act.basket) for act in found]

    first = moments()

    assert [moment for moment, _, _ in first] == sorted(moment for moment, _, _ in first)
    assert moments() == first


def test_there_is_something_of_everything(weeks):
    found = list(acts(open_journey(Plan(weeks, 0, FIXTURE)), 2**53))
    brought = [act for act in found if isinstance(act, BringBack)]

    assert len([act for act in found if isinstance(act, Buy) and act.points]) == 79
    assert {act.reward for act in found if isinstance(act, Take)} == {"coffee", "mug"}
    assert {(act.line > 0, act.number) for act in brought} == {(True, 1), (False, 1), (False, 2)}


def test_nothing_happens_at_or_after_the_end(weeks):
    journey = open_journey(Plan(weeks, 0, FIXTURE))
    end = sorted(act.at for act in acts(journey, 2**53) if not isinstance(act, Buy))[20]

    assert [act for act in acts(journey, end) if not isinstance(act, Buy) and act.at >= end] == []


def test_the_shopper_is_stated_where_people_read():
    told = (CHECKOUT / "docs" / "why" / "complete-journey.md").read_text(encoding="utf-8")

    words = ("zegel demo shopper 1: ", "below 500", "below 60", "below 25", "below 12", "below 75", "divisible by three", "ninth byte")
    assert [word for word in words if word not in told] == []
