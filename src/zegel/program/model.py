"""A program as typed values: what the file said, read and checked. Everything is exact; every rule knows its words.

Rules refer to article sets and windows by index, to units, tiers, rewards and branches by id. The stored truth is the document; this form
and the generated functions (program.compile) are caches of it."""

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from zegel.core.value import value
from zegel.program.bounds import Expiry as Expiry
from zegel.program.bounds import Limit as Limit
from zegel.program.care import NO_CARE, Care
from zegel.program.conditions import Called, NamedTest, Test
from zegel.program.conventions import Settings as Settings
from zegel.program.corrections import Correcting
from zegel.program.coupons import Coupon
from zegel.program.deals import Deal, Picked
from zegel.program.earning_steps import Rising
from zegel.program.events import Event, EventField
from zegel.program.memberships import Membership as Membership
from zegel.program.naming import Names as Names
from zegel.program.naming import Words as Words
from zegel.program.questions import Question
from zegel.program.referral import Referral
from zegel.program.seats import Experience
from zegel.program.stored_value import NOTHING_MORE, StoredValue

if TYPE_CHECKING:
    from zegel.program.errands import Errand
    from zegel.program.gestures import Gestures
    from zegel.program.ladders import Ladder
    from zegel.program.occasion_gifts import Occasion
    from zegel.program.partners import Coalition

ALL_ARTICLES = 0
"""Index of the article set that every line is in, whose lines that may never earn are left out like everywhere."""


@value
class Branch:
    """A branch: its zone, and the minute of the local day at which its business day starts."""

    id: str
    zone: str
    day_starts: int


@value
class Unit:
    """What is counted. `worth` is the value of its smallest part in minor units of the company's currency, 0 where it has none.

    `kind`: `points`, `status` (never spent), `stamps` (of one card), `reward` (a token for one reward), `money` (stored value, counted in
    minor units of the company's currency), `paid stamps`, `membership` (one is a term
    of it), `mark` (one keeps something in mind until it lapses: a tier set by hand, a membership that will not be renewed).
    `pending_days` maps channels to the days that earnings wait; channels not named wait for nothing. `limits` hold for all rules together.
    """

    id: str
    kind: Literal["points", "status", "stamps", "reward", "money", "bonus", "paid stamps", "membership", "mark", "clearing", "coupon"]
    names: Names
    worth: Fraction
    expiry: Expiry
    pending_days: tuple[tuple[str, int], ...]
    pending_until: tuple[tuple[str, str], ...] = ()
    """Channel → a date from which earnings can be used, or `event <id>`: until that happens."""
    limits: tuple[Limit, ...] = ()


@value
class ArticleSet:
    """Articles by what they are. `id` is the file's name for it, or what it was written as; `names` are empty for the latter.

    Index 0 is every article. `one` is what one of them is called, where that is another word than `names`.
    """

    id: str
    test: Test
    names: Words = Words("", "")
    one: Words = Words("", "")


WindowKind = Literal[
    "calendar year", "lifetime", "rolling", "calendar day", "calendar week", "calendar month", "membership year", "since tier start", "now"
]


@value
class Window:
    """A measure looked at over a period before the purchase.

    `measure` is `spend`, `visits`, `visits:>30000` (those of more than that, see program.big_purchases), `items:<set id>`,
    `spend:<set id>`, `unit:<unit id>`, `gave:<rule id>` (what that rule gave),
    `carry:<rule id>` (all it ever counted, where remainders are carried), `last:<rule id>` (when and where it last gave, see
    decide.limits) or `taken:<rule id>` (how often that was had). `kind`: `calendar day`, `week`, `month` or `year`, `lifetime` or
    `rolling`, the last with `count` `period`s back from the business date (exclusive start, inclusive of the date itself);
    `membership year` (from the last day on which the member had joined whole years ago), or `since tier start` (from the day on which the
    tier began or was last kept). `now` is no count but how things stand: `balance:<unit id>` (what can be spent) or `tenure` (months).
    """

    measure: str
    kind: WindowKind
    count: int
    period: Literal["days", "months"]
    before: bool = False
    """Whether it is looked at as before this purchase whatever the program says of facts (semantics 28)."""


@value
class EarnRule:
    """`count` of `unit` per full `per_minor` of spend on `articles`, per item of them, per purchase, or by what is weighed or poured.

    `per`: `spend`, `item`, `purchase`, `kg`, `l`, `m` or `hour`; for the last four `per_minor` counts thousandths of that.
    `apart_minutes` > 0: it gives again that long after the last time at the same branch. A `promotion` may need base points.
    `carry` is the window of what it ever counted, -1 where remainders lapse; `last` that of when it last gave, -1 for any time.
    """

    id: str
    unit: str
    count: int
    per: Literal["spend", "item", "purchase", "kg", "l", "m", "hour"]
    per_minor: int
    articles: int
    tests: tuple[NamedTest, ...]
    why: Words
    limits: tuple[Limit, ...] = ()
    priority: int = 0
    event: str = ""
    """The event that it answers to, "" for a purchase."""
    promotion: bool = False
    apart_minutes: int = 0
    carry: int = -1
    last: int = -1
    multiplied: bool = True
    """Whether multipliers count what it gives too."""
    made: str = ""
    """The day on which a promotion was made, "" for before all others."""
    less: bool = False
    """Whether so much goes off what the purchase earns, after multipliers, down to nothing; then nothing else of the above is set."""
    rising: Rising | None = None
    """What more is given for more spend; then `carry` is the window of the purchases that count together, -1 where each stands alone."""


@value
class Multiplier:
    """What is earned of `unit` on `articles` counts `factor` times. The largest that applies to a line wins (semantics 14)."""

    id: str
    unit: str
    factor: Fraction
    articles: int
    tests: tuple[NamedTest, ...]
    why: Words
    limits: tuple[Limit, ...] = ()
    promotion: bool = False
    made: str = ""


@value
class StampCard:
    """`count` stamps of unit `unit` per item, per visit or per full `per_minor`; `slots` make a card full, which gives reward `gives`."""

    id: str
    unit: str
    count: int
    per: Literal["item", "purchase", "spend"]
    per_minor: int
    articles: int
    slots: int
    gives: str
    tests: tuple[NamedTest, ...]
    why: Words
    limits: tuple[Limit, ...] = ()
    apart_minutes: int = 0
    last: int = -1


Lane = Literal["catalogue", "line", "basket", "shipping"]
"""The stages of the price pipeline in their order; points as discount come after them."""


OverBudget = Literal["capped", "not at all", "last one whole"]


@value
class Discount:
    """What `deal` takes off `articles`, at most `most_minor` (0: no limit) and `times` times in a basket (0: as often as it fits).

    Of each line of the purchase at most `line_most_minor` goes off, and at most `line_pieces` of its pieces count (0: no limit).

    Discounts of one `group` exclude each other: the best for the member stays ("" excludes nothing). Higher `priority` first, then id.
    Where one that stands `alone` applies, no other does; one is never there together with those in `not_with`: the first stays.
    """

    id: str
    deal: Deal
    articles: int
    lane: Lane
    priority: int
    group: str
    tests: tuple[NamedTest, ...]
    why: Words
    most_minor: int = 0
    times: int = 0
    alone: bool = False
    not_with: tuple[str, ...] = ()
    announced: bool = False
    """Whether it is announced to everybody: then its from-prices must be lawful (decide.prices)."""
    limits: "tuple[Often, ...]" = ()
    """In how many baskets one member may have it, or everybody together."""
    place: int = 0
    """Where it stands on the program's own list of discounts (`settings.listed`), from 1; 0 where it is not on it."""
    over_budget: OverBudget = "capped"
    """What becomes of the last discount, where less is left of the budget (Program.budgets) than it takes off."""
    line_most_minor: int = 0
    line_pieces: int = 0
    picked: Picked | None = None
    stock: int | None = None
    stocks: tuple[tuple[str, int], ...] = ()
    """Of a gift: how many there are (None: as many as it takes), or how many each branch has (counters `gift:…`, see flows.bounded)."""

    @property
    def is_counted(self) -> bool:
        """Whether limits or a stock say how often it is had; budgets are the program's (Program.budgets)."""
        return bool(self.limits or self.stocks) or self.stock is not None


@value
class Floor:
    """No discount takes `articles` below this: `minor` for one whole measure, `bp` of the list price, or (`cost`) what the shop paid."""

    id: str
    articles: int
    minor: int
    bp: int
    cost: bool


@value
class PointsOff:
    """Points as discount: whole steps of `step` of `unit`, at most `most_bp` of the basket.

    `worth` is what the unit's smallest part takes off here, in minor units; 0: what the unit is worth.
    `by_itself`: used without asking, as many as may be.
    """

    id: str
    unit: str
    step: int
    most_bp: int
    articles: int
    tests: tuple[NamedTest, ...]
    why: Words
    by_itself: bool = False
    worth: Fraction = Fraction(0)

    def takes_off(self, unit: Unit, count: int) -> Fraction:
        """What `count` of `unit`, which is the rule's, take off, in minor units."""
        return (self.worth or unit.worth) * count


Period = Literal["", "day", "week", "month", "year"]
"""Over which time something is counted for everybody together; "": ever."""


@value
class Often:
    """At most `most` times: by one member in window `window`; where that is -1, by everybody together, in a `period` ("": ever).

    `each_branch`: what everybody may have together is counted for each branch by itself.
    """

    most: int
    window: int
    period: Period = ""
    each_branch: bool = False


@value
class Budget:
    """`minor` that `of` (a rule's id, or `rewards` for all of them together) may cost the shop in a `period` ("": in all)."""

    of: str
    minor: int
    period: Period


@value
class Reward:
    """What can be had. Costs `cost` of `cost_unit` (points), or one token of unit `token` that a full card or a rule gave.

    `free_items` > 0: that many items of `articles` in a basket, for nothing, or for `cash_minor` each; dearest price `most_minor` each
    (0: no cap); `which` says which of them (""; the program's setting). `off_minor` > 0: that much off `articles`; `off_bp` > 0: so many
    basis points of what they cost by then, `most_minor` at most. Otherwise a thing
    that is handed over (`worth_minor`, for the member's eyes), for points and `cash_minor`; or one of `options`, by choice.
    `times` is how often in one basket (0: as often as it fits). `by_itself`: used without asking, as soon as it can be.
    `stock` is how many there are when the version goes live (None: no limit), kept in counter `reward:<id>`; `stocks` how many each
    branch has (counter `reward:<id>:<branch>`).
    `cost_price_minor` is what it costs the shop. `vat` is the treatment of domain.md C9 (`discount now`, …).
    """

    id: str
    names: Words
    cost_unit: str
    cost: int
    token: str
    free_items: int
    articles: int
    most_minor: int
    worth_minor: int
    cost_price_minor: int
    stock: int | None
    vat: str
    tests: tuple[NamedTest, ...]
    why: Words
    cash_minor: int = 0
    off_minor: int = 0
    which: Literal["", "cheapest", "dearest", "first", "chosen"] = ""
    options: tuple[Words, ...] = ()
    times: int = 0
    limits: tuple[Often, ...] = ()
    by_itself: bool = False
    stocks: tuple[tuple[str, int], ...] = ()
    coupon: str = ""
    """The coupon that it is, to be used in a later basket."""
    credit_minor: int = 0
    """The store credit that it is, each time: who takes it seven times has seven times as much."""
    off_bp: int = 0

    @property
    def comes_off(self) -> bool:
        """Whether it takes something off a basket, instead of being handed over."""
        return bool(self.free_items or self.off_minor or self.off_bp)

    def costs_shop(self, times: int, off_minor: int) -> int:
        """What giving it `times` times costs: its cost price where that is known, else what came off the basket, else its worth."""
        if self.cost_price_minor:
            return self.cost_price_minor * times * max(self.free_items, 1)
        return off_minor if self.comes_off else (self.worth_minor or self.credit_minor) * times


@value
class TierStep:
    """One step: reached at `threshold` (inclusive) of the ladder's measure."""

    id: str
    names: Words
    threshold: int
    coupons: tuple[str, ...] = ()
    """What is given each time that the step is reached: one of each of these coupons."""


@value
class Tiers:
    """The ladder. Up at once, effective from the next purchase; down at a period's end, at most `down_steps` (0: never).

    `window` is the index of the window measured. `kept`: `through next year` (reached in Y, kept to the end of Y + 1), `through this year`
    or `rolling` (reviewed every `review_months`). The review waits `grace_days`, in which purchases still count for what is reviewed.
    `same_basket`: a purchase that reaches a step has it already. A member is warned `notice_days` before a tier may end.
    """

    window: int
    steps: tuple[TierStep, ...]
    kept: Literal["through next year", "through this year", "rolling"]
    review_months: int
    down_steps: int
    grace_days: int = 0
    same_basket: bool = False
    notice_days: int = 30


EntitlementKind = Literal[
    "free shipping", "faster shipping", "early access", "payment term", "extended warranty", "price list", "invitation"
]


@value
class Entitlement:
    """Something that a member may have without its being a price: the shop's other systems ask for it and keep it.

    `number` counts hours (early access), days (payment term) or months (extended warranty); `from_minor` is from which amount on
    (free shipping); `name` which price list or which invitation.
    """

    id: str
    kind: EntitlementKind
    number: int
    from_minor: int
    name: str
    tests: tuple[NamedTest, ...]
    why: Words


@value
class Program:
    """One version of a company's promise."""

    name: str
    company_zone: str
    currency: str
    prices_include_vat: bool
    country: str
    languages: tuple[str, ...]
    branches: tuple[Branch, ...]
    units: tuple[Unit, ...]
    sets: tuple[ArticleSet, ...]
    never: int
    """Index of the set that earns and discounts nothing."""
    windows: tuple[Window, ...]
    earn: tuple[EarnRule, ...]
    multipliers: tuple[Multiplier, ...]
    cards: tuple[StampCard, ...]
    discounts: tuple[Discount, ...]
    points_off: tuple[PointsOff, ...]
    rewards: tuple[Reward, ...]
    tiers: Tiers | None
    settings: Settings
    document: bytes
    """The file's content as canonical JSON; its SHA-256 is the version's digest."""
    floors: tuple[Floor, ...] = ()
    shipping: int = -1
    """Index of the set of articles that are the cost of shipping, -1 where the program names none."""
    caps: tuple[tuple[str, int], ...] = ()
    """(legal class, the most of its list price that may go off in all, in basis points): the country pack's (semantics 30)."""
    calendars: tuple[Called, ...] = ()
    segments: tuple[Called, ...] = ()
    """What the file gives a name: days, and who a member is."""
    ladders: tuple["Ladder", ...] = ()
    """What business customers are promised over a year (program.ladders)."""
    budgets: tuple[Budget, ...] = ()
    referral: Referral | None = None
    care: Care = NO_CARE
    questions: tuple[Question, ...] = ()
    """What rules ask of a person; facts name them `asked:<index>`."""
    coupons: tuple[Coupon, ...] = ()
    stored: StoredValue = NOTHING_MORE
    """What it says of the money that it keeps for somebody, besides the units that count it."""
    gestures: "Gestures | None" = None
    """What people in a branch may give by themselves (program.gestures)."""
    memberships: tuple[Membership, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()
    perishable: int = -1
    """Index of the set of articles that spoil, -1 where the program names none: they may be cut in price without a history."""
    coalition: "Coalition | None" = None
    """The partners that share a purse, None where there are none (program.partners)."""
    events: tuple[Event, ...] = ()
    event_rules: tuple[EarnRule, ...] = ()
    """What events are declared, and the earning rules that answer to them."""
    occasions: "tuple[Occasion, ...]" = ()
    """What is given by itself on a day (program.occasion_gifts)."""
    errands: "tuple[Errand, ...]" = ()
    """What members are written by itself, and what staff are asked to do (program.errands)."""
    experiences: tuple[Experience, ...] = ()
    """What members may come to (program.seats)."""
    called: tuple[tuple[str, str, Words], ...] = ()
    """(fact, word, name) of the categories, brands and tags that sentences call by a name (program.thing_names)."""
    paused: bool = False
    """Whether all that gives something new stands still (program.pausing)."""
    second_person_above: int | None = None
    """Above which budget somebody else publishes; -1 always, None never (program.second_person)."""
    corrections: tuple[Correcting, ...] = ()
    profile_fields: tuple[EventField, ...] = ()
    """What members may tell of themselves besides their name, language and birthday; kept outside the books."""
