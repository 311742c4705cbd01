"""What a member allows, each purpose and channel by itself. Saying no costs nothing; what was said, and when, stands beside each."""

from typing import Any, Final

from zegel.flows.commands import GiveConsent, WithdrawConsent
from zegel.flows.people import CONSENT, GIVEN
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.parts.asked import Answer, Asked, Piece, Sent
from zegel.web.parts.consented import timeline
from zegel.web.parts.door import Door
from zegel.web.parts.purposes import ASKED

TEXT: Final = "pas-1"
"""Which words were on the page: kept with the consent."""


async def consents(door: Door, own: Own) -> list[dict[str, Any]]:
    """Every purpose with its channels, each on or off, and since when."""
    kept = {one.id: one for one in await door.queries.dossiers_of(own.call.grant.company, own.purse.id, CONSENT)}
    wanted = [question.word for question in own.program.questions if question.kind == "consent"]
    pairs = list(dict.fromkeys([*ASKED, *((p, c) for name in (*wanted, *kept) for p, _, c in [name.rpartition(" by ")])]))
    tongue = own.tongue
    found: dict[str, list[dict[str, Any]]] = {}
    for purpose, channel in pairs:
        one = kept.get(f"{purpose} by {channel}")
        given = one is not None and one.state == GIVEN
        day = "" if one is None else own.figures.day_of(one.at, "d MMMM y")
        said = tongue.say("said nothing") if one is None else tongue.say("said yes" if given else "said no", day=day)
        found.setdefault(purpose, []).append({
            "purpose": purpose, "channel": channel, "given": given, "name": tongue.say(f"by {channel}"), "said": said,
        })  # fmt: skip
    return [
        {
            "name": tongue.say(f"purpose {purpose}") if tongue.knows(f"purpose {purpose}") else purpose.capitalize(),
            "what": tongue.say(f"means {purpose}") if tongue.knows(f"means {purpose}") else "", "channels": channels,
        }
        for purpose, channels in found.items()
    ]  # fmt: skip


async def said_before(door: Door, own: Own) -> list[dict[str, Any]]:
    """Every yes and no that they said, the newest first."""
    return timeline(await door.queries.dossiers_of(own.call.grant.company, own.purse.id, CONSENT), own.tongue, own.figures)


async def change(door: Door, asked: Asked) -> Answer:
    """POST /pas/toestemming: one switch; htmx gets the switches back, a browser without scripts the page."""
    own = await own_card(door, asked, asked.text("once", 64))
    purpose, channel, header = asked.text("purpose", 40), asked.text("channel", 10), header_of(own, asked)
    if asked.text("state", 10) == GIVEN:
        await door.submit(asked, GiveConsent(header, own.purse.id, purpose, channel, f"{TEXT}-{asked.speaks}"))
    else:
        await door.submit(asked, WithdrawConsent(header, own.purse.id, purpose, channel))
    if asked.is_piece:
        shows = {"consents": await consents(door, own), "timeline": await said_before(door, own)}
        return Piece("card/consents.html", framed(door, asked, own, "me", shows))
    return Sent("/pas/ik#consents")
