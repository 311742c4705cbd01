"""How many items a line counts for."""

from collections.abc import Sequence

from zegel.core.purchase import Line


def pieces(lines: Sequence[Line]) -> list[int]:
    """How many items each line counts for: whole pieces, or one for what is weighed or poured; nothing for a line of no price."""
    return [
        0 if line.net_minor <= 0 else line.quantity // 1000 if line.measure == "piece" else 1 if line.quantity > 0 else 0
        for line in lines
    ]  # fmt: skip
