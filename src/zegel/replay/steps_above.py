"""The steps of a story that a later one names, counted from 1."""

from typing import Final

from zegel.program.page import Page
from zegel.program.tree import Node

SAY_IT: Final = "Say it as `step 2`; steps count from 1."


def step_above(page: Page, node: Node, number: str | None, steps: int, say: str = SAY_IT) -> int:
    """The step that `number` names, 1 to `steps`. It is said where there is none, or (None) nothing of that form stands there: 0 then."""
    if number is not None and 0 < int(number) <= steps:
        return int(number)
    page.wrong(node, "unknown_step", "There is no such step above this one.", say)
    return 0
