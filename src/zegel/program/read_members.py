"""Whom a rule is for: what is asked of a person, named segments, and `all`, `any` and `not` of what members are."""

import re
from collections.abc import Callable
from typing import Final

from zegel.program import forms
from zegel.program.conditions import All, Called, Compare, NamedTest, Not, Test
from zegel.program.forms import Wrong
from zegel.program.model import Words
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.questions import CHANNELS, Question, is_purpose
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
            self.page.wrong(asked or node, "circle", phrase("The segment is made of itself: {circle}.", circle=circle))
            return All(())
        if len(self._reading) >= MAX_NAMED_DEPTH:
            self.page.wrong(
                asked or node, "too_deep", phrase("Segments that are made of segments go at most {most} deep.", most=MAX_NAMED_DEPTH)
            )
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


_JUBILEE: Final = re.compile(
    r"(every |elk |elke )?(?:(year|jaar)|([1-9][0-9]?) (?:years?|jaar))(?: (?:± ?|\+- ?)([0-9]{1,2}) (?:days?|dag|dagen))?"
)
_BIRTHDAY: Final = re.compile(r"(?:± ?|\+- ?)([0-9]{1,2}) (?:days?|dag|dagen)")
_CONSENT: Final = re.compile(r"([^ ]+) (?:by|per) ([a-z]+)")
MOST_QUESTIONS: Final = 50
_MOST_DAYS: Final = 60


def birthday(text: str) -> Question:
    """`± 3 days`, `today`, `this month`, `known`."""
    match = _BIRTHDAY.fullmatch(text)
    if match is not None and int(match[1]) <= _MOST_DAYS:
        return Question("birthday", days=int(match[1]))
    found = {
        "today": Question("birthday"), "vandaag": Question("birthday"), "this month": Question("birthday month"),
        "deze maand": Question("birthday month"), "known": Question("birthday known"), "bekend": Question("birthday known"),
    }.get(text)  # fmt: skip
    if found is None:
        loose = re.fullmatch(r"([0-9]{1,2}) (days?|dagen)", text)
        raise Wrong(
            phrase(
                "`{text}` is not of the form `± 3 days` (at most {most}), `today`, `this month` or `known`.",
                text=text[:40],
                most=_MOST_DAYS,
            ),
            f"± {text}" if loose else "",
        )
    return found


def jubilee(text: str) -> Question:
    """`10 years`, `every 5 years ± 3 days`, `every year`."""
    match = _JUBILEE.fullmatch(text)
    if match is None or (match[2] and not match[1]) or int(match[4] or 0) > _MOST_DAYS:
        raise Wrong(
            phrase(
                "`{text}` is no jubilee like `10 years`, `every year` or `every 5 years ± 3 days` (at most {most}).",
                text=text[:40],
                most=_MOST_DAYS,
            )
        )
    return Question("jubilee", count=int(match[3] or 1), days=int(match[4] or 0), every=bool(match[1]))


def consent(text: str) -> Question:
    """`newsletter by email`: what for, and by what."""
    match = _CONSENT.fullmatch(text)
    if match is None or not is_purpose(match[1]):
        raise Wrong(phrase("`{text}` is no consent like `newsletter by email`.", text=text[:60]))
    if match[2] not in CHANNELS:
        near = forms.closest(match[2], CHANNELS)
        fix = f"{match[1]} by {near}" if near else ""
        raise Wrong(phrase("`{text}` is none of: {listed}.", text=match[2][:40], listed=", ".join(CHANNELS)), fix)
    return Question("consent", f"{match[1]} by {match[2]}")


def _years(text: str) -> int:
    """`18` or `18 years`."""
    found = forms.count(re.sub(r" (years?|jaar)$", "", text), 1)
    if found > 120:
        raise Wrong("Nobody is that old.", "")
    return found


class PersonReader:
    """Reads what is asked of a person; keeps the questions that were asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.questions: list[Question] = []

    def tests(self, found: dict[str, Node]) -> list[NamedTest]:
        """What a table `for` says with `language`, `birthday`, `age`, `jubilee` and `consent`. What is not known counts as no."""
        tests: list[NamedTest] = []
        if "language" in found:
            each = [Question("language", self.page.choice(item, ("nl", "en"), "language")) for item in self.page.items(found["language"])]
            tests.append(NamedTest("language", either([self._yes(found["language"], one) for one in each])))
        for key, read in (("birthday", birthday), ("jubilee", jubilee), ("consent", consent)):
            if key in found:
                some = [self._yes(item, self.page.form(item, read, Question("language"))) for item in self.page.items(found[key])]
                tests.append(NamedTest(key, either(some)))
        if "age" in found:
            tests.append(NamedTest("age", self._age(found["age"])))
        return tests

    def consented(self, node: Node, purpose: str) -> NamedTest:
        """That the member consented to `purpose` by e-mail, of a rule that stands at `node`."""
        return NamedTest("consent", self._yes(node, Question("consent", f"{purpose} by email")))

    def _age(self, node: Node) -> Test:
        op, text = self.page.form(node, forms.compared, (">=", "18"))
        years = self.page.part(node, text, _years, 18) + (op in (">", "<="))
        return Compare(self._asked(node, Question("age", count=years)), "==", 1 if op in (">=", ">") else 0)

    def _yes(self, node: Node, question: Question) -> Test:
        return Compare(self._asked(node, question), "==", 1)

    def _asked(self, node: Node, question: Question) -> str:
        if question not in self.questions:
            if len(self.questions) >= MOST_QUESTIONS:
                self.page.wrong(node, "too_large", phrase("A program asks at most {most} things of a person.", most=MOST_QUESTIONS))
                return "asked:0"
            self.questions.append(question)
        return f"asked:{self.questions.index(question)}"
