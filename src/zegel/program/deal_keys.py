"""The keys that say what a discount or a coupon takes off, or gives."""

from typing import Final

from zegel.program.key import Key

DEALS: Final = (
    Key(
        "off",
        "`5%`, `5% + 3%`, `5.00 EUR`, `5.00 EUR by quantity`, `0.50 EUR per item`, `5.00 EUR per 50.00 EUR`, `5% per bundle`",
        "What goes off the price.",
    ),
    Key("price", "`2.00 EUR` or `100.00 EUR together`", "What each piece costs, or all of them; with `take` or `bundle` those pieces."),
    Key(
        "every",
        "`2nd item`, `3rd line`, `2nd item from the 1st`",
        "Which pieces or lines get it, where not each of them does.",
        "each of them",
    ),
    Key("take", "count", "With `pay`: so many for the price of fewer. With `price` or `off`: so many for that, or cheaper."),
    Key("pay", "count", "For how many one pays."),
    Key("buy", "count", "With every so many …"),
    Key("get", "count", "… so many are free, or reduced where `off` stands there; with `gift` so many of that."),
    Key(
        "out of",
        "articles, or the name of a set",
        "What one gets; beside a `gift`: those in the basket are free, and only what it lacks is handed over.",
        "the same articles; a `gift` is always handed over",
    ),
    Key(
        "free",
        "`cheapest`, `cheapest of all`, `dearest`, `first`, `chosen`, `3rd`",
        "Which pieces are free or reduced.",
        "`settings.free items`",
    ),
    Key("bundle", "list of table `part`", "Pieces that cost `price` together, get `off`, or bring a `gift`; only where all are there."),
    Key(
        "pieces",
        "`dearest` or `cheapest`",
        "With `take` or `bundle`: which pieces go into it first; with `every`: which are counted first.",
        "dearest; with `every` the order of the receipt",
    ),
    Key("steps", "list of table `price step`", "The more one buys, the more goes off."),
    Key("method", "`whole` or `marginal`", "The highest step counts for everything, or each step for what lies in it. No default."),
    Key("upgrade", "text or `{nl: …, en: …}`, or a list to choose from", "What one gets instead of each, at its price."),
    Key("gift", "text or `{nl: …, en: …}`, or a list to choose from", "A thing that comes with the purchase."),
    Key("sku", "an article number, or a list as long as that of the gift", "The article that the gift (or upgrade) is, for the receipt."),
    Key("worth", "`12.50 EUR`", "What the gift is worth; with `spend`, what one of the unit takes off.", "not stated; its own worth"),
    Key("on", "`catalogue`, `line`, `basket` or `shipping`", "The stage of the price.", "line; basket for amounts"),
)
"""What a discount or a coupon may take off."""
