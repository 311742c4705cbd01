"""The keys of what categories, brands and tags are called."""

from typing import Final

from zegel.program.key import Key

NAMES: Final = Key("names", "table `called`", "What members read for categories, brands and tags.", "their ids")
NAMES_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "called": (
        Key("categories", "ids with table `words`", "Of categories, by their path.", "the path"),
        Key("brands", "ids with table `words`", "Of brands.", "the brand"),
        Key("tags", "ids with table `words`", "Of tags.", "the tag"),
    ),
}  # fmt: skip
