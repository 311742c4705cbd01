"""A saved segment in a rule: what its filters are called in the program's own language, and which rules of a program ask for it.

A rule never looks at the saved segment itself: what it asks is written into the program (docs/decisions/0039), under the segment's id.
"""

from asyncio import to_thread
from collections.abc import Iterator, Mapping
from json import loads
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.desk.shelves import CompanyShelf
from zegel.program.model import Program
from zegel.store.queries import NamedQueries
from zegel.store.segments import Segment

SECTION: Final = "segments"
NO_RULES: Final = frozenset({"segments", "branches", "calendars", "sets", "units", "company"})
ASKABLE: Final = frozenset({"tier", "seen", "consent", "also"})
"""Filters that a rule can ask at a till, of the member alone. The others look at what only the office counts."""


@value
class Asking:
    """A rule that asks for a segment: by its path (`earn.tuesdays`), in the live program, in `version` that waits for its moment (0: it
    does not), or in the draft called `draft` ("": in none)."""

    rule: str
    document: str
    version: int = 0
    draft: str = ""

    @property
    def where(self) -> str:
        """The rule and where it stands, as a refusal names it.

        >>> Asking("earn.tuesdays", "", draft="kantoor").where, Asking("earn.base", "").where
        ('earn.tuesdays (draft kantoor)', 'earn.base')
        """
        stands = f"version {self.version}" if self.version else f"draft {self.draft}" if self.draft else ""
        return f"{self.rule} ({stands})" if stands else self.rule


async def asking(queries: NamedQueries, shelf: CompanyShelf, company: CompanyId, named: str, at: Instant) -> list[Asking]:
    """Every rule that asks for segment `named`: of the live program, of versions that wait for their moment, and of drafts.

    A later one is left out where the live program says the same rule already.
    """
    live = shelf.live_at(at).program.document.decode()
    documents = [(live, 0, ""), *((one.document.decode(), number, "") for number, one in shelf.waiting(at))]
    documents += [(one.document, 0, one.name) for one in await queries.drafts(company)]
    found: dict[str, Asking] = {}
    for document, version, draft in documents:
        for rule in (await to_thread(rules_in, document)).get(named, ()):
            found.setdefault(rule, Asking(rule, document, version, draft))
    return list(found.values())


def table_of(one: Segment) -> dict[str, Json] | None:
    """The segment as a table of the program's section `segments`; None where a filter of it cannot be asked in a rule.

    >>> from zegel.core.periods import Instant
    >>> made = table_of(Segment("away", "Blijft weg", {"seen": "-30", "consent": "offers by email"}, "staff:jo", Instant(0)))
    >>> made["not"], made["consent"]
    ({'visits': {'at least': '1', 'within': '31 days'}}, 'offers by email')
    """
    if not set(one.filters) <= ASKABLE or not one.filters:
        return None
    found: dict[str, Json] = {"names": {"nl": one.name, "en": one.name}}
    if tier := one.filters.get("tier"):
        found["tier"] = tier
    consents = [one.filters[name] for name in ("consent", "also") if one.filters.get(name)]
    if len(consents) == 1:
        found["consent"] = consents[0]
    elif consents:
        found["all"] = [{"consent": name} for name in consents]
    if seen := one.filters.get("seen"):
        # The office counts from the day so many days ago on; the program's days are those up to and with today.
        came: dict[str, Json] = {"visits": {"at least": "1", "within": f"{int(seen.removeprefix('-')) + 1} days"}}
        found |= {"not": came} if seen.startswith("-") else came
    return found


def rules_by_segment(program: Program) -> dict[str, tuple[str, ...]]:
    """Which rules (`earn.tuesdays`) ask for which segment of the program, by its id; also through a segment that is made of it."""
    return rules_in(program.document)


def rules_in(document: str | bytes) -> dict[str, tuple[str, ...]]:
    """The same of a file as JSON, which may be a draft with mistakes in it."""
    tree: Mapping[str, Any] = loads(document)
    there = tree.get(SECTION)
    inside = {name: set(_asked(table)) for name, table in (there if isinstance(there, Mapping) else {}).items()}
    found: dict[str, list[str]] = {}
    for section, rules in tree.items():
        if section in NO_RULES or not isinstance(rules, Mapping):
            continue
        for rule, table in rules.items():
            for name in sorted(_through(set(_asked(table)), inside)):
                found.setdefault(name, []).append(f"{section}.{rule}")
    return {name: tuple(paths) for name, paths in found.items()}


def written(program: Program, named: str) -> Mapping[str, Json] | None:
    """What the program says of the segment of that id; None where it has none."""
    found = (loads(program.document).get(SECTION) or {}).get(named)
    return found if isinstance(found, Mapping) else None


def _through(names: set[str], inside: Mapping[str, set[str]]) -> set[str]:
    """Those, and whatever they are made of."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += inside.get(name, ())
    return found


def _asked(node: Any) -> Iterator[str]:
    """Every segment that is named in a table, however deep."""
    if isinstance(node, Mapping):
        for key, below in node.items():
            if key == "segment":
                yield from [str(one) for one in below] if isinstance(below, list) else [str(below)]
            else:
                yield from _asked(below)
    elif isinstance(node, list):
        for below in node:
            yield from _asked(below)
