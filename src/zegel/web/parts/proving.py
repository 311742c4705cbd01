"""Where something asks for a second proof, the office asks for it and then does what was asked, as it was typed."""

from typing import TYPE_CHECKING, Final

from zegel.core.refusals import NotSignedIn, ZegelError
from zegel.hall.refused import said_of
from zegel.web.parts.asked import Asked, Page

if TYPE_CHECKING:
    from zegel.web.parts.door import Door

AGAIN: Final = "proof-again"
"""The field of a form that is sent once more, with a proof."""
PAGES: Final = {"office": "office/again.html"}
"""The page of each face that asks for it; a till and a card ask in ways of their own."""
LONGEST: Final = 200


async def proven_again(door: "Door", asked: Asked) -> None:
    """Look at the proof that came with a form; refuses `wrong_proof`, `too_many_tries`."""
    if asked.visitor is None:
        raise NotSignedIn()
    given = asked.text(AGAIN, LONGEST)
    await door.people.signing_in.step_up(asked.visitor.grant(), given, given, asked.at)
    by = await door.gate.visitor("office", asked.cookies, asked.at)
    asked.visitor = by or asked.visitor


def asks_again(refusal: ZegelError, asked: Asked, face: str) -> Page | None:
    """The page that asks for a proof and keeps what was typed; None where a proof would not help."""
    is_wrong = refusal.code == "wrong_proof" and AGAIN in asked.fields
    by_script = asked.is_piece or asked.headers.get("sec-fetch-dest", "document") != "document"
    if face not in PAGES or by_script or (refusal.code != "step_up_needed" and not is_wrong):
        return None
    kept = [(name, text) for name, texts in asked.fields.items() if name not in ("token", AGAIN) for text in texts]
    shows = {"to": asked.path, "kept": kept, "asks": asked.method == "GET", "refused": said_of(refusal) if is_wrong else None}
    return Page(PAGES[face], shows, 403)
