"""Canonical JSON, and the purchase's own form of it."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from zegel.core.canonical import digest, document_bytes, quoted
from zegel.core.periods import Day, Instant
from zegel.core.purchase import CHANNELS, IDENTIFIER_KINDS, MEASURES, TENDER_KINDS, Identifier, Line, Purchase, Tender
from zegel.core.purchase_document import purchase_bytes, purchase_from, with_document

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=12
)


def test_a_document_is_sorted_dense_utf8_json():
    found = document_bytes({"b": [1, -2, None, True], "a": {"z": "€", "y": '"\\\n'}, "é": ""})

    assert found == '{"a":{"y":"\\"\\\\\\n","z":"€"},"b":[1,-2,null,true],"é":""}'.encode()


@examples(20)
@given(documents)
def test_a_document_is_its_own_sorted_reencoding(document):
    found = document_bytes(document)

    again = json.loads(found)
    assert again == document
    assert json.dumps(again, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == found


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_a_bug(number):
    with pytest.raises(ValueError):
        document_bytes({"a": number})


@examples(20)
@given(texts)
def test_a_quoted_text_is_read_back(text):
    assert json.loads(quoted(text)) == text
    assert quoted(text) == quoted(text)


def test_a_digest_is_sha_256():
    # FIPS 180-4, the example "abc"
    assert digest(b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


amounts = st.integers(-(10**12), 10**12)
lines = st.builds(
    Line, number=st.integers(1, 10**5), sku=texts, category=texts, brand=texts, tags=st.lists(texts, max_size=3).map(tuple),
    legal_class=texts, quantity=st.integers(1, 10**9), measure=st.sampled_from(MEASURES), list_minor=amounts, discount_minor=amounts,
    net_minor=amounts, vat_bp=st.integers(0, 10_000), cost_minor=st.none() | amounts,
)  # fmt: skip
purchases = st.builds(
    Purchase, branch=texts, till=texts, actor=texts, source=texts, receipt_number=texts, channel=st.sampled_from(CHANNELS),
    currency=st.just("EUR"), happened_at=st.integers(0, 2**52).map(Instant), business_date=st.dates().map(lambda d: Day(d.isoformat())),
    weekday=st.integers(0, 6), minute=st.integers(0, 1439),
    identifier=st.none() | st.builds(Identifier, st.sampled_from(IDENTIFIER_KINDS), texts), lines=st.lists(lines, max_size=4).map(tuple),
    tenders=st.lists(st.builds(Tender, st.sampled_from(TENDER_KINDS), amounts), max_size=3).map(tuple), document=st.just(b""),
)  # fmt: skip


@examples(20)
@given(purchases)
def test_a_purchase_is_read_back_from_its_document(purchase):
    made = with_document(purchase)

    assert purchase_from(json.loads(made.document)) == made
    assert json.dumps(json.loads(made.document), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == made.document


def test_the_document_of_a_purchase_does_not_hold_itself():
    bare = make.purchase(make.line(250))

    assert purchase_bytes(replace(bare, document=b"anything")) == bare.document


def test_a_golden_purchase():
    found = make.purchase(make.line(250, 2), at=make.NOON, receipt_number="7").document

    assert found.decode() == (
        '{"actor":"anna","branch":"dorpsstraat","business_date":"2026-03-03","channel":"till","currency":"EUR",'
        '"happened_at":1772532000000,"identifier":null,"lines":[{"brand":"","category":"bread","cost_minor":null,"discount_minor":0,'
        '"legal_class":"","list_minor":250,"measure":"piece","net_minor":250,"number":1,"quantity":2000,"sku":"BREAD","tags":[],'
        '"vat_bp":900}],"minute":660,"receipt_number":"7","source":"till-1","tenders":[],"till":"till-1","weekday":1}'
    )
    assert sha256(found).digest() == digest(found)
