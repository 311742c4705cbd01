"""However a card, a number or an address is written, the same one is found again; and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.corpus import NO_CARD, NO_EMAIL, NO_PHONE
from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier


@pytest.mark.parametrize(("kind", "country", "one", "spellings"), [
    ("phone", "NL", "+31612345678", ["0612345678", "06-12345678", "06 12 34 56 78", "+31 6 12345678", "0031612345678", "+31 (0)6 12345678",
                                     "０６１２３４５６７８", " +31612345678 ", "06/12345678", "06.12.34.56.78"]),
    ("phone", "GB", "+447700900123", ["07700 900123", "+44 7700 900123", "0044 7700 900123", "+44 (0)7700 900123"]),
    ("phone", "BE", "+32470123456", ["0470 12 34 56", "+32 470 12 34 56"]),
    ("phone", "DK", "+4520123456", ["20 12 34 56", "+45 20123456"]),
    ("phone", "IT", "+390612345678", ["06 1234 5678"]),
    ("card", "", "2620000012345", ["2620000012345", "2620 0000 1234 5", "2620-0000-1234-5", " 2620000012345", "２６２００００01２３４５"]),
    ("card", "", "AB12.X_Y", ["ab12.x_y", "AB12.X_Y", "a-b-1-2.x_y"]),
    ("email", "", "zoë@voorbeeld.nl", ["Zoë@Voorbeeld.NL", "zoe\u0308@voorbeeld.nl", " ZOË@voorbeeld.nl "]),
    ("email", "", "a+b.c@d.co.uk", ["a+b.c@d.co.uk", "A+B.C@D.CO.UK"]),
    ("external", "", "Shop/42", ["Shop/42", " Shop/42 "]),
])  # fmt: skip
def test_every_spelling_is_the_same_one(kind, country, one, spellings):
    assert {normalised(kind, text, country).text for text in spellings} == {one}


@pytest.mark.parametrize(("kind", "text"), [
    *(("card", text) for text in NO_CARD), *(("phone", text) for text in NO_PHONE), *(("email", text) for text in NO_EMAIL),
    ("phone", "0612345678"), ("external", ""), ("external", "\u200b"), ("external", "a\u202eb"), ("qr", "x" * 129), ("iban", "NL00"),
])  # fmt: skip
def test_what_is_none_is_refused(kind, text):
    with pytest.raises(InvalidIdentifier) as refused:
        normalised(kind, text, "XX")

    assert refused.value.code == "invalid_identifier"
    assert set(refused.value.data) == {"kind"}


def test_turkish_and_german_letters_do_not_meet_by_accident():
    addresses = ["info@a.nl", "İnfo@a.nl", "ınfo@a.nl", "strasse@a.nl", "straße@a.nl", "ﬁ@a.nl", "fi@a.nl", "аdmin@a.nl", "admin@a.nl"]

    assert len({normalised("email", text).text for text in addresses}) == len(addresses)


@given(st.sampled_from(["card", "phone", "email", "qr", "external"]), st.text(max_size=40), st.sampled_from(["NL", "BE", "DK", ""]))
def test_normal_forms_are_normal(kind, text, country):
    try:
        found = normalised(kind, text, country)
    except InvalidIdentifier:
        return

    assert normalised(kind, found.text, country) == found
    assert found.text == found.text.strip()
    assert 0 < len(found.text) <= 254
