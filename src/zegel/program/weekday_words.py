"""Days of the week, said with the word before them."""

from collections.abc import Sequence
from typing import Final

DAYS: Final = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def weekdays_said(days: Sequence[int], language: str) -> str:
    """`op dinsdag of vrijdag`, `van maandag tot en met vrijdag`; 0 is Monday, in their order."""
    names, nl = DAYS[language], language == "nl"
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        first, last = names[days[0]], names[days[-1]]
        return f"van {first} tot en met {last}" if nl else f"from {first} through {last}"
    listed = [names[day] for day in days]
    last = f"{', '.join(listed[:-1])} {'of' if nl else 'or'} {listed[-1]}" if len(listed) > 1 else listed[0]
    return f"{'op' if nl else 'on'} {last}"
