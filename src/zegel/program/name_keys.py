"""The keys of what is called something by the section `names`."""

from typing import Final

from zegel.program.key import Key

NAMES: Final = Key(
    "names", "table `called`",
    "What people read for categories, brands, tags, branches, stamp cards, rebates, fields and other things with an id.", "their ids"
)  # fmt: skip
NAMES_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "called": (
        Key("categories", "ids with table `words`", "Of categories, by their path.", "the path"),
        Key("brands", "ids with table `words`", "Of brands.", "the brand"),
        Key("tags", "ids with table `words`", "Of tags.", "the tag"),
        Key("branches", "ids with table `words`", "Of branches, by their id.", "the id"),
        Key("price lists", "ids with table `words`", "Of price lists that members may have.", "the list"),
        Key("stamp cards", "ids with table `words`", "Of stamp cards, by their id.", "the id"),
        Key("warranties", "ids with table `words`", "Of warranties, by their id.", "the id"),
        Key("trials", "ids with table `words`", "Of trials, by their id.", "the id"),
        Key("rebates", "ids with table `words`", "Of rebates, by their id.", "the id"),
        Key("trade in", "ids with table `words`", "Of what can be handed in, by its id.", "the id"),
        Key("goodwill", "ids with table `words`", "Of offers of goodwill, by their id.", "the id"),
        Key("budgets", "ids with table `words`", "Of the budgets of gestures.", "the budget"),
        Key("roles", "ids with table `words`", "Of roles of the shop's own; `cashier`, `manager` and the like have names.", "the role"),
        Key("invitations", "ids with table `words`", "Of what members are invited to.", "as it stands there"),
        Key("fields", "ids with table `words`", "Of what is told with an event, or by members of themselves.", "the field"),
        Key("answers", "ids with table `words`", "Of the texts that such a field may hold.", "the text"),
    ),
}  # fmt: skip
