"""The keys of a table that says which articles."""

from typing import Final

from zegel.core.purchase import MEASURES
from zegel.program.key import Key

ARTICLES: Final = (
    Key("category", "a path or a list", "That category or one below it: `bakery` holds `bakery/bread`."),
    Key("sku", "a text or a list", "The article's own number."),
    Key("brand", "a text or a list", "The brand."),
    Key("tag", "a text or a list", "A tag it bears."),
    Key("legal class", "a word or a list", "What the law calls it."),
    Key("condition", "`A`, `B`, `C`, `D`, or a list", "From as new (A) to damaged (D)."),
    Key("marked", "`at least 7 days`", "For how long it is damaged or marked down, by the catalogue; nobody knows: not at all."),
    Key("measure", ", ".join([f"`{one}`" for one in MEASURES]) + ", or a list", "What its quantity counts."),
    Key("price", "`at least 2.00 EUR`, or a list", "What one whole measure of it costs; several must all hold."),
    Key("all", "list of articles", "Every one must hold."),
    Key("any", "list of articles", "At least one must hold."),
    Key("not", "articles", "They must not hold."),
)  # fmt: skip
