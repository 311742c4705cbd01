"""Whom a rule is for, put together: named segments, and `all`, `any` and `not` of what members are."""

from collections.abc import Callable
from typing import Final

from zegel.program.conditions import All, Called, Compare, NamedTest, Not, Test
from zegel.program.model import Words
from zegel.program.page import Page
from zegel.program.read_days import either
from zegel.program.tree import Node, Table

MAX_NAMED_DEPTH: Final = 6

Reader = Callable[[Node, str], list[NamedTest]]
"""Reads a table of a kind (`for`, `segment`) into tests of a member."""


class SegmentReader:
    """Reads the section `segments`, and where it is used. A segment is a name for what a member must be."""

    def __init__(self, page: Page, read: Reader) -> None:
        self.page = page
        self._read = read
        self.segments: dict[str, Called] = {}
        """Those that were read, by id."""
        self._named: dict[str, Node] = {}
        self._reading: list[str] = []

    def read(self, named: list[tuple[str, Node]]) -> None:
        """Read the section. Segments may use each other, in no circle."""
        self._named = dict(named)
        for name, node in named:
            self._segment(name, node)

    def tests(self, found: dict[str, Node]) -> list[NamedTest]:
        """What a table `for` says with `segment`, `all`, `any` and `not`."""
        tests: list[NamedTest] = []
        if "segment" in found:
            tests.append(NamedTest("segment", either([self._by_name(item) for item in self.page.items(found["segment"])])))
        if "all" in found:
            tests.append(NamedTest("segment", All(tuple(self._whole(item) for item in self.page.items(found["all"])))))
        if "any" in found:
            tests.append(NamedTest("segment", either([self._whole(item) for item in self.page.items(found["any"])])))
        if "not" in found:
            tests.append(NamedTest("segment", Not(self._whole(found["not"]))))
        return tests

    def _whole(self, node: Node) -> Test:
        tests = tuple(named.test for named in self._read(node, "for"))
        return tests[0] if len(tests) == 1 else All(tests)

    def _by_name(self, node: Node) -> Test:
        word = self.page.text(node, "the name of a segment")
        if word in self._named:
            return self._segment(word, self._named[word], node)
        if word:
            self.page.unknown(node, word, self._named, "segment")
        return All(())

    def _segment(self, name: str, node: Node, asked: Node | None = None) -> Test:
        if name in self.segments:
            return self.segments[name]
        if name in self._reading:
            circle = " → ".join([*self._reading[self._reading.index(name) :], name])
            self.page.wrong(asked or node, "circle", f"The segment is made of itself: {circle}.")
            return All(())
        if len(self._reading) >= MAX_NAMED_DEPTH:
            self.page.wrong(asked or node, "too_deep", f"Segments that are made of segments go at most {MAX_NAMED_DEPTH} deep.")
            return All(())
        self._reading.append(name)
        names = node.entries.get("names") if isinstance(node, Table) else None
        said = self.page.words(names.node) if names else Words(name, name)
        if isinstance(node, Table) and set(node.entries) == {"names"}:
            self.page.wrong(node, "empty", "Nothing says who is in it.", "Say it as in `for`.")
        test = All((Compare("member", "==", 1), *(named.test for named in self._read(node, "segment"))))
        self._reading.pop()
        made = self.segments[name] = Called("segment", name, f"voor {said.nl}", f"for {said.en}", test)
        return made
