"""What an earning rule gives: points, one of a coupon, or store credit (`2% store credit`, `5.00 EUR store credit`)."""

from typing import Final

from zegel.program import forms
from zegel.program.conditions import Compare, NamedTest
from zegel.program.coupons import token_of
from zegel.program.page import Page
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.tree import Node, Text

WHOLE: Final = 10_000
_TAIL: Final = f" {STORE_CREDIT}"
KNOWN: Final = NamedTest("member", Compare("member", "==", 1))
"""Money is owed to somebody: a card without a name behind it earns none."""


def is_coupon(node: Node) -> bool:
    """`coupon welcome`."""
    return isinstance(node, Text) and node.text.startswith("coupon ")


def is_credit(node: Node) -> bool:
    """`2% store credit`, `5.00 EUR store credit`."""
    return isinstance(node, Text) and node.text.endswith(_TAIL)


def coupon_given(page: Page, node: Node, coupons: "dict[str, int]") -> tuple[int, str]:
    """(how much, of which unit) of a coupon that is given; the unit is "" (and there is a mistake) where there is no such coupon."""
    assert isinstance(node, Text)
    found = page.known(Text(node.text.removeprefix("coupon "), node.line, node.column, node.path), coupons, "coupon")
    return (coupons[found], token_of(found)) if found else (1, "")


def credit_given(page: Page, node: Node, found: dict[str, Node], currency: str, *, kept: bool) -> tuple[int, int]:
    """(cents, 0) of an amount, or (basis points, WHOLE) of what is spent; `kept`: the program keeps store credit."""
    assert isinstance(node, Text)
    if not kept:
        page.wrong(node, "missing_key", "The program keeps no store credit.", "Say `store credit: {}`.")
    head = node.text.removesuffix(_TAIL)
    if head.endswith("%"):
        if "per" in found or "on" in found:
            page.wrong(found.get("per") or found["on"], "not_together", "A percentage is of what is spent.", "Take it out.")
        return page.part(node, head, forms.percent, 1), WHOLE
    if "per" in found and isinstance(found["per"], Text) and found["per"].text not in ("item", "purchase", "visit"):
        page.wrong(found["per"], "not_together", "Of what is spent a percentage is given.", "Say e.g. `give: 2% store credit`.")
    return page.part(node, head, lambda text: forms.more_than_nothing(text, currency), 1), 0
