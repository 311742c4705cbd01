"""Keys of tills and other systems: which there are, one made (and shown once), one ended."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from zegel.access.api_keys import Known
from zegel.access.refusals import StepUpNeeded
from zegel.access.scopes import NAMED_SETS, SCOPES, spread
from zegel.access.staff import Done
from zegel.core.periods import NEVER, Instant
from zegel.core.refusals import Malformed, NotSignedIn, ZegelError
from zegel.hall.refusals import NoSuchAddress
from zegel.hall.refused import said_of
from zegel.program.model import Words
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Column, Row, listed, row, wished
from zegel.web.parts.visitors import Visitor
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/sleutels"
COLUMNS: Final = (
    Column("system"), Column("key"), Column("opens"), Column("branch"), Column("last_used", "moment"), Column("maker"),
    Column("made_on", "moment"), Column("lasts", "moment"), Column("state"),
)  # fmt: skip
LASTING: Final = (0, 30, 90, 365)
"""Days that one may choose; 0 is until it is revoked."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/sleutels: those that are good; a file has every one that there ever was."""
    return await _page(door, asked)


async def make(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/sleutels: a new key, whose text stands on the page that answers and nowhere else."""
    call = await door.call(asked)
    branch = asked.text("branch", 60)
    if branch and all(branch != one.id for one in call.live(asked.at).program.branches):
        raise Malformed("branch: one of the program's", field="branch")
    wanted = set(asked.texts("scope", 60)) | ({asked.text("set", 20)} - {""})
    visitor = _somebody(asked)
    try:
        done = Done(visitor.grant(), asked.at, "", asked.request_id)
        made = await door.people.api_keys.make(
            done, visitor.company, asked.text("source", 60), wanted, branch, asked.number("days", 0, 36_500, 0)
        )  # fmt: skip
    except StepUpNeeded:
        raise  # the door asks for a proof, and does this again
    except ZegelError as refusal:
        return await _page(door, asked, refused=said_of(refusal))
    return await _page(door, asked, text=made.text, source=made.row.source)


async def revoke(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/sleutels/{key}/weg: a key opens nothing from now on."""
    visitor = _somebody(asked)
    try:
        done = Done(visitor.grant(), asked.at, asked.text("reason", 200), asked.request_id)
        if not await door.people.api_keys.revoke(done, visitor.company, asked.params["key"]):
            raise NoSuchAddress()
    except StepUpNeeded:
        raise  # the door asks for a proof, and does this again
    except ZegelError as refusal:
        return await _page(door, asked, refused=said_of(refusal))
    return Sent(HERE)


def _somebody(asked: Asked) -> Visitor:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor


def _row(one: Known, who: Mapping[str, str], tongue: Tongue, at: Instant) -> Row:
    """A key as the list has it."""
    return row({
        "system": one.row.source, "key": one.row.id, "branch": one.row.branch or None,
        "opens": ", ".join(tongue.say(f"{'set' if name in NAMED_SETS else 'scope'} {name}") for name in one.row.scopes),
        "last_used": one.row.last_used_at, "maker": who[one.made_by] if one.made_by else None, "made_on": one.row.created_at,
        "lasts": None if one.row.expires_at == NEVER else one.row.expires_at,
        "state": tongue.say("key good" if one.is_good(at) else "revoked" if one.row.revoked_at else "lapsed"),
    })  # fmt: skip


async def _page(door: Door, asked: Asked, *, text: str = "", source: str = "", refused: Words | None = None) -> Answer:
    visitor = _somebody(asked)
    call = await door.call(asked)
    known = await door.people.api_keys.of(visitor.company)
    mine = visitor.grant().rights.all & SCOPES.keys()
    tongue = door.renderer.tongue("office", asked.speaks)
    who = await names_of(door, visitor.company, {one.made_by for one in known if one.made_by}, tongue)
    shown = [one for one in known if one.is_good(asked.at) or wished(asked, COLUMNS, "system").file]
    listing = replace(listed(asked, COLUMNS, [_row(one, who, tongue, asked.at) for one in shown], "system"), path=HERE)
    if listing.wish.file:
        return await taken_list(door, asked, call, "keys", listing)
    shows = {
        "good": {one.row.id: one for one in known if one.is_good(asked.at)}, "over": [one for one in known if not one.is_good(asked.at)],
        "list": listing, "column": {one.key: one for one in COLUMNS}, "who": who, "text": text,
        "source": source, "refused": refused, "may_write": "keys:write" in visitor.rights,
        "sets": [name for name in NAMED_SETS if spread(frozenset((name,))) <= mine], "scopes": [name for name in SCOPES if name in mine],
        "branches": [branch.id for branch in call.live(asked.at).program.branches], "lasting": LASTING, "never": NEVER,
        "named_sets": NAMED_SETS,
    }  # fmt: skip
    status = 200 if refused is None else 422
    answer = await framed(door, asked, call, "keys", shows)
    return Page("office/keys.html", answer, status)
