"""When an article gets cheaper soon after somebody bought it (domain.md M47): they get the difference as store credit."""

from typing import Final

from zegel.core.value import value
from zegel.program.key import Key

SECTION: Final = "price protection"
PROTECTION: Final = Key(SECTION, "table `price protection`", "What becomes of somebody who bought just before the price went down.")
PROTECTION_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    SECTION: (
        Key("within", "`14 days`", "How long after the sale the price may go down.", needed=True),
        Key(
            "valid for",
            "`60 days`",
            "How long the credit can be spent, from the day on which it is given (or the price goes down).",
            needed=True,
        ),
        Key(
            "ahead", "`7 days`", "How long before a price goes down that is told and given; it can be spent from that day on.", "not before"
        ),
    ),
}


@value
class PriceProtection:
    """Who bought at most `within_days` before gets the difference as store credit, valid for `valid_days`.

    A price that goes down at most `ahead_days` later counts already: its credit can be spent from that day on.
    """

    within_days: int
    valid_days: int
    ahead_days: int = 0
