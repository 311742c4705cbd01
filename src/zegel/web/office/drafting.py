"""The draft that the office writes: one document, which the file and the forms both show and both change."""

from typing import Any, Final

from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.desk import drafts
from zegel.hall.calls import Call
from zegel.store.records import Draft
from zegel.web.office.file_text import as_file
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door

NAME: Final = "kantoor"
"""The draft that the office writes; others belong to whoever works with files."""
LONGEST: Final = 200_000


@value
class Desktop:
    """What lies on the table: the draft (None before there is one), and the text to go on with."""

    call: Call
    company: Any
    draft: Draft | None
    text: str

    @property
    def revision(self) -> int:
        """The revision that a form of this page saw."""
        return self.draft.revision if self.draft else drafts.NEW


async def on_the_table(door: Door, asked: Asked) -> Desktop:
    """The draft as it was typed, or else the live program as it was typed to begin one with."""
    if asked.visitor is None:
        raise NotSignedIn()
    call, company = await door.call(asked), asked.visitor.company
    draft = await door.queries.draft(company, NAME)
    if draft is not None:
        return Desktop(call, company, draft, draft.written or as_file(draft.document))
    shelf = await door.shelves.of(company)
    live = shelf.versions[shelf.number_live_at(asked.at) - 1]
    return Desktop(call, company, None, live.written or as_file(call.live(asked.at).program.document.decode()))


async def kept(door: Door, asked: Asked, text: str, document: str, seen: int) -> None:
    """Keep `text` (which means `document`) in place of revision `seen`; refuses `draft_changed` where somebody was first."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    draft = Draft(NAME, 0, document, asked.at, visitor.actor, None, drafts.as_typed(text))
    await drafts.keep(door.queries, visitor.company, draft, seen)
