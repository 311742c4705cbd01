"""Rows into purchases, by the mapping. Consecutive rows with the same key make up one purchase.

A purchase with one bad row is refused whole: all of its rows come back, the bad one with what is wrong with it, the others with
the name of that row. A row whose key cannot be read may belong to the purchase before it or after it, so both are refused too:
a purchase that is in the books without one of its lines could never be put right by sending the file again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, Protocol

from zegel.core.money import MAX_AMOUNT
from zegel.core.periods import Instant, LocalMoment, local_moment
from zegel.core.purchase import CHANNELS, Identifier, Line, Purchase, Tender
from zegel.core.refusals import AmountOutOfRange, Malformed, NegativeLine, UnknownLegalClass, ZegelError
from zegel.core.value import value
from zegel.intake import moments, numbers
from zegel.intake.articles import LONGEST_ACTOR, LONGEST_NUMBER, MOST_LINES, Article, Place, checked_text, purchase_of
from zegel.intake.fields import Amount, Text
from zegel.intake.mapping import Mapping as MappingFile
from zegel.intake.rows import Raw
from zegel.program.country.class_words import meant_class

REMEMBERED_ARTICLES: Final = 200_000
NO_KEY: Final = "The row does not say which purchase it belongs to."

Normalise = Callable[[str, str], Identifier]
"""kind, text → the identifier in the one form that Zegel keeps."""


class Branches(Protocol):
    """What the live program knows of branches: zone, and the minute at which the business day starts."""

    def __call__(self, branch: str) -> tuple[str, int]: ...


@value
class Fault:
    """What is wrong with one row."""

    line: int
    code: str
    reason: str


@value
class Basket:
    """The rows of one purchase, and what they came to: a purchase, or the first fault found."""

    rows: tuple[Raw, ...]
    purchase: Purchase | None
    fault: Fault | None

    def refused(self) -> Iterator[tuple[Raw, str, str]]:
        """Each row with its code and reason, for a basket with a fault."""
        assert self.fault is not None
        for row in self.rows:
            if row.line == self.fault.line:
                yield row, self.fault.code, self.fault.reason
            else:
                yield row, self.fault.code, f"Refused with line {self.fault.line}: {self.fault.reason}"


def text_reader(text: Text, places: Mapping[str, int]) -> Callable[[Sequence[str]], str]:
    """A function from a row's cells to what `text` says of them."""
    if not text.columns:
        return lambda _: text.constant
    if len(text.columns) == 1 and not text.words and text.spelling == "as is":
        at = places[text.columns[0]]
        return lambda cells: cells[at]
    where = [places[column] for column in text.columns]

    def read(cells: Sequence[str]) -> str:
        found = [spelt(cells[at].strip(), text.spelling) for at in where]
        joined = text.by.join(filter(None, found)) if len(found) > 1 else found[0]
        if not text.words or joined in text.words:
            return text.words.get(joined, joined)
        if text.otherwise is None:
            raise Malformed(f"The mapping has no word for {joined[:40]!r} in {' and '.join(text.columns)}.")
        return text.otherwise

    return read


@lru_cache(maxsize=REMEMBERED_ARTICLES)
def spelt(text: str, spelling: str) -> str:
    """`text` as it is, in small letters, or with single hyphens between its letters and digits.

    >>> spelt("GRAVY CAN/GLASS", "hyphens")
    'gravy-can-glass'
    """
    if spelling == "as is":
        return text
    low = text.lower()
    return low if spelling == "lower" else "-".join("".join(c if c.isalnum() else " " for c in low).split())


class Assembler:
    """Makes purchases of the rows of one file. `branches` is asked for the zone of each branch; `normalise` for identifiers."""

    def __init__(self, mapping: MappingFile, header: Sequence[str], branches: Branches, normalise: Normalise) -> None:
        self.mapping, self.branches, self.normalise = mapping, branches, normalise
        places = {column: at for at, column in enumerate(header)}
        m = mapping
        self.key = text_reader(m.grouped_by, places)
        self._key_at = max((places[column] for column in m.grouped_by.columns), default=0)
        self._number, self._branch, self._till = (text_reader(t, places) for t in (m.receipt_number, m.branch, m.till))
        self._actor, self._channel, self._moment = (text_reader(t, places) for t in (m.actor, m.channel, m.moment))
        self._identifier = text_reader(m.identifier, places) if m.identifier else None
        self._texts = [text_reader(t, places) for t in (m.sku, m.category, m.brand, m.tags, m.legal_class, m.measure)]
        of_article = [t.columns for t in (m.sku, m.category, m.brand, m.tags, m.legal_class, m.measure)] + [tuple(m.vat_bp.columns())]
        self._article_at = sorted({places[column] for columns in of_article for column in columns})
        self.instant_of = moments.reader(m.clock)
        self._amounts = _Amounts(m, places)
        self._articles: dict[tuple[str, ...], Article] = {}
        self._places: dict[tuple[str, ...], Place] = {}

    def key_of(self, row: Raw, current: str) -> str | None:
        """The key of the purchase that `row` belongs to, None where it cannot be told.

        A row that could not be read well belongs to the purchase of the row before it (`current`) if its key is still there.
        """
        if self.mapping.file.lines:
            return str(row.line)
        if row.problem and len(row.cells) <= self._key_at:
            return None
        try:
            key = self.key(row.cells).strip()
        except ZegelError:
            return None
        return key if key and (not row.problem or key == current) else None

    def basket(self, rows: tuple[Raw, ...], doubt: int = 0) -> Basket:
        """The basket of `rows`; `doubt` is the line of an unreadable row that may belong to it, 0 for none."""
        at = rows[0].line
        try:
            for row in rows:
                at = row.line
                if row.problem:
                    raise Malformed(row.problem)
            at = rows[0].line
            if doubt:
                raise Malformed(f"Line {doubt} could not be read and may belong to this purchase.")
            return self._basket(rows)
        except ZegelError as refusal:
            line = refusal.data.get("line")
            return Basket(rows, None, Fault(line if isinstance(line, int) else at, refusal.code, refusal.message))

    def moment_of(self, row: Raw) -> Instant:
        """The moment that the row says."""
        return self.instant_of(self._moment(row.cells))

    def _basket(self, rows: tuple[Raw, ...]) -> Basket:
        first = rows[0].cells
        place = self._place(first)
        number = checked_text(self._number(first), "receipt number", LONGEST_NUMBER, 1)
        happened_at = self.moment_of(rows[0])
        if len(rows) > MOST_LINES:
            raise Malformed(f"A purchase has at most {MOST_LINES} lines.")
        lines, json_lines, net = list[Line](), list[str](), 0
        for n, row in enumerate(rows, 1):
            try:
                article = self._article(row.cells)
                figures = self._amounts.of_line(row.cells)
            except ZegelError as refusal:
                raise type(refusal)(refusal.message, line=row.line) from None
            lines.append(article.line_of(n, *figures))
            json_lines.append(article.json_of(n, *figures))
            net += figures[3]
        tenders = self._amounts.tenders(rows, net)
        zone, day_starts = self.branches(place.branch)
        local: LocalMoment = local_moment(happened_at, zone, day_starts)
        purchase = purchase_of(place, number, happened_at, local, self._who(first), lines, json_lines, tenders)
        return Basket(rows, purchase, None)

    def _who(self, cells: Sequence[str]) -> Identifier | None:
        if self._identifier is None:
            return None
        text = self._identifier(cells)
        return self.normalise(self.mapping.identifier_kind, text) if text.strip() else None

    def _place(self, cells: Sequence[str]) -> Place:
        key = (self._branch(cells), self._till(cells), self._actor(cells), self._channel(cells))
        found = self._places.get(key)
        if found is None:
            branch, till, actor, channel = key
            if channel not in CHANNELS:
                raise Malformed(f"{channel[:40]!r} is no channel; known are {', '.join(CHANNELS)}.")
            found = Place(
                self.mapping.source, self.mapping.currency, checked_text(branch, "branch", LONGEST_NUMBER, 1),
                checked_text(till, "till", LONGEST_NUMBER), checked_text(actor, "actor", LONGEST_ACTOR), channel,
            )  # fmt: skip
            if len(self._places) >= REMEMBERED_ARTICLES:
                self._places.clear()
            self._places[key] = found
        return found

    def _article(self, cells: Sequence[str]) -> Article:
        key = tuple([cells[at] for at in self._article_at])
        found = self._articles.get(key)
        if found is None:
            sku, category, brand, tags, legal_class, measure = (read(cells) for read in self._texts)
            split = self.mapping.tags_split
            words = tuple(filter(None, (tag.strip() for tag in tags.split(split)))) if split else ((tags,) if tags.strip() else ())
            if meant := meant_class(legal_class):
                raise UnknownLegalClass(f"{legal_class[:60]!r} is no legal class; write {meant}.", meant=meant)
            found = Article(sku, category, brand, words, legal_class, measure, self._amounts.vat(cells))
            if len(self._articles) >= REMEMBERED_ARTICLES:
                self._articles.clear()
            self._articles[key] = found
        return found


class _Amounts:
    """The numbers of a file's lines and tenders."""

    def __init__(self, mapping: MappingFile, places: Mapping[str, int]) -> None:
        self._style, self._places = mapping.style, places
        self._readers: dict[int, Callable[[str], int]] = {}
        self._net, self.vat = self._reader(mapping.net_minor, "net"), self._reader(mapping.vat_bp, "VAT")
        self._quantity = self._reader(mapping.quantity, "quantity")
        self._discount = self._reader(mapping.discount_minor, "discount")
        self._list = self._reader(mapping.list_minor, "list price") if mapping.list_minor else None
        self._cost = self._reader(mapping.cost_minor, "cost") if mapping.cost_minor else None
        self._tenders = [(t, self._reader(t.amount, "tender") if t.amount else None) for t in mapping.tenders]

    def of_line(self, cells: Sequence[str]) -> tuple[int, int, int, int, int | None]:
        """(quantity, list, discount, net, cost) of a row."""
        net, quantity, discount = self._net(cells), self._quantity(cells), self._discount(cells)
        listed = self._list(cells) if self._list else net + discount
        if quantity < 0:
            raise NegativeLine("A line has a negative quantity; use a return for goods that came back.")
        if discount < 0:
            raise Malformed("A discount is written without a sign; this one is negative.")
        return quantity, listed, discount, net, self._cost(cells) if self._cost else None

    def tenders(self, rows: Sequence[Raw], net: int) -> tuple[Tender, ...]:
        """How the basket was paid; ways that paid nothing are left out."""
        if abs(net) > MAX_AMOUNT:
            raise AmountOutOfRange(amount_digits=len(str(abs(net))))
        left, found = net, list[Tender]()
        for field, read in self._tenders:
            if read is None:
                amount = left
            else:
                amount = sum(read(row.cells) for row in rows) if field.per_row else read(rows[0].cells)
                if field.capped:
                    amount = max(min(amount, left), 0)
            left -= amount
            if amount:
                found.append(Tender(field.kind, amount))
        return tuple(found)

    def _reader(self, amount: Amount | None, what: str) -> Callable[[Sequence[str]], int]:
        if amount is None:
            return lambda _: 0
        read = self._readers.setdefault(amount.times, numbers.reader(self._style, amount.times))
        constant = sum(sign * number for sign, column, number in amount.terms if not column)
        terms = [(sign, self._places[column]) for sign, column, _ in amount.terms if column]
        if len(terms) == 1 and terms[0][0] == 1 and amount.empty is None and not constant:
            at = terms[0][1]
            return lambda cells: read(cells[at])
        empty = amount.empty

        def total(cells: Sequence[str]) -> int:
            found = constant
            for sign, at in terms:
                text = cells[at]
                found += sign * (empty if empty is not None and not text.strip() else read(text))
            if abs(found) > MAX_AMOUNT:
                raise AmountOutOfRange(f"The {what} is larger than Zegel keeps.")
            return found

        return total


def baskets(rows: Iterable[Raw], assembler: Assembler) -> Iterator[Basket]:
    """The baskets of rows that stand together; with a row that belongs to none in a basket of its own."""
    group, key, doubt = list[Raw](), "", 0
    for row in rows:
        found = assembler.key_of(row, key)
        if found is None:
            if group:
                yield assembler.basket(tuple(group), row.line)
            group, key, doubt = [], "", row.line
            yield assembler.basket((row if row.problem else Raw(row.line, row.cells, NO_KEY),))
            continue
        if found != key and group:
            yield assembler.basket(tuple(group), doubt)
            group, doubt = [], 0
        key = found
        group.append(row)
    if group:
        yield assembler.basket(tuple(group), doubt)
