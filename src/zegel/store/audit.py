"""The audit log's chain: each line's hash covers the line and the hash before it, per company, without gaps."""

from collections.abc import Iterable
from typing import Final

from zegel.core.canonical import Json, digest, document_bytes
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.store.people_records import AuditLine, Deed

FIRST: Final = bytes(32)
"""The hash before a company's first line."""


@value
class AuditHead:
    """Where the chain of a company stands."""

    number: int
    hash: bytes


START: Final = AuditHead(0, FIRST)


def chained(company: CompanyId, head: AuditHead, at: Instant, deed: Deed) -> AuditLine:
    """The line that comes after `head`."""
    clean = Deed(
        in_one_line(deed.actor), in_one_line(deed.what), in_one_line(deed.object), deed.before, deed.after, in_one_line(deed.reason),
        in_one_line(deed.request),
    )  # fmt: skip
    return AuditLine(head.number + 1, at, clean, _hash(company, head.hash, head.number + 1, at, clean))


def in_one_line(text: str) -> str:
    """`text` with everything that could break a line or colour a screen written out.

    >>> in_one_line("a" + chr(10) + chr(27) + "[31m")
    'a\\\\u000a\\\\u001b[31m'
    """
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def first_wrong(company: CompanyId, head: AuditHead, lines: Iterable[AuditLine]) -> tuple[int, AuditHead]:
    """The number of the first of `lines` that does not follow on what came before (0 where all do), and where the chain then stands."""
    for line in lines:
        if line.number != head.number + 1 or line.hash != _hash(company, head.hash, line.number, line.at, line.deed):
            return head.number + 1, head
        head = AuditHead(line.number, line.hash)
    return 0, head


def _hash(company: CompanyId, previous: bytes, number: int, at: Instant, deed: Deed) -> bytes:
    told: dict[str, Json] = {
        "actor": deed.actor, "after": deed.after, "at": at, "before": deed.before, "company": company, "number": number,
        "object": deed.object, "reason": deed.reason, "request": deed.request, "what": deed.what,
    }  # fmt: skip
    return digest(previous + document_bytes(told))
