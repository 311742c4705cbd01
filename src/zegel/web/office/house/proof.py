"""A second proof where something sensitive is done: the form asks for a code of the app, or the password, unless one was given lately."""

from zegel.core.refusals import NotSignedIn
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import Visitor


def needs_proof(visitor: Visitor, asked: Asked) -> bool:
    """Whether the form must ask for one."""
    session = visitor.grant().session
    return session is None or session.stepped_up_until <= asked.at


async def proven(door: Door, asked: Asked) -> Visitor:
    """Whoever asks, after the proof in their form (`proof`) was looked at; refuses `wrong_proof`. None given leaves them as they were:
    what needs a proof refuses by itself.
    """
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    given = asked.text("proof", 200)
    if not given:
        return visitor
    await door.people.signing_in.step_up(visitor.grant(), given, given, asked.at)
    again = await door.gate.visitor("office", asked.cookies, asked.at)
    if again is None:
        raise NotSignedIn()
    return again
