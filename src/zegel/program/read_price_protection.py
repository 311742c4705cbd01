"""The section `price protection`."""

from zegel.program import forms
from zegel.program.page import Page
from zegel.program.price_protection import SECTION, PriceProtection
from zegel.program.tree import Node


def read_protection(page: Page, top: dict[str, Node]) -> PriceProtection | None:
    """The section; it gives store credit, so the program must keep that."""
    if SECTION not in top:
        return None
    found = page.table(top[SECTION], SECTION)
    if "store credit" not in top:
        page.wrong(
            top[SECTION], "missing_key", "What is given is store credit.", "Say how long that lasts: `store credit: {expires: never}`."
        )
    within = page.form(found["within"], forms.days, 1) if "within" in found else 1
    valid = page.form(found["valid for"], forms.days, 1) if "valid for" in found else 1
    return PriceProtection(within, valid, page.form(found["ahead"], forms.days, 0) if "ahead" in found else 0)
