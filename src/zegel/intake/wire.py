"""Purchases between two processes of one machine: one reads and builds them, the other books them, each on a core of its own.

The form is Python's own marshal, because both ends are the same program; it is never kept and never comes from anywhere else.
An article's texts cross once, lines name it by number.
"""

import marshal
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, BinaryIO, Final, TypeAlias

from zegel.core.periods import Day, Instant
from zegel.core.purchase import Identifier, Line, Purchase, Tender

LENGTH: Final = 4

Plain: TypeAlias = "tuple[Any, ...]"
_Article: TypeAlias = tuple[str, str, str, tuple[str, ...], str, str, int]
_article_of: Final = attrgetter("sku", "category", "brand", "tags", "legal_class", "measure", "vat_bp")
_numbers_of: Final = attrgetter("number", "quantity", "list_minor", "discount_minor", "net_minor", "cost_minor")


def send(to: BinaryIO, message: Any) -> None:
    """One message, whole. `message` holds plain values only."""
    data = marshal.dumps(message)
    to.write(len(data).to_bytes(LENGTH, "big"))
    to.write(data)
    to.flush()


def received(source: BinaryIO) -> Iterator[Any]:
    """Messages until the other end closes. A message that was cut off is an EOFError."""
    while head := source.read(LENGTH):
        size = int.from_bytes(head, "big")
        data = source.read(size)
        if len(head) < LENGTH or len(data) < size:
            raise EOFError("the other process ended in the middle of a message")
        # The other end is our own child, started a moment ago.
        yield marshal.loads(data)  # noqa: S302


class Packer:
    """Purchases into plain values. `fresh` are the articles that the other end does not know yet; take them with each message."""

    def __init__(self) -> None:
        self._numbers: dict[_Article, int] = {}
        self._fresh: list[_Article] = []

    def fresh(self) -> list[_Article]:
        """The articles that were new since the last time."""
        found, self._fresh = self._fresh, []
        return found

    def pack(self, p: Purchase) -> Plain:
        """One purchase."""
        number_of = self._number
        lines = [(number_of(_article_of(line)), *_numbers_of(line)) for line in p.lines]
        who = None if p.identifier is None else (p.identifier.kind, p.identifier.text)
        return (
            p.branch, p.till, p.actor, p.source, p.receipt_number, p.channel, p.currency, p.happened_at, p.business_date, p.weekday,
            p.minute, who, lines, [(tender.kind, tender.amount_minor) for tender in p.tenders], p.document,
        )  # fmt: skip

    def _number(self, article: _Article) -> int:
        found = self._numbers.get(article)
        if found is None:
            found = self._numbers[article] = len(self._numbers)
            self._fresh.append(article)
        return found


class Unpacker:
    """The other end of a Packer."""

    def __init__(self) -> None:
        self._articles: list[_Article] = []

    def learn(self, fresh: list[_Article]) -> None:
        """The articles that came with a message."""
        self._articles += fresh

    def unpack(self, found: Plain) -> Purchase:
        """One purchase."""
        branch, till, actor, source, number, channel, currency, at, day, weekday, minute, who, numbers, tenders, document = found
        articles, lines = self._articles, list[Line]()
        for article, n, quantity, list_minor, discount_minor, net_minor, cost_minor in numbers:
            sku, category, brand, tags, legal_class, measure, vat_bp = articles[article]
            lines.append(
                Line(
                    n, sku, category, brand, tags, legal_class, quantity, measure, list_minor, discount_minor, net_minor, vat_bp,
                    cost_minor,
                )
            )  # fmt: skip
        return Purchase(
            branch, till, actor, source, number, channel, currency, Instant(at), Day(day), weekday, minute,
            None if who is None else Identifier(*who), tuple(lines), tuple([Tender(*tender) for tender in tenders]), document,
        )  # fmt: skip


def without_tenders(p: Purchase, document: bytes) -> Purchase:
    """`p` as a till sends it that does not know yet what is to be paid; `document` is that purchase's own. Its lines are those of `p`."""
    return Purchase(
        p.branch, p.till, p.actor, p.source, p.receipt_number, p.channel, p.currency, p.happened_at, p.business_date, p.weekday, p.minute,
        p.identifier, p.lines, (), document,
    )  # fmt: skip
