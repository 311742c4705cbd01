"""Paper for the shop: a poster, a card for the counter, a strip for the till's printer, cards for the shelf with what articles give."""

from io import BytesIO
from typing import Any, Final
from urllib.parse import quote

import segno
from markupsafe import Markup

from zegel.core.money import CURRENCIES
from zegel.core.periods import HOUR, Day, Instant
from zegel.core.refusals import Malformed
from zegel.hall.answers import body_of
from zegel.hall.calls import Call
from zegel.hall.trying import MadeUp, tried
from zegel.program.model import Names, Program
from zegel.program.sentences import sentences
from zegel.web.office.frame import framed
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door

FORMS: Final = ("poster", "toonbank", "strook", "schap")
"""A4, A6, 80 mm, and cards of 90 × 50 mm on A4."""
CARDS: Final = 8
"""Shelf cards of one sheet."""
SAID: Final = ("stamp cards", "earn", "discounts", "rewards")
"""Sections of which a poster may tell one rule."""
STAMPS: Final = {"stamp cards": "stamp-loaf", "earn": "stamp-wheat", "discounts": "stamp-sun", "rewards": "stamp-bun"}


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/drukwerk: what there is to print, and what a poster may say."""
    call = await door.call(asked)
    shows = {"told": _told(call, asked), "cards": range(1, CARDS + 1), "at": address_of(asked).partition("?")[0]}
    return Page("office/printing.html", await framed(door, asked, call, "program", shows))


async def sheet(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/drukwerk/{vorm}: one sheet, ready for the printer."""
    form = asked.params["vorm"]
    if form not in FORMS:
        raise Malformed("vorm: poster, toonbank, strook or schap", field="vorm")
    call = await door.call(asked)
    program, told = call.live(asked.at).program, _told(call, asked)
    path = asked.text("regel", 200)
    rule, said = next(((key, text) for key, text in told if key == path), told[0] if told else ("", ""))
    shows: dict[str, Any] = {
        "form": form, "shop": program.name, "said": asked.text("woorden", 80) or said.rstrip("."), "rule": said,
        "stamp": STAMPS.get(rule.partition(".")[0], "stamp-wheat"),
        "drawing": _drawn(address_of(asked)),
        "at": address_of(asked).partition("://")[2].partition("?")[0], "figures": door.figures(asked, call),
        "cards": await _cards(door, asked, call, program) if form == "schap" else [],
    }  # fmt: skip
    return Page("office/sheet.html", shows)


def _drawn(text: str) -> Markup:
    """A code that is as large as the paper lets it be."""
    out = BytesIO()
    segno.make(text, micro=False, error="m").save(out, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True)
    return Markup(out.getvalue().decode())  # noqa: S704 - segno's own drawing: squares, no words


def address_of(asked: Asked) -> str:
    """Where anybody makes a card within a minute: what the code on paper leads to."""
    shop = "" if asked.visitor is None else f"?winkel={quote(asked.visitor.company)}"
    return f"{'https' if asked.secure else 'http'}://{asked.host}/pas/nieuw{shop}"


def _told(call: Call, asked: Asked) -> list[tuple[str, str]]:
    """(path, sentence) of what a poster may tell, stamp cards first."""
    found = [one for one in sentences(call.live(asked.at).program) if one.path.partition(".")[0] in SAID and one.path.count(".") == 1]
    found.sort(key=lambda one: SAID.index(one.path.partition(".")[0]))
    return [(one.path, one.nl if asked.speaks == "nl" else one.en) for one in found]


async def _cards(door: Door, asked: Asked, call: Call, program: Program) -> list[dict[str, Any]]:
    """Each article that was typed, with its price and what a member gets for it."""
    found = []
    for n in range(1, CARDS + 1):
        name, what, price = asked.text(f"naam{n}", 40), asked.text(f"soort{n}", 60), asked.text(f"prijs{n}", 20)
        if name and price:
            minor = amount_of(price, CURRENCIES[program.currency])
            found.append({"name": name, "minor": minor, "gives": await _gives(door, asked, call, program, what, minor)})
    return found


async def _gives(door: Door, asked: Asked, call: Call, program: Program, what: str, minor: int) -> list[tuple[int, Names]]:
    """What one of it gives at least, on whichever day of the week, to a member who has only just joined: true for everybody."""
    named = {"sku": what} if any(char.isdigit() for char in what) else {"category": what}
    lines = [(named if what else {}) | {"number": 1, "net_minor": minor}]
    basket, compiled = {"branch": program.branches[0].id, "lines": lines}, call.live(asked.at)
    least: dict[str, int] = {}
    for day in range(7):
        fresh = await door.call(asked)
        fresh.at = Instant(asked.at + day * 24 * HOUR)
        somebody = MadeUp(Day(door.figures(asked, call).local(fresh.at).date().isoformat()), "", "", 0)
        came = await tried(door.desk, door.queries, fresh, basket, somebody, compiled)
        effects = [] if came.document is None else body_of(came.document)["effects"]
        given: dict[str, int] = {}
        for one in effects:
            if one["effect"] == "earn":
                given[one["unit"]] = given.get(one["unit"], 0) + one["count"]
        least = {unit: min(count, given.get(unit, 0)) for unit, count in (least if day else given).items()}
    return [(least[unit.id], unit.names) for unit in program.units if least.get(unit.id) and unit.kind != "status"]
