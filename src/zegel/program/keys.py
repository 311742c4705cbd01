"""Every key that a program file knows, as data: what it takes, what it means, what goes without saying.

Reading refuses every other key; docs/reference/program.md is made from this; a JSON Schema for editors will be too.
"""

from typing import Final

from zegel.core.purchase import CHANNELS
from zegel.program.article_keys import ARTICLES as _ARTICLES
from zegel.program.bounded_keys import BOUNDED
from zegel.program.care_keys import CARE, CARE_KEYS, LONGER
from zegel.program.deal_keys import DEALS as _DEALS
from zegel.program.earning_step_keys import STEP_KEYS, STEPPED
from zegel.program.errand_keys import ERRAND_KEYS, ERRANDS
from zegel.program.gift_keys import GIFT_KEYS, GIFTS, KEPT, REACHED
from zegel.program.key import Key as Key
from zegel.program.name_keys import NAMES, NAMES_KEYS
from zegel.program.notice_settings import NOTICE_KEYS
from zegel.program.partner_keys import PARTNER_KEYS, PARTNERS
from zegel.program.promotion_keys import PROMOTED
from zegel.program.running_keys import PAUSED, RUNNING, RUNNING_KEYS
from zegel.program.seat_keys import EXPERIENCES, SEAT_KEYS
from zegel.program.stored_value_keys import STORED_VALUE, STORED_VALUE_SECTIONS
from zegel.program.trade_keys import TRADE, TRADE_KEYS


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


_WHY: Final = Key(
    "why", "`{nl: …, en: …}`", "What the member is told. May hold `{years}`, `{months}`, `{tier}`, `{purchase}`.", "made from the rule"
)
_OF: Final = Key("of", "articles, or the name of a set", "Which articles count.", "all articles")
_NAMES: Final = Key("names", "`{nl: …, en: …}`", "What members read.", "the id")
CONDITIONS: Final = (
    Key("when", "table `when`", "Days, hours and dates on which it holds, in the branch's zone."),
    Key("where", "table `where`", "Branches and channels in which it holds."),
    Key("for", "table `for`", "Whom it holds for, as things stood before this purchase."),
    Key(
        "basket",
        "`at least 20.00 EUR`, table `basket`, or a list",
        "What is in the basket: what may earn comes to so much after the discounts so far (`settings.thresholds`), or certain articles.",
    ),
    Key("all", "list of conditions", "Every one must hold."),
    Key("any", "list of conditions", "At least one must hold."),
    Key("not", "conditions", "They must not all hold."),
)
_TESTS: Final = (*CONDITIONS, _WHY)

_ENTITLES: Final = (
    Key(
        "entitle",
        "`free shipping`, `faster shipping`, `early access`, `payment term`, `extended warranty`, `price list` or `invitation`",
        "What members may have; the shop's other systems ask for it.",
    ),
    Key("from", "`20.00 EUR`", "With `free shipping`: from which amount on.", "any amount"),
    Key("hours", "count", "With `early access`: how much earlier."),
    Key("days", "count", "With `payment term`: how much longer."),
    Key("months", "count", "With `extended warranty`: how much longer."),
    Key("name", "text", "With `price list` and `invitation`: which one."),
)

_FOR: Final = (
    Key("member", "`true` or `false`", "Whether a card must be shown; `false`: only without one."),
    Key("tier", "`at least zilver`, `zilver`, or a list", "The tier before this purchase."),
    Key("membership", "an id or a list", "Who has that membership now."),
    Key("member for", "`at least 5 years`", "How long ago the member joined."),
    Key(
        "purchase", "`10th`, `every 10th`, `first`, `3rd of more than 300.00 EUR`, or a list",
        "This purchase's number for the member, of all or of those that come to an amount after discounts.",
    ),
    Key("spend", "table `history` with amounts", "What was spent before."),
    Key("visits", "table `history` with counts", "How many purchases were made before."),
    Key("items", "table `history` with counts", "How many articles were bought before."),
    Key("earned", "table `history` with counts of a unit", "How much of a unit was earned before."),
    Key("away for", "`at least 30 days`", "How long ago the last purchase was; whoever never bought is not away."),
    Key("language", "`nl`, `en`, or a list", "The member's language."),
    Key("birthday", "`± 3 days`, `today`, `this month`, `known`", "The member's birthday. On 29 February: the 28th in a common year."),
    Key("age", "`at least 18`", "The member's age, where the year of birth is known; else it does not hold."),
    Key("jubilee", "`10 years`, `every 5 years ± 3 days`, `every year`, or a list", "A round number of years since the member joined."),
    Key("consent", "`newsletter by email`, or a list", "What the member consented to, and by what: email, sms, phone, post, app."),
    Key("segment", "a segment's id or a list", "Members of that segment, or of one of them."),
    Key("all", "list of table `for`", "All of it must hold."),
    Key("any", "list of table `for`", "One of them must hold."),
    Key("not", "table `for`", "It must not all hold."),
)  # fmt: skip

_STACKING: Final = (
    Key("per basket", "`once`, `3 times` or `as often as it fits`", "How often it counts in one basket.", "`settings.per basket`"),
    Key("group", "a word", "Of the discounts of one group only the best for the member stays."),
    Key("alone", "`true` or `false`", "Where it applies no other discount does, also where that is worse.", "false"),
    Key("not with", "a discount's id or a list", "Never together with those; the first one stays."),
    Key("priority", "count", "Higher goes first.", "0"),
    Key("announced", "`true` or `false`", "Announced to everybody: no from-price above the lowest of the 30 days before.", "false"),
)
"""How it stands to other discounts."""

KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "program": (
        Key("zegel", "`1`", "The version of this language.", needed=True),
        Key("program", "text", "The program's name.", needed=True),
        Key("company", "table `company`", "What holds for the whole company.", needed=True),
        Key("branches", "ids with table `branch`, or a list of ids", "Every branch that may send purchases.", "one, called `main`"),
        Key("units", "ids with table `unit`", "What is counted: points, stars, miles."),
        Key("never", "legal classes, categories, tags, articles", "What earns and discounts nothing, besides the country pack's classes."),
        Key("sets", "ids with table `set`", "Named sets of articles, to be used by `of`."),
        Key("calendars", "ids with table `calendar`, or ids with lists of days", "Named days, to be used by `calendar` and `not on`."),
        Key("segments", "ids with table `segment`", "Names for who a member is, to be used by `for: {segment: …}`."),
        Key("earn", "ids with table `earning rule`", "What is earned."),
        Key("events", "ids with table `event`", "What else can happen: a newsletter confirmed, a review written."),
        Key("profile", "fields of the event", "What members may tell of themselves: `{shoe size: count, favourite: [bread, cake]}`."),
        Key("stamp cards", "ids with table `stamp card`", "Cards that fill up. Each makes a unit with the card's id."),
        Key("tiers", "table `tiers`", "The ladder."),
        Key("memberships", "ids with table `membership`", "What one can be a member of for a term: bought, tried or by invitation."),
        Key("entitlements", "ids with table `entitlement`", "What members may have besides prices, by rule."),
        Key("discounts", "ids with table `discount`", "What is taken off, also points as discount."),
        Key("coupons", "ids with table `coupon`", "What a code gives: a discount, points, a voucher."),
        Key("floors", "ids with table `floor`", "What articles cost at least, whatever is taken off."),
        Key("perishable", "articles, or the name of a set", "What spoils: the law of from-prices leaves it out."),
        Key("shipping", "articles, or the name of a set", "Which articles are the cost of shipping."),
        Key("rewards", "ids with table `reward`", "What points or a full card can be changed for."),
        Key("referral", "table `referral`", "What bringing a friend is worth."),
        *TRADE, *CARE, EXPERIENCES, PARTNERS, *RUNNING,
        Key("budget", "table `budget`", "What may be given away."),
        *STORED_VALUE_SECTIONS,
        *GIFTS, *ERRANDS, NAMES,
        Key("returns", "table `returns`", "What happens when goods come back."),
        Key("settings", "table `settings`", "The other conventions."),
    ),
    "words": (Key("nl", "text", "In Dutch."), Key("en", "text", "In English.")),
    "company": (
        Key("currency", "ISO 4217", "The one currency.", needed=True),
        Key("prices", "`including VAT` or `excluding VAT`", "How the till's prices are meant.", "including VAT"),
        Key("country", "ISO 3166", "Whose country pack applies.", "NL"),
        Key("pack", "a date", "Which edition of the country pack; written into the stored program.", "the newest"),
        Key("zone", "IANA zone", "In which points are valid through their last day.", "the country's, where it has one"),
        Key("languages", "list of `nl`, `en`", "In which members are spoken to.", "[nl, en]"),
    ),
    "branch": (
        Key("zone", "IANA zone", "Whose wall clock hangs there.", "the company's"),
        Key("opens", '`"04:00"`', "When its business day begins: what is sold before that counts for the day before.", '"00:00"'),
    ),
    "unit": (
        Key("names", "`{nl: [punt, punten], en: [point, points]}`", "One and many.", "the id"),
        Key("worth", "`0.01 EUR`", "What one is worth.", "nothing"),
        Key("expires", "`12 months`, `never`, `2026-12-31`, a list of dates, or table `expires`", "How long it can be spent.", "never"),
        Key("never spent", "`true` or `false`", "Stars for a tier are counted, never spent.", "false"),
        Key(
            "pending", "`14 days`, `at once`, `until 2026-12-31`, `until event delivered` or `{web: 14 days}`", "How long earnings wait.",
            "web: until `returns.within` closes",
        ),
        Key("decimals", "count", "How many decimals are kept, 0 to 6; cannot be changed once the unit is used.", "0"),
        Key("at most", "`500 points per month`, or a list", "How much of it all rules together give.", "no limit"),
    ),
    "expires": (
        Key("after", "`12 months`", "Valid through the same day that much later."),
        Key("after inactivity", "`12 months`", "Instead of `after`: counted from the last time that the unit was earned or spent."),
        Key("each year", "`12-31`, or a list", "Instead of `after`: the first of these days to come."),
        Key("on", "`end of month`, `quarter`, `half year`, `year`", "And then on to the end of that.", "that very day"),
        Key("plus", "`3 months`", "And then that much longer.", "no longer"),
        Key("from", "`earning` or `release`", "When the clock starts: when it is earned, or when it can be used.", "earning"),
    ),
    "earning rule": (
        Key("give", "`1 point`, `coupon welcome`, `2% store credit`", "How much of which unit; one coupon, kept for the member; or money."),
        Key("per", "`1.00 EUR`, `item`, `purchase`, `1 kg`, `5 l`", "For each full amount or quantity, each piece, or once a purchase."),
        Key("less", "`5 points`", "Instead of `give`: so much less of what this purchase earns, after multipliers; never below nothing."),
        Key("multiply", "`points × 2`, `points × 0`", "Instead of `give`: what is earned of that unit counts so often; × 0: none."),
        Key(
            "at most", "`100 points per purchase`, `… per day`, `week`, `month`, `year` or `member`, or a list",
            "How much the rule gives at most.", "no limit",
        ),
        Key("on", "`event newsletter confirmed`", "Instead of `per`: given when that happens.", "a purchase"),
        Key("with", "fields of the event", "What must have been told: `{pages: at least 3, kind: [long, short], public: true}`."),
        Key("once per", "`member`, `day`, `week`, `month` or `year`", "How often it gives.", "every time"),
        Key("apart", "`30 minutes`", "How long after the last time at the same branch it gives again.", "at once"),
        *STEPPED, *PROMOTED,
        Key("multiplied", "`true` or `false`", "With `give`: whether multipliers count it too.", "true"),
        Key("priority", "count", "Higher goes first where only the first rule counts.", "0"),
        _OF, *_TESTS, PAUSED,
    ),
    "event": (
        Key("names", "`{nl: …, en: …}`", "What members read.", "the id"),
        Key("fields", "fields of the event", "Told: `{pages: count, kind: [long, short], public: yes or no, stars: score}`.", "nothing"),
    ),
    "stamp card": (
        Key("stamp", "`1 per item`, `1 per visit`, `1 per 10.00 EUR`", "How stamps are given.", needed=True),
        Key("slots", "count", "How many make a card full; what is over begins the next card.", needed=True),
        Key("full gives", "a reward's id", "What a full card gives.", needed=True),
        Key("at most", "`3 per purchase`, `5 per day`, or a list", "How many stamps are given at most.", "no limit"),
        Key("apart", "`30 minutes`", "How long after the last time at the same branch stamps are given again.", "at once"),
        Key("names", "`{nl: [stempel, stempels], en: [stamp, stamps]}`", "One and many.", "stempel, stamp"),
        Key("expires", "like a unit's", "How long a stamp lives.", "never"),
        _OF, *_TESTS, PAUSED,
    ),
    "tiers": (
        Key("measure", "table `measure`", "What decides.", needed=True),
        Key("steps", "ids with table `step`", "The steps.", needed=True),
    ),
    "measure": (
        Key("unit", "a unit's id", "What was earned of it decides."),
        Key("spend", "`all` or articles", "Instead of `unit`: what was spent decides."),
        Key("visits", "`all`", "Instead of `unit`: how many purchases decides."),
        Key("balance", "a unit's id", "Instead of `unit`: how much of it can be spent decides."),
        Key("tenure", "`all`", "Instead of `unit`: how long one has been a member decides (`from: 2 years`)."),
        Key(
            "window", "`calendar year`, `membership year`, `rolling 12 months`, `since tier start` or `lifetime`", "Over which time.",
            "calendar year",
        ),
        Key(
            "kept", "`through next year`, `through this year`, or a period such as `12 months`", "When a tier is looked at again.",
            "through next year; 12 months for other windows",
        ),
        Key(
            "down", "`one step`, `2 steps`, `to the level reached` (or `all the way`) or `never`",
            "How far one may fall when a period ends.", "one step",
        ),
        Key("grace", "`30 days`", "How much later it is looked at; what is bought in those days still counts.", "none"),
        Key(
            "effective", "`from the next purchase` or `in the same basket`", "From when a tier that is reached counts.",
            "from the next purchase",
        ),
        Key("notice", "`30 days`", "How long before a tier may end the member is warned.", "30 days"),
    ),
    "step": (
        Key("from", "count or amount", "Reached at this measure, itself included.", needed=True),
        _NAMES,
        Key("gives", "list of table `benefit`", "What members of this tier get."),
    ),
    "benefit": (
        Key("multiply", "`points × 1.25`", "What they earn of that unit counts more often."),
        Key("off", "`5%`, `5.00 EUR`, `0.50 EUR per item`", "Instead of `multiply`: what goes off the price."),
        Key("on", "`catalogue`, `line`, `basket` or `shipping`", "With `off`: the stage of the price.", "line; basket for amounts"),
        Key("at most", "`10.00 EUR`", "With `off`: how much goes off at most.", "no limit"),
        Key("group", "a word", "With `off`: of the discounts of one group only the best for the member stays."),
        REACHED, *_ENTITLES, _OF, _WHY,
    ),
    "membership": (
        Key("term", "`1 year`, `1 month` or `30 days`", "How long one term lasts.", needed=True),
        Key("names", "`{nl: …, en: …}`", "What members read.", "the id"),
        Key("article", "articles, or the name of a set", "Who buys one of these has a term of it."),
        Key("by", "`invitation`", "Instead of `article`: members are invited."),
        Key("price", "`25.00 EUR`", "What a term costs, as members read it; the till decides.", "not stated"),
        Key("renews", "`when bought again` or `by itself`", "What happens when a term ends.", "when bought again"),
        Key("trial", "`30 days`", "How long it can be tried, once per member.", "no trial"),
        Key("cooling off", "`14 days`", "How long one can go back on it.", "14 days"),
        Key("places", "count", "How many members there may be at a time.", "no limit"),
        Key("notice", "`30 days`", "How long before it ends a member is told.", "30 days"),
        Key("gives", "list of table `benefit`", "What members of it get."),
    ),
    "entitlement": (*_ENTITLES, *_TESTS),
    "discount": (
        *_DEALS,
        Key("spend", "a unit's id", "Instead of all that: points as discount."),
        Key("step", "count", "Points go in whole steps of this.", "1"),
        Key("used", "`when asked` or `by itself`", "Of points: whether the till uses as many as may be.", "when asked"),
        Key(
            "at most", "`10.00 EUR`, `25.00 EUR per line`, `2 items per line`, or a list; for points `50% of basket`",
            "How much goes off at most, in all or of each line; how much of the basket points may pay.",
            "no limit; 100% of basket",
        ),
        *BOUNDED, *_STACKING, _OF, *_TESTS, PAUSED,
    ),
    "coupon": (
        _NAMES, Key("code", "text or a list", "The code, or codes, that everybody may use. Without it each code is made."),
        Key("codes", "`unique` or `personal`", "Codes that are made: for whoever shows one, or each for one member.", "unique"),
        Key("form", "`text`, `EAN-13` or `ZOMER-####-####-####-#`", "How made codes look: plain, a barcode, or a pattern.", "text"),
        Key("capitals matter", "`true` or `false`", "Whether `zomer` and `ZOMER` are two codes.", "false"),
        Key("uses", "table `coupon uses`", "How often it may be used.", "each made code once, a shared code without limit"),
        Key("budget", "`500.00 EUR`", "What it may take off in all.", "no limit"),
        Key("over budget", "`capped` or `not at all`", "Whether the last discount is what is left, or none.", "capped"),
        Key("grace", "`3 days`", "How long after its last day a colleague may honour a code, with a reason.", "not at all"),
        Key("valid for", "`30 days`", "How long a code that the program gives can be used.", "without end"),
        Key("give", "`50 points`", "Instead of a discount: points, once a purchase."),
        Key("voucher", "`10.00 EUR`", "Instead of a discount: money off, as much as the code is worth."),
        Key("in parts", "`true` or `false`", "Whether what is left of a voucher can be used later.", "false"),
        *_DEALS,
        Key("at most", "`10.00 EUR`, `25.00 EUR per line`, `2 items per line`, or a list", "How much goes off at most.", "no limit"),
        *_STACKING, _OF, *_TESTS,
    ),
    "coupon uses": (
        Key("per code", "`once`, `3 times`", "Each made code.", "once"),
        Key("per member", "`once`, `3 times`", "One member, whatever the code.", "no limit"),
        Key("per branch", "`100 times`", "One branch.", "no limit"),
        Key("per staff", "`10 times`", "One colleague.", "no limit"),
        Key("per day", "`50 times`", "One day of the branch.", "no limit"),
        Key("in all", "`500 times`", "Everybody together.", "no limit"),
    ),
    "part": (Key("take", "count", "How many pieces.", "1"), _OF),
    "price step": (
        Key("from", "`50.00 EUR` or a count of pieces", "Where the step begins.", needed=True),
        Key("off", "`5%` or `5.00 EUR`", "What goes off."),
        Key("price", "`2.00 EUR`", "Instead of `off`, for steps in pieces: what each piece costs."),
    ),
    "floor": (
        Key("least", "`2.00 EUR`, `60%` or `cost price`", "For one whole measure, of the list price, or what the shop paid.", needed=True),
        _OF,
    ),
    "reward": (
        Key("gives", "table `gift`", "What it is.", needed=True),
        Key(
            "costs", "`500 points`, `300 points + 5.00 EUR`",
            "What it costs, also beside points in money. A reward that a stamp card gives costs nothing.",
        ),
        Key("names", "`{nl: …, en: …}`", "What members read.", "the id"),
        Key("cost price", "`0.90 EUR`", "What one costs the shop.", "not known"),
        Key("VAT", "see below", "How it is treated for VAT.", "`discount now` for free articles, else not stated"),
        Key("stock", "count, or `{markt: 5, haven: 2}`", "How many there are, or how many each branch has.", "no limit"),
        Key("budget", "`50.00 EUR per month`", "What it may cost the shop in a day, a week, a month, a year or in all.", "no limit"),
        Key("valid for", "like a unit's `expires`", "How long a full card's reward can be used.", "never lapses"),
        Key(
            "on", "`birthday ± 3 days`, `jubilee`, `jubilee every 5 years ± 7 days`, `king's day`, a calendar's id",
            "A present for that day, once a year, for members; it costs them nothing unless `costs` says so.",
        ),
        Key("once per", "`member`, `year`, `month`, `week` or `day`", "A member has it once in that time.", "as often as it can be paid"),
        Key(
            "limit", "`2 per member`, `1 per month`, `100 in total`, `5 per branch per day`, or a list",
            "How often a member may have it, or everybody together.", "no limit",
        ),
        Key("per basket", "`once`, `3 times` or `as often as it fits`", "How often it goes in one basket.", "as often as it fits"),
        Key("used", "`when asked` or `by itself`", "Whether the till uses it as soon as it can be.", "when asked"),
        *_TESTS,
    ),
    "budget": (
        Key("rewards", "`250.00 EUR per month`", "What all rewards together may cost in a day, a week, a month, a year or in all."),
    ),
    "gift": (
        Key("free", "count", "So many articles in the basket are free, or cost what `costs` says beside the points."),
        _OF,
        Key("worth at most", "`4.50 EUR`", "Dearer articles are paid down to that; a percentage takes no more off.", "no limit"),
        Key(
            "which", "`cheapest`, `dearest`, `first` or `chosen`", "Which of them are free; `chosen`: the line that the member chose.",
            "`settings.free items`",
        ),
        Key("off", "`5.00 EUR` or `10%`", "Instead of `free`: that much off, as often as one pays; a percentage once a basket."),
        Key("item", "text or `{nl: …, en: …}`, or a list to choose from", "Instead of `free`: a thing that is handed over."),
        *KEPT,
        Key("worth", "`12.50 EUR`", "What that thing is worth to the member.", "not stated"),
    ),
    **STORED_VALUE,
    "returns": (
        Key("within", "`30 days`", "How long goods may come back.", "14 days"),
        Key("earned", "`as if never bought`, `in proportion`, …", "What of the earned is taken back.", "as if never bought"),
        Key("earned on", "`what was paid` or `price before discounts`", "What it counts for there.", "what was paid"),
        Key("spent", "`back to its lots`, `by value`, `on a full return` or `never`", "What of the spent comes back.", "back to its lots"),
        Key("below zero", "`allowed`, `stops at zero` or `refused`", "Whether taking back may leave a debt.", "allowed"),
        Key("discounts", "`share` or `reprice`", "What is paid back of a discounted basket when somebody changes his mind.", "share"),
        Key("gifts", "`come back`, `value deducted` or `kept`", "What becomes of a gift that is no longer deserved.", "come back"),
        Key("codes", "`come back with everything` or `stay used`", "What becomes of a code.", "come back with everything"),
        Key("rewards", "`come back with the goods`, `come back with everything` or `stay used`", "When a reward was not used after all.",
            "come back with the goods"),
        Key("points last at least", "`30 days`", "How long points that come back can still be spent.", "30 days"), LONGER,
    ),
    "settings": (
        Key("order", "`lanes`, `priority`, `as entered` or `listed`", "Which discount goes first.", "lanes"),
        Key("listed", "list of discounts", "With `order: listed`: in this order; what is not on the list comes after it."),
        Key("choosing", "`best of a group`, `all stack`, `best only` or `first only`", "Which discounts stay together.", "best of a group"),
        Key("basket percentages", "`stack` or `best only`", "Whether two percentages off the basket go together.", "stack"),
        Key(
            "percent on percent", "`what is left`, `added up`, `the original price` or `added up inside a rule`",
            "What a percentage is of.", "what is left",
        ),
        Key("thresholds", "`after discounts so far` or `before discounts`", "What a basket must come to.", "after discounts so far"),
        Key("thresholds and shipping", "`without` or `with`", "Whether shipping counts for that.", "without"),
        Key("thresholds in", "`as prices`, `including VAT` or `excluding VAT`", "How that is counted.", "as prices"),
        Key("steps begin", "`at their threshold` or `above their threshold`", "Where the next step begins.", "at their threshold"),
        Key("amounts", "`as prices`, `including VAT` or `excluding VAT`", "How an amount off is meant.", "as prices"),
        Key(
            "spare cents", "`largest remainder`, `last line`, `first line` or `first items`", "Who gets the cents that are left.",
            "largest remainder",
        ),
        Key("rounding", "`half up`, `down`, `half even` or `up`", "How a discount is rounded to cents.", "half up"),
        Key("rounded per", "`line`, `item` or `basket`", "What a percentage off the lines is rounded for.", "line"),
        Key("at the floor", "`moves on` or `lapses`", "What becomes of a discount that does not fit.", "moves on"),
        Key("free items", "`cheapest`, `cheapest of all`, `dearest`, `first` or `chosen`", "Which pieces are free.", "cheapest"),
        Key(
            "free items come off", "`what is free` or `all of the deal`", "Which pieces become cheaper by what is free.", "what is free",
        ),
        Key(
            "used items", "`for that rule`, `for every rule`, `may count again` or `never as free`", "What a piece that counted may do.",
            "for that rule",
        ),
        Key("per basket", "`as often as it fits` or `once`", "How often a discount counts in one basket.", "as often as it fits"),
        Key("earning rules", "`add up`, `best only` or `first match`", "What counts where several rules give one unit.", "add up"),
        Key("promotions", "`on their own` or `need base points`", "Whether a promotion gives where no other rule does.", "on their own"),
        Key("several promotions", "`all count` or `the newest`", "Which of several promotions count.", "all count"),
        Key("rounding points", "`down`, `half up`, `half even` or `up`", "How what is earned is rounded.", "down"),
        Key("points rounded per", "`basket` or `line`", "What it is rounded for.", "basket"),
        Key("points remainder", "`lapses` or `carried`", "Whether what is left over counts with the next purchase.", "lapses"),
        Key(
            "earning base", "`after discounts`, `before discounts` or `own discounts only`", "What one earns on.", "after discounts"
        ),
        Key("earning base in", "`as prices`, `including VAT` or `excluding VAT`", "How that is counted.", "as prices"),
        Key("earning and shipping", "`with` or `without`", "Whether one earns on shipping.", "with"),
        Key("paid with gift cards", "`earns` or `earns nothing`", "Whether one earns on what a gift card pays.", "earns"),
        Key("paid with points", "`earns nothing` or `earns`", "Whether what points pay for earns.", "earns nothing"),
        Key("paid with store credit", "`earns` or `earns nothing`", "Whether one earns on what store credit pays.", "earns"),
        Key(
            "points of this basket", "`from the next purchase` or `at once`", "When what a purchase earns can be used.",
            "from the next purchase",
        ),
        Key("limits on points", "`reduce` or `refuse`", "What happens where a limit would be passed.", "reduce"),
        Key("codes count", "`when paid`, `when entered` or `when completed`", "When a code counts as used.", "when paid"),
        Key("cancelled codes", "`come back` or `stay used`", "What becomes of a code when a hold is cancelled.", "come back"),
        Key("wrong codes", "`refused` or `left out`", "What happens with a code that does not hold.", "refused"),
        Key("facts", "`before this purchase` or `including this purchase`", "What history counts for rules.", "before this purchase"),
        Key("multipliers", "`largest`, `sum` or `product`", "What counts where several apply; below 1 the smallest too.", "largest"),
        Key("hold", "`10 minutes`", "How long a quote with a hold sets aside what it uses.", "10 minutes"),
        Key("pick up", "`24 hours`", "How long a reward that was ordered waits to be picked up.", "24 hours"),
        Key("business gifts", "`given` or `refused`", "What happens with a business gift above the limit of tax law.", "given"),
        Key("late", "`72 hours`", "A purchase that comes in later than this waits for a person.", "72 hours"),
        *NOTICE_KEYS,
    ),
    "conditions": CONDITIONS,
    "basket": (
        Key("holds", "articles, or the name of a set", "Articles that must be in it; what never earns does not count."),
        Key("at least", "`3` or `10.00 EUR`", "So many pieces, or so much spent on them.", "1"),
        Key("more than", "`3` or `10.00 EUR`", "More than that."),
        Key("at most", "`3` or `10.00 EUR`", "That or less, also none."),
        Key("less than", "`3` or `10.00 EUR`", "Less than that, also none."),
        Key("without", "articles, or the name of a set", "Instead of `holds`: articles of which nothing may be in it."),
    ),
    "when": (
        Key("day", "`tuesday`, `monday-friday`, `weekend`, or a list", "Days of the week, in Dutch or English."),
        Key(
            "hours", "`09:00-12:00`, `22:00-02:00`, or a list",
            "The end is not included. Over midnight, with `day`, they belong to the day on which they begin.",
        ),
        Key("dates", "`2026-03-01 .. 2026-03-31`, `from …`, `until …`, or a list", "Both days are included."),
        Key("each year", "`12-20 .. 01-05`, or a list", "Days of every year, both included."),
        Key("calendar", "a calendar's id, `holidays`, `king's day`, or a list", "Days of a calendar, or holidays of the country."),
        Key("not on", "`12-25`, `sunday`, a calendar's id, `holidays`, or a list", "Days on which it does not hold."),
    ),
    "calendar": (
        Key(
            "days", "`2026-12-24`, `12-25`, `12-20 .. 01-05`, `easter + 1`, `holidays`, a calendar's id, or a list",
            "The days.", needed=True,
        ),
        _NAMES,
    ),
    "where": (
        Key("branch", "an id or a list", "The branches."),
        Key("channel", f"{_listed(CHANNELS)}, or a list", "The channels."),
    ),
    "for": _FOR,
    "segment": (*_FOR, _NAMES),
    "history": (
        Key("at least", "amount or count", "That much or more."),
        Key("more than", "amount or count", "More than that."),
        Key("at most", "amount or count", "That much or less."),
        Key("less than", "amount or count", "Less than that."),
        Key(
            "within", "`12 months`, `30 days`, `calendar day`, `week`, `month` or `year`, or `lifetime`",
            "Over which time, up to and with today.", needed=True,
        ),
        Key("of", "articles, or the name of a set", "Which articles (not for visits).", "all articles"),
        Key("each", "`more than 300.00 EUR`", "Only with visits: which purchases count, by what they come to after discounts.", "all"),
    ),
    "referral": (
        Key("friend gets", "`500 points`", "What the friend gets once they count.", "nothing"),
        Key("member gets", "`500 points`", "What the member gets who brought them.", "nothing"),
        Key("first spends", "`25.00 EUR`", "What the friend spends, all that can no longer come back, before they count.", needed=True),
        Key("within", "`30 days`", "How soon after joining the friend spends that.", "30 days"),
        Key("at most", "`5 per month`", "For how many friends a month the member is rewarded.", "no limit"),
        Key("looked at above", "`5 per week` (or `day`, `month`)", "With more friends than that in so short a time the office looks first.",
            "not because of that"),
    ),
    "articles": _ARTICLES,
    "set": (*_ARTICLES, Key("names", "`{nl: [bolletje, bolletjes], en: [roll, rolls]}`", "What members read: one and many.", "the id")),
    **TRADE_KEYS,
    **GIFT_KEYS,
    **(CARE_KEYS | {name: (*CARE_KEYS[name], *CONDITIONS) for name in ("warranty", "longer", "trial")}),
    **({name: (*keys, *CONDITIONS) for name, keys in ERRAND_KEYS.items()}), **PARTNER_KEYS, **SEAT_KEYS, **RUNNING_KEYS,
    **STEP_KEYS, **NAMES_KEYS,
}  # fmt: skip

LATER: Final[dict[str, tuple[str, ...]]] = {
    "earning rule": ("limit",),
    "discount": ("code",),
    "tiers": ("paid",),
}  # fmt: skip
"""Words of the language that this engine does not keep yet: they are refused as such, not as spelling mistakes."""
