"""Money and points: exact, and strangers to each other."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from zegel.core.money import MAX_AMOUNT, Money, Points, checked, decimal_text
from zegel.core.refusals import AmountOutOfRange, Malformed, WrongCurrency


def test_money_adds_and_subtracts_in_one_currency():
    assert Money(1299, "EUR") + Money(1, "EUR") - Money(300, "EUR") == Money(1000, "EUR")
    assert -Money(5, "EUR") == Money(-5, "EUR")


def test_money_of_two_currencies_is_refused_with_both_names():
    with pytest.raises(WrongCurrency) as refused:
        Money(1, "EUR") + Money(1, "USD")

    assert refused.value.data == {"expected": "EUR", "given": "USD"}
    assert refused.value.code == "wrong_currency"


def test_points_add_and_know_no_money():
    assert Points(3) + Points(4) - Points(2) == Points(5)
    assert -Points(3) == Points(-3)
    assert Points(5) != Money(5, "EUR")


def test_values_are_frozen_in_tests():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Money(1, "EUR").minor = 2


@pytest.mark.parametrize(("money", "said"), [
    (Money(1234, "EUR"), "12.34 EUR"), (Money(-5, "EUR"), "-0.05 EUR"), (Money(0, "EUR"), "0.00 EUR"), (Money(7, "JPY"), "7 JPY"),
    (Money(-1, "KWD"), "-0.001 KWD"), (Money(10**12, "EUR"), "10000000000.00 EUR"),
])  # fmt: skip
def test_money_says_itself(money, said):
    assert str(money) == said


@examples(40)
@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_decimal_text_keeps_every_digit(minor, decimals):
    text = decimal_text(minor, decimals)

    assert int(text.replace(".", "")) == minor
    assert len(text.partition(".")[2]) == decimals


@pytest.mark.parametrize("amount", [MAX_AMOUNT, -MAX_AMOUNT, 0])
def test_amounts_up_to_a_million_million_are_kept(amount):
    assert checked(amount) == amount


@pytest.mark.parametrize(("amount", "digits"), [(MAX_AMOUNT + 1, 13), (-MAX_AMOUNT - 1, 13), (2**63, 19), (10**4000, 100)])
def test_larger_amounts_are_refused_as_malformed(amount, digits):
    with pytest.raises(AmountOutOfRange) as refused:
        checked(amount)

    assert refused.value.data == {"amount_digits": digits}
    assert isinstance(refused.value, Malformed)
