"""The keys of what a shop gives by itself: gestures of people in a branch, presents for a day."""

from typing import Final

from zegel.program.correction_keys import CORRECTION_KEYS, CORRECTIONS
from zegel.program.key import Key

GIFTS: Final = (
    Key("occasions", "ids with table `occasion`", "What members are given by itself on a day."),
    CORRECTIONS,
    Key("gestures", "table `gestures`", "What people in a branch may give by themselves."),
)

REACHED: Final = Key("coupon", "a coupon's id", "Of a tier: that coupon, for whoever reaches it, kept for the member to use later.")

KEPT: Final = (
    Key("coupon", "a coupon's id", "Instead of `free`: that coupon, kept for the member to use later."),
    Key("store credit", "`1.00 EUR`", "Instead of `free`: that much store credit, each time that it is taken."),
)
"""What a reward may be that is kept for a later basket."""

GIFT_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    **CORRECTION_KEYS,
    "gestures": (
        Key("kinds", "ids with table `gesture`", "What may be given.", needed=True),
        Key("envelope", "`100.00 EUR per month`", "What each branch may give in a month.", needed=True),
        Key("envelopes", "`{markt: 150.00 EUR per month}`", "What a branch of its own may give in a month, in place of `envelope`.",
            "each as `envelope` says"),
        Key("budgets", "`{complaint: 40.00 EUR per month, birthday: 20.00 EUR per month}`",
            "Kinds of reason, and how much of its envelope each branch may give for it in a month.", "none apart"),
        Key("reasons", "`{waited: 30.00 EUR per month, wrong: 40.00 EUR per month}`: `years`, `waited`, `child`, `wrong`, `day`, `other`",
            "How much of its envelope each branch may give in a month for that reason, as whoever gives it says.", "none apart"),
        Key("may give", "`{cashier: 5.00 EUR, manager: 25.00 EUR}`", "What each role gives alone; above it a colleague approves.", "all"),
        Key("at most", "`50.00 EUR`", "What one gesture may cost at most.", "no limit"),
        Key("presents", "`20 per day`", "How many small presents a branch gives in a day.", "no limit"),
        Key("surprise", "table `surprise`", "What the till suggests now and then."),
    ),
    "gesture": (
        Key("points", "`500 points`", "So many points."),
        Key("reward", "a reward's id", "One of that reward, to be used later; it costs the member nothing."),
        Key("coupon", "a coupon's id", "That coupon, kept for the member to use later."),
        Key("item", "text or `{nl: …, en: …}`", "A thing that is handed over."),
        Key("worth", "`7.50 EUR`", "What the thing or the coupon costs the branch.", "of a voucher what it is worth"),
        Key("present", "`true` or `false`", "Whether it is one of the small presents.", "false"),
        Key("budget", "one of `gestures.budgets`", "The kind of reason that it is given for; it comes out of that budget too.", "none"),
        Key("VAT", "as for a reward", "How the thing is treated for VAT; a `business gift` counts towards the limit of a year."),
        Key("why", "`{nl: …, en: …}`", "What the member is told, as for a rule.", "just because, from us"),
    ),
    "occasion": (
        Key("on", "`birthday`, `jubilee every 5 years`, `jubilee 10 years`, `king's day`, a calendar's id", "The day.", needed=True),
        Key("give", "`50 points`", "How much of which unit."),
        Key("reward", "a reward's id", "Instead of `give`: one of that reward, to be used later; it costs the member nothing."),
        Key("for", "table `for`", "Who is given it, as things stand on that day; it is not tried again that year.", "every member"),
        Key("why", "`{nl: …, en: …}`", "What the member is told, as for a rule.", "the day itself"),
    ),
    "surprise": (
        Key("one in", "count", "Once in so many visits.", needed=True),
        Key("gives", "a gesture's id", "What is suggested.", needed=True),
    ),
}  # fmt: skip
