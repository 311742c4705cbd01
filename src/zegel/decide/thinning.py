"""What somebody bought is forgotten in time: a receipt keeps its totals, its sums by VAT rate and what it did, and no article any more.

The whole document's hash stays in its entry. That of what is left stands in the receipt of a later entry of the same chain (`LinesGone`),
so that `zegel books check` still knows which text belongs there, whether the receipt was made before or after this was thought of.
"""

from collections.abc import Sequence
from hashlib import sha256
from json import loads
from typing import Any, Final

from zegel.core.canonical import Json, document_bytes, quoted
from zegel.core.periods import Day, plus_days, plus_months
from zegel.core.value import value
from zegel.decide.document import THINNED
from zegel.program.model import Words

LINES_GONE: Final = "lines gone"
"""The kind of the entry, and of its effect."""
_ARTICLE: Final = b'"sku":"'
_SUMMED: Final = ("items", "shares")
"""What effects hold a number a line of."""
_FACTS: Final = ("member", "purchase_number", "since", "tenure_months", "tenure_years", "tier")
"""Facts that the words of an effect may name; windows and questions are about what else was bought."""


@value
class LinesGone:
    """Of these receipts of this purse the lines are gone, `after_months`: (number, SHA-256 of what is left of the document, hex)."""

    after_months: int
    receipts: tuple[tuple[int, str], ...]

    def json(self) -> str:
        left = ",".join([f"[{seq},{quoted(digest)}]" for seq, digest in self.receipts])
        return f'{{"after_months":{self.after_months},"effect":"lines gone","receipts":[{left}]}}'


def lines_gone_says(effect: dict[str, Any], _program: object) -> tuple[Words, Words]:
    """Short and full."""
    n, months = len(effect["receipts"]), effect["after_months"]
    short = Words(
        f"{n} {'bon' if n == 1 else 'bonnen'}: regels verwijderd na {months} maanden",
        f"{n} {'receipt' if n == 1 else 'receipts'}: lines removed after {months} months",
    )
    return short, Words(f"{short.nl}. De bedragen en wat u spaarde blijven staan.", f"{short.en}. The amounts and what you earned stay.")


def thinned_words(months: int) -> tuple[Words, Words]:
    """What a receipt without lines says of itself, short and full."""
    short = Words(f"Regels verwijderd na {months} maanden", f"Lines removed after {months} months")
    return short, Words(
        f"{short.nl}: wat er gekocht werd, bewaren wij niet langer. De bedragen kloppen nog.",
        f"{short.en}: what was bought is kept no longer. The amounts still stand.",
    )


def names_articles(document: bytes) -> bool:
    """Whether a receipt says what was bought."""
    return _ARTICLE in document


def lines_go_before(today: Day, months: int, return_days: int) -> Day:
    """What was bought before this day is forgotten: whole months, so that a purse needs one entry a month for it, and none is kept longer.

    Never while the goods may still come back.

        >>> lines_go_before(Day("2026-11-23"), 26, 30), lines_go_before(Day("2026-11-23"), 3, 365)
        ('2024-10-01', '2025-11-23')
    """
    month = Day(f"{plus_months(today, -months)[:7]}-01")
    return min(plus_months(month, 1), plus_days(today, -return_days))


def thinned(document: bytes, months: int) -> bytes:
    """What is left of a receipt after `months`; the same bytes whoever asks. It must name articles, and not be thinned yet."""
    found = loads(document)
    assert THINNED not in found, "a receipt is thinned once"
    body: dict[str, Any] = found["body"]
    facts = {name: body["facts"][name] for name in _FACTS if name in body["facts"]}
    body |= {"effects": [_without_lines(one) for one in body["effects"]], "facts": facts | {"windows": []}, "failed": []}
    mark: dict[str, Json] = {"after_months": months, "digest": sha256(document).hexdigest()}
    return document_bytes({"body": body, "purchase": _without_articles(found["purchase"]), THINNED: mark, "v": 1})


def _without_articles(purchase: dict[str, Any] | None) -> Json:
    """A purchase with its lines as one sum a VAT rate (basis points, minor units before Zegel's discounts)."""
    if purchase is None:
        return None
    sums: dict[int, int] = {}
    for line in purchase["lines"]:
        sums[line["vat_bp"]] = sums.get(line["vat_bp"], 0) + line["net_minor"]
    return purchase | {"identifier": None, "lines": [], "vat": [[rate, minor] for rate, minor in sorted(sums.items())]}


def _without_lines(effect: dict[str, Any]) -> dict[str, Any]:
    """An effect with its numbers a line as one number, and no article."""
    summed = {name: [sum(effect[name])] for name in _SUMMED if name in effect}
    return effect | summed | ({"sku": ""} if "sku" in effect else {})


def vouched(documents: Sequence[bytes]) -> set[tuple[int, bytes]]:
    """(number, digest) of every thinned receipt that these receipts of a purse, found to be whole, tell of."""
    told = [effect for one in documents for effect in loads(one)["body"]["effects"] if effect["effect"] == LINES_GONE]
    return {(seq, bytes.fromhex(digest)) for effect in told for seq, digest in effect["receipts"]}


def whole_digest(document: bytes) -> bytes:
    """The SHA-256 of the whole document that a thinned one was; b"" where this is none."""
    mark = loads(document).get(THINNED)
    return bytes.fromhex(mark["digest"]) if mark else b""
