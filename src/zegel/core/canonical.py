"""Canonical bytes: the one way in which documents and journal entries become bytes, so that hashes agree for ever.

Documents are JSON with sorted keys, no spaces, UTF-8, integers only. Journal entries are tagged fields (ledger.entries).
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import JSONEncoder
from typing import TypeAlias

Json: TypeAlias = "None | bool | int | str | Sequence[Json] | Mapping[str, Json]"

_encode = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False).encode


def document_bytes(document: Json) -> bytes:
    """`document` as canonical JSON bytes. Floats are a bug (core.house test); lone surrogates are refused by the doors."""
    return _encode(document).encode("utf-8")


def digest(data: bytes) -> bytes:
    """SHA-256 (FIPS 180-4) of `data`, 32 bytes."""
    return sha256(data).digest()


_quoted: dict[str, str] = {}


def quoted(text: str) -> str:
    """`text` as a JSON string, remembered: the same few ids and names come by with every purchase.

    >>> quoted('a "b"')
    '"a \\\\"b\\\\""'
    """
    found = _quoted.get(text)
    if found is None:
        if len(_quoted) > 50_000:
            _quoted.clear()
        found = _quoted[text] = _encode(text)
    return found
