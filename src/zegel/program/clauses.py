"""How a condition stands behind what it is a condition of."""

from typing import Final


def behind(said: str) -> str:
    """A condition behind what it is a condition of: a clause behind a comma, a day, a place or a tier without one; "" stays so."""
    if not said:
        return ""
    return f"{',' if said.startswith(_CLAUSES) and not said.startswith('met niveau ') else ''} {said}"


_CLAUSES: Final = (
    "als ", "if ", "niet ", "not ", "na ", "after ", "één keer ", "once ", "met ", "with ", "zonder ", "without ",
)  # fmt: skip
