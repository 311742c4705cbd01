"""Try it: one basket by what is live, and the same by the draft beside it, with the reasons of both. Nothing is written."""

from asyncio import to_thread
from typing import Any, Final

from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier
from zegel.core.article import Article
from zegel.core.ids import purse_of, purse_text
from zegel.core.money import CURRENCIES
from zegel.core.periods import Day, Instant, local_moment, moment_on
from zegel.core.purchase import Line
from zegel.core.refusals import Malformed, UnknownMember, ZegelError
from zegel.core.value import value
from zegel.hall.answers import body_of, receipt_json
from zegel.hall.calls import Call
from zegel.hall.explained import hints_and_lines, long_explanation
from zegel.hall.refused import said_of
from zegel.hall.spend_lock import program_of
from zegel.hall.trying import MadeUp, Tried, tried
from zegel.program import forms
from zegel.program.compile import Compiled
from zegel.program.model import Names
from zegel.program.read import ProgramMistakes, read_json
from zegel.program.words import Language
from zegel.web.office.drafting import NAME
from zegel.web.office.frame import framed
from zegel.web.office.receipt import priced_line, reasons_of
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.happened import purchase_lines
from zegel.web.parts.prices import price_of
from zegel.web.parts.words import Tongue

LINES: Final = 5
NOTHING: Final = "what1"
"""The field that an empty basket is refused for."""
FAR: Final = 3660
"""Days that a try may lie ahead or back."""


@value
class Side:
    """What one version says of the basket; `refused` in words where it says no."""

    pays_minor: int
    off_minor: int
    earned: tuple[tuple[int, Names], ...]
    lines: tuple[dict[str, Any], ...]
    reasons: tuple[dict[str, Any], ...]
    refused: str = ""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/programma/proef: an empty basket to fill."""
    call = await door.call(asked)
    member = asked.text("lid", 40)
    return await _page(door, asked, call, {"member": member} if member else {}, None, "")


async def go(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/proef: the basket by what is live, and by the draft where there is one."""
    call = await door.call(asked)
    typed = {name: asked.text(name, 100) for name in asked.fields if name != "token"}
    draft = await door.queries.draft(call.grant.company, NAME)
    try:
        found, somebody, at = await _wanted(door, asked, call)
        versions = [call.live(asked.at), *([] if draft is None else [await to_thread(_compiled, draft.document)])]
        sides = []
        for compiled in versions:
            fresh = await door.call(asked)
            fresh.at = at
            came = await tried(door.desk, door.queries, fresh, found, somebody, compiled)
            sides.append(side_of(came, door, asked))
    except (ProgramMistakes, ZegelError) as refusal:
        return await _page(door, asked, call, typed, None, _why_not(refusal, door.renderer.tongue("office", asked.speaks)), 422)
    return await _page(door, asked, call, typed, sides, "")


def _why_not(refusal: ProgramMistakes | ZegelError, tongue: Tongue) -> str:
    if isinstance(refusal, ProgramMistakes):
        return tongue.say("mend first")
    return tongue.say("try nothing") if refusal.data.get("field") == NOTHING else tongue.words(said_of(refusal))


def _compiled(document: str) -> Compiled:
    return Compiled(read_json(document))


async def _wanted(door: Door, asked: Asked, call: Call) -> tuple[dict[str, Any], MadeUp | None, Instant]:
    """The basket as the API has it, who buys it where they are made up, and when."""
    program = call.live(asked.at).program
    at = _moment(asked, call)
    known = {branch.id for branch in program.branches}
    branch = asked.text("branch", 60)
    branch = branch if branch in known else program.branches[0].id
    lines = [line for n in range(1, LINES + 1) if (line := await _line(door, asked, call, branch, n))]
    if not lines:
        raise Malformed("what1: something to buy", field=NOTHING)
    found: dict[str, Any] = {"branch": branch, "lines": lines}
    channel = asked.text("channel", 10)
    if channel:
        found["channel"] = channel
    shown = asked.text("member", 100)
    if shown:
        return found | {"member": await _member(door, asked, call, shown)}, None, at
    years = asked.number("years", 0, 100, 0)
    local = door.figures(asked, call).local(at).date()
    since = Day(f"{local.year - years:04}-{local.month:02}-{min(local.day, 28):02}")
    unit = next((unit.id for unit in program.units if unit.worth and not unit.names.currency), program.units[0].id if program.units else "")
    return found, MadeUp(since, asked.text("tier", 60), unit, asked.number("points", 0, 1_000_000, 0) if unit else 0), at


async def _line(door: Door, asked: Asked, call: Call, branch: str, n: int) -> dict[str, Any]:
    """One line: an article by its number or its name, else a category; {} where no amount was typed and it has no price today."""
    what, amount = asked.text(f"what{n}", 100), asked.text(f"amount{n}", 20)
    count = asked.number(f"count{n}", 1, 1000, 1)
    article = await _article(door, call, what) if what else None
    minor = amount_of(amount, CURRENCIES[call.live(asked.at).program.currency]) if amount else None
    if minor is None and article is not None:
        today = local_moment(asked.at, call.live(asked.at).program.company_zone).business_date
        minor = price_of(await door.queries.prices.of(call.grant.company, article.sku), branch, today)
    if minor is None:
        return {}
    by_number = any(char.isdigit() for char in what)
    named = {"sku": article.sku} if article is not None else {"sku" if by_number else "category": what} if what else {}
    return named | {"number": n, "quantity": count * 1000, "net_minor": minor * count}


async def _article(door: Door, call: Call, what: str) -> Article | None:
    """The article of that number, or the only one of that name; None for what the program knows as a category."""
    company = call.grant.company
    found = await door.queries.article(company, what)
    if found is not None or _is_category(call.live(call.at), what):
        return found
    named = await door.queries.articles_named(company, what, 2)
    return named[0] if len(named) == 1 else None


def _is_category(compiled: Compiled, what: str) -> bool:
    """Whether the program tells an article of that category from one without any."""
    of_it, of_none = compiled.masks([Line(n, "", name, "", (), "", 1000, "piece", 0, 0, 0, 0, None) for n, name in enumerate((what, ""))])
    return of_it != of_none


def _moment(asked: Asked, call: Call) -> Instant:
    day, minute = asked.text("day", 10), asked.text("minute", 5) or "12:00"
    if not day:
        return asked.at
    try:
        at = moment_on(forms.day(day), forms.clock(minute), call.live(asked.at).program.company_zone)
    except forms.Wrong as wrong:
        raise Malformed(f"day: {wrong.message}", field="day") from None
    if abs(at - asked.at) > FAR * 86_400_000:
        raise Malformed("day: within ten years", field="day")
    return at


async def _member(door: Door, asked: Asked, call: Call, shown: str) -> str:
    """A member by what they can show, or by their number here; only for whoever may look at members."""
    visitor = asked.visitor
    if visitor is None or "members:list" not in visitor.rights:
        raise UnknownMember()
    purse = purse_of(shown)
    for kind in () if purse is not None else ("email",) if "@" in shown else ("card", "phone"):
        try:
            purse = purse or await door.desk.find(visitor.company, normalised(kind, shown, call.live(asked.at).program.country))
        except InvalidIdentifier:
            continue
    if purse is None:
        raise UnknownMember()
    return purse_text(purse)


def side_of(came: Tried, door: Door, asked: Asked) -> Side:
    tongue = door.renderer.tongue("office", asked.speaks)
    if came.document is None:
        return Side(0, 0, (), (), (), tongue.words(said_of(came.refusal)) if came.refusal else "")
    told = {"reasons": long_explanation(came.shelf, came.document), **hints_and_lines(came.shelf, came.document)}
    totals = receipt_json(came.shelf, None, came.document)["totals"]
    return Side(
        totals.get("pays_minor", 0), totals.get("discount_minor", 0), _earned(came), _lines(came, told, asked.speaks),
        tuple(reasons_of(told, asked.speaks)),
    )  # fmt: skip


def _lines(came: Tried, told: dict[str, Any], language: Language) -> tuple[dict[str, Any], ...]:
    assert came.document is not None
    priced = {line["number"]: line for line in told["lines"]}
    program = program_of(came.shelf, came.document)
    return tuple(priced_line(program, line, priced.get(line["number"]), language) for line in purchase_lines(came.document))


def _earned(came: Tried) -> tuple[tuple[int, Names], ...]:
    """What the basket gives, by unit."""
    assert came.document is not None
    body = body_of(came.document)
    names = {unit.id: unit.names for unit in came.shelf.live_at(Instant(0)).program.units}
    counts: dict[str, int] = {}
    for effect in body["effects"]:
        if effect["effect"] == "earn" and effect["unit"] in names:
            counts[effect["unit"]] = counts.get(effect["unit"], 0) + effect["count"]
    return tuple((count, names[unit]) for unit, count in counts.items())


async def _page(
    door: Door, asked: Asked, call: Call, typed: dict[str, str], sides: list[Side] | None, refused: str, status: int = 200
) -> Answer:
    program = call.live(asked.at).program
    steps = program.tiers.steps if program.tiers else ()
    tiers = [(step.id, step.names.nl if asked.speaks == "nl" else step.names.en) for step in steps]
    draft = await door.queries.draft(call.grant.company, NAME)
    shows = {
        "typed": typed, "sides": sides, "refused": refused, "lines": range(1, LINES + 1), "tiers": tiers, "draft": draft,
        "branches": [branch.id for branch in program.branches],
        "may_choose": asked.visitor is not None and "members:list" in asked.visitor.rights,
    }  # fmt: skip
    return Page("office/trying.html", await framed(door, asked, call, "program", shows), status)
