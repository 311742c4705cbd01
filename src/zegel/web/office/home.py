"""Today: one screen for the owner. What came in, who is new, what was given, what is owed, who stays away, and one advice."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

from markupsafe import Markup

from zegel.core.ids import purse_text
from zegel.core.periods import Day
from zegel.core.refusals import NoProgram, NotSignedIn
from zegel.core.value import value
from zegel.flows.paid_value import meter_of, sold, state_of
from zegel.hall.calls import Call
from zegel.insight.regulars import Regular, staying_away
from zegel.store.figure_queries import FigureQueries
from zegel.web.office.advising import advised
from zegel.web.office.charts import NARROW, WIDTH, Bars, bars
from zegel.web.office.frame import first_room, framed
from zegel.web.office.giving import offer
from zegel.web.office.house.branches import envelope_of
from zegel.web.office.member import units_of
from zegel.web.office.sight import (
    FIGURES,
    LISTS,
    QUIET,
    RIGHT,
    Sight,
    behind_days,
    days_seen,
    quiet_at,
    regulars_of,
    sight_of,
    total,
)  # fmt: skip
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.opened import opened
from zegel.web.parts.words import Tongue

DAYS: Final = 14
"""Days of the chart, the day that is told of the last."""
RISK: Final = 5
"""Regulars shown on the screen."""
NEAR: Final = 3
"""Days within which nobody stays away, however often they come."""
FAR: Final = 180
"""Days after which somebody who stays away has left."""


@value
class Tile:
    """A figure with its name, what it means, and the rows behind it: `number` is the sum of `of` over there, or their count."""

    label: str
    figure: str
    means: str
    to: str
    number: int
    of: str = ""
    own: bool = False
    """Whether what it means has numbers of the program itself, behind which there are no rows."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor; who sees no figures begins in a room of their own."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    if is_new(call, asked) and "program:write" in visitor.rights:
        return Sent("/kantoor/begin")
    if RIGHT not in visitor.rights:
        return Sent(first_room(call.live(asked.at).program, visitor.rights))
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    today = figures.local(asked.at).date()
    sight, ask = sight_of(call), door.queries.figures
    branch = sight.chosen(asked.text("filiaal", 60))
    found = await days_seen(ask, call, sight, (today - timedelta(days=4 * 7)).isoformat(), today.isoformat(), branch)
    quiet, day = await _quiet(ask, call, today, branch), told_day(found, today)
    pot = await _envelope(door, asked, call, branch, figures, tongue)
    if not pot and sight.everywhere:  # what is owed is of the whole company
        pot = [await _owed(ask, call, figures, tongue)]
    seal = await door.queries.last_seal(visitor.company)
    shows: dict[str, Any] = {
        "today": today, "day": day, "counted_at": seal.at if seal else None, "branches": sight.branches, "branch": branch,
        "hello": tongue.say(f"hello {_part(figures.local(asked.at).hour)}", name=visitor.name.split(" ")[0]),
        "tiles": [*_tiles(found, today, day, branch, sight, figures, tongue), *pot],
        "paid": await _paid(door, call, today, figures, tongue) if sight.everywhere else (),
        "sees_members": sight.members, "whose": "" if sight.everywhere else branch,
        "regulars": [_shown(one) for one in quiet[:RISK]], "quiet": len(quiet), "all_quiet": quiet_at(branch),
        **await _giving(door, asked, call, branch, today, "/kantoor"),
        "advice": await advised(door, call, found, quiet, today, branch, figures, tongue),
        "charts": [_chart(found, day, figures, width) for width in (WIDTH, NARROW)],
        "days": _days(found, day, branch, figures),
    }  # fmt: skip
    return Page("office/home.html", await framed(door, asked, call, "home", shows))


def is_new(call: Call, asked: Asked) -> bool:
    """Whether the company has no program yet."""
    try:
        call.live(asked.at)
    except NoProgram:
        return True
    return False


async def _quiet(ask: FigureQueries, call: Call, today: date, branch: str) -> list[Regular]:
    """Regulars who stay away and have not left, of a branch or ("") of all whose regulars are seen."""
    first, last = (today - timedelta(days=days) for days in (FAR, NEAR))
    of = regulars_of(call, branch)
    return staying_away(await ask.gone_quiet(call.grant.company, first.isoformat(), last.isoformat(), of), today)


def _part(hour: int) -> str:
    """Which greeting belongs to an hour."""
    return "morning" if 5 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"


def share(found: Mapping[tuple[str, str], int], last: date, days: int = 1) -> float | None:
    """Which part of sales (by their number) was with a card; None where there were no sales."""
    sales = total(found, "sales", last, days)
    return total(found, "card_sales", last, days) / sales if sales else None


def told_day(found: Mapping[tuple[str, str], int], today: date) -> date:
    """The day that the screen tells of: today, or the last one on which something was sold while today nothing was yet.

    Not further back than a fortnight: of a shop that was closed longer, today with nothing in it is what there is to tell.
    """
    days = [today - timedelta(days=n) for n in range(DAYS + 1)]
    return next((day for day in days if total(found, "sales", day)), today)


def _tiles(
    found: Mapping[tuple[str, str], int], now_on: date, today: date, branch: str, sight: Sight, figures: Figures, tongue: Tongue
) -> list[Tile]:  # fmt: skip
    """The figures of `today`, the day that is told of; they name it where it is another than `now_on`, today itself."""
    say, before = tongue.say, today - timedelta(days=7)
    now, then = share(found, today), share(found, before)
    on = figures.day(today, "d MMM")
    is_past = today != now_on
    there, then_there, in_week = behind_days(branch, today), behind_days(branch, before), behind_days(branch, today, 7)
    cards, cards_then = total(found, "card_sales", today), total(found, "card_sales", before)
    with_card = say("no sales yet")
    if now is not None:
        with_card = say("with card", part=opened(figures.percent(now), cards, there, "card_sales"))
    if then is not None:
        was = total(found, "sales_minor", before)
        with_card += say(
            "week ago", part=opened(figures.percent(then), cards_then, then_there, "card_sales"),
            amount=opened(figures.money(was), was, then_there, "sales_minor"),
        )  # fmt: skip
    back = total(found, "returns_minor", today)
    if back:
        with_card += say("came back", amount=opened(figures.money(back), back, there, "returns_minor"))
    week, given = total(found, "sales_minor", today, 7), total(found, "discount_minor", today, 7)
    part = say("of turnover", part=opened(figures.percent(given / week, 1), week, in_week, "sales_minor")) if week else say("no sales yet")
    joined_in_week = total(found, "members", today, 7)
    turnover, came = total(found, "sales_minor", today), total(found, "members", today)
    joined, of = there, "members"
    if sight.members and (branch or sight.everywhere):
        joined, of = f"/kantoor/leden?{urlencode({'joined': f'{today.isoformat()}@{branch}' if branch else today.isoformat()})}", ""
    return [
        Tile(
            say("sold on", day=on) if is_past else say("sold today"), figures.money(turnover), with_card,
            there, turnover, "sales_minor",
        ),
        Tile(
            say("new members on", day=on) if is_past else say("new members"), figures.number(came),
            say("this week", count=opened(figures.number(joined_in_week), joined_in_week, in_week, "members")), joined, came, of,
        ),
        Tile(
            say("rewards given until", day=on) if is_past else say("rewards given"), figures.money(given), part,
            in_week, given, "discount_minor",
        ),
    ]  # fmt: skip


async def _owed(ask: FigureQueries, call: Call, figures: Figures, tongue: Tongue) -> Tile:
    """What members could still spend, at what their units are worth. Not what will be spent: that is for the accountant's page."""
    units, owed = units_of(call), await ask.owed(call.grant.company)
    worth, points = 0, []
    for unit in units.values():
        count = owed.get(unit.id, 0)
        if unit.worth and count and unit.kind not in ("clearing", "mark", "membership"):
            worth += count * unit.worth.numerator // unit.worth.denominator
            if not unit.names.currency:
                points.append(opened(figures.counted(count, unit.names), count, f"{FIGURES}/tegoed?{urlencode({'unit': unit.id})}", "held"))
    return Tile(tongue.say("you owe"), figures.money(worth), Markup(", ").join(points), f"{FIGURES}#owed", worth, "worth")


async def _envelope(door: Door, asked: Asked, call: Call, branch: str, figures: Figures, tongue: Tongue) -> list[Tile]:
    """What a branch gave this month of what it may give by itself; of no branch, or without gestures, nothing."""
    here = next((one for one in call.live(asked.at).program.branches if one.id == branch), None)
    if here is None or not call.grant.may("branches:read", branch):
        return []
    there = envelope_of(call, asked, here, await door.queries.counters(call.grant.company))
    if there["envelope"] is None:
        return []
    whole, given, left = (there[key] or 0 for key in ("envelope", "given", "left"))
    means = tongue.say("envelope left", left=figures.money(left), envelope=figures.money(whole))
    return [
        Tile(tongue.say("envelope this month"), figures.money(given), means, f"/kantoor/filialen/{quote(branch)}", given, "worth", own=True)
    ]


async def _paid(door: Door, call: Call, today: date, figures: Figures, tongue: Tongue) -> tuple[str, ...]:
    """What is said of the money that people paid beforehand, once it comes near what must be told; nothing before that."""
    program, on = call.live(call.at).program, Day(today.isoformat())
    found = meter_of(program)
    if found is None:
        return ()
    minor = sold((await door.queries.counters(call.grant.company)).left, program, on)
    state = state_of(program, minor)
    if state == "within":
        return ()
    amounts = {"sold": figures.money(minor), "most": figures.money(found.most_minor), "tell": found.tell}
    stops = program.stored.stamps is not None and program.stored.stamps.refused_above
    return tongue.say(f"paid {state}", **amounts), *([tongue.say(f"paid stops {state}")] if stops else [])


def _shown(one: Regular) -> dict[str, Any]:
    return {
        "id": purse_text(one.purse), "name": one.name, "every": one.every, "away": one.away, "beat": one.beat, "a_month": one.a_month_minor,
    }  # fmt: skip


def _chart(found: Mapping[tuple[str, str], int], last: date, figures: Figures, width: int) -> Bars:
    """The days as bars; where there is little room every other day has its name."""
    days = [last - timedelta(days=n) for n in reversed(range(DAYS))]
    rows = []
    for day in days:
        card = total(found, "card_sales_minor", day)
        is_named = width == WIDTH or (last - day).days % 2 == 0
        label = "" if not is_named else figures.day(day, "d MMM") if width == WIDTH and (day == days[0] or day.day == 1) else str(day.day)
        rows.append((label, card, total(found, "sales_minor", day) - card))
    return bars(rows, figures, width)


def _days(found: Mapping[tuple[str, str], int], last: date, branch: str, figures: Figures) -> list[dict[str, Any]]:
    """The chart as a table: each day with what was sold with a card and without one, and the rows behind both."""
    told = []
    for day in (last - timedelta(days=n) for n in reversed(range(DAYS))):
        card, whole = total(found, "card_sales_minor", day), total(found, "sales_minor", day)
        told.append({"day": figures.day(day, "EEE d MMM"), "card": card, "other": whole - card, "to": behind_days(branch, day)})
    return told


async def _giving(door: Door, asked: Asked, call: Call, branch: str, today: date, back: str) -> dict[str, Any]:
    """What the list of regulars needs to give something to one of them."""
    given = "gesture sent" if asked.text("gegeven", 2) else "gesture asked" if asked.text("gevraagd", 2) else ""
    return {"offer": await offer(door, asked, call, branch, today.isoformat()), "back": back, "given": given, "new_key": door.new_key}


async def quiet(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/wegblijvers: all regulars who stay away, who spent most first."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    figures, sight = door.figures(asked, call), sight_of(call, LISTS)
    today, branch = figures.local(asked.at).date(), sight.chosen(asked.text("filiaal", 60))
    regulars = [_shown(one) for one in await _quiet(door.queries.figures, call, today, branch)]
    shows = {
        "regulars": regulars, "branch": branch, "branches": sight.branches, "everywhere": sight.everywhere,
        "places": [figures.place(one) for one in ((branch,) if branch else sight.branches)],
        **await _giving(door, asked, call, branch, today, QUIET),
    }  # fmt: skip
    return Page("office/quiet.html", await framed(door, asked, call, "home", shows))
