"""Refusals: a stable code each, small data, a sentence that a cashier understands."""

import pytest

from zegel.core.refusals import REFUSALS, AmountOutOfRange, KeyReused, Malformed, NotEnough, ZegelError


def test_a_refusal_carries_its_data_and_its_sentence():
    refusal = NotEnough(unit="points", available=3, needed=5)

    assert refusal.code == "not_enough"
    assert refusal.data == {"unit": "points", "available": 3, "needed": 5}
    assert refusal.message == str(refusal) == "There is less available than is asked for."


def test_a_refusal_may_say_it_more_precisely():
    assert Malformed("lines: none", field="lines").message == "lines: none"
    assert Malformed("lines: none", field="lines").data == {"field": "lines"}


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_is_known_by_its_code_and_says_a_sentence(code):
    made = REFUSALS[code]()

    assert made.code == code
    assert isinstance(made, ZegelError)
    assert made.message.endswith(".")
    assert made.message[0].isupper()
    assert made.data == {}


def test_what_is_malformed_stores_nothing_and_says_so_by_its_class():
    assert issubclass(AmountOutOfRange, Malformed)
    assert not issubclass(KeyReused, Malformed)
