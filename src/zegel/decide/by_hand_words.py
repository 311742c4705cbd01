"""What is done to a member by hand, in words: corrections that wait, members who become one."""

from collections.abc import Callable
from typing import Any, Final

from zegel.program.model import Words
from zegel.program.words import Language, both

BY_HAND: Final = ("correction", "merge")
_MERGES: Final[dict[str, Words]] = {
    "asked": Words("Samenvoegen van twee leden: wacht op een collega", "Merging two members: waits for a colleague"),
    "refused": Words("Samenvoegen van twee leden: afgewezen door een collega", "Merging two members: refused by a colleague"),
    "merged": Words("Twee leden zijn samengevoegd", "Two members became one"),
}


def by_hand_says(effect: dict[str, Any], counted: Callable[[int, str, Language], str]) -> tuple[Words, Words]:
    """The short and the full sentence of a `correction` or a `merge`."""
    short = _correction(effect, counted) if effect["effect"] == "correction" else _MERGES[effect["state"]]
    return short, Words(f"{short.nl}.", f"{short.en}.")


def _correction(effect: dict[str, Any], counted: Callable[[int, str, Language], str]) -> Words:
    n = effect["count"]
    amount = both(lambda language: f"{'−' if n < 0 else '+'}{counted(abs(n), effect['unit'], language)}")
    if effect["state"] == "asked":
        return Words(f"{amount.nl}: wacht op een collega", f"{amount.en}: waits for a colleague")
    return Words(f"{amount.nl}: afgewezen door een collega", f"{amount.en}: refused by a colleague")
