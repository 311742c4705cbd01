"""A till without a line: when its sales happened whatever its clock says, what becomes of them, and what it may let somebody spend."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.korenaar import DAY, HOUR, NOON, PROGRAM
from tests.make import CAKE, bakery, words
from tests.program.files import small
from tests.programs import compiled, read_yaml
from zegel.core.periods import Instant
from zegel.decide.offline import CLOCK, LATE, PAID, REFUSED, REVOKED, WHO, in_order, missing, timed, verdict_of
from zegel.decide.offline_pack import Gives, gift_sets, plain_rules, sets_asked
from zegel.program.compile import Compiled
from zegel.program.model import ALL_ARTICLES, Multiplier

COMPILED = compiled(read_yaml(PROGRAM).document)


@given(st.integers(0, 10 * DAY), st.integers(-30 * DAY, 30 * DAY), st.integers(0, DAY))
def test_a_clock_that_is_wrong_by_days_dates_no_sale_wrongly(passed, off, waited):
    sold = NOON - passed - waited

    found = timed(Instant(sold + off), Instant(NOON + off), Instant(NOON))

    assert found.at == sold
    assert found.skewed == (abs(off) > HOUR / 6)


@given(st.integers(0, 2**41), st.integers(0, 2**41))
def test_no_sale_happens_in_the_future_or_before_there_was_time(claimed, sent):
    assert 0 <= timed(Instant(claimed), Instant(sent), Instant(NOON)).at <= NOON


def test_a_verdict_says_no_more_than_what_happened():
    def said(*flags: str, booked: bool = True, repeated: bool = False) -> str:
        return verdict_of(frozenset(flags), repeated=repeated, booked=booked)

    assert [said(), said(CLOCK, PAID), said(LATE), said(WHO), said(REVOKED, booked=False), said(REFUSED, booked=False)] == [
        "applied", "applied", "review", "review", "review", "refused",
    ]  # fmt: skip
    assert said(PAID, repeated=True) == "duplicate"
    assert in_order(frozenset({LATE, CLOCK})) == (CLOCK, LATE)
    assert [missing(frozenset({1, 2, 3}), 3), missing(frozenset({3}), 4), missing(frozenset(), 0)] == [0, 3, 0]


def test_a_till_knows_the_rules_that_a_basket_alone_decides_and_no_others():
    units = [(one.unit, one.count, one.per, one.per_minor) for one in plain_rules(COMPILED)]

    assert units == [("points", 1, "spend", 100), ("status", 1, "spend", 100), ("bread card", 1, "item", 0)]
    assert all(isinstance(one, Gives) for one in plain_rules(COMPILED))


def test_a_till_knows_with_which_articles_something_may_be_handed_over_and_not_by_codes():
    gifts = """discounts:
  coffee: {buy: 3, of: {category: beans}, gift: coffee, worth: 2.50 EUR}
  large: {upgrade: large coffee, of: {category: small}}
  set: {bundle: [{of: {category: beans}}, {of: {category: mugs}}], off: 10%}
coupons:
  towel: {code: TOWEL, gift: tea towel, of: {category: towels}}
"""
    made = Compiled(small(gifts))

    sets = {str(made.program.sets[n].test) for n in gift_sets(made)}

    assert ["beans" in one or "small" in one for one in sorted(sets)] == [True, True]
    assert sets_asked((), None, gift_sets(made)) == set(gift_sets(made))
    assert gift_sets(Compiled(small("discounts:\n  mug: {gift: mug}\n"))) == (ALL_ARTICLES,)


def test_a_till_without_a_line_promises_nothing_of_what_a_multiplier_leaves_less():
    none_for_cake = Multiplier("none", "points", Fraction(0), CAKE, (), words("taart telt niet"))

    promised = {one.unit for one in plain_rules(Compiled(bakery(multipliers=(none_for_cake,))))}

    assert "points" not in promised
    assert {one.unit for one in plain_rules(Compiled(bakery(multipliers=())))} == {"points", *promised}
