"""The forms of what is given outside of a purchase: `200 points`, `coupon sorry`, `5.00 EUR store credit`, `5% store credit`."""

import re

from zegel.program import forms
from zegel.program.gives import Gives
from zegel.program.phrases import phrase
from zegel.program.read_given import WHOLE, coupon_given, credit_given, is_coupon, is_credit
from zegel.program.read_rules import RuleReader
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.tree import Node, Text


def read_gives(rules: RuleReader, node: Node | None, *, shares: bool = False) -> Gives:
    """What `node` says; where nothing may be a share (`shares`), a percentage is a mistake."""
    page = rules.page
    if node is None:
        return Gives("", 1)
    if is_coupon(node):
        count, unit = coupon_given(page, node, rules.coupons)
        rules.coupon_gifts.add(unit)
        return Gives(unit, count)
    if is_credit(node) and STORE_CREDIT not in rules.units.called:
        count, whole = credit_given(page, node, {}, rules.currency, kept=rules.keeps_credit)
        if whole != WHOLE:
            return Gives(STORE_CREDIT, count)
        if not shares:
            page.wrong(node, "not_together", "Here there is nothing to take a percentage of.", "Say an amount: `5.00 EUR store credit`.")
            return Gives(STORE_CREDIT, 1)
        return Gives(STORE_CREDIT, 0, count)
    if isinstance(node, Text) and re.fullmatch(rf"[0-9_]+([.,][0-9]+)? {rules.currency}", node.text):
        said = phrase("`{text}` is no count of a unit like `50 points`.", text=node.text)
        page.wrong(node, "not_of_this_form", said, "", f"{node.text} store credit")
        return Gives("", 1)
    count, called = page.form(node, forms.amount_of, (1, ""))
    return Gives(rules.units.find(page, node, called) if called else "", count)
