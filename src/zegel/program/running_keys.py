"""Keys about a program that runs: what stands still for now, and what one person alone may not publish."""

from typing import Final

from zegel.program.key import Key

PAUSED: Final = Key("paused", "`true` or `false`", "Whether it gives nothing for now; what members have of it they keep.", "false")

RUNNING: Final = (
    Key(
        "paused", "`true` or `false`", "Whether all earning rules, stamp cards and discounts stand still; what members have they can use.",
        "false",
    ),
    Key("publishing", "table `publishing`", "What one person alone may not publish."),
)  # fmt: skip

RUNNING_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "publishing": (
        Key(
            "second person", "`always`, `never` or `above 1000.00 EUR`",
            "When somebody else than who wrote a draft must publish it: always, or where it may cost more than that in a period.", "never",
        ),
    ),
}  # fmt: skip
