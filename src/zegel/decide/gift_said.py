"""What a gift was, by name and how many of it."""

from typing import Any

from zegel.program.compile import Rule
from zegel.program.deals import Gift
from zegel.program.model import Discount, Reward


def counted_gift(effect: dict[str, Any], rule: Rule | None) -> tuple[str, str]:
    """What was given, or comes back, in Dutch and English: `2 × koffie (artikel 4711)` where it is counted and has a number."""
    choice = effect["choice"] - 1
    nl, en = options_of(rule)[choice]
    if isinstance(rule, Discount) and isinstance(rule.deal, Gift) and rule.deal.skus:
        nl, en = f"{nl} (artikel {rule.deal.skus[choice]})", f"{en} (article {rule.deal.skus[choice]})"
    return (f"{effect['count']} × {nl}", f"{effect['count']} × {en}") if effect.get("count", 0) else (nl, en)


def options_of(rule: Rule | None) -> tuple[tuple[str, str], ...]:
    """The things to choose from, in Dutch and English."""
    if isinstance(rule, Reward):
        return tuple((option.nl, option.en) for option in rule.options)
    assert isinstance(rule, Discount)
    assert isinstance(rule.deal, Gift)
    return rule.deal.options
