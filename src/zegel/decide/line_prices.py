"""From and for: what each line of a receipt cost before and after everything that came off it, the till's own discount included."""

from collections.abc import Iterator

from zegel.core.purchase_document import purchase_from
from zegel.core.value import value
from zegel.decide.document import Document
from zegel.decide.effects import TAKING_OFF
from zegel.program.model import Words
from zegel.program.words import Language, money


@value
class LinePrice:
    """Line `number` cost `from_minor` and now `for_minor`; `rules` took the difference off, besides the till. `says` is for the receipt."""

    number: int
    from_minor: int
    for_minor: int
    rules: tuple[str, ...]
    says: Words


def line_prices(document: Document, currency: str) -> Iterator[LinePrice]:
    """The lines of a sale that something came off, in their order; nothing for other receipts."""
    if document.purchase is None:
        return
    effects = [effect for effect in document.body["effects"] if effect["effect"] in TAKING_OFF]
    for n, line in enumerate(purchase_from(document.purchase).lines):
        before = max(line.list_minor, line.net_minor)
        after = line.net_minor - sum(effect["shares"][n] for effect in effects)
        if after < before:
            rules = tuple(dict.fromkeys(effect["rule"] for effect in effects if effect["shares"][n]))
            says = Words(_says(before, after, currency, "nl"), _says(before, after, currency, "en"))
            yield LinePrice(line.number, before, after, rules, says)


def _says(before: int, after: int, currency: str, language: Language) -> str:
    was, now = money(before, currency, language), money(after, currency, language)
    if after == 0:
        return f"Van {was} voor niets" if language == "nl" else f"Was {was}, now free"
    return f"Van {was} voor {now}" if language == "nl" else f"Was {was}, now {now}"
