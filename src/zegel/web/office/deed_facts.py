"""What is otherwise after a deed of the audit log, in the reader's words: roles, states and moments as people say them.

The log itself keeps what was written; a fact that has no words here stands as it is.
"""

from collections.abc import Mapping
from typing import Final

from zegel.core.canonical import Json
from zegel.core.periods import Instant
from zegel.store.people_records import Deed
from zegel.web.parts.figures import Figures
from zegel.web.parts.words import Tongue

MOMENTS: Final = ("live_from",)
MONEY: Final = ("minor",)
PLACES: Final = ("branch",)
DAYS: Final = ("since",)


def changed(deed: Deed, say: Tongue, figures: Figures) -> list[tuple[str, str, str]]:
    """What is otherwise after a deed: what it is called, how it was ("" where it was nothing), how it is."""
    found = []
    for key, after in deed.after.items():
        was, now = fact_text(key, deed.before.get(key), say, figures), fact_text(key, after, say, figures)
        if was != now:
            found.append((_said(say, f"fact {key}", key), was, now))
    return found


def facts_text(facts: Mapping[str, Json], say: Tongue, figures: Figures) -> str:
    """All facts in one line, as a file has them."""
    return "; ".join(f"{_said(say, f'fact {key}', key)}: {fact_text(key, fact, say, figures)}" for key, fact in facts.items())


def fact_text(key: str, fact: Json, say: Tongue, figures: Figures) -> str:
    """One fact as text; "" for none."""
    if fact is None or fact == "":
        return ""
    if isinstance(fact, bool):
        return say.say("fact is yes" if fact else "fact is no")
    if isinstance(fact, int):
        return _number(key, fact, figures)
    if isinstance(fact, Mapping):
        return ", ".join(f"{_said(say, f'fact {name}', name)} {fact_text(name, one, say, figures)}" for name, one in fact.items())
    if not isinstance(fact, str):
        return ", ".join(fact_text(key, one, say, figures) for one in fact)
    if key in PLACES:
        return figures.place(fact)
    if key in DAYS:
        return figures.short_day(fact)
    return _role(fact, say, figures) if key == "roles" else _said(say, f"fact {key} {fact}", fact)


def _number(key: str, fact: int, figures: Figures) -> str:
    if key in MOMENTS:
        return f"{figures.day_of(Instant(fact), 'd MMM y')} {figures.hour(Instant(fact))}"
    return figures.money(fact) if key in MONEY else str(fact)


def _role(written: str, say: Tongue, figures: Figures) -> str:
    """`cashier at station`, as access.staff writes it."""
    role, _, branch = written.partition(" at ")
    named = _said(say, f"role {role}", role)
    return f"{named} · {figures.place(branch)}" if branch else named


def _said(say: Tongue, key: str, otherwise: str) -> str:
    return say.say(key) if say.knows(key) else otherwise
