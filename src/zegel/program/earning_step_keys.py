"""The keys of an earning rule that gives more for more."""

from typing import Final

from zegel.program.key import Key

STEPPED: Final = (
    Key("steps", "list of table `earning step`", "With an amount or a percentage: what is given for each of it from an amount on."),
    Key("method", "`whole` or `marginal`", "With `steps`: the highest counts for everything, or each for what lies in it. No default."),
    Key(
        "counted per", "`purchase`, `day`, `week`, `month`, `year` or `member`",
        "With `steps`: which purchases together come to a step; each gives what it adds.", "purchase",
    ),
)  # fmt: skip
"""Keys of the rule itself."""

STEP_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "earning step": (
        Key("from", "`50.00 EUR`", "Where the step begins.", needed=True),
        Key("give", "`20 points`, `3% store credit` or `nothing`", "What is given from there on, in the unit of the rule.", needed=True),
    ),
}
