"""What goes off: of a price, of each bundle, or for every bundle that is in the basket."""

from typing import Final

from zegel.program import forms
from zegel.program.deals import Amount, AmountEach, EachBundle, Percent
from zegel.program.forms import Wrong, percent
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.tree import Node

PER_BUNDLE: Final = " per bundle"
BY_QUANTITY: Final = " by quantity"


def off(text: str, currency: str) -> Percent | Amount | AmountEach:
    """`5%`, `5% + 3%`, `5.00 EUR`, `5.00 EUR by quantity`, `5.00 EUR per 50.00 EUR`, `0.50 EUR per item`, `1.00 EUR per line`."""
    if "%" in text:
        first, *more = [percent(part) for part in text.split(" + ")]
        return Percent(first, tuple(more))
    if text.isdigit():
        raise Wrong(phrase("`{text}` is no percentage and no amount.", text=text[:40]), f"{text}%" if 0 < int(text[:4]) <= 100 else "")
    by_quantity = text.endswith(BY_QUANTITY)
    head, per, what = text.removesuffix(BY_QUANTITY).partition(" per ")
    minor = forms.money(head, currency)
    if minor == 0:
        raise Wrong("This must be more than nothing.")
    if not per:
        return Amount(minor, 0, by_quantity)
    if what in ("item", "line") and not by_quantity:
        return AmountEach(minor, "item" if what == "item" else "line")
    each = forms.money(what, currency)
    if each == 0:
        raise Wrong("This must be more than nothing.")
    return Amount(minor, each, by_quantity)


def bundle_off(text: str, currency: str, *, shared: bool = False) -> Percent | Amount:
    """`10%` or `5.00 EUR`: what goes off each bundle. `shared`: an amount may be shared `by quantity`."""
    found = off(text, currency)
    if isinstance(found, AmountEach) or _is_more(found, shared=shared):
        raise Wrong("Off a bundle goes one percentage or one amount: `10%` or `5.00 EUR`.")
    return found


def _is_more(found: Percent | Amount, *, shared: bool) -> bool:
    """Whether it is more than one percentage or one amount."""
    return bool(found.more) if isinstance(found, Percent) else bool(found.per_minor) or (found.by_quantity and not shared)


def each_bundle(page: Page, found: dict[str, Node], parts: tuple[tuple[int, int], ...], currency: str) -> EachBundle:
    """`off: 5% per bundle` beside a `bundle`: as much more goes off as there are more bundles in the basket."""
    for key in ("price", "pieces"):
        if key in found:
            said = phrase("`{key}` does not go with `{other}`.", key=key, other="off … per bundle")
            page.wrong(found[key], "not_together", said, "Take it out.")
    harmless: Percent | Amount = Percent(1)
    taken = page.form(found["off"], lambda text: bundle_off(text.replace(PER_BUNDLE, "", 1), currency, shared=True), harmless)
    if isinstance(taken, Percent):
        return EachBundle(parts, taken.bp)
    return EachBundle(parts, 0, taken.minor, taken.by_quantity)
