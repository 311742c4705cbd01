"""The section `referral`."""

from typing import Final

from zegel.program import forms
from zegel.program.read_rules import RuleReader
from zegel.program.referral import Referral
from zegel.program.tree import Node

DEFAULT_WITHIN: Final = 30


def read_referral(rules: RuleReader, node: Node) -> Referral:
    """The section `referral`; its measure is counted from now on."""
    page = rules.page
    found = page.table(node, "referral")
    friend = _given(rules, found.get("friend gets"))
    member = _given(rules, found.get("member gets"))
    if not friend[1] and not member[1]:
        page.wrong(node, "missing_key", "Nobody gets anything.", "Say what the friend or the member gets: `friend gets: 500 points`.")
    spend = page.form(found["first spends"], rules.money, 0) if "first spends" in found else 0
    within = page.form(found["within"], forms.days, DEFAULT_WITHIN) if "within" in found else DEFAULT_WITHIN
    most = page.form(found["at most"], _a_month, 0) if "at most" in found else 0
    rules.conditions.lifetime("spend")
    return Referral(friend[1], friend[0], member[1], member[0], spend, within, most)


def _given(rules: RuleReader, node: Node | None) -> tuple[int, str]:
    if node is None:
        return 0, ""
    count, called = rules.page.form(node, forms.amount_of, (0, ""))
    return count, rules.units.find(rules.page, node, called) if called else ""


def _a_month(text: str) -> int:
    """`5 per month`."""
    number, _, rest = text.partition(" ")
    if rest != "per month":
        raise forms.Wrong(f"`{text[:40]}` is no number of friends a month.", f"{number} per month" if number.isdigit() else "")
    return forms.count(number)
