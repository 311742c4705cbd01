"""Numbers as files write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.core.money import MAX_AMOUNT
from zegel.core.refusals import AmountOutOfRange, Malformed
from zegel.intake.numbers import PLAIN, Style, reader

CONTINENTAL = Style(",", ".")


@pytest.mark.parametrize(("text", "cents"), [
    ("0", 0), ("-0", 0), ("1", 100), ("+1.5", 150), ("-2.50", -250), (" 10 ", 1000), (".5", 50), ("7.", 700), ("0010.10", 1010),
    ("2.9899999999999998", 299), ("0.1000000000000001", 10), ("1e2", 10000), ("1.5E-1", 15), ("10000000000.00", MAX_AMOUNT),
])  # fmt: skip
def test_a_number_is_read_to_the_cent(text, cents):
    assert reader(PLAIN, 100)(text) == cents


@pytest.mark.parametrize(("text", "cents"), [
    ("1.234,50", 123450), ("1234,5", 123450), ("-1.000.000,00", -100_000_000), ("12", 1200), ("0,05", 5),
])  # fmt: skip
def test_signs_are_those_of_the_mapping(text, cents):
    assert reader(CONTINENTAL, 100)(text) == cents


@pytest.mark.parametrize("text", [
    "", " ", "ten",
    "1,5", "1.2.3", "--1", "1-", "(1.00)", "0x10", "1_000", "١٠", "１０", "NaN", "Infinity", "-Infinity", "1.005", "true", "€ 1",
    "1 000", "1e", "e1", "+", "null", "=1+1", "1\0",
])  # fmt: skip
def test_what_is_no_number_of_whole_cents_is_refused(text):
    with pytest.raises(Malformed):
        reader(PLAIN, 100)(text)


@pytest.mark.parametrize("text", ["1.23", "12.34,5", "1.2345,0", "1,234.50", "1.2.345", ",5.5"])
def test_a_thousands_sign_in_the_wrong_place_is_not_guessed_at(text):
    with pytest.raises(Malformed):
        reader(CONTINENTAL, 100)(text)


@pytest.mark.parametrize("text", ["10000000000.01", "1e400", "9" * 39, "9" * 4301, "-9223372036854775808", "1e15", "1e999"])
def test_a_number_beyond_what_zegel_keeps_is_out_of_range(text):
    with pytest.raises(AmountOutOfRange):
        reader(PLAIN, 100)(text)


def test_thousandths_and_single_units_use_the_same_reader():
    assert (reader(PLAIN, 1000)("2"), reader(PLAIN, 1000)("0.125"), reader(PLAIN, 1)("250")) == (2000, 125, 250)


@given(st.integers(-MAX_AMOUNT, MAX_AMOUNT))
def test_every_amount_comes_back_from_both_spellings(cents):
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""

    assert reader(PLAIN, 100)(f"{sign}{whole}.{rest:02}") == cents
    assert reader(CONTINENTAL, 100)(f"{sign}{whole:,}".replace(",", ".") + f",{rest:02}") == cents


@given(st.integers(-10_000_000, 10_000_000))
def test_a_float_written_out_means_its_nearest_cent(cents):
    assert reader(PLAIN, 100)(repr(cents / 100)) == cents
