"""A rule, or every rule that gives something, stands still for now: nothing new is given, and what members have stays theirs.

A paused rule is a rule whose first condition never holds, so that a receipt says of it why it gave nothing.
"""

from typing import Final

from zegel.program import forms
from zegel.program.conditions import Any, Called, NamedTest
from zegel.program.model import Words
from zegel.program.page import Page
from zegel.program.tree import Node

_NEVER: Final = Any(())
PAUSED: Final = NamedTest("paused", Called("pause", "rule", "zodra dit weer doorgaat", "once this goes on again", _NEVER))
ALL_PAUSED: Final = NamedTest(
    "paused", Called("pause", "program", "zodra het spaarprogramma weer doorgaat", "once the program goes on again", _NEVER)
)
SAYS: Final = Words(
    "Het programma staat nu stil: er komt niets bij. Wat u heeft, houdt u en kunt u gebruiken.",
    "The program stands still for now: nothing is added. What you have you keep and can use.",
)


def is_paused(page: Page, found: dict[str, Node]) -> bool:
    """Whether a table says that it stands still."""
    return "paused" in found and page.form(found["paused"], forms.yes_no, harmless=False)


def pause_of(page: Page, found: dict[str, Node], *, all_paused: bool) -> tuple[NamedTest, ...]:
    """What stands before the other tests of a rule; () while it goes on."""
    paused = is_paused(page, found)
    return (ALL_PAUSED,) if all_paused else (PAUSED,) if paused else ()


def refuse_pause(page: Page, found: dict[str, Node]) -> None:
    """What members saved they can always spend."""
    if "paused" in found:
        page.wrong(found["paused"], "not_together", "What members saved they can spend, also while others stand still.", "Take it out.")
