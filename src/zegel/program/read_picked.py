"""`every: 2nd item`, `pieces: dearest`: which pieces or lines a discount is on, where it is not on each of them."""

from dataclasses import replace
from typing import Literal, cast

from zegel.program import forms
from zegel.program.deals import Amount, AmountEach, Deal, Percent, Picked, UnitPrice, WholePrice
from zegel.program.forms import Wrong
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.tree import Node


def picked(page: Page, found: dict[str, Node], deal: Deal, line_pieces: int) -> Picked | None:
    """What `every` says of `deal`, None where it is not there; where nothing goes off each of them it is a mistake."""
    node = found.get("every")
    if node is None:
        _nothing_counted(page, found, deal)
        return None
    one = page.form(node, _picked, Picked(1, 1, "item", "receipt"))
    if not isinstance(deal, Percent | UnitPrice | AmountEach):
        said = phrase("Which of them is said only where something goes off each.")
        page.wrong(node, "not_together", said, "Say a percentage, `5.00 EUR per item`, `5.00 EUR per line` or a price for each.")
    elif isinstance(deal, AmountEach) and deal.per == "line" and one.per == "item":
        page.wrong(node, "not_together", "What goes off each line is not counted by piece.", "Say `line` here, or `per item` there.")
    elif line_pieces:
        said = phrase("`{key}` does not go with `{other}`.", key="every", other="at most … items per line")
        page.wrong(node, "not_together", said, "Say `per basket: 3 times` for how many it may be in all.")
    if "pieces" not in found:
        return one
    return replace(one, order=cast(Literal["dearest", "cheapest"], page.choice(found["pieces"], ("dearest", "cheapest"), "word")))


def _nothing_counted(page: Page, found: dict[str, Node], deal: Deal) -> None:
    """What is said of pieces in a row, where nothing counts them, is a mistake."""
    for_each = isinstance(deal, Percent | UnitPrice | AmountEach)
    for key in ("pieces", "per basket"):
        if key in found and (for_each if key == "pieces" else isinstance(deal, UnitPrice)):
            said = phrase("`{key}` counts pieces, and nothing here says which.", key=key)
            page.wrong(found[key], "not_together", said, "Add `every: 1st item`, or take it out.")
    if "pieces" in found and isinstance(deal, Amount | WholePrice):
        page.wrong(found["pieces"], "not_together", "What goes off all there is chooses no pieces.", "Take it out.")


def _picked(text: str) -> Picked:
    """`2nd item`, `2nd line from the 1st`; without `from` it begins with the last of the first round."""
    what, starts, begins = text.partition(" from the ")
    place, _, per = what.partition(" ")
    if per not in ("item", "line"):
        raise _wrong(text)
    every, first = _place(place, text), _place(begins, text) if starts else 0
    return Picked(every, first or every, "item" if per == "item" else "line", "receipt")


def _place(word: str, text: str) -> int:
    place, each = forms.ordinal(word)
    if each or not 1 <= place <= 10_000:
        raise _wrong(text)
    return place


def _wrong(text: str) -> Wrong:
    return Wrong(phrase("`{text}` is no form like `2nd item`, `3rd line` or `2nd item from the 1st`.", text=text[:60]))
