"""The keys of what categories, brands, tags, branches, price lists and stamp cards are called."""

from typing import Final

from zegel.program.key import Key

NAMES: Final = Key(
    "names", "table `called`", "What people read for categories, brands, tags, branches, price lists and stamp cards.", "their ids"
)  # fmt: skip
NAMES_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "called": (
        Key("categories", "ids with table `words`", "Of categories, by their path.", "the path"),
        Key("brands", "ids with table `words`", "Of brands.", "the brand"),
        Key("tags", "ids with table `words`", "Of tags.", "the tag"),
        Key("branches", "ids with table `words`", "Of branches, by their id.", "the id"),
        Key("price lists", "ids with table `words`", "Of price lists that members may have.", "the list"),
        Key("stamp cards", "ids with table `words`", "Of stamp cards, by their id.", "the id"),
    ),
}  # fmt: skip
