"""Keys of tills and other systems: which there are, one made (and shown once), one ended."""

from typing import Final

from zegel.access.refusals import StepUpNeeded
from zegel.access.scopes import NAMED_SETS, SCOPES, spread
from zegel.access.staff import Done
from zegel.core.periods import NEVER
from zegel.core.refusals import Malformed, NotSignedIn, ZegelError
from zegel.hall.refusals import NoSuchAddress
from zegel.hall.refused import said_of
from zegel.program.model import Words
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import Visitor

HERE: Final = "/kantoor/sleutels"
LASTING: Final = (0, 30, 90, 365)
"""Days that one may choose; 0 is until it is revoked."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/sleutels."""
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


async def _page(door: Door, asked: Asked, *, text: str = "", source: str = "", refused: Words | None = None) -> Answer:
    visitor = _somebody(asked)
    call = await door.call(asked)
    known = await door.people.api_keys.of(visitor.company)
    mine = visitor.grant().rights.all & SCOPES.keys()
    tongue = door.renderer.tongue("office", asked.speaks)
    shows = {
        "good": [one for one in known if one.is_good(asked.at)], "over": [one for one in known if not one.is_good(asked.at)],
        "who": await names_of(door, visitor.company, {one.made_by for one in known if one.made_by}, tongue), "text": text,
        "source": source, "refused": refused, "may_write": "keys:write" in visitor.rights,
        "sets": [name for name in NAMED_SETS if spread(frozenset((name,))) <= mine], "scopes": [name for name in SCOPES if name in mine],
        "branches": [branch.id for branch in call.live(asked.at).program.branches], "lasting": LASTING, "never": NEVER,
        "named_sets": NAMED_SETS,
    }  # fmt: skip
    status = 200 if refused is None else 422
    answer = await framed(door, asked, call, "keys", shows)
    return Page("office/keys.html", answer, status)
