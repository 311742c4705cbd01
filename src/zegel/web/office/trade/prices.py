"""Prices: what an article cost since when and where, the highest from-price that may be named, a new price with that checked, and files."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import quote

from zegel.access.staff import Done
from zegel.core.money import CURRENCIES
from zegel.core.periods import Day
from zegel.core.purchase import CHANNELS, CONDITIONS
from zegel.core.refusals import Malformed, NotSignedIn, ZegelError
from zegel.decide.price_verdict import NO_REDUCTION, history_of, said, spoils, verdict
from zegel.decide.prices import NOT_SOLD, History, PriceStep, Stated, price_on, stated
from zegel.desk.price_claims import claims_of
from zegel.hall.calls import Call
from zegel.hall.refusals import NoSuchDay
from zegel.hall.refused import said_of
from zegel.hall.translate import is_day
from zegel.intake.prices import Mistake, read_prices
from zegel.program.compile import Compiled
from zegel.program.country.price_law import PriceLaw, price_law
from zegel.program.model import Words
from zegel.program.words import percent
from zegel.store.price_queries import Order, Price, putting
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.tables import PAGE, Column, Listing, Row, fact, row, wished
from zegel.web.parts.visitors import Visitor

HERE: Final = "/kantoor/prijzen"
ONE: Final = f"{HERE}/artikel"
MOST_FILE: Final = 4 * 1024 * 1024
AT_A_TIME: Final = 5_000
MOST_MISTAKES: Final = 20
MOST_CLAIMS: Final = 50
COLUMNS: Final = (
    Column("sku"), Column("name"), Column("changed", "day"), Column("times", "count"),
)  # fmt: skip
STEPS: Final = (
    Column("sku", sorts=False), Column("channel", sorts=False), Column("branch", sorts=False), Column("valid_since", "day", sorts=False),
    fact("price", "money", sorts=False),
)  # fmt: skip
"""What a file of prices has: every step of every article, which is more than the list shows."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/prijzen: articles by number or another column; `q` finds by number or name, `nakijken` checks what is announced."""
    wish = wished(asked, COLUMNS, "sku")
    if wish.file:
        visitor, call = await _who(door, asked)
        return await taken(door, asked, call, "prices", wish.file, STEPS, _steps(door, visitor, wish.words))
    return await _list(door, asked)


async def _steps(door: Door, visitor: Visitor, words: str) -> AsyncIterator[Row]:
    """Every price since when, of the articles found by `words`; a day from which an article is not sold has none."""
    async for history in door.queries.prices.every(visitor.company, words):
        for step in history.steps:
            minor = None if step.minor == NOT_SOLD else step.minor
            yield row({
                "sku": history.sku, "channel": history.channel or None, "branch": history.branch or None, "valid_since": step.since,
                "price": minor,
            })  # fmt: skip


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/prijzen/artikel?sku=…: every step of every place, and what may be named today."""
    if not asked.text("sku", 64):
        return Sent("/kantoor/prijzen")
    return await _article(door, asked)


async def put(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/prijzen/artikel: a price from a day on; a from-price that may not be named is refused, and then nothing is kept."""
    visitor, call = await _who(door, asked)
    sku, program = asked.text("sku", 64), call.live(asked.at).program
    since, channel, branch = asked.text("since", 10), asked.text("channel", 20), asked.text("branch", 60)
    digits = CURRENCIES[program.currency]
    try:
        if not sku or (channel and channel not in CHANNELS) or (branch and all(branch != known.id for known in program.branches)):
            raise Malformed("sku, channel, branch: an article, a channel and a branch that there are", field="sku")
        if not is_day(since) or not "1970-01-01" <= since <= "9000-12-31":
            raise NoSuchDay(field="since")
        minor = amount_of(asked.text("price", 20), digits, "price")
        was = amount_of(asked.text("was", 20), digits, "was") if asked.text("was", 20) else None
    except ZegelError as refusal:
        return await _article(door, asked, refused=said_of(refusal))
    if was is not None:
        refused = await _unlawful(door, asked, call, Price(sku, channel, branch, Day(since), minor), was)
        if refused is not None:
            return await _article(door, asked, refused=refused)
    done = Done(visitor.grant(), asked.at, "", asked.request_id)
    step = putting(visitor.company, [Price(sku, channel, branch, Day(since), minor)])
    after: dict[str, Any] = {"since": since, "minor": minor, "channel": channel, "branch": branch}
    await door.people.register.done(visitor.company, asked.at, [step], (done.deed("price.set", f"article:{sku}", None, after),))
    return Sent(f"{ONE}?sku={_quoted(sku)}")


async def bring_in(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/prijzen/bestand: a file of prices: every row of it, or none and what is wrong."""
    visitor, call = await _who(door, asked)
    try:
        lines = asked.files.get("file", b"").decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError:
        raise Malformed("file: a table as UTF-8 text", field="file") from None
    prices, mistakes = await to_thread(_read, lines, call.live(asked.at))
    if mistakes or not prices:
        return await _list(door, asked, mistakes=mistakes)
    done = Done(visitor.grant(), asked.at, "", asked.request_id)
    deed = done.deed("price.import", "prices", None, {"prices": len(prices)})
    first = putting(visitor.company, prices[:AT_A_TIME])
    await door.people.register.done(visitor.company, asked.at, [first], (deed,))  # nothing of it without its line
    for n in range(AT_A_TIME, len(prices), AT_A_TIME):
        await door.queries.prices.put(visitor.company, prices[n : n + AT_A_TIME])
    return Sent(f"{HERE}?kept={len(prices)}")


def _read(lines: list[str], compiled: Compiled) -> tuple[list[Price], list[Mistake]]:
    """What a file holds, up to as many mistakes as anybody is shown: in a thread, so that no till waits for it."""
    prices: list[Price] = []
    mistakes: list[Mistake] = []
    for found in read_prices(lines, compiled):
        if isinstance(found, Mistake):
            mistakes.append(found)
            if len(mistakes) == MOST_MISTAKES:
                break
        else:
            prices.append(found)
    return prices, mistakes


async def _list(door: Door, asked: Asked, mistakes: list[Mistake] | None = None) -> Answer:
    visitor, call = await _who(door, asked)
    wish = wished(asked, COLUMNS, "sku")
    order = Order(wish.sort, wish.down, asked.speaks)
    found = await door.queries.prices.listed(visitor.company, wish.words, order, wish.after, PAGE + 1)
    rows = tuple(
        row(
            {"sku": one.sku, "name": _named(one.name_nl, one.name_en, asked), "changed": one.since, "times": one.steps},
            dict.fromkeys(("sku", "times"), f"{ONE}?sku={_quoted(one.sku)}"),
        )
        for one in found[:PAGE]
    )
    listing = Listing(HERE, COLUMNS, rows, wish, (), found[PAGE - 1].sku if len(found) > PAGE else "", -1)
    compiled, today = call.live(asked.at), _today(door, asked, call)
    claims = None
    if asked.text("nakijken", 3) == "ja":
        claims = (await claims_of(door.queries.prices, visitor.company, compiled, today))[:MOST_CLAIMS]
    shows = {
        "list": listing, "may_write": "articles:write" in visitor.rights, "mistakes": mistakes or [],
        "wrong": mistakes is not None, "kept": asked.number("kept", 0, 10**9, 0), "claims": claims, "more": len(mistakes or []),
        "law": price_law(compiled.program.country), "percent": lambda bp: percent(bp, asked.speaks),
    }  # fmt: skip
    return Page("office/prices.html", await framed(door, asked, call, "prices", shows), 200 if mistakes is None else 422)


async def _article(door: Door, asked: Asked, refused: Words | None = None) -> Answer:
    visitor, call = await _who(door, asked)
    sku, compiled = asked.text("sku", 64), call.live(asked.at)
    today, law = _today(door, asked, call), price_law(compiled.program.country)
    article = await door.queries.article(visitor.company, sku)
    perishable = spoils(compiled, sku, article)
    name = _named(article.name_nl, article.name_en, asked) if article else ""
    found = await door.queries.prices.of(visitor.company, sku)
    shows = {
        "sku": sku, "name": name, "law": law, "today": today, "refused": refused,
        "places": [_place(history, today, law, perishable=perishable) for history in found], "not_sold": NOT_SOLD,
        "condition": article.condition if article else "", "marked": article.marked_on if article else "", "conditions": CONDITIONS,
        "may_write": "articles:write" in visitor.rights, "channels": CHANNELS, "branches": [one.id for one in compiled.program.branches],
        "typed": {name: asked.text(name, 60) if refused else "" for name in ("since", "price", "was", "channel", "branch")},
    }  # fmt: skip
    return Page("office/price.html", await framed(door, asked, call, "prices", shows), 200 if refused is None else 422)


def _place(history: History, today: Day, law: PriceLaw, *, perishable: bool) -> dict[str, Any]:
    """One channel and branch: its steps with what changed, what it costs today, and what may be named beside a lower price."""
    may: Stated | None = stated(history.steps, today, law, perishable=perishable)
    steps: list[tuple[PriceStep, int | None]] = []
    before: int | None = None
    for step in history.steps:
        steps.append((step, None if before in (None, NOT_SOLD) or step.minor == NOT_SOLD else step.minor - (before or 0)))
        before = step.minor
    return {
        "channel": history.channel, "branch": history.branch, "steps": steps[::-1], "now": price_on(history.steps, today), "may": may,
    }  # fmt: skip


async def _unlawful(door: Door, asked: Asked, call: Call, price: Price, was: int) -> Words | None:
    """Why `was` may not be named beside the new price, with what is left of the reduction; None where it may."""
    compiled = call.live(asked.at)
    law, company, currency = price_law(compiled.program.country), call.grant.company, compiled.program.currency
    histories = await door.queries.prices.of(company, price.sku)
    history = history_of(histories, price.channel, price.branch) or History(price.sku, price.channel, price.branch, ())
    perishable = spoils(compiled, price.sku, await door.queries.article(company, price.sku))
    judged = verdict(history.steps, price.since, law, was, price.minor, perishable=perishable)
    if judged.lawful:
        return None
    says = said(judged, law, was, price.since, currency)
    if judged.honest_bp in (NO_REDUCTION, 0):
        left = Words("Gemeten vanaf wat wel mag, blijft er geen korting over.", "Measured from what may be named, nothing is left of it.")
        return Words(f"{says.nl} {left.nl}", f"{says.en} {left.en}") if judged.honest_bp == 0 else says
    nl, en = percent(judged.honest_bp, "nl"), percent(judged.honest_bp, "en")
    return Words(f"{says.nl} Gemeten vanaf wat wel mag is de korting {nl}.", f"{says.en} Measured from what may be named it is {en}.")


def _named(nl: str, en: str, asked: Asked) -> str:
    return (nl or en) if asked.speaks == "nl" else (en or nl)


def _quoted(sku: str) -> str:
    return quote(sku, safe="")


def _today(door: Door, asked: Asked, call: Call) -> Day:
    return Day(door.figures(asked, call).local(asked.at).date().isoformat())


async def _who(door: Door, asked: Asked) -> tuple[Visitor, Call]:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor, await door.call(asked)
