"""Whether conditions can hold together: every "never" is true, and the plain ones are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.program.files import small
from zegel.core.periods import Day
from zegel.program.conditions import All, Any, BasketFacts, Compare, Every, Not, OneOf
from zegel.program.questions import Person, Question, answer
from zegel.program.satisfy import World, can_hold, implies, world_of
from zegel.program.source import Source

WORLD = world_of(small())


def holds(test):
    return can_hold([test], WORLD)


@pytest.mark.parametrize("test", [
    All((Compare("tenure_years", ">=", 5), Compare("tenure_months", "<", 60))),
    All((Compare("basket_minor", ">=", 2000), Not(Compare("basket_minor", ">", 1999)))),
    All((OneOf("weekday", (1,)), OneOf("weekday", (2, 3)))),
    Not(OneOf("branch", ("markt", "haven"))),
    Compare("tier_rank", ">=", 1),
    All((Every("purchase_number", 10), Compare("purchase_number", "<", 10))),
    All((Compare("date", "==", "2026-03-03"), OneOf("weekday", (2,)))),
    All((Compare("date", ">=", "2026-03-01"), Compare("date", "<=", "2026-03-31"), Compare("month_day", ">=", "12-01"))),
    All((OneOf("category", ("bread/rye",)), Not(OneOf("category", ("bread",))))),
    All((Compare("unit_price", ">=", 1000), Compare("unit_price", "<", 500))),
    All((Compare("minute", ">=", 600), Compare("minute", "<", 540))),
    Any(()),
    All((Compare("member", "==", 0), Compare("tenure_years", ">=", 1))),
    All((OneOf("category", ("cake",)), OneOf("category", ("bread", "rolls")))),
    All((OneOf("category", ("cake",)), OneOf("category", ("cake/tart", "bread")), Not(OneOf("category", ("cake/tart",))))),
])  # fmt: skip
def test_what_never_holds_is_found(test):
    assert holds(test) is False


@pytest.mark.parametrize("test", [
    All(()),
    All((Compare("tenure_years", ">=", 5), Compare("tenure_months", "<", 61))),
    Compare("tenure_years", "<", 1),
    All((Every("purchase_number", 10), Compare("purchase_number", ">", 10))),
    All((Every("purchase_number", 4), Every("purchase_number", 6), Compare("purchase_number", ">", 13))),
    All((Compare("date", "==", "2026-03-03"), OneOf("weekday", (1,)))),
    Compare("month_day", "==", "02-29"),
    All((Not(Every("purchase_number", 2)), Not(Every("purchase_number", 3)), Compare("purchase_number", ">=", 2))),
    All((OneOf("category", ("bread",)), Not(OneOf("category", ("bread/rye",))))),
    All((OneOf("tag", ("a",)), OneOf("tag", ("b",)))),
    All((OneOf("category", ("cake",)), OneOf("category", ("cake/tart",)))),
    All((OneOf("category", ("cake", "bread")), OneOf("category", ("bread", "rolls")))),
    All((Compare("member", "==", 0), Compare("purchase_number", "==", 10))),
    All((Compare("window:0", ">", 5), Compare("window:0", "<", 7))),
    All((Compare("sku", "==", "A"), Compare("sku", "!=", "B"))),
])  # fmt: skip
def test_what_can_hold_is_let_through(test):
    assert holds(test) is True


ADULT, TEEN, DUTCH, ENGLISH, KNOWN, NEAR = range(6)
QUESTIONS = (
    Question("age", count=18), Question("age", count=12), Question("language", "nl"), Question("language", "en"),
    Question("birthday known"), Question("birthday", days=3),
)  # fmt: skip
ASKED = World((*((f"asked:{index}", (-1, 0, 1)) for index in range(len(QUESTIONS))), ("member", (0, 1))), True, QUESTIONS)


def asked(index, answered):
    return Compare(f"asked:{index}", "==", answered)


@pytest.mark.parametrize("tests", [
    (asked(ADULT, 1), asked(TEEN, 0)), (asked(DUTCH, 1), asked(ENGLISH, 1)), (asked(NEAR, 1), asked(KNOWN, 0)),
    (asked(ADULT, 1), asked(KNOWN, 0)), (Compare("member", "==", 0), asked(DUTCH, 1)), (Not(Compare("member", "==", 1)), asked(KNOWN, 1)),
])  # fmt: skip
def test_what_nobody_can_answer_is_found(tests):
    assert can_hold(tests, ASKED) is False


@given(
    st.sets(st.sampled_from(range(len(QUESTIONS)))), st.sampled_from(["", "nl", "en"]),
    st.sampled_from(["", "03-03", "02-29", "2020-03-03", "2012-03-02", "1990-06-01"]),
)  # fmt: skip
def test_what_somebody_answers_was_said_to_be_possible(which, language, birthday):
    person = Person(language, birthday, frozenset())
    answers = [answer(question, person, Day("2020-01-01"), Day("2026-03-03")) for question in QUESTIONS]

    assert can_hold([asked(index, answers[index]) for index in which], ASKED) is True


def test_a_day_that_was_is_over():
    spring = All((Compare("date", ">=", "2026-03-01"), Compare("date", "<=", "2026-03-31")))

    assert can_hold([spring], WORLD, Day("2026-03-31")) is True
    assert can_hold([spring], WORLD, Day("2026-04-01")) is False


def test_one_condition_can_hold_wherever_another_does():
    gold, silver = Compare("window:0", ">=", 1500), Compare("window:0", ">=", 500)

    assert implies([gold], [silver], WORLD) is True
    assert implies([silver], [gold], WORLD) is False
    assert implies([], [], WORLD) is True


FACTS = {"weekday": range(7), "minute": range(0, 1440, 90), "tenure_months": range(-1, 40), "purchase_number": range(12)}
LEAVES = st.one_of(
    st.sampled_from(sorted(FACTS)).flatmap(
        lambda fact: st.builds(Compare, st.just(fact), st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), st.sampled_from(FACTS[fact]))
    ),
    st.builds(OneOf, st.just("weekday"), st.lists(st.integers(0, 6), max_size=3).map(tuple)),
    st.builds(Compare, st.just("tenure_years"), st.sampled_from(["<", ">=", "=="]), st.integers(0, 3)),
    st.builds(Every, st.just("purchase_number"), st.integers(1, 5)),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@given(TREES, st.integers(0, 6), st.integers(0, 1439), st.integers(-1, 60), st.integers(0, 30))
def test_what_holds_of_a_purchase_was_said_to_be_possible(test, weekday, minute, months, number):
    facts = BasketFacts(
        weekday=weekday, minute=minute, tenure_months=months, tenure_years=months // 12 if months >= 0 else -1, purchase_number=number
    )
    source = Source()
    judge = source.made(["def made(f):", f"    return {source.test(test, 'f')}"])

    if judge(facts):
        assert holds(test) is True
