"""What is done to a member by hand, in words: corrections that wait, members who become one."""

from collections.abc import Callable
from typing import Any, Final

from zegel.program.model import Words
from zegel.program.words import Language, both

BY_HAND: Final = ("correction", "merge", "block")
_MERGES: Final[dict[str, Words]] = {
    "asked": Words("Samenvoegen van twee leden: wacht op een collega", "Merging two members: waits for a colleague"),
    "refused": Words("Samenvoegen van twee leden: afgewezen door een collega", "Merging two members: refused by a colleague"),
    "merged": Words("Twee leden zijn samengevoegd", "Two members became one"),
}


_BLOCKS: Final[dict[tuple[int, int], Words]] = {
    (1, 1): Words("Geblokkeerd: sparen en inwisselen kan nu niet", "Blocked: no earning and no spending for now"),
    (1, 0): Words("Geblokkeerd: sparen kan nu niet", "Blocked: no earning for now"),
    (0, 1): Words("Geblokkeerd: inwisselen kan nu niet", "Blocked: no spending for now"),
    (0, 0): Words("Niet meer geblokkeerd", "No longer blocked"),
}


def by_hand_says(effect: dict[str, Any], counted: Callable[[int, str, Language], str]) -> tuple[Words, Words]:
    """The short and the full sentence of a `correction`, a `merge` or a `block`."""
    match effect["effect"]:
        case "correction":
            short = _correction(effect, counted)
        case "merge":
            short = _MERGES[effect["state"]]
        case _:
            short = _BLOCKS[effect["earning"], effect["spending"]]
    return short, Words(f"{short.nl}.", f"{short.en}.")


def _correction(effect: dict[str, Any], counted: Callable[[int, str, Language], str]) -> Words:
    n = effect["count"]
    amount = both(lambda language: f"{'−' if n < 0 else '+'}{counted(abs(n), effect['unit'], language)}")
    if effect["state"] == "asked":
        return Words(f"{amount.nl}: wacht op een collega", f"{amount.en}: waits for a colleague")
    return Words(f"{amount.nl}: afgewezen door een collega", f"{amount.en}: refused by a colleague")
