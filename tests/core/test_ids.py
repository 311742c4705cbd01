"""Ids and how they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from zegel.core.ids import PurseId, ReceiptId, purse_of, purse_text, receipt_of
from zegel.core.refusals import UnknownReceipt

PURSE = PurseId(bytes(range(16)))
TEXT = "00010203-0405-0607-0809-0a0b0c0d0e0f"


@examples(25)
@given(st.binary(min_size=16, max_size=16))
def test_a_purse_is_read_back_from_its_text(raw):
    text = purse_text(PurseId(raw))

    assert purse_of(text) == raw
    assert len(text) == 36


@examples(25)
@given(st.binary(min_size=16, max_size=16), st.integers(1, 10**15 - 1))
def test_a_receipt_is_read_back_from_its_text(raw, seq):
    assert receipt_of(str(ReceiptId(PurseId(raw), seq))) == ReceiptId(PurseId(raw), seq)


def test_how_they_are_written():
    assert purse_text(PURSE) == TEXT
    assert str(ReceiptId(PURSE, 7)) == f"{TEXT}.7"


@pytest.mark.parametrize("text", [
    "", "abc", TEXT.upper().replace("0", "A"), "{" + TEXT + "}", TEXT.replace("-", ""), TEXT[:-1], TEXT + "0",
    TEXT[:-1] + "g", TEXT[:-1] + "-", " " + TEXT[1:], TEXT[:-1] + "０", "00010203-04050607-0809-0a0b-0c0d0e0f",
])  # fmt: skip
def test_what_is_no_lower_case_uuid_is_no_purse(text):
    assert purse_of(text) is None


@pytest.mark.parametrize("tail", ["", ".", ".0", ".01", ".-1", ".1.2", ".1a", ".٣", ".²", ".1 ", "." + "9" * 16, "/1"])
def test_what_is_no_receipt_id_is_an_unknown_receipt(tail):
    with pytest.raises(UnknownReceipt):
        receipt_of(TEXT + tail)
