"""Members: found as one types, chosen by what is known of them, sorted and paged; how many that is, and whom of them one may write."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.refusals import Malformed
from zegel.hall.calls import Call
from zegel.hall.segments import chosen_of
from zegel.program.model import Words
from zegel.store.member_lists import COUNTED, Chosen, ListedMember
from zegel.web.office.frame import framed
from zegel.web.office.people.choosing import Choice, choice_of, consent_name, fields, narrowed, tier_names
from zegel.web.office.taking import taken
from zegel.web.parts.asked import Answer, Asked, Page, Piece
from zegel.web.parts.door import Door
from zegel.web.parts.tables import PAGE, Column, Listing, Row, Wish, row, wished

SHORTEST: Final = 2
"""Letters from which on the list follows what is typed: one letter is nearly everybody."""
AT_ONCE: Final = 200
"""Whoever the words find, at most."""
COLUMNS: Final = (
    Column("name", "person"), Column("card", sorts=False), Column("tier", sorts=False), Column("since", "day"), Column("seen", "day"),
    Column("visits", "count"), Column("spent", "money"), Column("blocked", sorts=False),
)  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden: everybody, or whoever was asked for; htmx gets the list alone, `as` gives it as a file."""
    call = await door.call(asked)
    choice = await choice_of(door, asked, call)
    wish, chosen = wished(asked, COLUMNS, "name"), await _chosen(door, asked, call, choice)
    tiers = tier_names(call, asked)
    if wish.file:
        tongue = door.renderer.tongue("office", asked.speaks)
        rows = (_row(one, tiers, tongue) async for one in _everybody(door, call, chosen, wish))
        return await taken(door, asked, call, "members", wish.file, COLUMNS, rows)
    shows = await _shown(door, asked, call, chosen, wish, choice)
    framed_shows = await framed(door, asked, call, "members", shows)
    if asked.is_piece:
        return Piece("office/members_found.html", framed_shows)
    return Page("office/members.html", framed_shows)


async def reach(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden/bereik: how many the same choice finds, and how many of them consented to what."""
    call = await door.call(asked)
    choice = await choice_of(door, asked, call)
    chosen = await _chosen(door, asked, call, choice)
    count, consents = await door.queries.member_lists.reach(call.grant.company, chosen)
    tongue = door.renderer.tongue("office", asked.speaks)
    shows = {
        "count": count, "to": "",
        "consents": [
            # words find at most so many: a list of those who also consented would be of others
            {"name": consent_name(name, tongue), "count": n, "to": "" if chosen.purses is not None else narrowed(choice.filters, name)}
            for name, n in consents.items()
        ],
    }  # fmt: skip
    return Piece("office/members_reach.html", await framed(door, asked, call, "members", shows))


async def _shown(door: Door, asked: Asked, call: Call, chosen: Chosen, wish: Wish, choice: Choice) -> dict[str, Any]:
    tiers, tongue = tier_names(call, asked), door.renderer.tongue("office", asked.speaks)
    found = await door.queries.member_lists.page(call.grant.company, chosen, wish.sort, wish.down, _after(wish), PAGE + 1)
    following = _mark(found[PAGE - 1], wish) if len(found) > PAGE else ""
    rows = tuple(_row(one, tiers, tongue) for one in found[:PAGE])
    listing = Listing("/kantoor/leden", COLUMNS, rows, wish, choice.kept, following, -1)
    may_see = "segments:read" in call.grant.scopes
    return {
        "list": listing, "q": wish.words, "kept": choice.filters, **fields(call, asked, tongue), "choice": choice,
        "segments": await door.queries.segments.all(call.grant.company) if may_see else [],
        "may_keep": "segments:write" in call.grant.scopes, "also": consent_name(choice.filters.get("also", ""), tongue),
        "choosing": bool(choice.filters), "reach": listing.address().replace("/kantoor/leden", "/kantoor/leden/bereik", 1),
    }  # fmt: skip


async def _chosen(door: Door, asked: Asked, call: Call, choice: Choice) -> Chosen:
    """What the filters and the words come to."""
    words = asked.text("q", 80)
    purses: tuple[PurseId, ...] | None = None
    if len(words) >= SHORTEST:
        found = await door.queries.members_by_word.find(call.grant.company, words, AT_ONCE)
        purses = tuple(one.member.purse for one in found)
    return chosen_of(choice.filters, door.figures(asked, call).local(asked.at).date(), purses)


async def _everybody(door: Door, call: Call, chosen: Chosen, wish: Wish) -> AsyncIterator[ListedMember]:
    """All of them, page by page."""
    after: tuple[str | int, PurseId] | None = None
    while page := await door.queries.member_lists.page(call.grant.company, chosen, wish.sort, wish.down, after, 500):
        for one in page:
            yield one
        after = (page[-1].key(wish.sort), page[-1].purse)


def _mark(one: ListedMember, wish: Wish) -> str:
    """Where the next page goes on: the member's id, then what the list is sorted by."""
    return f"{purse_text(one.purse)} {one.key(wish.sort)}"[:200]


def _after(wish: Wish) -> tuple[str | int, PurseId] | None:
    if not wish.after:
        return None
    named, _, key = wish.after.partition(" ")
    found = purse_of(named)
    counted = wish.sort in COUNTED
    if found is None or (counted and not (key.isascii() and key.removeprefix("-").isdigit() and len(key) < 19)):
        raise Malformed("after: the last member of the page before", field="after")
    return (int(key) if counted else key), found


def _row(one: ListedMember, tiers: Mapping[str, Words], tongue: Any) -> Row:
    tier = tongue.words(tiers[one.tier]) if one.tier in tiers else ""
    cells = {
        "name": one.name or tongue.say("nameless"), "card": one.card, "tier": tier, "since": one.since or None,
        "seen": one.last_day or None, "visits": one.visits, "spent": one.spent_minor,
        "blocked": tongue.say("blocked") if one.blocked else None,
    }  # fmt: skip
    here = f"/kantoor/leden/{purse_text(one.purse)}"
    behind = {"name": here} | ({"visits": f"{here}/aankopen"} if one.visits else {})
    if one.spent_minor:
        behind["spent"] = f"{here}/aankopen"
    return row(cells, behind, {"tier": "tier", "blocked": "bad"}, {"spent": "paid"})
