"""Bodies become commands: defaults, moments, and a document in the very bytes that core writes."""

import json
import os
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.hostile.corpus import STRANGE
from tests.korenaar import KORENAAR, NOON, PROGRAM
from tests.programs import compiled, read_yaml
from zegel.access.principal import of_key
from zegel.api import schemas
from zegel.api.bodies import read_body
from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.core.purchase_document import purchase_bytes
from zegel.core.refusals import HappenedInFuture, Malformed, NotAllowed, UnknownBranch, ZegelError
from zegel.hall import translate
from zegel.hall.calls import Call, instant_of
from zegel.hall.refusals import NamedTwice, NoSuchDay

LIVE = compiled(read_yaml(PROGRAM).document)


SHELF = SimpleNamespace(live_at=lambda _: LIVE, by_digest=lambda _: LIVE)


def a_call(branch: str = "") -> Call:
    call = Call("r", Instant(NOON), "POST /v1/purchases")
    call.grant = of_key("k", KORENAAR, 'till "1"', frozenset(), branch)
    call.shelf = SHELF
    call.new_id = lambda: PurseId(os.urandom(16))
    return call


def bought(body: dict, branch: str = ""):
    found, canonical = read_body(schemas.PURCHASE, json.dumps(body).encode())
    return translate.purchase(a_call(branch), found, canonical)


TEXT = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Cf")), max_size=12) | st.sampled_from(STRANGE[8:40])
AMOUNT = st.integers(-(10**9), 10**9)
LINE = st.fixed_dictionaries(
    {"net_minor": AMOUNT},
    optional={
        "sku": TEXT, "brand": TEXT, "category": TEXT, "legal_class": TEXT, "tags": st.lists(TEXT, max_size=3),
        "vat_bp": st.integers(0, 10_000),
        "list_minor": AMOUNT, "discount_minor": st.integers(0, 10**9), "cost_minor": AMOUNT | st.none(), "quantity": st.integers(1, 10**9),
        "measure": st.sampled_from(["piece", "kg", "hour"]),
    },
)  # fmt: skip
PURCHASE = st.fixed_dictionaries(
    {"branch": st.sampled_from(["dorpsstraat", "station"]), "lines": st.lists(LINE, min_size=1, max_size=4)},
    optional={
        "till": TEXT, "actor": TEXT, "receipt_number": TEXT, "channel": st.sampled_from(["till", "web"]),
        "identifier": st.none() | st.builds(lambda text: {"kind": "external", "value": f"x{text}"}, TEXT),
        "tenders": st.lists(st.fixed_dictionaries({"kind": st.sampled_from(["cash", "card"]), "amount_minor": AMOUNT}), max_size=2),
        "happened_at": st.sampled_from(["2026-03-03T09:15:00Z", "2026-02-01T23:59:59.5+01:00"]),
    },
)  # fmt: skip


@examples(150)
@given(PURCHASE)
def test_the_document_is_the_one_that_core_writes(body):
    try:
        purchase = bought(body).purchase
    except ZegelError as refused:
        assert refused.code == "invalid_identifier"  # noqa: PT017 - a strange text may be no identifier
        return

    assert purchase.document == purchase_bytes(purchase)


def test_what_a_till_leaves_out_has_a_sensible_default():
    command = bought({"branch": "dorpsstraat", "lines": [{"net_minor": 250}, {"net_minor": 300, "discount_minor": 50}]})

    one, two = command.purchase.lines
    assert (one.number, one.quantity, one.measure, one.list_minor, one.vat_bp, one.cost_minor) == (1, 1000, "piece", 250, 0, None)
    assert (two.number, two.list_minor) == (2, 350)
    assert (command.purchase.currency, command.purchase.channel, command.purchase.actor) == ("EUR", "till", "key:k")
    assert command.purchase.happened_at == NOON
    assert (command.purchase.business_date, command.purchase.weekday, command.purchase.minute) == ("2026-03-03", 1, 11 * 60)
    assert command.who is None
    assert len(command.new_purse) == 16


@pytest.mark.parametrize(("change", "refusal"), [
    ({"branch": "nowhere"}, UnknownBranch), ({"branch": ""}, UnknownBranch),
    ({"happened_at": "2026-03-03T11:11:00+01:00"}, HappenedInFuture),
    ({"happened_at": "2026-02-30T11:00:00Z"}, NoSuchDay), ({"happened_at": "2026-03-03T11:00:00"}, Malformed),
    ({"lines": [{"net_minor": 1, "number": 2}, {"net_minor": 1}]}, NamedTwice),
    ({"member": "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11", "identifier": {"kind": "card", "value": "1"}}, Malformed),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused_at_the_door(change, refusal):
    with pytest.raises(refusal):
        bought({"branch": "dorpsstraat", "lines": [{"net_minor": 1}]} | change)


def test_a_till_s_clock_may_run_ten_minutes_ahead_and_then_it_is_now():
    command = bought({"branch": "dorpsstraat", "lines": [{"net_minor": 1}], "happened_at": "2026-03-03T11:10:00+01:00"})

    assert command.header.happened_at == NOON
    assert bought({"lines": [{"net_minor": 1}]}, branch="station").header.branch == "station"
    with pytest.raises(NotAllowed):
        bought({"branch": "dorpsstraat", "lines": [{"net_minor": 1}]}, branch="station")


@pytest.mark.parametrize(("text", "milliseconds"), [
    ("1970-01-01T00:00:00Z", 0), ("2026-03-03T11:00:00+01:00", NOON), ("2026-03-03t10:00:00z", NOON), ("2026-03-03 10:00:00Z", NOON),
    ("2026-03-03T10:00:00.1Z", NOON + 100), ("2026-03-03T10:00:00.123456789Z", NOON + 123), ("2026-03-03T10:00:00.9999Z", NOON + 999),
    ("1969-12-31T23:59:59.999Z", -1), ("2026-03-04T00:00:00+14:00", NOON), ("2026-03-02T22:00:00-12:00", NOON),
])  # fmt: skip
def test_moments_are_read_to_the_millisecond(text, milliseconds):
    assert instant_of(text) == milliseconds


@pytest.mark.parametrize("body", [
    '{"branch":"dorpsstraat","till":"a:b","lines":[{"net_minor":1}]}',
    '{"branch":"dorpsstraat","till":"a\\u003ab","lines":[{"net_minor":1}]}',
    '{"branch" : "dorpsstraat" , "till":"::::", "lines" : [ { "net_minor" : 1, "tags":["a:b",":"] } ] }',
    '{"branch":"dorpsstraat","till":"\\"\\\\:","lines":[{"net_minor":1}]}',
])  # fmt: skip
def test_colons_in_texts_are_no_fields(body):
    found, canonical = read_body(schemas.PURCHASE, body.encode())

    assert json.loads(canonical) == json.loads(body) == found


@pytest.mark.parametrize("body", [
    '{"branch":"a","branch":"a","lines":[{"net_minor":1}]}', '{"branch":"a","lines":[{"net_minor":1,"net_minor":1}]}',
    '{"branch":"a","lines":[{"net_minor":1}],"lines":[{"net_minor":1}]}', '{"br\\u0061nch":"a","branch":"a","lines":[{"net_minor":1}]}',
    '{"branch":"a:b:c","till":"x","till":"y","lines":[{"net_minor":1}]}', '{"branch":":","branch":"a","lines":[{"net_minor":1}]}',
    '{"branch":"a","branch":":","lines":[{"net_minor":1}]}', '{"lines":[{"net_minor":1,"tags":["::"],"tags":[]}],"branch":"a"}',
    '{"identifier":{"kind":"card","kind":"card","value":"1"},"branch":"a","lines":[{"net_minor":1}]}',
])  # fmt: skip
def test_a_field_that_stands_there_twice_is_always_seen(body):
    with pytest.raises(ZegelError) as refused:
        read_body(schemas.PURCHASE, body.encode())

    assert refused.value.code == "duplicate_key"
