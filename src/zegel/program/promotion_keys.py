"""The keys of what is extra: a promotion, and the day on which it was made."""

from typing import Final

from zegel.program.key import Key

PROMOTED: Final = (
    Key("promotion", "`true` or `false`", "Whether it is extra; see `settings.promotions` and `settings.several promotions`.", "false"),
    Key("made", "`2026-11-20`", "Of a promotion: the day on which it was made.", "before all others"),
)
