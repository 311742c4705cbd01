"""In which order discounts come off where the program lists them: `settings.order: listed` with `settings.listed`."""

from collections.abc import Sequence
from dataclasses import replace

from zegel.program.model import Discount
from zegel.program.page import Page
from zegel.program.tree import Node, Text

LISTED = "listed"


def placed(page: Page, settings: Node | None, discounts: Sequence[Discount]) -> tuple[Discount, ...]:
    """`discounts` by priority, then id, each with its place on the list (0 where it is not on it)."""
    found = page.table(settings, "settings") if settings is not None else {}
    order, ids = found.get("order"), {rule.id for rule in discounts}
    listed = isinstance(order, Text) and order.text == LISTED
    places: dict[str, int] = {}
    for item in page.items(found[LISTED]) if LISTED in found else []:
        name = page.known(item, ids, "discount")
        if name in places:
            page.wrong(item, "duplicate_key", "It stands here twice.", "Take one of them out.")
        places.setdefault(name, len(places) + 1)
    if LISTED in found and not listed:
        page.wrong(found[LISTED], "not_together", "A list counts only with `order: listed`.", "Take it out, or say `order: listed`.")
    if order is not None and listed and LISTED not in found:
        page.wrong(order, "missing_key", "Nothing says in which order.", "Name the discounts under `listed`.")
    return tuple(replace(rule, place=places.get(rule.id, 0)) for rule in sorted(discounts, key=lambda rule: (-rule.priority, rule.id)))
