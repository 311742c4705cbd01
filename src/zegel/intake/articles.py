"""Articles and purchases made cheaply: what an article is, is checked and written as JSON once; a line adds its numbers to it.

`purchase_of` gives the very bytes of core.purchase_document.purchase_bytes at a fraction of its cost (a test holds them equal):
an import makes millions of lines of a few thousand articles.
"""

import unicodedata
from collections.abc import Sequence
from json import JSONEncoder
from typing import Final

from zegel.core.periods import Instant, LocalMoment
from zegel.core.purchase import MEASURES, Identifier, Line, Purchase, Tender
from zegel.core.refusals import Malformed
from zegel.core.value import value

LONGEST_SKU: Final = 64
LONGEST_NUMBER: Final = 64
LONGEST_TEXT: Final = 200
LONGEST_ACTOR: Final = 100
MOST_TAGS: Final = 20
MOST_LINES: Final = 1_000

quoted = JSONEncoder(ensure_ascii=False).encode
"""A text as JSON."""


def checked_text(text: str, what: str, longest: int, least: int = 0) -> str:
    """`text` without space around it; refuses what is too long, too short, or holds what nobody can see."""
    found = text.strip()
    if len(found) < least:
        raise Malformed(f"The {what} is missing.")
    if len(found) > longest:
        raise Malformed(f"The {what} is longer than {longest} characters.")
    if not (found.isascii() and found.isprintable()) and any(unicodedata.category(c) in _UNSEEN for c in found):
        raise Malformed(f"The {what} holds bytes that are no text, or characters that nobody can see.")
    return found


_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


class Article:
    """What a line is of, with the JSON between a line's numbers. `line_of` and `json_of` take those numbers."""

    __slots__ = (
        "after_discount", "after_list", "after_quantity", "before_cost", "brand", "category", "legal_class", "measure", "sku", "tags",
        "vat_bp",
    )  # fmt: skip

    def __init__(self, sku: str, category: str, brand: str, tags: tuple[str, ...], legal_class: str, measure: str, vat_bp: int) -> None:
        self.sku = checked_text(sku, "article number (sku)", LONGEST_SKU, 1)
        self.category = checked_text(category, "category", LONGEST_TEXT)
        self.brand = checked_text(brand, "brand", LONGEST_TEXT)
        self.tags = tuple(dict.fromkeys(checked_text(tag, "tag", LONGEST_SKU, 1) for tag in tags))
        if len(self.tags) > MOST_TAGS:
            raise Malformed(f"An article has at most {MOST_TAGS} tags.")
        self.legal_class = checked_text(legal_class, "legal class", LONGEST_SKU)
        if measure not in MEASURES:
            raise Malformed(f"{measure!r} is no measure; known are {', '.join(MEASURES)}.")
        self.measure = measure
        if not 0 <= vat_bp <= 10_000:
            raise Malformed("VAT is from 0 to 100 percent.")
        self.vat_bp = vat_bp
        tagged = ",".join(map(quoted, self.tags))
        self.before_cost = f'{{"brand":{quoted(self.brand)},"category":{quoted(self.category)},"cost_minor":'
        self.after_discount = f',"legal_class":{quoted(self.legal_class)},"list_minor":'
        self.after_list = f',"measure":{quoted(measure)},"net_minor":'
        self.after_quantity = f',"sku":{quoted(self.sku)},"tags":[{tagged}],"vat_bp":{vat_bp}}}'

    def line_of(self, number: int, quantity: int, list_minor: int, discount_minor: int, net_minor: int, cost_minor: int | None) -> Line:
        """The line numbered `number`."""
        return Line(
            number, self.sku, self.category, self.brand, self.tags, self.legal_class, quantity, self.measure, list_minor, discount_minor,
            net_minor, self.vat_bp, cost_minor,
        )  # fmt: skip

    def json_of(self, number: int, quantity: int, list_minor: int, discount_minor: int, net_minor: int, cost_minor: int | None) -> str:
        """The same as canonical JSON."""
        cost = "null" if cost_minor is None else cost_minor
        return (
            f'{self.before_cost}{cost},"discount_minor":{discount_minor}{self.after_discount}{list_minor}{self.after_list}{net_minor}'
            f',"number":{number},"quantity":{quantity}{self.after_quantity}'
        )


@value
class Place:
    """What a purchase says besides its lines: who sends it from where, all checked."""

    source: str
    currency: str
    branch: str
    till: str
    actor: str
    channel: str


def purchase_of(
    place: Place,
    receipt_number: str,
    happened_at: Instant,
    local: LocalMoment,
    identifier: Identifier | None,
    lines: Sequence[Line],
    json_lines: Sequence[str],
    tenders: tuple[Tender, ...],
) -> Purchase:
    """The purchase with its canonical document; `json_lines` are the lines as `Article.json_of` writes them."""
    who = "null" if identifier is None else f'{{"kind":"{identifier.kind}","text":{quoted(identifier.text)}}}'
    paid = ",".join([f'{{"amount_minor":{tender.amount_minor},"kind":"{tender.kind}"}}' for tender in tenders])
    document = (
        f'{{"actor":{quoted(place.actor)},"branch":{quoted(place.branch)},"business_date":"{local.business_date}",'
        f'"channel":"{place.channel}","currency":"{place.currency}","happened_at":{happened_at},"identifier":{who},'
        f'"lines":[{",".join(json_lines)}],"minute":{local.minute},"receipt_number":{quoted(receipt_number)},'
        f'"source":{quoted(place.source)},"tenders":[{paid}],"till":{quoted(place.till)},"weekday":{local.weekday}}}'
    )
    return Purchase(
        place.branch, place.till, place.actor, place.source, receipt_number, place.channel, place.currency, happened_at,
        local.business_date, local.weekday, local.minute, identifier, tuple(lines), tenders, document.encode("utf-8"),
    )  # fmt: skip
