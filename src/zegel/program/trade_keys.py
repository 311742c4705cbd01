"""The keys of what a company agrees with its business customers."""

from typing import Final

from zegel.program.key import Key

TRADE: Final = (Key("agreements", "ids with table `agreement`", "Ladders for business customers: what a year's turnover gives."),)
"""Keys of the file itself."""

TRADE_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "agreement": (
        Key("measure", "table `turnover`", "What counts.", needed=True),
        Key(
            "method", "`whole` or `marginal`", "The highest step counts for everything, or each step for what lies in it. No default.",
            needed=True,
        ),
        Key("ladder", "list of table `rung`", "The steps, from low to high.", needed=True),
        Key("growth", "list of table `growth`", "What growing on last year gives besides."),
        Key("target", "table `target`", "What reaching one target gives besides."),
        Key(
            "started year", "`as a whole year` or `pro rata`",
            "Thresholds in a year in which an agreement begins or ends: as they are, or in proportion to its days.", "as a whole year",
        ),
        Key("pays", "table `pays`", "How and when a bonus is paid.", "a credit note after the end of the year"),
        Key("names", "`{nl: …, en: …}`", "What the business customer reads.", "the id"),
    ),
    "turnover": (
        Key(
            "turnover", "`net invoiced`, `net paid` or `net delivered`",
            "What is booked, without VAT, less what came back; or of that only what is reported as paid, or as delivered.", needed=True,
        ),
        Key("year", "`calendar` or `contract`", "From 1 January, or from the day on which an agreement began.", "calendar"),
        Key("of", "articles, or the name of a set", "Which articles count.", "all articles"),
        Key("without", "legal classes, categories, tags, names of sets, articles", "What does not count: freight, deposits."),
    ),
    "rung": (
        Key("from", "`20_000.00 EUR` or `1_000 pieces`", "Where the step begins.", needed=True),
        Key("gives", "`3%`, `250.00 EUR` or `0.05 EUR per piece`", "What it gives, of the turnover, at once, or for each piece."),
        Key("term", "`15 days`", "From here on invoices may be paid this much later."),
    ),
    "growth": (
        Key("from", "`5%`", "More turnover than last year.", needed=True),
        Key("gives", "`1%`", "What it gives, of the whole turnover.", needed=True),
    ),
    "target": (
        Key("from", "`100_000.00 EUR`", "The target.", needed=True),
        Key("gives", "`500.00 EUR` or `0.5%`", "What it gives, at once or of the turnover.", needed=True),
    ),
    "pays": (
        Key("by", "`credit note`", "How it is paid.", "credit note"),
        Key("after", "`year end`", "When it is paid.", "year end"),
        Key("split by", "`VAT rate`", "Split in proportion to the turnover, spare cents by largest remainder.", "VAT rate"),
        Key("at least", "`50.00 EUR`", "Less than this is not paid.", "any amount"),
    ),
}  # fmt: skip
