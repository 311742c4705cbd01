"""Lines that name an article and say little of it take the rest from the catalogue, before anything is judged.

The completed line is what the receipt keeps, so nothing later depends on what the catalogue says by then.
"""

from dataclasses import replace
from typing import TypeVar

from zegel.core.article import completed, lacks
from zegel.core.purchase import Purchase
from zegel.core.purchase_document import with_document
from zegel.flows.commands import OpenHold, Quote, RecordPurchase
from zegel.flows.facts import Resolved

Bought = TypeVar("Bought", bound=RecordPurchase | Quote | OpenHold)


def skus_of(purchase: Purchase) -> tuple[str, ...]:
    """The articles to look up, each once."""
    found = {line.sku: None for line in purchase.lines if lacks(line)}
    return tuple(found) if found else ()


def with_articles(command: Bought, resolved: Resolved) -> Bought:
    """`command` with its lines completed; itself where the catalogue knows nothing of them."""
    articles = resolved.articles
    if not articles:
        return command
    purchase, changed = command.purchase, False
    lines = []
    for line in purchase.lines:
        article = articles.get(line.sku) if lacks(line) else None
        full = line if article is None else completed(line, article, purchase.business_date)
        changed = changed or full != line
        lines.append(full)
    return replace(command, purchase=with_document(replace(purchase, lines=tuple(lines)))) if changed else command
