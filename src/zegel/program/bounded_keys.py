"""The keys of how often a discount is had and what it may cost."""

from typing import Final

from zegel.program.key import Key

BOUNDED: Final = (
    Key("once per", "`member`, `year`, `month`, `week` or `day`", "A member has it in one basket in that time.", "in every basket"),
    Key(
        "limit", "`2 per member`, `1 per month`, `100 in total`, `5 per branch per day`, or a list",
        "In how many baskets a member may have it, or everybody together.", "no limit",
    ),
    Key("budget", "`500.00 EUR per month`", "What it may take off in a day, a week, a month, a year or in all.", "no limit"),
    Key(
        "over budget", "`capped`, `not at all` or `last one whole`",
        "What the last discount is: what is left of the budget, none, or all of it as long as anything is left.", "capped",
    ),
    Key("stock", "count, or `{markt: 5, haven: 2}`", "With a gift: how many there are, or how many each branch has.", "no limit"),
)  # fmt: skip
