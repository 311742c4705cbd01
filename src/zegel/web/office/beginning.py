"""A first program: a template for one's trade, with what it says and an example receipt; then it is live, and there is paper to print."""

from asyncio import to_thread
from typing import Any, Final

from zegel.core.periods import Day
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.core.value import value
from zegel.hall.publishing import begun
from zegel.hall.trades import TRADES, Trade, example_of, file_of
from zegel.hall.trying import MadeUp, tried
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.program.read import read_yaml
from zegel.program.sentences import sentences
from zegel.program.tree import document_of
from zegel.program.words import Language
from zegel.web.office.drafting import kept
from zegel.web.office.frame import initials, menu_of
from zegel.web.office.trying import Side, side_of
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import Visitor

TOLD: Final = ("earn", "stamp cards", "tiers", "memberships", "discounts", "rewards", "agreements", "partners", "referral")
"""Sections whose sentences say what a template is."""
AFTER: Final = "/kantoor/drukwerk"


@value
class Shown:
    """A template as the page shows it; `side` is the receipt of its example, None where a basket shows nothing of it."""

    name: str
    trade: Trade
    said: tuple[str, ...]
    side: Side | None


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/begin: every template, or with `vak` one of them with its example."""
    visitor = _visitor(asked)
    owner = await door.queries.company(visitor.company)
    shop = owner.name if owner else ""
    chosen = asked.text("vak", 40)
    name = chosen if chosen in TRADES else next(iter(TRADES))
    one = await _shown(door, asked, name, shop)
    shelf = await door.shelves.of(visitor.company)
    draft = await door.queries.draft(visitor.company, "kantoor")
    compiled = await to_thread(_compiled, name, shop)
    program = compiled.program
    shows: dict[str, Any] = {
        "company": shop, "room": "program", "menu_of": menu_of(program, visitor.rights) if shelf.standing else [],
        "me": visitor.name, "me_initials": initials(visitor.name), "me_role": visitor.role, "initials": initials, "one": one,
        "trades": list(TRADES.items()), "first": not shelf.standing, "may": "program:publish" in visitor.rights,
        "revision": draft.revision if draft else 0, "takes_place": draft is not None, "troubles": [],
        "figures": door.renderer.figures(asked.speaks, program.country, program.currency, program.company_zone),
    }  # fmt: skip
    return Page("office/begin.html", shows)


async def begin(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/begin: the template for this shop, live at once where there is no program yet; else the draft from now on."""
    visitor = _visitor(asked)
    name = asked.text("vak", 40)
    if name not in TRADES:
        raise Malformed("vak: one of the templates", field="vak")
    owner = await door.queries.company(visitor.company)
    text = await to_thread(file_of, name, owner.name if owner else "")
    shelf = await door.shelves.of(visitor.company)
    if not shelf.standing:
        await begun(door, door.queries, visitor.grant(), text, asked.at, asked.request_id)
        return Sent(AFTER)
    document = document_of(text)
    assert document is not None, "our own templates are files"
    await kept(door, asked, text, document, asked.number("revision", 0, 2**53))
    return Sent("/kantoor/programma/regel")


def _visitor(asked: Asked) -> Visitor:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor


def _compiled(name: str, shop: str) -> Compiled:
    return Compiled(read_yaml(file_of(name, shop)))


async def _shown(door: Door, asked: Asked, name: str, shop: str) -> Shown:
    compiled, trade = await to_thread(_compiled, name, shop), TRADES[name]
    found = example_of(trade, compiled.program.branches[0].id)
    side = None
    if found:
        local = door.renderer.figures(asked.speaks, "NL", "EUR", compiled.program.company_zone).local(asked.at).date()
        somebody = MadeUp(Day(f"{local.year - trade.years:04}-01-01"), "", "", 0)
        side = side_of(await tried(door.desk, door.queries, await door.call(asked), found, somebody, compiled), door, asked)
    return Shown(name, trade, _said(compiled.program, asked.speaks), side)


def _said(program: Program, language: Language) -> tuple[str, ...]:
    """What the template promises, the rest of its terms left out."""
    order = {section: n for n, section in enumerate(TOLD)}
    told = [one for one in sentences(program) if one.path.partition(".")[0] in order]
    told.sort(key=lambda one: order[one.path.partition(".")[0]])
    return tuple(one.nl if language == "nl" else one.en for one in told)
