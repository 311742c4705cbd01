"""The keys of a coalition."""

from typing import Final

from zegel.program.key import Key

PARTNERS: Final = Key("partners", "table `partners`", "Companies that share one purse, and what they pay each other for points.")

PARTNER_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "partners": (
        Key("unit", "a unit's id", "The points that partners issue and redeem.", needed=True),
        Key("who", "ids with table `partner`", "The partners.", needed=True),
        Key("disputed within", "`30 days`", "How long after the end of a month its settlement can be disputed.", "30 days"),
    ),
    "partner": (
        Key("branches", "an id or a list", "Its branches; a branch belongs to one partner.", needed=True),
        Key("names", "`{nl: …, en: …}`", "What members read.", "the id"),
        Key("give", "`1 mile`", "Its own earning rate …"),
        Key("per", "`2.50 EUR`, `item` or `purchase`", "… and for what."),
        Key("issued at", "`0.008 EUR`", "What it pays for each point that it issues.", needed=True),
        Key("redeemed at", "`0.005 EUR`", "What it gets for each point that is redeemed with it.", needed=True),
    ),
}  # fmt: skip
