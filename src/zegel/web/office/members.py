"""Members: found as one types, and paged through; each with the tier and since when."""

from typing import Any, Final

from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.hall.calls import Call
from zegel.program.model import Words
from zegel.store.records import FoundMember
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page, Piece
from zegel.web.parts.door import Door

PAGE: Final = 50
"""Members on a page."""
SHORTEST: Final = 2
"""Letters from which on the list follows what is typed: one letter is nearly everybody."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden: everybody, or whoever the words in `q` find; htmx gets the list alone."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    words, after = asked.text("q", 80), asked.text("after", 64)
    if len(words) >= SHORTEST:
        found = await door.queries.members_by_word.find(visitor.company, words, PAGE + 1)
        following = ""
    else:
        found = await door.queries.members_by_word.page(visitor.company, _after(after), PAGE + 1)
        following = purse_text(found[PAGE - 1].member.purse) if len(found) > PAGE else ""
    tiers = tier_names(call, asked)
    shows = {
        "members": [_row(one, tiers) for one in found[:PAGE]], "q": words, "next": following,
        "more": len(found) > PAGE and not following, "first": not after, "many": PAGE,
    }  # fmt: skip
    framed_shows = await framed(door, asked, call, "members", shows)
    if asked.is_piece:
        return Piece("office/members_found.html", framed_shows)
    return Page("office/members.html", framed_shows)


def _after(text: str) -> PurseId | None:
    if not text:
        return None
    found = purse_of(text)
    if found is None:
        raise Malformed("after: the last member of the page before", field="after")
    return found


def _row(one: FoundMember, tiers: dict[str, Words]) -> dict[str, Any]:
    return {
        "id": purse_text(one.member.purse), "name": one.member.profile.name, "since": one.since or "",
        "card": next((shown.text for kind in ("card", "phone", "email") for shown in one.identifiers if shown.kind == kind), ""),
        "tier": tiers.get(one.tier), "tier_id": one.tier,
    }  # fmt: skip


def tier_names(call: Call, asked: Asked) -> dict[str, Words]:
    """Every tier's name by its id, as the live program has them."""
    ladder = call.live(asked.at).program.tiers
    return {} if ladder is None else {step.id: step.names for step in ladder.steps}
