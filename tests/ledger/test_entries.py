"""Canonical bytes and the hash chain, against golden vectors and an encoder of their own (reliability.md L7)."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.ledger import canonical
from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, Day, Instant
from zegel.ledger.accounts import ACCOUNTS
from zegel.ledger.entries import (
    ENTRY_KINDS,
    GENESIS,
    Count,
    HoldMark,
    JournalEntry,
    LotRef,
    LotTerms,
    Posting,
    ReturnMark,
    TierMark,
    canonical_bytes,
    chain_hash,
    sealed,
)

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "entries.json").read_text(encoding="utf-8"))
PURSE = PurseId(bytes.fromhex("00112233445566778899aabbccddeeff"))


def ref(name: list[Any]) -> LotRef:
    return LotRef(PurseId(bytes.fromhex(name[0])), name[1], name[2])


def posting_from(p: dict[str, Any]) -> Posting:
    terms = LotTerms(*[Instant(n) for n in p["opens"]], ref(p["origin"]) if "origin" in p else None) if "opens" in p else None
    return Posting(p["unit"], p["source"], p["destination"], p["amount"], tuple(p["lot"]) if "lot" in p else None, terms)


def entry_from(f: dict[str, Any]) -> JournalEntry:
    """The journal entry that the JSON of a golden vector describes."""
    tier, hold = f.get("tier"), f.get("hold")
    return JournalEntry(
        PurseId(bytes.fromhex(f["purse"])), f["seq"], bytes.fromhex(f["previous"]), f["kind"], Instant(f["at"]), Instant(f["happened_at"]),
        Day(f["business_date"]), f["actor"], f["branch"], f["till"], f.get("reason", ""), bytes.fromhex(f.get("receipt_digest", "")),
        tuple(posting_from(p) for p in f.get("postings", [])), tuple(Count(*c) for c in f.get("counts", [])),
        TierMark(*tier) if tier else None, HoldMark(*hold) if hold else None,
        tuple(ReturnMark(PurseId(bytes.fromhex(r[0])), *r[1:]) for r in f.get("returned", [])), ref(f["linked"]) if "linked" in f else None,
        f.get("undoes", 0), b"",
    )  # fmt: skip


@pytest.mark.parametrize("golden", GOLDEN, ids=[g["name"] for g in GOLDEN])
def test_a_golden_entry_has_the_bytes_and_the_hash_that_are_written_down(golden):
    entry = entry_from(golden["entry"])

    fields = [(field[0], bytes.fromhex(field[2:])) for field in golden["fields"]]
    assert canonical_bytes(entry) == b"".join(tag.encode() + len(value).to_bytes(2, "big") + value for tag, value in fields)
    assert sealed(entry).hash.hex() == golden["hash"]
    assert sealed(entry).hash == sha256(entry.previous + canonical_bytes(entry)).digest()


def test_one_entry_spelled_out_by_hand():
    entry = entry_from(GOLDEN[0]["entry"])

    assert canonical_bytes(entry) == (
        b"a\0\x10" + bytes.fromhex("00112233445566778899aabbccddeeff")
        + b"b\0\x08" + b"\0\0\0\0\0\0\0\x01"
        + b"c\0\x08" + bytes.fromhex("0000019cb323e500")
        + b"d\0\x08" + bytes.fromhex("0000019cb323e500")
        + b"e\0\x0a" + b"2026-03-03"
        + b"f\0\x05" + b"enrol" + b"g\0\x04" + b"anna" + b"h\0\x0b" + b"dorpsstraat" + b"i\0\x06" + b"till-1"
        + b"k\0\x20" + b"\xaa" * 32
        + b"r\0\x17" + b"2026-03-03" + b"\0\x20\0\0\0\0\0\0" + b"brons"
    )  # fmt: skip
    assert sealed(entry).hash.hex() == "59202c663c9d3bee9758c7e9906a14d169332f1de82d40fded6a6ddc25cfd674"


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.integers(-(2**53), 2**53)
dates = st.dates().map(lambda d: f"{d.isoformat()}")
purses = st.binary(min_size=16, max_size=16).map(bytes.hex)
refs = st.tuples(purses, st.integers(1, 2**53), st.integers(0, 2**32 - 1)).map(list)
postings = st.fixed_dictionaries(
    {"unit": words, "source": st.sampled_from(ACCOUNTS), "destination": st.sampled_from(ACCOUNTS), "amount": st.integers(1, 10**12)},
    optional={"opens": st.tuples(numbers, numbers, numbers).map(list), "origin": refs},
) | st.fixed_dictionaries(
    {
        "unit": words, "source": st.sampled_from(ACCOUNTS), "destination": st.sampled_from(ACCOUNTS), "amount": st.integers(1, 10**12),
        "lot": st.tuples(st.integers(1, 2**53), st.integers(0, 2**32 - 1)).map(list),
    }
)  # fmt: skip
entries = st.fixed_dictionaries(
    {
        "purse": purses, "seq": st.integers(1, 2**53), "previous": st.binary(min_size=32, max_size=32).map(bytes.hex),
        "kind": st.sampled_from(ENTRY_KINDS), "at": numbers, "happened_at": numbers, "business_date": dates, "actor": words,
        "branch": words, "till": words,
    },
    optional={
        "reason": words, "receipt_digest": st.binary(min_size=32, max_size=32).map(bytes.hex),
        "postings": st.lists(postings.filter(lambda p: "origin" not in p or "opens" in p), max_size=3),
        "counts": st.lists(st.tuples(words, dates, numbers).map(list), max_size=2),
        "tier": st.tuples(words, dates, numbers).map(list),
        "hold": st.tuples(st.integers(1, 2**53), st.sampled_from(["open", "committed", "cancelled", "timed out"]), numbers).map(list),
        "returned": st.lists(st.tuples(purses, numbers, numbers, numbers).map(list), max_size=2), "linked": refs,
        "undoes": st.integers(1, 2**53),
    },
)  # fmt: skip


@examples(36)
@given(entries)
def test_any_entry_has_the_bytes_that_its_description_says(entry):
    made = entry_from(entry)

    assert canonical_bytes(made) == canonical.tagged(canonical.fields(entry))
    assert sealed(made).hash == canonical.hashed(entry)


BASE = entry_from(GOLDEN[1]["entry"])
CHANGES: dict[str, dict[str, Any]] = {
    "purse": {"purse": PurseId(bytes(16))},
    "seq": {"seq": 3},
    "previous": {"previous": GENESIS},
    "kind": {"kind": "commit"},
    "at": {"at": Instant(BASE.at + 1)},
    "happened_at": {"happened_at": Instant(BASE.happened_at - 1)},
    "business_date": {"business_date": Day("2026-03-02")},
    "actor": {"actor": "bob"},
    "branch": {"branch": "station"},
    "till": {"till": "till-2"},
    "a word moved to its neighbour": {"branch": "dorpsstraattill", "till": "-1"},
    "reason": {"reason": "because"},
    "receipt": {"receipt_digest": bytes(32)},
    "amount": {"postings": (replace(BASE.postings[0], amount=28), BASE.postings[1])},
    "account": {"postings": (replace(BASE.postings[0], destination="pending"), BASE.postings[1])},
    "expiry": {"postings": (replace(BASE.postings[0], opens=LotTerms(BASE.at, BASE.at, NEVER, None)), BASE.postings[1])},
    "order of postings": {"postings": BASE.postings[::-1]},
    "a posting less": {"postings": BASE.postings[:1]},
    "count": {"counts": (Count("unit:status", Day("2026-03-03"), 26),)},
    "no count": {"counts": ()},
    "tier": {"tier": TierMark("goud", Day("2026-03-03"), NEVER)},
    "hold": {"hold": HoldMark(2, "open", NEVER)},
    "returned": {"returned": (ReturnMark(PURSE, 1, 1, 1),)},
    "linked": {"linked": LotRef(PURSE, 1, 0)},
    "undoes": {"undoes": 1},
}


def test_every_change_of_an_entry_changes_its_hash():
    found = {name: sealed(replace(BASE, **change)).hash for name, change in CHANGES.items()}

    assert len({sealed(BASE).hash, *found.values()}) == len(found) + 1


def test_the_hash_field_itself_is_not_hashed():
    assert canonical_bytes(replace(BASE, hash=b"anything")) == canonical_bytes(BASE)


def test_a_chain_is_the_hash_before_and_the_bytes():
    assert chain_hash(GENESIS, b"") == sha256(bytes(32)).digest()
    assert chain_hash(b"\1" * 32, b"x") == sha256(b"\1" * 32 + b"x").digest()
