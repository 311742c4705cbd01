"""Every yes and no of a member, the newest first: what for, by which channel, when, and where they said it."""

from collections.abc import Iterable
from json import loads
from typing import Any

from zegel.core.periods import Instant
from zegel.flows.facts import Dossier
from zegel.flows.people import GIVEN
from zegel.web.parts.figures import Figures
from zegel.web.parts.words import Tongue


def timeline(kept: Iterable[Dossier], tongue: Tongue, figures: Figures) -> list[dict[str, Any]]:
    """The changes that the dossiers of consents keep, in words of the face."""
    found: list[tuple[int, dict[str, Any]]] = []
    for one in kept:
        purpose, _, channel = one.id.rpartition(" by ")
        for event in loads(one.data)["history"]:
            at = Instant(event["at"])
            found.append((at, {
                "purpose": tongue.say(f"purpose {purpose}") if tongue.knows(f"purpose {purpose}") else purpose.capitalize(),
                "channel": tongue.say(f"by {channel}") if tongue.knows(f"by {channel}") else channel, "given": event["state"] == GIVEN,
                "day": figures.day_of(at, "d MMMM y"), "where": tongue.say(f"said {where_of(event['actor'], event['source'])}"),
                "words": event["text_version"],
            }))  # fmt: skip
    return [told for _, told in sorted(found, key=lambda change: -change[0])]


def where_of(actor: str, source: str) -> str:
    """Where somebody said it.

    >>> where_of("member:1", "member:1"), where_of("staff:2", "till:3"), where_of("staff:2", "staff:2"), where_of("key:4", "webshop")
    ('on card', 'at till', 'at office', 'elsewhere')
    """
    if actor.startswith("member:"):
        return "on card"
    if actor.startswith("staff:"):
        return "at till" if source.startswith("till:") else "at office"
    return "elsewhere"
