"""Business customers: how an agreement stands, its ladder with what is near, which invoices count, and years that are over."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import purse_of, purse_text
from zegel.core.periods import Day
from zegel.core.refusals import Malformed, NotSignedIn, UnknownMember, ZegelError
from zegel.decide.agreement import AGREEMENT, ENDED, RUNNING, agreement_from
from zegel.decide.counting import SAID
from zegel.desk.agreements import asking, counted_in, standing_of, standings_of
from zegel.flows.commands import Header, MoveBonus
from zegel.flows.facts import Dossier
from zegel.hall.calls import Call, header_of
from zegel.hall.refusals import NoSuchDay
from zegel.hall.refused import said_of
from zegel.hall.translate import is_day
from zegel.program.ladder_words import at_least, gives
from zegel.program.ladders import Ladder, from_rungs
from zegel.program.model import Words
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.office.trade.agreeing import may_end
from zegel.web.office.trade.ladder_chart import ladder_chart
from zegel.web.parts.amounts import minor_of
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Cell, Column, Row, fact, listed, row
from zegel.web.parts.visitors import Visitor

HERE: Final = "/kantoor/zakelijk"
AT_ONCE: Final = 1_000
"""Agreements that are read together, and of how many at most every one is asked how it stands for one page."""
COLUMNS: Final = (
    Column("name"), Column("agreement"), Column("turnover", "money"), fact("bonus", "money"), Column("next"), fact("forecast", "money"),
    fact("accrued", "money"),
)  # fmt: skip
MANY: Final = (
    *COLUMNS[:2], Column("turnover", "money", sorts=False), fact("bonus", "money", sorts=False), Column("next", sorts=False),
    fact("forecast", "money", sorts=False), fact("accrued", "money", sorts=False),
)  # fmt: skip
"""The same where there are more: sorted by what is known without asking, and only a page of them is asked."""
LINES: Final = (
    Column("on", "day"), Column("invoice"), Column("article"), fact("net", "money"), Column("counts"),
    fact("counted", "money"), Column("why"),
)  # fmt: skip
MOVES: Final = {
    "provisional": ("lock", "hold"), "locked": ("approve", "hold", "correct"), "held": ("release",), "approved": ("correct",),
}  # fmt: skip
"""State of a year's bonus → what may be done with it."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/zakelijk: every agreement that is its own, with how it stands."""
    visitor, call = await _who(door, asked)
    own = await _own(door, visitor)
    names = await door.queries.member_lists.names(visitor.company, [one.purse for one in own])
    bare = [row({"name": names.get(one.purse, "") or one.id, "agreement": one.id, "member": purse_text(one.purse)}) for one in own]
    together = None
    if len(own) <= AT_ONCE:
        rows = await _stood(door, asked, call, visitor, bare)
        listing, together = listed(asked, COLUMNS, rows, "-turnover"), sum(int(one.cells["forecast"] or 0) for one in rows)
    else:
        found = listed(asked, MANY, bare, "name")
        rows = bare
        listing = replace(found, rows=tuple(await _stood(door, asked, call, visitor, found.rows)))
    if listing.wish.file:
        return await taken_list(door, asked, call, "agreements", listing, (Column("member"),))
    shows: dict[str, Any] = {"list": listing, "together": together, "many": len(rows), "may_write": "agreements:write" in visitor.rights}
    return Page("office/agreements.html", await framed(door, asked, call, "business", shows))


async def _own(door: Door, visitor: Visitor) -> list[Dossier]:
    """Every agreement that has a ladder of its own."""
    found: list[Dossier] = []
    after = (b"", "")
    while page := await door.queries.dossiers(visitor.company, AGREEMENT, [RUNNING, ENDED], after, AT_ONCE):
        after = (page[-1].purse, page[-1].id)
        found += [one for one in page if not agreement_from(one.data).lead]
    return found


async def _stood(door: Door, asked: Asked, call: Call, visitor: Visitor, bare: Sequence[Row]) -> list[Row]:
    """Those rows with how each stands; without one whose ladder no program has had since."""
    whose = [purse_of(str(one.cells["member"])) for one in bare]
    wanted = [(purse, str(one.cells["agreement"])) for purse, one in zip(whose, bare, strict=True) if purse is not None]
    standings = await standings_of(door.desk, _asking(call, visitor, asked), wanted)
    rows = []
    for one, stands in zip(bare, standings, strict=True):
        if stands is None:
            continue
        ahead = stands["next"] or {}
        cells: dict[str, Cell] = {
            **one.cells, "turnover": stands["turnover_minor"], "bonus": stands["bonus"]["minor"],
            "next": ahead.get(f"hint_{asked.speaks}", ""), "forecast": stands["forecast"]["bonus_minor"],
            "accrued": stands["accrued_minor"],
        }  # fmt: skip
        here = f"{HERE}/{one.cells['member']}/{one.cells['agreement']}"
        to = {"name": here} | ({"turnover": f"{here}/facturen"} if cells["turnover"] else {})
        rows.append(row(cells, to, None, {"turnover": "counted"}))
    return rows


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/zakelijk/{member}/{agreement}: the ladder, how far, what is near, and the years that are over."""
    return await _page(door, asked)


async def invoices(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/zakelijk/{member}/{agreement}/facturen: the year line by line: what counts, and why not."""
    visitor, call = await _who(door, asked)
    stands = await _stands(door, asked, call, visitor)
    rows = []
    for _, sale in await counted_in(door.queries, call.shelf, _asking(call, visitor, asked), stands):
        for line in sale.lines:
            said = SAID[line.why]
            rows.append(row(
                {
                    "on": sale.day, "invoice": sale.number or str(sale.receipt), "article": line.sku or line.category or str(line.number),
                    "net": line.net_minor, "counts": _yes_no(door, asked, line.why == "counts"),
                    "counted": line.net_minor if line.why == "counts" else 0,
                    "why": "" if line.why == "counts" else said.nl if asked.speaks == "nl" else said.en,
                },
                {"invoice": f"/kantoor/bonnen/{sale.receipt}"} if "books:read" in visitor.rights else {},
                {"counts": "good" if line.why == "counts" else "warn"},
            ))  # fmt: skip
    listing = listed(asked, LINES, rows, "on", [("dag", asked.text("dag", 10))])
    if listing.wish.file:
        return await taken_list(door, asked, call, "statement", listing)
    shows = {"list": listing, "stands": stands, "name": await _name(door, visitor, asked), "base": _base(asked)}
    return Page("office/invoices.html", await framed(door, asked, call, "business", shows))


async def move(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/zakelijk/{member}/{agreement}/bonus: a year's bonus a step further: one locks it, another approves."""
    call = await door.call(asked, asked.text("key", 64))
    found: dict[str, Any] = {"day": asked.text("day", 10), "step": asked.text("step", 20), "reason": asked.text("reason", 200)}
    if not is_day(found["day"]):
        raise NoSuchDay(field="day")
    purse = purse_of(asked.params["member"])
    if purse is None:
        raise UnknownMember()
    header = header_of(call, found, document_bytes(found))
    command = MoveBonus(header, purse, asked.params["agreement"], Day(found["day"]), found["step"], found["reason"])
    try:
        await door.submit(asked, command)
    except ZegelError as refusal:
        return await _page(door, asked, said_of(refusal))
    return Sent(_base(asked))


async def _page(door: Door, asked: Asked, refused: Words | None = None) -> Answer:
    visitor, call = await _who(door, asked)
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    typed, more, no_amount = asked.text("erbij", 20), 0, False
    try:
        more = minor_of("erbij", typed, figures, 0)
    except Malformed:
        no_amount = True
    stands = await _stands(door, asked, call, visitor, more)
    shows: dict[str, Any] = {
        "stands": stands, "name": await _name(door, visitor, asked), "base": _base(asked), "refused": refused,
        "sees_member": "members:list" in visitor.rights, "may_move": "bonuses:write" in visitor.rights, "moves": MOVES,
        "me_actor": visitor.actor, "key": door.new_key(), "day": asked.text("dag", 10), "more": typed, "no_amount": no_amount,
        "may_end": may_end(asked, stands),
    }  # fmt: skip
    program = call.live(asked.at).program
    ladder = next((one for one in program.ladders if one.id == stands["agreement"]), None)
    if ladder is not None and not stands.get("lead"):
        shows["steps"] = _steps(call, asked, ladder, stands)
        forecast = stands["forecast"]["turnover_minor"]
        shows["chart"] = ladder_chart(
            ladder, stands["turnover_minor"], forecast, figures, tongue.say("stands now"), tongue.say("at this pace")
        )  # fmt: skip
    actors = {one[key] for one in stands.get("settled", ()) for key in ("locked_by", "approved_by") if one[key]}
    shows["who"] = await names_of(door, visitor.company, actors, tongue)
    return Page(
        "office/agreement.html", await framed(door, asked, call, "business", shows), 200 if refused is None and not no_amount else 422
    )


def _steps(call: Call, asked: Asked, ladder: Ladder, stands: dict[str, Any]) -> list[dict[str, Any]]:
    """The ladder's steps: from where, what it gives, what that is exactly there, and whether it was reached."""
    program = call.live(asked.at).program
    return [
        {
            "from": at_least(program, ladder, rung.least, asked.speaks), "gives": gives(program, rung, asked.speaks),
            "there": int(from_rungs(ladder, ladder.method, rung.least, 0)) if ladder.by == "amount" else None,
            "reached": number <= stands["bonus"]["step"], "now": number == stands["bonus"]["step"],
        }
        for number, rung in enumerate(ladder.rungs, 1)
    ]  # fmt: skip


async def _stands(door: Door, asked: Asked, call: Call, visitor: Visitor, more: int = 0) -> dict[str, Any]:
    purse, day = purse_of(asked.params["member"]), asked.text("dag", 10)
    if purse is None:
        raise UnknownMember()
    if day and not is_day(day):
        raise NoSuchDay(field="dag")
    return await standing_of(door.desk, _asking(call, visitor, asked), purse, asked.params["agreement"], Day(day), more)


async def _name(door: Door, visitor: Visitor, asked: Asked) -> str:
    purse = purse_of(asked.params["member"])
    known = await door.queries.profile_of(visitor.company, purse) if purse else None
    return (known.profile.name if known else "") or asked.params["agreement"]


def _yes_no(door: Door, asked: Asked, yes: bool) -> str:
    return door.renderer.tongue("office", asked.speaks).say("counts yes" if yes else "counts no")


def _asking(call: Call, visitor: Visitor, asked: Asked) -> Header:
    return asking(visitor.company, visitor.source, call.live(asked.at).program, asked.at)


def _base(asked: Asked) -> str:
    return f"{HERE}/{asked.params['member']}/{asked.params['agreement']}"


async def _who(door: Door, asked: Asked) -> tuple[Visitor, Call]:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor, await door.call(asked)
