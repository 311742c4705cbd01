"""Effects are written out by hand: each is the canonical JSON of its fields."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from zegel.decide import effects
from zegel.decide.effects import EFFECTS

KINDS = {
    effects.Earn: "earn", effects.Discount: "discount", effects.FreeItems: "free items", effects.Spend: "spend",
    effects.CardFull: "card full", effects.TierMove: "tier", effects.TakeBack: "take back", effects.GiveBack: "give back",
    effects.Refund: "refund", effects.ItemsOff: "items off", effects.Gift: "gift", effects.GiftBack: "gift back",
    effects.Pay: "pay",
    effects.PayBack: "pay back", effects.Issue: "issue", effects.Capped: "capped",
    effects.Given: "given", effects.Cased: "case", effects.CashBack: "cash back", effects.PriceDrop: "price drop", effects.Seat: "seat",
    effects.Consent: "consent", effects.CameInTime: "in time",
    effects.Agreed: "agreement", effects.Reported: "invoice", effects.Disputed: "dispute", effects.Correction: "correction",
    effects.LinesGone: "lines gone", effects.Waits: "waits",
    effects.Merge: "merge", effects.Block: "block",
    effects.CardSold: "card sold", effects.CardEmptied: "card emptied",
    effects.CodePrinted: "code printed", effects.CodeUsed: "code used", effects.CodeBack: "code back",
    effects.BusinessGift: "business gift",
    effects.StampsBought: "paid stamps", effects.PayOut: "pay out",
    effects.TierSet: "tier set", effects.MembershipTerm: "membership", effects.Gesture: "gesture",
    effects.Written: "message", effects.Asked: "task",
}  # fmt: skip
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.integers(-(10**12), 2**53)
VALUES = {
    "str": texts, "Day": texts, "int": numbers, "Instant": numbers, "tuple[int, ...]": st.lists(numbers, max_size=3).map(tuple),
    "tuple[tuple[str, int], ...]": st.lists(st.tuples(texts, numbers), max_size=3).map(tuple),
    "tuple[tuple[int, str], ...]": st.lists(st.tuples(numbers, texts), max_size=3).map(tuple),
    "tuple[tuple[int, int], ...]": st.lists(st.tuples(numbers, numbers), max_size=3).map(tuple),
}  # fmt: skip


def strategy(kind):
    named = {f.name: VALUES[_written(f.type)] for f in fields(kind)}
    return st.fixed_dictionaries(named).map(lambda found: kind(**found))


def _written(kind):
    """A field's type as its source says it."""
    return str(kind) if "[" in str(kind) else kind.__name__


def as_json(value):
    return [as_json(v) for v in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("kind", KINDS)
@examples(9)
@given(st.data())
def test_an_effect_is_the_canonical_json_of_its_fields(kind, data):
    effect = data.draw(strategy(kind))

    expected = {f.name: as_json(getattr(effect, f.name)) for f in fields(kind)} | {"effect": KINDS[kind]}
    if isinstance(effect, effects.Cased) and not effect.minor:
        del expected["minor"]  # it is written only where there is something to charge
    if isinstance(effect, effects.Gift | effects.GiftBack) and not effect.count:
        del expected["count"]  # it is written only where the rule counts
    if isinstance(effect, effects.Gift) and not effect.sku:
        del expected["sku"]  # and this only where the thing has an article number
    assert effect.json() == json.dumps(expected, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@examples(9)
@given(st.sampled_from(sorted(set(EFFECTS) - set(KINDS.values()))), texts, numbers)
def test_a_change_says_which_it_is(kind, unit, count):
    found = effects.Change(kind, unit, count).json()

    assert found == json.dumps({"count": count, "effect": kind, "unit": unit}, separators=(",", ":"), ensure_ascii=False)


def test_every_kind_of_effect_is_listed():
    changes = {
        "adjust", "transfer", "release", "expire", "settle debt", "undo card", "shortfall", "reserve", "let go", "seat paid",
    }  # fmt: skip
    assert set(KINDS.values()) | changes == set(EFFECTS)
