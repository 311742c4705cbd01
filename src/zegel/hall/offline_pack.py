"""What a till takes along for when the line goes: who comes here, what articles cost, what a basket earns; signed, and nothing more.

Of a member it holds a first name, the tier, the year of joining, what could be spent, the last four signs of the card, hashes of what a
till scans, where they are expected in these days, and whether they may not earn or spend for now: no number, no address, no birthday,
no purchase.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import to_json

from zegel.access.secrets import HouseKey, written
from zegel.core.article import WHENEVER, Article, completed
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import HOUR, Day, Instant, local_moment, plus_days
from zegel.core.purchase import Line
from zegel.decide.offline_discounts import AtTill, at_till, comes_off, holding, tenure
from zegel.decide.offline_pack import gift_sets, plain_rules, sets_asked, sets_of, spent_by, worth_of_step
from zegel.decide.offline_rewards import allowed, goes_with, handed_over, leased, which, worth_of
from zegel.decide.plan import plan_of
from zegel.decide.prices import History
from zegel.flows.facts import Shelf
from zegel.hall.offline_seats import seats_on
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.purse import NO_SPENDING
from zegel.program.compile import Compiled
from zegel.program.model import Names, Program, Reward
from zegel.program.thing_names import STAMP_CARD
from zegel.program.why import why_of
from zegel.program.words import named
from zegel.store.offline_queries import Regular
from zegel.store.people_records import TillDevice
from zegel.store.queries import NamedQueries

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MOST_MEMBERS: Final = 5_000
"""Who came last, first: those who are not in it are looked up when their sale comes in."""
MOST_ARTICLES: Final = 4_000
MOST_LOST: Final = 2_000
USED_FOR: Final = 72 * HOUR
"""After that the till forgets it, and goes on with cards and amounts alone."""
LEASED_FOR: Final = 24 * HOUR
"""How long a till may let somebody spend what it leased."""
SHOWN: Final = ("card", "qr", "external")
CODE: Final = "code"
AS_PRINTED: Final = "code as printed"
"""What the marks are of that words of coupons go along as: canonical, or just as they stand where capitals matter."""


def _signer(key: HouseKey) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - loaded with the first pack

    return Ed25519PrivateKey.from_private_bytes(key.part("till pack"))


def public_key(key: HouseKey) -> str:
    """What a till knows a true pack by."""
    return written(_signer(key).public_key().public_bytes_raw())


def signed(key: HouseKey, company: CompanyId, body: bytes) -> str:
    """The signature (Ed25519) over whose pack it is and its bytes."""
    return written(_signer(key).sign(b"zegel till pack 1\0" + company.encode() + b"\0" + body))


def mark_of(salt: bytes, kind: str, text: str) -> str:
    """What stands for something that a till scans: it finds who shows it, and tells nobody what it was."""
    return b64encode(sha256(salt + f"{kind}:{text}".encode()).digest()[:12]).decode()


async def packed(
    queries: NamedQueries, shelf: Shelf, device: TillDevice, at: Instant, qr_key: bytes, salt: bytes,
    price: Callable[[list[History]], int | None],
) -> bytes:  # fmt: skip
    """The pack as bytes, to be signed as they are; `price` is what an article costs at this till today, of its histories."""
    compiled, company = shelf.live_at(at), device.company
    program = compiled.program
    rules, off = plain_rules(compiled), spent_by(compiled)
    regulars = await queries.offline.regulars(company, MOST_MEMBERS)
    known: dict[PurseId, list[tuple[str, str]]] = {}
    for purse, kind, text in await queries.offline.identifiers(company, [one.purse for one in regulars], SHOWN):
        known.setdefault(purse, []).append((kind, text))
    articles = await _priced(queries, company, price)
    days = _days(at, program.company_zone)
    seated = await seats_on(queries, program, company, device.branch, days)
    lines = tuple(_line(n, article, minor, days[0]) for n, (article, minor) in enumerate(articles, 1))
    gifts = gift_sets(compiled)
    asked = sets_asked(rules, off, gifts)
    sets = sets_of(compiled, asked, lines) if lines else []
    given, rewards = at_till(compiled), handed_over(compiled)
    off_at = [_each_day(article, minor, days, lambda line: comes_off(compiled, given, line)) for article, minor in articles]
    free_at = [_each_day(article, minor, days, lambda line: goes_with(compiled, rewards, line)) for article, minor in articles]
    worth = {unit.id: [unit.worth.numerator, unit.worth.denominator] for unit in program.units if unit.kind == "points" and unit.worth}
    joined = [one for one in regulars if one.since and not one.blocked & NO_SPENDING]
    wanted = [(one.purse, program.currency, minor) for one in joined if (minor := leased(compiled, off, rewards, _spendable(one)))]
    leases = await queries.offline.lease(company, device.id, at, Instant(at + LEASED_FOR), wanted)
    body: dict[str, Any] = {
        "form": 3, "company": company, "made_at": at, "until": at + USED_FOR, "salt": b64encode(salt).decode(),
        "qr": written(qr_key), "worth": worth,
        "units": {unit.id: [list(_names(unit.names)), unit.kind] for unit in program.units},
        "cards": {card.id: list(_called(program, STAMP_CARD, card.id)) for card in program.cards},
        "tiers": {step.id: [step.names.nl, step.names.en] for step in program.tiers.steps} if program.tiers is not None else {},
        "discounts": [_discount(compiled, one) for one in given], "bare_off": comes_off(compiled, given, _line(1, None, 100)),
        "rewards": [_reward(compiled, one) for one in rewards], "bare_free": goes_with(compiled, rewards, _line(1, None, 100)),
        "gifts": gifts,
        "rules": [[one.unit, one.count, one.per, one.per_minor, one.articles] for one in rules],
        "bare": sets_of(compiled, asked, (_line(1, None, 100),))[0],
        "articles": [
            [a.sku, a.called("nl"), a.called("en"), minor, a.category, a.brand, a.legal_class, a.vat_bp or 0,
             list(a.tags), sets[n], [one for one in off_at[n] if one >= 0], free_at[n]]
            for n, (a, minor) in enumerate(articles)
        ],
        "off": [off.id, off.unit, off.step, int(worth_of_step(compiled, off)), off.most_bp, off.articles] if off is not None else [],
        "seats": {purse_text(purse): seats for purse, seats in seated.items()},
        "codes": sorted(mark_of(salt, AS_PRINTED if exact else CODE, text) for exact, text in plan_of(compiled).shared_codes),
        "lost": [mark_of(salt, one.kind, one.text) for one in await queries.lost_cards.newest(company, MOST_LOST)],
        "lease_until": at + LEASED_FOR, "leases": {purse_text(purse): left for purse, left in leases.items() if left > 0},
        "members": [
            [*_member(one, known.get(one.purse, []), salt), holding(compiled, given, one.since, one.tier, days),
             *tenure(one.since, days[0]), allowed(compiled, rewards, one.since, one.tier, days), one.blocked]
            for one in regulars
        ],
    }  # fmt: skip
    return to_json(body)


async def _priced(queries: NamedQueries, company: CompanyId, price: Callable[[list[History]], int | None]) -> list[tuple[Article, int]]:
    """Articles with what they cost; those without a price are no use at a till without a line."""
    histories: dict[str, list[History]] = {}
    async for history in queries.prices.every(company):
        histories.setdefault(history.sku, []).append(history)
    found: list[tuple[Article, int]] = []
    after = ""
    while len(found) < MOST_ARTICLES and (page := await queries.articles(company, after, 1000)):
        priced = [(one, price(histories.get(one.sku, []))) for one in page]
        found += [(one, minor) for one, minor in priced if minor is not None]
        after = page[-1].sku
    return found[:MOST_ARTICLES]


def _names(names: Names) -> tuple[str, str, str, str]:
    return names.nl_one, names.nl_many, names.en_one, names.en_many


def _called(program: Program, kind: str, word: str) -> tuple[str, str]:
    """What the program calls it, in Dutch and in English."""
    return named(program, kind, word, "nl"), named(program, kind, word, "en")


def _spendable(one: Regular) -> dict[str, int]:
    return {unit: count for unit, account, count in one.balances if account == AVAILABLE and count}


def _member(one: Regular, shown: list[tuple[str, str]], salt: bytes) -> list[Any]:
    first = one.name.split()[0] if one.name.split() else ""
    tail = next((text[-4:] for kind, text in shown if kind == "card"), "")
    marks = [mark_of(salt, kind, text) for kind, text in shown]
    return [purse_text(one.purse), first, one.tier, one.since[:4], tail, _spendable(one), marks]


def _discount(compiled: Compiled, one: AtTill) -> list[Any]:
    why = why_of(compiled.program, one.rule)
    return [one.rule.id, one.bp, int(one.is_for_all), why.nl, why.en, list(one.instead)]


def _reward(compiled: Compiled, one: Reward) -> list[Any]:
    unit, cost = (one.token, 1) if one.token else (one.cost_unit, one.cost)
    off = [one.free_items, one.most_minor, one.off_minor, which(compiled, one)]
    return [one.id, one.names.nl, one.names.en, unit, cost, worth_of(compiled, one), *off]


def _days(at: Instant, zone: str) -> list[Day]:
    """Every day on which the till may use it."""
    last = local_moment(Instant(at + USED_FOR), zone).business_date
    found = [local_moment(at, zone).business_date]
    while found[-1] < last:
        found.append(plus_days(found[-1], 1))
    return found


def _each_day(article: Article, minor: int, days: Sequence[Day], asked: Callable[[Line], list[int]]) -> list[int]:
    """What `asked` says of an article on each of `days`: what is marked down may count from one of them on. What does not hold on all of
    them only the books can say (`-1 - n`)."""
    found = [set(asked(_line(1, article, minor, day))) for day in (days if article.marked_on else days[:1])]
    always = set.intersection(*found)
    return sorted(always | {n if n < 0 else -1 - n for n in set.union(*found) - always})


def _line(number: int, article: Article | None, minor: int, day: Day = WHENEVER) -> Line:
    """One piece of an article as a line of a basket on `day`: only which sets it is in is asked."""
    if article is None:
        return Line(number, "", "", "", (), "", 1000, "piece", minor, 0, minor, 0, None)
    bare = Line(number, article.sku, "", "", (), "", 1000, "piece", minor, 0, minor, article.vat_bp or 0, None)
    return completed(bare, article, day)
