"""Builders with defaults, so that a test names only what it is about."""

from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256

from zegel.core.canonical import document_bytes
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Day, Instant, local_moment
from zegel.core.purchase import Identifier, Line, Purchase, Tender
from zegel.core.purchase_document import with_document
from zegel.flows.commands import Header, Profile, RecordPurchase, Use, Who
from zegel.program.conditions import All, Compare, NamedTest, OneOf, Test
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
"""Tuesday 3 March 2026, 11:00 in Amsterdam."""
DAY_MS = 86_400_000
SETTINGS = Settings(
    multipliers="largest", returns_earned="as if never bought", returns_spent="back to its lots", below_zero="allowed",
    returned_points_last_days=30, return_within_days=30, hold_minutes=10, late_hours=72, claim_within_days=14,
)  # fmt: skip


def words(text: str) -> Words:
    return Words(text, text)


def unit(
    id: str = "points", kind: str = "points", worth: str = "1", months: int = 12, on: str = "month", pending: Sequence[tuple[str, int]] = ()
) -> Unit:
    names = Names(id, id, id, id)
    return Unit(id, kind, names, Fraction(worth), Expiry(months, "months", on if months else ""), tuple(pending))  # type: ignore[arg-type]  # test words


def bakery(**changes: object) -> Program:
    """The bakery of program-language.md as far as the heart goes; `changes` replaces whole fields."""
    never = OneOf("legal_class", ("tobacco", "gift_card", "deposit", "stamps"))
    sets = (
        ArticleSet("all", All(())), ArticleSet("never", never), ArticleSet("bread", OneOf("category", ("bread",))),
        ArticleSet("bread from 2.00", All((OneOf("category", ("bread",)), Compare("unit_price", ">=", 200)))),
        ArticleSet("cake", OneOf("category", ("cake",))),
    )  # fmt: skip
    fields: dict[str, object] = {
        "name": "Bakkerij De Korenaar", "company_zone": ZONE, "currency": "EUR", "prices_include_vat": True, "country": "NL",
        "languages": ("nl", "en"), "branches": (Branch("dorpsstraat", ZONE, 0),),
        "units": (
            unit(), unit("status", "status", "0", 0), unit("bread card", "stamps", "0", 0), unit("reward:free bread", "reward", "0", 0),
        ),
        "sets": sets, "never": 1,
        "windows": (Window("unit:status", "calendar year", 0, "days"),),
        "earn": (
            EarnRule("base", "points", 1, "spend", 100, 0, (), words("1 per euro")),
            EarnRule("stars", "status", 1, "spend", 100, 0, (NamedTest("member", Compare("member", "==", 1)),), words("1 per euro")),
        ),
        "multipliers": (
            Multiplier("tuesdays", "points", Fraction(2), 0, (NamedTest("day", Compare("weekday", "==", 1)),), words("dinsdag")),
            Multiplier("zilver: points", "points", Fraction(5, 4), 0, (_tier(2),), words("zilver")),
            Multiplier("goud: points", "points", Fraction(3, 2), 0, (_tier(3),), words("goud")),
        ),
        "cards": (StampCard("bread card", "bread card", 1, "item", 0, 3, 10, "free bread", (), words("stempel")),),
        "discounts": (
            Discount("regulars", 500, 4, "line", 0, "", (NamedTest("member for", Compare("tenure_years", ">=", 5)),), words("omdat u hier al {years} jaar komt")),
        ),
        "points_off": (PointsOff("points off", "points", 100, 5000, 0, (), words("punten")),),
        "rewards": (
            Reward("free bread", words("gratis brood"), "", 0, "reward:free bread", 1, 2, 450, 0, 90, None, "discount now", (), words("brood")),
            Reward("mug", words("mok"), "points", 500, "", 0, 0, 0, 750, 300, None, "discount now", (), words("mok")),
            Reward("poster", words("poster"), "points", 50, "", 0, 0, 0, 200, 100, 3, "discount now", (), words("poster")),
        ),
        "tiers": Tiers(0, (TierStep("brons", words("brons"), 0), TierStep("zilver", words("zilver"), 500), TierStep("goud", words("goud"), 1500)), "through next year", 12, 1),
        "settings": SETTINGS,
    }  # fmt: skip
    fields |= changes
    document = document_bytes({"fixture": sha256(repr(sorted(changes.items(), key=lambda c: c[0])).encode()).hexdigest()})
    return Program(**fields, document=document)  # type: ignore[arg-type]  # a builder


def _tier(rank: int) -> NamedTest:
    return NamedTest("tier", Compare("tier_rank", ">=", rank))


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


def header(at: int = NOON, key: str = "", happened_at: int | None = None, source: str = "till-1", reason: str = "") -> Header:
    happened = Instant(at if happened_at is None else happened_at)
    moment = local_moment(happened, ZONE)
    return Header(
        COMPANY, source, key, sha256(key.encode()).digest(), Instant(at), happened, moment.business_date, moment.weekday, moment.minute,
        "anna", "dorpsstraat", "till-1",
    )  # fmt: skip


def purchase(
    *lines: Line, at: int = NOON, receipt_number: str = "", channel: str = "till", tenders: tuple[Tender, ...] = (), **changes: object
) -> Purchase:
    moment = local_moment(Instant(at), ZONE)
    numbered = tuple(_numbered(each, n) for n, each in enumerate(lines or (line(),), 1))
    fields: dict[str, object] = {
        "branch": "dorpsstraat", "till": "till-1", "actor": "anna", "source": "till-1", "receipt_number": receipt_number, "channel": channel,
        "currency": "EUR", "happened_at": Instant(at), "business_date": moment.business_date, "weekday": moment.weekday,
        "minute": moment.minute, "identifier": None, "lines": numbered, "tenders": tenders, "document": b"",
    }  # fmt: skip
    return with_document(Purchase(**(fields | changes)))  # type: ignore[arg-type]  # a builder


def _numbered(each: Line, n: int) -> Line:
    return Line(
        n, each.sku, each.category, each.brand, each.tags, each.legal_class, each.quantity, each.measure, each.list_minor,
        each.discount_minor, each.net_minor, each.vat_bp, each.cost_minor,
    )  # fmt: skip


def buys(
    *lines: Line,
    who: Who | None,
    at: int = NOON,
    uses: tuple[Use, ...] = (),
    key: str = "",
    new: int = 999,
    received: int | None = None,
    **changes: object,
) -> RecordPurchase:
    made = purchase(*lines, at=at, **changes)  # type: ignore[arg-type]  # a builder
    return RecordPurchase(header(at if received is None else received, key, at), made, who, purse(new), uses)


def day(text: str) -> Day:
    return Day(text)


def receipt(n: int, seq: int) -> ReceiptId:
    return ReceiptId(purse(n), seq)


NOBODY_KNOWN = Profile("", "nl", "")
