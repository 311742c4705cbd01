"""A story: a member, what happens to them day by day, and what must come of it. A shop tries its own rules with stories."""

from typing import Final, Literal

from zegel.core.periods import Day
from zegel.core.value import value
from zegel.flows.commands import Use
from zegel.program.keys import Key


@value
class Article:
    """An article that stories may buy. `price_minor` is what one whole measure costs, None where each step must say so.

    `cost_minor` is what one costs the shop, `floor_minor` what it costs a shopper at least (None: nobody said);
    `condition` is A to D, or "".
    """

    sku: str
    category: str
    brand: str
    tags: tuple[str, ...]
    legal_class: str
    measure: str
    vat_bp: int
    price_minor: int | None
    condition: str = ""
    cost_minor: int | None = None
    floor_minor: int | None = None


@value
class Bought:
    """`quantity` thousandths of an article, at `price_minor` for a whole measure."""

    article: Article
    quantity: int
    price_minor: int


@value
class Back:
    """`quantity` thousandths of article `sku` of step `step` come back; an empty `sku`: everything that is left of it."""

    step: int
    sku: str
    quantity: int


Kind = Literal[
    "pays",
    "refund",
    "earned",
    "balance",
    "stamps",
    "tier",
    "reward",
    "expired",
    "said",
    "refused",
    "turnover",
    "bonus",
    "to next",
    "left on",
    "owed",
    "settles",
    "friends",
    "cases",
    "to charge",
    "kept back",
    "seats",
    "entitled",
]


@value
class Expectation:
    """One thing that must be true after a step: of `kind`, about `subject` (a unit, a card, a reward; "" for most), `wanted`.

    `line` is where the story says so.
    """

    line: int
    kind: Kind
    subject: str
    wanted: int | str


@value
class Deed:
    """What people in the shop do besides selling. `what` is what they give, `step` where it was asked for, `role` what they are."""

    kind: Literal[
        "gives",
        "approves",
        "declines",
        "orders",
        "hands over",
        "cancels",
        "reports",
        "tries",
        "joins",
        "leaves",
        "consents",
        "withdraws",
        "sets tier",
        "registers",
        "trades in",
        "takes in",
        "claims rebate",
        "pays into",
        "moves",
        "wants used",
        "complains",
        "acknowledges",
        "remedies",
        "offers",
        "accepts",
        "turns down",
        "closes",
        "scores",
        "opens again",
        "does",
        "drops",
        "brings",
        "admits",
        "rejects",
        "marks",
        "replies",
        "attends",
        "pays out",
    ]
    what: str
    step: int
    role: str
    told: tuple[tuple[str, int | str], ...] = ()


@value
class Kept:
    """What a step does with money that the shop keeps: gift cards (by names) among what is bought, what pays (a card's name, or store
    credit), credit given by hand, the step whose till receipt is claimed (0: none), what becomes of a refund.
    """

    activates: tuple[str, ...]
    pays: tuple[tuple[str, int], ...]
    credits: int
    claims: int
    as_credit: bool


@value
class InvoiceTold:
    """What became of the invoice of step `step`, in all so far: `paid_minor` of it (`in_full`: all), the lines that were delivered (number,
    thousandths; none: everything), whether it is disputed. None: not told.
    """

    step: int
    paid_minor: int | None
    in_full: bool
    delivered: tuple[tuple[int, int], ...] | None
    disputed: bool | None


@value
class DisputeTold:
    """A partner disputes `amount_minor` of what the statement of `month` says of `side`; `about` is the step it is about, 0 for none."""

    partner: str
    month: str
    side: str
    amount_minor: int
    about: int


@value
class DecisionTold:
    """The dispute of step `step` is granted, for `amount_minor` (0: all of it), or not."""

    step: int
    grant: bool
    amount_minor: int


Trade = InvoiceTold | DisputeTold | DecisionTold


@value
class Step:
    """One moment of a story. At most one of `buys`, `returns`, `redeems`, `agrees` and `bonus` happens; with none only time passes. What
    `returns` and `buys` together is an exchange.

    `minute` is on the wall of the branch (`branch` "": of the company's zone). `card_shown` is whether the member shows the card.
    """

    line: int
    on: Day
    minute: int
    branch: str
    channel: str
    card_shown: bool
    buys: tuple[Bought, ...]
    uses: tuple[Use, ...]
    returns: tuple[Back, ...]
    reason: str
    cause: str
    redeems: tuple[Use, ...]
    expect: tuple[Expectation, ...]
    agrees: str = ""
    bonus: str = ""
    by: str = ""
    deed: Deed | None = None
    codes: tuple[str, ...] = ()
    kept: Kept | None = None
    trade: Trade | None = None
    friend: str = ""
    """The friend who does what the step says, "" for the member."""


@value
class Story:
    """`who`: a `member` since day `since`, an anonymous `card`, or `nobody`, who shows none."""

    name: str
    who: Literal["member", "card", "nobody"]
    since: Day
    steps: tuple[Step, ...]
    birthday: str = ""
    """MM-DD or YYYY-MM-DD, "" where nobody asked."""


STORY_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "story": (
        Key("story", "text", "What the story shows, in a line.", needed=True),
        Key("member", "a name, or table `member`", "Who it happens to: a member with a card."),
        Key("card", "a name", "Instead of `member`: a card without a name behind it.", "nobody shows a card"),
        Key("articles", "ids with table `article`", "What can be bought, besides the articles in `articles.yaml`."),
        Key("steps", "list of table `step`", "What happens, in order of time.", needed=True),
    ),
    "articles.yaml": (Key("articles", "ids with table `article`", "What every story of the folder can buy.", needed=True),),
    "member": (
        Key("name", "text", "What we call the member.", needed=True),
        Key("since", "`2019-03-02`", "The day of joining.", "the day of the first step"),
        Key("birthday", "`03-10` or `1990-03-10`", "When the member was born.", "not known"),
    ),
    "article": (
        Key("category", "a path", "Its category: `bakery/bread`.", "none"),
        Key("brand", "text", "Its brand.", "none"),
        Key("tag", "a text or a list", "The tags that it bears.", "none"),
        Key("legal class", "text", "What the law calls it: `tobacco`.", "none"),
        Key("measure", "`piece`, `kg`, `l`, …", "What its quantity counts.", "piece"),
        Key("VAT", "`9%`", "Its rate; `0%` for none.", "21%"),
        Key("price", "`2.50 EUR`", "What one costs where a step names no price.", "each step says it"),
        Key("cost", "`1.10 EUR`", "What one costs the shop.", "not known"),
        Key("least", "`1.50 EUR`", "What one costs at least, whatever comes off.", "nothing says so"),
        Key("condition", "`A`, `B`, `C` or `D`", "As new to damaged; `marks` says it from a day on.", "not told"),
    ),
    "step": (
        Key("on", "`2026-03-03`", "The day.", needed=True),
        Key("at", '`"09:30"`', "The time of day.", '"12:00"'),
        Key("branch", "a branch's id", "Where.", "the program's first branch"),
        Key("channel", "`till`, `web`, `app`, `phone` or `invoice`", "Through what.", "till"),
        Key("shows", "`card`, `nothing` or the name of a friend", "Whether the card is shown, or that the friend shows theirs.", "card"),
        Key("buys", "`10 × BREAD at 2.50 EUR`, or a list", "A purchase. The price is of one."),
        Key("uses", "`free bread`, a list, or `{points off: 400}`", "Rewards, points, coupons used with it; how often, how many points."),
        Key("codes", "`ZOMER10`, or a list", "Codes that everybody may use, entered with it; `step 2`: the code on that step's receipt."),
        Key("activates", "a name, or a list", "The gift cards among what is bought, by names of the story's own.", "they stay blank"),
        Key("pays with", "`{blue: 20.00 EUR, store credit: 5.00 EUR}`", "What gift cards and store credit pay; the rest is cash.", "money"),
        Key("returns", "`2 × BREAD of step 1`, `everything of step 1`, or a list",
            "Goods of an earlier step come back; with `buys` it is an exchange."),
        Key("refund as", "`money` or `store credit`", "What comes back for them.", "money"),
        Key("claims", "`step 2`", "The member brings the till receipt of that step, when no card was shown."),
        Key("credits", "`5.00 EUR`", "Store credit is given by hand."),
        Key("reason", "text", "Why they come back, or why something is given.", "no reason; later than `returns.within` one is asked for"),
        Key("cause", "`voluntary`, `withdrawal` or `defect`", "Why, as the law tells it apart.", "not told: as `withdrawal`"),
        Key("redeems", "`mug`, or `{mug: 2}`", "A reward that is handed over without a purchase."),
        Key("agrees", "an agreement's id", "From this day on the business customer has that agreement."),
        Key("bonus", "`provisional`, `lock`, `approve`, `hold`, `release`, `correct`", "A step of the bonus of the year before this day."),
        Key("invoice", "table `invoice`", "What became of an invoice is reported: what is told is what it comes to in all so far."),
        Key("disputes", "table `dispute`", "A partner disputes an amount of a month's settlement."),
        Key("grants", "`step 2`, or `0.05 EUR of step 2`", "The dispute of that step is granted, or so much of it."),
        Key("denies", "`step 2`", "It is not."),
        Key("by", "text", "Who does that.", "the shop"),
        Key("gives", "a gesture's id", "Somebody in the branch gives it, or asks a colleague who may."),
        Key("because", "`years`, `waited`, `child`, `wrong` or `day`", "Which of the reasons that tills offer it is for.", "none of them"),
        Key("approves", "`step 2`", "A colleague approves the gesture that was asked for in that step."),
        Key("declines", "`step 2`", "A colleague says no to it."),
        Key("orders", "a reward's id", "A reward is set aside to be picked up."),
        Key("hands over", "`step 2`", "The order of that step is handed over."),
        Key("cancels", "`step 2`", "The order of that step is not wanted any more."),
        Key("reports", "`newsletter confirmed`, `delivered of step 1`, `{review written: {stars: 1}}`", "An event happens."),
        Key("tries", "a membership's id", "The member tries it."),
        Key("joins", "a membership's id", "A term of it begins, without anything bought."),
        Key("leaves", "a membership's id", "It ends with its last term."),
        Key("sets tier", "a tier's id or `none`", "Somebody in the shop sets the member's tier by hand."),
        Key("consents", "`newsletter by email`", "The member consents to that."),
        Key("withdraws", "`newsletter by email`", "The member takes that back."),
        Key("wants used", "`when asked` or `by itself`", "The member chooses what is used, or lets the program do so again."),
        Key("registers", "`WASHER of step 2`", "A certificate of the warranty on what was bought there."),
        Key("trades in", "`old oven in condition B`, `old oven for 40.00 EUR`", "An old thing is offered to the shop."),
        Key("takes in", "`step 2`, `step 2 from Anna in Kade 1`", "The shop takes it; who sells it signs the purchase statement."),
        Key("complains", "`stale bread`, `stale bread about step 2`, `stale bread about BREAD of step 2`", "The member has a complaint."),
        Key("severity", "`small`, `serious` or `grave`", "How bad what the member complains of is.", "small"),
        Key("acknowledges", "`step 2`", "The complaint of that step is looked at."),
        Key("remedies", "`replaced for step 2`", "What the law gives for it: `repaired`, `replaced`, `refunded`, `nothing due`."),
        Key("offers", "`voucher for step 2`", "A goodwill of the program is offered for it."),
        Key("accepts", "`step 2`", "The member takes what was offered; somebody notes it (`by`) who may."),
        Key("turns down", "`step 2`", "The member does not want it; with a `reason`."),
        Key("closes", "`step 2`", "The complaint of that step is done."),
        Key("scores", "`9 for step 2`", "The member says how the complaint of that step went, where its closing asked for a score."),
        Key("opens again", "`step 2`", "It is not, after all; with a `reason`."),
        Key("does", "`step 2`", "Somebody (`by`) did the task that step asked for; of several the first."),
        Key("drops", "`step 2`", "It is not needed; with a `reason`."),
        Key("brings", "a name", "A friend of that name joins by the link that the member shared."),
        Key("admits", "`step 2`", "A colleague looked at the friend of that step, and says yes; with a `reason`."),
        Key("rejects", "`step 2`", "The colleague says no; with a `reason`."),
        Key("claims rebate", "`spring on WASHER of step 1`", "The member claims a rebate on what was bought there."),
        Key("pays into", "`step 2 into NL91ABNA0417164300 of A. Visser`", "Into which account the rebate of that step goes."),
        Key("moves", "`step 2 to approved`, `sent`, `paid`, `claimed`, …; `WASHER of step 2 to charged`",
            "A colleague moves the case of that step on, or the trial of what was bought there."),
        Key("marks", "`BOX in condition C`", "From that day on it is marked: damaged, or marked down."),
        Key("replies", "`yes to vip evening with 1 guest`, `no to vip evening`",
            "The member (or who `shows` names) comes to it, or does not."),
        Key("attends", "an experience's id", "Who has a seat is at the door."),
        Key("pays out", "`1 book`, `2 books as store credit`, `everything`", "Paid stamps are handed in for what they pay."),
        Key("role", "a role of `gestures.may give`, or of `goodwill`", "What the one who gives, offers or approves is there.",
            "the humblest"),
        Key("expect", "table `expect`", "What must come of it. Without any of the above only time passes."),
    ),
    "invoice": (
        Key("of", "`step 2`", "The sale in that step.", needed=True),
        Key("paid", "`all` or `100.00 EUR`", "What is paid of it.", "not told"),
        Key("delivered", "`all`, `2 × PAPER`, or a list", "What is delivered of it.", "not told"),
        Key("disputed", "`yes` or `no`", "Whether the customer disputes it; with a `reason`.", "not told"),
    ),
    "dispute": (
        Key("partner", "a partner's id", "Who.", needed=True),
        Key("month", "`2026-03`", "Which month's settlement.", needed=True),
        Key("side", "`issued` or `redeemed`", "What it owes for points that it issued, or gets for those that it took.", "issued"),
        Key("amount", "`0.05 EUR`", "How much of it.", needed=True),
        Key("about", "`step 2`", "The sale in that step is what it is about.", "none in particular"),
    ),
    "expect": (
        Key("pays", "`0.00 EUR`", "What is paid after every discount."),
        Key("refund", "`2.50 EUR`", "What is paid back, also to gift cards and store credit that paid."),
        Key("points", "count", "With `buys`: how many points that purchase earns; else how many there are to spend."),
        Key("earned", "`{stars: 12}`", "How much of each unit the purchase earns."),
        Key("balances", "`{points: 50, points pending: 3, points debt: -2}`", "What there is of each unit after the step."),
        Key("owed", "`25.00 EUR`", "What the shop owes the member of rebates in money."),
        Key("left on", "`{blue: 5.00 EUR, store credit: 2.50 EUR}`", "What is left of gift cards, and of the member's store credit."),
        Key("stamps", "`{bread: 3}` or `{bread: full}`", "Stamps on a card after the step; `full`: it became full in this step."),
        Key("tier", "a tier's id or `none`", "The tier after the step."),
        Key("reward", "a reward's id, a list, or `none`", "What can be had after the step: a full card's, or points enough for it."),
        Key("expired", "count, or `{points: 50}`", "What lapsed since the step before; a count is of points."),
        Key("turnover", "`49_999.99 EUR`", "What an agreement's year came to so far."),
        Key("bonus", "`2_000.00 EUR`", "The bonus on that; after a step of a bonus: that year's."),
        Key("to next", "`0.01 EUR`", "What the next step of an agreement still needs."),
        Key("settles", "`{bakkerij: 0.06 EUR}`", "What partners pay for the month before this day; below zero: what they get."),
        Key("friends", "`{bram: rewarded}`", "How friends stand: `registered`, `held`, `approved`, `refused`, `rewarded`, `rejected`."),
        Key("cases", "`{WASHER: to charge, spring: sent}`",
            "How trials, warranties, rebates and complaints stand, by their article or promise; `WASHER of step 2`: of that sale."),
        Key("to charge", "`599.00 EUR`", "What the shop is to charge now for trials that are over."),
        Key("kept back", "`10.90 EUR`", "What is kept back of a refund, for a rebate that was paid."),
        Key("seats", "`{vip evening: waiting}`", "Where the member (or who `shows` names) stands with experiences; `none`: never replied."),
        Key("entitled", "`free shipping`, a list, or `none`", "What the member may have after the step, besides prices."),
        Key("said", "text or a list", "What the receipt says, in Dutch or English; a part of a sentence is enough."),
        Key("refused", "a refusal's code", "That it is refused: `not_enough_points`."),
    ),
}  # fmt: skip
"""Every key that a story knows, as program.keys has them for a program."""
