"""What a page knows of a choice of members: its filters as fields and as words, and the saved segment that it may be."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from zegel.core.refusals import Malformed, UnknownSavedSegment
from zegel.core.value import value
from zegel.hall.calls import Call
from zegel.hall.segments import AWAY, CELEBRATED, FILTERS, checked
from zegel.program.model import Program, Words
from zegel.program.words import named
from zegel.store.segments import Segment
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door
from zegel.web.parts.purposes import ASKED
from zegel.web.parts.words import Tongue


@value
class Choice:
    """The filters that count, and the saved segment that they began from. `is_it`: they are that segment's own."""

    filters: Mapping[str, str]
    segment: Segment | None
    is_it: bool

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What addresses of the same choice carry."""
        named = (("groep", self.segment.id),) if self.segment else ()
        return named if self.is_it else (*self.filters.items(), *named)


async def choice_of(door: Door, asked: Asked, call: Call) -> Choice:
    """What the address chooses: a saved segment by its id, else its own filters (which may be one that was changed)."""
    given = filters_of(asked, call)
    named = asked.text("groep", 40)
    if not named:
        return Choice(given, None, is_it=False)
    one = await door.queries.segments.one(call.grant.company, named)
    if one is None:
        raise UnknownSavedSegment()
    if given == one.filters or not any(name in asked.query for name in FILTERS):
        return Choice(one.filters, one, is_it=True)
    return Choice(given, one, is_it=False)


def filters_of(asked: Asked, call: Call) -> dict[str, str]:
    """The filters of a form or an address; refuses a tier that the program does not have."""
    found = checked({name: asked.text(name, longest) for name, longest in FILTERS.items()})
    if found.get("tier") and found["tier"] not in tier_names(call, asked):
        raise Malformed("tier: one of the program's", field="tier")
    return found


def fields(call: Call, asked: Asked, tongue: Tongue) -> dict[str, Any]:
    """What the fields of a choice can be."""
    return {
        "tiers": tier_names(call, asked), "away": AWAY, "celebrated": CELEBRATED,
        "branches": [branch.id for branch in call.live(asked.at).program.branches],
        "consents": [(name, consent_name(name, tongue)) for name in (f"{purpose} by {channel}" for purpose, channel in ASKED)],
    }  # fmt: skip


def in_words(filters: Mapping[str, str], program: Program, tongue: Tongue) -> str:
    """A choice as one line."""
    say, said = tongue.say, []
    tiers = {step.id: step.names for step in program.tiers.steps} if program.tiers else {}
    if tier := filters.get("tier"):
        said.append(f"{say('tier')}: {tongue.words(tiers[tier]) if tier in tiers else tier}")
    if branch := filters.get("branch"):
        said.append(f"{say('came at')}: {named(program, 'branch', branch, tongue.language)}")
    if seen := filters.get("seen"):
        days = seen.removeprefix("-")
        said.append(f"{say('last seen')}: {say('not seen for' if seen.startswith('-') else 'seen within', days=days)}")
    consents = " + ".join(consent_name(filters[name], tongue) for name in ("consent", "also") if filters.get(name))
    if consents:
        said.append(f"{say('consents')}: {consents}")
    if joined := filters.get("joined"):
        said.append(f"{say('since')}: {joined.replace('@', ' ')}")
    if week := filters.get("week"):
        said.append(f"{say('coming week')}: {say(f'week {week}')}")
    if filters.get("blocked"):
        said.append(say("only blocked"))
    return "; ".join(said)


def narrowed(filters: Mapping[str, str], consent: str) -> str:
    """The address of those of a choice who also gave `consent`; "" where it asks for two others already.

    >>> narrowed({"tier": "gold"}, "offers by email")
    '/kantoor/leden?tier=gold&consent=offers+by+email'
    >>> narrowed({"consent": "a by b"}, "a by b"), narrowed({"consent": "a by b", "also": "c by d"}, "e by f")
    ('/kantoor/leden?consent=a+by+b', '')
    """
    asked = [filters.get(name, "") for name in ("consent", "also")]
    if consent in asked:
        return f"/kantoor/leden?{urlencode(dict(filters))}"
    free = next((name for name, text in zip(("consent", "also"), asked, strict=True) if not text), "")
    return f"/kantoor/leden?{urlencode({**filters, free: consent})}" if free else ""


def consent_name(name: str, tongue: Tongue) -> str:
    """`offers by email` in words."""
    purpose, _, channel = name.rpartition(" by ")
    said = tongue.say(f"purpose {purpose}") if tongue.knows(f"purpose {purpose}") else purpose
    return f"{said}, {tongue.say(f'by {channel}') if tongue.knows(f'by {channel}') else channel}"


def tier_names(call: Call, asked: Asked) -> dict[str, Words]:
    """Every tier's name by its id, as the live program has them."""
    ladder = call.live(asked.at).program.tiers
    return {} if ladder is None else {step.id: step.names for step in ladder.steps}
