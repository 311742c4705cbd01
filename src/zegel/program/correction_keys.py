"""The keys of corrections by hand."""

from typing import Final

from zegel.program.key import Key

CORRECTIONS: Final = Key("corrections", "ids with table `correction`", "By unit: how much may be corrected by hand alone.")
CORRECTION_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "correction": (
        Key(
            "alone", "`{cashier: 100 points, manager: 1_000 points}`",
            "What each role corrects alone, up or down; above it a colleague approves.", needed=True,
        ),
    )
}  # fmt: skip
