"""Who did something, by the name that a colleague knows them by: the books and the audit log keep `staff:…`, `key:…` and `member:…`."""

from collections.abc import Iterable
from typing import Final

from zegel.core.ids import CompanyId
from zegel.web.parts.door import Door
from zegel.web.parts.words import Tongue

DIGEST: Final = 64
"""Signs of a program's digest, of which a page shows the first eight."""
SHORT: Final = 8
"""Signs by which a member is told from another here; who they are is for their page."""


async def names_of(door: Door, company: CompanyId, actors: Iterable[str], tongue: Tongue) -> dict[str, str]:
    """Actor → how a page names them. Somebody whom nobody knows any more keeps what the books say."""
    return {actor: await _named(door, company, actor, tongue) for actor in set(actors)}


async def things_of(door: Door, company: CompanyId, objects: Iterable[str], tongue: Tongue) -> dict[str, str]:
    """What something was done to → how a page names it: a colleague and a program as above, all else by what it is and its own name."""
    found = set(objects)
    named = await names_of(door, company, {one for one in found if one.partition(":")[0] in ("staff", "program", "key")}, tongue)
    return {one: named.get(one) or _thing(one, tongue) for one in found}


def _thing(written: str, tongue: Tongue) -> str:
    kind, _, name = written.partition(":")
    if kind == "list":
        name = tongue.say(f"file {name}") if tongue.knows(f"file {name}") else name
    if kind == "member":
        name = name[:SHORT]
    return tongue.say(f"thing {kind}", name=name) if tongue.knows(f"thing {kind}") else written


async def _named(door: Door, company: CompanyId, actor: str, tongue: Tongue) -> str:
    kind, _, subject = actor.partition(":")
    if kind == "staff":
        one = await door.people.register.people.staff(company, subject)
        return one.name if one else actor
    if kind == "key":
        key = await door.queries.find_key(subject)
        return tongue.say("by key", source=key.source) if key and key.company == company else actor
    if kind == "member":
        return tongue.say("by the member")
    if kind == "program" and len(subject) == DIGEST:
        return tongue.say("by digest", digest=subject[:8])
    if kind == "house":
        return tongue.say("by house")
    return tongue.say("by itself") if actor in ("", "zegel") else actor
