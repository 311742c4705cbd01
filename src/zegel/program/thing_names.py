"""What categories, brands, tags, branches, price lists and stamp cards are called: the section `names`. Else it is their id."""

from collections.abc import Iterator, Mapping, Sequence
from json import loads
from typing import Final

from zegel.program.conditions import All, Any, Not, OneOf, Test
from zegel.program.model import Branch, Program, StampCard, Words
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.tree import Node, Table

STAMP_CARD: Final = "stamp card"
FACTS: Final[Mapping[str, str]] = {
    "categories": "category", "brands": "brand", "tags": "tag", "branches": "branch", "price lists": "price list",
    "stamp cards": STAMP_CARD,
}  # fmt: skip
"""Key of the section → what its names are of: a fact of an article or a purchase, or a kind of entitlement."""
Called = tuple[tuple[str, str, Words], ...]


def read_called(page: Page, node: Node | None, branches: Sequence[Branch], cards: Sequence[StampCard]) -> Called:
    """(fact, word, what it is called), in the order of the words; a branch and a stamp card that there is."""
    found = page.table(node, "called") if node is not None else {}
    made: list[tuple[str, str, Words]] = []
    for key, entry in found.items():
        if not isinstance(entry, Table):
            page.table(entry, "words")
            continue
        if key == "branches":
            for name, one in entry.entries.items():
                if all(branch.id != name for branch in branches):
                    page.wrong(one.node, "unknown_branch", phrase("The program has no branch `{text}`.", text=name[:60]))
        if key == "stamp cards":
            for name, one in entry.entries.items():
                if all(card.id != name for card in cards):
                    page.unknown(one.node, name, [card.id for card in cards], "card")
        made += [(FACTS[key], name, page.words(one.node)) for name, one in entry.entries.items()]
    return tuple(sorted(made, key=lambda one: one[:2]))


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
    for branch in program.branches if "branches" in names else ():
        if branch.id not in names["branches"]:
            yield f"names.branches.{branch.id}", program.languages
    for card in program.cards if "stamp cards" in names else ():
        if card.id not in names["stamp cards"]:
            yield f"names.stamp cards.{card.id}", program.languages
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
