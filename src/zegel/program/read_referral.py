"""The section `referral`."""

from typing import Final

from zegel.program import forms
from zegel.program.gives import Gives
from zegel.program.phrases import phrase
from zegel.program.read_gives import read_gives
from zegel.program.read_rules import RuleReader
from zegel.program.referral import Referral
from zegel.program.tree import Node

DEFAULT_WITHIN: Final = 30
_DAYS: Final = {"day": 1, "week": 7, "month": 30}
"""A month is thirty days here: what is counted is how close together friends came, not a month of the calendar."""


def read_referral(rules: RuleReader, node: Node) -> Referral:
    """The section `referral`; its measure is counted from now on."""
    page = rules.page
    found = page.table(node, "referral")
    friend, member = [read_gives(rules, found[key]) if key in found else Gives("", 0) for key in ("friend gets", "member gets")]
    if not friend.unit and not member.unit:
        page.wrong(node, "missing_key", "Nobody gets anything.", "Say what the friend or the member gets: `friend gets: 500 points`.")
    spend = page.form(found["first spends"], rules.money, 0) if "first spends" in found else 0
    within = page.form(found["within"], forms.days, DEFAULT_WITHIN) if "within" in found else DEFAULT_WITHIN
    most = page.form(found["at most"], _a_month, 0) if "at most" in found else 0
    above, days = page.form(found["looked at above"], _within, (0, 1)) if "looked at above" in found else (0, 1)
    rules.conditions.lifetime("spend")
    return Referral(friend.unit, friend.count, member.unit, member.count, spend, within, most, above, days)


def _within(text: str) -> tuple[int, int]:
    """`5 per week`: so many, and within how many days."""
    number, _, rest = text.partition(" per ")
    if rest not in _DAYS:
        raise forms.Wrong(
            phrase("`{text}` is no number of friends in a time.", text=text[:40]), f"{number} per week" if number.isdigit() else ""
        )
    return forms.count(number, 1), _DAYS[rest]


def _a_month(text: str) -> int:
    """`5 per month`."""
    number, _, rest = text.partition(" ")
    if rest != "per month":
        raise forms.Wrong(
            phrase("`{text}` is no number of friends a month.", text=text[:40]), f"{number} per month" if number.isdigit() else ""
        )
    return forms.count(number)
