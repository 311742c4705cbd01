"""What is worth a look: one card again and again at one colleague, in two branches at once, awake after a year, or always coming back.

Whoever has the right at some branches sees those alone. It is a list to look at, and takes nothing from anybody.
"""

from typing import Final
from urllib.parse import urlencode

from zegel.core.ids import ReceiptId, purse_text
from zegel.core.periods import Day
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.hall.oddities import seen
from zegel.insight.oddities import KINDS, Odd
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.tables import Column, Row, fact, listed, row
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/opvallend"
DAYS: Final = (7, 28, 91)
FIRST: Final = 7
COLUMNS: Final = (
    Column("on", "day"), Column("name", "person"), Column("what"), Column("who"), Column("branch"), fact("often", "count"),
    fact("amount", "money"),
)  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/opvallend: of the last `dagen` days, of one kind (`soort`) or all."""
    visitor, call = asked.visitor, await door.call(asked)
    if visitor is None:
        raise NotSignedIn()
    days, kind = asked.number("dagen", 1, max(DAYS), FIRST), asked.text("soort", 10)
    if days not in DAYS or kind not in ("", *KINDS):
        raise Malformed("soort, dagen: as the page wrote them", field="soort")
    tongue, figures = door.renderer.tongue("office", asked.speaks), door.figures(asked, call)
    today = Day(figures.local(asked.at).date().isoformat())
    found = await seen(door.queries, visitor.grant(), today, days, kind)
    who = await names_of(door, visitor.company, {one.of.actor for one in found if one.of.actor}, tongue)
    rows = [_row(one, who, tongue, figures) for one in found]
    kept = (("dagen", str(days) if days != FIRST else ""), ("soort", kind))
    listing = listed(asked, COLUMNS, rows, "-on", kept)
    if listing.wish.file:
        return await taken_list(door, asked, call, "oddities", listing)
    shows = {
        "list": listing, "days": days, "spans": [(one, _address(one, kind)) for one in DAYS],
        "kinds": [(one, _address(days, one), one == kind) for one in ("", *KINDS)],
    }  # fmt: skip
    return Page("office/oddities.html", await framed(door, asked, call, "oddities", shows))


def _address(days: int, kind: str) -> str:
    asked = {name: text for name, text in (("dagen", str(days) if days != FIRST else ""), ("soort", kind)) if text}
    return f"{HERE}?{urlencode(asked)}" if asked else HERE


def _row(odd: Odd, who: dict[str, str], tongue: Tongue, figures: Figures) -> Row:
    one = odd.of
    before = figures.place(one.before) if odd.kind == "apart" else figures.short_day(one.before) if one.before else ""
    return row(
        {
            "on": one.day, "name": one.name or tongue.say("nameless"), "who": who.get(one.actor) or None, "branch": one.branch,
            "what": tongue.say(f"odd told {odd.kind}", before=before, minutes=figures.number(one.minutes)), "often": one.times,
            "amount": one.minor,
        },
        {"on": f"/kantoor/bonnen/{ReceiptId(one.purse, one.seq)}", "name": f"/kantoor/leden/{purse_text(one.purse)}"},
    )  # fmt: skip
