"""Secret codes: drawn, checked, read back, hashed."""

import hmac
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from zegel.core.codes import (
    LEAST_RANDOM,
    SYMBOLS,
    canonical,
    check_symbol,
    code_hash,
    code_hasher,
    drawn,
    drawn_ean,
    exact,
    is_ean,
    is_well_made,
    printed,
    stream,
    tail,
)

RANDOM = st.binary(min_size=12, max_size=30)
KEY = bytes(range(32))


@examples(100)
@given(RANDOM)
def test_what_is_drawn_is_well_made_and_found_again_however_it_is_typed(randomness):
    code = drawn(randomness)

    assert is_well_made(code)
    assert len(code) == len(randomness) + 1
    assert set(code) <= set(SYMBOLS)
    for typed in (code, code.lower(), printed(code), f"  {printed(code).lower()} ", " ".join(code), printed(code).replace("-", "–")):
        assert canonical(typed) == canonical(code)


def test_a_drawn_code_is_canonical_but_for_nothing():
    # No symbol is folded: a well-made code is its own canonical form.
    assert canonical(SYMBOLS) == SYMBOLS


@examples(60)
@given(RANDOM, st.data())
def test_one_wrong_symbol_is_noticed(randomness, data):
    code = drawn(randomness)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([symbol for symbol in SYMBOLS if symbol != code[place]]))

    assert not is_well_made(code[:place] + other + code[place + 1 :])


@examples(60)
@given(RANDOM, st.data())
def test_two_symbols_that_changed_places_are_noticed(randomness, data):
    code = drawn(randomness)
    one = data.draw(st.integers(0, len(code) - 2))
    two = data.draw(st.integers(one + 1, len(code) - 1))
    swapped = list(code)
    swapped[one], swapped[two] = swapped[two], swapped[one]

    assert is_well_made("".join(swapped)) == (code[one] == code[two])


def test_every_symbol_is_as_likely():
    drawn_once = [drawn(bytes([byte] * LEAST_RANDOM))[0] for byte in range(256)]

    assert {symbol: drawn_once.count(symbol) for symbol in SYMBOLS} == dict.fromkeys(SYMBOLS, 8)


@pytest.mark.parametrize("length", [0, 1, 11, 31, 64])
def test_a_code_that_is_too_short_to_be_secret_is_not_drawn(length):
    with pytest.raises(AssertionError):
        drawn(bytes(length))


def test_look_alikes_are_folded():
    assert canonical("s0l0-1I") == canonical("SOLO LL") == "SOLOLLL"[:6]


@pytest.mark.parametrize("text", ["", "   ", "---", "é", "a\x00b", "💶", "=1+1", "x" * 65, "a/b", "A\u202eB", "\ufb01" * 33, "ab\ncd"])
def test_what_is_no_code_is_nothing(text):
    assert canonical(text) == ""


def test_full_width_letters_are_letters():
    assert canonical("ＺＯＭＥＲ") == "ZOMER"


def test_where_capitals_matter_only_spaces_around_it_fall_away():
    assert exact("  aB-c 0 ") == "aB-c 0"
    assert [exact(text) for text in ("", "x" * 65, "a\nb", "é")] == ["", "", "", ""]


def test_the_hash_is_what_the_decision_says():
    expected = hmac.new(KEY, b"code\x004\x00shop\x00ZOMER", sha256).digest()

    assert code_hash(KEY, "shop", "ZOMER") == expected
    assert code_hash(KEY, "shop", "ZOMER").hex()[:16] == expected.hex()[:16]


def test_many_codes_are_hashed_as_one_is():
    many, exactly = code_hasher(KEY, "shop"), code_hasher(KEY, "shop", capitals_matter=True)

    assert [many("ZOMER"), many("LENTE")] == [code_hash(KEY, "shop", "ZOMER"), code_hash(KEY, "shop", "LENTE")]
    assert exactly("ZOMER") == code_hash(KEY, "shop", "ZOMER", capitals_matter=True)


def test_a_hash_belongs_to_one_company_one_key_and_one_way_of_reading():
    hashes = {
        code_hash(KEY, "shop", "ZOMER"), code_hash(KEY, "shop2", "ZOMER"), code_hash(bytes(32), "shop", "ZOMER"),
        code_hash(KEY, "shop", "ZOMER", capitals_matter=True), code_hash(KEY, "shop", "ZOMEP"), code_hash(KEY, "sho", "pZOMER"),
    }  # fmt: skip

    assert len(hashes) == 6


def test_support_sees_the_last_four_of_a_long_code_only():
    assert tail("23456789ABCDEFG6") == "EFG6"
    assert tail("ZOMERTIJ") == "IJ"
    assert tail("ABC") == ""


@examples(60)
@given(st.binary(min_size=8, max_size=16), st.sampled_from([str(n) for n in range(20, 30)]))
def test_an_ean_is_thirteen_digits_of_in_store_use(randomness, prefix):
    code = drawn_ean(randomness, prefix)

    assert is_ean(code)
    assert code[:2] == prefix


@pytest.mark.parametrize("text", ["", "12", "400638133393", "40063813339311", "4006381333930", "４0６3813339311", "400638133393x"])
def test_what_is_no_ean(text):
    assert not is_ean(text)


def test_check_symbols_that_stand_for_ever():
    # Golden: printed codes must stay readable.
    assert [check_symbol(text) for text in ("222222222222", "23456789ABCD", "ZZZZZZZZZZZZ", "3" + "2" * 11)] == ["2", "V", "S", "G"]


def test_a_batch_is_the_same_every_time_and_another_seed_is_another_batch():
    seed = bytes(range(32))

    first, second = stream(seed, 0, 50), stream(seed, 5_000, 50)

    assert first == stream(seed, 0, 50)
    assert stream(seed, 0, 10) == first[:10]
    assert all(map(is_well_made, first + second))
    assert len({*first, *second, *stream(bytes(32), 0, 50)}) == 150
    assert all(map(is_ean, stream(seed, 0, 20, "EAN-13")))
