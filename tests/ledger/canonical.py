"""The canonical bytes of a journal entry once more, written from the docstring of `ledger.entries.canonical_bytes` and from nothing else.

An entry is read from JSON (tests/golden/entries.json): bytes are hex there, everything else is as it is.
"""

from hashlib import sha256
from typing import Any

Field = tuple[str, bytes]


def number(n: int) -> bytes:
    """8 bytes, big-endian, signed."""
    return n.to_bytes(8, "big", signed=True)


def place(n: int) -> bytes:
    """A posting's number in its entry: 4 bytes, big-endian."""
    return n.to_bytes(4, "big")


def tagged(fields: list[Field]) -> bytes:
    """Each field as tag (1 byte), length (2 bytes), value."""
    return b"".join(tag.encode() + len(value).to_bytes(2, "big") + value for tag, value in fields)


def fields(entry: dict[str, Any]) -> list[Field]:
    """The entry's fields in the order of their tags; what is at its default is left out."""
    found: list[Field] = [
        ("a", bytes.fromhex(entry["purse"])),
        ("b", number(entry["seq"])),
        ("c", number(entry["at"])),
        ("d", number(entry["happened_at"])),
        ("e", entry["business_date"].encode()),
        ("f", entry["kind"].encode()),
        ("g", entry["actor"].encode()),
        ("h", entry["branch"].encode()),
        ("i", entry["till"].encode()),
    ]
    if entry.get("reason"):
        found.append(("j", entry["reason"].encode()))
    if entry.get("receipt_digest"):
        found.append(("k", bytes.fromhex(entry["receipt_digest"])))
    found += [("p", tagged(posting(p))) for p in entry.get("postings", [])]
    found += [("q", tagged([("a", c[0].encode()), ("b", c[1].encode()), ("c", number(c[2]))])) for c in entry.get("counts", [])]
    return found + marks(entry)


def posting(p: dict[str, Any]) -> list[Field]:
    """The nested fields of one posting."""
    found: list[Field] = [
        ("a", p["unit"].encode()),
        ("b", p["source"].encode()),
        ("c", p["destination"].encode()),
        ("d", number(p["amount"])),
    ]
    if "lot" in p:
        found.append(("e", number(p["lot"][0]) + place(p["lot"][1])))
    if "opens" in p:
        opened, available, expires = p["opens"]
        found.append(("f", number(opened) + number(available) + number(expires)))
    if "origin" in p:
        found.append(("g", reference(p["origin"])))
    return found


def marks(entry: dict[str, Any]) -> list[Field]:
    """Tier, hold, returns, link, and what is undone."""
    found: list[Field] = []
    if "tier" in entry:
        tier, since, review_at = entry["tier"]
        found.append(("r", since.encode() + number(review_at) + tier.encode()))
    if "hold" in entry:
        seq, state, expires_at = entry["hold"]
        found.append(("s", number(seq) + number(expires_at) + state.encode()))
    for purse, seq, line, quantity in entry.get("returned", []):
        found.append(("t", bytes.fromhex(purse) + number(seq) + number(line) + number(quantity)))
    if "linked" in entry:
        found.append(("u", reference(entry["linked"])))
    if entry.get("undoes"):
        found.append(("v", number(entry["undoes"])))
    return found


def reference(name: list[Any]) -> bytes:
    """A lot's or posting's full name: purse, entry number, place in it."""
    return bytes.fromhex(name[0]) + number(name[1]) + place(name[2])


def hashed(entry: dict[str, Any]) -> bytes:
    """SHA-256 of the hash before it and the entry's bytes."""
    return sha256(bytes.fromhex(entry["previous"]) + tagged(fields(entry))).digest()
