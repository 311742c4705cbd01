"""The keys of experiences: evenings, tastings, workshops with so many seats."""

from typing import Final

from zegel.program.key import Key

EXPERIENCES: Final = Key("experiences", "ids with table `experience`", "What members may come to, for so many seats.")
SEAT_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "experience": (
        Key("names", "`{nl: …, en: …}`", "What members read.", "the id"),
        Key("date", "a date", "The day.", needed=True),
        Key("starts", "`19:30`", "When it begins, in the branch's zone.", needed=True),
        Key("branch", "a branch", "Where it is.", "the only branch"),
        Key("seats", "count", "How many seats there are, guests included.", needed=True),
        Key("reply until", "a date", "The last day to say yes.", "the day before"),
        Key("guests", "count", "How many others each member may bring.", "0"),
        Key("costs", "`200 points`", "What each seat costs, guests' too: set aside with the reply, spent at the door.", "nothing"),
        Key("cancel until", "a date", "The last day on which who says no gets the points back.", "the last day to reply"),
        Key("no show", "`costs the points` or `gives them back`", "What becomes of the points of who does not come.", "costs the points"),
        Key("for", "table `for`", "Who is invited, as things stand when they reply.", "every member"),
    )
}
