"""Members: found as one types, chosen by what is known of them, sorted and paged; how many that are, and whom of them one may write."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any, Final

from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.refusals import Malformed
from zegel.hall.calls import Call
from zegel.program.model import Words
from zegel.store.member_lists import COUNTED, Chosen, ListedMember
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken
from zegel.web.parts.asked import Answer, Asked, Page, Piece
from zegel.web.parts.door import Door
from zegel.web.parts.purposes import ASKED
from zegel.web.parts.tables import PAGE, Column, Listing, Row, Wish, row, wished

SHORTEST: Final = 2
"""Letters from which on the list follows what is typed: one letter is nearly everybody."""
AT_ONCE: Final = 200
"""Whoever the words find, at most."""
AWAY: Final = {"30": 30, "90": 90, "180": 180, "365": 365}
"""Days that somebody may have stayed away for."""
COLUMNS: Final = (
    Column("name", "person"), Column("card", sorts=False), Column("tier", sorts=False), Column("since", "day"), Column("seen", "day"),
    Column("visits", "count"), Column("spent", "money"), Column("blocked", sorts=False),
)  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden: everybody, or whoever was asked for; htmx gets the list alone, `as` gives it as a file."""
    call = await door.call(asked)
    kept = _kept(asked, call)
    wish, chosen = wished(asked, COLUMNS, "name"), await _chosen(door, asked, call, kept)
    tiers = tier_names(call, asked)
    if wish.file:
        tongue = door.renderer.tongue("office", asked.speaks)
        rows = (_row(one, tiers, tongue) async for one in _everybody(door, call, chosen, wish))
        return await taken(door, asked, call, "members", wish.file, COLUMNS, rows)
    shows = await _shown(door, asked, call, chosen, wish, kept)
    framed_shows = await framed(door, asked, call, "members", shows)
    if asked.is_piece:
        return Piece("office/members_found.html", framed_shows)
    return Page("office/members.html", framed_shows)


async def reach(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden/bereik: how many the same choice finds, and how many of them consented to what."""
    call = await door.call(asked)
    chosen = await _chosen(door, asked, call, _kept(asked, call))
    count, consents = await door.queries.member_lists.reach(call.grant.company, chosen)
    tongue = door.renderer.tongue("office", asked.speaks)
    shows = {
        "count": count, "consents": [{"name": consent_name(name, tongue), "count": n} for name, n in consents.items()],
    }  # fmt: skip
    return Piece("office/members_reach.html", await framed(door, asked, call, "members", shows))


async def _shown(
    door: Door, asked: Asked, call: Call, chosen: Chosen, wish: Wish, kept: tuple[tuple[str, str], ...]
) -> dict[str, Any]:  # fmt: skip
    tiers, tongue = tier_names(call, asked), door.renderer.tongue("office", asked.speaks)
    found = await door.queries.member_lists.page(call.grant.company, chosen, wish.sort, wish.down, _after(wish), PAGE + 1)
    following = _mark(found[PAGE - 1], wish) if len(found) > PAGE else ""
    rows = tuple(_row(one, tiers, tongue) for one in found[:PAGE])
    listing = Listing("/kantoor/leden", COLUMNS, rows, wish, kept, following, -1)
    consents = [f"{purpose} by {channel}" for purpose, channel in ASKED]
    return {
        "list": listing, "q": wish.words, "kept": dict(kept), "tiers": tiers, "away": list(AWAY),
        "branches": [branch.id for branch in call.live(asked.at).program.branches],
        "consents": [(name, consent_name(name, tongue)) for name in consents],
        "choosing": bool(kept), "reach": listing.address().replace("/kantoor/leden", "/kantoor/leden/bereik", 1),
    }  # fmt: skip


def _kept(asked: Asked, call: Call) -> tuple[tuple[str, str], ...]:
    """The filters of the address, those that say something."""
    names = {"tier": 60, "branch": 60, "seen": 8, "consent": 200, "blocked": 4}
    found = {name: asked.text(name, longest) for name, longest in names.items()}
    if found["seen"] and found["seen"].removeprefix("-") not in AWAY:
        raise Malformed("seen: a number of days", field="seen")
    if found["tier"] and found["tier"] not in tier_names(call, asked):
        raise Malformed("tier: one of the program's", field="tier")
    return tuple((name, text) for name, text in found.items() if text)


async def _chosen(door: Door, asked: Asked, call: Call, kept: tuple[tuple[str, str], ...]) -> Chosen:
    """What the filters and the words come to."""
    by = dict(kept)
    words = asked.text("q", 80)
    purses: tuple[PurseId, ...] | None = None
    if len(words) >= SHORTEST:
        found = await door.queries.members_by_word.find(call.grant.company, words, AT_ONCE)
        purses = tuple(one.member.purse for one in found)
    today = door.figures(asked, call).local(asked.at).date()
    seen = by.get("seen", "")
    day = (today - timedelta(days=AWAY[seen.removeprefix("-")])).isoformat() if seen else ""
    return Chosen(
        by.get("tier", ""), by.get("branch", ""), "" if seen.startswith("-") else day, day if seen.startswith("-") else "",
        by.get("consent", ""), "blocked" in by, purses,
    )  # fmt: skip


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
    behind = {"name": here} | ({"visits": f"{here}#what", "spent": f"{here}#what"} if one.visits else {})
    return row(cells, behind, {"tier": "tier", "blocked": "bad"})


def consent_name(name: str, tongue: Any) -> str:
    """`offers by email` in words."""
    purpose, _, channel = name.rpartition(" by ")
    said = tongue.say(f"purpose {purpose}") if tongue.knows(f"purpose {purpose}") else purpose
    return f"{said}, {tongue.say(f'by {channel}') if tongue.knows(f'by {channel}') else channel}"


def tier_names(call: Call, asked: Asked) -> dict[str, Words]:
    """Every tier's name by its id, as the live program has them."""
    ladder = call.live(asked.at).program.tiers
    return {} if ladder is None else {step.id: step.names for step in ladder.steps}
