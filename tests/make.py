"""Builders with defaults, so that a test names only what it is about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from zoneinfo import ZoneInfo

from zegel.core.canonical import document_bytes
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Day, Instant, local_moment
from zegel.core.purchase import Identifier, Line, Purchase
from zegel.core.purchase_document import with_document
from zegel.flows.commands import (
    Adjust,
    Enrol,
    Header,
    OpenHold,
    Profile,
    Quote,
    RecordPurchase,
    ReturnedLine,
    ReturnGoods,
    Use,
    Who,
)
from zegel.program.conditions import All, Compare, NamedTest, OneOf, Test
from zegel.program.deals import Percent
from zegel.program.model import (
    ArticleSet,
    Branch,
    Discount,
    EarnRule,
    Expiry,
    Multiplier,
    Names,
    PointsOff,
    Program,
    Reward,
    Settings,
    StampCard,
    Tiers,
    TierStep,
    Unit,
    Window,
    Words,
)

ZONE = "Europe/Amsterdam"
COMPANY = CompanyId("korenaar")
NOON = Instant(1_772_532_000_000)
"""Tuesday 3 March 2026, 11:00 in Amsterdam. Points count double then."""
WEDNESDAY = Instant(NOON + 86_400_000)
"""The next day, which is like any other."""
DAY_MS = 86_400_000
SETTINGS = Settings(
    multipliers="largest", returns_earned="as if never bought", returns_spent="back to its lots", below_zero="allowed",
    returned_points_last_days=30, return_within_days=30, hold_minutes=10, late_hours=72, claim_within_days=14,
)  # fmt: skip


def words(text: str) -> Words:
    return Words(text, text)


def unit(
    name: str = "points",
    kind: str = "points",
    worth: str = "1",
    months: int = 12,
    on: str = "month",
    pending: Sequence[tuple[str, int]] = (),
) -> Unit:
    """A unit; `months` 0: it never lapses."""
    names = Names(name, name, name, name)
    expiry = Expiry(months, "months", on if months else "")  # type: ignore[arg-type]  # test words
    return Unit(name, kind, names, Fraction(worth), expiry, tuple(pending))  # type: ignore[arg-type]  # test words


def _tier(rank: int) -> NamedTest:
    return NamedTest("tier", Compare("tier_rank", ">=", rank))


TUESDAY = NamedTest("day", Compare("weekday", "==", 1))
MEMBERS_ONLY = NamedTest("member", Compare("member", "==", 1))

NEVER_SOLD = ("tobacco", "gift_card", "deposit", "stamps")
SETS = (
    ArticleSet("all", All(())), ArticleSet("never", OneOf("legal_class", NEVER_SOLD)), ArticleSet("bread", OneOf("category", ("bread",))),
    ArticleSet("bread from 2.00", All((OneOf("category", ("bread",)), Compare("unit_price", ">=", 200)))),
    ArticleSet("cake", OneOf("category", ("cake",))),
)  # fmt: skip
"""By index: 0 everything, 1 what never earns, 2 bread, 3 bread from 2.00, 4 cake."""
ALL, NEVER_EARNS, BREAD, BREAD_FROM_2, CAKE = range(5)


def bakery(**changes: object) -> Program:
    """The bakery of program-language.md as far as the heart goes; `changes` replaces whole fields."""
    member_5_years = NamedTest("member for", Compare("tenure_years", ">=", 5))
    fields: dict[str, object] = {
        "name": "Bakkerij De Korenaar", "company_zone": ZONE, "currency": "EUR", "prices_include_vat": True, "country": "NL",
        "languages": ("nl", "en"), "branches": (Branch("dorpsstraat", ZONE, 0),),
        "units": (
            unit(), unit("status", "status", "0", 0), unit("bread card", "stamps", "0", 0), unit("reward:free bread", "reward", "0", 0),
        ),
        "sets": SETS, "never": NEVER_EARNS,
        "windows": (Window("unit:status", "calendar year", 0, "days"),),
        "earn": (
            EarnRule("base", "points", 1, "spend", 100, ALL, (), words("1 per euro")),
            EarnRule("stars", "status", 1, "spend", 100, ALL, (MEMBERS_ONLY,), words("1 per euro")),
        ),
        "multipliers": (
            Multiplier("tuesdays", "points", Fraction(2), ALL, (TUESDAY,), words("dinsdag")),
            Multiplier("zilver: points", "points", Fraction(5, 4), ALL, (_tier(2),), words("zilver")),
            Multiplier("goud: points", "points", Fraction(3, 2), ALL, (_tier(3),), words("goud")),
        ),
        "cards": (StampCard("bread card", "bread card", 1, "item", 0, BREAD_FROM_2, 10, "free bread", (), words("stempel")),),
        "discounts": (
            Discount("regulars", Percent(500), CAKE, "line", 0, "", (member_5_years,), words("omdat u hier al {years} jaar komt")),
        ),
        "points_off": (PointsOff("points off", "points", 100, 5000, ALL, (), words("punten")),),
        "rewards": (
            reward("free bread", token="reward:free bread", free=1, articles=BREAD, most_minor=450),
            reward("mug", cost=500, worth_minor=750),
            reward("poster", cost=50, worth_minor=200, stock=3),
        ),
        "tiers": ladder(("brons", 0), ("zilver", 500), ("goud", 1500)),
        "settings": SETTINGS,
    }  # fmt: skip
    fields |= changes
    document = document_bytes({"fixture": sha256(repr(sorted(changes.items(), key=lambda c: c[0])).encode()).hexdigest()})
    return Program(**fields, document=document)  # type: ignore[arg-type]  # a builder


def reward(
    name: str, *, cost: int = 0, token: str = "", free: int = 0, articles: int = ALL, most_minor: int = 0, worth_minor: int = 0,
    stock: int | None = None, tests: tuple[NamedTest, ...] = (),
) -> Reward:  # fmt: skip
    """A reward that costs points, or a token; `free` items of `articles` are free in a basket."""
    unit_id = "points" if cost else ""
    names = words(name)
    return Reward(name, names, unit_id, cost, token, free, articles, most_minor, worth_minor, 0, stock, "discount now", tests, names)


def ladder(*steps: tuple[str, int], kept: str = "through next year", review_months: int = 12, down: int = 1, **more: int) -> Tiers:
    """Tiers over window 0; `more`: days of grace, whether the same basket, days of notice."""
    made = tuple(TierStep(name, words(name), threshold) for name, threshold in steps)
    return Tiers(0, made, kept, review_months, down, **more)  # type: ignore[arg-type]  # test words


def settings(**changes: object) -> Settings:
    """The bakery's settings, some of them changed."""
    return replace(SETTINGS, **changes)  # type: ignore[arg-type]  # a builder


def when(test: Test, name: str = "day") -> NamedTest:
    return NamedTest(name, test)


def purse(n: int = 1) -> PurseId:
    return PurseId(sha256(f"purse {n}".encode()).digest()[:16])


def card(text: str = "fatima") -> Identifier:
    return Identifier("card", text)


def line(net: int = 250, quantity: int = 1, category: str = "bread", number: int = 1, **changes: object) -> Line:
    """`quantity` in pieces; `net` is the line's, in cents."""
    fields: dict[str, object] = {
        "number": number, "sku": category.upper(), "category": category, "brand": "", "tags": (), "legal_class": "",
        "quantity": quantity * 1000, "measure": "piece", "list_minor": net, "discount_minor": 0, "net_minor": net, "vat_bp": 900,
        "cost_minor": None,
    }  # fmt: skip
    return Line(**(fields | changes))  # type: ignore[arg-type]  # a builder


def clock(text: str, zone: str = ZONE, *, second_time: bool = False) -> Instant:
    """`2026-03-04 12:00` on the wall of `zone`; `second_time` where the clock shows it twice."""
    return Instant(int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=int(second_time)).timestamp() * 1000))


def header(
    at: int = NOON, key: str = "", happened_at: int | None = None, source: str = "till-1", branch: str = "dorpsstraat", zone: str = ZONE
) -> Header:
    happened = Instant(at if happened_at is None else happened_at)
    moment = local_moment(happened, zone)
    return Header(
        COMPANY, source, key, sha256(key.encode()).digest(), Instant(at), happened, moment.business_date, moment.weekday, moment.minute,
        "anna", branch, "till-1",
    )  # fmt: skip


def purchase(*lines: Line, at: int = NOON, zone: str = ZONE, **changes: object) -> Purchase:
    """A basket; its lines are numbered from 1."""
    moment = local_moment(Instant(at), zone)
    numbered = tuple(replace(each, number=n) for n, each in enumerate(lines or (line(),), 1))
    fields: dict[str, object] = {
        "branch": "dorpsstraat", "till": "till-1", "actor": "anna", "source": "till-1", "receipt_number": "", "channel": "till",
        "currency": "EUR", "happened_at": Instant(at), "business_date": moment.business_date, "weekday": moment.weekday,
        "minute": moment.minute, "identifier": None, "lines": numbered, "tenders": (), "document": b"",
    }  # fmt: skip
    return with_document(Purchase(**(fields | changes)))  # type: ignore[arg-type]  # a builder


def buys(
    *lines: Line,
    who: Who | None,
    at: int = NOON,
    uses: tuple[Use, ...] = (),
    key: str = "",
    new: int = 999,
    received: int | None = None,
    zone: str = ZONE,
    **changes: object,
) -> RecordPurchase:
    """A purchase paid at `at`, heard of at `received`; without `who` it gets purse `new`."""
    made = purchase(*lines, at=at, zone=zone, **changes)
    heard = at if received is None else received
    return RecordPurchase(header(heard, key, at, branch=made.branch, zone=zone), made, who, purse(new), uses)


def quotes(*lines: Line, who: Who | None, at: int = NOON, uses: tuple[Use, ...] = (), **changes: object) -> Quote:
    return Quote(header(at), purchase(*lines, at=at, **changes), who, uses)  # type: ignore[arg-type]  # a builder


def holds(
    *lines: Line, who: Who | None, at: int = NOON, uses: tuple[Use, ...] = (), received: int | None = None, new: int = 999,
    **changes: object,
) -> OpenHold:  # fmt: skip
    heard = header(at if received is None else received, happened_at=at)
    return OpenHold(heard, purchase(*lines, at=at, **changes), who, uses, (), purse(new))  # type: ignore[arg-type]  # a builder


def enrols(n: int = 1, *shown: Identifier, at: int = NOON, since: str | None = None) -> Enrol:
    """Purse `n`, known by `shown` (by default card `fatima`); `since` "" makes it anonymous."""
    made = header(at)
    return Enrol(made, purse(n), NOBODY_KNOWN, shown or (card(),), made.business_date if since is None else Day(since))


def returns(sale: ReceiptId, *lines: tuple[int, int], at: int = NOON, reason: str = "", cause: str = "") -> ReturnGoods:
    """`lines` as (number, thousandths); none: everything that is left."""
    return ReturnGoods(header(at), sale, tuple(ReturnedLine(*each) for each in lines), reason, cause)


def adjusts(who: Who, count: int, *, unit: str = "points", at: int = NOON, reason: str = "till was down") -> Adjust:
    return Adjust(header(at), who, unit, count, reason)


def receipt(n: int, seq: int) -> ReceiptId:
    return ReceiptId(purse(n), seq)


NOBODY_KNOWN = Profile("", "nl", "")
