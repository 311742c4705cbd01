"""Where something asks for a second proof, the office asks for it and then does what was asked, as it was typed.

The proof is a passkey, a code of somebody's app, or their password where they have neither.
"""

from typing import TYPE_CHECKING, Final

from zegel.access.factors import PASSKEY, TOTP
from zegel.access.refusals import LinkSpent, WrongProof
from zegel.core.refusals import NotSignedIn, ZegelError
from zegel.hall.refused import said_of
from zegel.web.parts.asked import Asked, Page
from zegel.web.parts.passkeys import answered, site_of

if TYPE_CHECKING:
    from zegel.web.parts.door import Door

AGAIN: Final = "proof-again"
"""The field of a form that is sent once more, with a code or a password."""
SIGNED: Final = "proof-"
"""What the fields begin with of a form that is sent once more, signed by a passkey."""
PROOFS: Final = (AGAIN, f"{SIGNED}challenge", f"{SIGNED}answer")
PAGES: Final = {"office": "office/again.html"}
"""The page of each face that asks for it; a till and a card ask in ways of their own."""
LONGEST: Final = 200


def brings_proof(asked: Asked, face: str) -> bool:
    """Whether a form comes once more, with a proof."""
    return face in PAGES and any(any(asked.fields.get(name, ())) for name in PROOFS)


async def proven_again(door: "Door", asked: Asked) -> None:
    """Look at the proof that came with a form; refuses `wrong_proof`, `too_many_tries`."""
    if asked.visitor is None:
        raise NotSignedIn()
    by, signing_in = asked.visitor.grant(), door.people.signing_in
    if any(asked.fields.get(AGAIN, ())):
        given = asked.text(AGAIN, LONGEST)
        await signing_in.step_up(by, given, given, asked.at)
    else:
        challenge, answer = answered(asked, SIGNED)
        try:
            await signing_in.step_up_by_passkey(by, site_of(asked, "Zegel"), challenge, answer, asked.at)
        except LinkSpent as late:  # what they had to sign is too old: they are asked again
            raise WrongProof() from late
    again = await door.gate.visitor("office", asked.cookies, asked.at)
    asked.visitor = again or asked.visitor


async def asks_again(door: "Door", refusal: ZegelError, asked: Asked, face: str) -> Page | None:
    """The page that asks for a proof and keeps what was typed; None where a proof would not help."""
    is_wrong = refusal.code == "wrong_proof" and brings_proof(asked, face)
    by_script = asked.is_piece or asked.headers.get("sec-fetch-dest", "document") != "document"
    if face not in PAGES or by_script or (refusal.code != "step_up_needed" and not is_wrong):
        return None
    by = asked.visitor.grant() if asked.visitor is not None else None
    subject = "" if by is None or by.session is None else by.session.subject
    kept = await door.people.register.people.credentials(by.company, subject) if by is not None else []
    kinds = {one.kind for one in kept}
    typed = [(name, text) for name, texts in asked.fields.items() if name not in ("token", *PROOFS) for text in texts]
    shows = {
        "to": asked.path, "kept": typed, "asks": asked.method == "GET", "refused": said_of(refusal) if is_wrong else None,
        "has_key": PASSKEY in kinds, "has_app": TOTP in kinds, "types": TOTP in kinds or PASSKEY not in kinds,
    }  # fmt: skip
    return Page(PAGES[face], shows, 403)
