"""What commands.md, effects.md and entries.md say is what the code does."""

import re
from dataclasses import fields
from hashlib import sha256
from json import dumps, loads

import pytest

from tests.house.tree import ROOT
from zegel.api.table import ROUTES
from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, Day, Instant
from zegel.core.refusals import REFUSALS
from zegel.decide import effects
from zegel.flows.commands import COMMANDS
from zegel.ledger.accounts import ACCOUNTS
from zegel.ledger.entries import ENTRY_KINDS, GENESIS, Count, JournalEntry, LotTerms, Posting, TierMark, canonical_bytes, sealed

REFERENCE = ROOT / "docs" / "reference"
COMMANDS_PAGE = (REFERENCE / "commands.md").read_text(encoding="utf-8")
EFFECTS_PAGE = (REFERENCE / "effects.md").read_text(encoding="utf-8")
ENTRIES_PAGE = (REFERENCE / "entries.md").read_text(encoding="utf-8")
NOON = Instant(1_772_532_000_000)


def test_commands_has_a_chapter_for_each_command_and_no_other():
    chapters = re.findall(r"^## `(.+)`$", COMMANDS_PAGE, re.MULTILINE)

    assert sorted(chapters) == sorted(COMMANDS)


def test_commands_names_only_refusals_that_exist():
    said = re.findall(r"^- \*\*(?:Needs\*\* and \*\*r|R)efuses\*\*(.*(?:\n  .*)*)", COMMANDS_PAGE, re.MULTILINE)
    said += re.findall(r"^\| (`.+?`) \|", COMMANDS_PAGE.partition("## `enrol`")[0], re.MULTILINE)
    codes = {code for text in said for code in re.findall(r"`([a-z]+(?:_[a-z]+)*)`", text)} - set(COMMANDS)

    assert sorted(codes - set(REFUSALS)) == []


def test_commands_names_every_writing_route_with_its_scope():
    said = [
        (path, scope)
        for method, path, scope in re.findall(r"`(POST|PUT|PATCH) (/v1/[^`]+)`(?:.*?)scope\s+`([a-z_:]+)`", COMMANDS_PAGE)
        if method
    ]
    writing = {(route.path, route.scope) for route in ROUTES if route.keyed or route.path == "/v1/quotes"}

    assert sorted(said) == sorted(writing)


@pytest.mark.parametrize("example", re.findall(r"^```json\n(.*)\n```", EFFECTS_PAGE, re.MULTILINE))
def test_an_example_of_an_effect_is_canonical_and_has_the_fields_of_its_kind(example):
    found = loads(example)
    classes = {
        "earn": effects.Earn, "discount": effects.Discount, "free items": effects.FreeItems, "spend": effects.Spend,
        "card full": effects.CardFull, "tier": effects.TierMove, "take back": effects.TakeBack, "give back": effects.GiveBack,
        "refund": effects.Refund, "items off": effects.ItemsOff, "gift": effects.Gift, "gift back": effects.GiftBack,
        "pay": effects.Pay,
        "pay back": effects.PayBack, "issue": effects.Issue, "paid stamps": effects.StampsBought, "pay out": effects.PayOut,
        "card sold": effects.CardSold, "card emptied": effects.CardEmptied,
        "code printed": effects.CodePrinted, "code used": effects.CodeUsed, "code back": effects.CodeBack,
        "capped": effects.Capped,
        "case": effects.Cased, "cash back": effects.CashBack,
        "in time": effects.CameInTime, "price drop": effects.PriceDrop, "seat": effects.Seat, "given": effects.Given,
        "consent": effects.Consent,
        "agreement": effects.Agreed,
        "business gift": effects.BusinessGift,
        "gesture": effects.Gesture,
        "message": effects.Written, "task": effects.Asked,
        "lines gone": effects.LinesGone, "waits": effects.Waits,
        "tier set": effects.TierSet, "membership": effects.MembershipTerm,
    }  # fmt: skip
    kind = classes.get(found["effect"], effects.Change)
    names = {field.name for field in fields(kind)} - ({"kind"} if kind is effects.Change else set())  # type: ignore[arg-type]  # a dataclass

    assert dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == example
    assert set(found) == names | {"effect"}


def test_entries_names_every_kind_and_account():
    table = ENTRIES_PAGE.partition("## Kinds")[2].partition("## Canonical")[0]
    firsts = [name for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)]

    of_partners = ("clearing", "issued by <partner>", "redeemed at <partner>")
    assert sorted(firsts) == sorted((*ENTRY_KINDS, *ACCOUNTS, *(name for name in of_partners if name not in ACCOUNTS)))


def worked_example() -> JournalEntry:
    """The entry that entries.md writes out."""
    return JournalEntry(
        PurseId(bytes.fromhex("00112233445546778899aabbccddeeff")), 1, GENESIS, "purchase", NOON, NOON, Day("2026-03-03"), "emma",
        "dorpsstraat", "1", "", sha256(b"receipt").digest(),
        (Posting("points", "issued", "available", 12, None, LotTerms(NOON, NOON, Instant(1_806_530_400_000), None)),),
        (Count("visits", Day("2026-03-03"), 1),), TierMark("brons", Day("2026-03-03"), NEVER), None, (), None, 0, b"",
    )  # fmt: skip


def test_the_worked_example_is_what_the_code_computes():
    table, written, hashed = re.findall(r"^```text\n(.*?)\n```", ENTRIES_PAGE, re.MULTILINE | re.DOTALL)
    entry = worked_example()

    assert written.replace("\n", "") == canonical_bytes(entry).hex()
    assert hashed == sealed(entry).hash.hex()
    assert as_bytes(table) == canonical_bytes(entry)


def as_bytes(table: str) -> bytes:
    """The example's table, tag by tag, as bytes."""
    found = b""
    for line in table.splitlines():
        tag, length, *rest = line.split()
        value = b""
        size = int(length, 16)
        for word in rest:
            if len(value) < size and re.fullmatch(r"(?:[0-9a-f]{2})+", word):
                value += bytes.fromhex(word)
        assert len(value) in (0, size), line
        found += tag.encode() + size.to_bytes(2, "big") + value
    return found
