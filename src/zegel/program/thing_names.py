"""What the things of a program are called that have an id and no key `names` of their own: the section `names`. Else it is their id."""

from collections.abc import Iterator, Mapping
from json import loads
from typing import Final

from zegel.program.conditions import All, Any, Not, OneOf, Test
from zegel.program.model import Program, Words
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.role_words import ROLE_NAMES
from zegel.program.tree import Node, Table

STAMP_CARD: Final = "stamp card"
FIELD: Final = "field"
ANSWER: Final = "answer"
GOODWILL: Final = "goodwill"
BUDGET: Final = "budget"
ROLE: Final = "role"
INVITATION: Final = "invitation"
FACTS: Final[Mapping[str, str]] = {
    "categories": "category", "brands": "brand", "tags": "tag", "branches": "branch", "price lists": "price list",
    "stamp cards": STAMP_CARD, "warranties": "warranty", "trials": "trial", "rebates": "rebate", "trade in": "trade in",
    "goodwill": GOODWILL, "budgets": BUDGET, "roles": ROLE, "invitations": INVITATION, "fields": FIELD, "answers": ANSWER,
}  # fmt: skip
"""Key of the section → what its names are of: a fact of an article or a purchase, a kind of case, of entitlement, of whatever has an id."""
_CALLED: Final[Mapping[str, str]] = {
    "branches": "branch", "stamp cards": "card", "warranties": "warranty", "trials": "trial", "rebates": "rebate", "trade in": "trade-in",
    "goodwill": "offer", "budgets": "budget", "roles": "role", "invitations": "invitation", "fields": "field", "answers": "answer",
}  # fmt: skip
"""Key of the section → what the program declares one as, of which only those can have a name that there are."""
Called = tuple[tuple[str, str, Words], ...]


def read_called(page: Page, node: Node | None, program: Program) -> Called:
    """(fact, word, what it is called), in the order of the words; only of what `program`, read so far, declares."""
    found = page.table(node, "called") if node is not None else {}
    made: list[tuple[str, str, Words]] = []
    for key, entry in found.items():
        if not isinstance(entry, Table):
            page.table(entry, "words")
            continue
        there = _declared(program, key) if key in _CALLED else list(entry.entries)
        for name, one in entry.entries.items():
            if name not in there and key == "branches":
                page.wrong(one.node, "unknown_branch", phrase("The program has no branch `{text}`.", text=name[:60]))
            elif name not in there:
                page.unknown(one.node, name, there, _CALLED[key])
        made += [(FACTS[key], name, page.words(one.node)) for name, one in entry.entries.items()]
    return tuple(sorted(made, key=lambda one: one[:2]))


def _declared(program: Program, key: str) -> list[str]:
    """The ids that names under `key` can be of, in their order. A role that every shop has is called as everywhere."""
    care, gestures = program.care, program.gestures
    fields = [*program.profile_fields, *(field for event in program.events for field in event.fields)]
    match key:
        case "branches":
            found = [branch.id for branch in program.branches]
        case "stamp cards":
            found = [card.id for card in program.cards]
        case "warranties":
            found = [one.id for one in care.warranties]
        case "trials":
            found = [one.id for one in care.windows if one.on_trial]
        case "rebates":
            found = [one.id for one in care.rebates]
        case "trade in":
            found = [one.id for one in care.trade_ins]
        case "goodwill":
            found = [one.id for one in care.goodwill]
        case "budgets":
            found = [name for name, _ in gestures.budgets] if gestures else []
        case "roles":
            alone = [care.alone, gestures.roles if gestures else (), *(one.roles for one in program.corrections)]
            found = [role for roles in alone for role, _ in roles if role and role not in ROLE_NAMES]
        case "invitations":
            found = [one.name for one in program.entitlements if one.kind == INVITATION]
        case "fields":
            found = [field.id for field in fields]
        case _:
            found = [word for field in fields for word in field.words]
    return list(dict.fromkeys(found))


def unnamed(program: Program) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(path, languages) of what has no name in a language that members are spoken to in; of nothing where the file names nothing."""
    document = loads(program.document)
    names = document.get("names", {})
    if names:
        sets = (one for n, one in enumerate(program.sets) if n != program.never and not one.names.nl)
        used = {word for each in sets for word in _words(each.test)}
        named = {(fact, word) for key, fact in FACTS.items() for word in names.get(key, {})}
        groups = {word for _, word in used & named}  # a group by one word is a category or a tag, and named once
        for fact, word in sorted(used - named):
            if word not in groups:
                key = next(key for key, known in FACTS.items() if known == fact)
                yield f"names.{key}.{word}", program.languages
    for key in _CALLED:
        for one in _declared(program, key) if key in names else ():
            if one not in names[key]:
                yield f"names.{key}.{one}", program.languages
    for key, table in names.items():
        for word, said in table.items():
            if missing := tuple(code for code in program.languages if code not in said):
                yield f"names.{key}.{word}", missing
    for coupon, table in document.get("coupons", {}).items():
        if missing := tuple(code for code in program.languages if "names" in table and code not in table["names"]):
            yield f"coupons.{coupon}", missing


def _words(test: Test) -> Iterator[tuple[str, str]]:
    if isinstance(test, OneOf) and test.fact in FACTS.values():
        yield from ((test.fact, str(one)) for one in test.values if one)
    elif isinstance(test, All | Any):
        for part in test.tests:
            yield from _words(part)
    elif isinstance(test, Not):
        yield from _words(test.test)
