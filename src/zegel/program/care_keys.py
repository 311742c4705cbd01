"""The keys of what is promised after the sale."""

from typing import Final

from zegel.program.key import Key

_OF: Final = Key("of", "articles, or the name of a set", "Which articles.", "all articles")
LONGER: Final = Key("longer", "ids with table `longer`", "For whom or what that is longer; of several that hold the longest counts.")
CARE: Final = (
    Key("trials", "ids with table `trial`", "What is sold on trial: money back whatever the reason."),
    Key("warranties", "ids with table `warranty`", "How long things are under warranty, by certificate."),
    Key("rebates", "ids with table `rebate`", "What can be claimed after a purchase."),
    Key("payments", "table `payments`", "The account that rebates in money are paid from."),
    Key("trade in", "ids with table `trade in`", "What handing in an old thing gives."),
    Key("goodwill", "table `goodwill`", "What may be offered when something went wrong, besides what the law gives."),
)
CARE_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "warranty": (_OF, Key("lasts", "`24 months`, `3 years`", "How long, from the day of sale.", needed=True),),
    "longer": (_OF, Key("within", "`60 days`", "How long, from the day of sale.", needed=True)),
    "trial": (_OF, Key("lasts", "`30 days`", "How long, from the day of sale. What the purchase gives waits that long.", needed=True),
        Key("notice", "`3 days`", "How long before it is over the member is told, by e-mail.", "3 days"),
        Key(
            "charge", "`before`, `hold`, `after`",
            "When it is paid: at the sale, set aside on the member's card until the trial is over, or only then. Zegel takes no money: it"
            " says when the shop must charge it or set it free.",
            "before",
        ),
        Key("label", "`https://retour.example/{receipt}`", "Where the member finds the return label; `{receipt}` is the sale.", "none")),
    "rebate": (
        _OF,
        Key(
            "gives", "`30 points`, `5.00 EUR store credit`, `10% store credit`",
            "What each item gives; a share: of what was paid.", "nothing; say this or `pays`",
        ),
        Key("pays", "`25.00 EUR`, `10%`", "What each item pays into the member's bank account, with VAT.", "nothing; say this or `gives`"),
        Key("bought", "`2026-11-01 .. 2026-12-31`", "When it was bought, both days included.", "any day"),
        Key("claim within", "`30 days`", "How long after the sale it can be claimed.", "30 days"),
    ),
    "payments": (
        Key("from", "an IBAN", "The company's own account.", needed=True),
        Key("name", "text", "In whose name it is.", "the program's name"),
    ),
    "trade in": (
        Key("gives", "`250 points`, `10% store credit`", "What handing one in gives; a percentage: of what it is worth.", needed=True),
        Key("worth", "`{A: 60.00 EUR, C: 15.00 EUR}`", "What one is bought for in each condition, A (as new) to D (broken).", "as agreed"),
    ),
    "offer": (
        Key("gives", "`200 points`, `coupon sorry`, `5% store credit`", "What it gives; a percentage: of what was paid.", needed=True),
        Key("for", "`small`, `serious`, `grave`, or a list", "How bad it must be.", "however bad"),
        Key("from", "`2nd`", "From which time on that something went wrong for the member within a year.", "the first"),
    ),
    "goodwill": (
        Key("offers", "ids with table `offer`", "What may be offered.", needed=True),
        Key("alone", "`{cashier: 5.00 EUR, manager: 25.00 EUR}`", "What each role gives alone; above it a colleague agrees.", "nothing"),
        Key("at most", "`2 per year`", "How often a member is given some.", "no limit"),
    ),
}  # fmt: skip
